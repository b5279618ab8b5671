"""The audit's findings as SARIF 2.1.0 (OASIS), for code hosts, editors and pipelines that show such logs."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from curated.audit.rule import Rule
from curated.columns import json_text, own_source
from curated.dataset import Dataset
from curated.decisions import rulings
from curated.provenance import DocumentSource
from curated.schema import Decision, Finding, Row, SourceDocument

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RANK = {"certain": 100.0, "likely": 60.0, "possible": 30.0}
_SNIPPET = 500
_TYPES = {"pdf": "application/pdf", "jats": "application/xml", "markdown": "text/markdown", "text": "text/plain"}


def sarif_text(dataset: Dataset, rules: Sequence[Rule], version: str) -> str:
    """The log of one run over a dataset. ``version`` is litcurate's.

    A result is located in the file as it was given: by bytes where it is a text, by page and rectangles (as properties)
    where it is a PDF; and by characters in the text that was read from the file, which is an artifact inside it
    (``texts/ID.txt`` of an export). A finding that a person rejected is suppressed, with the note.
    """
    return json_text(_log(dataset, rules, version)) + "\n"


def _log(dataset: Dataset, rules: Sequence[Rule], version: str) -> dict[str, Any]:
    places = {document.document_id: 2 * number for number, document in enumerate(dataset.documents)}
    names = [rule.name for rule in rules]
    unknown = sorted({finding.rule for finding in dataset.findings} - set(names))
    known = rulings(dataset)
    rejected = {
        one.subject: one for one, held in known.standings if held == "in force" and one.subject in known.settled
    }
    rows: dict[str, Row] = {}
    for table in ("references", "claims", "citations", "trial_mentions", "cells", "entities", "tables"):
        rows.update((row.row_id, row) for row in getattr(dataset, table))
    driver = {
        "name": "litcurate",
        "semanticVersion": version,
        "rules": [*(_rule(rule) for rule in rules), *({"id": name} for name in unknown)],
    }
    results = [
        _result(
            finding,
            [*names, *unknown],
            places,
            own_source(rows[finding.subject]) if finding.subject in rows else None,
            rejected.get(finding.finding_id),
        )
        for finding in dataset.findings
    ]
    artifacts = [artifact for document in dataset.documents for artifact in _artifacts(document, places)]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "artifacts": artifacts,
                "results": results,
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", rule.name)),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": rule.example},
        "defaultConfiguration": {"level": rule.severity},
    }


def _artifacts(document: SourceDocument, places: Mapping[str, int]) -> list[dict[str, Any]]:
    file: dict[str, Any] = {
        "location": {"uri": _uri(document.name)},
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": document.sha256},
    }
    if document.format in _TYPES:
        file["mimeType"] = _TYPES[document.format]
    text = {
        "location": {"uri": _uri(f"texts/{document.document_id}.txt")},
        "parentIndex": places[document.document_id],
        "description": {
            "text": f"The text that the reader {document.reader} {document.reader_version} made of the file."
        },
        "mimeType": "text/plain",
        "encoding": "UTF-8",
    }
    return [file, text]


def _result(
    finding: Finding, rules: Sequence[str], places: Mapping[str, int], subject: object, rejected: Decision | None
) -> dict[str, Any]:
    sources = [
        one for one in (subject, *(quote.source for quote in finding.evidence)) if isinstance(one, DocumentSource)
    ]
    sources = list({(one.document, one.start, one.end): one for one in sources}.values())
    message = finding.message + (f" Look at: {finding.look_at}" if finding.look_at else "")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": message},
        "rank": _RANK[finding.confidence],
        "partialFingerprints": {"finding/v1": finding.finding_id},
        "properties": {"subject": finding.subject, "confidence": finding.confidence},
    }
    if finding.document_id in places:
        result["locations"] = [_in_file(sources[0] if sources else None, finding, places)]
        result["relatedLocations"] = [
            _in_text(
                number,
                source,
                places,
                next((quote.value for quote in finding.evidence if quote.source == source), None),
            )
            for number, source in enumerate(sources, start=1)
            if source.document in places
        ]
    if rejected is not None:
        why = rejected.note or f"rejected by {rejected.by}"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _in_file(source: DocumentSource | None, finding: Finding, places: Mapping[str, int]) -> dict[str, Any]:
    index = places[finding.document_id]
    place: dict[str, Any] = {"artifactLocation": {"index": index}}
    location: dict[str, Any] = {"physicalLocation": place}
    if source is not None and source.document in places:
        if source.ranges:
            first, last = source.ranges[0].start, source.ranges[-1].end
            place["region"] = {"byteOffset": first, "byteLength": max(0, last - first)}
        if source.regions:
            location["logicalLocations"] = [{"name": f"page {source.regions[0].page}", "kind": "page"}]
            location["properties"] = {
                "regions": [[one.page, one.x0, one.top, one.x1, one.bottom] for one in source.regions]
            }
        if source.path:
            location["logicalLocations"] = [{"fullyQualifiedName": source.path, "kind": "element"}]
    return location


def _in_text(number: int, source: DocumentSource, places: Mapping[str, int], said: str | None) -> dict[str, Any]:
    region: dict[str, Any] = {"charOffset": source.start, "charLength": source.end - source.start}
    if said:
        region["snippet"] = {"text": said[:_SNIPPET]}
    return {
        "id": number,
        "physicalLocation": {"artifactLocation": {"index": places[source.document] + 1}, "region": region},
    }


def _uri(name: str) -> str:
    return quote(name.encode("utf-8", "replace"), safe="/")

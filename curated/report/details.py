"""What the side panel shows, as plain values for the page: claims, links, references, remarks and trials by id."""

from collections.abc import Iterator, Sequence
from typing import Any

from curated.columns import own_source, row_hash
from curated.marked import TYPED, marked_sentence
from curated.provenance import DocumentSource, RegistrySource, Sourced
from curated.report.addresses import addresses, doi_address, pubmed_address, trial_address
from curated.report.concerns import Concerns
from curated.report.differences import Difference, differences
from curated.report.states import SEVERITY_STATE
from curated.report.summary import state_of_reference
from curated.report.wording import brief, words
from curated.schema import Claim, Decision, Evidence, Finding, Link, Reference, Row, Trial, Work

LONGEST = 4000
"""Characters of one text in the panel beyond which the page cuts it, with a remark."""
MOST_EVIDENCE = 5
MOST_QUOTES = 24
_SHORT = 80
CORRECTABLE: dict[str, tuple[str, ...]] = {
    "references": (
        "authors", "title", "container_title", "year", "volume", "issue", "first_page", "last_page",
        "article_number", "doi", "pmid",
    ),
    "claims": ("kind", "polarity", "text"),
    "links": ("support",),
    "outcomes": ("measure", "statistic", "value", "low", "high", "unit", "timepoint", "arm", "comparator", "p"),
    "drug_statuses": ("drug", "status", "agency", "year", "setting", "combination"),
    "regimens": ("regimen", "trial", "line", "population", "status"),
    "mechanisms": ("agent", "relation", "object", "location", "effect"),
    "trial_mentions": ("trial_id", "status", "phase"),
}  # fmt: skip
"""Columns of each table for which a person may give another value."""


def details(concerns: Concerns) -> dict[str, Any]:
    """Everything the panel needs, by id. Strings are as they are in the dataset: the page shows them as text."""
    data = concerns.dataset
    texts = {row.document_id: row.text for row in data.texts}
    typed: dict[str, list[Any]] = {}
    for row_class in TYPED:
        for row in getattr(data, row_class.table):
            said = marked_sentence(row, data.claim, texts)
            if said is not None:
                pieces = list(_raised_apart(concerns, data.claim[row.claim_id], said.pieces))
                typed.setdefault(row.claim_id, []).append([row_class.table, row.row_id, pieces, said.elsewhere])
    hashes: dict[str, dict[str, str]] = {}
    for row in _decidable(concerns):
        hashes.setdefault(row.table, {})[row.row_id] = row_hash(row)
    return {
        "claims": {row.claim_id: _lean(_claim(concerns, row, typed.get(row.claim_id, []))) for row in data.claims},
        "links": {row.link_id: _lean(_link(concerns, row)) for row in data.links},
        "references": {row.reference_id: _lean(_reference(concerns, row)) for row in data.references},
        "findings": {row.finding_id: _lean(_finding(concerns, row)) for row in data.findings},
        "trials": {trial_id: _lean(_trial(concerns, trial_id)) for trial_id in _trial_ids(concerns)},
        "hashes": hashes,
        "correctable": CORRECTABLE,
        "decisions": [decision(concerns, row) for row in data.decisions],
    }


def _lean(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what is empty: the page knows what is missing."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, ())}


def decision(concerns: Concerns, row: Decision) -> dict[str, Any]:
    """A decision that was made before, with whether the row under it has changed since."""
    held = row.model_dump(mode="json")
    subject = concerns.rows.get(row.subject)
    candidates = [one for one in (subject, concerns.dataset.match.get(row.subject)) if one is not None]
    return {
        **{name: held.get(name) or "" for name in ("subject", "verdict", "field", "value", "note", "by", "at")},
        "row_hash": row.row_hash,
        "stale": row.row_hash not in {row_hash(one) for one in candidates},
    }


def where(source: DocumentSource | RegistrySource | None) -> str:
    """A source in words: the page of the review, or the registry and the day of its answer."""
    if isinstance(source, DocumentSource):
        return f"page {source.regions[0].page}" if source.regions else f"characters {source.start:,}–{source.end:,}"
    if isinstance(source, RegistrySource):
        return f"{source.registry}, {source.retrieved_at.date().isoformat()}"
    return ""


def quotes(row: Finding) -> list[tuple[str, str]]:
    """What a remark quotes, each with where it stands; short ones from one place (cells of a row) together."""
    made: list[tuple[str, str]] = []
    for quote in row.evidence[:MOST_QUOTES]:
        text, place = quote.value, where(quote.source)
        if made and made[-1][1] == place and max(len(text), len(made[-1][0]) - _SHORT) < _SHORT:
            made[-1] = (f"{made[-1][0]} · {text}", place)
        else:
            made.append((text, place))
    return made


def _claim(concerns: Concerns, claim: Claim, typed: list[Any]) -> dict[str, Any]:
    said = claim.sentence or claim.text
    facts = {
        "polarity": claim.polarity if claim.polarity not in (None, "none") else None,
        "hedge": _value(claim.hedge),
        "negation": _value(claim.negation),
        "population": ", ".join(one.value for one in claim.population) or None,
        "species": _value(claim.species),
        "design": _value(claim.design),
        "phase": _value(claim.phase),
    }
    start = _offset(claim.text, said)
    return {
        # a sentence that something was read from is in its pieces already
        "parts": None if typed and not claim.sentence else concerns.parted(claim.text),
        "around": [said.value[:start], said.value[start + len(claim.text.value) :]] if claim.sentence else None,
        "kind": claim.kind,
        "path": claim.section_path,
        "where": where(claim.text.source),
        "state": concerns.state_of_claim[claim.claim_id],
        "facts": {name: value for name, value in facts.items() if value},
        "names": {kind: list(names) for kind, names in claim.entities.items() if names},
        "typed": typed,
        "links": [link.link_id for link in concerns.links_of_claim.get(claim.claim_id, ())],
        "findings": [one.finding_id for one in concerns.of(claim.claim_id)],
        "trials": sorted({one.trial_id.value for one in concerns.mentions_of_claim.get(claim.claim_id, ())}),
        "table": claim.table_id,
    }


def _raised_apart(
    concerns: Concerns, claim: Claim, pieces: Sequence[tuple[str, str | None]]
) -> Iterator[tuple[str, str | None]]:
    """The pieces of a sentence with raised markers as pieces of their own, whose slot is ``^``."""
    said = claim.sentence or claim.text
    source = said.source
    position = source.start if isinstance(source, DocumentSource) else 0
    for words_of_piece, slot in pieces:
        end = position + len(words_of_piece)
        if slot is None and isinstance(source, DocumentSource):
            place = source.model_copy(update={"start": position, "end": end})
            for part, raised in concerns.parted(Sourced(value=words_of_piece, source=place)):
                yield part, "^" if raised else None
        else:
            yield words_of_piece, slot
        position = end


def _offset(part: Sourced[str], whole: Sourced[str]) -> int:
    """Where a part of a sentence begins in it."""
    if isinstance(part.source, DocumentSource) and isinstance(whole.source, DocumentSource):
        return max(0, part.source.start - whole.source.start)
    return 0


def _link(concerns: Concerns, link: Link) -> dict[str, Any]:
    return {
        "claim": link.claim_id,
        "reference": link.reference_id,
        "state": concerns.state_of_link[link.link_id],
        "resolution": link.resolution,
        "updates": [words(kind) for kind in link.update_status],
        "identity": link.identity,
        "support": link.support,
        "depth": link.depth,
        "cause": link.cause,
        "evidence": [_evidence(one) for one in concerns.evidence_of_link.get(link.link_id, ())[:MOST_EVIDENCE]],
        "agreements": [
            [one.attribute, one.verdict, _value(one.claimed) or "", _value(one.found) or "", one.reason]
            for one in concerns.agreements_of_link.get(link.link_id, ())
        ],
        "findings": [one.finding_id for one in concerns.of(link.link_id) if one.subject == link.link_id],
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    return {
        "text": row.text.value,
        "depth": row.depth,
        "matched": list(row.matched),
        "where": f"{where(row.text.source)}, characters {row.start:,}–{row.end:,}",
    }


def _reference(concerns: Concerns, row: Reference) -> dict[str, Any]:
    data = concerns.dataset
    match = data.match.get(row.reference_id)
    work = data.work.get(match.work_id) if match and match.work_id else None
    return {
        "name": reference_label(row),
        "raw": row.raw.value,
        "where": where(row.raw.source),
        "state": state_of_reference(concerns, row),
        "status": match.status if match else "not_asked",
        "reasons": list(match.reasons) if match else [],
        "unparsed": row.unparsed,
        "record": _record(work),
        "differences": [_difference(one) for one in differences(row, work)],
        "addresses": addresses(
            *(_value(getattr(work, name, None)) or _value(getattr(row, name)) for name in ("doi", "pmid", "pmcid"))
        ),
        "links": [link.link_id for link in concerns.links_of_reference.get(row.reference_id, ())],
        "findings": [one.finding_id for one in concerns.of(row.reference_id)],
    }


def _difference(one: Difference) -> list[str]:
    """A field with what cannot be told from the rest: no record where it reads the same."""
    if one.verdict == "same":
        return [one.field, one.printed] if one.record == one.printed else [one.field, one.printed, one.record, "same"]
    return [one.field, one.printed, one.record, one.verdict]


def reference_label(row: Reference) -> str:
    """``11`` or, without a number, family name and year."""
    if row.number is not None:
        return str(row.number.value)
    family = row.authors[0].value.family if row.authors else brief(row.raw.value, 24)
    return f"{family} {row.year.value}" if row.year else family


def _record(work: Work | None) -> dict[str, Any] | None:
    if work is None:
        return None
    source = own_source(work)
    return {
        "id": work.work_id,
        "where": where(source),
        "type": words(_value(work.type) or ""),
        "updates": [
            [
                words(one.kind),
                one.date or "",
                one.stated_by or "",
                doi_address(one.notice_doi) or pubmed_address(one.notice_pmid) or "",
            ]
            for one in (work.updates.value if work.updates else ())
        ],
    }


def _finding(concerns: Concerns, row: Finding) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "severity": row.severity,
        "state": SEVERITY_STATE[row.severity],
        "message": row.message,
        "look_at": row.look_at,
        "confidence": row.confidence,
        "quotes": quotes(row),
        "about": [about for about in concerns.subjects[row.finding_id] if about in concerns.shown],
    }


def _trial_ids(concerns: Concerns) -> list[str]:
    printed = dict.fromkeys(one.trial_id.value for one in concerns.dataset.trial_mentions)
    return list(printed | dict.fromkeys(trial.trial_id for trial in concerns.dataset.trials))


def _trial(concerns: Concerns, trial_id: str) -> dict[str, Any]:
    row = concerns.trial.get(trial_id)
    fields = ("brief_title", "overall_status", "start_date", "primary_completion_date", "completion_date")
    facts: dict[str, Any] = {name: _value(getattr(row, name)) for name in fields} if row else {}
    if row is not None:
        facts["phases"] = ", ".join(row.phases.value) if row.phases else None
        facts["enrollment"] = row.enrollment.value if row.enrollment else None
        facts["conditions"] = "; ".join(row.conditions.value) if row.conditions else None
        facts["has_results"] = None if row.has_results is None else "yes" if row.has_results.value else "no"
        facts["why_stopped"] = _value(row.why_stopped)
        facts["last_update_posted"] = _value(row.last_update_posted)
    return {
        "address": trial_address(trial_id),
        "facts": {name: str(value) for name, value in facts.items() if value is not None},
        "arms": _arms(row),
        "where": where(own_source(row)) if row else "",
        "mentions": [
            [one.mention_id, one.claim_id, where(one.trial_id.source), one.fields]
            for one in concerns.mentions_of_trial.get(trial_id, ())
        ],
        "findings": [one.finding_id for one in concerns.of(trial_id)],
    }


def _arms(row: Trial | None) -> list[list[str]]:
    if row is None or row.arms is None:
        return []
    return [[arm.label, " + ".join(arm.interventions)] for arm in row.arms.value[:20]]


def _decidable(concerns: Concerns) -> Iterator[Row]:
    data = concerns.dataset
    yield from (*data.claims, *data.links, *data.references, *data.findings, *data.trial_mentions)
    for row_class in TYPED:
        yield from getattr(data, row_class.table)


def _value(held: Sourced[str] | None) -> str | None:
    return held.value if held is not None else None

"""What the side panel shows, as plain values for the page: claims, links, references, remarks and trials by id."""

from collections.abc import Iterator, Sequence
from typing import Any

from curated.columns import row_hash
from curated.decisions import rulings
from curated.marked import TYPED, marked_sentence
from curated.provenance import DocumentSource, Sourced
from curated.report.concerns import Concerns
from curated.report.states import SEVERITY_STATE
from curated.report.wording import cells_apart, cut, words
from curated.report.works import reference_details, trial_details, value_of, where
from curated.schema import Claim, Decision, Evidence, Finding, Link, Row

LONGEST = 4000
"""Characters of one text in the panel beyond which it is cut, with a remark."""
MOST_EVIDENCE = 5
MOST_QUOTES = 24
_SHORT = 80
CORRECTABLE: dict[str, tuple[str, ...]] = {
    "references": (
        "authors", "title", "container_title", "year", "volume", "issue", "first_page", "last_page",
        "article_number", "doi", "pmid", "work_id",
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
                pieces = [
                    (cells_apart(text), slot)
                    for text, slot in _raised_apart(concerns, data.claim[row.claim_id], said.pieces)
                ]
                typed.setdefault(row.claim_id, []).append([row_class.table, row.row_id, pieces, said.elsewhere])
    hashes: dict[str, dict[str, str]] = {}
    for row in _decidable(concerns):
        hashes.setdefault(row.table, {})[row.row_id] = row_hash(row)
    return {
        "claims": {row.claim_id: _lean(_claim(concerns, row, typed.get(row.claim_id, []))) for row in data.claims},
        "links": {row.link_id: _lean(_link(concerns, row)) for row in data.links},
        "references": {row.reference_id: _lean(reference_details(concerns, row)) for row in data.references},
        "findings": {row.finding_id: _lean(_finding(concerns, row)) for row in data.findings},
        "trials": {trial_id: _lean(trial_details(concerns, trial_id)) for trial_id in _trial_ids(concerns)},
        "hashes": hashes,
        "correctable": CORRECTABLE,
        "decisions": [decision(row, standing) for row, standing in rulings(data).standings],
    }


def _lean(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what is empty, as the page knows what is missing, and with huge texts cut."""
    return {name: _bounded(value) for name, value in values.items() if value not in (None, "", [], {}, ())}


def _bounded(value: Any) -> Any:
    if isinstance(value, str):
        return cut(value, LONGEST)
    if isinstance(value, dict):
        return {name: _bounded(held) for name, held in value.items()}
    return [_bounded(held) for held in value] if isinstance(value, (list, tuple)) else value


def decision(row: Decision, standing: str) -> dict[str, str]:
    """A decision that the dataset has, with what became of it."""
    held = row.model_dump(mode="json")
    columns = ("subject", "verdict", "field", "value", "replaces", "note", "by", "at", "row_hash")
    return {**{name: held[name] or "" for name in columns}, "standing": standing}


def quotes(row: Finding) -> list[tuple[str, str]]:
    """What a remark quotes, each with where it stands; short ones from one place (cells of a row) together."""
    made: list[tuple[str, str]] = []
    for quote in row.evidence[:MOST_QUOTES]:
        text, place = cells_apart(quote.value), where(quote.source)
        if made and made[-1][1] == place and text in made[-1][0]:
            continue
        if made and made[-1][1] == place and max(len(text), len(made[-1][0]) - _SHORT) < _SHORT:
            made[-1] = (f"{made[-1][0]} · {text}", place)
        else:
            made.append((text, place))
    return made


def _claim(concerns: Concerns, claim: Claim, typed: list[Any]) -> dict[str, Any]:
    said = claim.sentence or claim.text
    facts = {
        "polarity": claim.polarity if claim.polarity not in (None, "none") else None,
        "hedge": value_of(claim.hedge),
        "negation": value_of(claim.negation),
        "population": ", ".join(one.value for one in claim.population) or None,
        "species": value_of(claim.species),
        "design": value_of(claim.design),
        "phase": value_of(claim.phase),
    }
    start = _offset(claim.text, said)
    return {
        # a sentence that something was read from is in its pieces already
        "parts": None if typed and not claim.sentence else concerns.shown_parts(claim.text),
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
            [one.attribute, one.verdict, value_of(one.claimed) or "", value_of(one.found) or "", one.reason]
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


def _decidable(concerns: Concerns) -> Iterator[Row]:
    data = concerns.dataset
    yield from (*data.claims, *data.links, *data.references, *data.findings, *data.trial_mentions, *data.matches)
    for row_class in TYPED:
        yield from getattr(data, row_class.table)

"""Passages that state whether a drug is approved, by whom, when and for what."""

import re
from collections.abc import Iterator

from curated.provenance import DocumentSource, Method, Sourced
from curated.schema import DrugStatus, Row
from extract.claim_kind import ClaimKind
from extract.columns_of_tables import Roles, roles
from extract.document import Document, Span
from extract.entities import Mention
from extract.passages import Passage

STATUS_NAMED = Method(name="status-named", version="1")
YEAR = Method(name="whole-number", version="1")

_WHERE = (
    r"FDA|EMA|NMPA|CFDA|PMDA|MHRA|Food and Drug Administration|European Medicines Agency|"
    r"National Medical Products Administration|"
    r"China|Europe|European Union|EU|United States|US|USA|Japan|Korea|Canada|multiple countries|several countries"
)
_APPROVAL = re.compile(
    rf"\b(?:approv(?:ed|al)\b[^.;]{{0,60}}\b(?:{_WHERE}|countries)\b|(?:FDA|EMA|NMPA|PMDA|Administration|Agency)\b"
    r"[^.;]{0,40}\bapprov(?:ed|al)|approved (?:in|for|as)\b|in clinical trials?$|marketing authori[sz]ation)",
    re.IGNORECASE,
)
_STATUSES = (
    ("not approved", re.compile(r"\bnot (?:yet )?(?:been )?approved\b|\bunapproved\b|\bwithdrawn\b", re.IGNORECASE)),
    ("approved", re.compile(r"\bapprov(?:ed|als?)\b|\bmarketing authori[sz]ation\b|\blicen[sc]ed\b", re.IGNORECASE)),
    (
        "in trials",
        re.compile(
            r"\bin (?:\w+ )?(?:clinical )?trials?\b|\bphase\b|\bongoing\b|\bunder ?way\b|\binvestigational\b|"
            r"\brecruiting\b",
            re.IGNORECASE,
        ),
    ),
)
_AGENCY = re.compile(rf"\b(?:{_WHERE})\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ASIDE = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")
_SETTING = re.compile(
    r"\b(?:as|for)\s(?:an?\s|the\s)?((?:first|second|third|later|1st|2nd)[- ]?(?:(?:line|or|-|and|"
    r"second)[- ]?){0,3}\s?(?:treatments?|therap(?:y|ies)|option)?(?:\s(?:of|for|in)\s[^.,;()\[]{3,80})?"
    r"|treatment of [^.,;()\[]{3,80})"
)
_APPROVED = re.compile(r"\b(?:approved|approval)\b")
_POINTED_BACK = re.compile(r"\b(?:this|the|these|such an?) (?:\w+ ){0,2}?(?:combinations?|regimens?)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:combination|combined|plus|together|regimen)\b|\+", re.IGNORECASE)
_BESIDE = 12
"""Characters between a procedure and the drug that it is combined with: ``TACE plus``, ``TACE with``."""


def recognises(passage: Passage) -> bool:
    """Whether the passage, or for a table row one of its cells, states an approval."""
    texts = [cell.text.value for _, cell in passage.cells if cell.text] or [passage.text]
    return any(_APPROVAL.search(text) for text in texts)


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Row]:
    """A row a drug whose status is stated."""
    rows = _of_row(document, passage) if passage.kind == "table-row" else _of_sentence(document, passage)
    for drug, fields, doubts in rows:
        start = drug.source.start if isinstance(drug.source, DocumentSource) else 0
        yield DrugStatus(
            status_id=f"{document.document_id}-status-{passage.span.start}-{start}",
            claim_id=claim_id,
            drug=drug,
            unattributed=doubts,
            **fields,
        )


_Found = tuple[Sourced[str], dict[str, object], tuple[str, ...]]


def _of_row(document: Document, passage: Passage) -> Iterator[_Found]:
    held = roles(passage)
    drug, status = held.text("drug"), held.text("status")
    if drug is None or status is None:
        return
    named = _status(status)
    if named is None:
        return
    start = status.source.start if isinstance(status.source, DocumentSource) else 0
    fields = {"status": named, "target": held.text("target"), **_details(document, status.value, start)}
    drugs = _drugs(document, passage, held, drug)
    doubts = _doubts(held, len(drugs))
    for each in drugs:
        yield each, fields, doubts


def _drugs(document: Document, passage: Passage, held: Roles, cell: Sourced[str]) -> list[Sourced[str]]:
    """The drugs that a cell names, or all of its text where the vocabulary knows none of it."""
    assert isinstance(cell.source, DocumentSource)  # noqa: S101 - cells are printed in documents
    span = Span(cell.source.start, cell.source.end)
    mentions = [mention for mention in passage.named("drug") if mention.span in span]
    if len(mentions) < 2:
        return [cell]
    return [_quote(document, mention) for mention in mentions]


def _quote(document: Document, mention: Mention) -> Sourced[str]:
    return document.quote(mention.span.start, mention.span.end)


def _doubts(held: Roles, drugs: int) -> tuple[str, ...]:
    found = []
    if drugs > 1:
        found.append("drug: several names in one cell, read as drugs of one status")
    if not held.certain("target", "drug"):
        found.append("target: the page does not settle for which rows the label stands")
    return tuple(found)


def _status(printed: Sourced[str]) -> Sourced[str] | None:
    name = next((name for name, pattern in _STATUSES if pattern.search(printed.value)), None)
    if name is None:
        return None
    return printed if printed.value == name else printed.derive(name, STATUS_NAMED)


def _details(document: Document, text: str, offset: int) -> dict[str, object]:
    agency, year = _AGENCY.search(text), _YEAR.search(text)
    aside = _ASIDE.search(text)
    fields: dict[str, object] = {}
    if agency:
        fields["agency"] = document.quote(offset + agency.start(), offset + agency.end())
    if year:
        printed = document.quote(offset + year.start(), offset + year.end())
        fields["year"] = printed.derive(int(printed.value), YEAR)
    if aside:
        rest = re.compile(r"[^\d\s,;][^,;]{2,}").search(aside.group(1))
        if rest and not _AGENCY.fullmatch(rest.group().strip()):
            start = offset + aside.start(1) + rest.start()
            together = _TOGETHER.search(rest.group()) or rest.group().startswith("with ")
            key = "combination" if together else "setting"
            fields[key] = document.quote(start, start + len(rest.group()))
    return fields


def _of_sentence(document: Document, passage: Passage) -> Iterator[_Found]:
    """The drugs named before ``approved`` in the same clause, or joined in the sentence that it points back to."""
    text, start = passage.words, passage.span.start
    approved = _APPROVED.search(text)
    if approved is None:
        return
    clause = max(text.rfind(";", 0, approved.start()), text.rfind(". ", 0, approved.start()), 0)
    drugs = [mention for mention in passage.named("drug") if clause <= mention.span.start - start < approved.start()]
    back = () if drugs else _pointed_back(document, passage, text[clause : approved.start()])
    stop = re.compile(r"[;]|\.\s").search(text, approved.end())
    end = stop.start() if stop else len(text)
    said = document.quote(start + clause, start + end)
    status = _status(said.model_copy(update={"value": text[clause:end]}))
    if not (drugs or back) or status is None:
        return
    quoted = document.quote(start + approved.start(), start + approved.end())
    fields: dict[str, object] = {
        "status": quoted if quoted.value == status.value else quoted.derive(status.value, STATUS_NAMED)
    }
    for name, pattern in (("agency", _AGENCY), ("year", _YEAR), ("setting", _SETTING)):
        match = pattern.search(text, clause, end)
        if match:
            group = 1 if name == "setting" else 0
            first = start + match.start(group)
            words = match[group].split("  ")[0].rstrip()  # where a marker stood there are blanks
            printed = document.quote(first, first + len(words))
            fields[name] = printed.derive(int(printed.value), YEAR) if name == "year" else printed
    if back:
        fields["combination"] = document.quote(back[0].span.start, back[-1].span.end)
    together = len(drugs) > 1 and _TOGETHER.search(text, clause, approved.start())
    if together:
        beside = [each for each in passage.named("procedure") if 0 < drugs[0].span.start - each.span.end < _BESIDE]
        fields["combination"] = document.quote((*beside, *drugs)[0].span.start, drugs[-1].span.end)
    for mention in drugs or back:
        yield _quote(document, mention), fields, ()


def _pointed_back(document: Document, passage: Passage, clause: str) -> tuple[Mention, ...]:
    """The two drugs or more that the sentence before joins, where a clause speaks of ``this combination``."""
    drugs = tuple(mention for mention in passage.before if mention.entry.kind == "drug")
    if len({mention.entry.name for mention in drugs}) < 2 or not _POINTED_BACK.search(clause):
        return ()
    joined = document.text[max(0, drugs[0].span.start - 40) : drugs[-1].span.end]
    return drugs if _TOGETHER.search(joined) else ()


KIND = ClaimKind("approval", recognises, read)

"""Passages that name drugs given together: table rows with a drug and its combination, sentences that join drugs."""

import re
from collections.abc import Iterator, Sequence

from curated.provenance import DocumentSource, Sourced
from curated.schema import Regimen, Row
from curated.trial_numbers import find_trial_numbers
from extract.claim_kind import ClaimKind
from extract.columns_of_tables import roles
from extract.document import Document, Span
from extract.entities import Mention
from extract.passages import Passage

_JOINS = re.compile(r"\s?(?:\+|/|plus|in combination with|combined with|together with|with|and)\s?")
_FILLING = re.compile(
    r"(?:\s|\(|\)|,|\+|/|plus\b|in combination with\b|combined with\b|together with\b|with\b|and\b|or\b|the\b|a\b|"
    r"inhibitors?\b|"
    r"antibod(?:y|ies)\b|agents?\b|blockade\b|biosimilar\b|receptor\b|I+\b|drugs?\b|anti-)*"
)
_TOGETHER = re.compile(
    r"\b(?:combinations?|combining|combined|plus|in combination|together with|concurrent|co-administ\w+|regimen)\b|\+",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\b(?:(?:first|second|third|later)-?(?:\sor\s(?:second|third)-)?[- ]?line(?:\s(?:treatments?|therap(?:y|ies)|"
    r"setting))?|(?:neo)?adjuvant|perioperative|"
    r"maintenance)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:underway|under way|ongoing|recruiting|completed|terminated|approved|under investigation)\b", re.IGNORECASE
)
_AGAINST = re.compile(r"\b(?:compared (?:with|to)|versus|vs\.?)\s(?:the\s)?([^.,;()\[\]]{3,60})")
_CLASS = re.compile(
    r"(?:\s(?:receptor\s)?(?:I{1,2}\s)?)?\s?(?:inhibitors?|antibod(?:y|ies)|blockers?|antagonists?|agonists?)\b"
)
_FOR_WHOM = re.compile(
    r"\b(?:in|for|of)\s(?:(?:the\s)?treatment of\s)?((?:patients with\s)?(?!the treatment)(?:[\w-]+\s){0,3}"
    r"(?:unresectable|advanced|metastatic|resectable|refractory)[^.,;()\[\]]{2,60}|"
    r"(?:[\w-]+\s){0,2}patients with\s[^.,;()\[\]]{2,60})"
)
_GIVEN = re.compile(r"\b(?:combinations?\sof|combining|regimen\s(?:of|that))\b", re.IGNORECASE)
_FARTHEST = 90


def recognises(passage: Passage) -> bool:
    """Whether drugs are named that are given together."""
    if passage.kind == "table-row":
        held = roles(passage)
        return held.text("drug") is not None and held.text("combination") is not None
    return next(_joined(passage), None) is not None


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Row]:
    """A row a regimen, with every slot that is printed of it."""
    if passage.kind == "table-row":
        yield from _of_row(document, passage, claim_id)
        return
    for mentions in _joined(passage):
        yield _of_sentence(document, passage, claim_id, mentions)


def _of_row(document: Document, passage: Passage, claim_id: str) -> Iterator[Regimen]:
    held = roles(passage)
    drug, combination = held.text("drug"), held.text("combination")
    if drug is None or combination is None:
        return
    mentions = _inside(passage, (drug, combination))
    target = held.text("target")
    drugs = tuple(_quote(document, each) for each in mentions if each.entry.kind == "drug")
    unnamed = [] if any(_holds(drug, each) for each in drugs) else [drug]
    doubts = []
    if not held.certain("drug", "target"):
        doubts.append("drug: the page does not settle for which rows the label stands")
    if not any(_holds(combination, each) for each in drugs) and not any(
        each.entry.kind == "procedure" for each in mentions
    ):
        unnamed.append(combination)
    cells = [cell.text for _, cell in passage.cells if cell.text is not None and not cell.filled_down]
    trial = next((found for text in cells if (found := _trial(document, text))), None)
    yield Regimen(
        regimen_id=f"{document.document_id}-regimen-{passage.span.start}",
        claim_id=claim_id,
        regimen=combination,
        drugs=(*unnamed[:1], *drugs, *unnamed[1:]) if unnamed and unnamed[0] is drug else (*drugs, *unnamed),
        classes=_classes(document, mentions),
        targets=(*((target,) if target else ()), *_of_kind(document, mentions, "target")),
        procedures=_of_kind(document, mentions, "procedure"),
        comparator=held.text("comparator"),
        line=_first(document, cells, _LINE),
        population=held.text("population"),
        trial=trial,
        status=_first(document, cells, _STATUS),
        mechanism=held.text("mechanism"),
        outcome=held.text("outcome"),
        unattributed=tuple(doubts),
    )


def _of_sentence(document: Document, passage: Passage, claim_id: str, mentions: Sequence[Mention]) -> Regimen:
    first, last = mentions[0].span.start, mentions[-1].span.end
    text, start = passage.words, passage.span.start
    around = Span(max(start, first - 40), min(passage.span.end, last + 40))
    near = [mention for mention in passage.entities if mention.span in around]

    def quote(pattern: re.Pattern[str], group: int = 0) -> Sourced[str] | None:
        match = pattern.search(text)
        if match is None:
            return None
        first = start + match.start(group)
        words = match[group].split("  ")[0].rstrip()  # where a marker stood there are blanks
        return document.quote(first, first + len(words))

    trial = next(iter(find_trial_numbers(text)), None)
    return Regimen(
        regimen_id=f"{document.document_id}-regimen-{first}",
        claim_id=claim_id,
        regimen=document.quote(first, last),
        drugs=tuple(_quote(document, each) for each in mentions if each.entry.kind == "drug"),
        classes=_classes(document, near),
        targets=_of_kind(document, near, "target"),
        procedures=_of_kind(document, mentions, "procedure"),
        comparator=quote(_AGAINST, 1),
        line=quote(_LINE),
        population=quote(_FOR_WHOM, 1),
        trial=document.quote(start + trial.start, start + trial.end) if trial else None,
        status=quote(_STATUS),
    )


def _joined(passage: Passage) -> Iterator[list[Mention]]:
    """Runs of drugs and procedures in a sentence that says they are given together, at least two in a run."""
    text, start = passage.words, passage.span.start
    if not _TOGETHER.search(text):
        return
    run: list[Mention] = []
    for mention in passage.named("drug", "procedure"):
        if run and not _links(passage, text, run[-1].span.end - start, mention.span.start - start):
            if _is_regimen(run, text, start):
                yield run
            run = []
        run.append(mention)
    if _is_regimen(run, text, start):
        yield run


def _is_regimen(run: Sequence[Mention], text: str, start: int) -> bool:
    if len({mention.entry.name for mention in run}) < 2 or not any(mention.entry.kind == "drug" for mention in run):
        return False
    inside = text[run[0].span.start - start : run[-1].span.end - start]
    before = text[max(0, run[0].span.start - start - 60) : run[0].span.start - start]
    if re.search(r"\b(?:such as|including|e\.g\.)\s?$", before):
        return False
    return bool(_TOGETHER.search(inside) or _GIVEN.search(before))


def _links(passage: Passage, text: str, start: int, end: int) -> bool:
    """Whether nothing but joining words, and names of targets and classes, stands between two names."""
    if end - start > _FARTHEST:
        return False
    gap = text[start:end]
    if not _JOINS.search(gap) and gap.strip() != ",":
        return False
    for mention in passage.named("target", "class", "disease"):
        first, last = mention.span.start - passage.span.start - start, mention.span.end - passage.span.start - start
        if 0 <= first < last <= len(gap):
            gap = f"{gap[:first]}{' ' * (last - first)}{gap[last:]}"
    return _FILLING.fullmatch(gap) is not None


def _inside(passage: Passage, cells: Sequence[Sourced[str]]) -> list[Mention]:
    spans = [Span(cell.source.start, cell.source.end) for cell in cells if isinstance(cell.source, DocumentSource)]
    return [mention for span in spans for mention in passage.entities if mention.span in span]


def _holds(cell: Sourced[str], drug: Sourced[str]) -> bool:
    one, other = cell.source, drug.source
    if not isinstance(one, DocumentSource) or not isinstance(other, DocumentSource):
        return False
    return one.start <= other.start and other.end <= one.end


def _of_kind(document: Document, mentions: Sequence[Mention], kind: str) -> tuple[Sourced[str], ...]:
    return tuple(_quote(document, mention) for mention in mentions if mention.entry.kind == kind)


def _classes(document: Document, mentions: Sequence[Mention]) -> tuple[Sourced[str], ...]:
    """Classes by name, and a target with what is done to it: ``VEGF inhibitor``."""
    found: list[Sourced[str]] = []
    for mention in mentions:
        if mention.entry.kind == "class":
            found.append(_quote(document, mention))
        elif mention.entry.kind == "target":
            acting = _CLASS.match(document.text, mention.span.end)
            if acting:
                found.append(document.quote(mention.span.start, acting.end()))
    return tuple(found)


def _trial(document: Document, cell: Sourced[str]) -> Sourced[str] | None:
    found = next(iter(find_trial_numbers(cell.value)), None)
    if found is None or not isinstance(cell.source, DocumentSource):
        return None
    return document.quote(cell.source.start + found.start, cell.source.start + found.end)


def _first(document: Document, cells: Sequence[Sourced[str]], pattern: re.Pattern[str]) -> Sourced[str] | None:
    for cell in cells:
        match = pattern.search(cell.value)
        if match and isinstance(cell.source, DocumentSource):
            return document.quote(cell.source.start + match.start(), cell.source.start + match.end())
    return None


def _quote(document: Document, mention: Mention) -> Sourced[str]:
    return document.quote(mention.span.start, mention.span.end)


KIND = ClaimKind("regimen", recognises, read)

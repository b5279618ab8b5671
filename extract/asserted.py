"""What a document asserts, as rows: claims with what is read from them, and the names in its passages."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from curated.identifiers import content_id, distinct
from curated.provenance import DocumentSource, Sourced
from curated.schema import Claim, Entity, Row, TrialMention
from extract.claims import KINDS
from extract.document import Document, Span
from extract.entities import Names
from extract.parts import Part, parts_of
from extract.passages import Passage
from extract.stance import Range, stance_of
from extract.vocabulary import Vocabulary

PLAIN = "statement"
"""The kind of a citing claim that no other kind recognises."""


def claims_of(document: Document, passages: Sequence[Passage], claim_at: dict[int, str]) -> Iterator[Row]:
    """Claims with the rows read from them; fills in which claim each marker and each name stands in."""
    taken: Counter[str] = Counter()
    for passage in passages:
        kinds = [kind for kind in KINDS if kind.recognises(passage)]
        if not kinds and not passage.markers:
            continue
        claims: list[Claim] = []
        parts = parts_of(passage)
        for number, part in enumerate(parts, start=1):
            name = content_id(document.text[part.span.start : part.span.end], length=8)
            claim_id = f"{document.document_id}-claim-{distinct(name, taken)}"
            kind = kinds[0].name if kinds else PLAIN
            claims.append(_claim(document, passage, part, claim_id, kind, number if len(parts) > 1 else None))
            claim_at.update((marker.span.start, claim_id) for marker in part.markers)
        read = [row for kind in kinds for row in kind.read(document, passage, claims[0].claim_id)]
        yield from (claim.model_copy(update={"entities": _names(passage, claim, read)}) for claim in claims)
        yield from (_placed(row, claims) for row in read)
        for mention in passage.entities:
            claim_at.setdefault(mention.span.start, _holding(claims, mention.span.start).claim_id)


def _claim(document: Document, passage: Passage, part: Part, claim_id: str, kind: str, number: int | None) -> Claim:
    """A claim that is a part of a passage, or all of it, with its stance."""

    def quote(span: Range | None) -> Sourced[str] | None:
        return document.quote(part.span.start + span[0], part.span.start + span[1]) if span else None

    start = part.span.start - passage.span.start
    words = passage.words[start : start + part.span.end - part.span.start]
    stance = stance_of(words)
    species = next(
        (each for each in passage.named("organism") if each.span in part.span and each.entry.identifier), None
    )
    return Claim(
        claim_id=claim_id,
        document_id=document.document_id,
        section_id=passage.section_id,
        table_id=passage.table_id,
        row=passage.row,
        kind=kind,
        text=document.quote(part.span.start, part.span.end),
        polarity=stance.polarity,
        hedged=stance.hedge is not None,
        section_path=passage.section_path,
        part=number,
        sentence=document.quote(passage.span.start, passage.span.end) if number else None,
        hedge=quote(stance.hedge),
        negated=stance.negation is not None,
        negation=quote(stance.negation),
        population=tuple(filter(None, map(quote, stance.populations))),
        species=document.quote(species.span.start, species.span.end) if species else None,
        design=quote(stance.design),
        phase=quote(stance.phase),
    )


def _holding(claims: Sequence[Claim], position: int) -> Claim:
    """The claim whose part holds a place, else the nearest one before it, else the first."""
    found = claims[0]
    for claim in claims:
        if _start(claim.text) <= position:
            found = claim
    return found


def _placed(row: Row, claims: Sequence[Claim]) -> Row:
    """A row that was read from a passage, given to the part of it that it is printed in."""
    printed = getattr(row, type(row).printed or "", None) or getattr(row, "low", None)
    if len(claims) == 1 or not isinstance(printed, Sourced):
        return row
    return row.model_copy(update={"claim_id": _holding(claims, _start(printed)).claim_id})


def _start(text: Sourced[Any]) -> int:
    return text.source.start if isinstance(text.source, DocumentSource) else 0


def entities_of(
    document: Document, passages: Sequence[Passage], names: Names, vocabulary: Vocabulary, claim_at: Mapping[int, str]
) -> Iterator[Entity]:
    """A row a name: what is printed, the entry that it names, and how that is known; title and headings first."""
    seen: set[int] = set()
    heads = [document.title] if document.title else []
    heads += [block.span for block in document.of_kind("heading")]
    above = [names.find(span, document.text[span.start : span.end]) for span in heads]
    for mentions in (*above, *(passage.entities for passage in passages)):
        for mention in mentions:
            if mention.span.start in seen:
                continue
            seen.add(mention.span.start)
            entry = mention.entry
            yield Entity(
                entity_id=f"{document.document_id}-entity-{mention.span.start}",
                document_id=document.document_id,
                claim_id=claim_at.get(mention.span.start),
                kind=entry.kind,
                text=document.quote(mention.span.start, mention.span.end),
                name=entry.name,
                vocabulary=entry.vocabulary,
                vocabulary_version=vocabulary.sources.get(entry.vocabulary, vocabulary.version),
                identifier=entry.identifier or None,
                how=mention.how,
            )


def _names(passage: Passage, claim: Claim, read: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """The names in a claim, by kind: once each, in the order of the text."""
    start = _start(claim.text)
    span = Span(start, start + len(claim.text.value))
    found: dict[str, dict[str, None]] = {}
    for row in read:
        if isinstance(row, TrialMention) and (claim.part is None or span.start <= _start(row.trial_id) < span.end):
            found.setdefault("trial", {})[row.trial_id.value] = None
    for mention in passage.entities:
        if mention.span in span or passage.kind == "table-row":
            found.setdefault(mention.entry.kind, {})[mention.entry.name] = None
    return {kind: tuple(names) for kind, names in sorted(found.items())}

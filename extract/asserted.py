"""What a document asserts, as rows: claims with what is read from them, and the names in its passages."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from curated.identifiers import content_id, distinct
from curated.schema import Claim, Entity, Row, TrialMention
from extract.claims import KINDS
from extract.document import Document
from extract.entities import Names
from extract.passages import Passage
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
        name = content_id(passage.text, length=8)
        claim_id = f"{document.document_id}-claim-{distinct(name, taken)}"
        read = [row for kind in kinds for row in kind.read(document, passage, claim_id)]
        yield Claim(
            claim_id=claim_id,
            document_id=document.document_id,
            section_id=passage.section_id,
            table_id=passage.table_id,
            row=passage.row,
            kind=kinds[0].name if kinds else PLAIN,
            text=document.quote(passage.span.start, passage.span.end),
            entities=_names(passage, read),
            section_path=passage.section_path,
        )
        yield from read
        claim_at.update((marker.span.start, claim_id) for marker in passage.markers)
        claim_at.update((mention.span.start, claim_id) for mention in passage.entities)


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


def _names(passage: Passage, read: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in read:
        if isinstance(row, TrialMention):
            found.setdefault("trial", {})[row.trial_id.value] = None
    for mention in passage.entities:
        found.setdefault(mention.entry.kind, {})[mention.entry.name] = None
    return {kind: tuple(names) for kind, names in sorted(found.items())}

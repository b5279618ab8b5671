"""Passages that say how often a disease strikes, what a word means, or what a guideline recommends."""

from collections.abc import Iterator

from curated.provenance import Method
from curated.schema import Row, Statement
from extract.claim_kind import ClaimKind
from extract.document import Document
from extract.passages import Passage
from extract.quantities import number, quantity_at
from extract.spoken_of import Stated
from extract.stated import stated_in

NUMBER = Method(name="number", version="1")


def recognises(passage: Passage) -> bool:
    """Whether the passage is of one of these kinds."""
    return _stated(passage) is not None


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Row]:
    """A row: the kind, what it speaks of (the disease, the term, what is recommended), and the number it gives."""
    stated = _stated(passage)
    if stated is None:
        return
    start = passage.span.start
    about = stated.subject
    quantity = quantity_at(passage.words, stated.number) if stated.number is not None else None
    value = document.quote(start + quantity.value[0], start + quantity.value[1]) if quantity else None
    unit = document.quote(start + quantity.unit[0], start + quantity.unit[1]) if quantity and quantity.unit else None
    yield Statement(
        statement_id=f"{document.document_id}-statement-{start}",
        claim_id=claim_id,
        kind=stated.kind,
        text=document.quote(start, passage.span.end),
        subject=document.quote(start + about[0], start + about[1]) if about else None,
        value=value.derive(number(value.value), NUMBER) if value else None,
        unit=unit,
    )


def _stated(passage: Passage) -> Stated | None:
    if passage.kind != "sentence":
        return None
    start = passage.span.start
    diseases = tuple((each.span.start - start, each.span.end - start) for each in passage.named("disease"))
    return stated_in(passage.words, diseases)


KIND = ClaimKind("statement", recognises, read)

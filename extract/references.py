"""The entries of a document's reference lists, each parsed into a row with the place of every field."""

import re
from collections import Counter

from curated.identifiers import content_id, distinct, normalise_doi, pmcid_of_link, pmid_of_link
from curated.provenance import Method, Sourced
from curated.schema import Reference
from extract.document import Document, Span
from extract.reference_lists import Entry, find_entries
from extract.reference_parts import ReferenceParts, parse_all
from extract.reference_values import WHOLE_NUMBER, reference_values
from extract.tagged_parts import tagged_parts

__all__ = ["Entry", "find_entries", "number_at", "references_of"]

_LONGEST_LINK = 500

LINK_TARGET = Method(name="link-target", version="1")
ONE_OF_SEVERAL = Method(name="one-of-several", version="1")
"""The step for a reference that shares a numbered entry with others: ``12. (a) … (b) …``."""
PARTS_JOINED = Method(name="parts-joined", version="1")
"""The step for a reference whose file tags its parts and leaves it to a style sheet to print what joins them."""


def number_at(text: str) -> tuple[int, Span] | None:
    """The number that a reference string begins with, and where it stands.

    >>> number_at("[12] Kim E."), number_at("2020 was a year")
    ((12, Span(start=1, end=3)), None)
    """
    found = re.match(r"\s*\[?(\d{1,4})[.\])]\s*(?=\S)", text)
    return (int(found.group(1)), Span(found.start(1), found.end(1))) if found else None


def references_of(document: Document, entries: tuple[Entry, ...]) -> tuple[Reference, ...]:
    """The row of each entry, with ids that are unique within the document."""
    rows: list[Reference] = []
    taken: Counter[str] = Counter()
    starts = [_body_start(document, entry) for entry in entries]
    parsed = parse_all(document.text[start : entry.span.end] for start, entry in zip(starts, entries, strict=True))
    for entry, start, parts in zip(entries, starts, parsed, strict=True):
        raw = document.text[entry.span.start : entry.span.end]
        name = str(entry.number) if entry.number is not None else content_id(raw, length=8)
        rows.append(_reference(document, entry, start, parts, f"{document.document_id}-ref-{distinct(name, taken)}"))
    return tuple(rows)


def _body_start(document: Document, entry: Entry) -> int:
    """Where a reference begins behind its number."""
    start = entry.number_span.end if entry.number_span else entry.span.start
    start = start if entry.body is None else entry.body
    while start < entry.span.end and document.text[start] in ".)] ":
        start += 1
    return start


def _reference(document: Document, entry: Entry, start: int, parts: ReferenceParts, reference_id: str) -> Reference:
    if entry.tagged is not None:
        parts = tagged_parts(document, entry.tagged, start, parts)

    number = document.quote(entry.number_span.start, entry.number_span.end) if entry.number_span else None
    raw = document.quote(entry.span.start, entry.span.end)
    if entry.part is not None:
        raw = raw.derive(raw.value, ONE_OF_SEVERAL)
    return Reference(
        reference_id=reference_id,
        document_id=document.document_id,
        number=number.derive(int(number.value), WHOLE_NUMBER) if number else None,
        raw=raw.derive(raw.value, PARTS_JOINED) if entry.tagged and entry.tagged.punctuated else raw,
        **reference_values(document, start, parts, _linked(document, entry)),
    )


def _linked(document: Document, entry: Entry) -> dict[str, Sourced[str]]:
    """Identifiers that the entry's links lead to, by kind; the first of each kind."""
    found: dict[str, Sourced[str]] = {}
    for link in document.links_in(entry.span):
        if len(link.uri) > _LONGEST_LINK:
            continue
        for kind, identifier in (
            ("doi", normalise_doi(link.uri) if "doi.org/" in link.uri else None),
            ("pmid", pmid_of_link(link.uri)),
            ("pmcid", pmcid_of_link(link.uri)),
        ):
            if identifier and kind not in found:
                found[kind] = document.quote(link.span.start, link.span.end).derive(identifier, LINK_TARGET)
    return found

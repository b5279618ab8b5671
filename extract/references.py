"""The entries of a document's reference lists, each parsed into a row with the place of every field."""

import re
from collections import Counter

from curated.identifiers import content_id, distinct, normalise_doi, pmcid_of_link, pmid_of_link
from curated.provenance import Method, Sourced
from curated.schema import Author, Reference
from extract.document import Document, Span
from extract.reference_lists import Entry, find_entries
from extract.reference_parts import Piece, parse
from extract.tagged_parts import tagged_parts

__all__ = ["DOI_NORMALISED", "Entry", "find_entries", "number_at", "references_of"]

_LONGEST_LINK = 500

WHOLE_NUMBER = Method(name="whole-number", version="1")
PERSON_NAME = Method(name="person-name", version="1")
DOI_NORMALISED = Method(name="doi-normalised", version="1")
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
    for entry in entries:
        raw = document.text[entry.span.start : entry.span.end]
        name = str(entry.number) if entry.number is not None else content_id(raw, length=8)
        rows.append(_reference(document, entry, f"{document.document_id}-ref-{distinct(name, taken)}"))
    return tuple(rows)


def _reference(document: Document, entry: Entry, reference_id: str) -> Reference:
    start = entry.number_span.end if entry.number_span else entry.span.start
    start = start if entry.body is None else entry.body
    while start < entry.span.end and document.text[start] in ".)] ":
        start += 1
    parts = parse(document.text[start : entry.span.end])
    if entry.tagged is not None:
        parts = tagged_parts(document, entry.tagged, start, parts)

    def quote(piece: Piece | None) -> Sourced[str] | None:
        return document.quote(start + piece.start, start + piece.end) if piece else None

    def required(piece: Piece) -> Sourced[str]:
        return document.quote(start + piece.start, start + piece.end)

    year = quote(parts.year)
    number = document.quote(entry.number_span.start, entry.number_span.end) if entry.number_span else None
    raw = document.quote(entry.span.start, entry.span.end)
    if entry.part is not None:
        raw = raw.derive(raw.value, ONE_OF_SEVERAL)
    linked = _linked(document, entry)
    return Reference(
        reference_id=reference_id,
        document_id=document.document_id,
        number=number.derive(int(number.value), WHOLE_NUMBER) if number else None,
        raw=raw.derive(raw.value, PARTS_JOINED) if entry.tagged and entry.tagged.punctuated else raw,
        type=parts.type,
        authors=tuple(
            required(author.piece).derive(Author(family=author.family, given=author.given), PERSON_NAME)
            for author in parts.authors
        ),
        group_author=tuple(required(group) for group in parts.group_authors),
        et_al=parts.et_al,
        title=quote(parts.title),
        container_title=quote(parts.container_title),
        year=year.derive(int(year.value[:4]), WHOLE_NUMBER) if year else None,
        volume=quote(parts.volume),
        issue=quote(parts.issue),
        first_page=quote(parts.first_page),
        last_page=quote(parts.last_page),
        article_number=quote(parts.article_number),
        publisher=quote(parts.publisher),
        doi=_doi(quote(parts.doi)) or linked.get("doi"),
        pmid=quote(parts.pmid) or linked.get("pmid"),
        pmcid=quote(parts.pmcid) or linked.get("pmcid"),
        url=quote(parts.url),
    )


def _doi(printed: Sourced[str] | None) -> Sourced[str] | None:
    if printed is None:
        return None
    doi = normalise_doi(printed.value)
    if doi is None or doi == printed.value:
        return printed if doi else None
    return printed.derive(doi, DOI_NORMALISED)


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

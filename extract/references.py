"""The reference lists of a document, cut into entries, each parsed into a row with the place of every field."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from curated.identifiers import content_id, distinct, normalise_doi, pmcid_of_link, pmid_of_link
from curated.provenance import Method, Sourced
from curated.schema import Reference
from extract.document import Document, Span, TaggedReference
from extract.reference_parts import ReferenceParts, parse_all
from extract.reference_values import WHOLE_NUMBER, reference_values
from extract.sections import Heading, find_headings, flow_end
from extract.tagged_parts import tagged_parts

LIST_HEADING = re.compile(
    r"^(?:\d+\.?\s*)?(?:list of )?(?:references?(?: and notes| cited| list)?|bibliography|literature(?: cited)?|"
    r"works cited|références|literatur(?:verzeichnis)?|referencias|bibliografía)\s*:?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\[?(\d{1,4})(?:[.\])]\s*|\s+)(?=\S)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\b")
_FEWEST = 5
"""A run of numbered paragraphs without a heading counts as a reference list from this many entries on."""
_LARGEST_GAP = 3
_MOST_LISTS = 20
_LONGEST_LINK = 500

LINK_TARGET = Method(name="link-target", version="1")
PARTS_JOINED = Method(name="parts-joined", version="1")
"""The step for a reference whose file tags its parts and leaves it to a style sheet to print what joins them."""


@dataclass(frozen=True)
class Entry:
    """One entry of a reference list; ``number`` is None in a list without numbers."""

    span: Span
    number: int | None
    number_span: Span | None
    tagged: TaggedReference | None = None


def find_entries(document: Document) -> tuple[Entry, ...]:
    """The entries of all reference lists, in order; none where no list is found."""
    if document.references:
        return tuple(_tagged_entry(document, tagged) for tagged in document.references)
    headings = find_headings(document)
    regions = [
        Span(heading.block.span.end, _region_end(document, headings, index))
        for index, heading in enumerate(headings)
        if LIST_HEADING.match(heading.row.heading.value)
    ]
    entries = [entry for region in regions for entry in _cut(document, region)]
    return tuple(entries) if entries else tuple(_list_without_heading(document))


def _tagged_entry(document: Document, tagged: TaggedReference) -> Entry:
    number = tagged.number
    return Entry(tagged.span, int(document.text[number.start : number.end]) if number else None, number, tagged)


def _region_end(document: Document, headings: tuple[Heading, ...], index: int) -> int:
    return headings[index + 1].block.span.start if index + 1 < len(headings) else flow_end(document)


def _cut(document: Document, region: Span) -> Iterator[Entry]:
    starts = list(_numbered_starts(document, region))
    if len(starts) > 1 or (starts and starts[0][0] == 1):
        yield from _numbered(document, region, starts)
        return
    for block in document.of_kind("paragraph"):
        if block.span in region and _YEAR.search(document.text, block.span.start, block.span.end):
            yield Entry(block.span, None, None)


def number_at(text: str) -> tuple[int, Span] | None:
    """The number that a reference string begins with, and where it stands.

    >>> number_at("[12] Kim E."), number_at("2020 was a year")
    ((12, Span(start=1, end=3)), None)
    """
    found = re.match(r"\s*\[?(\d{1,4})[.\])]\s*(?=\S)", text)
    return (int(found.group(1)), Span(found.start(1), found.end(1))) if found else None


def _numbered_starts(document: Document, region: Span) -> Iterator[tuple[int, Span]]:
    """Line starts that carry the next number of the list. A missing number is stepped over, a wrong one never taken."""
    expected: int | None = None
    last = region.start
    begin = bisect_left(document.line_starts, region.start)
    years = [found.start() for found in _YEAR.finditer(document.text, region.start, region.end)]
    for position in document.line_starts[begin:]:
        if position >= region.end:
            return
        found = _NUMBER.match(document.text, position, min(region.end, position + 12))
        if found is None:
            continue
        number = int(found.group(1))
        if expected is None:
            ready = number <= 3 or document.text[position] == "["
        else:
            complete = bisect_left(years, last) < bisect_left(years, position)
            ready = number == expected or (expected < number <= expected + _LARGEST_GAP and complete)
        if ready:
            yield number, Span(found.start(1), found.end(1))
            expected, last = number + 1, found.end()


def _numbered(document: Document, region: Span, starts: list[tuple[int, Span]]) -> Iterator[Entry]:
    for index, (number, span) in enumerate(starts):
        begin = span.start - (document.text[span.start - 1 : span.start] == "[")
        if index + 1 < len(starts):
            following = starts[index + 1][1].start
            end = following - (document.text[following - 1] == "[")
        else:
            # the last entry ends with its paragraph: what follows the list is none of it
            end = next((b.span.end for b in document.of_kind("paragraph") if b.span.start <= begin < b.span.end), 0)
            end = max(min(end, region.end), span.end)
        while end > begin and document.text[end - 1].isspace():
            end -= 1
        yield Entry(Span(begin, end), number, span)


def _list_without_heading(document: Document) -> Iterator[Entry]:
    """The last run of numbered paragraphs from 1 on, nearly all of which print a year."""
    first = re.compile(r"\[?1[.\])]\s")
    ones = [block for block in document.of_kind("paragraph") if first.match(document.text, block.span.start)]
    for block in reversed(ones[-_MOST_LISTS:]):
        entries = list(_cut(document, Span(block.span.start, flow_end(document))))
        dated = sum(bool(_YEAR.search(document.text, e.span.start, e.span.end)) for e in entries)
        if len(entries) >= _FEWEST and dated >= 0.9 * len(entries):
            yield from entries
            return


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
    while start < entry.span.end and document.text[start] in ".)] ":
        start += 1
    return start


def _reference(document: Document, entry: Entry, start: int, parts: ReferenceParts, reference_id: str) -> Reference:
    if entry.tagged is not None:
        parts = tagged_parts(document, entry.tagged, start, parts)

    number = document.quote(entry.number_span.start, entry.number_span.end) if entry.number_span else None
    raw = document.quote(entry.span.start, entry.span.end)
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

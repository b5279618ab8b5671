"""Citation markers in the text and the references they point to.

Numbers in square brackets (raised or not), raised numbers alone, or numbers in round brackets, with lists and ranges:
whichever of them cites most of the list; else authors and years. A raised number is no citation where it is an
exponent, a unit's power, an isotope or a mark in the front matter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curated.schema import Citation, Reference
from extract.author_years import find_author_years
from extract.document import Document, PrintedCitation, Span, Spans
from extract.marker_jumps import cited_by_jumps
from extract.numbered_lists import NumberedLists
from extract.reference_lists import Entry

_NUMBERS = r"\d{1,3}(?:\s?[,;–—‐-]\s?\d{1,3})*"
_BRACKETED = re.compile(rf"\[\s?({_NUMBERS})\s?\]")
_IN_PARENTHESES = re.compile(rf"\(({_NUMBERS})\)")
_RAISED = re.compile(rf"{_NUMBERS}")
_PART = re.compile(r"(\d{1,3})(?:\s?[–—‐-]\s?(\d{1,3}))?")
_UNIT = re.compile(r"(?:^|[\s/(])(?:[kcmµnd]?m|s|L|Gy|10)$")
_VARIABLE = re.compile(r"(?:^|[^\w])[^\W\d]$")
"""A letter alone: raised behind it 2 or 3 is an exponent (I2, r2, χ2)."""
_WIDEST = 100
_USUAL = 3
"""A document cites by raised numbers if at least this many of them are numbers of its list, more than by others."""


@dataclass(frozen=True)
class Marker:
    """A citation marker as printed and the numbers it cites, ranges expanded.

    ``impossible`` holds ranges that run backwards or too far, as printed; their two ends are cited all the same.
    ``known`` is what the format itself says of it; then there need be no numbers.
    """

    span: Span
    numbers: tuple[int, ...]
    impossible: tuple[str, ...] = ()
    known: PrintedCitation | None = None


def expand(printed: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The numbers of a marker in order, and the ranges in it that run backwards or over more than a hundred numbers.

    >>> expand("8,10–12")
    ((8, 10, 11, 12), ())
    >>> expand("14-8")
    ((14, 8), ('14-8',))
    """
    numbers: dict[int, None] = {}
    impossible: dict[str, None] = {}
    for part in _PART.finditer(printed):
        first, last = int(part.group(1)), int(part.group(2) or part.group(1))
        if first <= last < first + _WIDEST:
            numbers.update(dict.fromkeys(range(first, last + 1)))
        else:
            impossible.setdefault(part.group())
            numbers.update({first: None, last: None})
    return tuple(numbers), tuple(impossible)


def find_markers(
    document: Document, entries: Sequence[Entry], references: Sequence[Reference] = ()
) -> tuple[Marker, ...]:
    """The citation markers outside the reference lists and the margins, in order of the text.

    Where the format marks them, those are taken and none is looked for. ``references`` are the rows of the entries:
    by them citations by author and year are found, where numbers do not cite half the list.
    """
    if document.citations:
        return tuple(Marker(citation.span, (), known=citation) for citation in document.citations)
    found = _printed(document, entries, references)
    if not document.jumps:
        return tuple(found)
    lists = NumberedLists(document, entries)
    cited = [
        (marker.span, marker.known.references if marker.known else _meant(marker, lists, marker.numbers))
        for marker in found
    ]
    led = cited_by_jumps(document, entries, cited)
    settled = [
        Marker(marker.span, (), known=PrintedCitation(marker.span, led[marker.span]))
        if marker.known and marker.span in led
        else marker
        for marker in found
    ]
    seen = {marker.span for marker in found}
    more = [Marker(span, (), known=PrintedCitation(span, led[span])) for span in led if span not in seen]
    return tuple(sorted([*settled, *more], key=lambda marker: marker.span.start))


def _meant(marker: Marker, lists: NumberedLists, numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(entry for number in numbers for entry in lists.entries(number, marker.span.start))


def _printed(document: Document, entries: Sequence[Entry], references: Sequence[Reference]) -> list[Marker]:
    """The markers that the text shows, by number or by author and year, in order."""
    listed = {entry.number for entry in entries if entry.number is not None}
    closed = [*(entry.span for entry in entries), *(block.span for block in document.of_kind("margin"))]
    found = _by_number(document, listed, closed) if listed else []
    if 2 * _reach(found, listed) < len(entries):
        named = find_author_years(document, references, Spans([*closed, *_front(document)]))
        if sum(len(citation.references) for citation in named) > sum(len(marker.numbers) for marker in found):
            found = [Marker(citation.span, (), known=citation) for citation in named]
    return sorted(found, key=lambda marker: marker.span.start)


def _front(document: Document) -> list[Span]:
    return [block.span for block in document.blocks if block.front]


def _by_number(document: Document, listed: set[int], closed: Sequence[Span]) -> list[Marker]:
    """Markers that are numbers, in the one style that cites most of the list."""
    outside = Spans(closed)
    found = [
        Marker(Span(match.start(), match.end()), *expand(match.group(1)))
        for match in _BRACKETED.finditer(document.text)
        if not outside.hold(match.start())
    ]
    outside = Spans([*closed, *_front(document), *(marker.span for marker in found)])
    raised = [
        Marker(span, *expand(document.text[span.start : span.end]))
        for span in _raised_numbers(document)
        if not outside.hold(span.start)
    ]
    usual = sum(listed.issuperset(marker.numbers) for marker in raised) >= _USUAL
    if usual and _reach(raised, listed) > _reach(found, listed):
        found += raised
    if 2 * _reach(found, listed) < len(listed):
        # counts stand in round brackets too: they are markers only where nothing else is, and they cite half the list
        markers = (
            Marker(Span(match.start(), match.end()), *expand(match.group(1)))
            for match in _IN_PARENTHESES.finditer(document.text)
            if not outside.hold(match.start())
        )
        in_parentheses = [marker for marker in markers if listed.issuperset(marker.numbers)]
        if 2 * _reach(in_parentheses, listed) >= len(listed):
            found = in_parentheses
    return found


def _reach(markers: Sequence[Marker], listed: set[int]) -> int:
    """How many entries of the list these markers cite: exponents and affiliations name the same few again and again."""
    return len(listed.intersection(number for marker in markers for number in marker.numbers))


def _raised_numbers(document: Document) -> Iterator[Span]:
    text = document.text
    for span in document.superscripts:
        printed = text[span.start : span.end].rstrip(" ,.;")
        end = span.start + len(printed)
        if not _RAISED.fullmatch(printed) or span.start == 0:
            continue
        before = text[max(0, span.start - 8) : span.start]
        if before[-1].isspace() or before[-1].isdigit() or _UNIT.search(before):
            continue
        if printed in ("2", "3") and _VARIABLE.search(before):
            continue
        yield Span(span.start, end)


def citations_of(
    document: Document,
    entries: Sequence[Entry],
    markers: Sequence[Marker],
    references: Sequence[Reference],
    claim_at: dict[int, str],
) -> tuple[Citation, ...]:
    """One row a marker–reference pair; ``claim_at`` maps a marker's start to the claim that it stands in.

    ``references`` are the rows of the entries, one each.
    """
    lists = NumberedLists(document, entries)
    return tuple(
        Citation(
            citation_id=f"{document.document_id}-cite-{marker.span.start}-{name}",
            document_id=document.document_id,
            claim_id=claim_at.get(marker.span.start),
            marker=printed,
            cited=cited,
            reference_id=reference_id,
        )
        for marker in markers
        for printed in [document.quote(marker.span.start, marker.span.end)]
        for name, cited, reference_id in _cited(marker, references, lists)
    )


def _cited(
    marker: Marker, references: Sequence[Reference], lists: NumberedLists
) -> Iterator[tuple[str, str, str | None]]:
    """What a marker cites: a name that is its own within the marker, the number or id, and the reference."""
    for number in marker.numbers:
        meant = _meant(marker, lists, [number])
        yield from ((_name(references[index]), str(number), references[index].reference_id) for index in meant)
        if not meant:
            yield str(number), str(number), None
    if marker.known is None:
        return
    for index in marker.known.references:
        reference = references[index]
        name = _name(reference)
        yield name, str(reference.number.value) if reference.number else name, reference.reference_id
    yield from ((key, key, None) for key in marker.known.missing)


def _name(reference: Reference) -> str:
    """What tells a reference from the others of its document: the tail of its id."""
    return reference.reference_id.removeprefix(f"{reference.document_id}-ref-")

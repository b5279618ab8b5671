"""Citation markers in the text and the references they point to.

Bracketed numbers (raised or not) and raised numbers alone, with lists and ranges. A raised number is no citation where
it is an exponent, a unit's power, an isotope or a mark in the front matter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curated.schema import Citation, Reference
from extract.document import Document, Span, Spans
from extract.references import Entry

_NUMBERS = r"\d{1,3}(?:\s?[,;–—‐-]\s?\d{1,3})*"
_BRACKETED = re.compile(rf"\[\s?({_NUMBERS})\s?\]")
_RAISED = re.compile(rf"{_NUMBERS}")
_PART = re.compile(r"(\d{1,3})(?:\s?[–—‐-]\s?(\d{1,3}))?")
_UNIT = re.compile(r"(?:^|[\s/(])(?:[kcmµnd]?m|s|L|Gy|10)$")
_WIDEST = 100
_USUAL = 3
"""A document cites by raised numbers if at least this many of them are numbers of its list."""


@dataclass(frozen=True)
class Marker:
    """A citation marker as printed and the numbers it cites, ranges expanded.

    ``impossible`` holds ranges that run backwards or too far, as printed; their two ends are cited all the same.
    """

    span: Span
    numbers: tuple[int, ...]
    impossible: tuple[str, ...] = ()


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


def find_markers(document: Document, entries: Sequence[Entry]) -> tuple[Marker, ...]:
    """The citation markers outside the reference lists and the margins, in order of the text."""
    listed = {entry.number for entry in entries if entry.number is not None}
    if not listed:
        return ()
    closed = [*(entry.span for entry in entries), *(block.span for block in document.of_kind("margin"))]
    outside = Spans(closed)
    found = [
        Marker(Span(match.start(), match.end()), *expand(match.group(1)))
        for match in _BRACKETED.finditer(document.text)
        if not outside.hold(match.start())
    ]
    front = (block.span for block in document.blocks if block.front)
    outside = Spans([*closed, *front, *(marker.span for marker in found)])
    raised = [
        Marker(span, *expand(document.text[span.start : span.end]))
        for span in _raised_numbers(document)
        if not outside.hold(span.start)
    ]
    if sum(listed.issuperset(marker.numbers) for marker in raised) >= _USUAL:
        found += raised
    return tuple(sorted(found, key=lambda marker: marker.span.start))


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
        yield Span(span.start, end)


def citations_of(
    document: Document, markers: Sequence[Marker], references: Sequence[Reference], claim_at: dict[int, str]
) -> tuple[Citation, ...]:
    """One row a marker–reference pair; ``claim_at`` maps a marker's start to the claim that it stands in."""
    by_number: dict[int, str] = {}
    for reference in references:
        if reference.number is not None:
            by_number.setdefault(reference.number.value, reference.reference_id)
    rows: list[Citation] = []
    for marker in markers:
        printed = document.quote(marker.span.start, marker.span.end)
        rows += [
            Citation(
                citation_id=f"{document.document_id}-cite-{marker.span.start}-{number}",
                document_id=document.document_id,
                claim_id=claim_at.get(marker.span.start),
                marker=printed,
                cited=str(number),
                reference_id=by_number.get(number),
            )
            for number in marker.numbers
        ]
    return tuple(rows)

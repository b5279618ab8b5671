"""The reference lists of a document: where each stands, its entries, and what stands in it and is in no entry."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Document, Span, Spans, TaggedReference
from extract.list_ends import kept_lines, trimmed
from extract.list_lines import ListLine, has_head, has_locator, lines_of, looks_like_reference
from extract.list_regions import find_regions, reads_as_entry
from extract.numbered_entries import Label, find_labels, find_runs
from extract.several_in_one import parts_of
from extract.unnumbered_entries import find_starts, is_entry

_FEWEST = 5
"""Paragraphs without a heading over them are a reference list from this many entries on."""
_LATEST_FIRST = 1
_AGAINST = 3
"""A paragraph that does not look like a reference weighs as much as so many that do."""
_FEWEST_MORE = 2
"""So many numbered paragraphs behind a list are the rest of it."""


@dataclass(frozen=True)
class Entry:
    """One reference of a list; ``number`` is None in a list without numbers.

    ``body`` is where its text begins behind the number. ``part`` is set where several references share one entry: the
    letter that marks this one, or its place among them; they share the number too.
    """

    span: Span
    number: int | None
    number_span: Span | None
    tagged: TaggedReference | None = None
    body: int | None = None
    part: str | None = None


@dataclass(frozen=True)
class ReferenceList:
    """A list: its entries in order, and what stands between its first and last one and belongs to none."""

    entries: tuple[Entry, ...]
    leftover: tuple[Span, ...] = ()


def find_lists(document: Document) -> tuple[ReferenceList, ...]:
    """The reference lists of a document in order: those that the format tags, else those found in its text."""
    if document.references:
        return (ReferenceList(tuple(_tagged(document, tagged) for tagged in document.references)),)
    targets = sorted({jump.target for jump in document.jumps})
    regions = list(find_regions(document))
    found = [made for region in regions if (made := _cut(document, lines_of(document, region), targets))]
    found += list(_without_heading(document, Spans(regions), found))
    if not found:
        found += _unnumbered_without_heading(document, targets)
    return tuple(sorted(found, key=lambda made: made.entries[0].span.start))


def find_entries(document: Document) -> tuple[Entry, ...]:
    """The entries of all reference lists, in order; none where no list is found."""
    return tuple(entry for made in find_lists(document) for entry in made.entries)


def _tagged(document: Document, tagged: TaggedReference) -> Entry:
    number = tagged.number
    return Entry(tagged.span, int(document.text[number.start : number.end]) if number else None, number, tagged)


def _cut(document: Document, lines: Sequence[ListLine], targets: Sequence[int]) -> ReferenceList | None:
    """The list that these lines are; None where they are none."""
    kept, aside = kept_lines(lines)
    if not kept:
        return None
    labels = find_labels(document, kept)
    entries: list[Entry] = []
    leftover: list[Span] = []
    if labels:
        pieces = _labelled(kept, labels)
        if kept[0].start < labels[0].start:
            leftover += _spans([line for line in kept if line.start < labels[0].start])
    else:
        starts = find_starts(kept, targets)
        pieces = [(kept[begin].start, None, kept[begin:stop]) for begin, stop in pairwise([*starts, len(kept)])]
    for start, label, inside in pieces:
        taken, rest = trimmed(inside)
        span = Span(start, taken[-1].end)
        if label is None and not is_entry(document.text[span.start : span.end]):
            leftover.append(span)
        else:
            entries += _entries(document, span, label)
        more = _cut(document, rest, targets) if label and _is_like_entry(rest) else None
        entries += more.entries if more else ()
        leftover += more.leftover if more else _spans(rest)
    if not labels:
        entries, dropped = _without_prose(document, entries)
        leftover += dropped
    if not entries:
        return None
    leftover += _spans([line for line in aside if line.start < entries[-1].span.start])
    return ReferenceList(tuple(entries), tuple(sorted(leftover, key=lambda span: span.start)))


def _is_like_entry(lines: Sequence[ListLine]) -> bool:
    return bool(lines) and reads_as_entry(" ".join(line.text for line in lines[:12]))


def _labelled(lines: Sequence[ListLine], labels: Sequence[Label]) -> list[tuple[int, Label | None, Sequence[ListLine]]]:
    """For each label the lines from it to the next one; a line with several is parted between them."""
    ends = [line.end for line in lines]
    found: list[tuple[int, Label | None, Sequence[ListLine]]] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        first = bisect_left(ends, label.start + 1)
        stop = bisect_left(ends, following.start + 1) if following else len(lines)
        inside = list(lines[first:stop])
        if following and stop < len(lines) and lines[stop].start < following.start:
            inside.append(lines[stop].cut(lines[stop].start, following.start))
        if inside and inside[0].start < label.start:
            inside[0] = inside[0].cut(label.start, inside[0].end)
        found.append((label.start, label, inside))
    return found


def _entries(document: Document, span: Span, label: Label | None) -> Iterator[Entry]:
    """The entry of a piece of a list, or the several that it holds."""
    text = document.text[span.start : span.end]
    parts = parts_of(text, max(0, label.body - span.start) if label else 0)
    alone = (label.part or None) if label else None
    for index, part in enumerate(parts):
        begin = span.start if index == 0 else span.start + part.start
        yield Entry(
            Span(begin, span.start + part.end),
            label.number if label else None,
            label.span if label else None,
            body=span.start + part.body,
            part=(part.letter or str(index + 1)) if len(parts) > 1 else alone,
        )


def _spans(lines: Sequence[ListLine]) -> list[Span]:
    """Lines that follow one another as one range each paragraph."""
    found: list[Span] = []
    for line in lines:
        if found and not line.begins_block:
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(Span(line.start, line.end))
    return found


def _without_prose(document: Document, entries: list[Entry]) -> tuple[list[Entry], list[Span]]:
    """Entries without those at the end that are text; none where most of them are."""
    dropped: list[Span] = []
    while entries and not _is_reference(document, entries[-1]):
        dropped.append(entries.pop().span)
    listed = sum(_is_reference(document, entry) for entry in entries)
    if 2 * listed < len(entries):
        return [], []
    return entries, dropped


def _is_reference(document: Document, entry: Entry) -> bool:
    text = document.text[entry.span.start : min(entry.span.end, entry.span.start + 3_000)]
    return has_head(text) or (has_locator(text) and len(text) < 1_500) or looks_like_reference(text)


def _without_heading(document: Document, regions: Spans, known: Sequence[ReferenceList]) -> Iterator[ReferenceList]:
    """Numbered paragraphs outside the regions: the rest of a list, footnotes, or a list that has no heading.

    They look like references, and go on from the last number of the list or begin with 1.
    """
    blocks = [
        block for block in document.of_kind("paragraph", "notes") if not (block.front or regions.touch(block.span))
    ]
    like = [block for block in blocks if reads_as_entry(document.text[block.span.start : block.span.end])]
    firsts = [line for block in like for line in lines_of(document, block.span, [block])[:1]]
    last = max((entry.number or 0 for made in known for entry in made.entries), default=0)
    for run in find_runs(document, firsts):
        goes_on = bool(last) and run[0].number == last + 1 and len(run) >= _FEWEST_MORE
        if not goes_on and (run[0].number > _LATEST_FIRST or len(run) < _FEWEST):
            continue
        between = [block for block in blocks if run[0].start <= block.span.start]
        lines = lines_of(document, Span(run[0].start, document.blocks[-1].span.end), between)
        ends = [index for index, line in enumerate(lines) if line.begins_block and line.start > run[-1].start]
        labels = find_labels(document, lines[: ends[0]] if ends else lines) or run
        entries: list[Entry] = []
        for start, label, inside in _labelled(lines, labels):
            taken, _ = trimmed(inside)
            entries += _entries(document, Span(start, taken[-1].end), label)
        yield ReferenceList(tuple(entries))


def _unnumbered_without_heading(document: Document, targets: Sequence[int]) -> Iterator[ReferenceList]:
    """The stretch of paragraphs that holds most that look like references, and little else."""
    blocks = [block for block in document.of_kind("paragraph") if not block.front]
    best, best_span, total, begin = 0, Span(0, 0), 0, 0
    for index, block in enumerate(blocks):
        total += 1 if reads_as_entry(document.text[block.span.start : block.span.end]) else -_AGAINST
        if total <= 0:
            total, begin = 0, index + 1
        elif total > best:
            best, best_span = total, Span(blocks[begin].span.start, block.span.end)
    made = _cut(document, lines_of(document, best_span), targets) if best >= _FEWEST else None
    if made:
        yield made

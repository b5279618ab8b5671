"""Lines in reading order → paragraphs, headings, captions, tables and notes, put together over columns and pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.block_starts import ENTRY_START, begins_block, left_edges, usual_gap
from extract.captions import caption_at, notes_after
from extract.columns import Column
from extract.document import BlockKind
from extract.hanging_lists import hanging_entries
from extract.headings import Typography, typography_of
from extract.layout import Layout
from extract.lines import Line
from extract.list_names import names_list
from extract.page_failures import PageFailures
from extract.run_in_headings import run_ins
from extract.section_names import ABSTRACT, is_section_name
from extract.table_regions import TableRegion

_TERMINAL = re.compile(r"[.!?][)\]\"'”’]*(?:\s*\[?[\d,\-–\s]+\]?)?$")
_LONGEST_END = 120
_SMALLER = 0.4
"""Print smaller than the text by so many points is none of its paragraphs."""
_MOST_BETWEEN = 500
_MOST_PAGES_BETWEEN = 5


@dataclass
class Piece:
    """A block in the making: its lines in reading order, or the region of a table."""

    kind: BlockKind
    lines: list[Line]
    region: TableRegion | None = None
    size: float = 0.0
    fresh: bool = False
    """Whether it is the first text after a column break or a float, so that it may read on from before."""

    @property
    def text(self) -> str:
        """Its lines with spaces between."""
        return " ".join(line.text for line in self.lines)

    @property
    def end(self) -> str:
        """Its last lines, as far as they show whether it is finished."""
        return " ".join(line.text for line in self.lines[-6:])


@dataclass
class Pieces:
    """The flow of a document, and its floats in the order in which they stand."""

    flow: list[Piece] = field(default_factory=list)
    floats: list[Piece] = field(default_factory=list)
    body_size: float = 0.0


def pieces_of(layout: Layout, failures: PageFailures) -> Pieces:
    """The blocks of a document; a column that makes none is recorded and left out."""
    body = _body_size(layout)
    types = typography_of(layout, body)
    pieces = Pieces(body_size=body)
    for column in layout.columns:
        with failures.on(column.page):
            _add(pieces, list(_in_column(column, types)))
    pieces.flow = list(_run_in_apart(pieces.flow, types))
    return pieces


def _run_in_apart(flow: Sequence[Piece], types: Typography) -> Iterator[Piece]:
    """The flow with headings at the head of paragraphs as pieces of their own, from introduction to references."""
    headings = [index for index, piece in enumerate(flow) if piece.kind == "heading" and is_section_name(piece.text)]
    start = next((index for index in headings if not ABSTRACT.match(flow[index].text)), len(flow))
    end = next((index for index in headings if index > start and names_list(flow[index].text)), len(flow))
    at = [index for index in range(start, end) if flow[index].kind == "paragraph"]
    found = run_ins([flow[index].lines for index in at], types)
    split = {at[index]: run_in for index, run_in in found.items()}
    for index, piece in enumerate(flow):
        if index in split:
            yield Piece("heading", list(split[index].heading), size=split[index].style.size)
            yield Piece("paragraph", list(split[index].text), size=piece.size)
        else:
            yield piece


def _add(pieces: Pieces, found: Sequence[Piece]) -> None:
    """Add the pieces of a column, the first text put together with the paragraph that it reads on from."""
    fresh = True
    for piece in found:
        if piece.kind in ("caption", "table", "notes"):
            pieces.floats.append(piece)
            fresh = True
            continue
        small = piece.size < pieces.body_size - _SMALLER
        piece.fresh = fresh
        fresh = small
        before = pieces.flow[-1] if pieces.flow else None
        cut = _cut_by_small_print(pieces, piece) if piece.fresh and not small else None
        if before is not None and reads_on(before, piece):
            before.lines.extend(piece.lines)
        elif cut is not None:
            cut.lines.extend(piece.lines)
        else:
            pieces.flow.append(piece)


def _cut_by_small_print(pieces: Pieces, piece: Piece) -> Piece | None:
    """The paragraph that breaks off before small print and goes on with this piece.

    A box of the correspondence or the licence at the foot of a page, or the labels of a figure: they stay behind it.
    """
    small = pieces.body_size - _SMALLER
    for before in pieces.flow[: -_MOST_BETWEEN - 1 : -1]:
        if before.size < small:
            continue
        far = piece.lines[0].page - before.lines[-1].page > _MOST_PAGES_BETWEEN
        goes_on = not far and reads_on(before, piece) and unfinished(before.end, piece.text)
        return before if goes_on and before is not pieces.flow[-1] else None
    return None


def reads_on(before: Piece, piece: Piece) -> bool:
    """Whether a paragraph at the head of a column is the rest of the one before it."""
    if not piece.fresh or before.kind != "paragraph" or piece.kind != "paragraph":
        return False
    if abs(before.size - piece.size) > 0.6 or ENTRY_START.match(piece.text):
        return False
    return unfinished(before.end, piece.text) or piece.text[:1].islower()


def unfinished(before: str, after: str) -> bool:
    """Whether a paragraph breaks off so that ``after`` can be its rest.

    It has no full stop (or marker behind one) at its end and is too long for a label; where ``after`` begins with a
    capital it must end within a sentence, not in a name.

    >>> unfinished("These exhausted cells typically overexpress immune", "checkpoints such as PD-1")
    True
    >>> unfinished("Moreover, high expression of HDAC1, HDAC2, and", "HDAC3 in patients")
    True
    >>> unfinished("Conception, design, and editing of the manuscript: Zhao Q", "Collection of data")
    False
    """
    if len(before) < 40 or _TERMINAL.search(before[-_LONGEST_END:]):
        return False
    last = before.rsplit(maxsplit=1)[-1]
    if last.endswith((":", ";")):
        return after[:1].islower()
    return not after[:1].isupper() or last.islower() or last.endswith((",", "-"))


def _body_size(layout: Layout) -> float:
    sizes: Counter[float] = Counter()
    for column in layout.columns:
        for item in column.items:
            if isinstance(item, Line):
                sizes[round(item.size, 1)] += len(item.glyphs)
    total = sum(sizes.values())
    # a long reference list in small print can outweigh the text
    return max((size for size, count in sizes.items() if count >= 0.2 * total), default=0.0)


def _in_column(column: Column, types: Typography) -> Iterator[Piece]:
    body = types.body_size
    items = column.items
    lefts = left_edges(column)
    gap = usual_gap(column)
    entries = hanging_entries(items)
    current: Piece | None = None
    index = 0
    while index < len(items):
        item = items[index]
        if isinstance(item, TableRegion):
            if current:
                yield current
            current = None
            notes = notes_after(items, index, body)
            yield Piece("table", [], region=item)
            if notes:
                yield Piece("notes", notes, size=notes[0].size)
            index += 1 + len(notes)
            continue
        caption = caption_at(items, index, body)
        if caption:
            if current:
                yield current
            current = None
            yield Piece("caption", caption, size=item.size)
            index += len(caption)
            continue
        if current and current.kind != "heading" and index - 1 in entries and index in entries:
            goes_on = not entries[index]
        else:
            goes_on = current is not None and not begins_block(current.lines[-1], item, types, lefts, gap)
        if current and goes_on:
            current.lines.append(item)
        else:
            if current:
                yield current
            current = Piece("heading" if id(item) in types.headings else "paragraph", [item], size=item.size)
        index += 1
    if current:
        yield current

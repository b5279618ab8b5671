"""Lines in reading order → paragraphs, headings, captions, tables and notes, put together over columns and pages."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from extract.columns import Column
from extract.document import BlockKind
from extract.hanging_lists import hanging_entries
from extract.layout import Layout
from extract.lines import Line
from extract.page_failures import PageFailures
from extract.section_names import is_section_name
from extract.table_regions import CAPTION, TableRegion

_ENTRY_START = re.compile(r"^\[?\d{1,3}[.\])]\s")
_TERMINAL = re.compile(r"[.!?][)\]\"'”’]*(?:\s*\[?[\d,\-–\s]+\]?)?$")
_LONGEST_END = 120
_TABLE = re.compile(r"^(?:Table|TABLE|Tab\.)")


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
    pieces = Pieces(body_size=body)
    for column in layout.columns:
        with failures.on(column.page):
            _add(pieces, list(_in_column(column, body)))
    return pieces


def _add(pieces: Pieces, found: Sequence[Piece]) -> None:
    """Add the pieces of a column, the first text put together with the paragraph that it reads on from."""
    fresh = True
    for piece in found:
        if piece.kind in ("caption", "table", "notes"):
            pieces.floats.append(piece)
            fresh = True
            continue
        piece.fresh = fresh
        fresh = False
        before = pieces.flow[-1] if pieces.flow else None
        if before is not None and reads_on(before, piece):
            before.lines.extend(piece.lines)
        else:
            pieces.flow.append(piece)


def reads_on(before: Piece, piece: Piece) -> bool:
    """Whether a paragraph at the head of a column is the rest of the one before it."""
    if not piece.fresh or before.kind != "paragraph" or piece.kind != "paragraph":
        return False
    if abs(before.size - piece.size) > 0.6 or _ENTRY_START.match(piece.text):
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


def _in_column(column: Column, body: float) -> Iterator[Piece]:
    items = column.items
    lefts = _left_edges(column)
    gap = _usual_gap(column)
    entries = hanging_entries(items)
    current: Piece | None = None
    index = 0
    while index < len(items):
        item = items[index]
        if isinstance(item, TableRegion):
            if current:
                yield current
            current = None
            notes = _notes_after(items, index, body)
            yield Piece("table", [], region=item)
            if notes:
                yield Piece("notes", notes, size=notes[0].size)
            index += 1 + len(notes)
            continue
        caption = _caption_at(items, index, body)
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
            goes_on = current is not None and not _breaks(current.lines[-1], item, lefts, gap)
        if current and goes_on:
            current.lines.append(item)
        else:
            if current:
                yield current
            current = Piece(_kind(item, body), [item], size=item.size)
        index += 1
    if current:
        yield current


def _kind(line: Line, body: float) -> BlockKind:
    has_letters = any(glyph.text.isalpha() for glyph in line.glyphs)
    striking = line.bold or line.size > body + 0.8 or is_section_name(line.text)
    return "heading" if has_letters and striking and len(line.text) < 200 else "paragraph"


def _left_edges(column: Column) -> dict[float, float]:
    """For each font size the left edge at which most lines of the column begin."""
    counted: dict[float, Counter[int]] = {}
    for item in column.items:
        if isinstance(item, Line):
            counted.setdefault(round(item.size, 1), Counter())[round(item.x0)] += 1
    return {size: float(edges.most_common(1)[0][0]) for size, edges in counted.items()}


def _usual_gap(column: Column) -> float:
    lines = [item for item in column.items if isinstance(item, Line)]
    gaps = [below.top - above.bottom for above, below in itertools.pairwise(lines)]
    near = [gap for gap, line in zip(gaps, lines, strict=False) if gap < line.size]
    return median(near) if near else 0.0


def _breaks(above: Line, below: Line, lefts: dict[float, float], usual_gap: float) -> bool:
    """Whether a new block begins with ``below``."""
    size = above.size
    if abs(size - below.size) > 0.6 or above.bold != below.bold:
        return True
    if is_section_name(above.text) or is_section_name(below.text):
        return True
    if below.top - above.bottom > max(usual_gap, 0) + 0.4 * size:
        return True
    if above.bold:
        return False
    if _ENTRY_START.match(below.text):
        return True
    if _ENTRY_START.match(above.text) and below.x0 > above.x0:
        return False
    left = lefts.get(round(below.size, 1), below.x0)
    if below.x0 < min(left, above.x0) - 0.4 * size:
        return True
    indented = below.x0 - left > 0.5 * size
    above_indented = above.x0 - left > 0.5 * size
    if indented and not above_indented:
        return True
    return below.starts_bold and not above.starts_bold and above.x1 < below.x1 - 2 * size


def _caption_at(items: Sequence[Line | TableRegion], index: int, body: float) -> list[Line]:
    """The lines of a caption that begins here (none where none does)."""
    first = items[index]
    if not isinstance(first, Line) or not CAPTION.match(first.text):
        return []
    before_table = False
    lines = [first]
    for position in range(index + 1, len(items)):
        item = items[position]
        if isinstance(item, TableRegion):
            before_table = bool(_TABLE.match(first.text)) and item.top - lines[-1].bottom < 3 * first.size
            break
        close = item.top - lines[-1].bottom < 0.8 * first.size
        if not close or abs(item.size - first.size) > 0.6 or len(lines) > 40:
            break
        lines.append(item)
    return lines if before_table or first.starts_bold or first.size < body - 0.4 else []


def _notes_after(items: Sequence[Line | TableRegion], index: int, body: float) -> list[Line]:
    """The small lines directly under a table."""
    region = items[index]
    notes: list[Line] = []
    bottom = region.bottom
    for position in range(index + 1, len(items)):
        item = items[position]
        if not isinstance(item, Line) or item.size > body - 0.4 or CAPTION.match(item.text):
            break
        if item.top - bottom > (2.5 if not notes else 1.0) * item.size:
            break
        notes.append(item)
        bottom = item.bottom
    return notes

"""Tables without rules: rows of text in columns under, beside or above a caption, until prose begins."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.lines import Line
from extract.printed_rows import Row, rows_in
from extract.table_regions import CAPTION, Page

_LARGER = 0.6
"""Print larger than a table's by so many points does not belong to it."""
_GAP = 3.2
"""A gap of so many letters ends a table, unless its rows are as far apart."""
_MOST_CAPTION_LINES = 8
_FAR = 200
"""Text to the right of a line of a caption within so many points stands beside it in a row."""
_NUMBERS = 0.35
"""Rows of text in columns are a table without a caption where this share of their pieces are numbers."""


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


def grown_beside(page: Page, caption: Line, runs: Sequence[Line], stop: float) -> Box | None:
    """The table at the right of a caption that is set in a narrow column of its own."""
    block = _caption_block(caption, runs)
    right = max(line.x1 for line in block)
    if right > 0.45 * page.width:
        return None
    rows = rows_in(runs, right + 4, page.width)
    start = next((at for at, row in enumerate(rows) if row.bottom > caption.top - 0.5 * caption.size), None)
    if start is None or rows[start].top > caption.bottom + caption.size or rows[start].runs[0].x0 < right + 4:
        return None
    found = _run_of_rows(rows[start:], stop, page.width - right)
    known = set(map(id, block))
    at_left = [
        run.bottom for run in runs if run.x0 < right and id(run) not in known and run.bottom > caption.bottom + 2
    ]
    shared = sum(any(abs(bottom - row.bottom) < 2 for bottom in at_left) for row in found)
    return _extent(found) if shared * 4 < len(found) else None


def grown_under(page: Page, caption: Line, runs: Sequence[Line], captions: Sequence[Line], stop: float) -> Box | None:
    """The table under a caption, over the full width or that of the caption's column, whichever has more rows."""
    block = _caption_block(caption, runs)
    below = block[-1].bottom
    known = set(map(id, block))
    rest = [run for run in runs if id(run) not in known and run.bottom > below + 0.3 * caption.size]
    left = min((run.x0 for run in runs), default=0.0)
    right = max((run.x1 for run in runs), default=page.width)
    middle = (left + right) / 2
    sides = [(left - 1, right + 1)]
    if caption.x0 > middle - 10:
        sides.insert(0, (middle - 5, right + 1))
    elif max(line.x1 for line in block) < middle + 12:
        sides.insert(0, (left - 1, middle + 5))
    best: list[Row] = []
    for x0, x1 in sides[::-1]:
        rows = rows_in(rest, x0, x1)
        found = _run_of_rows(rows, stop, x1 - x0)
        if found and found[0].top - below > 6 * caption.size:
            continue
        prose = sum(any(_is_column_line(run, x1 - x0) for run in row.runs) for row in found)
        if len(sides) > 1 and x1 - x0 > 0.7 * (right - left) and found:
            other_side = [
                other
                for other in captions
                if other is not caption
                and (other.x0 > middle) != (caption.x0 > middle - 10)
                and caption.top - 20 < other.top < found[-1].bottom
            ]
            if other_side or prose > 0.3 * len(found):
                continue
        if len(found) > 1.5 * len(best):
            best = found
    return _extent(best)


def _is_column_line(run: Line, width: float) -> bool:
    return run.x1 - run.x0 >= 0.4 * width and len(run.text.split()) >= 5


def with_head(box: Box, caption: Line, runs: Sequence[Line]) -> Box:
    """A ruled table with the rows of its head that stand over its first rule (the rule above them was not drawn)."""
    block = _caption_block(caption, runs)
    below = max(line.bottom for line in block)
    if below > box.top:
        return box
    known = set(map(id, block))
    rest = [run for run in runs if id(run) not in known and below - 2 < run.bottom < box.top + 1]
    rows = [row for row in rows_in(rest, box.x0 - 3, box.x1 + 3) if row.is_tabular()]
    top = min((row.top for row in rows), default=box.top)
    return Box(box.x0, min(box.top, top - 1), box.x1, box.bottom) if top < box.top else box


def grown_below(page: Page, box: Box, runs: Sequence[Line], stop: float) -> Box:
    """A ruled table whose last rule stands under its head: with the rows of text that go on below."""
    inside = [row for row in rows_in(runs, box.x0 - 3, box.x1 + 3) if box.top < (row.top + row.bottom) / 2]
    held = [row for row in inside if (row.top + row.bottom) / 2 < box.bottom]
    if len(held) > 3:
        return box
    width = box.x1 - box.x0
    more = _run_of_rows([row for row in inside if (row.top + row.bottom) / 2 >= box.bottom], stop, width)
    if len(more) < 2 or not held or more[0].top - box.bottom > 2 * more[0].size:
        return box
    return Box(box.x0, box.top, box.x1, more[-1].bottom + 1)


def grown_free(page: Page, runs: Sequence[Line]) -> list[Box]:
    """Tables without rules or captions: at least three rows of numbers in columns, with their head above them."""
    left = min((run.x0 for run in runs), default=0.0)
    right = max((run.x1 for run in runs), default=page.width)
    rows = rows_in(runs, left - 1, right + 1)
    found: list[Box] = []
    at = 0
    while at < len(rows):
        if not rows[at].is_tabular() or rows[at].is_prose(right - left):
            at += 1
            continue
        made = _run_of_rows(rows[at:], page.height, right - left)
        tabular = [row for row in made if row.is_tabular()]
        numbers = sum(row.numbers() for row in tabular)
        box = _extent(made)
        if box and len(tabular) >= 3 and numbers >= _NUMBERS * sum(len(row.runs) for row in tabular):
            found.append(box)
        at += max(1, len(made))
    return found


def _caption_block(caption: Line, runs: Sequence[Line]) -> list[Line]:
    """The lines of a caption: those right below that begin at its left edge, in its size or smaller."""
    block = [caption]
    for run in sorted((run for run in runs if run.top > caption.top + 0.3 * caption.size), key=lambda run: run.top):
        last = block[-1]
        if run.top - last.bottom > 0.9 * caption.size or len(block) > _MOST_CAPTION_LINES:
            break
        beside = [
            other
            for other in runs
            if abs(other.bottom - run.bottom) < 2 and run.x1 + 1.2 * run.size < other.x0 < run.x1 + _FAR
        ]
        if beside and run.x1 < caption.x1:
            break
        if abs(run.x0 - caption.x0) < 3 and abs(run.size - caption.size) < 0.6 and run.style.font == last.style.font:
            block.append(run)
    beside = [
        run for run in runs if run is not caption and abs(run.bottom - caption.bottom) < 2 and run.x0 > caption.x1
    ]
    following = [run for run in beside if run.x0 - caption.x1 < 3 * caption.size]
    return [*following, *block] if len(block) == 1 and following else block


def _run_of_rows(rows: Sequence[Row], stop: float, width: float) -> list[Row]:
    """The rows from the first on that a table is made of."""
    found: list[Row] = []
    tabular = 0
    last_tabular = 0
    size = 0.0
    widest = 0.0
    columns: list[tuple[float, float]] = []
    for at, row in enumerate(rows):
        if row.top > stop - 1 or any(CAPTION.match(run.text) for run in row.runs):
            break
        size = size or row.size
        gap = row.top - found[-1].bottom if found else 0.0
        if row.size > size + _LARGER or gap > max(_GAP * size, 2.2 * widest):
            break
        prose = row.is_prose(width)
        if prose and (tabular < 2 or all(other.is_prose(width) for other in rows[at : at + 2])):
            break
        if found and tabular > 2:
            widest = max(widest, min(gap, 3 * _GAP * size))
        found.append(row)
        if row.is_tabular() and not prose:
            tabular += 1
            last_tabular = len(found)
            columns += [(run.x0, run.x1) for run in row.runs]
    # rows of one piece at the end belong to it only as the rest of cells that began before
    end = last_tabular
    first = min((x0 for x0, _ in columns), default=0.0)
    while end < len(found) and found[end].top - found[end - 1].bottom < 0.5 * size:
        only = found[end].runs[0]
        if only.x0 <= first + 2 and only.text[:1].isupper():
            break
        end += 1
    return found[:end] if tabular >= 2 else []


def _extent(rows: Sequence[Row]) -> Box | None:
    if len(rows) < 2:
        return None
    runs = [run for row in rows for run in row.runs]
    return Box(
        min(run.x0 for run in runs) - 1,
        min(row.top for row in rows) - 1,
        max(run.x1 for run in runs) + 1,
        max(row.bottom for row in rows) + 1,
    )

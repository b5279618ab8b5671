"""The lines of a table's body → where its rows begin.

The lines at one height make a level, and a row is a run of levels. Of all ways to part the levels into rows the
cheapest is taken: a row should have text in every column, its cells should begin (or be centred, or end) at one
height, a cell should break only where its next word has no room left, and the gap between two rows should be no
smaller than that between two lines of a cell. Each weight below says what one such flaw costs.
"""

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from extract.lines import Line
from extract.table_lines import Level, goes_on, levels_of, line_pitch, would_have_fitted

MOST_LEVELS = 800
"""With more levels than this each is a row: no page of text has so many."""
_LONGEST_ROW = 60
_NO_ROOM_LEFT = 12.0
"""A row that costs more than this is not made longer."""

EMPTY, EMPTY_STUB, ONLY_STUB = 0.5, 1.3, 0.9
MISALIGNED = 0.5
BROKEN_EARLY, BROKEN_WITHIN = 0.9, 0.2
NEW_CAPITAL = 0.3
BROKEN_AT_BULLET = 0.2
OUTDENTED = 0.8
NUMBER_ON_NUMBER, NUMBER_ON_TEXT = 1.5, 0.4
BULLETS = tuple("•·▪●○◦■□–\ufffd")
LOOSE_IN_CELL, GAP_IN_CELL = 0.7, 2.5
CUT_WITHIN, CUT_EARLY = 1.0, 0.6
CLOSE_ROWS = 1.5
WIDE_GAP, MOST_FOR_GAP = 3.0, 1.2
_BY_ALIGNMENT = (0.0, 0.8, 1.6)
"""Rows are aligned at their tops, their middles or their ends; the less usual costs something."""


@dataclass
class _Column:
    """What a row in the making holds of a column."""

    first: Line
    last: Line
    cost: float = 0.0


@dataclass
class _Table:
    levels: Sequence[Level]
    n_columns: int
    pitch: float
    widths: Sequence[float]
    fill: Sequence[float]
    walled: Sequence[bool]
    """For each level whether a rule stands between it and the one before."""
    gaps: list[float] = field(default_factory=list)


def row_starts(
    columns: Sequence[Sequence[Line]], walls: Sequence[float], rooms: Sequence[float] | None = None
) -> list[float]:
    """The baselines at which rows begin.

    From the lines of the columns, the heights of rules between rows, and the width that each column has for its text
    (without them: the width of its widest line).
    """
    levels = levels_of(columns)
    if len(levels) > MOST_LEVELS:
        return [level.height for level in levels]
    if not levels:
        return []
    walls = sorted(walls)
    walled = [False] + [
        bisect_right(walls, above.height - 0.5) < bisect_left(walls, below.height - 0.5)
        for above, below in itertools.pairwise(levels)
    ]
    counts = [len(lines) for lines in columns]
    usual = max(1.0, median(counts))
    table = _Table(
        levels,
        len(columns),
        line_pitch(columns),
        [
            max([room, *(line.x1 - line.x0 for line in lines)])
            for room, lines in zip(rooms or [0.0] * len(columns), columns, strict=True)
        ],
        [min(1.0, count / usual) for count in counts],
        walled,
    )
    return [levels[index].height for index in _cheapest(table)]


def _cheapest(table: _Table) -> list[int]:
    """The levels at which the rows of the cheapest way begin."""
    n = len(table.levels)
    best = [[0.0, *[math.inf] * n] for _ in _BY_ALIGNMENT]
    origin = [[0] * (n + 1) for _ in _BY_ALIGNMENT]
    for first in range(n):
        start = [best[way][first] for way in range(len(_BY_ALIGNMENT))]
        edge = _boundary(table, first) if first else 0.0
        for end, costs in _rows_from(table, first):
            for way, cost in enumerate(costs):
                total = start[way] + edge + cost
                if total < best[way][end]:
                    best[way][end], origin[way][end] = total, first
    way = min(range(len(_BY_ALIGNMENT)), key=lambda at: best[at][n] + _BY_ALIGNMENT[at])
    starts = []
    end = n
    while end:
        end = origin[way][end]
        starts.append(end)
    return starts[::-1]


def _boundary(table: _Table, index: int) -> float:
    """What it costs that a row begins at this level."""
    if table.walled[index]:
        return -MOST_FOR_GAP
    above, below = table.levels[index - 1], table.levels[index]
    step = (below.height - above.height) / table.pitch
    cost = CLOSE_ROWS if step < 0.75 else 0.0
    if step > 1.08:
        cost -= min(MOST_FOR_GAP, WIDE_GAP * (step - 1.08))
    for column, line in below.lines.items():
        before = above.lines.get(column)
        if before is not None and goes_on(before, line):
            cost += CUT_EARLY if would_have_fitted(before, line, table.widths[column]) else CUT_WITHIN
    return cost


def _rows_from(table: _Table, first: int) -> "list[tuple[int, tuple[float, float, float]]]":
    """For each row that begins at a level its end, and what it costs with tops, middles or ends aligned."""
    found = []
    held: dict[int, _Column] = {}
    within = 0.0
    n = len(table.levels)
    for at in range(first, min(n, first + _LONGEST_ROW)):
        level = table.levels[at]
        if at > first:
            if table.walled[at]:
                break
            step = (level.height - table.levels[at - 1].height) / table.pitch
            within += max(0.0, 1.5 * (step - 1.3))
        for column, line in level.lines.items():
            known = held.get(column)
            if known is None:
                held[column] = _Column(line, line)
            else:
                within += _within_cell(known.last, line, table.widths[column], table.pitch)
                known.last = line
        if within > _NO_ROOM_LEFT:
            break
        found.append((at + 1, _costs(table, held, first, at, within)))
    return found


def _costs(table: _Table, held: dict[int, _Column], first: int, last: int, within: float) -> tuple[float, float, float]:
    empty = sum(
        (EMPTY_STUB if column == 0 else EMPTY) * table.fill[column]
        for column in range(table.n_columns)
        if column not in held
    )
    if set(held) == {0} and table.n_columns > 2:
        empty = min(empty, ONLY_STUB)
    cost = within + empty
    if first == last:
        return cost, cost, cost
    top, bottom = table.levels[first].height, table.levels[last].height
    middle = (top + bottom) / 2
    scale = MISALIGNED / table.pitch
    tops = sum(min(2.0, (cell.first.bottom - top) * scale) for cell in held.values())
    middles = sum(min(2.0, abs((cell.first.bottom + cell.last.bottom) / 2 - middle) * scale) for cell in held.values())
    ends = sum(min(2.0, (bottom - cell.last.bottom) * scale) for cell in held.values())
    return cost + tops, cost + middles, cost + ends


def _within_cell(above: Line, below: Line, width: float, pitch: float) -> float:
    """What it costs that two lines are of one cell."""
    step = (below.bottom - above.bottom) / pitch
    cost = GAP_IN_CELL if step > 1.45 else LOOSE_IN_CELL if step > 1.15 else 0.0
    if below.text.startswith(BULLETS):
        return cost + BROKEN_AT_BULLET
    rest = goes_on(above, below)
    if not rest and _is_outdented(above, below):
        cost += OUTDENTED
    if not rest and _is_number(above) and _is_number(below):
        return cost + NUMBER_ON_NUMBER
    if (
        not rest
        and _is_number(above) != _is_number(below)
        and (above if _is_number(above) else below).text[:1].isdigit()
    ):
        cost += NUMBER_ON_TEXT
    if would_have_fitted(above, below, width):
        cost += BROKEN_WITHIN if rest else BROKEN_EARLY
    elif not rest:
        cost += NEW_CAPITAL
    return cost


def _is_outdented(above: Line, below: Line) -> bool:
    """Whether a line begins left of the one above though they are neither centred nor flush at their right."""
    slack = 0.5 * below.size
    centred = abs(above.x0 + above.x1 - below.x0 - below.x1) < 2 * slack
    return below.x0 < above.x0 - slack and not centred and abs(above.x1 - below.x1) > slack


def _is_number(line: Line) -> bool:
    """Whether it is a number with little else."""
    text = line.text
    return any(character.isdigit() for character in text) and sum(character.isalpha() for character in text) <= 3

"""The lines of a table without boxes → where its rows begin, and which rows each label of several rows stands for.

A wrapped line stands closer than a new row; where it does not, a row begins where every regular column has text. A
label centred beside its rows is given the run of rows whose middle it stands at.
"""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import Line

ROW_PITCH = 1.06
"""A line this much further below than the closest lines begins a row."""
LOOSE = 1.5
"""Lines at least this many letters apart are rows, however they begin."""
REGULAR = 0.7
"""A column with text on this share of the lines is a regular one: a row without text in it is unlikely."""
_MOST_STEPS = 2_000_000
"""Labels are shared out over rows by trying every run of rows as long as that takes fewer steps than this."""


@dataclass(frozen=True)
class Extent:
    """The upper and the lower edge of a row."""

    top: float
    bottom: float


@dataclass(frozen=True)
class LabelSpan:
    """A label with the first row it stands for and the number of its rows."""

    lines: tuple[Line, ...]
    first: int
    rows: int


def label_columns(lines: Sequence[Sequence[Line]]) -> int:
    """How many columns from the left hold labels of several rows: they have fewer lines than the others."""
    most = max(len(column) for column in lines)
    labels = 0
    while labels < min(3, len(lines) - 1) and len(lines[labels]) < 0.6 * most:
        labels += 1
    return labels


def row_starts(columns: Sequence[Sequence[Line]], walls: Sequence[float]) -> list[float]:
    """The baselines at which rows begin, from the lines of the columns that hold no labels."""
    filled = _by_baseline(columns)
    heights = sorted(filled)
    pitches = [after - before for before, after in itertools.pairwise(heights)]
    if not pitches:
        return heights
    closest = min(pitches)
    wide = sum(pitch >= ROW_PITCH * closest for pitch in pitches)
    by_pitch = wide >= 0.2 * len(pitches)
    regular = [
        index for index in range(len(columns)) if sum(index in row for row in filled.values()) >= REGULAR * len(heights)
    ] or [0]
    loose = closest >= LOOSE * max(line.size for row in filled.values() for line in row.values())
    walls = sorted(walls)
    starts = [heights[0]]
    for before, height in itertools.pairwise(heights):
        apart = height - before >= ROW_PITCH * closest
        walled = bisect_left(walls, height) > bisect_left(walls, before)
        full = all(index in filled[height] for index in regular)
        if walled or apart or (not by_pitch and full and (loose or not _goes_on(filled[before], filled[height]))):
            starts.append(height)
    return starts


def _by_baseline(columns: Sequence[Sequence[Line]]) -> dict[float, dict[int, Line]]:
    """The lines by column for each baseline; lines of other columns a quarter of a letter off stand on the same one."""
    heights: list[float] = []
    filled: dict[float, dict[int, Line]] = {}
    for index, lines in enumerate(columns):
        for line in lines:
            at = bisect_left(heights, line.bottom)
            near = [known for known in heights[max(0, at - 1) : at + 1] if abs(known - line.bottom) < 0.25 * line.size]
            height = min(near, key=lambda known: abs(known - line.bottom), default=line.bottom)
            if not near:
                heights.insert(at, height)
            filled.setdefault(height, {})[index] = line
    return filled


def _goes_on(above: dict[int, Line], below: dict[int, Line]) -> bool:
    """Whether a line reads on from the one above it in most of its columns."""
    reading_on = [
        line.text[:1].islower() or (index in above and above[index].text.endswith(("-", "\u00ad", "(", ",")))
        for index, line in below.items()
    ]
    return sum(reading_on) * 2 > len(reading_on)


def label_spans(labels: Sequence[Line], starts: Sequence[float], lines: Sequence[Sequence[Line]]) -> list[LabelSpan]:
    """The labels of a column from top to bottom, each with the rows it stands for."""
    groups = _label_groups(labels)
    if not groups:
        return []
    by_row: dict[int, list[Line]] = {}
    for group, row in zip(groups, _first_rows(groups, starts, _row_extents(starts, lines)), strict=True):
        by_row.setdefault(row, []).extend(group)
    bounds = itertools.pairwise([*by_row, len(starts)])
    return [LabelSpan(tuple(by_row[first]), first, stop - first) for first, stop in bounds]


def _label_groups(labels: Sequence[Line]) -> list[list[Line]]:
    """Lines of a label that stand directly under one another, together."""
    pitches = [after.bottom - before.bottom for before, after in itertools.pairwise(labels)]
    wrap = min((pitch for pitch in pitches if labels and pitch < 1.5 * labels[0].size), default=0.0)
    groups: list[list[Line]] = []
    for line in labels:
        before = groups[-1][-1] if groups else None
        wrapped = before is not None and line.bottom - before.bottom <= wrap + 0.3
        if before is not None and wrapped and (line.text[:1].islower() or before.text.endswith(("-", "\u00ad", "/"))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _row_extents(starts: Sequence[float], lines: Sequence[Sequence[Line]]) -> list[Extent]:
    everything = sorted((line for column in lines for line in column), key=lambda line: line.bottom)
    bottoms = [line.bottom for line in everything]
    bounds = [*(bisect_left(bottoms, start - 2) for start in starts), len(everything)]
    rows: list[Extent] = []
    for start, (first, last) in zip(starts, itertools.pairwise(bounds), strict=True):
        inside = everything[first:last]
        height = max((line.bottom - line.top for line in inside), default=0.0)
        rows.append(Extent(start - height, max((line.bottom for line in inside), default=start)))
    return rows


def _first_rows(groups: Sequence[Sequence[Line]], starts: Sequence[float], rows: Sequence[Extent]) -> list[int]:
    """The first row of each label: where it stands if labels are at the top of their rows, else by their middles.

    Rows ascend; where there are more labels than rows, labels share the row that they stand in.
    """
    at = [_row_at(starts, group[0].bottom) for group in groups]
    at_top = [row for row in at if row is not None]
    if at[0] == 0 and len(at_top) == len(at) and at_top == sorted(set(at_top)):
        return at_top
    if len(groups) > len(rows) or len(groups) * len(rows) ** 2 > 2 * _MOST_STEPS:
        return [max(0, bisect_left(starts, group[-1].bottom + 2) - 1) for group in groups]
    return _centred([(group[0].top + group[-1].bottom) / 2 for group in groups], rows)


def _row_at(starts: Sequence[float], height: float) -> int | None:
    row = bisect_left(starts, height - 2)
    return row if row < len(starts) and abs(starts[row] - height) < 2 else None


def _centred(middles: Sequence[float], rows: Sequence[Extent]) -> list[int]:
    """The partition of the rows into runs, one a label, whose middles lie nearest to the labels' middles."""
    n, m = len(rows), len(middles)
    unreached = float("inf")
    best = [0.0, *[unreached] * n]
    origins: list[list[int]] = []
    for label in range(1, m + 1):
        costs = [unreached] * (n + 1)
        origin = [0] * (n + 1)
        for end in range(label, n - (m - label) + 1):
            for begin in range(label - 1, end):
                if best[begin] == unreached:
                    continue
                middle = (rows[begin].top + rows[end - 1].bottom) / 2
                cost = best[begin] + abs(middle - middles[label - 1])
                if cost < costs[end]:
                    costs[end], origin[end] = cost, begin
        best = costs
        origins.append(origin)
    first_rows: list[int] = []
    end = n
    for origin in reversed(origins):
        end = origin[end]
        first_rows.append(end)
    return first_rows[::-1]

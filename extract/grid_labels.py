"""Labels that stand beside several rows: which rows each stands for, and how sure that is.

A label may stand at the top of its rows or centred beside them; centred ones are given the run of rows whose middle
they stand at.
"""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import Line

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


def label_spans(labels: Sequence[Line], starts: Sequence[float], lines: Sequence[Sequence[Line]]) -> list[LabelSpan]:
    """The labels of a column from top to bottom, each with the rows it stands for."""
    groups = label_groups(labels)
    if not groups:
        return []
    by_row: dict[int, list[Line]] = {}
    for group, row in zip(groups, _first_rows(groups, starts, _row_extents(starts, lines)), strict=True):
        by_row.setdefault(row, []).extend(group)
    bounds = itertools.pairwise([*by_row, len(starts)])
    return [LabelSpan(tuple(by_row[first]), first, stop - first) for first, stop in bounds]


def label_groups(labels: Sequence[Line]) -> list[list[Line]]:
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

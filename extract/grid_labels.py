"""Labels that stand beside several rows: which rows each stands for, and how sure that is.

A label may stand at the top of its rows or centred beside them; centred ones are given the run of rows whose middle
they stand at. Where the two readings differ and neither is clearly nearer to the page, the other is kept as a doubt.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lines import Line

_MOST_STEPS = 2_000_000
"""Labels are shared out over rows by trying every run of rows as long as that takes fewer steps than this."""
_NEAR = 0.3
"""A label stands where it should within this share of the distance of two rows."""
_CLEARLY = 2.0
"""One reading is sure where the other is so many times as far from the page."""


@dataclass(frozen=True)
class Extent:
    """The upper and the lower edge of a row."""

    top: float
    bottom: float


@dataclass(frozen=True)
class LabelSpan:
    """A label with the first row it stands for and the number of its rows.

    ``others`` has the first row and the number of rows of other readings, where the page does not settle it.
    """

    lines: tuple[Line, ...]
    first: int
    rows: int
    others: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Reading:
    """The first rows of labels by one reading, and how far from where they should stand they are, in rows."""

    first_rows: tuple[int, ...]
    off: float


def label_spans(groups: Sequence[Sequence[Line]], rows: Sequence[Extent]) -> list[LabelSpan]:
    """The labels of a column from top to bottom, each with the rows it stands for."""
    if not groups:
        return []
    tops, centred = at_tops(groups, rows), centred_at(groups, rows)
    chosen, other = (tops, centred) if tops.off <= centred.off else (centred, tops)
    spans = _spans(groups, chosen.first_rows, len(rows))
    unsure = other.off < max(_NEAR, _CLEARLY * chosen.off) or chosen.off > _NEAR
    if not unsure or other.first_rows == chosen.first_rows:
        return spans
    readings = {span.lines: (span.first, span.rows) for span in _spans(groups, other.first_rows, len(rows))}
    return [
        replace(span, others=(readings[span.lines],))
        if span.lines in readings and readings[span.lines] != (span.first, span.rows)
        else span
        for span in spans
    ]


def _spans(groups: Sequence[Sequence[Line]], first_rows: Sequence[int], n_rows: int) -> list[LabelSpan]:
    by_row: dict[int, list[Line]] = {}
    for group, row in zip(groups, first_rows, strict=True):
        by_row.setdefault(row, []).extend(group)
    bounds = itertools.pairwise([*by_row, n_rows])
    return [LabelSpan(tuple(by_row[first]), first, stop - first) for first, stop in bounds]


def label_groups(labels: Sequence[Line], row_pitch: float = 0.0) -> list[list[Line]]:
    """Lines of a label that stand directly under one another, together: closer than two rows, or reading on."""
    pitches = [after.bottom - before.bottom for before, after in itertools.pairwise(labels)]
    wrap = min((pitch for pitch in pitches if labels and pitch < 1.5 * labels[0].size), default=0.0)
    groups: list[list[Line]] = []
    for line in labels:
        before = groups[-1][-1] if groups else None
        pitch = line.bottom - before.bottom if before is not None else 0.0
        reads_on = before is not None and (line.text[:1].islower() or before.text.endswith(("-", "\u00ad", "/")))
        if before is not None and pitch <= wrap + 0.3 and (reads_on or pitch < 0.87 * row_pitch):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def row_extents(starts: Sequence[float], lines: Sequence[Sequence[Line]]) -> list[Extent]:
    """The upper and lower edges of rows that begin at these baselines."""
    everything = sorted((line for column in lines for line in column), key=lambda line: line.bottom)
    bottoms = [line.bottom for line in everything]
    bounds = [*(bisect_left(bottoms, start - 2) for start in starts), len(everything)]
    rows: list[Extent] = []
    for start, (first, last) in zip(starts, itertools.pairwise(bounds), strict=True):
        inside = everything[first:last]
        height = max((line.bottom - line.top for line in inside), default=0.0)
        rows.append(Extent(start - height, max((line.bottom for line in inside), default=start)))
    return rows


def row_pitch(rows: Sequence[Extent]) -> float:
    """The distance of two rows that stand close: a quarter of them are closer."""
    steps = sorted(below.top - above.top for above, below in itertools.pairwise(rows))
    return steps[len(steps) // 4] if steps else 10.0


def at_tops(groups: Sequence[Sequence[Line]], rows: Sequence[Extent]) -> Reading:
    """Each label at the first of its rows: the row nearest to its first line; the first label must stand at the top."""
    pitch = row_pitch(rows)
    tops = [row.top for row in rows]
    first_rows: list[int] = []
    off = 0.0
    for group in groups:
        at = min(max(0, bisect_right(tops, group[0].top + 0.4 * pitch) - 1), len(rows) - 1)
        off += abs(tops[at] - group[0].top) / pitch
        first_rows.append(at)
    if first_rows[0] != 0 or len(set(first_rows)) < len(first_rows):
        off += len(groups)
    first_rows = list(itertools.accumulate(first_rows, max))
    return Reading(tuple(first_rows), off / len(groups))


def centred_at(groups: Sequence[Sequence[Line]], rows: Sequence[Extent]) -> Reading:
    """Each label beside the middle of its rows; all rows have one.

    Where there are more labels than rows, labels share the row that they stand in.
    """
    tops = [row.top for row in rows]
    if len(groups) > len(rows) or len(groups) * len(rows) ** 2 > 2 * _MOST_STEPS:
        shared = [max(0, bisect_right(tops, group[-1].bottom - 1) - 1) for group in groups]
        return Reading(tuple(shared), float(len(groups)))
    middles = [(group[0].top + group[-1].bottom) / 2 for group in groups]
    first_rows, cost = _centred(middles, rows)
    return Reading(tuple(first_rows), cost / row_pitch(rows) / len(groups))


def _centred(middles: Sequence[float], rows: Sequence[Extent]) -> tuple[list[int], float]:
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
    return first_rows[::-1], best[n]

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
_MOST_JOINED = 6
"""The lines of one label may stand as far apart as rows do; so many at most are tried as one."""
_JOINED = 0.1
"""Each line that is joined to a label so costs as much as if the label stood this share of a row off."""
_LINE = 1.6
"""Two lines of a label stand at most so many times their size apart."""


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


def label_spans(
    groups: Sequence[Sequence[Line]], rows: Sequence[Extent], parted: frozenset[int] = frozenset()
) -> list[LabelSpan]:
    """The labels of a column from top to bottom, each with the rows it stands for.

    ``parted`` has the rows under a rule over the whole table: no centred label stands for rows on both sides of it.
    """
    if not groups:
        return []
    tops, centred = at_tops(groups, rows), centred_at(groups, rows, parted)
    if min(tops.off, centred.off) > _NEAR:
        joined = _joined(groups, rows, parted)
        if joined is not None:
            groups, centred = joined
            tops = at_tops(groups, rows)
    chosen, other = (tops, centred) if tops.off <= centred.off else (centred, tops)
    spans = _spans(groups, chosen.first_rows, len(rows))
    unsure = other.off < max(_NEAR, _CLEARLY * chosen.off) or chosen.off > _NEAR
    if not unsure or other.first_rows == chosen.first_rows:
        return spans
    readings = {_ids(span): (span.first, span.rows) for span in _spans(groups, other.first_rows, len(rows))}
    return [
        replace(span, others=(readings[_ids(span)],))
        if _ids(span) in readings and readings[_ids(span)] != (span.first, span.rows)
        else span
        for span in spans
    ]


def _ids(span: LabelSpan) -> tuple[int, ...]:
    return tuple(map(id, span.lines))


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


def centred_at(
    groups: Sequence[Sequence[Line]], rows: Sequence[Extent], parted: frozenset[int] = frozenset()
) -> Reading:
    """Each label beside the middle of its rows; all rows have one.

    Where there are more labels than rows, labels share the row that they stand in.
    """
    tops = [row.top for row in rows]
    if len(groups) > len(rows) or len(groups) * len(rows) ** 2 > 2 * _MOST_STEPS:
        shared = [max(0, bisect_right(tops, group[-1].bottom - 1) - 1) for group in groups]
        return Reading(tuple(shared), float(len(groups)))
    runs, cost = _shared_out(groups, rows, parted) or _shared_out(groups, rows, frozenset()) or ([], 0.0)
    return Reading(tuple(first for first, _ in runs), cost / row_pitch(rows) / len(groups))


def _joined(
    groups: Sequence[Sequence[Line]], rows: Sequence[Extent], parted: frozenset[int]
) -> tuple[list[list[Line]], Reading] | None:
    """Labels whose lines stand as far apart as the rows beside them, put together so that they stand centred."""
    if _MOST_JOINED * len(groups) * len(rows) ** 2 > 2 * _MOST_STEPS:
        return None
    found = _shared_out(groups, rows, parted, _MOST_JOINED)
    if found is None:
        return None
    runs, cost = found
    off = cost / row_pitch(rows) / len(runs)
    if off > _NEAR:
        return None
    bounds = itertools.pairwise([*(group for _, group in runs), len(groups)])
    labels = [[line for group in groups[first:stop] for line in group] for first, stop in bounds]
    return labels, Reading(tuple(first for first, _ in runs), off)


def _shared_out(
    groups: Sequence[Sequence[Line]], rows: Sequence[Extent], parted: frozenset[int], most: int = 1
) -> tuple[list[tuple[int, int]], float] | None:
    """The partition of the rows into runs, one a label, whose middles lie nearest to the labels' middles.

    For each run its first row and the first of the groups (``most`` at most) that make its label, and what it costs
    in points; None where rules leave no partition.
    """
    n, m = len(rows), len(groups)
    unreached = float("inf")
    price = _JOINED * row_pitch(rows)
    best = [[0.0, *[unreached] * n], *([unreached] * (n + 1) for _ in range(m))]
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for last in range(1, m + 1):
        for first in range(last - 1, max(-1, last - 1 - most), -1):
            if first < last - 1 and not _close(groups[first], groups[first + 1]):
                break
            middle = (groups[first][0].top + groups[last - 1][-1].bottom) / 2
            for end in range(1, n + 1):
                for begin in range(end - 1, -1, -1):
                    off = abs((rows[begin].top + rows[end - 1].bottom) / 2 - middle)
                    cost = best[first][begin] + off + price * (last - first - 1)
                    if cost < best[last][end]:
                        best[last][end], origin[last, end] = cost, (first, begin)
                    if begin in parted:
                        break
    if best[m][n] == unreached:
        return None
    runs: list[tuple[int, int]] = []
    at = (m, n)
    while at != (0, 0):
        at = origin[at]
        runs.append((at[1], at[0]))
    return runs[::-1], best[m][n]


def _close(above: Sequence[Line], below: Sequence[Line]) -> bool:
    return below[0].bottom - above[-1].bottom <= _LINE * above[-1].size

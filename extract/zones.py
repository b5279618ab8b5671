"""The runs of a page → zones one below the other, each with gutters of its own.

A first page may have a box beside its abstract and two columns below; a page may begin with a table that is drawn
without rules. What holds for one part of a page must not hide the gutter of another.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from extract.lines import Line
from extract.list_labels import labels_among
from extract.strips import find_strips

MIN_GUTTER = 6.0
"""Columns are at least this far apart, in points."""
_NARROW = 0.55
"""A run of less than this share of the page's width can be a line of a column."""
_NARROWEST = 0.05
"""What is narrower than this share of the page is no column: the numbers of a list beside its text."""
_MOST_EDGES = 12
_INDENT = 24
_MOST_ZONES = 24
_FEWEST = 3
"""A column has so many lines at least where the pages before do not show it."""
_CROSSED, _COVERED = -3, -1
"""What a narrow and a wide run across a gutter count against it, where a run beside it counts one for it."""


@dataclass(frozen=True)
class Zone:
    """A part of a page over its full width: its runs from top to bottom, and where columns part in it."""

    runs: tuple[Line, ...]
    gutters: tuple[float, ...]

    @property
    def top(self) -> float:
        """The middle of its highest run."""
        return _middle(self.runs[0])


def zones_of(width: float, runs: Sequence[Line], known: Sequence[float] = ()) -> list[Zone]:
    """The zones of a page of this width from top to bottom; together they have all its runs.

    ``known`` are the gutters of the pages before: where the last page of a list has a line or two in its second column,
    it shows no gutter of its own.
    """
    zones: list[Zone] = []
    ordered = sorted(runs, key=_middle)
    places = {id(run): place for place, run in enumerate(ordered)}
    labels = labels_among(ordered)
    waiting = [ordered]
    while waiting:
        part = waiting.pop()
        stretch = _best_stretch(width, part, labels, known) if len(zones) + len(waiting) < _MOST_ZONES else None
        if stretch:
            inside = part[stretch.first : stretch.end]
            gutters = _without_labels(_gutters(width, inside), inside, labels) or [stretch.edge - MIN_GUTTER / 2]
            apart = [right for left, right in pairwise([0.0, *gutters]) if right - left >= _NARROWEST * width]
            zones.append(Zone(tuple(inside), tuple(_as_before(gutter, inside, known) for gutter in apart)))
            waiting += [part[: stretch.first], part[stretch.end :]]
        elif part:
            zones.append(Zone(tuple(part), ()))
    return sorted(zones, key=lambda zone: places[id(zone.runs[0])])


def _without_labels(gutters: Sequence[float], runs: Sequence[Line], labels: AbstractSet[int]) -> list[float]:
    """Where columns part, less the gutters between the numbers of a list and its text."""
    kept: list[float] = []
    for left, right in pairwise([float("-inf"), *gutters]):
        inside = [id(run) in labels for run in runs if left <= (run.x0 + run.x1) / 2 < right]
        if 2 * sum(inside) <= len(inside):
            kept.append(right)
    return kept


def _as_before(gutter: float, runs: Sequence[Line], known: Sequence[float]) -> float:
    """A gutter where the pages before have it, if fewer runs cross it there: few lines show where it is by chance."""
    near = [other for other in known if abs(other - gutter) <= _INDENT]
    return min([gutter, *near], key=lambda place: sum(run.x0 < place < run.x1 for run in runs))


def _middle(run: Line) -> float:
    return (run.top + run.bottom) / 2


@dataclass(frozen=True)
class _Stretch:
    """Runs that stand to the left and right of an edge, and few across; ``fewer`` of them to one of the sides."""

    first: int
    end: int
    edge: float
    fewer: int


def _best_stretch(
    width: float, runs: Sequence[Line], labels: AbstractSet[int], known: Sequence[float]
) -> _Stretch | None:
    """The stretch beside the left edge of a column that has the most runs to its less crowded side."""
    edges = Counter(round(run.x0) for run in runs if 0.2 * width < run.x0 < 0.8 * width)
    common = [edge for edge, _ in edges.most_common(_MOST_EDGES)]
    # the lines of a hanging list, or of short paragraphs, may begin right of the column's edge more often than at it
    outer = [min(other for other in edges if edge - _INDENT <= other <= edge) for edge in common]
    beside = [edge for edge in edges if _is_known(edge, known)]
    edged = dict.fromkeys([*common, *outer, *beside[:_MOST_EDGES]])
    candidates = (
        stretch
        for edge in edged
        for stretch in _stretches(width, runs, edge - 1, labels)
        if stretch.fewer >= (1 if _is_known(edge, known) else _FEWEST)
    )
    return max(candidates, key=lambda stretch: stretch.fewer, default=None)


def _stretches(width: float, runs: Sequence[Line], edge: float, labels: AbstractSet[int]) -> Iterator[_Stretch]:
    sides: list[int] = []
    weights: list[int] = []
    for run in runs:
        if id(run) in labels:
            sides.append(0)
            weights.append(0)
            continue
        side = 1 if run.x0 >= edge else -1 if run.x1 <= edge - MIN_GUTTER + 2 else 0
        sides.append(side)
        weights.append(1 if side else _CROSSED if run.x1 - run.x0 < _NARROW * width else _COVERED)
    for first, end in map(partial(_trimmed, runs, sides), _heaviest(weights)):
        while first and id(runs[first - 1]) in labels and runs[first - 1].bottom > runs[first].top:
            first -= 1
        while end < len(runs) and id(runs[end]) in labels and runs[end].top < runs[end - 1].bottom:
            end += 1
        inside = sides[first:end]
        yield _Stretch(first, end, edge, min(inside.count(1), inside.count(-1)))


def _is_known(edge: float, known: Sequence[float]) -> bool:
    """Whether a column of the pages before began about here."""
    return any(gutter <= edge <= gutter + _INDENT for gutter in known)


def _trimmed(runs: Sequence[Line], sides: Sequence[int], stretch: tuple[int, int]) -> tuple[int, int]:
    """A stretch without what stands only to the left above it, or only to the right below it.

    Such runs may have gutters of their own, and are read in the same place without this one.
    """
    first, end = stretch
    if 1 not in sides[first:end] or -1 not in sides[first:end]:
        return first, end
    head = runs[sides.index(1, first, end)].top
    foot = runs[max(index for index in range(first, end) if sides[index] < 0)].bottom
    while sides[first] <= 0 and runs[first].bottom <= head:
        first += 1
    while sides[end - 1] >= 0 and runs[end - 1].top >= foot:
        end -= 1
    return first, end


def _heaviest(weights: Sequence[int]) -> list[tuple[int, int]]:
    """All maximal stretches of the greatest weight (Ruzzo and Tompa 1999), in order."""
    total = 0
    # first, end, total before, total behind, and the nearest one before it that began lower (so that the search for
    # that one takes no longer the more there are)
    kept: list[tuple[int, int, int, int, int]] = []
    for index, weight in enumerate(weights):
        before, total = total, total + weight
        if weight <= 0:
            continue
        first, low = index, before
        while True:
            at = len(kept) - 1
            while at >= 0 and kept[at][2] >= low:
                at = kept[at][4]
            if at < 0 or kept[at][3] >= total:
                break
            first, low = kept[at][0], kept[at][2]
            del kept[at:]
        kept.append((first, index + 1, low, total, at))
    return [(first, end) for first, end, *_ in kept]


def _gutters(width: float, runs: Sequence[Line]) -> list[float]:
    """Where columns part: strips that next to no narrow run crosses, with at least three lines to either side.

    A few may cross (a short keyword line under a full-width abstract): they are read as full-width. A first page with
    much over its full width may have more of them, if there are far more lines to either side.
    """
    narrow = [run for run in runs if run.x1 - run.x0 < _NARROW * width]
    few, several = max(2, len(narrow) // 20), len(narrow) // 8
    return _strips(width, narrow, few, 0) or (_strips(width, narrow, several, 3) if several > few else [])


def _strips(width: float, narrow: Sequence[Line], allowed: int, times: int) -> list[float]:
    """The middles of strips that at most ``allowed`` runs cross, with ``times`` as many to either side."""
    starts, ends = sorted(run.x0 for run in narrow), sorted(run.x1 for run in narrow)
    gutters: list[float] = []
    for x0, x1 in find_strips(narrow, allowed):
        if x1 - x0 >= MIN_GUTTER and width * 0.2 < (x0 + x1) / 2 < width * 0.8:
            left, right = bisect_left(ends, x0 + 2.001), len(starts) - bisect_left(starts, x1 - 2)
            if min(left, right) >= max(_FEWEST, times * (len(narrow) - left - right)):
                gutters.append((x0 + x1) / 2)
    return gutters

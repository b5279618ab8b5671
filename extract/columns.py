"""The runs and tables of a page → its columns in reading order.

A page is read in bands: whatever crosses the gutters (a title, a full-width float) parts the bands, and within a band
the columns are read one after the other.
"""

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import Line, join_baselines
from extract.table_regions import Page, TableRegion
from extract.zones import Zone, zones_of

_MOST_ABOVE = 20
_USUAL, _MOST_USUAL, _BUCKET = 30, 4, 4
"""A gutter is known for the pages behind from so many lines on; at most so many are, within so many points."""


@dataclass(frozen=True)
class Column:
    """A column of a band: its lines from top to bottom, and its edges."""

    page: int
    x0: float
    x1: float
    items: tuple[Line | TableRegion, ...]


class Gutters:
    """Where the columns of the pages before parted, by how many lines stood beside."""

    def __init__(self) -> None:
        self._lines: Counter[int] = Counter()

    def add(self, zones: Sequence[Zone]) -> None:
        """Add those of a page."""
        for zone in zones:
            for gutter in zone.gutters:
                self._lines[_BUCKET * round(gutter / _BUCKET)] += len(zone.runs)

    def usual(self) -> tuple[float, ...]:
        """Those beside which many lines stood."""
        return tuple(gutter for gutter, lines in self._lines.most_common(_MOST_USUAL) if lines >= _USUAL)


def columns_of(
    page: Page, runs: Sequence[Line], regions: Sequence[TableRegion], gutters: Gutters | None = None
) -> list[Column]:
    """The columns of a page in reading order, from its runs of text and its tables.

    ``gutters`` are those of the pages before; this page's are added.
    """
    if not runs and not regions:
        return []
    gutters = gutters if gutters is not None else Gutters()
    zones = zones_of(page.width, runs, gutters.usual()) or [Zone((), ())]
    gutters.add(zones)
    tops = [zone.top for zone in zones[1:]]
    tables: list[list[TableRegion]] = [[] for _ in zones]
    for region in regions:
        tables[bisect_left(tops, (region.top + region.bottom) / 2)].append(region)
    found: list[Column] = []
    for zone, inside in zip(zones, tables, strict=True):
        found += _columns_in(page, [*zone.runs, *inside], list(zone.runs), zone.gutters)
    return _put_together(found)


def _columns_in(
    page: Page, things: Sequence[Line | TableRegion], runs: Sequence[Line], gutters: Sequence[float]
) -> list[Column]:
    crossing = [thing for thing in things if any(thing.x0 < gutter < thing.x1 for gutter in gutters)]
    crossing += _lines_below(runs, crossing)
    walls = set(map(id, crossing))
    found: list[Column] = []
    for band in _bands(things, crossing):
        edges = [float("-inf"), *([] if id(band[0]) in walls else gutters), float("inf")]
        for left, right in itertools.pairwise(edges):
            inside = [thing for thing in band if left <= (thing.x0 + thing.x1) / 2 < right]
            if inside:
                found.append(_column(page, inside))
    return found


def _lines_below(runs: Sequence[Line], crossing: Sequence[Line | TableRegion]) -> list[Line]:
    """Short lines that belong to what crosses, with nothing beside them.

    They are the last lines of paragraphs over the full width, and the notes right under a table over the full width.
    """
    walls = sorted(crossing, key=lambda wall: wall.bottom)
    if not walls:
        return []
    bottoms = [wall.bottom for wall in walls]
    known = set(map(id, crossing))
    right = _RightEdges(runs)
    found: list[Line] = []
    for run in sorted(runs, key=lambda run: run.top):
        if id(run) in known:
            continue
        above = walls[bisect_left(bottoms, run.top - 2 * run.size) : bisect_left(bottoms, run.top + 1)]
        if any(_belongs(run, wall) for wall in above[-_MOST_ABOVE:]) and not right.beyond(run):
            found.append(run)
            at = bisect_left(bottoms, run.bottom)
            bottoms.insert(at, run.bottom)
            walls.insert(at, run)
    return found


def _belongs(run: Line, wall: Line | TableRegion) -> bool:
    gap = run.top - wall.bottom
    if isinstance(wall, TableRegion):
        return abs(wall.x0 - run.x0) < 6 and gap < 2 * run.size
    return abs(wall.x0 - run.x0) < 2 and abs(wall.size - run.size) < 0.3 and -1 < gap < 0.6 * run.size


class _RightEdges:
    """For strips of the page the runs in them, by how far right they begin: is there text to the right of a run?"""

    def __init__(self, runs: Sequence[Line]) -> None:
        self._strips: dict[int, list[Line]] = {}
        for run in runs:
            for strip in self._of(run):
                self._strips.setdefault(strip, []).append(run)
        for inside in self._strips.values():
            inside.sort(key=lambda run: -run.x0)

    @staticmethod
    def _of(run: Line) -> range:
        return range(int(run.top // 4), int(run.bottom // 4) + 1)

    def beyond(self, run: Line) -> bool:
        for strip in self._of(run):
            for other in self._strips[strip]:
                if other.x0 <= run.x1:
                    break
                if other is not run and min(other.bottom, run.bottom) > max(other.top, run.top):
                    return True
        return False


def _column(page: Page, things: Sequence[Line | TableRegion]) -> Column:
    lines = join_baselines([thing for thing in things if isinstance(thing, Line)])
    tables = [thing for thing in things if isinstance(thing, TableRegion)]
    both: list[Line | TableRegion] = [*lines, *tables]
    items = tuple(sorted(both, key=lambda item: item.bottom))
    return Column(page.number, min(item.x0 for item in items), max(item.x1 for item in items), items)


def _put_together(columns: Sequence[Column]) -> list[Column]:
    """Bands that follow one another and are both one full-width column become one column."""
    groups: list[list[Column]] = []
    x0 = x1 = 0.0
    for column in columns:
        overlap = min(x1, column.x1) - max(x0, column.x0)
        follows = bool(groups) and groups[-1][-1].items[-1].bottom <= column.items[0].bottom
        if follows and overlap > 0.8 * max(x1 - x0, column.x1 - column.x0):
            groups[-1].append(column)
            x0, x1 = min(x0, column.x0), max(x1, column.x1)
        else:
            groups.append([column])
            x0, x1 = column.x0, column.x1
    return [
        Column(
            group[0].page,
            min(column.x0 for column in group),
            max(column.x1 for column in group),
            tuple(item for column in group for item in column.items),
        )
        for group in groups
    ]


def _bands(
    things: Sequence[Line | TableRegion], crossing: Sequence[Line | TableRegion]
) -> list[list[Line | TableRegion]]:
    """Things parted into bands by what crosses the gutters; neighbouring crossing things share a band."""
    across = set(map(id, crossing))
    walls = sorted(crossing, key=lambda thing: thing.bottom)
    middles = sorted((wall.top + wall.bottom) / 2 for wall in walls)
    slots: dict[int, list[Line | TableRegion]] = {}
    for thing in things:
        if id(thing) not in across:
            middle = (thing.top + thing.bottom) / 2
            slots.setdefault(bisect_left(middles, middle), []).append(thing)
    bands: list[list[Line | TableRegion]] = []
    open_wall = False
    for slot in range(len(walls) + 1):
        if slot in slots:
            bands.append(slots[slot])
            open_wall = False
        if slot < len(walls):
            if open_wall:
                bands[-1].append(walls[slot])
            else:
                bands.append([walls[slot]])
            open_wall = True
    return bands

"""Pages → lines in reading order, with running heads and feet and the ruled regions of tables set apart.

A page is read in bands: whatever crosses the gutters (a title, a full-width float) parts the bands, and within a band
the columns are read one after the other.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.lines import Glyph, Line, join_baselines, runs_of

MARGIN = 0.11
"""Running heads and feet stand within this share of the page's height from its edges."""
MIN_GUTTER = 6.0
"""Columns are at least this far apart, in points."""


@dataclass(frozen=True)
class Rule:
    """A drawn line; horizontal if its ends are at one height. In points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it lies flat."""
        return self.bottom - self.top < 2 < self.x1 - self.x0

    @property
    def vertical(self) -> bool:
        """Whether it stands upright."""
        return self.x1 - self.x0 < 2 < self.bottom - self.top


@dataclass(frozen=True)
class Page:
    """What is printed on a page, as the PDF draws it. ``number`` counts from 1."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class TableRegion:
    """The ruled region of a table: from its first rule to its last."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Column:
    """A column of a band: its lines from top to bottom, and its edges."""

    page: int
    x0: float
    x1: float
    items: tuple[Line | TableRegion, ...]


@dataclass(frozen=True)
class Layout:
    """The columns of a document in reading order, and what stands in the margins of its pages."""

    columns: tuple[Column, ...]
    margins: tuple[Line, ...] = field(default=())


CAPTION = re.compile(r"^(?:Table|TABLE|Tab\.|Figure|FIGURE|Fig\.|FIG\.)\s*[A-Z]?(?:\d+|[IVX]+)\b")
_TABLE_CAPTION = re.compile(r"^(?:Table|TABLE|Tab\.)\s*[A-Z]?(?:\d+|[IVX]+)\b")


def lay_out(pages: Sequence[Page]) -> Layout:
    """The reading order of these pages."""
    columns: list[Column] = []
    runs_by_page = [runs_of(page.number, page.glyphs) for page in pages]
    margins = _margins(pages, runs_by_page)
    for page, runs in zip(pages, runs_by_page, strict=True):
        regions = _table_regions(page, runs)
        flow = [
            run
            for run in runs
            if run not in margins[page.number] and not any(_inside(run, region) for region in regions)
        ]
        columns.extend(_columns(page, flow, regions))
    outside = tuple(line for page in pages for line in join_baselines(tuple(margins[page.number])))
    return Layout(tuple(columns), outside)


def _margins(pages: Sequence[Page], runs_by_page: Sequence[Sequence[Line]]) -> dict[int, set[Line]]:
    """Runs in the outer margins whose text, digits aside, comes back on other pages; and lone page numbers."""
    near: dict[int, list[Line]] = {}
    for page, runs in zip(pages, runs_by_page, strict=True):
        edge = MARGIN * page.height
        near[page.number] = [run for run in runs if run.bottom < edge or run.top > page.height - edge]
    seen = Counter(mask for runs in near.values() for mask in {_mask(run) for run in runs})
    wanted = max(2, min(4, len(pages) // 4))
    return {
        number: {run for run in runs if seen[_mask(run)] >= wanted or _mask(run)[0] in {"#", "page #"}}
        for number, runs in near.items()
    }


def _mask(run: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", run.text).strip().lower(), round(run.top / 8)


def _inside(run: Line, region: TableRegion) -> bool:
    middle = (run.top + run.bottom) / 2
    return region.top <= middle <= region.bottom and region.x0 - 3 <= (run.x0 + run.x1) / 2 <= region.x1 + 3


def _table_regions(page: Page, runs: Sequence[Line]) -> list[TableRegion]:
    """Ruled regions under table captions: from the first rule below the caption to the last of the same width."""
    captions = sorted((run for run in runs if _TABLE_CAPTION.match(run.text)), key=lambda run: run.top)
    flat = _merged([rule for rule in page.rules if rule.horizontal])
    regions: list[TableRegion] = []
    for caption in captions:
        below = [rule for rule in flat if rule.top > caption.top and _spans(rule, caption)]
        if not below or below[0].top - caption.bottom > 8 * caption.size:
            continue
        first = below[0]
        same = [rule for rule in below if abs(rule.x0 - first.x0) < 4 and abs(rule.x1 - first.x1) < 4]
        stop = min((other.top for other in captions if other.top > first.top and _spans(first, other)), default=1e9)
        last = max(rule.bottom for rule in same if rule.top < stop)
        if last - first.top < 8:
            continue
        box = (first.x0, first.top, first.x1, last)
        regions.append(
            TableRegion(
                page.number,
                *box,
                glyphs=tuple(glyph for glyph in page.glyphs if _glyph_inside(glyph, box)),
                rules=tuple(rule for rule in page.rules if _glyph_inside(rule, box)),
            )
        )
    return regions


def _spans(rule: Rule, run: Line) -> bool:
    return rule.x0 - 6 <= run.x0 <= rule.x1


def _glyph_inside(thing: Glyph | Rule, box: tuple[float, float, float, float]) -> bool:
    x0, top, x1, bottom = box
    middle = (thing.top + thing.bottom) / 2
    return top - 1 <= middle <= bottom + 1 and x0 - 3 <= (thing.x0 + thing.x1) / 2 <= x1 + 3


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Flat rules with pieces that touch at one height put together, from top to bottom."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.top), rule.x0)):
        before = merged[-1] if merged else None
        if before and abs(before.top - rule.top) < 1.5 and rule.x0 <= before.x1 + 2:
            merged[-1] = Rule(before.x0, before.top, max(before.x1, rule.x1), max(before.bottom, rule.bottom))
        else:
            merged.append(rule)
    return merged


def _columns(page: Page, runs: Sequence[Line], regions: Sequence[TableRegion]) -> list[Column]:
    things: list[Line | TableRegion] = [*runs, *regions]
    if not things:
        return []
    gutters = _gutters(page, runs)
    crossing = [thing for thing in things if any(thing.x0 < gutter < thing.x1 for gutter in gutters)]
    crossing += _last_lines(runs, crossing)
    found: list[Column] = []
    for band in _bands(things, crossing):
        across = band[0] in crossing
        edges = [float("-inf"), *([] if across else gutters), float("inf")]
        for left, right in itertools.pairwise(edges):
            inside = [thing for thing in band if left <= (thing.x0 + thing.x1) / 2 < right]
            if inside:
                found.append(_column(page, inside))
    return _put_together(found)


def _last_lines(runs: Sequence[Line], crossing: Sequence[Line | TableRegion]) -> list[Line]:
    """Short last lines of full-width paragraphs: right under a crossing line, with nothing beside them."""
    walls = [wall for wall in crossing if isinstance(wall, Line)]
    known = set(map(id, crossing))
    found: list[Line] = []
    for run in runs:
        if id(run) in known:
            continue
        under = any(
            abs(wall.x0 - run.x0) < 2
            and abs(wall.size - run.size) < 0.3
            and -1 < run.top - wall.bottom < 0.6 * run.size
            for wall in walls
        )
        if under and not any(
            other is not run and other.x0 > run.x1 and min(other.bottom, run.bottom) > max(other.top, run.top)
            for other in runs
        ):
            found.append(run)
    return found


def _column(page: Page, things: Sequence[Line | TableRegion]) -> Column:
    lines = join_baselines([thing for thing in things if isinstance(thing, Line)])
    tables = [thing for thing in things if isinstance(thing, TableRegion)]
    both: list[Line | TableRegion] = [*lines, *tables]
    items = tuple(sorted(both, key=lambda item: item.bottom))
    return Column(page.number, min(item.x0 for item in items), max(item.x1 for item in items), items)


def _put_together(columns: Sequence[Column]) -> list[Column]:
    """Bands that follow one another and are both one full-width column become one column."""
    joined: list[Column] = []
    for column in columns:
        before = joined[-1] if joined else None
        overlap = min(before.x1, column.x1) - max(before.x0, column.x0) if before else 0.0
        follows = before is not None and before.items[-1].bottom <= column.items[0].bottom
        if before and follows and overlap > 0.8 * max(before.x1 - before.x0, column.x1 - column.x0):
            joined[-1] = Column(
                column.page, min(before.x0, column.x0), max(before.x1, column.x1), (*before.items, *column.items)
            )
        else:
            joined.append(column)
    return joined


def _bands(
    things: Sequence[Line | TableRegion], crossing: Sequence[Line | TableRegion]
) -> list[list[Line | TableRegion]]:
    """Things parted into bands by what crosses the gutters; neighbouring crossing things share a band."""
    across = set(map(id, crossing))
    walls = sorted(crossing, key=lambda thing: thing.bottom)
    tops = [(wall.top + wall.bottom) / 2 for wall in walls]
    slots: dict[int, list[Line | TableRegion]] = {}
    for thing in things:
        if id(thing) not in across:
            middle = (thing.top + thing.bottom) / 2
            slots.setdefault(sum(top < middle for top in tops), []).append(thing)
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


def _gutters(page: Page, runs: Sequence[Line]) -> list[float]:
    """Where columns part: strips that next to no narrow run crosses, with at least three lines to either side.

    A few may cross (a short keyword line under a full-width abstract): they are read as full-width.
    """
    narrow = [run for run in runs if run.x1 - run.x0 < 0.55 * page.width]
    if len(narrow) < 8:
        return []
    allowed = max(2, len(narrow) // 20)
    steps = sorted([(run.x0, 1) for run in narrow] + [(run.x1, -1) for run in narrow])
    gutters: list[float] = []
    covered, opened = 0, None
    for x, step in steps:
        covered += step
        if covered <= allowed and opened is None:
            opened = x
        elif covered > allowed and opened is not None:
            if _parts(page, narrow, opened, x):
                gutters.append((opened + x) / 2)
            opened = None
    return gutters


def _parts(page: Page, narrow: Sequence[Line], x0: float, x1: float) -> bool:
    if x1 - x0 < MIN_GUTTER or not page.width * 0.2 < (x0 + x1) / 2 < page.width * 0.8:
        return False
    return sum(run.x1 <= x0 + 2 for run in narrow) >= 3 and sum(run.x0 >= x1 - 2 for run in narrow) >= 3

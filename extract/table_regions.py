"""What is printed on a page, and the ruled regions of tables on it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import Glyph, Line

CAPTION = re.compile(r"^(?:Table|TABLE|Tab\.|Figure|FIGURE|Fig\.|FIG\.)\s*[A-Z]?(?:\d+|[IVX]+)\b")
"""How the caption of a table or figure begins."""
_TABLE_CAPTION = re.compile(r"^(?:Table|TABLE|Tab\.)\s*[A-Z]?(?:\d+|[IVX]+)\b")
_MOST_TABLES = 50
"""So many captions of tables are looked at on one page."""


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
    """What is printed on a page, as the PDF draws it. ``number`` counts from 1.

    Text that runs up or down a page is a page of its own with the same number, turned so that it lies flat.
    ``aside`` says that it is no more than labels at the side of other text.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: tuple[Rule, ...] = ()
    aside: bool = False


@dataclass(frozen=True)
class TableRegion:
    """The ruled region of a table: from its first rule to its last."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    glyphs: Sequence[Glyph]
    rules: tuple[Rule, ...]


def find_table_regions(page: Page, runs: Sequence[Line]) -> list[TableRegion]:
    """Ruled regions under table captions: from the first rule below the caption to the last of the same width."""
    captions = sorted((run for run in runs if _TABLE_CAPTION.match(run.text)), key=lambda run: run.top)
    flat = _merged([rule for rule in page.rules if rule.horizontal])
    regions: list[TableRegion] = []
    for caption in captions[:_MOST_TABLES]:
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
                glyphs=tuple(glyph for glyph in page.glyphs if _inside(glyph, box)),
                rules=tuple(rule for rule in page.rules if _inside(rule, box)),
            )
        )
    return regions


def _spans(rule: Rule, run: Line) -> bool:
    return rule.x0 - 6 <= run.x0 <= rule.x1


def _inside(thing: Glyph | Rule, box: tuple[float, float, float, float]) -> bool:
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

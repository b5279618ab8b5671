"""Pages → columns of lines in reading order, with running heads and feet and the ruled regions of tables set apart."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.columns import Column, Gutters, columns_of
from extract.glyphs import PackedGlyphs
from extract.lines import Line, join_baselines, runs_of
from extract.list_labels import labels_among
from extract.page_failures import PageFailures
from extract.table_finder import find_table_regions, has_table_caption
from extract.table_regions import TABLE_CAPTION, Page, Rule, TableRegion

_HEAD = 6.0
"""The rules of a table are at least so many points apart; a double line at the head of a page is not."""
_MOST_RULES = 500
MARGIN = 0.11
"""Running heads and feet stand within this share of the page's height from its edges."""
OPEN_PAGES = 60
"""The pages of documents that have fewer are kept as they are, in some 70 MB: only a book is slowed down by packing."""


_EMPTY = Page(0, 0.0, 0.0, ())


@dataclass(frozen=True)
class Layout:
    """The columns of a document in reading order, and what stands in the margins of its pages."""

    columns: tuple[Column, ...]
    margins: tuple[Line, ...] = field(default=())


@dataclass
class _Read:
    """A page that waits until all are read: what stands in its outer margins is told by the others."""

    page: Page
    runs: list[Line]
    near: frozenset[tuple[str, int]]
    """The runs in its outer margins, digits aside."""
    rules: frozenset[tuple[int, int, int]]
    """The rules there."""
    lone_rules: frozenset[tuple[int, int, int]]
    """Those of them that are the only ones of their width on the page: the rules of a table never are."""
    captioned: bool
    """Whether the caption of a table is on it."""
    packed: tuple[Page, PackedGlyphs, "array[float]"] | None = None

    def pack(self) -> None:
        """Keep the page in less room; its runs are made again when it is asked for."""
        if self.packed is None:
            edges = (edge for rule in self.page.rules for edge in (rule.x0, rule.top, rule.x1, rule.bottom))
            self.packed = replace(self.page, glyphs=(), rules=()), PackedGlyphs(self.page.glyphs), array("d", edges)
            self.page, self.runs = _EMPTY, []

    def unpacked(self) -> tuple[Page, list[Line]]:
        """The page as it was read, and its runs."""
        if self.packed is None:
            return self.page, self.runs
        page, packed, edges = self.packed
        self.packed = None
        glyphs = tuple(packed)
        rules = tuple(Rule(*edges[at : at + 4]) for at in range(0, len(edges), 4))
        return replace(page, glyphs=glyphs, rules=rules), runs_of(page.number, glyphs)


def lay_out(pages: Iterable[Page], failures: PageFailures) -> Layout:
    """The reading order of these pages; a page that has none is recorded and left out.

    The pages and lines of a document of ``OPEN_PAGES`` or more are kept packed.
    """
    read: list[_Read] = []
    for page in pages:
        with failures.on(page.number):
            read.append(_read(page))
        if len(read) == OPEN_PAGES:
            for each in read:
                each.pack()
        elif len(read) > OPEN_PAGES:
            read[-1].pack()
    texts = Counter(mask for each in read for mask in each.near)
    repeated = max(2, min(4, len({each.page.number for each in read}) // 4))
    rules = Counter(mask for each in read for mask in each.rules)
    alone = {mask for each in read for mask in each.lone_rules}
    running = {mask for mask, count in rules.items() if count > max(2, len(read) / 2) and mask in alone}
    captioned = any(each.captioned for each in read)
    columns: list[Column] = []
    gutters = Gutters()
    margins: list[Line] = []
    for each in read:
        page, runs = each.unpacked()
        margin = _margin(page, runs, texts, repeated)
        if not page.aside:
            with failures.on(page.number):
                inside = tuple(rule for rule in page.rules if _rule_mask(rule) not in running)
                found = _columns_of_page(replace(page, rules=inside), runs, margin, gutters, captioned)
                columns.extend(found if len(read) < OPEN_PAGES else map(_packed, found))
                margin = _outside_tables(margin, found)
        lines = join_baselines(margin)
        margins.extend(lines if len(read) < OPEN_PAGES else [line.packed() for line in lines])
        each.page, each.runs = _EMPTY, []
    return Layout(tuple(columns), tuple(margins))


def _read(page: Page) -> _Read:
    runs = runs_of(page.number, page.glyphs)
    edge = MARGIN * page.height
    flat = [rule for rule in page.rules if rule.horizontal][:_MOST_RULES]
    outer = [rule for rule in flat if not edge < rule.top < page.height - edge]
    near = frozenset(_mask(run) for run in runs if _is_outer(page, run))
    lone = (rule for rule in outer if not _has_fellow(rule, flat))
    rules, lone_rules = frozenset(map(_rule_mask, outer)), frozenset(map(_rule_mask, lone))
    return _Read(page, runs, near, rules, lone_rules, has_table_caption(runs))


def _has_fellow(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether another rule of the page is as wide and stands above or below it: they may be of one table."""
    return any(
        abs(other.top - rule.top) > _HEAD and abs(other.x0 - rule.x0) < 1 and abs(other.x1 - rule.x1) < 1
        for other in rules
    )


def _packed(column: Column) -> Column:
    items = (
        item.packed() if isinstance(item, Line) else replace(item, glyphs=PackedGlyphs(item.glyphs))
        for item in column.items
    )
    return replace(column, items=tuple(items))


def _columns_of_page(
    page: Page, runs: Sequence[Line], margin: Sequence[Line], gutters: Gutters, captioned: bool
) -> list[Column]:
    outside = set(map(id, margin))
    inside = [run for run in runs if id(run) not in outside]
    regions = find_table_regions(page, inside, captioned=captioned)
    flow = [run for run in runs if id(run) not in outside and not any(_inside(run, region) for region in regions)]
    return columns_of(page, flow, regions, gutters)


def _outside_tables(margin: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """What stands in the margins of a page, without what is read as part of a table that reaches into them."""
    regions = [item for column in columns for item in column.items if isinstance(item, TableRegion)]
    return [run for run in margin if not any(_inside(run, region) for region in regions)]


def _is_outer(page: Page, run: Line) -> bool:
    edge = MARGIN * page.height
    return run.bottom < edge or run.top > page.height - edge


def _margin(page: Page, runs: list[Line], texts: Counter[tuple[str, int]], repeated: int) -> list[Line]:
    """The runs in the outer margins whose text, digits aside, comes back on other pages; lone page numbers.

    The caption of a table is none of them, whatever page it heads. What stands at the side of other text is all margin.
    """
    if page.aside:
        return runs
    labels = labels_among(runs)
    outer = ((run, _mask(run)) for run in runs if _is_outer(page, run) and id(run) not in labels)
    repeats = (run for run, mask in outer if texts[mask] >= repeated or mask[0] in {"#", "page #"})
    return [run for run in repeats if not TABLE_CAPTION.match(run.text)]


def _rule_mask(rule: Rule) -> tuple[int, int, int]:
    return round(rule.x0), round(rule.top), round(rule.x1)


def _mask(run: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", run.text).strip().lower(), round(run.top / 8)


def _inside(run: Line, region: TableRegion) -> bool:
    middle = (run.top + run.bottom) / 2
    return region.top <= middle <= region.bottom and region.x0 - 3 <= (run.x0 + run.x1) / 2 <= region.x1 + 3

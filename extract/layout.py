"""Pages → columns of lines in reading order, with running heads and feet and the ruled regions of tables set apart."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.columns import Column, Gutters, columns_of
from extract.glyphs import PackedGlyphs
from extract.lines import Line, join_baselines, runs_of
from extract.list_labels import labels_among
from extract.page_failures import PageFailures
from extract.table_regions import Page, Rule, TableRegion, find_table_regions

MARGIN = 0.11
"""Running heads and feet stand within this share of the page's height from its edges."""
OPEN_PAGES = 60
"""So many pages are kept as they are, some 70 MB: an article is not slowed down for what a book needs."""


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
    runs: list[Line] | None
    """None where there is no room to keep them: they are made again."""
    near: frozenset[tuple[str, int]]
    """The runs in its outer margins, digits aside."""
    rules: frozenset[tuple[int, int, int]]


def lay_out(pages: Iterable[Page], failures: PageFailures) -> Layout:
    """The reading order of these pages; a page that has none is recorded and left out.

    Pages after the first ``OPEN_PAGES``, and the lines of a document that has more, are kept packed.
    """
    read: list[_Read] = []
    for page in pages:
        with failures.on(page.number):
            read.append(_read(page, keep=len(read) < OPEN_PAGES))
    texts = Counter(mask for each in read for mask in each.near)
    repeated = max(2, min(4, len({each.page.number for each in read}) // 4))
    rules = Counter(mask for each in read for mask in each.rules)
    running = {mask for mask, count in rules.items() if count > max(2, len(read) / 2)}
    columns: list[Column] = []
    gutters = Gutters()
    margins: list[Line] = []
    for each in read:
        page = each.page
        runs = runs_of(page.number, page.glyphs) if each.runs is None else each.runs
        margin = _margin(page, runs, texts, repeated)
        margins.extend(join_baselines(margin))
        if not page.aside:
            with failures.on(page.number):
                inside = tuple(rule for rule in page.rules if _rule_mask(rule) not in running)
                page = replace(page, glyphs=tuple(page.glyphs), rules=inside)
                found = _columns_of_page(page, runs, margin, gutters)
                columns.extend(found if len(read) <= OPEN_PAGES else map(_packed, found))
        each.page, each.runs = _EMPTY, None
    return Layout(tuple(columns), tuple(margins))


def _read(page: Page, *, keep: bool) -> _Read:
    runs = runs_of(page.number, page.glyphs)
    edge = MARGIN * page.height
    rules = (rule for rule in page.rules if rule.horizontal and not edge < rule.top < page.height - edge)
    near = frozenset(_mask(run) for run in runs if _is_outer(page, run))
    kept = page if keep else replace(page, glyphs=PackedGlyphs(page.glyphs))
    return _Read(kept, runs if keep else None, near, frozenset(map(_rule_mask, rules)))


def _packed(column: Column) -> Column:
    items = (
        item.packed() if isinstance(item, Line) else replace(item, glyphs=PackedGlyphs(item.glyphs))
        for item in column.items
    )
    return replace(column, items=tuple(items))


def _columns_of_page(page: Page, runs: Sequence[Line], margin: Sequence[Line], gutters: Gutters) -> list[Column]:
    regions = find_table_regions(page, runs)
    outside = set(map(id, margin))
    flow = [run for run in runs if id(run) not in outside and not any(_inside(run, region) for region in regions)]
    return columns_of(page, flow, regions, gutters)


def _is_outer(page: Page, run: Line) -> bool:
    edge = MARGIN * page.height
    return run.bottom < edge or run.top > page.height - edge


def _margin(page: Page, runs: list[Line], texts: Counter[tuple[str, int]], repeated: int) -> list[Line]:
    """The runs in the outer margins whose text, digits aside, comes back on other pages; lone page numbers.

    What stands at the side of other text is all margin.
    """
    if page.aside:
        return runs
    labels = labels_among(runs)
    outer = ((run, _mask(run)) for run in runs if _is_outer(page, run) and id(run) not in labels)
    return [run for run, mask in outer if texts[mask] >= repeated or mask[0] in {"#", "page #"}]


def _rule_mask(rule: Rule) -> tuple[int, int, int]:
    return round(rule.x0), round(rule.top), round(rule.x1)


def _mask(run: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", run.text).strip().lower(), round(run.top / 8)


def _inside(run: Line, region: TableRegion) -> bool:
    middle = (run.top + run.bottom) / 2
    return region.top <= middle <= region.bottom and region.x0 - 3 <= (run.x0 + run.x1) / 2 <= region.x1 + 3

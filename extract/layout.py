"""Pages → columns of lines in reading order, with running heads and feet and the ruled regions of tables set apart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.columns import Column, columns_of
from extract.lines import Line, join_baselines, runs_of
from extract.page_failures import PageFailures
from extract.table_finder import find_table_regions, has_table_caption
from extract.table_regions import TABLE_CAPTION, Page, TableRegion

MARGIN = 0.11
"""Running heads and feet stand within this share of the page's height from its edges."""


@dataclass(frozen=True)
class Layout:
    """The columns of a document in reading order, and what stands in the margins of its pages."""

    columns: tuple[Column, ...]
    margins: tuple[Line, ...] = field(default=())


def lay_out(pages: Sequence[Page], failures: PageFailures) -> Layout:
    """The reading order of these pages; a page that has none is recorded and left out."""
    read: list[tuple[Page, list[Line]]] = []
    for page in pages:
        with failures.on(page.number):
            read.append((page, runs_of(page.number, page.glyphs)))
    margins = _margins(read)
    captioned = any(has_table_caption(runs) for _, runs in read)
    columns: list[Column] = []
    for (page, runs), margin in zip(read, margins, strict=True):
        if not page.aside:
            with failures.on(page.number):
                found = _columns_of_page(page, runs, margin, captioned)
                columns.extend(found)
                margin[:] = _outside_tables(margin, found)
    return Layout(tuple(columns), tuple(line for margin in margins for line in join_baselines(margin)))


def _columns_of_page(page: Page, runs: Sequence[Line], margin: Sequence[Line], captioned: bool) -> list[Column]:
    outside = set(map(id, margin))
    inside = [run for run in runs if id(run) not in outside or TABLE_CAPTION.match(run.text)]
    regions = find_table_regions(page, inside, captioned=captioned)
    flow = [run for run in runs if id(run) not in outside and not any(_inside(run, region) for region in regions)]
    return columns_of(page, flow, regions)


def _outside_tables(margin: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """What stands in the margins of a page, without what is read as part of a table that reaches into them."""
    regions = [item for column in columns for item in column.items if isinstance(item, TableRegion)]
    return [run for run in margin if not any(_inside(run, region) for region in regions)]


def _margins(read: Sequence[tuple[Page, list[Line]]]) -> list[list[Line]]:
    """For each page the runs in its outer margins whose text, digits aside, comes back on others; lone page numbers.

    What stands at the side of other text is all margin.
    """
    near: list[list[tuple[Line, tuple[str, int]]]] = []
    for page, runs in read:
        edge = MARGIN * page.height
        outer = (run for run in runs if run.bottom < edge or run.top > page.height - edge)
        near.append([(run, _mask(run)) for run in outer])
    seen = Counter(mask for masked in near for mask in {mask for _, mask in masked})
    wanted = max(2, min(4, len({page.number for page, _ in read}) // 4))
    return [
        list(runs)
        if page.aside
        else [run for run, mask in masked if seen[mask] >= wanted or mask[0] in {"#", "page #"}]
        for (page, runs), masked in zip(read, near, strict=True)
    ]


def _mask(run: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", run.text).strip().lower(), round(run.top / 8)


def _inside(run: Line, region: TableRegion) -> bool:
    middle = (run.top + run.bottom) / 2
    return region.top <= middle <= region.bottom and region.x0 - 3 <= (run.x0 + run.x1) / 2 <= region.x1 + 3

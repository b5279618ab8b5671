"""Pages → columns of lines in reading order, with running heads and feet and the ruled regions of tables set apart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.columns import Column, columns_of
from extract.lines import Line, join_baselines, runs_of
from extract.page_failures import PageFailures
from extract.table_regions import Page, TableRegion, find_table_regions

MARGIN = 0.11
"""Running heads and feet stand within this share of the page's height from its edges."""


@dataclass(frozen=True)
class Layout:
    """The columns of a document in reading order, and what stands in the margins of its pages."""

    columns: tuple[Column, ...]
    margins: tuple[Line, ...] = field(default=())


def lay_out(pages: Sequence[Page], failures: PageFailures) -> Layout:
    """The reading order of these pages; a page that has none is recorded and left out."""
    runs_by_page: dict[int, list[Line]] = {}
    for page in pages:
        with failures.on(page.number):
            runs_by_page[page.number] = runs_of(page.number, page.glyphs)
    pages = [page for page in pages if page.number in runs_by_page]
    margins = _margins(pages, runs_by_page)
    columns: list[Column] = []
    for page in pages:
        with failures.on(page.number):
            columns.extend(_columns_of_page(page, runs_by_page[page.number], margins[page.number]))
    outside = tuple(line for page in pages for line in join_baselines(margins[page.number]))
    return Layout(tuple(columns), outside)


def _columns_of_page(page: Page, runs: Sequence[Line], margin: Sequence[Line]) -> list[Column]:
    regions = find_table_regions(page, runs)
    outside = set(map(id, margin))
    flow = [run for run in runs if id(run) not in outside and not any(_inside(run, region) for region in regions)]
    return columns_of(page, flow, regions)


def _margins(pages: Sequence[Page], runs_by_page: dict[int, list[Line]]) -> dict[int, list[Line]]:
    """Runs in the outer margins whose text, digits aside, comes back on other pages; and lone page numbers."""
    near: dict[int, list[tuple[Line, tuple[str, int]]]] = {}
    for page in pages:
        edge = MARGIN * page.height
        outer = (run for run in runs_by_page[page.number] if run.bottom < edge or run.top > page.height - edge)
        near[page.number] = [(run, _mask(run)) for run in outer]
    seen = Counter(mask for runs in near.values() for mask in {mask for _, mask in runs})
    wanted = max(2, min(4, len(pages) // 4))
    return {
        number: [run for run, mask in runs if seen[mask] >= wanted or mask[0] in {"#", "page #"}]
        for number, runs in near.items()
    }


def _mask(run: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", run.text).strip().lower(), round(run.top / 8)


def _inside(run: Line, region: TableRegion) -> bool:
    middle = (run.top + run.bottom) / 2
    return region.top <= middle <= region.bottom and region.x0 - 3 <= (run.x0 + run.x1) / 2 <= region.x1 + 3

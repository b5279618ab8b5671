"""Gold tables: of the publisher's JATS XML, and of the ICDAR-2013 competition."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from table_scores import Cell, Grid

_WIDEST = 1_000


def jats_tables(path: Path) -> tuple[list[Grid], int]:
    """The tables of an article, and how many of its tables are only images."""
    parser = etree.XMLParser(load_dtd=False, no_network=True, huge_tree=True)
    root = etree.parse(str(path), parser).getroot()
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rsplit("}", 1)[1]
    tables: list[Grid] = []
    images = 0
    for wrap in root.iter("table-wrap"):
        found = [table for table in wrap.iter("table") if len(table)]
        label = wrap.find("label")
        name = "".join(label.itertext()).strip() if label is not None else ""
        images += not found
        tables += [grid for table in found if (grid := _jats_grid(table, name)).cells]
    return tables, images


def _jats_grid(table: "etree._Element", label: str) -> Grid:
    """The cells of a table; rows and columns without any text are left out, as a page does not show them."""
    cells: list[Cell] = []
    rows = [
        *table.iterfind("thead/tr"),
        *table.iterfind("tbody/tr"),
        *table.iterfind("tr"),
        *table.iterfind("tfoot/tr"),
    ]
    header = len(table.findall("thead/tr"))
    covered: dict[tuple[int, int], bool] = {}
    for row, element in enumerate(rows):
        column = 0
        for cell in element.iterchildren("td", "th"):
            while (row, column) in covered:
                column += 1
            down = min(int(cell.get("rowspan") or 1), len(rows) - row)
            across = min(int(cell.get("colspan") or 1), _WIDEST)
            covered.update(((row + y, column + x), True) for y in range(down) for x in range(across))
            cells.append(Cell(row, column, _text(cell), down, across))
            column += across
    return _without_blank(cells, header, label)


def _text(cell: "etree._Element") -> str:
    parts: list[str] = []

    def add(element: "etree._Element") -> None:
        if element.tag in ("break", "p", "list-item"):
            parts.append(" ")
        parts.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and child.tag not in ("tex-math", "annotation"):
                add(child)
            parts.append(child.tail or "")
        parts.append(" " if element.tag in ("p", "list-item") else "")

    add(cell)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _without_blank(cells: list[Cell], header: int, label: str) -> Grid:
    """The table without its rows and columns that hold no text (those that publishers add as spacing)."""
    rows = sorted({cell.row for cell in cells if cell.text})
    columns = sorted({cell.column for cell in cells if cell.text})
    kept = []
    for cell in cells:
        down = sum(cell.row <= row < cell.row + cell.row_span for row in rows)
        across = sum(cell.column <= column < cell.column + cell.column_span for column in columns)
        if down and across:
            at = sum(row < cell.row for row in rows), sum(column < cell.column for column in columns)
            kept.append(Cell(*at, cell.text, down, across))
    return Grid(tuple(kept), label=label, header_rows=sum(row < header for row in rows))


def icdar_tables(structure: Path) -> list[Grid]:
    """The tables of a document of ICDAR-2013; regions of one table are put together as their file says."""
    root = etree.parse(str(structure)).getroot()
    return [_icdar_grid(table) for table in root.iter("table")]


def _icdar_grid(table: "etree._Element") -> Grid:
    cells: list[Cell] = []
    page = 0
    below = 0
    for region in table.iter("region"):
        page = page or int(region.get("page") or 1)
        shift = int(region.get("row-increment") or 0)
        aside = int(region.get("col-increment") or 0)
        for cell in region.iter("cell"):
            row, column = int(cell.get("start-row") or 0), int(cell.get("start-col") or 0)
            down = int(cell.get("end-row") or row) - row + 1
            across = int(cell.get("end-col") or column) - column + 1
            content = cell.find("content")
            text = (content.text or "") if content is not None else ""
            cells.append(Cell(row + (shift or below), column + aside, " ".join(text.split()), down, across))
        if not shift:
            below = max((cell.row + cell.row_span for cell in cells), default=0)
    kept = _without_blank(list(_filled(cells)), 0, "").cells
    return Grid(kept, page=page, header_rows=0)


def _filled(cells: list[Cell]) -> Iterator[Cell]:
    """The cells, and a blank one at each place that the ground truth leaves out."""
    covered = {
        (cell.row + down, cell.column + across)
        for cell in cells
        for down in range(cell.row_span)
        for across in range(cell.column_span)
    }
    yield from cells
    rows = range(max((row for row, _ in covered), default=-1) + 1)
    columns = range(max((column for _, column in covered), default=-1) + 1)
    yield from (Cell(row, column, "") for row in rows for column in columns if (row, column) not in covered)

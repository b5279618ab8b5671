"""The rows and cells of a JATS table: where each cell stands once spans are counted, as in HTML."""

from collections.abc import Iterator

from lxml import etree

from extract.formats.jats_grid import MAX_COLUMNS, MAX_FILLED, Placed, PlacedCell, whole_number
from extract.formats.jats_oasis import is_oasis, placed_entries


def tables_in(wrap: "etree._Element") -> "Iterator[etree._Element]":
    """The tables of a table-wrap, those inside cells left out; one where there are several forms of it."""
    for child in wrap.iterchildren("table", "alternatives"):
        if child.tag == "table":
            yield child
        else:
            yield from list(child.iterchildren("table"))[:1]


def placed(table: "etree._Element") -> Placed:
    """Where the cells of a table stand. Header rows are its head, or without one the leading rows of ``th`` only."""
    if is_oasis(table):
        return placed_entries(table)
    groups = list(_groups(table))
    cells: list[PlacedCell] = []
    row = filled = 0
    for _, rows in groups:
        covered: dict[int, int] = {}
        for index, element in enumerate(rows):
            left = len(rows) - index if filled < MAX_FILLED else 1
            first = len(cells)
            cells.extend(_row(element, row, left, covered))
            filled += sum(cell.row_span - 1 for cell in cells[first:])
            covered = {column: down - 1 for column, down in covered.items() if down > 1}
            row += 1
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    return Placed(tuple(cells), row, width, _header_rows(groups))


def _groups(table: "etree._Element") -> "Iterator[tuple[str, list[etree._Element]]]":
    """Head, bodies, foot: in the order in which they are printed."""
    order = {"thead": 0, "tfoot": 2}
    parts = sorted(table.iterchildren("thead", "tbody", "tfoot", "tr"), key=lambda part: order.get(str(part.tag), 1))
    loose: list[etree._Element] = []
    for part in parts:
        if part.tag == "tr":
            loose.append(part)
        else:
            yield str(part.tag), list(part.iterchildren("tr"))
    if loose:
        yield "tbody", loose


def _row(element: "etree._Element", row: int, rows_left: int, covered: dict[int, int]) -> Iterator[PlacedCell]:
    """The cells of a row, in the columns that no cell from above covers; notes in ``covered`` what they cover."""
    column = 0
    for cell in element.iterchildren("td", "th"):
        while column in covered:
            column += 1
        if column >= MAX_COLUMNS:
            return
        down = whole_number(cell.get("rowspan"))
        row_span = min(down, rows_left) if down else rows_left
        column_span = min(whole_number(cell.get("colspan")) or 1, MAX_COLUMNS - column)
        taken = next((at for at in range(column, column + column_span) if at in covered), column + column_span)
        column_span = taken - column  # no field of the grid is covered twice
        yield PlacedCell(cell, row, column, row_span, column_span)
        covered.update((at, row_span) for at in range(column, column + column_span))
        column += column_span


def _header_rows(groups: "list[tuple[str, list[etree._Element]]]") -> int:
    head = sum(len(rows) for name, rows in groups if name == "thead")
    if head:
        return head
    count = 0
    for _, rows in groups:
        for row in rows:
            if len(row) == 0 or any(cell.tag != "th" for cell in row.iterchildren(etree.Element)):
                return count
            count += 1
    return count

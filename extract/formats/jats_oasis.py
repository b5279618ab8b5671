"""The rows and cells of an OASIS (CALS) table in JATS: columns by name, spans by their first and last column."""

from collections.abc import Iterator

from lxml import etree

from extract.formats.jats_grid import MAX_COLUMNS, MAX_FILLED, Placed, PlacedCell, whole_number


def is_oasis(table: "etree._Element") -> bool:
    """Whether a table is written in groups of columns and rows of entries."""
    return table.find("tgroup") is not None


def placed_entries(table: "etree._Element") -> Placed:
    """Where the entries of a table stand; its groups lie one under another, the heads of the first are its head."""
    cells: list[PlacedCell] = []
    row = header = filled = 0
    for number, group in enumerate(table.iterchildren("tgroup")):
        columns = _columns(group)
        for part in sorted(group.iterchildren("thead", "tbody", "tfoot"), key=lambda part: _ORDER[str(part.tag)]):
            rows = list(part.iterchildren("row"))
            covered: dict[int, int] = {}
            names = {**columns, **_columns(part)}
            for index, element in enumerate(rows):
                left = len(rows) - index if filled < MAX_FILLED else 1
                first = len(cells)
                cells.extend(_row(element, row, left, covered, names))
                filled += sum(cell.row_span - 1 for cell in cells[first:])
                covered = {column: down - 1 for column, down in covered.items() if down > 1}
                row += 1
            header += len(rows) if part.tag == "thead" and number == 0 else 0
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    return Placed(tuple(cells), row, width, header)


_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


def _columns(group: "etree._Element") -> dict[str, tuple[int, int]]:
    """The first and last column, from 0, of every name that a group gives to a column or a span of them."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for spec in group.iterchildren("colspec"):
        at = whole_number(spec.get("colnum")) - 1 if spec.get("colnum") else at
        at = min(max(at, 0), MAX_COLUMNS - 1)
        if spec.get("colname"):
            found[spec.get("colname", "")] = (at, at)
        at += 1
    for spec in group.iterchildren("spanspec"):
        first, last = found.get(spec.get("namest", "")), found.get(spec.get("nameend", ""))
        if first and last and spec.get("spanname") and first[0] <= last[1]:
            found[spec.get("spanname", "")] = (first[0], last[1])
    return found


def _more(entry: "etree._Element") -> int:
    """How many rows more an entry covers: none where what is written is no number."""
    written = (entry.get("morerows") or "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _row(
    element: "etree._Element",
    row: int,
    rows_left: int,
    covered: dict[int, int],
    names: dict[str, tuple[int, int]],
) -> Iterator[PlacedCell]:
    """The entries of a row; an entry that names no column stands in the next one that no entry from above covers."""
    column = 0
    for entry in element.iterchildren("entry", "entrytbl"):
        named = names.get(entry.get("spanname") or entry.get("namest") or entry.get("colname") or "")
        if named and named[0] >= column:
            column = named[0]
        while column in covered:
            column += 1
        if column >= MAX_COLUMNS:
            return
        end = names.get(entry.get("nameend") or "", named) if named else None
        last = max(column, end[1]) if end else column
        taken = next((at for at in range(column, last + 1) if at in covered), last + 1)
        row_span = min(_more(entry) + 1, rows_left)
        yield PlacedCell(entry, row, column, row_span, taken - column)
        covered.update((at, row_span) for at in range(column, taken))
        column = taken

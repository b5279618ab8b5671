"""The floats of a JATS article, laid out behind its flow: captions, tables cell by cell, notes."""

from dataclasses import replace

from lxml import etree

from extract.document import Block, PrintedCell, PrintedTable, Span
from extract.formats.jats_grid import Placed
from extract.formats.jats_tables import placed, tables_in
from extract.formats.jats_text import BOX, FLOATS, NOT_PRINTED, JatsText

_HEADS = frozenset({"label", "caption"})


def lay_out_floats(made: JatsText) -> None:
    """Lay out the floats that wait; those met on the way (a note in a caption) come last."""
    for element in made.floats:  # grows while it is read
        _float(made, element)
    made.floats.clear()


def _float(made: JatsText, element: "etree._Element") -> None:
    if element.tag == "fn":
        _notes(made, element)
        return
    caption = _caption(made, element)
    grids = {table: placed(table) for table in tables_in(element)}
    tables = [table for table, grid in grids.items() if grid.cells]
    drawn = [_table(made, grids[table]) for table in tables]
    notes: list[Span] = []
    for child in element.iterchildren(etree.Element):
        if child.tag in FLOATS or child.tag == BOX:
            _float(made, child)
        elif child.tag not in _HEADS and child.tag not in NOT_PRINTED and not _is_drawn(child, tables):
            notes.extend(_notes(made, child))
    made.tables.extend(replace(table, caption=caption, notes=tuple(notes)) for table in drawn)


def _is_drawn(child: "etree._Element", tables: "list[etree._Element]") -> bool:
    return child in tables or any(table.getparent() is child for table in tables)


def _caption(made: JatsText, element: "etree._Element") -> Span | None:
    """Label and caption, on one line. The title is one block and each paragraph another: they are other sentences."""
    parts = [*element.iterchildren("label")]
    for caption in element.iterchildren("caption"):
        parts.extend(caption.iterchildren(etree.Element))
    first = start = made.begin()
    for part in parts:
        made.add_element(part)
        span = made.since(start)
        if span.start < span.end and (part.tag != "label" or part is parts[-1]):
            made.blocks.append(Block("caption", span))
            start = span.end
    whole = made.since(first)
    made.end_line("\n\n" if whole.start < whole.end else "")
    return whole if whole.start < whole.end else None


def _notes(made: JatsText, element: "etree._Element") -> list[Span]:
    """Each note of a list of them, or what stands with a float in any other way."""
    if element.tag in ("table-wrap-foot", "fn-group"):
        return [span for child in element.iterchildren(etree.Element) for span in _notes(made, child)]
    start = made.begin()
    made.add_content(element)
    span = made.end("table" if element.tag == "table" else "notes", start)
    return [span] if span else []


def _table(made: JatsText, grid: Placed) -> PrintedTable:
    """The cells row by row with tabs between; caption and notes are added by the caller."""
    start = made.begin()
    cells: list[PrintedCell] = []
    row = 0
    for cell in grid.cells:
        if cell.row != row:
            made.end_line("\n")
            row = cell.row
        begin = len(made.characters)
        made.add_content(cell.element)
        span = made.mark(cell.element, begin)
        printed = span if span.start < span.end else None
        cells.append(PrintedCell(cell.row, cell.column, printed, cell.row_span, cell.column_span))
        made.end_line("\t")
    made.blocks.append(Block("table", Span(start, len(made.characters))))
    made.end_line("\n\n")
    return PrintedTable(None, (), tuple(cells), grid.n_rows, grid.n_columns, grid.header_rows, spans_known=True)

"""Printed tables → rows of the dataset: label, caption, notes, cells; merged labels filled down with their source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from curated.provenance import Method
from curated.schema import Cell, OtherSpan, Table
from extract.cell_marks import marked
from extract.column_kinds import kinds_of
from extract.document import Document, PrintedCell, PrintedTable, Span
from extract.table_regions import TABLE_CAPTION

FILLED_DOWN = Method(name="filled-down", version="1")


@dataclass(frozen=True)
class BodyRow:
    """A row of a table's body: its number, where its own cells stand, and the cells by header."""

    row: int
    span: Span
    cells: tuple[tuple[str, Cell], ...]
    kinds: tuple[str, ...] = ()
    """What each column of the table holds."""


@dataclass(frozen=True)
class ReadTable:
    """A table of a document: its row, its cells, and its body rows."""

    row: Table
    cells: tuple[Cell, ...]
    body: tuple[BodyRow, ...]


def read_tables(document: Document) -> tuple[ReadTable, ...]:
    """The tables of a document, in order."""
    return tuple(_read(document, table, number) for number, table in enumerate(document.tables, start=1))


def _read(document: Document, printed: PrintedTable, number: int) -> ReadTable:
    table_id = f"{document.document_id}-table-{number}"
    caption = document.quote(printed.caption.start, printed.caption.end) if printed.caption else None
    label = TABLE_CAPTION.match(caption.value) if caption else None
    start = caption.source.start if caption and hasattr(caption.source, "start") else 0
    notes = tuple(document.quote(note.start, note.end) for note in printed.notes)
    spanned = printed.cells if printed.spans_known else with_spans(printed)
    texts = [note.value for note in notes]
    placed = (cell for place in spanned for cell in _cells(document, table_id, place, printed.header_rows, texts))
    cells = tuple(sorted(placed, key=_place))
    heads = _headers(printed, cells)
    kinds = _kinds(printed, cells, heads)
    row = Table(
        table_id=table_id,
        document_id=document.document_id,
        label=document.quote(start, start + label.end()) if label else None,
        caption=caption,
        notes=notes,
        n_rows=printed.n_rows,
        n_columns=printed.n_columns,
        column_kinds=kinds,
    )
    return ReadTable(row, cells, _body(printed, cells, heads, kinds))


def _kinds(printed: PrintedTable, cells: Sequence[Cell], heads: dict[int, str]) -> tuple[str, ...]:
    texts: list[list[str]] = [[] for _ in range(printed.n_columns)]
    for cell in cells:
        if not cell.is_header and cell.text and cell.column < printed.n_columns:
            texts[cell.column].append(cell.text.value)
    return kinds_of([heads.get(column, "") for column in range(printed.n_columns)], texts)


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def with_spans(printed: PrintedTable) -> tuple[PrintedCell, ...]:
    """The cells with the row spans that a text file leaves open: blank cells at the head of a row are merged upwards.

    Only leading columns count: a blank cell to the right of text is blank.
    """
    cells = {(cell.row, cell.column): cell for cell in printed.cells}
    with_text = {cell.row for cell in printed.cells if cell.span is not None}
    spans: dict[tuple[int, int], int] = {}
    merged: set[tuple[int, int]] = set()
    for column in range(printed.n_columns):
        label: tuple[int, int] | None = None
        blank: list[tuple[int, int]] = []
        for row in range(printed.header_rows, printed.n_rows):
            cell = cells.get((row, column))
            if cell is not None and cell.span is not None:
                label, blank = ((row, column) if cell.row_span == 1 else None), []
                continue
            if cell is None or label is None or cell.row_span > 1 or not _leading(cells, row, column):
                label = None
                continue
            blank.append((row, column))
            if row in with_text:  # a wholly blank row belongs to a label only if rows with text follow it
                spans[label] = row - label[0] + 1
                merged.update(blank)
                blank = []
    return tuple(
        replace(
            cell,
            row_span=spans.get(place, cell.row_span),
            other_spans=cell.other_spans or (((cell.row, 1),) if place in spans else ()),
        )
        for place, cell in sorted(cells.items())
        if place not in merged
    )


def _leading(cells: dict[tuple[int, int], PrintedCell], row: int, column: int) -> bool:
    return all((row, left) in cells and cells[row, left].span is None for left in range(column))


def _cells(
    document: Document, table_id: str, printed: PrintedCell, header_rows: int, notes: Sequence[str]
) -> list[Cell]:
    """The cell, and below it one for each row that it spans, with the same source and the step that filled it down."""
    held = marked(document, printed.span, notes) if printed.span else None
    text = document.quote(held.text.start, held.text.end) if held else None
    first = Cell(
        table_id=table_id,
        row=printed.row,
        column=printed.column,
        row_span=printed.row_span,
        column_span=printed.column_span,
        is_header=printed.row < header_rows,
        text=text,
        span_certain=not printed.other_spans,
        other_spans=_others(printed),
        marks=tuple(document.quote(mark.start, mark.end) for mark in held.marks) if held else (),
        notes=held.notes if held else (),
    )
    below = [
        Cell(
            table_id=table_id,
            row=row,
            column=printed.column,
            column_span=printed.column_span,
            is_header=row < header_rows,
            text=text.derive(text.value, FILLED_DOWN) if text else None,
            filled_down=text is not None,
            span_certain=not printed.other_spans,
            other_spans=_others(printed),
        )
        for row in range(printed.row + 1, printed.row + printed.row_span)
    ]
    return [first, *below]


def _others(printed: PrintedCell) -> tuple[OtherSpan, ...]:
    return tuple(OtherSpan(row=row, rows=rows) for row, rows in printed.other_spans)


def _body(
    printed: PrintedTable, cells: Sequence[Cell], headers: dict[int, str], kinds: tuple[str, ...]
) -> tuple[BodyRow, ...]:
    own: dict[int, list[Span]] = {}
    for place in printed.cells:
        if place.span is not None:
            own.setdefault(place.row, []).append(place.span)
    named: dict[int, list[tuple[str, Cell]]] = {}
    for cell in sorted(cells, key=_place):
        named.setdefault(cell.row, []).append((headers.get(cell.column, ""), cell))
    return tuple(
        BodyRow(
            row,
            Span(min(span.start for span in spans), max(span.end for span in spans)),
            tuple(named.get(row, ())),
            kinds,
        )
        for row, spans in sorted(own.items())
        if row >= printed.header_rows
    )


def _headers(printed: PrintedTable, cells: Sequence[Cell]) -> dict[int, str]:
    """For each column the texts of its header cells, from top to bottom."""
    headers: dict[int, list[str]] = {}
    for cell in sorted((cell for cell in cells if cell.is_header and cell.text), key=_place):
        for column in range(cell.column, cell.column + cell.column_span):
            if cell.text and not cell.filled_down:
                headers.setdefault(column, []).append(cell.text.value)
    return {column: " / ".join(texts) for column, texts in headers.items()}

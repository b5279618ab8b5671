"""Tables of a document and their cells."""

from typing import ClassVar

from curated.provenance import Sourced
from curated.record import Record
from curated.schema.row import Row


class Table(Row):
    """A table as printed; rows and columns count header rows too.

    :ivar table_id: Document and place among its tables, from 1.
    :ivar label: Label as printed (``Table 2``).
    :ivar caption: Caption as printed, label included.
    :ivar notes: Notes under the table.
    :ivar n_rows: Number of rows. [rows]
    :ivar n_columns: Number of columns. [columns]
    :ivar column_kinds: What each column holds: drug, combination, target, population, phase, n, outcome,
        trial_number, reference, status, year; empty where neither its head nor its cells tell.
    """

    table: ClassVar[str] = "tables"
    key: ClassVar[tuple[str, ...]] = ("table_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents"}
    printed: ClassVar[str | None] = "caption"

    table_id: str
    document_id: str
    label: Sourced[str] | None = None
    caption: Sourced[str] | None = None
    notes: tuple[Sourced[str], ...] = ()
    n_rows: int
    n_columns: int
    column_kinds: tuple[str, ...] = ()


class OtherSpan(Record):
    """Another reading of the rows that a label stands for: the first of them and how many."""

    row: int
    rows: int


class Cell(Row):
    """A cell, by its row and column. A cell under a merged label repeats it with ``filled_down``.

    The cell that prints a label spans ``row_span`` rows; those that repeat it have a span of 1 and the printed
    text's source with the step ``filled-down``.

    :ivar row: Row, from 0.
    :ivar column: Column, from 0.
    :ivar row_span: Rows that the cell stands for. [rows]
    :ivar column_span: Columns that the cell stands for. [columns]
    :ivar is_header: Whether it is the head of a column.
    :ivar text: Text as printed.
    :ivar filled_down: Whether the text is that of a merged label above.
    :ivar span_certain: Whether the page settles for which rows the label stands.
    :ivar other_spans: Where it does not, the other readings: a JSON list of ``row`` (the first) and ``rows`` (how
        many).
    :ivar marks: Raised signs in the cell that call a note.
    :ivar notes: Places of those notes in the table's ``notes``, from 0.
    """

    table: ClassVar[str] = "cells"
    key: ClassVar[tuple[str, ...]] = ("table_id", "row", "column")
    refers: ClassVar[dict[str, str]] = {"table_id": "tables"}
    printed: ClassVar[str | None] = "text"

    table_id: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    text: Sourced[str] | None = None
    filled_down: bool = False
    span_certain: bool = True
    other_spans: tuple[OtherSpan, ...] = ()
    marks: tuple[Sourced[str], ...] = ()
    notes: tuple[int, ...] = ()

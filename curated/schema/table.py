"""Tables of a document and their cells."""

from typing import ClassVar

from curated.provenance import Sourced
from curated.record import Record
from curated.schema.row import Row


class Table(Row):
    """A table with its label (``Table 2``), caption and notes as printed; rows and columns count header rows too.

    ``column_kinds`` says what each column holds: drug, combination, target, population, phase, n, outcome,
    trial_number, reference, status, year, or nothing where neither its head nor its cells tell.
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
    """A cell, by its row and column from 0. A cell under a merged label repeats it with ``filled_down``.

    The cell that prints a label spans ``row_span`` rows; those that repeat it have a span of 1 and the printed
    text's source with the step ``filled-down``.

    Where the page does not settle for which rows a label stands, ``span_certain`` is false and ``other_spans`` has the
    other readings. ``marks`` are the raised signs in the cell that call a
    note, ``notes`` the places (from 0) of those notes in the table's ``notes``.
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

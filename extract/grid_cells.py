"""The cells of a table on a page."""

from dataclasses import dataclass

from extract.lines import Line


@dataclass(frozen=True)
class GridCell:
    """A cell: its place, its spans and its printed lines from top to bottom (none where it is blank).

    ``doubt`` lists the other numbers of rows that a label may stand for, where its span is not sure.
    """

    row: int
    column: int
    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1
    doubt: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table as rows and columns; every place is covered by exactly one cell."""

    n_rows: int
    n_columns: int
    header_rows: int
    cells: tuple[GridCell, ...]

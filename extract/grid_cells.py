"""The cells of a table on a page."""

from dataclasses import dataclass

from extract.lines import Line


@dataclass(frozen=True)
class GridCell:
    """A cell: its place, its spans and its printed lines from top to bottom (none where it is blank).

    ``doubt`` lists other rows that a label may stand for (the first, counted in the body, and how many), where that is
    not sure.
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
    spans_known: bool = False
    """Whether what is blank in it is blank: its boxes are drawn."""

"""Where the cells of a JATS table stand, however they are written."""

from dataclasses import dataclass

from lxml import etree

MAX_COLUMNS = 1_000
MAX_FILLED = 100_000
"""Columns beyond these, and fields that row spans cover beyond these, are not counted: no table has so many, and a
hostile span could ask for any number."""


@dataclass(frozen=True)
class PlacedCell:
    """A cell and the rows and columns that it covers."""

    element: "etree._Element"
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True)
class Placed:
    """The cells of a table in the order of its rows."""

    cells: tuple[PlacedCell, ...]
    n_rows: int
    n_columns: int
    header_rows: int


def whole_number(attribute: str | None) -> int:
    """A span as written: 1 where there is none or it is no number. A row span of 0 reaches to the end of its group."""
    written = (attribute or "1").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 1

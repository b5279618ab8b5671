"""A table of the review as rows of an HTML table: spans kept, cells that a remark points at marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from curated.provenance import DocumentSource
from curated.report.concerns import Concerns
from curated.report.states import SEVERITY_STATE, State, worst
from curated.schema import Cell, Finding, Table

MOST_ROWS = 1000
"""Rows of a table beyond which it is cut, with a remark that says so."""

WIDEST = 4
"""Cells of a table that a remark may quote and still be about each of them."""


@dataclass(frozen=True)
class GridCell:
    """A cell as the page draws it; ``state`` where a remark points at it, ``findings`` the ids of those remarks."""

    text: str
    row_span: int
    column_span: int
    is_header: bool
    doubtful: bool
    id: str
    state: State | None
    findings: tuple[str, ...]


@dataclass(frozen=True)
class GridRow:
    """A row with the claim that it makes, if it makes one."""

    cells: tuple[GridCell, ...]
    claim_id: str | None
    state: State | None
    is_header: bool


@dataclass(frozen=True)
class Grid:
    """A table as the page draws it."""

    table: Table
    rows: tuple[GridRow, ...]
    left_out: int
    """Rows beyond the limit."""


def grid(concerns: Concerns, table: Table) -> Grid:
    """The rows of a table. A cell that repeats a merged label is left out where the label's span covers it."""
    by_row: dict[int, list[Cell]] = {}
    for cell in concerns.dataset.cells_of.get(table.table_id, ()):
        by_row.setdefault(cell.row, []).append(cell)
    places = sorted(by_row)
    kept = places[:MOST_ROWS]
    covered: set[tuple[int, int]] = set()
    rows = []
    for index, place in enumerate(kept):
        cells = []
        for cell in sorted(by_row[place], key=lambda one: one.column):
            if (place, cell.column) in covered:
                continue
            below = [one for one in kept[index + 1 :] if one < place + cell.row_span]
            wide = max(1, min(cell.column_span, table.n_columns - cell.column))
            spanned = range(cell.column, cell.column + wide)
            covered.update((row, column) for row in (place, *below) for column in spanned)
            cells.append(_cell(concerns, cell, 1 + len(below), wide))
        claim_id = concerns.claim_of_row.get((table.table_id, place))
        state = concerns.state_of_claim[claim_id] if claim_id else None
        rows.append(GridRow(tuple(cells), claim_id, state, bool(cells) and all(one.is_header for one in cells)))
    return Grid(table, tuple(rows), len(places) - len(kept))


def _cell(concerns: Concerns, cell: Cell, row_span: int, column_span: int) -> GridCell:
    about = () if cell.filled_down else _pointing(concerns.of(cell.row_id), cell, concerns)
    return GridCell(
        text=cell.text.value if cell.text else "",
        row_span=row_span,
        column_span=column_span,
        is_header=cell.is_header,
        doubtful=not cell.span_certain,
        id=cell.row_id,
        state=worst(SEVERITY_STATE[one.severity] for one in about) if about else None,
        findings=tuple(one.finding_id for one in about),
    )


def _pointing(findings: Iterable[Finding], cell: Cell, concerns: Concerns) -> tuple[Finding, ...]:
    """The remarks about this very cell. Of one that quotes whole rows, only the cell of its subject is."""
    printed = cell.text.source if cell.text else None
    table = f"{cell.table_id}/"
    found = []
    for one in findings:
        places = concerns.places[one.finding_id]
        if sum(about.startswith(table) for about in concerns.subjects[one.finding_id]) > WIDEST:
            places = places[:1]
        narrow = isinstance(printed, DocumentSource) and any(
            printed.start <= place.start < place.end <= printed.end for place in places
        )
        if one.subject == cell.row_id or narrow:
            found.append(one)
    return tuple(found)

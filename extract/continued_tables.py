"""Tables that go on over pages, put together: the further parts under the first, their repeated heads dropped."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.document import PrintedCell, PrintedTable, Span

_LABEL = re.compile(
    r"(?:Table|TABLE|Tab\.)\s*[-–.:]?\s*((?:[A-Z]{1,2}[-.]?)?(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[IVX]{1,5}))(?![\w])"
)
_CONTINUED = re.compile(r"\bcont(?:inued|inue|'d|d|\.)?\b", re.IGNORECASE)
_SAME = 0.6
"""A head is repeated where at least this share of its texts is the same."""


Extents = Callable[[PrintedTable], list[tuple[float, float]]]
"""For each column of a table its left and right edge on the page, in points."""


def continued(
    tables: Sequence[PrintedTable],
    text: Callable[[Span], str],
    page_of: Callable[[PrintedTable], int],
    extents: Extents,
) -> list[PrintedTable]:
    """The tables in order, with each that goes on from the one before put under it.

    It goes on where its caption has the same label or says so, or where it has no caption, the same number of columns
    and stands on the next page. The caption of the first part is kept, the notes of all.
    """
    found: list[PrintedTable] = []
    last_page = -1
    for table in tables:
        before = found[-1] if found else None
        page = page_of(table)
        if before is not None and _goes_on(before, table, text, page - last_page):
            joined = _joined(before, table, text, extents)
            if joined is not None:
                found[-1] = joined
                last_page = page
                continue
        found.append(table)
        last_page = page
    return found


def _goes_on(before: PrintedTable, table: PrintedTable, text: Callable[[Span], str], pages: int) -> bool:
    if table.caption is None:
        alike = pages == 1 and before.n_columns == table.n_columns
        return alike and (before.caption is not None or _same_head(before, table, text))
    caption = text(table.caption)
    label = _LABEL.search(caption[:80])
    known = _LABEL.search(text(before.caption)[:80]) if before.caption else None
    if before.caption is None and pages == 1 and not _CONTINUED.search(caption[:80]):
        return _same_head(before, table, text) and before.n_columns == table.n_columns
    if label and known:
        return label.group(1) == known.group(1) and pages <= 2
    return bool(_CONTINUED.search(caption[:80])) and pages == 1


def _same_head(before: PrintedTable, table: PrintedTable, text: Callable[[Span], str]) -> bool:
    head = _head(table, text)
    return any(head) and head == _head(before, text)


def _joined(
    before: PrintedTable, table: PrintedTable, text: Callable[[Span], str], extents: Extents
) -> PrintedTable | None:
    """The two as one, or None where their columns do not correspond."""
    heads = [_head(part, text) for part in (before, table)]
    shared = sum(a == b for a, b in zip(*heads, strict=False))
    repeated = bool(heads[1]) and shared >= _SAME * max(1, len([name for name in heads[1] if name]))
    places: dict[int, int] = {column: column for column in range(table.n_columns)}
    if before.n_columns != table.n_columns:
        names = {name: column for column, name in enumerate(heads[0]) if name and heads[0].count(name) == 1}
        found = {column: names[name] for column, name in enumerate(heads[1]) if name in names}
        by_name = len(found) == table.n_columns
        if not by_name:
            found = _by_place(extents(before), extents(table))
        if len(found) < table.n_columns or sorted(set(found.values())) != [found[column] for column in sorted(found)]:
            return None
        places, repeated = found, repeated or by_name
    skipped = table.header_rows if repeated else 0
    shift = before.n_rows - skipped
    missing = [column for column in range(before.n_columns) if column not in places.values()]
    blank = tuple(PrintedCell(row + shift, column, None) for row in range(skipped, table.n_rows) for column in missing)
    moved = tuple(
        PrintedCell(
            cell.row + shift,
            places[cell.column],
            cell.span,
            cell.row_span,
            cell.column_span if before.n_columns == table.n_columns else 1,
            tuple((first + shift, rows) for first, rows in cell.other_spans),
        )
        for cell in table.cells
        if cell.row >= skipped
    )
    return replace(
        before,
        caption=before.caption or table.caption,
        cells=(*before.cells, *moved, *blank),
        notes=(*before.notes, *(note for note in table.notes if text(note) not in set(map(text, before.notes)))),
        n_rows=shift + table.n_rows,
    )


def _by_place(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> dict[int, int]:
    """For each column of the other part the column of the first that it lies under most."""
    found: dict[int, int] = {}
    for column, (left, right) in enumerate(other):
        overlaps = [min(right, end) - max(left, begin) for begin, end in one]
        best = max(range(len(overlaps)), key=overlaps.__getitem__, default=-1)
        if best >= 0 and overlaps[best] > 0:
            found[column] = best
    return found


def _head(table: PrintedTable, text: Callable[[Span], str]) -> list[str]:
    """For each column the text of its lowest header cell."""
    names = [""] * table.n_columns
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if cell.row < table.header_rows and cell.span is not None:
            for column in range(cell.column, min(table.n_columns, cell.column + cell.column_span)):
                names[column] = "".join(text(cell.span).split()).lower()
    return names

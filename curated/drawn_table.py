"""A table drawn in text with its spans."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from curated.schema import Cell

WIDEST_CELL = 28
UNSURE = " (?)"
"""Stands behind a label of which the page does not settle for which rows it stands."""


def draw(cells: tuple[Cell, ...]) -> Iterator[str]:
    """The table drawn with its spans.

    A label that spans rows is printed once, with a line at the end of its rows, and a cell that spans columns over all
    of them; a label whose rows are not certain is followed by a question mark.
    """
    if not cells:
        return
    n_columns = max(cell.column + cell.column_span for cell in cells)
    widths = [
        min(
            WIDEST_CELL,
            max((len(_text(cell)) for cell in cells if cell.column == column and cell.column_span == 1), default=1),
        )
        for column in range(n_columns)
    ]
    yield _ruled(widths, set(), ("┌", "┬", "┐"))
    for row, group in groupby(sorted(cells, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        present = {cell.column: cell for cell in group}
        if row:
            yield _ruled(widths, {column for column, cell in present.items() if cell.filled_down})
        yield from _row(present, widths)
    yield _ruled(widths, set(), ("└", "┴", "┘"))


def _text(cell: Cell) -> str:
    if cell.filled_down or cell.text is None:
        return ""
    return cell.text.value if cell.span_certain else cell.text.value + UNSURE


def _row(present: Mapping[int, Cell], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row: each cell as wide as its columns with what stands between them."""
    parts: list[tuple[int, list[str]]] = []
    column = 0
    while column < len(widths):
        cell = present.get(column)
        span = min(cell.column_span if cell else 1, len(widths) - column)
        width = sum(widths[column : column + span]) + 3 * (span - 1)
        parts.append((width, _wrapped(_text(cell) if cell else "", width)))
        column += span
    for line in range(max(len(lines) for _, lines in parts)):
        shown = [(lines[line] if line < len(lines) else "").ljust(width) for width, lines in parts]
        yield "│ " + " │ ".join(shown) + " │"


def _ruled(widths: Sequence[int], open_columns: set[int], joints: tuple[str, str, str] = ("├", "┼", "┤")) -> str:
    left, between, right = joints
    parts = [(" " if column in open_columns else "─") * (width + 2) for column, width in enumerate(widths)]
    return left + between.join(parts) + right


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        while len(word) > width:
            word, rest = word[:width], word[width:]
            lines.append(word)
            word = rest
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line] or [""]

"""A table drawn in text with its spans."""

from collections.abc import Iterator
from itertools import groupby

from curated.schema import Cell

WIDEST_CELL = 28


def draw(cells: tuple[Cell, ...]) -> Iterator[str]:
    """The table drawn with its spans: a label that spans rows is printed once, with a line at the end of its rows."""
    if not cells:
        return
    n_columns = max(cell.column + cell.column_span for cell in cells)
    texts = {(cell.row, cell.column): cell.text.value if cell.text else "" for cell in cells}
    widths = [
        min(WIDEST_CELL, max((len(text) for (_, at), text in texts.items() if at == column), default=1))
        for column in range(n_columns)
    ]
    filled = {(cell.row, cell.column) for cell in cells if cell.filled_down}
    yield _ruled(widths, set(), ("┌", "┬", "┐"))
    for row, group in groupby(sorted(cells, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        present = {cell.column: cell for cell in group}
        if row:
            yield _ruled(widths, {column for column in present if (row, column) in filled})
        wrapped = [
            _wrapped("" if (row, column) in filled else texts.get((row, column), ""), widths[column])
            for column in range(n_columns)
        ]
        for line in range(max(len(parts) for parts in wrapped)):
            parts = [
                (column_lines[line] if line < len(column_lines) else "").ljust(width)
                for column_lines, width in zip(wrapped, widths, strict=True)
            ]
            yield "│ " + " │ ".join(parts) + " │"
    yield _ruled(widths, set(), ("└", "┴", "┘"))


def _ruled(widths: list[int], open_columns: set[int], joints: tuple[str, str, str] = ("├", "┼", "┤")) -> str:
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

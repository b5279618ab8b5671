"""Tables over several pages put together: parts as printed, and the one table they make."""

import pytest

from extract.continued_tables import continued
from extract.document import PrintedCell, PrintedTable, Span

Grid = list[list[str]]


class Printed:
    """Tables printed one a page, with the text that their spans slice."""

    def __init__(self) -> None:
        self.text = ""
        self.pages: dict[int, int] = {}

    def span(self, text: str) -> Span:
        start = len(self.text)
        self.text += text
        return Span(start, len(self.text))

    def table(self, page: int, caption: str | None, rows: Grid) -> PrintedTable:
        cells = tuple(
            PrintedCell(row, column, self.span(text) if text else None)
            for row, texts in enumerate(rows)
            for column, text in enumerate(texts)
        )
        made = PrintedTable(self.span(caption) if caption else None, (), cells, len(rows), len(rows[0]))
        self.pages[id(made)] = page
        return made

    def joined(self, *tables: PrintedTable) -> list[Grid]:
        def text(span: Span) -> str:
            return self.text[span.start : span.end]

        def extents(table: PrintedTable) -> list[tuple[float, float]]:
            return [(100.0 * column, 100.0 * column + 50) for column in range(table.n_columns)]

        found = continued(tables, text, lambda table: self.pages.get(id(table), 1), extents)
        grids = []
        for table in found:
            grid = [[""] * table.n_columns for _ in range(table.n_rows)]
            for cell in table.cells:
                grid[cell.row][cell.column] = text(cell.span) if cell.span else ""
            grids.append(grid)
        return grids


ONE, TWO = [["Drug", "Dose"], ["a", "1"]], [["Drug", "Dose"], ["b", "2"]]
BARE = [["b", "2"], ["c", "3"]]
CASES = {
    "the head comes again": (
        "Table 2. Doses",
        1,
        "Table 2. Continued",
        2,
        TWO,
        [["Drug", "Dose"], ["a", "1"], ["b", "2"]],
    ),
    "without the head": ("Table 2. Doses", 1, "Table 2 (continued)", 2, BARE, [*ONE, *BARE]),
    "no caption, next page": ("Table 2. Doses", 1, None, 2, TWO, [["Drug", "Dose"], ["a", "1"], ["b", "2"]]),
    "named the other way round": ("Table 2. Doses", 1, "Continued Table 2", 2, BARE, [*ONE, *BARE]),
    "another table": ("Table 2. Doses", 1, "Table 3. Doses", 2, TWO, None),
    "another table of the same chapter": ("Table 6.1. Doses", 1, "Table 6.2. Doses", 2, TWO, None),
    "no caption, far away": ("Table 2. Doses", 1, None, 5, TWO, None),
}


@pytest.mark.parametrize("case", CASES)
def test_continued(case: str) -> None:
    first, page, second, next_page, rows, expected = CASES[case]
    printed = Printed()
    grids = printed.joined(printed.table(page, first, ONE), printed.table(next_page, second, rows))
    assert grids == ([expected] if expected else [ONE, rows])


def test_a_part_with_fewer_columns_goes_where_its_columns_stand() -> None:
    printed = Printed()
    first = printed.table(1, "Table 1. Doses", [["Drug", "Dose", "Note"], ["a", "1", "x"]])
    second = printed.table(2, "Table 1. Cont.", [["b", "2"]])
    assert printed.joined(first, second) == [[["Drug", "Dose", "Note"], ["a", "1", "x"], ["b", "2", ""]]]

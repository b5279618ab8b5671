"""Lines of a table's body and the rows they make; ``/`` parts the columns, a blank line is a wider gap."""

from collections.abc import Callable

import pytest

from extract.grid_rows import MOST_LEVELS, row_starts
from extract.lines import Glyph, Line

Printer = Callable[..., tuple[Glyph, ...]]

ROWS = {
    "one line a row": (["Alpha/10/20", "Beta/11/21", "Gamma/12/22"], [0, 1, 2]),
    "a cell that wraps goes on in lower case": (
        ["Alpha/given in the/20", "/morning/", "Beta/given at once/21"],
        [0, 2],
    ),
    "the first cell wraps": (["Alpha and/10/20", "the others//", "Beta/11/21"], [0, 2]),
    "rows of numbers are never one row": (["A/1.0/2.0", "B/1.1/2.1", "C/1.2/2.2", "D/1.3/2.3"], [0, 1, 2, 3]),
    "an interval under its value": (["Alpha/0.78/20", "/(0.61–0.95)/", "Beta/0.81/21", "/(0.70–0.99)/"], [0, 2]),
    "the name of a section": (["Sex//", "Men/10/20", "Women/11/21"], [0, 1, 2]),
    "a gap parts rows that wrap": (["Alpha/Given to some/20", "/People of all/", "", "Beta/Given to none/21"], [0, 3]),
    "bullets are of one cell": (["Alpha/• one/20", "/• two/", "/• three/", "Beta/• four/21"], [0, 3]),
}


def columns(glyphs: Printer, printed: list[str]) -> list[list[Line]]:
    texts = [line.split("/") for line in printed]
    count = max(len(parts) for parts in texts)
    return [
        [
            Line(1, glyphs(parts[column], 40 + 110 * column, 100 + 10 * row, 8))
            for row, parts in enumerate(texts)
            if column < len(parts) and parts[column]
        ]
        for column in range(count)
    ]


@pytest.mark.parametrize("case", ROWS)
def test_rows(glyphs: Printer, case: str) -> None:
    printed, expected = ROWS[case]
    starts = row_starts(columns(glyphs, printed), [], [90.0] * 3)
    assert [round((start - 108) / 10) for start in starts] == expected


def test_a_rule_parts_rows(glyphs: Printer) -> None:
    made = columns(glyphs, ["Alpha/given in/20", "/the morning/"])
    assert len(row_starts(made, [])) == 1
    assert len(row_starts(made, [109.0])) == 2


def test_very_many_lines_are_a_row_each(glyphs: Printer) -> None:
    lines = [Line(1, glyphs("x", 40, 3.0 * n, 2)) for n in range(MOST_LEVELS + 10)]
    assert len(row_starts([lines, lines], [])) == MOST_LEVELS + 10

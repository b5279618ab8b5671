"""Labels beside several rows: where they stand, which rows they stand for, and what is not sure."""

from collections.abc import Callable

import pytest

from extract.grid_labels import Extent, label_groups, label_spans
from extract.lines import Glyph, Line

Printer = Callable[..., tuple[Glyph, ...]]
ROWS = [Extent(100 + 14.0 * row, 108 + 14.0 * row) for row in range(6)]
Spans = list[tuple[str, int, int]]

CASES: dict[str, tuple[list[tuple[str, float]], Spans, bool]] = {
    # labels with the row (from 0, halves between two) they stand at; the rows they are given; whether that is sure
    "at the top of their rows": ([("A", 0), ("B", 2)], [("A", 0, 2), ("B", 2, 4)], True),
    "centred beside their rows": ([("A", 1), ("B", 4)], [("A", 0, 3), ("B", 3, 3)], True),
    "centred between two rows": ([("A", 0.5), ("B", 3.5)], [("A", 0, 2), ("B", 2, 4)], True),
    "one row and five": ([("A", 0), ("B", 3)], [("A", 0, 1), ("B", 1, 5)], False),
    "a label a row": (
        [(letter, row) for row, letter in enumerate("ABCDEF")],
        [(x, i, 1) for i, x in enumerate("ABCDEF")],
        True,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_labels(glyphs: Printer, case: str) -> None:
    labels, expected, sure = CASES[case]
    lines = [Line(1, glyphs(text, 40, 100 + 14 * row, 8)) for text, row in labels]
    spans = label_spans(label_groups(lines, 14), ROWS)
    found = [(span.lines[0].text, span.first, span.rows) for span in spans]
    others = [other for span in spans for other in span.others]
    if sure:
        assert found == expected
        assert not others
    else:
        assert found == expected or others, "either reading, but then the other one is kept"


def test_lines_closer_than_rows_are_one_label(glyphs: Printer) -> None:
    lines = [Line(1, glyphs(text, 40, top, 8)) for text, top in (("Ocimum", 100), ("Sanctum", 109), ("Other", 128))]
    assert [[line.text for line in group] for group in label_groups(lines, 14)] == [["Ocimum", "Sanctum"], ["Other"]]

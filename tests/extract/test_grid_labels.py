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


FAR = {
    # lines with the rows they stand at; rows in all; those under rules over the whole table; the labels and their rows
    "lines as far apart as rows": (
        [("Whole", 4.5), ("list", 5.5), ("Under", 6.5), ("Other", 13)],
        15,
        frozenset[int](),
        [("Whole list Under", 0, 12), ("Other", 12, 3)],
    ),
    "off the middle, but between rules": ([("A", 0.5), ("B", 3.5)], 6, frozenset({3}), [("A", 0, 3), ("B", 3, 3)]),
    "no rules": ([("A", 0.5), ("B", 3.5)], 6, frozenset[int](), [("A", 0, 2), ("B", 2, 4)]),
}


@pytest.mark.parametrize("case", FAR)
def test_lines_of_a_label_as_far_apart_as_rows(glyphs: Printer, case: str) -> None:
    labels, n_rows, parted, expected = FAR[case]
    rows = [Extent(100 + 10.0 * row, 108 + 10.0 * row) for row in range(n_rows)]
    lines = [Line(1, glyphs(text, 40, 100 + 10 * row, 8)) for text, row in labels]
    spans = label_spans([[line] for line in lines], rows, parted)
    assert [(" ".join(line.text for line in span.lines), span.first, span.rows) for span in spans] == expected

"""The ruled region of a table becomes rows, columns and cells with their spans."""

from collections.abc import Callable, Sequence
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grid import Grid, grid_of
from extract.lines import Glyph
from extract.table_regions import Rule, TableRegion

Printer = Callable[..., tuple[Glyph, ...]]
Text = tuple[str, float, float]
"""A piece of text with its left and its upper edge."""


def flat(top: float, x0: float = 40, x1: float = 360) -> Rule:
    return Rule(x0, top, x1, top)


def upright(x: float, top: float = 100, bottom: float = 160) -> Rule:
    return Rule(x, top, x, bottom)


def region(glyphs: Printer, texts: Sequence[Text], rules: Sequence[Rule]) -> TableRegion:
    printed = tuple(glyph for text, x, top in texts for glyph in glyphs(text, x, top, 8))
    return TableRegion(
        1, 40, min(rule.top for rule in rules), 360, max(rule.bottom for rule in rules), printed, tuple(rules)
    )


def cells(grid: Grid | None) -> dict[tuple[int, int], str]:
    assert grid is not None
    return {(cell.row, cell.column): " ".join(line.text for line in cell.lines) for cell in grid.cells}


def spans(grid: Grid | None) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells that span more than their place."""
    assert grid is not None
    return {
        (cell.row, cell.column): (cell.row_span, cell.column_span)
        for cell in grid.cells
        if (cell.row_span, cell.column_span) != (1, 1)
    }


THREE_RULES = [flat(100), flat(114), flat(300)]


def test_three_rules(glyphs: Printer) -> None:
    texts = [("Drug", 42, 103), ("Dose", 150, 103), ("Note", 250, 103)]
    for row, words in enumerate((("alpha", "10 mg", "daily"), ("beta", "20 mg", "weekly"), ("gamma", "5 mg", "once"))):
        texts += [(word, x, 117 + 14 * row) for word, x in zip(words, (42, 150, 250), strict=True)]
    grid = grid_of(region(glyphs, texts, THREE_RULES))
    assert grid is not None
    assert (grid.n_rows, grid.n_columns, grid.header_rows) == (4, 3, 1)
    assert [cells(grid)[row, 0] for row in range(4)] == ["Drug", "alpha", "beta", "gamma"]
    assert [cells(grid)[2, column] for column in range(3)] == ["beta", "20 mg", "weekly"]


def test_a_wrapped_line_stands_closer_than_a_new_row(glyphs: Printer) -> None:
    texts = [("Drug", 42, 103), ("Note", 200, 103)]
    texts += [("alpha", 42, 117), ("given once a", 200, 117), ("day by mouth", 200, 126)]
    texts += [("beta", 42, 140), ("given weekly", 200, 140)]
    texts += [("gamma", 42, 154), ("given once", 200, 154), ("and only then", 200, 163)]
    found = cells(grid_of(region(glyphs, texts, THREE_RULES)))
    assert [found[row, 1] for row in (1, 2, 3)] == [
        "given once a day by mouth",
        "given weekly",
        "given once and only then",
    ]


def test_rows_at_one_distance_begin_where_every_regular_column_has_text(glyphs: Printer) -> None:
    texts = [("Drug", 42, 103), ("Dose", 130, 103), ("Note", 220, 103)]
    for row, words in enumerate(
        (
            ("Alpha", "10 mg", "Given by mouth"),
            ("", "", "every morning"),
            ("Beta", "20 mg", "Given once"),
            ("Gamma", "5 mg", "Stopped"),
        )
    ):
        texts += [(word, x, 117 + 10 * row) for word, x in zip(words, (42, 130, 220), strict=True) if word]
    found = cells(grid_of(region(glyphs, texts, THREE_RULES)))
    assert [found[row, 2] for row in (1, 2, 3)] == ["Given by mouth every morning", "Given once", "Stopped"]


def test_labels_centred_beside_their_rows(glyphs: Printer) -> None:
    texts = [("Group", 42, 103), ("Drug", 150, 103), ("Dose", 250, 103)]
    for row in range(8):
        texts += [(f"drug {row}", 150, 117 + 14 * row), (f"{row} mg", 250, 117 + 14 * row)]
    # one label over the first three rows, one over the other five
    texts += [("First", 42, 117 + 14 * 1), ("Second", 42, 117 + 14 * 5)]
    grid = grid_of(region(glyphs, texts, THREE_RULES))
    assert spans(grid) == {(1, 0): (3, 1), (4, 0): (5, 1)}
    assert cells(grid)[4, 0] == "Second"


def test_labels_at_the_top_of_their_rows(glyphs: Printer) -> None:
    texts = [("Group", 42, 103), ("Drug", 150, 103), ("Dose", 250, 103)]
    for row in range(7):
        texts += [(f"drug {row}", 150, 117 + 14 * row), (f"{row} mg", 250, 117 + 14 * row)]
    texts += [("First", 42, 117), ("Second", 42, 117 + 14 * 2)]
    assert spans(grid_of(region(glyphs, texts, THREE_RULES))) == {(1, 0): (2, 1), (3, 0): (5, 1)}


def test_a_head_over_several_columns(glyphs: Printer) -> None:
    texts = [("Drug", 42, 103), ("Doses in both of the arms of it", 150, 103)]
    for row in range(4):
        texts += [("alpha", 42, 117 + 14 * row), ("10 mg", 150, 117 + 14 * row), ("20 mg", 250, 117 + 14 * row)]
    assert spans(grid_of(region(glyphs, texts, THREE_RULES))) == {(0, 1): (1, 2)}


BOXES = [flat(top) for top in (100, 120, 140, 160)] + [upright(x) for x in (40, 150, 250, 360)]


def test_boxes(glyphs: Printer) -> None:
    texts = [(f"{row}{column}", x, 105 + 20 * row) for row in range(3) for column, x in enumerate((45, 155, 255))]
    grid = grid_of(region(glyphs, texts, BOXES))
    assert cells(grid) == {(row, column): f"{row}{column}" for row in range(3) for column in range(3)}
    assert not spans(grid)


def test_boxes_merged_over_rows_and_columns(glyphs: Printer) -> None:
    rules = [flat(100), flat(120), flat(140, 150, 360), flat(160)]
    rules += [upright(40), upright(150), upright(250, 100, 120), upright(250, 140, 160), upright(360)]
    texts = [("label", 45, 125), ("wide", 155, 125), ("a", 155, 145), ("b", 255, 145)]
    grid = grid_of(region(glyphs, texts, rules))
    assert spans(grid) == {(1, 0): (2, 1), (1, 1): (1, 2)}
    assert cells(grid)[1, 0] == "label"
    assert cells(grid)[2, 2] == "b"


def test_text_left_of_the_first_upright_rule_is_a_column(glyphs: Printer) -> None:
    rules = [flat(top) for top in (100, 120, 140)] + [upright(x, 100, 140) for x in (150, 250, 300)]
    found = cells(grid_of(region(glyphs, [("first", 45, 105), ("second", 155, 105)], rules)))
    assert (found[0, 0], found[0, 1]) == ("first", "second")


@pytest.mark.parametrize("texts", [[], [("only one column", 42, 117)]], ids=["nothing", "one column"])
def test_what_makes_no_grid(glyphs: Printer, texts: list[Text]) -> None:
    assert grid_of(region(glyphs, texts, THREE_RULES)) is None


places = st.tuples(
    st.sampled_from(["a", "word", "two words", "12.5", "label/", "wrapped-"]),
    st.integers(40, 330).map(float),
    st.integers(100, 290).map(float),
)
rules = st.lists(
    st.one_of(
        st.builds(flat, st.integers(100, 300), st.sampled_from([40, 150]), st.sampled_from([150, 360])),
        st.builds(upright, st.sampled_from([40, 100, 150, 250, 360]), st.just(100), st.integers(110, 300)),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(places, max_size=40), drawn=rules)
def test_every_place_of_a_grid_is_covered_once(glyphs: Printer, texts: list[Text], drawn: list[Rule]) -> None:
    grid = grid_of(region(glyphs, texts, [*THREE_RULES, *drawn]))
    if grid is None:
        return
    covered = [
        (cell.row + down, cell.column + across)
        for cell in grid.cells
        for down in range(cell.row_span)
        for across in range(cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(grid.n_rows) for column in range(grid.n_columns)]


@pytest.mark.parametrize(
    "drawn",
    [
        [],
        [flat(100 + i / 5) for i in range(1000)] + [upright(40 + i / 4, 100, 300) for i in range(1200)],
        [flat(100 + 2.5 * i) for i in range(80)] + [upright(40 + 3 * i, 100, 300) for i in range(100)],
    ],
    ids=["three rules", "a hatched field", "many boxes"],
)
def test_a_crowded_region_is_read_in_time(glyphs: Printer, drawn: list[Rule]) -> None:
    texts = [("x", 40 + (i * 7919 % 3200) / 10, 116 + (i * 104729 % 1800) / 10) for i in range(10_000)]
    started = process_time()
    grid_of(region(glyphs, texts, [*THREE_RULES, *drawn]))
    assert process_time() - started < 10

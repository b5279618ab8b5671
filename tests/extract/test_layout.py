"""Pages become columns in reading order; heads, feet and tables are set apart; a page that fails loses no other."""

from collections.abc import Callable, Sequence
from time import process_time

import pytest

from extract import layout as layout_module
from extract.layout import Layout, lay_out
from extract.lines import Glyph, Line
from extract.page_failures import PageFailures
from extract.table_regions import Page, Rule, TableRegion

Printer = Callable[..., tuple[Glyph, ...]]


def page(*lines: tuple[Glyph, ...], number: int = 1, rules: Sequence[Rule] = ()) -> Page:
    return Page(number, 400, 500, tuple(glyph for line in lines for glyph in line), tuple(rules))


def read(*pages: Page) -> Layout:
    return lay_out(pages, PageFailures())


def texts(layout: Layout) -> list[list[str]]:
    """The lines of each column; a table as its kind."""
    return [[item.text if isinstance(item, Line) else "<table>" for item in column.items] for column in layout.columns]


def two_columns(glyphs: Printer, top: float, rows: int = 8) -> list[tuple[Glyph, ...]]:
    """Lines drawn row by row across both columns, as some typesetters do it."""
    return [
        glyphs(f"{side} line {row} is long enough", x, top + 12 * row)
        for row in range(rows)
        for side, x in (("left", 40), ("right", 220))
    ]


def test_columns_are_read_one_after_the_other(glyphs: Printer) -> None:
    left, right = texts(read(page(*two_columns(glyphs, 100))))
    assert left == [f"left line {row} is long enough" for row in range(8)]
    assert right == [f"right line {row} is long enough" for row in range(8)]


def test_a_line_across_parts_the_bands(glyphs: Printer) -> None:
    across = glyphs("a heading that crosses the gutter between both of the columns", 40, 210)
    found = texts(read(page(*two_columns(glyphs, 100), across, *two_columns(glyphs, 240))))
    assert [column[0].split()[0] for column in found] == ["left", "right", "a", "left", "right"]


def test_columns_below_much_that_crosses_them(glyphs: Printer) -> None:
    # a first page: the licence and the last lines of the abstract are no wider than half of it, and cross the gutter
    across = [glyphs(f"line {row} of the abstract that crosses", 110, 60 + 12 * row) for row in range(4)]
    found = texts(read(page(*across, *two_columns(glyphs, 130, 14))))
    assert [column[0].split()[0] for column in found] == ["line", "left", "right"]


def test_each_part_of_a_page_has_its_own_gutters(glyphs: Printer) -> None:
    # a box beside the abstract crosses the gutter of the two columns below, and is not hidden by it
    abstract = [
        drawn
        for row in range(10)
        for drawn in (
            glyphs(f"key {row}", 40, 50 + 12 * row),
            glyphs(f"abstract {row} goes on and on", 130, 50 + 12 * row),
        )
    ]
    found = texts(read(page(*abstract, *two_columns(glyphs, 200, 10))))
    assert [column[0].split()[0] for column in found] == ["key", "abstract", "left", "right"]
    assert [len(column) for column in found] == [10, 10, 10, 10]


def test_a_table_without_rules_hides_no_gutter(glyphs: Printer) -> None:
    cells = [glyphs(f"{row} to {row}", x, 50 + 12 * row) for row in range(12) for x in (40, 105, 195, 250, 320)]
    below = [
        glyphs(f"{side} line {row:02} fills its column up", x, 220 + 12 * row)
        for row in range(12)
        for side, x in (("left", 40), ("right", 220))
    ]
    found = texts(read(page(*cells, *below)))
    assert [[line.split()[0] for line in column] for column in found[-2:]] == [["left"] * 12, ["right"] * 12]


def test_text_left_above_a_gutter_is_read_before_it(glyphs: Printer) -> None:
    above = [glyphs(f"above {row} on the left", 40, 60 + 12 * row) for row in range(3)]
    found = texts(read(page(*above, *two_columns(glyphs, 110, 8))))
    assert [line.split()[0] for column in found for line in column] == ["above"] * 3 + ["left"] * 8 + ["right"] * 8


def test_what_is_aside_is_margin(glyphs: Printer) -> None:
    text = page(glyphs("text of the page", 40, 100))
    aside = Page(1, 500, 400, glyphs("Downloaded by a reader", 40, 100), aside=True)
    layout = read(text, aside)
    assert texts(layout) == [["text of the page"]]
    assert [line.text for line in layout.margins] == ["Downloaded by a reader"]


def test_one_column(glyphs: Printer) -> None:
    lines = [
        glyphs(f"line {row} goes on over the whole width of the page and ends here", 40, 100 + 12 * row)
        for row in range(9)
    ]
    assert len(texts(read(page(*lines)))) == 1


def test_running_heads_and_page_numbers_are_set_apart(glyphs: Printer) -> None:
    pages = [
        page(
            glyphs(f"A. Author: on something {number}", 40, 20),
            glyphs(f"this stands on page {number} only", 40, 100),
            glyphs(str(number), 200, 480),
            number=number,
        )
        for number in (1, 2, 3, 4)
    ]
    layout = read(*pages)
    assert texts(layout) == [[f"this stands on page {number} only"] for number in (1, 2, 3, 4)]
    assert [line.text for line in layout.margins if line.page == 2] == ["A. Author: on something 2", "2"]


def test_text_at_the_edge_that_comes_once_is_text(glyphs: Printer) -> None:
    pages = [page(glyphs(text, 40, 20), number=number) for number, text in enumerate(("one", "two", "three"), start=1)]
    assert texts(read(*pages)) == [["one"], ["two"], ["three"]]


def flat(top: float, x0: float = 40, x1: float = 360) -> Rule:
    return Rule(x0, top, x1, top)


def test_the_region_of_a_table_goes_from_its_first_rule_to_its_last(glyphs: Printer) -> None:
    layout = read(
        page(
            glyphs("Table 1. Doses", 40, 100),
            glyphs("Drug", 40, 122),
            glyphs("a dose", 40, 142),
            glyphs("text below", 40, 180),
            rules=[flat(118), flat(136), flat(160), flat(300, 40, 100)],
        )
    )
    (region,) = [item for column in layout.columns for item in column.items if isinstance(item, TableRegion)]
    assert (region.top, region.bottom) == (118, 160)
    assert len(region.rules) == 3
    assert texts(layout) == [["Table 1. Doses", "<table>", "text below"]]


def test_rules_without_a_caption_are_no_table(glyphs: Printer) -> None:
    layout = read(page(glyphs("Boxed advice", 40, 122), rules=[flat(118), flat(160)]))
    assert texts(layout) == [["Boxed advice"]]


def test_a_caption_far_from_its_rules_has_no_region(glyphs: Printer) -> None:
    layout = read(page(glyphs("Table 1 shows", 40, 100), glyphs("text", 40, 300), rules=[flat(290), flat(320)]))
    assert texts(layout) == [["Table 1 shows", "text"]]


def test_a_page_that_fails_is_recorded_and_the_others_are_read(
    glyphs: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = layout_module.find_table_regions  # type: ignore[attr-defined]

    def fail_on_second(page: Page, runs: Sequence[Line], *, captioned: bool) -> list[TableRegion]:
        if page.number == 2:
            raise ZeroDivisionError("height of <Page object at 0x7f00aa>")
        return find(page, runs, captioned=captioned)

    monkeypatch.setattr(layout_module, "find_table_regions", fail_on_second)
    failures = PageFailures()
    layout = lay_out([page(glyphs(f"text {n}", 40, 100), number=n) for n in (1, 2, 3)], failures)
    assert texts(layout) == [["text 1"], ["text 3"]]
    # the address would differ from run to run
    assert [(failure.page, failure.cause) for failure in failures] == [(2, "ZeroDivisionError: height of <Page>")]


def test_empty_pages() -> None:
    assert texts(read(page(), page(number=2))) == []
    assert texts(read()) == []


def test_a_page_of_scattered_characters_and_captions_is_read_in_time(glyphs: Printer) -> None:
    scattered = [glyphs("x", (i * 7919) % 390, (i * 104729) % 480, 4) for i in range(15_000)]
    captions = [glyphs("Table 1", (i * 31) % 300, (i * 17) % 480) for i in range(500)]
    rules = [Rule((i * 13) % 300, (i * 7) % 500, (i * 13) % 300 + 90, (i * 7) % 500) for i in range(5_000)]
    started = process_time()
    layout = read(page(*scattered, *captions, rules=rules))
    assert layout.columns
    assert process_time() - started < 30


def test_a_page_of_lines_that_cross_every_gutter_is_read_in_time(glyphs: Printer) -> None:
    beside = [glyphs("x", 200, 0.01 * i, 4) for i in range(10_000)]
    mixed = [glyphs("crosses it" if i % 2 else "x", 190 if i % 2 else 200, 100 + 0.01 * i, 4) for i in range(12_000)]
    started = process_time()
    assert read(page(*beside, *mixed)).columns
    assert process_time() - started < 10

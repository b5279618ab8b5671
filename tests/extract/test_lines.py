"""Characters of a page become lines: words by their gaps, superscripts by size and height, pieces put together."""

from collections.abc import Callable
from time import process_time

import pytest

from extract.lines import Glyph, Line, join_baselines, plain, runs_of

Printer = Callable[..., tuple[Glyph, ...]]

GLYPH_TEXTS = [
    ("a", "a"),
    ("\ufb02", "fl"),  # ligatures
    ("\ufb03", "ffi"),
    ("\u00a0", " "),
    ("\u2011", "-"),  # a hyphen that does not break
    ("\u200b", ""),  # nothing is printed
    ("\x07", ""),
    ("\u00ad", "\u00ad"),  # a soft hyphen: what it means is decided at the line's end
    ("²", "²"),
    ("µ", "µ"),
    ("(cid:7)", "\ufffd"),  # the font does not say which character it is
    ("fi", "fi"),
]


@pytest.mark.parametrize(("printed", "read"), GLYPH_TEXTS)
def test_what_a_glyph_stands_for(printed: str, read: str) -> None:
    assert plain(printed) == read


def test_gaps_are_spaces(glyphs: Printer) -> None:
    (line,) = runs_of(1, glyphs("two words", 50, 100))
    assert line.text == "two words"
    assert [text for text, glyph in zip(line.text, line.printed.glyphs, strict=True) if glyph < 0] == [" "]


def test_a_tight_gap_is_none(glyphs: Printer) -> None:
    (line,) = runs_of(1, [*glyphs("AV", 50, 100), *glyphs("e", 61, 100)])
    assert line.text == "AVe"


def test_wide_gaps_and_new_lines_end_a_run(glyphs: Printer) -> None:
    drawn = [*glyphs("left", 50, 100), *glyphs("right", 300, 100), *glyphs("below", 50, 115)]
    assert [run.text for run in runs_of(1, drawn)] == ["left", "right", "below"]


def test_spaces_at_the_ends_are_left_away(glyphs: Printer) -> None:
    space = Glyph(" ", 45, 100, 50, 110, 10, False)
    (line,) = runs_of(1, [space, *glyphs("word", 50, 100), space._replace(x0=70, x1=75)])
    assert line.text == "word"
    assert line.x0 == 50


def test_a_raised_number_is_a_superscript(glyphs: Printer) -> None:
    (line,) = runs_of(1, [*glyphs("shown", 50, 100), *glyphs("12", 75, 99, 6), *glyphs("and", 83, 100)])
    assert line.text == "shown12 and"
    assert [line.text[start:end] for start, end in line.printed.raised] == ["12"]


def test_a_lowered_number_is_none(glyphs: Printer) -> None:
    (line,) = runs_of(1, [*glyphs("CO", 50, 100), *glyphs("2", 60, 106, 6)])
    assert line.text == "CO2"
    assert not line.printed.raised


def test_superscripts_do_not_stretch_the_line(glyphs: Printer) -> None:
    (line,) = runs_of(1, [*glyphs("shown", 50, 100), *glyphs("1", 75, 97, 6)])
    assert (line.top, line.bottom) == (100, 110)


def test_pieces_on_one_baseline_are_one_line(glyphs: Printer) -> None:
    pieces = [Line(1, glyphs("end", 90, 100)), Line(1, glyphs("below", 50, 115)), Line(1, glyphs("start", 50, 100))]
    assert [line.text for line in join_baselines(pieces)] == ["start end", "below"]


def test_a_raised_piece_joins_the_line_it_stands_beside(glyphs: Printer) -> None:
    pieces = [Line(1, glyphs("3,4", 76, 99, 6)), Line(1, glyphs("shown", 50, 100)), Line(1, glyphs("next", 50, 112))]
    assert [line.text for line in join_baselines(pieces)] == ["shown3,4", "next"]


def test_pieces_over_one_another_stay_apart(glyphs: Printer) -> None:
    pieces = [Line(1, glyphs("shadow", 50, 100)), Line(1, glyphs("shadow", 51, 100))]
    assert [line.text for line in join_baselines(pieces)] == ["shadow", "shadow"]


def test_no_pieces_no_lines() -> None:
    assert join_baselines([]) == []


@pytest.mark.parametrize(
    ("bold", "all_bold", "starts_bold"), [("YY", True, True), ("YN", False, True), ("NY", False, False)]
)
def test_bold(glyphs: Printer, bold: str, all_bold: bool, starts_bold: bool) -> None:
    first, second = (letter == "Y" for letter in bold)
    line = Line(1, (*glyphs("Key", 50, 100, bold=first), *glyphs("word", 70, 100, bold=second)))
    assert (line.bold, line.starts_bold) == (all_bold, starts_bold)


@pytest.mark.parametrize("step", [0.0, 0.013], ids=["on one spot", "in one row"])
def test_a_page_of_stacked_characters_is_read_in_time(step: float) -> None:
    pieces = [Line(1, (Glyph("x", i * step, 100, i * step + 5, 110, 10, False),)) for i in range(20_000)]
    started = process_time()
    assert sum(len(line.glyphs) for line in join_baselines(pieces)) == 20_000
    assert process_time() - started < 10

"""Headings by how they look: alone in their block or at the head of a paragraph; and their levels."""

from collections.abc import Callable

import pytest

from extract.document import Document
from extract.heading_levels import levels_of
from extract.headings import Typography, parts_headings
from extract.lines import Glyph, Line, Style
from extract.run_in_headings import run_ins
from extract.sections import find_headings

Reader = Callable[[str], Document]
Printer = Callable[..., tuple[Glyph, ...]]
TEXT = "It goes on for long enough that there is more than one line of it on this page, and it ends like this. "
HEADINGS = "#let own(body) = block(above: 9pt, below: 4pt, par(first-line-indent: 0pt, emph(body)))\n"


def headings(document: Document) -> list[str]:
    return [found.row.heading.value for found in find_headings(document)]


def paragraphs(document: Document) -> list[str]:
    return [document.text[block.span.start : block.span.end] for block in document.of_kind("paragraph")]


def article(*sections: str) -> str:
    body = "\n".join(f"{section}\n{TEXT * 3}\n" for section in sections)
    return f"{HEADINGS}== Introduction\n{TEXT * 5}\n\n== Methods\n{body}"


def test_lines_in_a_type_of_their_own_over_text_are_headings(read_typeset: Reader) -> None:
    document = read_typeset(article("#own[Search strategy]", "#own[Choice of studies]"))
    assert headings(document) == ["Introduction", "Methods", "Search strategy", "Choice of studies"]


NO_HEADINGS = [
    ("ends like text", "#own[This was done:]", "#own[That was done:]"),
    ("begins small", "#own[in short]", "#own[and so on]"),
    ("a caption", "#own[Figure 1 Flow of studies]", "#own[Figure 2 Flow of people]"),
    ("in small print", "#text(7pt)[#own[Received in spring]]", "#text(7pt)[#own[Printed in May]]"),
    ("nothing under it", "#own[List of names]\n#text(6pt)[Names\n\nMore names]\n", "#own[List]\n#text(6pt)[More]\n"),
]


@pytest.mark.parametrize("sections", [case[1:] for case in NO_HEADINGS], ids=[case[0] for case in NO_HEADINGS])
def test_what_looks_like_a_heading_and_is_none(read_typeset: Reader, sections: tuple[str, ...]) -> None:
    assert headings(read_typeset(article(*sections))) == ["Introduction", "Methods"]


def test_words_in_italics_that_fill_a_line_of_text_are_no_heading(read_typeset: Reader) -> None:
    names = (
        "Salmonella enterica and Escherichia coli and Staphylococcus aureus with Listeria monocytogenes and Bacillus "
    )
    document = read_typeset(article(f"They found that _{names * 3}_ were there."))
    assert headings(document) == ["Introduction", "Methods"]


def test_headings_that_follow_one_another_stay_apart(read_typeset: Reader) -> None:
    document = read_typeset(article("#own[Search strategy]", "=== Choice\n#own[Of studies]"))
    assert headings(document)[2:] == ["Search strategy", "Choice", "Of studies"]


def test_headings_end_where_style_gap_or_number_change(glyphs: Printer) -> None:
    def line(text: str, top: float, font: str = "A", size: float = 10) -> Line:
        return Line(1, tuple(glyph._replace(font=font) for glyph in glyphs(text, 50, top, size)))

    above = line("Search", 100)
    assert not parts_headings(above, line("strategy", 112))
    assert parts_headings(above, line("strategy", 112, font="B"))
    assert parts_headings(above, line("strategy", 112, size=11))
    assert parts_headings(above, line("strategy", 120))
    assert parts_headings(above, line("2.1. Strategy", 112))


RUN_IN = [
    ("numbered", ["_2.1. Patients._ We asked them.", "No heading."], ["2.1. Patients."]),
    ("italic", ["_Patients._ We asked them.", "_Search._ It was wide."], ["Patients.", "Search."]),
    ("bold", ["*Patients* We asked them.", "*Search* It was wide."], ["Patients", "Search"]),
    ("once", ["_Patients._ We asked them.", "No heading."], []),
    ("goes on", ["_Salmonella enterica_ is found.", "_Listeria_ is not."], []),
    ("labels", ["*Keywords:* Doses.", "*Received:* May."], []),
    ("points of a list", ["*1. Doses.* They fall.", "*2. Days.* They go."], []),
]


@pytest.mark.parametrize(("starts", "expected"), [case[1:] for case in RUN_IN], ids=[case[0] for case in RUN_IN])
def test_headings_at_the_head_of_a_paragraph(read_typeset: Reader, starts: list[str], expected: list[str]) -> None:
    document = read_typeset(article(*(f"\n{start}" for start in starts)))
    assert headings(document)[2:] == expected
    if expected:
        assert any(text.startswith("We asked them.") for text in paragraphs(document))


def test_a_heading_at_the_head_of_a_paragraph_may_take_more_than_its_line(glyphs: Printer) -> None:
    def printed(text: str, x: float, top: float, font: str) -> tuple[Glyph, ...]:
        return tuple(glyph._replace(font=font) for glyph in glyphs(text, x, top))

    first = Line(1, printed("2.1. Serum and", 50, 100, "Italic"))
    second = Line(1, (*printed("its levels.", 50, 112, "Italic"), *printed("We", 110, 112, "Text")))
    found = run_ins([[first, second]], Typography(10.0, frozenset({"Text"})))
    assert [line.text for line in found[0].heading] == ["2.1. Serum and", "its levels."]
    assert [line.text for line in found[0].text] == ["We"]


LARGE, BOLD, ITALIC, OTHER = Style("B", 12), Style("B", 9), Style("I", 9), Style("C", 9)
LEVELS = [
    ("numbers", [("1 Start", LARGE, 1), ("1.1 Aim", BOLD, 2), ("1.1.1. Part", ITALIC, 3), ("2 Methods", LARGE, 1)]),
    ("numbers with a bar", [("1 | INTRODUCTION", LARGE, 1), ("1.1 | Aim", LARGE, 2), ("Aside", LARGE, 2)]),
    (
        "names",
        [("Abstract", OTHER, 1), ("Methods", LARGE, 1), ("Case", LARGE, 1), ("Aim", BOLD, 2), ("Funding", OTHER, 1)],
    ),
    ("order", [("Methods", BOLD, 1), ("Aim", ITALIC, 2), ("Part", OTHER, 3), ("Way", ITALIC, 2), ("Results", BOLD, 1)]),
    ("size", [("Methods", Style("B", 14), 1), ("Part", BOLD, 3), ("Aim", LARGE, 2)]),
    ("capitals", [("Methods", LARGE, 1), ("Counting", BOLD, 3), ("OUTCOMES", BOLD, 2), ("PSA", BOLD, 3)]),
    ("points of a list", [("Methods", LARGE, 1), ("Aim", BOLD, 2), ("1. Doses", BOLD, 2), ("Results", LARGE, 1)]),
    ("nothing known", [("Spring", LARGE, 1), ("Autumn", LARGE, 1), ("Leaves", BOLD, 2)]),
]


@pytest.mark.parametrize("given", [case[1] for case in LEVELS], ids=[case[0] for case in LEVELS])
def test_levels(given: list[tuple[str, Style, int]]) -> None:
    assert levels_of([(text, style) for text, style, _ in given]) == [level for _, _, level in given]

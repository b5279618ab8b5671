"""Lists whose entries begin further left than their other lines."""

from collections.abc import Callable

import pytest

from extract.document import Document
from extract.hanging_lists import hanging_entries
from extract.lines import Glyph, Line
from extract.references import find_entries
from extract.section_names import TOP_LEVEL, is_section_name

Printer = Callable[..., tuple[Glyph, ...]]
Reader = Callable[[str], Document]

LONG, SHORT = 60, 20


def column(glyphs: Printer, *lines: tuple[int, int]) -> list[Line]:
    """Lines by their indent and their length in letters."""
    return [Line(1, glyphs("x" * length, 40 + indent, 50 + 12 * row)) for row, (indent, length) in enumerate(lines)]


HANGING = [(0, LONG), (10, SHORT)] * 4
INDENTED = [(10, LONG - 2), (0, SHORT)] * 4

COLUMNS = [
    ("entries of two lines", HANGING, [True, False] * 4),
    ("an entry of three", [(0, LONG), (10, LONG - 2), (10, SHORT), *HANGING], [True, False, False, *[True, False] * 4]),
    ("entries of one line between", [*HANGING, (0, SHORT), (0, SHORT)], [*[True, False] * 4, True, True]),
    (
        "text at the left edge behind",
        [*HANGING, (0, LONG), (0, LONG), (0, SHORT)],
        [*[True, False] * 4, True, False, False],
    ),
    ("paragraphs with an indent", INDENTED, None),
    ("text", [(0, LONG)] * 10, None),
    ("too few lines", HANGING[:4], None),
]


@pytest.mark.parametrize(("lines", "begins"), [case[1:] for case in COLUMNS], ids=[case[0] for case in COLUMNS])
def test_where_entries_begin(glyphs: Printer, lines: list[tuple[int, int]], begins: list[bool] | None) -> None:
    found = hanging_entries(column(glyphs, *lines))
    assert found == (dict(enumerate(begins)) if begins else {})


def test_a_list_without_numbers_is_cut_into_its_entries(read_typeset: Reader) -> None:
    listed = "\n\n".join(
        f"Author {letter} and Other B ({year}) A title that is long enough for more than one line. Ex J {year}"
        for year, letter in enumerate("ABCDEFGHIJ", start=2001)
    )
    document = read_typeset(
        "#set page(columns: 2)\n== Discussion\n#lorem(60)\n\nReferences\n\n"
        f"#set par(first-line-indent: 0pt, hanging-indent: 1em, spacing: 0.5em)\n{listed}"
    )
    entries = [document.text[entry.span.start : entry.span.end] for entry in find_entries(document)]
    assert [entry[:8] for entry in entries] == [f"Author {letter}" for letter in "ABCDEFGHIJ"]


NAMES = [
    ("References", True),
    ("REFERENCES", True),
    ("4. Discussion", True),
    ("Materials and methods", True),
    ("Acknowledgements", True),
    ("Competing interests", True),
    ("references", False),
    ("Results were good", False),
    ("Method of choice", False),
    ("", False),
]


@pytest.mark.parametrize(("line", "is_name"), NAMES)
def test_section_names(line: str, is_name: bool) -> None:
    assert is_section_name(line) is is_name


@pytest.mark.parametrize("text", ["Abstract", "INTRODUCTION:", "2 Methods", "Results and discussion"])
def test_top_level(text: str) -> None:
    assert TOP_LEVEL.match(text)

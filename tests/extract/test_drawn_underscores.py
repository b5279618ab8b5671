"""Underscores drawn as a short rule between two letters, and rules that are none."""

from collections.abc import Callable

import pytest

from extract.drawn_underscores import with_underscores
from extract.lines import Glyph
from extract.table_regions import Rule

CASES = {
    # where a rule begins and ends between "ab" (to 108) and "cd" (from 111), how high it lies, and what is read
    "fills the gap at the foot": (108, 111, 107, "ab_cd"),
    "fills the gap half way up: a dash that is drawn": (108, 111, 103, "abcd"),
    "under the words: an underline": (100, 119, 107, "abcd"),
    "beside the gap": (103, 106, 107, "abcd"),
}


@pytest.mark.parametrize("case", CASES)
def test_underscores(case: str) -> None:
    x0, x1, top, expected = CASES[case]
    letters = [Glyph(text, x, 100, x + 4, 108, 8, False) for text, x in zip("abcd", (100, 104, 111, 115), strict=True)]
    found = list(with_underscores(letters, [Rule(x0, top, x1, top)]))
    assert "".join(glyph.text for glyph in found) == expected
    assert [glyph for glyph in found if glyph.text != "_"] == letters


def test_on_a_turned_page_it_stands_between_its_letters(glyphs: Callable[..., tuple[Glyph, ...]]) -> None:
    before = Glyph("a", 100, 100, 104, 108, 8, False, turned_from=(50, 300, 58, 304))
    after = Glyph("b", 107, 100, 111, 108, 8, False, turned_from=(50, 293, 58, 297))
    made = list(with_underscores([before, after], [Rule(104, 107, 107, 107)]))
    assert made[1].turned_from == (50, 297, 58, 300)


def test_nothing_between_nothing() -> None:
    assert list(with_underscores([], [Rule(0, 0, 3, 0)])) == []

"""Where tables are on a page: what is printed, and the regions that are found."""

from collections.abc import Callable, Sequence

import pytest

from extract.lines import Glyph, runs_of
from extract.table_finder import find_table_regions, has_table_caption
from extract.table_regions import Page, Rule

Printer = Callable[..., tuple[Glyph, ...]]
Text = tuple[str, float, float]

BODY = [(word, x, 140 + 14 * row) for row in range(4) for word, x in (("alpha", 60), ("10 mg", 200), ("20 mg", 320))]
HEAD = [("Drug", 60.0, 120.0), ("Dose", 200.0, 120.0), ("Most", 320.0, 120.0)]
CAPTION = ("Table 1. Doses of the drugs", 60.0, 100.0)
PROSE = [
    ("a line of prose that goes on over the whole width of the page and says", 60.0, 240.0 + 12 * n) for n in range(6)
]


def flat(top: float, x0: float = 60, x1: float = 380) -> Rule:
    return Rule(x0, top, x1, top)


FRAME = [flat(116), flat(134), flat(194)]


def page(glyphs: Printer, texts: Sequence[Text], rules: Sequence[Rule] = ()) -> Page:
    printed = tuple(glyph for text, x, top in texts for glyph in glyphs(text, x, top, 8))
    return Page(1, 440, 600, printed, tuple(rules))


def regions(made: Page, *, captioned: bool = True) -> list[tuple[int, int]]:
    """The upper and lower edge of each region, in whole points."""
    found = find_table_regions(made, runs_of(1, made.glyphs), captioned=captioned)
    return [(round(region.top), round(region.bottom)) for region in found]


FOUND = {
    "a frame under its caption": ([CAPTION, *HEAD, *BODY, *PROSE], FRAME, [(116, 194)]),
    "no rules: rows of text under the caption until prose": ([CAPTION, *HEAD, *BODY, *PROSE], [], [(119, 191)]),
    "the upper rule was not drawn": ([CAPTION, *HEAD, *BODY], [flat(134), flat(194)], [(119, 194)]),
    "only the head is ruled": ([CAPTION, *HEAD, *BODY, *PROSE], [flat(116), flat(134)], [(116, 191)]),
    "the caption is below": ([("Table 1. Doses of the drugs", 60, 200), *HEAD, *BODY], FRAME, [(116, 194)]),
    "a sentence about a table": ([("Table 1 shows the doses", 60, 100), *PROSE], [], []),
    "prose alone": (PROSE, [], []),
    "prose between two rules": (PROSE, [flat(236), flat(320)], []),
    "a caption that begins left of its frame": ([("Table 1. Doses", 20, 100), *HEAD, *BODY], FRAME, [(116, 194)]),
    "a caption without a number": ([("TABLE. Doses of the drugs", 60, 100), *HEAD, *BODY], FRAME, [(116, 194)]),
    "rules under words beside the caption": (
        [("Table 1. Doses", 60, 100), *HEAD, *BODY],
        [Rule(60, 110, 98, 110), Rule(60, 400, 98, 400)],
        [(119, 191)],
    ),
    "a plot over the caption of a figure": (
        [("Figure 1. Doses", 60, 90), ("of the drugs by year", 120, 102), *HEAD, *BODY],
        [flat(116), flat(134), flat(194)],
        [],
    ),
    "a plot under the caption of a figure": (
        [*HEAD, *BODY, ("Figure 1. Doses of the drugs", 60, 200)],
        [flat(116), flat(194)],
        [],
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_regions(glyphs: Printer, case: str) -> None:
    texts, rules, expected = FOUND[case]
    assert regions(page(glyphs, texts, rules)) == expected


def test_a_frame_without_a_caption_needs_columns(glyphs: Printer) -> None:
    assert regions(page(glyphs, [*HEAD, *BODY], FRAME)) == [(116, 194)]
    boxed = [("a box of text about the authors", 60, 120 + 12 * n) for n in range(5)]
    assert regions(page(glyphs, boxed, FRAME)) == []


def test_numbers_in_columns_are_a_table_where_a_document_has_no_captions(glyphs: Printer) -> None:
    rows = [(str(row * 7 + at), x, 140 + 14 * row) for row in range(5) for at, x in enumerate((60, 200, 320))]
    assert len(regions(page(glyphs, rows), captioned=False)) == 1
    assert regions(page(glyphs, rows), captioned=True) == []


def test_two_tables_between_rules_of_one_width_are_two(glyphs: Printer) -> None:
    below = [(text, x, top + 160) for text, x, top in [*HEAD, *BODY]]
    second = ("Table 2. More of them", 60.0, 262.0)
    rules = [*FRAME, *(flat(rule.top + 160) for rule in FRAME)]
    assert regions(page(glyphs, [CAPTION, *HEAD, *BODY, second, *below], rules)) == [(116, 194), (276, 354)]


CAPTIONS = [
    ("Table 2. Doses", True),
    ("TABLE II Doses", True),
    ("Tab. 1 Doses", True),
    ("Table-1: Doses", True),
    ("Table S1. Doses", True),
    ("Table 3.2 Doses", True),
    ("Table 2. Continued", True),
    ("Table 2 (continued)", True),
    ("Continued Table 2", True),
    ("Table 2", True),
    ("Table 2 shows the doses", False),
    ("Table 2, as said", False),
    ("Tables are many", False),
    ("Figure 1. A table", False),
]


@pytest.mark.parametrize(("text", "begins"), CAPTIONS)
def test_captions(glyphs: Printer, text: str, begins: bool) -> None:
    assert has_table_caption(runs_of(1, glyphs(text, 60, 100, 8))) is begins


HOSTILE = {
    "50,000 tiny rules": [Rule(i % 400, i / 100, i % 400 + 3, i / 100) for i in range(50_000)],
    "a hatched field": [flat(116 + i / 50) for i in range(4_000)],
    "absurd coordinates": [Rule(-1e30, 1e30, 1e30, 1e30), Rule(0, -1e9, 1e9, -1e9), *FRAME],
    "no width": [Rule(60, 100, 60, 100)] * 1_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_page_is_looked_through(glyphs: Printer, case: str) -> None:
    texts = [CAPTION, *HEAD, *BODY, *PROSE]
    found = regions(page(glyphs, texts, HOSTILE[case]))
    assert len(found) <= 2


def test_text_drawn_twice_makes_the_same_regions(glyphs: Printer) -> None:
    texts = [CAPTION, *HEAD, *BODY]
    twice, once = page(glyphs, [*texts, *texts], FRAME), page(glyphs, texts, FRAME)
    assert regions(twice) == regions(once)
    found = [find_table_regions(made, runs_of(1, made.glyphs))[0] for made in (twice, once)]
    assert len(found[0].glyphs) == len(found[1].glyphs)


def test_many_captions_on_one_page(glyphs: Printer) -> None:
    texts = [(f"Table {n}. One of very many", 60.0, 2.0 * n) for n in range(1, 300)]
    assert len(regions(page(glyphs, texts, FRAME))) <= 50

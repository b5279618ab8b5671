"""Places in a source as the gold counts them, and where a reader's text lies in it."""

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

OURS = (
    "Forty adults took the blue tablet for six weeks and slept longer than those on placebo. "
    "Their pain fell by 3.2 points, while it rose by 0.4 points without it. "
    "No one left the study before its end, and nobody was harmed in any way."
)
SENTENCES = OURS.split(". ")

ARTICLE = """<article><body><p>Forty adults took the blue tablet<xref>1</xref>.</p>
<table><tr><td>0.97</td><td>&#8722; 0.97</td></tr></table><!-- 0.97 --><?note 0.97?></body></article>"""


@pytest.mark.parametrize(
    ("text", "letters", "offsets"),
    [
        ("a b", "ab", (0, 2)),
        ("− 0.97 (n = 3)", "097n3", (2, 4, 5, 8, 12)),
        ("TGF-β1", "TGFβ1", (0, 1, 2, 4, 5)),
        (" –.", "", ()),
    ],
)
def test_bare(gold_places: ModuleType, text: str, letters: str, offsets: tuple[int, ...]) -> None:
    assert gold_places.bare(text) == gold_places.Bare(letters, offsets)


def test_an_article_is_the_character_data_of_its_xml(gold_places: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "article.xml"
    path.write_text(ARTICLE, encoding="utf-8")
    source = gold_places.read_source(path)
    assert source.bare.text.startswith("Fortyadultstookthebluetablet1097097")
    assert source.counts_bare


def test_a_text_file_keeps_its_characters(gold_places: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_bytes("a\r\nβ  b".encode())
    source = gold_places.read_source(path)
    assert source.text == "a\r\nβ  b"
    assert source.place(3, 7) == (3, 7)
    assert source.span((3, 7)) == (1, 3)


@pytest.mark.parametrize(
    ("quote", "before", "after", "words"),
    [
        ("3.2 points", "", "", "32points"),
        ("3 2 points", "", "", "32points"),
        ("points", "0.4", "", "points"),
        ("points", "", ", while", "points"),
    ],
)
def test_find_quote(gold_places: ModuleType, quote: str, before: str, after: str, words: str) -> None:
    for counts_bare in (True, False):
        source = gold_places.GoldText(OURS, counts_bare)
        place = gold_places.find_quote(source, quote, before, after)
        assert gold_places.bare(source.words(place)).text == words
        first, _ = source.span(place)
        assert first >= len(gold_places.bare(OURS.partition(before)[0]).text) if before else first > 0


@pytest.mark.parametrize("quote", ["points", "red tablet", "", " – "])
def test_a_quotation_must_have_one_place(gold_places: ModuleType, quote: str) -> None:
    with pytest.raises(ValueError, match=r"\d places"):
        gold_places.find_quote(gold_places.GoldText(OURS, True), quote)


@pytest.mark.parametrize(
    ("read", "of_it", "printed"),
    [
        (OURS, "pain fell", "painfell"),
        (OURS.replace(" ", "\n"), "pain\nfell", "painfell"),
        (OURS.replace("tablet", "tab-\nlet"), "tab-\nlet", "tablet"),
        (". ".join(reversed(SENTENCES)), "3.2 points", "32points"),
        (OURS.replace("3.2", "3.2 [17, 18]"), "3.2 [17, 18] points", "32points"),
        (OURS.replace("3.2", "8.2"), "8.2 points", "2points"),
        (OURS + " Printed by the house.", "Printed by the house", None),
        (OURS, " ", None),
        ("", "", None),
    ],
)
def test_alignment(gold_places: ModuleType, read: str, of_it: str, printed: str | None) -> None:
    source = gold_places.GoldText(OURS, True)
    start = read.index(of_it)
    span = gold_places.Alignment(read, source).span(start, start + len(of_it))
    assert (source.words(span) if span else None) == printed


@settings(max_examples=50)
@given(st.text(), st.data())
def test_a_text_lies_in_itself(gold_places: ModuleType, text: str, data: st.DataObject) -> None:
    source = gold_places.GoldText(OURS + text, True)
    start = data.draw(st.integers(0, len(OURS)))
    end = data.draw(st.integers(start, len(OURS)))
    span = gold_places.Alignment(source.text, source).span(start, end)
    assert (source.words(span) if span else "") == gold_places.bare(source.text[start:end]).text


@pytest.mark.parametrize("text", ["ab" * 20_000, "0" * 40_000, "lorem ipsum " * 4_000])
def test_repetition_is_no_anchor_and_costs_little(gold_places: ModuleType, text: str) -> None:
    aligned = gold_places.Alignment(text, gold_places.GoldText(text, True))
    assert aligned.span(0, 5) is None

"""Every place of the gold files holds what the row says that it holds."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "benchmarks" / "gold"
DATA = ROOT.parent / "shared" / "data"
PRINTED = ("value", "low", "high", "n", "N")
IN_WORDS = {"48": "Fortyeight", "0": "nil"}

needs_articles = pytest.mark.skipif(not DATA.is_dir(), reason="the articles lie outside the repository, in shared/data")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


@cache
def path_of(document: str) -> Path:
    if document == "he-2026":
        return DATA / "reviews" / document / "review.md"
    return DATA / "articles" / document / "article.xml"


def quotations(value: Any) -> Iterator[tuple[list[int], str | None]]:
    """Each place below ``value`` with the words that stand beside it."""
    if isinstance(value, dict):
        if "place" in value:
            yield value["place"], value.get("words", value.get("printed", value.get("value")))
        for key, below in value.items():
            if key.endswith("_place") and below:
                yield below, None
            elif key != "place":
                yield from quotations(below)
    elif isinstance(value, list):
        for below in value:
            yield from quotations(below)


@pytest.mark.parametrize(
    ("name", "least", "documents"),
    [
        ("outcomes", 250, 13),
        ("entities", 500, 5),
        ("mechanisms", 150, 4),
        ("splits", 150, 12),
        ("stance", 250, 12),
        ("tables", 45, 1),
        ("statements", 60, 12),
        ("trials", 15, 2),
    ],
)
def test_enough_rows_with_ids_of_their_own(name: str, least: int, documents: int) -> None:
    gold = rows(name)
    assert len({row["id"] for row in gold}) == len(gold) >= least
    assert len({row["document"] for row in gold}) >= documents


@needs_articles
@pytest.mark.parametrize(
    "name", ["outcomes", "entities", "mechanisms", "splits", "stance", "tables", "statements", "trials"]
)
def test_places_hold_the_words(name: str, gold_places: ModuleType) -> None:
    sources: dict[str, Any] = {}
    for row in rows(name):
        source = sources.setdefault(row["document"], gold_places.read_source(path_of(row["document"])))
        for place, words in quotations(row):
            assert place[0] < place[1], row["id"]
            there = gold_places.bare(source.words(place)).text
            assert there, row["id"]
            assert words is None or there == gold_places.bare(words).text, row["id"]


@needs_articles
def test_places_hold_the_numbers(gold_places: ModuleType) -> None:
    sources: dict[str, Any] = {}
    for row in rows("outcomes"):
        source = sources.setdefault(row["document"], gold_places.read_source(path_of(row["document"])))
        for slot in PRINTED:
            if row.get(slot) is None:
                continue
            there = source.bare.text[slice(*source.span(row[f"{slot}_place"]))]
            wanted = gold_places.bare(row[slot]).text
            assert there in (wanted, wanted.removeprefix("0"), IN_WORDS.get(row[slot])), row["id"]


@needs_articles
def test_covered_ranges_lie_in_their_document(gold_places: ModuleType) -> None:
    for row in rows("covered"):
        source = gold_places.read_source(path_of(row["document"]))
        start, end = row["range"]
        assert 0 <= start < end <= len(source.bare.text if source.counts_bare else source.text)


def test_an_uncertain_row_says_why() -> None:
    uncertain = [row for row in rows("tables") if row["uncertain"]]
    assert len(uncertain) == 4
    assert all(row["why"] for row in uncertain)

"""Every place of the gold files holds what the row says that it holds."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "benchmarks" / "gold"
DATA = ROOT.parent / "shared" / "data"
PRINTED = ("value", "low", "high", "n", "N")
FOLDERS = (GOLD, GOLD / "fresh")
KINDS = ("outcomes", "entities", "mechanisms", "splits", "stance", "tables")
FILES = [path for folder in FOLDERS for kind in KINDS if (path := folder / f"{kind}.jsonl").exists()]
SENTENCES = DATA / "audit" / "citation_integrity" / "claims.jsonl"
IN_WORDS = {"48": "Fortyeight", "0": "nil"}

needs_articles = pytest.mark.skipif(not DATA.is_dir(), reason="the articles lie outside the repository, in shared/data")


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")


def rows(name: str, folder: Path = GOLD) -> list[dict[str, Any]]:
    return read(folder / f"{name}.jsonl")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def source_of(gold_places: ModuleType, gold_sentences: ModuleType) -> Callable[[str], Any]:
    """The source of a document of the gold."""

    @cache
    def source(document: str) -> Any:
        if gold_sentences.is_sentence(document):
            return gold_sentences.sentence_source(SENTENCES, document)
        if document == "he-2026":
            return gold_places.read_source(DATA / "reviews" / document / "review.md")
        return gold_places.read_source(DATA / "articles" / document / "article.xml")

    return source


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


@pytest.mark.parametrize(
    ("name", "least", "documents"),
    [("outcomes", 115, 7), ("entities", 260, 6), ("mechanisms", 70, 6), ("splits", 39, 39), ("stance", 150, 7)],
)
def test_enough_fresh_rows_of_which_none_is_old(name: str, least: int, documents: int) -> None:
    fresh = rows(name, GOLD / "fresh")
    assert len({row["id"] for row in fresh}) == len(fresh) >= least
    assert len({row["document"] for row in fresh}) >= documents
    assert not {spot(row) for row in fresh} & {spot(row) for row in rows(name)}


def spot(row: dict[str, Any]) -> tuple[str, int]:
    """Where a row's sentence, cell or mention begins."""
    first = row["place"] if "place" in row else row["sentence"][0]
    return row["document"], first[0]


@needs_articles
@each_file
def test_places_hold_the_words(path: Path, gold_places: ModuleType, source_of: Callable[[str], Any]) -> None:
    for row in read(path):
        source = source_of(row["document"])
        for place, words in quotations(row):
            assert place[0] < place[1], row["id"]
            there = gold_places.bare(source.words(place)).text
            assert there, row["id"]
            assert words is None or there == gold_places.bare(words).text, row["id"]


@needs_articles
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_places_hold_the_numbers(folder: Path, gold_places: ModuleType, source_of: Callable[[str], Any]) -> None:
    for row in rows("outcomes", folder):
        source = source_of(row["document"])
        for slot in PRINTED:
            if row.get(slot) is None:
                continue
            there = source.bare.text[slice(*source.span(row[f"{slot}_place"]))]
            wanted = gold_places.bare(row[slot]).text
            assert there in (wanted, wanted.removeprefix("0"), IN_WORDS.get(row[slot])), row["id"]


@needs_articles
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_markers_and_parts_lie_in_their_sentence(folder: Path, source_of: Callable[[str], Any]) -> None:
    for row in rows("splits", folder):
        source = source_of(row["document"])
        first, last = row["sentence"][0][0], row["sentence"][-1][1]
        for part in row["parts"]:
            for start, end in (part["marker"], *part["part"], *part.get("also", ())):
                assert first <= start < end <= last, row["id"]
            assert any(character.isdigit() for character in source.words(part["marker"])), row["id"]


@needs_articles
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_covered_ranges_lie_in_their_document(folder: Path, source_of: Callable[[str], Any]) -> None:
    for row in rows("covered", folder):
        source = source_of(row["document"])
        start, end = row["range"]
        assert 0 <= start < end <= len(source.bare.text if source.counts_bare else source.text)


def test_an_uncertain_row_says_why() -> None:
    uncertain = [row for row in rows("tables") if row["uncertain"]]
    assert len(uncertain) == 4
    assert all(row["why"] for row in uncertain)

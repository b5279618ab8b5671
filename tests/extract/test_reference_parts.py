"""The string of one reference is parsed into its parts, each with its place."""

from dataclasses import fields
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reference_parts import MAX_LENGTH, Piece, ReferenceParts, parse

STYLES: list[tuple[str, dict[str, Any]]] = [
    (
        "Meyer AB, de Vries C, O'Neil D. How small things grow large. J Ex Biol. 2019 Mar 4;12(3):45-67. doi:10.1234/j",
        {
            "authors": ["Meyer AB", "de Vries C", "O'Neil D"],
            "title": "How small things grow large",
            "container_title": "J Ex Biol",
            "year": "2019",
            "volume": "12",
            "issue": "3",
            "first_page": "45",
            "last_page": "67",
            "doi": "10.1234/j",
            "type": "article-journal",
        },
    ),
    (
        "Meyer, A. B., & de Vries, C. (2019). How small things grow. Journal of Examples, 12(3), 45–67.",
        {
            "authors": ["Meyer A. B.", "de Vries C."],
            "title": "How small things grow",
            "container_title": "Journal of Examples",
            "year": "2019",
            "volume": "12",
            "first_page": "45",
        },
    ),
    (
        "A. B. Meyer and C. Vries, “How small things grow,” Journal of Examples, vol. 12, no. 3, pp. 45–67, 2019.",
        {"title": "How small things grow", "year": "2019", "volume": "12", "issue": "3", "first_page": "45"},
    ),
    (
        "Meyer AB, Vries C et al. Small things grow? J Ex. 2016;5:e1254855.",
        {
            "et_al": True,
            "title": "Small things grow?",
            "volume": "5",
            "article_number": "e1254855",
            "first_page": None,
        },
    ),
    ("Meyer AB, Vries C. Growing: a talk. J Ex Suppl. 2018;36:TPS4095.", {"type": "paper-conference"}),
    ("Meyer AB, Vries C. Growing early. bioRxiv. 2021;1:12-14.", {"type": "article"}),
    (
        "World Example Organization. Report on examples. Available from: https://example.org/report. 2020",
        {"group_author": ["World Example Organization"], "url": "https://example.org/report", "type": "webpage"},
    ),
    ("Meyer AB. One. J Ex. 2001;1:1. PMID: 1234567; PMCID: PMC7654321.", {"pmid": "1234567", "pmcid": "PMC7654321"}),
    ("Meyer AB. One. J Ex. 2001;1:1. https://doi.org/10.1234/x(1)2.", {"doi": "10.1234/x(1)2", "url": None}),
    ("", {"title": None, "authors": [], "type": "document"}),
    ("   .  ", {"title": None, "authors": []}),
]


@pytest.mark.parametrize(("printed", "wanted"), STYLES, ids=[printed[:40] for printed, _ in STYLES])
def test_styles(printed: str, wanted: dict[str, Any]) -> None:
    parts = parse(printed)
    found: dict[str, Any] = {field.name: getattr(parts, field.name) for field in fields(parts)}
    found = {name: value.text if isinstance(value, Piece) else value for name, value in found.items()}
    found["authors"] = [f"{author.family} {author.given}".strip() for author in parts.authors]
    found["group_author"] = [group.text for group in parts.group_authors]
    assert {name: found[name] for name in wanted} == wanted


def pieces(parts: ReferenceParts) -> list[Piece]:
    found = [value for field in fields(parts) if isinstance(value := getattr(parts, field.name), Piece)]
    return [*found, *parts.group_authors, *(author.piece for author in parts.authors)]


def check(text: str) -> None:
    for piece in pieces(parse(text)):
        assert 0 <= piece.start <= piece.end <= len(text)
        if ", " not in piece.text:  # the parts of a name printed as "Family, A. B." are put together
            assert text[piece.start : piece.end] == piece.text


TOKENS = [
    "Meyer AB",
    "A. B.",
    ", ",
    "; ",
    ". ",
    " and ",
    " & ",
    "et al",
    "(2019)",
    "2019;",
    "12(3)",
    ":45-67",
    "“",
    "”",
    '"',
]
TOKENS += ["doi:", "10.1234/", "PMID: 1", "https://", "vol. 1", "pp. 2", "In ", "é", " ", "\n", "(", ")", "1", "–", "?"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=5)), max_size=30).map("".join))
def test_any_string_is_parsed_and_its_pieces_slice_back(text: str) -> None:
    check(text)


HOSTILE = [
    "(",
    "[",
    "1",
    "1-",
    "1,",
    "1:1-1",
    "1(1):",
    "A. ",
    "A, ",
    "a,",
    ", ",
    " ",
    ". ",
    "”",
    "“",
    "2020;",
    "2020;1",
]
HOSTILE += [
    "(2020)",
    "vol. 1",
    "and ",
    "et al",
    "doi:",
    "doi: ",
    "10.1234/",
    "https://",
    "PMID",
    "Jr. ",
    "A.-",
    "A’",
    "e1.",
]


@pytest.mark.parametrize(
    "frame", ["{}", "Meyer AB. One. J Ex. 2020;1:1-{}", "Meyer AB{}x. One. 2020;1:1.", "“{}", "{} (2019)."]
)
def test_hostile_strings_take_no_time(frame: str) -> None:
    for unit in HOSTILE:
        text = frame.format(unit * (100_000 // len(unit)))
        before = process_time()
        parse(text)
        parse(frame.format(unit * (MAX_LENGTH // len(unit) - 40)))
        assert process_time() - before < 1.5, unit

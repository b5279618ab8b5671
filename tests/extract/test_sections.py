"""Headings and the ranges of text under them."""

from collections.abc import Callable

import pytest

from extract.document import Document
from extract.sections import find_headings, flow_end, section_at

Reader = Callable[[str], Document]

REVIEW = """# The title

A. Author

## Abstract

In short.

## Methods

### Search

We searched.

### Choice

We chose.

## Results

We found.

Table 1. Counts

|a|b|
|--|--|
|1|2|
"""


def under(document: Document, heading: str) -> str:
    (found,) = [each for each in find_headings(document) if each.row.heading.value == heading]
    return document.text[found.span.start : found.span.end].strip()


RANGES = [
    ("Abstract", "In short."),
    ("Methods", "Search\n\nWe searched.\n\nChoice\n\nWe chose."),
    ("Search", "We searched."),
    ("Choice", "We chose."),
    ("Results", "We found."),  # the floats behind the flow belong to no section
]


@pytest.mark.parametrize(("heading", "text"), RANGES)
def test_the_range_of_a_section_goes_to_the_next_heading_of_its_level(
    read_text: Reader, heading: str, text: str
) -> None:
    assert under(read_text(REVIEW), heading) == text


def test_the_title_is_no_section(read_text: Reader) -> None:
    levels = [(found.row.heading.value, found.row.level) for found in find_headings(read_text(REVIEW))]
    assert levels == [("Abstract", 1), ("Methods", 1), ("Search", 2), ("Choice", 2), ("Results", 1)]


def test_ids_and_sources(read_text: Reader) -> None:
    document = read_text(REVIEW)
    first = find_headings(document)[0].row
    assert first.section_id == f"{document.document_id}-section-1"
    assert first.heading == document.quote(document.text.index("Abstract"), document.text.index("Abstract") + 8)


PLACES = [("A. Author", None), ("In short", "Abstract"), ("We searched", "Search"), ("We found", "Results")]


@pytest.mark.parametrize(("text", "heading"), PLACES)
def test_the_section_of_a_place(read_text: Reader, text: str, heading: str | None) -> None:
    document = read_text(REVIEW)
    section = section_at(find_headings(document), document.text.index(text))
    assert (section.row.heading.value if section else None) == heading


def test_the_flow_ends_before_the_floats(read_text: Reader) -> None:
    document = read_text(REVIEW)
    assert document.text[: flow_end(document)].endswith("We found.")


def test_a_text_without_headings(read_text: Reader) -> None:
    document = read_text("Only text.")
    assert find_headings(document) == ()
    assert section_at((), 3) is None


LEVELS = [
    ("= Title\n== Introduction\ntext\n=== Aims\ntext\n== Results\ntext", {"Introduction": 1, "Aims": 2, "Results": 1}),
    ("#show heading: set text(size: 9pt)\n== Methods\ntext\n=== Sampling\ntext", {"Methods": 1, "Sampling": 1}),
]


@pytest.mark.parametrize(("source", "levels"), LEVELS)
def test_levels_by_how_headings_look(read_typeset: Reader, source: str, levels: dict[str, int]) -> None:
    document = read_typeset("#show heading.where(level: 3): set text(size: 10pt)\n" + source)
    assert {found.row.heading.value: found.row.level for found in find_headings(document)} == levels

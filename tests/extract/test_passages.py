"""Sentences and table rows with the markers that stand in them."""

import itertools
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.citations import Marker, find_markers
from extract.document import Document
from extract.passages import Passage, find_passages, language
from extract.references import find_entries
from extract.sections import find_headings
from extract.tables import read_tables

Reader = Callable[[str], Document]

LIST = "\n\n## References\n\n" + "\n".join(f"{n}. Author A. Title. Ex J. 2001;{n}:1-2." for n in range(1, 13))


def read(document: Document) -> tuple[tuple[Passage, ...], tuple[Marker, ...]]:
    entries = find_entries(document)
    markers = find_markers(document, entries)
    tables = read_tables(document)
    return find_passages(document, entries, markers, find_headings(document), tables, language()), markers


def sentences(document: Document) -> list[str]:
    return [passage.text for passage in read(document)[0] if passage.kind == "sentence"]


SENTENCES = [
    ("One ends here. Another begins.", ["One ends here.", "Another begins."]),
    ("As shown by Meyer et al. The next.", ["As shown by Meyer et al. The next."]),
    ("See Fig. 2 and e.g. Table 3. It shows it.", ["See Fig. 2 and e.g. Table 3.", "It shows it."]),
    ("It was 3.5 vs. 4.5 months. Then less.", ["It was 3.5 vs. 4.5 months.", "Then less."]),
    ("First, J. Meyer came. Then others.", ["First, J. Meyer came.", "Then others."]),
    ("Is it so? It is! Good.", ["Is it so?", "It is!", "Good."]),
    ("It was so [1]. It is [2].", ["It was so [1].", "It is [2]."]),
    ("It was so. [1] It is.", ["It was so. [1]", "It is."]),
    ("It was so.<sup>1</sup> It is.", ["It was so.1", "It is."]),
    ("It was so.<sup>1,2</sup> PD-1 is.", ["It was so.1,2", "PD-1 is."]),
    ("It was mTOR. mTOR is one.", ["It was mTOR.", "mTOR is one."]),
    ("α-Fetoprotein rose. β-Catenin fell.", ["α-Fetoprotein rose.", "β-Catenin fell."]),
    ("It ended (as planned). Then more.", ["It ended (as planned).", "Then more."]),
    ("the value (p = .03) was low", ["the value (p = .03) was low"]),
    ("with lower case. and then on", ["with lower case. and then on"]),
]

CITING = "It is<sup>3</sup> and is<sup>4</sup> and is.<sup>5</sup>"
"""Enough raised numbers for a document that cites by them."""


@pytest.mark.parametrize(("text", "found"), SENTENCES)
def test_sentences(read_text: Reader, text: str, found: list[str]) -> None:
    document = read_text(f"## Introduction\n\n{text}\n\n{CITING}{LIST}")
    assert sentences(document)[:-1] == found


def test_each_sentence_has_its_markers_and_section(read_text: Reader) -> None:
    document = read_text(
        f"# Title\n\nA. Author\n\n## Introduction\n\nOne [1]. Two [2,3]. None.\n\n## End\n\nFour [4].{LIST}"
    )
    passages, _ = read(document)
    assert [[marker.numbers for marker in passage.markers] for passage in passages] == [[(1,)], [(2, 3)], [], [(4,)]]
    sections = {heading.row.section_id: heading.row.heading.value for heading in find_headings(document)}
    assert [sections[passage.section_id or ""] for passage in passages] == ["Introduction"] * 3 + ["End"]


def test_front_matter_and_entries_are_no_passages(read_text: Reader) -> None:
    document = read_text(f"# Title\n\nA. Author. B. Other.\n\n## Introduction\n\nOne [1].{LIST}")
    assert sentences(document) == ["One [1]."]


def test_rows_of_tables_are_passages(read_text: Reader) -> None:
    document = read_text(
        "## Introduction\n\nText.\n\n**Table 1.** Of [4]. All.\n\n"
        f"|Drug|Source|\n|--|--|\n|alpha|[5]|\n|beta|[6,7]|\n{LIST}"
    )
    passages, _ = read(document)
    assert [passage.text for passage in passages] == [
        "Text.",
        "Table 1.",
        "Of [4].",
        "All.",
        "alpha\t[5]",
        "beta\t[6,7]",
    ]
    rows = [passage for passage in passages if passage.kind == "table-row"]
    assert [[marker.numbers for marker in row.markers] for row in rows] == [[(5,)], [(6, 7)]]
    assert [[header for header, _ in row.cells] for row in rows] == [["Drug", "Source"]] * 2


PARTS = ["Word ", "and ", "et al. ", "No. 5 ", ". ", "? ", "[1] ", "[2,3]", "[4]. ", "<sup>5</sup>", ".<sup>6-8</sup> "]
PARTS += ["(", ") ", "\n\n", "A. ", "p.", "3.5 ", "“", "” ", "…", "α ", "1. ", "\n## Heading\n\n"]
PARTS += ["|a|[9]|\n|--|--|\n|b.|[10]. C|\n\n"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_passages_are_in_order_apart_and_hold_every_marker(read_text: Reader, written: str) -> None:
    document = read_text(f"## Introduction\n\n{written}\n\n{CITING}{LIST}")
    passages, markers = read(document)
    spans = [passage.span for passage in passages if passage.kind == "sentence"]
    assert all(span.start < span.end for span in spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    headings = [heading.block.span for heading in find_headings(document)]
    tables = [passage.span for passage in passages if passage.kind == "table-row"]
    head_rows = [block.span for block in document.of_kind("table")]
    for marker in markers:
        assert any(marker.span in span for span in [*spans, *headings, *tables, *head_rows])
    held = [marker for passage in passages for marker in passage.markers]
    assert len(held) == len(set(held))
    for passage in passages:
        assert document.text[passage.span.start : passage.span.end] == passage.text


@pytest.mark.parametrize("unit", ["(", "$", ". ", "A. ", "a ", "a.", "(a", "[1]. ", "[1]", "“", "…"])
def test_hostile_paragraphs_take_no_time(read_text: Reader, unit: str) -> None:
    document = read_text(f"## Introduction\n\n{unit * (60_000 // len(unit))}{LIST}")
    before = process_time()
    read(document)
    assert process_time() - before < 4

"""Reference lists are found and cut into entries, each a row whose every field slices back to what is printed."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.provenance import DocumentSource, Sourced
from curated.schema import Reference
from extract.document import Document
from extract.references import find_entries, number_at, references_of

Reader = Callable[[str], Document]


def entries(document: Document) -> list[tuple[int | None, str]]:
    return [(each.number, document.text[each.span.start : each.span.end]) for each in find_entries(document)]


def rows(document: Document) -> tuple[Reference, ...]:
    return references_of(document, find_entries(document))


ONE, TWO, THREE = "Author A. One. Ex J. 2001;1:1-2.", "Author B. Two. Ex J. 2002;2:3-4.", "Author C. Three. 2003;3:5."

LISTS = [
    ("numbers with dots", f"## References\n\n1. {ONE}\n2. {TWO}", [(1, f"1. {ONE}"), (2, f"2. {TWO}")]),
    ("numbers in brackets", f"## Literature cited\n\n[1] {ONE}\n\n[2] {TWO}", [(1, f"[1] {ONE}"), (2, f"[2] {TWO}")]),
    ("no numbers", f"## References\n\n{ONE}\n\n{TWO}", [(None, ONE), (None, TWO)]),
    ("a numbered heading", f"## 7. References\n\n1. {ONE}\n2. {TWO}", [(1, f"1. {ONE}"), (2, f"2. {TWO}")]),
    ("a missing number", f"## References\n\n1. {ONE}\n3. {THREE}", [(1, f"1. {ONE}"), (3, f"3. {THREE}")]),
    ("text behind the list", f"## References\n\n1. {ONE}\n\n## Funding\n\n2. None was given.", [(1, f"1. {ONE}")]),
    (
        "a year at the head of a line is no number",
        "## References\n\n1. Author A. One. Ex J.\n2001;1:1-2.\n2. " + TWO,
        [(1, f"1. {ONE}"), (2, f"2. {TWO}")],
    ),
    (
        "two lists",
        f"## References\n\n1. {ONE}\n\n## Further\n\ntext\n\n## Bibliography\n\n1. {TWO}",
        [(1, f"1. {ONE}"), (1, f"1. {TWO}")],
    ),
    ("no list", "## Introduction\n\nText of 2001 without a list.", []),
]


@pytest.mark.parametrize(("printed", "cut"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS])
def test_lists_are_cut_into_entries(read_text: Reader, printed: str, cut: list[tuple[int | None, str]]) -> None:
    assert entries(read_text(printed)) == cut


def test_a_list_without_a_heading_is_the_last_numbered_run_with_years(read_text: Reader) -> None:
    steps = "\n".join(f"{number}. Stir for a while." for number in range(1, 7))
    listed = "\n".join(f"{number}. Author A. Title. Ex J. 200{number};1:1-2." for number in range(1, 7))
    found = entries(read_text(f"Text.\n\n{steps}\n\nMore text.\n\n{listed}"))
    assert [number for number, _ in found] == [1, 2, 3, 4, 5, 6]
    assert "Author A" in found[0][1]


def test_an_entry_over_a_column_break_is_one(read_typeset: Reader) -> None:
    # "\\." keeps Typst from making a list of its own of it
    title = "The title of this entry is quite long and has many words"
    listed = "\n\n".join(rf"{number}\. Author A, Other B. {title}. Ex J. 2001;{number}:1-2." for number in range(1, 20))
    document = read_typeset(
        "#set page(columns: 2, height: 260pt)\n== References\n"
        f"#set par(first-line-indent: 0pt, hanging-indent: 1em)\n{listed}"
    )
    found = entries(document)
    assert [number for number, _ in found] == list(range(1, 20))
    assert all(text.endswith(f"2001;{number}:1-2.") for number, text in found)


NUMBERS = [
    ("[12] Author A.", 12),
    ("12. Author A.", 12),
    ("12) Author A.", 12),
    (" 3. Author", 3),
    ("2020 was a year", None),
    ("Author A. 2001.", None),
    ("12.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_the_number_a_string_begins_with(text: str, number: int | None) -> None:
    found = number_at(text)
    assert (found[0] if found else None) == number


LINKED = """## References

1. Author A, Other BC, et al. A title. Ex J. 2001;12(3):45-67. [DOI](https://doi.org/10.1234/AB.C)
[PubMed](https://pubmed.ncbi.nlm.nih.gov/123456/) [PMC](https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7654321/)
2. Author B. Another. Ex J. 2002;13:e5. doi:10.1234/XY.Z.
"""


def test_a_row(read_text: Reader) -> None:
    first, second = rows(read_text(LINKED))
    assert first.number is not None
    assert (first.number.value, first.type, first.et_al) == (1, "article-journal", True)
    assert [(author.value.family, author.value.given) for author in first.authors] == [("Author", "A"), ("Other", "BC")]
    values = {name: sourced.value for name, sourced in first if isinstance(sourced, Sourced)}
    assert values | {"raw": "", "number": 1} == {
        "number": 1,
        "raw": "",
        "title": "A title",
        "container_title": "Ex J",
        "year": 2001,
        "volume": "12",
        "issue": "3",
        "first_page": "45",
        "last_page": "67",
        "doi": "10.1234/ab.c",
        "pmid": "123456",
        "pmcid": "PMC7654321",
    }
    assert second.doi is not None
    assert second.doi.value == "10.1234/xy.z"
    assert [step.name for step in second.doi.steps] == ["doi-normalised"]


def test_identifiers_of_links_say_so(read_text: Reader) -> None:
    document = read_text(LINKED)
    first = rows(document)[0]
    assert first.doi is not None
    assert isinstance(first.doi.source, DocumentSource)
    assert document.text[first.doi.source.start : first.doi.source.end] == "DOI"
    assert [step.name for step in first.doi.steps] == ["link-target"]


def test_ids_are_unique_and_do_not_depend_on_other_entries(read_text: Reader) -> None:
    document = read_text(f"## References\n\n{ONE}\n\n{TWO}\n\n{ONE}")
    ids = [row.reference_id for row in rows(document)]
    assert len(set(ids)) == 3
    assert ids[2] == f"{ids[0]}.2"


PARTS = [
    "1. ",
    "2. ",
    "[3] ",
    "Author A, ",
    "Other B. ",
    "A title. ",
    "Ex J. ",
    "2001;1:1-2. ",
    "(2002) ",
    "é",
    "12",
    ".",
]
PARTS += ["doi:10.1234/x ", "https://example.org ", "\n", "\n\n", "## References\n\n", "[DOI](https://doi.org/10.1/x) "]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_every_field_slices_back_to_what_is_printed(read_text: Reader, written: str) -> None:
    document = read_text(f"## References\n\n1. Author A. B. 2001;1:1.\n{written}")
    listed = rows(document)
    assert len({row.reference_id for row in listed}) == len(listed)
    for row in listed:
        for _, field in row:
            for sourced in field if isinstance(field, tuple) else [field]:
                if isinstance(sourced, Sourced) and isinstance(sourced.source, DocumentSource):
                    printed = document.text[sourced.source.start : sourced.source.end]
                    assert sourced.steps or sourced.value == printed
                    assert row.raw.source.start <= sourced.source.start  # type: ignore[union-attr]
                    assert sourced.source.end <= row.raw.source.end  # type: ignore[union-attr]

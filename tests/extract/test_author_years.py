"""Citations by author and year: what is printed, and which references of the list it cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.citations import citations_of, find_markers
from extract.document import Document
from extract.formats import markdown
from extract.references import find_entries, references_of

LIST = """

## References

Lee A, Kim B (2019) On marrow. Ex J 1:1–2.

Müller C (2018) On bone. Ex J 2:3–4.

O’Neill D, Park E, Roe F (2017) On skin. Ex J 3:5–6.

Smith G, Jones H (2020a) On blood. Ex J 4:7–8.

Smith G, Brown I (2020b) On plasma. Ex J 5:9–10.

Smith G, Brown I (2021) On serum. Ex J 6:11–12.

van der Berg J (2016) On salt. Ex J 7:13–14.
"""
CITED = "Seen before (Müller 2018; Lee and Kim 2019; O’Neill et al. 2017).\n\n"
"""Enough of the list for the style to count."""


def read(text: str) -> Document:
    return markdown.read(("# T\n\n## Introduction\n\n" + CITED + text + LIST).encode())


def cited(text: str) -> list[tuple[str, list[int], tuple[str, ...]]]:
    document = read(text)
    entries = find_entries(document)
    markers = find_markers(document, entries, references_of(document, entries))
    found = []
    for marker in markers[3:]:
        assert marker.known is not None
        printed = document.text[marker.span.start : marker.span.end]
        found.append((printed, sorted(marker.known.references), marker.known.missing))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is so (Smith et al. 2021).", [("Smith et al. 2021", [5], ())]),
        ("It is so (Smith et al., 2021).", [("Smith et al., 2021", [5], ())]),
        ("Smith et al. (2021) say so.", [("Smith et al. (2021", [5], ())]),
        ("Smith and Brown (2021) say so.", [("Smith and Brown (2021", [5], ())]),
        ("However, Smith & Brown [2021] say so.", [("Smith & Brown [2021", [5], ())]),
        ("Smith’s (2021) salt.", [("Smith’s (2021", [5], ())]),
        ("It is so (Smith and Jones 2020a).", [("Smith and Jones 2020a", [3], ())]),
        ("It is so (Smith et al. 2020a, b).", [("Smith et al. 2020a, b", [3, 4], ())]),
        ("It is so (Smith et al. 2020b; 2021).", [("Smith et al. 2020b", [4], ()), ("2021", [5], ())]),
        ("It is so (e.g. van der Berg 2016).", [("van der Berg 2016", [6], ())]),
        ("Muller (2018) says so.", [("Muller (2018", [1], ())]),
        ("It is so (Grey et al. 2015).", [("Grey et al. 2015", [], ("Grey et al. 2015",))]),
        ("It is so (O’Neill, Park, & Roe, 2017).", [("O’Neill, Park, & Roe, 2017", [2], ())]),
        ("O’Neill, Park, and Roe (2017) say so.", [("O’Neill, Park, and Roe (2017", [2], ())]),
        (
            "It is so (Grey, Black, & White, 2015).",
            [("Grey, Black, & White, 2015", [], ("Grey, Black, & White 2015",))],
        ),
        ("It is printed in Salt and Water 2015; 6: 1–8.", []),
        ("In March 2021 and in Chicago (2018), 2019 patients came.", []),
        ("The R Core Team (2012) wrote it.", []),
        ("A dose of 2021 mg was given.", []),
    ],
)
def test_what_is_cited(text: str, found: list[tuple[str, list[int], tuple[str, ...]]]) -> None:
    assert cited(text) == found


def test_rows_keep_what_was_cited_where_nothing_in_the_list_has_it() -> None:
    document = read("It is so (Grey et al. 2015).")
    entries = find_entries(document)
    references = references_of(document, entries)
    rows = citations_of(document, entries, find_markers(document, entries, references), references, {})
    assert [(row.cited, row.reference_id) for row in rows][-1] == ("Grey et al. 2015", None)
    assert len({row.citation_id for row in rows}) == len(rows) == 4


def test_numbers_go_before_names() -> None:
    text = "# T\n\n## Introduction\n\nSmith (2020) said so [1]. Jones (2021) too [2,3]." + (
        "\n\n## References\n\n1. Smith A. T. Ex J. 2020;1:1.\n2. Jones B. T. Ex J. 2021;2:2.\n"
        "3. Roe C. T. Ex J. 2019;3:3.\n"
    )
    document = markdown.read(text.encode())
    entries = find_entries(document)
    markers = find_markers(document, entries, references_of(document, entries))
    assert [marker.numbers for marker in markers] == [(1,), (2, 3)]


@given(st.text(alphabet="Smith Jones &and,et al.;()[]20191ab\n", max_size=200))
def test_places_are_in_the_text_and_in_order(text: str) -> None:
    document = read(text)
    entries = find_entries(document)
    markers = find_markers(document, entries, references_of(document, entries))
    starts = [marker.span.start for marker in markers]
    assert starts == sorted(starts)
    assert all(0 <= marker.span.start < marker.span.end <= len(document.text) for marker in markers)

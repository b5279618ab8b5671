"""References as CSL-JSON, BibTeX and RIS: what each format asks for, whatever the fields hold."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.bibtex import bibtex
from curated.csl import csl_item
from curated.ris import ris

FIELDS: dict[str, Any] = {
    "type": "article-journal",
    "authors": [{"family": "van der Berg", "given": "AB", "suffix": "Jr"}, {"family": "Kim", "given": "E"}],
    "group_author": ["Example Study Group"],
    "title": "Ponds & {rivers}: 100% of $5 #1_a",
    "container_title": "J Pond Res",
    "year": 2020,
    "volume": "12",
    "issue": "3",
    "first_page": "1898",
    "last_page": "907",
    "last_page_in_full": "1907",
    "doi": "10.1234/a_b",
}


def test_csl() -> None:
    assert csl_item("r1", FIELDS) == {
        "id": "r1",
        "type": "article-journal",
        "author": [
            {"family": "Berg", "given": "AB", "non-dropping-particle": "van der", "suffix": "Jr"},
            {"family": "Kim", "given": "E"},
            {"literal": "Example Study Group"},
        ],
        "title": FIELDS["title"],
        "container-title": "J Pond Res",
        "volume": "12",
        "issue": "3",
        "DOI": "10.1234/a_b",
        "issued": {"date-parts": [[2020]]},
        "page": "1898-1907",
    }


@pytest.mark.parametrize(
    ("fields", "page"),
    [
        ({"first_page": "5"}, "5"),
        ({"first_page": "5", "last_page": "9"}, "5-9"),
        ({"article_number": "e77"}, "e77"),
        ({}, None),
    ],
)
def test_pages(fields: dict[str, str], page: str | None) -> None:
    assert csl_item("r1", fields).get("page") == page


def test_a_supplement_is_said_once() -> None:
    assert "supplement" not in csl_item("r1", {"issue": "Suppl 2", "supplement": "Suppl 2"})
    assert csl_item("r1", {"issue": "3 Suppl 2", "supplement": "Suppl 2"})["supplement"] == "Suppl 2"


def test_bibtex() -> None:
    assert bibtex([csl_item("r1", FIELDS)]) == (
        "@article{berg2020,\n"
        "  author = {van der Berg, Jr, AB and Kim, E and {Example Study Group}},\n"
        "  title = {{Ponds \\& \\{rivers\\}: 100\\% of \\$5 \\#1\\_a}},\n"
        "  journal = {J Pond Res},\n"
        "  year = {2020},\n"
        "  volume = {12},\n"
        "  number = {3},\n"
        "  pages = {1898--1907},\n"
        "  doi = {10.1234/a_b}\n"
        "}\n"
    )


def test_keys_of_bibtex_are_distinct() -> None:
    made = bibtex(
        [csl_item("r1", FIELDS), csl_item("r2", FIELDS), csl_item("r3", {}), csl_item("r4", {"title": "Über"})]
    )
    assert re.findall(r"@\w+\{(.*),|@\w+\{(.*)\n", made) == [
        ("berg2020", ""),
        ("berg2020-2", ""),
        ("", "reference"),
        ("uber", ""),
    ]


def test_ris() -> None:
    lines = ris([csl_item("r1", FIELDS)]).split("\r\n")
    assert lines[:6] == [
        "TY  - JOUR",
        "ID  - r1",
        "AU  - van der Berg, AB, Jr",
        "AU  - Kim, E",
        "AU  - Example Study Group",
        f"TI  - {FIELDS['title']}",
    ]
    assert lines[-6:] == ["IS  - 3", "SP  - 1898", "EP  - 1907", "DO  - 10.1234/a_b", "ER  - ", ""]


ANYTHING = st.text(max_size=30)


@given(
    ANYTHING, ANYTHING, ANYTHING, st.lists(st.fixed_dictionaries({"family": ANYTHING, "given": ANYTHING}), max_size=3)
)
def test_nothing_breaks_out_of_its_field(title: str, container: str, url: str, authors: list[dict[str, str]]) -> None:
    fields = {"title": title, "container_title": container, "url": url, "authors": authors, "type": "article-journal"}
    items = [csl_item("r1", fields), csl_item("r2", {})]
    for line in ris(items).split("\r\n"):
        assert re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*|", line)
    made = re.sub(r"\\[{}\\]", "", bibtex(items))
    depth = 0
    for letter in made:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0
    assert made.count("\n@") == 1

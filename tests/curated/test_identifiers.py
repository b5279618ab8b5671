"""Identifiers as they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.identifiers import content_id, normalise_doi, pmcid_of_link, pmid_of_link

DOIS = [
    ("10.1056/NEJMoa1915745", "10.1056/nejmoa1915745"),
    ("doi:10.1056/NEJMoa1915745.", "10.1056/nejmoa1915745"),
    ("https://dx.doi.org/10.3322/caac.21834", "10.3322/caac.21834"),
    ("https://doi.org/10.1016%2FS0140-6736(25)00403-9", "10.1016/s0140-6736(25)00403-9"),
    ("10.1016/S0140-6736(25)00403-9)", "10.1016/s0140-6736(25)00403-9"),
    ("10.1000/abc];", "10.1000/abc"),
    (
        "10.1002/(SICI)1097-0142(19960515)77:10<2043::AID-CNCR14>3.0.CO;2-E.",
        "10.1002/(sici)1097-0142(19960515)77:10<2043::aid-cncr14>3.0.co;2-e",
    ),
    ("10.1000/abc<br>", "10.1000/abc"),
    ("10.1/x", None),
    ("see 10.1000/182", None),
    ("", None),
]


@pytest.mark.parametrize(("printed", "doi"), DOIS)
def test_doi(printed: str, doi: str | None) -> None:
    assert normalise_doi(printed) == doi


@given(st.text(max_size=60))
def test_a_normal_doi_stays_as_it_is(text: str) -> None:
    doi = normalise_doi(f"10.1234/{text}")
    assert doi is None or normalise_doi(doi) in (doi, None)


@pytest.mark.parametrize(
    ("uri", "pmid"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/32402160", "32402160"),
        ("https://pubmed.ncbi.nlm.nih.gov/32402160/", "32402160"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/32402160", "32402160"),
        ("https://pubmed.ncbi.nlm.nih.gov.example.org/32402160", None),
        ("https://example.org/pubmed.ncbi.nlm.nih.gov/32402160", None),
    ],
)
def test_pmid_of_a_link(uri: str, pmid: str | None) -> None:
    assert pmid_of_link(uri) == pmid


def test_pmcid_of_a_link() -> None:
    assert pmcid_of_link("https://pmc.ncbi.nlm.nih.gov/articles/PMC4873287/") == "PMC4873287"
    assert pmcid_of_link("https://www.ncbi.nlm.nih.gov/pmc/articles/pmc4873287") == "PMC4873287"
    assert pmcid_of_link("https://example.org/pmc/articles/PMC4873287") is None


def test_a_content_id_parts_its_parts() -> None:
    assert content_id("a", "bc") != content_id("ab", "c")

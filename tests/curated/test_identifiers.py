"""Identifiers as they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.identifiers import content_id, find_trial_numbers, normalise_doi, pmcid_of_link, pmid_of_link

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


TRIALS = [
    ("NCT03434379", "ClinicalTrials.gov", "NCT03434379"),
    ("(NCT 03434379)", "ClinicalTrials.gov", "NCT03434379"),
    ("NCT#03434379,", "ClinicalTrials.gov", "NCT03434379"),
    ("nct03434379", "ClinicalTrials.gov", "NCT03434379"),
    ("NCT-03434379", "ClinicalTrials.gov", "NCT03434379"),
    ("ISRCTN 12345678", "ISRCTN", "ISRCTN12345678"),
    ("2022-501549-57-00", "EU CT", "2022-501549-57-00"),
    ("EudraCT 2004-123456-12-GB", "EudraCT", "2004-123456-12"),
    ("EudraCT: 2004-123456-12.", "EudraCT", "2004-123456-12"),
    ("ChiCTR2000030054", "ChiCTR", "ChiCTR2000030054"),
    ("ChiCTR-TRC-09000001", "ChiCTR", "ChiCTR-TRC-09000001"),
    ("jRCTs041220087", "jRCT", "jRCTs041220087"),
    ("jRCT2080220000", "jRCT", "jRCT2080220000"),
    ("UMIN000012345", "UMIN", "UMIN000012345"),
    ("JapicCTI-123456", "JapicCTI", "JapicCTI-123456"),
    ("JMA-IIA00123", "JMACCT", "JMA-IIA00123"),
    ("DRKS00012345", "DRKS", "DRKS00012345"),
    ("ACTRN12605000001234p", "ANZCTR", "ACTRN12605000001234p"),
    ("CTRI/2018/01/011353", "CTRI", "CTRI/2018/01/011353"),
    ("IRCT20200101012345N1", "IRCT", "IRCT20200101012345N1"),
    ("KCT0001234", "CRiS", "KCT0001234"),
    ("PACTR201501000987654", "PACTR", "PACTR201501000987654"),
    ("RBR-6qvdftm", "ReBEC", "RBR-6qvdftm"),
    ("PER-123-12", "REPEC", "PER-123-12"),
    ("RPCEC00000123", "RPCEC", "RPCEC00000123"),
    ("SLCTR/2012/001", "SLCTR", "SLCTR/2012/001"),
    ("TCTR20140101001", "TCTR", "TCTR20140101001"),
    ("U1111-1234-5678", "WHO UTN", "U1111-1234-5678"),
]


@pytest.mark.parametrize(("printed", "registry", "trial_id"), TRIALS)
def test_trial_number(printed: str, registry: str, trial_id: str) -> None:
    found = list(find_trial_numbers(f"The trial {printed} was stopped."))
    assert [(one.registry, one.trial_id) for one in found] == [(registry, trial_id)]


@pytest.mark.parametrize(
    "text",
    [
        "NCT0343437",
        "NCT034343790",
        "XNCT03434379",
        "2004-12345-12",
        "PMID 12345678",
        "ISRCTN1234567",
        "KCT12",
        "10.1186/",
    ],
)
def test_look_alikes(text: str) -> None:
    assert list(find_trial_numbers(text)) == []


@given(st.text(alphabet="NCTISRctr0123456789 -/#PER", max_size=200))
def test_numbers_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    end = 0
    for one in find_trial_numbers(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_a_content_id_parts_its_parts() -> None:
    assert content_id("a", "bc") != content_id("ab", "c")

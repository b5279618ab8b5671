"""What a claim says held against what it cites, attribute by attribute."""

from datetime import UTC, datetime
from typing import Any

import pytest

from curated.audit.agreement import agreements_of
from curated.audit.compared import Claimed, Read
from curated.cited import CitedItem
from curated.provenance import RegistrySource, Sourced
from curated.schema import Author, Match, Reference, Trial, Work
from curated.schema.trial import Arm
from extract.cited import cited_items
from extract.text_facts import TextReader
from extract.vocabulary import load

SOURCE = RegistrySource(
    registry="pubmed",
    url="https://example.org",
    response="ab" * 32,
    pointer="/a",
    retrieved_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def sourced(value: Any) -> Any:
    kind = tuple[type(value[0]), ...] if isinstance(value, tuple) else type(value)  # type: ignore[misc]
    return Sourced[kind](value=value, source=SOURCE)


def cited(title: str, abstract: str = "", trials: tuple[Trial, ...] = (), **record: Any) -> CitedItem:
    fields = {name: sourced(value) for name, value in record.items()}
    if abstract:
        fields["abstract"] = sourced(abstract)
    work = Work(work_id="pubmed:1", registry="pubmed", title=sourced(title), **fields)
    reference = Reference(reference_id="r1", document_id="d", raw=sourced("1. X"), type="article")
    match = Match(reference_id="r1", status="matched", work_id="pubmed:1")
    return cited_items([reference], {"r1": match}, [work], trials=trials)["r1"]


def compared(claim: str, item: CitedItem, *beside: CitedItem) -> dict[str, str]:
    """Attribute → verdict."""
    facts = TextReader(claim, load()).facts(0, len(claim))
    claimed = Claimed(sourced(claim), facts, tuple(map(Read, beside)))
    return {row.attribute: row.verdict for row in agreements_of("l1", claimed, Read(item))}


@pytest.mark.parametrize(
    ("claim", "title", "verdict"),
    [
        ("Nivolumab prolonged survival.", "Nivolumab in melanoma", "agrees"),
        ("PD-1 inhibitors prolonged survival.", "Nivolumab in melanoma", "agrees"),
        ("Immune checkpoint inhibitors prolonged survival.", "Anti-PD-1 antibodies in melanoma", "agrees"),
        ("Nivolumab prolonged survival.", "PD-1 inhibitors in melanoma", "unclear"),
        ("Nivolumab plus ipilimumab prolonged survival.", "Nivolumab in melanoma", "unclear"),
        ("Cobolimab plus sorafenib prolonged survival.", "Atezolizumab plus bevacizumab in melanoma", "differs"),
        ("Chemotherapy prolonged survival.", "Nivolumab in melanoma", "not_stated"),
        ("Nivolumab prolonged survival.", "Survival in melanoma", "not_stated"),
        ("Survival was longer.", "Nivolumab in melanoma", None),
        ("It was better compared with cobolimab.", "Atezolizumab in melanoma", "not_stated"),
        ("Cobolimab was measured by this method.", "Atezolizumab in melanoma", "not_stated"),
        ("Curcuma longa extract prolonged survival.", "Atezolizumab in melanoma", "not_stated"),
    ],
)
def test_drugs(claim: str, title: str, verdict: str | None) -> None:
    assert compared(claim, cited(title)).get("drug") == verdict


def test_a_drug_may_be_in_another_reference_of_the_claim() -> None:
    item, other = cited("Atezolizumab in melanoma"), cited("Nivolumab in melanoma")
    assert compared("Nivolumab prolonged survival.", item)["drug"] == "differs"
    assert compared("Nivolumab prolonged survival.", item, other)["drug"] == "not_stated"
    assert compared("Nivolumab and atezolizumab prolonged survival.", item, other)["drug"] == "agrees"


def test_a_drug_in_the_abstract_is_no_other_drug() -> None:
    item = cited("Atezolizumab in melanoma", "Nivolumab was given to the other half of the patients with melanoma.")
    assert compared("Nivolumab prolonged survival.", item)["drug"] == "agrees"


@pytest.mark.parametrize(
    ("claim", "title", "verdict"),
    [
        ("Survival in HCC was longer.", "Surgery for liver cancer", "agrees"),
        ("Survival in liver cancer was longer.", "Surgery for hepatocellular carcinoma", "agrees"),
        ("Survival in HCC was longer.", "Surgery for solid tumors", "agrees"),
        ("Survival in HCC was longer.", "Surgery for melanoma", "differs"),
        ("Survival in HCC was longer.", "Surgery for cirrhosis", "not_stated"),
        ("Type 2 diabetes is common.", "Insulin in type 1 diabetes", "differs"),
        ("Hepatitis B is common.", "Vaccines against hepatitis C", "differs"),
        ("Infertility is common.", "Sexually transmitted diseases of men", "not_stated"),
        ("Survival in HCC was longer.", "Surgery for melanoma and hepatocellular carcinoma", "agrees"),
    ],
)
def test_diseases(claim: str, title: str, verdict: str) -> None:
    assert compared(claim, cited(title)).get("disease") == verdict


@pytest.mark.parametrize(
    ("claim", "title", "verdict"),
    [
        ("Nivolumab plus ipilimumab works.", "Nivolumab plus ipilimumab in melanoma", "agrees"),
        ("Nivolumab plus ipilimumab works.", "Nivolumab versus ipilimumab in melanoma", "differs"),
        ("Nivolumab plus ipilimumab works.", "Nivolumab plus ipilimumab versus sorafenib", "agrees"),
        ("Nivolumab plus sorafenib works.", "Nivolumab plus ipilimumab versus sorafenib", "differs"),
        ("Nivolumab versus sorafenib was better.", "Nivolumab in combination with sorafenib", "differs"),
        ("Nivolumab plus ipilimumab works.", "Nivolumab and ipilimumab in melanoma", "not_stated"),
        ("Nivolumab works.", "Nivolumab versus ipilimumab", None),
    ],
)
def test_comparators(claim: str, title: str, verdict: str | None) -> None:
    assert compared(claim, cited(title)).get("comparator") == verdict


def test_arms_of_the_registered_trial_join_their_drugs() -> None:
    trial = Trial(
        trial_id="NCT01658878",
        canonical_id=sourced("NCT01658878"),
        registry="ClinicalTrials.gov",
        phases=sourced(("PHASE2",)),
        arms=sourced((Arm(label="A", interventions=("Drug: Nivolumab", "Drug: Ipilimumab")),)),
    )
    item = cited("An open trial (NCT01658878)", trials=(trial,))
    assert compared("Nivolumab plus ipilimumab works (phase 3).", item) == {
        "drug": "not_stated",
        "comparator": "agrees",
        "phase": "differs",
    }


MICE = "Mice bearing tumours were given nivolumab. Tumours of these mice shrank."


@pytest.mark.parametrize(
    ("claim", "title", "abstract", "attribute", "verdict"),
    [
        ("Patients lived longer.", "Nivolumab in mice", MICE, "population", "differs"),
        ("Patients lived longer.", "Nivolumab in mice: a review", MICE, "population", "not_stated"),
        ("Patients lived longer.", "Nivolumab", "Mice and patients were given nivolumab.", "population", "agrees"),
        ("Trials in patients are needed.", "Nivolumab in mice", MICE, "population", None),
        ("Rats lived longer.", "Nivolumab in mice", MICE, "species", "differs"),
        ("Rats lived longer.", "Nivolumab in rats and mice", "", "species", "agrees"),
        ("Rats lived longer.", "Nivolumab", MICE, "species", "not_stated"),
        ("A randomised trial showed it.", "Nivolumab: a retrospective cohort study", "", "design", "differs"),
        ("A randomised trial showed it.", "Nivolumab: a randomised phase 3 trial", "", "design", "agrees"),
        ("A clinical trial showed it.", "Nivolumab: a randomised phase 3 trial", "", "design", "agrees"),
        ("A randomised trial showed it.", "Nivolumab: a systematic review", "", "design", "differs"),
        ("A meta-analysis showed it.", "Nivolumab: a randomised phase 3 trial", "", "design", "differs"),
        ("A randomised trial is needed.", "Nivolumab: a retrospective cohort study", "", "design", None),
        ("A phase III trial showed it.", "Nivolumab: a phase 3 study", "", "phase", "agrees"),
        ("A phase III trial showed it.", "Nivolumab: a phase 1/2 study", "", "phase", "differs"),
        ("A phase II trial showed it.", "Nivolumab: a phase 1/2 study", "", "phase", "agrees"),
        ("A phase II trial showed it.", "Nivolumab", "", "phase", "not_stated"),
        ("It worked (NCT01658878).", "Nivolumab (NCT01658878)", "", "trial", "agrees"),
        ("It worked (NCT01658878).", "Nivolumab (NCT00000001)", "", "trial", "differs"),
        ("It worked (NCT01658878).", "Nivolumab (ISRCTN12345678)", "", "trial", "not_stated"),
        ("It worked (NCT01658878).", "Nivolumab", "", "trial", "not_stated"),
    ],
)
def test_studies(claim: str, title: str, abstract: str, attribute: str, verdict: str | None) -> None:
    assert compared(claim, cited(title, abstract)).get(attribute) == verdict


@pytest.mark.parametrize(
    ("claim", "abstract", "verdict"),
    [
        ("With nivolumab, median OS was 16.4 months.", "Median OS was 16.4 months with nivolumab.", "agrees"),
        ("With nivolumab, median OS was 16 months.", "Median OS was 16.4 months with nivolumab.", "agrees"),
        ("With nivolumab, median OS was 16.4 months.", "Patients given nivolumab lived 16.4 months.", "agrees"),
        ("With nivolumab, median OS was 16.4 months.", "With nivolumab, median OS was 15.1 months.", "differs"),
        ("With nivolumab, median OS was 16.4 months.", "With sorafenib, median OS was 15.1 months.", "unclear"),
        ("With nivolumab, median OS was 16.4 months.", "With nivolumab, median PFS was 5.1 months.", "not_stated"),
        ("With nivolumab, median OS was 16.4 months.", "Nivolumab was well tolerated.", "not_stated"),
        ("With nivolumab, median OS was 16.4 months.", "With nivolumab, the OS rate was 51%.", "not_stated"),
        (
            "Severe infections had an incidence of 12% in those given nivolumab.",
            "Severe infections had an incidence of 21% in those given nivolumab.",
            "differs",
        ),
        (
            "Severe infections had an incidence of 12% in those given nivolumab.",
            "Headaches had an incidence of 21% in those given nivolumab.",
            "unclear",
        ),
    ],
)
def test_values(claim: str, abstract: str, verdict: str) -> None:
    assert compared(claim, cited("Nivolumab in melanoma", abstract)).get("value") == verdict


@pytest.mark.parametrize(
    ("claim", "abstract", "verdict"),
    [
        ("EGFR up-regulates PD-L1.", "EGFR increased PD-L1 expression.", "agrees"),
        ("EGFR up-regulates PD-L1.", "EGFR inhibited PD-L1 expression.", "differs"),
        ("EGFR up-regulates PD-L1.", "EGFR inhibited PD-L1 expression. Then EGFR promoted PD-L1.", "agrees"),
        ("EGFR up-regulates PD-L1.", "Loss of EGFR inhibited PD-L1 expression.", "not_stated"),
        ("EGFR up-regulates PD-L1.", "We asked whether EGFR inhibited PD-L1 expression.", "not_stated"),
        ("EGFR up-regulates PD-L1.", "EGFR inhibited CTLA-4 expression.", "not_stated"),
        ("EGFR might up-regulate PD-L1.", "EGFR inhibited PD-L1 expression.", None),
        ("Nivolumab improved overall survival.", "Nivolumab prolonged overall survival.", "agrees"),
        ("Nivolumab improved overall survival.", "Nivolumab shortened overall survival.", "differs"),
        ("Nivolumab improved overall survival.", "Nivolumab did not improve overall survival.", "unclear"),
        ("Nivolumab improved overall survival.", "Sorafenib shortened overall survival.", "not_stated"),
        ("Nivolumab improved overall survival.", "Nivolumab shortened progression-free survival.", "not_stated"),
    ],
)
def test_directions(claim: str, abstract: str, verdict: str | None) -> None:
    assert compared(claim, cited("Nivolumab in melanoma", abstract)).get("direction") == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Finn et al. (2020) gave nivolumab.", "agrees"),
        ("Finn et al. (2016) gave nivolumab.", "differs"),
        ("Llovet et al. (2016) gave nivolumab.", None),
    ],
)
def test_years(claim: str, verdict: str | None) -> None:
    item = cited("Nivolumab in melanoma", year=2020, authors=(Author(family="Finn", given="RS"),))
    assert compared(claim, item).get("year") == verdict


def test_long_claims_end_soon() -> None:
    chain = "nivolumab plus ipilimumab plus sorafenib plus " * 300
    numbers = "Median OS was 16.4 months and median PFS was 5.1 months. " * 200
    verdicts = compared(f"{numbers}{chain}", cited("Nivolumab plus ipilimumab", f"{numbers}{chain}"))
    assert verdicts["comparator"] == "agrees"
    assert verdicts["value"] == "agrees"


def test_both_sides_are_quoted() -> None:
    claim = "Survival in HCC was longer."
    facts = TextReader(claim, load()).facts(0, len(claim))
    (row,) = agreements_of("l1", Claimed(sourced(claim), facts), Read(cited("Surgery for liver cancer")))
    assert row.claimed is not None
    assert row.found is not None
    assert (row.claimed.value, row.found.value, row.found.source) == ("HCC", "liver cancer", SOURCE)

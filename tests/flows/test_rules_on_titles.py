"""Whole reviews of one claim and its references: what the rules see in the titles alone."""

import pytest

from curated.dataset import Dataset
from extract.contents import contents_of
from extract.formats import markdown
from extract.passages import language
from flows.cited_works import looked_through

REVIEW = """# Resistance to immunotherapy in hepatocellular carcinoma: a review

## Introduction

{text}

## References

{entries}
"""
ENTRY = "{number}. Kim E, Lee A. {title}. J Hepatol. 2020;{number}:{number}0-{number}9."


def remarks(text: str, *titles: str) -> dict[str, str]:
    """What is remarked on a text by the titles that it cites: message by rule."""
    entries = "\n".join(ENTRY.format(number=number, title=title) for number, title in enumerate(titles, start=1))
    document = markdown.read(REVIEW.format(text=text, entries=entries).encode())
    dataset = looked_through(Dataset().adding(contents_of(document, "review.md", language())), (), lambda sha256: None)
    return {row.rule: row.message for row in dataset.findings}


ROW = "| ICI | Combination | Outcome | Trial |\n|---|---|---|---|\n| {drugs} | ORR: 21% | NCT01234567 [1] |\n"


@pytest.mark.parametrize(
    ("text", "title", "rule"),
    [
        (
            "Median PFS was 9.3 months with pembrolizumab plus lenvatinib [1].",
            "Trial in progress: lenvatinib plus pembrolizumab in hepatocellular carcinoma",
            "results-from-a-plan",
        ),
        (
            "Pembrolizumab plus lenvatinib improved survival [1].",
            "Protocol: lenvatinib plus pembrolizumab in hepatocellular carcinoma, a randomised trial",
            "results-from-a-plan",
        ),
        (
            "Pembrolizumab plus lenvatinib improved survival [1].",
            "Lenvatinib plus pembrolizumab in hepatocellular carcinoma: a randomised trial",
            None,
        ),
        (
            "Patients with hepatocellular carcinoma respond better when IL-6 is blocked [1].",
            "Blocking IL-6 improves the response to anti-PD-1 in mice with hepatocellular carcinoma",
            "other-population",
        ),
        (
            "Mice with hepatocellular carcinoma respond better when IL-6 is blocked [1].",
            "Blocking IL-6 improves the response to anti-PD-1 in mice with hepatocellular carcinoma",
            None,
        ),
        (
            "METTL3 promotes an immunosuppressive microenvironment [1].",
            "METTL3 promotes an immunosuppressive microenvironment in bladder cancer",
            "other-disease",
        ),
        (
            "METTL3 promotes an immunosuppressive microenvironment [1].",
            "METTL3 promotes an immunosuppressive microenvironment in liver cancer",
            None,
        ),
        (
            "In hepatocellular carcinoma regorafenib inhibits growth and metastasis [1].",
            "Regorafenib inhibits growth of an aggressive melanoma model",
            "other-disease",
        ),
        (
            "Several meta-analyses found no harm of nivolumab [1].",
            "Nivolumab in hepatocellular carcinoma: a randomised controlled trial",
            "other-design",
        ),
        (
            "Bavituximab plus pembrolizumab was tolerated [1].",
            "The antibody baviximab plus pembrolizumab in hepatocellular carcinoma",
            "similar-name",
        ),
        (
            "An ongoing trial is investigating a PD-L1 antibody with FOLFOX [1].",
            "Camrelizumab with FOLFOX in hepatocellular carcinoma: a randomised trial",
            "similar-name",
        ),
        ("Bifidobacterium bifidum helps [1].", "Bifidobacterium longum in hepatocellular carcinoma", "similar-name"),
        ("Bifidobacterium bifidum helps [1].", "Bifidobacterium in hepatocellular carcinoma", None),
        (
            "A retrospective analysis finds that TACE is safe [1].",
            "TACE in hepatocellular carcinoma: systematic review and meta-analysis",
            "other-design",
        ),
        (
            "Retrospective analyses find that TACE is safe [1].",
            "TACE in hepatocellular carcinoma: systematic review and meta-analysis",
            None,
        ),
        (
            ROW.format(drugs="Nivolumab | Lenvatinib (TKI)"),
            "Nivolumab plus ipilimumab versus lenvatinib or sorafenib in hepatocellular carcinoma",
            "regimen-of-another-work",
        ),
        (
            ROW.format(drugs="Penpulimab | Bevacizumab (VEGF)"),
            "Sintilimab plus bevacizumab in hepatocellular carcinoma",
            "regimen-of-another-work",
        ),
        (
            ROW.format(drugs="Nivolumab | Ipilimumab (CTLA-4)"),
            "Nivolumab plus ipilimumab versus lenvatinib or sorafenib in hepatocellular carcinoma",
            None,
        ),
    ],
)
def test_what_a_title_shows(text: str, title: str, rule: str | None) -> None:
    seen = remarks(text, title)
    assert rule in seen if rule else not seen


def test_a_drug_that_is_given_alone_in_the_other_arm_is_no_comparator() -> None:
    text = "Nivolumab plus ipilimumab improved survival [1]."
    assert not remarks(text, "Nivolumab plus ipilimumab versus nivolumab alone in hepatocellular carcinoma")


def test_what_several_works_are_cited_for_is_not_asked_of_each() -> None:
    text = "METTL3, IL-6, STAT3 and PTEN promote an immunosuppressive microenvironment [1-4]."
    titles = ("METTL3 in bladder cancer", "IL-6 in liver cancer", "STAT3 in liver cancer", "PTEN in liver cancer")
    assert "other-disease" not in remarks(text, *titles)


def test_a_trial_underway_in_a_table_whose_result_the_text_tells() -> None:
    row = ROW.format(drugs="Atezolizumab | Cabozantinib (TKI)").replace("ORR: 21%", "Underway")
    text = f"{row}\nCabozantinib with atezolizumab prolonged survival in patients with hepatocellular carcinoma [1]."
    seen = remarks(text, "Cabozantinib in combination with atezolizumab in hepatocellular carcinoma")
    assert seen["contradicts-itself"] == "NCT01234567 is “Underway” here, and has results in another place."

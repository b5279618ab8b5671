"""Statuses of drugs, regimens, mechanisms and statements, from sentences and from rows of tables."""

from collections.abc import Callable
from typing import Any

import pytest

from curated.provenance import Sourced
from curated.schema import DrugStatus, Mechanism, Regimen, Row, Statement
from extract.contents import contents_of
from extract.document import Document
from extract.passages import language

Reader = Callable[[str], Document]
HEAD = "# A title\n\n## Introduction\n\n"
LIST = "\n\n## References\n\n1. Author A. One. Ex J. 2001;1:1-2.\n"


def read(document: Document, row_class: type[Row]) -> list[dict[str, Any]]:
    """The rows of a class with the words in their slots."""
    found = []
    for row in contents_of(document, "x.md", language()):
        if isinstance(row, row_class):
            found.append({name: _words(getattr(row, name)) for name in row_class.model_fields if name not in row.key})
    return found


def _words(held: Any) -> Any:
    if isinstance(held, tuple):
        return [_words(each) for each in held]
    return held.value if isinstance(held, Sourced) else held


def some(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


STATUS_HEAD = "|Target|Drug name|Approval status|\n|--|--|--|\n"
STATUSES = [
    (f"{STATUS_HEAD}|PD-1|Nivolumab|FDA approved (2017)|\n||Toripalimab|In clinical trials|\n", [
        ("Nivolumab", "PD-1", "approved", "FDA", 2017, None), ("Toripalimab", "PD-1", "in trials", None, None, None)]),
    (f"{STATUS_HEAD}|CTLA-4|Ipilimumab|FDA approved (2020, combination therapy)|\n", [
        ("Ipilimumab", "CTLA-4", "approved", "FDA", 2020, "combination therapy")]),
    ("Sorafenib was approved by the FDA in 2007 [1].", [("Sorafenib", None, "approved", "FDA", 2007, None)]),
    ("Durvalumab plus tremelimumab was approved in 2022 for the first-line treatment of HCC [1].", [
        ("Durvalumab", None, "approved", None, 2022, "Durvalumab plus tremelimumab"),
        ("tremelimumab", None, "approved", None, 2022, "Durvalumab plus tremelimumab")]),
    ("TACE plus lenvatinib and pembrolizumab was approved in China in 2025 [1].", [
        ("lenvatinib", None, "approved", "China", 2025, "TACE plus lenvatinib and pembrolizumab"),
        ("pembrolizumab", None, "approved", "China", 2025, "TACE plus lenvatinib and pembrolizumab")]),
    ("The study was approved by the ethics committee [1].", []),
    ("Sintilimab plus IBI310 works [1]. This combination was approved for HCC in 2021 [1].", [
        ("Sintilimab", None, "approved", None, 2021, "Sintilimab plus IBI310"),
        ("IBI310", None, "approved", None, 2021, "Sintilimab plus IBI310")]),
    ("Sintilimab works, and so does IBI310 [1]. This combination was approved for HCC in 2021 [1].", []),
    ("Sintilimab plus IBI310 works [1]. Nothing else does. This combination was approved for HCC in 2021 [1].", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), STATUSES)
def test_drug_statuses(read_text: Reader, text: str, found: list[tuple[Any, ...]]) -> None:
    rows = read(read_text(HEAD + text + LIST), DrugStatus)
    assert some(rows, "drug", "target", "status", "agency", "year", "combination") == found


def test_two_drugs_in_a_cell_are_marked(read_text: Reader) -> None:
    table = "|Target|Drug name|Approval status|\n|--|--|--|\n|PD-L1|Avelumab TQB2450|In clinical trials|\n"
    rows = read(read_text(HEAD + table + LIST), DrugStatus)
    assert some(rows, "drug") == [("Avelumab",), ("TQB2450",)]
    assert all("several names" in row["unattributed"][0] for row in rows)


REGIMENS = [
    ("|ICI|Target|Combination (target)|Outcome|Trial numbers (current status)|\n|--|--|--|--|--|\n"
     "|Pembrolizumab|PD-1|Lenvatinib (TKI) + TACE|mPFS: 9.3 months|NCT03713593 (First-line treatment)|\n", [
        (["Pembrolizumab", "Lenvatinib"], ["PD-1"], ["TKI"], ["TACE"], "NCT03713593", "First-line treatment")]),
    ("Atezolizumab plus bevacizumab helps [1].", [(["Atezolizumab", "bevacizumab"], [], [], [], None, None)]),
    ("The combination of nivolumab (PD-1 inhibitor) and ipilimumab helps [1].", [
        (["nivolumab", "ipilimumab"], ["PD-1"], ["PD-1 inhibitor"], [], None, None)]),
    ("Combining lenvatinib, pembrolizumab, and TACE helps [1].", [
        (["lenvatinib", "pembrolizumab"], [], [], ["TACE"], None, None)]),
    ("Drugs such as sorafenib and lenvatinib help in combination [1].", []),
    ("Sorafenib helps; lenvatinib harms [1].", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), REGIMENS)
def test_regimens(read_text: Reader, text: str, found: list[tuple[Any, ...]]) -> None:
    rows = read(read_text(HEAD + text + LIST), Regimen)
    assert some(rows, "drugs", "targets", "classes", "procedures", "trial", "line") == found


def test_slots_end_before_the_marker_behind_them(read_text: Reader) -> None:
    text = "Atezolizumab plus bevacizumab helps patients with HCC [1] compared to surgery[1], and it is good."
    (row,) = read(read_text(HEAD + text + LIST), Regimen)
    assert (row["population"], row["comparator"]) == (None, "surgery")
    text = "Sorafenib was approved as a first-line treatment for HCC[1] in a year."
    (row,) = read(read_text(HEAD + text + LIST), DrugStatus)
    assert "[1]" not in (row["setting"] or "")


MECHANISMS = [
    ("TAMs promote ICI resistance [1].", [("TAMs", "promotes", "ICI resistance", "resistance")]),
    ("Moreover, LSECs can suppress immune responses by expressing PD-L1 [1].", [
        ("LSECs", "inhibits", "immune responses", None), ("LSECs", "expresses", "PD-L1", None)]),
    ("MDSCs upregulate PD-L1 and inhibit NK cells [1].", [
        ("MDSCs", "up-regulates", "PD-L1", None), ("MDSCs", "inhibits", "NK cells", None)]),
    ("TGF-β secreted by HCC cells was measured [1].", [("HCC cells", "secretes", "TGF-β", None)]),
    ("Studies have shown that HSCs promote the infiltration of Tregs through the secretion of HGF [1].", [
        ("HSCs", "promotes", "infiltration of Tregs", None), ("HSCs", "secretes", "HGF", None)]),
    ("Eugenol is a potent inhibitor of PD-L1 [1].", [("Eugenol", "inhibits", "PD-L1", None)]),
    ("IL-6 has emerged as a key regulator of apoptosis [1].", [("IL-6", "modulates", "apoptosis", None)]),
    ("Liver cells are guards that suppress T cells [1].", [("Liver cells", "inhibits", "T cells", None)]),
    ("They make IL-10, which inhibits NK cells [1].", [("IL-10", "inhibits", "NK cells", None)]),
    ("Activation of NF-κB by IL-6 was seen [1].", [("IL-6", "promotes", "NF-κB", None)]),
    ("HGF-mediated suppression of NK cells was seen [1].", [("HGF", "inhibits", "NK cells", None)]),
    ("VEGF inhibition by sorafenib was seen [1].", [("sorafenib", "inhibits", "VEGF", None)]),
    ("LPS-induced production of IL-6 was seen [1].", [("LPS", "promotes", "IL-6", None)]),
    ("HCC-secreted HGF promotes growth of tumours [1].", [
        ("HCC-secreted HGF", "promotes", "growth of tumours", None), ("HCC", "secretes", "HGF", None)]),
    ("Apoptosis is induced by sorafenib but not by IL-6 [1].", [
        ("sorafenib", "promotes", "Apoptosis", None), ("IL-6", "promotes", "Apoptosis", None)]),
    ("Treatment with sorafenib reduced the level of VEGF [1].", [
        ("Treatment with sorafenib", "down-regulates", "level of VEGF", None)]),
    ("Sorafenib-treated rats showed lower serum VEGF [1].", [("Sorafenib", "down-regulates", "serum VEGF", None)]),
    ("Serum VEGF was reduced in rats treated with sorafenib [1].", [
        ("sorafenib", "down-regulates", "Serum VEGF", None)]),
    ("Sorafenib reduces growth by suppression of VEGF and activation of NF-κB [1].", [
        ("Sorafenib", "inhibits", "growth", None), ("Sorafenib", "inhibits", "VEGF", None),
        ("Sorafenib", "promotes", "NF-κB", None)]),
    ("Sorafenib induces IL-6 and leads to recruitment of Tregs [1].", [
        ("Sorafenib", "up-regulates", "IL-6", None), ("Sorafenib", "recruits", "Tregs", None)]),
    ("Sorafenib raises activity through mechanisms such as promoting apoptosis and reducing VEGF [1].", [
        ("Sorafenib", "promotes", "activity", None), ("Sorafenib", "promotes", "apoptosis", None),
        ("Sorafenib", "down-regulates", "VEGF", None)]),
    ("Radiotherapy is of use, as it enhances immune responses [1].", [
        ("Radiotherapy", "promotes", "immune responses", None)]),
    # what is asked, supposed or nobody's is no mechanism
    ("To test whether IL-6 promotes apoptosis, cells were grown [1].", []),
    ("Low levels were seen, and it has been found to induce apoptosis [1].", []),
    ("IL-6 mRNA increased 100-fold [1].", []),
    ("T cells with reduced PD-1 were seen [1].", []),
    ("The committee promotes health [1].", []),
    ("Sorafenib improves overall survival [1].", []),  # an outcome, no mechanism
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MECHANISMS)
def test_mechanisms(read_text: Reader, text: str, found: list[tuple[Any, ...]]) -> None:
    rows = read(read_text(HEAD + text + LIST), Mechanism)
    assert some(rows, "agent", "relation", "object", "direction") == found


DENIED = [
    ("Sorafenib did not reduce VEGF [1].", [True]),
    ("Neither IL-6 nor VEGF was induced by sorafenib [1].", [True]),
    ("Sorafenib was given without significant effect on VEGF levels [1].", [True]),
    ("Apoptosis is induced by sorafenib but not by IL-6 [1].", [False, True]),
    ("Neither sorafenib nor IL-6 induces apoptosis [1].", [True]),
]


@pytest.mark.parametrize(("text", "negated"), DENIED)
def test_mechanisms_that_are_denied(read_text: Reader, text: str, negated: list[bool]) -> None:
    assert [row["negated"] for row in read(read_text(HEAD + text + LIST), Mechanism)] == negated


STATEMENTS = [
    ("HCC accounts for 90% of liver cancers worldwide [1].", [("epidemiology", "HCC", 90.0)]),
    ("Asthma affects about 8% of children [1].", [("epidemiology", "Asthma", 8.0)]),
    ("Chronic pain affects from 25% to 60% of these women [1].", [("epidemiology", "Chronic pain", 25.0)]),
    ("The lifetime risk of asthma is estimated to be 1.7% [1].", [("epidemiology", "asthma", 1.7)]),
    ("The asthma rate of 33 per 1000 births is high [1].", [("epidemiology", "asthma", 33.0)]),
    ("HCC ranks as the third leading cause of cancer-related mortality [1].", [("epidemiology", "HCC", None)]),
    ("It affects both sexes [1].", [("epidemiology", None, None)]),  # what it is stands in another sentence
    ("Torn cuffs are one of the most common disorders of the shoulder, with 250,000 repairs done annually [1].", [
        ("epidemiology", "Torn cuffs", 250_000.0)]),
    ("Of COVID-19 cases many were seen, and asthma is rare in children [1].", [("epidemiology", "asthma", None)]),
    ("TMB is defined as the number of mutations [1].", [("definition", "TMB", None)]),
    ("Relapse, defined as growth of any tumour, was rare [1].", [("definition", "Relapse", None)]),
    ("In this study, we defined late entry as more than two days [1].", [("definition", "late entry", None)]),
    ("None of them answers, a state known as primary resistance [1].", [("definition", "primary resistance", None)]),
    ("In this paper, SRT refers to two kinds of rays [1].", [("definition", "SRT", None)]),
    ("It is called holy basil in India [1].", [("definition", "holy basil", None)]),
    ("Guidelines recommend sorafenib for HCC [1].", [("guideline", "sorafenib", None)]),
    ("Sleep and water are strongly recommended for all [1].", [("guideline", "Sleep and water", None)]),
    ("The standard of care treatment is most often sorafenib [1].", [("guideline", "sorafenib", None)]),
    ("Sorafenib remains the treatment of choice [1].", [("guideline", "Sorafenib", None)]),
    # no statements: what the authors did, their own results, pointers and plans
    ("We followed the methods recommended by the Cochrane handbook [1].", []),
    ("They all meet the definition of asthma [1].", []),
    ("Patients were randomized to rays versus standard of care [1].", []),
    ("The incidence of asthma was 3% in the control group [1].", []),
    ("Values refer to Table 2 [1].", []),
    ("Steroids are frequently used in inflammatory diseases [1].", []),
    ("Nothing is known [1].", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), STATEMENTS)
def test_statements(read_text: Reader, text: str, found: list[tuple[Any, ...]]) -> None:
    rows = read(read_text(HEAD + text + LIST), Statement)
    assert some(rows, "kind", "subject", "value") == found

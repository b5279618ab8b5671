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
    ("The study was approved by the ethics committee [1].", []),
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
    ("Drugs such as sorafenib and lenvatinib help in combination [1].", []),
    ("Sorafenib helps; lenvatinib harms [1].", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), REGIMENS)
def test_regimens(read_text: Reader, text: str, found: list[tuple[Any, ...]]) -> None:
    rows = read(read_text(HEAD + text + LIST), Regimen)
    assert some(rows, "drugs", "targets", "classes", "procedures", "trial", "line") == found


MECHANISMS = [
    ("TAMs promote ICI resistance [1].", [("TAMs", "promotes", "ICI resistance", "resistance")]),
    ("Moreover, LSECs can suppress immune responses by expressing PD-L1 [1].", [
        ("LSECs", "inhibits", "immune responses", None), ("LSECs", "expresses", "PD-L1", None)]),
    ("MDSCs upregulate PD-L1 and inhibit NK cells [1].", [
        ("MDSCs", "up-regulates", "PD-L1", None), ("MDSCs", "inhibits", "NK cells", None)]),
    ("TGF-β secreted by HCC cells was measured [1].", [("HCC cells", "secretes", "TGF-β", None)]),
    ("Studies have shown that HSCs promote the infiltration of Tregs through the secretion of HGF [1].", [
        ("HSCs", "promotes", "infiltration of Tregs", None), ("HSCs", "secretes", "HGF", None)]),
    ("The committee promotes health [1].", []),
    ("Sorafenib improves overall survival [1].", []),  # an outcome, no mechanism
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MECHANISMS)
def test_mechanisms(read_text: Reader, text: str, found: list[tuple[Any, ...]]) -> None:
    rows = read(read_text(HEAD + text + LIST), Mechanism)
    assert some(rows, "agent", "relation", "object", "direction") == found


STATEMENTS = [
    ("HCC accounts for 90% of liver cancers worldwide [1].", [("epidemiology", "HCC", 90.0)]),
    ("TMB is defined as the number of mutations [1].", [("definition", None, None)]),
    ("Guidelines recommend sorafenib for HCC [1].", [("guideline", "HCC", None)]),
    ("Nothing is known [1].", []),
]


@pytest.mark.parametrize(("text", "found"), STATEMENTS)
def test_statements(read_text: Reader, text: str, found: list[tuple[Any, ...]]) -> None:
    rows = read(read_text(HEAD + text + LIST), Statement)
    assert some(rows, "kind", "subject", "value") == found

"""Heads and texts of columns, and what the columns hold."""

import pytest

from extract.column_kinds import kinds_of

COLUMNS = [
    ("ICI", ["Nivolumab", "Pembrolizumab"], "drug"),
    ("Agent", ["a", "b"], "drug"),
    ("", ["Sorafenib", "Lenvatinib", "placebo"], "drug"),
    ("Combination (target)", ["Ipilimumab (CTLA-4)"], "combination"),
    ("Regimen", ["FOLFOX"], "combination"),
    ("Target", ["PD-1"], "target"),
    ("Population", ["adults"], "population"),
    ("Cancer type", ["HCC"], "population"),
    ("Phase", ["II", "III"], "phase"),
    ("", ["I/II", "III", "2"], "phase"),
    ("", ["1", "2", "3"], ""),
    ("N", ["120", "44"], "n"),
    ("No. of patients", ["120"], "n"),
    ("Sample size", ["120"], "n"),
    ("Outcome", ["ORR: 24%"], "outcome"),
    ("mOS (months)", ["16.4"], "outcome"),
    ("P value", ["0.01"], "outcome"),
    ("Trial numbers", ["NCT03222076"], "trial_number"),
    ("Study", ["NCT03222076", "NCT03222077"], "trial_number"),
    ("Ref.", ["[1]"], "reference"),
    ("", ["[1]", "[2,3]", "[4–6]"], "reference"),
    ("", ["Llovet et al. 2008", "Cheng 2009"], "reference"),
    ("Status", ["unclear"], "status"),
    ("", ["Completed", "Recruiting", "Active, not recruiting"], "status"),
    ("Year", ["2019"], "year"),
    ("", ["2019", "2020", "1998"], "year"),
    ("Remarks", ["long", "short"], ""),
    ("", [], ""),
]


@pytest.mark.parametrize(("head", "texts", "kind"), COLUMNS)
def test_kinds(head: str, texts: list[str], kind: str) -> None:
    assert kinds_of([head], [texts]) == (kind,)

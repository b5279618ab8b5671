from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.audit.comparison import comparison_of


@pytest.mark.parametrize(
    ("claim", "arm", "relation", "comparator", "outcome"),
    [
        (
            "Drug A is superior or other to Placebo in terms of Change in pain at Week 4",
            "Drug A",
            "superior",
            "Placebo",
            "Change in pain at Week 4",
        ),
        (
            "A 2 mg is non-inferior or equivalent to B for 3 days in terms of HbA1c",
            "A 2 mg",
            "not inferior",
            "B for 3 days",
            "HbA1c",
        ),
        ("Surgery was superior to exercise.", "Surgery", "superior", "exercise", None),
        ("Surgery was more effective than exercise for pain", "Surgery", "superior", "exercise", "pain"),
        ("A was as effective as B in children", "A", "not inferior", "B", "children"),
        (
            "Drug A significantly improved overall survival compared with drug B.",
            "Drug A",
            "superior",
            "drug B",
            "overall survival",
        ),
        ("Survival was longer with A than with B", "A", "superior", "B", "Survival"),
    ],
)
def test_what_is_compared(claim: str, arm: str, relation: str, comparator: str, outcome: str | None) -> None:
    found = comparison_of(claim)
    assert found is not None
    assert found.relation == relation
    assert claim[slice(*found.arm)] == arm
    assert claim[slice(*found.comparator)] == comparator
    assert (claim[slice(*found.outcome)] if found.outcome else None) == outcome


@pytest.mark.parametrize("claim", ["", "HCC is common in Asia.", "Patients were superior.", "A reduced pain."])
def test_what_compares_nothing(claim: str) -> None:
    assert comparison_of(claim) is None


@given(st.text(alphabet="a isuperotnmf.", max_size=300))
def test_ranges_lie_in_the_claim_and_apart(claim: str) -> None:
    found = comparison_of(claim)
    if found is not None:
        places = sorted(place for place in (found.arm, found.comparator, found.outcome) if place)
        assert all(one[1] <= other[0] for one, other in pairwise(places))
        assert places[-1][1] <= len(claim)

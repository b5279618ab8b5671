"""How a sentence is meant: polarity, hedging, negation, and of whom it speaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.stance import is_denied, stance_of

STANCES = [
    ("X improves survival in patients with HCC.", "positive", None, None, ["patients with HCC"]),
    ("X may improve survival.", "positive", "may", None, []),
    ("This suggests that X works in mice.", "positive", "suggests", None, ["mice"]),
    ("X is reported to help.", "positive", "reported to", None, []),
    ("There was no significant difference.", "negative", None, "no", []),
    ("X did not help, although Y improved it.", "mixed", None, "not", []),
    ("X not only blocks A but also B.", "positive", None, None, []),
    ("Trials of X are ongoing.", "none", None, None, []),
    ("Further studies are needed.", "none", None, None, []),
    ("In May 2019 it was approved.", "positive", None, None, []),
    ("It grew in HCC models and in NIH 3T3 cells.", "positive", None, None, ["HCC models", "NIH 3T3 cells"]),
    (
        "It was common in lambing sheep and in smokers with asthma.",
        "positive",
        None,
        None,
        ["lambing sheep", "smokers with asthma"],
    ),
    (
        "It was in frail residents and the older population.",
        "positive",
        None,
        None,
        ["frail residents", "older population"],
    ),
    ("It grew in HL-60 or U937 cells, not in T cells.", "negative", None, "not", ["HL-60 or U937 cells"]),
    ("LDL rose in rabbits fed with fat.", "positive", None, None, ["rabbits"]),
    ("LDL rose in rabbit fed with fat.", "positive", None, None, ["rabbit"]),
    ("The cell population grew.", "positive", None, None, []),
    ("A random effects model was used for T cells.", "positive", None, None, []),
]


@pytest.mark.parametrize(("text", "polarity", "hedge", "negation", "populations"), STANCES)
def test_stances(text: str, polarity: str, hedge: str | None, negation: str | None, populations: list[str]) -> None:
    stance = stance_of(text)
    assert stance.polarity == polarity
    assert (text[slice(*stance.hedge)] if stance.hedge else None) == hedge
    assert (text[slice(*stance.negation)] if stance.negation else None) == negation
    assert [text[slice(*span)] for span in stance.populations] == populations


def test_design_and_phase() -> None:
    text = "A randomised controlled trial, phase II/III, was run."
    stance = stance_of(text)
    assert stance.design is not None
    assert stance.phase is not None
    assert (text[slice(*stance.design)], text[slice(*stance.phase)]) == ("randomised controlled trial", "phase II/III")


@pytest.mark.parametrize(("text", "denied"), [("X does not promote", True), ("not X but Y promote", False)])
def test_denial_stands_before_the_verb(text: str, denied: bool) -> None:
    assert is_denied(text, text.index("promote")) is denied


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["not ", "may ", "patients ", "with ", "no ", "HCC ", "models ", "but ", ". "]), max_size=40
    )
)
def test_ranges_lie_in_the_text(words: list[str]) -> None:
    text = "".join(words)
    stance = stance_of(text)
    for span in (stance.hedge, stance.negation, *stance.populations):
        assert span is None or 0 <= span[0] < span[1] <= len(text)

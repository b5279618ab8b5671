import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.audit.significance import LONGEST, cues_of, p_values

YES, NO, FAIR = "difference", "no difference", "not inferior"


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Pain fell more with A than with B (P = .03).", {YES}),
        ("Pain was lower with A (P<0·001).", {YES}),
        ("The primary endpoint was negative (p = 0.068).", {NO}),
        ("Fatigue did not differ (P > .05).", {NO}),
        ("Fatigue improved, though not significantly (p = NS).", {YES, NO}),
        ("There was no statistically significant difference between groups.", {NO}),
        ("There was no clear or consistent benefit.", {NO}),
        ("A did not significantly improve overall survival.", {NO}),
        ("A was not found to be superior to B.", {NO}),
        ("A failed to meet its endpoint.", {NO}),
        ("Response rates were similar in both groups.", {NO}),
        ("Survival was significantly longer with A than with B.", {YES}),
        ("A was superior to B.", {YES}),
        ("A was noninferior to B.", {FAIR}),
        ("A was not non-inferior to B.", {NO}),
        ("A proved as effective as B.", {FAIR}),
        ("The hazard ratio was 0.82 (95% CI, 0.72 to 0.94).", {YES}),
        ("The hazard ratio was 0.97 (95% CI, 0.87 to 1.08).", {NO}),
        ("The mean difference was -0.8 (95% CI -5.7 to 4.1).", {NO}),
        ("The rate was 23% (95% CI, 19 to 27).", set()),
        ("Patients were enrolled at 34 centres.", set()),
        ("We tested whether there is a significant effect.", {NO}),
    ],
)
def test_what_a_sentence_tells(sentence: str, kinds: set[str]) -> None:
    assert {cue.kind for cue in cues_of(sentence)} == kinds


@pytest.mark.parametrize(
    ("printed", "value", "sign"),
    [
        ("P = .03", 0.03, "="),
        ("p<0.001", 0.001, "<"),
        ("P ≤ 0·05", 0.05, "<"),
        ("p-value of 0.2", 0.2, "="),
        ("p value was < .01", 0.01, "<"),
        ("P > .05", 0.05, ">"),
        ("p = ns", 0.05, ">"),
        ("p = 1", 1.0, "="),
    ],
)
def test_p_values_as_they_are_printed(printed: str, value: float, sign: str) -> None:
    assert [found[:2] for found in p_values(printed)] == [(value, sign)]


@pytest.mark.parametrize("text", ["group 0.03", "p53 = 0.2 ng", "step 2", "P = 3.2", "pH = 7.4"])
def test_what_is_no_p_value(text: str) -> None:
    assert not list(p_values(text))


@given(st.text(max_size=400))
def test_every_cue_is_a_range_of_the_sentence(text: str) -> None:
    for cue in cues_of(text):
        assert 0 <= cue.start < cue.end <= len(text)


@pytest.mark.parametrize("run", ["not ", "no significant or and ", "P = ", "similar ", "higher a ", "CI 0.1 to ", "("])
def test_long_runs_of_cues_end(run: str) -> None:
    assert all(cue.end <= LONGEST for cue in cues_of(run * 5000))

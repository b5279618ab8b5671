from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.audit.aligned_cues import aligned_cues, parts_of
from curated.audit.boosted_trees import Trees
from curated.audit.comparison_support import reading_of
from curated.audit.phrase_scores import PhraseScores
from curated.audit.trial_dates import registered
from curated.cited import CitedItem, CitedSentence
from curated.facts import Facts

Printed = Callable[..., CitedSentence]

CLAIM = "Drug A is superior to drug B in terms of pain at week 4"
NOTHING = Facts()
TRIAL = "METHODS: Patients were randomly assigned to drug A or drug B. The primary endpoint was pain at week 4."


def item(printed: Printed, title: str, *abstract: str) -> CitedItem:
    return CitedItem("r", (printed(title, "title"),), tuple(printed(text, "abstract") for text in abstract))


@pytest.mark.parametrize(
    ("title", "abstract", "reading"),
    [
        (
            "Drug A versus drug B for pain: a randomised trial",
            (TRIAL, "RESULTS: Pain at week 4 was significantly lower with drug A than with drug B (P < .001)."),
            "found",
        ),
        (
            "Drug A versus drug B for pain: a randomised trial",
            (TRIAL, "RESULTS: Pain at week 4 did not differ between drug A and drug B (P = .64)."),
            "not found",
        ),
        (
            "Prevalence of anaemia in rural schools",
            ("We surveyed 300 children.", "Anaemia was found in one in five.", "Screening is needed."),
            "not told of",
        ),
    ],
)
def test_what_an_abstract_says_of_a_comparison(
    printed: Printed, title: str, abstract: tuple[str, ...], reading: str
) -> None:
    found = reading_of(CLAIM, NOTHING, item(printed, title, *abstract))
    assert found is not None
    assert max(found, key=lambda each: found[each]) == reading  # type: ignore[index]


@given(title=st.text(max_size=60), abstract=st.lists(st.text(max_size=200), min_size=1, max_size=4))
def test_probabilities_add_up_for_any_text(printed: Printed, title: str, abstract: list[str]) -> None:
    found = reading_of(CLAIM, NOTHING, item(printed, title, *abstract))
    assert found is not None
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize("claim", ["HCC is common in Asia.", ""])
def test_a_claim_that_compares_nothing_has_no_reading(printed: Printed, claim: str) -> None:
    assert reading_of(claim, NOTHING, item(printed, "A title", "An abstract.")) is None


def test_a_cue_is_near_the_words_that_it_stands_beside() -> None:
    text = "Pain was reduced (P = .03), while in all of the many analyses planned, fatigue was not (P = .4)."
    found = {
        each.cue.start: each for each in aligned_cues("pain", [text], parts_of([text], [""])) if each.cue.by == "p"
    }
    assert [each.near for _, each in sorted(found.items())] == sorted(
        (each.near for each in found.values()), reverse=True
    )


@pytest.mark.parametrize(
    ("text", "section", "aims", "concludes"),
    [
        ("METHODS: We asked.", "", True, False),
        ("We asked.", "Methods", True, False),
        ("RESULTS: It fell.", "", False, False),
        ("CONCLUSION: It helps.", "", False, True),
        ("It helps.", "Conclusions", False, True),
    ],
)
def test_where_a_sentence_stands(text: str, section: str, aims: bool, concludes: bool) -> None:
    part = parts_of([text, "One.", "Two."], [section, "Results", "Results"])[0]
    assert (part.aims, part.concludes) == (aims, concludes)


@pytest.mark.parametrize(
    ("number", "year"),
    [("NCT00505960", 2007.6), ("NCT02058160", 2014.1), ("NCT04207047", 2020.0), ("NCT06917079", 2025.3)],
)
def test_when_a_trial_was_registered_by_its_number(number: str, year: float) -> None:
    assert registered(number) == pytest.approx(year, abs=0.3)


@pytest.mark.parametrize("number", ["ISRCTN12345678", "", "NCT", "NCT123456789012"])
def test_other_registers_have_no_date(number: str) -> None:
    assert registered(number) is None


@pytest.mark.parametrize(("x", "y", "leaf"), [(0, 0, 0), (0, 1, 2), (1, 0, 4), (1, 1, 6)])
def test_trees_are_walked_from_question_to_question(x: float, y: float, leaf: int) -> None:
    features = np.array([[0, 1, 1, 0, 0, 0, 0]])
    thresholds = np.array([[0.5, 0.5, 0.5, np.inf, np.inf, np.inf, np.inf]])
    leaves = np.zeros((1, 8))
    leaves[0, leaf] = 5.0
    trees = Trees(("x", "y"), features, thresholds, leaves, np.array([1]), np.zeros(3))
    assert trees.probabilities({"x": x, "y": y}).argmax() == 1
    assert trees.probabilities({"x": 1 - x, "y": y}).max() == pytest.approx(1 / 3)


def test_phrases_count_by_how_rare_they_are() -> None:
    scores = PhraseScores({"did not": (2.0, 1.0), "#": (1.0, -1.0)}, 0.5)
    assert scores.score("nothing of it") == 0.5
    assert scores.score("It did not") == 1.5
    assert scores.score("It did not 12") < 1.5

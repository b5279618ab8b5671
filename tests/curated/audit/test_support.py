from collections.abc import Callable

import pytest

from curated.audit.ranking import Ranker
from curated.audit.support import Verdict, verdict
from curated.cited import CitedItem, CitedSentence
from curated.schema import Agreement

Judge = Callable[..., Verdict]

CLAIM = "Ferrets transmit the virus to other ferrets by air"
HOLDS = "Ferrets transmit the virus to other ferrets by air."
FILLER = [f"Sentence {number} speaks of weather." for number in ("one", "two", "three", "four")]


@pytest.fixture
def judged(printed: Callable[..., CitedSentence]) -> Judge:
    def judge(texts: list[str], *differing: str, references: int = 1, unreadable: str | None = None) -> Verdict:
        sentences = tuple(printed(text, "abstract") for text in texts)
        item = CitedItem("r", sentences=sentences, unreadable=unreadable)
        agreements = [
            Agreement(link_id="l", attribute=attribute, verdict="differs", reason="A against B")
            for attribute in differing
        ]
        return verdict(CLAIM, item, Ranker(sentences), agreements, references)

    return judge


@pytest.mark.parametrize(
    ("texts", "differing", "support", "cause"),
    [
        ([*FILLER, HOLDS], [], "supported", "holds"),
        (FILLER, [], "not_found_at_this_depth", "too little"),
        ([*FILLER, HOLDS], ["trial"], "contradicted", "trial: A against B"),
        ([*FILLER, HOLDS], ["value", "drug"], "contradicted", "value: A against B"),
        ([*FILLER, HOLDS], ["disease"], "needs_review", "disease: A against B"),
        (FILLER, ["disease"], "needs_review", "disease"),
        ([], [], "needs_review", "nothing"),
    ],
)
def test_the_verdict(judged: Judge, texts: list[str], differing: list[str], support: str, cause: str) -> None:
    found = judged(texts, *differing)
    assert found.support == support
    assert cause in found.cause
    assert 0 <= found.risk <= 1


def test_what_cannot_be_read_needs_review_with_its_cause(judged: Judge) -> None:
    found = judged([HOLDS], unreadable="an abstract in another language")
    assert (found.support, found.cause) == ("needs_review", "an abstract in another language")


def test_risk_rises_with_what_is_missing_and_with_what_differs(judged: Judge) -> None:
    sound = judged([*FILLER, HOLDS]).risk
    assert sound < judged([*FILLER, HOLDS], "drug").risk < judged([*FILLER, HOLDS], "drug", "disease").risk
    assert sound < judged([*FILLER, HOLDS], references=5).risk < judged(FILLER).risk


@pytest.mark.parametrize(
    ("finding", "support"),
    [
        ("RESULTS: Overall survival was significantly longer with drug A than with drug B (P < .001).", "supported"),
        ("RESULTS: Overall survival did not differ between drug A and drug B (P = .81).", "needs_review"),
    ],
)
def test_an_abstract_that_finds_no_difference_needs_review(
    printed: Callable[..., CitedSentence], finding: str, support: str
) -> None:
    texts = [
        "METHODS: In this randomised double-blind trial patients with cancer were assigned to drug A or drug B.",
        "METHODS: The primary endpoint was overall survival.",
        finding,
    ]
    sentences = tuple(printed(text, "abstract") for text in texts)
    title = printed("Drug A versus drug B in cancer: a randomised phase 3 trial", "title")
    item = CitedItem("r", titles=(title,), sentences=sentences)
    found = verdict("Drug A significantly improved overall survival compared with drug B.", item, Ranker(sentences))
    assert found.support == support

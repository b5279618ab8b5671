"""What sort of work a title, a registry's type or a sentence of an abstract says that it is."""

import pytest

from extract.work_kinds import kinds_of_sentence, kinds_of_title, kinds_of_types, settled


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Statins and the liver: a systematic review and meta-analysis", {"review", "meta-analysis"}),
        ("Management of gout: a review", {"review"}),
        ("A retrospective review of 40 patients with gout", set()),
        ("EASL clinical practice guidelines on gout", {"guideline"}),
        ("Drug A for gout: study protocol for a randomised controlled trial", {"protocol", "randomised trial"}),
        ("Protocol: drug A against placebo in gout", {"protocol"}),
        ("Design and rationale of a randomized trial of drug A", {"protocol", "randomised trial"}),
        ("A-100 trial in progress: drug A with or without drug B", {"trial in progress"}),
        ("Abstract CT103: drug A in gout", {"abstract"}),
        ("PD-009 - Drug A in gout", {"abstract"}),
        ("990P Drug A in gout", {"abstract"}),
        ("PD-1 inhibitors in gout", set()),
        ("P53: its part in gout", set()),
        ("Drug A versus drug B: an open-label, randomised, phase 3 trial", {"randomised trial", "clinical trial"}),
        ("Drug A in gout: a phase Ib/II study", {"clinical trial"}),
        ("Drug A in gout: a retrospective cohort study", {"cohort"}),
        (
            "A phase 2 study of drug A: a systematic review of randomised controlled trials",
            {"review", "clinical trial"},
        ),
        ("Drug A slows gout in mice", {"animal study"}),
        ("Drug A kills cell lines in vitro", {"cell study"}),
        ("A case report of gout", {"case report"}),
        ("Re: Drug A in gout", {"editorial"}),
        ("Gout", set()),
    ],
)
def test_titles(title: str, kinds: set[str]) -> None:
    assert set(kinds_of_title(title)) == kinds


@pytest.mark.parametrize(
    ("types", "kinds"),
    [
        (
            "Clinical Trial, Phase III; Randomized Controlled Trial; Journal Article",
            ["clinical trial", "randomised trial"],
        ),
        ("journal-article", []),
        ("posted-content", ["preprint"]),
        ("Journal Article; Review", ["review"]),
        ("review-article", ["review"]),
    ],
)
def test_types(types: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in kinds_of_types(types)] == kinds


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("In this review, we summarize what is known.", {"review"}),
        ("We searched PubMed for trials.", {"review"}),
        ("The institutional review board agreed.", set()),
        ("Eligible patients were randomly assigned (1:1) to drug A or placebo.", {"randomised trial"}),
        ("Patients will be randomized to drug A or placebo.", {"trial in progress", "protocol"}),
        ("The trial is currently recruiting at 30 sites.", {"trial in progress"}),
        ("Mice were given drug A.", {"animal study"}),
        ("We retrospectively looked at 40 charts.", {"cohort"}),
        ("Cells were treated with drug A.", {"cell study"}),
        ("Survival was longer with drug A.", set()),
    ],
)
def test_sentences(sentence: str, kinds: set[str]) -> None:
    assert set(kinds_of_sentence(sentence)) == kinds


def test_a_review_has_no_patients_of_its_own() -> None:
    assert settled({"review", "randomised trial", "animal study"}, {"review"}) == {"review"}
    assert settled({"review", "randomised trial"}, {"randomised trial"}) == {"randomised trial"}
    assert settled({"animal study", "cell study"}, set()) == {"animal study", "cell study"}

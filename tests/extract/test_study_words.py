"""Designs, phases and groups that a text names."""

import pytest

from extract.study_words import find_designs, find_groups, find_phases


@pytest.mark.parametrize(
    ("text", "designs"),
    [
        ("a randomised, double-blind, placebo-controlled trial", {"randomised trial"}),
        ("patients were randomly assigned", {"randomised trial"}),
        ("an open-label, single-arm, phase II trial", {"single-arm trial", "clinical trial"}),
        ("a non-randomized study", {"single-arm trial"}),
        ("a retrospective analysis", {"cohort"}),
        ("a systematic review and meta-analysis", {"review", "meta-analysis"}),
        ("a randomly chosen gene", set()),
    ],
)
def test_designs(text: str, designs: set[str]) -> None:
    assert set(find_designs(text)) == designs


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("a phase 3 trial", {"3"}),
        ("the Phase IIb study", {"2"}),
        ("a phase Ib/II study", {"1", "2"}),
        ("a phase 2-3 study", {"2", "3"}),
        ("phases I and II", {"1", "2"}),
        ("in the phase 12 of the moon", set()),
        ("the phase in which", set()),
    ],
)
def test_phases(text: str, phases: set[str]) -> None:
    assert set(find_phases(text)) == phases


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("40 patients with gout", {"patients"}),
        ("in BALB/c mice", {"animals"}),
        ("patient-derived xenografts", {"animals"}),
        ("HepG2 and Huh7", {"cells"}),
        ("in vitro and in mice", {"animals", "cells"}),
        ("the gene is mutated", set()),
    ],
)
def test_groups(text: str, groups: set[str]) -> None:
    assert {group for group, _ in find_groups(text)} == groups

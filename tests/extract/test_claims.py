"""Kinds of claims: which passages they recognise and what they read from them."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.schema import Outcome, TrialMention
from extract.claim_kind import ClaimKind
from extract.claims import KINDS, approval, outcome, trial
from extract.document import Document
from extract.passages import Passage, find_passages, language
from extract.tables import read_tables

Reader = Callable[[str], Document]


def passages(document: Document) -> tuple[Passage, ...]:
    return find_passages(document, (), (), (), read_tables(document), language())


def rows(document: Document, kind: ClaimKind) -> list[Outcome | TrialMention]:
    return [
        row for passage in passages(document) if kind.recognises(passage) for row in kind.read(document, passage, "c")
    ]


Measured = tuple[str, str | None, float, float | None, float | None, str | None, str | None]
"""Measure, statistic, value, low, high, unit, time point."""

OUTCOMES: list[tuple[str, list[Measured]]] = [
    ("The ORR was 27%.", [("ORR", None, 27, None, None, "%", None)]),
    ("ORR: 27.5% (95% CI 20.1-34.9%)", [("ORR", None, 27.5, 20.1, 34.9, "%", None)]),
    ("mOS: 16.4 months; mPFS: 5.6 months", [
        ("OS", "median", 16.4, None, None, "months", None), ("PFS", "median", 5.6, None, None, "months", None)]),
    ("Median overall survival was 13.6 months", [("OS", "median", 13.6, None, None, "months", None)]),
    ("a median PFS of 6 months", [("PFS", "median", 6, None, None, "months", None)]),
    ("The HR for OS was 0.78 (95% CI: 0.66–0.92).", [("OS", "hazard ratio", 0.78, 0.66, 0.92, None, None)]),
    ("hazard ratio for death, 0.78", []),  # not printed as one of the forms we know
    ("hazard ratio for death was 0·78", [("death", "hazard ratio", 0.78, None, None, None, None)]),
    ("hazard ratio: 0.5", [("HR", "hazard ratio", 0.5, None, None, None, None)]),
    ("12-month OS of 45%", [("OS", None, 45, None, None, "%", "12-month")]),
    ("disease control rate (DCR) was 60 %", [("DCR", None, 60, None, None, "%", None)]),
    ("ORR of 20–25%", [("ORR", None, 20, None, 25, "%", None)]),
    ("survival improved by 13 months", []),
    ("The ORR was not reported in 27 trials.", []),
    ("scores of 27%", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), OUTCOMES)
def test_outcomes(read_text: Reader, text: str, found: list[Measured]) -> None:
    read = [row for row in rows(read_text(text), outcome.KIND) if isinstance(row, Outcome)]
    assert [
        (
            row.measure.value,
            row.statistic.value if row.statistic else None,
            row.value.value,
            row.low.value if row.low else None,
            row.high.value if row.high else None,
            row.unit.value if row.unit else None,
            row.timepoint.value if row.timepoint else None,
        )
        for row in read
    ] == found


def test_each_slot_of_an_outcome_has_its_place(read_text: Reader) -> None:
    document = read_text("The HR for overall survival was 0.78 (95% CI: 0.66–0.92).")
    (row,) = rows(document, outcome.KIND)
    assert isinstance(row, Outcome)
    printed = {
        name: document.text[sourced.source.start : sourced.source.end]  # type: ignore[union-attr]
        for name, sourced in (("measure", row.measure), ("value", row.value), ("low", row.low), ("high", row.high))
        if sourced
    }
    assert printed == {"measure": "overall survival", "value": "0.78", "low": "0.66", "high": "0.92"}
    assert [step.name for step in row.measure.steps] == ["measure-named"]


APPROVALS = [
    ("The drug was approved by the FDA in 2020.", True),
    ("Approval was granted, and the EMA followed.", True),
    ("The FDA granted accelerated approval.", True),
    ("It is approved in several countries.", True),
    ("It received marketing authorisation.", True),
    ("The study was approved by the ethics committee.", False),
    ("It was not studied.", False),
]


@pytest.mark.parametrize(("text", "is_approval"), APPROVALS)
def test_approvals(read_text: Reader, text: str, is_approval: bool) -> None:
    (passage,) = passages(read_text(text))
    assert approval.KIND.recognises(passage) is is_approval
    assert list(approval.KIND.read(read_text(text), passage, "c")) == []


TRIALS = [
    ("registered as NCT01234567", [("ClinicalTrials.gov", "NCT01234567")]),
    ("NCT 01234567 and NCT-07654321", [("ClinicalTrials.gov", "NCT01234567"), ("ClinicalTrials.gov", "NCT07654321")]),
    ("EudraCT 2004-123456-12", [("EudraCT", "2004-123456-12")]),
    ("ISRCTN12345678", [("ISRCTN", "ISRCTN12345678")]),
    ("NCT0123456 has a digit too few", []),
]


@pytest.mark.parametrize(("text", "found"), TRIALS)
def test_trials(read_text: Reader, text: str, found: list[tuple[str, str]]) -> None:
    document = read_text(text)
    read = [row for row in rows(document, trial.KIND) if isinstance(row, TrialMention)]
    assert [(row.registry, row.trial_id.value) for row in read] == found
    assert len({row.mention_id for row in read}) == len(read)


def test_a_trial_in_a_table_has_the_cells_beside_it(read_text: Reader) -> None:
    document = read_text("|Drug|Number||\n|--|--|--|\n|alpha|NCT01234567|phase 2|\n")
    (row,) = rows(document, trial.KIND)
    assert isinstance(row, TrialMention)
    assert row.fields == {"Drug": "alpha", "Number": "NCT01234567", "column 3": "phase 2"}
    assert (row.row, bool(row.table_id)) == (1, True)


TOKENS = [
    "ORR",
    "mOS",
    "OS",
    "HR",
    "hazard ratio",
    " for ",
    " was ",
    ": ",
    " of ",
    "12",
    "0.78",
    "%",
    " months",
    ")",
    "·",
]
TOKENS += [" (95% CI ", "0.6-0.9", "median ", "12-month ", "NCT01234567", "FDA", "approved ", " versus a", ", ", ". "]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))
def test_any_passage_is_read_by_every_kind(read_text: Reader, text: str) -> None:
    document = read_text(f"Text {text}")
    for kind in KINDS:
        for row in rows(document, kind):
            value = row.value if isinstance(row, Outcome) else row.trial_id
            printed = document.text[value.source.start : value.source.end]  # type: ignore[union-attr]
            assert value.steps or printed == value.value

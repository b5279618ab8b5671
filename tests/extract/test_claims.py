"""Kinds of claims: which passages they recognise and what they read from them."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.provenance import Sourced
from curated.schema import Outcome, Row, TrialMention
from extract.claim_kind import ClaimKind
from extract.claims import KINDS, approval, outcome, trial
from extract.document import Document
from extract.passages import Passage, find_passages, language
from extract.tables import read_tables

Reader = Callable[[str], Document]


def passages(document: Document) -> tuple[Passage, ...]:
    return find_passages(document, (), (), (), read_tables(document), language())


def rows(document: Document, kind: ClaimKind) -> list[Row]:
    return [
        row for passage in passages(document) if kind.recognises(passage) for row in kind.read(document, passage, "c")
    ]


Measured = tuple[str, str | None, float | None, float | None, float | None, str | None, str | None]
"""Measure, statistic, value, low, high, unit, time point."""

OUTCOMES: list[tuple[str, list[Measured]]] = [
    ("The ORR was 27%.", [("ORR", None, 27, None, None, "%", None)]),
    ("ORR: 27.5% (95% CI 20.1-34.9%)", [("ORR", None, 27.5, 20.1, 34.9, "%", None)]),
    ("mOS: 16.4 months; mPFS: 5.6 months", [
        ("OS", "median", 16.4, None, None, "months", None), ("PFS", "median", 5.6, None, None, "months", None)]),
    ("mPFS: 14.6 months, 24-month OSR: 75%", [
        ("PFS", "median", 14.6, None, None, "months", None), ("OSR", None, 75, None, None, "%", "24-month")]),
    ("Median overall survival was 13.6 months", [("OS", "median", 13.6, None, None, "months", None)]),
    ("a median PFS of 6 months", [("PFS", "median", 6, None, None, "months", None)]),
    ("The HR for OS was 0.78 (95% CI: 0.66–0.92).", [("HR", None, 0.78, 0.66, 0.92, None, None)]),
    ("hazard ratio for death was 0·78", [("HR", None, 0.78, None, None, None, None)]),
    ("hazard ratio: 0.5", [("HR", None, 0.5, None, None, None, None)]),
    ("less pain (WMD = − 1.63, 95% CI − 3.76 to 0.49)", [("WMD", None, -1.63, -3.76, 0.49, None, None)]),
    ("the OR (95% CIs) was 1.49 (1.24, 1.78) and 1.61 (1.08, 2.41)", [
        ("OR", None, 1.49, 1.24, 1.78, None, None), ("OR", None, 1.61, 1.08, 2.41, None, None)]),
    ("12-month OS of 45%", [("OS", None, 45, None, None, "%", "12-month")]),
    ("disease control rate (DCR) was 60 %", [("DCR", None, 60, None, None, "%", None)]),
    ("ORR of 20–25%", [("ORR", None, None, 20, 25, "%", None)]),
    ("found 50% conception rate", [("conception rate", None, 50, None, None, "%", None)]),
    ("70% of patients experience recurrence within five years", [
        ("recurrence", None, 70, None, None, "%", "within five years")]),
    ("survival improved by 13 months", []),
    ("The ORR was not reported in 27 trials.", []),
    ("scores of 27%", []),
    ("risk of rejection, only around 20% are eligible", []),
    ("OR 7 of the hospital", []),
]  # fmt: skip


def outcomes(document: Document) -> list[Outcome]:
    return [row for row in rows(document, outcome.KIND) if isinstance(row, Outcome)]


def value(slot: Sourced[Any] | None) -> Any:
    return slot.value if slot else None


@pytest.mark.parametrize(("text", "found"), OUTCOMES)
def test_outcomes(read_text: Reader, text: str, found: list[Measured]) -> None:
    assert [
        (row.measure.value, *map(value, (row.statistic, row.value, row.low, row.high, row.unit, row.timepoint)))
        for row in outcomes(read_text(text))
    ] == found


ARMS: list[tuple[str, list[tuple[str | None, str | None]]]] = [
    ("Compared with the placebo group, alphamab was better (RR = 1.30, 95% CI 0.97 to 1.75).", [
        ("alphamab", "placebo group")]),
    ("There was no difference between alpha group and beta group (WMD = 0.1, 95% CI 0.0 to 0.2).", [
        ("alpha group", "beta group")]),
    ("The response rate was 76% in the alpha group and 54% in the beta group.", [
        ("alpha group", None), ("beta group", None)]),
    ("The incidence of sepsis was higher (TT: 32.0%; TC: 43.9%).", [("TT", None), ("TC", None)]),
    ("For A1 and B2 polymorphisms, the OR (95% CI) was 1.4 (1.2, 1.7) and 1.6 (1.0, 2.4), respectively.", [
        ("A1", None), ("B2", None)]),
    ("The results were significant (RR = 1.30, 95% CI 0.97 to 1.75).", [(None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), ARMS)
def test_arms(read_text: Reader, text: str, found: list[tuple[str | None, str | None]]) -> None:
    read = outcomes(read_text(text))
    assert [(value(row.arm), value(row.comparator)) for row in read] == found
    assert all(bool(row.unattributed) == (row.arm is None) for row in read)


@pytest.mark.parametrize(
    ("text", "p"), [("OR = 1.77, 95% CI = 1.26–2.48, P = 0.001", "= 0.001"), ("RR 2.0 (1.1-3.0), p<0.05", "<0.05")]
)
def test_p_values(read_text: Reader, text: str, p: str) -> None:
    assert [value(row.p) for row in outcomes(read_text(text))] == [p]


CELLS: list[tuple[str, list[tuple[str, float, str | None, str | None, str | None]]]] = [
    ("|Subgroup|Relative risk (95% CI)|P value|\n|--|--|--|\n|Single row|1.65 (0.82, 2.77)|0.069|\n", [
        ("RR", 1.65, None, "Single row", "0.069")]),
    ("|Subgroup|Studies|SMD|95% CI|P|SMD|95% CI|P|\n|--|--|--|--|--|--|--|--|\n"
     "|Overall|1 (M)|0.62|(0.21, 1.03)|0.003|0.38|(0.23, 0.52) †|0.02|\n", [
        ("SMD", 0.62, None, "Overall", "0.003"), ("SMD", 0.38, None, "Overall", "0.02")]),
    ("|Genotype|Sepsis, n (%)|\n|--|--|\n|TT|373 (32.0)|\n", [("Sepsis, n (%)", 32.0, "%", "TT", None)]),
    ("|Parameter|Control|Treated|\n|--|--|--|\n|Cholesterol (mg/dl)|90 ± 4|70 ± 3|\n", [
        ("Cholesterol", 90, "mg/dl", "Control", None), ("Cholesterol", 70, "mg/dl", "Treated", None)]),
    ("|Parameter|Unit|Control|Treated|\n|--|--|--|--|\n|Cholesterol|mg/dl|90 ± 4a|70 ± 0ab|\n", [
        ("Cholesterol", 90, "mg/dl", "Control", None), ("Cholesterol", 70, "mg/dl", "Treated", None)]),
    ("||Control|Treated|\n|--|--|--|\n|Lipid (mg/dl)|||\n|HDL|20 ± 2|17 ± 1|\n|Lipid index|0.9 ± 0.1|0.5 ± 0.1|\n", [
        ("HDL", 20, "mg/dl", "Control", None), ("HDL", 17, "mg/dl", "Treated", None),
        ("Lipid index", 0.9, None, "Control", None), ("Lipid index", 0.5, None, "Treated", None)]),
    ("Table 1. Lipids in serum (mg/dl)\n\n|Parameter|Control|Treated|\n|--|--|--|\n|HDL|20 ± 2|17 ± 1|\n", [
        ("HDL", 20, "mg/dl", "Control", None), ("HDL", 17, "mg/dl", "Treated", None)]),
    ("|Outcome|Drug group|Control group|\n|--|--|--|\n|Blood loss (mL), mean (SD)|310 (55)|250 (40)|\n", [
        ("Blood loss", 310, "mL", "Drug group", None), ("Blood loss", 250, "mL", "Control group", None)]),
    ("|Parameter|Drug group|Control group|\n|--|--|--|\n|Blood loss (mL)|310 (55)|250 (40)|\n", []),  # (55): of what?
    ("|Cause|Frequency (%)|\n|--|--|\n|Infection|5 (2.8)|\n", []),
    ("Table 1. Baseline characteristics\n\n|Parameter|Control|Treated|\n|--|--|--|\n|HDL (mg/dl)|20 ± 2|17 ± 1|\n", []),
    ("|Dose|0 µM|\n|--|--|\n|alpha|100 ± 5|\n", []),  # what was measured is not named
    ("|Condition|n (%)|\n|--|--|\n|asthma|15 (36)|\n", []),
    ("|||\n|--|--|\n|alpha|6.1 ± 2.2|\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), CELLS)
def test_cells(
    read_text: Reader, text: str, found: list[tuple[str, float, str | None, str | None, str | None]]
) -> None:
    read = outcomes(read_text(text))
    assert [
        (row.measure.value, value(row.value), value(row.unit), value(row.arm), value(row.p)) for row in read
    ] == found


def test_a_row_can_be_the_endpoint_of_an_effect(read_text: Reader) -> None:
    (row,) = outcomes(read_text("|Outcome|MD (95% CI)|\n|--|--|\n|Blood loss|−62 (−81, −43)|\n"))
    assert (value(row.value), value(row.endpoint), value(row.arm)) == (-62, "Blood loss", None)


def test_a_row_that_is_a_study_is_no_arm(read_text: Reader) -> None:
    (row,) = outcomes(read_text("|Study|OR (95% CI)|\n|--|--|\n|Smith 2010|0.6 (0.4, 0.8)|\n"))
    assert (value(row.value), value(row.arm), bool(row.unattributed)) == (0.6, None, True)


def test_bounds_in_the_next_cell(read_text: Reader) -> None:
    (row,) = outcomes(read_text("|Subgroup|OR|95% CI|\n|--|--|--|\n|Overall|0.62|(0.21–1.03)|\n"))
    assert (value(row.value), value(row.low), value(row.high)) == (0.62, 0.21, 1.03)


TIMES: list[tuple[str, list[tuple[float, str | None, str | None]]]] = [
    ("|Group|Glucose, fasting|Day 14|\n|--|--|--|\n|Control|20 ± 2|30 ± 1|\n", [(20, None, "Control")]),
    ("||Control|Treated|\n|--|--|--|\n|Glucose (mg/dl)|||\n|Day 7|20 ± 2|17 ± 1|\n", [
        (20, "Day 7", "Control"), (17, "Day 7", "Treated")]),
    ("||Control|Treated|\n|--|--|--|\n|Day 7|20 ± 2|17 ± 1|\n", []),  # of what?
    ("|Group|Time|Glucose (mg/dl)|\n|--|--|--|\n|Control|Day 7|20 ± 2|\n", [(20, "Day 7", "Control")]),
    ("|Parameter|Time|Control|Treated|\n|--|--|--|--|\n|Glucose (mg/dl)|Day 7|20 ± 2|17 ± 1|\n", [
        (20, "Day 7", "Control"), (17, "Day 7", "Treated")]),
    ("|Parameter|Before treatment|After treatment|\n|--|--|--|\n|Glucose (mg/dl)|20 ± 2|17 ± 1|\n", [
        (20, "Before treatment", None), (17, "After treatment", None)]),
    ("|Follow-up|SMD (95% CI)|\n|--|--|\n|≥ 6 months|0.5 (0.3, 0.7)|\n", [(0.5, None, "≥ 6 months")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TIMES)
def test_times_of_cells(read_text: Reader, text: str, found: list[tuple[float, str | None, str | None]]) -> None:
    read = outcomes(read_text(text))
    assert [(value(row.value), value(row.timepoint), value(row.arm)) for row in read] == found


def test_each_slot_of_an_outcome_has_its_place(read_text: Reader) -> None:
    document = read_text("The HR for overall survival was 0.78 (95% CI: 0.66–0.92).")
    (row,) = outcomes(document)
    slots = {"endpoint": row.endpoint, "measure": row.measure, "value": row.value, "low": row.low, "high": row.high}
    printed = {
        name: document.text[sourced.source.start : sourced.source.end]  # type: ignore[union-attr]
        for name, sourced in slots.items()
        if sourced
    }
    assert printed == {
        "endpoint": "overall survival", "measure": "HR", "value": "0.78", "low": "0.66", "high": "0.92",
    }  # fmt: skip
    assert [step.name for step in row.value.steps] == ["number"] if row.value else False


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
    assert list(approval.KIND.read(read_text(text), passage, "c")) == []  # no drug is named


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
            for name in type(row).model_fields:
                held = getattr(row, name)
                for slot in held if isinstance(held, tuple) else (held,):
                    if isinstance(slot, Sourced) and not slot.steps:
                        assert document.text[slot.source.start : slot.source.end] == slot.value  # type: ignore[union-attr]


HOSTILE = [
    "ORR was 27% and " * 700,
    "(" * 5000 + "OR = 1.2",
    "alpha versus beta, gamma compared with delta was 5% than " * 200,
    "x = \\frac{a}{b} + 12.3\\% \\cdot OR^{2} = " * 200,
    "La survie globale médiane était de 13,6 mois chez les patients; das Gesamtüberleben betrug 13,6 Monate. " * 60,
    "TAMs promote and inhibit and secrete and recruit " * 250,
    "a, b, c and d [1], e [2], f [3] " * 300,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_time_is_bounded(read_text: Reader, text: str) -> None:
    document = read_text(text)
    begun = process_time()
    for kind in KINDS:
        rows(document, kind)
    assert process_time() - begun < 10, "seconds of processor time; some hundredths where nothing is quadratic"

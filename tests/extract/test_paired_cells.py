"""Cells that hold the values of several groups, and sentences whose events have no measure's name."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.provenance import Sourced
from curated.schema import Outcome
from extract.contents import contents_of
from extract.document import Document
from extract.measured import find_measured
from extract.paired_values import find_paired
from extract.passages import language

Reader = Callable[[str], Document]
HEAD = "# A title\n\n## Results\n\n"
LIST = "\n\n## References\n\n1. Author A. One. Ex J. 2001;1:1-2.\n"
Found = tuple[str, float | None, str | None, str | None, str | None, str | None]


def outcomes(document: Document) -> list[Outcome]:
    return [row for row in contents_of(document, "x.md", language()) if isinstance(row, Outcome)]


def words(slot: Sourced[Any] | None) -> Any:
    return slot.value if slot else None


def slots(row: Outcome) -> Found:
    value, unit, time, arm, comparator = map(words, (row.value, row.unit, row.timepoint, row.arm, row.comparator))
    return row.measure.value, value, unit, time, arm, comparator


def table(heads: str, *rows: str) -> str:
    return "\n".join([heads, "|--" * (heads.count("|") - 1) + "|", *rows]) + "\n"


CELLS: list[tuple[str, list[Found]]] = [
    # the arms in another column, by `versus`
    (table("|Study|Arms|Good cleansing|", "|Lee|2 L PEG vs 4 L PEG|85.0% versus 81.8% p = 0.89|"), [
        ("Good cleansing", 85.0, "%", None, "2 L PEG", "4 L PEG"),
        ("Good cleansing", 81.8, "%", None, "4 L PEG", "2 L PEG")]),
    # in a description, with how many they were
    (table("|Study|Description|Results|",
           "|Lee|RCT, split PEG (n = 40) versus senna (n = 42) in adults|Pain 12% vs 20%|"), [
        ("Pain", 12, "%", None, "split PEG", "senna"), ("Pain", 20, "%", None, "senna", "split PEG")]),
    (table("|Study|Description|Pain|", "|Lee|RCT of PEG, 4 L, versus senna|12% vs 20%|"), [
        ("Pain", 12, "%", None, "PEG, 4 L", "senna"), ("Pain", 20, "%", None, "senna", "PEG, 4 L")]),
    # as a list
    (table("|Study|Groups|Pain score|",
           "|Lee|(1) drug A; (2) drug B; (3) none at all|3.1 ± 1 vs 4.0 ± 1 vs 5.2 ± 1|"), [
        ("Pain score", 3.1, None, None, "drug A", None), ("Pain score", 4.0, None, None, "drug B", None),
        ("Pain score", 5.2, None, None, "none at all", None)]),
    (table("|Study|Preparation|Pain score|", "|Lee|PEG (n = 40), senna (n = 42)|3.1 ± 1 vs 4.0 ± 1|"), [
        ("Pain score", 3.1, None, None, "PEG", "senna"), ("Pain score", 4.0, None, None, "senna", "PEG")]),
    # in two columns
    (table("|Study|Intervention|Comparator|Outcomes|",
           "|Lee|Aloe|Senna|Plaque index: 0.5 ± 0.2 vs 0.8 ± 0.3; pain 5% vs 9%|"), [
        ("Plaque index", 0.5, None, None, "Aloe", "Senna"), ("Plaque index", 0.8, None, None, "Senna", "Aloe"),
        ("pain", 5, "%", None, "Aloe", "Senna"), ("pain", 9, "%", None, "Senna", "Aloe")]),
    (table("|Study|Regimen 1|Regimen 2|Pain score|", "|Lee|PEG|senna|1.2 ± 0.4 vs 1.3 ± 0.5|"), [
        ("Pain score", 1.2, None, None, "PEG", "senna"), ("Pain score", 1.3, None, None, "senna", "PEG")]),
    # in the head, whose rows name the measure and its unit
    (table("|Outcome|Drug vs placebo|", "|Blood loss (mL)|310 ± 55 vs 250 ± 40|"), [
        ("Blood loss", 310, "mL", None, "Drug", "placebo"), ("Blood loss", 250, "mL", None, "placebo", "Drug")]),
    (table("|Study|Adenoma detection rate split vs single dose|", "|Lee|85.0% vs 82%|"), [
        ("Adenoma detection rate", 85.0, "%", None, "split", "single dose"),
        ("Adenoma detection rate", 82, "%", None, "single dose", "split")]),
    # in the caption
    ("Table 1. Trials of senna versus PEG\n\n" + table("|Study|Mean Boston score|",
           "|Lee|6.5 ± 1.1 versus 7.0 ± 1.2|"), [
        ("Mean Boston score", 6.5, None, None, "senna", "PEG"),
        ("Mean Boston score", 7.0, None, None, "PEG", "senna")]),
    # in the cell itself
    (table("|Study|Vomiting|", "|Lee|12% in the PEG group versus 20% in the senna group|"), [
        ("Vomiting", 12, "%", None, "PEG group", "senna group"),
        ("Vomiting", 20, "%", None, "senna group", "PEG group")]),
    # a time in the head; a part of a score in the cell
    (table("|Study|Arms|Plaque index 4 weeks|", "|Lee|aloe vs senna|0.5 ± 0.4 vs 0.6 ± 0.5|"), [
        ("Plaque index", 0.5, None, "4 weeks", "aloe", "senna"),
        ("Plaque index", 0.6, None, "4 weeks", "senna", "aloe")]),
    (table("|Study|Arms|Boston score|", "|Lee|aloe vs senna|Right colon 2.5 ± 0.4 vs 2.6 ± 0.5|"), [
        ("Boston score", 2.5, None, None, "aloe", "senna"), ("Boston score", 2.6, None, None, "senna", "aloe")]),
    # nobody is named, or too many
    (table("|Study|N|Pain score|", "|Lee|12|3.1 ± 1 vs 4.0 ± 1|"), [
        ("Pain score", 3.1, None, None, None, None), ("Pain score", 4.0, None, None, None, None)]),
    (table("|Study|Arms|Pain score|", "|Lee|aloe vs senna vs PEG|3.1 ± 1 vs 4.0 ± 1|"), [
        ("Pain score", 3.1, None, None, None, None), ("Pain score", 4.0, None, None, None, None)]),
    # no outcomes: who was studied, how many, how much they were given, what they began with, what is not named
    (table("|Study|Arms|Age|", "|Lee|aloe vs senna|45.2 ± 3 vs 44.1 ± 2|"), []),
    (table("|Study|Arms|No. of patients|", "|Lee|aloe vs senna|20.5 vs 30.5|"), []),
    (table("|Study|Dose|", "|Lee|Topical 1.5 g aloe vs topical 2.5 g aloe|"), []),
    (table("|Study|Arms|Plaque index baseline|", "|Lee|aloe vs senna|1.2 ± 0.4 vs 1.3 ± 0.5|"), []),
    (table("|Study|Arms|Results|", "|Lee|aloe vs senna|1.2 ± 0.4 vs 1.3 ± 0.5|"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), CELLS)
def test_values_of_several_groups_in_a_cell(read_text: Reader, text: str, found: list[Found]) -> None:
    assert [slots(row) for row in outcomes(read_text(HEAD + text + LIST))] == found


def test_an_empty_arm_of_a_pair_says_why(read_text: Reader) -> None:
    text = table("|Study|N|Pain score|", "|Lee|12|3.1 ± 1 vs 4.0 ± 1|")
    rows = outcomes(read_text(HEAD + text + LIST))
    assert [row.unattributed for row in rows] == [
        ("arm: the values of the cell are of several groups, and no place names as many",)
    ] * 2


def test_p_value_of_a_pair_in_its_own_column(read_text: Reader) -> None:
    text = table("|Outcome|Drug vs placebo|P value|", "|Blood loss (mL)|310 ± 55 vs 250 ± 40|0.01|")
    assert [words(row.p) for row in outcomes(read_text(HEAD + text + LIST))] == ["0.01", "0.01"]


EVENTS: list[tuple[str, list[tuple[str, float, str | None]]]] = [
    ("The primary outcome occurred in 73 patients (31.9%) in the drug group and in 91 patients "
     "(39.4%) in the placebo group.", [
        ("primary outcome", 31.9, "drug group"), ("primary outcome", 39.4, "placebo group")]),
    ("There were 11 deaths (5.0%) in the drug group and 13 (6.0%) in the placebo group.", [
        ("deaths", 5.0, "drug group"), ("deaths", 6.0, "placebo group")]),
    ("Infection was diagnosed in 23 patients (4.0%) in the drug group and in 42 (7.3%) in the placebo group.", [
        ("Infection", 4.0, "drug group"), ("Infection", 7.3, "placebo group")]),
    ("A total of 88% of patients who received the drug showed improvement, versus 5% of patients who "
     "received placebo.", [
        ("improvement", 88, "drug"), ("improvement", 5, "placebo")]),
    ("Overall, 12% developed fistulas.", [("fistulas", 12, None)]),
    ("Overall, 12% of patients (6/50) developed fistulas.", [("fistulas", 12, None)]),
    ("Infection was found in 35% of cases and 12% of controls.", [
        ("Infection", 35, "cases"), ("Infection", 12, "controls")]),
    ("The incidence of vomiting was greater with drug A than with placebo (62% vs. 42%).", [
        ("incidence", 62, "drug A"), ("incidence", 42, "placebo")]),
    ("There were 20 cases (40%) in the placebo group and 5 (10%) in the drug group (relative risk, "
     "0.25; 95% CI, 0.1 to 0.6).", [
        ("cases", 40, "placebo group"), ("cases", 10, "drug group"), ("RR", 0.25, "drug group")]),
    ("Survival was 16.3 months (95% CI 13.6-17.8) in the drug group and 8.0 months (5.7-8.2) in the placebo group.", [
        ("Survival", 16.3, "drug group"), ("Survival", 8.0, "placebo group")]),
    ("At entry, 12% had diabetes.", []),
    ("The outcome was a 10% improvement in pain.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), EVENTS)
def test_events_without_a_measures_name(
    read_text: Reader, text: str, found: list[tuple[str, float, str | None]]
) -> None:
    rows = outcomes(read_text(HEAD + text + LIST))
    assert [(row.measure.value, words(row.value), words(row.arm)) for row in rows] == found


@given(st.text(alphabet="0123456789.%±()[] vspn=<,;-/ab\n", max_size=300))
def test_pairs_lie_in_the_text_in_order(text: str) -> None:
    ends = [0]
    for pair in find_paired(text):
        assert len(pair.values) == len(pair.groups) >= 2
        assert ends[-1] <= pair.values[0].value[0] < pair.end <= len(text)
        ends.append(pair.end)
    find_measured(text, ())

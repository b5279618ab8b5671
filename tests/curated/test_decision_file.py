"""The decisions file: inert in a spreadsheet, and every text comes back as it was."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curated.decision_file import COLUMNS, decision_cell, decision_lines, decision_text, read_decision_lines
from curated.table_files import spreadsheet_safe


@given(st.text())
@example("'=1")
@example("''@x")
@example("\t=1")
@example("-1e5")
def test_a_text_comes_back(text: str) -> None:
    assert decision_text(decision_cell(text)) == text


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    cell = decision_cell(text)
    assert spreadsheet_safe(cell) == cell


# the csv module ends a row at a lone carriage return only inside quotes, which it writes around it
@given(
    st.lists(st.dictionaries(st.sampled_from(COLUMNS), st.text(st.characters(exclude_categories=["Cs"])), min_size=8))
)
def test_a_file_comes_back(rows: list[dict[str, str]]) -> None:
    assert list(read_decision_lines(decision_lines(rows))) == rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column subject and no column verdict"),
        ("subject,note\r\nx,y\r\n", "no column verdict"),
        ('subject,verdict\r\n"x', "not a CSV"),
    ],
)
def test_a_file_that_is_none_is_told(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        list(read_decision_lines(text))


def test_what_a_spreadsheet_wrote_is_read() -> None:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows([["verdict", "subject", "mine"], ["accept", "a", "1"]])
    assert list(read_decision_lines("\ufeff" + held.getvalue())) == [
        {name: {"subject": "a", "verdict": "accept"}.get(name, "") for name in COLUMNS}
    ]

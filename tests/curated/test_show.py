"""A row as text: values with their places, tables with their spans, nothing that drives a terminal."""

from datetime import UTC, datetime

import pytest

from curated.dataset import Dataset
from curated.drawn_table import draw
from curated.provenance import DocumentSource, Method, Region, RegistrySource, Sourced
from curated.schema import Cell, DocumentText, OtherSpan, Section, Trial
from curated.show import show
from curated.subjects import SubjectError, find_rows

READER = Method(name="pdf", version="1")


def heading(text: str, number: int = 1) -> Section:
    source = DocumentSource(
        document="d", reader=READER, start=0, end=len(text), regions=(Region(page=2, x0=1, top=2, x1=3, bottom=4),)
    )
    return Section(
        section_id=f"d-section-{number}", document_id="d", level=1, heading=Sourced(value=text, source=source)
    )


def nothing(sha256: str) -> bytes | None:
    return None


def test_a_printed_value_shows_its_place() -> None:
    row = heading("Results")
    dataset = Dataset(sections=(row,), texts=(DocumentText(document_id="d", text="Results and more"),))
    lines = show(dataset, row, nothing).splitlines()
    assert lines[0] == "sections  d-section-1"
    assert "  heading: Results" in lines
    assert "      document d, characters 0–7" in lines
    assert "      page 2, rectangle 1.0 2.0 3.0 4.0" in lines
    assert not any("“" in line for line in lines), "what is printed is the value itself"


def test_a_value_that_steps_made_shows_what_is_printed() -> None:
    row = heading("results")
    row = row.model_copy(update={"heading": row.heading.derive("Results", Method(name="capitals", version="1"))})
    shown = show(Dataset(texts=(DocumentText(document_id="d", text="results"),)), row, nothing)
    assert "“results”   by capitals" in shown


def test_a_registry_value_shows_the_answer_and_what_stands_in_it() -> None:
    source = RegistrySource(
        registry="clinicaltrials",
        url="https://clinicaltrials.gov/x",
        response="ab" * 32,
        pointer="/studies/0/status~1now",
        retrieved_at=datetime(2026, 5, 14, tzinfo=UTC),
    )
    row = Trial(
        trial_id="NCT00000001",
        canonical_id=Sourced(value="NCT00000001", source=source),
        registry="clinicaltrials",
        overall_status=Sourced(value="Done", source=source),
    )
    shown = show(Dataset(), row, lambda sha256: b'{"studies": [{"status/now": "COMPLETED"}]}')
    assert "“COMPLETED”" in shown
    assert "clinicaltrials, answer abababababab of 2026-05-14, at /studies/0/status~1now" in shown
    assert "answer abababababab: https://clinicaltrials.gov/x" in shown


def test_control_characters_are_not_passed_on() -> None:
    row = heading("a\x1b[31m\u202eb")
    assert "\x1b" not in show(Dataset(), row, nothing)
    assert "\u202e" not in show(Dataset(), row, nothing)


@pytest.mark.parametrize("subject", ["d-section-12", "section-12"])
def test_a_row_is_found_by_its_id_or_enough_of_it(subject: str) -> None:
    dataset = Dataset(sections=(heading("A", 1), heading("B", 12)))
    assert [row.row_id for row in find_rows(dataset, subject)] == ["d-section-12"]


@pytest.mark.parametrize(
    ("subject", "says"), [("d-sec", "could be any of 2 rows: d-section-1, d-section-12"), ("x", "no row")]
)
def test_a_subject_that_is_no_row_is_explained(subject: str, says: str) -> None:
    with pytest.raises(SubjectError, match=says):
        find_rows(Dataset(sections=(heading("A", 1), heading("B", 12))), subject)


def cell(row: int, column: int, text: str, **more: object) -> Cell:
    source = DocumentSource(document="d", reader=READER, start=0, end=1)
    return Cell(table_id="t", row=row, column=column, text=Sourced(value=text, source=source), **more)  # type: ignore[arg-type]


def test_a_table_is_drawn_with_its_spans() -> None:
    cells = (
        cell(0, 0, "Target", is_header=True),
        cell(0, 1, "Drug", is_header=True),
        cell(1, 0, "PD-1", row_span=2),
        cell(1, 1, "A"),
        cell(2, 0, "PD-1", filled_down=True),
        cell(2, 1, "B"),
    )
    assert list(draw(cells)) == [
        "┌────────┬──────┐",
        "│ Target │ Drug │",
        "├────────┼──────┤",
        "│ PD-1   │ A    │",
        "├        ┼──────┤",
        "│        │ B    │",
        "└────────┴──────┘",
    ]


def test_cells_over_columns_and_doubtful_labels_are_drawn_as_such() -> None:
    cells = (
        cell(0, 0, "Target", is_header=True),
        cell(0, 1, "Drugs", is_header=True, column_span=2),
        cell(1, 0, "PD-1", row_span=2, span_certain=False, other_spans=(OtherSpan(row=1, rows=1),)),
        cell(1, 1, "Aa"),
        cell(1, 2, "Bb"),
        cell(2, 0, "PD-1", filled_down=True),
        cell(2, 1, "Cc"),
        cell(2, 2, "Dd"),
    )
    assert list(draw(cells)) == [
        "┌──────────┬────┬────┐",
        "│ Target   │ Drugs   │",
        "├──────────┼────┼────┤",
        "│ PD-1 (?) │ Aa │ Bb │",
        "├          ┼────┼────┤",
        "│          │ Cc │ Dd │",
        "└──────────┴────┴────┘",
    ]

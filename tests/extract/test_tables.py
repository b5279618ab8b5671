"""Printed tables become rows; merged labels are filled down and say so."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, PrintedCell, PrintedTable, Span
from extract.tables import ReadTable, read_tables, with_spans

Reader = Callable[[str], Document]

MERGED = """
**Table 2. Doses of the drugs**

| Group | Drug | Dose |
|---|---|---|
| First | alpha | 10 mg |
|  | beta | |
|  | gamma | 5 mg |
| Second | delta | 1 mg |

mg: milligrams; alpha: the first;
"""


def read(document: Document) -> ReadTable:
    (table,) = read_tables(document)
    return table


def test_label_caption_and_notes(read_text: Reader) -> None:
    row = read(read_text(MERGED)).row
    assert row.label is not None
    assert row.caption is not None
    assert (row.label.value, row.caption.value) == ("Table 2", "Table 2. Doses of the drugs")
    assert [note.value for note in row.notes] == ["mg: milligrams; alpha: the first;"]
    assert (row.n_rows, row.n_columns) == (5, 3)


def test_merged_labels_are_filled_down_with_the_source_of_the_label(read_text: Reader) -> None:
    cells = {(cell.row, cell.column): cell for cell in read(read_text(MERGED)).cells}
    label = cells[1, 0]
    assert (label.row_span, label.filled_down) == (3, False)
    for row in (2, 3):
        below = cells[row, 0]
        assert below.filled_down
        assert below.row_span == 1
        assert below.text is not None
        assert label.text is not None
        assert (below.text.value, below.text.source) == (label.text.value, label.text.source)
        assert [step.name for step in below.text.steps] == ["filled-down"]
    assert cells[4, 0].row_span == 1


def test_a_blank_cell_right_of_text_is_blank(read_text: Reader) -> None:
    cells = {(cell.row, cell.column): cell for cell in read(read_text(MERGED)).cells}
    assert cells[2, 2].text is None
    assert not cells[2, 2].filled_down
    assert cells[1, 2].row_span == 1


def test_headers_and_body_rows(read_text: Reader) -> None:
    document = read_text(MERGED)
    table = read(document)
    assert [cell.text.value for cell in table.cells if cell.is_header and cell.text] == ["Group", "Drug", "Dose"]
    second = table.body[1]
    assert [(header, cell.text.value if cell.text else None) for header, cell in second.cells] == [
        ("Group", "First"),
        ("Drug", "beta"),
        ("Dose", None),
    ]
    assert document.text[second.span.start : second.span.end] == "beta"


def test_a_head_over_two_columns_names_both(read_typeset: Reader) -> None:
    document = read_typeset(
        "#set par(first-line-indent: 0pt)\n*Table 1.* Counts\n"
        "#table(columns: 3, stroke: 0.5pt, [Arm], table.cell(colspan: 2)[Patients], [A], [1], [2])"
    )
    (row,) = read(document).body
    assert [header for header, _ in row.cells] == ["Arm", "Patients", "Patients"] or [
        (header, cell.column) for header, cell in row.cells
    ] == [("Arm", 0), ("Patients", 1), ("Patients", 2)]


def test_a_table_without_a_caption(read_text: Reader) -> None:
    row = read(read_text("|a|b|\n|--|--|\n|1|2|\n")).row
    assert (row.label, row.caption, row.notes) == (None, None, ())


LABELS = [
    ("**Table 1** Doses", "Table 1"),
    ("**TABLE IV.** Doses", "TABLE IV"),
    ("**Table S2:** Doses", "Table S2"),
    ("**Tab. 3** Doses", "Tab. 3"),
]


@pytest.mark.parametrize(("caption", "label"), LABELS)
def test_labels(read_text: Reader, caption: str, label: str) -> None:
    row = read(read_text(f"{caption}\n\n|a|b|\n|--|--|\n|1|2|\n")).row
    assert row.label is not None
    assert row.label.value == label


@given(st.integers(1, 6), st.integers(1, 5), st.data())
def test_spans_fill_a_table_without_overlaps(rows: int, columns: int, data: st.DataObject) -> None:
    cells = tuple(
        PrintedCell(row, column, Span(0, 1) if data.draw(st.booleans()) else None)
        for row in range(rows)
        for column in range(columns)
    )
    spanned = with_spans(PrintedTable(None, (), cells, rows, columns))
    covered = [(cell.row + down, cell.column) for cell in spanned for down in range(cell.row_span)]
    assert sorted(covered) == [(row, column) for row in range(rows) for column in range(columns)]
    assert {(cell.row, cell.column) for cell in spanned if cell.span} == {
        (cell.row, cell.column) for cell in cells if cell.span
    }


def test_a_table_over_several_pages_is_one_with_its_caption_under_it(read_typeset: Reader) -> None:
    rows = ", ".join(f"[name {row}], [{row}.5], [{row * 3}]" for row in range(90))
    document = read_typeset(
        "#show figure: set block(breakable: true)\n#figure(kind: table, caption: [Counts], table(columns: 3, "
        f"stroke: none, table.hline(), table.header([Name], [Mean], [Sum]), table.hline(), {rows}, table.hline()))"
    )
    assert document.pages is not None
    assert document.pages > 2
    table = read(document)
    assert document.text.count("Mean") == document.pages, "once a page, in its table and not in its margin too"
    assert (table.row.n_rows, table.row.n_columns) == (91, 3)
    assert table.row.label is not None
    assert table.row.label.value == "Table 1"
    assert [cell.text.value for cell in table.cells if cell.is_header and cell.text] == ["Name", "Mean", "Sum"]
    assert [cell.text.value for cell in table.cells if cell.column == 1 and cell.row and cell.text] == [
        f"{row}.5" for row in range(90)
    ]


def test_a_blank_cell_of_a_text_file_may_be_merged_or_blank(read_text: Reader) -> None:
    cells = {(cell.row, cell.column): cell for cell in read(read_text(MERGED)).cells}
    assert not cells[1, 0].span_certain
    assert [(other.row, other.rows) for other in cells[1, 0].other_spans] == [(1, 1)]
    assert cells[4, 0].span_certain


def test_columns_say_what_they_hold(read_text: Reader) -> None:
    assert read(read_text(MERGED)).row.column_kinds == ("", "drug", "")

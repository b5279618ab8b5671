"""Tables as they are written in the XML and the cells that come of them."""

from collections.abc import Callable

import pytest

from extract.document import Document
from extract.formats import jats_tables
from extract.tables import ReadTable, read_tables

ReadArticle = Callable[..., Document]


def _grid(table: ReadTable) -> list[str]:
    """Rows as text: header cells in brackets, ``^`` for what is filled down, ``>n`` for n columns, ``-`` for blank."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        shown = cell.text.value if cell.text else "-"
        shown = f"^{shown}" if cell.filled_down else shown
        shown = f"{shown}>{cell.column_span}" if cell.column_span > 1 else shown
        rows.setdefault(cell.row, []).append(f"{cell.column}:" + (f"[{shown}]" if cell.is_header else shown))
    return [" ".join(row) for _, row in sorted(rows.items())]


WRITTEN = [
    pytest.param(
        "<tgroup cols='3'><colspec colname='a'/><colspec colname='b'/><colspec colname='c'/><spanspec spanname='bc' "
        "namest='b' nameend='c'/><thead><row><entry morerows='1'>Bee</entry><entry spanname='bc'>Sleep</entry></row>"
        "<row><entry colname='b'>day</entry><entry>night</entry></row></thead><tbody><row><entry morerows='1'>A</entry>"
        "<entry>1</entry><entry>2</entry></row><row><entry namest='b' nameend='c'>3</entry></row></tbody></tgroup>",
        ["0:[Bee] 1:[Sleep>2]", "0:[^Bee] 1:[day] 2:[night]", "0:A 1:1 2:2", "0:^A 1:3>2"],
        id="OASIS",
    ),
    pytest.param(
        "<tgroup cols='2'><tbody><row><entry morerows='99'>A</entry><entry morerows='x'>1</entry></row>"
        "<row><entry>2</entry><entry colname='none'>3</entry></row></tbody></tgroup>",
        ["0:A 1:1", "0:^A 1:2 2:3"],
        id="OASIS with spans that are too long and names that are not there",
    ),
    pytest.param(
        "<thead><tr><th>Bee</th><th>Sleep</th></tr></thead><tbody><tr><td>A</td><td>1</td></tr></tbody>",
        ["0:[Bee] 1:[Sleep]", "0:A 1:1"],
        id="plain",
    ),
    pytest.param(
        "<thead><tr><th rowspan='2'>Bee</th><th colspan='2'>Sleep</th></tr><tr><th>day</th><th>night</th></tr></thead>"
        "<tbody><tr><td rowspan='2'>A</td><td>1</td><td>2</td></tr><tr><td>3</td><td/></tr></tbody>",
        ["0:[Bee] 1:[Sleep>2]", "0:[^Bee] 1:[day] 2:[night]", "0:A 1:1 2:2", "0:^A 1:3 2:-"],
        id="rows and columns merged",
    ),
    pytest.param(
        "<tbody><tr><td>A</td><td>1</td></tr><tr><td></td><td>2</td></tr></tbody>",
        ["0:A 1:1", "0:- 1:2"],
        id="a blank cell is blank, as the file says what is merged",
    ),
    pytest.param(
        "<tr><th>Bee</th><th>n</th></tr><tr><th>A</th><td>1</td></tr>",
        ["0:[Bee] 1:[n]", "0:A 1:1"],
        id="no head, a row of header cells",
    ),
    pytest.param(
        "<tfoot><tr><td>all</td></tr></tfoot><tbody><tr><td>A</td></tr></tbody><tbody><tr><td>B</td></tr></tbody>",
        ["0:A", "0:B", "0:all"],
        id="the foot comes last",
    ),
    pytest.param(
        "<tbody><tr><td rowspan='9'>A</td><td rowspan='0'>B</td></tr><tr><td>x</td></tr></tbody><tbody><tr>"
        "<td>C</td></tr></tbody>",
        ["0:A 1:B", "0:^A 1:^B 2:x", "0:C"],
        id="a span ends with its body",
    ),
    pytest.param(
        "<tr><td><p>one</p><p>two</p></td><td><list><list-item><p>x</p></list-item><list-item><p>y</p></list-item>"
        "</list></td>"
        "<td>5<sup>a</sup><break/>(3)</td></tr>",
        ["0:one two 1:x y 2:5a (3)"],
        id="paragraphs, lists and line breaks in cells",
    ),
    pytest.param("<tr><td colspan='99999999'>A</td></tr>", ["0:A>1000"], id="a hostile span"),
    pytest.param("<tr><td colspan='x' rowspan='-2'>A</td><td>B</td></tr>", ["0:A 1:B"], id="no numbers"),
]


@pytest.mark.parametrize(("written", "rows"), WRITTEN)
def test_cells(written: str, rows: list[str], read_article: ReadArticle) -> None:
    document = read_article(f"<table-wrap><table>{written}</table></table-wrap>")
    (table,) = read_tables(document)
    assert _grid(table) == rows
    for cell in table.cells:
        if cell.text is not None:
            assert [step.name for step in cell.text.steps] == (["filled-down"] if cell.filled_down else [])


def test_label_caption_and_notes(read_article: ReadArticle) -> None:
    document = read_article(
        "<p>Before<table-wrap id='t1'><object-id>x</object-id><label>Table 1</label><caption><title>Bees.</title>"
        "<p>All <bold>"
        "kept</bold>.</p></caption><alternatives><graphic/><table><tr><td>A</td></tr></table></alternatives><table>"
        "<tr><td>B"
        "</td></tr></table><table-wrap-foot><fn><label>a</label><p>Noted.</p></fn><p>Source: us.</p></table-wrap-foot>"
        "<attrib>By us.</attrib></table-wrap> and after.</p>"
    )
    tables = read_tables(document)
    assert [_grid(table) for table in tables] == [["0:A"], ["0:B"]]
    for table in tables:
        assert table.row.label is not None
        assert table.row.caption is not None
        assert (table.row.label.value, table.row.caption.value) == ("Table 1", "Table 1 Bees. All kept.")
        assert [note.value for note in table.row.notes] == ["a Noted.", "Source: us.", "By us."]
    assert "Before and after." in document.text


def test_a_table_that_is_an_image_has_a_caption_and_no_grid(read_article: ReadArticle) -> None:
    document = read_article("<table-wrap><label>Table 2</label><caption><p>Drawn.</p></caption><graphic/></table-wrap>")
    assert read_tables(document) == ()
    assert "Table 2 Drawn." in document.text


def test_a_table_of_another_model_is_kept_as_text(read_article: ReadArticle) -> None:
    document = read_article(
        "<table-wrap><label>Table 3</label><table><tgroup><row><entry>A</entry></row></tgroup></table></table-wrap>"
    )
    assert read_tables(document) == ()
    assert [document.text[block.span.start : block.span.end] for block in document.of_kind("table")] == ["A"]


def test_hostile_row_spans_are_bounded(read_article: ReadArticle) -> None:
    rows = "<tr><td rowspan='99999'>A</td></tr>" * 900
    document = read_article(f"<table-wrap><table>{rows}</table></table-wrap>")
    (table,) = read_tables(document)
    assert len(table.cells) < 2 * jats_tables.MAX_FILLED
    assert sum(not cell.filled_down for cell in table.cells) == 900

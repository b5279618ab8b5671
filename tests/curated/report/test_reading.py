"""The reading view: all of the text in its order, tables where the text calls them, claims in their places."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.dataset import Dataset
from curated.provenance import DocumentSource, Method, Sourced
from curated.report.concerns import Concerns
from curated.report.grid import MOST_ROWS, grid
from curated.report.passages import Passages
from curated.report.reading import blocks
from curated.report.spans import Spans
from curated.schema import Cell, Citation, Claim, DocumentText, Finding, Reference, Section, SourceDocument, Table

READER = Method(name="text", version="1")
TEXT = (
    "A review\n\nIntroduction\n\nThe drug works.1 It is new [2,3]. See Table 1.\n\nMore words, as in Table 12.\n\n"
    "References\n\n1. First.\n\n2. Second.\n\nTable 1. Drugs\n\ndrug\tvalue\n\nA head · page 1"
)


def place(start: int, end: int) -> DocumentSource:
    return DocumentSource(document="d", reader=READER, start=start, end=end)


def printed(words: str) -> Any:
    """Words where they are printed last."""
    start = TEXT.rindex(words)
    return Sourced(value=words, source=place(start, start + len(words)))


def cites(marker: str, cited: str, claim: str) -> Citation:
    return Citation(
        citation_id=f"{claim}-{cited}", document_id="d", claim_id=claim, marker=printed(marker), cited=cited
    )


REVIEW = Dataset(
    documents=(
        SourceDocument(
            document_id="d",
            sha256="0",
            name="r.txt",
            format="text",
            title=printed("A review\n\n").model_copy(update={"value": "A review"}),
            reader="text",
            reader_version="1",
        ),
    ),
    texts=(DocumentText(document_id="d", text=TEXT),),
    sections=tuple(
        Section(section_id=name, document_id="d", level=1, heading=printed(name))
        for name in ("Introduction", "References")
    ),
    references=tuple(
        Reference(reference_id=f"r{raw[0]}", document_id="d", raw=printed(raw), type="book")
        for raw in ("1. First.", "2. Second.")
    ),
    tables=(
        Table(
            table_id="t",
            document_id="d",
            label=printed("Table 1."),
            caption=printed("Table 1. Drugs"),
            n_rows=1,
            n_columns=2,
        ),
    ),
    cells=tuple(
        Cell(table_id="t", row=0, column=at, text=printed(text)) for at, text in enumerate(("drug\t", "value"))
    ),
    claims=(
        Claim(claim_id="c1", document_id="d", kind="statement", text=printed("The drug works.")),
        Claim(claim_id="c2", document_id="d", kind="statement", text=printed("It is new [2,3].")),
    ),
    citations=(cites("1 It", "1", "c1"), cites("[2,3]", "2", "c2"), cites("[2,3]", "3", "c2")),
)
MARKED = REVIEW.adding([REVIEW.citations[0].model_copy(update={"marker": Sourced(value="1", source=place(39, 40))})])


def test_the_review_in_blocks() -> None:
    assert TEXT[39] == "1"
    found, cut = blocks(Concerns(MARKED), MARKED.documents[0])
    kinds = [(block.kind, block.text or (block.table.table_id if block.table else "")) for block in found]
    assert kinds == [
        ("title", "A review"),
        ("heading", "Introduction"),
        ("paragraph", ""),
        ("table", "t"),
        ("paragraph", ""),
        ("heading", "References"),
        ("references", ""),
        ("left over", "A head · page 1"),
    ]
    assert cut == 0


def test_claims_markers_and_what_is_between() -> None:
    start, end = TEXT.index("The drug"), TEXT.index("See Table 1.") + len("See Table 1.")
    passages = Passages(Concerns(MARKED), "d", TEXT).between(start, end)
    said = [("".join(run.text for run in one.runs), one.claim_id) for one in passages]
    assert said == [("The drug works.1", "c1"), (" ", None), ("It is new [2,3].", "c2"), (" See Table 1.", None)]
    assert [run.raised for run in passages[0].runs] == [False, True]
    pieces = next(run.pieces for run in passages[2].runs if run.pieces)
    assert [(piece.text, piece.state) for piece in pieces] == [
        ("[", None),
        ("2", "review"),
        (",", None),
        ("3", "review"),
        ("]", None),
    ]


@given(
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6),
    markers=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=5),
    quotes=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4),
    text=st.text(min_size=40, max_size=80),
)
def test_whatever_overlaps_the_text_stays_whole(
    spans: list[tuple[int, int]], markers: list[tuple[int, int]], quotes: list[tuple[int, int]], text: str
) -> None:
    def slice_of(start: int, length: int) -> Sourced[str]:
        end = min(len(text), start + length)
        return Sourced(value=text[start:end], source=place(start, max(start, end)))

    claims = [
        Claim(claim_id=f"c{n}", document_id="d", kind="statement", text=slice_of(*span)) for n, span in enumerate(spans)
    ]
    citations = [
        Citation(
            citation_id=f"x{n}",
            document_id="d",
            claim_id=f"c{n}" if n < len(claims) else None,
            marker=slice_of(*span),
            cited="1",
        )
        for n, span in enumerate(markers)
    ]
    findings = [
        Finding(
            finding_id=f"f{n}",
            document_id="d",
            rule="r",
            severity="warning",
            subject="c0",
            message="m",
            evidence=(slice_of(*span),),
        )
        for n, span in enumerate(quotes)
    ]
    dataset = Dataset(
        texts=(DocumentText(document_id="d", text=text),),
        claims=tuple(claims),
        citations=tuple(citations),
        findings=tuple(findings),
    )
    passages = Passages(Concerns(dataset), "d", text).between(0, len(text))
    assert "".join(run.text for one in passages for run in one.runs) == text
    assert all(
        "".join(piece.text for piece in run.pieces) == run.text for one in passages for run in one.runs if run.pieces
    )


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20), st.text(max_size=3)), max_size=20),
    st.integers(0, 60),
    st.integers(1, 20),
)
def test_spans_that_meet_are_found(spans: list[tuple[int, int, str]], start: int, length: int) -> None:
    placed = [(first, first + size, name) for first, size, name in spans]
    found = list(Spans(placed).at(start, start + length))
    assert sorted(found) == sorted(name for first, last, name in placed if first < start + length and start < last)


@pytest.mark.parametrize(
    ("rows", "row_span", "column_span", "drawn"),
    [(2, 1, 1, 4), (2, 2, 1, 3), (2, 9**9, 9**9, 1), (2, 0, -3, 4), (MOST_ROWS + 5, 1, 1, 2 * MOST_ROWS)],
)
def test_spans_of_cells_stay_in_the_table(rows: int, row_span: int, column_span: int, drawn: int) -> None:
    table = Table(table_id="t", document_id="d", n_rows=rows, n_columns=2)
    first = {"row_span": row_span, "column_span": column_span}
    cells = tuple(
        Cell(table_id="t", row=row, column=column, text=printed("value"), **(first if row == column == 0 else {}))
        for row in range(rows)
        for column in range(2)
    )
    made = grid(Concerns(Dataset(tables=(table,), cells=cells)), table)
    assert sum(len(row.cells) for row in made.rows) == drawn
    assert made.left_out == max(0, rows - MOST_ROWS)


def test_a_remark_on_a_cell_is_on_that_cell(made_review: Callable[..., Dataset]) -> None:
    dataset = made_review(6)
    made = grid(Concerns(dataset), dataset.tables[0])
    marked = [(row, cell.text) for row, held in enumerate(made.rows) for cell in held.cells if cell.state]
    assert marked == [(1, "NCT00000001")]
    assert [row.claim_id is not None for row in made.rows] == [False] + [True] * 8

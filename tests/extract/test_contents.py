"""Everything a document says, as rows that refer to one another."""

from collections import Counter
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.schema import Citation, Claim, Failure, Row, SourceDocument, TrialMention
from extract.contents import contents_of
from extract.document import Document, UnreadableError
from extract.formats import pdf
from extract.passages import language

Reader = Callable[[str], Document]

REVIEW = """# A short review

doi: 10.1234/Review.1

## Introduction

The ORR was 27% [1]. It was approved by the FDA [2,9]. Nothing else is known [1]. See NCT01234567. Plain text.

**Table 1.** Trials

|Drug|Number|Source|
|--|--|--|
|alpha|NCT07654321|[2]|

## References

1. Author A. One. Ex J. 2001;1:1-2. NCT00000001.
2. Author B. Two. Ex J. 2002;2:3-4.
"""


def read(document: Document) -> tuple[Row, ...]:
    return contents_of(document, "review.md", language())


def check(rows: tuple[Row, ...]) -> None:
    """Keys are unique, and what a row refers to is there."""
    keys: Counter[tuple[str, str]] = Counter((row.table, row.row_id) for row in rows)
    assert max(keys.values()) == 1
    known = {table: {row.row_id for row in rows if row.table == table} for table in {row.table for row in rows}}
    for row in rows:
        for column, table in row.refers.items():
            value = getattr(row, column)
            assert value is None or value in known[table], (row.table, column)


def test_rows(read_text: Reader) -> None:
    rows = read(read_text(REVIEW))
    check(rows)
    assert Counter(row.table for row in rows) == {
        "documents": 1, "texts": 1, "sections": 2, "references": 2, "tables": 1, "cells": 6,
        "claims": 5, "outcomes": 1, "entities": 1, "citations": 5, "trial_mentions": 3,
    }  # fmt: skip


def test_the_kind_of_a_claim_is_the_first_that_recognises_it(read_text: Reader) -> None:
    claims = [row for row in read(read_text(REVIEW)) if isinstance(row, Claim)]
    assert [claim.kind for claim in claims] == ["outcome", "approval", "statement", "trial", "trial"]
    assert [claim.entities for claim in claims][3:] == [{"trial": ("NCT01234567",)}, {"trial": ("NCT07654321",)}]


def test_citations_name_their_claim_and_reference(read_text: Reader) -> None:
    document = read_text(REVIEW)
    rows = read(document)
    claims = {row.claim_id: row.text.value for row in rows if isinstance(row, Claim)}
    cited = [row for row in rows if isinstance(row, Citation)]
    assert [(claims[row.claim_id or ""], row.cited, bool(row.reference_id)) for row in cited] == [
        ("The ORR was 27% [1].", "1", True),
        ("It was approved by the FDA [2,9].", "2", True),
        ("It was approved by the FDA [2,9].", "9", False),
        ("Nothing else is known [1].", "1", True),
        ("alpha\tNCT07654321\t[2]", "2", True),
    ]


def test_trials_in_text_table_and_list(read_text: Reader) -> None:
    mentions = [row for row in read(read_text(REVIEW)) if isinstance(row, TrialMention)]
    assert [(m.trial_id.value, bool(m.claim_id), bool(m.table_id), bool(m.reference_id)) for m in mentions] == [
        ("NCT01234567", True, False, False),
        ("NCT07654321", True, True, False),
        ("NCT00000001", False, False, True),
    ]


def test_the_document_names_itself(read_text: Reader) -> None:
    (row,) = [row for row in read(read_text(REVIEW)) if isinstance(row, SourceDocument)]
    assert row.title is not None
    assert row.doi is not None
    assert (row.title.value, row.doi.value, row.name) == ("A short review", "10.1234/review.1", "review.md")


def test_sentences_printed_twice_are_two_claims(read_text: Reader) -> None:
    rows = read(read_text(REVIEW.replace("Plain text.", "Nothing else is known [1].")))
    check(rows)
    ids = [row.claim_id for row in rows if isinstance(row, Claim) and row.text.value == "Nothing else is known [1]."]
    assert ids[1] == f"{ids[0]}.2"


def test_without_a_list_a_document_is_refused(read_text: Reader) -> None:
    with pytest.raises(UnreadableError, match="no reference list") as caught:
        read(read_text("## Introduction\n\nText [1]."))
    assert "whole article" in caught.value.advice


def test_a_page_that_failed_is_a_row(raw_pdf: Callable[..., bytes]) -> None:
    entries = b" ".join(b"0 -14 Td (%d. Author A. Title. Ex J. 2001;1:1-2.) Tj" % number for number in range(1, 7))
    page = b"BT /F1 10 Tf 50 400 Td " + entries + b" ET"
    document = pdf.read(raw_pdf([page, {"Type": "/Font"}]))
    rows = contents_of(document, "review.pdf", language())
    check(rows)
    (failure,) = [row for row in rows if isinstance(row, Failure)]
    assert failure.subject == "review.pdf, page 2"
    assert failure.advice


PARTS = ["# T\n\n", "## Introduction\n\n", "## References\n\n", "1. Author A. One. 2001;1:1.\n", "2. B C. Two. 2002.\n"]
PARTS += ["[1]", "[2,3] ", "x<sup>1</sup> ", "ORR was 5%. ", "NCT01234567 ", "approved by the FDA. ", "\n\n", "word. "]
PARTS += ["**Table 1.** X\n\n", "|a|b|\n|--|--|\n|1 [1]||\n||2|\n\n", "10.1234/x ", "doi:10.1/y", "Text "]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_rows_of_any_document_hang_together(read_text: Reader, written: str) -> None:
    document = read_text(f"Text.\n\n{written}")
    try:
        check(read(document))
    except UnreadableError as error:
        assert error.advice  # noqa: PT017 - being refused is one of two good ends


HOSTILE = [
    "(",
    "[1]. ",
    "[1-99] A. ",
    "A. ",
    "HR ",
    "OS was 1",
    "10.",
    "10.1234/",
    ")",
    "1. a 2020\n",
    "# a\n",
    "|a|[1]|\n",
    "NCT",
]


@pytest.mark.parametrize(
    "frame", ["## Introduction\n\n{}\n\n## References\n\n1. A B. C. 2001.", "## References\n\n1. A 2001. {}"]
)
def test_hostile_documents_take_no_time(read_text: Reader, frame: str) -> None:
    for unit in HOSTILE:
        document = read_text(frame.format(unit * (20_000 // len(unit))))
        before = process_time()
        read(document)
        assert process_time() - before < 5, unit

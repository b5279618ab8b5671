"""Paragraphs that a column, a page or a float cut are put together; captions, tables and notes are set apart."""

from collections.abc import Callable

import pytest

from curated.provenance import DocumentSource
from extract.document import Document
from extract.paragraphs import unfinished

Reader = Callable[[str], Document]

CUTS = [
    ("These cells were found in most of the samples that", "were taken in spring", True),
    ("The cells were found in samples from the clinic in", "Basel and in two others", True),
    ("Doses were raised every week, monthly, or not at all,", "Basel reported, without harm", True),
    ("The cells were found in most of the samples.", "These were taken in spring", False),
    ("The cells were found in most of the samples.[12]", "These were taken in spring", False),
    ("The cells were found in most of the samples.12", "These were taken in spring", False),
    ('As one of them put it: "They were found everywhere."', "Spring followed", False),
    ("Funding was given by the Example Research Council", "Conflicts of interest", False),
    ("The following aims were agreed on by everybody involved:", "First, count", False),
    ("The following aims were agreed on by everybody involved:", "first, count", True),
    ("Short label", "and then text", False),
]


@pytest.mark.parametrize(("before", "after", "cut"), CUTS)
def test_where_a_paragraph_breaks_off(before: str, after: str, cut: bool) -> None:
    assert unfinished(before, after) is cut


def test_a_long_run_of_spaces_takes_no_time() -> None:
    assert unfinished("a. " + " " * 200_000 + "x" * 50, "y")


def paragraphs(document: Document) -> list[str]:
    return [document.text[block.span.start : block.span.end] for block in document.of_kind("paragraph")]


def test_first_line_indents_part_paragraphs(read_typeset: Reader) -> None:
    document = read_typeset(
        "The first paragraph of this page is long enough to go on over more than one line, so that the next one, "
        "which begins with an indent, is told apart from it by nothing else than that small gap.\n\n"
        "The second paragraph is no shorter than the one before, because a short one would end in a short last line, "
        "and that would be another sign to go by for whoever reads this page from its letters alone.\n\n"
        "The third one ends it all."
    )
    assert [text.split()[1] for text in paragraphs(document)] == ["first", "second", "third"]


CUT_BY_FLOAT = """
#set page(columns: 2, height: 300pt)
#place(top, float: true, scope: "parent", [
  #set par(first-line-indent: 0pt)
  #block(below: 4pt, text(size: 7.5pt)[*Table 1.* Doses of the drugs])
  #block(below: 4pt, table(columns: (1fr, 1fr, 1fr), stroke: none, table.hline(),
    [*Drug*], [*Dose*], [*Day*], table.hline(), [alpha], [10 mg], [1], [beta], [20 mg], [8], table.hline()))
  #block(below: 8pt, text(size: 7pt)[mg: milligrams])
])
The first column of this page ends in the middle of a sentence about the treatment of many people with one drug or with
two of them together, which goes on for so long that the column cannot hold it. #lorem(90) It is only here, in the
other column, that the paragraph with the float above it comes to its end.
"""


def test_a_paragraph_cut_by_a_column_and_a_float_is_one(read_typeset: Reader) -> None:
    document = read_typeset(CUT_BY_FLOAT)
    (text,) = paragraphs(document)
    assert text.startswith("The first column")
    assert text.endswith("comes to its end.")
    assert "alpha" not in text


def test_caption_table_and_notes_are_set_apart(read_typeset: Reader) -> None:
    document = read_typeset(CUT_BY_FLOAT)
    kinds = {
        block.kind: document.text[block.span.start : block.span.end]
        for block in document.of_kind("caption", "table", "notes")
    }
    assert kinds["caption"] == "Table 1. Doses of the drugs"
    assert kinds["notes"] == "mg: milligrams"
    assert kinds["table"].split() == ["Drug", "Dose", "Day", "alpha", "10", "mg", "1", "beta", "20", "mg", "8"]


def test_a_paragraph_over_two_pages_is_one(read_typeset: Reader) -> None:
    document = read_typeset("#set page(height: 160pt)\n" + "Every part of this sentence is about the same thing, " * 20)
    assert document.pages is not None
    assert document.pages > 1
    assert len(paragraphs(document)) == 1
    (text,) = paragraphs(document)
    source = document.quote(0, len(text)).source
    assert isinstance(source, DocumentSource)
    assert {region.page for region in source.regions} == set(range(1, document.pages + 1))


def test_headings_end_paragraphs(read_typeset: Reader) -> None:
    document = read_typeset("== Methods\nWe counted them all and then\n== Results\nwe found none.")
    assert paragraphs(document) == ["We counted them all and then", "we found none."]


CUT_BY_SMALL_PRINT = r"""
#set page(columns: 2, height: 240pt)
#place(bottom, float: true, clearance: 14pt, block(width: 100%, text(size: 7pt)[
  #set par(first-line-indent: 0pt)
  Correspondence: somebody\@example.org. Department of Examples, Example City. Received in May. Published in June.
]))
The first column of this page ends in the middle of a sentence about the treatment of many people with one drug or with
two of them together, which goes on for so long that the column cannot hold it. #lorem(70) It is only here, in the
other column, that the paragraph with the small print before it comes to its end.
"""


def test_a_paragraph_cut_by_small_print_at_the_foot_is_one(read_typeset: Reader) -> None:
    first, second = paragraphs(read_typeset(CUT_BY_SMALL_PRINT))
    assert first.startswith("The first column")
    assert first.endswith("comes to its end.")
    assert second.startswith("Correspondence")

"""Markdown and plain text, with the flaws that converters leave in them, become documents."""

import html
import re
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.provenance import DocumentSource
from extract.document import Document, PrintedTable, Span, UnreadableError
from extract.formats import markdown
from extract.formats.markdown import read, recognises

Reader = Callable[[str], Document]


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.span.start : block.span.end]) for block in document.blocks]


def rows(document: Document, table: PrintedTable) -> list[list[str]]:
    made = [["" for _ in range(table.n_columns)] for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.span:
            made[cell.row][cell.column] = document.text[cell.span.start : cell.span.end]
    return made


MARKUP = [
    ("plain words", "plain words"),
    ("**bold** and *slanted* and __both__ and _one_", "bold and slanted and both and one"),
    ("***very***", "very"),
    ("snake_case_name and 2*3", "snake_case_name and 2*3"),
    ("*p* < 0.05 and n = 5", "p < 0.05 and n = 5"),
    ("shown<sup>12</sup> for CO<sub>2</sub>", "shown12 for CO2"),
    ("[the registry](https://example.org/a_(b)) says", "the registry says"),
    ("see <https://example.org>", "see https://example.org"),
    ("![a figure](figure.png) shows", "shows"),
    ("a [8-14] marker", "a [8-14] marker"),
    (r"escaped \* star \[1\]", "escaped * star [1]"),
    ("R&amp;D &alpha; &#946; &unknown;", "R&D α β &unknown;"),
    (r"$\alpha$-fetoprotein and 10$^{6}$ cells", "α-fetoprotein and 106 cells"),
    (r"$\leq$ 5", "≤ 5"),
    (r"at 37$^{\circ}$C and $p<0.05$", "at 37°C and p<0.05"),
    (r"CO$_2$ and $x_{\alpha}$, $5 \times 10^6$", "CO2 and xα, 5 ×106"),
    ("costs $5 today", "costs $5 today"),
    ("`code`", "code"),
    ("one<br>two", "one two"),
    ("<em>kept</em> text, a < b", "kept text, a < b"),
    ("many    spaces\tand\u00a0more", "many spaces and more"),
    ("two\nlines", "two lines"),
    ("bell\x07 rings", "bell rings"),
]


@pytest.mark.parametrize(("printed", "text"), MARKUP)
def test_markup_is_taken_off(read_text: Reader, printed: str, text: str) -> None:
    assert kinds(read_text(f"{printed}\n")) == [("paragraph", text)]


def test_superscripts_and_links_are_kept(read_text: Reader) -> None:
    document = read_text("shown<sup>1,2</sup> at [a place](https://example.org/x) and [here](#below)")
    assert [document.text[span.start : span.end] for span in document.superscripts] == ["1,2"]
    assert [(document.text[link.span.start : link.span.end], link.uri) for link in document.links] == [
        ("a place", "https://example.org/x")
    ]


HEADINGS = [
    ("# A title\n\n## First\n\ntext\n\n### Below\n\ntext", [("A title", 0), ("First", 1), ("Below", 2)]),
    ("# First\n\ntext\n\n# Second\n\ntext", [("First", 1), ("Second", 1)]),
    ("A title\n=======\n\nFirst\n-----\n\ntext", [("A title", 0), ("First", 1)]),
    ("## Closed ##\n\n## Also #1", [("Closed", 1), ("Also #1", 1)]),
    ("#hashtag\n\n#\n\n# \n\ntext", []),
]


@pytest.mark.parametrize(("printed", "found"), HEADINGS)
def test_headings(read_text: Reader, printed: str, found: list[tuple[str, int]]) -> None:
    document = read_text(printed)
    headings = [(document.text[b.span.start : b.span.end], b.level) for b in document.of_kind("heading")]
    assert headings == found


UNMARKED = [
    (
        "A study of things\n\nAbstract\n\nText.\n\nMethods\n\nText.",
        [("A study of things", 0), ("Abstract", 1), ("Methods", 1)],
    ),
    # a name of a section beside marks, one with a number, a bold line below
    ("## Methods\n\nText.\n\nResults\n\nText.\n\n## End\n\nText.", [("Methods", 1), ("Results", 1), ("End", 1)]),
    (
        "## Methods\n\n**Patients and drugs**\n\nText.\n\n## End\n\nText.",
        [("Methods", 1), ("Patients and drugs", 2), ("End", 1)],
    ),
    (
        "T\n\n1 Mice\n\nText.\n\n1.1 Their cages\n\nText.\n\n1.2 Their food\n\nText.\n\n2 Rats\n\n2.1 Cages\n\nText.",
        [("T", 0), ("1 Mice", 1), ("1.1 Their cages", 2), ("1.2 Their food", 2), ("2 Rats", 1), ("2.1 Cages", 2)],
    ),
    ("WHAT IS KNOWN\n\nText.\n\nWHAT IS NOT\n\nText.", [("WHAT IS KNOWN", 1), ("WHAT IS NOT", 1)]),
    # no headings: a sentence, a bold sentence, entries of a list, a caption, a number that stands alone
    ("Results were good.\n\n**All of it is bold.**\n\n1 Mice\n\n2 Rats\n\n**Figure 1**\n\n3.7 Months\n\nText.", []),
]


@pytest.mark.parametrize(("printed", "found"), UNMARKED)
def test_headings_without_a_mark(read_text: Reader, printed: str, found: list[tuple[str, int]]) -> None:
    test_headings(read_text, printed, found)


def test_what_a_formula_raises_is_a_superscript(read_text: Reader) -> None:
    document = read_text(r"as shown.$^{[3,5]}$ And 10$^{6}$ cells, $r^2$, CO$_2$")
    assert [document.text[span.start : span.end] for span in document.superscripts] == ["[3,5]", "6", "2"]


def test_the_front_ends_at_the_abstract(read_text: Reader) -> None:
    document = read_text("# Title\n\nA. Author<sup>1</sup>\n\n## Abstract\n\nShort.\n\n## Introduction\n\nLong.")
    assert document.title == Span(0, 5)
    assert [document.text[b.span.start : b.span.end] for b in document.blocks if b.front] == ["Title", "A. Author1"]


PIPES = """
**Table 1. Doses**

| Drug | Dose |
|:-----|-----:|
| alpha | 10 mg |
|  | 20 mg |
| be\\|ta | |

mg: milligrams; IV: into a vein;

Text goes on.
"""


def test_tables_of_pipes(read_text: Reader) -> None:
    document = read_text(PIPES)
    (table,) = document.tables
    assert rows(document, table) == [["Drug", "Dose"], ["alpha", "10 mg"], ["", "20 mg"], ["be|ta", ""]]
    assert table.caption is not None
    assert document.text[table.caption.start : table.caption.end] == "Table 1. Doses"
    assert [document.text[note.start : note.end] for note in table.notes] == ["mg: milligrams; IV: into a vein;"]
    assert ("paragraph", "Text goes on.") in kinds(document)


def test_tables_of_tabs(read_text: Reader) -> None:
    document = read_text("Table 2. Trials\n\nName\tPhase\none\t2\n\ntwo\n\nText.")
    (table,) = document.tables
    assert rows(document, table) == [["Name", "Phase"], ["one", "2"]]


@pytest.mark.parametrize("text", ["a | b\nc | d\n", "one\ttab only\n", "|x|\n", "||||\n\ntext"])
def test_what_is_no_table(read_text: Reader, text: str) -> None:
    assert not read_text(text).tables


def test_rows_of_different_lengths(read_text: Reader) -> None:
    document = read_text("|a|b|\n|--|--|\n|1|2|3|\n|4|\n|5||\n")
    (table,) = document.tables
    assert rows(document, table) == [["a", "b", ""], ["1", "2", "3"], ["4", "", ""], ["5", "", ""]]


CUT = """
The treatment of these patients was changed in the second year because most of

![The figure](figure.png)

**Figure 1.** What was found.

them had been treated. The others were followed for a year, until one of the

Figure 2. What was found later.

physicians moved.

A next paragraph.
"""


def test_a_paragraph_cut_by_a_figure_is_one(read_text: Reader) -> None:
    document = read_text(CUT)
    assert kinds(document) == [
        (
            "paragraph",
            "The treatment of these patients was changed in the second year because most of them had been treated."
            " The others were followed for a year, until one of the physicians moved.",
        ),
        ("paragraph", "A next paragraph."),
        ("caption", "Figure 1. What was found."),
        ("caption", "Figure 2. What was found later."),
    ]


def test_list_entries_are_paragraphs_of_their_own(read_text: Reader) -> None:
    document = read_text("1. Author A. A title without an end that goes on\n2. author B. Another\n- a point\n- another")
    assert [text[:2] for _, text in kinds(document)] == ["1.", "2.", "- ", "- "]


ENCODED = [
    ("Grüße α".encode(), "Grüße α"),
    (b"\xef\xbb\xbf" + "Grüße".encode(), "Grüße"),
    (b"\xff\xfe" + "Grüße α".encode("utf-16-le"), "Grüße α"),
    (b"\xfe\xff" + "Grüße".encode("utf-16-be"), "Grüße"),
    (b"two\r\nlines", "two lines"),
]


@pytest.mark.parametrize(("data", "text"), ENCODED)
def test_encodings(data: bytes, text: str) -> None:
    document = read(data)
    assert document.text.strip() == text
    assert recognises(data)
    source = document.quote(0, 1).source
    assert isinstance(source, DocumentSource)
    (only,) = source.ranges
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    assert data[only.start : only.end] in [text[0].encode(encoding) for encoding in encodings]


UNREADABLE = [
    (b"", "holds no text"),
    (b" \n\t\n", "holds no text"),
    ("Grüße".encode("latin-1"), "not UTF-8 (byte 2)"),
    (b"\xff\xfea", "not UTF-16-LE"),
    (b"x" * (markdown.MAX_BYTES + 1), "larger than"),
]


@pytest.mark.parametrize(("data", "cause"), UNREADABLE, ids=[cause for _, cause in UNREADABLE])
def test_what_cannot_be_read(data: bytes, cause: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert cause in caught.value.cause
    assert caught.value.advice


@pytest.mark.parametrize("data", [b"%PDF-1.7 \n", b"<?xml version='1.0'?>", b"<!DOCTYPE html>", b"a\x00b"])
def test_what_is_not_recognised(data: bytes) -> None:
    assert not recognises(data)


marks = st.sampled_from(
    [
        "#",
        "-",
        "*",
        "_",
        "**",
        "`",
        "|",
        "||",
        "|--|",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](x)",
        "<sup>",
        "</sup>",
        "<",
        ">",
        "&",
        "&amp;",
        "$",
        "\\",
        "~",
        "1.",
        "[1]",
        "Table",
        "**Table",
        "\t",
        "\n",
        "\n\n",
        ":",
        ";",
        "/",
        ".",
        "é",
        "α",
        "\xad",
        "\ufeff",
    ]
)
anything = st.lists(st.one_of(marks, st.text(max_size=8), st.just("\n"), st.just("word "))).map("".join)


def check(document: Document) -> None:
    """What holds for every document."""
    size = len(document.text)
    for block in document.blocks:
        assert 0 <= block.span.start <= block.span.end <= size
    for spans in (document.superscripts, tuple(link.span for link in document.links)):
        assert list(spans) == sorted(spans, key=lambda span: span.start)
        assert all(0 <= span.start <= span.end <= size for span in spans)
    assert list(document.line_starts) == sorted(document.line_starts)
    for table in document.tables:
        for cell in table.cells:
            assert cell.row < table.n_rows
            assert cell.column < table.n_columns


@settings(max_examples=300, deadline=None)
@given(anything)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        check(read(text.encode("utf-8", "surrogatepass")))
    except UnreadableError as error:
        assert error.advice  # noqa: PT017 - being refused is one of two good ends


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        check(read(data))
    except UnreadableError as error:
        assert error.advice  # noqa: PT017 - as above


pieces = st.lists(
    st.sampled_from(
        ["word ", "Grüße ", "**bold** ", "*slanted* ", "one<sup>12</sup> ", "[label](https://example.org) ", "&amp; ",
         r"\* ", "α, ", "end.\n", "\n\n", "## Heading\n", "1. entry\n", "| cell | α |\n|---|---|\n| 1 | b |\n\n"]
    ),
    min_size=1,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(pieces, st.data())
def test_the_bytes_of_a_quote_print_it(written: list[str], data: st.DataObject) -> None:
    source = "".join(written)
    if not source.strip():
        return
    document = read(source.encode())
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    quote = document.quote(start, end)
    assert quote.value == document.text[start:end].strip()
    place = quote.source
    assert isinstance(place, DocumentSource)
    assert document.text[place.start : place.end] == quote.value
    printed = b"".join(source.encode()[each.start : each.end] for each in place.ranges).decode()
    plain = html.unescape(printed).replace("\\*", "*")
    assert re.sub(r"\s", "", plain) == re.sub(r"\s", "", quote.value)


HOSTILE = ["[", "](", "![", "[a](", "[a](b", "<sup>", "<a", "&", "$", "*", "_", "`", "|", "| ", "\t", " ", "#", "a: bb"]
HOSTILE += ["a\n", "# a\n", "1. a\n", "a | b\n", "||\n", "a\tb\n", "a b c d e f g h i j k l m n o p q r s t u v\n\n"]
FRAMES = ["{}", "# {}x", "a{}x", "**Table 1**\n\n|a|b|\n|--|--|\n|c|d|\n\n{}x"]


@pytest.mark.parametrize("frame", FRAMES)
def test_hostile_text_takes_no_more_time_than_its_length(frame: str) -> None:
    started = process_time()
    for unit in HOSTILE:
        before = process_time()
        try:
            read(frame.format(unit * (60_000 // len(unit))).encode())
        except UnreadableError:
            continue
        finally:
            assert process_time() - before < 5, unit
    assert process_time() - started < 20

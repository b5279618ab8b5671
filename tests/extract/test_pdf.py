"""PDFs: what is printed comes out with its places; what is broken is refused with advice, or recorded page by page."""

import hashlib
import re
from array import array
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.provenance import DocumentSource
from extract.document import Document, Span, UnreadableError
from extract.formats.pdf import read, recognises
from extract.formats.pdf_links import PrintedLink, place_links
from extract.formats.pdf_symbols import Symbols
from extract.places import PagePlaces

Reader = Callable[[str], Document]
Raw = Callable[..., bytes]

ARTICLE = """
#set page(columns: 2, height: 420pt, header: [Example Journal · Page #context counter(page).display()])
#place(top, float: true, scope: "parent", clearance: 10pt, [
  = A short article about nothing
  A. Author#super[1], B. Other#super[2]
  == Abstract
  One sentence is enough here.
])
== Introduction
Nothing has been studied before.#super[1,3] The fraction of CD8#super[+] cells was 10#super[6] per m#super[2], as others
have found,#super[2-4] and as #link("https://example.org/trial")[the registry] says. #lorem(60)

== Methods
#lorem(80) The patients were treated in the same way.#super[4]

#place(top, float: true, scope: "parent", clearance: 8pt, [
  #set par(first-line-indent: 0pt)
  #block(below: 4pt, text(size: 7.5pt)[*Table 1.* Doses of the drugs that were given])
  #set text(size: 8pt)
  #block(below: 4pt, table(columns: (1fr, 1fr, 2fr), stroke: none, align: left + horizon, inset: (x: 4pt, y: 4pt),
    table.hline(), [*Group*], [*Drug*], [*Note*], table.hline(),
    table.cell(rowspan: 3)[First], [alpha],
    [Given once a day by mouth, for as long as the patient wanted to go on with it and longer],
    [beta], [Given weekly],
    [gamma], [Given once],
    table.cell(rowspan: 2)[Second], [delta], [Not given],
    [epsilon], [Given twice, and only where nothing else could have been given to the same patient],
    table.hline()))
])

== Results
#lorem(70)

#block(breakable: false, [
  #set par(first-line-indent: 0pt)
  #block(below: 4pt, text(size: 7.5pt)[*Table 2.* Counts])
  #table(columns: (1fr, 1fr, 1fr), stroke: 0.5pt,
    [*Arm*], [*Men*], [*Women*], table.cell(rowspan: 2)[A], [1], [2], [3], [4], [B], table.cell(colspan: 2)[none])
])

== References
#set par(first-line-indent: 0pt, hanging-indent: 1em)
1. Author A. First title. Ex J. 2001;1:1-2.

2. Author B. Second title. Ex J. 2002;2:3-4.

3. Author C. Third title. Ex J. 2003;3:5-6.

4. Author D. #link("https://doi.org/10.1234/x.4")[Fourth title]. Ex J. 2004;4:7-8.
"""


@pytest.fixture(scope="module")
def article(read_typeset: Reader) -> Document:
    return read_typeset(ARTICLE)


def table_rows(document: Document, number: int) -> list[list[str]]:
    table = document.tables[number]
    made = [["" for _ in range(table.n_columns)] for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.span:
            made[cell.row][cell.column] = document.text[cell.span.start : cell.span.end]
    return made


def test_reading_order(article: Document) -> None:
    flow = [article.text[b.span.start : b.span.end] for b in article.of_kind("heading", "paragraph")]
    headings = [article.text[b.span.start : b.span.end] for b in article.of_kind("heading")]
    assert headings == [
        "A short article about nothing", "Abstract", "Introduction", "Methods", "Results", "References",
    ]  # fmt: skip
    assert flow[-1] == "4. Author D. Fourth title. Ex J. 2004;4:7-8."


def test_title_and_front(article: Document) -> None:
    assert article.title is not None
    assert article.text[article.title.start : article.title.end] == "A short article about nothing"
    front = [article.text[b.span.start : b.span.end] for b in article.blocks if b.front]
    assert front == ["A short article about nothing", "A. Author1, B. Other2"]


def test_running_heads_are_margins(article: Document) -> None:
    margins = [article.text[b.span.start : b.span.end] for b in article.of_kind("margin")]
    assert margins == [f"Example Journal · Page {number}" for number in range(1, (article.pages or 0) + 1)]


def test_superscripts(article: Document) -> None:
    raised = [article.text[span.start : span.end] for span in article.superscripts]
    assert raised == ["1", "2", "1,3", "+", "6", "2", "2-4", "4"]


def test_a_table_of_three_rules(article: Document) -> None:
    assert table_rows(article, 0) == [
        ["Group", "Drug", "Note"],
        [
            "First",
            "alpha",
            "Given once a day by mouth, for as long as the patient wanted to go on with it and longer",
        ],
        ["", "beta", "Given weekly"],
        ["", "gamma", "Given once"],
        ["Second", "delta", "Not given"],
        ["", "epsilon", "Given twice, and only where nothing else could have been given to the same patient"],
    ]
    spans = {(cell.row, cell.column): cell.row_span for cell in article.tables[0].cells if cell.row_span > 1}
    assert spans == {(1, 0): 3, (4, 0): 2}


def test_a_table_of_boxes(article: Document) -> None:
    assert table_rows(article, 1) == [["Arm", "Men", "Women"], ["A", "1", "2"], ["", "3", "4"], ["B", "none", ""]]
    spans = {
        (cell.row, cell.column): (cell.row_span, cell.column_span)
        for cell in article.tables[1].cells
        if cell.row_span > 1 or cell.column_span > 1
    }
    assert spans == {(1, 0): (2, 1), (3, 1): (1, 2)}


TURNED = """
#set page(height: 420pt, width: 400pt)
Before the table the text is cut by a page of its own, and it goes
#pagebreak()
#rotate(-90deg, reflow: true, block(width: 330pt, [
  #set par(first-line-indent: 0pt)
  #block(below: 4pt, text(size: 7.5pt)[*Table 1.* Doses that are turned])
  #set text(size: 8pt)
  #table(columns: (1fr, 1fr, 1fr), stroke: none, align: left,
    table.hline(), [*Drug*], [*Dose*], [*Given*], table.hline(),
    [alpha], [10 mg], [daily], [beta], [20 mg], [weekly], [gamma], [30 mg], [once], table.hline())
]))
#pagebreak()
on behind it. #lorem(40) #place(bottom, rotate(90deg, reflow: true)[downloaded by somebody])
"""


def test_a_turned_table(read_typeset: Reader) -> None:
    document = read_typeset(TURNED)
    assert table_rows(document, 0)[1:] == [
        ["alpha", "10 mg", "daily"],
        ["beta", "20 mg", "weekly"],
        ["gamma", "30 mg", "once"],
    ]
    at = document.text.index("weekly")
    (region,) = document.places.regions(at, at + 6)
    assert region.page == 2
    assert 0 < region.x0 < region.x1 < 400
    assert region.bottom - region.top > 2 * (region.x1 - region.x0), "it runs up its page"


DRAWN = """
#set page(height: 420pt, width: 400pt)
#lorem(40)
#block(text(size: 7.5pt)[*Table 1.* Doses that are drawn as an image])
#rect(width: 300pt, height: 80pt, fill: luma(80%))
#lorem(40)
"""


def test_a_table_without_text_is_recorded(read_typeset: Reader) -> None:
    document = read_typeset(DRAWN)
    assert [(failure.page, failure.cause) for failure in document.failures] == [
        (1, "no table was found under the caption of Table 1")
    ]
    assert not document.tables


EXPLAINED = """
#set page(height: 420pt, width: 400pt)
#set text(size: 10pt)
#lorem(40)
#align(center)[Table 1: Doses that were given]
#text(size: 8pt)[What is given is the dose of a day, in mg, as far as it is known.]
#set text(size: 8pt)
#table(columns: (1fr, 1fr, 1fr), stroke: none,
  table.hline(), [*Drug*], [*Dose*], [*Given*], table.hline(),
  [alpha], [10 mg], [daily], [beta], [20 mg], [weekly], [gamma], [30 mg], [once], table.hline())
#set text(size: 10pt)
#lorem(40)
"""


def test_small_print_between_a_caption_and_its_table(read_typeset: Reader) -> None:
    document = read_typeset(EXPLAINED)
    (table,) = document.tables
    assert table.caption is not None
    caption = document.text[table.caption.start : table.caption.end]
    assert caption.startswith("Table 1: Doses that were given")
    assert caption.endswith("as far as it is known.")
    assert not document.failures


def test_labels_at_the_side_are_margins(read_typeset: Reader) -> None:
    document = read_typeset(TURNED)
    margins = [document.text[block.span.start : block.span.end] for block in document.of_kind("margin")]
    assert "downloaded by somebody" in margins
    assert "and it goes on behind it." in document.text


def test_links(article: Document) -> None:
    assert [(article.text[link.span.start : link.span.end], link.uri) for link in article.links] == [
        ("the registry", "https://example.org/trial"),
        ("Fourth title", "https://doi.org/10.1234/x.4"),
    ]


def test_a_word_parted_by_a_line_end(read_typeset: Reader) -> None:
    document = read_typeset(
        "#set page(width: 150pt)\n#set par(justify: false)\n"
        "Some immunotherapy is good, and some of all immuno- \\ therapy is placebo- \\ controlled, "
        "and a placebo-controlled trial is a trial."
    )
    (block,) = document.of_kind("paragraph")
    text = document.text[block.span.start : block.span.end]
    assert "all immunotherapy is placebo-controlled, and" in text
    place = document.text.index("immunotherapy is placebo")
    assert len(document.quote(place, place + 13).source.regions) == 2  # type: ignore[union-attr]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_regions_hold_the_characters_of_a_quote_and_lie_on_the_page(article: Document, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(article.text)))
    end = min(len(article.text), start + data.draw(st.integers(0, 400)))
    quote = article.quote(start, end)
    source = quote.source
    assert isinstance(source, DocumentSource)
    assert quote.value == article.text[source.start : source.end] == article.text[start:end].strip()
    places = article.places
    assert isinstance(places, PagePlaces)
    for position in range(source.start, source.end):
        if places.line[position] < 0:
            continue
        page = places.page_of_line[places.line[position]]
        assert any(
            region.page == page
            and region.x0 <= places.x0[position]
            and places.x1[position] <= region.x1
            and region.top <= places.top[position]
            and places.bottom[position] <= region.bottom
            for region in source.regions
        )
    for region in source.regions:
        assert 0 <= region.x0 <= region.x1 <= 400.01
        assert 0 <= region.top <= region.bottom <= 420.01
        assert 1 <= region.page <= (article.pages or 0)


def test_the_document_names_its_file_and_reader(typeset: Callable[[str], bytes], article: Document) -> None:
    assert article.sha256 == hashlib.sha256(typeset(ARTICLE)).hexdigest()
    assert (article.format, article.reader.name) == ("pdf", "pdf")
    assert not article.failures


def test_reading_twice_gives_the_same(typeset: Callable[[str], bytes], article: Document) -> None:
    again = read(typeset(ARTICLE))
    assert (again.text, again.blocks, again.tables) == (article.text, article.blocks, article.tables)


GOOD = b"BT /F1 10 Tf 50 400 Td (A page that can be read.) Tj ET"


def test_a_page_whose_corner_is_not_at_the_origin(raw_pdf: Raw) -> None:
    document = read(raw_pdf([b"BT /F1 10 Tf 150 600 Td (A page that can be read.) Tj ET"], box="100 200 500 700"))
    (region,) = document.quote(0, len(document.text)).source.regions  # type: ignore[union-attr]
    assert region.x0 == pytest.approx(50, abs=1)
    assert region.bottom == pytest.approx(100, abs=4)


def stream(content: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(content), content)


def test_a_font_that_says_it_reaches_far_below_the_line(raw_pdf: Raw) -> None:
    widths = " ".join(["500"] * 95)
    font = f"/Type /Font /Subtype /TrueType /FirstChar 32 /LastChar 126 /Widths [{widths}] /FontDescriptor <<"
    describes = "/Type /FontDescriptor /FontName /Math /Ascent 800 /Descent"
    fonts = f"/F1 << {font} {describes} -200 >> >> /F2 << {font} {describes} -2500 >> >>"
    page = {"Resources": f"<< /Font << {fonts} >> >>", "Contents": "6 0 R"}
    lines = b"BT /F1 10 Tf 40 400 Td (one) Tj /F2 10 Tf ( two) Tj 0 -12 Td /F1 10 Tf (three) Tj 0 -12 Td (four) Tj ET"
    assert read(raw_pdf([page], more=[stream(lines)])).text.strip() == "one two three four"


@pytest.mark.parametrize("corner", ["0 0", "40 40"])
def test_what_the_box_of_a_form_hides_is_not_read(raw_pdf: Raw, corner: str) -> None:
    page = {
        "Resources": "<< /Font << /F1 3 0 R >> /XObject << /Fm 7 0 R >> >>",
        "Contents": "6 0 R",
    }
    shown = b"BT /F1 10 Tf 40 60 Td (shown) Tj 0 200 Td (hidden) Tj ET"
    entries = f"/Type /XObject /Subtype /Form /BBox [{corner} 300 120] /Resources << /Font << /F1 3 0 R >> >>"
    made = raw_pdf([page], more=[stream(b"q 1 0 0 1 20 30 cm /Fm Do Q"), stream(shown, entries)])
    assert read(made).text.strip() == "shown"


def test_text_outside_the_page_is_not_read(raw_pdf: Raw) -> None:
    document = read(raw_pdf([GOOD + b" BT /F1 10 Tf 50 -300 Td (A crop mark.) Tj ET"]))
    assert document.text.strip() == "A page that can be read."


BROKEN_PAGES: list[dict[str, str]] = [
    {"MediaBox": "[0 0 (wide) 500]"},
    {"MediaBox": ""},
    {"MediaBox": "[0 0]"},
    {"Rotate": "/Sideways"},
    {"Contents": "[(no stream)]"},
    {"Resources": "<< /Font << /F1 << /Type /Font /Subtype /Type0 >> >> >>"},
    {"Resources": "<< /Font << /F1 99 0 R >> >>"},
    {"Contents": "99 0 R"},
    {"Type": "/Font"},
    {"MediaBox": "[0 0 99999999 500]"},
    {"MediaBox": "[-1e38 -1e38 1e38 1e38]"},
    {"Parent": "99 0 R"},
    {"AA": "<< /O << /S /JavaScript /JS (while (true) {}) >> >>"},
]


@pytest.mark.parametrize("broken", BROKEN_PAGES, ids=str)
def test_a_broken_page_among_good_ones(raw_pdf: Raw, broken: dict[str, str]) -> None:
    document = read(raw_pdf([GOOD, broken, GOOD]))
    assert document.text.count("A page that can be read.") == 2
    assert document.pages == 3
    assert [failure.page for failure in document.failures] in ([2], [])  # PDFium makes something of most


LOST = {"Type": "/Font"}
"""A page object that is none."""


def test_a_page_that_is_none_is_recorded_with_a_cause(raw_pdf: Raw) -> None:
    (failure,) = read(raw_pdf([GOOD, LOST])).failures
    assert failure.page == 2
    assert failure.cause.startswith("the page cannot be opened")


def test_a_page_larger_than_paper_is_recorded(raw_pdf: Raw) -> None:
    (failure,) = read(raw_pdf([GOOD, {"MediaBox": "[0 0 99999999 500]"}])).failures
    assert failure.cause == "ValueError: the page measures 100000000 × 500 points"


def test_a_tree_that_claims_pages_is_not_believed(raw_pdf: Raw) -> None:
    made = raw_pdf([GOOD]).replace(b"/Count 1 ", b"/Count 4000 ")
    document = read(made)
    assert "A page that can be read." in document.text
    assert len(document.failures) < 50


BROKEN_LINKS = [
    "[<< /Type /Annot /Subtype /Link /Rect [0 0] /A << /URI (https://example.org) >> >>]",
    "[<< /Type /Annot /Subtype /Link /Rect [0 0 400 500] /Dest (nowhere) >>]",
    "[<< /Type /Annot /Subtype /Link /Rect [0 0 400 500] /Dest [99 0 R /XYZ 0 0 0] >>]",
    "[<< /Type /Annot /Subtype /Link /Rect [0 0 400 500] /Dest [4 0 R /XYZ (a) /b null] >>]",
    "[<< /Type /Annot /Subtype /Link /Rect [0 0 400 500] /A << /S /GoTo /D 99 0 R >> >>]",
    "[(no annotation) 99 0 R]",
]


@pytest.mark.parametrize("broken", BROKEN_LINKS)
def test_broken_links_lose_no_text(raw_pdf: Raw, broken: str) -> None:
    document = read(raw_pdf([GOOD, {"Annots": broken}]))
    assert "not as it should be" in document.text
    assert not document.jumps


def test_a_character_without_unicode_is_the_sign_that_its_font_is_known_to_print(raw_pdf: Raw) -> None:
    encoding = "/Encoding << /Type /Encoding /Differences [1 /C20 /C15 /G7] >>"
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+AdvP4C4E74 {encoding} >>"
    page = {"Resources": f"<< /Font << /F1 3 0 R /F2 {font} >> >>", "Contents": "6 0 R"}
    lines = b"BT /F1 10 Tf 40 400 Td (a ) Tj /F2 10 Tf (\\001\\002) Tj /F1 10 Tf ( b) Tj ET"
    assert read(raw_pdf([page], more=[stream(lines)])).text.strip() == "a ≤• b"
    assert Symbols(b"").of(1, "AdvX", 1) == "\ufffd"


def test_text_painted_in_no_colour_is_read_only_where_there_is_no_other(raw_pdf: Raw) -> None:
    hidden = b"BT 3 Tr /F1 10 Tf 50 200 Td (An OCR layer.) Tj ET"
    assert read(raw_pdf([GOOD + b" " + hidden])).text.strip() == "A page that can be read."
    assert read(raw_pdf([hidden])).text.strip() == "An OCR layer."


def test_text_outside_its_clipping_path_is_not_read(raw_pdf: Raw) -> None:
    clipped = b"q 40 350 100 100 re W n BT /F1 10 Tf 50 400 Td (shown) Tj 200 0 Td (hidden) Tj ET Q"
    assert read(raw_pdf([clipped])).text.strip() == "shown"


def test_text_drawn_twice_is_read_once(raw_pdf: Raw) -> None:
    assert read(raw_pdf([GOOD + b" " + GOOD])).text.strip() == "A page that can be read."


def test_jumps_lead_to_the_lines_that_they_mean(read_typeset: Reader) -> None:
    document = read_typeset(
        "#set page(width: 300pt, height: 400pt)\n"
        "As found before [#link(<one>)[1]] and again [#link(<two>)[2]]. #lorem(20)\n#pagebreak()\n== References\n\n"
        "#block[1. Author A. First title. Ex J. 2001;1:1-2.] <one>\n\n"
        "#block[2. Author B. Second title. Ex J. 2002;2:3-4.] <two>\n"
    )
    led = {document.text[j.span.start : j.span.end]: document.text[j.target : j.target + 11] for j in document.jumps}
    assert led == {"1": "1. Author A", "2": "2. Author B"}
    first = document.jumps[0]
    assert document.jumps_in(Span(first.span.start, first.span.start + 1)) == (first,)


DECLARED = [
    ("<x:xmpmeta><prism:doi>10.1234/A.5</prism:doi></x:xmpmeta>", "10.1234/a.5"),
    ("<rdf:RDF><dc:identifier><rdf:Bag><rdf:li>doi:10.1234/a.5</rdf:li></rdf:Bag></dc:identifier>", "10.1234/a.5"),
    ("<x:xmpmeta><dc:identifier>urn:uuid:1</dc:identifier></x:xmpmeta>", None),
    ("<prism:doi>10.1234/a.5</prism:doi>", None),  # no packet of metadata
    ("", None),
]


@pytest.mark.parametrize(("packet", "doi"), DECLARED)
def test_the_doi_that_the_metadata_names(raw_pdf: Raw, packet: str, doi: str | None) -> None:
    assert read(raw_pdf([GOOD], more=[stream(packet.encode())])).declared_doi == doi


IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)


def scanned(number: int) -> dict[str, str]:
    """A page that only draws an image, as a scanner makes them; ``number`` is the image's object."""
    return {"Resources": f"<< /XObject << /I {number} 0 R >> >>", "Contents": f"{number + 1} 0 R"}


DRAW = b"<< /Length 28 >>\nstream\nq 400 0 0 500 0 0 cm /I Do Q\nendstream"


def test_a_scanned_page_among_others_is_recorded(raw_pdf: Raw) -> None:
    document = read(raw_pdf([GOOD, scanned(8)], more=[IMAGE, DRAW]))
    assert [(failure.page, failure.cause) for failure in document.failures] == [
        (2, "the page is an image: it has no text layer")
    ]


def test_an_empty_page_is_no_failure(raw_pdf: Raw) -> None:
    document = read(raw_pdf([GOOD, b""]))
    assert not document.failures
    assert document.pages == 2


# the answer to any password is wrong: the check value is made up
ENCRYPTED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >> "
    "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
)


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.advice
    assert "0x" not in caught.value.cause
    return caught.value


def test_a_password(raw_pdf: Raw) -> None:
    error = refused(raw_pdf([GOOD], trailer=ENCRYPTED))
    assert "password" in error.cause
    assert "without the password" in error.advice


def test_an_unknown_encryption(raw_pdf: Raw) -> None:
    assert "encrypted" in refused(raw_pdf([GOOD], trailer=ENCRYPTED.replace("/V 1", "/V 77"))).cause


def test_no_text_layer(raw_pdf: Raw) -> None:
    error = refused(raw_pdf([scanned(6)], more=[IMAGE, DRAW]))
    assert "no text layer" in error.cause
    assert "OCR" in error.advice


def test_no_pages(raw_pdf: Raw) -> None:
    assert "no pages" in refused(raw_pdf([])).cause


def test_only_broken_pages(raw_pdf: Raw) -> None:
    assert "no page of the PDF can be read (page 1: " in refused(raw_pdf([LOST])).cause


NOT_READABLE = [
    (b"", "damaged"),
    (b"%PDF-1.7\n", "damaged"),
    (b"not a PDF at all", "damaged"),
    (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF", ""),
    (b"%PDF-1.4\ntrailer << /Root 9 0 R >>\n%%EOF", ""),
    (bytes(range(256)) * 40, "damaged"),
]


@pytest.mark.parametrize(("data", "cause"), NOT_READABLE, ids=range(len(NOT_READABLE)))
def test_what_is_no_pdf(data: bytes, cause: str) -> None:
    assert cause in refused(data).cause


def test_a_file_cut_off_anywhere_is_read_or_refused(typeset: Callable[[str], bytes]) -> None:
    whole = typeset("A page that can be read. " * 3)
    for tenths in range(10):
        try:
            read(whole[: len(whole) * tenths // 10])
        except UnreadableError as error:
            assert error.advice  # noqa: PT017 - being refused is one of two good ends


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_with_changed_bytes_is_read_or_refused(raw_pdf: Raw, data: st.DataObject) -> None:
    changed = bytearray(raw_pdf([GOOD, GOOD]))
    for _ in range(data.draw(st.integers(1, 12))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(changed))
    except UnreadableError as error:
        assert error.advice  # noqa: PT017 - as above


@pytest.mark.parametrize(
    ("data", "known"),
    [(b"%PDF-1.7\n", True), (b"\r\n junk %PDF-1.4", True), (b" " * 2000 + b"%PDF-1.4", False), (b"# PDF", False)],
)
def test_recognised(data: bytes, known: bool) -> None:
    assert recognises(data) is known


def lined(count: int) -> PagePlaces:
    """``count`` characters on one page, a hundred a line."""
    places = PagePlaces()
    for position in range(count):
        row, column = divmod(position, 100)
        places.line.append(row)
        places.x0.append(column * 5.0)
        places.x1.append(column * 5.0 + 5)
        places.top.append(row * 10.0)
        places.bottom.append(row * 10.0 + 10)
    places.page_of_line.extend(array("l", [1] * (count // 100 + 1)))
    places.start_of_line.extend(range(0, count + 1, 100))
    places.end_of_line.extend(min(start + 100, count) for start in range(0, count + 1, 100))
    return places


def test_a_link_is_laid_on_the_characters_in_its_rectangle() -> None:
    links = [
        PrintedLink(1, 20, 10, 40, 20, "https://b"),
        PrintedLink(1, 0, 0, 12, 10, "https://a"),
        PrintedLink(2, 0, 0, 12, 10, "https://elsewhere"),
        PrintedLink(1, 900, 0, 910, 10, "https://beside"),
    ]
    found = place_links(lined(300), links)
    assert [(link.span.start, link.span.end, link.uri) for link in found] == [
        (0, 2, "https://a"), (104, 108, "https://b"),
    ]  # fmt: skip


def test_a_link_over_the_page_is_no_link_of_its_text() -> None:
    started = process_time()
    assert place_links(lined(50_000), [PrintedLink(1, 0, 0, 600, 9_000, "https://a")] * 2_000) == ()
    assert process_time() - started < 5


def test_ligatures_and_soft_hyphens_leave_no_trace(article: Document) -> None:
    assert not re.search("[\ufb00-\ufb06\u00ad\x00-\x08]", article.text)

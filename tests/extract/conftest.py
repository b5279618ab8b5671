"""Documents for the tests of extract, made on the fly: typeset ones, broken ones, and pages of a few glyphs."""

from collections.abc import Callable, Sequence
from functools import cache

import pytest
import typst

from extract.document import Document
from extract.formats import markdown, pdf
from extract.lines import Glyph

PREAMBLE = """
#set page(width: 400pt, height: 500pt, margin: 40pt)
#set text(size: 9pt, hyphenate: false, font: "Libertinus Serif")
#set super(typographic: false, size: 0.65em)
#set par(justify: true, leading: 0.5em, spacing: 0.5em, first-line-indent: 1em)
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 2): set text(size: 11pt)
"""


@cache
def _typeset(source: str) -> bytes:
    return typst.compile((PREAMBLE + source).encode(), format="pdf")


@cache
def _read(source: str) -> Document:
    return pdf.read(_typeset(source))


@pytest.fixture(scope="session")
def typeset() -> Callable[[str], bytes]:
    """A PDF of this Typst source."""
    return _typeset


@pytest.fixture(scope="session")
def read_typeset() -> Callable[[str], Document]:
    """The document that a PDF of this Typst source is read as."""
    return _read


@pytest.fixture(scope="session")
def read_text() -> Callable[[str], Document]:
    """The document that this Markdown is read as."""
    return lambda text: markdown.read(text.encode())


def _glyphs(text: str, x: float, top: float, size: float = 10.0, *, bold: bool = False) -> tuple[Glyph, ...]:
    """Letters half as wide as they are high, from ``x`` on; spaces are gaps, as most PDFs have them."""
    width = size / 2
    return tuple(
        Glyph(letter, x + index * width, top, x + (index + 1) * width, top + size, size, bold)
        for index, letter in enumerate(text)
        if letter != " "
    )


@pytest.fixture(scope="session")
def glyphs() -> Callable[..., tuple[Glyph, ...]]:
    """A printed line as glyphs: text, left edge, upper edge, size."""
    return _glyphs


def _raw_pdf(
    pages: Sequence[bytes | dict[str, str]], more: Sequence[bytes] = (), trailer: str = "", box: str = "0 0 400 500"
) -> bytes:
    """A PDF written by hand: for each page its content, or the entries of a page object that is not as it should be."""
    first = 4
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for number, page in enumerate(pages):
        at = first + 2 * number
        entries = {
            "Type": "/Page",
            "Parent": "2 0 R",
            "MediaBox": f"[{box}]",
            "Resources": "<< /Font << /F1 3 0 R >> >>",
            "Contents": f"{at + 1} 0 R",
        }
        if isinstance(page, dict):
            entries |= page
        content = page if isinstance(page, bytes) else b"BT /F1 10 Tf 50 300 Td (not as it should be) Tj ET"
        listed = " ".join(f"/{key} {value}" for key, value in entries.items() if value)
        objects.append(f"<< {listed} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(f"{at} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects += more
    made = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return made + f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


@pytest.fixture(scope="session")
def raw_pdf() -> Callable[..., bytes]:
    """A PDF written by hand, page by page, so that it can be broken in one place."""
    return _raw_pdf

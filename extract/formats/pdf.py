"""PDF: pdfplumber's characters, rules and links → a document."""

import hashlib
import io
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from curated.provenance import Method
from extract.document import Document, Link, PageFailure, PagePlaces, Span, UnreadableError
from extract.format import Format
from extract.layout import Page, Rule, lay_out
from extract.lines import Glyph
from extract.page_text import text_of

READER = Method(name="pdf", version="1")
MAX_PAGES = 5_000
MAX_GLYPHS_PER_PAGE = 100_000


def recognises(data: bytes) -> bool:
    """Whether these bytes begin like a PDF (some files carry a little junk before the header)."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Document:
    """Read a PDF. A page that cannot be read is recorded and the rest is read."""
    pages: list[Page] = []
    links: list[tuple[int, dict[str, Any]]] = []
    failures: list[PageFailure] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            printed = pdf.pages
            for page in printed[:MAX_PAGES]:
                try:
                    pages.append(_page(page))
                    links.extend((page.page_number, link) for link in page.annots if link.get("uri"))
                except (
                    PSException,
                    PdfminerException,
                    ValueError,
                    KeyError,
                    TypeError,
                    IndexError,
                    RecursionError,
                ) as error:
                    failures.append(PageFailure(page.page_number, f"{type(error).__name__}: {error}"))
                finally:
                    page.close()
            count = len(printed)
    except (PdfminerException, MalformedPDFException, PSException) as error:
        raise _unreadable(error) from error
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise UnreadableError(
            f"the PDF is damaged ({type(error).__name__})",
            "download it again, or repair it by printing it to a new PDF",
        ) from error
    if not count:
        raise UnreadableError("the PDF has no pages", "download it again: it may have been cut off")
    if not any(not glyph.text.isspace() for page in pages for glyph in page.glyphs):
        if failures:
            raise UnreadableError(
                f"no page of the PDF can be read (page {failures[0].page}: {failures[0].cause})",
                "repair it by printing it to a new PDF",
            )
        raise UnreadableError(
            "the PDF has no text layer: its pages are images", "run OCR over it first (for example ocrmypdf)"
        )
    if count > MAX_PAGES:
        failures.append(PageFailure(MAX_PAGES + 1, f"pages after {MAX_PAGES} are not read"))
    text, title = text_of(lay_out(pages))
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        format=FORMAT.name,
        reader=READER,
        text="".join(text.characters),
        blocks=tuple(text.blocks),
        places=text.places,
        line_starts=tuple(text.line_starts),
        superscripts=tuple(text.superscripts),
        links=_links(text.places, links),
        tables=tuple(text.tables),
        pages=count,
        title=title,
        failures=tuple(failures),
    )


def _unreadable(error: Exception) -> UnreadableError:
    if isinstance(error, PDFPasswordIncorrect) or any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
        return UnreadableError("the PDF is encrypted with a password", "save a copy without the password and give that")
    return UnreadableError(
        f"the PDF is damaged or cut off ({error})", "download it again, or repair it by printing it to a new PDF"
    )


def _page(page: Any) -> Page:
    width, height = float(page.width), float(page.height)
    glyphs = [
        Glyph(
            char["text"],
            char["x0"],
            char["top"],
            char["x1"],
            char["bottom"],
            round(char["size"], 2),
            _bold(char["fontname"]),
        )
        for char in page.chars
        if char["upright"] and -1 <= char["x0"] <= width + 1 and -1 <= char["top"] <= height + 1
    ]
    if len(glyphs) > MAX_GLYPHS_PER_PAGE:
        raise ValueError(f"{len(glyphs)} characters on one page; at most {MAX_GLYPHS_PER_PAGE} are read")
    drawn = [*page.lines, *(rect for rect in page.rects if min(rect["width"], rect["height"]) < 2)]
    rules = tuple(Rule(thing["x0"], thing["top"], thing["x1"], thing["bottom"]) for thing in drawn)
    boxes = [rect for rect in page.rects if min(rect["width"], rect["height"]) >= 2 and rect.get("stroke")]
    return Page(page.page_number, width, height, tuple(glyphs), (*rules, *_edges(boxes)))


def _edges(boxes: Sequence[dict[str, Any]]) -> tuple[Rule, ...]:
    """The four sides of boxes that are drawn with a stroke."""
    sides: list[Rule] = []
    for box in boxes:
        x0, top, x1, bottom = box["x0"], box["top"], box["x1"], box["bottom"]
        sides += [
            Rule(x0, top, x1, top),
            Rule(x0, bottom, x1, bottom),
            Rule(x0, top, x0, bottom),
            Rule(x1, top, x1, bottom),
        ]
    return tuple(sides)


def _bold(font: Any) -> bool:
    name = (font.decode("latin-1") if isinstance(font, bytes) else str(font)).lower()
    return "bold" in name or "black" in name or "heavy" in name or name.endswith("-bd")


def _links(places: PagePlaces, links: Sequence[tuple[int, dict[str, Any]]]) -> tuple[Link, ...]:
    """Links with the characters whose middles lie in their rectangles."""
    if not links:
        return ()
    positions: dict[int, list[int]] = {}
    for position, line in enumerate(places.line):
        if line >= 0:
            positions.setdefault(places.page_of_line[line], []).append(position)
    found: list[Link] = []
    for page, link in links:
        inside = [
            position
            for position in positions.get(page, ())
            if link["x0"] <= (places.x0[position] + places.x1[position]) / 2 <= link["x1"]
            and link["top"] <= (places.top[position] + places.bottom[position]) / 2 <= link["bottom"]
        ]
        if inside:
            found.append(Link(Span(inside[0], inside[-1] + 1), str(link["uri"])))
    return tuple(sorted(found, key=lambda link: link.span.start))


FORMAT = Format("pdf", recognises, read)

"""PDF: pdfplumber's characters, rules and links → a document."""

import hashlib
import io
import logging
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.layout import LTImage
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as OpenPage

from curated.provenance import Method
from extract.document import Document, Link, Span, UnreadableError
from extract.format import Format
from extract.formats.pdf_page import drawn, pages_of
from extract.layout import lay_out
from extract.page_failures import PageFailures
from extract.page_text import text_of
from extract.places import PagePlaces
from extract.table_regions import Page

READER = Method(name="pdf", version="1")
MAX_PAGES = 5_000
MAX_LINKS_PER_PAGE = 2_000
_MOST_LINKED = 5_000
"""A link over more characters than this is a button over the page, not a link of its text."""

_DAMAGED = "download it again, or repair it by printing it to a new PDF"


class PrintedLink(NamedTuple):
    """A link annotation: its page, its rectangle in points from the top left, where it leads."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    uri: str


def recognises(data: bytes) -> bool:
    """Whether these bytes begin like a PDF (some files carry a little junk before the header)."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Document:
    """Read a PDF. A page that cannot be read is recorded and the rest is read."""
    # pdfminer reports every odd colour; what could not be read is in the failures
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    failures = PageFailures()
    pages: list[Page] = []
    links: list[PrintedLink] = []
    count = 0
    for opened in _open_pages(data, failures):
        count = max(count, opened.page_number)
        with failures.on(opened.page_number):
            found = pages_of(opened)
            pages.extend(found)
            if not any(page.glyphs for page in found) and _is_scanned(opened):
                failures.add(opened.page_number, "the page is an image: it has no text layer")
        with failures.on(opened.page_number, "its links were not read"):
            links.extend(_links_of(opened))
        opened.close()
    count = max([count, *(failure.page for failure in failures)])
    _check(pages, count, failures)
    text, title = text_of(lay_out(pages, failures), failures)
    if not text.blocks:
        raise _no_page(failures)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        format=FORMAT.name,
        reader=READER,
        text="".join(text.characters),
        blocks=tuple(text.blocks),
        places=text.places,
        line_starts=tuple(text.line_starts),
        superscripts=tuple(text.superscripts),
        links=place_links(text.places, links),
        tables=tuple(text.tables),
        pages=count,
        title=title,
        failures=tuple(failures),
    )


def _open_pages(data: bytes, failures: PageFailures) -> Iterator[OpenPage]:
    """The pages of the file, one at a time: those that cannot even be opened are recorded."""
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        found = PDFPage.create_pages(pdf.doc)
    except Exception as error:  # a PDF can be broken in more ways than its parsers have exceptions for
        raise _unreadable(error) from error
    for number in range(1, MAX_PAGES + 2):
        try:
            raw = next(found, None)
        except Exception as error:  # as above; the generator is spent after it
            if number == 1:
                raise _unreadable(error) from error
            with failures.on(number, "the pages from here on cannot be found"):
                raise
            return
        if raw is None:
            return
        if number > MAX_PAGES:
            failures.add(number, f"pages after {MAX_PAGES} are not read")
            return
        with failures.on(number):
            yield OpenPage(pdf, raw, page_number=number)


def _unreadable(error: Exception) -> UnreadableError:
    causes: list[Any] = [error, *error.args]
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return UnreadableError("the PDF is encrypted with a password", "save a copy without the password and give that")
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return UnreadableError("the PDF is encrypted in an unknown way", "print it to a new PDF and give that")
    kind = next((type(cause) for cause in causes[::-1] if isinstance(cause, Exception)), type(error))
    return UnreadableError(f"the PDF is damaged or cut off ({kind.__name__})", _DAMAGED)


def _check(pages: Sequence[Page], count: int, failures: PageFailures) -> None:
    """Raise UnreadableError where there is nothing to read."""
    if not count:
        raise UnreadableError("the PDF has no pages", "download it again: it may have been cut off")
    if any(not glyph.text.isspace() for page in pages for glyph in page.glyphs):
        return
    if len({page.number for page in pages}) < count:
        raise _no_page(failures)
    raise UnreadableError(
        "the PDF has no text layer: its pages are images", "run OCR over it first (for example ocrmypdf)"
    )


def _no_page(failures: PageFailures) -> UnreadableError:
    first = next(iter(failures), None)
    why = f" (page {first.page}: {first.cause})" if first else ""
    return UnreadableError(f"no page of the PDF can be read{why}", "repair it by printing it to a new PDF")


def _is_scanned(opened: OpenPage) -> bool:
    """Whether an image covers most of the page."""
    area = 0.5 * opened.width * opened.height
    return any(isinstance(item, LTImage) and item.width * item.height > area for item in drawn(opened.layout))


def _links_of(opened: OpenPage) -> Iterator[PrintedLink]:
    left, up = opened.mediabox[:2]
    for link in opened.annots[:MAX_LINKS_PER_PAGE]:
        if link.get("uri"):
            x0, top, x1, bottom = (float(link[edge]) for edge in ("x0", "top", "x1", "bottom"))
            yield PrintedLink(opened.page_number, x0 - left, top - up, x1 - left, bottom - up, str(link["uri"]))


def place_links(places: PagePlaces, links: Sequence[PrintedLink]) -> tuple[Link, ...]:
    """Links with the characters whose middles lie in their rectangles."""
    linked = {link.page for link in links}
    by_page: dict[int, list[tuple[float, int]]] = {page: [] for page in linked}
    for position, line in enumerate(places.line):
        if line >= 0 and (page := places.page_of_line[line]) in linked:
            by_page[page].append(((places.top[position] + places.bottom[position]) / 2, position))
    heights: dict[int, array[float]] = {}
    for page, positions in by_page.items():
        positions.sort()
        heights[page] = array("d", (height for height, _ in positions))
    found: list[Link] = []
    for link in links:
        first, last = bisect_left(heights[link.page], link.top), bisect_right(heights[link.page], link.bottom)
        if last - first > _MOST_LINKED:
            continue
        inside = [
            position
            for _, position in by_page[link.page][first:last]
            if link.x0 <= (places.x0[position] + places.x1[position]) / 2 <= link.x1
        ]
        if inside:
            found.append(Link(Span(min(inside), max(inside) + 1), link.uri))
    return tuple(_over_line_ends(places, sorted(found, key=lambda link: link.span.start)))


def _over_line_ends(places: PagePlaces, links: Iterable[Link]) -> Iterator[Link]:
    """Links to one place with nothing printed between them as the one link that a line end parts."""
    before: Link | None = None
    for link in links:
        between = places.line[before.span.end : link.span.start] if before else ()
        if before and before.uri == link.uri and len(between) < 3 and max(between, default=-1) < 0:
            before = Link(Span(before.span.start, max(before.span.end, link.span.end)), link.uri)
            continue
        if before:
            yield before
        before = link
    if before:
        yield before


FORMAT = Format("pdf", recognises, read)

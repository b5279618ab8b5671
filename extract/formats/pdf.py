"""PDF: pdfplumber's characters, rules and links → a document."""

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from curated.provenance import Method
from extract.document import Document, Link, Span, UnreadableError
from extract.format import Format
from extract.formats import pdfium
from extract.formats.pdf_page import pages_of
from extract.formats.pdf_symbols import Symbols
from extract.layout import lay_out
from extract.page_failures import PageFailures
from extract.page_text import text_of
from extract.places import PagePlaces
from extract.table_regions import Page

READER = Method(name="pdf", version="1")
MAX_PAGES = 5_000
MAX_LINKS_PER_PAGE = 2_000
_MOST_LOST = 20
"""So many pages in a row that cannot be opened are not there: a page tree can claim any number."""
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
    failures = PageFailures()
    pages: list[Page] = []
    links: list[PrintedLink] = []
    count = 0
    symbols = Symbols(data)
    with _opened(data) as document:
        for number, page in _open_pages(document, failures):
            count = number
            with failures.on(number):
                found, frame, scanned = pages_of(page, number, partial(symbols.of, number))
                pages.extend(found)
                if scanned:
                    failures.add(number, "the page is an image: it has no text layer")
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


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.Handle]:
    try:
        with pdfium.opened(data) as document:
            yield document
    except pdfium.PdfiumError as error:
        raise _unreadable(error) from error


def _open_pages(document: pdfium.Handle, failures: PageFailures) -> Iterator[tuple[int, pdfium.Handle]]:
    """The pages of the file, one at a time, with their numbers: those that cannot even be opened are recorded."""
    lost = 0
    for number in range(1, pdfium.count_pages(document) + 1):
        if number > MAX_PAGES:
            failures.add(number, f"pages after {MAX_PAGES} are not read")
            return
        try:
            with pdfium.page_of(document, number - 1) as page:
                yield number, page
                lost = 0
        except pdfium.PdfiumError as error:
            lost += 1
            failures.add(number, str(error))
            if lost == _MOST_LOST:
                failures.add(number + 1, "the pages from here on are not looked for: too many before it are lost")
                return


def _unreadable(error: pdfium.PdfiumError) -> UnreadableError:
    if error.code == pdfium.PASSWORD:
        return UnreadableError("the PDF is encrypted with a password", "save a copy without the password and give that")
    if error.code == pdfium.SECURITY:
        return UnreadableError("the PDF is encrypted in an unknown way", "print it to a new PDF and give that")
    return UnreadableError("the PDF is damaged or cut off", _DAMAGED)


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

"""PDF: PDFium's characters, rules and links → a document."""

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from curated.provenance import Method
from extract.document import Document, UnreadableError
from extract.format import Format
from extract.formats import pdfium
from extract.formats.pdf_frame import Frame
from extract.formats.pdf_links import (
    MAX_LINKS,
    PrintedLink,
    links_of,
    on_their_pages,
    place_jumps,
    place_links,
)
from extract.formats.pdf_metadata import declared_doi
from extract.formats.pdf_page import pages_of
from extract.formats.pdf_symbols import Symbols
from extract.formats.pdf_targets import PrintedJump
from extract.layout import lay_out
from extract.page_failures import PageFailures
from extract.page_text import text_of
from extract.table_regions import Page

READER = Method(name="pdf", version="2")
MAX_PAGES = 5_000
_PAGES_AT_ONCE = 50
_MOST_LOST = 20
"""So many pages in a row that cannot be opened are not there: a page tree can claim any number."""

_DAMAGED = "download it again, or repair it by printing it to a new PDF"


def recognises(data: bytes) -> bool:
    """Whether these bytes begin like a PDF (some files carry a little junk before the header)."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Document:
    """Read a PDF. A page that cannot be read is recorded and the rest is read."""
    with _no_search_for_cycles():
        return _read(data)


def _read(data: bytes) -> Document:
    failures = PageFailures()
    opened = _Opened(data, Symbols(data), failures)
    text, title = text_of(lay_out(opened.pages(), failures), failures)
    _check(opened, failures)
    if not text.blocks:
        raise _no_page(failures)
    links = [link for link in opened.links if isinstance(link, PrintedLink)]
    jumps = [link for link in opened.links if isinstance(link, PrintedJump)]
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        format=FORMAT.name,
        reader=READER,
        text=text.written.getvalue(),
        blocks=tuple(text.blocks),
        places=text.places,
        line_starts=tuple(text.places.start_of_line),
        superscripts=tuple(text.superscripts),
        links=place_links(text.places, links),
        jumps=place_jumps(text, list(on_their_pages(jumps, opened.frames))),
        tables=tuple(text.tables),
        pages=opened.count,
        title=title,
        declared_doi=opened.declared_doi,
        failures=tuple(failures),
    )


@dataclass
class _Opened:
    """An open file: its pages one at a time, and what is learnt while they go by."""

    data: bytes
    symbols: Symbols
    failures: PageFailures
    count: int = 0
    """The pages met so far, those that failed among them."""
    frames: dict[int, Frame] = field(default_factory=dict)
    """The pages that were read."""
    links: list[PrintedLink | PrintedJump] = field(default_factory=list)
    has_text: bool = False
    declared_doi: str | None = None

    def pages(self) -> Iterator[Page]:
        """What is printed on each page."""
        for number, document, page in self._open_pages():
            found: list[Page] = []
            with self.failures.on(number):
                found, frame, scanned = pages_of(page, number, partial(self.symbols.of, number))
                self.frames[number] = frame
                if scanned:
                    self.failures.add(number, "the page is an image: it has no text layer")
                with self.failures.on(number, "its links were not read"):
                    links = links_of(document, page, number, frame)
                    self.links.extend(islice(links, MAX_LINKS - len(self.links)))
            self.has_text = self.has_text or any(not glyph.text.isspace() for each in found for glyph in each.glyphs)
            yield from found

    def _open_pages(self) -> Iterator[tuple[int, pdfium.Handle, pdfium.Handle]]:
        """Number, document and page, one page at a time: those that cannot even be opened are recorded.

        The document is opened anew every ``_PAGES_AT_ONCE`` pages: PDFium keeps whatever it has met of it.
        """
        lost, done = 0, 0
        while True:
            with _opened(self.data) as document:
                pages = pdfium.count_pages(document)
                if done == 0:
                    self.declared_doi = declared_doi(document, self.data)
                first, done = done + 1, min(done + _PAGES_AT_ONCE, pages, MAX_PAGES)
                for number in range(first, done + 1):
                    self.count = number
                    try:
                        with pdfium.page_of(document, number - 1) as page:
                            yield number, document, page
                            lost = 0
                    except pdfium.PdfiumError as error:
                        lost += 1
                        self.failures.add(number, str(error))
                    if lost == _MOST_LOST:
                        self.failures.add(number + 1, "no page is looked for from here on: too many before it are lost")
                        return
            if done >= min(pages, MAX_PAGES):
                break
        if pages > MAX_PAGES:
            self.failures.add(MAX_PAGES + 1, f"pages after {MAX_PAGES} are not read")


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for cycles among the glyphs, which have none: it takes a third of the time of a book."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.Handle]:
    try:
        with pdfium.opened(data) as document:
            yield document
    except pdfium.PdfiumError as error:
        raise _unreadable(error) from error


def _unreadable(error: pdfium.PdfiumError) -> UnreadableError:
    if error.code == pdfium.PASSWORD:
        return UnreadableError("the PDF is encrypted with a password", "save a copy without the password and give that")
    if error.code == pdfium.SECURITY:
        return UnreadableError("the PDF is encrypted in an unknown way", "print it to a new PDF and give that")
    return UnreadableError("the PDF is damaged or cut off", _DAMAGED)


def _check(opened: _Opened, failures: PageFailures) -> None:
    """Raise UnreadableError where there is nothing to read."""
    if not opened.count:
        raise UnreadableError("the PDF has no pages", "download it again: it may have been cut off")
    if opened.has_text:
        return
    if len(opened.frames) < opened.count:
        raise _no_page(failures)
    raise UnreadableError(
        "the PDF has no text layer: its pages are images", "run OCR over it first (for example ocrmypdf)"
    )


def _no_page(failures: PageFailures) -> UnreadableError:
    first = next(iter(failures), None)
    why = f" (page {first.page}: {first.cause})" if first else ""
    return UnreadableError(f"no page of the PDF can be read{why}", "repair it by printing it to a new PDF")


FORMAT = Format("pdf", recognises, read)

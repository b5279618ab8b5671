"""PDF: pdfplumber's characters, rules and links → a document."""

import hashlib
import io
import logging
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.layout import LTChar, LTContainer, LTImage, LTLine, LTRect
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as OpenPage

from curated.provenance import Method
from extract.document import Document, Link, PagePlaces, Span, UnreadableError
from extract.format import Format
from extract.layout import lay_out
from extract.lines import Glyph
from extract.page_failures import PageFailures
from extract.page_text import text_of
from extract.table_regions import Page, Rule

READER = Method(name="pdf", version="1")
MAX_PAGES = 5_000
MAX_GLYPHS_PER_PAGE = 100_000
MAX_RULES_PER_PAGE = 20_000
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
            page = _page(opened)
            pages.append(page)
            if not page.glyphs and _is_scanned(opened):
                failures.add(page.number, "the page is an image: it has no text layer")
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
    if len(pages) < count:
        raise _no_page(failures)
    raise UnreadableError(
        "the PDF has no text layer: its pages are images", "run OCR over it first (for example ocrmypdf)"
    )


def _no_page(failures: PageFailures) -> UnreadableError:
    first = next(iter(failures), None)
    why = f" (page {first.page}: {first.cause})" if first else ""
    return UnreadableError(f"no page of the PDF can be read{why}", "repair it by printing it to a new PDF")


def _page(opened: OpenPage) -> Page:
    width, height = float(opened.width), float(opened.height)
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    fonts: dict[Any, tuple[bool, str]] = {}
    # pdfminer's own objects: pdfplumber's dictionaries of them take as long again as finding them
    for item in _drawn(opened.layout):
        if isinstance(item, LTChar):
            font = item.fontname
            if font not in fonts:
                fonts[font] = _bold(font), str(font)
            x0, x1, top, bottom = item.x0, item.x1, height - item.y1, height - item.y0
            if item.upright and -1 <= x0 <= width + 1 and -1 <= top <= height + 1:
                if x0 < 0 or top < 0 or x1 > width or bottom > height:
                    x0, x1, top, bottom = max(x0, 0.0), min(x1, width), max(top, 0.0), min(bottom, height)
                x1, bottom = max(x0, x1), max(top, bottom)
                glyphs.append(Glyph(item.get_text(), x0, top, x1, bottom, _size(item), *fonts[font]))
        elif isinstance(item, LTLine):
            rules.append(Rule(item.x0, height - item.y1, item.x1, height - item.y0))
        elif isinstance(item, LTRect):
            rules.extend(_sides(item, height))
    if len(glyphs) > MAX_GLYPHS_PER_PAGE:
        raise ValueError(f"{len(glyphs)} characters on one page; at most {MAX_GLYPHS_PER_PAGE} are read")
    if len(rules) > MAX_RULES_PER_PAGE:  # a map or a plot, no table
        rules = []
    return Page(opened.page_number, width, height, tuple(glyphs), tuple(rules))


def _drawn(container: Iterable[Any]) -> Iterator[Any]:
    """What is drawn on a page, also inside its forms."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _drawn(item)
        else:
            yield item


def _size(char: LTChar) -> float:
    return round(char.size, 2)


def _sides(box: LTRect, height: float) -> Iterator[Rule]:
    """A thin box as the rule it is drawn for; the four sides of one that is drawn with a stroke."""
    x0, top, x1, bottom = box.x0, height - box.y1, box.x1, height - box.y0
    if min(x1 - x0, bottom - top) < 2:
        yield Rule(x0, top, x1, bottom)
    elif box.stroke:
        yield Rule(x0, top, x1, top)
        yield Rule(x0, bottom, x1, bottom)
        yield Rule(x0, top, x0, bottom)
        yield Rule(x1, top, x1, bottom)


_WEIGHT = re.compile(r"bold|black|heavy|-bd$", re.IGNORECASE)
_LETTER = re.compile(r"(?:[.-]|(?<=[a-z]))B(?:I|d)?$")


def _bold(font: Any) -> bool:
    """Whether a font is bold by its name, also in the names that typesetters' own fonts have (AdvTimesB, AdvOT12.B)."""
    name = font.decode("latin-1") if isinstance(font, bytes) else str(font)
    return bool(_WEIGHT.search(name) or _LETTER.search(name))


def _is_scanned(opened: OpenPage) -> bool:
    """Whether an image covers most of the page."""
    area = 0.5 * opened.width * opened.height
    return any(isinstance(item, LTImage) and item.width * item.height > area for item in _drawn(opened.layout))


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

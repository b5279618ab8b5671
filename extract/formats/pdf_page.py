"""An open page of a PDF → what is printed on it, and those of its characters that run up or down it as pages turned."""

from extract.formats import pdfium
from extract.formats.pdf_characters import Unknown
from extract.formats.pdf_drawn import drawing_of
from extract.formats.pdf_frame import Frame, frame_of
from extract.formats.pdf_glyphs import glyphs_of, turn
from extract.table_regions import Page, Rule

_SCANNED = 0.5
"""An image over this share of a page is the page itself."""


def pages_of(page: pdfium.Handle, number: int, unknown: Unknown) -> tuple[list[Page], Frame, bool]:
    """What is printed on a page; what runs up it, and what runs down it, as a further page each.

    Also the frame of the page, and whether it is an image without text. Raises ValueError or PdfiumError where the
    page cannot be read.
    """
    frame = frame_of(page)
    drawing = drawing_of(page, frame)
    found = glyphs_of(page, frame, drawing, unknown)
    count = sum(map(len, found.values()))
    rules = drawing.rules
    width, height = frame.width, frame.height
    pages = [Page(number, width, height, tuple(found["flat"]), tuple(rules))]
    for way in ("up", "down"):
        if glyphs := found[way]:
            turned = tuple(Rule(*turn((r.x0, r.top, r.x1, r.bottom), way, width, height)) for r in rules)
            pages.append(Page(number, height, width, tuple(glyphs), turned, aside=2 * len(glyphs) < count))
    scanned = not count and drawing.image_area > _SCANNED * width * height
    return pages, frame, scanned

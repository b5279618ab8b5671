"""PDFium: its functions that reading needs, called as cheaply as Python can, and its documents and pages.

Every function is bound so that a call keeps Python's global lock. That is half the price of a call that gives the lock
up (there are several calls a character), and it keeps two threads from being in PDFium at once, which it forbids.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pypdfium2  # noqa: F401 - importing it starts PDFium
import pypdfium2.raw as raw

Handle = int
"""A pointer that PDFium gave out: a page, a text page, an object."""

_POINTER, _INT, _UNSIGNED, _SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_size_t
_FLOAT, _DOUBLE, _BYTES = ctypes.c_float, ctypes.c_double, ctypes.c_char_p


def _function(name: str, result: Any, *arguments: Any) -> Any:
    """A function of PDFium; pointers are plain integers (0 or None for none)."""
    address = ctypes.cast(getattr(raw, name), _POINTER).value
    return ctypes.PYFUNCTYPE(result, *arguments)(cast(int, address))


load_document = _function("FPDF_LoadMemDocument64", _SIZE, _BYTES, _SIZE, _BYTES)
close_document = _function("FPDF_CloseDocument", None, _SIZE)
last_error = _function("FPDF_GetLastError", ctypes.c_ulong)
count_pages = _function("FPDF_GetPageCount", _INT, _SIZE)
meta_text = _function("FPDF_GetMetaText", ctypes.c_ulong, _SIZE, _BYTES, _POINTER, ctypes.c_ulong)
load_page = _function("FPDF_LoadPage", _SIZE, _SIZE, _INT)
close_page = _function("FPDF_ClosePage", None, _SIZE)
rotation = _function("FPDFPage_GetRotation", _INT, _SIZE)
media_box = _function("FPDFPage_GetMediaBox", _INT, _SIZE, _POINTER, _POINTER, _POINTER, _POINTER)
shown_box = _function("FPDF_GetPageBoundingBox", _INT, _SIZE, _POINTER)

load_text = _function("FPDFText_LoadPage", _SIZE, _SIZE)
close_text = _function("FPDFText_ClosePage", None, _SIZE)
count_characters = _function("FPDFText_CountChars", _INT, _SIZE)
all_text = _function("FPDFText_GetText", _INT, _SIZE, _INT, _INT, _POINTER)
unicode_of = _function("FPDFText_GetUnicode", _UNSIGNED, _SIZE, _INT)
is_generated = _function("FPDFText_IsGenerated", _INT, _SIZE, _INT)
is_hyphen = _function("FPDFText_IsHyphen", _INT, _SIZE, _INT)
has_no_unicode = _function("FPDFText_HasUnicodeMapError", _INT, _SIZE, _INT)
text_object_of = _function("FPDFText_GetTextObject", _SIZE, _SIZE, _INT)
loose_box = _function("FPDFText_GetLooseCharBox", _INT, _SIZE, _INT, _POINTER)
tight_box = _function("FPDFText_GetCharBox", _INT, _SIZE, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
origin_of = _function("FPDFText_GetCharOrigin", _INT, _SIZE, _INT, _POINTER, _POINTER)
matrix_of = _function("FPDFText_GetMatrix", _INT, _SIZE, _INT, _POINTER)
font_size = _function("FPDFText_GetFontSize", _DOUBLE, _SIZE, _INT)

count_objects = _function("FPDFPage_CountObjects", _INT, _SIZE)
object_at = _function("FPDFPage_GetObject", _SIZE, _SIZE, _INT)
count_in_form = _function("FPDFFormObj_CountObjects", _INT, _SIZE)
object_in_form = _function("FPDFFormObj_GetObject", _SIZE, _SIZE, ctypes.c_ulong)
type_of = _function("FPDFPageObj_GetType", _INT, _SIZE)
object_matrix = _function("FPDFPageObj_GetMatrix", _INT, _SIZE, _POINTER)
bounds_of = _function("FPDFPageObj_GetBounds", _INT, _SIZE, _POINTER, _POINTER, _POINTER, _POINTER)
render_mode = _function("FPDFTextObj_GetTextRenderMode", _INT, _SIZE)
font_of = _function("FPDFTextObj_GetFont", _SIZE, _SIZE)
font_name = _function("FPDFFont_GetBaseFontName", _SIZE, _SIZE, _POINTER, _SIZE)
glyph_width = _function("FPDFFont_GetGlyphWidth", _INT, _SIZE, ctypes.c_uint32, _FLOAT, _POINTER)
clip_of = _function("FPDFPageObj_GetClipPath", _SIZE, _SIZE)
count_clips = _function("FPDFClipPath_CountPaths", _INT, _SIZE)
count_clip_segments = _function("FPDFClipPath_CountPathSegments", _INT, _SIZE, _INT)
clip_segment = _function("FPDFClipPath_GetPathSegment", _SIZE, _SIZE, _INT, _INT)
count_segments = _function("FPDFPath_CountSegments", _INT, _SIZE)
segment_at = _function("FPDFPath_GetPathSegment", _SIZE, _SIZE, _INT)
draw_mode = _function("FPDFPath_GetDrawMode", _INT, _SIZE, _POINTER, _POINTER)
segment_type = _function("FPDFPathSegment_GetType", _INT, _SIZE)
segment_point = _function("FPDFPathSegment_GetPoint", _INT, _SIZE, _POINTER, _POINTER)

next_link = _function("FPDFLink_Enumerate", _INT, _SIZE, _POINTER, _POINTER)
link_box = _function("FPDFLink_GetAnnotRect", _INT, _SIZE, _POINTER)
count_quads = _function("FPDFLink_CountQuadPoints", _INT, _SIZE)
quad_at = _function("FPDFLink_GetQuadPoints", _INT, _SIZE, _INT, _POINTER)
link_destination = _function("FPDFLink_GetDest", _SIZE, _SIZE, _SIZE)
link_action = _function("FPDFLink_GetAction", _SIZE, _SIZE)
action_uri = _function("FPDFAction_GetURIPath", ctypes.c_ulong, _SIZE, _SIZE, _POINTER, ctypes.c_ulong)
destination_page = _function("FPDFDest_GetDestPageIndex", _INT, _SIZE, _SIZE)
destination_place = _function(
    "FPDFDest_GetLocationInPage", _INT, _SIZE, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)
destination_view = _function("FPDFDest_GetView", ctypes.c_ulong, _SIZE, _POINTER, _POINTER)

TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
PASSWORD, SECURITY = raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY


class PdfiumError(Exception):
    """PDFium cannot open a document or a page; ``code`` is its own number for the reason."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class Floats:
    """Room for what PDFium writes out, used again for every call: eight floats and their addresses."""

    def __init__(self) -> None:
        self.values = (ctypes.c_float * 8)()
        start = ctypes.addressof(self.values)
        self.at = tuple(range(start, start + 32, 4))


@contextmanager
def opened(data: bytes) -> Iterator[Handle]:
    """A document of these bytes, which must outlive it. Raises PdfiumError where it cannot be opened."""
    document = load_document(data, len(data), None)
    if not document:
        raise PdfiumError("PDFium cannot open it", last_error())
    try:
        yield document
    finally:
        close_document(document)


@contextmanager
def page_of(document: Handle, index: int) -> Iterator[Handle]:
    """A page of a document, counted from 0. Raises PdfiumError where it cannot be opened."""
    page = load_page(document, index)
    if not page:
        raise PdfiumError("the page cannot be opened: its objects are missing or damaged")
    try:
        yield page
    finally:
        close_page(page)


@contextmanager
def text_of(page: Handle) -> Iterator[Handle]:
    """The text page of a page. Raises PdfiumError where there is none."""
    text = load_text(page)
    if not text:
        raise PdfiumError("the text of the page cannot be read")
    try:
        yield text
    finally:
        close_text(text)


def string_of(function: Any, *arguments: Any, encoding: str = "utf-8", most: int = 4_000) -> str:
    """The string that a function of PDFium writes; empty where it has none or one longer than ``most`` bytes."""
    length = int(function(*arguments, None, 0))
    if not 0 < length <= most:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(*arguments, ctypes.addressof(buffer), length)
    return buffer.raw[:length].decode(encoding, "replace").rstrip("\0")

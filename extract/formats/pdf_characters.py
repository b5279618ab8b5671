"""The characters of a page as PDFium reads them: what each says, where it stands, how it is set."""

import ctypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.formats import pdfium
from extract.formats.pdf_frame import Frame

MAX_GLYPHS_PER_PAGE = 100_000
_HYPHENS = (0x2, 0xFFFE)
"""What PDFium makes of the hyphen at a line's end."""
_PRIVATE = (0xF000, 0xF0FF)
"""Where fonts of signs have their codes; of no meaning without the font."""

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
Unknown = Callable[[str, int], str]
"""What a font (by its name) prints for a code that it has no Unicode for."""


class Font(NamedTuple):
    """A font of a page: PDFium's handle, its name, the name without what tells subsets apart, whether it is bold."""

    handle: pdfium.Handle
    full_name: str
    name: str
    bold: bool


@dataclass(frozen=True)
class Characters:
    """The printed characters of a page, one a row of each array; runs are those of one text object together."""

    at: Rows
    """Their places in PDFium's list."""
    code: NDArray[np.uint32]
    texts: list[str]
    box: Floats
    """Left, top, right, bottom in points from the top left: as wide as their ink and as what they move the text on."""
    whole: Mask
    """Not so for the second letter and the further ones of a ligature, which are in the first one's text as well."""
    between: Rows
    """The rows that are spaces which PDFium sees and does not give out: it passes over texts of nothing but spaces."""
    run: Rows
    """For each character its run."""
    things: list[pdfium.Handle]
    """For each run its text object."""
    origins: Floats
    """For each run where its first character stands: x, and its baseline as y from the top."""
    matrices: Floats
    """For each run the matrix (a, b, c, d) that sets it on the page as it is read; y from the top."""
    sizes: Floats
    """For each run its font size, before the matrix."""
    fonts: list[Font]

    @property
    def single(self) -> Mask:
        """Which characters are letters of their own, no ligatures."""
        single: Mask = self.whole & np.append(self.whole[1:], True)
        return single


def characters_of(text: pdfium.Handle, frame: Frame, unknown: Unknown) -> Characters | None:
    """The characters of a text page; None where there are none.

    Raises ValueError where there are more than ``MAX_GLYPHS_PER_PAGE``.
    """
    count = pdfium.count_characters(text)
    if count > 2 * MAX_GLYPHS_PER_PAGE:
        raise ValueError(f"{count} characters on one page; at most {MAX_GLYPHS_PER_PAGE} are read")
    same, each = repeat(text), range(count)
    code = _codes(text, count) if count > 0 else np.zeros(0, np.uint32)
    spaces = np.flatnonzero(code <= ord(" ")).tolist()
    generated = np.zeros(count, bool)
    generated[spaces] = list(map(pdfium.is_generated, same, spaces))
    things = np.fromiter(map(pdfium.text_object_of, same, each), np.uint64, count)
    printed = ~generated & (things != 0)
    if not printed.any():
        return None
    between = np.zeros(count, bool)
    between[1:-1] = (generated & (code == ord(" ")))[1:-1] & printed[:-2] & printed[2:]
    things[1:][between[1:]] = things[:-1][between[1:]]
    at = np.flatnonzero(printed | between)
    found = at.tolist()
    loose = np.zeros((len(found), 4), np.float32)
    start = loose.ctypes.data
    list(map(pdfium.loose_box, same, found, range(start, start + len(found) * 16, 16)))
    things = things[at]
    changes = np.flatnonzero(np.diff(things, prepend=np.uint64(0)))
    run = np.zeros(len(found), np.int64)
    run[changes[1:]] = 1
    run = run.cumsum()
    handles = things[changes].tolist()
    origins, matrices, sizes, fonts = _set_in(text, frame, at[changes].tolist(), handles)
    code = code[at]
    texts, whole = _texts(text, at, code, loose, run, fonts, unknown)
    return Characters(
        at, code, texts, _turned(frame, loose), whole, np.flatnonzero(between[at]), run, handles, origins, matrices,
        sizes, fonts,
    )  # fmt: skip


def _codes(text: pdfium.Handle, count: int) -> NDArray[np.uint32]:
    """The Unicode of each character: all in one call, one by one where PDFium leaves some out of that."""
    buffer = np.zeros(count + 2, np.uint16)
    if pdfium.all_text(text, 0, count, buffer.ctypes.data) == count + 1:
        return buffer[:count].astype(np.uint32)
    return np.fromiter(map(pdfium.unicode_of, repeat(text), range(count)), np.uint32, count)


def _turned(frame: Frame, loose: NDArray[np.float32]) -> Floats:
    a, b, c, d, e, f = frame.matrix
    left, top, right, bottom = loose.astype(np.float64).T
    xs = np.stack([a * left + c * bottom, a * right + c * top]) + e
    ys = np.stack([b * left + d * bottom, b * right + d * top]) + f
    return np.stack([xs.min(0), ys.min(0), xs.max(0), ys.max(0)], axis=1)


def _set_in(
    text: pdfium.Handle, frame: Frame, first: Sequence[int], things: Sequence[pdfium.Handle]
) -> tuple[Floats, Floats, Floats, list[Font]]:
    """For each run of characters where it begins, the matrix of its text, its font size and its font."""
    room, point = pdfium.Floats(), (ctypes.c_double * 2)()
    x_at = ctypes.addressof(point)
    y_at = x_at + 8
    origins, matrices, sizes = [], [], []
    fonts: list[Font] = []
    known: dict[pdfium.Handle, Font] = {}
    a, b, c, d, e, f = frame.matrix
    values, to = room.values, room.at[0]
    for row, thing in zip(first, things, strict=True):
        k, m, n, o = values[:4] if pdfium.matrix_of(text, row, to) else (0.0, 0.0, 0.0, 0.0)
        matrices.append((k * a + m * c, k * b + m * d, n * a + o * c, n * b + o * d))
        pdfium.origin_of(text, row, x_at, y_at)
        x, y = point
        origins.append((a * x + c * y + e, b * x + d * y + f))
        sizes.append(pdfium.font_size(text, row))
        font = pdfium.font_of(thing)
        if font not in known:
            full = pdfium.string_of(pdfium.font_name, font, encoding="latin-1") if font else ""
            known[font] = Font(font, full, full.partition("+")[2] or full, is_bold(full))
        fonts.append(known[font])
    return np.array(origins), np.nan_to_num(np.array(matrices)), np.nan_to_num(np.abs(np.array(sizes))), fonts


def _texts(
    text: pdfium.Handle,
    at: Rows,
    code: NDArray[np.uint32],
    loose: NDArray[np.float32],
    run: Rows,
    fonts: Sequence[Font],
    unknown: Unknown,
) -> tuple[list[str], Mask]:
    """What each character says, and which of them are whole: PDFium gives a ligature out as letters in one place."""
    texts = list(map(chr, np.minimum(code, 0x10FFFF).tolist()))
    odd = (code < ord(" ")) | ((code >= 0xE000) & (code < 0xF900)) | (code >= 0xFFF0)
    for row in np.flatnonzero(odd & (code < 0x10000)).tolist():
        number = int(code[row])
        if number in _HYPHENS and pdfium.is_hyphen(text, int(at[row])):
            texts[row] = "-"
        elif _PRIVATE[0] <= number <= _PRIVATE[1]:
            texts[row] = unknown(fonts[int(run[row])].full_name, number & 0xFF)
        elif number in (0, 0xFFFE, 0xFFFF) or pdfium.has_no_unicode(text, int(at[row])):
            texts[row] = unknown(fonts[int(run[row])].full_name, pdfium.unicode_of(text, int(at[row])))
    whole = np.ones(len(texts), bool)
    whole[1:] = ~((np.diff(loose, axis=0) == 0).all(1) & (np.diff(run) == 0))
    for row in np.flatnonzero(~whole).tolist()[::-1]:
        texts[row - 1] += texts[row]
        if "\ud800" <= texts[row - 1][0] < "\udc00":
            texts[row - 1] = texts[row - 1].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return texts, whole


_WEIGHT = re.compile(r"bold|black|heavy|-bd$", re.IGNORECASE)
_LETTER = re.compile(r"(?:[.-]|(?<=[a-z]))B(?:I|d)?$")


@cache
def is_bold(name: str) -> bool:
    """Whether a font is bold by its name, also in the names that typesetters' own fonts have (AdvTimesB, AdvOT12.B)."""
    return bool(_WEIGHT.search(name) or _LETTER.search(name))

"""The characters of a page as PDFium reads them → glyphs, those that run up or down the page turned to lie flat.

A glyph's box is as high as its font size and reaches as far below its baseline as its font does, as wide as it moves
the text on: ink that hangs over would close the gaps between words.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.formats import pdfium
from extract.formats.pdf_drawn import Drawing
from extract.formats.pdf_frame import Box, Frame, turned_box
from extract.lines import WORD_GAP, Glyph

MAX_GLYPHS_PER_PAGE = 100_000
WAYS = ("flat", "up", "down")
_DEEPEST, _DEPTH = 0.8, 0.22
"""Characters reach less than this share of their size under the baseline; fonts that say otherwise (Cambria Math: 2.5
sizes, the room for its integrals) would put their characters on another line, and are given the usual depth."""
_UNEVEN = 0.02
"""Boxes of one text that end at different depths, by this share of the size, are boxes of ink."""
_OVERHANG = 0.3
"""Ink hangs over by at most this share of the size."""
_SAME = 0.01
_LEAST_SPACE = 0.1
"""A gap of less than this share of the size is no space, whatever PDFium sees there."""
_HYPHEN = 2
"""What PDFium makes of the hyphen at a line's end."""

Floats = NDArray[np.float64]
Unknown = Callable[[str, int], str]
"""What a font (by its name) prints for a code that it has no Unicode for."""


class _Text(NamedTuple):
    """The printed characters of a page, one a row; ``part`` says which run of characters of one text object it is in."""

    at: NDArray[np.int64]
    code: NDArray[np.uint32]
    origin: Floats
    box: Floats
    part: NDArray[np.int64]
    parts: NDArray[np.int64]
    """For each run its text object."""
    first: NDArray[np.int64]
    """For each run its first row."""
    between: NDArray[np.int64]
    """The rows that are spaces which PDFium sees and does not give out: it passes over texts of nothing but spaces."""


def glyphs_of(page: pdfium.Handle, frame: Frame, drawing: Drawing, unknown: Unknown) -> dict[str, list[Glyph]]:
    """The glyphs of a page by the way in which they run (one of WAYS), in the order in which they are drawn.

    Left out: what stands outside the shown page or its clipping path, and what is painted in no colour where most of
    the page's text is painted (behind a scanned page all of it is painted so). Raises ValueError where there are more
    than ``MAX_GLYPHS_PER_PAGE``.
    """
    with pdfium.text_of(page) as handle:
        count = pdfium.count_characters(handle)
        if count > 2 * MAX_GLYPHS_PER_PAGE:
            raise ValueError(f"{count} characters on one page; at most {MAX_GLYPHS_PER_PAGE} are read")
        if count <= 0:
            return {way: [] for way in WAYS}
        text = _read(handle, count, frame)
        matrices, sizes, fonts = _set_in(handle, text, frame)
        kept = _shown(text, frame, drawing)
        texts, whole = _texts(handle, text, fonts, unknown)
        kept &= whole
        if int(kept.sum()) > MAX_GLYPHS_PER_PAGE:
            raise ValueError(f"{kept.sum()} characters on one page; at most {MAX_GLYPHS_PER_PAGE} are read")
        single = whole & np.append(whole[1:], True)
        right = _advanced(handle, text, frame, single, matrices, sizes, fonts)
    kept[text.between] &= _spaces(text, right, (np.abs(matrices[:, 3]) * sizes)[text.part])
    return _glyphs(text, frame, kept, texts, right, matrices, sizes, fonts)


def _read(handle: pdfium.Handle, count: int, frame: Frame) -> _Text:
    same, each = repeat(handle), range(count)
    code = np.fromiter(map(pdfium.unicode_of, same, each), np.uint32, count)
    spaces = np.flatnonzero(code <= ord(" ")).tolist()
    generated = np.zeros(count, bool)
    generated[spaces] = list(map(pdfium.is_generated, same, spaces))
    things = np.fromiter(map(pdfium.text_object_of, same, each), np.uint64, count)
    printed = ~generated & (things != 0)
    between = np.zeros(count, bool)
    between[1:-1] = (generated & (code == ord(" ")))[1:-1] & printed[:-2] & printed[2:]
    things[1:][between[1:]] = things[:-1][between[1:]]
    at = np.flatnonzero(printed | between)
    found = at.tolist()
    box = np.zeros((len(found), 4), np.float32)
    origin = np.zeros((len(found), 2), np.float64)
    start, step = box.ctypes.data, len(found) * 16
    list(map(pdfium.loose_box, same, found, range(start, start + step, 16)))
    start = origin.ctypes.data
    list(map(pdfium.origin_of, same, found, range(start, start + step, 16), range(start + 8, start + 8 + step, 16)))
    things = things[at]
    changes = np.flatnonzero(np.diff(things, prepend=np.uint64(0)))
    part = np.zeros(len(found), np.int64)
    part[changes[1:]] = 1
    a, b, c, d, e, f = frame.matrix
    left, top, right, bottom = (box[:, edge].astype(np.float64) for edge in range(4))
    xs = np.stack([a * left + c * bottom, a * right + c * top]) + e
    ys = np.stack([b * left + d * bottom, b * right + d * top]) + f
    turned = np.stack([xs.min(0), ys.min(0), xs.max(0), ys.max(0)], axis=1)
    moved = np.stack([a * origin[:, 0] + c * origin[:, 1] + e, b * origin[:, 0] + d * origin[:, 1] + f], axis=1)
    parts = things[changes].astype(np.int64)
    return _Text(at, code[at], moved, turned, part.cumsum(), parts, changes, np.flatnonzero(between[at]))


class Font(NamedTuple):
    """A font of a page: PDFium's handle, its name, the name without what tells subsets apart, whether it is bold."""

    handle: pdfium.Handle
    full_name: str
    name: str
    bold: bool


def _set_in(handle: pdfium.Handle, text: _Text, frame: Frame) -> tuple[Floats, Floats, list[Font]]:
    """For each run of characters the matrix of its text on the page as it is read, its font size and its font."""
    room = pdfium.Floats()
    matrices = np.zeros((len(text.first), 4), np.float64)
    sizes = np.zeros(len(text.first), np.float64)
    fonts: list[Font] = []
    known: dict[pdfium.Handle, Font] = {}
    a, b, c, d, *_ = frame.matrix
    for index, (row, thing) in enumerate(zip(text.at[text.first].tolist(), text.parts.tolist(), strict=True)):
        if pdfium.matrix_of(handle, row, room.at[0]):
            k, m, n, o = room.values[:4]
            matrices[index] = k * a + m * c, k * b + m * d, n * a + o * c, n * b + o * d
        sizes[index] = pdfium.font_size(handle, row)
        font = pdfium.font_of(thing)
        if font not in known:
            full = pdfium.string_of(pdfium.font_name, font, encoding="latin-1") if font else ""
            known[font] = Font(font, full, full.partition("+")[2] or full, is_bold(full))
        fonts.append(known[font])
    return np.nan_to_num(matrices), np.nan_to_num(np.abs(sizes)), fonts


def _shown(text: _Text, frame: Frame, drawing: Drawing) -> NDArray[np.bool_]:
    """Which characters can be seen."""
    x, y = (text.box[:, 0] + text.box[:, 2]) / 2, (text.box[:, 1] + text.box[:, 3]) / 2
    left, top, right, bottom = frame.shown
    with np.errstate(invalid="ignore"):
        kept = (left - 1 <= text.box[:, 0]) & (text.box[:, 0] <= right + 1)
        kept &= (top - 1 <= text.box[:, 1]) & (text.box[:, 1] <= bottom + 1)
        kept &= np.isfinite(text.box).all(1) & np.isfinite(text.origin).all(1)
        parts = text.parts.tolist()
        if drawing.clips:
            anywhere = (-np.inf, -np.inf, np.inf, np.inf)
            boxes = np.array([drawing.clips.get(thing, anywhere) for thing in parts]).reshape(-1, 4)[text.part]
            kept &= (boxes[:, 0] - 1 <= x) & (x <= boxes[:, 2] + 1) & (boxes[:, 1] - 1 <= y) & (y <= boxes[:, 3] + 1)
    if drawing.hidden:
        hidden = np.array([thing in drawing.hidden for thing in parts], bool)[text.part]
        if 2 * int((hidden & kept).sum()) < int(kept.sum()):
            kept &= ~hidden
    return kept


def _texts(
    handle: pdfium.Handle, text: _Text, fonts: Sequence[Font], unknown: Unknown
) -> tuple[list[str], NDArray[np.bool_]]:
    """What each character says, and which of them are whole: PDFium gives a ligature out as letters in one place."""
    texts = list(map(chr, np.minimum(text.code, 0x10FFFF).tolist()))
    odd = (text.code < ord(" ")) | ((text.code >= 0xE000) & (text.code < 0xF900)) | (text.code >= 0xFFF0)
    for row in np.flatnonzero(odd & (text.code < 0x10000)).tolist():
        at, code = int(text.at[row]), int(text.code[row])
        if code == _HYPHEN and pdfium.is_hyphen(handle, at):
            texts[row] = "-"
        elif 0xF000 <= code <= 0xF0FF:  # where fonts of signs have their codes; of no meaning without the font
            texts[row] = unknown(fonts[int(text.part[row])].full_name, code & 0xFF)
        elif pdfium.has_no_unicode(handle, at) or code in (0, 0xFFFE, 0xFFFF):
            texts[row] = unknown(fonts[int(text.part[row])].full_name, code)
    whole = np.ones(len(texts), bool)
    if len(texts) > 1:
        same = (np.diff(text.box, axis=0) == 0).all(1) & (np.diff(text.origin, axis=0) == 0).all(1)
        whole[1:] = ~(same & (np.diff(text.part) == 0))
    for row in np.flatnonzero(~whole).tolist()[::-1]:
        texts[row - 1] += texts[row]
        if "\ud800" <= texts[row - 1][0] < "\udc00":
            texts[row - 1] = texts[row - 1].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return texts, whole


def _advanced(
    handle: pdfium.Handle,
    text: _Text,
    frame: Frame,
    single: NDArray[np.bool_],
    matrices: Floats,
    sizes: Floats,
    fonts: Sequence[Font],
) -> Floats:
    """The right edges of characters that lie flat: where the next one may stand, not where their ink ends."""
    right = text.box[:, 2].copy()
    room = pdfium.Floats()
    handles = np.array([font.handle for font in fonts], np.uint64)
    scale = (matrices[:, 0] * sizes)[text.part]
    order = np.unique(handles, return_inverse=True)
    keys, which = np.unique(order[1][text.part].astype(np.int64) << 32 | text.code, return_inverse=True)
    widths = np.zeros(len(keys))
    for index, key in enumerate(keys.tolist()):
        font = int(order[0][key >> 32])
        if font and pdfium.glyph_width(font, key & 0xFFFFFFFF, 1.0, room.at[0]):
            widths[index] = room.values[0]
    advanced = text.origin[:, 0] + widths[which] * scale
    over = right - advanced
    hangs = single & (widths[which] > 0) & (scale > 0) & (over > 0.002 * scale) & (over < _OVERHANG * scale)
    ink = np.zeros(4, np.float64)
    left, bottom, far, top = (ink.ctypes.data + 8 * edge for edge in range(4))
    for row in np.flatnonzero(hangs).tolist():
        if pdfium.tight_box(handle, int(text.at[row]), left, far, bottom, top):
            edge = turned_box(frame.matrix, *ink.tolist())[2]
            # only where it is the ink that the box is so wide for does the font know the width
            if abs(edge - right[row]) < _SAME:
                right[row] = advanced[row]
    return right


def _spaces(text: _Text, right: Floats, size: Floats) -> NDArray[np.bool_]:
    """Give the spaces that PDFium sees the room that they have; which are those that the gap alone would not show."""
    rows = text.between
    before, after = rows - 1, rows + 1
    text.origin[rows] = np.stack([right[before], text.origin[before, 1]], axis=1)
    right[rows] = text.origin[after, 0]
    text.box[rows] = text.box[before]
    gap = right[rows] - text.origin[rows, 0]
    level = np.abs(text.origin[after, 1] - text.origin[before, 1]) < 0.1 * size[before]
    return level & (_LEAST_SPACE * size[before] < gap) & (gap < WORD_GAP * np.maximum(size[before], size[after]))


def _glyphs(
    text: _Text,
    frame: Frame,
    kept: NDArray[np.bool_],
    texts: Sequence[str],
    right: Floats,
    matrices: Floats,
    sizes: Floats,
    fonts: Sequence[Font],
) -> dict[str, list[Glyph]]:
    way = np.array([_way(*matrix) for matrix in matrices.tolist()] or [-1])[text.part]
    found: dict[str, list[Glyph]] = {}
    across = np.maximum(np.abs(matrices[:, 3]), 0) * sizes
    along = np.abs(matrices[:, 2]) * sizes
    names, bold = [font.name for font in fonts], [font.bold for font in fonts]
    for number, name in enumerate(WAYS):
        rows = np.flatnonzero(kept & (way == number))
        part = text.part[rows]
        box, origin = text.box[rows], text.origin[rows]
        size = (across if name == "flat" else along)[part]
        if name == "flat":
            foot = origin[:, 1] + _depths(box[:, 3] - origin[:, 1], size, part)
            ahead = matrices[part, 0] > 0
            x0 = np.where(ahead, origin[:, 0], box[:, 0])
            edges = [x0, foot - size, np.where(ahead, np.maximum(right[rows], x0), box[:, 2]), foot]
        elif name == "up":
            foot = origin[:, 0] + _depths(box[:, 2] - origin[:, 0], size, part)
            edges = [foot - size, box[:, 1], foot, origin[:, 1]]
        else:
            foot = origin[:, 0] - _depths(origin[:, 0] - box[:, 0], size, part)
            edges = [foot, origin[:, 1], foot + size, box[:, 3]]
        bounds = (0.0, 0.0, frame.width, frame.height)
        x0, top, x1, bottom = (np.clip(edge, bounds[at % 2], bounds[at % 2 + 2]) for at, edge in enumerate(edges))
        x1, bottom = np.maximum(x0, x1), np.maximum(top, bottom)
        said = [texts[row] for row in rows.tolist()]
        parts = part.tolist()
        columns: list[Any] = [x0.tolist(), top.tolist(), x1.tolist(), bottom.tolist()]
        rest = [np.round(size, 2).tolist(), [bold[p] for p in parts], [names[p] for p in parts]]
        if name == "flat":
            printed: Any = zip(said, *columns, *rest, repeat(None), strict=False)
        else:
            boxes: list[Box] = list(zip(*columns, strict=True))
            turned = [turn(each, name, frame.width, frame.height) for each in boxes]
            printed = ((one, *edge, *more, each) for one, edge, each, *more in zip(said, turned, boxes, *rest))  # noqa: B905
        found[name] = list(map(partial(tuple.__new__, Glyph), printed))
    return found


def _depths(depth: Floats, size: Floats, part: NDArray[np.int64]) -> Floats:
    """How far under the baseline the boxes of characters end."""
    if not len(depth):
        return depth
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    uneven = np.maximum.reduceat(depth, starts) - np.minimum.reduceat(depth, starts) > _UNEVEN * size[starts]
    lengths = np.diff(starts, append=len(part))
    usual = np.repeat(uneven, lengths) | (depth > _DEEPEST * size) | (depth < -_UNEVEN * size)
    return np.where(usual, _DEPTH * size, depth)


def _way(a: float, b: float, c: float, d: float) -> int:
    """Which of WAYS text runs that a matrix turns (down the page is positive); -1 where it runs backwards.

    Text set aslant is taken for flat: the characters of each are still in their order.
    """
    if max(abs(a), abs(d)) < 0.01 * min(abs(b), abs(c)):
        return 1 if b < 0 and c < 0 else 2 if b > 0 and c > 0 else -1
    return 0 if a * d < 0 and b * c >= 0 else -1


def turn(box: Box, way: str, width: float, height: float) -> Box:
    """A box on the page as it stands when the page is turned so that text which runs this way lies flat."""
    x0, top, x1, bottom = box
    return (height - bottom, x0, height - top, x1) if way == "up" else (top, width - x1, bottom, width - x0)


_WEIGHT = re.compile(r"bold|black|heavy|-bd$", re.IGNORECASE)
_LETTER = re.compile(r"(?:[.-]|(?<=[a-z]))B(?:I|d)?$")


@cache
def is_bold(name: str) -> bool:
    """Whether a font is bold by its name, also in the names that typesetters' own fonts have (AdvTimesB, AdvOT12.B)."""
    return bool(_WEIGHT.search(name) or _LETTER.search(name))

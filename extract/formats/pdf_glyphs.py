"""The characters of a page → glyphs, those that run up or down the page turned to lie flat.

A glyph's box is as high as its font size and reaches as far below its baseline as its font does, as wide as it moves
the text on: ink that hangs over would close the gaps between words.
"""

import ctypes
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np

from extract.formats import pdfium
from extract.formats.pdf_characters import MAX_GLYPHS_PER_PAGE, Characters, Floats, Mask, Rows, Unknown, characters_of
from extract.formats.pdf_drawn import Drawing
from extract.formats.pdf_frame import Box, Frame, turned_box
from extract.glyphs import Glyph, made_of
from extract.lines import WORD_GAP

WAYS = ("flat", "up", "down")
_DEEPEST, _DEPTH = 0.8, 0.22
"""Characters reach less than this share of their size under the baseline; fonts that say otherwise (Cambria Math: 2.5
sizes, the room for its integrals) would put their characters on another line, and are given the usual depth."""
_UNEVEN = 0.02
"""Boxes of one text that end at different depths, by this share of the size, are boxes of ink."""
_LEAST_OVERHANG, _OVERHANG = 0.002, 0.3
"""Ink hangs over by so much of the size at least, to matter, and at most."""
_SAME = 0.01
_ASLANT = 0.01
_LEAST_SPACE = 0.1
"""A gap of less than this share of the size is no space, whatever PDFium sees there."""


def glyphs_of(page: pdfium.Handle, frame: Frame, drawing: Drawing, unknown: Unknown) -> dict[str, list[Glyph]]:
    """The glyphs of a page by the way in which they run (one of WAYS), in the order in which they are drawn.

    Left out: what stands outside the shown page or its clipping path, and what is painted in no colour where most of
    the page's text is painted (behind a scanned page all of it is painted so). Raises ValueError where there are more
    than ``MAX_GLYPHS_PER_PAGE``.
    """
    with pdfium.text_of(page) as text:
        characters = characters_of(text, frame, unknown)
        if characters is None:
            return {way: [] for way in WAYS}
        kept = _shown(characters, frame, drawing)
        if int(kept.sum()) > MAX_GLYPHS_PER_PAGE:
            raise ValueError(f"{kept.sum()} characters on one page; at most {MAX_GLYPHS_PER_PAGE} are read")
        left, right = _moved_on(text, frame, characters)
        foot = _baselines(text, frame, characters)
    rows = characters.between
    np.put(kept, rows, _spaces(characters, left, right, kept.take(rows)))
    return {way: _glyphs(number, frame, characters, kept, left, right, foot) for number, way in enumerate(WAYS)}


def _shown(made: Characters, frame: Frame, drawing: Drawing) -> Mask:
    """Which characters can be seen; of a ligature only the first letter, which has the others in its text."""
    box = made.box
    kept: Mask
    left, top, right, bottom = frame.shown
    with np.errstate(invalid="ignore"):
        kept = (left - 1 <= box[:, 0]) & (box[:, 0] <= right + 1) & (top - 1 <= box[:, 1]) & (box[:, 1] <= bottom + 1)
        kept &= np.isfinite(box).all(1) & np.isfinite(made.origins[made.run]).all(1)
        if drawing.clips:
            anywhere = (-np.inf, -np.inf, np.inf, np.inf)
            shown = np.array([drawing.clips.get(thing, anywhere) for thing in made.things])[made.run]
            x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
            kept &= (shown[:, 0] - 1 <= x) & (x <= shown[:, 2] + 1) & (shown[:, 1] - 1 <= y) & (y <= shown[:, 3] + 1)
    if drawing.hidden:
        hidden = np.array([thing in drawing.hidden for thing in made.things], bool)[made.run]
        if 2 * int((hidden & kept).sum()) < int(kept.sum()):
            kept &= ~hidden
    kept &= made.whole
    return kept


def _moved_on(text: pdfium.Handle, frame: Frame, made: Characters) -> tuple[Floats, Floats]:
    """The left and right edges of characters that lie flat: from where they stand to where the next one may stand.

    How far the ink of a letter hangs over is the same wherever a font prints it, and is asked for once.
    """
    left, right = made.box[:, 0].copy(), made.box[:, 2].copy()
    scale = (made.matrices[:, 0] * made.sizes)[made.run]
    rows = np.flatnonzero(made.single & (scale > 0))
    fonts, font_of = np.unique(np.array([font.handle for font in made.fonts], np.uint64), return_inverse=True)
    keys = font_of[made.run[rows]].astype(np.int64) << 32 | made.code[rows]
    _, samples, which = np.unique(keys, return_index=True, return_inverse=True)
    hangs = np.zeros((len(samples), 2))
    room, ink = pdfium.Floats(), (ctypes.c_double * 4)()
    edges = [ctypes.addressof(ink) + 8 * edge for edge in range(4)]
    for index, (row, key) in enumerate(zip(rows[samples].tolist(), keys[samples].tolist(), strict=True)):
        at, size = int(made.at[row]), float(scale[row])
        if not pdfium.origin_of(text, at, edges[0], edges[1]):
            continue
        x = turned_box(frame.matrix, ink[0], ink[1], ink[0], ink[1])[0]
        if _LEAST_OVERHANG * size < x - left[row] < _OVERHANG * size:
            hangs[index, 0] = (x - left[row]) / size
        if not pdfium.glyph_width(int(fonts[key >> 32]), key & 0xFFFFFFFF, 1.0, room.at[0]):
            continue
        over = right[row] - x - room.values[0] * size
        if room.values[0] > 0 and _LEAST_OVERHANG * size < over < _OVERHANG * size:
            # only where it is the ink that the box is so wide for does the font know the width
            pdfium.tight_box(text, at, edges[0], edges[2], edges[1], edges[3])
            if abs(turned_box(frame.matrix, *ink)[2] - right[row]) < _SAME:
                hangs[index, 1] = over / size
    left[rows] += hangs[which, 0] * scale[rows]
    right[rows] -= hangs[which, 1] * scale[rows]
    return left, right


def _baselines(text: pdfium.Handle, frame: Frame, made: Characters) -> Floats:
    """Where the baselines of characters are: from the top for what lies flat, from the left for what does not."""
    a, b, c, d = np.abs(made.matrices).T
    flat = np.maximum(a, d) >= _ASLANT * np.minimum(b, c)
    found: Floats = np.where(flat, made.origins[:, 1], made.origins[:, 0])[made.run]
    aslant = flat & (b > _ASLANT * a)
    if aslant.any():
        point = (ctypes.c_double * 2)()
        x_at = ctypes.addressof(point)
        for row in np.flatnonzero(aslant[made.run]).tolist():
            pdfium.origin_of(text, int(made.at[row]), x_at, x_at + 8)
            found[row] = turned_box(frame.matrix, *point, *point)[1]
    return found


def _spaces(made: Characters, left: Floats, right: Floats, shown: Mask) -> Mask:
    """Give the spaces that PDFium sees the room that they have; which are shown, and the gap alone would not tell."""
    size = (np.abs(made.matrices[:, 3]) * made.sizes)[made.run]
    rows = made.between
    before, after = rows - 1, rows + 1
    left[rows], right[rows] = right[before], left[after]
    made.box[rows] = made.box[before]
    gap = right[rows] - left[rows]
    level = np.abs(made.origins[made.run[after], 1] - made.origins[made.run[before], 1]) < 0.1 * size[before]
    most = WORD_GAP * np.maximum(size[before], size[after])
    seen: Mask = shown & level & (_LEAST_SPACE * size[before] < gap) & (gap < most)
    return seen


def _glyphs(
    number: int, frame: Frame, made: Characters, kept: Mask, left: Floats, right: Floats, base: Floats
) -> list[Glyph]:
    """The glyphs of those characters that run one of WAYS."""
    way = WAYS[number]
    ways = np.array([_way(*matrix) for matrix in made.matrices.tolist()])
    rows = np.flatnonzero(kept & (ways == number)[made.run])
    if not len(rows):
        return []
    run, box, foot = made.run[rows], made.box[rows], base[rows]
    size = (np.abs(made.matrices[:, 3 if way == "flat" else 2]) * made.sizes)[run]
    if way == "flat":
        foot = foot + _depths(box[:, 3] - foot, size, run)
        edges = [left[rows], foot - size, right[rows], foot]
    elif way == "up":
        foot = foot + _depths(box[:, 2] - foot, size, run)
        edges = [foot - size, box[:, 1], foot, box[:, 3]]
    else:
        foot = foot - _depths(foot - box[:, 0], size, run)
        edges = [foot, box[:, 1], foot + size, box[:, 3]]
    bounds = (frame.width, frame.height)
    x0, top, x1, bottom = (np.clip(edge, 0.0, bounds[at % 2]) for at, edge in enumerate(edges))
    columns = [x0.tolist(), top.tolist(), np.maximum(x0, x1).tolist(), np.maximum(top, bottom).tolist()]
    texts, runs = made.texts, run.tolist()
    bold, names = [font.bold for font in made.fonts], [font.name for font in made.fonts]
    said = [texts[row] for row in rows.tolist()]
    looks: list[Any] = [np.round(size, 2).tolist(), [bold[at] for at in runs], [names[at] for at in runs]]
    if way == "flat":
        return list(map(made_of, zip(said, *columns, *looks, repeat(None))))
    boxes: list[Box] = list(zip(*columns, strict=True))
    turned = zip(*map(partial(turn, way=way, width=frame.width, height=frame.height), boxes), strict=True)
    return list(map(made_of, zip(said, *turned, *looks, boxes, strict=True)))


def _depths(depth: Floats, size: Floats, run: Rows) -> Floats:
    """How far under the baseline the boxes of characters end."""
    starts = np.flatnonzero(np.diff(run, prepend=-1))
    uneven = np.maximum.reduceat(depth, starts) - np.minimum.reduceat(depth, starts) > _UNEVEN * size[starts]
    usual = np.repeat(uneven, np.diff(starts, append=len(run)))
    return np.where(usual | (depth > _DEEPEST * size) | (depth < -_UNEVEN * size), _DEPTH * size, depth)


def _way(a: float, b: float, c: float, d: float) -> int:
    """Which of WAYS text runs that a matrix turns (down the page is positive); -1 where it runs backwards.

    Text set aslant is taken for flat: the characters of each are still in their order.
    """
    if max(abs(a), abs(d)) < _ASLANT * min(abs(b), abs(c)):
        return 1 if b < 0 and c < 0 else 2 if b > 0 and c > 0 else -1
    return 0 if a * d < 0 and b * c >= 0 else -1


def turn(box: Box, way: str, width: float, height: float) -> Box:
    """A box on the page as it stands when the page is turned so that text which runs this way lies flat."""
    x0, top, x1, bottom = box
    return (height - bottom, x0, height - top, x1) if way == "up" else (top, width - x1, bottom, width - x0)

"""A page of a PDF as pdfminer draws it → its characters and rules, and those that run up or down it as pages turned."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTFigure, LTLine, LTRect
from pdfplumber.page import Page as OpenPage

from extract.lines import Glyph
from extract.table_regions import Page, Rule

MAX_GLYPHS_PER_PAGE = 100_000
MAX_RULES_PER_PAGE = 20_000
_DEEPEST, _DEPTH = 0.8, 0.22
"""Characters reach less than this share of their size under the baseline; fonts that say otherwise (Cambria Math: 2.5
sizes, the room for its integrals) would put their characters on another line, and are given the usual depth."""

Box = tuple[float, float, float, float]


def pages_of(opened: OpenPage) -> list[Page]:
    """What is printed on a page; what runs up it, and what runs down it, as a further page each."""
    number, width, height = opened.page_number, float(opened.width), float(opened.height)
    found: dict[str, list[Glyph]] = {"flat": [], "up": [], "down": []}
    rules: list[Rule] = []
    fonts: dict[Any, tuple[bool, str]] = {}
    # pdfminer's own objects: pdfplumber's dictionaries of them take as long again as finding them
    for item in drawn(opened.layout):
        if isinstance(item, LTChar):
            font = item.fontname
            if font not in fonts:
                name = font.decode("latin-1") if isinstance(font, bytes) else str(font)
                fonts[font] = _bold(name), name.partition("+")[2] or name
            way = _way(item)
            box = _box(item, way, width, height) if way else None
            if box is None:
                continue
            if way == "flat":
                found["flat"].append(Glyph(item.get_text(), *box, round(item.size, 2), *fonts[font]))
            else:
                size = round(item.width, 2)
                found[way].append(Glyph(item.get_text(), *_turn(box, way, width, height), size, *fonts[font], box))
        elif isinstance(item, LTLine):
            rules.append(Rule(item.x0, height - item.y1, item.x1, height - item.y0))
        elif isinstance(item, LTRect):
            rules.extend(_sides(item, height))
    count = sum(map(len, found.values()))
    if count > MAX_GLYPHS_PER_PAGE:
        raise ValueError(f"{count} characters on one page; at most {MAX_GLYPHS_PER_PAGE} are read")
    if len(rules) > MAX_RULES_PER_PAGE:  # a map or a plot, no table
        rules = []
    pages = [Page(number, width, height, tuple(found["flat"]), tuple(rules))]
    for way in ("up", "down"):
        if glyphs := found[way]:
            turned = tuple(Rule(*_turn((r.x0, r.top, r.x1, r.bottom), way, width, height)) for r in rules)
            pages.append(Page(number, height, width, tuple(glyphs), turned, aside=2 * len(glyphs) < count))
    return pages


def drawn(container: Iterable[Any]) -> Iterator[Any]:
    """What is drawn on a page, also inside its forms; of their characters only those that their boxes show."""
    for item in container:
        if not isinstance(item, LTContainer):
            yield item
            continue
        box = _shown(item) if isinstance(item, LTFigure) else None
        for inner in drawn(item):
            if box is None or not isinstance(inner, LTChar) or _within(inner, box):
                yield inner


def _shown(form: LTFigure) -> Box | None:
    """The box outside which a form shows nothing; None where it cannot be told.

    pdfminer takes the box (left, lower, right, upper) for left, lower, width and height: it is found back here.
    """
    a, b, c, d, e, f = form.matrix
    if b or c or not a or not d:
        return None
    (x0, x1), (y0, y1) = (
        sorted(((low - move) / scale, (high - move) / scale))
        for low, high, move, scale in ((form.x0, form.x1, e, a), (form.y0, form.y1, f, d))
    )
    x1, y1 = x1 - x0, y1 - y0
    if x1 <= x0 or y1 <= y0:
        return None
    (left, right), (lower, upper) = sorted((a * x0 + e, a * x1 + e)), sorted((d * y0 + f, d * y1 + f))
    return left, lower, right, upper


def _within(char: LTChar, box: Box) -> bool:
    left, lower, right, upper = box
    return left - 1 <= (char.x0 + char.x1) / 2 <= right + 1 and lower - 1 <= (char.y0 + char.y1) / 2 <= upper + 1


def _box(char: LTChar, way: str, width: float, height: float) -> Box | None:
    """The box of a character on its page, from the top left corner; None where it stands outside the page."""
    x0, x1, top, bottom = char.x0, char.x1, height - char.y1, height - char.y0
    below = char.matrix[5] - char.y0
    if way == "flat" and below > _DEEPEST * char.size > 0:
        top, bottom = top - below + _DEPTH * char.size, bottom - below + _DEPTH * char.size
    if not (-1 <= x0 <= width + 1 and -1 <= top <= height + 1):
        return None
    if x0 < 0 or top < 0 or x1 > width or bottom > height:
        x0, x1, top, bottom = max(x0, 0.0), min(x1, width), max(top, 0.0), min(bottom, height)
    return x0, top, max(x0, x1), max(top, bottom)


def _way(char: LTChar) -> str:
    """Whether a character belongs to text that lies flat, or runs up or down the page; empty where it runs slantwise.

    The small change that is left of a turn by 90 degrees makes pdfminer take it for upright.
    """
    a, b, c, d, _, _ = char.matrix
    if max(abs(a), abs(d)) < 0.01 * min(abs(b), abs(c)):
        return "up" if b > 0 > c else "down" if b < 0 < c else ""
    return "flat" if char.upright else ""


def _turn(box: Box, way: str, width: float, height: float) -> Box:
    """A box on the page as it stands when the page is turned so that text which runs this way lies flat."""
    x0, top, x1, bottom = box
    return (height - bottom, x0, height - top, x1) if way == "up" else (top, width - x1, bottom, width - x0)


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


def _bold(name: str) -> bool:
    """Whether a font is bold by its name, also in the names that typesetters' own fonts have (AdvTimesB, AdvOT12.B)."""
    return bool(_WEIGHT.search(name) or _LETTER.search(name))

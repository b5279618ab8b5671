"""The levels of headings: by their numbers, by what they are called, else by how they look and which come first."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extract.lines import Style
from extract.section_names import ABSTRACT, TOP_LEVEL, is_section_name

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=\.?\s+\D)")
_LARGER = 0.8
_ACRONYM = 5
"""So few capitals are a name, not a style."""


class Look(NamedTuple):
    """How a heading looks: font, size to half a point, whether it is in capitals."""

    font: str
    size: float
    capitals: bool


def look_of(text: str, style: Style) -> Look:
    """The look of a heading in this style."""
    return Look(style.font, round(style.size * 2) / 2, text.isupper() and len(text) > _ACRONYM)


def levels_of(headings: Sequence[tuple[str, Style]]) -> list[int]:
    """The level of each heading of an article, from its first section on."""
    looks = [look_of(text, style) for text, style in headings]
    depths = [_depth(text) for text, _ in headings]
    if not _are_numbered(headings, depths):
        depths = [0] * len(depths)
    unknown = {look for (text, _), look in zip(headings, looks, strict=True) if not is_section_name(text)}
    by_look = _levels_of_looks(headings, looks, depths, unknown)
    made: list[int] = []
    for (text, _), look, depth in zip(headings, looks, depths, strict=True):
        known = TOP_LEVEL.match(text) or (is_section_name(text) and look not in unknown)
        made.append(depth or (1 if known else by_look[look]))
    return made


def _are_numbered(headings: Sequence[tuple[str, Style]], depths: Sequence[int]) -> bool:
    """Whether numbers tell the sections of an article, not the points of a list in one of them."""
    numbered = sum(depth > 0 for depth in depths)
    known = any(depth and TOP_LEVEL.match(text) for (text, _), depth in zip(headings, depths, strict=True))
    return known or (numbered > 1 and 2 * numbered >= len(depths))


def _depth(text: str) -> int:
    number = _NUMBER.match(text)
    return number[0].count(".") + 1 if number else 0


def _levels_of_looks(
    headings: Sequence[tuple[str, Style]], looks: Sequence[Look], depths: Sequence[int], unknown: set[Look]
) -> dict[Look, int]:
    """Looks of numbered headings have the level that most of these have; the others come in order under the top one."""
    made: dict[Look, int] = {}
    counted: dict[Look, Counter[int]] = {}
    for look, depth in zip(looks, depths, strict=True):
        if depth:
            counted.setdefault(look, Counter())[depth] += 1
    for look, found in counted.items():
        made[look] = found.most_common(1)[0][0]
    top = _top_look(headings, looks)
    ranked: list[Look] = []
    for look in looks:
        if look in made or look in ranked or look not in unknown:
            continue
        if top and (look == top or (look.font == top.font and look.size > top.size + _LARGER)):
            made[look] = 1
            continue
        after = next((at for at, other in enumerate(ranked) if _above(look, other)), len(ranked))
        ranked.insert(after, look)
    first = 1 + max((made[look] for look in made), default=0) if counted else 2 if top else 1
    return made | {look: first + rank for rank, look in enumerate(ranked)}


def _above(look: Look, other: Look) -> bool:
    """Whether a look that comes later stands above another: larger, or as large and in capitals where that is not."""
    if look.size > other.size + _LARGER and look.font == other.font:
        return True
    return look.capitals and not other.capitals and look.size >= other.size and look.font == other.font


def _top_look(headings: Sequence[tuple[str, Style]], looks: Sequence[Look]) -> Look | None:
    """How the sections look that articles have by custom."""
    known = Counter(
        look
        for (text, _), look in zip(headings, looks, strict=True)
        if TOP_LEVEL.match(text) and not ABSTRACT.match(text)
    )
    return known.most_common(1)[0][0] if known else None

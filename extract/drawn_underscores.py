"""Underscores that are drawn as a short rule on the baseline, as TeX does: as characters of the words they stand in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.glyphs import Box, Glyph
from extract.table_regions import Rule

_SHORTEST, _LONGEST = 0.15, 0.7
"""An underscore is so wide, in sizes of the letters beside it (TeX draws 0.3)."""
_TOUCH = 0.15
"""It begins and ends within this share of their size beside them."""


def with_underscores(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> Iterator[Glyph]:
    """The characters in their order, with an underscore where a short rule fills the gap between two at their foot."""
    short: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.bottom - rule.top < 1 < rule.x1 - rule.x0 < _LONGEST * 30:
            short[round(rule.x0)].append(rule)
    yield from glyphs[:1]
    for before, after in pairwise(glyphs):
        if short and _SHORTEST * before.size < after.x0 - before.x1 < _LONGEST * before.size:
            at = round(before.x1)
            near = (rule for place in (at - 1, at, at + 1) for rule in short.get(place, ()))
            if any(_fills(rule, before, after) for rule in near):
                yield _underscore(before, after)
        yield after


def _fills(rule: Rule, before: Glyph, after: Glyph) -> bool:
    slack = _TOUCH * before.size
    foot = (before.top + 2 * before.bottom) / 3
    beside = abs(rule.x0 - before.x1) < slack and abs(rule.x1 - after.x0) < slack
    return beside and abs(before.bottom - after.bottom) < slack and foot < rule.top < before.bottom + slack


def _underscore(before: Glyph, after: Glyph) -> Glyph:
    turned = _gap(before.turned_from, after.turned_from) if before.turned_from and after.turned_from else None
    return before._replace(text="_", x0=before.x1, x1=after.x0, turned_from=turned)


def _gap(one: Box, other: Box) -> Box:
    """What lies between two boxes beside or above one another."""
    (left, right), (top, bottom) = (
        sorted((max(one[low], other[low]), min(one[low + 2], other[low + 2]))) for low in (0, 1)
    )
    return left, top, right, bottom

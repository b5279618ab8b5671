"""The phrases of a table and the edges of its columns."""

import itertools
import re
from collections.abc import Sequence
from statistics import median

from extract.lines import Line, runs_of
from extract.phrases import phrases_in
from extract.strips import find_strips
from extract.table_regions import TableRegion

_NARROWEST = 0.4
"""Columns are at least this share of the font size apart."""
_LONGEST_MARK, _SMALL = 6, 0.85
_ENOUGH = 6
"""With so many lines one phrase may reach over a strip."""
_MARKS = re.compile(r"[•·▪●○◦■□–—−±*†‡§¶^|-]+$")


def phrases_of(region: TableRegion) -> list[Line]:
    """Phrases on one line: runs parted where a gap is wider than a space between words."""
    phrases = list(phrases_in(runs_of(region.page, region.glyphs)))
    return _with_marks(phrases)


def _with_marks(phrases: Sequence[Line]) -> list[Line]:
    """Phrases with the small raised or lowered signs that stand right behind them, however far off their baseline."""
    ends: dict[int, list[Line]] = {}
    for phrase in phrases:
        for at in range(int(phrase.x1) - 2, int(phrase.x1) + 3):
            ends.setdefault(at, []).append(phrase)
    joined: dict[int, list[Line]] = {}
    marks: set[int] = set()
    for mark in phrases:
        if len(mark.glyphs) > _LONGEST_MARK:
            continue
        hosts = [
            host
            for host in ends.get(int(mark.x0), [])
            if host is not mark
            and mark.size < _SMALL * host.size
            and min(mark.bottom, host.bottom) - max(mark.top, host.top) > 0
            and -1.5 < mark.x0 - host.x1 < 2
        ]
        if hosts and id(hosts[0]) not in marks:
            joined.setdefault(id(hosts[0]), []).append(mark)
            marks.add(id(mark))
    return [
        Line(phrase.page, (*phrase.glyphs, *(glyph for mark in joined[id(phrase)] for glyph in mark.glyphs)))
        if id(phrase) in joined
        else phrase
        for phrase in phrases
        if id(phrase) not in marks
    ]


def column_edges(region: TableRegion, body: Sequence[Line], header: Sequence[Line]) -> list[float]:
    """The region's own edges and, between them, the middles of strips that next to no phrase crosses.

    A phrase that stands alone on its line (the name of a section) says nothing about columns, nor does a phrase of the
    head that spans some of them.
    """
    if not body:
        return []
    size = median(phrase.size for phrase in body)
    by_line = lines_of(body)
    beside = [phrase for line in by_line if len(line) > 1 for phrase in line]
    shown = beside if len(beside) >= 0.5 * len(body) else list(body)
    lines = sum(len(line) > 1 for line in by_line)
    allowed = max(lines // 20, lines >= _ENOUGH)
    inner = [(x0, x1) for x0, x1 in find_strips(shown, allowed) if x1 - x0 >= _NARROWEST * size and x0 > region.x0 + 1]
    inner = _with_text(inner, shown)
    return [region.x0 - 3, *(x1 - min(1.0, (x1 - x0) / 2) for x0, x1 in inner), region.x1 + 3]


def _with_text(strips: Sequence[tuple[float, float]], shown: Sequence[Line]) -> list[tuple[float, float]]:
    """The strips without those at the right of a column that holds nothing but bullets or other marks."""
    kept: list[tuple[float, float]] = []
    left = float("-inf")
    for x0, x1 in strips:
        inside = [phrase.text for phrase in shown if left <= (phrase.x0 + phrase.x1) / 2 <= x0]
        if inside and all(_MARKS.match(text) for text in inside) and x1 - x0 < 14:
            continue
        kept.append((x0, x1))
        left = x1
    return kept


def lines_of(phrases: Sequence[Line]) -> list[list[Line]]:
    """The phrases by the height that they stand at, from top to bottom."""
    lines: list[list[Line]] = []
    for phrase in sorted(phrases, key=lambda phrase: phrase.bottom):
        if lines and phrase.bottom - lines[-1][0].bottom < 0.35 * phrase.size:
            lines[-1].append(phrase)
        else:
            lines.append([phrase])
    return lines


def column_range(phrase: Line, edges: Sequence[float]) -> tuple[int, int]:
    """The first and last column that a phrase lies in, by at least a third of a letter."""
    slack = 0.3 * phrase.size
    inside = [
        index
        for index, (left, right) in enumerate(itertools.pairwise(edges))
        if min(phrase.x1, right) - max(phrase.x0, left) > min(slack, (phrase.x1 - phrase.x0) / 2)
    ]
    return (inside[0], inside[-1]) if inside else (len(edges) - 2, len(edges) - 2)

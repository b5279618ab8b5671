"""Where in the text the jumps of a PDF lead: to the line that a place on a page is meant for.

Files measure such places in their own ways: to the top of a line, to its foot, to a line's height above it, some to a
paragraph's distance. One file measures all alike, so the distance is found from those of its places that have the
first line of a block there.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extract.document import Span
from extract.page_text import PageText

_ABOVE, _BELOW = 60.0, 15.0
"""A line is meant by a place that is at most so many points above or below its foot, unless numbers tell otherwise."""
_STEP = 2.0
_NEAR = 7.0
_BESIDE = 40.0
"""So far left of a line, in points, may the place be that leads to it: the margin, or the number of an entry."""
_USUAL = 6.0
"""The distance where nothing tells: from the top of a line to its foot, half way down."""
_NUMBER = re.compile(r"\W{0,2}(\d{1,3})\b")
_LONGEST_NUMBER = 8


class PrintedJump(NamedTuple):
    """A link to a place of the file: its page and rectangle; the page it leads to and, in points, the place there."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    to_page: int
    to_x: float | None
    to_top: float | None


class _Line(NamedTuple):
    foot: float
    x0: float
    x1: float
    start: int
    opens: bool
    """Whether a block, or the entry of a numbered list, begins with it."""
    number: str


def targets_of(text: PageText, jumps: Sequence[tuple[str, PrintedJump]]) -> list[int | None]:
    """For each jump, given with the characters that carry it, the first character of the line that it leads to."""
    lines = _lines(text, {jump.to_page for _, jump in jumps})
    distance = _distance(lines, jumps)
    return [_target(lines.get(jump.to_page, []), carried, jump, distance) for carried, jump in jumps]


def _lines(text: PageText, pages: set[int]) -> dict[int, list[_Line]]:
    """The printed lines of these pages from top to bottom, running heads and feet left out."""
    places = text.places
    opening = {block.span.start for block in text.blocks}
    margin = [(block.span.start, block.span.end) for block in text.blocks if block.kind == "margin"]
    found: dict[int, list[_Line]] = {page: [] for page in pages}
    ends = [*text.places.start_of_line[1:], text.length]
    for index, (start, end) in enumerate(zip(text.places.start_of_line, ends, strict=True)):
        page = places.page_of_line[index]
        if page not in found or start == end:
            continue
        at = bisect_right(margin, (start, text.length))
        if at and margin[at - 1][1] > start:
            continue
        last = end - 1
        while last > start and places.line[last] != index:
            last -= 1
        number = _number(text.text_of(Span(start, min(end, start + _LONGEST_NUMBER))))
        foot = max(places.bottom[start : min(last + 1, start + _LONGEST_NUMBER)])
        opens = start in opening or bool(number)
        found[page].append(_Line(foot, places.x0[start], places.x1[last], start, opens, number))
    for inside in found.values():
        inside.sort()
    return found


def _distance(lines: dict[int, list[_Line]], jumps: Sequence[tuple[str, PrintedJump]]) -> float:
    """How far under the places that this file's jumps lead to the feet of the lines are that they mean.

    By the lines that begin with the number which carries the jump, as far off as a page is high, if many agree; else by
    the lines near the place that begin a block.
    """
    numbered: Counter[int] = Counter()
    opening: Counter[int] = Counter()
    places = {(carried, jump.to_page, jump.to_x, jump.to_top or 0.0) for carried, jump in jumps}
    for carried, page, x, top in places:
        asked = _number(carried)
        on_page = [line for line in lines.get(page, []) if line.opens and _in_column(line, x)]
        _count(numbered, [line.foot - top for line in on_page if asked and line.number == asked])
        _count(opening, [line.foot - top for line in on_page if -_BELOW < line.foot - top < _ABOVE])
    for seen, fewest in ((numbered, max(3, len(places) // 4)), (opening, 1)):
        best = min(seen, key=lambda step: (-seen[step], abs(step * _STEP - _USUAL), step), default=None)
        if best is not None and seen[best] >= fewest:
            return (best - 0.5) * _STEP
    return _USUAL


def _count(seen: Counter[int], distances: Sequence[float]) -> None:
    """Count distances by steps, each in two that overlap, so that a step's edge parts none that agree."""
    steps = {round(distance / _STEP) for distance in distances}
    seen.update({near_by for step in steps for near_by in (step, step + 1)})


def _number(text: str) -> str:
    found = _NUMBER.match(text)
    return found[1] if found else ""


def _between(lines: list[_Line], first: float, last: float) -> list[_Line]:
    return lines[bisect_left(lines, (first,)) : bisect_right(lines, (last,))]


def _in_column(line: _Line, x: float | None) -> bool:
    return x is None or line.x0 - _BESIDE <= x <= line.x1


def _target(lines: list[_Line], carried: str, jump: PrintedJump, distance: float) -> int | None:
    """The line whose foot is where it should be; else the first one below, in the column that is meant.

    A number that carries the jump tells the columns apart where the file does not, if a line there has that number.
    """
    foot = (jump.to_top or 0) + distance
    near = [line for line in _between(lines, foot - _NEAR, foot + _NEAR) if _in_column(line, jump.to_x)]
    if near:
        asked = _number(carried)
        return min(
            near,
            key=lambda line: (not asked or line.number != asked, not line.opens, abs(line.foot - foot), line.start),
        ).start
    if distance > _ABOVE or distance < -_BELOW:  # no place near the line: what is below it is another one
        return None
    below = lines[bisect_left(lines, (foot,)) :]
    column = [line for line in below if _in_column(line, jump.to_x)] or below
    level = [line for line in column if line.foot < column[0].foot + _STEP]
    return min(level, key=lambda line: line.x0).start if level else None

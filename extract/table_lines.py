"""The lines of a table by the height at which they stand, and whether one reads on from another."""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.lines import Line

_OPEN_ENDS = ("-", "\u00ad", "(", "[", ",", ";", "/", "+", "&", "–", "±", " and", " or", " of", " the", " with", " to")
_CLOSING = tuple("(,;)]/–±+&%")


@dataclass
class Level:
    """The lines at one height, by column; ``height`` is their baseline in points from the top of the page."""

    height: float
    lines: dict[int, Line] = field(default_factory=dict)


def levels_of(columns: Sequence[Sequence[Line]]) -> list[Level]:
    """The levels from top to bottom; lines of two columns a quarter of a letter off stand on the same one."""
    heights: list[float] = []
    levels: dict[float, Level] = {}
    for column, lines in enumerate(columns):
        for line in lines:
            at = bisect_left(heights, line.bottom)
            near = [
                height
                for height in heights[max(0, at - 1) : at + 1]
                if abs(height - line.bottom) < 0.25 * line.size and column not in levels[height].lines
            ]
            height = min(near, key=lambda known: abs(known - line.bottom), default=line.bottom)
            if height not in levels:
                heights.insert(at, height)
                levels[height] = Level(height)
            levels[height].lines[column] = line
    return [levels[height] for height in heights]


def line_pitch(columns: Sequence[Sequence[Line]]) -> float:
    """The usual distance of two lines of one cell: the smallest that is common, or a line's own height and a little."""
    size = max((line.size for lines in columns for line in lines), default=8.0)
    steps = sorted(
        below.bottom - above.bottom
        for lines in columns
        for above, below in itertools.pairwise(lines)
        if 0.8 * size < below.bottom - above.bottom < 1.7 * size
    )
    return steps[len(steps) // 10] if steps else 1.2 * size


def would_have_fitted(above: Line, below: Line, width: float) -> bool:
    """Whether the first word of a line had room at the end of the line above, in a column of this width."""
    first = below.text.split(" ", 1)[0]
    share = len(first) / max(1, len(below.text))
    word = (below.x1 - below.x0) * share
    return (above.x1 - above.x0) + word + 0.5 * below.size < width


def goes_on(above: Line, below: Line) -> bool:
    """Whether a line looks like the rest of what the line above it says."""
    begin = below.text[:1]
    word = below.text.split(" ", 1)[0]
    reads_on = begin.islower() and not any(character.isdigit() for character in word)
    return reads_on or begin in _CLOSING or above.text.endswith(_OPEN_ENDS)

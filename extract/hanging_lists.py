"""Lists whose entries begin further left than their other lines: where the entries begin.

The two edges of such a list look like those of paragraphs with an indent. What tells them apart is the line before: the
last line of an entry or paragraph is mostly a short one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lines import Line
from extract.section_names import is_section_name

_FEWEST_LINES = 6
_FEWEST_VOTES = 3
_SHORT = 0.85
"""A line shorter than this share of the column's width is a last one."""


def hanging_entries(items: Sequence[object]) -> dict[int, bool]:
    """For each line in such a list, by its index among the items of its column, whether an entry begins there."""
    found: dict[int, bool] = {}
    for segment in _segments(items):
        edges = _edges([line for _, line in segment])
        if edges is None:
            continue
        middle = (edges.left + edges.inner) / 2
        above: Line | None = None
        for index, line in segment:
            # text without entries beside the list has full lines at its left edge
            ended = above is None or above.x0 > middle or above.x1 < edges.short
            found[index] = line.x0 < middle and ended
            above = line
    return found


def _segments(items: Sequence[object]) -> Iterator[list[tuple[int, Line]]]:
    """Runs of lines of one size without headings in them."""
    current: list[tuple[int, Line]] = []
    for index, item in enumerate(items):
        if not isinstance(item, Line) or item.bold or is_section_name(item.text):
            yield current
            current = []
            continue
        if current and abs(current[-1][1].size - item.size) > 0.3:
            yield current
            current = []
        current.append((index, item))
    yield current


@dataclass(frozen=True)
class _Edges:
    """The left edges of first and of other lines, and where a last line ends at most."""

    left: float
    inner: float
    short: float


def _edges(lines: Sequence[Line]) -> _Edges | None:
    """The edges of these lines, if they are such a list."""
    if len(lines) < _FEWEST_LINES:
        return None
    counted = Counter(round(line.x0) for line in lines)
    usual = sorted(counted.most_common(2))
    if len(usual) < 2:
        return None
    (left, first), (inner, others) = usual
    size = lines[0].size
    regular = min(first, others) >= 0.2 * len(lines) and first + others >= 0.85 * len(lines)
    if not regular or not 0.5 * size <= inner - left <= 4 * size:
        return None
    short = left + _SHORT * (max(line.x1 for line in lines) - left)
    votes = Counter(below.x0 < (left + inner) / 2 for above, below in pairwise(lines) if above.x1 < short)
    is_list = votes[True] >= _FEWEST_VOTES and votes[True] > 2 * votes[False]
    return _Edges(left, inner, short) if is_list else None

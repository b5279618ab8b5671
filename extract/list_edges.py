"""How the lines of a list without numbers stand: its entries hang, are indented, are parted by gaps, or none of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.list_lines import ListLine

_FEWEST = 4
_SAME = 1.6
"""Edges are the same within so many points."""
_LEAST, _MOST = 0.4, 6.0
"""An indent is so many heights of a letter wide."""
_REGULAR = 0.8
"""So much of the lines stands at the two edges where there is an indent."""
_LARGER = 0.12
"""A gap that parts entries is larger than the usual one by so many heights of a letter."""
_SHORT = 0.88


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line stands: None where the list does not tell.

    ``outer`` is whether it begins at the outer edge of a list with two edges; ``apart`` whether a larger gap than usual
    is above it; ``after_short`` whether the line above it ends before the right edge.
    """

    outer: bool | None = None
    apart: bool | None = None
    after_short: bool | None = None


def standings(lines: Sequence[ListLine]) -> list[Standing]:
    """How each line stands, in the order of the lines; of lines without pages only how long they are is known."""
    if not lines:
        return []
    if lines[0].page == 0:
        longest = max(len(line.text) for line in lines)
        return [Standing(), *(Standing(after_short=len(line.text) < _SHORT * longest) for line in lines[:-1])]
    height = median(line.height for line in lines) or 1.0
    outer = _outer(lines, height)
    usual = _usual_gap(lines, height)
    right = _right_edges(lines)
    found = [Standing(outer[0])]
    for (above, line), is_outer in zip(pairwise(lines), outer[1:], strict=True):
        together = above.column == line.column
        gap = (line.top - above.top) / height
        apart = gap > usual + _LARGER if together and usual is not None and gap < 20 else None
        edge = right[above.column]
        found.append(Standing(is_outer, apart, above.x1 < edge.left + _SHORT * (edge.right - edge.left)))
    return found


def _outer(lines: Sequence[ListLine], height: float) -> list[bool | None]:
    """For each line whether it begins at the outer edge; None everywhere where there are no two edges."""
    columns: dict[int, list[ListLine]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    lefts = {column: _left(inside) for column, inside in columns.items() if len(inside) >= _FEWEST}
    offsets = [line.x0 - lefts[line.column] for line in lines if line.column in lefts]
    indent = _indent(offsets, height)
    if indent is None:
        return [None for _ in lines]
    known = _regular(columns, lefts, indent)
    for column, inside in columns.items():
        if column not in known:
            lefts[column] = _left_as_elsewhere(inside, [lefts[each] for each in known], indent)
    found: list[bool | None] = []
    for line in lines:
        offset = line.x0 - lefts[line.column]
        found.append(True if offset < indent / 2 else False if offset < 1.5 * indent + _SAME else None)
    return found


def _left(lines: Sequence[ListLine]) -> float:
    """The outermost edge that is no single line's."""
    edges = Counter(round(line.x0) for line in lines)
    shared = [edge for edge, count in edges.items() if count > 1 or edges[edge + 1] + edges[edge - 1] > 0]
    outermost = min(shared or edges)
    return min(line.x0 for line in lines if abs(line.x0 - outermost) <= 1.01)


def _indent(offsets: Sequence[float], height: float) -> float | None:
    """How far apart the two edges stand; None where there are none."""
    inner = Counter(round(offset) for offset in offsets if _LEAST * height <= offset <= _MOST * height)
    if len(offsets) < _FEWEST or not inner:
        return None
    # the lines at an inner edge may be rounded to either side of a point
    indent = max(inner, key=lambda edge: (inner[edge] + inner[edge + 1] + inner[edge - 1], inner[edge]))
    at_inner = sum(abs(offset - indent) <= _SAME for offset in offsets)
    at_outer = sum(abs(offset) <= _SAME for offset in offsets)
    regular = at_inner + at_outer >= _REGULAR * len(offsets) and min(at_inner, at_outer) >= 0.08 * len(offsets)
    return float(indent) if regular else None


def _regular(columns: dict[int, list[ListLine]], lefts: dict[int, float], indent: float) -> list[int]:
    """The columns in which both edges are seen."""
    return [
        column
        for column, left in lefts.items()
        if any(abs(line.x0 - left - indent) <= _SAME for line in columns[column])
    ]


def _left_as_elsewhere(lines: Sequence[ListLine], lefts: Iterable[float], indent: float) -> float:
    """The outer edge of a few lines that show one edge only: by the columns whose inner edge they stand at."""
    first = min(line.x0 for line in lines)
    nearest = min(lefts, key=lambda left: min(abs(first - left), abs(first - left - indent)), default=first)
    return nearest if min(abs(first - nearest), abs(first - nearest - indent)) <= _SAME else first


def _usual_gap(lines: Sequence[ListLine], height: float) -> float | None:
    """From line to line within an entry, in heights of a letter; None where no gap is larger than another."""
    gaps = sorted(
        round((line.top - above.top) / height, 2)
        for above, line in pairwise(lines)
        if above.column == line.column and line.top - above.top < 4 * height
    )
    if len(gaps) < _FEWEST:
        return None
    usual = median(gaps[: max(1, len(gaps) // 2)])
    larger = sum(gap > usual + _LARGER for gap in gaps)
    return usual if 0.04 * len(gaps) <= larger <= 0.75 * len(gaps) else None


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float


def _right_edges(lines: Sequence[ListLine]) -> dict[int, _Edges]:
    found: dict[int, _Edges] = {}
    for line in lines:
        edges = found.get(line.column, _Edges(line.x0, line.x1))
        found[line.column] = _Edges(min(edges.left, line.x0), max(edges.right, line.x1))
    return found

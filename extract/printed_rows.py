"""Runs of text at one height: is it a row of a table, a line of prose, or the rest of a cell?"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.lines import Line

_PROSE = 0.72
"""A run over this share of the width is a line of prose."""
_COLUMN_OF_PROSE = 0.38
"""So is each of two that share the width."""
_FEW_WORDS = 5
_NUMBER = re.compile(r"[<>≤≥=~±+\-–−(\[$€£]{0,3}\d")


@dataclass(frozen=True)
class Row:
    """The runs at one height, from left to right."""

    runs: tuple[Line, ...]

    @cached_property
    def top(self) -> float:
        """The upper edge of the highest of them."""
        return min(run.top for run in self.runs)

    @cached_property
    def bottom(self) -> float:
        """The lower edge of the lowest of them."""
        return max(run.bottom for run in self.runs)

    @cached_property
    def size(self) -> float:
        """The size of most of its text, in points."""
        return max(self.runs, key=lambda run: len(run.glyphs)).size

    def is_prose(self, width: float) -> bool:
        """Whether it is a line of text over this width, or one in each of two columns."""
        wide = [run for run in self.runs if len(run.text.split()) >= _FEW_WORDS]
        if len(self.runs) == 1:
            return bool(wide) and self.runs[0].x1 - self.runs[0].x0 >= _PROSE * width
        return len(self.runs) == len(wide) == 2 and all(
            run.x1 - run.x0 >= _COLUMN_OF_PROSE * width for run in self.runs
        )

    def is_column_of_prose(self, width: float) -> bool:
        """Whether all it holds is as wide as a line of text in one of two columns."""
        return all(
            run.x1 - run.x0 >= _COLUMN_OF_PROSE * width and len(run.text.split()) >= _FEW_WORDS for run in self.runs
        )

    def is_tabular(self) -> bool:
        """Whether it has pieces apart from one another."""
        return len(self.runs) > 1 and any(
            right.x0 - left.x1 > 0.8 * self.size for left, right in zip(self.runs, self.runs[1:], strict=False)
        )

    def numbers(self) -> int:
        """How many of its runs begin with a number."""
        return sum(_NUMBER.match(run.text) is not None for run in self.runs)


def rows_in(runs: Sequence[Line], x0: float, x1: float) -> list[Row]:
    """The rows of the runs whose middles lie between two edges, from top to bottom."""
    inside = sorted((run for run in runs if x0 <= (run.x0 + run.x1) / 2 <= x1), key=lambda run: run.bottom)
    rows: list[list[Line]] = []
    for run in inside:
        if rows and run.bottom - rows[-1][0].bottom < 0.35 * max(run.size, 1.0):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [Row(tuple(sorted(row, key=lambda run: run.x0))) for row in rows]


def between(rows: Sequence[Row], top: float, bottom: float) -> Sequence[Row]:
    """The rows whose middles lie between two heights."""
    first = bisect_left(rows, top, key=lambda row: (row.top + row.bottom) / 2)
    return rows[first : bisect_left(rows, bottom, key=lambda row: (row.top + row.bottom) / 2)]

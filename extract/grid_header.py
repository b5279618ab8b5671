"""The head of a table: its rows, with cells over several columns above the names of single ones."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.grid_cells import GridCell
from extract.grid_columns import column_range
from extract.lines import Line, join_baselines
from extract.table_regions import Rule

_DEEPEST = 4


@dataclass(frozen=True)
class _Phrase:
    """A phrase of the head and the columns that it stands over."""

    line: Line
    first: int
    last: int


def header_cells(
    header: Sequence[Line], edges: Sequence[float], rules: Sequence[Rule], body: Sequence[Line]
) -> list[GridCell]:
    """The cells of the head, in as many rows as its cells over several columns make; none where it has no text."""
    if not header:
        return []
    n_columns = len(edges) - 1
    centres = _centres(edges, body)
    ordered = sorted(header, key=lambda line: line.bottom)
    phrases = _apart([_placed(line, edges, rules, centres) for line in ordered], centres)
    phrases = _only_over_others(phrases, edges, centres)
    ends = _ends(phrases)
    bands: list[dict[int, list[_Phrase]]] = [{} for _ in range(len(ends) + 1)]
    for phrase in phrases:
        band = sum(phrase.line.bottom > end + 1 for end in ends)
        bands[band].setdefault(phrase.first, []).append(phrase)
    return _cells(bands, phrases, n_columns)


def _centres(edges: Sequence[float], body: Sequence[Line]) -> list[tuple[float, float]]:
    """For each column how far the text of its body reaches to the left and right."""
    found = []
    for left, right in itertools.pairwise(edges):
        inside = [line for line in body if left <= (line.x0 + line.x1) / 2 < right and line.x0 > left - 2]
        found.append(
            (min((line.x0 for line in inside), default=left), max((line.x1 for line in inside), default=right))
        )
    return found


def _placed(
    line: Line, edges: Sequence[float], rules: Sequence[Rule], centres: Sequence[tuple[float, float]]
) -> _Phrase:
    """A phrase with its columns: those that a rule right under it covers, else those that it reaches into."""
    middle = (line.x0 + line.x1) / 2
    under = [
        rule
        for rule in rules
        if rule.horizontal
        and -2 < rule.top - line.bottom < 1.3 * line.size
        and rule.x0 - 2 <= middle <= rule.x1 + 2
        and rule.x1 - rule.x0 < 0.92 * (edges[-1] - edges[0])
    ]
    first, last = column_range(line, edges)
    if under:
        rule = min(under, key=lambda rule: rule.top)
        covered = [
            index
            for index, (left, right) in enumerate(centres)
            if min(right, rule.x1) - max(left, rule.x0) > 0.5 * (right - left)
        ]
        if covered and covered[0] <= last and covered[-1] >= first:
            first, last = min(covered[0], first), max(covered[-1], last)
    return _Phrase(line, first, last)


def _apart(phrases: Sequence[_Phrase], centres: Sequence[tuple[float, float]]) -> list[_Phrase]:
    """Phrases beside one another over one rule share its columns out: each has those that are nearest to it."""
    found = []
    for phrase in phrases:
        beside = [
            other
            for other in phrases
            if other is not phrase
            and abs(other.line.bottom - phrase.line.bottom) < 0.4 * phrase.line.size
            and other.first <= phrase.last
            and phrase.first <= other.last
        ]
        if beside and phrase.first < phrase.last:
            own = [
                index
                for index in range(phrase.first, phrase.last + 1)
                if all(_away(phrase, centres[index]) < _away(other, centres[index]) for other in beside)
            ]
            if own:
                phrase = replace(phrase, first=own[0], last=own[-1])
        found.append(phrase)
    return found


def _away(phrase: _Phrase, column: tuple[float, float]) -> float:
    return abs((phrase.line.x0 + phrase.line.x1) / 2 - (column[0] + column[1]) / 2)


def _only_over_others(
    phrases: Sequence[_Phrase], edges: Sequence[float], centres: Sequence[tuple[float, float]]
) -> list[_Phrase]:
    """Phrases over several columns that have others under them, or reach over columns that nothing else names.

    Every other phrase names the one column that it lies in most.
    """
    kept = []
    for phrase in phrases:
        if phrase.first < phrase.last:
            below = {
                other.first
                for other in phrases
                if other.line.bottom > phrase.line.bottom + 0.3 * phrase.line.size
                and other.first >= phrase.first
                and other.last <= phrase.last
                and (other.last - other.first) < (phrase.last - phrase.first)
            }
            if len(below) < 2:
                widths = {
                    index: min(phrase.line.x1, edges[index + 1]) - max(phrase.line.x0, edges[index])
                    for index in range(phrase.first, phrase.last + 1)
                }
                best = max(widths, key=widths.__getitem__)
                named = {at for other in phrases if other is not phrase for at in range(other.first, other.last + 1)}
                over = [
                    index
                    for index in widths
                    if index == best
                    or (
                        index not in named
                        and min(phrase.line.x1, centres[index][1]) - max(phrase.line.x0, centres[index][0])
                        > 0.3 * phrase.line.size
                    )
                ]
                phrase = replace(phrase, first=over[0], last=over[-1])
        kept.append(phrase)
    return kept


def _ends(phrases: Sequence[_Phrase]) -> list[float]:
    """The heights at which a row of the head ends: under phrases over several columns."""
    wide = [phrase for phrase in phrases if phrase.first < phrase.last]
    blocks: list[list[_Phrase]] = []
    for phrase in wide:
        block = next((b for b in blocks if (b[-1].first, b[-1].last) == (phrase.first, phrase.last)), None)
        if block and phrase.line.top - block[-1].line.bottom < 0.8 * phrase.line.size:
            block.append(phrase)
        else:
            blocks.append([phrase])
    ends: list[float] = []
    lowest = max(phrase.line.bottom for phrase in phrases)
    for bottom in sorted(block[-1].line.bottom for block in blocks):
        if bottom < lowest - 1 and (not ends or bottom - ends[-1] > 0.5 * median(p.line.size for p in phrases)):
            ends.append(bottom)
    return ends[: _DEEPEST - 1]


def _cells(bands: Sequence[dict[int, list[_Phrase]]], phrases: Sequence[_Phrase], n_columns: int) -> list[GridCell]:
    """Cells over the places of the head; a blank place belongs to the cell above or below it."""
    depth = len(bands)
    owner: dict[tuple[int, int], int] = {}
    groups: list[tuple[int, int, int, list[_Phrase]]] = []
    for at, band in enumerate(bands):
        column = 0
        while column < n_columns:
            own = [phrase for found in band.values() for phrase in found if phrase.first <= column <= phrase.last]
            last = max((phrase.last for phrase in own), default=column)
            own = [phrase for found in band.values() for phrase in found if column <= phrase.first <= last]
            if own:
                groups.append((at, column, last, own))
                for index in range(column, last + 1):
                    owner[at, index] = len(groups) - 1
            column = last + 1
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for column in range(n_columns):
        for at in range(depth):
            if (at, column) in taken:
                continue
            group = groups[owner[at, column]] if (at, column) in owner else None
            if group and group[1] != column:
                group = None
            first, last = (group[1], group[2]) if group else (column, column)
            lines = list(group[3]) if group else []
            down = 1
            if first == last:
                # blank places above and below, and more phrases of one column, are one cell
                while at + down < depth and (at + down, column) not in taken:
                    below = owner.get((at + down, column))
                    if below is not None and (groups[below][1], groups[below][2]) != (column, column):
                        break
                    if below is not None:
                        lines += groups[below][3]
                    down += 1
            else:
                while last > first and any((at, index) in taken for index in range(first, last + 1)):
                    last -= 1
            taken.update((at + y, index) for y in range(down) for index in range(first, last + 1))
            joined = join_baselines([phrase.line for phrase in lines])
            cells.append(GridCell(at, column, tuple(joined), down, last - first + 1))
    return cells

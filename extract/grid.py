"""The ruled region of a table on a page → rows, columns and cells with their spans.

Columns come from drawn upright rules where there are any, else from the strips that no word of the body crosses. Rows
come from drawn flat rules in a table of boxes, else from the lines (``grid_rows``).
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.grid_rows import Extent, label_columns, label_spans, row_starts
from extract.lines import Line, join_baselines, runs_of
from extract.strips import find_strips
from extract.table_regions import Rule, TableRegion

MOST_CELLS = 20_000
"""A region that would make more cells than this is a drawing, not a table."""


@dataclass(frozen=True)
class GridCell:
    """A cell: its place, its spans and its printed lines from top to bottom (none where it is blank)."""

    row: int
    column: int
    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Grid:
    """A table as rows and columns; every place is covered by exactly one cell."""

    n_rows: int
    n_columns: int
    header_rows: int
    cells: tuple[GridCell, ...]


def grid_of(region: TableRegion) -> Grid | None:
    """The grid of a table region, or None where it holds nothing that makes one."""
    pieces = _pieces(region)
    if not pieces:
        return None
    flat = sorted((rule for rule in region.rules if rule.horizontal), key=lambda rule: rule.top)
    uprights = _distinct([rule.x0 for rule in region.rules if rule.vertical])
    full = _distinct([rule.top for rule in _at_one_height(flat) if rule.x1 - rule.x0 > 0.9 * (region.x1 - region.x0)])
    header_end = full[1] if len(full) > 2 else None
    if len(uprights) > 2:
        edges = _distinct([region.x0, *uprights, region.x1], apart=3.0)
        heights = _distinct([rule.top for rule in flat])
        rows = [Extent(top, bottom) for top, bottom in itertools.pairwise(heights)]
        return _boxed(region, rows, edges, pieces, header_end) if len(rows) * len(edges) <= MOST_CELLS else None
    body = [piece for piece in pieces if header_end is None or piece.top > header_end - 1]
    edges = _column_edges(region, body)
    if len(edges) < 3 or len(pieces) * len(edges) > 50 * MOST_CELLS:
        return None
    header = [piece for piece in pieces if header_end is not None and piece.top <= header_end - 1]
    return _open(header, body, edges, full[2:-1])


def _pieces(region: TableRegion) -> list[Line]:
    """Phrases on one line: runs parted where a gap is wider than a space between words."""
    pieces: list[Line] = []
    for run in runs_of(region.page, region.glyphs):
        start = 0
        for index in range(1, len(run.glyphs)):
            left, right = run.glyphs[index - 1], run.glyphs[index]
            if right.x0 - left.x1 > 0.55 * max(left.size, right.size):
                pieces.extend(runs_of(region.page, run.glyphs[start:index]))
                start = index
        pieces.extend(runs_of(region.page, run.glyphs[start:]))
    return pieces


def _distinct(values: Sequence[float], apart: float = 2.0) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > apart:
            found.append(value)
    return found


def _at_one_height(flat: Sequence[Rule]) -> list[Rule]:
    """For each height the extent of all flat rules there, as one rule where they touch."""
    joined: list[Rule] = []
    for rule in sorted(flat, key=lambda rule: (round(rule.top), rule.x0)):
        before = joined[-1] if joined else None
        if before and abs(before.top - rule.top) < 1.5 and rule.x0 <= before.x1 + 2:
            joined[-1] = Rule(before.x0, before.top, max(before.x1, rule.x1), before.bottom)
        else:
            joined.append(rule)
    return joined


def _column_edges(region: TableRegion, body: Sequence[Line]) -> list[float]:
    """Edges of columns: the middles of strips that next to no piece crosses, and the region's own edges."""
    if not body:
        return []
    size = median(piece.size for piece in body)
    inner = [
        x1 - min(1.0, (x1 - x0) / 2)
        for x0, x1 in find_strips(body, len(body) // 25)
        if x1 - x0 >= 0.4 * size and x0 > region.x0 + 1
    ]
    return [region.x0 - 3, *inner, region.x1 + 3]


def _column_range(piece: Line, edges: Sequence[float]) -> tuple[int, int]:
    """The first and last column that a piece lies in, by at least a third of a letter."""
    slack = 0.3 * piece.size
    inside = [
        index
        for index, (left, right) in enumerate(itertools.pairwise(edges))
        if min(piece.x1, right) - max(piece.x0, left) > min(slack, (piece.x1 - piece.x0) / 2)
    ]
    return (inside[0], inside[-1]) if inside else (len(edges) - 2, len(edges) - 2)


def _boxed(
    region: TableRegion,
    rows: Sequence[Extent],
    edges: Sequence[float],
    pieces: Sequence[Line],
    header_end: float | None,
) -> Grid | None:
    """A table of boxes: two neighbouring places are one cell where no rule parts them."""
    if not rows:
        return None
    n_columns = len(edges) - 1
    below, beside = _walls(region.rules, rows, edges)
    in_place = _by_place(pieces, rows, edges)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for index in range(len(rows)):
        for column in range(n_columns):
            if (index, column) in taken:
                continue
            height = 1
            while index + height < len(rows) and (index + height - 1, column) not in below:
                height += 1
            width = 1
            while (
                column + width < n_columns
                and (index, column + width - 1) not in beside
                and (index, column + width) not in taken
            ):
                width += 1
            places = [(index + down, column + across) for down in range(height) for across in range(width)]
            taken.update(places)
            inside = [piece for place in places for piece in in_place.get(place, ())]
            cells.append(GridCell(index, column, tuple(join_baselines(inside)), height, width))
    header = sum(row.bottom <= (header_end or 0) + 1 for row in rows) or 1
    return Grid(len(rows), n_columns, header, tuple(cells))


_Places = set[tuple[int, int]]


def _walls(rules: Sequence[Rule], rows: Sequence[Extent], edges: Sequence[float]) -> tuple[_Places, _Places]:
    """The places with a rule under them, and those with a rule at their right."""
    tops = [row.top for row in rows]
    middles = [(row.top + row.bottom) / 2 for row in rows]
    centres = [(left + right) / 2 for left, right in itertools.pairwise(edges)]
    below: _Places = set()
    beside: _Places = set()
    for rule in rules:
        if rule.horizontal:
            across = range(bisect_left(centres, rule.x0 - 1), bisect_right(centres, rule.x1 + 1))
            for row in range(bisect_right(tops, rule.top - 2), bisect_left(tops, rule.top + 2)):
                below.update((row - 1, column) for column in across)
        elif rule.vertical:
            down = range(bisect_left(middles, rule.top - 1), bisect_right(middles, rule.bottom + 1))
            for edge in range(bisect_right(edges, rule.x0 - 2), bisect_left(edges, rule.x0 + 2)):
                beside.update((row, edge - 1) for row in down)
    return below, beside


def _by_place(
    pieces: Sequence[Line], rows: Sequence[Extent], edges: Sequence[float]
) -> dict[tuple[int, int], list[Line]]:
    """The pieces by the place that holds their middle."""
    tops = [row.top for row in rows]
    found: dict[tuple[int, int], list[Line]] = {}
    for piece in pieces:
        row = bisect_right(tops, (piece.top + piece.bottom) / 2) - 1
        column = bisect_right(edges, (piece.x0 + piece.x1) / 2) - 1
        place = (min(max(row, 0), len(rows) - 1), min(max(column, 0), len(edges) - 2))
        found.setdefault(place, []).append(piece)
    return found


def _open(header: Sequence[Line], body: Sequence[Line], edges: Sequence[float], walls: Sequence[float]) -> Grid | None:
    """A table without boxes: header cells, then body cells under rows that the lines tell apart."""
    n_columns = len(edges) - 1
    by_column: list[list[Line]] = [[] for _ in range(n_columns)]
    for piece in body:
        by_column[_column_range(piece, edges)[0]].append(piece)
    lines = [join_baselines(pieces) for pieces in by_column]
    labels = label_columns(lines)
    starts = row_starts(lines[labels:], walls)
    if not starts or len(starts) * n_columns > MOST_CELLS:
        return None
    cells = _header_cells(header, edges)
    header_rows = 1 if cells else 0
    for column in range(n_columns):
        if column < labels:
            cells.extend(_label_cells(column, lines[column], starts, lines, header_rows))
            continue
        bottoms = [line.bottom for line in lines[column]]
        bounds = [*(bisect_left(bottoms, start - 2) for start in starts), len(bottoms)]
        for row, (first, last) in enumerate(itertools.pairwise(bounds)):
            cells.append(GridCell(row + header_rows, column, tuple(lines[column][first:last])))
    return Grid(len(starts) + header_rows, n_columns, header_rows or 1, tuple(sorted(cells, key=_place)))


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column


def _header_cells(header: Sequence[Line], edges: Sequence[float]) -> list[GridCell]:
    """One header row: pieces over one column (or a run of columns) from all its lines."""
    if not header:
        return []
    n_columns = len(edges) - 1
    groups: dict[tuple[int, int], list[Line]] = {}
    for piece in header:
        groups.setdefault(_column_range(piece, edges), []).append(piece)
    cells: list[GridCell] = []
    column = 0
    while column < n_columns:
        own = sorted((span for span in groups if span[0] == column), key=lambda span: span[0] - span[1])
        last = own[0][1] if own else column
        pieces = [piece for span, found in groups.items() if column <= span[0] <= last for piece in found]
        cells.append(GridCell(0, column, tuple(join_baselines(pieces)), 1, last - column + 1))
        column = last + 1
    return cells


def _label_cells(
    column: int, labels: Sequence[Line], starts: Sequence[float], lines: Sequence[Sequence[Line]], header_rows: int
) -> list[GridCell]:
    """Cells of a column of labels, each over the rows it stands for; blank ones above the first label."""
    spans = label_spans(labels, starts, lines)
    above = spans[0].first if spans else len(starts)
    return [GridCell(row + header_rows, column, ()) for row in range(above)] + [
        GridCell(span.first + header_rows, column, span.lines, span.rows) for span in spans
    ]

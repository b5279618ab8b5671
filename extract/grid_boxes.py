"""Tables whose cells are drawn as boxes: two neighbouring places are one cell where no rule parts them."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.grid_cells import Grid, GridCell
from extract.grid_labels import Extent
from extract.lines import Line, join_baselines
from extract.table_regions import Rule, TableRegion


def boxed(
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
    in_place = by_place(pieces, rows, edges)
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


def by_place(
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

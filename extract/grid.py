"""The ruled region of a table on a page → rows, columns and cells with their spans.

Columns come from drawn upright rules where there are any, else from the strips that no word of the body crosses. Rows
come from drawn flat rules in a table of boxes, else from the distances between lines: a wrapped line stands closer than
a new row, and where it does not, a row begins where every regular column has text. A label centred beside its rows is
given the run of rows whose middle it stands at.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.layout import Rule, TableRegion
from extract.lines import Line, join_baselines, runs_of

ROW_PITCH = 1.06
"""A line this much further below than the closest lines begins a row."""
REGULAR = 0.7
"""A column with text on this share of the lines is a regular one: a row without text in it is unlikely."""


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


@dataclass(frozen=True)
class _Row:
    top: float
    bottom: float


def grid_of(region: TableRegion) -> Grid | None:
    """The grid of a table region, or None where it holds nothing that makes one."""
    pieces = _pieces(region)
    if not pieces:
        return None
    flat = sorted((rule for rule in region.rules if rule.horizontal), key=lambda rule: rule.top)
    uprights = _distinct([rule.x0 for rule in region.rules if rule.vertical])
    full = _distinct([rule.top for rule in _at_one_height(flat) if rule.x1 - rule.x0 > 0.9 * (region.x1 - region.x0)])
    header_end = full[1] if len(full) > 2 else None
    body = [piece for piece in pieces if header_end is None or piece.top > header_end - 1]
    edges = uprights if len(uprights) > 2 else _column_edges(region, body)
    if len(edges) < 3:
        return None
    if len(uprights) > 2:
        heights = _distinct([rule.top for rule in flat])
        rows = [_Row(top, bottom) for top, bottom in itertools.pairwise(heights)]
        return _boxed(region, rows, edges, pieces, header_end)
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
    size = median(piece.size for piece in body)
    allowed = len(body) // 25
    steps = sorted([(piece.x0, 1) for piece in body] + [(piece.x1, -1) for piece in body])
    inner: list[float] = []
    covered, opened = 0, None
    for x, step in steps:
        covered += step
        if covered <= allowed and opened is None:
            opened = x
        elif covered > allowed and opened is not None:
            if x - opened >= 0.4 * size and opened > region.x0 + 1:
                inner.append(x - min(1.0, (x - opened) / 2))
            opened = None
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
    region: TableRegion, rows: Sequence[_Row], edges: Sequence[float], pieces: Sequence[Line], header_end: float | None
) -> Grid | None:
    """A table of boxes: two neighbouring places are one cell where no rule parts them."""
    if not rows:
        return None
    n_columns = len(edges) - 1
    flat = [rule for rule in region.rules if rule.horizontal]
    upright = [rule for rule in region.rules if rule.vertical]
    middles = [(left + right) / 2 for left, right in itertools.pairwise(edges)]
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for index, row in enumerate(rows):
        for column in range(n_columns):
            if (index, column) in taken:
                continue
            height = 1
            while index + height < len(rows) and not any(
                abs(rule.top - rows[index + height].top) < 2 and rule.x0 - 1 <= middles[column] <= rule.x1 + 1
                for rule in flat
            ):
                height += 1
            width = 1
            while column + width < n_columns and not any(
                abs(rule.x0 - edges[column + width]) < 2
                and rule.top - 1 <= (row.top + row.bottom) / 2 <= rule.bottom + 1
                for rule in upright
            ):
                width += 1
            places = {(index + down, column + across) for down in range(height) for across in range(width)}
            taken |= places
            box = (edges[column], row.top, edges[column + width], rows[index + height - 1].bottom)
            inside = [
                piece
                for piece in pieces
                if box[0] <= (piece.x0 + piece.x1) / 2 <= box[2] and box[1] <= (piece.top + piece.bottom) / 2 <= box[3]
            ]
            cells.append(GridCell(index, column, tuple(join_baselines(inside)), height, width))
    header = sum(row.bottom <= (header_end or 0) + 1 for row in rows) or 1
    return Grid(len(rows), n_columns, header, tuple(cells))


def _open(header: Sequence[Line], body: Sequence[Line], edges: Sequence[float], walls: Sequence[float]) -> Grid | None:
    """A table without boxes: header cells, then body cells under rows that the lines tell apart."""
    n_columns = len(edges) - 1
    by_column: list[list[Line]] = [[] for _ in range(n_columns)]
    for piece in body:
        by_column[_column_range(piece, edges)[0]].append(piece)
    lines = [join_baselines(pieces) for pieces in by_column]
    labels = _label_columns(lines)
    starts = _row_starts([lines[column] for column in range(labels, n_columns)], walls)
    if not starts:
        return None
    cells = _header_cells(header, edges)
    header_rows = 1 if cells else 0
    for column in range(n_columns):
        if column < labels:
            cells.extend(_label_cells(column, lines[column], starts, lines, header_rows))
        else:
            for row, start in enumerate(starts):
                stop = starts[row + 1] if row + 1 < len(starts) else float("inf")
                inside = tuple(line for line in lines[column] if start - 2 <= line.bottom < stop - 2)
                cells.append(GridCell(row + header_rows, column, inside))
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


def _label_columns(lines: Sequence[Sequence[Line]]) -> int:
    """How many columns from the left hold labels of several rows: they have fewer lines than the others."""
    most = max(len(column) for column in lines)
    labels = 0
    while labels < min(3, len(lines) - 1) and len(lines[labels]) < 0.6 * most:
        labels += 1
    return labels


def _row_starts(columns: Sequence[Sequence[Line]], walls: Sequence[float]) -> list[float]:
    """The baselines at which rows begin, from the lines of the columns that hold no labels."""
    filled: dict[float, dict[int, Line]] = {}
    for index, lines in enumerate(columns):
        for line in lines:
            height = next((known for known in filled if abs(known - line.bottom) < 0.25 * line.size), line.bottom)
            filled.setdefault(height, {})[index] = line
    heights = sorted(filled)
    pitches = [after - before for before, after in itertools.pairwise(heights)]
    if not pitches:
        return heights
    closest = min(pitches)
    wide = sum(pitch >= ROW_PITCH * closest for pitch in pitches)
    by_pitch = wide >= 0.2 * len(pitches)
    regular = [
        index for index in range(len(columns)) if sum(index in row for row in filled.values()) >= REGULAR * len(heights)
    ] or [0]
    starts = [heights[0]]
    for before, height in itertools.pairwise(heights):
        apart = height - before >= ROW_PITCH * closest
        walled = any(before < wall < height for wall in walls)
        full = all(index in filled[height] for index in regular)
        if walled or apart or (not by_pitch and full and not _goes_on(filled[before], filled[height])):
            starts.append(height)
    return starts


def _goes_on(above: dict[int, Line], below: dict[int, Line]) -> bool:
    """Whether a line reads on from the one above it in most of its columns."""
    reading_on = [
        line.text[:1].islower() or (index in above and above[index].text.endswith(("-", "\u00ad", "(", ",")))
        for index, line in below.items()
    ]
    return sum(reading_on) * 2 > len(reading_on)


def _label_cells(
    column: int, labels: Sequence[Line], starts: Sequence[float], lines: Sequence[Sequence[Line]], header_rows: int
) -> list[GridCell]:
    """Cells of a column of labels, each over the rows it stands for."""
    groups = _label_groups(labels)
    if not groups:
        return [GridCell(row + header_rows, column, ()) for row in range(len(starts))]
    rows = _row_extents(starts, lines)
    first_rows = _first_rows(groups, starts, rows)
    cells: list[GridCell] = []
    if first_rows[0] > 0:
        cells.extend(GridCell(row + header_rows, column, ()) for row in range(first_rows[0]))
    for index, group in enumerate(groups):
        stop = first_rows[index + 1] if index + 1 < len(groups) else len(starts)
        span = max(1, stop - first_rows[index])
        cells.append(GridCell(first_rows[index] + header_rows, column, tuple(group), span))
    return cells


def _label_groups(labels: Sequence[Line]) -> list[list[Line]]:
    """Lines of a label that stand directly under one another, together."""
    pitches = [after.bottom - before.bottom for before, after in itertools.pairwise(labels)]
    wrap = min((pitch for pitch in pitches if labels and pitch < 1.5 * labels[0].size), default=0.0)
    groups: list[list[Line]] = []
    for line in labels:
        before = groups[-1][-1] if groups else None
        wrapped = before is not None and line.bottom - before.bottom <= wrap + 0.3
        if before is not None and wrapped and (line.text[:1].islower() or before.text.endswith(("-", "\u00ad", "/"))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _row_extents(starts: Sequence[float], lines: Sequence[Sequence[Line]]) -> list[_Row]:
    everything = sorted((line for column in lines for line in column), key=lambda line: line.bottom)
    rows: list[_Row] = []
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else float("inf")
        inside = [line for line in everything if start - 2 <= line.bottom < stop - 2]
        height = max((line.bottom - line.top for line in inside), default=0.0)
        rows.append(_Row(start - height, max((line.bottom for line in inside), default=start)))
    return rows


def _first_rows(groups: Sequence[Sequence[Line]], starts: Sequence[float], rows: Sequence[_Row]) -> list[int]:
    """The first row of each label: where it stands if labels are at the top of their rows, else by their middles."""
    at = [next((row for row, start in enumerate(starts) if abs(start - group[0].bottom) < 2), None) for group in groups]
    if at[0] == 0 and all(row is not None for row in at):
        at_top = [row for row in at if row is not None]
        if at_top == sorted(set(at_top)):
            return at_top
    return _centred(groups, rows)


def _centred(groups: Sequence[Sequence[Line]], rows: Sequence[_Row]) -> list[int]:
    """The partition of the rows into runs, one a label, whose middles lie nearest to the labels' middles."""
    middles = [(group[0].top + group[-1].bottom) / 2 for group in groups]
    n, m = len(rows), len(groups)
    if m > n:
        return list(range(n)) + [n - 1] * (m - n)
    unreached = float("inf")
    best = [[unreached] * (n + 1) for _ in range(m + 1)]
    origin = [[0] * (n + 1) for _ in range(m + 1)]
    best[0][0] = 0.0
    for label in range(1, m + 1):
        for end in range(label, n - (m - label) + 1):
            for begin in range(label - 1, end):
                if best[label - 1][begin] == unreached:
                    continue
                middle = (rows[begin].top + rows[end - 1].bottom) / 2
                cost = best[label - 1][begin] + abs(middle - middles[label - 1])
                if cost < best[label][end]:
                    best[label][end], origin[label][end] = cost, begin
    first_rows: list[int] = []
    end = n
    for label in range(m, 0, -1):
        end = origin[label][end]
        first_rows.append(end)
    return first_rows[::-1]

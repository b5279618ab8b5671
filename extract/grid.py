"""The region of a table on a page → rows, columns and cells with their spans.

Columns come from drawn upright rules where there are any, else from the strips that no word of the body crosses. Rows
come from drawn flat rules in a table of boxes, else from the lines (``grid_rows``).
"""

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from statistics import median

from extract.grid_boxes import boxed, by_place
from extract.grid_cells import Grid, GridCell
from extract.grid_columns import column_edges, column_range, lines_of, phrases_of
from extract.grid_header import header_cells
from extract.grid_labels import Extent, LabelSpan
from extract.grid_spans import labels_and_rows
from extract.lines import Line, join_baselines
from extract.rule_stacks import joined_rules
from extract.table_regions import Rule, TableRegion

__all__ = ["MOST_CELLS", "Grid", "GridCell", "grid_of"]

MOST_CELLS = 20_000
"""A region that would make more cells than this is a drawing, not a table."""
_REACH = 0.3
"""Upright rules part columns where they reach over this share of the table's height."""
_MOST_HEADER_LINES = 10
_MOST_BOLD_LINES = 5
_WHOLE = 0.95
"""A rule over this share of a table parts what stands above it from what stands below."""
_HANGS_OVER, _MOSTLY = 0.6, 0.88
"""A phrase over two columns is of the one that holds more than this share of it; more, if it stands alone."""
_BETWEEN = 1.2
"""Columns are set about so many letters apart: room that their text does not use."""


def grid_of(region: TableRegion) -> Grid | None:
    """The grid of a table region, or None where it holds nothing that makes one."""
    phrases = phrases_of(region)
    if not phrases:
        return None
    flat = joined_rules(region.rules)
    uprights = _long_uprights(region)
    full = _distinct([rule.top for rule in flat if rule.x1 - rule.x0 > 0.9 * (region.x1 - region.x0)])
    header_end = _header_end(region, full, phrases) or _bold_end(phrases)
    if len(uprights) > 2:
        edges = _distinct([region.x0, *uprights, region.x1], apart=3.0)
        heights = _distinct([rule.top for rule in flat])
        rows = [Extent(top, bottom) for top, bottom in itertools.pairwise(heights)]
        if len(rows) * len(edges) > MOST_CELLS:
            return None
        body = [phrase for phrase in phrases if header_end is None or phrase.top > header_end - 1]
        finer = column_edges(region, body, [])
        if len(finer) > len(edges) + 1:
            edges, uprights = finer, []
        elif not _several_rows_in_boxes(phrases, rows, edges):
            return boxed(region, rows, edges, phrases, header_end)
    body = [phrase for phrase in phrases if header_end is None or phrase.top > header_end - 1]
    header = [phrase for phrase in phrases if header_end is not None and phrase.top <= header_end - 1]
    if len(uprights) <= 2:
        edges = column_edges(region, body, header)
    if len(edges) < 3 or len(phrases) * len(edges) > 50 * MOST_CELLS:
        return None
    return _open(
        header, body, edges, [rule for rule in flat if rule.top > (header_end or region.top) + 1], region.rules
    )


def _header_end(region: TableRegion, full: Sequence[float], phrases: Sequence[Line]) -> float | None:
    """The rule under the head: the second of the full ones, or the third where a lone phrase stands before it."""
    above = [phrase for phrase in phrases if full and phrase.bottom < full[0] + 1]
    if full and full[0] < region.bottom - 10 and above:
        return full[0] if len({round(phrase.bottom) for phrase in above}) <= _MOST_HEADER_LINES else None
    if len(full) < 3 and not (len(full) == 2 and full[1] < region.bottom - 10 and abs(full[0] - region.top) < 3):
        return None
    end = full[1]
    inside = [phrase for phrase in phrases if phrase.top < end - 1]
    size = median(phrase.size for phrase in phrases)
    if len(inside) == 1 and len(full) > 3 and full[2] - end < 5 * size:
        end = full[2]
    return end


def _bold_end(phrases: Sequence[Line]) -> float | None:
    """Where a head without a rule under it ends: below the leading bold lines, where others follow."""
    end: float | None = None
    lines = lines_of(phrases)
    for at, line in enumerate(lines):
        if not all(phrase.bold for phrase in line):
            return end if at <= _MOST_BOLD_LINES else None
        end = max(phrase.bottom for phrase in line) + 0.5
    return None


def _several_rows_in_boxes(phrases: Sequence[Line], rows: Sequence[Extent], edges: Sequence[float]) -> bool:
    """Whether the boxes hold several rows of text each, so that rules part the columns but not the rows."""
    if not rows:
        return True
    places = by_place(phrases, rows, edges)
    crowded = 0
    for row in range(len(rows)):
        heights = Counter(
            round(line.bottom)
            for column in range(len(edges) - 1)
            for line in join_baselines(places.get((row, column), []))
        )
        shared = sum(count > 1 for count in heights.values())
        crowded += shared >= 4 or any(
            _are_numbers(join_baselines(places.get((row, column), []))) for column in range(len(edges) - 1)
        )
    return crowded > 0 and crowded * 3 >= len(rows)


def _long_uprights(region: TableRegion) -> list[float]:
    """Where upright rules stand that together reach over much of the table's height: they part columns."""
    lengths: dict[float, float] = {}
    xs = _distinct([rule.x0 for rule in region.rules if rule.vertical])
    for rule in region.rules:
        if rule.vertical:
            at = max(0, bisect_left(xs, rule.x0 - 2.0))
            x = xs[min(at, len(xs) - 1)]
            lengths[x] = lengths.get(x, 0.0) + rule.bottom - rule.top
    return [x for x in xs if lengths.get(x, 0.0) >= _REACH * (region.bottom - region.top)]


def _are_numbers(lines: Sequence[Line]) -> bool:
    """Whether there are several lines and each is a number: they are of several rows."""
    texts = [line.text for line in lines]
    return len(texts) > 1 and all(text[:1].isdigit() and not any(map(str.isalpha, text)) for text in texts)


def _distinct(values: Sequence[float], apart: float = 2.0) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > apart:
            found.append(value)
    return found


def _open(
    header: Sequence[Line], body: Sequence[Line], edges: Sequence[float], flat: Sequence[Rule], rules: Sequence[Rule]
) -> Grid | None:
    """A table without boxes: header cells, then body cells under rows that the lines tell apart."""
    n_columns = len(edges) - 1
    by_column: list[list[Line]] = [[] for _ in range(n_columns)]
    for phrase, (first, _) in zip(body, _ranges(body, edges), strict=True):
        by_column[first].append(phrase)
    lines = [join_baselines(phrases) for phrases in by_column]
    width = edges[-1] - edges[0]
    walls = [rule.top for rule in flat if rule.x1 - rule.x0 > 0.6 * width]
    size = median(phrase.size for phrase in body) if body else 0.0
    rooms = [right - left - _BETWEEN * size for left, right in itertools.pairwise(edges)]
    parting = [rule.top for rule in flat if rule.x1 - rule.x0 > _WHOLE * width]
    labelled, starts = labels_and_rows(lines, walls, rooms, parting)
    if not starts or len(starts) * n_columns > MOST_CELLS:
        return None
    cells = header_cells(header, edges, rules, body)
    header_rows = max((cell.row + cell.row_span for cell in cells), default=0)
    for column in range(n_columns):
        if column in labelled:
            cells.extend(_label_cells(column, labelled[column], len(starts), header_rows))
            continue
        bottoms = [line.bottom for line in lines[column]]
        bounds = [*(bisect_left(bottoms, start - 2) for start in starts), len(bottoms)]
        for row, (first, last) in enumerate(itertools.pairwise(bounds)):
            cells.append(GridCell(row + header_rows, column, tuple(lines[column][first:last])))
    return Grid(len(starts) + header_rows, n_columns, header_rows or 1, tuple(sorted(cells, key=_place)))


def _ranges(body: Sequence[Line], edges: Sequence[float]) -> list[tuple[int, int]]:
    """The columns of each phrase, without those that another phrase at its height stands in.

    A phrase that begins late in its first column and stands mostly in another is of that one, and hangs over: by
    little if it stands alone at its height, as names of sections do.
    """
    ranges = [column_range(phrase, edges) for phrase in body]
    held: dict[int, list[tuple[float, int]]] = {}
    begins: dict[int, float] = {}
    for index, (phrase, (first, last)) in enumerate(zip(body, ranges, strict=True)):
        if first == last:
            held.setdefault(first, []).append((phrase.bottom, index))
            begins[first] = min(phrase.x0, begins.get(first, phrase.x0))
    for heights in held.values():
        heights.sort()
    found = []
    for phrase, (first, last) in zip(body, ranges, strict=True):
        if first < last:
            free = [column for column in range(first, last + 1) if not _at(held.get(column, []), phrase)]
            if free:
                first, last = free[0], free[-1]
        late = first < last and phrase.x0 > begins.get(first, phrase.x0) + 2 * phrase.size
        if late:
            alone = not any(_at(heights, phrase) for heights in held.values())
            shares = [min(phrase.x1, edges[at + 1]) - max(phrase.x0, edges[at]) for at in range(first, last + 1)]
            if max(shares) > (_MOSTLY if alone else _HANGS_OVER) * (phrase.x1 - phrase.x0):
                first = last = first + shares.index(max(shares))
        found.append((first, last))
    return found


def _at(heights: Sequence[tuple[float, int]], phrase: Line) -> bool:
    near = 0.35 * phrase.size
    at = bisect_left(heights, (phrase.bottom - near, -1))
    return at < len(heights) and heights[at][0] <= phrase.bottom + near


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column


def _label_cells(column: int, spans: Sequence[LabelSpan], n_rows: int, header_rows: int) -> list[GridCell]:
    """Cells of a column of labels, each over the rows it stands for; blank ones where no label stands."""
    cells: list[GridCell] = []
    row = 0
    for span in spans:
        cells += [GridCell(blank + header_rows, column, ()) for blank in range(row, span.first)]
        cells.append(GridCell(span.first + header_rows, column, span.lines, span.rows, 1, span.others))
        row = span.first + span.rows
    return cells + [GridCell(blank + header_rows, column, ()) for blank in range(row, n_rows)]

"""Which columns of a table hold labels of several rows, and where its rows begin without them."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.grid_labels import (
    Extent,
    LabelSpan,
    at_tops,
    centred_at,
    label_groups,
    label_spans,
    row_extents,
    row_pitch,
)
from extract.grid_rows import row_starts
from extract.lines import Line

_LABELLED = 0.75
"""A leading column with text beside fewer of the rows than this holds labels of several rows."""
_SPARSE = 0.6
"""Another column may hold some if it has text beside fewer rows than this."""
_FITS = 0.25
"""Labels are centred where they stand within this share of a row beside the middle of their rows."""
_FEWEST_ROWS = 4
_PLACEHOLDERS = frozenset({"-", "–", "—", "−", "NA", "N/A", "n/a", "NR", "ND"})


def labels_and_rows(
    lines: Sequence[Sequence[Line]], walls: Sequence[float], rooms: Sequence[float], parting: Sequence[float] = ()
) -> tuple[dict[int, list[LabelSpan]], list[float]]:
    """For each column of labels its labels with their rows, and the baselines at which the rows of the table begin.

    ``walls`` are the heights of rules between rows, ``parting`` of those that reach over the whole table.
    """
    labels = _leading(lines, walls, rooms)
    others = [column for column in range(len(lines)) if column >= labels]
    starts = _starts(lines, others, walls, rooms)
    sparse = [column for column in others if column > labels and 1 < len(lines[column]) <= _SPARSE * len(starts)]
    labelled = list(range(labels))
    if sparse and len(others) - len(sparse) >= 1 and len(starts) >= _FEWEST_ROWS:
        dense = [column for column in others if column not in sparse]
        alone = _starts(lines, dense, walls, rooms)
        rows = row_extents(alone, [lines[column] for column in dense])
        fitting = [
            column
            for column in sparse
            if len(alone) >= _FEWEST_ROWS
            and not _by_groups(lines, column, labels, starts)
            and _is_centred(lines[column], rows)
        ]
        if fitting:
            labelled += fitting
            starts = _starts(lines, [column for column in others if column not in fitting], walls, rooms)
    body = [lines[column] for column in range(len(lines)) if column not in labelled]
    rows = row_extents(starts, body)
    parted = frozenset(bisect_left(starts, height) for height in parting)
    pitch = row_pitch(rows)
    found = {column: label_spans(label_groups(lines[column], pitch), rows, parted) for column in labelled if starts}
    for column in sparse:
        if column not in found and starts:
            spans = _by_groups(lines, column, labels, starts)
            if spans:
                found[column] = spans
    return found, starts


def _starts(
    lines: Sequence[Sequence[Line]], columns: Sequence[int], walls: Sequence[float], rooms: Sequence[float]
) -> list[float]:
    return row_starts([lines[column] for column in columns], walls, [rooms[column] for column in columns])


def _leading(lines: Sequence[Sequence[Line]], walls: Sequence[float], rooms: Sequence[float]) -> int:
    """How many columns from the left hold labels of several rows: beside many rows they have no text."""
    labels = 0
    while labels < min(3, len(lines) - 2) and lines[labels]:
        rest = range(labels + 1, len(lines))
        starts = _starts(lines, rest, walls, rooms)
        pitch = row_pitch(row_extents(starts, [lines[column] for column in rest]))
        rows = [bisect_left(starts, group[0].bottom + 2) - 1 for group in label_groups(lines[labels], pitch)]
        if len(starts) < _FEWEST_ROWS or len(set(rows)) >= _LABELLED * len(starts):
            break
        labels += 1
    return labels


def _is_centred(column: Sequence[Line], rows: Sequence[Extent]) -> bool:
    """Whether the texts of a sparse column stand centred beside runs of rows, and not simply in some rows."""
    groups = label_groups(column, row_pitch(rows))
    if len(groups) < 2 or at_tops(groups, rows).off < _FITS:
        return False
    centred = centred_at(groups, rows)
    if centred.off > _FITS:
        return False
    bounds = [*centred.first_rows, len(rows)]
    return max(stop - first for first, stop in itertools.pairwise(bounds)) > 1


def _by_groups(lines: Sequence[Sequence[Line]], column: int, labels: int, starts: Sequence[float]) -> list[LabelSpan]:
    """Texts of a sparse column that stand at the top of groups of rows and hold for each group.

    The groups are those under rows that have only a name, or without such rows those that the texts themselves begin:
    then the texts must be words and every other column filled.
    """
    at: dict[int, list[Line]] = {}
    for line in lines[column]:
        at.setdefault(max(0, bisect_right(starts, line.bottom + 2) - 1), []).append(line)
    held = [
        {max(0, bisect_right(starts, line.bottom + 2) - 1) for line in lines[other]}
        for other in range(len(lines))
        if other != column and other >= labels
    ]
    if not held:
        return []
    n = len(starts)
    stub = held[0]
    named = [row for row in range(n) if row in stub and row not in at and not any(row in other for other in held[1:])]
    if named and len(held) > 1:
        begins = sorted(row + 1 for row in named)
        ends = [*named[1:], n]
        groups = [(first, end) for first, end in zip(begins, ends, strict=True) if end > first]
        inside = [row for row in at if row >= begins[0]]
        if inside and all(row in {first for first, _ in groups} for row in inside) and len(inside) == len(groups):
            return [LabelSpan(tuple(at[row]), row, 1, ()) for row in sorted(at) if row < begins[0]] + [
                LabelSpan(tuple(at[first]), first, end - first, ((first, 1),)) for first, end in groups
            ]
        return []
    texts = [" ".join(line.text for line in found) for found in at.values()]
    wordy = all(sum(c.isalpha() for c in text) > 2 and text not in _PLACEHOLDERS for text in texts)
    full = all(len(other) >= 0.95 * n for other in held)
    if not (wordy and full and 0 in at and column == len(lines) - 1):
        return []
    ordered = sorted(at)
    return [
        LabelSpan(tuple(at[row]), row, end - row, ((row, 1),) if end - row > 1 else ())
        for row, end in zip(ordered, [*ordered[1:], n], strict=True)
    ]

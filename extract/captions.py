"""Captions among the lines of a column, and the notes under a table."""

from collections.abc import Sequence

from extract.lines import Line
from extract.table_regions import CAPTION, TABLE_CAPTION, TableRegion

_MOST_EXPLAINING = 8
"""So many lines of smaller print may explain a table between its caption and its first rule."""


def caption_at(items: Sequence[Line | TableRegion], index: int, body: float) -> list[Line]:
    """The lines of a caption that begins here (none where none does)."""
    first = items[index]
    if not isinstance(first, Line) or not CAPTION.match(first.text):
        return []
    above = items[index - 1] if index else None
    beside_table = (
        isinstance(above, TableRegion)
        and bool(TABLE_CAPTION.match(first.text))
        and first.top - above.bottom < 3 * first.size
    )
    lines = [first]
    for position in range(index + 1, len(items)):
        item = items[position]
        if isinstance(item, TableRegion):
            near = bool(TABLE_CAPTION.match(first.text)) and item.top - lines[-1].bottom < 3 * first.size
            beside_table = beside_table or near
            break
        close = item.top - lines[-1].bottom < 0.8 * first.size
        if not close or abs(item.size - first.size) > 0.6 or len(lines) > 40:
            break
        lines.append(item)
    explained = [] if beside_table or not TABLE_CAPTION.match(first.text) else _explained(items, index + len(lines))
    lines += explained
    return lines if beside_table or explained or first.starts_bold or first.size < body - 0.4 else []


def _explained(items: Sequence[Line | TableRegion], start: int) -> list[Line]:
    """The smaller lines that explain a table between its caption and the table."""
    above = items[start - 1]
    small: list[Line] = []
    for item in items[start : start + _MOST_EXPLAINING + 1]:
        if isinstance(item, TableRegion):
            near = small and item.top - small[-1].bottom < 2 * small[-1].size
            return small if near else []
        last = small[-1] if small else above
        if isinstance(above, TableRegion) or item.size > above.size - 0.6 or item.top - last.bottom > item.size:
            break
        small.append(item)
    return []


def notes_after(items: Sequence[Line | TableRegion], index: int, body: float) -> list[Line]:
    """The small lines directly under a table."""
    region = items[index]
    notes: list[Line] = []
    bottom = region.bottom
    for position in range(index + 1, len(items)):
        item = items[position]
        if not isinstance(item, Line) or item.size > body - 0.4 or CAPTION.match(item.text):
            break
        if item.top - bottom > (2.5 if not notes else 1.0) * item.size:
            break
        notes.append(item)
        bottom = item.bottom
    return notes

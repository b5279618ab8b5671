"""Where the tables of a page are: under their captions, between rules of one width, or where text stands in columns.

A caption says that there is a table; rules of one width, or the rows of text beside or under it, say where it is. A
frame without a caption is a table only where its text stands in columns too.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.drawn_underscores import with_underscores
from extract.lines import Glyph, Line
from extract.phrases import phrases_in
from extract.printed_rows import Row, between, rows_in
from extract.rule_stacks import Stack, stacks_of
from extract.strips import find_strips
from extract.table_growth import Box, are_lines, grown_below, grown_beside, grown_free, grown_under, with_head
from extract.table_regions import CAPTION, TABLE_CAPTION, Page, Rule, TableRegion

_MOST_TABLES = 20
"""So many captions of tables are looked at on one page."""
_WIDE_GAP = 1.0
"""A gap of so many letters parts two columns of a table, wherever it is."""
_WHOLE_PAGE, _COLUMN_OF_TEXT = 0.6, 0.25
"""In a frame over this share of the page, pieces on the mean wider than this share of it are lines of text."""
_WORDS = 0.3
"""Rules narrower than this share of the page may be drawn under words."""
_CAPTION_LINES = 9
"""The first rule of a table stands at most so many lines below the beginning of its caption."""


def find_table_regions(page: Page, runs: Sequence[Line], *, captioned: bool = True) -> list[TableRegion]:
    """The regions of the tables of a page; ``captioned`` says that the document names its tables by captions."""
    captions = sorted(_captions(runs), key=lambda run: run.top)[:_MOST_TABLES]
    stacks = stacks_of(page.rules)
    if not captions and captioned and not any(len(stack.tops) > 2 for stack in stacks):
        return []
    runs = list(phrases_in(runs, _WIDE_GAP))
    captions = sorted(_captions(runs), key=lambda run: run.top)[:_MOST_TABLES]
    others = [run for run in runs if CAPTION.match(run.text) and run not in captions]
    segments = [box for stack in stacks for box in _segments(page, stack, runs, [*captions, *others])]
    found: list[Box] = []
    for caption in captions:
        box = _region_of(page, caption, runs, segments, captions, found)
        if box is not None and not any(_overlap(box, other) for other in found):
            found.append(box)
    figures = [run for run in others if not TABLE_CAPTION.match(run.text)]
    for box in segments:
        if captioned and any(_names(figure, box) for figure in figures):
            continue
        if not any(_overlap(box, other) for other in found) and _is_tabular(page, box, runs, captioned=captioned):
            found.append(box)
    if not captioned:
        found += [box for box in grown_free(page, runs) if not any(_overlap(box, other) for other in found)]
    return [_region(page, box) for box in sorted(found, key=lambda box: (box.top, box.x0))]


def has_table_caption(runs: Sequence[Line]) -> bool:
    """Whether a caption of a table begins on this page."""
    return any(True for _ in _captions(runs))


def _captions(runs: Sequence[Line]) -> "list[Line]":
    """Lines that begin like the caption of a table and do not read on like a sentence about one."""
    return [run for run in runs if TABLE_CAPTION.match(run.text) and not _is_sentence(run)]


def _is_sentence(run: Line) -> bool:
    """Whether it goes on as a sentence does: Table 2 shows the …"""
    match = TABLE_CAPTION.match(run.text)
    rest = run.text[match.end() :].lstrip() if match else ""
    return (rest[:1].islower() and not run.starts_bold and not rest.startswith("continued")) or rest.startswith(
        (",", ";", ")")
    )


def _names(figure: Line, box: Box) -> bool:
    """Whether the caption of a figure stands right under a frame, or over it with a title of two lines between."""
    return -3 < figure.top - box.bottom < 3 * figure.size or -3 < box.top - figure.bottom < 4 * figure.size


def _segments(page: Page, stack: Stack, runs: Sequence[Line], captions: Sequence[Line]) -> list[Box]:
    """A stack cut where a caption or prose stands between two of its rules."""
    rows = rows_in(runs, stack.x0 - 3, stack.x1 + 3)
    inside = [run.top for run in captions if run.x0 <= stack.x1 and run.x1 >= stack.x0]
    parts: list[list[float]] = [[stack.tops[0]]]
    for above, below in pairwise(stack.tops):
        named = any(above - 2 < top < below for top in inside)
        if named or _is_prose(between(rows, above, below), stack.width):
            parts.append([])
        parts[-1].append(below)
    return [Box(stack.x0, part[0], stack.x1, part[-1]) for part in parts if len(part) > 1 and part[-1] - part[0] > 8]


def _is_prose(rows: Sequence[Row], width: float) -> bool:
    prose = sum(row.is_prose(width) for row in rows)
    columns = sum(row.is_column_of_prose(width) for row in rows)
    return (len(rows) >= 4 and prose > 0.6 * len(rows)) or (len(rows) >= 10 and prose + columns > 0.75 * len(rows))


def _region_of(
    page: Page,
    caption: Line,
    runs: Sequence[Line],
    segments: Sequence[Box],
    captions: Sequence[Line],
    taken: Sequence[Box],
) -> Box | None:
    """The region of the table that a caption names."""
    free = [box for box in segments if not any(_overlap(box, other) for other in taken)]
    below = [
        box
        for box in free
        if -2 < box.top - caption.bottom + caption.size < _CAPTION_LINES * caption.size
        and box.x0 - 6 <= caption.x1
        and caption.x0 <= box.x1
        and (box.x1 - box.x0 > _WORDS * page.width or _has_columns(box, runs))
        and not any(caption.top < other.top < box.top and _beneath(other, caption) for other in captions)
    ]
    beside = [
        box
        for box in free
        if box.x0 > caption.x0 + 20 and box.top - 2 * caption.size < caption.top < box.top + 4 * caption.size
    ]
    ruled = min(below, key=lambda box: (box.top, -(box.x1 - box.x0)), default=None) or min(
        beside, key=lambda box: box.x0, default=None
    )
    stop = min(
        (other.top for other in captions if other.top > caption.top + 2 and _beneath(other, caption)),
        default=page.height,
    )
    if ruled is not None and ruled.bottom - ruled.top > 1.5 * caption.size:
        return grown_below(page, with_head(ruled, caption, runs), runs, stop)
    found = grown_beside(page, caption, runs, stop) or grown_under(page, caption, runs, captions, stop)
    if found is None:
        above = [
            box
            for box in free
            if 0 < caption.top - box.bottom < 3 * caption.size and box.x0 - 6 <= caption.x0 <= box.x1
        ]
        found = max(above, key=lambda box: box.bottom, default=ruled)
    return found


def _has_columns(box: Box, runs: Sequence[Line]) -> bool:
    """Whether some row inside has two pieces: rules under words of a text are no frame."""
    rows = between(rows_in(runs, box.x0 - 3, box.x1 + 3), box.top, box.bottom)
    return any(len(row.runs) > 1 for row in rows)


def _beneath(other: Line, caption: Line) -> bool:
    return other.x0 < caption.x0 + 250 and caption.x0 < other.x0 + 250


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 2 and down > 2


def _is_tabular(page: Page, box: Box, runs: Sequence[Line], *, captioned: bool) -> bool:
    """Whether what a frame without a caption holds stands in columns: at least three where captions are usual."""
    rows = between(rows_in(runs, box.x0 - 3, box.x1 + 3), box.top, box.bottom)
    tabular = [row for row in rows if row.is_tabular() and not row.is_prose(box.x1 - box.x0)]
    if len(rows) < 2 or len(tabular) < max(3 if captioned else 2, 0.4 * len(rows)):
        return False
    if sum(row.is_column_of_prose(box.x1 - box.x0) or row.is_prose(box.x1 - box.x0) for row in rows) > 0.25 * len(rows):
        return False
    strips = list(find_strips([run for row in tabular for run in row.runs], len(tabular) // 12))
    columns = 1 + sum(1 for x0, x1 in strips if x1 - x0 > 5 and x0 > box.x0 + 2)
    whole = box.bottom - box.top > _WHOLE_PAGE * page.height
    if whole and are_lines([run for row in rows for run in row.runs], box.x1 - box.x0):
        return False  # columns of text between the rules at the head and the foot of a page
    return columns >= (3 if captioned else 2)


def _region(page: Page, box: Box) -> TableRegion:
    glyphs = list(_drawn_once(glyph for glyph in page.glyphs if _inside(glyph, box)))
    rules = tuple(rule for rule in page.rules if _inside(rule, box))
    return TableRegion(
        page.number,
        box.x0,
        box.top,
        box.x1,
        box.bottom,
        glyphs=tuple(with_underscores(glyphs, rules)),
        rules=rules,
    )


def _drawn_once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Characters without those drawn again in the same place, as some printers do to make them bold."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        place = (glyph.text, round(glyph.x0), round(glyph.top))
        if place not in seen or glyph.text.isspace():
            seen.add(place)
            yield glyph


def _inside(thing: Glyph | Rule, box: Box) -> bool:
    middle = (thing.top + thing.bottom) / 2
    return box.top - 1 <= middle <= box.bottom + 1 and box.x0 - 3 <= (thing.x0 + thing.x1) / 2 <= box.x1 + 3

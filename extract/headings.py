"""Lines that are headings for how they look: set in a type of their own, alone in their block, with text under them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extract.layout import Layout
from extract.lines import Line, Style
from extract.list_names import names_list
from extract.section_names import is_section_name
from extract.table_regions import CAPTION

LONGEST = 200
_MOST_LINES = 4
_SMALLER = 1.0
"""A heading that is not bold is at most so many points smaller than the text."""
_NUMBER = r"(?:\d{1,2}\.)*\d{1,2}\.?\s+"
_START = re.compile(rf"(?:{_NUMBER})?[^\W\d_]")
_ENDS_LIKE_TEXT = re.compile(r"[.,;:]$")
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")


@dataclass
class Typography:
    """The types of a document: which are those of its text, and which lines are headings."""

    body_size: float
    text_fonts: frozenset[str] = frozenset()
    headings: set[int] = field(default_factory=set)
    """The headings, by ``id`` of the line."""

    def is_text(self, line: Line) -> bool:
        """Whether a line is set like the text."""
        return abs(line.size - self.body_size) < 0.4 and self.in_text_font(line)

    def in_text_font(self, line: Line) -> bool:
        """Whether more than a few letters of a line are of the text's fonts."""
        fonts = line.letter_fonts
        return sum(fonts[font] for font in self.text_fonts) > 0.15 * sum(fonts.values())


@dataclass(frozen=True)
class _Candidate:
    lines: Sequence[Line]
    apart: bool
    followed: bool | None
    """Whether text or another heading stands under it; None where the column ends."""


def typography_of(layout: Layout, body: float) -> Typography:
    """The headings of a document, and the fonts of its text."""
    columns = [column.items for column in layout.columns]
    made = Typography(body, _text_fonts(columns, body))
    found: dict[Style, list[_Candidate]] = {}
    listing = False
    for items in columns:
        for candidate in _candidates(items, made):
            first = candidate.lines[0]
            if is_section_name(first.text) or first.size > body + 0.8:
                listing = names_list(first.text)
                made.headings.update(map(id, candidate.lines))
            elif not listing:
                found.setdefault(first.style, []).append(candidate)
    for candidates in found.values():
        for candidate in _headings_in_style(candidates, body):
            made.headings.update(map(id, candidate.lines))
    return made


def _headings_in_style(candidates: Sequence[_Candidate], body: float) -> Sequence[_Candidate]:
    """Those that are headings: text stands under most of a style's lines, and it comes back or stands apart.

    Lines smaller than the text are headings only over text: over small print they are heads of tables.
    """
    known = [candidate.followed for candidate in candidates if candidate.followed is not None]
    first = candidates[0]
    if len(known) < 2 and first.lines[0].bold:
        return candidates
    if 2 * known.count(True) < len(known) or not (len(candidates) > 1 or first.apart):
        return []
    if first.lines[0].size > body - 0.4:
        return candidates
    return [candidate for candidate in candidates if candidate.followed is not False]


def _text_fonts(columns: Sequence[Sequence[object]], body: float) -> frozenset[str]:
    """The fonts that much is set in at the body's size, mostly five lines and more together."""
    long: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for items in columns:
        lines = (item for item in items if isinstance(item, Line) and abs(item.size - body) < 0.6)
        for font, group in groupby(lines, key=lambda line: line.style.font):
            run = list(group)
            letters = sum(len(line.glyphs) for line in run)
            total[font] += letters
            long[font] += letters if len(run) > _MOST_LINES else 0
    whole = sum(total.values())
    return frozenset(font for font in total if total[font] > (0.1 if 2 * long[font] > total[font] else 0.3) * whole)


def _candidates(items: Sequence[object], types: Typography) -> Iterator[_Candidate]:
    """Runs of lines of one style that look like headings."""
    lines = [item for item in items if isinstance(item, Line)]
    if not lines:
        return
    x1 = max(line.x1 for line in lines)
    index = 0
    above: object = None
    headed = True
    while index < len(items):
        first = items[index]
        run = _run(items, index)
        if not isinstance(first, Line) or not _stands_out(run, types) or not _begins(first, above, headed, x1):
            headed = not isinstance(first, Line)
            above = first
            index += 1
            continue
        after = items[index + len(run)] if index + len(run) < len(items) else None
        if isinstance(after, Line) and not _stands_over(run[-1], after):
            headed, above = False, first
            index += 1
            continue
        apart = not isinstance(above, Line) or first.top - above.bottom > 0.5 * first.size
        followed = None if after is None else isinstance(after, Line) and _may_follow(run[-1], after, types)
        yield _Candidate(run, apart, followed)
        above, headed = run[-1], True
        index += len(run)


def _run(items: Sequence[object], index: int) -> list[Line]:
    run: list[Line] = []
    for item in items[index : index + 1 + _MOST_LINES]:
        if not isinstance(item, Line) or (run and parts_headings(run[-1], item)):
            break
        run.append(item)
    return run


def parts_headings(above: Line, below: Line) -> bool:
    """Whether two lines that stand out are not of one heading: of another style, or further apart than lines are."""
    if abs(above.size - below.size) > 0.6 or above.style.font != below.style.font:
        return True
    if is_section_name(above.text) or is_section_name(below.text) or NUMBERED.match(below.text):
        return True
    return below.top - above.bottom > 0.5 * above.size


def _stands_out(run: Sequence[Line], types: Typography) -> bool:
    first = run[0]
    text = " ".join(line.text for line in run)
    if len(text) >= LONGEST or first.first_letter is None:
        return False
    if is_section_name(first.text) or first.size > types.body_size + 0.8:
        return True
    if CAPTION.match(text):
        return False
    if first.bold:
        return True
    if len(run) > _MOST_LINES or not _START.match(text) or first.size < types.body_size - _SMALLER:
        return False
    letter = next(character for character in text if character.isalpha())
    return (
        letter.isupper()
        and not (_ENDS_LIKE_TEXT.search(text) and not NUMBERED.match(text))
        and not any(map(types.in_text_font, run))
    )


def _begins(line: Line, above: object, headed: bool, x1: float) -> bool:
    """Whether a block begins with a line: under text that has ended."""
    if line.bold or headed or not isinstance(above, Line) or is_section_name(line.text):
        return True
    if _beside(above, line):
        return False
    ended = above.text.endswith((".", "?", "!", ")", "]", ":")) or above.x1 < x1 - 3 * line.size
    return ended or line.top - above.bottom > 0.5 * line.size


def _beside(one: Line, other: Line) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * min(one.size, other.size)


def _stands_over(line: Line, below: Line) -> bool:
    """Whether what comes next is under a line, at its edge or in its middle, and is not the rest of it."""
    if _beside(line, below) or _goes_on(line, below):
        return False
    edge = abs(line.x0 - below.x0) < 3 * line.size
    return line.bold or edge or abs(line.x0 + line.x1 - below.x0 - below.x1) < 4 * line.size


def _goes_on(above: Line, below: Line) -> bool:
    """Whether a heading at the head of a paragraph goes on in the paragraph's next line."""
    first = below.first_letter
    close = below.top - above.bottom < 0.5 * above.size and abs(above.size - below.size) < 0.6
    return first is not None and close and first.font == above.style.font != below.style.font


def _may_follow(heading: Line, line: Line, types: Typography) -> bool:
    """Whether a line is text or looks like a heading below the one that it stands under, not like its neighbour."""
    if types.is_text(line):
        return True
    return (
        line.style != heading.style
        and line.size > types.body_size - _SMALLER
        and (line.bold or not types.in_text_font(line))
    )

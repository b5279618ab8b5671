"""Characters of a page → printed lines, with superscripts on the line they belong to.

Runs follow the order of the content stream as long as characters stand side by side; pieces of one printed line that
were drawn apart (a font change, a superscript, a wide justified gap) are put together once the columns are known.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

WORD_GAP = 0.15
"""A gap of this share of the font size parts two words (recall of words .966, against .727 with a fixed 3 points)."""
RUN_GAP = 1.2
"""A gap of this share of the font size ends a run: no justified line of the development articles has wider ones."""
RAISED = 0.85
"""A character of less than this share of the line's font size, standing higher, is a superscript."""
_MOST_BESIDE = 60
_MOST_STACKED = 20
"""A run is compared with so many others on its baseline, and so many baselines at its height: no page of prose has
more, and a page of stacked characters stays readable in time."""


class Glyph(NamedTuple):
    """A printed character with its box, in points from the top left corner of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    font: str = ""
    """The name of its font, without what tells the subsets of a font apart."""
    turned_from: tuple[float, float, float, float] | None = None
    """Its box on the page (left, top, right, bottom) where the page was turned to read it."""

    @property
    def on_page(self) -> tuple[float, float, float, float]:
        """Its box on the page as it is printed: left, top, right, bottom."""
        return self.turned_from or (self.x0, self.top, self.x1, self.bottom)


class Style(NamedTuple):
    """How letters are set: their font, without what tells its subsets apart, and size in points."""

    font: str
    size: float


class Printed(NamedTuple):
    """One character of the text that a line makes; ``glyph`` is None for a space that only the gap prints."""

    text: str
    glyph: Glyph | None
    superscript: bool


@dataclass(frozen=True)
class Line:
    """A printed line, or a piece of one; glyphs from left to right."""

    page: int
    glyphs: tuple[Glyph, ...]

    @cached_property
    def size(self) -> float:
        """The font size of most of its characters, in points."""
        return Counter(glyph.size for glyph in self.glyphs).most_common(1)[0][0]

    @cached_property
    def _level(self) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if glyph.size >= self.size * RAISED)

    @cached_property
    def top(self) -> float:
        """The upper edge of its characters, superscripts aside."""
        return min(glyph.top for glyph in self._level)

    @cached_property
    def bottom(self) -> float:
        """The lower edge of its characters, superscripts aside."""
        return max(glyph.bottom for glyph in self._level)

    @cached_property
    def x0(self) -> float:
        """Its left edge."""
        return min(glyph.x0 for glyph in self.glyphs)

    @cached_property
    def x1(self) -> float:
        """Its right edge."""
        return max(glyph.x1 for glyph in self.glyphs)

    @cached_property
    def style(self) -> Style:
        """How most of its letters are set."""
        fonts = Counter(glyph.font for glyph in self.glyphs if glyph.text.isalpha())
        return Style(fonts.most_common(1)[0][0] if fonts else "", self.size)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        letters = [glyph for glyph in self.glyphs if glyph.text.isalpha()]
        return bool(letters) and all(glyph.bold for glyph in letters)

    @cached_property
    def starts_bold(self) -> bool:
        """Whether its first letter is bold."""
        return next((glyph.bold for glyph in self.glyphs if glyph.text.isalpha()), False)

    @cached_property
    def printed(self) -> tuple[Printed, ...]:
        """The characters of its text, with spaces where gaps print them and ligatures taken apart."""
        made: list[Printed] = []
        before: Glyph | None = None
        for glyph in self.glyphs:
            text = plain(glyph.text)
            if not text:
                continue
            gap = glyph.x0 - before.x1 if before else 0.0
            if (
                made
                and before
                and gap > WORD_GAP * max(glyph.size, before.size)
                and text != " "
                and made[-1].text != " "
            ):
                made.append(Printed(" ", None, False))
            raised = glyph.size < self.size * RAISED and glyph.bottom < self.bottom - 0.1 * self.size
            if text != " " or (made and made[-1].text != " "):
                made.extend(Printed(character, glyph, raised) for character in text)
            before = glyph
        while made and made[-1].text == " ":
            made.pop()
        return tuple(made)

    @cached_property
    def text(self) -> str:
        """Its text as one string."""
        return "".join(character.text for character in self.printed)


_PLAIN: dict[str, str] = {
    "\u00a0": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\u200b": "",
    "\ufeff": "",
    "\u2011": "-",
    "\u2010": "-",
}


def plain(text: str) -> str:
    r"""The characters a glyph stands for: ligatures taken apart, odd spaces and hyphens made plain.

    Only presentation forms are taken apart; ``²`` or ``µ`` stay what they are.

    >>> plain("\ufb01"), plain("\u00a0"), plain("²"), plain("(cid:12)")
    ('fi', ' ', '²', '\ufffd')
    """
    if len(text) == 1:
        if "\ufb00" <= text <= "\ufb06":
            return unicodedata.normalize("NFKC", text)
        known = _PLAIN.get(text)
        if known is not None:
            return known
        return text if text.isprintable() or text == "\u00ad" else ""
    if text.startswith("(cid:"):
        return "\ufffd"
    return "".join(plain(character) for character in text)


def runs_of(page: int, glyphs: Iterable[Glyph]) -> list[Line]:
    """Runs of characters that stand side by side, in the order in which they were drawn."""
    runs: list[Line] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current and not _beside(current[-1], glyph):
            _close(page, current, runs)
            current = []
        current.append(glyph)
    _close(page, current, runs)
    return runs


def _close(page: int, glyphs: list[Glyph], runs: list[Line]) -> None:
    while glyphs and glyphs[-1].text.isspace():
        glyphs.pop()
    first = next((index for index, glyph in enumerate(glyphs) if not glyph.text.isspace()), len(glyphs))
    if first < len(glyphs):
        runs.append(Line(page, tuple(glyphs[first:])))


def _beside(left: Glyph, right: Glyph) -> bool:
    size = max(left.size, right.size)
    gap = right.x0 - left.x1
    if not -0.6 * size < gap < RUN_GAP * size:
        return False
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    return overlap >= 0.35 * min(left.bottom - left.top, right.bottom - right.top)


def join_baselines(runs: Sequence[Line]) -> list[Line]:
    """Pieces of one column that stand on one baseline put together, from top to bottom."""
    if not runs:
        return []
    rows: list[list[Line]] = []
    strips = _Strips(runs)
    for run in sorted(runs, key=lambda run: (-(run.bottom - run.top), run.top)):
        for row in strips.rows_at((run.top + run.bottom) / 2):
            head = row[0]
            overlap = min(head.bottom, run.bottom) - max(head.top, run.top)
            if overlap >= 0.5 * (run.bottom - run.top) and not any(_over(run, other) for other in row[-_MOST_BESIDE:]):
                row.append(run)
                break
        else:
            rows.append([run])
            strips.add(rows[-1])
    joined = [
        row[0]
        if len(row) == 1
        else Line(row[0].page, tuple(glyph for run in sorted(row, key=lambda run: run.x0) for glyph in run.glyphs))
        for row in rows
    ]
    return sorted(joined, key=lambda line: (line.bottom, line.x0))


class _Strips:
    """Rows by the strips of the page that their heads stand in, so that a run meets only the rows at its height.

    The head of a row is the highest of its runs, so a run half of which it overlaps has its middle within it.
    """

    def __init__(self, runs: Sequence[Line]) -> None:
        self._top = min(run.top for run in runs)
        height = max(run.bottom for run in runs) - self._top
        self._height = max(height / 400, 1.0)
        self._rows: dict[int, list[list[Line]]] = {}

    def _strip(self, height: float) -> int:
        return int((height - self._top) / self._height)

    def add(self, row: list[Line]) -> None:
        for strip in range(self._strip(row[0].top), self._strip(row[0].bottom) + 1):
            self._rows.setdefault(strip, []).append(row)

    def rows_at(self, height: float) -> list[list[Line]]:
        return self._rows.get(self._strip(height), [])[-_MOST_STACKED:]


def _over(one: Line, other: Line) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0)

"""Characters of a page → printed lines, with superscripts on the line they belong to.

Runs follow the order of the content stream as long as characters stand side by side; pieces of one printed line that
were drawn apart (a font change, a superscript, a wide justified gap) are put together once the columns are known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from typing import NamedTuple

from extract.glyphs import Box, Glyph, PackedGlyphs, plain

__all__ = ["Glyph", "Line", "PrintedText", "Style", "join_baselines", "plain", "runs_of"]

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


class Style(NamedTuple):
    """How letters are set: their font, without what tells its subsets apart, and size in points."""

    font: str
    size: float


class PrintedText(NamedTuple):
    """The text that a line makes, with spaces where gaps print them and ligatures taken apart."""

    text: str
    glyphs: tuple[int, ...]
    """For each character of the text the glyph of the line that prints it; -1 for a space that only the gap prints."""
    raised: tuple[tuple[int, int], ...]
    """Where in the text superscripts begin and end."""


@dataclass
class Line:
    """A printed line, or a piece of one; glyphs from left to right. Not to be changed once it is made."""

    page: int
    glyphs: Sequence[Glyph]

    @cached_property
    def size(self) -> float:
        """The font size of most of its characters, in points."""
        sizes = [glyph[5] for glyph in self.glyphs]
        first = sizes[0]
        return first if sizes.count(first) == len(sizes) else Counter(sizes).most_common(1)[0][0]

    @cached_property
    def _box(self) -> Box:
        """Left, top, right, bottom; superscripts stretch it only to the sides."""
        _, x0, top, x1, bottom, sizes, *_ = zip(*self.glyphs, strict=True)
        least = self.size * RAISED
        if min(sizes) < least:
            level = [size >= least for size in sizes]
            top, bottom = tuple(compress(top, level)), tuple(compress(bottom, level))
        return min(x0), min(top), max(x1), max(bottom)

    @property
    def top(self) -> float:
        """The upper edge of its characters, superscripts aside."""
        return self._box[1]

    @property
    def bottom(self) -> float:
        """The lower edge of its characters, superscripts aside."""
        return self._box[3]

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self._box[0]

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self._box[2]

    @cached_property
    def letter_fonts(self) -> Counter[str]:
        """The fonts of its letters, and how many are set in each."""
        fonts = [glyph[7] for glyph in self.glyphs]
        letters = [glyph[0].isalpha() for glyph in self.glyphs]
        if fonts.count(fonts[0]) == len(fonts):
            return Counter({fonts[0]: sum(letters)} if any(letters) else {})
        return Counter(compress(fonts, letters))

    @cached_property
    def style(self) -> Style:
        """How most of its letters are set."""
        fonts = self.letter_fonts
        return Style(fonts.most_common(1)[0][0] if fonts else "", self.size)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return self.starts_bold and all(glyph.bold for glyph in self.glyphs if glyph.text.isalpha())

    @cached_property
    def starts_bold(self) -> bool:
        """Whether its first letter is bold."""
        first = self.first_letter
        return first is not None and first.bold

    @cached_property
    def first_letter(self) -> Glyph | None:
        """Its first letter."""
        return next((glyph for glyph in self.glyphs if glyph[0].isalpha()), None)

    @cached_property
    def printed(self) -> PrintedText:
        """Its text, with the glyphs that print it."""
        made: list[str] = []
        glyphs: list[int] = []
        spaced, end, size = True, 0.0, 0.0
        for index, (printed, x0, _, x1, _, own, *_) in enumerate(self.glyphs):
            text = plain(printed)
            if not text:
                continue
            if text == " ":
                if not spaced:
                    made.append(text)
                    glyphs.append(index)
                    spaced = True
            else:
                if not spaced and x0 - end > WORD_GAP * (own if own > size else size):
                    made.append(" ")
                    glyphs.append(-1)
                made.append(text)
                glyphs.extend([index] * len(text)) if len(text) > 1 else glyphs.append(index)
                spaced = False
            end, size = x1, own
        if made and spaced:
            made.pop()
            glyphs.pop()
        return PrintedText("".join(made), tuple(glyphs), tuple(self._raised(glyphs)))

    def _raised(self, printed: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Where superscripts begin and end among the characters that these glyphs print."""
        least, foot = self.size * RAISED, self.bottom - 0.1 * self.size
        raised = {at for at, glyph in enumerate(self.glyphs) if glyph[5] < least and glyph[4] < foot}
        start: int | None = None
        for position, glyph in enumerate(printed if raised else ()):
            if glyph in raised and start is None:
                start = position
            elif glyph not in raised and start is not None:
                yield start, position
                start = None
        if start is not None:
            yield start, len(printed)

    @cached_property
    def text(self) -> str:
        """Its text as one string."""
        return self.printed.text

    def packed(self) -> "Line":
        """The same line in less room; what is asked of it most is worked out before."""
        packed = Line(self.page, PackedGlyphs(self.glyphs))
        for name in ("size", "_box", "text", "bold"):
            packed.__dict__[name] = getattr(self, name)
        packed.__dict__["style"] = _shared(self.style)
        return packed


@lru_cache(maxsize=1024)
def _shared(style: Style) -> Style:
    """The same object for all styles that are equal."""
    return style


def runs_of(page: int, glyphs: Iterable[Glyph]) -> list[Line]:
    """Runs of characters that stand side by side, in the order in which they were drawn."""
    runs: list[Line] = []
    current: list[Glyph] = []
    end = above = below = size = 0.0
    for glyph in glyphs:
        _, x0, top, x1, bottom, own, *_ = glyph
        if current:
            gap, larger = x0 - end, own if own > size else size
            overlap = (bottom if bottom < below else below) - (top if top > above else above)
            lower = bottom - top if bottom - top < below - above else below - above
            if not (-0.6 * larger < gap < RUN_GAP * larger and overlap >= 0.35 * lower):
                _close(page, current, runs)
                current = []
        current.append(glyph)
        end, above, below, size = x1, top, bottom, own
    _close(page, current, runs)
    return runs


def _close(page: int, glyphs: list[Glyph], runs: list[Line]) -> None:
    while glyphs and glyphs[-1].text.isspace():
        glyphs.pop()
    first = next((index for index, glyph in enumerate(glyphs) if not glyph.text.isspace()), len(glyphs))
    if first < len(glyphs):
        runs.append(Line(page, tuple(glyphs[first:])))


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

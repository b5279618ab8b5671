"""Runs of text parted into phrases where a gap is wider than a space, also one that space characters fill."""

from collections.abc import Iterable, Iterator, Sequence

from extract.lines import Glyph, Line

PHRASE_GAP = 0.55
"""A gap of this share of the font size parts two phrases on one line: wider than a space between words."""
SPACED_GAP = 0.9
"""Where space characters stand in the gap it must be this wide: justified lines have wide ones."""


def phrases_in(runs: Iterable[Line], gap: float = PHRASE_GAP) -> Iterator[Line]:
    """The phrases of runs, without the spaces between them."""
    for run in runs:
        for glyphs in _parts(run.glyphs, gap):
            yield Line(run.page, tuple(glyphs)) if len(glyphs) < len(run.glyphs) else run


def _parts(glyphs: Sequence[Glyph], gap: float) -> Iterator[Sequence[Glyph]]:
    start = end = 0
    last: Glyph | None = None
    for index, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            continue
        if last is not None:
            wide = max(SPACED_GAP, gap) if index - end > 0 else gap
            if glyph.x0 - last.x1 > wide * max(glyph.size, last.size):
                yield glyphs[start:end]
                start = index
        else:
            start = index
        last, end = glyph, index + 1
    if last is not None:
        yield glyphs[start:end]

"""Headings at the head of a paragraph, set in a type of their own, with the text behind them on their line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.headings import LONGEST, NUMBERED, Typography
from extract.lines import Glyph, Line, Style

_MOST_LINES = 3
_FEWEST = 2
_NO_HEADING = re.compile(r"(?:Table|Fig(?:ure|\.)?|Scheme|Box)\b|\(?(?:\d+|[a-z]|[ivx]+)[.)]\s", re.IGNORECASE)
"""A caption, or a point of a list."""


@dataclass(frozen=True)
class RunIn:
    """A heading at the head of a paragraph: its lines, and those of the text behind it."""

    heading: tuple[Line, ...]
    text: tuple[Line, ...]
    style: Style
    numbered: bool


def run_ins(paragraphs: Sequence[Sequence[Line]], types: Typography) -> dict[int, RunIn]:
    """The paragraphs, by index, that begin with a heading: with a number, or in a style that comes back so."""
    found = {index: made for index, lines in enumerate(paragraphs) if (made := _run_in(lines, types))}
    styles = Counter(made.style for made in found.values())
    return {index: made for index, made in found.items() if made.numbered or styles[made.style] >= _FEWEST}


def _run_in(lines: Sequence[Line], types: Typography) -> RunIn | None:
    first = lines[0].first_letter
    if first is None or first.font in types.text_fonts or abs(lines[0].size - types.body_size) > 0.6:
        return None
    for line_index, at in _changes(lines[:_MOST_LINES], types):
        cut = lines[line_index]
        heading = (*lines[:line_index], *([Line(cut.page, cut.glyphs[:at])] if at else []))
        text = " ".join(line.text for line in heading)
        if len(text) >= LONGEST or not any(letter.isupper() for letter in text[:12]) or _NO_HEADING.match(text):
            return None
        numbered = bool(NUMBERED.match(text))
        after = next(glyph.text for glyph in cut.glyphs[at:] if not glyph.text.isspace())
        ended = text.endswith((".", "?"))
        if (ended and numbered) or (after.isupper() and (ended or first.bold)):
            if text.endswith((":", ",", ";")):
                return None
            rest = (Line(cut.page, cut.glyphs[at:]), *lines[line_index + 1 :])
            return RunIn(heading, rest, Style(first.font, lines[0].size), numbered)
        if not numbered:
            return None
    return None


def _changes(lines: Sequence[Line], types: Typography) -> Iterator[tuple[int, int]]:
    """Where letters of the text's fonts begin after others: line and glyph."""
    apart = False
    for index, line in enumerate(lines):
        behind = 0
        for at, glyph in enumerate(line.glyphs):
            if _is_text(glyph, types):
                if apart:
                    yield index, behind
                apart = False
            elif glyph.text.isalpha():
                apart = True
            if glyph.text.isalpha() or glyph.text in ".?!)]:,;":
                behind = at + 1


def _is_text(glyph: Glyph, types: Typography) -> bool:
    return glyph.text.isalpha() and glyph.font in types.text_fonts

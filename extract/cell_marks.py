"""Raised signs in table cells: which of them call a note under the table, and where a number ends before them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Document, Span

_SIGNS = "*∗†‡§¶#‖"
_MARK = re.compile(rf"[a-z]{{1,2}}|[{_SIGNS}]{{1,4}}|\d{{1,2}}")
_AT_END = re.compile(rf"(?<=[\w%)\]])\s?([{_SIGNS}]{{1,4}})$")
_BETWEEN = re.compile(r"[\s,;]+")
_LONGEST = 20


@dataclass(frozen=True)
class Marked:
    """A cell's text without a raised number that would read as part of its number, its marks, and their notes."""

    text: Span
    marks: tuple[Span, ...] = ()
    notes: tuple[int, ...] = ()


def marked(document: Document, span: Span, notes: Sequence[str]) -> Marked:
    """The marks of a cell, and the places of the notes that they call.

    A raised number is a mark only where a note begins with it: else it is an exponent or a citation. At the end of a
    number it is left out of the text in either case, save behind a 10.
    """
    marks: list[Span] = []
    called: dict[int, None] = {}
    end = span.end
    for raised in _raised_in(document, span):
        text = document.text[raised.start : raised.end]
        found = [(token, _note_of(token, notes)) for token in _BETWEEN.split(text.strip()) if token]
        if not found or not all(_MARK.fullmatch(token) for token, _ in found):
            continue
        digits = text.strip()[:1].isdigit()
        if not digits or all(note is not None for _, note in found):
            marks.append(raised)
            called.update((note, None) for _, note in found if note is not None)
        if digits and raised.end == span.end and _ends_in_number(document.text[span.start : raised.start]):
            end = raised.start
            if raised not in marks:
                marks.append(raised)
    sign = _AT_END.search(document.text, max(span.start, span.end - _LONGEST), span.end)
    if sign and not any(mark.start <= sign.start(1) < mark.end for mark in marks):
        marks.append(Span(sign.start(1), sign.end(1)))
        note = _note_of(sign.group(1), notes)
        if note is not None:
            called[note] = None
    return Marked(Span(span.start, end), tuple(marks), tuple(called))


def _raised_in(document: Document, span: Span) -> Sequence[Span]:
    raised = document.superscripts
    first = bisect_left(raised, span.start, key=lambda one: one.start)
    last = bisect_left(raised, span.end, key=lambda one: one.start)
    return [one for one in raised[first:last] if one.end <= span.end]


def _ends_in_number(text: str) -> bool:
    """Whether a number that is no power of ten ends here."""
    return text[-1:].isdigit() and not re.search(r"(?:^|[^\d.])10$", text[-4:])


def _note_of(mark: str, notes: Sequence[str]) -> int | None:
    """The place of the note that begins with a mark, or in which one begins with it behind another."""
    sign = re.escape(mark.replace("∗", "*"))
    if mark[:1].isalnum():
        begins = re.compile(rf"(?:^|[.;,)]\s*|\s\s){sign}(?!\w)\s*\S|^{sign}[A-Z(]")
    else:
        begins = re.compile(rf"(?:^|[.;,)]\s*|\s){sign}(?![{re.escape(_SIGNS)}])")
    return next((at for at, note in enumerate(notes) if begins.search(note.replace("∗", "*"))), None)

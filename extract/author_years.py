"""Citations by author and year: ``(Smith et al. 2020a, b; Lee and Kim 2019)``, ``as Smith et al. (2020) showed``.

Every year in the text is asked which names stand before it. A name and year that are in the list are a citation; ones
that are not are reported only where ``et al.`` or a second name shows that they were meant as one.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from curated.schema import Reference
from extract.document import Document, PrintedCitation, Span, Spans

_NAME = r"[^\W\d_a-z][\w'’\-‐]+"
_PARTICLES = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|la|le|el|al|bin|ten|ter)\s){0,3}"
_NAMES = re.compile(
    rf"(?P<first>{_PARTICLES}{_NAME})"
    rf"(?P<several>(?:,\s{_PARTICLES}{_NAME}){{0,6}},?\s(?:and|&|et|und|y)\s{_PARTICLES}{_NAME}|,?\s(?:et|&)\sal\.?)?"
    rf"(?P<apart>['’]s)?[,;]?\s?[(\[]?\s?(?:in\s)?$"
)
_LISTED = re.compile(r",\s(?:(?:and|&|et|und|y)\s)?|\s(?:and|&|et|und|y)\s")
_START = re.compile(rf"(?<!\w){_PARTICLES}{_NAME}")
_YEAR = re.compile(r"(?<![\d/.,-])((?:1[89]|20)\d\d)([a-z])?(?![\d%])(?!\.\d)")
_LETTERS = re.compile(r"\s?[,–-]\s?([a-z])\b(?!\.)")
_BETWEEN = re.compile(r"^\s?(?:[,;]|and|&)\s?$")
_BACK = 90
_LEAST = 3
"""A document cites by author and year if at least this many entries of its list are found so."""


@dataclass(frozen=True)
class _Known:
    """The references by first family name and year, and which letter each carries."""

    by_name: dict[tuple[str, str], list[int]]
    letters: dict[int, str]
    seconds: dict[int, str]


def find_author_years(
    document: Document, references: Sequence[Reference], outside: Spans
) -> tuple[PrintedCitation, ...]:
    """Citations by author and year outside these ranges, one a name and year; none if the list is hardly cited so."""
    known = _known(references)
    found: list[PrintedCitation] = []
    names: str | None = None
    end = 0
    for year in _YEAR.finditer(document.text):
        if outside.hold(year.start()):
            continue
        again = names is not None and _BETWEEN.match(document.text[end : year.start()])
        start, named = (year.start(), names) if again else _named(document.text, year.start(), known, year.group(1))
        stop, letters = _letters(document.text, year)
        names, end = named, stop
        if named is None:
            continue
        citation = _cited(Span(start, stop), named, year.group(1), letters, known)
        if citation is not None:
            found.append(citation)
    cited = {index for citation in found for index in citation.references}
    return tuple(found) if len(cited) >= min(_LEAST, len(references)) else ()


def _known(references: Sequence[Reference]) -> _Known:
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    letters: dict[int, str] = {}
    seconds: dict[int, str] = {}
    for index, reference in enumerate(references):
        if reference.year is None:
            continue
        families = [author.value.family for author in reference.authors]
        first = families[0] if families else next((name.value for name in reference.group_author), "")
        year = str(reference.year.value)
        by_name[_folded(first), year].append(index)
        letter = re.search(rf"\b{year}([a-z])\b", reference.raw.value)
        if letter:
            letters[index] = letter.group(1)
        if len(families) > 1:
            seconds[index] = _folded(families[1])
    return _Known(dict(by_name), letters, seconds)


def _folded(name: str) -> str:
    """The last word of a family name without accents and case: what texts and lists agree on.

    >>> _folded("van der Müller"), _folded("O’Neill")
    ('muller', 'oneill')
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    plain = re.sub(r"['’]s$", "", plain)
    words = re.sub(r"[^\w\s]", "", plain.replace("-", "").replace("‐", "")).casefold().split()
    return words[-1] if words else ""


def _named(text: str, position: int, known: _Known, year: str) -> tuple[int, str | None]:
    """Where the names before a year begin, and what they say; the longest run whose first name is in the list."""
    base = max(0, position - _BACK)
    before = text[base:position]
    told: tuple[int, str | None] = (position, None)
    for start in _START.finditer(before):
        names = _NAMES.match(before, start.start())
        if names is None:
            continue
        said = names.group("first") + (names.group("several") or "")
        if (_folded(names.group("first")), year) in known.by_name:
            return base + start.start(), said
        if told[1] is None and names.group("several") and _is_meant(before, names):
            told = (base + start.start(), said)
    return told


def _is_meant(before: str, names: re.Match[str]) -> bool:
    """Whether names that the list does not have are a citation.

    ``Ecology and Evolution 2016`` is none, as no bracket is open before the names or the year.
    """
    if names.group("several").rstrip(".").endswith(" al") or before[names.start() :].rstrip().endswith(("(", "[")):
        return True
    return before.rfind("(", 0, names.start()) > before.rfind(")", 0, names.start())


def _letters(text: str, year: re.Match[str]) -> tuple[int, str]:
    """The letters behind a year (``2020a, b``), and where they end."""
    letters, end = year.group(2) or "", year.end()
    while letters and (more := _LETTERS.match(text, end)):
        letters += more.group(1)
        end = more.end()
    return end, letters


def _cited(span: Span, names: str, year: str, letters: str, known: _Known) -> PrintedCitation | None:
    parts = _LISTED.split(names)
    candidates = known.by_name.get((_folded(parts[0]), year), [])
    if letters and any(known.letters.get(index) for index in candidates):
        candidates = [index for index in candidates if known.letters.get(index, "") in letters]
    elif len(candidates) > 1 and len(parts) > 1:
        second = _folded(parts[1])
        same = [index for index in candidates if known.seconds.get(index) == second]
        candidates = same or candidates
    if candidates:
        return PrintedCitation(span, tuple(candidates if letters else candidates[:1]))
    shown = len(parts) > 1
    return PrintedCitation(span, (), (f"{names} {year}{letters}",)) if shown else None

"""Entries that hold several references → where each of them stands: ``(a) … (b) …``, or one after a semicolon."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.list_lines import YEAR, has_head

_LETTERED = re.compile(
    r"(?:^|(?<=[\s;.,:]))\((?P<letter>[a-z])\)\s{0,4}(?=[^\W\d_a-z]|[\"“‘«]|[a-z]{1,3}\s[^\W\d_a-z])"
)
_BARE_LETTERED = re.compile(r"(?:^|(?<=[\s;.]))(?P<letter>[a-z])[.)]\s{1,4}(?=[^\W\d_a-z])")
_SEMICOLON = re.compile(r";\s{1,4}(?:(?:see\salso|and)\s)?(?=[^\W\d_])")
_PLACED = re.compile(r"(?:1[89]|20)\d\d[a-z]?\)?\s?[,;:]?\s?\(?[\dA-Za-z]|\d[\w–-]*\s?\((?:1[89]|20)\d\d\)")
_MOST = 26
_LONGEST = 20_000
_FEWEST_LETTERS = 15
_HEAD = 200


class Part(NamedTuple):
    """A reference in an entry: the letter that marks it (or none), where it stands, and where its text begins."""

    letter: str
    start: int
    body: int
    end: int


def parts_of(text: str, start: int = 0) -> tuple[Part, ...]:
    """The references in the string of one entry from ``start`` on; one without a letter where there is one only.

    >>> text = "(a) Kim, E. J. Ex. 2001, 1, 2. (b) Lee, F. J. Ex. 2003, 4, 5."
    >>> [(part.letter, text[part.body : part.end]) for part in parts_of(text)]
    [('a', 'Kim, E. J. Ex. 2001, 1, 2.'), ('b', 'Lee, F. J. Ex. 2003, 4, 5.')]
    """
    whole = (Part("", start, start, len(text)),)
    if len(text) - start > _LONGEST:
        return whole
    for pattern in (_LETTERED, _BARE_LETTERED):
        marked = _between(text, list(_in_order(pattern, text, start)))
        if len(marked) > 1 and not text[start : marked[0].start].strip(" .:;"):
            return marked if _are_references(text, marked) else whole
    cuts = [
        found.end() for found in _SEMICOLON.finditer(text, start) if has_head(text[found.end() : found.end() + _HEAD])
    ]
    apart = _between(text, [("", bound, bound) for bound in [start, *cuts]])
    return apart if len(apart) > 1 and all(_PLACED.search(text, part.start, part.end) for part in apart) else whole


_Mark = tuple[str, int, int]


def _in_order(pattern: "re.Pattern[str]", text: str, start: int) -> Iterator[_Mark]:
    """The letters that follow one another from ``a`` on: each with where its mark begins and ends."""
    expected = ord("a")
    for found in pattern.finditer(text, start):
        if ord(found["letter"]) == expected and expected < ord("a") + _MOST:
            yield found["letter"], found.start(), found.end()
            expected += 1


def _are_references(text: str, parts: Sequence[Part]) -> bool:
    """Whether most of what the letters mark has a year, and all of it some words."""
    dated = sum(YEAR.search(text, part.body, part.end) is not None for part in parts)
    return 2 * dated > len(parts) and all(part.end - part.body >= _FEWEST_LETTERS for part in parts)


def _between(text: str, marks: Sequence[_Mark]) -> tuple[Part, ...]:
    found: list[Part] = []
    for (letter, begin, body), (_, stop, _) in pairwise([*marks, ("", len(text), 0)]):
        found.append(Part(letter, begin, body, begin + len(text[begin:stop].rstrip(" ;\n\t"))))
    return tuple(found)

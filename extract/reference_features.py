"""What a token of a reference string looks like, as numbers: the same for training and for parsing.

Four kinds of observations are made: *words* (the text of a token and its shape, seen from up to two tokens away),
*gaps* (what is printed between two tokens), *patterns* (shapes and gaps side by side) and *standing* (where in the
string a token is: how far the next number with punctuation around it is, how many sentences ended before it, whether
a year was printed, whether quotation marks are open). All but the words are arrays of integers for many strings at
once.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extract.reference_spellings import SHAPE, SHAPES, Looked, Spellings, gap_of, shape_of, word_of
from extract.reference_tokens import Tokens

Integers: TypeAlias = NDArray[np.int64]

_PAD = 3
"""Tokens of nothing between two strings, so that what stands beside a token is never of another string."""


class Observed(NamedTuple):
    """Strings laid out one behind the other, with padding between them; ``places`` are the tokens' indices."""

    places: Integers
    lengths: Integers
    texts: list[str]
    gaps: list[str]
    patterns: dict[str, Integers]


def observed(strings: Sequence[Tokens], spellings: Spellings) -> Observed:
    """What is seen of each token of the strings, by the name of the observation."""
    texts: list[str] = []
    gaps: list[str] = []
    lengths = []
    for tokens in strings:
        texts.extend(tokens.texts)
        texts.extend([""] * _PAD)
        gaps.extend(tokens.gaps)
        gaps.extend([""] * (_PAD - 1))
        lengths.append(len(tokens.texts))
    count = np.array(lengths, dtype=np.int64)
    whole = count + _PAD
    first = np.cumsum(whole) - whole
    owner = np.repeat(np.arange(len(lengths)), whole)
    index = np.arange(len(texts)) - first[owner]
    is_token = index < count[owner]
    return Observed(
        np.flatnonzero(is_token),
        count,
        texts,
        gaps,
        _patterns(texts, gaps, spellings, index, count[owner], owner, first),
    )


def _marks(text: str) -> int:
    """What a gap does, as bits.

    1 ends a sentence, 2 has a comma, 4 quotes, 8 opens, 16 closes, 32 is punctuation, 64 a blank line.
    """
    gap = gap_of(text)
    bits = 1 if (gap[:1] in (".", "?", "!") and gap[-1:] in (" ", '"')) or gap[:2] in ('."', '".', ".)", ").") else 0
    bits |= 2 if "," in gap else 0
    bits |= 4 if gap.count('"') % 2 else 0
    bits |= 8 if "(" in gap or "[" in gap else 0
    bits |= 16 if ")" in gap or "]" in gap else 0
    bits |= 64 if "¶" in gap else 0
    return bits | (32 if any(mark in gap for mark in ".,;:()[]") else 0)


_SHAPE_NUMBERS = Looked(lambda text: shape_of(text) if text else 0)
_MARKS = Looked(_marks)
_NUMBERS = np.array([name in ("year", "d1", "d2", "d3", "d4", "d5") for name in SHAPES])
_YEARS = np.array([name == "year" for name in SHAPES])
_INITIAL = SHAPE["X"]
_EDITING = frozenset({"ed", "eds", "Ed", "Eds", "editor", "editors", "Editors", "edited", "In", "in", "Hrsg", "dir"})
_BUCKETS = np.array([0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7])


_EDITS = Looked(lambda text: text in _EDITING)


def _each(numbers: Looked, texts: list[str]) -> Integers:
    return np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))


def _bucket(distance: Integers) -> Integers:
    made: Integers = _BUCKETS[np.clip(distance, 0, 13)]
    return made


def _patterns(
    texts: list[str],
    gaps: list[str],
    spellings: Spellings,
    index: Integers,
    length: Integers,
    owner: Integers,
    first: Integers,
) -> dict[str, Integers]:
    shape = _each(_SHAPE_NUMBERS, texts)
    gap = _each(spellings.gap_number, gaps)
    word = _each(spellings.word_number, texts)
    marks = _each(_MARKS, gaps)
    before, after, behind = _back(shape, 1), _ahead(shape, 1), _ahead(gap, 1)
    before_gap = _back(gap, 1)
    sentence = ((marks & 1) > 0) & (before != _INITIAL) & (index > 0)
    comma = (marks & 2) > 0
    blank = np.clip(_since(np.cumsum(((marks & 64) > 0) & (index > 2)), first, owner), 0, 1)
    quoted = _since(np.cumsum((marks & 4) > 0), first, owner) % 2
    bracket = np.clip(_since(np.cumsum(((marks & 8) > 0) * 1 - ((marks & 16) > 0) * 1), first, owner), 0, 1)
    dash = gap == (spellings.gap_number["-"] or -1)
    around = ((marks | _ahead(marks, 1)) & 32) > 0
    locator = _NUMBERS[shape] & around & ~dash & (index < length)
    year = _YEARS[shape] & around & (index < length)
    ends = first + np.bincount(owner, minlength=len(first))
    next_locator = _next(locator, ends[owner])
    sentences, commas = np.cumsum(sentence), np.cumsum(comma)
    distance = next_locator - np.arange(len(texts))
    upto = np.minimum(next_locator, len(texts) - 1)
    stops = np.clip(sentences[upto] - sentences, 0, 2)
    commas_to: Integers = np.clip(commas[upto] - commas, 0, 3)
    ended = np.clip(_since(sentences, first, owner), 0, 4)
    locators = np.cumsum(locator)
    left = np.clip(_since(locators, first, owner) - locator, 0, 4)
    right = np.clip(locators[ends[owner] - 1] - locators, 0, 4)
    years = np.cumsum(year)
    years_left = np.clip(_since(years, first, owner) - year, 0, 1)
    years_right = np.clip(years[ends[owner] - 1] - years, 0, 1)
    has_quotes = _any(quoted > 0, first, owner)
    edited = np.cumsum(_each(_EDITS, texts))
    edited_left = np.clip(_since(edited, first, owner), 0, 1)
    edited_right = np.clip(edited[ends[owner] - 1] - edited, 0, 1)
    from_stop = _bucket(np.arange(len(texts)) - _last(sentence | (index == 0)))
    to_stop = _bucket(_next(sentence, ends[owner]) - np.arange(len(texts)))
    g, s, w = 512, 32, 4096
    return {
        "g-1": before_gap,
        "g0": gap,
        "g1": behind,
        "g2": _ahead(gap, 2),
        "g0 s": gap * s + shape,
        "s g1": behind * s + shape,
        "s- g0 s": (before * g + gap) * s + shape,
        "s g1 s+": (shape * g + behind) * s + after,
        "g0 s g1": (gap * g + behind) * s + shape,
        "s- g0 s g1 s+": (((before * g + gap) * s + shape) * g + behind) * s + after,
        "g-1 s- g0 s": ((before_gap * s + before) * g + gap) * s + shape,
        "s g1 s+ g2": ((shape * g + behind) * s + after) * g + _ahead(gap, 2),
        "w g0": word * g + gap,
        "w g1": word * g + behind,
        "w- w": _back(word, 1) * w + word,
        "w w+": word * w + _ahead(word, 1),
        "w-- w-": _back(word, 2) * w + _back(word, 1),
        "from": np.minimum(index, 9) * s + shape,
        "to": np.minimum(length - index, 9) * s + shape,
        "part": index * 8 // np.maximum(length, 1),
        "stops distance": stops * 8 + _bucket(distance),
        "stops ended": (stops * 8 + ended) * s + shape,
        "stops commas": (stops * 4 + commas_to) * 8 + ended,
        "stops from-stop": ((stops * 8 + from_stop) * 8 + to_stop),
        "years": ((years_left * 2 + years_right) * 4 + stops) * 2 + quoted,
        "years ended": ((years_left * 2 + years_right) * 8 + ended) * 8 + _bucket(distance),
        "years gap": ((years_left * 2 + years_right) * g + gap) * s + shape,
        "locators": (left * 8 + right) * s + shape,
        "locators gap": ((left * 8 + right) * s + shape) * g + gap,
        "quoted": (quoted * 2 + bracket) * g + gap,
        "quoted ended": (quoted * 2 + bracket) * 8 + ended,
        "bracket": bracket * s + shape,
        "quotes": ((has_quotes * 2 + quoted) * 8 + ended) * 4 + stops,
        "quotes gap": (has_quotes * 2 + quoted) * g + gap,
        "edited": ((edited_left * 2 + edited_right) * 8 + ended) * 4 + stops,
        "edited gap": ((edited_left * 2 + edited_right) * g + gap) * s + shape,
        "blank": blank * s + shape,
        "blank years": (blank * 2 + years_left) * 4 + np.clip(left, 0, 3),
    }


def _any(is_one: NDArray[np.bool_], first: Integers, owner: Integers) -> Integers:
    """Whether there is one anywhere in the string of each place."""
    made: Integers = (np.add.reduceat(is_one.astype(np.int64), first) > 0).astype(np.int64)[owner]
    return made


def _back(values: Integers, by: int) -> Integers:
    made = np.zeros_like(values)
    made[by:] = values[:-by]
    return made


def _ahead(values: Integers, by: int) -> Integers:
    made = np.zeros_like(values)
    made[:-by] = values[by:]
    return made


def _since(counted: Integers, first: Integers, owner: Integers) -> Integers:
    """A running count that begins anew with each string."""
    before = np.where(first > 0, counted[first - 1], 0)
    made: Integers = counted - before[owner]
    return made


def _next(is_one: NDArray[np.bool_], ends: Integers) -> Integers:
    """The place of the next one at or behind each place, or the end of its string."""
    places = np.where(is_one, np.arange(len(is_one)), len(is_one) + 1)
    made: Integers = np.minimum(np.minimum.accumulate(places[::-1])[::-1], ends - 1)
    return made


def _last(is_one: NDArray[np.bool_]) -> Integers:
    """The place of the last one at or before each place."""
    made: Integers = np.maximum.accumulate(np.where(is_one, np.arange(len(is_one)), 0))
    return made


OFFSETS = (-2, -1, 0, 1, 2)
"""From how many tokens away a word is seen."""


def word_kinds(text: str) -> tuple[str, ...]:
    """What a token's text says: its word and shape, its last letters, its first.

    >>> word_kinds("Cells"), word_kinds("2020"), word_kinds("")
    (('w cells', 's 13', 'e lls', 'e2 ls', 'p cel', 'p4 cell'), ('w #year', 's 1'), ('none',))
    """
    if not text:
        return ("none",)
    word, shape = word_of(text), shape_of(text)
    if word[0] == "#":
        return f"w {word}", f"s {shape}"
    return f"w {word}", f"s {shape}", f"e {word[-3:]}", f"e2 {word[-2:]}", f"p {word[:3]}", f"p4 {word[:4]}"


_FARTHEST = {"e": 1, "e2": 0, "p": 0, "p4": 0}
"""From how far away endings and beginnings of words are seen; all else is from as far as words are."""


def word_attributes(text: str, offset: int) -> list[str]:
    """What the text of a token says of the token that stands ``-offset`` tokens from it.

    >>> word_attributes("Cells", 1)
    ['1 w cells', '1 s 13', '1 e lls']
    """
    return [f"{offset} {kind}" for kind in word_kinds(text) if abs(offset) <= _FARTHEST.get(kind.partition(" ")[0], 2)]

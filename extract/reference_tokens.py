"""A reference string as tokens: words, numbers and identifiers, with what is printed between them."""

import re
from typing import NamedTuple

from extract.reference_identifiers import Identifier

_WORD = re.compile(r"[^\W\d][^\W\d\u0300-\u036f]*(?:[\u0300-\u036f][^\W\d]*)*(?:['’][^\W\d_]+)?|\d+|[\ue000-\ue007]")
_OURS = re.compile("[\ue000-\ue007]")
_MARKS = {
    "doi": "\ue000",
    "url": "\ue001",
    "pmid": "\ue002",
    "pmcid": "\ue003",
    "arxiv": "\ue004",
    "isbn": "\ue005",
}
KIND_OF_MARK = {mark: kind for kind, mark in _MARKS.items()}
"""The letters of a private area that stand for an identifier each, and its kind."""

MOST_TOKENS = 800
"""What comes behind so many tokens is no reference; it is left as remainder."""


class Tokens(NamedTuple):
    """The tokens of a string: their texts, where each stands, and the string before each and behind the last."""

    texts: list[str]
    spans: list[tuple[int, int]]
    gaps: list[str]


def tokens_of(text: str, identifiers: tuple[Identifier, ...] = ()) -> Tokens:
    """Words, numbers and identifiers, in order; ``e1254`` is a word and a number. An identifier is one token.

    >>> made = tokens_of("Kim E. One-two. 2020;52:1898-907.")
    >>> made.texts, made.gaps[3:6]
    (['Kim', 'E', 'One', 'two', '2020', '52', '1898', '907'], ['-', '. ', ';'])
    """
    masked = _OURS.sub(" ", text)
    for found in reversed(identifiers):
        length = found.end - found.start
        masked = f"{masked[: found.start]}{_MARKS[found.kind]}{' ' * (length - 1)}{masked[found.end :]}"
    spans = [found.span() for found in _WORD.finditer(masked)][:MOST_TOKENS]
    texts = [masked[start:end] for start, end in spans]
    if identifiers:
        ends = {found.start: found.end for found in identifiers}
        spans = [(start, ends.get(start, end)) for start, end in spans]
    gaps = []
    before = 0
    for start, end in spans:
        gaps.append(text[before:start])
        before = end
    gaps.append(text[before : before + 12])
    return Tokens(texts, spans, gaps)

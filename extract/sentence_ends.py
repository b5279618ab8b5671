"""Where sentences end: what a full stop ends, and the sentences of a plain text such as an abstract.

A review's sentences are split by spaCy with these words (``passages``); an abstract has neither markers nor floats, and
a thousand of them are split here in the time that spaCy takes to be loaded.
"""

import re
from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    """
    al fig figs tab vs e.g i.e approx ref refs no nos dr prof st sp spp cf ca resp eq eqs vol ed eds inc etc suppl
    bzw z.b usw jr sr
    """.split()  # noqa: SIM905 - words of a list are read best in a row
)
"""Words in lower case that a full stop behind them belongs to."""

OPENS = re.compile(r"[\"“‘'(\[]*[A-ZÀ-ÝΑ-Ω\d]|[\"“‘'(\[]*[a-zα-ω]{1,3}[-‑]?[A-Z\d]|[\"“‘(\[]*[α-ω]")
"""What may begin a sentence."""

_STOP = re.compile(r"[.?!。][\"”’)\]]{0,2}(?=\s)|\n")
_WORD_BEFORE = re.compile(r"[^\s(\[]{1,30}$")
_LONGEST_WORD = 30


def sentences_in(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the sentences of a text, without the white space around them; a line break ends one too.

    >>> text = "METHODS: Mice (vs. rats) were used. A total of 3.5 mg was given."
    >>> [text[start:end] for start, end in sentences_in(text)]
    ['METHODS: Mice (vs. rats) were used.', 'A total of 3.5 mg was given.']
    """
    begin = 0
    for stop in _STOP.finditer(text):
        if stop.group() == "\n" or _ends(text, stop):
            yield from _trimmed(text, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(text, begin, len(text))


def _ends(text: str, stop: "re.Match[str]") -> bool:
    """Whether a full stop ends a sentence: no abbreviation, and what follows can begin one."""
    following = stop.end()
    while following < len(text) and text[following] in " \t\u00a0\u2009\u202f":
        following += 1
    if following < len(text) and text[following] != "\n" and not OPENS.match(text, following):
        return False
    if not stop.group().startswith("."):
        return True
    before = _WORD_BEFORE.search(text, max(0, stop.start() - _LONGEST_WORD), stop.start())
    word = before.group() if before else ""
    return word.lower() not in ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end

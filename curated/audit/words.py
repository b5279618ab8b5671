"""The words in which a claim and a sentence are compared: stems without function words, and how much each tells.

A word that most texts of the field have tells little. How many have it is compiled from the development texts
(``benchmarks/train_support.py``) into :data:`BACKGROUND`; a word that none of them has tells most.
"""

import gzip
import json
import math
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

BACKGROUND = "background.json.gz"
LONGEST = 4000
"""Characters of a claim or a sentence that are compared."""

_WORD = re.compile(r"[^\W_]+")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an the of in on at to for from by with and or not no is are was were be been being as that this these those it
        its their they them we our us he she which who whom whose what when where how than then there here has have had
        do does did can could may might will would should also such into over under between among during after before
        about more most other others some any all both each et al e g i
        """,
    )
)
_ENDINGS = (
    *("ically", "ations", "ation", "ities", "ments", "ing", "ies", "ied", "ity", "ive", "ous", "ally", "ment"),
    *("es", "ed", "al", "ly", "s", "e"),
)
_SHORTEST_STEM = 4
GRAM = 4


class Word(NamedTuple):
    """A stem and the range of the word that it was made from."""

    stem: str
    start: int
    end: int


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A lower-case word without its ending, where four letters are left.

    >>> stem("reductions"), stem("improved"), stem("rats")
    ('reduction', 'improv', 'rats')
    """
    for ending in _ENDINGS:
        if len(word) - len(ending) >= _SHORTEST_STEM and word.endswith(ending):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text that tell something, with their stems. The last texts are kept: each is asked for often."""
    return tuple(
        Word(stem(word), *match.span())
        for match in _WORD.finditer(text[:LONGEST])
        if (word := match.group().lower()) not in _FUNCTION_WORDS
    )


def stems_of(text: str) -> list[str]:
    """The stems of a text, in order.

    >>> stems_of("The rates of survival were 5.2 and 3.1")
    ['rate', 'surviv', '5', '2', '3', '1']
    """
    return [word.stem for word in words_of(text)]


def grams_of(text: str) -> frozenset[str]:
    """The runs of four characters in a text: what spellings and codes share where whole words differ."""
    spaced = f" {' '.join(_WORD.findall(text[:LONGEST].lower()))} "
    return frozenset(spaced[at : at + GRAM] for at in range(len(spaced) - GRAM + 1))


class Background(NamedTuple):
    """In how many of ``texts`` texts each stem stands."""

    texts: int
    having: dict[str, int]

    def weight(self, word: str) -> float:
        """How much a stem tells: BM25's inverse document frequency, in nats."""
        having = self.having.get(word, 0)
        return math.log(1 + (self.texts - having + 0.5) / (having + 0.5))

    def total(self, words: Iterable[str]) -> float:
        """How much some stems tell together."""
        return sum(map(self.weight, words))

    def covered(self, asked: frozenset[str] | set[str], given: frozenset[str] | set[str]) -> float:
        """The share of what ``asked`` tells that ``given`` has too, 0 to 1; 0 where nothing is asked."""
        whole = self.total(asked)
        return self.total(asked & given) / whole if whole else 0.0


@cache
def background() -> Background:
    """The background that comes with litcurate."""
    compiled = json.loads(gzip.decompress(files("curated.audit").joinpath(BACKGROUND).read_bytes()))
    return Background(compiled["texts"], {word: int(count) for word, count in compiled["having"].items()})

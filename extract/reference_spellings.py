"""The spelling of a token and of what is printed between two tokens, as classes and numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from extract.reference_tokens import KIND_OF_MARK, Tokens

SHAPES = (
    *("none", "year", "d1", "d2", "d3", "d4", "d5", "X", "XX", "XXX", "XXXX", "roman", "Xx", "Xxx"),
    *("x1", "x2", "x3", "x4", "Xmix", "mix", "cjk", "other", "doi", "url", "pmid", "pmcid", "arxiv", "isbn"),
)
SHAPE = {name: number for number, name in enumerate(SHAPES)}

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ROMAN = re.compile(r"[IVXLC]{2,6}$")
_LOWER = ("x1", "x2", "x3", "x4")
_UPPER = ("X", "XX", "XXX", "XXXX")


def shape_of(text: str) -> int:
    """The number of a token's shape.

    >>> [SHAPES[shape_of(text)] for text in ("2020", "52", "Kim", "E", "III", "of", "McKay")]
    ['year', 'd2', 'Xx', 'X', 'roman', 'x2', 'Xmix']
    """
    if text in KIND_OF_MARK:
        return SHAPE[KIND_OF_MARK[text]]
    if text.isdigit():
        return SHAPE["year" if _YEAR.fullmatch(text) else f"d{min(len(text), 5)}"]
    if "\u2e80" <= text[0] <= "\ud7ff":
        return SHAPE["cjk"]
    if text.islower():
        return SHAPE[_LOWER[min(len(text), 4) - 1]]
    if text.isupper():
        return SHAPE["roman" if _ROMAN.match(text) else _UPPER[min(len(text), 4) - 1]]
    if text[0].isupper():
        return SHAPE[("Xx" if len(text) < 4 else "Xxx") if text[1:].islower() else "Xmix"]
    return SHAPE["mix" if text[0].isalpha() else "other"]


def folded(text: str) -> str:
    """A word without case and accents.

    >>> folded("Gøtzsche"), folded("Références")
    ('gøtzsche', 'references')
    """
    if text.isascii():
        return text.lower()
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter)
    )


def word_of(text: str) -> str:
    """The word of a token as it is counted: digits only by their number, identifiers by their kind."""
    shape = shape_of(text)
    if shape <= SHAPE["d5"] or shape >= SHAPE["doi"]:
        return f"#{SHAPES[shape]}"
    return folded(text)[:24]


_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad-]+")
_QUOTES = re.compile("[“”„«»\"]|''|``")
_APOSTROPHES = re.compile("[‘’‚`´′]")
_SPACES = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n\s*\n\s*")


def gap_of(text: str) -> str:
    r"""What stands between two tokens, in one spelling, at most six letters of it.

    >>> gap_of(" \n“"), gap_of("–\u00ad\n"), gap_of(".  ")
    (' "', '- ', '. ')
    """
    if text in (" ", ", ", ". ", "; ", ""):
        return text
    made = _SPACES.sub(" ", _BLANK_LINE.sub("¶", _DASHES.sub("-", _QUOTES.sub('"', _APOSTROPHES.sub("'", text)))))
    return made if len(made) <= 6 else made[:3] + made[-3:]


class Looked(dict[str, int]):
    """Numbers of texts, each worked out once and remembered."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, text: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        made = self[text] = self._number(text)
        return made


_MOST_REMEMBERED = 200_000


class Spellings:
    """The gaps and the frequent words that a model knows by number; number 0 stands for all others."""

    def __init__(self, gaps: Sequence[str], words: Sequence[str]) -> None:
        self.gaps, self.words = tuple(gaps), tuple(words)
        gap_numbers = {text: number for number, text in enumerate(gaps, start=1)}
        word_numbers = {text: number for number, text in enumerate(words, start=1)}
        self.gap_number = Looked(lambda text: gap_numbers.get(gap_of(text), 0))
        self.word_number = Looked(lambda text: word_numbers.get(word_of(text), 0) if text else 0)


def known_spellings(strings: Iterable[Tokens], gaps: int = 400, words: int = 3000, fewest: int = 4) -> Spellings:
    """The gaps and words that stand in training strings often enough."""
    counted_gaps: Counter[str] = Counter()
    counted_words: Counter[str] = Counter()
    for tokens in strings:
        counted_gaps.update(map(gap_of, tokens.gaps))
        counted_words.update(map(word_of, tokens.texts))
    return Spellings(_ranked(counted_gaps, gaps, fewest), _ranked(counted_words, words, 3 * fewest))


def _ranked(counted: Counter[str], most: int, fewest: int) -> list[str]:
    ranked = sorted(counted, key=lambda text: (-counted[text], text))[:most]
    return [text for text in ranked if counted[text] >= fewest]

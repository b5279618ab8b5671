"""Whether a short form can stand for a long one: the letters of ``HCC`` stand in order in ``hepatocellular carcinoma``.

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003), with
Greek letters that may be spelled out, plurals, numbers, and of all that fits the words with the most initials.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

MOST_LETTERS = 12
SHORT = r"[^\W_](?:[\w&/+.‐‑–-]{0,10}[\w+])(?:\s\d{1,2}|(?<=\d)\s[A-Z][\w-]{1,5})?"
"""What a short form may look like; whether it is one, :func:`may_be_short` says."""
_IDLE_WORD = 0.34
"""What a word of a long form that gives no letter counts against it: three such words cost more than an initial."""
_LEAST = 0.9
_NONE = -1_000.0
_WORD = re.compile(r"\w+")
_PLURAL = re.compile(r"(?<=[A-Z\d])s$")


class Letter(NamedTuple):
    """A letter of a long form: folded, which word it is in, whether a word or a part of one begins with it."""

    letter: str
    word: int
    initial: bool


def may_be_short(printed: str) -> bool:
    """Whether a word looks like a short form: two to twelve characters, a capital or a number with a letter in it.

    >>> [may_be_short(word) for word in ("HCC", "siRNA", "PD-1", "mice", "2020", "A", "Figure")]
    [True, True, True, False, False, False, False]
    """
    letters = [letter for letter in printed if letter.isalnum()]
    if not 2 <= len(letters) <= MOST_LETTERS or not any(letter.isalpha() for letter in letters):
        return False
    capitals = sum(letter.isupper() for letter in letters)
    return capitals > 1 or (capitals == 1 and (len(letters) < 4 or not letters[0].isupper())) or letters[-1].isdigit()


def begins(words: Sequence[re.Match[str]], text: str, short: str) -> int | None:
    r"""Which of the words before a short form its long form begins with; None where no run of words fits.

    Of the runs that fit, the one that :func:`fits` best.

    >>> text = "patients with advanced hepatocellular carcinoma"
    >>> words = list(re.finditer(r"\w+", text))
    >>> words[begins(words, text, "HCC")].group()
    'hepatocellular'
    """
    letters = len(_letters(short))
    reach = min(letters + 5, 2 * letters)
    best: tuple[float, int] | None = None
    for first in range(len(words) - 1, max(-1, len(words) - 1 - reach), -1):
        if words[first].group() == short:
            break
        score = fits(short, text[words[first].start() : words[-1].end()])
        if score is not None and score > (best[0] if best else _LEAST):
            best = (score, first)
    return best[1] if best else None


def fits(short: str, long: str) -> float | None:
    """How well a short form's letters stand in order in a long form: its initials, less a third for each idle word.

    None where they do not all stand there, or the first is not the first of the long form.

    >>> fits("TGF-β", "transforming growth factor beta"), fits("ICIs", "immune checkpoint inhibitors")
    (4.0, 3.0)
    >>> fits("AST", "aspartate aminotransferase"), fits("OR", "older men")
    (1.0, 0.66)
    """
    wanted, letters = _letters(short), _spelled(long)
    if not wanted or not letters or wanted[0] != letters[0].letter:
        return None
    ending = {0: 1 + _IDLE_WORD}  # for each place at which the letters so far can end, what they are worth at best
    for letter in wanted[1:]:
        ending = _ending_with(letter, letters, ending)
    words = letters[-1].word + 1
    return round(max(ending.values()) - _IDLE_WORD * words, 2) if ending else None


def _ending_with(letter: str, letters: Sequence[Letter], ending: dict[int, float]) -> dict[int, float]:
    """Where a run of letters can end that is one longer than those of ``ending``, and what it is worth at best."""
    found: dict[int, float] = {}
    before = within = _NONE  # the best that ends in an earlier word, and in the same word
    word = 0
    for index, place in enumerate(letters):
        if place.word != word:
            word, before, within = place.word, max(before, within), _NONE
        if place.letter == letter:
            worth = max(before + _IDLE_WORD, within) + place.initial
            if worth > 0:
                found[index] = worth
        within = max(within, ending.get(index, _NONE))
    return found


@cache
def _letters(short: str) -> str:
    return "".join(_fold(letter) for letter in _PLURAL.sub("", short) if letter.isalnum())


def _spelled(long: str) -> list[Letter]:
    """The letters of a long form; a Greek letter that is spelled out stands for itself as well as for its name."""
    found: list[Letter] = []
    for number, word in enumerate(_WORD.finditer(long)):
        greek = _GREEK.get(word.group().casefold())
        letters = greek or word.group()
        for index, letter in enumerate(letters):
            before = letters[index - 1] if index else ""
            initial = (
                not before or (letter.isdigit() and not before.isdigit()) or (letter.isupper() and before.islower())
            )
            found.append(Letter(_fold(letter), number, initial))
    return found


@cache
def _fold(letter: str) -> str:
    """A letter without case, accent and script: ``β`` as the b that stands for it."""
    plain = unicodedata.normalize("NFKD", letter)[0].casefold()
    return _LATIN.get(plain, plain)


_LATIN = {"α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "κ": "k", "λ": "l", "μ": "m", "ω": "o", "σ": "s"}
_GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "omega": "ω",
    "sigma": "σ",
}

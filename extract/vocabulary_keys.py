"""What makes two printed names the same name: the words and numbers that they are made of.

``PD-1``, ``PD1`` and ``PD 1`` have one key; Greek letters are spelt out, and letters and digits part where they meet.
"""

import re
import unicodedata

TOKEN = re.compile(r"[^\W\d_]+|\d+")
"""A run of letters or of digits."""

BETWEEN = re.compile(r"(?:\s?[-‐‑–/+'’]{0,2}\s?)|,")
"""What may stand between the words of one name: a space, a hyphen, a slash, a plus, an apostrophe, a bare comma."""

_NAMES_OF_LETTERS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "kappa", "lambda", "mu", "chi", "omega"]
_GREEK = dict(zip("αβγδεζκλμχω", _NAMES_OF_LETTERS, strict=True))
_HAS_GREEK = re.compile("[αβγδεζκλμχω]")
_PIECES = re.compile("[αβγδεζκλμχω]|[^αβγδεζκλμχω]+")


def tokens_of(name: str) -> list[str]:
    """The tokens of a name, in its own case.

    >>> tokens_of("B7-H3"), tokens_of("TNFα")
    (['B', '7', 'H', '3'], ['TNF', 'alpha'])
    """
    found: list[str] = []
    for match in TOKEN.finditer(name):
        word = match.group()
        if word.isascii():
            found.append(word)
        else:
            found.extend(spelt(word))
    return found


def spelt(word: str) -> list[str]:
    """A word with its Greek letters spelt out as words of their own and its accents dropped.

    >>> spelt("céfamandole"), spelt("NFκB")
    (['cefamandole'], ['NF', 'kappa', 'B'])
    """
    pieces = _PIECES.findall(word) if _HAS_GREEK.search(word) else [word]
    return [_GREEK.get(piece) or _plain(piece) for piece in pieces]


def _plain(word: str) -> str:
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def folded_key(name: str) -> str:
    """The key of a name in any case.

    >>> folded_key("Programmed Death-1") == folded_key("programmed death 1")
    True
    """
    return " ".join(tokens_of(name)).lower()


def exact_key(name: str) -> str:
    """The key of a name whose case counts, told from the others by its first character."""
    return "=" + " ".join(tokens_of(name))

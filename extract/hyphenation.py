"""Whether a hyphen at a line's end belongs to the word, decided from the other words of the same document."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST = re.compile(r"[\w-]*$")
_FIRST = re.compile(r"\w*")
_LONGEST_WORD = 80
_OPENS_COMPOUNDS = frozenset(
    {"high", "low", "long", "short", "well", "self", "cross", "half", "double", "single", "first", "second", "third"}
)
"""Words that open compounds and are hardly ever the first half of a divided word."""
HYPHENS = ("-", "\u00ad")


class Words:
    """The words of a document: how often each stands in it, and whether one begins in a given way."""

    def __init__(self, counted: Counter[str]) -> None:
        self._counted = counted
        self._sorted = sorted(counted)

    def __getitem__(self, word: str) -> int:
        """How often this word stands whole in the document."""
        return self._counted[word]

    def has_form(self, word: str, fewest: int) -> bool:
        """Whether another form of this word does: one that differs in its ending, behind the ``fewest`` first letters.

        >>> Words(Counter(["highlights"])).has_form("highlighting", 6)
        True
        """
        stem = word[: max(fewest, len(word) - 3)]
        at = bisect_left(self._sorted, stem)
        return at < len(self._sorted) and self._sorted[at].startswith(stem)


def words_of(lines: Iterable[str]) -> Words:
    """The words that stand whole in these lines: not the halves of words that a line end parts."""
    words: Counter[str] = Counter()
    broken = False
    for line in lines:
        found = _WORD.findall(line.replace("\u00ad", "-").lower())
        parts = found[1 if broken and found else 0 :]
        broken = line.endswith(HYPHENS)
        whole = parts[:-1] if broken else parts
        words.update(whole)
        words.update(part for word in whole if "-" in word for part in word.split("-"))
    return Words(words)


def keeps_hyphen(above: str, below: str, words: Words) -> bool:
    r"""Whether the hyphen that ends ``above`` stays when ``below`` is read on.

    The word without it wins where the document prints that word, or another form of it, elsewhere; a name with digits
    or capitals keeps it.

    >>> known = words_of(["immunotherapy in cancer-related pain", "light chain and enhancer; highlights"])
    >>> [keeps_hyphen(a, b, known) for a, b in [("immuno-", "therapy"), ("cancer-", "related"), ("PD-", "L1")]]
    [False, True, True]
    >>> keeps_hyphen("of car\u00ad", "cinoma", known), keeps_hyphen("kappa-light-chain-", "enhancer of", known)
    (False, True)
    >>> keeps_hyphen("high-", "lighting", known), keeps_hyphen("high-", "throughput", known)
    (False, True)
    """
    soft = above.endswith("\u00ad")
    left = _LAST.search(above[-_LONGEST_WORD:-1])
    right = _FIRST.match(below)
    before = left.group().lower() if left else ""
    after = right.group().lower() if right else ""
    if not before or not after or not below[:1].isalpha():
        return not soft or not below[:1].isalpha()
    if soft:
        return False
    part = before.rsplit("-", 1)[-1]
    if not part.isalpha() or not after.isalpha() or above[-2].isupper() != below[0].isupper():
        return True
    joined, hyphened = words[part + after], words[f"{part}-{after}"] + words[f"{before}-{after}"]
    if joined or hyphened:
        return hyphened > joined
    joins, hyphens = _has_form(part, "", after, words), _has_form(part, "-", after, words)
    if joins != hyphens:
        return hyphens
    if "-" in before or part in _OPENS_COMPOUNDS or len(part) == 1 or len(after) == 1:
        return True
    return len(part) > 2 and len(after) > 2 and words[part] > 0 and words[after] > 0


def _has_form(part: str, between: str, after: str, words: Words) -> bool:
    """Whether another form of the word stands in the document; two letters behind the line end must agree at least."""
    opening = part + between
    return len(after) > 2 and words.has_form(opening + after, len(opening) + 2)

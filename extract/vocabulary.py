"""Names of drugs, targets, diseases, cells, organisms … with their identifiers, and where a text prints them.

The names are compiled once, by ``vocabularies/compile.py``, into one file: :data:`ENTRIES`. A text is walked through
token by token, and at each the longest name that begins there is taken. Case counts where a vocabulary's name is a
symbol (``MET``, ``PD-1``). A weak name (a gene's symbol of letters only, ``garlic``, ``zinc``) counts where the words
beside it speak of genes or of giving (``weak_names``).
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from extract.vocabulary_keys import BETWEEN, TOKEN, spelt
from extract.weak_names import bears_out

Kind = Literal[
    "drug", "class", "target", "disease", "cell", "pathway", "chemical", "organism", "agency", "procedure", "trial"
]

ENTRIES = "entities.json.gz"
_MOST_TOKENS = 7
_MOST_REMEMBERED = 50_000
_SHORTEST = 6
"""Letters of a word that may be the misspelt name of a drug; shorter ones stand too near to each other."""

_LONG = 12
"""Letters of a name near which no other word stands."""

STEM = (
    r"(?:mab|tinib|ciclib|parib|rafenib|lisib|zomib|metinib|degib|limus|gliptin|gliflozin|glitazone|prazole|sartan|"
    r"dronate|floxacin|cycline|cillin|oxetine|vastatin|conazole|platin|taxel|rubicin|trexate|tecan|lukast|setron)"
)
"""Stems of international nonproprietary names that no other English word ends in (WHO, The use of stems, 2018)."""

STEM_END = re.compile(rf"{STEM}$")
_PLURAL = 4
"""The least letters of a word whose plural s is looked past."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a vocabulary; ``identifier`` is empty where the vocabulary has none for it."""

    kind: Kind
    vocabulary: str
    identifier: str
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: its range and the entry that it names."""

    start: int
    end: int
    entry: Entry


class Vocabulary:
    """The compiled names, to be looked up by key (``vocabulary_keys``)."""

    def __init__(self, compiled: Mapping[str, object]) -> None:
        self.version = str(compiled["version"])
        self.sources: Mapping[str, str] = compiled["sources"]  # type: ignore[assignment]
        self._entries = str(compiled["entries"]).split("\n")  # a line each, as lists of lists are slow to read
        values: list[int] = compiled["values"]  # type: ignore[assignment]
        lengths: list[int] = compiled["lengths"]  # type: ignore[assignment]
        self._values = dict(zip(str(compiled["keys"]).split("\n"), values, strict=True))
        self._heads = dict(zip(str(compiled["heads"]).split("\n"), lengths, strict=True))
        self._near: dict[str, list[str]] | None = None
        self._misspelt: dict[str, Entry | None] = {}

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def at(self, number: int) -> Entry:
        """The entry with a number below :attr:`size`."""
        return self._entry(number)

    def entry(self, key: str) -> Entry | None:
        """The entry with a key."""
        value = self._values.get(key)
        return None if value is None else self._entry(value >> 1)

    def find(self, text: str) -> Iterator[Named]:
        """The names in a text, in order, none within another; the longest at each place."""
        tokens = _tokens(text)
        words = [token for token, *_ in tokens]
        index = 0
        while index < len(tokens):
            count, value = self._longest(words, tokens, text, index)
            if value is None:
                index += 1
                continue
            start, end = tokens[index][1], tokens[index + count - 1][2]
            yield Named(start, end, self._entry(value))
            index += count

    def _longest(
        self, words: list[str], tokens: list[tuple[str, int, int, bool]], text: str, index: int
    ) -> tuple[int, int | None]:
        if tokens[index][3]:  # within a word
            return 1, None
        most = min(self._heads.get(words[index].lower(), 1), len(words) - index)
        while most > 1 and not _joined(tokens, text, index, most):
            most -= 1
        for count in range(most, 0, -1):
            after = index + count
            if after < len(tokens) and tokens[after][3]:
                continue  # it would end within a word
            value = self._value(words[index:after])
            if value is None:
                continue
            if value & 1 and not self._borne_out(value >> 1, text, tokens[index][1], tokens[after - 1][2]):
                continue
            return count, value >> 1
        return 1, None

    def _borne_out(self, number: int, text: str, start: int, end: int) -> bool:
        return bears_out(self._entries[number].split("\t", 1)[0], text, start, end)

    def _value(self, words: list[str]) -> int | None:
        exact = " ".join(words)
        value = self._values.get("=" + exact)
        if value is None:
            value = self._values.get(exact.lower())
        if value is None and len(words[-1]) >= _PLURAL and words[-1].endswith("s"):
            singular = exact[:-1]
            value = self._values.get(singular.lower())
            if value is None and words[-1][:-1].isupper():
                value = self._values.get("=" + singular)
        return value

    def _entry(self, value: int) -> Entry:
        kind, vocabulary, identifier, name = self._entries[value].split("\t")
        return Entry(kind, vocabulary, identifier, name)  # type: ignore[arg-type]

    def misspelt_drug(self, word: str) -> Entry | None:
        """The one drug whose name is a single edit away from a word of six letters or more, if there is just one.

        Only names that end in the stem of a drug, long ones and those of our own list are looked at: other words stand
        too near to each other.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return None
        if word not in self._misspelt:
            if len(self._misspelt) >= _MOST_REMEMBERED:
                self._misspelt.clear()
            self._misspelt[word] = self._nearest_drug(word)
        return self._misspelt[word]

    def _nearest_drug(self, word: str) -> Entry | None:
        if self._near is None:
            self._near = self._drugs_by_part()
        folded = word.lower()
        lengths = (len(word) - 1, len(word), len(word) + 1)
        near = {name for length in lengths for part in _parts(folded, length) for name in self._near.get(part, ())}
        entries = {self._entry(self._values[name] >> 1) for name in near if _one_edit(folded, name)}
        return entries.pop() if len(entries) == 1 else None

    def _drugs_by_part(self) -> dict[str, list[str]]:
        near: dict[str, list[str]] = {}
        for name, value in self._values.items():
            if value & 1 or len(name) < _SHORTEST or not name.isalpha() or not name.islower():
                continue
            kind, vocabulary = self._entries[value >> 1].split("\t", 2)[:2]
            long = len(name) >= _LONG and not name.endswith("s")
            if kind == "drug" and (vocabulary == "litcurate" or long or STEM_END.search(name)):
                for part in _parts(name, len(name)):
                    near.setdefault(part, []).append(name)
        return near


def _parts(name: str, length: int) -> tuple[str, str]:
    """Halves of which a single edit leaves one as it was, the first four letters and the last four, with a length."""
    return f"{length}^{name[:4]}", f"{length}{name[-4:]}$"


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter put in, left out or changed turns one word into the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((index for index, letter in enumerate(short) if letter != long[index]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _tokens(text: str) -> list[tuple[str, int, int, bool]]:
    """Tokens with their ranges, and whether each is glued to the one before."""
    found: list[tuple[str, int, int, bool]] = []
    last = -1
    for match in TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        glued = start == last
        if word.isascii():
            found.append((word, start, end, glued))
        else:
            position = start
            for piece in spelt(word):
                length = len(piece) if piece.lower() in word.lower() else 1
                found.append((piece, position, min(position + length, end), glued or position > start))
                position = min(position + length, end - 1)
        last = end
    return found


def _joined(tokens: list[tuple[str, int, int, bool]], text: str, index: int, count: int) -> bool:
    """Whether nothing but what may stand within a name parts the last of these tokens from the one before it."""
    for at in range(index + 1, index + count):
        start, end = tokens[at - 1][2], tokens[at][1]
        if end > start and not BETWEEN.fullmatch(text, start, end):
            return False
    return True


@cache
def load() -> Vocabulary:
    """The vocabulary that comes with litcurate."""
    packed = files("extract").joinpath(ENTRIES).read_bytes()
    return Vocabulary(json.loads(gzip.decompress(packed)))

"""The two sides of a comparison: what a claim says, and what was read of what it cites, looked up by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from curated.cited import CitedItem, CitedSentence
from curated.facts import Facts, Name
from curated.provenance import Method, Sourced

WORDS = Method(name="words-of-text", version="1")
LISTED = Method(name="one-of-a-list", version="1")
Joint = Literal["together", "against"]
Verdict = Literal["agrees", "differs", "not_stated", "unclear"]


class Place(NamedTuple):
    """A name in a sentence of a cited item."""

    sentence: CitedSentence
    name: Name

    @property
    def words(self) -> Sourced[str]:
        """What is printed there."""
        return words_of(self.sentence.text, self.name.start, self.name.end)


class Comparison(NamedTuple):
    """What came of holding one attribute of a claim against a cited item."""

    attribute: str
    verdict: Verdict
    claimed: Sourced[str] | None
    found: Sourced[str] | None
    reason: str


class Read:
    """A cited item, its names and sentences made ready to be compared with many claims."""

    def __init__(self, item: CitedItem) -> None:
        self.item = item
        self.joints: dict[tuple[frozenset[str], Joint], Sourced[str]] | None = None
        """What is made of it once: see ``agreement_arms``."""
        self._named: dict[str, dict[str, Place]] = {}
        self._titled: dict[str, dict[str, Place]] = {}

    @property
    def sentences(self) -> tuple[CitedSentence, ...]:
        """All sentences, titles first."""
        return (*self.item.titles, *self.item.sentences)

    @property
    def reads_abstract(self) -> bool:
        """Whether more than a title was read."""
        return bool(self.item.sentences)

    def named(self, kind: str) -> Mapping[str, Place]:
        """The first place of each name of a kind, titles first."""
        if kind not in self._named:
            self._named[kind] = _first_places(self.sentences, kind)
        return self._named[kind]

    def titled(self, kind: str) -> Mapping[str, Place]:
        """The names of a kind that a title has."""
        if kind not in self._titled:
            self._titled[kind] = _first_places(self.item.titles, kind)
        return self._titled[kind]


def _first_places(sentences: Sequence[CitedSentence], kind: str) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for sentence in sentences:
        for name in sentence.facts.names:
            if name.kind == kind:
                found.setdefault(name.name, Place(sentence, name))
    return found


@dataclass(frozen=True)
class Claimed:
    """A claim with its facts, and what it cites besides the item that it is held against."""

    text: Sourced[str]
    facts: Facts
    beside: tuple[Read, ...] = ()

    def words(self, name: Name) -> Sourced[str]:
        """What is printed of a name of the claim; of one in a label over it, the name."""
        if name.start < 0:
            return self.text.derive(name.name, WORDS)
        return words_of(self.text, name.start, name.end)

    def said(self, what: str) -> Sourced[str]:
        """What says a group, a design, a phase or a trial number; the whole claim where it stands in no one place."""
        place = self.facts.places.get(what)
        return words_of(self.text, *place) if place else self.text

    def named(self, *kinds: str) -> list[Name]:
        """The names of these kinds, once each."""
        return [name for kind in kinds for name in self.facts.named(kind).values()]

    @cached_property
    def is_open(self) -> bool:
        """Whether the claim asserts nothing: aims, wishes, what is under way."""
        return self.facts.polarity == "none"


def words_of(text: Sourced[str], start: int, end: int) -> Sourced[str]:
    """Some words of a text, with its source."""
    words = text.value[start:end]
    return text if words == text.value else text.derive(words, WORDS)


def listed(words: Sequence[str]) -> str:
    """Words as a message has them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

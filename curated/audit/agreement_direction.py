"""Which way a claim says that something goes, held against the sentences that speak of the same."""

from collections.abc import Iterator

from curated.audit.compared import Claimed, Comparison, Read, words_of
from curated.cited import CitedSentence
from curated.facts import Direction, Facts
from curated.provenance import Sourced

_DRUGS = ("drug", "class")


def compare_direction(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """Directions: agrees where a sentence says the same of the same, differs where all
    that speak of it say the reverse.

    The same is an agent and what it acts on, both by name; or an endpoint, in sentences about the same drugs.
    """
    if claimed.is_open:
        return
    results = [each for direction in claimed.facts.directions if (each := _compared(direction, claimed, read))]
    order = {"agrees": 0, "differs": 1, "unclear": 2, "not_stated": 3}
    if results:
        yield min(results, key=lambda each: order[each.verdict])


def _compared(direction: Direction, claimed: Claimed, read: Read) -> Comparison | None:
    words = words_of(claimed.text, direction.start, direction.end)
    aligned = [
        (sentence, other)
        for sentence in read.sentences
        for other in sentence.facts.directions
        if other.what == direction.what and other.agent == direction.agent
        if direction.agent is not None or _same_drugs(claimed.facts, sentence)
    ]
    for sentence, other in aligned:
        if other.course == direction.course:
            return Comparison("direction", "agrees", words, _quoted(sentence, other), "")
    if not aligned:
        return Comparison("direction", "not_stated", words, None, "")
    sentence, other = aligned[0]
    opposite = {direction.course, other.course} == {"up", "down"}
    reason = "it says the opposite" if opposite else "one says that it changes, the other that it does not"
    return Comparison("direction", "differs" if opposite else "unclear", words, _quoted(sentence, other), reason)


def _same_drugs(claim: Facts, sentence: CitedSentence) -> bool:
    """Whether a sentence speaks of the drugs of the claim and of no others."""
    mine, theirs = (
        frozenset(name for kind in _DRUGS for name in facts.named(kind)) for facts in (claim, sentence.facts)
    )
    return bool(mine) and mine == theirs


def _quoted(sentence: CitedSentence, direction: Direction) -> Sourced[str]:
    return words_of(sentence.text, direction.start, direction.end)

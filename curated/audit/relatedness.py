"""How much of what a claim says is anywhere in a cited item: whether the item can hold the claim at all.

Measures are shares of what the claim's words tell, by the background or among the item's own sentences. A long article
has many words by chance: what it has beyond that is a measure of its own.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from curated.audit.ranking import BEHIND, Ranker, place_of
from curated.audit.words import background, stems_of
from curated.cited import CitedSentence

_BACKGROUND_WORDS = 130
"""Stems of one background text, about: what chance is reckoned by."""


@dataclass(frozen=True, slots=True)
class Relatedness:
    """What a claim and a cited item have in common.

    ``best`` is the share of the claim that one sentence has, by how words are spread in this item; ``pair`` what two
    sentences side by side have, by the background; ``beyond_chance`` what the item has above what any text of its
    length would have, 0 for none of it (it can be less). ``several`` is 1 where the claim's marker stands for several
    references: none of them need hold all of it.
    """

    best: float
    pair: float
    beyond_chance: float
    several: float

    def values(self) -> tuple[float, ...]:
        """The measures in their order."""
        return astuple(self)


def relatedness(
    claim: str, ranker: Ranker, titles: Sequence[CitedSentence] = (), references: int = 1
) -> Relatedness | None:
    """The measures; None where claim or item has no words. ``references`` is how many the claim's marker stands for."""
    asked = frozenset(stems_of(claim))
    kept = [stems for each, stems in zip(ranker.sentences, ranker.stems, strict=True) if place_of(each) != BEHIND]
    heads = [frozenset(stems_of(each.text.value)) for each in titles]
    shared = [stems & asked for stems in (*heads, *(frozenset(stems) for stems in kept))]
    if not asked or not shared:
        return None
    known = background()
    own = {stem: ranker.weight(stem) for stem in asked}
    total = known.total(asked)
    beside = [*shared[1:], frozenset[str]()]
    length = sum(stems.total() for stems in kept) + sum(map(len, heads))
    return Relatedness(
        best=max(sum(map(own.__getitem__, stems)) for stems in shared) / sum(own.values()),
        pair=max(known.total(one | other) for one, other in zip(shared, beside, strict=True)) / total,
        beyond_chance=_beyond_chance(asked, frozenset[str]().union(*shared), length),
        several=float(references > 1),
    )


def _beyond_chance(asked: frozenset[str], found: frozenset[str], length: int) -> float:
    known = background()
    texts = length / _BACKGROUND_WORDS
    above = possible = 0.0
    for stem in asked:
        share = min(0.95, (known.having.get(stem, 0) + 0.5) / known.texts)
        chance = 1 - (1 - share) ** texts
        above += known.weight(stem) * ((stem in found) - chance)
        possible += known.weight(stem) * (1 - chance)
    return above / (possible + 1)

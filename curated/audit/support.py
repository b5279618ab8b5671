"""What a cited item, as deep as it was read, says of a claim: a verdict with its cause, and how risky the link is.

``contradicted`` is kept for typed conflicts that were found attribute by attribute (another trial number,
another value of the same outcome, the opposite direction in an aligned sentence). Words that are missing are ``not
found at this depth``; whatever cannot be judged ``needs review``, with the cause.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from curated.audit.comparison_support import reading_of
from curated.audit.ranking import Ranker
from curated.audit.relatedness import Relatedness, relatedness
from curated.cited import CitedItem, Depth
from curated.facts import Facts
from curated.schema import Agreement

Support = Literal["supported", "not_found_at_this_depth", "contradicted", "needs_review"]
RISK = "support_risk.json"
NOTHING = Facts()

CONFLICTS = frozenset(["trial", "value", "direction"])
"""Attributes of which a disagreement contradicts the claim; others may have been read of another study in the text."""
HOLDS = 0.05
"""Up to this chance that the item does not hold the claim, it is called supported: on the development links 1 in 100 of
those was about nothing in the cited work, and 3 in 4 were accurate in all that they say."""
FOUND_NONE = 0.7
"""From this probability on that an abstract finds no difference where the claim tells of one, a person should look."""
UNREAD = 0.2
"""The risk of a link whose item could not be read: one in five citing sentences is about nothing in the cited work."""
CONTRADICTED = 0.9
"""The least risk of a link with a conflict."""
DOUBT = 0.35
"""What one disagreeing attribute that is no conflict takes from the chance that a link is sound."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The support of a claim by an item. ``risk`` is 0 to 1; it ranks links and is no share of them that are wrong."""

    support: Support
    cause: str
    risk: float
    depth: Depth | None


@dataclass(frozen=True)
class Risk:
    """A logistic regression over :class:`Relatedness`; at each depth the logit is stretched and moved."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    depths: Mapping[str, tuple[float, float]]

    def logit(self, found: Relatedness) -> float:
        """The logit that the item does not hold the claim, as for a full text."""
        parts = zip(found.values(), self.mean, self.scale, self.weights, strict=True)
        return self.bias + sum(weight * (value - mean) / scale for value, mean, scale, weight in parts)

    def not_there(self, found: Relatedness, depth: str) -> float:
        """The probability that the item does not hold the claim, of which so much was read."""
        stretch, move = self.depths[depth]
        return 1 / (1 + math.exp(-(stretch * self.logit(found) + move)))


@cache
def risk_model() -> Risk:
    """The model that comes with litcurate."""
    kept = json.loads(files("curated.audit").joinpath(RISK).read_bytes())
    depths = {depth: (float(stretch), float(move)) for depth, (stretch, move) in kept["depths"].items()}
    return Risk(tuple(kept["mean"]), tuple(kept["scale"]), tuple(kept["weights"]), kept["bias"], depths)


def verdict(
    claim: str,
    item: CitedItem,
    ranker: Ranker,
    agreements: Sequence[Agreement] = (),
    references: int = 1,
    facts: Facts = NOTHING,
) -> Verdict:
    """The verdict on a link. ``ranker`` holds the item's sentences; ``references`` is how many the marker names.

    The risk is that the item does not hold the claim, raised by each attribute that differs, and by an abstract that
    tells of the claim's comparison and seems to find no difference (``facts`` are those of the claim).
    """
    depth = item.depth
    found = relatedness(claim, ranker, item.titles, references)
    missing = risk_model().not_there(found, depth) if found is not None and depth is not None else UNREAD
    differing = [each for each in agreements if each.verdict == "differs"]
    conflicts = [each for each in differing if each.attribute in CONFLICTS]
    if conflicts:
        return Verdict("contradicted", _reasons(conflicts), round(max(CONTRADICTED, missing), 4), depth)
    if item.unreadable is not None:
        return Verdict("needs_review", item.unreadable, UNREAD, depth)
    if found is None or depth is None:
        return Verdict("needs_review", "nothing of the cited item could be read", UNREAD, depth)
    risk = round(1 - (1 - missing) * (1 - DOUBT) ** len(differing), 4)
    if differing:
        return Verdict("needs_review", _reasons(differing), risk, depth)
    reading = reading_of(claim, facts, item)
    if reading is not None and reading["not found"] >= FOUND_NONE:
        return Verdict(
            "needs_review",
            "the abstract seems to find no such difference",
            max(risk, round(reading["not found"], 4)),
            depth,
        )
    if missing <= HOLDS:
        return Verdict(
            "supported", "it holds what the claim speaks of, and nothing that was compared differs", risk, depth
        )
    return Verdict("not_found_at_this_depth", "it holds too little of what the claim says", risk, depth)


def _reasons(agreements: Sequence[Agreement]) -> str:
    return "; ".join(f"{each.attribute}: {each.reason or 'differs'}" for each in agreements)

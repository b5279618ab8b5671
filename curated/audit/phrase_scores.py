"""How much the wording of a text speaks for one of two readings: a sum over its words and pairs of words.

The weights are learnt (``benchmarks/train_support.py``): a logistic regression over the few hundred phrases that part
the readings best, each weighed by how rarely it is printed, the whole brought to length one.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
LONGEST = 8000
"""Characters of a text that are looked at."""


def phrases_of(text: str) -> Iterable[str]:
    """The words of a text and its pairs of words; every number is ``#``."""
    words = ["#" if word.isdigit() else word for word in _WORD.findall(text[:LONGEST].lower())]
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


@dataclass(frozen=True, slots=True)
class PhraseScores:
    """For each phrase how rare it is and what it weighs; ``bias`` is the score of a text that has none of them."""

    weights: Mapping[str, tuple[float, float]]
    bias: float

    def score(self, text: str) -> float:
        """The logit of the first reading."""
        counts = Counter(phrase for phrase in phrases_of(text) if phrase in self.weights)
        values = {phrase: (1 + math.log(count)) * self.weights[phrase][0] for phrase, count in counts.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        return self.bias + sum(value * self.weights[phrase][1] for phrase, value in values.items()) / length

"""A model of boosted trees of three levels, as arrays: what ``benchmarks/train_support.py`` writes, run with numpy.

Each tree asks three questions of the features and ends in one of eight leaves. The sum of the leaves is a score a
class; ``probabilities`` is their softmax.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[Any]]
LEVELS = 3


@dataclass(frozen=True)
class Trees:
    """Trees by row: feature and threshold of each of seven questions, eight leaves, and the class they speak for.

    A question is answered yes, to the left, where the feature is at most the threshold.
    """

    names: tuple[str, ...]
    features: Numbers
    thresholds: Numbers
    leaves: Numbers
    classes: Numbers
    base: Numbers

    def probabilities(self, given: Mapping[str, float]) -> Numbers:
        """The probability of each class. Raises KeyError where a feature is not given."""
        values = np.array([given[name] for name in self.names], np.float64)
        rows = np.arange(len(self.features))
        at = np.zeros(len(self.features), np.int64)
        for _ in range(LEVELS):
            right = values[self.features[rows, at]] > self.thresholds[rows, at]
            at = 2 * at + 1 + right
        reached = self.leaves[rows, at - (2**LEVELS - 1)]
        scores = self.base + np.bincount(self.classes, reached, minlength=len(self.base))
        shares: Numbers = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum())


def load(path: Path) -> Trees:
    """Read what :func:`save` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        return Trees(
            tuple(str(kept["names"]).split("\n")),
            *(kept[part] for part in ("features", "thresholds", "leaves", "classes", "base")),
        )


def save(path: Path, trees: Trees) -> None:
    """Write the trees, packed, without pickle."""
    np.savez_compressed(
        path,
        names=np.array("\n".join(trees.names)),
        features=trees.features.astype(np.uint8),
        thresholds=trees.thresholds.astype(np.float32),
        leaves=trees.leaves.astype(np.float16),
        classes=trees.classes.astype(np.uint8),
        base=trees.base,
    )

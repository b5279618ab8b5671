"""The labels of a reference string's tokens, by a linear-chain conditional random field.

The weights are made by ``benchmarks/train_references.py`` (docs/decisions/0012) and kept in ``reference_weights.npz``.
Marginals are computed by the forward–backward algorithm for many strings at once (Lafferty, McCallum and Pereira,
*Conditional random fields*, ICML 2001); each token gets the label that is likeliest for it.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extract.reference_features import OFFSETS, Integers, Observed, observed, word_kinds
from extract.reference_spellings import Spellings
from extract.reference_tokens import Tokens

Scores: TypeAlias = NDArray[np.float32]

_FILE = "reference_weights.npz"
_AT_ONCE = 96
_STEEPEST = 60.0
_LARGEST_TABLE = 1 << 20
_MOST_WORDS = 200_000
_MOST_KINDS = 6
"""So much does ``word_kinds`` say of a word."""


class Labelled(NamedTuple):
    """The label of each token of a string, and how likely it is."""

    labels: list[str]
    likelihoods: list[float]


def sureness(chance: float) -> float:
    """A likelihood on the scale on which it is calibrated: how many nines it has, six at the most.

    >>> sureness(0.9), sureness(0.999), sureness(1.0)
    (1.0, 3.0, 6.0)
    """
    return round(-math.log10(max(1 - chance, 1e-6)), 4)


class Tagger:
    """A model in memory. Words and patterns are looked up once and remembered."""

    def __init__(
        self,
        labels: Sequence[str],
        transitions: Scores,
        spellings: Spellings,
        attributes: dict[str, int],
        patterns: dict[str, NDArray[np.int64]],
        weights: Scores,
        about: dict[str, Any],
    ) -> None:
        self.labels = tuple(labels)
        self.version = str(about.get("version", ""))
        self.about = about
        self._curves: dict[str, list[list[float]]] = about.get("calibration", {})
        self._steps = np.exp(transitions)
        self._spellings = spellings
        self._nothing = len(weights)
        self._patterns = {
            name: _row_finder(keys, start, self._nothing)
            for (name, keys), start in zip(patterns.items(), _starts(patterns), strict=True)
        }
        self._weights = np.vstack([weights, np.zeros((1, len(labels)), np.float32)])
        unknown = [self._nothing] * len(OFFSETS)
        self._kinds: dict[str, list[int]] = {}
        for attribute, row in attributes.items():
            offset, _, kind = attribute.partition(" ")
            self._kinds.setdefault(kind, list(unknown))[OFFSETS.index(int(offset))] = row
        self._words: dict[str, int] = {}
        self._word_scores = np.zeros((len(OFFSETS), 1024, len(labels)), np.float32)

    def calibrated(self, field: str, least: float) -> float:
        """How often a field is right whose least likely label is as likely as this, between measured points."""
        points = self._curves.get(field) or self._curves.get("any")
        if points is None:
            return least
        (measured, right), sure = points, sureness(least)
        after = bisect_right(measured, sure)
        if after in (0, len(measured)):
            return round(right[max(0, after - 1)], 3)
        share = (sure - measured[after - 1]) / (measured[after] - measured[after - 1])
        return round(right[after - 1] + share * (right[after] - right[after - 1]), 3)

    def label(self, strings: Sequence[Tokens]) -> list[Labelled]:
        """The labels of each string's tokens; strings of one length are worked on together."""
        made: list[Labelled | None] = [None] * len(strings)
        order = sorted(range(len(strings)), key=lambda at: len(strings[at].texts))
        for begin in range(0, len(order), _AT_ONCE):
            chosen = order[begin : begin + _AT_ONCE]
            for at, labelled in zip(chosen, self._label([strings[at] for at in chosen]), strict=True):
                made[at] = labelled
        return [one for one in made if one is not None]

    def _label(self, strings: Sequence[Tokens]) -> list[Labelled]:
        seen = observed(strings, self._spellings)
        lengths = seen.lengths
        longest = int(lengths.max()) if len(lengths) else 0
        if longest == 0:
            return [Labelled([], []) for _ in strings]
        scores = np.zeros((len(strings), longest, len(self.labels)), np.float32)
        inside = np.arange(longest)[None, :] < lengths[:, None]
        scores[inside] = self._scores(seen)
        likely = self._marginals(scores, lengths)
        best = likely.argmax(axis=2)
        chance = np.take_along_axis(likely, best[:, :, None], axis=2)[:, :, 0]
        names = self.labels
        return [
            Labelled([names[at] for at in row[:length]], chances[:length])
            for row, chances, length in zip(best.tolist(), chance.tolist(), lengths.tolist(), strict=True)
        ]

    def _scores(self, seen: Observed) -> Scores:
        places = seen.places
        self._remember(seen.texts)
        words = np.fromiter(map(self._words.__getitem__, seen.texts), np.int64, len(seen.texts))
        made: Scores = np.zeros((len(places), len(self.labels)), np.float32)
        for row, offset in enumerate(OFFSETS):
            beside = places + offset
            ids = np.where(beside < 0, self._words[""], words[np.maximum(beside, 0)])
            made += self._word_scores[row][ids]
        for name, row_of in self._patterns.items():
            made += self._weights[row_of(seen.patterns[name][places])]
        return made

    def _remember(self, texts: Iterable[str]) -> None:
        """Work out what each of these texts, seen for the first time, says of the tokens around it."""
        new = sorted(set(texts) - self._words.keys())
        if not new:
            return
        if len(self._words) + len(new) > _MOST_WORDS:
            self._words.clear()
            new = sorted(set(texts))
        first = len(self._words)
        self._words |= {text: first + at for at, text in enumerate(new)}
        while first + len(new) > self._word_scores.shape[1]:
            more = np.zeros_like(self._word_scores)
            self._word_scores = np.concatenate([self._word_scores, more], axis=1)
        rows = np.full((len(new), _MOST_KINDS, len(OFFSETS)), self._nothing)
        for at, text in enumerate(new):
            for place, kind in enumerate(word_kinds(text)):
                found = self._kinds.get(kind)
                if found is not None:
                    rows[at, place] = found
        for row in range(len(OFFSETS)):
            self._word_scores[row, first : first + len(new)] = self._weights[rows[:, :, row]].sum(axis=1)

    def _marginals(self, scores: Scores, lengths: NDArray[np.int64]) -> Scores:
        """How likely each label is for each token, given the whole string; scaled at each step."""
        count, longest, labels = scores.shape
        near = np.exp(np.maximum(scores - scores.max(axis=2, keepdims=True), -_STEEPEST))
        forward = np.empty_like(near)
        backward = np.empty_like(near)
        now = near[:, 0]
        forward[:, 0] = now / now.sum(axis=1, keepdims=True)
        for at in range(1, longest):
            now = (forward[:, at - 1] @ self._steps) * near[:, at]
            forward[:, at] = now / now.sum(axis=1, keepdims=True)
        back_steps = np.ascontiguousarray(self._steps.T)
        now = np.ones((count, labels), np.float32)
        backward[:, longest - 1] = now
        for at in range(longest - 2, -1, -1):
            now = (backward[:, at + 1] * near[:, at + 1]) @ back_steps
            now /= now.sum(axis=1, keepdims=True)
            backward[:, at] = now
            now[lengths <= at + 1] = 1.0 / labels
            backward[:, at] = now
        both = forward * backward
        total = both.sum(axis=2, keepdims=True)
        made: Scores = both / np.where(total > 0, total, 1)
        return made


def _row_finder(keys: Integers, start: int, nothing: int) -> Callable[[Integers], Integers]:
    """A function from the keys of a pattern to rows of weights; a table where the keys are small numbers."""
    last = int(keys[-1]) if len(keys) else 0
    if last < _LARGEST_TABLE:
        table = np.full(last + 2, nothing, np.int64)
        table[keys] = np.arange(start, start + len(keys))
        return lambda wanted: table[np.minimum(wanted, last + 1)]
    ends = np.append(keys, np.iinfo(np.int64).max)

    def found(wanted: Integers) -> Integers:
        at = np.searchsorted(ends, wanted)
        return np.where(ends[at] == wanted, at + start, nothing)

    return found


def _starts(patterns: dict[str, NDArray[np.int64]]) -> list[int]:
    made, start = [], 0
    for keys in patterns.values():
        made.append(start)
        start += len(keys)
    return made


def save(path: Path, model: dict[str, Any]) -> None:
    """Write a model as one compressed file: ``about`` and names as JSON, keys and weights as arrays."""
    names = json.dumps(
        {key: model[key] for key in ("about", "labels", "gaps", "words", "attributes")}, ensure_ascii=False
    )
    arrays = {f"keys {name}": keys for name, keys in model["patterns"].items()}
    np.savez_compressed(
        path,
        names=np.frombuffer(names.encode(), np.uint8),
        transitions=model["transitions"].astype(np.float32),
        weights=model["weights"].astype(np.float16),
        **arrays,
    )


def load(path: Path) -> Tagger:
    """The model in a file that :func:`save` wrote.

    Rows of weights are those of the patterns, in order, then those of the word attributes.
    """
    with np.load(path, allow_pickle=False) as held:
        names = json.loads(held["names"].tobytes().decode())
        patterns = {key[len("keys ") :]: held[key] for key in held.files if key.startswith("keys ")}
        weights = held["weights"].astype(np.float32)
        transitions = held["transitions"]
    first = sum(len(keys) for keys in patterns.values())
    return Tagger(
        labels=names["labels"],
        transitions=transitions,
        spellings=Spellings(names["gaps"], names["words"]),
        attributes={name: number for number, name in enumerate(names["attributes"], start=first)},
        patterns=patterns,
        weights=weights,
        about=names["about"],
    )


@cache
def shipped() -> Tagger:
    """The model that comes with litcurate."""
    return load(Path(str(files("extract") / _FILE)))

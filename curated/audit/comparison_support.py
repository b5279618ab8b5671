"""Whether a title and abstract bear out a comparison, by a small model over :mod:`comparison_features`.

Three readings: the abstract tells of this comparison and finds the difference (or that it is not worse) that the claim
tells of; it tells of it and finds none; it does not tell of it. Trained on claims made of registered trial outcomes
(CliniFact's training part) by ``benchmarks/train_support.py``; what it can and cannot do is in
``docs/decisions/0021-evidence-and-risk.md``.
"""

import gzip
import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

from curated.audit import boosted_trees
from curated.audit.aligned_cues import parts_of
from curated.audit.comparison import comparison_of
from curated.audit.comparison_features import Abstract, ComparedClaim, features_of
from curated.audit.phrase_scores import PhraseScores
from curated.audit.words import background, stems_of
from curated.cited import CitedItem
from curated.facts import Facts

Reading = Literal["found", "not found", "not told of"]
READINGS: tuple[Reading, ...] = ("not found", "found", "not told of")
"""In the order of the model's classes."""
TEXT_TREES = "comparison_text.npz"
TRIAL_TREES = "comparison_trial.npz"
PHRASES = "comparison_phrases.json.gz"
MIDDLE = 0.5
"""A work of which the year alone is known came out in the middle of it."""
ALIGNED = 3
"""Sentences of the abstract whose wording is scored, beside its conclusions."""


@dataclass(frozen=True)
class Model:
    """The trees, and the phrases that they are given scores of: about no such comparison, and a difference found.

    ``by_text`` sees the words alone, ``by_trial`` the number of the claim's trial and the date of the text too.
    """

    by_text: boosted_trees.Trees
    by_trial: boosted_trees.Trees
    about: PhraseScores
    found: PhraseScores

    def read(self, claim: ComparedClaim, abstract: Abstract) -> dict[Reading, float]:
        """The probability of each reading."""
        given = features_of(claim, abstract) | self.scores(claim, abstract)
        trees = self.by_text if math.isnan(given["when"]) else self.by_trial
        return dict(zip(READINGS, map(float, trees.probabilities(given)), strict=True))

    def scores(self, claim: ComparedClaim, abstract: Abstract) -> dict[str, float]:
        """The phrase scores, by name of feature."""
        return {
            "kind by wording": self.about.score(whole_of(abstract)),
            "says by wording": self.found.score(told_of(claim, abstract)),
        }


def whole_of(abstract: Abstract) -> str:
    """The text whose wording says what kind of work it is."""
    return " . ".join((abstract.title, *abstract.sentences))


def told_of(claim: ComparedClaim, abstract: Abstract) -> str:
    """The text whose wording says whether a difference was found: the sentences nearest to the outcome, conclusions."""
    texts = (abstract.title, *abstract.sentences)
    parts = parts_of(texts, ("", *abstract.sections))
    asked = frozenset(stems_of(claim.part("outcome")))
    known = background()
    keys = [
        (known.covered(asked, frozenset(stems_of(text))) + 0.1 * part.concludes) * (0.5 if part.aims else 1.0)
        for text, part in zip(texts, parts, strict=True)
    ]
    nearest = sorted(range(len(texts)), key=lambda at: (-keys[at], at))[:ALIGNED]
    concluding = [text for text, part in zip(texts, parts, strict=True) if part.concludes]
    return " ".join([*(texts[at] for at in nearest), *concluding])


def reading_of(claim: str, facts: Facts, item: CitedItem) -> dict[Reading, float] | None:
    """The probability of each reading of a cited item's abstract; None where no comparison or no abstract is read.

    The number of the claim's trial and the year of the work count where the claim names one trial and a record has the
    year.
    """
    comparison = comparison_of(claim)
    told = [each for each in item.sentences if each.depth == "abstract"]
    if comparison is None or not told or not item.titles:
        return None
    title = item.titles[-1]
    years = [work.year.value for work in item.works if work.year is not None]
    abstract = Abstract(
        title.text.value,
        tuple(each.text.value for each in told),
        tuple(each.section for each in told),
        (title.facts, *(each.facts for each in told)),
        years[0] + MIDDLE if years else None,
    )
    trial = facts.trials[0] if len(facts.trials) == 1 else None
    return model().read(ComparedClaim(claim, facts, comparison, trial), abstract)


@cache
def model() -> Model:
    """The model that comes with litcurate."""
    folder = files("curated.audit")
    with as_file(folder.joinpath(TEXT_TREES)) as text, as_file(folder.joinpath(TRIAL_TREES)) as trial:
        by_text, by_trial = boosted_trees.load(text), boosted_trees.load(trial)
    phrases = json.loads(gzip.decompress(folder.joinpath(PHRASES).read_bytes()))
    about, found = (
        PhraseScores(
            {phrase: (rare, weight) for phrase, rare, weight in phrases[name]["weights"]}, phrases[name]["bias"]
        )
        for name in ("about", "found")
    )
    return Model(by_text, by_trial, about, found)

"""Which sentences of a cited item bear most on a claim.

BM25 over stems and over names (synonyms of one entry are one name), with a little of the sentences beside, and how
alike the spellings are, each as a share of the best sentence's; a sentence of the abstract stands before one of the
full text, methods and what follows the text (funding, author contributions) behind. Nothing is taken from a list of
references. What each part is worth was measured on full texts: ``docs/decisions/0021-evidence-and-risk.md``.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from curated.audit.words import background, grams_of, words_of
from curated.cited import CitedSentence
from curated.facts import Facts

K1 = 1.2
B = 0.75
"""Robertson's usual constants of BM25: how soon a repeated word stops counting, and how much length counts."""

SPELLING = 0.75
ABSTRACT = 0.5
METHODS = -0.25
BEHIND = -0.5
BESIDE = 0.1
"""What a sentence has of the two beside it."""
TELLING = 0.35
"""How much of a word's weight depends on how rare it is in the field, the rest on how rare it is in the item alone."""
CONTEXT = 0.3
"""What a word of the sentence around a part of a claim counts against one of the part itself."""

MOST_SENTENCES = 3000
"""Sentences of one item that are ranked; an article has about 200."""

_METHODS = re.compile(r"methods?\b|materials|experimental procedures|study design|statistical analys", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:authors?[’']?s?\s)?contribut|acknowledg|funding|footnotes?|competing|conflicts? of|disclosures?|supplement|"
    r"supporting info|electronic suppl|compliance|data availab|availability|abbreviations|ethics|associated data|"
    r"references|bibliography|literature cited",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"abstract|summary|significance|highlights|key points|at a glance|study importance", re.IGNORECASE
)
_REFERENCES = re.compile(r"references|bibliography|literature cited|works cited", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with its score (comparable within one claim only) and the words that the claim has too."""

    sentence: CitedSentence
    score: float
    matched: tuple[str, ...]


class Ranker:
    """The sentences of one cited item, made ready once for all claims that lean on it."""

    def __init__(self, sentences: Sequence[CitedSentence]) -> None:
        kept = [each for each in sentences if not _REFERENCES.match(each.section)]
        self.sentences = tuple(kept[:MOST_SENTENCES])
        self._words = [words_of(each.text.value) for each in self.sentences]
        self.stems = [_counted(words, each.facts) for words, each in zip(self._words, self.sentences, strict=True)]
        self._having = Counter(stem for stems in self.stems for stem in stems)
        self._mean = sum(sum(stems.values()) for stems in self.stems) / (len(self.stems) or 1)
        self._places = [place_of(each) for each in self.sentences]

    @cached_property
    def _grams(self) -> list[frozenset[str]]:
        return [grams_of(each.text.value) for each in self.sentences]

    @cached_property
    def _gram_weights(self) -> dict[str, float]:
        having = Counter(gram for grams in self._grams for gram in grams)
        return {gram: math.log(1 + len(self._grams) / (1 + count)) ** 2 for gram, count in having.items()}

    @cached_property
    def _lengths(self) -> list[float]:
        """The length of each sentence as a vector of weighted grams."""
        return [math.sqrt(sum(self._gram_weights[gram] for gram in grams)) or 1.0 for grams in self._grams]

    def weight(self, stem: str) -> float:
        """How much a stem tells among these sentences, as BM25 has it."""
        having = self._having.get(stem, 0)
        return math.log(1 + (len(self.stems) - having + 0.5) / (having + 0.5))

    def ranked(self, claim: str, facts: Facts, context: str = "") -> list[Ranked]:
        """All sentences, best first; those of one score in the order of the text.

        ``context`` is the sentence of which the claim is a part, where it is one.
        """
        if not self.sentences:
            return []
        asked: dict[str, float] = dict.fromkeys((word.stem for word in words_of(context)), CONTEXT)
        asked.update(dict.fromkeys(_counted(words_of(claim), facts), 1.0))
        weights = {stem: share * self._telling(stem) for stem, share in asked.items() if stem in self._having}
        by_words = _with_neighbours(_of_best([self._bm25(weights, stems) for stems in self.stems]))
        by_spelling = _of_best(self._alike(grams_of(claim)))
        scores = [
            words + SPELLING * spelling + place
            for words, spelling, place in zip(by_words, by_spelling, self._places, strict=True)
        ]
        order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
        return [Ranked(self.sentences[at], round(scores[at], 4), self._matched(at, asked)) for at in order]

    def _telling(self, stem: str) -> float:
        rarest = background().weight("")
        return self.weight(stem) * (1 - TELLING + TELLING * background().weight(stem) / rarest)

    def _bm25(self, weights: dict[str, float], stems: Counter[str]) -> float:
        scale = K1 * (1 - B + B * stems.total() / (self._mean or 1.0))
        return sum(
            weight * count * (K1 + 1) / (count + scale)
            for stem, weight in weights.items()
            if (count := stems.get(stem, 0))
        )

    def _alike(self, asked: frozenset[str]) -> list[float]:
        known = {gram: self._gram_weights[gram] for gram in asked if gram in self._gram_weights}
        return [
            sum(known[gram] for gram in grams & known.keys()) / length
            for grams, length in zip(self._grams, self._lengths, strict=True)
        ]

    def _matched(self, at: int, asked: dict[str, float]) -> tuple[str, ...]:
        """The words of a sentence that the claim or its context has, as printed, each once, in order."""
        text = self.sentences[at].text.value
        printed = (text[word.start : word.end] for word in self._words[at] if word.stem in asked)
        return tuple(dict.fromkeys(printed))


def ranked(
    claim: str, facts: Facts, sentences: Sequence[CitedSentence], context: str = ""
) -> list[tuple[CitedSentence, float, tuple[str, ...]]]:
    """The sentences of a cited item with score and matched words, best first.

    For several claims that lean on one item a :class:`Ranker` is made once.
    """
    return [(each.sentence, each.score, each.matched) for each in Ranker(sentences).ranked(claim, facts, context)]


def place_of(sentence: CitedSentence) -> float:
    """What the place of a sentence is worth: abstract before text before methods before what stands behind the text."""
    if _BEHIND.match(sentence.section) and not _ABSTRACT.match(sentence.section):
        return BEHIND
    if sentence.depth == "abstract" or _ABSTRACT.match(sentence.section):
        return ABSTRACT
    return METHODS if _METHODS.search(sentence.section) else 0.0


def _counted(words: Sequence[tuple[str, int, int]], facts: Facts) -> Counter[str]:
    """Stems with how often they stand there; and each entry that is named, whatever its printed name."""
    names = (f"{name.kind}:{name.identifier or name.name}" for name in facts.names)
    return Counter(word[0] for word in words) + Counter(names)


def _with_neighbours(scores: list[float]) -> list[float]:
    padded = [0.0, *scores, 0.0]
    return [score + BESIDE * (before + after) for before, score, after in zip(padded, scores, padded[2:], strict=False)]


def _of_best(scores: list[float]) -> list[float]:
    best = max(scores)
    return [score / best for score in scores] if best > 0 else scores

"""What a comparison in a claim and a title with abstract have to do with each other, in numbers.

Four groups, by the first word of their names: ``has`` (how much of arm, comparator and outcome the text has),
``kind`` (what sort of text it is), ``says`` (what it says of a difference where it speaks of the outcome), ``when``
(whether the trial was registered when the text came out). They are what the model in ``comparison_support`` sees.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from curated.audit.aligned_cues import AlignedCue, Part, aligned_cues, parts_of
from curated.audit.boosted_trees import Numbers
from curated.audit.comparison import Comparison
from curated.audit.significance import cues_of
from curated.audit.trial_dates import registered
from curated.audit.words import background, grams_of, stems_of
from curated.facts import Facts

_GENERIC = frozenset(
    stems_of("placebo control group arm dose mg daily standard care treatment experimental comparator active")
)
_NUMBER = re.compile(r"\d+")
_TRIAL = re.compile(r"NCT\d{8}")
_KINDS = {
    "randomised": r"randomi[sz]|randomly",
    "placebo": r"placebo",
    "blind": r"blind|open-label",
    "versus": r"versus|\bvs\b|compared (?:with|to)",
    "phase": r"phase (?:[1-4]|i+)",
    "review": r"review|meta-analys|guideline|consensus",
    "animals": r"\b(?:rats?|mice|mouse|murine|in vitro|rabbits?)\b",
    "observed": r"cohort|retrospective|cross-sectional|case-control|survey",
    "instrument": r"validity|reliability|questionnaire|instrument|psychometric",
    "registered": r"nct\d{6,}|clinicaltrials|isrctn|eudract|trial registration",
    "assigned": r"assigned|allocated|receive|received",
    "primary": r"primary (?:end ?point|outcome|efficacy)",
    "p": r"\bp\s?[<=>]",
    "people": r"patients|participants|subjects",
    "weeks": r"week|month",
    "intention": r"intention|intent-to",
    "safety": r"adverse|tolerated",
    "interval": r"confidence interval|\bci\b",
    "plan": r"\b(?:we (?:describe|review|discuss)|this (?:article|paper|review)|protocol|design)\b",
    "mechanism": r"pharmacokinetic|mechanism|pathway|receptor",
    "baseline": r"baseline",
    "frequency": r"prevalence|incidence|epidemiolog",
}
_KIND = {name: re.compile(pattern) for name, pattern in _KINDS.items()}
_TRIAL_TITLE = re.compile(r"randomi[sz]|placebo|controlled|trial|versus|compar|phase|efficacy|safety|effect")
_SHARPNESS = (3, 10, 25)
"""How much the sentence that has most of what is asked outweighs the others."""


@dataclass(frozen=True, slots=True)
class Abstract:
    """What a cited item says in its title and abstract; ``published`` is a year with its fraction, where known."""

    title: str
    sentences: tuple[str, ...]
    sections: tuple[str, ...]
    facts: tuple[Facts, ...]
    """Of the title, then of each sentence."""
    published: float | None = None


@dataclass(frozen=True, slots=True)
class ComparedClaim:
    """A claim with the comparison in it; ``trial`` is the number of the trial that it speaks of, where it names one."""

    text: str
    facts: Facts
    comparison: Comparison
    trial: str | None = None

    def part(self, name: str) -> str:
        """The words of ``arm``, ``comparator`` or ``outcome``; the outcome is the whole claim where none is named."""
        place = getattr(self.comparison, name)
        return self.text if place is None else self.text[slice(*place)]


def features_of(claim: ComparedClaim, abstract: Abstract) -> dict[str, float]:
    """The numbers, by name."""
    texts = (abstract.title, *abstract.sentences)
    parts = parts_of(texts, ("", *abstract.sections))
    stems = [frozenset(stems_of(text)) for text in texts]
    return {
        **_has(claim, abstract, texts, stems),
        **_kind(texts),
        **_says(claim, texts, parts, stems),
        **_when(claim, abstract, texts),
    }


def _has(
    claim: ComparedClaim, abstract: Abstract, texts: Sequence[str], stems: Sequence[frozenset[str]]
) -> dict[str, float]:
    known = background()
    arm, comparator, outcome = (frozenset(stems_of(claim.part(name))) for name in ("arm", "comparator", "outcome"))
    everything = arm | comparator | outcome
    whole = frozenset[str]().union(*stems)
    own = arm - _GENERIC
    other = comparator - _GENERIC
    made: dict[str, float] = {}
    for name, asked in (("arm", arm), ("comparator", comparator), ("outcome", outcome), ("claim", everything)):
        made[f"has {name} in title"] = known.covered(asked, stems[0])
        made[f"has {name}"] = known.covered(asked, whole)
    made["has own arm"] = known.covered(own, whole) if own else 0.5
    made["has own arm in title"] = known.covered(own, stems[0]) if own else 0.5
    made["has own comparator"] = known.covered(other, whole) if other else 0.5
    made["has arm and outcome"] = min(made["has own arm"], made["has outcome"])
    made["has outcome in a sentence"] = max(known.covered(outcome, each) for each in stems)
    made["has claim in a sentence"] = max(known.covered(everything, each) for each in stems)
    text = " ".join(texts)
    grams = grams_of(text) | frozenset[str]().union(*map(grams_of, texts))
    for name, words in (("claim", claim.text), ("arm", claim.part("arm"))):
        asked_grams = grams_of(words)
        made[f"has spelling of {name}"] = len(asked_grams & grams) / (len(asked_grams) or 1)
    printed = {name.name for facts in abstract.facts for name in facts.names}
    for kind, label in (("", "names"), ("drug", "drugs")):
        named = {name.name for name in claim.facts.names if not kind or name.kind == kind}
        made[f"has {label}"] = len(named & printed) / len(named) if named else 0.5
    numbers = set(_NUMBER.findall(claim.text))
    made["has numbers"] = len(numbers & set(_NUMBER.findall(text))) / len(numbers) if numbers else 0.5
    made["has little else"] = known.covered(whole, everything)
    made["has little else in title"] = known.covered(stems[0], everything)
    return made


def _kind(texts: Sequence[str]) -> dict[str, float]:
    folded = " ".join(texts).lower()
    made = {f"kind {name}": float(pattern.search(folded) is not None) for name, pattern in _KIND.items()}
    made["kind trial by title"] = float(_TRIAL_TITLE.search(texts[0].lower()) is not None)
    made["kind length"] = math.log(len(folded) + 1)
    return made


def _says(
    claim: ComparedClaim, texts: Sequence[str], parts: Sequence[Part], stems: Sequence[frozenset[str]]
) -> dict[str, float]:
    same = claim.comparison.relation == "not inferior"
    made = {"says same": float(same), "says against placebo": float("placebo" in claim.part("comparator").lower())}
    made |= _sentences_say(claim, texts, parts, stems)
    cues = aligned_cues(claim.part("outcome"), texts, parts)
    made |= _cues_say(cues, stems, frozenset(stems_of(claim.part("arm"))), same=same)
    return made


def _sentences_say(
    claim: ComparedClaim, texts: Sequence[str], parts: Sequence[Part], stems: Sequence[frozenset[str]]
) -> dict[str, float]:
    """What the sentences say, weighted by how much of the outcome, and of the claim, each has."""
    known = background()
    cues = [cues_of(text) for text in texts]
    yes, no, fair = (
        np.array([sum(cue.weight for cue in each if cue.kind == kind) for each in cues])
        for kind in ("difference", "no difference", "not inferior")
    )
    value = (yes - no) / (yes + no + 1)
    found = np.array([not part.aims for part in parts], float)
    concludes = np.array([part.concludes for part in parts], float)
    telling = found * (yes + no + fair > 0)
    made: dict[str, float] = {}
    for name, bonus in (("outcome", 0.15), ("claim", 0.1)):
        asked = frozenset(stems_of(claim.part("outcome") if name == "outcome" else claim.text))
        keys = np.array([known.covered(asked, each) for each in stems]) + bonus * concludes
        for sharpness in _SHARPNESS:
            made[f"says of {name} ({sharpness})"] = _attended(value, keys, sharpness, telling)
    first = [float(one) for one, tells in zip(value[1:], telling[1:], strict=True) if tells]
    made["says in conclusion"] = float((value * concludes).sum())
    made["says in title"] = float(value[0])
    made["says first"] = first[0] if first else 0.0
    made["says on the whole"] = float((value * found)[1:].mean()) if len(texts) > 1 else 0.0
    for name, amounts in (("yes", yes), ("no", no), ("fair", fair)):
        made[f"says {name}"] = float((amounts * found).sum())
        made[f"says {name} in conclusion"] = float((amounts * concludes).sum())
    made["says no, of all"] = made["says no"] / (1 + made["says no"] + made["says yes"])
    return made


def _cues_say(
    cues: Sequence[AlignedCue], stems: Sequence[frozenset[str]], arm: frozenset[str], *, same: bool
) -> dict[str, float]:
    """What the cues say, weighted by how near to the outcome's words each stands."""
    known = background()
    yes, no, fair = (
        np.array([each.cue.kind == kind for each in cues], float)
        for kind in ("difference", "no difference", "not inferior")
    )
    value = yes - no
    test = np.array([each.cue.weight - 1 for each in cues], float)
    by_value = np.array([each.cue.by == "p" for each in cues], float)
    by_interval = np.array([each.cue.by == "interval" for each in cues], float)
    found = np.array([not each.aims for each in cues], float)
    weight = (found + 1e-3) * (1 + test)
    near = np.array([each.near for each in cues])
    keys = near + 0.3 * np.array([each.covered for each in cues])
    arms = np.array([known.covered(arm, stems[each.index]) for each in cues])
    meant = value + fair if not same else no * (1 - by_value) + 2 * fair + 0.5 * yes - 0.5
    concludes = np.array([each.concludes for each in cues], float)
    primary = np.array([each.primary for each in cues], float)
    return {
        "says near (8)": _attended(value, keys, 8, weight),
        "says near (20)": _attended(value, keys + 0.2 * arms, 20, weight),
        "says p near": _attended(value, keys, 10, by_value * found),
        "says p": float((by_value * found).sum()),
        "says p on the whole": float((by_value * found * value).sum() / ((by_value * found).sum() + 1)),
        "says of primary": float((primary * found * value).sum()),
        "says interval": float((by_interval * found * value).sum()),
        "says nearest": float((found * value * near).max()) if len(cues) else 0.0,
        "says meant near (8)": _attended(meant, keys, 8, weight),
        "says meant near (15)": _attended(meant, keys + 0.1 * concludes, 15, weight),
        "says meant in conclusion": _attended(meant, concludes, 3, weight),
    }


def _attended(values: Numbers, keys: Numbers, sharpness: float, weights: Numbers) -> float:
    """The mean of the values, each by its weight and by the exponential of its key; 0 where nothing has weight."""
    if not len(values):
        return 0.0
    share = np.exp(sharpness * (keys - keys.max())) * weights
    total = float(share.sum())
    return float((share * values).sum()) / total if total > 1e-9 else 0.0


def _when(claim: ComparedClaim, abstract: Abstract, texts: Sequence[str]) -> dict[str, float]:
    """Years from the registration of the claim's trial to the text; whether the text prints its number, or another."""
    start = registered(claim.trial) if claim.trial else None
    printed = set(_TRIAL.findall(" ".join(texts)))
    return {
        "when": abstract.published - start if abstract.published is not None and start is not None else math.nan,
        "when own number": float(claim.trial in printed),
        "when other number": float(bool(claim.trial and printed) and claim.trial not in printed),
    }

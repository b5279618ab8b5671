"""Measured values of a claim held against those of a cited item.

A value that is printed anywhere in the item is found. Another value differs only where everything else is the same:
the measure, what a ratio is one of, the unit, the time, and whom it was measured in.
"""

import re
from collections.abc import Iterator, Sequence

from curated.audit.compared import Claimed, Comparison, Read, words_of
from curated.cited import CitedSentence
from curated.facts import Facts, Value
from curated.provenance import Sourced

_RATIOS = frozenset(["HR", "OR", "RR", "IRR", "aHR", "aOR"])
_UNITS = {
    "percent": "%",
    "per cent": "%",
    "mo": "month",
    "months": "month",
    "years": "year",
    "weeks": "week",
    "days": "day",
}
_STEM = re.compile(r"\b[^\W\d_]{4,6}")
_ACRONYM = re.compile(r"\b[A-Za-z]{0,3}[A-Z][A-Za-z]{0,2}[A-Z0-9][\w-]*")
_ENDPOINTS = frozenset(
    ["OS", "PFS", "DFS", "RFS", "EFS", "OSR", "PFSR", "ORR", "DCR", "CR", "PR", "pCR", "TTP", "TTR", "DOR"]
)
"""Measures whose name says all; an incidence or a mean is one of something, which is not read."""
_LONGEST = 4000
_FEWEST_STEMS = 5
_ALIGNED = 0.85
"""Share of a claim's words that a sentence has which says the same in nearly the same words."""
_NUMBER = re.compile(r"(?<![\w.·])\d{1,6}(?:[.·,]\d{1,5})*")
_CLOSE = 0.05
"""Half a unit of the last digit that a claim rounds to, as a share of a unit: 16.4 is 16.43 and 16 is 16.4."""


def compare_values(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """The claim's values: found, contradicted by another value of the very same thing, or not stated."""
    values = [value for value in claimed.facts.values if value.value is not None or value.low is not None]
    if not values:
        return
    results = [_compared(value, claimed, read) for value in values]
    order = {"differs": 0, "unclear": 1, "not_stated": 2, "agrees": 3}
    missing = [each for each in results if each.verdict != "agrees"]
    if missing and len(missing) < len(results) and all(each.verdict == "not_stated" for each in missing):
        yield next(each for each in results if each.verdict == "agrees")._replace(
            reason=f"{len(missing)} of {len(results)} values are not stated"
        )
        return
    yield min(results, key=lambda each: order[each.verdict])


def _compared(value: Value, claimed: Claimed, read: Read) -> Comparison:
    words = words_of(claimed.text, value.start, value.end) if value.start >= 0 else claimed.text
    rivals: list[tuple[CitedSentence, Value]] = []
    for sentence in read.sentences:
        for other in sentence.facts.values:
            if other.measure == value.measure and _same_number(value, other):
                return Comparison("value", "agrees", words, _quoted(sentence, other), "")
            if _same_measure(value, other):
                rivals.append((sentence, other))
    bare = _bare(words.value, value, read)
    if bare is not None:
        return Comparison("value", "agrees", words, bare, "the number stands in it, of what is not read")
    if any(_stands_in(words.value, other.sentences) for other in claimed.beside):
        return Comparison("value", "not_stated", words, None, "another reference cited here has the number")
    certain = [
        (sentence, other) for sentence, other in rivals if _same_arm(value, claimed.facts, other, sentence.facts)
    ]
    aligned = [
        (sentence, other)
        for sentence, other in rivals
        if _is_aligned(claimed.text.value, sentence.text.value) and _may_be_same_arm(value, other)
    ]
    if len(certain) == 1 or aligned:
        sentence, other = (aligned or certain)[0]
        said = f"{value.measure} of the same patients is {_quoted(sentence, other).value} there"
        return Comparison("value", "differs", words, _quoted(sentence, other), said)
    if rivals:
        sentence, other = rivals[0]
        return Comparison(
            "value", "unclear", words, _quoted(sentence, other), f"other values of {value.measure} stand in it"
        )
    return Comparison("value", "not_stated", words, None, "")


def _quoted(sentence: CitedSentence, value: Value) -> Sourced[str]:
    return words_of(sentence.text, value.start, value.end)


def _same_number(one: Value, other: Value) -> bool:
    """Whether two values are one, at the precision that the claim prints; both ends where it is a range."""
    if one.value is None or other.value is None:
        return one.value is other.value and one.low == other.low and one.high == other.high
    return abs(one.value - other.value) <= _CLOSE * _step(one.value) * 10


def _step(number: float) -> float:
    """The size of the last digit of a number as it is printed: .1 for 16.4.

    >>> _step(16.4), _step(16.0)
    (0.1, 1.0)
    """
    digits = f"{number:.5f}".rstrip("0").partition(".")[2]
    return round(10.0 ** -len(digits), 6)


def _same_measure(one: Value, other: Value) -> bool:
    """Whether two values measure the same, as far as is printed: measure, endpoint, statistic, unit, time."""
    if one.measure != other.measure or one.value is None or other.value is None:
        return False
    if _unit(one.unit) != _unit(other.unit):
        return False
    if one.measure in _RATIOS and (one.endpoint or other.endpoint) and not _alike(one.endpoint, other.endpoint):
        return False
    if (one.timepoint or other.timepoint) and not _alike(one.timepoint, other.timepoint):
        return False
    return not (one.statistic and other.statistic) or one.statistic.lower()[:4] == other.statistic.lower()[:4]


def _unit(unit: str | None) -> str:
    plain = (unit or "").strip().lower()
    return _UNITS.get(plain, plain)


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two slots are filled with the same words; an empty one is like none."""
    return one is not None and other is not None and _folded(one) == _folded(other)


def _folded(words: str) -> str:
    return re.sub(r"\W+|\b(?:the|months?|years?|group|arm)\b|s\b", " ", words.lower()).strip()


def _is_aligned(claim: str, sentence: str) -> bool:
    """Whether a sentence is worded so like the claim that they must speak of the same, acronyms and all."""
    claim, sentence = claim[:_LONGEST], sentence[:_LONGEST]
    asked, found = set(_STEM.findall(claim.lower())), set(_STEM.findall(sentence.lower()))
    near = len(asked) >= _FEWEST_STEMS and len(asked & found) >= _ALIGNED * len(asked)
    return near and set(_ACRONYM.findall(claim)) <= set(_ACRONYM.findall(sentence))


def _may_be_same_arm(one: Value, other: Value) -> bool:
    """Whether nothing printed says that two values are of different arms."""
    return (one.arm is None and other.arm is None) or _alike(one.arm, other.arm)


def _same_arm(one: Value, claim: Facts, other: Value, sentence: Facts) -> bool:
    """Whether both were measured in those who were given the same: the arms' drugs, or all drugs beside them."""
    if one.measure not in _ENDPOINTS and (one.measure not in _RATIOS or one.endpoint is None):
        return False
    if one.arm is None and other.arm is None:
        return _drugs(claim) == _drugs(sentence) != frozenset()
    if one.arm is None or other.arm is None:
        return False
    return _drugs_in(one.arm, claim) == _drugs_in(other.arm, sentence) != frozenset()


def _drugs(facts: Facts) -> frozenset[str]:
    return frozenset(facts.named("drug"))


def _drugs_in(arm: str, facts: Facts) -> frozenset[str]:
    """The drugs whose names stand in the words that name an arm."""
    folded = arm.lower()
    return frozenset(name for name in facts.named("drug") if name.lower() in folded)


def _bare(words: str, value: Value, read: Read) -> Sourced[str] | None:
    """Where the number stands in the item's text with its unit, whatever it is there."""
    if len(re.sub(r"\D", "", words)) < 2:
        return None  # a lone digit stands everywhere
    for sentence in read.sentences:
        for match in _NUMBER.finditer(sentence.text.value):
            if match.group().replace("·", ".") == words.replace("·", ".") and _unit_behind(
                sentence.text.value, match.end(), value
            ):
                return words_of(sentence.text, match.start(), match.end())
    return None


def _unit_behind(text: str, end: int, value: Value) -> bool:
    unit = _unit(value.unit)
    return not unit or _unit_start(text[end : end + 80], unit)


def _unit_start(following: str, unit: str) -> bool:
    return unit in following.lower()


def _stands_in(words: str, sentences: Sequence[CitedSentence]) -> bool:
    return any(match.group() == words for sentence in sentences for match in _NUMBER.finditer(sentence.text.value))

"""Which number in a sentence is the value of which measure, when, and in whom.

A value belongs to the measure named before it in the same clause, where a verb or a sign links the two, or to the
rate that is named right behind it (``50% conception rate``). What links nothing is left alone: precision comes first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.arms import attribute
from extract.measure_subjects import find_subjects
from extract.measured_changes import find_changes, find_counted, find_events, find_listed_groups, find_shares
from extract.measured_clause import BOUND_SIGNS, fits, statistic_of, values_between, values_of, with_shared_unit
from extract.measured_effects import find_effects
from extract.measured_events import find_befallen, find_counted_events, find_pairs_of_shares
from extract.measured_times import timepoint
from extract.measured_value import Measured
from extract.measures import EFFECT, Measure, find_measures
from extract.quantities import Range, quantity_at

LONGEST = 2000
"""Characters of a passage that are looked through; a longer one is a list glued together, and no sentence."""

_AND_NEXT = re.compile(r"(?:\s?\([\w-]{1,10}\))?(?:,\s(?:and\s)?|\sand\s)(?:the\s)?")
_RESPECTIVELY = re.compile(r",?\srespectively\b")
_CLAUSE_END = re.compile(
    r";\s(?![A-Z]{2}:?\s)|(?<![\s(][A-Z])(?<!\bvs)\.\s|,\s(?:which|while|whereas|although|but|suggesting|indicating|with|"
    r"only|so|yet|it)\b|,\sand\s(?!\d|in\s)"
)
_POINTS_BACK = re.compile(r"(?:mean|average|median)\s(?:(?P<value>values?)|scores?|levels?)", re.IGNORECASE)
_SAMPLE_SIZE = re.compile(
    r"\bnull hypothesis\b|\bsample size\b|%\s?power\b|\bpower (?:of|to detect)\b|\btype I+ error\b|"
    r"\bdrop-?outs? rate\b|"
    r"\b(?:one|two)[- ](?:sided|tailed)\s(?:alpha|significance|test|type)|\bwe assum|\bassuming\b",
    re.IGNORECASE,
)
"""A sentence that reckons how many to study, or with what: its rates are assumed, not measured."""

_JOINING = re.compile(r"\b(?:plus|and|or|with|in|combination|combined|alone|followed|by|the|group|arm)\b|[+,/–-]")


@lru_cache(maxsize=64)
def find_measured(text: str, treatments: tuple[Range, ...], shorts: tuple[Range, ...] = ()) -> tuple[Measured, ...]:
    """The values in a text, in order.

    ``treatments`` are the ranges of the drugs and procedures that it names, ``shorts`` those of its short forms that
    the document defines as a measure. The last few answers are kept: a passage is asked once to recognise it and once
    to read it.
    """
    text = text[:LONGEST]
    if not any(map(str.isdigit, text)) or _SAMPLE_SIZE.search(text):
        return ()
    names = tuple(EFFECT.finditer(text))
    effects = tuple(find_effects(text, names))
    known = find_measures(text, shorts)
    measures = sorted((*known, *find_subjects(text, known)), key=lambda measure: measure.start)
    found: dict[int, Measured] = {}
    told = {text[slice(*each.quantity.value)].lstrip("-‐‑–—− ") for each in effects}
    for measured in (
        *effects,
        *_outcomes(text, measures, [name.start() for name in names]),
        *find_listed_groups(text, measures),
        *find_shares(text),
        *find_counted(text),
        *find_events(text),
        *find_changes(text),
        *find_befallen(text),
        *find_counted_events(text),
        *find_pairs_of_shares(text),
    ):
        again = measured not in effects and text[slice(*measured.quantity.value)] in told
        if not again and not _is_treatment(text, measured.measure, treatments):
            found.setdefault(measured.quantity.value[0], measured)
    ordered = [found[start] for start in sorted(found)]
    values = [measured.quantity for measured in ordered]
    ratios = [measured in effects for measured in ordered]
    whos = attribute(text, values, [measured.measure for measured in ordered], ratios, treatments)
    return tuple(each if each.who.arm else replace(each, who=who) for each, who in zip(ordered, whos, strict=True))


def _is_treatment(text: str, measure: Range, treatments: Sequence[Range]) -> bool:
    """Whether a measure is made of nothing but names of treatments: who reached a value is not what was measured."""
    named = [(max(start, measure[0]), min(end, measure[1])) for start, end in treatments]
    inside = sorted((start, end) for start, end in named if start < end)
    at, rest = measure[0], ""
    for start, end in inside:
        rest += text[at:start] + " "
        at = max(at, end)
    return bool(inside) and not _JOINING.sub("", rest + text[at : measure[1]]).strip()


def _outcomes(text: str, measures: Sequence[Measure], effects: Sequence[int]) -> Iterator[Measured]:
    """Survival, responses, rates and times with the values in their clause; ``effects`` is where named ratios begin."""
    listed = _listed_measures(text, measures)
    yield from listed
    taken = {each.measure for each in listed}
    for index, measure in enumerate(measures):
        if (measure.start, measure.end) in taken:
            continue
        following = measures[index + 1].start if index + 1 < len(measures) else len(text)
        stop = _CLAUSE_END.search(text, measure.end)
        end = min(following, stop.start() if stop else len(text), measure.end + 260)
        end = min([end, *(start for start in effects if start > measure.end)])
        before = _right_before(text, measure)
        if before is not None:
            yield before
            continue
        named = _meant(text, measures[:index], measure)
        if named is not None:
            yield from values_of(text, measure, named, end)


def _meant(text: str, before: Sequence[Measure], measure: Measure) -> Measure | None:
    """The measure itself, or the one before it that ``the mean value`` points back to; None for a value of nothing."""
    points = _POINTS_BACK.fullmatch(text, measure.start, measure.end)
    if points is None:
        return measure
    earlier = next((each for each in reversed(before) if each.kind in ("mean", "amount")), None)
    return earlier or (None if points.group("value") else measure)


def _listed_measures(text: str, measures: Sequence[Measure]) -> list[Measured]:
    """``The sensitivity and specificity were 91% and 84%, respectively``: a value for each measure, in their order."""
    found: list[Measured] = []
    index = 0
    while index < len(measures):
        several = [measures[index]]
        while index + 1 < len(measures) and _AND_NEXT.fullmatch(text, several[-1].end, measures[index + 1].start):
            index += 1
            several.append(measures[index])
        index += 1
        each_one = _RESPECTIVELY.search(text, several[-1].end)
        if len(several) < 2 or each_one is None:
            continue
        values = [
            value
            for value in (
                with_shared_unit(text, several[-1], each)
                for each in values_between(text, several[-1].end, each_one.start())
            )
            if all(fits(text, measure, value) for measure in several)
        ]
        if len(values) == len(several):
            statistic = statistic_of(text, several[0])
            found += [
                Measured((one.start, one.end), one.label, statistic, value, timepoint(text, one, value))
                for one, value in zip(several, values, strict=True)
            ]
    return found


def _right_before(text: str, measure: Measure) -> Measured | None:
    """``50% conception rate``: the value stands before the name."""
    match = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3})?\s?%\s?$").search(
        text, max(0, measure.start - 10), measure.start
    )
    if match is None or measure.kind not in ("rate", "survival"):
        return None
    if text[max(0, match.start() - 2) : match.start()].strip() in BOUND_SIGNS:
        return None
    quantity = quantity_at(text, match.start())
    if quantity is None or quantity.unit is None:
        return None
    return Measured((measure.start, measure.end), measure.label, None, quantity, timepoint(text, measure, quantity))

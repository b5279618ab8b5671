"""Which number in a sentence is the value of which measure, when, and in whom.

A value belongs to the measure named before it in the same clause, where a verb or a sign links the two, or to the
rate that is named right behind it (``50% conception rate``). What links nothing is left alone: precision comes first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.arms import attribute
from extract.measure_subjects import find_subjects
from extract.measured_changes import find_changes, find_counted, find_listed_groups, find_shares
from extract.measured_effects import find_effects
from extract.measured_times import TIME_AFTER, listed_times, timepoint
from extract.measured_value import Measured
from extract.measures import EFFECT, Measure, find_measures, statistic_before
from extract.quantities import NUMBER, PERCENT, TIME_UNIT, UNIT, UNSIGNED, Quantity, Range, quantity_at

LONGEST = 2000
"""Characters of a passage that are looked through; a longer one is a list glued together, and no sentence."""

_AND_NEXT = re.compile(r"(?:\s?\([\w-]{1,10}\))?(?:,\s(?:and\s)?|\sand\s)(?:the\s)?")
_RESPECTIVELY = re.compile(r",?\srespectively\b")
_LINK = re.compile(
    r"(?:[=:(<>≥≤~≈]|\(\s?(?:median|mean)(?:\sof)?|\b(?:was|were|is|are|of|be|being|reached|achieved|from|below|above|exceed\w*|as|to|showed|"
    r"reported|observed|in))"
    r"(?:\s?(?:only|approximately|about|around|nearly|almost|more than|less than|over|up to|as high as|higher|lower|"
    r"significantly|[A-Z]{2}:?|a|an|the|found|estimated|reported|between|from))*\s?\(?$"
)
_SAID_ANEW = re.compile(r"\b(?:was|were|is|are|showed|shows|had|has|reached|achieved|SD|CI|for this|could|cost)\b|=")
_CLAUSE_END = re.compile(
    r";\s(?![A-Z]{2}:?\s)|(?<![\s(][A-Z])(?<!\bvs)\.\s|,\s(?:which|while|whereas|although|but|suggesting|indicating|with|"
    r"only|so|yet|it)\b|,\sand\s(?!\d|in\s)"
)
_FARTHEST = 110
_JOINED = re.compile(r"[,;/(]|\b(?:and|or|vs\.?|versus|to|compared|than|but|against)\b")
_POINTS_BACK = re.compile(r"(?:mean|average|median)\s(?:(?P<value>values?)|scores?|levels?)", re.IGNORECASE)
_SHARED_UNIT = re.compile(
    rf"\s?(?:(?:,|/|\band|\bvs\.?|\bversus|\bor|\bcompared (?:with|to)|\bagainst)\s?(?:and\s)?{NUMBER}(?:\s?±\s?{UNSIGNED})?"
    rf"(?:\s?[\[(][^()\[\]]{{1,40}}[)\]])?){{1,3}}\s?(?P<unit>{UNIT})"
)
_CHANGED_FROM = re.compile(
    r"\b(?:decreas|increas|improv|fell|rose|drop|reduc|declin|chang|lower|rais|went|fall|rise)\w*\b[^.;()]{0,60}\bfrom\s(?:about\s)?$"
)
_THAT_OF = re.compile(r"\band (?:that|those) (?:of|in|for|with) [^.;,()]{1,60}?(?:was|were)\s$")
_THINGS = re.compile(
    r"\s?(?:[a-z]+\s)?(?:patients|studies|trials|subjects|participants|primers|genotypes|samples|RCTs|animals|rats|mice|"
    r"cases|women|men|countries|centers|centres|items|questions|births|fractions|power)\b"
)
_SAMPLE_SIZE = re.compile(
    r"\bnull hypothesis\b|\bsample size\b|%\s?power\b|\bpower (?:of|to detect)\b|\btype I+ error\b|\bdrop-?outs? rate\b|"
    r"\b(?:one|two)[- ](?:sided|tailed)\s(?:alpha|significance|test|type)|\bwe assum|\bassuming\b",
    re.IGNORECASE,
)
"""A sentence that reckons how many to study, or with what: its rates are assumed, not measured."""

_JOINING = re.compile(r"\b(?:plus|and|or|with|in|combination|combined|alone|followed|by|the|group|arm)\b|[+,/–-]")
_NOT_A_VALUE = re.compile(r"(?:Fig(?:ure)?s?\.?|Table|n\s?=|I2?\s?=|studies|Ref\.?|[Pp]\s?[=<>]|phase|CI)\s?$")


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
        *find_changes(text),
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
            yield from _in_clause(text, measure, named, end)


def _meant(text: str, before: Sequence[Measure], measure: Measure) -> Measure | None:
    """The measure itself, or the one before it that ``the mean value`` points back to; None for a value of nothing."""
    points = _POINTS_BACK.fullmatch(text, measure.start, measure.end)
    if points is None:
        return measure
    earlier = next((each for each in reversed(before) if each.kind in ("mean", "amount")), None)
    return earlier or (None if points.group("value") else measure)


def _in_clause(text: str, measure: Measure, named: Measure, end: int) -> Iterator[Measured]:
    """The values between a measure and the end of its clause that are linked to it and look alike."""
    when = TIME_AFTER.match(text, measure.end)
    begin = when.end() if when else measure.end
    last, unit = begin, None
    first: Quantity | None = None
    times = listed_times(text, measure)
    for quantity in _each_end(text, _values(text, begin, end)):
        quantity = _with_shared_unit(text, measure, quantity)
        if not _fits(text, measure, quantity):
            continue
        gap = text[last : quantity.value[0]]
        anew = _SAID_ANEW.search(gap) and not _THAT_OF.search(gap)
        linked = (
            _LINK.search(gap) or (quantity.spread and gap == ", ")
            if first is None
            else _JOINED.search(gap) and not anew
        )
        if len(gap) > _FARTHEST or not linked:
            break
        said = text[slice(*quantity.unit)].strip().rstrip("s") if quantity.unit else ""
        if unit not in (None, said) or (first is not None and not _alike(text, first, quantity)):
            break  # 16.4 months, and five years later 20% were alive
        unit, last, first = said, quantity.end, first or quantity
        yield Measured(
            (named.start, named.end),
            named.label,
            _statistic(text, named),
            quantity,
            times.pop(0) if times else timepoint(text, measure, quantity),
        )


def _each_end(text: str, values: Iterable[Quantity]) -> Iterator[Quantity]:
    """The values, and both ends of a change (``fell from 152 to 138 mmHg``), which is no range."""
    for quantity in values:
        if quantity.upper is None or not _CHANGED_FROM.search(text, max(0, quantity.value[0] - 90), quantity.value[0]):
            yield quantity
            continue
        yield replace(quantity, upper=None, low=None, high=None, p=None, end=quantity.value[1])
        after = quantity_at(text, quantity.upper[0])
        if after is not None:
            yield after


def _alike(text: str, first: Quantity, other: Quantity) -> bool:
    """Whether a number without a unit can be a value as the first one is: with a spread or decimals where that has."""
    if first.unit is not None:
        return True
    decimals = ["." in text[slice(*each.value)] for each in (first, other)]
    return (first.spread == other.spread) and decimals[0] <= decimals[1]


def _with_shared_unit(text: str, measure: Measure, quantity: Quantity) -> Quantity:
    """``5.6 vs 10.2 months``: the first value has the unit of the next."""
    if quantity.unit is not None or (measure.kind in ("rate", "share") and quantity.low is not None):
        return quantity
    shared = _SHARED_UNIT.match(text, quantity.end)
    return replace(quantity, unit=shared.span("unit")) if shared else quantity


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
                _with_shared_unit(text, several[-1], each) for each in _values(text, several[-1].end, each_one.start())
            )
            if all(_fits(text, measure, value) for measure in several)
        ]
        if len(values) == len(several):
            found += [
                Measured((one.start, one.end), one.label, _statistic(text, one), value, timepoint(text, one, value))
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
    quantity = quantity_at(text, match.start())
    if quantity is None or quantity.unit is None:
        return None
    return Measured((measure.start, measure.end), measure.label, None, quantity, timepoint(text, measure, quantity))


def _values(text: str, start: int, end: int) -> Iterator[Quantity]:
    position = start
    for match in re.compile(NUMBER).finditer(text, start, end):
        if match.start() < position:
            continue
        begins = match.start()
        if text[begins] in "-‐‑–—−" and (begins == 0 or not text[begins - 1].isspace()):
            begins += 1 + (text[begins + 1] == " ")
        quantity = quantity_at(text, begins)
        if quantity is None or quantity.value[1] > end:
            continue
        position = quantity.end
        if not _NOT_A_VALUE.search(text, max(0, begins - 10), begins) and not _THINGS.match(text, quantity.value[1]):
            yield quantity


def _fits(text: str, measure: Measure, quantity: Quantity) -> bool:
    unit = text[slice(*quantity.unit)].strip() if quantity.unit else ""
    if measure.kind in ("rate", "share"):
        return unit in PERCENT
    if measure.kind in ("mean", "amount"):
        return not quantity.joined
    if measure.kind == "defined":
        exact = quantity.spread or quantity.unit or "." in text[slice(*quantity.value)]
        return bool(exact) and not quantity.joined
    if measure.kind == "time":
        return bool(TIME_UNIT.match(unit)) or unit == "ms"
    return (unit in PERCENT or bool(TIME_UNIT.match(unit))) and not quantity.joined


def _statistic(text: str, measure: Measure) -> Range | None:
    if text[measure.start] == "m" and text[measure.start + 1 : measure.start + 2].isupper():
        return measure.start, measure.start + 1
    return statistic_before(text, measure.start)

"""The values that a clause gives a measure: linked to its name, joined to each other, alike in unit and form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.measured_times import listed_times, timepoint, times_end
from extract.measured_value import Measured
from extract.measures import Measure, statistic_before
from extract.quantities import NUMBER, PERCENT, TIME_UNIT, UNIT, UNSIGNED, Quantity, Range, quantity_at

_LINK = re.compile(
    r"(?:[=:(<>≥≤~≈]|\(\s?(?:median|mean)(?:\sof)?|\b(?:was|were|is|are|of|be|being|reached|achieved|from|below|above|exceed\w*|as|to|showed|"
    r"reported|observed|in))"
    r"(?:\s?(?:only|approximately|about|around|nearly|almost|more than|less than|over|up to|as high as|higher|lower|"
    r"significantly|[A-Z]{2}:?|a|an|the|found|estimated|reported|between|from))*\s?\(?$"
)
_SAID_ANEW = re.compile(
    r"\b(?:was|were|is|are|showed|shows|had|has|reached|achieved|SD|CI|for this|could|cost|difference)\b|="
)
_IN_WHOM = re.compile(
    r"\b(?:higher|lower|greater|smaller|less|more|fewer|better|worse|similar|reduced|increased|decreased)\s(?:[a-z]+\s){0,2}"
    r"(?:in|with|for|among)\s[^.;()\[\]=]{2,60}[(\[]\s?$"
)
"""``was lower in the drug group (``: the bracket behind the group holds its share."""

_FARTHEST = 110
_JOINED = re.compile(r"[,;/(]|\b(?:and|or|vs\.?|versus|to|compared|than|but|against)\b")
_SHARED_UNIT = re.compile(
    rf"\s?(?:(?:,|/|\band|\bto|\bvs\.?|\bversus|\bor|\bcompared (?:with|to)|"
    rf"\bagainst)\s?(?:and\s)?{NUMBER}(?:\s?±\s?{UNSIGNED})?"
    rf"(?:\s?[\[(][^()\[\]]{{1,40}}[)\]])?){{1,3}}\s?(?P<unit>{UNIT})"
)
_CHANGED_FROM = re.compile(
    r"\b(?:decreas|increas|improv|fell|rose|drop|reduc|declin|chang|lower|rais|went|fall|rise)\w*\b[^.;()]{0,60}\bfrom\s(?:about\s)?$"
)
_THAT_OF = re.compile(r"\band (?:that|those) (?:of|in|for|with) [^.;,()]{1,60}?(?:was|were)\s$")
BOUND_SIGNS = ("<", ">", "≥", "≤")
"""Signs before a number that is a limit, and no value."""

_BESIDE = 12
_CI_SAID = re.compile(r"\b9\d\s?%\s?(?:CI|confidence)")
_WHEN_BEFORE = re.compile(r"\b(?:at|after|within|over|during)\s(?:the\s)?$")
_ANOTHER_BRACKET = re.compile(r"[)\]][^()\[\]]*[(\[]\s?$")
_HELD_AGAINST = re.compile(r"\b(?:than|compared|vs|versus|in|with|for|from|to|of)\b")
_IN_A_GROUP = re.compile(r"\s(?:in|for|with|on)\s")
_THINGS = re.compile(
    r"\s?%\s?(?:CI|confidence|CrI)|\s?%\s(?:or (?:more|greater)\s)?(?:change|reduction|increase|decrease|"
    r"improvement|loss)\b|\s?(?:[a-z]+\s)?(?:patients|studies|trials|subjects|participants|primers|genotypes|"
    r"samples|RCTs|animals|rats|mice|"
    r"cases|women|men|countries|centers|centres|items|questions|births|fractions|power)\b"
)
_NOT_A_VALUE = re.compile(
    r"(?:Fig(?:ure)?s?\.?|Table|n\s?=|I2?\s?=|studies|Ref\.?|[Pp]\s?(?:[=<>≤≥]|</=)|phase|CI)\s?$"
)


def values_of(text: str, measure: Measure, named: Measure, end: int) -> list[Measured]:
    """The values between a measure and the end of its clause that are linked to it and look alike.

    ``named`` is the measure that it points back to, or itself.
    """
    begin = times_end(text, measure)
    last, unit = begin, None
    times = listed_times(text, measure)
    found: list[Measured] = []
    for quantity in _each_end(text, values_between(text, begin, end)):
        quantity = with_shared_unit(text, measure, quantity)
        if not fits(text, measure, quantity):
            if not found and text[max(0, quantity.value[0] - 2) : quantity.value[0]].strip() in BOUND_SIGNS:
                break  # a frequency ≥0.25: that is a class, and what follows is of it
            continue
        if _WHEN_BEFORE.search(text, max(0, quantity.value[0] - 14), quantity.value[0]) and _is_time(text, quantity):
            continue
        gap = text[last : quantity.value[0]]
        if not found and len(gap) > _BESIDE and gap.rstrip().endswith(BOUND_SIGNS):
            continue  # survival in patients with a score ≥ 10%: that is who they are
        first = found[0].quantity if found else None
        said = text[slice(*quantity.unit)].strip().rstrip("s") if quantity.unit else ""
        if len(gap) > _FARTHEST or not _linked(gap, quantity, first) or unit not in (None, said):
            break  # 16.4 months, and five years later 20% were alive
        if first is not None and not _alike(text, first, quantity):
            break
        unit, last = said, quantity.end
        time = times.pop(0) if times else timepoint(text, measure, quantity)
        found.append(Measured((named.start, named.end), named.label, statistic_of(text, named), quantity, time))
    return _timed_alike(text, found)


def _linked(gap: str, quantity: Quantity, first: Quantity | None) -> bool:
    """Whether the words before a value give it to the measure, or join it to the value before."""
    if first is None:
        return bool(_LINK.search(gap) or _IN_WHOM.search(gap)) or (quantity.spread and gap == ", ")
    if _ANOTHER_BRACKET.search(gap) and not _HELD_AGAINST.search(gap):
        return False  # mortality (2.1% vs 2.4%) or stroke (1.0% vs 1.2%)
    anew = _SAID_ANEW.search(gap) and not _THAT_OF.search(gap)
    return bool(_JOINED.search(gap)) and not anew


def _timed_alike(text: str, found: list[Measured]) -> list[Measured]:
    """``310 ml in group A and 250 ml in group B at 6 months``: the time behind the last group is that of all."""
    last = found[-1] if len(found) > 1 else None
    if last is None or last.timepoint is None or any(each.timepoint for each in found[:-1]):
        return found
    start = found[0].quantity.value[0]
    if last.timepoint[0] == last.quantity.end or _CHANGED_FROM.search(text, max(0, start - 90), start):
        return found
    if not _IN_A_GROUP.match(text, found[0].quantity.end):
        return found
    return [replace(each, timepoint=last.timepoint) for each in found]


def _is_time(text: str, quantity: Quantity) -> bool:
    return quantity.unit is not None and TIME_UNIT.match(text[slice(*quantity.unit)]) is not None


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


def with_shared_unit(text: str, measure: Measure, quantity: Quantity) -> Quantity:
    """``5.6 vs 10.2 months``: the first value has the unit of the next."""
    if quantity.unit is not None or (measure.kind in ("rate", "share") and quantity.low is not None):
        return quantity
    shared = _SHARED_UNIT.match(text, quantity.end)
    return replace(quantity, unit=shared.span("unit")) if shared else quantity


def values_between(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The numbers in a range that can be values, each with what is printed beside it."""
    position = start
    bounded = _CI_SAID.search(text, 0, end) is not None  # later intervals go without the words
    for match in re.compile(NUMBER).finditer(text, start, end):
        if match.start() < position:
            continue
        begins = match.start()
        if text[begins] in "-‐‑–—−" and (begins == 0 or text[begins - 1].isalnum() or text[begins - 1] in ")%"):
            begins += 1 + (text[begins + 1] == " ")
        quantity = quantity_at(text, begins, bare_interval=bounded)
        if quantity is None or quantity.value[1] > end:
            continue
        position = quantity.end
        if not _NOT_A_VALUE.search(text, max(0, begins - 10), begins) and not _THINGS.match(text, quantity.value[1]):
            yield quantity


def fits(text: str, measure: Measure, quantity: Quantity) -> bool:
    """Whether a number looks like a value of a measure: a rate is a share, a survival a time or a share."""
    unit = text[slice(*quantity.unit)].strip() if quantity.unit else ""
    if measure.kind in ("rate", "share"):
        return unit in PERCENT or unit.startswith(("per 1", "per million"))
    if measure.kind in ("mean", "amount"):
        return not quantity.joined and not (measure.kind == "mean" and quantity.n is not None)
    if measure.kind == "defined":
        exact = quantity.spread or quantity.unit or "." in text[slice(*quantity.value)]
        return bool(exact) and not quantity.joined
    if measure.kind == "time":
        return bool(TIME_UNIT.match(unit)) or unit == "ms"
    return (unit in PERCENT or bool(TIME_UNIT.match(unit))) and not quantity.joined


def statistic_of(text: str, measure: Measure) -> Range | None:
    """``median`` or ``mean`` before a measure, or the m of ``mPFS``."""
    if text[measure.start] == "m" and text[measure.start + 1 : measure.start + 2].isupper():
        return measure.start, measure.start + 1
    return statistic_before(text, measure.start)

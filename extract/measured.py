"""Which number in a sentence is the value of which measure, when, and in whom.

A value belongs to the measure named before it in the same clause, where a verb or a sign links the two, or to the
rate that is named right behind it (``50% conception rate``). What links nothing is left alone: precision comes first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extract.arms import Attribution, attribute
from extract.measured_times import TIME_AFTER, WITHIN, effect_time, listed_times, timepoint
from extract.measures import EFFECT, Measure, effect_label, find_measures, statistic_before
from extract.quantities import NUMBER, TIME_UNIT, Quantity, Range, quantity_at

LONGEST = 2000
"""Characters of a passage that are looked through; a longer one is a list glued together, and no sentence."""

_CHANGED_BY = re.compile(
    r"\b(?P<cue>lower|higher|shorter|longer|greater|reduced|lowered|decreased|increased|shortened|"
    r"prolonged|fell|rose)\s"
    r"(?:[a-z-]+\s){0,4}?by\s(?:about |approximately |around |only |an average of |a mean of )?(?=\d)"
)
_AND_NEXT = re.compile(r"(?:\s?\([\w-]{1,10}\))?(?:,\s(?:and\s)?|\sand\s)(?:the\s)?")
_RESPECTIVELY = re.compile(r",?\srespectively\b")
_LINK = re.compile(
    r"(?:[=:(]|\b(?:was|were|is|are|of|be|being|reached|achieved|from|below|above|exceed\w*|as|to|showed|"
    r"reported|observed|in))"
    r"(?:\s?(?:only|approximately|about|around|nearly|almost|more than|less than|over|up to|as high as|higher|lower|"
    r"significantly|[A-Z]{2}:?|a|an|the|found|estimated|reported|between|from))*\s?\(?$"
)
_SAID_ANEW = re.compile(r"\b(?:was|were|is|are|showed|shows|had|has|reached|achieved|SD|CI|for this|could|cost)\b|=")
_AFTER_EFFECT = re.compile(
    r"(?:\s?[\[(](?:a?OR|a?HR|RR|IRR|W?MD|SMD|RD)s?[\])])?(?:\s?[\[(]?9\d\s?%\s?(?:CI|confidence interval)s?[\])]?)?"
    r"(?P<gap>\s(?:for|of|in|between|with)\s[^.;:()\[\]=\d]{1,70}?)?(?:\s(?:at|"
    r"after)\s\d{1,2}\s(?:months?|weeks?|days?|years?|h))?"
    rf"\s?(?P<sign>=|:|,|\bwas\b|\bwere\b|\bof\b|\bis\b|\bat\b)?\s?(?={NUMBER})"
)
_SHORT = re.compile(r"\s?[\[(](?:a?OR|a?HR|RR|IRR|W?MD|SMD|RD)s?[\])]")
_FOR_WHAT = re.compile(
    r"\s(?:for|of)\s(?:the\s)?([\w-]+(?:\s[\w-]+){0,4}?)(?=$|\s(?:in|with|between|against|versus|was|were)\b)"
)
_NEXT_VALUE = re.compile(
    r"(?:\s(?:for|in)\s[^.;:()\[\]=]{1,60}?)?(?:\s?[\[(](?:Fig|Table)[^()\[\]]{1,12}[\])])?"
    rf"\s?(?:,\s?(?:and\s)?|;\s?|\sand\s)(?={NUMBER}\s?[\[(])"
)
_BEHIND = re.compile(r"\s?(?:of\s(?:the\s)?)?")
_PATIENTS = re.compile(
    r"\s(?:of\s)?(?:the\s|all\s)?(?:[\w-]{2,20}\s){0,3}(?:patients|cases|animals|subjects|individuals|women|men|"
    r"participants|cows)\s"
    r"(?:(?:who|that)\s)?(?:(?:will|would|may|can)\s)?"
    r"(?:(?:experienced?|develop(?:ed)?|achieved?|"
    r"suffer(?:ed)?\sfrom)\s(?:an?\s)?(?P<noun>[a-z][\w-]{3,20}(?:\s(?:response|recurrence|events?|"
    r"progression))?)|"
    r"(?P<verb>benefit(?:ed|s)?|respond(?:ed)?|survived|died|relapsed|recurred))\b"
)
_CLAUSE_END = re.compile(
    r";\s(?![A-Z]{2}:?\s)|(?<![\s(][A-Z])\.\s|,\s(?:which|while|whereas|although|but|suggesting|indicating|with|"
    r"only|so|yet|it)\b|,\sand\s(?!\d|in\s)"
)
_FARTHEST = 110
_JOINING = re.compile(r"\b(?:plus|and|or|with|in|combination|combined|alone|followed|by|the|group|arm)\b|[+,/–-]")
_DIFFERENCES = ("MD", "WMD", "RD")
_PERCENT = ("%", "per cent", "percent")
_NOT_A_VALUE = re.compile(r"(?:Fig(?:ure)?s?\.?|Table|n\s?=|I2?\s?=|studies|Ref\.?|[Pp]\s?[=<>]|phase|CI)\s?$")


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in a text, with ranges of the words that say of what, when and in whom."""

    measure: Range
    label: str
    statistic: Range | None
    quantity: Quantity
    timepoint: Range | None = None
    who: Attribution = field(default_factory=Attribution)
    endpoint: Range | None = None


@lru_cache(maxsize=64)
def find_measured(text: str, treatments: tuple[Range, ...]) -> tuple[Measured, ...]:
    """The values in a text, in order; ``treatments`` are the ranges of the drugs and procedures that it names.

    The last few answers are kept: a passage is asked once to recognise it and once to read it.
    """
    text = text[:LONGEST]
    if not any(map(str.isdigit, text)):
        return ()
    effects = tuple(EFFECT.finditer(text))
    found: dict[int, Measured] = {}
    for measured in (*_effects(text, effects), *_outcomes(text, effects), *_shares(text), *_changes(text)):
        if _is_treatment(text, measured.measure, treatments):
            continue
        found.setdefault(measured.quantity.value[0], measured)
    ordered = [found[start] for start in sorted(found)]
    values = [measured.quantity for measured in ordered]
    whos = attribute(text, values, [measured.measure for measured in ordered], treatments)
    return tuple(replace(each, who=who) for each, who in zip(ordered, whos, strict=True))


def _is_treatment(text: str, measure: Range, treatments: Sequence[Range]) -> bool:
    """Whether a measure is made of nothing but names of treatments: who reached a value is not what was measured."""
    named = [(max(start, measure[0]), min(end, measure[1])) for start, end in treatments]
    inside = sorted((start, end) for start, end in named if start < end)
    at, rest = measure[0], ""
    for start, end in inside:
        rest += text[at:start] + " "
        at = max(at, end)
    return bool(inside) and not _JOINING.sub("", rest + text[at : measure[1]]).strip()


def _effects(text: str, names: Sequence["re.Match[str]"]) -> Iterator[Measured]:
    """Ratios and differences with what follows them; one name may have several values."""
    previous = 0
    for name in names:
        link = _AFTER_EFFECT.match(text, name.end())
        if link is None:
            continue
        position = link.end()
        for _ in range(12):
            quantity = quantity_at(text, position, bare_interval=True)
            if quantity is None or (quantity.low is None and (position != link.end() or not link.group("sign"))):
                break
            percent = quantity.unit is not None and text[slice(*quantity.unit)] in _PERCENT
            if percent and (effect_label(name) not in _DIFFERENCES or quantity.low is None):
                break
            measure = name.start(), name.end() + len(short.group() if (short := _SHORT.match(text, name.end())) else "")
            yield Measured(
                measure,
                effect_label(name),
                None,
                quantity,
                effect_time(text, name, quantity, previous),
                endpoint=_endpoint(link),
            )
            previous = quantity.end
            more = _NEXT_VALUE.match(text, quantity.end)
            if more is None:
                break
            position = more.end()


def _endpoint(link: "re.Match[str]") -> Range | None:
    """``HR for OS was``: what stands behind ``for``."""
    gap = link.group("gap")
    match = _FOR_WHAT.match(gap) if gap else None
    if match is None:
        return None
    start = link.start("gap") + match.start(1)
    return start, start + len(match.group(1).rstrip())


def _outcomes(text: str, effects: Sequence["re.Match[str]"]) -> Iterator[Measured]:
    """Survival, responses, rates and times with the values in their clause."""
    measures = find_measures(text)
    listed = _listed_measures(text, measures)
    yield from listed
    taken = {each.measure for each in listed}
    for index, measure in enumerate(measures):
        if (measure.start, measure.end) in taken:
            continue
        following = measures[index + 1].start if index + 1 < len(measures) else len(text)
        stop = _CLAUSE_END.search(text, measure.end)
        end = min(following, stop.start() if stop else len(text), measure.end + 260)
        end = min([end, *(each.start() for each in effects if each.start() > measure.end)])
        before = _right_before(text, measure)
        if before is not None:
            yield before
            continue
        when = TIME_AFTER.match(text, measure.end)
        begin = when.end() if when else measure.end
        last, unit = begin, None
        times = listed_times(text, measure)
        for quantity in _values(text, begin, end):
            if not _fits(text, measure, quantity):
                continue
            gap = text[last : quantity.value[0]]
            linked = _LINK.search(gap) if last == begin else not _SAID_ANEW.search(gap)
            if len(gap) > _FARTHEST or not linked:
                break
            said = text[slice(*quantity.unit)].strip().rstrip("s") if quantity.unit else ""
            if unit not in (None, said):
                break  # 16.4 months, and five years later 20% were alive
            unit, last = said, quantity.end
            yield Measured(
                (measure.start, measure.end),
                measure.label,
                _statistic(text, measure),
                quantity,
                times.pop(0) if times else timepoint(text, measure, quantity),
            )


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
            for value in _values(text, several[-1].end, each_one.start())
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
        if not _NOT_A_VALUE.search(text, max(0, begins - 10), begins):
            yield quantity


def _fits(text: str, measure: Measure, quantity: Quantity) -> bool:
    unit = text[slice(*quantity.unit)].strip() if quantity.unit else ""
    if measure.kind in ("rate", "share"):
        return unit in _PERCENT
    if measure.kind in ("mean", "amount"):
        return not quantity.joined
    if measure.kind == "time":
        return bool(TIME_UNIT.match(unit)) or unit == "ms"
    return (unit in _PERCENT or bool(TIME_UNIT.match(unit))) and not quantity.joined


def _statistic(text: str, measure: Measure) -> Range | None:
    if text[measure.start] == "m" and text[measure.start + 1 : measure.start + 2].isupper():
        return measure.start, measure.start + 1
    return statistic_before(text, measure.start)


def _shares(text: str) -> Iterator[Measured]:
    """``70% of patients experience recurrence``: the measure is what they are said to have or do."""
    for match in re.compile(rf"(?<![\w.·/])(?=\d)({NUMBER})\s?(?:%|per ?cent)").finditer(text):
        start = match.start()
        lead = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3})?\s?%?\s?(?:-|–|to)\s?$").search(
            text, max(0, start - 12), start
        )
        quantity = quantity_at(text, lead.start() if lead else start)
        told = _PATIENTS.match(text, quantity.end) if quantity else None
        if quantity is None or told is None:
            continue
        name = "noun" if told.group("noun") else "verb"
        when = WITHIN.search(text, told.end(), min(len(text), told.end() + 40))
        yield Measured(told.span(name), told.group(name), None, quantity, when.span(1) if when else None)


def _changes(text: str) -> Iterator[Measured]:
    """``lower by 3 ml``: a difference that no name is given."""
    for cue in _CHANGED_BY.finditer(text):
        quantity = quantity_at(text, cue.end())
        if quantity is None or quantity.unit is None or text[slice(*quantity.unit)] in _PERCENT or quantity.joined:
            continue
        yield Measured(cue.span("cue"), "MD", None, quantity)

"""When a value was measured: the words beside a measure, a value or a list of them that say so."""

import re

from extract.measures import Measure
from extract.quantities import Quantity, Range

_COUNTED = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
_TIME_BEFORE = re.compile(
    rf"(?<![\w.])({_COUNTED}[- ](?:months?|years?|weeks?|days?))(?:['’]s?)?[\s-]{{1,2}}(?:\w+\s)?$"
)
TIME_AFTER = re.compile(
    rf"\s?(?:(?:at|within|after|by|over|in|on)\s(?:the\s)?({_COUNTED}[- ](?:months?|years?|weeks?|days?|h)\b|"
    r"(?:week|day|month|year)\s\d{1,3}\b))"
)
"""``at 2 years`` right behind a measure or a value; group 1 is the time."""

WITHIN = re.compile(rf"\b((?:within|after|at)\s(?:the\s)?{_COUNTED}[- ](?:months?|years?|weeks?|days?))\b")
"""``within five years`` anywhere in what follows."""

_GROUP_BETWEEN = re.compile(r"\s(?:in|for|with)\s(?:the\s)?[^.;:,()\d]{2,40}(?=\s(?:at|after|within|on)\s)")
_OPENING_TIME = re.compile(
    rf"(?:At|After|Within|By)\s(?:the\s)?({_COUNTED}[- ](?:months?|years?|weeks?|days?|hours?|h)\b)[^,.;]{{0,30}},"
)
_AND_TIME = re.compile(
    rf"^\s?(?:,|,?\sand)\s(?:at\s)?({_COUNTED}[- ](?:months?|years?|weeks?|days?|hours?|h)\b)\s?[(\[]?$"
)
_TIME_OF = re.compile(
    rf"(?<![\w.])({_COUNTED}-(?:months?|years?|weeks?|days?|hours?)\b(?!\s?old)|"
    rf"{_COUNTED}\s(?:months?|years?|weeks?|days?|hours?|h)\s(?:after|following|later|"
    rf"post-?\w{{0,14}}|of follow-?up)\b)"
)
_A_VALUE = re.compile(r"\d\s?(?:%(?!\s?(?:CI|confidence))|±)")
_TERM = r"(?:short|medium|mid|intermediate|long)(?:er)?[- ]term"
_LABEL = re.compile(
    rf"(?:^|[(\[;,]\s?|\d\)\s?|\b(?:at|and|after)\s)({_COUNTED}[- ](?:months?|years?|weeks?|days?|hours?|h|min)|"
    rf"(?:day|week|month|year)\s\d{{1,3}})\s?[,:]?\s?[(\[]?\s?$|\b({_TERM})\s?[,:]?\s?[(\[]\s?$",
    re.IGNORECASE,
)
"""``24 h, WMD = …``, ``long-term (SMD …``: a time that labels the value behind it."""

_EVENT = (
    r"(?:before|after|prior to|following|at)\s(?:the\s)?(?:(?!the\s)[\w-]{2,20}\s){0,3}?(?:treatment|therapy|"
    r"surgery|operation|"
    r"intervention|grafting|procedure|training|supplementation|injection|administration|transplantation|"
    r"resection|visit|baseline|follow-?up|discharge|admission|radiotherapy|chemotherapy|vaccination|exercise)\b"
)
_MOMENT = r"(?:pre|post|intra|peri)-?operatively|(?:pre|post)-?treatment|initially"
_TIME_BEFORE_VALUE = re.compile(
    rf"\b(?:at|after|by|within)\s(?:the\s)?({_COUNTED}[- ](?:months?|years?|weeks?|days?|h)|(?:week|day|month|"
    rf"year)\s\d{{1,3}}),?\s"
    r"(?:it\s)?(?:was\s|were\s)?$"
)
_EVENT_AFTER = re.compile(rf"\s(?:(?:in|for|of)\s(?:the\s)?[\w -]{{2,30}}?\s)?({_EVENT}|{_MOMENT})", re.IGNORECASE)
_EVENT_BEFORE = re.compile(
    rf"({_EVENT})\s(?:(?:they|it|we|the)\s)?(?:showed\s|had\s|reported\s)?(?:an?\s|the\s)?$", re.IGNORECASE
)
_ONE_TIME = re.compile(r"\d{1,2}(?:-(?:year|month|week|day)s?)?")
_TIMES_LISTED = re.compile(
    r"(?<![\w.])((?:\d{1,2}-?(?:(?:year|month|week|day)s?)?,\s?){0,4}\d{1,2}-?(?:(?:year|month|week|day)s?)?,?)"
    r"\s(?:and|or)\s(\d{1,2}[- ](?:year|month|week|day)s?)['’]?\s(?:\w+\s)?$"
)
_TIMES_LISTED_AFTER = re.compile(
    r"[\])]?\s(?:at|after)\s((?:\d{1,2},\s?){0,4}\d{1,2},?)\s(?:and|or)\s(\d{1,2}\s(?:years|months|weeks|days|h|hours)\b)"
)
_WHEN = re.compile(
    rf"[\s)\],]*(?:\b(?:at|within|after|by)\s(?:the\s)?)(?P<when>{_COUNTED}(?:[- ](?:or|to|"
    rf"and)[- ]{_COUNTED})?[- ](?:months?|years?|weeks?|days?|h|hours?)\b(?:\s(?:follow-?up|postoperati\w+|"
    rf"after \w+))?|(?:postoperative\s)?(?:day|week|month)s?\s\d{{1,3}}|(?:the\s)?(?:first|second|third|final|"
    rf"last)\s(?:postoperative\s)?(?:day|week|month|year|follow-?up))",
    re.IGNORECASE,
)


def effect_time(text: str, name: "re.Match[str]", quantity: Quantity, previous: int) -> Range | None:
    """When an effect was measured: said right behind it, or last in what leads up to it."""
    after = _WHEN.match(text, quantity.end)
    if after:
        return after.span("when")
    label = _LABEL.search(text, max(previous, name.start() - 24), name.start())
    if label:
        return label.span(1) if label.group(1) else label.span(2)
    lead = text[max(previous, name.start() - 110) : name.start()]
    lead = lead[max(lead.rfind(";") + 1, max((match.end() for match in _A_VALUE.finditer(lead)), default=0)) :]
    offset = name.start() - len(lead)
    found = list(_WHEN.finditer(lead))
    if not found:
        said = _AND_TIME.search(lead) or next(reversed(list(_TIME_OF.finditer(lead))), None)
        if said:
            return offset + said.start(1), offset + said.end(1)
        opening = _OPENING_TIME.match(text)
        return opening.span(1) if opening else None
    return offset + found[-1].start("when"), offset + found[-1].end("when")


def listed_times(text: str, measure: Measure) -> list[Range]:
    """``The 1-, 3- and 5-year survival rates``, ``survival at 1, 3 and 5 years``: the times, in order."""
    listed = _TIMES_LISTED.search(text, max(0, measure.start - 50), measure.start)
    listed = listed or _TIMES_LISTED_AFTER.match(text, measure.end)
    if listed is None:
        return []
    return [*(match.span() for match in _ONE_TIME.finditer(text, *listed.span(1))), listed.span(2)]


def times_end(text: str, measure: Measure) -> int:
    """Where the times end that are named right behind a measure; its own end where none are."""
    end = measure.end + (text[measure.end : measure.end + 1] in (")", "]"))
    after = _TIMES_LISTED_AFTER.match(text, measure.end) or TIME_AFTER.match(text, end)
    return after.end() if after else measure.end


def time_behind(text: str, end: int) -> Range | None:
    """``at week 12`` right behind a value."""
    after = TIME_AFTER.match(text, end)
    return after.span(1) if after else None


def timepoint(text: str, measure: Measure, quantity: Quantity) -> Range | None:
    """When a value was measured: said beside the measure, behind the value and its group, or first of all."""
    before = _TIME_BEFORE.search(text, max(0, measure.start - 30), measure.start)
    if before:
        return before.span(1)
    lead = _TIME_BEFORE_VALUE.search(text, max(measure.end, quantity.value[0] - 40), quantity.value[0])
    if lead:
        return lead.span(1)
    group = _GROUP_BETWEEN.match(text, quantity.end)
    named = measure.end + (text[measure.end : measure.end + 1] in (")", "]"))
    for place in (named, quantity.end, group.end() if group else quantity.end):
        after = TIME_AFTER.match(text, place)
        if after:
            return after.span(1)
    event = _event(text, measure, quantity) if measure.kind in ("mean", "amount", "defined") else None
    if event:
        return event
    opening = _OPENING_TIME.match(text)
    return opening.span(1) if opening else None


def _event(text: str, measure: Measure, quantity: Quantity) -> Range | None:
    """``before treatment``, ``at discharge``: beside an amount, which a rate or a survival is not."""
    for place in (quantity.end, measure.end):
        event = _EVENT_AFTER.match(text, place)
        if event:
            return event.span(1)
    event = _EVENT_BEFORE.search(text, max(0, measure.start - 60), measure.start)
    return event.span(1) if event else None

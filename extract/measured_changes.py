"""Values whose measure is a verb or a noun beside them: changes (``lower by 3 ml``) and shares of patients.

Also groups that a bracket lists with their rates: ``(TT 32.0%, TC 43.9%)``.
"""

import re
from collections.abc import Iterator, Sequence

from extract.arms import Attribution
from extract.measured_times import WITHIN, time_behind
from extract.measured_value import Measured
from extract.measures import Measure
from extract.quantities import NUMBER, PERCENT, TIME_UNIT, UNSIGNED, quantity_at

_BY = r"by\s(?:about |approximately |around |only |up to |an average of |a mean of )?(?=\d)"
_CHANGED_BY = re.compile(
    r"\b(?P<cue>lower|higher|shorter|longer|greater|less|fewer|smaller|reduce[sd]?|reductions?|lower(?:ed|s)|"
    r"decrease[sd]?|increase[sd]?|shorten(?:ed|s)?|prolong(?:ed|s)?|improve[sd]?|inhibited|suppressed|fell|rose|dropped|declined)\s"
    rf"(?:[\w/-]{{1,24}}\s){{0,8}}?{_BY}"
)
_CHANGE_IN = re.compile(
    rf"(?<![\w.·/–-])(?<![<>≥≤]\s)(?<![<>≥≤])(?={UNSIGNED}\s?(?:(?:%|per ?cent)|[-–]\s?{UNSIGNED}\s?(?:%|per ?cent)))"
)
_CHANGE_NAMED = re.compile(
    r"\s(?:relative\s|absolute\s)?(?P<cue>increase|decrease|reduction|decline|improvement|rise|drop)s?\s(?:in|of)\s"
)
_A_THRESHOLD = re.compile(
    r"\b(?:outcome|endpoint|frequency|rate|chance|probability|odds|likel\w+|achiev\w+|generate|least|proportion|percentage|"
    r"defined|experienc\w+|number)\b[^.;()]{0,40}$"
)
"""``an outcome of a 10% improvement in pain``: how much had to change, not how much it did."""

_OF_TIME = re.compile(r"\b(?:time|stay|duration|period|short\w+|long\w+|prolong\w*|survival)\b", re.IGNORECASE)
_NEXT_BY = re.compile(r"\s?(?:,\s?(?:and\s)?|\sand\s)(?=\d)")
_PATIENTS = re.compile(
    r"\s(?:of\s)?(?:the\s|all\s)?(?:[\w-]{2,20}\s){0,3}(?:patients|cases|animals|subjects|individuals|women|men|"
    r"participants|cows)\s"
    r"(?:(?:who|that)\s)?(?:(?:will|would|may|can)\s)?"
    r"(?:(?:experienc(?:ed?|ing)|develop(?:ed|ing)?|achiev(?:ed?|ing)|showing|"
    r"suffer(?:ed|ing)?\sfrom)\s(?:an?\s)?(?P<noun>[a-z][\w-]{3,20}(?:\s(?:response|recurrence|events?|"
    r"progression))?)|"
    r"(?P<verb>benefit(?:ed|s)?|respond(?:ed)?|survived|died|relapsed|recurred))\b"
)
_COUNTED_DID = re.compile(
    r"\s(?:of\s(?:the|these|our)\s)?(?:patients\s)?(?:(?:who\s)?(?:experienced|achieved|developed|showed)\s(?:an?\s)?"
    r"(?P<noun>[a-z][\w-]{3,20}(?:\s(?:response|recurrence|events?|progression|remission))?)|(?P<verb>responded|survived|died|"
    r"relapsed|recurred|progressed))\b"
)
_COUNTED = re.compile(r"(?<![\w.])(?=\d{1,6}\s?(?:(?:/|of)\s?\d{1,6}\s?)?[(\[]\s?\d{1,3}(?:\.\d{1,2})?\s?%\s?[)\]])")
_EVENTS = re.compile(
    r"\b(?:adverse (?:events?|effects?|reactions?)|side[- ]effects?|toxicit(?:y|ies)|complications?)\b[^.;()%]{0,80}?"
    r"\b(?:were|was|are|included?|including)\s",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?P<noun>(?!(?:reported|observed|seen|noted|more|less|lower|higher|similar)\b)[A-Za-z][\w/-]{2,24}(?:\s(?!and\s)[\w/-]{2,20}){0,4}?)\s?[(\[]"
    r"(?=\d{1,3}(?:\.\d{1,2})?\s?%)"
)
_NEXT_EVENT = re.compile(r"\s?[)\]](?:,\s(?:and\s)?|\sand\s)")
_MOST_EVENTS = 20
_SHARE = re.compile(rf"(?<![\w.·/])(?=\d)({NUMBER})\s?(?:%|per ?cent)")
_LOWER_END = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3})?\s?%?\s?(?:-|–|to)\s?$")
_LABEL = r"(?:[A-Z][\w/+-]{0,14}(?:\s(?!\d)[\w/+-]{1,14}){0,3})"
_ONE_GROUP = re.compile(rf"(?P<arm>{_LABEL})\s?[:=]?\s?(?=\d{{1,3}}(?:\.\d{{1,2}})?\s?%)")
_BETWEEN_GROUPS = re.compile(r"\s?(?:[,;]\s?(?:and\s)?|\sand\s|\svs\.?\s|\sversus\s)")


def find_shares(text: str) -> Iterator[Measured]:
    """``70% of patients experience recurrence``: the measure is what they are said to have or do."""
    for match in _SHARE.finditer(text):
        start = match.start()
        lead = _LOWER_END.search(text, max(0, start - 12), start)
        quantity = quantity_at(text, lead.start() if lead else start)
        told = _PATIENTS.match(text, quantity.end) if quantity else None
        if quantity is None or told is None:
            continue
        name = "noun" if told.group("noun") else "verb"
        when = WITHIN.search(text, told.end(), min(len(text), told.end() + 40))
        yield Measured(told.span(name), told.group(name), None, quantity, when.span(1) if when else None)


def find_events(text: str) -> Iterator[Measured]:
    """``The most common adverse events were fatigue (35%), nausea (28%)``: a rate of each event."""
    for cue in _EVENTS.finditer(text):
        position = cue.end()
        for _ in range(_MOST_EVENTS):
            event = _EVENT.match(text, position)
            quantity = quantity_at(text, event.end()) if event else None
            if event is None or quantity is None or quantity.unit is None:
                break
            yield Measured(event.span("noun"), event.group("noun"), None, quantity)
            following = _NEXT_EVENT.match(text, quantity.end)
            if following is None:
                break
            position = following.end()


def find_counted(text: str) -> Iterator[Measured]:
    """``12 (26.7%) achieved a partial response``: a count with its share, of those who are said to."""
    for place in _COUNTED.finditer(text):
        quantity = quantity_at(text, place.start())
        told = _COUNTED_DID.match(text, quantity.end) if quantity else None
        if quantity is not None and told is not None:
            name = "noun" if told.group("noun") else "verb"
            yield Measured(told.span(name), told.group(name), None, quantity)


def find_changes(text: str) -> Iterator[Measured]:
    """``lower by 3 ml``, ``a 20–30% increase in``: a difference that no name is given."""
    for cue in _CHANGED_BY.finditer(text):
        quantity = quantity_at(text, cue.end())
        for _ in range(4):
            if quantity is None or quantity.unit is None or quantity.joined:
                break
            unit = text[slice(*quantity.unit)]
            if TIME_UNIT.match(unit) and not _OF_TIME.search(cue.group()):
                break  # by 12 weeks: that is when
            label = "percent change" if unit in PERCENT else "MD"
            yield Measured(cue.span("cue"), label, None, quantity, time_behind(text, quantity.end))
            following = _NEXT_BY.match(text, quantity.end)
            if following is None or "respectively" not in text[following.end() : following.end() + 60]:
                break
            quantity = quantity_at(text, following.end())
    for place in _CHANGE_IN.finditer(text):
        quantity = quantity_at(text, place.end())
        told = _CHANGE_NAMED.match(text, quantity.end) if quantity else None
        if quantity is None or told is None:
            continue
        if not _A_THRESHOLD.search(text, max(0, place.end() - 70), place.end()):
            yield Measured(told.span("cue"), "percent change", None, quantity, time_behind(text, quantity.end))


def find_listed_groups(text: str, measures: Sequence[Measure]) -> Iterator[Measured]:
    """``incidence of sepsis … (TT 32.0%, TC 43.9%)``: a bracket of groups, of the rate that was named last."""
    for bracket in re.finditer(r"[(\[]\s?(?=[A-Z])", text):
        named = [each for each in measures if each.kind == "rate" and each.end <= bracket.start()]
        position = bracket.end()
        found: list[Measured] = []
        while named and len(found) < 8 and (group := _ONE_GROUP.match(text, position)):
            quantity = quantity_at(text, group.end())
            if quantity is None or quantity.low is not None:
                break
            measure = named[-1]
            found.append(
                Measured(
                    (measure.start, measure.end), measure.label, None, quantity, who=Attribution(group.span("arm"))
                )
            )
            following = _BETWEEN_GROUPS.match(text, quantity.end)
            if following is None:
                break
            position = following.end()
        if len(found) > 1:
            yield from found

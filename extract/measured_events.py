"""Shares of people whom something befell, where no name of a measure says so: the event is what was measured.

``12% developed a fistula``; ``116 deaths (5.0%) in the drug group and 139 (6.0%) in the placebo group``; ``were more
likely to log in (43.5% vs 0%)``.
"""

import re
from collections.abc import Iterator

from extract.measured_value import Measured
from extract.paired_values import find_paired
from extract.quantities import NUMBER, PERCENT, Quantity, quantity_at

_PEOPLE = (
    r"(?:patients|participants|subjects|individuals|people|women|men|children|infants|neonates|mothers|cases|controls|"
    r"those|animals|rats|mice|groups?|arms?)"
)
_BEFELL = (
    r"(?:develop(?:ed|ing)?|experienc(?:ed?|ing)|achiev(?:ed?|ing)|suffer(?:ed|ing)?(?:\sfrom)?|reported|attained|"
    r"reached|showed|required|discontinued|contracted|acquired)"
)
_DIED = r"(?P<verb>died|relapsed|recurred|survived|responded|progressed|improved|healed|recovered|relapse|conceived)"
_DID = re.compile(
    rf"(?:\sof\s(?:the\s)?(?:[^\s,;.()]{{1,24}}\s){{0,5}}?{_PEOPLE}(?:\s?[(\[][^()\[\]]{{1,30}}[)\]])?(?:\s(?:who|that|with|on|receiving|given|treated|in)\s"
    rf"(?:[^\s,;.()]{{1,24}}\s){{1,6}}?|\s)|\s)(?:(?:who|that)\s)?(?:had\s)?"
    rf"(?:{_BEFELL}\s(?:an?\s|the\s|any\s)?(?P<noun>(?!(?:by|in|from|to|that|with|on)\b)[^\s,;.()<>≥≤=]{{3,24}}(?:\s(?!(?:in|at|after|with|and|"
    rf"during|than|compared|versus|vs|of|who|by|from|while|but|within|or|on)\b)[^\s,;.()]{{2,24}}){{0,3}})|{_DIED}\b)"
)
_HAD = re.compile(
    rf"(?:\s(?:of|in)\s(?:the\s)?(?:[^\s,;.()]{{1,24}}\s){{0,5}}?{_PEOPLE}\s|\s)(?:who\s)?had\s(?:an?\s|the\s)?"
    r"(?P<noun>(?!(?:to|been|no|not)\b)[^\s,;.()<>≥≤=]{3,24}(?:\s(?!(?:in|at|after|with|and|during|than|compared|versus|vs|of|who|"
    r"by|from|while|but|within|or|on)\b)[^\s,;.()]{2,24}){0,3})"
)
_COMPARES = re.compile(r"\b(?:compared (?:with|to)|versus|vs\.?|than|respectively|whereas)\s|\bvs\.|\brespectively\b")
"""What tells an event of two groups from a trait that people came with: ``12% had diabetes``."""

_AGAINST = re.compile(
    r"(?:[^;.()]|(?<=\d)\.(?=\d)){0,80}?\s\(?(?:as\s)?(?:compared (?:with|to)|versus|vs\.?|than)\s(?:only\s|in\s|"
    r"that in\s)?(?=\d)"
)
"""``…, as compared with 11 of 62 (18%) in the placebo group``: the share of the others, of the same event."""

_SHARE = re.compile(rf"(?<![\w.·/–-])(?=({NUMBER})\s?(?:%|per ?cent|patients|women|participants|\[|\(|of|/))")
_THRESHOLD = re.compile(r"(?:[<>≥≤=±]|\b(?:least|than|most|CI|to|up|minimum|maximum|by))\s?$")
_COUNTED_EVENTS = re.compile(
    r"\b(?:were|was|had|with|and)\s(?=\d{1,6}\s(?P<noun>(?:[a-z-]{3,20}\s){0,3}?(?:deaths?|events?|episodes?|cases|"
    r"complications?|infections?|recurrences?|relapses?|strokes?|fractures?|pregnancies|births|failures?|reactions?))"
    r"(?:\s(?:of|from|due to)\s[^.;()]{3,40})?\s?[(\[]\s?\d)"
)
_VALUE_IN_BRACKET = re.compile(r"[(\[]\s?")
_AND_IN = re.compile(
    r"\s(?:in|for|with|on|among)\s(?:the\s)?[^.;()\d]{2,60}?(?:\sand|\sversus|\svs\.?|\scompared (?:with|to)|,)\s(?=\d)"
)
_BEFORE_PAIR = re.compile(
    r"\b(?:(?:likely|able) to(?: be| have)?|experienced|developed|had|achieved|reported|showed|reached|rates? of|"
    r"incidences? of|risk of|frequency of|occurrence of|proportions? of|percentages? of|fewer|more|less|lower|higher|"
    r"greater|reduced|increased|decreased|improved|and|or)\s(?:the\s|an?\s)?(?P<noun>(?!(?:significantly|statistically|higher|lower|greater|fewer|more|less|longer|shorter|likely|better|worse|similar|plus|increased|reduced|improved|decreased|the|patients|"
    r"participants|group|both|all|each|those|subjects|versus|vs|compared)\b)[^\s,;.()\[\]\d][^\s,;.()\[\]]{2,24}"
    r"(?:\s[^\s,;.()\[\]]{2,24}){0,4}?)(?:,?\s(?:versus|vs\.?|compared (?:with|to)|than|in|among|with|"
    r"at)\s[^;.()\[\]]{2,60})?\s?[(\[]\s?$"
)
_NO_EVENT = re.compile(
    r"\b(?:groups?|arms?|patients|participants|analys[ie]s|cohorts?|population|trials?|stud(?:y|ies)|visits?|weeks?|months?|"
    r"subjects|women|men|children|controls?|placebo|baseline|treatment|therapy|interventions?|significance|physicians|respectively|age|sex|male|female)\b",
    re.IGNORECASE,
)
"""Whom, when and where: what stands before a bracket and is no event."""

_LOOKED_BACK = 160
_MOST_SHARES = 8


def find_befallen(text: str) -> Iterator[Measured]:
    """``12% developed a fistula``, ``8% of the drug group died``: what befell a share of people."""
    compares = _COMPARES.search(text) is not None
    for match in _SHARE.finditer(text):
        if _THRESHOLD.search(text, max(0, match.start() - 10), match.start()):
            continue
        quantity = quantity_at(text, match.start())
        if quantity is None or not _is_share(text, quantity):
            continue
        told = _DID.match(text, quantity.end) or (_HAD.match(text, quantity.end) if compares else None)
        if told is None:
            continue
        name = "noun" if told.groupdict().get("noun") else "verb"
        yield Measured(told.span(name), told.group(name), None, quantity)
        following = _AGAINST.match(text, told.end())
        other = quantity_at(text, following.end()) if following else None
        if other is not None and _is_share(text, other):
            yield Measured(told.span(name), told.group(name), None, other)


def find_counted_events(text: str) -> Iterator[Measured]:
    """``There were 116 deaths (5.0%) in the drug group and 139 (6.0%) in the placebo group``."""
    for cue in _COUNTED_EVENTS.finditer(text):
        bracket = _VALUE_IN_BRACKET.search(text, cue.end("noun"), cue.end("noun") + 60)
        quantity = quantity_at(text, bracket.end()) if bracket else None
        for _ in range(_MOST_SHARES):
            if quantity is None or not _is_share(text, quantity):
                break
            yield Measured(cue.span("noun"), cue.group("noun"), None, quantity)
            end = quantity.end + (text[quantity.end : quantity.end + 1] in (")", "]"))
            following = _AND_IN.match(text, end)
            quantity = quantity_at(text, following.end()) if following else None


def find_pairs_of_shares(text: str) -> Iterator[Measured]:
    """``were more likely to log in (43.5% vs 0%)``: what stands before the bracket befell these shares."""
    for pair in find_paired(text):
        first = pair.values[0]
        start = first.n[0] if first.n and first.n[0] < first.value[0] else first.value[0]
        told = _BEFORE_PAIR.search(text, max(0, start - _LOOKED_BACK), start)
        if (
            told is None
            or _NO_EVENT.search(told.group("noun"))
            or not all(_is_share(text, value) for value in pair.values)
        ):
            continue
        for value in pair.values:
            yield Measured(told.span("noun"), told.group("noun"), None, value)


def _is_share(text: str, quantity: Quantity) -> bool:
    return quantity.unit is not None and text[slice(*quantity.unit)] in PERCENT and not quantity.joined

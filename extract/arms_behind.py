"""The group that is named right behind a value: ``in the drug group``, ``of patients given placebo``."""

import itertools
import re

from extract.compared_arms import NAME, is_arm
from extract.listed_arms import trimmed
from extract.quantities import Quantity, Range

_WHO = r"(?:\s(?:of\s)?(?:the\s|all\s)?(?:patients|subjects|cases|women|men|participants|animals|rats|mice|children))?"
_GROUP = re.compile(
    rf"{_WHO}\s?(?:in|for|with|among|of)\s(?:the\s)?"
    rf"(?P<arm>{NAME}(?:(?:groups?|arms?)\s(?-i:[A-Z]|I{{1,3}}|\d)(?!\w)|(?:groups?|arms?|controls?(?!\sgroup|\sarm))|"
    rf"(?:(?:treated|fed|exposed|supplemented)\s|[\w-]{{2,24}}-(?:treated|fed|exposed|"
    rf"supplemented)\s)(?:rats|mice|animals|patients|cells)))(?!\w)",
    re.IGNORECASE,
)
_GIVEN_BEHIND = re.compile(
    r"(?:\s(?:of\s)?(?:the\s)?(?:patients|participants|subjects|those|women|men|children|infants|cases|animals))?\s"
    r"(?:(?:of|in|among)\s(?:patients|participants|subjects|those|women|men|children|infants|animals)\s)?"
    r"(?:(?:who|that)\s(?:were\s)?)?(?:received|receiving|given|treated with|taking|took|(?:assigned|allocated|"
    r"randomi[sz]ed) to"
    r"(?: receive)?)\s(?:the\s|an?\s)?(?P<arm>(?!\d|(?:both|either|one|two|at|more|less)\b)[^\s,;:.()\[\]=]{2,30}"
    r"(?:\s(?!(?:and|or|in|for|with|had|was|were|than|compared|versus|vs|at|after|who|developed|experienced|died|"
    r"achieved|showed|reported|during|within)\b)[^\s,;:.()\[\]=]{2,30}){0,4})"
)
"""``of patients given placebo``, ``participants who received plasma`` right behind a value."""

_LABELLED_PEOPLE = re.compile(
    r"\s(?:of|in|among|for)\s(?:the\s)?(?P<arm>[A-Z][A-Za-z\d+/-]{1,20}\s(?:participants|patients|recipients|users|subjects))\b"
)
"""``20.0% of PEP participants and 6.5% of IS participants``: groups only where there are two."""

_CASES = re.compile(r"\s(?:of|in|among)\s(?:the\s)?(?P<arm>(?:[a-z]{3,20}\s)?(?:cases|controls))\b(?!\sgroup)")
"""``35% of cases and 12% of controls``: groups only where both are named."""

_INTERVAL_BEHIND = re.compile(r"\s?[(\[][^()\[\]A-Za-z]{1,40}[)\]]")
_ONE_OF_SEVERAL = re.compile(r"[^.;]{0,24}?(?:,|\sand)\s[^.;]{2,60}?\brespectively\b")

_UNTREATED = re.compile(
    r"\s?(?:in|for|with|on)\s(?:the\s)?(?P<arm>placebo|best supportive care|usual care|standard care|no treatment|"
    r"surgery alone|monotherapy)\b",
    re.IGNORECASE,
)


def group_behind(text: str, value: Quantity, after: int, *, is_ratio: bool) -> Range | None:
    """The group behind a value and the interval in brackets that may follow it, before the next value at ``after``."""
    closed = value.end + (text[value.end : value.end + 1] in (")", "]"))
    bracket = _INTERVAL_BEHIND.match(text, closed, after)
    behind = bracket.end() if bracket else closed
    group = _GROUP.match(text, behind, after)
    listed = group is not None and _ONE_OF_SEVERAL.match(text, group.end()) is not None
    if group and not listed and is_arm(text, group.span("arm")):
        return trimmed(text, group.span("arm"))
    given = _GIVEN_BEHIND.match(text, behind, after)
    if given and is_arm(text, given.span("arm")) and not is_ratio:
        return trimmed(text, given.span("arm"))
    people = _LABELLED_PEOPLE.match(text, closed, after)
    if people and len(list(itertools.islice(_LABELLED_PEOPLE.finditer(text), 2))) > 1:
        return people.span("arm")
    studied = _CASES.match(text, closed, after)
    if studied and "cases" in text and "controls" in text:
        return studied.span("arm")
    plain = _UNTREATED.match(text, closed, after)
    return plain.span("arm") if plain else None

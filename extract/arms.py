"""In whom a value was measured, and what that was held against.

Read from the words beside the value (``76% in the adenoma group``), from lists that ``respectively`` pairs, and from
what its clause compares. What no words beside it and no comparison name stays empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.arms_behind import group_behind
from extract.compared_arms import WORD, Comparison, compared, is_arm
from extract.listed_arms import arms_listed, trimmed
from extract.quantities import Quantity, Range, number

_VALUE_BEFORE = re.compile(
    r"(?:\d\s?%?|[)\]%]|\d\s?(?:months?|weeks?|days?|years?|[a-zµ]{1,4}(?:/[a-zA-Z]{1,4})?))\s?"
    r"(?:patients\s|participants\s|women\s|subjects\s)?$"
)
"""What stands before a group that a value before it is of: a ratio behind it is not of that group alone."""

_GROUP_BEFORE = re.compile(
    r"\b(?:in|for|of|among|with)\s(?:the\s)?(?P<arm>(?:(?!(?:between|than|compared|versus|"
    r"and|in|for|with)\s)[^\s,;:.()\[\]=]+\s){1,5}?(?:groups?|arms?|"
    r"controls?(?!\sgroups?|\sarm))|(?:groups?|arms?)\s(?-i:[A-Z]|I{1,3}|\d))\s[^,;]{0,40}$",
    re.IGNORECASE,
)
_SUBJECT_BEFORE = re.compile(
    rf"(?:^|[,;]\s|\bthat\s|\bwhereas\s|\bwhile\s|\band\s)(?:the\s)?(?P<arm>(?:{WORD}\s){{1,5}}?)"
    r"(?:animals\s|patients\s)?(?:(?:at|after|before)\s[^,;.()]{2,30}?\s)?(?:gave|gives|prolonged|showed|had|demonstrated|exhibited|achieved|yielded|"
    r"resulted in|has|"
    r"reported)\s[^,;]{0,50}$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:In|Among|For)\s(?:the\s)?(?:\d{1,6}\s)?(?P<arm>(?:(?!(?:this|both|all|each|our|study|these)\s)[\w+/-]{2,24}\s){1,3}?"
    r"(?:groups?(?:\s(?:of\s)?(?:patients|animals|rats|mice|women|subjects)\s(?:that|who|which|with|receiving|"
    r"treated with)\s"
    r"(?:(?!(?:mean|median|the|average)\s)[\w-]{1,20}\s){1,6}?(?=(?:mean|median|the|average)\b))?|arms?|(?<=treated\s)(?:patients|animals|rats|mice|women|subjects)))\b",
)
_SAME_SUBJECT = re.compile(
    r"\b(?:they|it)\s[^,;]{0,50}$|\s(?:with|reporting|showing|resulting in|giving|so that)\s(?:an?\s|"
    r"the\s)?[^,;]{0,50}$"
)
_AGAINST_BEFORE = re.compile(
    r"\b(?:compared|comparison|than|versus|vs\.?|relative|between|difference)\s(?:that\s|those\s)?$"
)
_OF_SHARES = re.compile(r"[Rr]isk|[Rr]ate|RR")
"""Ratios that are those of the shares beside them; a hazard ratio below 1 is of the longer survival."""

_LIST_GAP = re.compile(r"\s?(?:,|and|,\sand)\s")
_CHANGED_BY = re.compile(r"\bby\s(?:[a-z]+\s)?$")
_LIST_END = 120
"""Characters behind a value within which ``respectively`` ends its list."""

_ROUNDED = 0.1
"""How far a printed ratio may lie from the ratio of two printed shares."""

_TOO_CLOSE = 0.15
"""Shares that differ by less than this part do not show which of them a ratio was reckoned from."""

_BRACKET = 3
"""Characters that part a value in brackets from the words before it."""

_OF_PATIENTS = re.compile(r"\s(?:of\s)?(?:the\s)?patients\s(?:who\s)?[a-z]+\b(?<!with)(?<!in)")
_VERSUS = re.compile(r"\s?(?:[\w%]{1,10}\s)?(?:vs\.?|versus|compared (?:with|to)|against)\s", re.IGNORECASE)
_BREAK = re.compile(r";\s|,\s(?:but|whereas|while)\s|[()\[\]]")
_LABELLED = re.compile(r"(?:^|[\s(,;])(?P<arm>[A-Z][\w/*∗-]{0,20})(?:\s?:)?\s$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a value is of and who that is held against; ``doubt`` says why a place is empty."""

    arm: Range | None = None
    comparator: Range | None = None
    doubt: str = ""


_NOBODY = Attribution(doubt="arm: none is named beside the value")


def attribute(
    text: str,
    values: Sequence[Quantity],
    measures: Sequence[Range],
    ratios: Sequence[bool],
    treatments: Sequence[Range],
) -> list[Attribution]:
    """For each value, in order, whom it is of; ``ratios`` says which of them are ratios or differences of two arms."""
    if not values:
        return []
    paired = arms_listed(text, values)
    if paired:
        return [Attribution(arm) for arm in paired]
    own = [index for index, is_ratio in enumerate(ratios) if not is_ratio]
    listed = arms_listed(text, [values[index] for index in own]) if 1 < len(own) < len(values) else None
    each = dict(zip(own, listed, strict=True)) if listed else {}
    clauses = _clauses(text)
    held = [compared(text, *clause) for clause, _ in clauses]
    found: list[Attribution] = []
    before = 0
    for index, value in enumerate(values):
        after = values[index + 1].value[0] if index + 1 < len(values) else len(text)
        at = max(place for place, (clause, _) in enumerate(clauses) if clause[0] <= value.value[0])
        comparison = _holding(clauses, held, at) if ratios[index] else held[at]
        if comparison.arm is not None and _touches(comparison.arm, measures[index]):
            comparison = Comparison()
        near = () if _is_second(text, values, index + 1) else treatments
        arm = _beside(text, value, measures[index], ratios[index], before, after, near)
        before = max(value.end, arm[1] if arm else 0)
        if index in each:
            found.append(Attribution(each[index]))
        elif ratios[index] and _are_two_arms(found, ratios[:index]):
            first, second = found[-2].arm, found[-1].arm
            of_shares = _OF_SHARES.search(text[slice(*measures[index])]) is not None
            turned = of_shares and _is_turned(text, values[index - 2], values[index - 1], value)
            found.append(Attribution(second, first) if turned else Attribution(first, second))
        elif arm is not None:
            same = comparison.arm is not None and _same(text, arm, comparison.arm)
            found.append(Attribution(arm, comparison.comparator if same else None))
        elif (
            comparison.comparator
            and not ratios[index]
            and not _is_second(text, values, index + 1)
            and 0 < value.value[0] - comparison.comparator[1] <= _BRACKET
        ):
            found.append(Attribution(comparison.comparator, comparison.arm))  # than with placebo (−2.4%)
        elif _is_second(text, values, index) and comparison.comparator and found[-1].arm == comparison.arm:
            found.append(Attribution(comparison.comparator, comparison.arm))  # 5.6 vs 10.2 months
        elif comparison.comparator and not ratios[index] and _is_listed(text, values, index):
            found.append(_NOBODY)  # 35% and 50%, respectively: of two groups or two measures, and no list says which
        elif comparison.arm is not None:
            found.append(Attribution(comparison.arm, comparison.comparator))
        elif found and found[-1].arm and _SAME_SUBJECT.search(text, values[index - 1].end, value.value[0]):
            found.append(Attribution(found[-1].arm))
        else:
            opening = _OPENING.match(text)
            given = opening.span("arm") if opening else _given_to_all(text, value, treatments)
            found.append(Attribution(given) if given else _NOBODY)
    return found


def _given_to_all(text: str, value: Quantity, treatments: Sequence[Range]) -> Range | None:
    """``Resection is best; yet 70% of patients relapse``: the treatment that the sentence is about stands first."""
    if not treatments or text[: treatments[0][0]].strip().lower() not in ("", "the"):
        return None
    return treatments[0] if _OF_PATIENTS.match(text, value.end) else None


def _clauses(text: str) -> list[tuple[Range, bool]]:
    """The clauses that semicolons and turns part, brackets left whole; with each, whether it turns against the last."""
    found: list[tuple[Range, bool]] = []
    start, turns, depth = 0, False, 0
    for match in _BREAK.finditer(text):
        sign = match.group()
        if sign in "()[]":
            depth = max(0, depth + (1 if sign in "([" else -1))
        elif depth == 0:
            found.append(((start, match.start()), turns))
            start, turns = match.end(), sign[0] == ","
    found.append(((start, len(text)), turns))
    return found


def _holding(clauses: Sequence[tuple[Range, bool]], held: Sequence[Comparison], at: int) -> Comparison:
    """The comparison of a clause, or of the nearest before it that it goes on from."""
    for place in range(at, -1, -1):
        if held[place].arm is not None:
            return held[place]
        if clauses[place][1]:
            break
    return Comparison()


def _are_two_arms(found: Sequence[Attribution], ratios: Sequence[bool]) -> bool:
    """Whether the two values before a ratio are of two arms: the ratio is of the first to the second."""
    if len(found) < 2 or any(ratios[-2:]):
        return False
    return None not in (found[-2].arm, found[-1].arm) and found[-2].arm != found[-1].arm


def _is_turned(text: str, first: Quantity, second: Quantity, ratio: Quantity) -> bool:
    """Whether a ratio behind two values is that of the second to the first, which the numbers show."""
    one, other, printed = (number(text[slice(*each.value)]) for each in (first, second, ratio))
    if min(one, other, printed) <= 0 or abs(one - other) / max(one, other) < _TOO_CLOSE:
        return False
    return abs(printed * one / other - 1) < _ROUNDED < abs(printed * other / one - 1)


def _is_second(text: str, values: Sequence[Quantity], index: int) -> bool:
    """Whether a value is the second of a pair that ``vs`` joins."""
    return (
        0 < index < len(values) and _VERSUS.fullmatch(text, values[index - 1].end, values[index].value[0]) is not None
    )


def _is_listed(text: str, values: Sequence[Quantity], index: int) -> bool:
    """Whether a value is one of a list that ``respectively`` ends."""
    here = values[index]
    gaps = [text[values[index - 1].end : here.value[0]]] if index else []
    gaps += [text[here.end : values[index + 1].value[0]]] if index + 1 < len(values) else []
    first = values[index - 1] if index and _LIST_GAP.fullmatch(gaps[0]) else here
    if _CHANGED_BY.search(text, max(0, first.value[0] - 24), first.value[0]):
        return False  # lowered loss and drainage by 9 and 6 ml, respectively: of two measures
    return any(map(_LIST_GAP.fullmatch, gaps)) and "respectively" in text[here.end : here.end + _LIST_END]


def _touches(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _beside(
    text: str, value: Quantity, measure: Range, is_ratio: bool, before: int, after: int, treatments: Sequence[Range]
) -> Range | None:
    behind = group_behind(text, value, after, is_ratio=is_ratio)
    if behind:
        return behind
    lead = _GROUP_BEFORE.search(text, max(before, value.value[0] - 120), value.value[0])
    named = lead is not None and is_arm(text, lead.span("arm")) and not _touches(lead.span("arm"), measure)
    of_other = lead is not None and any(
        each.search(text, max(0, lead.start() - 20), lead.start()) for each in (_AGAINST_BEFORE, _VALUE_BEFORE)
    )
    if lead and named and not (is_ratio and of_other):
        return trimmed(text, lead.span("arm"))
    labelled = _LABELLED.search(text, max(before, value.value[0] - 26), value.value[0])
    if labelled and re.fullmatch(r"[A-Z]{2,4}", labelled.group("arm")) and not _touches(labelled.span("arm"), measure):
        return labelled.span("arm")
    subject = _SUBJECT_BEFORE.search(text, max(before, value.value[0] - 140), value.value[0])
    if subject and is_arm(text, subject.span("arm")):
        return trimmed(text, subject.span("arm"))
    for start, end in treatments:
        if 1 <= value.value[0] - end <= 2:
            return start, end  # and cabozantinib 10.2 months
        near = text[value.end : start]
        if (
            value.end <= start < after
            and len(near) <= 40
            and re.fullmatch(
                r"[\s)\]]*(?:in|with|for|when|on|by|of|treated|receiving|group|the|patients|animals|\s)*", near
            )
        ):
            return start, end
    return None


def _same(text: str, one: Range, other: Range) -> bool:
    first, second = text[slice(*one)].lower(), text[slice(*other)].lower()
    return first in second or second in first

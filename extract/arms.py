"""In whom a value was measured, and what that was held against.

Read from the words beside the value (``76% in the adenoma group``), from lists that ``respectively`` pairs, and from
what the sentence compares (``Compared with X, Y …``; ``between X and Y``). Patients of a kind are a population, not an
arm: an arm is a group by name, or by what it was given.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.listed_arms import arms_listed, trimmed
from extract.quantities import Quantity, Range

_WORD = (
    r"(?!(?:in|of|for|with|after|between|to|from|and|or|the|on|at|by|was|were|is|that|than|showed|revealed|"
    r"whereas|while|compared|versus|vs\.?|between|among|did|does|could|can|may|might|had|has|have|"
    r"when|as)\s)(?:[^\s,;:.()\[\]=]|[:.](?=\w))+"
)
_GIVEN = re.compile(
    rf"(?:(?:treated|supplemented|managed|administered|treatment|supplementation) with|receiving|"
    rf"undergoing|taking) (?:the\s|"
    rf"an?\s)?(?P<arm>{_WORD}(?:\s(?:of\s)?{_WORD}){{0,3}})"
)
_SUBJECT = re.compile(
    rf"(?:^|\bthat\s|^[A-Z][\w-]+(?:\s[\w-]+){{0,4}},\s)(?:the\s|an?\s)?(?P<arm>{_WORD}(?:\s(?:(?:plus|and|of|"
    rf"with)\s)?{_WORD}){{0,5}}?)\s(?:(?:versus|vs\.?|compared (?:with|to))\s(?:[\w-]+\s){{1,3}}?)?"
    r"(?:(?:could|can|may|might|has|have|had|did not|does not|appeared to|tended to|\w{2,14}ly|also)\s){0,3}"
    r"(?:improve[sd]?|increase[sd]?|reduce[sd]?|decrease[sd]?|enhance[sd]?|lower(?:ed|s)?|"
    r"alleviate[sd]?|attenuate[sd]?|"
    r"shorten(?:ed|s)?|prolong(?:ed|s)?|relieve[sd]?|promote[sd]?|prevent(?:ed|s)?|ameliorate[sd]?|suppress(?:ed|es)?|"
    r"raise[sd]?|elevate[sd]?|provide[sd]?|produce[sd]?|confer(?:red|s)?|accelerate[sd]?|"
    r"facilitate[sd]?|affect(?:ed|s)?|"
    r"exert(?:ed|s)?|resulted in|results in|led to|leads to|"
    r"had (?:an?\s)?(?:significant|greater|lower|higher|beneficial|better|shorter|longer|less|more)|"
    r"(?:was|were|is|are) (?:\w{2,14}ly\s)?(?:associated|superior|inferior|better|more|less|effective|beneficial))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"\b(?:compared (?:with|to)|relative to|versus|vs\.?|than)\s(?:that\s|those\s)?(?:in\s|of\s|with\s)?(?:the\s|"
    rf"an?\s)?(?P<comparator>{_WORD}(?:\s{_WORD}){{0,2}}?)(?=\s?[,;:.(\[]|\s(?:alone|in|for|at|with|on)\b|$)"
)
_FAVOURS = re.compile(
    rf"\b(?:favou?r(?:ing|ed|s)|in favou?r of)\s(?:the\s)?(?P<arm>{_WORD}(?:\s{_WORD}){{0,3}}?)(?=\s?[,;:.(\[]|"
    rf"\s(?:with|for|over|in)\b|$)"
)
_EFFECT_OF = re.compile(
    rf"\beffects? of (?:the\s)?(?P<arm>{_WORD}(?:\s(?:plus|combined with|and)?\s?{_WORD}){{0,4}}?)\s(?:on|in|for|"
    rf"versus|relative to|compared)\b"
)
_FOR_ONE = re.compile(rf"(?:^|,\s)[Ff]or (?:the\s)?(?P<arm>{_WORD})(?:\s(?:polymorphisms?|group|arm))?,")
_RELATION = re.compile(
    rf"(?:relevance|association|correlation|relationship|link)s? (?:for|of|between|"
    rf"in) (?:the\s)?(?P<arm>{_WORD}(?:\s{_WORD}){{0,2}}) (?:and|with)\s"
)
_THAN_IN = re.compile(
    rf"\bin (?:the\s)?(?P<arm>{_WORD}(?:\s{_WORD}){{0,3}}? groups?)\b[^.;]{{0,100}}?\bthan (?:that )?in (?:the\s)?"
    rf"(?P<comparator>{_WORD}(?:\s{_WORD}){{0,3}}? groups?)"
)
_NAME = r"(?:[^\s,;:.()\[\]=]+\s){0,6}?"
_WHO = r"(?:\s(?:of\s)?(?:the\s|all\s)?(?:patients|subjects|cases|women|men|participants|animals|rats|mice|children))?"
_GROUP = re.compile(
    rf"{_WHO}\s?(?:in|for|with|among|of)\s(?:the\s)?"
    rf"(?P<arm>{_NAME}(?:(?:groups?|arms?)\s(?-i:[A-Z]|I{{1,3}}|\d)(?!\w)|(?:groups?|arms?|controls?(?!\sgroup|\sarm))|"
    rf"(?:(?:treated|fed|exposed|supplemented)\s|[\w-]{{2,24}}-(?:treated|fed|exposed|"
    rf"supplemented)\s)(?:rats|mice|animals|patients|cells)))(?!\w)",
    re.IGNORECASE,
)
_UNTREATED = re.compile(
    r"\s?(?:in|for|with|on)\s(?:the\s)?(?P<arm>placebo|best supportive care|usual care|standard care|no treatment|"
    r"surgery alone|monotherapy)\b",
    re.IGNORECASE,
)
_GROUP_BEFORE = re.compile(
    r"(?:in|for|of|among|with)\s(?:the\s)?(?P<arm>(?:(?!(?:between|than|compared|versus|"
    r"and)\s)[^\s,;:.()\[\]=]+\s){1,5}?(?:groups?|arms?|"
    r"controls?))\s[^,;]{0,40}$",
    re.IGNORECASE,
)
_SUBJECT_BEFORE = re.compile(
    rf"(?:^|[,;]\s|\bthat\s|\bwhereas\s|\bwhile\s|\band\s)(?:the\s)?(?P<arm>(?:{_WORD}\s){{1,5}}?)"
    r"(?:animals\s|patients\s)?(?:gave|gives|prolonged|showed|had|demonstrated|exhibited|achieved|yielded|"
    r"resulted in|has|"
    r"reported)\s[^,;]{0,50}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"\b[Cc]ompar(?:ed|ing|ison) (?:with|to) (?:the\s|"
    rf"an?\s)?(?P<comparator>{_NAME}{_WORD}),\s(?:the\s)?(?P<arm>{_WORD}(?:\s{_WORD}){{0,4}}?)\s"
    rf"(?:had|has|have|was|were|is|are|showed|shows|did|could|can|may|might|significantly|increases?|reduces?|"
    rf"decreases?|improves?|[a-z]{{3,12}}ed|led|cut)\b"
)
_BETWEEN = re.compile(
    rf"\bbetween (?:the\s)?(?:(?:[\w-]+\s){{1,3}}(?:between|after|in|of|"
    rf"with)\s)?(?:the\s)?(?P<arm>{_WORD}(?:\s{_WORD}){{0,3}}?)\s"
    rf"and\s(?:the\s)?(?P<comparator>{_WORD}(?:\s(?:groups?|arms?))?)"
)
_IN_BOTH = re.compile(
    rf"\bin (?![^.;,]{{0,40}}\bbetween\b)(?:the\s)?(?P<arm>{_WORD}(?:\s{_WORD}){{0,2}}?\sgroups?)\s"
    r"(?:and|than in)\s(?:the\s)?"
    rf"(?P<comparator>{_WORD}(?:\s{_WORD}){{0,2}}?\sgroups?)"
)
_THAN = re.compile(
    rf"\b(?:that|[Ii]n)?\s?(?:the\s)?(?P<arm>{_WORD}(?:\s{_WORD}){{0,3}}?)\s(?:was|were|is|had|has|could|showed|"
    rf"resulted)\s[^.;]{0, 120}?"
    rf"\bthan\s(?:that\s)?(?:in\s|of\s)?(?:the\s)?(?P<comparator>{_WORD}(?:\s{_WORD}){{0,2}}?(?=\s?[,;:.(\[]|$))"
)
_BETTER_WITH = re.compile(
    rf"\b(?:lower|higher|shorter|longer|greater|better|worse|less|fewer|more)\s(?:(?!compared)[a-z-]+\s){{0,3}}?"
    rf"(?:with|"
    rf"following)\s(?:the\s)?(?!placebo)(?P<arm>(?!\d){_WORD}(?:\s{_WORD}){{0,3}}?)(?=\s?[(\[,;]|\s(?:than|compared|versus|vs))"
)
_RELATED = re.compile(
    r"(?:\b(?:that|indicated|suggested|confirmed)\s|^(?:[A-Z][a-z]+,\s)?)(?:the\s)?(?P<arm>(?:[^\s,;:()\[\]=]|"
    r":(?=\w))+(?:\s(?:polymorphisms?|within\s\w+|training|therapy|treatment|supplementation|use))?)\s"
    r"(?:was|were|is|are|had|has|could|can|may|might|increased?|decreased?|reduced?|improved?|as)\b"
)
_MEASURED = re.compile(
    r"\b(?:pain|mortality|survival|loss|risk|incidence|pressure|glucose|scores?|time|duration|rates?|levels?|"
    r"concentrations?|length|stay|quality|weight|cholesterol|counts?|volume|frequency|prevalence|response|index|"
    r"differences?|estimates?|ratio|outcomes?|symptoms?|complications?|function|strength|efficacy|effects?)$",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\s(?:(?:has|have|had|significantly|also|markedly)\s){0,2}(?:(?:increase|decrease|improve|"
    r"reduce)d?|fell|rose|dropped|"
    r"declined|changed|(?:was|were)\s(?:not\s)?(?:significantly\s|markedly\s|also\s)?(?:lower|higher|shorter|longer|"
    r"greater|less|more|reduced|increased|decreased|improved|better|worse|similar|comparable))"
    r"(?:\ssignificantly)?(?:\s?[(\[.;,]|\s(?:by|from|at|after|with|in|following|for)\b)"
)
_A_GROUP = re.compile(r"\b(?:groups?|arms?|patients|therapy|treatment)$", re.IGNORECASE)
_TURN = re.compile(r",\s(?:but|whereas|while)\s")
_LABELLED = re.compile(r"(?:^|[\s(,;])(?P<arm>[A-Z][\w/*∗-]{0,20})(?:\s?:)?\s$")
_GENERAL = re.compile(
    r"^(?:there|a|an|subgroup|sensitivity|heterogeneity|data|outcomes?|findings|evidence|analysis|analyses|"
    r"significant|significantly|seven|eight|nine|ten|three|four|five|six|one|only|this|it|we|the|our|these|both|"
    r"two|all|no|results?|which|meta-analysis|studies|study|patients|overall|pooled|pooling|they|each|these|those|"
    r"comparing|because|since|although|however|moreover|furthermore|so)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a value is of and who that is held against; ``doubt`` says why a place is empty."""

    arm: Range | None = None
    comparator: Range | None = None
    doubt: str = ""


def attribute(
    text: str, values: Sequence[Quantity], measures: Sequence[Range], treatments: Sequence[Range]
) -> list[Attribution]:
    """For each value, in order, whom it is of."""
    if not values:
        return []
    paired = arms_listed(text, values)
    compared = _compared(text)
    found: list[Attribution] = []
    for index, value in enumerate(values):
        if paired:
            found.append(Attribution(paired[index]))
            continue
        after = values[index + 1].value[0] if index + 1 < len(values) else len(text)
        before = values[index - 1].end if index else 0
        arm = _beside(text, value, measures[index], before, after, treatments)
        if arm is not None:
            found.append(
                Attribution(arm, compared.comparator if compared.arm and _same(text, arm, compared.arm) else None)
            )
        elif compared.arm is not None and not _TURN.search(text, compared.arm[1], max(compared.arm[1], value.value[0])):
            found.append(compared)
        else:
            found.append(Attribution(doubt="arm: none is named beside the value"))
    return found


def _touches(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _beside(
    text: str, value: Quantity, measure: Range, before: int, after: int, treatments: Sequence[Range]
) -> Range | None:
    group = _GROUP.match(text, value.end, after)
    if group and not _GENERAL.match(group.group("arm").split()[0]):
        return trimmed(text, group.span("arm"))
    plain = _UNTREATED.match(text, value.end, after)
    if plain:
        return plain.span("arm")
    lead = _GROUP_BEFORE.search(text, max(before, value.value[0] - 120), value.value[0])
    if lead and not _GENERAL.match(lead.group("arm").split()[0]):
        return trimmed(text, lead.span("arm"))
    labelled = _LABELLED.search(text, max(before, value.value[0] - 26), value.value[0])
    if labelled and re.fullmatch(r"[A-Z]{2,4}", labelled.group("arm")) and not _touches(labelled.span("arm"), measure):
        return labelled.span("arm")
    subject = _SUBJECT_BEFORE.search(text, max(before, value.value[0] - 140), value.value[0])
    if subject and not _GENERAL.match(subject.group("arm").split()[0]):
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


def _compared(text: str) -> Attribution:
    for pattern in (_COMPARED, _THAN_IN, _IN_BOTH, _BETWEEN):
        match = pattern.search(text)
        if match and not _GENERAL.match(match.group("arm").split()[0]):
            return Attribution(trimmed(text, match.span("arm")), trimmed(text, match.span("comparator")))
    match = _THAN.search(text)
    if match and not _GENERAL.match(match.group("arm").split()[0]):
        return Attribution(trimmed(text, match.span("arm")), trimmed(text, match.span("comparator")))
    against = _AGAINST.search(text)
    comparator = trimmed(text, against.span("comparator")) if against else None
    for pattern in (_FOR_ONE, _RELATION, _FAVOURS, _BETTER_WITH, _SUBJECT, _RELATED, _EFFECT_OF, _GIVEN):
        match = pattern.search(text)
        if (
            match
            and not _GENERAL.match(match.group("arm").split()[0])
            and len(match.group("arm")) > 2
            and not (pattern in (_SUBJECT, _RELATED) and _is_outcome(text, match))
        ):
            return Attribution(trimmed(text, match.span("arm")), comparator)
    return Attribution()


def _is_outcome(text: str, match: "re.Match[str]") -> bool:
    """Whether what stands before the verb is what was measured (``Pain was lower (…)``), and not what acts on it."""
    if _A_GROUP.search(match.group("arm")):
        return False
    return bool(_MEASURED.search(match.group("arm")) or _OF_ITSELF.match(text, match.end("arm")))


def _same(text: str, one: Range, other: Range) -> bool:
    first, second = text[slice(*one)].lower(), text[slice(*other)].lower()
    return first in second or second in first

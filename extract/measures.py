"""The names of what trials and studies measure, and what a number needs to be a value of one of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EFFECTS = {
    "OR": r"[Oo]dds ratios?|a?ORs?",
    "HR": r"[Hh]azards? ratios?|a?HRs?",
    "RR": r"[Rr]isk ratios?|[Rr]elative risks?|a?RRs?",
    "IRR": r"(?:[Ii]ncidence )?[Rr]ate ratios?|IRRs?",
    "SMD": r"[Ss]tandard(?:i[sz]ed)? mean differences?|SMDs?|Hedges['’]? g|Cohen['’]?s d",
    "WMD": r"[Ww]eighted mean differences?|WMDs?",
    "MD": r"[Mm]ean differences?|MDs?",
    "RD": r"[Rr]isk differences?|RDs?",
    "difference": r"(?:[Bb]etween-group |[Tt]reatment |[Aa]bsolute |[Ee]stimated )?[Dd]ifference(?=\s?[,:=]\s)",
}
_AND_SURVIVAL = r"(?=(?:,|\sand|\sor)\s(?:[\w-]+\s(?:and\s)?){1,3}survival\b)"
"""``progression-free and overall survival``: the noun of the first is that of the last."""

_OUTCOMES = {
    "OSR": r"[Oo]verall survival rates?|[Ss]urvival rates?|OSR|OS rates?",
    "PFSR": r"[Pp]rogression[- ]free survival rates?|PFSR|PFS rates?",
    "OS": rf"[Oo]verall(?: survival|{_AND_SURVIVAL})|OS",
    "PFS": rf"[Pp]rogression[- ]free(?: survival|{_AND_SURVIVAL})|PFS",
    "DFS": rf"[Dd]isease[- ]free(?: survival|{_AND_SURVIVAL})|DFS",
    "RFS": rf"[Rr](?:ecurrence|elapse)[- ]free(?: survival|{_AND_SURVIVAL})|RFS",
    "EFS": rf"[Ee]vent[- ]free(?: survival|{_AND_SURVIVAL})|EFS",
    "ORR": r"[Oo]bjective response rates?|[Oo]verall response rates?|[Oo]bjective remission rates?|ORR",
    "DCR": r"[Dd]isease control rates?|DCR",
    "CR": r"[Cc]omplete (?:response|remission)(?: rates?)?|CR(?: rates?)?",
    "PR": r"[Pp]artial (?:response|remission)(?: rates?)?|PR(?: rates?)?",
    "pCR": r"[Pp]athologic(?:al)? complete response(?: rates?)?|pCR(?: rates?)?",
    "TTP": r"[Tt]ime to (?:tumou?r )?progression|TTP",
    "TTR": r"[Tt]ime to response|TTR",
    "DOR": r"[Dd]uration of response|D[Oo]R",
    "local control": r"[Ll]ocal control(?: rates?)?",
}
_NO_PART = (
    r"(?!(?i:the|a|an|of|in|and|or|with|to|was|were|is|that|this|their|its|at|for|by|from|high|low|higher|lower|"
    r"mean|overall|"
    r"increased?|decreased?|total|same|similar|significant|significantly|respectively|showed|shows|had|has|"
    r"whereas|between|"
    r"rapid|found|no|greater|smaller|larger|these|those|global|reduced|improved|highest|lowest|average|all|both|different|each|as|on|than)\b)"
)
_RATE = (
    rf"(?:{_NO_PART}[A-Za-z][\w-]{{1,20}}\s(?:events?\s)?)?"
    r"(?i:rates?|incidences?|(?:sero)?prevalences?|frequenc(?:y|ies)|mortality|risk(?! of bias| reduction|"
    r" difference| ratio)|"
    r"percent(?:age)? inhibition|proportions?(?= of\b)|percentages?(?= of\b)|"
    r"accuracy|"
    r"sensitivity|specificity|morbidity)"
)
_TIME = rf"(?:[Mm]ean\s|[Aa]verage\s)?(?:{_NO_PART}[A-Za-z][\w-]{{1,20}}\s){{1,2}}time"


_NO_MEASURE = re.compile(
    r"\b(?:NOS|(?:methodological|study) quality|Jadad|PEDro|risk of bias|MINORS|GRADE|[Cc]ut[ -]?off)\b"
)
"""Scores of how well studies were made and of how ill people came to them, thresholds, how common an allele is."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The name of a measure in a text. ``kind`` says what its values look like."""

    start: int
    end: int
    label: str
    kind: str


EFFECT = re.compile("|".join(f"(?P<{label}>(?<![\\w-])(?:{names})(?!\\w))" for label, names in _EFFECTS.items()))
"""Measures of an effect: a ratio or a difference."""

_NAMED = re.compile(
    "(?<![\\w-])m?(?:"
    + "|".join(f"(?P<m{index}>{names})" for index, names in enumerate(_OUTCOMES.values()))
    + ")(?![\\w-])"
)
_LABELS = tuple(_OUTCOMES)
_MEAN = (
    r"(?P<mean>(?:[Mm]ean|[Aa]verage)\s(?:±\s?S[DE]M?s?\s|\(±?\s?S[DE]M?s?\)\s)?(?:of\s(?:the\s)?)?(?!(?i:\w+\s)?(?i:age|"
    r"follow-?up|number|weight|height|BMI|duration|difference|time|amount|cut-?off)\b)"
    r"(?:(?!(?:before|after|at|was|were|of|is|in)\s)[A-Za-z][\w-]{1,20}\s){0,2}(?!(?:before|after|at|in)\s)[A-Za-z][\w-]{2,20})"
    r"(?=(?:\s(?:before|after|at)\s[^.;:,()\d]{2,40}?)?\s(?:was|were|of|is)\b|,\s\d)"
)
_OTHERS = re.compile(rf"(?<![\w-])(?:(?P<rate>{_RATE})|{_MEAN}|(?P<time>{_TIME}))(?!\w)")
MEASURED = re.compile(
    r"\b(?:time|rates?|scores?|scale|levels?|pressure|duration|volume|length|survival|concentration|counts?|loss|"
    r"stay|strength|speed|density|threshold|velocity|fraction|capacity|inhibition|latency)$",
    re.IGNORECASE,
)
"""What the long form of an abbreviation ends in that names something measured."""

_MEDIAN_BEFORE = re.compile(r"(?:median|mean|average)\s(?:\w+\s)?$", re.IGNORECASE)


def find_measures(text: str, shorts: Sequence[tuple[int, int]] = ()) -> list[Measure]:
    """The names of outcomes in a text, in order, none within another: the known ones, then rates by their noun.

    ``shorts`` are short forms that the document defines as a measure.
    """
    found = [_named(match) for match in _NAMED.finditer(text)]
    for start, end in shorts:
        if not any(start < other.end and other.start < end for other in found) and not _NO_MEASURE.search(
            text, start, end
        ):
            found.append(Measure(start, end, text[start:end], "defined"))
    for match in _OTHERS.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if any(start < other.end and other.start < end for other in found) or _NO_MEASURE.search(text, start, end):
            continue
        found.append(Measure(start, end, text[start:end], match.lastgroup or "rate"))
    return sorted(found, key=lambda measure: measure.start)


def _named(match: re.Match[str]) -> Measure:
    index = int((match.lastgroup or "m0")[1:])
    label = _LABELS[index]
    kind = "rate" if label in ("OSR", "PFSR", "ORR", "DCR", "CR", "PR", "pCR", "local control") else "survival"
    return Measure(match.start(), match.end(), label, kind)


def effect_label(match: re.Match[str]) -> str:
    """The short name of an effect measure that :data:`EFFECT` found."""
    return match.lastgroup or match.group()


def statistic_before(text: str, start: int) -> tuple[int, int] | None:
    """``median`` or ``mean`` right before a measure, as a range."""
    match = _MEDIAN_BEFORE.search(text, max(0, start - 24), start)
    return (match.start(), match.start() + len(match.group().split()[0])) if match else None

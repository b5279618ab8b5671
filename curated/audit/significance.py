"""Whether a sentence tells of a difference between groups, of none, or of one that is not worse.

Each cue is a range of the sentence, so that what was read can be shown. A p-value, an interval and a word count alike;
where a sentence has cues of both kinds (``reduced pain (P = .03) but not fatigue (P = .4)``) both are given, and
whoever asks takes those nearest to what they ask about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["difference", "no difference", "not inferior"]

LONGEST = 3000
"""Characters of a sentence that are looked at."""
ALPHA = 0.05
"""The level at which a p-value counts as a difference: what nearly all trials print as their own."""

_P_VALUE = re.compile(
    r"(?<![\w-])p(?:\s?[-‐–]?\s?values?)?(?:\s?\(?for\s[\w\s-]{1,30}\)?)?\s?(?P<sign><=|>=|[<>=≤≥⩽⩾＜＞]|of|was|is)\s?"
    r"(?P<sign2>[<>=≤≥]\s?)?(?P<value>[01]?\s?[.·]\s?\d{1,8}|[01](?![\d.·])|n\.?s\b)",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"(?:\bCIs?\b|confidence interval)[^\d;()\[\]+−–-]{0,12}(?P<low>[-−–]?\s?\d{1,4}(?:[.·]\d{1,4})?)%?\s?"
    r"(?:to|,|;|[-–—−])\s?(?P<high>[-−–]?\s?\d{1,4}(?:[.·]\d{1,4})?)",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b(?:ratio|relative risk|risk ratio|odds|[aSR]?HR|[aI]?RR|a?OR|IRR)s?\b")
_DIFFERENCE_OF = re.compile(
    r"\b(?:difference|change|effect|reduction|increase|β|beta|coefficient|mean)\w*\b", re.IGNORECASE
)
_SIGNS = dict.fromkeys(("<", "≤", "<=", "⩽", "＜"), "<") | dict.fromkeys((">", "≥", ">=", "⩾", "＞"), ">")
_LOOK_BACK = 90
"""Characters before an interval in which the word stands that says what it is the interval of."""


def _one_of(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_DEGREE = _one_of(
    r"statistical(?:ly)? clinical(?:ly)? overall other such clear marked major meaningful important consistent further "
    r"additional added between-group treatment intergroup detectable apparent notable substantial relevant measurable "
    r"definite main net incremental any significant(?:ly)? or and"
)
_EFFECT = _one_of(
    r"differen\w+ effects? benefits? improvements? reductions? increases? decreases? changes? associations? "
    r"advantages? superiority evidence impact influence gain correlation interaction relationship efficacy delay"
)
_TO_SHOW = _one_of(
    r"show demonstrate find detect observe reveal have produce provide result\sin lead\sto reach achieve attain"
)
_TO_DIFFER = _one_of(
    r"differ\w* improv\w+ reduc\w+ increas\w+ decreas\w+ chang\w+ affect\w* alter\w* influenc\w+ prevent\w* prolong\w* "
    r"associated superior effective efficacious better lower\w* higher greater meet met reach\w* significant "
    r"achiev\w+ enhanc\w+ impact\w* benefi\w+ shorten\w* accelerat\w+ delay\w* attenuat\w+ lead result support\w* "
    r"predict\w* alleviat\w+ modif\w+ shown? demonstrat\w+ confirmed less worse produc\w+ provid\w+ protect\w* slow\w* "
    r"relat\w+ correlat\w+"
)
_NONE = re.compile(
    # no significant difference; without any benefit; did not show an effect; lack of efficacy
    rf"\b(?:no|nor|without(?: an?y?)?|not {_TO_SHOW}(?: an?y?)?|(?:lack|absence) of(?: an?y?)?|little|neither)\s"
    rf"(?:{_DEGREE},?\s){{0,4}}{_EFFECT}\b"
    # did not significantly improve; was not found to be superior
    r"|\b(?:did|do|does|was|were|is|are|has|have|had|could|would|can)\s?(?:not|n't|n’t)\s(?:been\s)?(?:be\s)?"
    r"(?:found\sto\s)?(?:(?:statistically|significantly|clinically|significant|substantially|markedly|further|also|be|"
    rf"more|any|appear|seem|to)\s){{0,4}}{_TO_DIFFER}\b"
    r"|\bfail(?:ed|s|ure)? to\s\w+"
    # nonsignificant; no better; unchanged; a trend towards
    r"|\b(?:non-?significant\w*|insignificant\w*|not (?:(?:statistically|clinically)\s)?significant\w*|not superior|"
    r"no more (?:effective|efficacious|likely)|no better|not (?:any )?(?:more|better|different|differ|effective|"
    r"beneficial)|ineffective|unchanged|unaffected|equally\s\w+|negative (?:trial|study)|indistinguishable|"
    r"no longer significant|short of (?:statistical )?significance|trend(?:s|ed)?\s(?:towards?|for|in favou?r|to))\b"
    # were similar; similar between groups; similar rates
    r"|\b(?:were|was|is|are|had|have|similar|showed|remained|shows?|with|a|and|produced|at|in)\s(?:\w+ly\s)?"
    r"(?:similar|comparable|equivalent|the same)\b"
    r"|\b(?:similar(?:ly)?|comparable|equivalent)\s(?:\w+\s){0,3}(?:between|among|across|in (?:both|the two|all)|"
    r"to (?:placebo|that|those|the)|for|with)\b"
    r"|\bsimilar\s(?:rates?|efficacy|effects?|outcomes?|results?|improvements?|levels?|reductions?|proportions?|"
    r"changes|incidence|risks?)\b",
    re.IGNORECASE,
)
_NOT_INFERIOR = re.compile(
    r"\b(?P<no>(?:not|n[o']t|failed to|nor)\s(?:\w+\s){0,4})?(?:non-?\s?inferior(?:ity)?|not inferior|as effective as|"
    r"equivalen(?:t|ce) (?:to|of|between|in)|bioequivalen(?:t|ce)|no less effective|"
    r"therapeutic(?:ally)? equivalen(?:t|ce)|at least as)\b",
    re.IGNORECASE,
)
_SIGNIFICANT = re.compile(r"\b(?:statistically |highly |clinically |both )?significan(?:t|tly|ce)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\b(?:no|not|nor|non|without|neither|never|fail(?:ed|s)?|lack(?:ed)?|n[’']t|nearly|borderline|if|whether|"
    r"approach(?:ed|ing)|for|reach(?:ed)?|any|test(?:ed)?|considered|level of|defined|few)\b[\s-](?:[\w-]+\s){0,4}|"
    r"non-?|in)$",
    re.IGNORECASE,
)
_DIFFERENT = re.compile(
    r"\b(?:superior(?:ity)?(?:\sto|\sin|\sof|\sover)?|outperform\w*|"
    r"more (?:effective|efficacious|likely|frequent(?:ly)?|rapid(?:ly)?|favou?rable)|"
    r"less (?:likely|frequent(?:ly)?|effective)|"
    r"(?:greater|higher|lower|longer|shorter|fewer|less|more|better|faster|larger|smaller|earlier|worse|reduced|"
    r"increased|improved|decreased)\s(?:\S+\s){0,12}?(?:than|compared|versus|vs\.?|relative to|with placebo)|"
    r"(?:improv|reduc|increas|decreas|prolong|prevent|delay|lower|enhanc|shorten|attenuat|alleviat|accelerat|extend|"
    r"suppress|inhibit)(?:ed|es|s|e|ing)?\b|"
    r"efficacious|effective(?:ly)? (?:in|for|at|as|treatment|than|and)|"
    r"(?:was|is|were|are|be|proved|proven) (?:\w+ly )?(?:effective|beneficial)|met (?:its|the|both|all) |"
    r"benefi(?:t|ts|cial|ted)|in favou?r of|favou?r(?:ed|s|ing)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What a range of a sentence tells, and by what: a p-value, an interval, or words.

    ``weight`` is 2 for numbers and for tests named as such, 1 for plain words (``reduced``).
    """

    kind: Kind
    start: int
    end: int
    weight: float = 1.0
    by: Literal["p", "interval", "words"] = "words"


@lru_cache(maxsize=2000)
def cues_of(sentence: str) -> tuple[Cue, ...]:
    """The cues in a sentence, in order; words that are part of one are no cue of another kind."""
    text = sentence[:LONGEST]
    return tuple(sorted(_cues(text), key=lambda cue: (cue.start, cue.end)))


def p_values(text: str) -> Iterator[tuple[float, str, int, int]]:
    """The p-values in a text: value, sign (``<``, ``=`` or ``>``) and range. ``ns`` reads as more than 0.05."""
    for match in _P_VALUE.finditer(text):
        printed = match.group("value").replace("·", ".").replace(" ", "").lower()
        if printed.startswith("n"):
            yield ALPHA, ">", *match.span()
            continue
        sign = (match.group("sign2") or match.group("sign")).strip()
        value = float(printed)
        if value <= 1:
            yield value, _SIGNS.get(sign, "="), *match.span()


def _cues(text: str) -> Iterator[Cue]:
    for value, sign, start, end in p_values(text):
        small = value <= ALPHA if sign != ">" else value < ALPHA / 5
        yield Cue("difference" if small else "no difference", start, end, 2.0, "p")
    yield from _intervals(text)
    taken: list[tuple[int, int]] = []
    for match in _NOT_INFERIOR.finditer(text):
        taken.append(match.span())
        yield Cue("no difference" if match.group("no") else "not inferior", *match.span(), 2.0)
    for match in _NONE.finditer(text):
        if not _within(match.start(), taken):
            taken.append(match.span())
            yield Cue("no difference", *match.span(), 2.0)
    for match in _SIGNIFICANT.finditer(text):
        if _within(match.start(), taken):
            continue
        denied = _DENIED.search(text, max(0, match.start() - 40), match.start())
        taken.append(match.span())
        yield Cue("no difference" if denied else "difference", *match.span(), 2.0)
    for match in _DIFFERENT.finditer(text):
        if not _within(match.start(), taken):
            yield Cue("difference", *match.span(), 1.0)


def _within(position: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)


def _intervals(text: str) -> Iterator[Cue]:
    """Intervals of ratios that hold 1, and of differences that hold 0; other intervals tell nothing."""
    for match in _INTERVAL.finditer(text):
        low, high = (_number(match.group(bound)) for bound in ("low", "high"))
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        null = 1.0 if _RATIO.search(before) else 0.0 if _DIFFERENCE_OF.search(before) else None
        if null is None or low > high:
            continue
        yield Cue("no difference" if low <= null <= high else "difference", *match.span(), 2.0, "interval")


def _number(printed: str) -> float:
    plain = printed.replace("·", ".").replace(" ", "").replace("−", "-").replace("–", "-")
    return float(plain)

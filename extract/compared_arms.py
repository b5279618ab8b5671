"""What a sentence compares: ``Compared with X, Y …``; ``between X and Y``; ``Y reduced …``; ``the effect of Y on``.

Patients of a kind are a population and no arm: an arm is a group by name, or by what it was given.
"""

import re
from dataclasses import dataclass

from extract.listed_arms import trimmed
from extract.quantities import Range

WORD = (
    r"(?!(?:in|of|for|with|after|between|to|from|and|or|the|on|at|by|was|were|is|that|than|showed|revealed|"
    r"whereas|while|compared|versus|vs\.?|between|among|did|does|could|can|may|might|had|has|have|"
    r"when|as)\s)(?:[^\s,;:.()\[\]=]|[:.](?=\w))+"
)
NAME = r"(?:[^\s,;:.()\[\]=]+\s){0,6}?"
_GIVEN = re.compile(
    rf"(?:(?:[Tt]reated|supplemented|managed|administered|[Tt]reatment|[Ss]upplementation|[Tt]herapy) with|"
    rf"respond(?:ed)? to|receiving|"
    rf"undergoing|taking) (?:the\s|"
    rf"an?\s)?(?P<arm>{WORD}(?:\s(?:of\s)?{WORD}){{0,3}}?)(?=\s?[,;:.()\[\]]|\s(?:in|for|with|after|to|from|and|or|on|at|by|"
    r"was|were|is|are|had|has|have|than|compared|versus|vs|did|could|can|may|might|when|as|showed|\w+ly|[a-z]{3,12}ed|"
    r"groups?)\b|$)"
)
_SUBJECT = re.compile(
    rf"(?:^|\bthat\s|^[A-Z][\w-]+(?:\s[\w-]+){{0,4}},\s)(?:the\s|an?\s)?(?:(?:treatment|therapy|"
    rf"supplementation) with\s)?"
    rf"(?P<arm>{WORD}(?:\s(?:(?:plus|and|of|"
    rf"with)\s)?{WORD}){{0,5}}?)\s(?:\([^()]{{1,40}}\)\s)?(?:(?:versus|vs\.?|compared (?:with|"
    rf"to))\s(?:[\w-]+\s){{1,3}}?)?"
    r"(?:(?:could|can|may|might|has|have|had|did not|does not|appeared to|tended to|\w{2,14}ly|also)\s){0,3}"
    r"(?:improve[sd]?|increase[sd]?|reduce[sd]?|decrease[sd]?|enhance[sd]?|lower(?:ed|s)?|"
    r"alleviate[sd]?|attenuate[sd]?|"
    r"shorten(?:ed|s)?|prolong(?:ed|s)?|relieve[sd]?|promote[sd]?|prevent(?:ed|s)?|ameliorate[sd]?|suppress(?:ed|es)?|"
    r"raise[sd]?|elevate[sd]?|provide[sd]?|produce[sd]?|confer(?:red|s)?|accelerate[sd]?|"
    r"facilitate[sd]?|affect(?:ed|s)?|"
    r"exert(?:ed|s)?|yield(?:ed|s)?|exhibit(?:ed|s)?|achieve[sd]?|resulted in|results in|led to|leads to|"
    r"had (?:an?\s)?(?:significant|greater|lower|higher|beneficial|better|shorter|longer|less|more)|"
    r"(?:was|were|is|are) (?:\w{2,14}ly\s)?(?:associated|superior|inferior|better|more|less|effective|beneficial))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"\b(?:compared (?:with|to)|relative to|versus|vs\.?|than)\s(?:that\s|those\s)?(?:in\s|of\s|with\s)?(?:the\s|"
    rf"an?\s)?(?P<comparator>{WORD}(?:\s{WORD}){{0,2}}?)(?=\s?[,;:.(\[]|\s(?:alone|in|for|at|with|on)\b|$)"
)
_FAVOURS = re.compile(
    rf"\b(?:favou?r(?:ing|ed|s)|in favou?r of)\s(?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,3}}?)(?=\s?[,;:.(\[]|"
    rf"\s(?:with|for|over|in)\b|$)"
)
_EFFECT_OF = re.compile(
    rf"\beffects? of (?:the\s)?(?P<arm>{WORD}(?:\s(?:plus|combined with|and)?\s?{WORD}){{0,4}}?)\s(?:on|in|for|"
    rf"versus|relative to|compared)\b"
)
_FOR_ONE = re.compile(rf"(?:^|,\s)[Ff]or (?:the\s)?(?P<arm>{WORD})(?:\s(?:polymorphisms?|group|arm))?,")
_RELATION = re.compile(
    rf"(?:relevance|association|correlation|relationship|link)s? (?:for|of|between|"
    rf"in) (?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,2}}) (?:and|with)\s"
)
_THAN_IN = re.compile(
    rf"\bin (?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,3}}? groups?)\b[^.;]{{0,100}}?\bthan (?:that )?in (?:the\s)?"
    rf"(?P<comparator>{WORD}(?:\s{WORD}){{0,3}}? groups?)"
)
_COMPARED = re.compile(
    rf"\b[Cc]ompar(?:ed|ing|ison) (?:with|to) (?:the\s|"
    rf"an?\s)?(?P<comparator>{NAME}{WORD}),\s(?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,4}}?)\s"
    rf"(?:had|has|have|was|were|is|are|showed|shows|did|could|can|may|might|significantly|increases?|reduces?|"
    rf"decreases?|improves?|[a-z]{{3,12}}ed|led|cut)\b"
)
_BETWEEN = re.compile(
    rf"\bbetween (?:the\s)?(?:(?:[\w-]+\s){{1,3}}(?:between|after|in|of|"
    rf"with)\s)?(?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,3}}?)\s"
    rf"and\s(?:the\s)?(?P<comparator>{WORD}(?:\s(?:groups?|arms?))?)"
)
_IN_BOTH = re.compile(
    rf"\bin (?![^.;,]{{0,40}}\bbetween\b)(?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,2}}?\sgroups?)\s"
    r"(?:and|than in)\s(?:the\s)?"
    rf"(?P<comparator>{WORD}(?:\s{WORD}){{0,2}}?\sgroups?)"
)
_THAN = re.compile(
    rf"\b(?:that|[Ii]n)?\s?(?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,3}}?)\s(?:was|were|is|had|has|could|showed|"
    rf"resulted)\s[^.;]{0, 120}?"
    rf"\bthan\s(?:that\s)?(?:in\s|of\s)?(?:the\s)?(?P<comparator>{WORD}(?:\s{WORD}){{0,2}}?(?=\s?[,;:.(\[]|$))"
)
_BETTER_WITH = re.compile(
    rf"\b(?:lower|higher|shorter|longer|greater|better|worse|less|fewer|more)\s(?:(?!compared)[a-z-]+\s){{0,3}}?"
    rf"(?:with|"
    rf"following)\s(?:the\s)?(?!placebo)(?P<arm>(?!\d){WORD}(?:\s{WORD}){{0,3}}?)(?=\s?[(\[,;]|\s(?:than|compared|versus|vs))"
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
_GENERAL = re.compile(
    r"^(?:there|a|an|subgroup|sensitivity|heterogeneity|data|outcomes?|findings|evidence|analysis|analyses|"
    r"significant|significantly|seven|eight|nine|ten|three|four|five|six|one|only|this|it|we|the|our|these|both|"
    r"two|all|no|results?|which|meta-analysis|studies|study|patients|overall|pooled|pooling|they|each|these|those|"
    r"comparing|because|since|although|however|moreover|furthermore|so)$",
    re.IGNORECASE,
)
_TWO_GROUPS = re.compile(
    rf"(?:^|\bthat\s|,\s)(?:[Tt]he\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,2}}?)\sand\s(?:the\s)?(?P<comparator>{WORD}(?:\s{WORD}){{0,2}}?"
    r"\sgroups?)\s(?:were|was|are|did|had|showed|have)\s(?:not|no|similar|comparable|statistically)"
)
_ADMINISTERED = re.compile(
    rf"\b(?:[Aa]dministration|[Uu]se|[Aa]ddition|[Aa]pplication|[Ii]njection|[Ii]nfusion|[Ii]ngestion|"
    rf"[Ii]ntake) of (?:the\s)?"
    rf"(?P<arm>{WORD}(?:\s(?:plus\s|and\s)?{WORD}){{0,3}}?)\s(?:could|can|may|might|did|was|were|is|are|has|had|led|leads|"
    r"results?|resulted|significantly|[a-z]{4,12}(?:ed|es))\b"
)
_RECEIVED = re.compile(
    rf"\b(?:who|that) (?:received|underwent|took|used)\s(?:the\s|an?\s)?(?P<arm>{WORD}(?:\s(?:plus\s|"
    rf"and\s)?{WORD}){{0,4}}?)\s"
    rf"(?:had|showed|experienced|achieved|were|have)\s[^.;]{{0,80}}?\bthan\s(?:those|patients|in those|"
    rf"in patients)\s(?:who (?:received|"
    rf"underwent|took|used)|receiving|undergoing|treated with|on|with|"
    rf"given)\s(?:the\s)?(?P<comparator>{WORD}(?:\s{WORD}){{0,2}}?)"
    rf"(?=\s?[,;:.(\[]|\s(?:in|for|at|with|on)\b|$)"
)
_GROUP_THAN = re.compile(
    rf"\b(?:in|of)\sthe\s(?P<arm>{WORD}(?:\s{WORD}){{0,3}}?\s(?:group|arm))\s(?:had|have|has|showed|were|was|experienced)\s"
    rf"[^.;()]{{0,80}}?\bthan\s(?:(?:those|that|patients)\s)?in\sthe\s(?P<comparator>{WORD}(?:\s{WORD}){{0,3}}?\s(?:group|arm))\b"
)
_HIGHER_IN = re.compile(
    rf"\b(?:increased?|decreased?|higher|lower|greater|reduced|elevated|longer|shorter|better|worse|improved|fewer|less|more)\s"
    rf"(?:(?!than)[a-z-]+\s){{0,3}}?(?:in|with|for)\s(?:the\s)?(?P<arm>{WORD}(?:\s(?:plus\s|"
    rf"and\s)?{WORD}){{0,4}}?)\s(?:compared (?:with|to)|"
    rf"than(?:\s(?:in|with|for))?|versus|vs\.?)\s(?:that in\s|those in\s|in\s)?(?:the\s)?"
    rf"(?P<comparator>{WORD}(?:\s{WORD}){{0,3}}?)(?=\s?[,;:.(\[]|\s(?:alone|in|for|at|with|on)\b|$)"
)
_BETTER_IN = re.compile(
    rf"\b(?:lower|higher|shorter|longer|greater|better|worse|less|fewer|more|reduced|increased|decreased|improved)\s"
    rf"(?:(?!than)[a-z-]+\s){{0,3}}?in\s(?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,3}}?\s(?:group|arm))\b"
)
_STUDY_OF = re.compile(
    rf"\b(?:study|studies|trial|series) of (?:the\s)?(?P<arm>{WORD}(?:\s{WORD}){{0,3}}?(?:\s(?:in combination|"
    rf"combined|together) with\s"
    rf"{WORD}(?:\s{WORD}){{0,2}}?|\splus\s{WORD})?)\s(?:in|for|among)\s[^.;]{{1,80}}?\b(?:resulted|showed|demonstrated|reported|led|"
    r"achieved|yielded|found)\b"
)
_ADDED = re.compile(
    r"(?:the\s)?(?:addition|use|administration|intake|application)\sof\s(?:the\s)?(?=\w)", re.IGNORECASE
)
_ADVERB = re.compile(r"(?:\s(?:also|significantly|markedly|substantially|consistently|slightly|greatly))+$")
_BEFORE_ITSELF = re.compile(r"(?:the\s)?(?:baseline|pre-?\w+|previous|initial|before)\b", re.IGNORECASE)
"""What is held against what it was before has no second arm."""

_PEOPLE = re.compile(
    r"\b(?:patients|women|men|children|adults|subjects|individuals|males|females|smokers|people|persons|adolescents|"
    r"participants|residents|peers|cases|trials|studies)$",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:analys[ie]s|stud(?:y|ies)|trials?|evidence|results?|data|findings?|models?|tests?|reviews?|authors?|al|"
    r"figures?|tables?|estimates?|plots?|meta-analys[ie]s|researchers|regression|investigators|differences?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared and what that was held against, as ranges of the text."""

    arm: Range | None = None
    comparator: Range | None = None


def compared(text: str, start: int, end: int) -> Comparison:
    """What a clause compares; empty where it compares nothing by name."""
    for pattern in (_COMPARED, _RECEIVED, _GROUP_THAN, _THAN_IN, _IN_BOTH, _TWO_GROUPS, _BETWEEN, _HIGHER_IN, _THAN):
        match = pattern.search(text, start, end)
        if match and is_arm(text, match.span("arm")):
            if pattern is _HIGHER_IN and _PEOPLE.search(match.group("arm")):
                continue
            if _BEFORE_ITSELF.match(match.group("comparator")):
                continue
            return Comparison(trimmed(text, match.span("arm")), _other(text, match.span("comparator")))
    against = _AGAINST.search(text, start, end)
    comparator = _other(text, against.span("comparator")) if against else None
    for pattern in (
        _FOR_ONE,
        _RELATION,
        _FAVOURS,
        _BETTER_IN,
        _BETTER_WITH,
        _SUBJECT,
        _RELATED,
        _ADMINISTERED,
        _STUDY_OF,
        _EFFECT_OF,
        _GIVEN,
    ):
        match = pattern.search(text, start, end)
        if (
            match
            and is_arm(text, match.span("arm"))
            and len(match.group("arm")) > 2
            and not (pattern in (_SUBJECT, _RELATED) and _is_outcome(text, match))
        ):
            return Comparison(_bare(text, trimmed(text, match.span("arm"))), comparator)
    return Comparison()


def _bare(text: str, span: Range) -> Range:
    """An arm without the noun that says it was given and the adverb of the verb behind it."""
    start, end = span
    given = _ADDED.match(text, start, end)
    adverb = _ADVERB.search(text, start, end)
    return given.end() if given else start, adverb.start() if adverb else end


def is_arm(text: str, span: Range) -> bool:
    """Whether words can name an arm: they hold a letter, and speak neither of the report nor of everyone."""
    words = text[slice(*span)].removeprefix("the ").split()
    return bool(
        words
        and not _GENERAL.match(words[0])
        and not _REPORT.search(" ".join(words))
        and not words[0][0].isdigit()
        and any(map(str.isalpha, words[0]))
        and not (len(words) == 1 and _A_GROUP.fullmatch(words[0]))
    )


def _other(text: str, span: Range) -> Range | None:
    """The comparator; a number is none (``compared with 22.2% in controls``)."""
    return trimmed(text, span) if not re.match(r"[-−–]?\s?\d", text[span[0] : span[0] + 3]) else None


def _is_outcome(text: str, match: "re.Match[str]") -> bool:
    """Whether what stands before the verb is what was measured (``Pain was lower (…)``), and not what acts on it."""
    if _A_GROUP.search(match.group("arm")):
        return False
    return bool(_MEASURED.search(match.group("arm")) or _OF_ITSELF.match(text, match.end("arm")))

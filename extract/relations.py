"""The words by which one thing is said to act on another, and what they say it does."""

import re
from typing import Literal

Relation = Literal[
    "promotes",
    "inhibits",
    "up-regulates",
    "down-regulates",
    "modulates",
    "recruits",
    "secretes",
    "expresses",
    "binds",
    "is associated with",
]

_VERBS: dict[Relation, str] = {
    "up-regulates": "up-?regulat overexpress",
    "down-regulates": "down-?regulat",
    "promotes": "promot enhanc facilitat induc driv increas support foster accelerat stimulat"
    " boost rais amplify potentiat improv"
    " augment exacerbat enabl activat trigger restor confer strengthen elevat exert evok expand"
    " reactivat elicit maintain preserv stabili[sz] aggravat resensiti[sz] sensiti[sz]",
    "inhibits": "inhibit suppress impair imped attenuat block prevent dampen disrupt limit reduc"
    " diminish undermin compromis eliminat deplet ameliorat repress lower"
    " counteract hinder weaken abrogat restrict antagoni[sz] decreas abolish alleviat reliev overcom mitigat",
    "modulates": "modulat regulat alter influenc affect remodel reshap shift impact",
    "recruits": "recruit attract",
    "secretes": "secret releas",
    "expresses": "express",
}
_PHRASES: dict[Relation, str] = {
    "promotes": r"contribut(?:e[sd]?|ing) (?:significantly |also )?to|le(?:ad|ads|d|ading) to|result(?:s|ed|ing)? in|"
    r"caus(?:es?|ed|ing)|giv(?:es?|ing) rise to|synergi[sz](?:es?|ed|ing) (?:\w+ly )?with|"
    r"(?:is|are|was|were|been) (?:also )?(?:implicated in|required for|necessary for|essential for)",
    "is associated with": r"(?:is|are|was|were|been) (?:often |closely |strongly"
    " |significantly |positively |negatively )?"
    r"(?:associated|correlated|linked|accompanied) (?:with|to|by)|correlat(?:es?|ed|ing) (?:\w+ly )?with",
    "binds": r"bind(?:s|ing)? to",
}
_NOUNS: dict[Relation, str] = {
    "secretes": "secretion|production|release",
    "expresses": "expression",
    "promotes": "induction|promotion|activation|stimulation|enhancement|accumulation|phosphorylation|"
    "restoration|potentiation",
    "inhibits": "suppression|inhibition|blockade|impairment|attenuation|depletion|reduction|disruption",
    "recruits": "recruitment",
    "up-regulates": "up-?regulation|overexpression",
    "down-regulates": "down-?regulation",
    "modulates": "modulation|regulation|alteration",
}
_ROLES: dict[Relation, str] = {
    "inhibits": "(?:negative regulator|inhibitor|suppressor|antagonist)s? of",
    "promotes": "(?:positive regulator|activator|inducer|driver|enhancer|stimulator|mediator|cause)s? of|"
    "contributors? to|mechanisms? (?:underlying|of)",
    "modulates": "(?:regulator|modulator|determinant)s? of",
    "is associated with": "risk factors? (?:for|of)",
}
_MEANS = r"through|via|by|due to|because of|mechanisms (?:such as|including)"


def _forms(stem: str) -> str:
    """A stem with the endings of a verb, where its e is dropped or its last letter doubled."""
    return rf"{stem}(?:e|es|s|ed|ing|en|ies|ied|ying|y|p?ping|t?ted|t?ting|l?led)?"


def _listed(table: dict[Relation, str], letter: str) -> str:
    return "|".join(f"(?P<{letter}{index}>{words})" for index, words in enumerate(table.values()))


CUE = re.compile(
    rf"(?<![\w-])(?:{_listed(_PHRASES, 'p')}|"
    + _listed({name: "|".join(map(_forms, stems.split())) for name, stems in _VERBS.items()}, "v")
    + r")(?![\w-])",
    re.IGNORECASE,
)
"""A verb of acting, or a phrase that stands for one."""
NOUN_CUE = re.compile(
    rf"(?:\b(?P<means>{_MEANS})|\band|\bas well as|,)\s(?:the\s|their\s|its\s)?(?:(?!by|through|via|the)[\w-]+\s)?"
    rf"(?P<cue>{_listed(_NOUNS, 'n')})\sof\s",
    re.IGNORECASE,
)
"""What is done by what stands before: ``through the secretion of``; ``means`` is empty where a list goes on."""
ROLE = re.compile(
    r"\b(?P<copula>is|are|was|were|be|represents?|constitutes?|(?:acts?|serves?|functions?|emerged|"
    r"identified|regarded|"
    rf"described) as|remains?)\s(?:(?!(?:not|no)\b)[\w-]+\s){{0,7}}?(?P<cue>{_listed(_ROLES, 'r')})\s",
    re.IGNORECASE,
)
"""``is a key regulator of``."""
NO_EFFECT = re.compile(
    r"\b(?:without|had no|has no|have no|showed no)\s(?P<cue>(?:significant\s)?effects?)\son\s", re.IGNORECASE
)
"""``without significant effect on``."""
OF_BY = re.compile(
    rf"\b(?P<cue>{_listed(_NOUNS, 'n')})\sof\s(?P<object>[^,;.:()]{{2,90}}?)\sby\s(?=[\w(])(?!\w+ing\b)", re.IGNORECASE
)
"""``activation of X by Y``."""
NOUN_BY = re.compile(
    rf"(?P<object>[\w+-]{{2,30}}(?:\s[\w+-]{{2,30}})?)\s(?P<cue>{_listed(_NOUNS, 'n')})\sby\s(?=[\w(])(?!\w+ing\b)",
    re.IGNORECASE,
)
"""``X inhibition by Y``."""
MEDIATED = re.compile(
    rf"(?<![\w-])(?P<agent>[\w/+-]*\w)-(?:mediated|induced|driven|dependent|"
    rf"triggered)\s(?P<cue>{_listed(_NOUNS, 'n')})\sof\s",
    re.IGNORECASE,
)
"""``X-mediated suppression of Y``."""
PASSIVE = re.compile(
    r"(?:\b(?P<auxiliary>is|are|was|were|been|be)\s(?:\w+ly\s)?(?P<cue>[a-z-]{3,20}ed)|"
    r"\b(?P<participle>mediated|secreted|released|produced|induced|caused|triggered))\sby\s"
)
"""``X is inhibited by Y``, ``X secreted by Y``."""
RECOGNISED = re.compile(r"recogni[sz]ed|bound", re.IGNORECASE)


def relation_of(match: "re.Match[str]") -> Relation:
    """What the cue says that the one does to the other."""
    if match.re is NO_EFFECT:
        return "modulates"
    tables = {"p": _PHRASES, "v": _VERBS, "n": _NOUNS, "r": _ROLES}
    name = next(name for name, value in match.groupdict().items() if value is not None and name[1:].isdigit())
    return tuple(tables[name[0]])[int(name[1:])]

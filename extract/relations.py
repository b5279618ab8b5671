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
    " boost amplify potentiat improv"
    " augment exacerbat enabl activat trigger restor confer strengthen elevat exert evok expand"
    " reactivat elicit maintain resensiti[sz] sensiti[sz]",
    "inhibits": "inhibit suppress impair imped attenuat block prevent dampen disrupt limit reduc"
    " diminish undermin compromis"
    " counteract hinder weaken abrogat restrict antagoni[sz] decreas abolish alleviat reliev overcom mitigat",
    "modulates": "modulat regulat alter influenc affect remodel reshap shift",
    "recruits": "recruit attract",
    "secretes": "secret releas",
    "expresses": "express",
}
_PHRASES: dict[Relation, str] = {
    "promotes": r"contribut(?:e[sd]?|ing) (?:significantly |also )?to|le(?:ad|ads|d|ading) to|result(?:s|ed|ing)? in|"
    r"caus(?:es?|ed|ing)|giv(?:es?|ing) rise to",
    "is associated with": r"(?:is|are|was|were|been) (?:often |closely |strongly"
    " |significantly |positively |negatively )?"
    r"(?:associated|correlated|linked|accompanied) (?:with|to|by)",
    "binds": r"bind(?:s|ing)? to",
}
_NOUNS: dict[Relation, str] = {
    "secretes": "secretion|production|release",
    "expresses": "expression",
    "promotes": "induction|promotion|activation|stimulation|enhancement",
    "inhibits": "suppression|inhibition|blockade|impairment",
    "recruits": "recruitment",
    "up-regulates": "up-?regulation",
    "down-regulates": "down-?regulation",
}


def _forms(stem: str) -> str:
    """A stem with the endings of a verb, where its e is dropped or its last letter doubled."""
    return rf"{stem}(?:e|es|s|ed|ing|en|ies|ied|ying|y|p?ping|t?ted|t?ting|l?led)?"


CUE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        [f"(?P<p{index}>{phrase})" for index, phrase in enumerate(_PHRASES.values())]
        + [
            f"(?P<v{index}>" + "|".join(_forms(stem) for stem in stems.split()) + ")"
            for index, stems in enumerate(_VERBS.values())
        ]
    )
    + r")(?![\w-])",
    re.IGNORECASE,
)
NOUN_CUE = re.compile(
    r"\b(?:(?P<means>through|via|by)|and|as well as)\s(?:the\s|their\s|its\s)?(?:(?!by|through|via|the)[\w-]+\s)?"
    + "(?P<cue>"
    + "|".join(f"(?P<n{index}>{nouns})" for index, nouns in enumerate(_NOUNS.values()))
    + r")\sof\s",
    re.IGNORECASE,
)
BY = re.compile(r"\b(?P<cue>secreted|released|produced|expressed)\sby\s", re.IGNORECASE)


def relation_of(match: re.Match[str]) -> Relation:
    """What the cue says that the one does to the other."""
    for name, value in match.groupdict().items():
        if value is not None and name not in ("cue", "means"):
            table: tuple[Relation, ...] = tuple({"p": _PHRASES, "v": _VERBS, "n": _NOUNS}[name[0]])
            return table[int(name[1:])]
    return "expresses" if match.group("cue").lower() == "expressed" else "secretes"

"""Words that say of a text what kind of study it speaks of, in which phase, and in whom.

Every pattern is bounded. Designs come back under one name each, whatever the spelling; phases as Arabic numbers.
"""

import re
from collections.abc import Iterator, Mapping

from curated.facts import Group

Range = tuple[int, int]

_I = re.IGNORECASE
_WORDS = r"(?:[\w-]{1,20}[\s,]{1,2}){0,4}?"

DESIGNS: Mapping[str, re.Pattern[str]] = {
    "meta-analysis": re.compile(r"\bmeta-?\s?analy(?:s[ei]s|tic)\b", _I),
    "review": re.compile(
        r"\b(?:systematic|scoping|narrative|umbrella|literature|comprehensive|integrative|mini|"
        r"state-of-the-art)[\s-]reviews?\b"
        r"|\breviews? of the literature\b|\b(?:this|our|the present) review\b|\bwe (?:here(?:in)? )?review\b",
        _I,
    ),
    "randomised trial": re.compile(
        rf"\brandomi[sz]ed\b[\s,]{{1,2}}{_WORDS}(?:trials?|stud(?:y|ies))\b|\bRCTs?\b|\brandom(?:ly|i[sz]ed)\s"
        r"(?:assigned|allocated|to\b|in a\b|\(?\d\s?:\s?\d)|\bdouble-blind\b|\brandomi[sz]ation\b"
        r"|\brandomi[sz]ed,?\s(?:controlled|clinical|phase|open|double|placebo)",
        _I,
    ),
    "single-arm trial": re.compile(rf"\b(?:single|one)-arm\b|\bnon-?randomi[sz]ed\s{_WORDS}(?:trial|study)\b", _I),
    "clinical trial": re.compile(
        rf"\bclinical trials?\b|\bphase\s(?:[1-4]|I{{1,3}}V?|IV)[abc]?(?:\s?[/–-]\s?(?:[1-4]|"
        rf"I{{1,3}}V?)[abc]?)?[\s,]{{1,2}}"
        rf"{_WORDS}(?:trials?|stud(?:y|ies))\b|\bopen-label\b|\bdose[- ](?:escalation|finding)\b",
        _I,
    ),
    "cohort": re.compile(
        rf"\bcohort stud(?:y|ies)\b|\b(?:retrospective|prospective|observational|"
        rf"longitudinal)(?:ly)?\b[\s,]{{1,2}}{_WORDS}"
        r"(?:cohorts?|stud(?:y|ies)|analys[ie]s|series|reviewed|analy[sz]ed|collected|enrolled)\b|\bregistry-based\b",
        _I,
    ),
    "case-control": re.compile(r"\bcase[- ]control\b", _I),
    "cross-sectional": re.compile(r"\bcross-sectional\b", _I),
    "case report": re.compile(
        r"\bcase (?:reports?|series)\b|\bwe (?:report|present) (?:a|the|two|"
        r"three) cases?\b",
        _I,
    ),
}
"""What a text says of a design, by the name that it is given here."""

_NUMERAL = r"(?:[1-4]|IV|I{1,3})[abc]?"
_PHASE = re.compile(rf"\bphases?[\s-]({_NUMERAL})(?:\s?(?:[/–-]|to|and|or)\s?({_NUMERAL}))?(?![\w.])", _I)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}

_PATIENTS = re.compile(
    r"\b(?:(?:out|in)?patients?(?![-\s]derived)|participants|volunteers|women|men|children|adolescents|adults|"
    r"infants|"
    r"neonates|newborns|individuals|people|persons|survivors|mothers|veterans|human subjects|healthy subjects|"
    r"healthy controls)\b(?!['’]?s?[-\s](?:mouse|rat)\b)",
    _I,
)
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|murine|rats?|rabbits?|dogs?|canine|beagles?|pigs?|piglets|porcine|swine|sheep|ovine|goats?|"
    r"hamsters?|guinea pigs?|monkeys?|macaques?|primates|zebrafish|drosophila|chickens?|broilers?|cattle|cows?|"
    r"bovine|"
    r"xenografts?|xenotransplant\w*|animal (?:models?|stud(?:y|ies)|experiments?)|animals|knock-?out (?:mice|"
    r"models?))\b",
    _I,
)
_CELLS = re.compile(
    r"\b(?:cell[- ]lines?|in vitro|cultured [\w-]{0,20}\s?cells|cell cultures?|organoids?|co-?cultured?|"
    r"(?:HepG2|Huh-?7|Hep3B|HeLa|MCF-?7|A549|HEK\s?293T?|Hepa1-6|PLC/PRF/5|SK-Hep-?1|CT26|MC38|4T1|B16)(?:F10)?)\b",
    _I,
)
GROUPS: Mapping[Group, re.Pattern[str]] = {"patients": _PATIENTS, "animals": _ANIMALS, "cells": _CELLS}
"""What names whom or what a finding was made in."""


def find_designs(text: str) -> dict[str, Range]:
    """The designs that a text names, each with the first place that does.

    >>> list(find_designs("A randomised, double-blind, phase III trial"))
    ['randomised trial', 'clinical trial']
    """
    found = {name: match.span() for name, pattern in DESIGNS.items() if (match := pattern.search(text))}
    if "single-arm trial" in found and "non" in text[slice(*found["single-arm trial"])].lower():
        found.pop("randomised trial", None)
    return found


def find_phases(text: str) -> dict[str, Range]:
    """The phases of trials that a text names; ``phase Ib/II`` is both.

    >>> find_phases("a phase Ib/II study")
    {'1': (2, 13), '2': (2, 13)}
    """
    found: dict[str, Range] = {}
    for match in _PHASE.finditer(text):
        for numeral in filter(None, match.groups()):
            plain = numeral.lower().rstrip("abc")
            found.setdefault(_ROMAN.get(plain, plain), match.span())
    return found


def find_groups(text: str) -> Iterator[tuple[Group, Range]]:
    """Whom or what a text speaks of, each with the first place that says so."""
    for group, pattern in GROUPS.items():
        if match := pattern.search(text):
            yield group, match.span()

"""How a claim is meant: affirmed or denied, hedged, and of whom or what it speaks.

Cues are words of the sentence itself and are quoted: what was judged can be seen. Ranges count in the text given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Range = tuple[int, int]
Polarity = Literal["positive", "negative", "mixed", "none"]

LONGEST = 4000
"""Characters of a passage that are looked at."""

_HEDGES = re.compile(
    r"\b(?:may|might|could|possibl[ey]|probabl[ey]|presumabl[ey]|suggest(?:s|ed|ing|ive)?|theoretically|hypothetically|"
    r"(?:been|is|are|was|were) (?P<said>reported to)|appears? to|appeared to|seems? to|seemed to|"
    r"(?P<held>thought to|believed to|"
    r"hypothesi[sz]ed|expected to|considered to|implicated|assumed to|speculated)|putative(?:ly)?|conceivabl[ey]|"
    r"perhaps)\b"
)
_NEGATIONS = re.compile(
    r"\b(?:not(?!\sonly\b)|no(?![.\s]?\d)(?!\.)|neither|nor|cannot|none|fail(?:ed|s)? to|"
    r"without (?:any )?(?:significant|evidence|difference)|never)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|cannot|neither|fail(?:ed|s)? to)\s(?:\w+ly\s)?$", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:ongoing|under ?way|under (?:investigation|evaluation|study)|(?:being|been) (?:evaluated|investigated|"
    r"studied|explored)|have evaluated|"
    r"(?:is|are) (?:currently )?(?:evaluating|exploring|needed|required|warranted)|(?:further|more|future|"
    r"additional|well-designed)\s"
    r"(?:[\w-]+\s){0,3}(?:studies|research|investigations?|trials?|work)|warrants?|remains? (?:controversial|"
    r"unclear|unknown|to be|incompletely|a challenge|challenging)|"
    r"challenges?|limitations?|hampered|hinders the|complicates?|the lack of|the absence of|unmet|in the future|"
    r"not (?:yet )?(?:been )?(?:fully )?(?:known|clear|understood)|"
    r"incompletely|we (?:aimed|searched|sought)|aim(?:s|ed)? (?:of|to)|objective|purpose of)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(?:although|though|but|whereas|while|however|despite|nevertheless|yet|even though)\b", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\b(?:unsuitable|ineffective|unsuccessful|inferior to|did not|"
    r"no (?:statistically )?(?:significant )?(?:difference|effect|benefit|association|improvement|evidence)|"
    r"not (?:statistically )?(?:significant|associated|different|related|improve|affect)|insignificant|"
    r"similar \w+ (?:efficacy|outcomes?)|comparable (?:with|to)|unchanged|lower efficacy|only (?:around |"
    r"about )?\d+(?:%\s?-\s?\d+)?% of [\w ]{0,20}patients benefit)",
    re.IGNORECASE,
)
_ADJECTIVE = (
    r"(?!(?:and|or|the|of|in|for|with|to|by|that|are|is|was|were|from|these|those|in|on|as|all|both|other|such|most|"
    r"some|many|between|among|than|compared|including|several|can|had|have|which|where|when|into|after|a|an|their|"
    r"those|only|available|number)\s)[\w-]+"
)
_WHO = (
    r"(?:patients|subjects|individuals|participants|volunteers|women|men|children|adolescents|adults|infants|"
    r"neonates|newborns|people|persons|"
    r"residents|outpatients|inpatients|survivors|carriers|smokers|workers|students|nurses|mothers|couples|twins|veterans|athletes|"
    r"males|females|boys|girls|donors|recipients|populations|general population|"
    r"mice|rats|rabbits|dogs|cats|cows|cattle|calves|pigs|piglets|sheep|goats|horses|chickens|broilers|hamsters|"
    r"guinea pigs|monkeys|zebrafish|animals|models?|patient cohorts?|"
    r"(?:older|elderly|ag(?:e?)ing|adult|p(?:a?)ediatric|general|obese|healthy|diabetic|Caucasian|Asian|Chinese|Han|European|"
    r"African|American|Japanese|Korean|Indian) population|(?:rabbit|rat|mouse|hamster)(?=\s(?:fed|given|treated)\b)|"
    r"animal(?=\sexperiments?\b))"
)
_POPULATION = re.compile(
    rf"(?<![\w-])(?:\d{{1,6}}\s)?(?:{_ADJECTIVE}\s){{0,3}}?{_WHO}\b"
    r"(?:\s(?:with|who|following|after|undergoing|receiving|suffering from|which were|"
    r"previously treated with)\s(?:(?!(?:is|are|was|were|remain|remains|to|by|may|"
    r"can)\s)[^\s,;:.()\[\]]+\s?){1,8})?",
    re.IGNORECASE,
)
_CELL_LINE = (
    r"(?:[A-Z]{2,5}-?\d?[- ]?[A-Z]{0,3}\d[A-Z\d]{0,4}|[A-Z]\d{2,4}|\d[A-Z]\d(?:-[A-Z]\d)?|"
    r"[A-Z]{2,5}(?:-[A-Z\d]{1,4}){1,2}|"
    r"HeLa|[A-Z][a-z]{1,3}[A-Z]?\d{1,2})"
)
_LINES = re.compile(
    rf"(?<![\w-])(?:human\s)?{_CELL_LINE}(?:(?:,\s|\s(?:and|or)\s|"
    rf"/){_CELL_LINE}){{0,3}}\s(?:[a-z]{{4,12}}\s)?(?:cells|cell lines?)\b|"
    rf"\bhuman\s(?:[a-z]+\s){{0,2}}(?:cancer|carcinoma|adenocarcinoma|leuk[a]?emia|glioma|"
    rf"melanoma)\s\({_CELL_LINE}\)(?:\scell lines?)?"
)
_CELLS = re.compile(
    r"(?<![\w-])(?:(?:[A-Z][A-Za-z]{0,8}[- ]?\d[\w-]{0,6}|[A-Z]{2,5}|neuroblastoma|carcinoma|hepatoma|melanoma|"
    r"leuk[a]?emia|glioma|myeloma)\s){1,3}(?:human\s)?(?:\w+\s)?(?:cells|cell lines?)\b"
)
_NOT_WHO = re.compile(
    r"^(?:(?:animal|mathematical|regression|random|fixed|effects?|logistic|statistical|effect|genetic|dominant|"
    r"recessive|allelic|risk|prediction|disease|linear|mixed|additive|study|our|the|this|these|new|multiple|case|"
    r"economic|dose)\s){0,3}models?$",
    re.IGNORECASE,
)
_MODELS_OF = re.compile(
    r"\b(?:animal|preclinical|mouse|murine|xenograft|rat|tumou?r|HCC|[A-Z]{2,5}|[\w]+-associated|disease|in vivo|"
    r"organoid)\s(?:[\w-]+\s){0,2}models?\b"
)
_ONLY_MODELS = re.compile(r"\bmodels?$", re.IGNORECASE)
_IMMUNE = re.compile(r"\b(?:T|B|M[012]|N[12]|NK|CAR|CD\d+|DC|Th\d*|Treg|HSC|MDSC)[+\s-]", re.IGNORECASE)
_DESIGN = re.compile(
    r"\b(?:randomi[sz]ed (?:controlled |clinical |double-blind )*trials?|RCTs?|meta-analys[ie]s|"
    r"systematic reviews?|cohort stud(?:y|ies)|case[- ]control stud(?:y|ies)|"
    r"cross-sectional stud(?:y|ies)|retrospective (?:\w+ )?(?:study|studies|analysis)|"
    r"prospective (?:\w+ )?(?:study|studies|trial)|case (?:reports?|series)|"
    r"single-arm (?:\w+ )?(?:trial|study)|preclinical (?:studies|models?|HCC models)|in vitro|in vivo|"
    r"clinical trials?|observational stud(?:y|ies))\b",
    re.IGNORECASE,
)
_PHASE = re.compile(
    r"\bphase\s(?:[1-4](?:[ab])?(?:\s?[/–-]\s?[1-4][ab]?)?|I{1,3}V?[ab]?(?:\s?[/–-]\s?I{1,3}V?[ab]?)?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stance:
    """What was found in a text, as ranges of its words."""

    polarity: Polarity
    hedge: Range | None
    negation: Range | None
    populations: tuple[Range, ...]
    design: Range | None
    phase: Range | None


def assertion_of(text: str) -> tuple[Polarity, Range | None, Range | None]:
    """Whether a text affirms or denies, with the words that hedge and those that deny."""
    text = text[:LONGEST]
    negation = _NEGATIONS.search(text)
    return _polarity(text, negation), _cue(_HEDGES.search(text)), _span(negation)


def stance_of(text: str) -> Stance:
    """How the claim in a text is meant."""
    text = text[:LONGEST]
    polarity, hedge, negation = assertion_of(text)
    return Stance(
        polarity=polarity,
        hedge=hedge,
        negation=negation,
        populations=tuple(_populations(text)),
        design=_span(_DESIGN.search(text)),
        phase=_span(_PHASE.search(text)),
    )


def _polarity(text: str, negation: "re.Match[str] | None") -> Polarity:
    turn = _TURN.search(text)
    against = _AGAINST.search(text)
    if negation is None and against is None:
        return "none" if _OPEN.search(text) else "positive"
    if turn and turn.start() > 12 and abs(turn.start() - (negation or against).start()) < len(text):  # type: ignore[union-attr]
        first, second = text[: turn.start()], text[turn.start() :]
        if _NEGATIONS.search(first) is None or _NEGATIONS.search(second) is None:
            return "mixed"
    if _OPEN.search(text) and against is None:
        return "none"
    return "negative"


def _cue(match: "re.Match[str] | None") -> Range | None:
    if match is None:
        return None
    for name in ("said", "held"):
        if match.group(name):
            return match.span(name)
    return match.span()


def _span(match: "re.Match[str] | None") -> Range | None:
    return match.span() if match else None


def _populations(text: str) -> Iterator[Range]:
    for match in _POPULATION.finditer(text):
        words = match.group().rstrip()
        if _ONLY_MODELS.search(words):
            model = _MODELS_OF.search(text, max(0, match.start() - 20), match.end())
            if model is None or _NOT_WHO.match(words):
                continue
        yield match.start(), match.start() + len(words)
    taken: list[Range] = []
    for pattern in (_LINES, _CELLS):
        for match in pattern.finditer(text):
            if not _IMMUNE.match(match.group()) and all(
                match.end() <= start or end <= match.start() for start, end in taken
            ):
                taken.append(match.span())
                yield match.span()


def is_denied(text: str, position: int) -> bool:
    """Whether ``not`` or its like stands right before a place."""
    return _DENIED.search(text, max(0, position - 24), position) is not None

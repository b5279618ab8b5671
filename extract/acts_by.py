"""Actings whose agent stands behind: passives, nouns (``activation of X by Y``) and what treated animals show."""

import re
from collections.abc import Iterator

from extract.act import Act, act_of
from extract.clause_parts import Range, object_behind, subject_before
from extract.relations import (
    CUE,
    MEDIATED,
    NOUN_BY,
    OF_BY,
    PASSIVE,
    RECOGNISED,
    Relation,
    relation_of,
)
from extract.verbs import GOVERNING, SAYS

_BUT_NOT = re.compile(r",?\s(?:but|and)\snot\sby\s")
_MADE_BY = re.compile(r"(?<![\w-])(?P<agent>[\w/-]*[A-Z][\w/]*)-(?P<cue>secreted|released|produced)\s")
_SHOWED = re.compile(
    r"(?<![\w-])(?P<agent>[\w/]+(?:-[\w/]+)?)-(?:treated|fed|supplemented|exposed|pretreated)\s(?:[\w-]+\s){1,2}(?:showed|had|"
    r"exhibited|displayed|presented)\s(?:an?\s)?(?:\w+ly\s)?(?P<cue>(?P<less>lower|reduced|decreased|less|fewer|diminished)|"
    r"higher|increased|elevated|more|greater|improved)\s"
)
_CHANGED = re.compile(
    r"\b(?:was|were|is|are|been)\s(?:\w+ly\s)?(?P<cue>(?P<less>decreased|reduced|lowered|suppressed|inhibited|attenuated|"
    r"diminished|down-?regulated)|increased|elevated|enhanced|up-?regulated|stimulated|induced)\s(?:\w+ly\s)?"
    r"(?:in|after|following|upon|on|with|by)\s(?:the\s|an?\s)?"
)
_TREATED = re.compile(
    r"(?P<one>[\w/]+(?:-[\w/]+)?)-(?:treated|fed|exposed|supplemented)\b|"
    r"(?:[\w-]+\s){1,4}?(?:treated|fed|supplemented|injected|exposed|given)\s(?:with\s|to\s)?(?P<two>[^,;.()]{2,60}?)"
    r"(?=\s(?:for|at|compared|than|in|and|by|when)\b|[,;.()]|\s?$)|"
    r"(?:treatment|administration|supplementation|exposure)\s(?:with|of|to)\s(?P<three>[^,;.()]{2,60}?)"
    r"(?=\s(?:for|at|compared|than|in|and|by|when)\b|[,;.()]|\s?$)|"
    r"(?P<four>[\w/-]+(?:\s[\w/-]+)?)\s(?:pre-?)?(?:treatment|administration|supplementation|exposure)\b"
)
_NEITHER = re.compile(r"\bneither\s$", re.IGNORECASE)
_FEEBLE = re.compile(
    r"(?:(?:the|an?|of|in|and|or|for|with|to|by|on|that|this|these|through|via|no|its|their)\s)+", re.IGNORECASE
)
_NEXT_VERB = re.compile(
    rf"\s(?:(?:also|and|\w+ly)\s)?(?:(?:{SAYS.pattern})|\w+ed\s(?:for|in|at|with|on)\b|{GOVERNING}\b)|,?\s(?:but|and)\snot\b"
)
_JOINED_TO = re.compile(r"-(?:mediated|induced|driven|dependent|triggered)\s")
_MOST = 10


def find_passive_acts(text: str, molecules: tuple[Range, ...]) -> Iterator[Act]:
    """The actings whose agent stands behind what is acted on, or is joined to the cue by a hyphen."""
    if " by " in text:  # the patterns are dear, and most sentences have nothing for them
        yield from _passives(text, molecules)
        yield from _nouns(text, molecules)
    if _JOINED_TO.search(text):
        yield from _mediated(text, molecules)
    if "treat" in text or "fed" in text or "administ" in text or "suppl" in text or "expos" in text or "given" in text:
        yield from _treated(text, molecules)
    for match in _some(_MADE_BY, text):
        if aim := _phrase_behind(text, match.end()):
            yield Act(match.span("agent"), match.span("cue"), "secretes", aim)


def _some(pattern: "re.Pattern[str]", text: str) -> Iterator["re.Match[str]"]:
    for count, match in enumerate(pattern.finditer(text)):
        if count >= _MOST:
            return
        yield match


def _passives(text: str, molecules: tuple[Range, ...]) -> Iterator[Act]:
    """``apoptosis is induced by X``, ``TGF-β secreted by HCC cells``."""
    for match in _some(PASSIVE, text):
        name = "cue" if match.group("cue") else "participle"
        relation = _of_participle(match.group(name))
        aim = subject_before(text, match.start(), 0)
        agent = _phrase_behind(text, match.end())
        if relation and aim and agent:
            neither = _NEITHER.search(text, max(0, aim[0] - 10), aim[0]) is not None
            yield act_of(text, agent, match.span(name), relation, aim, molecules, negated=neither)
            but = _BUT_NOT.search(text, agent[0], min(len(text), agent[1] + 12))
            other = object_behind(text, but.end()) if but else None
            if but and other:
                yield act_of(text, other, match.span(name), relation, aim, molecules, negated=True)


def _phrase_behind(text: str, start: int) -> Range | None:
    """What stands behind a word, up to the next verb or ``but not``."""
    found = object_behind(text, start)
    if found is None:
        return None
    verb = _NEXT_VERB.search(text, *found)
    end = verb.start() if verb else found[1]
    return (found[0], end) if end - found[0] >= 2 else None


def _of_participle(word: str) -> Relation | None:
    cue = CUE.fullmatch(word)
    if cue:
        return relation_of(cue)
    if RECOGNISED.fullmatch(word):
        return "binds"
    made: dict[str, Relation] = {"mediated": "promotes", "produced": "secretes"}
    return made.get(word.lower())


def _nouns(text: str, molecules: tuple[Range, ...]) -> Iterator[Act]:
    """``activation of X by Y``, ``X inhibition by Y``."""
    for pattern in (OF_BY, NOUN_BY):
        for match in _some(pattern, text):
            agent = _phrase_behind(text, match.end())
            lead = _FEEBLE.match(text, *match.span("object"))
            start = lead.end() if lead else match.start("object")
            if agent and match.end("object") - start >= 2:
                aim = start, match.end("object")
                yield act_of(text, agent, match.span("cue"), relation_of(match), aim, molecules)


def _mediated(text: str, molecules: tuple[Range, ...]) -> Iterator[Act]:
    """``Y-mediated suppression of X``."""
    for match in _some(MEDIATED, text):
        if behind := object_behind(text, match.end()):
            told = relation_of(match)
            if told in ("secretes", "expresses"):  # what induces a secretion secretes nothing
                told = "promotes"
            yield act_of(text, match.span("agent"), match.span("cue"), told, behind, molecules)


def _treated(text: str, molecules: tuple[Range, ...]) -> Iterator[Act]:
    """``X-treated rats showed lower Y``, ``Y was reduced in rats treated with X``."""
    for match in _some(_SHOWED, text):
        relation: Relation = "inhibits" if match.group("less") else "promotes"
        if aim := object_behind(text, match.end()):
            yield act_of(text, match.span("agent"), match.span("cue"), relation, aim, molecules)
    for match in _some(_CHANGED, text):
        treated = _TREATED.match(text, match.end())
        aim = subject_before(text, match.start(), 0) if treated else None
        if treated and aim:
            relation = "inhibits" if match.group("less") else "promotes"
            first, last = treated.span(treated.lastgroup or 0)
            agent = first, first + len(text[first:last].rstrip())
            yield act_of(text, agent, match.span("cue"), relation, aim, molecules)

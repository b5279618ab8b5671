"""Forms of the verbs of articles: they tell a clause from an item of a list where nothing is parsed.

The bare form of the verbs in ``_PLAIN`` is hardly ever a noun, so that ``and prevent necrosis`` begins a predicate;
that of the verbs in ``_NOUNS_TOO`` counts only before an article or the like.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

_PLAIN = (
    "achieve acquire activate adhere affect allow analyse analyze appear assess attenuate augment become belong "
    "bind cause characterise characterize comprise conclude confer confirm consist constitute contain contribute "
    "correlate decline depend derive describe detect determine develop differ diminish display disrupt elevate "
    "elicit eliminate employ enable encode enhance ensure evaluate exacerbate examine exert exhibit explain "
    "exploit express facilitate find give grow generate hypothesise identify impair improve include incorporate "
    "indicate induce inhibit interact involve investigate lack lead maintain make manifest mediate mitigate "
    "modulate observe obtain occur perform possess potentiate prevent produce promote propose protect prove "
    "provide reduce regulate rely remain remove represent require restore reveal secrete seem show stimulate "
    "strengthen suffer suggest suppress sustain tend undergo upregulate downregulate utilise utilize vary"
)
_NOUNS_TOO = (
    "act benefit block challenge change compare control cover decrease demonstrate drive effect enrol enroll focus "
    "form function gain help highlight increase influence limit measure note offer play purchase range receive "
    "recommend recruit release report result select serve state study support target test treat trigger use work"
)
_IRREGULAR = {
    "become": "became",
    "bind": "bound",
    "drive": "drove|driven",
    "find": "found",
    "give": "gave|given",
    "grow": "grew|grown",
    "lead": "led",
    "make": "made",
    "show": "shown",
    "undergo": "underwent|undergone",
}
AUXILIARIES = "is|are|was|were|has|have|had|can|could|may|might|will|would|did|does|do|cannot"
_DETERMINER = r"(?:the|an?|it|them|that|its|their|no|both|this|these|more|less|higher|lower|whether|how|\d+)\b"


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "ch", "sh", "z", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb[-1] == "y" and verb[-2] not in "aeiou" else verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb[-1] == "y" and verb[-2] not in "aeiou" else verb + "ed"


def _gerund(verb: str) -> str:
    return (verb[:-1] if verb.endswith("e") else verb) + "ing"


def _listed(words: Iterable[str]) -> str:
    """A pattern of the words, by their first letters: a long alternation is tried branch by branch at every word."""
    heads: dict[str, set[str]] = defaultdict(set)
    for word in words:
        heads[word[:2]].add(word[2:])
    return "|".join(f"{head}(?:{'|'.join(sorted(tails, reverse=True))})" for head, tails in sorted(heads.items()))


_ALL = [*_PLAIN.split(), *_NOUNS_TOO.split()]
_THIRDS = _listed(map(_third, _PLAIN.split()))
_THIRDS_TOO = _listed(map(_third, _NOUNS_TOO.split()))
_PASTS = _listed(word for verb in _ALL for word in _IRREGULAR.get(verb, _past(verb)).split("|"))
_BARE = _listed(_PLAIN.split())
_GERUNDS = _listed(map(_gerund, _ALL))
FINITE_PASTS = (
    "became|caused|comprised|concluded|contained|demonstrated|employed|enabled|exhibited|found|had|indicated|led|"
    "performed|possessed|received|remained|reported|represented|resulted|revealed|showed|suggested|underwent|yielded"
)
"""Pasts that are hardly ever put before a noun as participles."""
GOVERNING = rf"(?:{_BARE}|{_THIRDS}|{_PASTS}|{_GERUNDS})"
"""The forms that an object stands behind and that are no nouns, as a pattern."""
THIRD = rf"(?:{_THIRDS})"
"""The forms that end in s and are no plurals, as a pattern."""

SAYS = re.compile(
    rf"\b(?:{AUXILIARIES}|{_THIRDS}|showed|found|suggested|led|demonstrated|reported|revealed|remained|became|"
    rf"(?:{_THIRDS_TOO}|{_PASTS})\s{_DETERMINER}|(?<=[a-z]s\s)(?:{_BARE})\s(?!of\b|in\b|and\b|or\b)[a-z]+)\b"
)
"""What makes a stretch of words a clause: an auxiliary, or a form that is no participle and no noun."""

PREDICATE = re.compile(
    rf"(?:(?:\w{{2,12}}ly|also|later|then|even|not|have|has|had|subsequently)\s){{0,2}}(?:(?:{AUXILIARIES})\b|(?:{_THIRDS})\b|"
    rf"(?:{_BARE})\s(?!of\b|in\b|and\b)|(?:rise|fall|remain|occur|tend|depend|differ|known|seen|found|shown)\s|"
    rf"(?:{FINITE_PASTS})\s|"
    rf"(?:{_PASTS}|{_THIRDS_TOO}|\w{{3,14}}ed)\s(?:in|to|by|with|from|as|at|on|for|after|{_DETERMINER})|"
    rf"(?:{_PASTS})\s(?:significant|increased|decreased|reduced|pooled|similar|better|worse)\b|"
    rf"\w{{3,14}}(?:es|ts|ns|ds|ms|rs)\s(?:the|an?|its|their)\b)"
)
"""How a predicate begins that shares its subject with the clause before: ``and prevent …``, ``and was shown …``."""

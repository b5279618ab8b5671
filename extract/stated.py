"""What a sentence states that no trial measured: what a word means, what is recommended, how often a disease strikes.

Each is read by the words that say it, with what it speaks of; nothing is taken from another sentence.
"""

import re
from collections.abc import Sequence

from extract.clause_parts import Range
from extract.occurrence import occurrence_in
from extract.spoken_of import PRONOUN, Stated, without_article, words_before

LONGEST = 1500
"""Characters of a sentence that are looked through."""

_BE = r"(?:is|are|was|were|be|been|will be|can be|has been|have been)"
_DEFINED = re.compile(
    rf"(?:\b(?P<be>{_BE})\s(?:(?!not\b)\w+\s){{0,3}}?|,\s|\(|\b)defined\s(?P<as>as\b|by the presence of\b)|"
    rf"\b(?P<future>will be)\sconsidered\sas\b",
    re.IGNORECASE,
)
_WE_DEFINE = re.compile(
    r"\b(?:we|authors|guidelines|[A-Z][\w-]+)\s(?:have\s)?(?:define[sd]?|"
    r"consider(?= the))\s(?P<subject>[^,;:.]{2,100}?)\s"
    r"(?:as|to\srepresent)\b"
)
_NAMED = re.compile(
    r"\b(?:(?:is|are|was|were)\s)?(?:(?:also|commonly|collectively|often|usually|generally|popularly|better|now)\s)*"
    r"(?:known\sas|referred\sto\sas|called(?:\sas)?|termed(?:\sas)?)\s(?:(?:the|an?)\s)?[“\"'‘]?(?=[\w“])",
)
_REFERS = re.compile(
    r"\s(?:refers?\sto|stands\sfor)\s(?!(?:table|fig|the\s(?:table|fig|text|legend))\b)", re.IGNORECASE
)
_DEFINITION_OF = re.compile(
    r"(?<!meet )(?<!meeting )(?<!meets )(?<!met )\bthe definition of\s(?P<subject>[^,;:.]{2,80}?)\s"
    r"(?:is|was|includes|requires)\b"
)
_TERM_END = re.compile(
    r"[,;:.”\"()\[]|\s(?:in|is|are|was|were|has|have|which|that|and\s(?:is|are|was|has|\w+ly|\w+ed)|by|for|"
    r"with|because|appears?|serves?|suitably|\d)\b"
)

_RECOMMENDED = re.compile(
    rf"\b{_BE}\s(?:(?!not\b)\w+ly\s|also\s|now\s)?(?:recommended|advised)\b(?!\sto\sdo\b|\s(?:by|in|"
    rf"elsewhere)\s(?:the\s)?"
    r"(?:Preferred|PRISMA|Cochrane|manufacturer|supplier|authors|Handbook|producer|CONSORT|STROBE|kit))"
)
_RECOMMENDS = re.compile(
    r"\b(?:guidelines?|consensus|panel|society|association|organi[sz]ation|NCCN|ESMO|ASCO|WHO|EASL|AASLD|"
    r"NICE)\b[^.;]{0,60}?\s"
    r"(?:strongly\s)?(?:recommends?|recommended|advises?|suggests?)\s(?!by\b|in\b)(?P<subject>[^,;.]{2,120}?)"
    r"(?=\s(?:for|in|as|to|when|over|if|after|at)\b|[,;.]|\s*$)",
    re.IGNORECASE,
)
_CHOICE = (
    r"(?:standard\s(?:of\scare(?:\s(?:first-line|systemic))?(?:\s(?:treatment|therapy|regimen))?|"
    r"(?:first-line\s|systemic\s)?"
    r"(?:treatment|therapy|regimen))|mainstay(?:\sof\s(?:treatment|therapy|"
    r"management))?|(?:treatment|drugs?|method|agent|procedure)s?\sof\schoice|"
    r"(?:current(?:ly)?\s)?preferred\s(?:first[- ]line\s)?"
    r"(?:treatment|therapy|option|method|regimen)(?:\soption)?)"
)
_IS_CHOICE = re.compile(
    rf"\b(?P<be>is|are|remains?|became|has\sbecome|considered|(?:used|accepted|established|"
    rf"regarded)\sas)\s(?:the|an?)?\s?"
    rf"(?:(?:current|new|global|first[- ]line|only|accepted)\s){{0,2}}{_CHOICE}\b(?!\s(?:arm|group|versus|vs))",
    re.IGNORECASE,
)
_CHOICE_IS = re.compile(
    rf"\b(?:the|current)\s(?:(?:current|new)\s)?{_CHOICE}\b[^.;]{{0,80}}?\s(?:is|are|remains?|includes?|"
    rf"consists?\sof)\s"
    r"(?:(?:most\soften|usually|therefore|mainly|still)\s)?(?P<subject>(?!(?:un|not\b|controversial|lacking|"
    r"based))[^,;.]{2,100})",
    re.IGNORECASE,
)
_RECOMMENDED_IS = re.compile(r"\ba\srecommended\s\w+\s(?:is|would\sbe)\b")

_OF_DEFINITIONS = ("defin", "known as", "called", "termed", "refer", "stands", "consider")
_OF_GUIDELINES = ("recommend", "advis", "suggest", "standard", "mainstay", "of choice", "preferred")


def stated_in(text: str, diseases: Sequence[Range]) -> Stated | None:
    """The statement in a sentence; ``diseases`` are the ranges of the diseases named in it, in order."""
    text = text[:LONGEST]
    lower = text.lower()  # the patterns are dear, and most sentences have none of these words
    return (
        (_definition(text) if any(word in lower for word in _OF_DEFINITIONS) else None)
        or (_guideline(text) if any(word in lower for word in _OF_GUIDELINES) else None)
        or occurrence_in(text, diseases)
    )


def _definition(text: str) -> Stated | None:
    if found := _WE_DEFINE.search(text):
        start, end = found.span("subject")
        return Stated("definition", None if PRONOUN.fullmatch(text, start, end) else without_article(text, start, end))
    if found := _DEFINITION_OF.search(text):
        return Stated("definition", found.span("subject"))
    if found := _DEFINED.search(text):
        return Stated("definition", words_before(text, found.start()))
    if found := _NAMED.search(text):
        stop = _TERM_END.search(text, found.end())
        end = min(stop.start() if stop else len(text), found.end() + 80)
        term = without_article(text, found.end(), end)
        return Stated("definition", term) if term else None
    if found := _REFERS.search(text):
        subject = words_before(text, found.start())
        short = subject and len(text[slice(*subject)].split()) <= 6
        return Stated("definition", subject) if short else None
    return None


def _guideline(text: str) -> Stated | None:
    if found := _RECOMMENDS.search(text):
        return Stated("guideline", without_article(text, *found.span("subject")))
    if found := _RECOMMENDED.search(text):
        return Stated("guideline", words_before(text, found.start()))
    if found := _CHOICE_IS.search(text):
        return Stated("guideline", without_article(text, *found.span("subject")))
    if found := _IS_CHOICE.search(text):
        return Stated("guideline", words_before(text, found.start("be")))
    return Stated("guideline", None) if _RECOMMENDED_IS.search(text) else None

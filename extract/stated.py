"""What a sentence states that no trial measured: what a word means, what is recommended, how often a disease strikes.

Each is read by the words that say it, with what it speaks of; nothing is taken from another sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.clause_parts import Range

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

_POPULATION = (
    r"(?:people|adults|children|childhood|women|men|males|females|patients|population|persons|humans|"
    r"infants|americans|"
    r"individuals|society|age|sexes|world|countries|countr\w+|asia|africa|europe|america|california|usa|us|"
    r"china|worldwide|"
    r"globally|annually|cases|deaths|births|cancers?|tumou?rs?|diseases?|disorders?|malignanc\w+|infections?)"
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|\d(?:st|nd|rd|th))"
_RANK = re.compile(
    rf"\b(?:(?:{_ORDINAL}[- ])?(?:leading|primary|main|major|most\s(?:common|frequent)|"
    rf"commonest)\s(?:\w+\s)?causes?\s(?:of|for)\s"
    r"(?:[\w-]+\s){0,3}?(?:deaths?|mortality|disability|morbidity))\b",
    re.IGNORECASE,
)
_COMMON = re.compile(
    rf"\b(?:(?:{_ORDINAL}\s)?most|more|less|very|quite|increasingly|widely|relatively|highly|is|"
    rf"are)\s(?:common(?:ly)?|frequent(?:ly)?|prevalent|"
    rf"endemic|rare|uncommon)\b(?!\s(?:used|associated|performed|one\b|reported|applied|"
    rf"prescribed))(?:(?![;.])[^;.]){{0,90}}?\b{_POPULATION}\b|\b(?:a|extremely|very)\srare\s(?:event|"
    rf"disease|condition|disorder|"
    rf"cancer)\b|\bendemic\s(?:in|to)\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?<![\w.,-])(?P<number>\d[\d,.]*)(?:\s?[–-]\s?\d[\d,.]*)?\s(?:cases\s|births\s|deaths\s)?(?:per|in|"
    r"of)\s(?:1[, ]?000|10[, ]?000|100[, ]?000|million)\b|"
    r"\b(?:incidence|prevalence|lifetime\srisk|mortality\srate|"
    r"case[- ]fatality(?:\srate)?)\b[^;.]{0,80}?\s(?:is|was|of|to\sbe|at|reached|"
    r"ranges?\sfrom|between)\s(?:(?:about|approximately|nearly|around|estimated\s(?:to\sbe|at)|up\sto|only|"
    r"over)\s){0,2}"
    r"(?P<share>\d[\d.,]*)(?=\s?(?:%|per\b|[–-]|to\b))|"
    r"\baffect(?:s|ed|ing)?\s(?:(?:from|about|approximately|up\sto|nearly|around|an\sestimated|more\sthan|"
    r"over|between|some)\s){0,2}"
    r"(?P<affected>\d[\d.,]*)(?=\s?(?:%|million|billion|per\s?cent|in\s\d|people|patients|women|[–-]|to\b))|"
    r"(?<![\w.,-])(?P<people>\d[\d.,]*)\s(?:million|billion|thousand)?\s?(?:[\w.-]+\s){0,2}(?:people|adults|"
    r"children|women|men|patients|persons|individuals|"
    r"(?:new\s)?cases|deaths)\b(?=[^;.]{0,80}\b(?:suffer\w*|living\swith|diagnosed|affected|annually|"
    r"each\syear|worldwide|globally|per\syear|"
    r"every\syear))|"
    r"\baccount(?:s|ed|ing)?\sfor\s(?:(?:about|approximately|up\sto|nearly|around|an\sestimated|more\sthan|"
    r"over|almost|some)\s){0,2}"
    r"(?P<part>\d[\d.,]*)\s?(?:%|per\s?cent)\s(?:of\s)?(?:(?:all|the|diagnosed|total|primary|new|liver|"
    r"cancer|adult)\s){0,4}"
    r"(?:\w+\s){0,2}(?:cases|deaths|cancers|tumou?rs|malignanc\w+|patients|mortality|births|neoplasms|"
    r"infections|hospitali[sz]ations)\b",
    re.IGNORECASE,
)
_BURDEN = re.compile(
    r"\bhigh\s(?:global\s)?(?:burden|incidence|prevalence)\sof\s|"
    r"\bprevalence\sof\s[^;.]{2,50}?\s(?:increases|rises|is\srising|has\sincreased)|"
    r"\baffects\s(?:both\ssexes|a\slarge|(?:many|most|millions\sof)\s)|\b(?:incidence|"
    r"prevalence)\s(?:and\smortality\s)?rates?\b(?=[^;.]{0,60}\b"
    r"(?:worldwide|globally))",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"(?<![\w.,-])(?P<number>\d[\d,.]*)\s(?:to\s\d[\d,.]*\s)?[^;.\d]{3,60}?\b(?:annually|each\syear|every\syear|per\syear)\b"
)
_OWN_RESULT = re.compile(
    r"\b(?:95\s?%\s?CI|RR|HR|control\sgroup|placebo|meta-analys\w+|randomi[sz]ed|versus|vs\.?|"
    r"compared\swith\sthe|subgroup|treated\swith|"
    r"study\spopulation|simulat\w+|we\s(?:will|investigated|included)|patients?\sreceiv\w+|adverse)\b"
)
_ONE_OF = re.compile(
    r"\b(?:is|are|remains?)\s(?:one\sof\s|among\s)?(?:the\s)?most\s(?:common|frequent|prevalent)\s(?:\w+\s){0,3}"
    r"(?:diseases?|disorders?|cancers?|tumou?rs?|malignanc\w+|infections?|conditions?|injur\w+)\b"
)
_ANY_DISEASE = re.compile(
    r"(?:(?:chronic|acute|malignant|degenerative|joint|these)\s)*(?:diseases?|cancers?|tumou?rs?|disorders?|syndromes?|infections?)",
    re.IGNORECASE,
)
_BOUND = re.compile(r";\s|,\s(?:and|whereas|while|but)\s|\bthat\s")
_CLOSED = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
_OF_DEFINITIONS = ("defin", "known as", "called", "termed", "refer", "stands", "consider")
_OF_GUIDELINES = ("recommend", "advis", "suggest", "standard", "mainstay", "of choice", "preferred")
_OF_OCCURRENCE = (
    "common",
    "frequent",
    "prevalen",
    "inciden",
    "endemic",
    "rare",
    "burden",
    "affect",
    "account",
    " cause",
    "lifetime",
    "mortality",
    "fatality",
    "per 1",
    "in 1",
    "of 1",
    "million",
    "suffer",
    "diagnos",
    "living",
    "annual",
    "year",
    "wide",
    "global",
)
_PRONOUN = re.compile(
    r"(?:(?:however|further|moreover|thus|also),?\s)?(?:it|they|this|these|the figure)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated: its kind, what it speaks of and the number it gives, as ranges of the text."""

    kind: str
    subject: Range | None
    number: int | None = None
    """Where the number begins."""


def stated_in(text: str, diseases: Sequence[Range]) -> Stated | None:
    """The statement in a sentence; ``diseases`` are the ranges of the diseases named in it, in order."""
    text = text[:LONGEST]
    lower = text.lower()  # the patterns are dear, and most sentences have none of these words
    return (
        (_definition(text) if any(word in lower for word in _OF_DEFINITIONS) else None)
        or (_guideline(text) if any(word in lower for word in _OF_GUIDELINES) else None)
        or (_occurrence(text, diseases) if any(word in lower for word in _OF_OCCURRENCE) else None)
    )


def _definition(text: str) -> Stated | None:
    if found := _WE_DEFINE.search(text):
        start, end = found.span("subject")
        return Stated("definition", None if _PRONOUN.fullmatch(text, start, end) else _article_off(text, start, end))
    if found := _DEFINITION_OF.search(text):
        return Stated("definition", found.span("subject"))
    if found := _DEFINED.search(text):
        return Stated("definition", _before(text, found.start()))
    if found := _NAMED.search(text):
        stop = _TERM_END.search(text, found.end())
        end = min(stop.start() if stop else len(text), found.end() + 80)
        term = _article_off(text, found.end(), end)
        return Stated("definition", term) if term else None
    if found := _REFERS.search(text):
        subject = _before(text, found.start())
        short = subject and len(text[slice(*subject)].split()) <= 6
        return Stated("definition", subject) if short else None
    return None


def _guideline(text: str) -> Stated | None:
    if found := _RECOMMENDS.search(text):
        return Stated("guideline", _article_off(text, *found.span("subject")))
    if found := _RECOMMENDED.search(text):
        return Stated("guideline", _before(text, found.start()))
    if found := _CHOICE_IS.search(text):
        return Stated("guideline", _article_off(text, *found.span("subject")))
    if found := _IS_CHOICE.search(text):
        return Stated("guideline", _before(text, found.start("be")))
    return Stated("guideline", None) if _RECOMMENDED_IS.search(text) else None


def _occurrence(text: str, diseases: Sequence[Range]) -> Stated | None:
    if _OWN_RESULT.search(text):
        return None
    rate = _RATE.search(text)
    rank = None if rate else _RANK.search(text)
    common = None if rate or rank else _COMMON.search(text)
    found = rate or rank or common or _BURDEN.search(text)
    if found is None:
        return None
    about = _disease(text, diseases, found)
    number = next((rate.start(name) for name, value in rate.groupdict().items() if value), None) if rate else None
    pronoun = _PRONOUN.match(text) is not None
    if about is None and not pronoun:
        heads = _ONE_OF.search(text, 0, found.end())
        about = _before(text, heads.start() if heads else found.start())
        if not (heads or (rate and rate.group("affected"))) or (about and len(text[slice(*about)].split()) > 6):
            about = None
            if not (rank or (rate and not rate.group("share"))):
                return None
    yearly = None if rate else _YEARLY.search(text)
    return Stated("epidemiology", about, yearly.start("number") if yearly else number)


def _disease(text: str, diseases: Sequence[Range], found: "re.Match[str]") -> Range | None:
    """The disease that is spoken of: the first before the words that tell, of their clause; else the next behind."""
    named = [span for span in diseases if not _ANY_DISEASE.fullmatch(text, *span)]
    before = [span for span in named if span[1] <= found.start() + 1]
    if before:
        clause = max((bound.end() for bound in _BOUND.finditer(text, 0, found.start())), default=0)
        return next((span for span in before if span[0] >= clause), before[-1])
    near = [span for span in named if span[0] <= found.end() + 60]
    told_of_it = _PRONOUN.match(text) is not None and found.start() < 60 and "that" not in text[: found.start()]
    return near[0] if near and not told_of_it and not found.group().lower().startswith(("most", "very")) else None


def _before(text: str, end: int) -> Range | None:
    """What is spoken of before a verb: from the start of its clause, without what leads in and what is put between."""
    flat = _CLOSED.sub(lambda found: "_" * len(found.group()), text[:end])
    head = re.sub(r",\s(?:namely|such as|including|i\.e\.)[^;]*$", "", flat.rstrip(" ,("))
    start = max(head.rfind("; "), head.rfind(". "), head.rfind(": "), head.rfind(", "))
    start = start + 2 if start >= 0 else 0
    for lead in ("that ", "although ", "while ", "however ", "therefore ", "then ", "and "):
        at = head.lower().rfind(lead, start)
        start = at + len(lead) if at >= 0 and (at == start or lead == "that ") else start
    return _article_off(text, start, len(head)) if len(head) - start > 1 else None


def _article_off(text: str, start: int, end: int) -> Range | None:
    article = re.compile(r"\s*(?:(?:the|an?|their|its|this)\s)?", re.IGNORECASE).match(text, start, end)
    start = article.end() if article else start
    end = start + len(text[start:end].rstrip(" ,"))
    if end - start < 2 or _PRONOUN.fullmatch(text, start, end) or text.startswith(("we ", "We "), start):
        return None
    return start, end

"""How often a disease strikes, its rank and its burden, in a sentence."""

import re
from collections.abc import Sequence

from extract.clause_parts import Range
from extract.spoken_of import PRONOUN, Stated, words_before

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
_WORDS = (
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
"""The patterns are dear, and most sentences have none of these words."""


def occurrence_in(text: str, diseases: Sequence[Range]) -> Stated | None:
    """What a sentence tells of the occurrence of a disease; ``diseases`` are the ranges of those named in it."""
    lower = text.lower()
    if not any(word in lower for word in _WORDS) or _OWN_RESULT.search(text):
        return None
    rate = _RATE.search(text)
    rank = None if rate else _RANK.search(text)
    common = None if rate or rank else _COMMON.search(text)
    found = rate or rank or common or _BURDEN.search(text)
    if found is None:
        return None
    about = _disease(text, diseases, found)
    number = next((rate.start(name) for name, value in rate.groupdict().items() if value), None) if rate else None
    pronoun = PRONOUN.match(text) is not None
    if about is None and not pronoun:
        heads = _ONE_OF.search(text, 0, found.end())
        about = words_before(text, heads.start() if heads else found.start())
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
    told_of_it = PRONOUN.match(text) is not None and found.start() < 60 and "that" not in text[: found.start()]
    return near[0] if near and not told_of_it and not found.group().lower().startswith(("most", "very")) else None

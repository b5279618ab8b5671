"""What stands before a verb and what behind it: its subject and its object, by the words that bound them."""

import re

from extract.relations import CUE
from extract.verbs import GOVERNING, SAYS

Range = tuple[int, int]

_LEAD = re.compile(
    r"\s*(?:in addition to\s[^,;]{2,110},\s|(?:moreover|furthermore|additionally|however|therefore|thus|besides|notably|recently|similarly|"
    r"consequently|meanwhile|conversely|"
    r"for example|for instance|in addition|in contrast|in particular|as a result|first|second|finally|"
    r"theoretically|collectively|accordingly|overall|notably|specifically|mechanistically|generally|consistently|"
    r"in conclusion|of note|importantly|interestingly|indeed|hence|then|also|currently)\b,?\s|"
    r"(?:in|among|during|upon|under|with|as|besides|within)\s[^,;]{2,110},\s|"
    r"(?:the |this |these |present |our |network pharmacological |recent |emerging |current |multiple |several |some |previous |preclinical |clinical |"
    r"accumulating |histopathological )*(?:stud(?:y|ies)|evidence|findings|data|results|reports|trials|analys[ei]s|"
    r"(?:[\w-]+\s){0,2}assays?(?:\sand\s(?:[\w-]+\s){1,3}microscopy)?)"
    r"(?:\s\w+)?\s(?:have\s|has\s|also\s|further\s)*(?:show(?:s|n|ed)?|suggest(?:s|ed)?|indicate[sd]?|"
    r"demonstrate[sd]?|report(?:s|ed)?|reveal(?:s|ed)?|found|confirm(?:s|ed)?|proved?)\sthat\s|"
    r"(?:it|we)\s(?:\w+\s){1,4}that\s)",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"(?:\s|\b(?:can|may|might|could|will|would|also|significantly|further|markedly|often|typically|frequently|"
    r"thereby|thus|effectively|directly|"
    r"generally|primarily|sometimes|collectively|simultaneously|to|have|has|been|had|are|is|were|was|shown|"
    r"reported|found|demonstrated|known|able|"
    r"appears?|help|helps|not|only|in turn|potentially|ultimately|strongly|substantially|actively|indirectly|"
    r"subsequently|and|or|but|both|either|"
    r"by|through|via|while|then|even|largely|mainly|partly|consequently)\b|,)+$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|\b(?:that|whereas|while|although|because|since|if|when)\s|,\sas\s", re.IGNORECASE)
_COORDINATE = re.compile(r",\s(?:and\s|but\s)?")
_COPULA = re.compile(
    r"\b(?:is|are|was|were|represents?|constitutes?|functions? as|acts? as|serves? as|remains?|becomes?)\s"
    r"(?:an?|the|one|another)\s"
)
_APPOSED = re.compile(r",\s(?:an?|the)\s(?:[\w-]+\s){0,4}[\w-]+$")
_NEITHER = re.compile(r"neither\s", re.IGNORECASE)
RELATIVE = re.compile(
    r"(?:,\s)?\b(?:which|that)\s(?:,?\sin turn,?\s)?(?:\w+ly\s)?(?:can\s|may\s|could\s|further\s|also\s)*(?:\w+ly\s)?$",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(
    r"[;:.?!]|,?\s(?:by|through|via|thereby|thus|which|whereas|while|although|leading|resulting|when|without|"
    r"despite|compared|suggesting|"
    r"contributing|ultimately|suggests?|rather|as a|as well as by|due to|is|are|was|were|has|have|in turn|under|"
    r"upon)\b|,\s(?:and\s)?(?!including\b)(?=\w+ing\b|thereby|but|further)"
)
_NO_AGENT = re.compile(
    r"^(?:there|neither|nor|it|they|these|this|which|that|we|he|she|who|those|some|both|and|or|but|to|by|is|are|"
    r"the|a|an)$",
    re.IGNORECASE,
)
_ANEW = re.compile(r"(?:,\s(?:and\s|but\s)?|\band\s|\bwhile\s|\bbut\s)(?=(?:its|their|this|these|the)\s)")
_BEHIND_VERB = re.compile(
    rf"\b(?:{GOVERNING}|forming|by|with|via|through|into|from|harbou?r|secrete|express|produce|release)\s|,\s(?:and\s)?"
)
_TO_ACT = re.compile(r"\sto\s(?=\w+)")


def subject_before(text: str, end: int, previous_end: int) -> Range | None:
    """What stands before a verb, back to the start of its clause, without what leads in and what fills."""
    clause = max((match.end() for match in _CLAUSE.finditer(text, 0, end)), default=0)
    start = max(clause, 0)
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    filler = _FILLERS.search(text, max(start, end - 120), end)
    end = filler.start() if filler else end
    if start < previous_end < end:
        joined = list(_ANEW.finditer(text, previous_end, end))
        if not joined or end - joined[-1].end() < 3 or len(text[joined[-1].end() : end].split()) > 6:
            return None
        start = joined[-1].end()
    said = next((found for found in SAYS.finditer(text, start, end) if found.end() < end), None)
    if said:  # another clause before: the subject stands behind it
        joined = list(_COORDINATE.finditer(text, said.end(), end))
        if not joined or SAYS.search(text, joined[-1].end(), end):
            return None
        start = joined[-1].end()
    neither = _NEITHER.match(text, start, end)
    start = neither.end() if neither else start
    while start < end and not text[start].isalnum():
        start += 1
    words = text[start:end].split()
    if not words or len(words) > 26 or "neither" in words[-1:] or (len(words) == 1 and _NO_AGENT.match(words[0])):
        return None
    return start, end


def antecedent(text: str, which: int) -> Range | None:
    """What a relative clause that begins at ``which`` speaks of, by the words of its own clause alone.

    ``Liver is an organ that …`` is the liver, ``limited infiltration, a feature that …`` the infiltration; else what
    stands behind the last verb or preposition.
    """
    clause = max((found.end() for found in _CLAUSE.finditer(text, 0, which)), default=0)
    copula = next(reversed(list(_COPULA.finditer(text, clause, which))), None)
    if copula and not re.search(r",\s(?:and|but)\s", text[copula.end() : which]):
        return subject_before(text, copula.start(), 0)
    apposed = _APPOSED.search(text, max(clause, which - 80), which)
    end = apposed.start() if apposed else len(text[:which].rstrip(" ,"))
    start = max((found.end() for found in _BEHIND_VERB.finditer(text, max(clause, end - 120), end)), default=clause)
    lead = re.compile(r"(?:the|a|an|their|its|both|various)\s").match(text, start)
    start = lead.end() if lead else start
    return (start, end) if 1 < end - start and len(text[start:end].split()) <= 12 else None


def object_behind(text: str, start: int) -> Range | None:
    """What stands behind a verb, up to the end of its clause or the next verb of acting."""
    while start < len(text) and not (text[start].isalnum() or text[start] in "([β"):
        if text[start] in ".;:":
            return None
        start += 1
    lead = re.compile(r"(?:the|a|an|their|its|both|various|more|several)\s").match(text, start)
    start = lead.end() if lead else start
    stop = _OBJECT_END.search(text, start)
    end = stop.start() if stop else len(text)
    purpose = next((each for each in _TO_ACT.finditer(text, start, end) if CUE.match(text, each.end())), None)
    end = purpose.start() if purpose else end
    following = CUE.search(text, start, end)
    if following and re.search(r"(?:,|\band)\s(?:\w+ly\s)?$", text[start : following.start()]):
        end = start + len(re.sub(r"(?:,|\s)+(?:and|or|but)?\s?(?:\w+ly\s)?$", "", text[start : following.start()]))
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")]+"):
        end -= 1
    return (start, end) if end - start >= 2 and len(text[start:end].split()) <= 40 else None

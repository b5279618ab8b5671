"""What stands before a verb and what behind it: its subject and its object, by the words that bound them."""

import re

from extract.relations import CUE
from extract.verbs import AUXILIARIES, GOVERNING, SAYS

Range = tuple[int, int]

_LEAD = re.compile(
    r"\s*(?:in addition to\s[^,;]{2,110},\s|(?:moreover|furthermore|additionally|however|therefore|thus|"
    r"besides|notably|recently|similarly|"
    r"consequently|meanwhile|conversely|"
    r"for example|for instance|in addition|in contrast|in particular|as a result|first|second|finally|"
    r"theoretically|collectively|accordingly|overall|notably|specifically|mechanistically|generally|consistently|"
    r"in conclusion|on the other hand|of note|importantly|interestingly|indeed|hence|then|also|currently)\b,?\s|"
    r"(?:in|among|during|upon|under|with|as|besides|within)\s[^,;]{2,110},\s|"
    r"(?:the |this |these |present |our |network pharmacological |recent |emerging |current |multiple |"
    r"several |some |previous |preclinical |clinical |"
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
    r"appears?|did|does|do|the ability|the capacity|ability|capacity|help|helps|not|only|in turn|"
    r"potentially|ultimately|strongly|substantially|actively|indirectly|"
    r"subsequently|and|or|but|both|either|"
    r"likewise|never|(?!family|assembly|anomaly|supply)\w{3,20}ly|by|through|via|while|then|even|largely|"
    r"mainly|partly|consequently)\b|,)+$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|\b(?:that|whether|whereas|while|although|because|since|if|when)\s|,\sas\s", re.IGNORECASE)
_COORDINATE = re.compile(r",\s(?:and\s|but\s)?")
_CLOSED = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
_SHARES = re.compile(r"(?:\b(?:and|or|but|to)|,)\s(?:(?:also|then|thus|thereby|to|not|\w+ly)\s)*$")
_BUT = re.compile(r",\sbut\s")
_COPULA = re.compile(
    r"\b(?:is|are|was|were|represents?|constitutes?|functions? as|acts? as|serves? as|remains?|becomes?)\s"
    r"(?:(?:an?|the|one|another)\s|(?=[a-z]+s\b))"
)
_APPOSED = re.compile(r",\s(?:an?|the)\s(?:[\w-]+\s){0,4}[\w-]+$")
_NEITHER = re.compile(r"neither\s", re.IGNORECASE)
RELATIVE = re.compile(
    r"(?:,\s)?\b(?:which|that)\s(?:,?\sin turn,?\s)?(?:\w+ly\s)?(?:can\s|may\s|could\s|further\s|"
    r"also\s)*(?:\w+ly\s)?$",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(
    r"[;:.?!]|\s?\((?:Fig|Table|data not|[pP]\s?[<=]|see\b)|,\s(?:as|we|they|given)\s|,?\s(?:by|through|via|"
    r"thereby|thus|which|whereas|while|although|leading|resulting|when|without|"
    r"despite|compared|suggesting|"
    r"contributing|ultimately|suggests?|rather|as a|as well as by|due to|is|are|was|were|has|have|in turn|under|"
    r"upon)\b|,\s(?:and\s)?(?!including\b)(?=\w+ing\b|thereby|but|further)"
)
_NO_AGENT = re.compile(
    r"^(?:there|neither|nor|it|they|these|this|which|that|we|he|she|who|those|some|both|and|or|but|to|by|is|are|"
    r"the|a|an)$",
    re.IGNORECASE,
)
_ANEW = re.compile(
    r",\s(?:and|but)\s|(?:,\s(?:and\s|but\s)?|\band\s|\bwhile\s|\bbut\s)(?=(?:its|their|this|these|the)\s)"
)
_TO_VERB = 100
"""Characters from where a clause begins to its verb, at most."""
_LONGEST_OBJECT = 500
_NEW_CLAUSE = re.compile(r",\s(?:(?:and|but|or)\s|(?=(?:we|they|it|this|these|given)\b))")
_BEHIND_VERB = re.compile(
    rf"\b(?:{GOVERNING}|{AUXILIARIES}|forming|by|with|via|through|into|from|harbou?r|secrete|express|"
    rf"produce|release)\s|,\s(?:and\s)?"
)
_NO_SUBJECT = re.compile(r"(?:including|not|by|having|due)\b", re.IGNORECASE)
_TO_ACT = re.compile(r"\sto\s(?=\w+)")


def subject_before(text: str, end: int, previous_end: int) -> Range | None:
    """What stands before a verb, back to the start of its clause, without what leads in and what fills."""
    clause = max((match.end() for match in _CLAUSE.finditer(text, 0, end)), default=0)
    start = max(clause, 0)
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    shares = _SHARES.search(text, max(start, end - 40), end) is not None
    filler = _FILLERS.search(text, max(start, end - 120), end)
    end = filler.start() if filler else end
    if start < previous_end < end:
        joined = list(_ANEW.finditer(text, previous_end, end))
        if not joined or end - joined[-1].end() < 3 or len(text[joined[-1].end() : end].split()) > 6:
            return None
        start = joined[-1].end()
    verb = next((found for found in SAYS.finditer(text, start, end) if found.end() < end), None)
    if verb:  # another clause before: the subject stands behind it
        joined = list(_COORDINATE.finditer(text, verb.end(), end))
        if joined and not SAYS.search(text, joined[-1].end(), end):
            start = joined[-1].end()
        elif shares:  # and verbs that are joined share the one before the first
            end = start + len(text[start : verb.start()].rstrip(" ,"))
        else:
            return None
    elif but := next(reversed(list(_BUT.finditer(text, start, end))), None):
        start = but.end()
    neither = _NEITHER.match(text, start, end)
    start = neither.end() if neither else start
    while start < end and not text[start].isalnum():
        start += 1
    said = _CLOSED.sub("", text[start:end])
    words = said.split()
    if ")" in said or ". " in said or _NO_SUBJECT.match(said):
        return None
    if not words or len(words) > 26 or "neither" in words[-1:] or (len(words) == 1 and _NO_AGENT.match(words[0])):
        return None
    return start, end


def antecedent(text: str, which: int) -> Range | None:
    """What a relative clause that begins at ``which`` speaks of, by the words of its own clause alone.

    ``Liver is an organ that …`` is the liver, ``limited infiltration, a feature that …`` the infiltration; else what
    stands behind the last verb or preposition.
    """
    flat = _CLOSED.sub(lambda found: "_" * len(found.group()), text[:which])
    clause = max((found.end() for found in _CLAUSE.finditer(flat)), default=0)
    copula = next(reversed(list(_COPULA.finditer(text, clause, which))), None)
    if copula and not re.search(r",\s(?:and|but)\s", text[copula.end() : which]):
        return subject_before(text, copula.start(), 0)
    apposed = _APPOSED.search(text, max(clause, which - 80), which)
    end = apposed.start() if apposed else len(text[:which].rstrip(" ,("))
    start = max((found.end() for found in _BEHIND_VERB.finditer(flat, max(clause, end - 120), end)), default=clause)
    lead = re.compile(r"(?:the|a|an|their|its|both|various)\s").match(text, start)
    start = lead.end() if lead else start
    return (start, end) if end - start > 1 and len(flat[start:end].split()) <= 12 else None


def _bracket_closed(text: str, start: int, end: int) -> int:
    """Where the bracket closes that was opened before ``start``; ``end`` where none was."""
    depth = 0
    for position in range(start, end):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth < 0:
            return position
    return end


def object_behind(text: str, start: int) -> Range | None:
    """What stands behind a verb, up to the end of its clause or the next verb of acting."""
    while start < len(text) and not (text[start].isalnum() or text[start] in "([β"):
        if text[start] in ".;:":
            return None
        start += 1
    lead = re.compile(r"(?:the|a|an|their|its|both|various|more|several)\s").match(text, start)
    start = lead.end() if lead else start
    stop = _OBJECT_END.search(text, start)
    end = min(stop.start() if stop else len(text), start + _LONGEST_OBJECT)
    clause = next(
        (
            each
            for each in _NEW_CLAUSE.finditer(text, start, end)
            if SAYS.search(text, each.end(), min(end, each.end() + _TO_VERB))
        ),
        None,
    )
    end = clause.start() if clause else end
    purpose = next((each for each in _TO_ACT.finditer(text, start, end) if CUE.match(text, each.end())), None)
    end = purpose.start() if purpose else end
    following = CUE.search(text, start, end)
    if following and re.search(r"(?:,|\band)\s(?:\w+ly\s)?$", text[start : following.start()]):
        end = start + len(re.sub(r"(?:,|\s)+(?:and|or|but)?\s?(?:\w+ly\s)?$", "", text[start : following.start()]))
    end = _bracket_closed(text, start, end)
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")]+"):
        end -= 1
    return (start, end) if end - start >= 2 and len(text[start:end].split()) <= 40 else None

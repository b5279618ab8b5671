"""Where the first of several parts begins: at the start of its clause, or as an item of the list that it opens.

The part behind says which: a predicate or a clause of its own leaves the first part its whole clause; a noun makes
both items of a list, and the first begins behind the word that governs them (``risk of thirst[1] and hunger[2]``).
"""

import re

from extract.verbs import FINITE_PASTS, GOVERNING, PREDICATE, SAYS, THIRD

_OPENS = re.compile(
    r"\b(?:such as|including|includes?|e\.g\.,?|for instance,|for example,|like|namely|i\.e\.,?|comprising|"
    r"especially)\s"
)
_PREPOSITIONS = (
    "by|in|of|from|for|with|between|against|using|as|to|on|at|than|despite|without|through|via|following|regarding"
)
_GOVERNS = re.compile(
    rf"\b(?:{_PREPOSITIONS}|are|is|were|was|that|shown|because)\s(?:now\s|the\s){{0,2}}|"
    rf"\b(?:{GOVERNING}|treat|express|inhibit|produce|secrete|activate|have|has|had)\s(?:the\s)?"
)
_CLAUSE = re.compile(r"[;:]\s|,\s(?=(?:and|but|while|whereas|although|which)\s)")
_REASON = re.compile(r"\b(?:because|since|although|whereas)\s")
CONTRAST = re.compile(r"\b(?:but|yet|while|whereas|although|however)\b")
"""What sets a clause against the one before."""
_SUBJECT = re.compile(r"(?:(?:also|then|even)\s)?(?:it|they|there|this|these|we|he|she|that of|those)\b")
GOES_ON = re.compile(
    r"(?:respectively\b|(?:most|some|all|many|each|both|one|none|\d+) of (?:which|whom|them)\b|"
    r"(?:in|of|from|for|with|to|using|prior|including|especially|particularly|which|where|who|when|after|by|at|on|such|through|via|"
    r"despite|without|derived|thereby)\s)"
)
"""How words begin that go on with what stands before them, and are no item of a list."""
_RELATIVE = re.compile(r"(?<=\w)\s(?:that|which|who|whose|where|when|because|as)\s")
_WITH_RELATIVE = re.compile(r"(?:[\w-]+\s){1,3}(?:that|which|who|whose|where)\s")
_PAIR = re.compile(r"(?:both|either|neither)\s", re.IGNORECASE)
_GERUND = re.compile(r"[a-z]{3,14}ing\s")
_PARTICIPLE = re.compile(r"[a-z]{3,14}ing\s(?:the|an?|that|about|to|its|their|both|in|on|by)\b")
_BY_GERUND = re.compile(r"\b(?:by|for|of|in|through|via|including|as)\s(?=[a-z]{3,14}ing\s)")
_INFINITIVE = re.compile(r"to\s[a-z]")
_PREPOSITION = re.compile(_PREPOSITIONS)
_JOINS = re.compile(r"\b(?:and|or|as well as)\b")
_LISTS = re.compile(r",|;|\b(?:and|or|nor|as well as)\b")
_CLOSED = re.compile(r"\([^()]{0,400}\)|\[[^\[\]]{0,400}\]")
_THIRD = re.compile(rf"\b{THIRD}\s")
_LIKE_THIRD = re.compile(r"[a-z]{3,14}s\s(?!(?:of|in|and|or|with|by|from|to|such|as|for|that|which)\b)[a-z]")
_BEFORE_NOUN = re.compile(rf"\b(?:{_PREPOSITIONS}|and|or|the|an?|is|are|was|were|its|their|show|shows)\s$|,\s$")
_SHORT = 45
_FARTHEST = 140
_LEAST = 0.4
"""An item is no shorter than this share of a long next one, or the word that governs both stands farther back."""


def open_bracket(text: str, position: int) -> bool:
    """Whether a place stands within round brackets."""
    before = text[max(0, position - 300) : position]
    return before.rfind("(") > before.rfind(")")


def first_start(text: str, low: int, end: int, parting: str, second: str) -> int:
    """Where the first part, which ends at ``end`` and whose clause begins no sooner than ``low``, begins.

    ``parting`` is what stands between its marker and the ``second`` part.
    """
    if open_bracket(text, end):  # (OHI; a simpler version of the index [3])
        return max(text.rfind("(", low, end), text.rfind(";", low, end)) + 1
    flat = _flat(text, low, end)
    clause, colon = _clause(flat, low, end)
    if end - clause <= _SHORT and not (colon and _LISTS.search(parting)):
        clause = low
    own = _RELATIVE.split(second, maxsplit=1)[0]  # pain that is severe: the verb is no verb of the item
    says = (SAYS.search(own) and len(own) > _SHORT // 4) or SAYS.match(own)
    opened = _list_opened(flat, low, end)
    if opened and not (SAYS.search(own) and len(second) > 2 * _SHORT):
        return _unpaired(text, opened)
    if ";" in parting and (says or not _noun_list(second)):
        return clause
    if gerund := _gerund_before(flat, low, end, second):
        return gerund
    if _is_predicate(flat, low, end, second) and not CONTRAST.search(parting):
        reason = [found.end() for found in _REASON.finditer(flat, clause, end)]
        return max([clause, *reason])
    if says or _SUBJECT.match(second) or CONTRAST.search(parting):
        return clause
    paired = _paired_preposition(flat, low, end, parting, second)
    if paired and end - clause > _SHORT:
        return paired
    if GOES_ON.match(second) or _PARTICIPLE.match(second) or not _LISTS.search(parting):
        return clause
    if len(second) > 2 * _SHORT and ";" not in parting:
        return _unpaired(text, clause)
    governed = _governed(flat, low, end, second)
    return _unpaired(text, governed if governed is not None else clause)


def list_start(text: str, low: int, end: int, parting: str, second: str) -> int:
    """Where the first item begins of a list that a part opens and ``second`` goes on with; else ``low``."""
    if open_bracket(text, end) or not _LISTS.search(parting) or not _noun_list(second):
        return low
    return _list_opened(_flat(text, low, end), low, end) or low


def _flat(text: str, low: int, end: int) -> str:
    """The text up to ``end`` with nothing to be read within closed brackets."""
    return text[:low] + _CLOSED.sub(lambda found: "_" * len(found.group()), text[low:end])


def _list_opened(flat: str, low: int, end: int) -> int | None:
    """Behind ``such as`` and its like, unless a verb follows, which is of a clause that the list is closed in."""
    opened = next((found.end() for found in reversed(list(_OPENS.finditer(flat, max(low, end - 200), end)))), None)
    return None if opened is None or SAYS.search(_RELATIVE.split(flat[opened:end], maxsplit=1)[0]) else opened


def _clause(flat: str, low: int, end: int) -> tuple[int, bool]:
    start = max((found.end() for found in _CLAUSE.finditer(flat, low, end)), default=low)
    return start, flat[max(0, start - 2) : start].startswith(":")


def _noun_list(second: str) -> bool:
    return not SAYS.search(second) and not GOES_ON.match(second)


def _gerund_before(flat: str, low: int, end: int, second: str) -> int | None:
    """``by measuring A[1] and counting the B[2]``: behind the word that governs both."""
    if not _GERUND.match(second):
        return None
    return next((found.end() for found in reversed(list(_BY_GERUND.finditer(flat, max(low, end - 200), end)))), None)


def _is_predicate(flat: str, low: int, end: int, second: str) -> bool:
    """Whether the part behind has a verb and shares its subject: ``reduces fever[1] and shortens colds[2]``."""
    if PREDICATE.match(second):
        return True
    return _LIKE_THIRD.match(second) is not None and _THIRD.search(flat, max(low, end - 2 * _SHORT), end) is not None


def _paired_preposition(flat: str, low: int, end: int, parting: str, second: str) -> int | None:
    """``from 30[1] to 160[2]``, ``in fission[1] and in mitophagy[2]``: a preposition before either item."""
    word = second.split(" ", 1)[0]
    if word == "to" and not _INFINITIVE.match(second):
        word = "from"
    elif not _JOINS.search(parting) or not _PREPOSITION.fullmatch(word):
        return None
    at = flat.rfind(f" {word} ", max(low, end - _FARTHEST), end) + 1
    return at + len("from ") if at and word == "from" and second.startswith("to ") else at or None


def _governed(flat: str, low: int, end: int, second: str) -> int | None:
    """Behind the nearest word that governs an item as long as the next one, and that does not stand in the next one."""
    limit = end
    if _WITH_RELATIVE.match(second):  # species that live in groups[1] or species which …[2]
        before = list(_RELATIVE.finditer(flat, max(low, end - _FARTHEST), end))
        limit = before[-1].start() if before else end
    starts = [
        found.end()
        for found in _GOVERNS.finditer(flat, max(low, end - _FARTHEST), limit)
        if end - found.end() > 2
        and not re.search(rf"\b{re.escape(found.group().split()[0])}\b", second)
        and not _is_adjective(flat, found)
    ]
    if not starts:
        return None
    length = len(second) if len(second) > _SHORT else 0
    near = [start for start in starts if end - start >= _LEAST * length]
    return max(near) if near else min(starts)


def _is_adjective(flat: str, found: "re.Match[str]") -> bool:
    """``leads to increased growth``: what a participle stands before behind such a word is no object of it."""
    word = found.group().split()[0]
    if not word.endswith("ed") or word in FINITE_PASTS.split("|"):
        return False
    return _BEFORE_NOUN.search(flat, max(0, found.start() - 16), found.start()) is not None


def _unpaired(text: str, start: int) -> int:
    """Behind ``both``, ``either`` and ``neither``, which belong to all the items."""
    pair = _PAIR.match(text, start)
    return pair.end() if pair else start

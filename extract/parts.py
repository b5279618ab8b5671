"""Which part of a sentence each of its citation markers supports.

A marker supports what stands between it and the marker before (``X does A[1,2], whereas Y does B[3]``); markers with
nothing but signs or other authors between them support the same part. Where the parts are the items of a list
(``plants[1], fungi[2] and yeast[3]``), the first item begins behind the words that open the list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.citations import Marker
from extract.document import Span
from extract.passages import Passage

MOST_MARKERS = 60
"""Markers of a sentence beyond which it is lists glued together: it stays whole."""

_BETWEEN = re.compile(
    r"^[\s,;:.)(\]\[*]*(?:(?:and|or|but|whereas|while|as well as|although|then|also|followed by|nor|yet|"
    r"however|thus|therefore)\b[\s,]*){0,2}",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s,;:(\[]*(?:\b(?:e\.g\.|i\.e\.|see|reviewed in),?[\s(]*)?$")
_SAID = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|may|might|will|would|did|does|do|showed|shows?|found|suggests?|"
    r"suggested|"
    r"leads?|led|causes?|acts?|plays?|promotes?|inhibits?|increases?|reduces?|allows?|enables?|occurs?|provides?|"
    r"contains?|"
    r"demonstrates?|reported|indicates?|induces?|enhances?|remains?|exhibits?|secretes?|expresses?)\b"
)
_OPENS = re.compile(
    r"\b(?:such as|including|includes?|e\.g\.,?|for instance,|for example,|like|namely|i\.e\.,?|comprising|"
    r"especially)\s"
)
_GOVERNS = re.compile(
    r"\b(?:by|in|of|from|for|with|between|against|using|as|to|on|are|is|were|was|that|following|shown|because|"
    r"than|at|against)\s(?:the\s)?"
)
_CLAUSE = re.compile(r"[;:]\s|,\s(?=(?:and|but|while|whereas|although|which)\s)")
_CONTRAST = re.compile(r"\b(?:but|yet|while|whereas|although|however)\b")
_NO_ITEM = re.compile(
    r"(?:(?:\w{2,12}ly|also|later|then|even)\s){0,2}(?:it|they|there|this|these|we|he|she|"
    r"\w{3,14}ed\s(?:in|to|by|with|from|as|at|on|the|an?|that|after|for)|"
    r"(?:rise|fall|remain|occur|lead|cause|show|have|become|tend|depend|differ|serve|shown|found|seen|made|given|known)|"
    r"\w{3,14}(?:es|ts|ns|ds|ms|rs)\s(?:the|an?|its|their|that|by|to|as|with|after)|"
    r"\w{3,14}ing\s(?:the|an?|that|about|to|its|their|both|in|on|by))\b"
)
"""How a clause begins that shares its subject with the one before, and no item of a list."""
_RELATIVE = re.compile(r"(?<=\w)\s(?:that|which|who|whose|where|when|because|as)\s")
_PAIR = re.compile(r"(?:both|either|neither)\s", re.IGNORECASE)
_ACTS_ON = re.compile(
    r"\b(?:affect|treat|detect|measure|regulate|modulate|involve|cause|reduce|increase|decrease|inhibit|promote|induce|"
    r"express|contain|improve|include|cover|influence|target|produce|secrete|activate|block|prevent|identify)(s|d|es|ed|ing)?"
    r"\s(?:the\s)?"
)
_LISTS = re.compile(r",|\b(?:and|or|nor|as well as)\b")
_GOES_ON = re.compile(
    r"(?:in|of|from|for|with|to|using|prior|especially|particularly|which|where|who|when|after|by|at|on|such|"
    r"through|via)\s"
)
_LETTERS = re.compile(r"[^\W\d_]")
_AUTHORS = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w'’-]{0,30}|[a-zA-Z]\.|et al\.?|and|&|e\.g\.|see|cf\.|reviewed in|de|van|von|"
    r"\d{4}[a-z]?)[\s,;.]{0,3}){0,30}$"
)
_SHORT = 45


@dataclass(frozen=True, slots=True)
class Part:
    """A range of a sentence and the markers that support it."""

    span: Span
    markers: tuple[Marker, ...]


def parts_of(passage: Passage) -> tuple[Part, ...]:
    """The parts of a sentence with several markers, in order; the whole of it as one part where it is not split."""
    whole = Part(passage.span, passage.markers)
    if passage.kind != "sentence" or not 2 <= len(passage.markers) <= MOST_MARKERS:
        return (whole,)
    text, base = passage.text, passage.span.start
    groups = _groups(text, base, passage.markers)
    if len(groups) < 2:
        return (whole,)
    starts = [_behind(text, groups[index - 1][-1].span.end - base) for index in range(1, len(groups))]
    ends = [_before(text, group[0].span.start - base) for group in groups]
    parting = text[groups[0][-1].span.end - base : starts[0]]
    spans = [(_opened(text, ends[0], parting, text[starts[0] : ends[1]]), ends[0])]
    spans += [(start, end) for start, end in zip(starts, ends[1:], strict=True)]
    if any(end - start < 2 for start, end in spans):
        return (whole,)
    spans = [(start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in spans]
    return tuple(
        Part(Span(base + start, base + end), tuple(group)) for (start, end), group in zip(spans, groups, strict=True)
    )


def _groups(text: str, base: int, markers: Sequence[Marker]) -> list[list[Marker]]:
    """Markers that support the same words: only signs between them, or in one pair of brackets."""
    groups = [[markers[0]]]
    for marker in markers[1:]:
        between = text[groups[-1][-1].span.end - base : marker.span.start - base]
        same_bracket = (
            len(between) < 200 and ")" not in between and _open_bracket(text, groups[-1][-1].span.start - base)
        )
        if not _LETTERS.search(_BETWEEN.sub("", between)) or same_bracket:
            groups[-1].append(marker)
        else:
            groups.append([marker])
    return groups


def _open_bracket(text: str, position: int) -> bool:
    before = text[max(0, position - 300) : position]
    return before.rfind("(") > before.rfind(")")


def _behind(text: str, position: int) -> int:
    """Where the next part begins behind a marker: past the bracket that it stands in, signs and conjunctions."""
    closing = re.compile(r"[^()]{0,40}\)").match(text, position) if _open_bracket(text, position) else None
    position = closing.end() if closing else position
    match = _BETWEEN.match(text[position : position + 60])
    return position + (match.end() if match else 0)


def _before(text: str, position: int) -> int:
    """Where a part ends before its marker: before the bracket, and the authors in it."""
    if _open_bracket(text, position):
        bracket = text.rfind("(", 0, position)
        if position - bracket < 120 and _AUTHORS.match(text, bracket + 1, position):
            position = bracket
    lead = _BEHIND.search(text, max(0, position - 24), position)
    return lead.start() if lead else position


def _opened(text: str, end: int, parting: str, second: str) -> int:
    """Where the first part begins: at the start of its clause, or behind what opens the list that it is an item of.

    ``parting`` is what stands between the first marker and the ``second`` part.
    """
    if _open_bracket(text, end):  # (OHI; a simpler version of the index [3])
        return max(text.rfind("(", 0, end), text.rfind(";", 0, end)) + 1
    clause = max((match.end() for match in _CLAUSE.finditer(text, 0, end)), default=0)
    named = text[max(0, clause - 2) : clause].startswith(":")
    clause = clause if end - clause > _SHORT or (named and _LISTS.search(parting)) else 0
    opened = [match.end() for match in _OPENS.finditer(text, max(0, end - 200), end)]
    own = _RELATIVE.split(second, maxsplit=1)[0]  # pain that is severe: the verb is no verb of the item
    if opened and not (_SAID.search(own) and len(second) > 2 * _SHORT):
        return _unpaired(text, opened[-1])
    said = (
        (_SAID.search(own) and len(own) > _SHORT // 2)
        or _SAID.match(own)
        or _NO_ITEM.match(second)
        or _CONTRAST.search(parting)
    )
    if said or ";" in parting or _GOES_ON.match(second) or not _LISTS.search(parting):
        return clause
    governed = [
        match.end()
        for pattern in (_GOVERNS, _ACTS_ON)
        for match in pattern.finditer(text, max(0, end - 90), end)
        if end - match.end() > 2 and not re.search(rf"\b{match.group().split()[0]}\b", second)
    ]
    verb = next(reversed(list(_ACTS_ON.finditer(text, max(0, end - 90), end))), None)
    if verb and verb.group(1) and re.match(rf"[a-z]{{3,14}}{verb.group(1)}\s(?!of\b|in\b)[a-z]", second):
        return clause  # reduces fever and shortens colds
    if governed and len(second) <= 2 * _SHORT:
        return _unpaired(text, max(governed))
    return _unpaired(text, clause)


def _unpaired(text: str, start: int) -> int:
    """Behind ``both``, ``either`` and ``neither``, which belong to all the items."""
    pair = _PAIR.match(text, start)
    return pair.end() if pair else start

"""Citation markers of a sentence that support the same words, and where the words beside them begin and end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.citations import Marker
from extract.part_starts import open_bracket
from extract.verbs import PREDICATE

_BETWEEN = re.compile(
    r"^[\s,;:.)(\]\[*]*(?:(?:and|or|but|whereas|while|as well as|although|then|also|followed by|nor|yet|"
    r"however|thus|therefore)\b[\s,]*){0,2}",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s,;:(\[]*(?:\b(?:e\.g\.|i\.e\.|see|reviewed in),?[\s(]*)?$")
_LETTERS = re.compile(r"[^\W\d_]")
_AUTHORS = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w'’-]{0,30}|[a-zA-Z]\.|et\sal\.?|and|&|e\.g\.|see|cf\.|reviewed in|de|van|von|"
    r"\d{4}[a-z]?)[\s,;.]{0,3}){0,30}$"
)
_NAME = r"[A-ZÀ-Þ][\w'’-]{1,30}"
_LAST_AUTHORS = re.compile(rf"[^;()]{{2,60}},\s{_NAME}(?:,?\s(?:et\sal\.?|(?:and|&)\s{_NAME}))?[\s,]*$")
_SEVERAL = rf"{_NAME},?\s(?:et\sal\.?|(?:and|&)\s(?:colleagues|co-?workers|{_NAME}))"
_CITED_NAME = re.compile(rf"\b{_SEVERAL}(?:['’]s)?$")
_DATED_NAME = re.compile(rf"\b{_NAME}(?:['’]s)?$")
_YEAR = re.compile(r"\(?(?:1[89]|20)\d\d[a-z]?\)?$")
_TELLS = re.compile(
    rf"[\s)\]]*(?:(?:earlier|previously|recently|\w{{2,14}}ly)\s)?(?:{PREDICATE.pattern}|\w{{2,14}}ed\s)"
)
_LONGEST_NAME = 80


@dataclass(slots=True)
class Group:
    """Markers with nothing but signs or other authors between them, from the first of them to the last.

    ``printed`` is the first of them as it is printed.
    """

    markers: list[Marker]
    start: int
    end: int
    printed: str

    def take(self, other: "Group") -> None:
        """Adds the markers of a group that follows."""
        self.markers += other.markers
        self.end = other.end


def groups_of(text: str, base: int, markers: Sequence[Marker]) -> list[Group]:
    """The markers of a sentence that begins at ``base``, in groups: only signs between them, or in one bracket."""
    groups: list[Group] = []
    for marker in markers:
        start, end = marker.span.start - base, marker.span.end - base
        made = Group([marker], start, end, text[start:end])
        last = groups[-1] if groups else None
        if last and _is_beside(text[last.end : made.start], inside=open_bracket(text, last.start)):
            last.take(made)
        else:
            groups.append(made)
    return groups


def _is_beside(between: str, *, inside: bool) -> bool:
    return not _LETTERS.search(_BETWEEN.sub("", between)) or (inside and len(between) < 200 and ")" not in between)


def behind(text: str, position: int) -> int:
    """Where the next part begins behind a marker: past the bracket that it stands in, signs and conjunctions."""
    closing = re.compile(r"[^()]{0,40}\)").match(text, position) if open_bracket(text, position) else None
    position = closing.end() if closing else position
    match = _BETWEEN.match(text[position : position + 60])
    return position + (match.end() if match else 0)


def before(text: str, group: Group) -> int:
    """Where a part ends before its marker: before the bracket, and the authors in it."""
    position = group.start
    if open_bracket(text, position):
        bracket = text.rfind("(", 0, position)
        dated = _YEAR.search(group.printed) and _LAST_AUTHORS.match(text, bracket + 1, position)
        if position - bracket < 120 and (dated or _AUTHORS.match(text, bracket + 1, position)):
            position = bracket
    lead = _BEHIND.search(text, max(0, position - 24), position)
    return lead.start() if lead else position


def name_before(text: str, group: Group, low: int) -> int | None:
    """Where the name of the authors begins right before a marker: ``Kelly et al. [14]``, ``Nei's (1973)``."""
    low = max(low, group.start - _LONGEST_NAME)
    words = text[low : group.start].rstrip(" ([")
    if open_bracket(text, low + len(words)):
        return None
    found = _CITED_NAME.search(words)
    if found is None and _YEAR.match(group.printed):
        found = _DATED_NAME.search(words)
    return low + found.start() if found else None


def is_told(text: str, group: Group) -> bool:
    """Whether the words behind a marker say what its authors did."""
    return _TELLS.match(text, group.end) is not None

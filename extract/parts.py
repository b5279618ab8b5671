"""Which part of a sentence each of its citation markers supports.

A marker supports what stands between it and the marker before (``X does A[1,2], whereas Y does B[3]``); markers with
nothing but signs or other authors between them support the same part. Where the parts are the items of a list
(``plants[1], fungi[2] and yeast[3]``), the first item begins behind the words that open the list. Where the sentence
names the authors (``Kelly et al.[4] showed …``) the part is what they are said to have found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.citations import Marker
from extract.document import Span
from extract.marker_groups import Group, before, behind, groups_of, is_told, name_before
from extract.part_starts import CONTRAST, GOES_ON, first_start, list_start
from extract.passages import Passage
from extract.verbs import SAYS

MOST_MARKERS = 60
"""Markers of a sentence beyond which it is lists glued together: it stays whole."""
LONGEST = 10_000
"""Characters of a sentence beyond which it stays whole."""

_MOST_BOUNDS = 10
_BOUND = re.compile(
    r";\s(?:(?:and|but|while|whereas|however,?|in addition,)\s)?|,?\s(?:whereas|while|but|although)\s|,\sand\s"
)
_HALF = re.compile(r";\s(?:(?:and|but|however,?|in addition,)\s)?")
_CONJUNCTION = re.compile(r"[\s,;]*(?:\b(?:and|but|whereas|while|although|or)\s*)?$")
_IN_TURN = re.compile(r"\brespectively\b")
_GOVERNED = re.compile(r"\b(?:by|of|from|with|to|in|see|per|after|following|as)\s(?:the\s)?$")
_POSSESSIVE = re.compile(r"['’]s$")
_OWNED = re.compile(r"[\s)\]]*(?:(?!(?:with|in|of|for|by|to|was|were|is|are|and|or)\b)[\w-]+\s?){1,4}")


@dataclass(frozen=True, slots=True)
class Part:
    """A range of a sentence and the markers that support it."""

    span: Span
    markers: tuple[Marker, ...]


@dataclass(slots=True)
class _Draft:
    """Where a part seems to stand. ``fresh``: it begins a clause; ``told``: its authors are named and tell it."""

    group: Group
    start: int
    end: int
    fresh: bool
    told: bool = False
    named: bool = False


def parts_of(passage: Passage) -> tuple[Part, ...]:
    """The parts of a sentence with several markers, in order; the whole of it as one part where it is not split."""
    whole = Part(passage.span, passage.markers)
    text = passage.text
    if passage.kind != "sentence" or not 2 <= len(passage.markers) <= MOST_MARKERS or len(text) > LONGEST:
        return (whole,)
    drafts = _drafts(text, groups_of(text, passage.span.start, passage.markers))
    for index, draft in enumerate(drafts[:-1]):
        following = drafts[index + 1]
        if draft.named or following.named or (index and following.fresh):
            continue
        parting, second = text[draft.group.end : following.start], text[following.start : following.end]
        start_of = first_start if not index or (draft.fresh and _IN_TURN.search(text)) else list_start
        draft.start = start_of(text, draft.start, draft.end, parting, second)
    if len(drafts) < 2 or any(draft.end - draft.start < 2 for draft in drafts):
        return (whole,)
    return tuple(_part(passage, draft) for draft in drafts)


def _part(passage: Passage, draft: _Draft) -> Part:
    words = passage.text[draft.start : draft.end]
    start = passage.span.start + draft.start + len(words) - len(words.lstrip())
    return Part(Span(start, passage.span.start + draft.end), tuple(draft.group.markers))


def _drafts(text: str, groups: Sequence[Group]) -> list[_Draft]:
    """For each group the words between it and the group before; what authors tell goes on behind their marker."""
    drafts: list[_Draft] = []
    for group in groups:
        last = drafts[-1] if drafts else None
        start = max(behind(text, last.group.end), last.end) if last else 0
        end = before(text, group)
        name = name_before(text, group, start)
        if name is not None and not _speaks(text, last, group, name):
            name = None
        fresh = last is None
        if last:
            stop = end if name is None else name
            bound = (
                _end_of_told(text, last.group.end, stop) if last.told else _end_of_continued(text, last, start, stop)
            )
            if bound:
                last.end, start = (last.end, bound[1]) if text.startswith("respectively", start) else bound
            elif last.told and name is None:  # they tell all of it: both support the same words
                last.group.take(group)
                last.end = end
                continue
            elif last.told:
                last.end = _without_conjunction(text, last.group.end, stop)
            parting = text[last.group.end : start]
            fresh = bound is not None or last.told or ";" in parting or CONTRAST.search(parting) is not None
        made = _Draft(group, start, end, fresh)
        if name is not None:
            made.start, made.named = name, True
            owner = _POSSESSIVE.search(text[name : group.start].rstrip(" (["))
            owned = _OWNED.match(text, group.end) if owner else None
            made.told, made.end = not owned, owned.end() if owned else group.end
        drafts.append(made)
    if drafts[-1].told:
        drafts[-1].end = len(text.rstrip(" ."))
    return drafts


def _speaks(text: str, last: _Draft | None, group: Group, name: int) -> bool:
    """Whether the authors named at ``name`` tell something, alone: not ``A et al.[1] and B et al.[2] noted``."""
    if _POSSESSIVE.search(text[name : group.start].rstrip(" ([")):
        return True
    if _GOVERNED.search(text, max(0, name - 16), name):
        return False
    beside = last is not None and _without_conjunction(text, last.group.end, name) <= last.group.end + 1
    if beside and last is not None and name_before(text, last.group, last.start) is not None and not last.told:
        return False
    return is_told(text, group)


def _without_conjunction(text: str, low: int, end: int) -> int:
    found = _CONJUNCTION.search(text, max(low, end - 20), end)
    return found.start() if found else end


def _end_of_told(text: str, low: int, end: int) -> tuple[int, int] | None:
    """Where what authors tell ends, and where a clause begins that is another's."""
    for bound in reversed(list(_BOUND.finditer(text, low, end))[-_MOST_BOUNDS:]):
        if CONTRAST.search(bound.group()) or SAYS.search(text, bound.end(), end):
            return bound.span()
    return None


def _end_of_continued(text: str, last: _Draft, start: int, end: int) -> tuple[int, int] | None:
    """Where the words end that go on behind a marker with the part before it: ``A[1] in rats, whereas B[2]``."""
    glued = not text[last.group.end : start].strip(" )]") or text.startswith("respectively", start)
    if glued and GOES_ON.match(text, start):
        return _end_of_told(text, start, end)
    for half in reversed(list(_HALF.finditer(text, start, end))[-_MOST_BOUNDS:]):
        if SAYS.search(text, half.end(), end) and SAYS.search(text, start, half.start()):
            return half.span()
    return None

"""Which way a text says that something goes: what acts on what and how, and which endpoint was better or worse.

A direction is read only where it is plain: an agent whose loss or blocking is spoken of, a question, an aim and a
supposition have none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from curated.facts import Course, Direction, Name
from extract.act import Act
from extract.acts import find_acts
from extract.measures import find_measures
from extract.relations import Relation
from extract.stance import is_denied

_BIOLOGICAL = frozenset(["drug", "class", "target", "cell", "pathway", "chemical", "procedure"])
_COURSES: Mapping[Relation, Course] = {
    "promotes": "up",
    "up-regulates": "up",
    "inhibits": "down",
    "down-regulates": "down",
}
_TURNED = re.compile(
    r"\b(?:loss|lack|absence|deficien\w+|deplet\w+|knock\w+|silenc\w+|ablat\w+|delet\w+|inhibit\w+|block\w+|"
    r"antagoni\w+|"
    r"target\w+|anti|low\w*|reduced|decreased|impaired|without|suppress\w+|down-?regulat\w+|mutat\w+|resistance|si|"
    r"sh)\b|-/-",
    re.IGNORECASE,
)
"""Words that turn what is said of an agent or an object round, or make it hard to say."""
_OPEN = re.compile(
    r"\b(?:whether|if|aim\w*|objective|hypothes\w+|investigat\w+|to (?:determine|assess|evaluate|examine|explore|"
    r"test)|may|"
    r"might|could|unclear|unknown|needed|warranted)\b",
    re.IGNORECASE,
)
_BETTER = r"improv\w+|increas\w+|prolong\w*|extend\w*|longer|higher|greater|better|superior|enhanc\w+"
_WORSE = r"reduc\w+|decreas\w+|shorten\w*|shorter|lower\w*|worse\w*|poorer|inferior|impair\w+"
_COURSE = re.compile(
    rf"\b(?P<denied>(?:did|does|do|was|were|is|are|could|had) not (?:\w+ly )?|no (?:\w+ly )?(?:significant )?|"
    rf"fail(?:ed|s) to "
    rf"(?:\w+ly )?|without )?(?:(?P<up>{_BETTER})|(?P<down>{_WORSE})|(?P<same>differen\w+|similar|comparable))\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\s-]((?!(?:and|with|from|that|which|through|into|via|then|when|after|also)\b)[a-z][a-z-]{3,20})\b"
)
_AMOUNT = re.compile(
    r"expressions?|levels?|production|abundance|secretion|transcription|proteins?|mrnas?|cells?", re.IGNORECASE
)
_NEAR = 45
_ENDPOINTS = frozenset(
    ["OS", "PFS", "DFS", "RFS", "EFS", "OSR", "PFSR", "ORR", "DCR", "CR", "PR", "pCR", "TTP", "DOR", "local control"]
)
_ENDPOINT = re.compile(
    r"(?<![\w-])(?:m?OSR?|m?PFSR?|DFS|RFS|EFS|ORR|DCR|p?CR|PR|TTP|DO?R)\b|survival|response|remission|control|progression",
)
"""What such a measure's name has in it; saves looking for every other name."""
_APART = re.compile(r"[;,]|\b(?:and|but|while|whereas|although)\b")


def directions_in(text: str, names: Sequence[Name]) -> Iterator[Direction]:
    """The directions that a text states, in order of their kind."""
    if _OPEN.search(text):
        return
    held = [name for name in names if name.start >= 0 and name.kind in _BIOLOGICAL]
    if held:
        for act in find_acts(text, tuple((name.start, name.end) for name in held)):
            yield from _of_act(text, act, held)
    yield from _of_endpoints(text)


def _of_act(text: str, act: Act, names: Sequence[Name]) -> Iterator[Direction]:
    """Every named agent with every named object; the last word of the object says what of it (its infiltration)."""
    course = _COURSES.get(act.relation)
    agent, aim = text[slice(*act.agent)], text[slice(*act.object)]
    if course is None or _TURNED.search(agent) or _TURNED.search(aim) or is_denied(text, act.cue[0]):
        return
    agents = [name for name in names if act.agent[0] <= name.start and name.end <= act.agent[1]]
    aims = [name for name in names if act.object[0] <= name.start and name.end <= act.object[1]]
    for one in agents:
        for other in aims:
            if one.name != other.name:
                what = f"{other.name} {_of_it(text, other, act)}".rstrip()
                yield Direction(what, course, act.cue[0], act.object[1], agent=one.name)


def _of_it(text: str, name: Name, act: Act) -> str:
    """What of a name an act is on: the word behind it (``T cell infiltration``), but no word of how much there is."""
    behind = _BEHIND.match(text, name.end, act.object[1])
    return behind.group(1).lower() if behind and not _AMOUNT.fullmatch(behind.group(1)) else ""


def _of_endpoints(text: str) -> Iterator[Direction]:
    """Endpoints with the one word beside them that says better, worse or the same."""
    if not _ENDPOINT.search(text) or not _COURSE.search(text):
        return
    for measure in find_measures(text):
        if measure.label not in _ENDPOINTS:
            continue
        before, after = text[max(0, measure.start - _NEAR) : measure.start], text[measure.end : measure.end + _NEAR]
        said = [*_COURSE.finditer(_tail(before)), *_COURSE.finditer(_head(after))]
        if len(said) == 1:
            denied = bool(said[0].group("denied")) or bool(said[0].group("same"))
            course: Course = "none" if denied else "up" if said[0].group("up") else "down"
            yield Direction(measure.label, course, measure.start, measure.end)


def _tail(before: str) -> str:
    """What stands before, behind the last thing that parts clauses."""
    parts = list(_APART.finditer(before))
    return before[parts[-1].end() :] if parts else before


def _head(after: str) -> str:
    """What stands behind, up to the first thing that parts clauses."""
    part = _APART.search(after)
    return after[: part.start()] if part else after

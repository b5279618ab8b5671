"""One thing that acts on another, and what its object makes of the relation.

``leads to upregulation of X`` up-regulates X; less or more of a molecule is down or up, of a process less or more.
"""

import re
from dataclasses import dataclass

from extract.clause_parts import Range
from extract.relations import Relation

_WHERE = re.compile(
    r"\s(?:in|within|on|of)\s(?:the\s)?(?P<where>(?:[\w+-]+\s){0,4}(?:cells?|tissues?|TME|microenvironment|HCC|"
    r"patients|models?|mice|rats|tumou?rs?|liver|cancer))\b"
)
_THERAPY = re.compile(
    r"\b(?P<what>resistance|unresponsive\w*|non-?responsive\w*|efficacy|effectiveness|responses?|sensitivity|"
    r"effects?|activity)\b(?:(?!\bby\b)[^,;.]){0,50}?"
    r"\b(?:ICIs?|immunotherap\w+|therap\w+|treatment|inhibitors?|blockade|PD-L?1|anti-\w[\w-]*|chemotherapy|drugs?)\b|"
    r"\b(?:ICIs?|immunotherap\w+|therapy|drug|inhibitor|antitumou?r|anti-tumou?r)\s(?P<what2>resistance|efficacy|"
    r"responses?|sensitivity|effects?|activity|non-responsiveness)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:diminished|impaired|reduced|decreased|suppressed|inhibited|lowered|attenuated|weakened)\s", re.IGNORECASE
)
_MADE = re.compile(
    r"(?:(?P<up>up-?regulation)|(?P<down>down-?regulation)|(?P<less>inhibition|suppression|impairment)|"
    r"(?P<more>activation|induction)|(?P<come>recruitment))\sof\s(?:the\s)?",
    re.IGNORECASE,
)
_COMING = re.compile(r"(?P<object>[\w+-]+(?:\scells?)?)\s(?P<cue>recruitment)$")
_INHIBITORY = re.compile(r"(?P<cue>inhibitory effects?)\son\s", re.IGNORECASE)
_LIGHT = re.compile(r"le(?:ad|ads|d|ading)\sto|result\w*\sin|caus\w+|giv\w+\srise\sto|contribut\w+.*to", re.IGNORECASE)
_MAKINGS: dict[str, Relation] = {
    "up": "up-regulates",
    "down": "down-regulates",
    "less": "inhibits",
    "more": "promotes",
    "come": "recruits",
}
_OF_AMOUNTS = re.compile(r"(?:induc|increas|elevat|decreas|reduc|lower|diminish)\w*", re.IGNORECASE)
_KEEPS = re.compile(r"(?:maintain|preserv|stabili)\w*", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:expression|levels?|concentrations?|contents?) of\b|\bexpression$|\blevels?\b|\bserum\b|\bconcentrations?$",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:\s|,|/|and|or|both|the)*")


@dataclass(frozen=True, slots=True)
class Act:
    """One acting, as ranges of a text; ``negated``: the text says that there is none, away from the cue."""

    agent: Range
    cue: Range
    relation: Relation
    object: Range
    where: Range | None = None
    effect: Range | None = None
    direction: str | None = None
    negated: bool = False


def act_of(
    text: str,
    agent: Range,
    cue: Range,
    relation: Relation,
    aim: Range,
    molecules: tuple[Range, ...],
    *,
    negated: bool = False,
) -> Act:
    """The acting that a cue, with what stands before and behind it, tells."""
    where = _WHERE.search(text, aim[0], min(len(text), aim[1] + 60))
    place = where.span("where") if where and where.start() <= aim[1] else None
    if where and place and aim[0] < where.start() < aim[1] and text[where.start() + 1 : where.start() + 3] == "in":
        aim = aim[0], where.start()
    relation, cue, aim = _made(text, relation, cue, aim)
    if relation in ("promotes", "inhibits") and _is_amount(text, cue, aim, molecules):
        relation = "down-regulates" if relation == "inhibits" else "up-regulates"
    therapy = _THERAPY.search(text, aim[0], min(len(text), aim[1] + 30))
    effect, direction = None, None
    if therapy and therapy.start() < aim[1] and relation in ("promotes", "inhibits", "is associated with"):
        effect = aim
        word = (therapy.group("what") or therapy.group("what2")).lower()
        worse = word.startswith(("resist", "unresp", "non"))
        direction = "resistance" if worse == (relation != "inhibits") else "sensitivity"
    return Act(agent, cue, relation, aim, place, effect, direction, negated)


def _made(text: str, relation: Relation, cue: Range, aim: Range) -> tuple[Relation, Range, Range]:
    """The relation that the object itself names: ``results in inhibition of X`` inhibits X."""
    if relation != "promotes":
        return relation, cue, aim
    if less := _LESS.match(text, aim[0]):
        return "inhibits", (less.start(), less.end() - 1), (less.end(), aim[1])
    if effects := _INHIBITORY.match(text, aim[0]):
        return "inhibits", effects.span("cue"), (effects.end(), aim[1])
    made = _MADE.match(text, aim[0])
    if made and (_LIGHT.fullmatch(text, *cue) or made.lastgroup in ("up", "down", "come")):
        kind = made.lastgroup or ""
        return _MAKINGS[kind], made.span(kind), (made.end(), max(made.end() + 1, aim[1]))
    if coming := _COMING.search(text, *aim):
        return "recruits", coming.span("cue"), coming.span("object")
    return relation, cue, aim


def _is_amount(text: str, cue: Range, aim: Range, molecules: tuple[Range, ...]) -> bool:
    """Whether more or less of a molecule is told: its expression, its level, or it alone."""
    if _KEEPS.match(text, *cue):
        return False
    if _AMOUNT.search(text, *aim):
        return True
    if not _OF_AMOUNTS.match(text, *cue):
        return False
    rest, position = "", aim[0]
    inside = [span for span in molecules if aim[0] <= span[0] and span[1] <= aim[1]]
    for start, end in inside:
        rest += text[position:start]
        position = max(position, end)
    return bool(inside) and _JOINING.fullmatch(rest + text[position : aim[1]]) is not None

"""What a reader should think of a row at first sight: one state, always shown as colour, sign and word together.

A state sums up for the eye only. The axes of a link stay apart, in the dataset and in the report.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from curated.schema import Agreement, Finding, Link, Match

State = Literal["conflict", "review", "open", "supported", "unchecked"]
ORDER: tuple[State, ...] = ("conflict", "review", "open", "supported", "unchecked")
"""From what to look at first to what nobody looked at."""


class Look(NamedTuple):
    """How a state is shown: its sign, its word, and what it means in a sentence."""

    sign: str
    word: str
    meaning: str


LOOKS: Mapping[State, Look] = {
    "conflict": Look("✕", "conflict", "The claim and what it cites contradict each other, or the work was retracted."),
    "review": Look("!", "to review", "Something disagrees or could not be settled: a person should look."),
    "open": Look("?", "not found", "Nothing that bears on the claim was found, as deep as the cited work was read."),
    "supported": Look("✓", "supported", "A sentence of the cited work says what the claim says."),
    "unchecked": Look("·", "not checked", "Nobody looked: no registry was asked, or there was nothing to read."),
}
SEVERITY_STATE: Mapping[str, State] = {"error": "conflict", "warning": "review", "note": "open"}
GRAVE_UPDATES = frozenset({"retraction", "removal", "withdrawal", "partial_retraction"})
_SUPPORT: Mapping[str, State] = {
    "contradicted": "conflict",
    "needs_review": "review",
    "not_found_at_this_depth": "open",
    "supported": "supported",
    "not_checked": "unchecked",
}
_RESOLUTION: Mapping[str, State] = {
    "matched": "supported",
    "ambiguous": "review",
    "unmatched": "review",
    "failed": "open",
    "not_asked": "unchecked",
}


def worst(states: Iterable[State]) -> State:
    """The state to look at first; ``unchecked`` where there is none."""
    return min(states, key=ORDER.index, default="unchecked")


def link_state(link: Link, agreements: Iterable[Agreement] = (), findings: Iterable[Finding] = ()) -> State:
    """The state of a link: the worst of its axes and of the remarks about it; notes do not count."""
    states: list[State] = [_SUPPORT[link.support]]
    if link.resolution in ("ambiguous", "unmatched", "failed"):
        states.append(_RESOLUTION[link.resolution])
    if link.identity == "differs" or any(one.verdict == "differs" for one in agreements):
        states.append("review")
    if link.update_status:
        states.append("conflict" if GRAVE_UPDATES.intersection(link.update_status) else "review")
    return worst([*states, *findings_states(findings)])


def reference_state(match: Match | None, findings: Iterable[Finding] = ()) -> State:
    """The state of a reference: whether it was resolved, and the remarks about it."""
    return worst([_RESOLUTION[match.status] if match else "unchecked", *findings_states(findings)])


def findings_states(findings: Iterable[Finding]) -> list[State]:
    """The states of errors and warnings."""
    return [SEVERITY_STATE[finding.severity] for finding in findings if finding.severity != "note"]

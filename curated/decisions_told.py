"""Decisions in words, for a terminal."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from curated.decisions import Rulings, Standing
from curated.schema import Decision, Row

_MOST = 20
_MEANS: dict[Standing, str] = {
    "stale": "stale: the row has changed since, look at it again",
    "gone": "stale: its row is gone",
    "disputed": "disputed: people disagree, and nothing is laid over",
    "outvoted": "outvoted: more people say otherwise",
    "superseded": "superseded by a later one",
}


def told(decision: Decision, standing: Standing) -> str:
    """A decision and its standing on one line."""
    what: str = decision.verdict
    if decision.field:
        what += f" {decision.field}"
        if decision.value is not None:
            what += f" → {_brief(decision.value)}"
        if decision.replaces is not None:
            what += f" (was {_brief(decision.replaces)})"
    note = f": {_brief(decision.note)}" if decision.note else ""
    said = f"{what}, by {decision.by} on {decision.at.date().isoformat()}{note}"
    return _inert(f"{said}  [{_MEANS[standing]}]" if standing in _MEANS else said)


def decisions_on(row: Row, known: Rulings) -> Iterator[str]:
    """The lines about the decisions on a row, the earliest first."""
    held = [pair for pair in known.standings if pair[0].subject == row.row_id and known.is_on(pair[0], row)]
    for decision, standing in sorted(held, key=lambda pair: pair[0].at):
        yield told(decision, standing)


def to_look_at(known: Rulings) -> Iterator[str]:
    """The lines about decisions that a person has to look at again, stale ones and disputed ones; at most twenty."""
    held = [pair for pair in known.standings if pair[1] in ("stale", "gone", "disputed")]
    for decision, standing in held[:_MOST]:
        yield f"decision to look at again: {_inert(decision.subject)}  {told(decision, standing)}"
    if len(held) > _MOST:
        yield f"… and {len(held) - _MOST} more decisions to look at again: litcurate decide DATASET lists them"


def counted(known: Rulings) -> str:
    """How many decisions there are, by their standing."""
    count = Counter(standing for _, standing in known.standings)
    return ", ".join(f"{count[one]} {one}" for one in get_args(Standing) if count[one])


def _brief(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:80]}…"


def _inert(line: str) -> str:
    """The line without control characters, which could drive a terminal."""
    return "".join(character if character.isprintable() else " " for character in line)

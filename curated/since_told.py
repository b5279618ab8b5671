"""Changes in words: a line for people, the values of a field in a few words, JSON for scripts."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from curated.history import UNKNOWN
from curated.since import QUIET, Changed, Event, Undated

_NAMES = {
    "overall_status": "status",
    "why_stopped": "why stopped",
    "has_results": "results",
    "results_first_posted": "results posted",
    "canonical_id": "number",
    "primary_completion_date": "primary completion",
    "primary_completion_date_type": "primary completion",
    "completion_date": "completion",
    "completion_date_type": "completion",
    "start_date": "start",
    "start_date_type": "start",
    "enrollment": "enrolment",
    "enrollment_type": "enrolment",
    "update_status": "notices",
    "updates": "notices",
    "record": "record",
}
_REPEATED = {"update_status": "updates", "has_results": "results_first_posted"}
"""Fields that say less of a change than another one that changed with them."""

LONGEST = 60


def headline(row: Changed) -> str:
    """What happened to a trial or work, in a line: what the review says, what was, what is.

    >>> from curated.since import Changed
    >>> row = Changed("NCT1", "trial", None, (), "2026-05-14", "", (), printed=("Underway",), now="COMPLETED",
    ...     results_posted="2025-09-12", differs=True)
    >>> headline(row)
    'the review says “Underway”; the registry says COMPLETED; results posted 2025-09-12'
    """
    parts: list[str] = []
    if row.printed and row.differs:
        parts.append("the review says " + ", ".join(f"“{one}”" for one in row.printed))
    if row.differs:
        parts.append(f"the registry says {standing(row)}")
    said = {event.field for event in row.events}
    for event in row.events:
        repeated = event.field in QUIET or _REPEATED.get(event.field) in said
        if not repeated and not (row.differs and event.field == "overall_status"):
            parts.append(in_words(event))
    if row.differs and row.results_posted and "results_first_posted" not in said:
        parts.append(f"results posted {row.results_posted}")
    if row.why_stopped and "why_stopped" not in said and any(event.field == "overall_status" for event in row.events):
        parts.append(f"because: {shortened(row.why_stopped)}")
    return "; ".join(dict.fromkeys(parts)) or "the record was updated in what is not watched"


def standing(row: Changed) -> str:
    """The status now; for a stale one what it was when it was last confirmed.

    >>> from curated.since import Changed
    >>> stale = {"now": "UNKNOWN", "last_known": "RECRUITING", "verified": "2023-08"}
    >>> standing(Changed("NCT1", "trial", None, (), "", "", (), **stale))
    'UNKNOWN (last known: RECRUITING, verified 2023-08)'
    """
    if row.now != UNKNOWN:
        return row.now or "nothing"
    verified = f", verified {row.verified}" if row.verified else ""
    return f"UNKNOWN (last known: {row.last_known or 'nothing'}{verified})"


def in_words(event: Event) -> str:
    """One change in a few words.

    >>> in_words(Event("2026-09-01", "seen", "stale", "overall_status", "RECRUITING", "UNKNOWN", None))
    'stale: RECRUITING was not confirmed for two years'
    >>> in_words(Event("2026-09-01", "registry", "change", "enrollment", "120", "90", None))
    'enrolment 120 → 90'
    """
    name = _NAMES.get(event.field, event.field.replace("_", " "))
    old, new = shown(event.old), shown(event.new)
    if event.kind == "stale" and event.field == "overall_status":
        return f"stale: {old} was not confirmed for two years"
    if event.kind == "confirmed" and event.field == "overall_status":
        return f"{new} again: its status was confirmed"
    if event.kind == "renumbered":
        return f"now under the number {new} (was {old})"
    if event.kind == "vanished":
        return "its registry has this record no more"
    if event.kind == "returned":
        return "its registry has this record again"
    if event.field == "updates":
        return _notices(event)
    if event.old is None:
        return f"{name} {new}"
    return f"{name} {old} → {new}"


def _notices(event: Event) -> str:
    """The notices that a work has gained or lost, by kind."""

    def kinds(text: str | None) -> dict[str, str]:
        listed = json.loads(text) if text else []
        return {json.dumps(one, sort_keys=True): str(one.get("kind")) for one in listed}

    before, after = kinds(event.old), kinds(event.new)
    came = ", ".join(dict.fromkeys(kind for key, kind in after.items() if key not in before))
    went = ", ".join(dict.fromkeys(kind for key, kind in before.items() if key not in after))
    said = [f"a notice of {came}" if came else "", f"no notice of {went} any more" if went else ""]
    return "; ".join(one.replace("_", " ") for one in said if one) or "notices in other words"


def shown(value: str | None) -> str:
    """A value of the history for people: a list by its items' names, a long text cut.

    >>> shown('["PHASE2","PHASE3"]'), shown('[{"label":"A","type":""}]'), shown(None)
    ('PHASE2, PHASE3', 'A', 'none')
    """
    if value is None:
        return "none"
    if value.startswith("["):
        try:
            items = json.loads(value)
        except ValueError:
            return shortened(value)
        return shortened(", ".join(_item(item) for item in items)) or "none"
    return shortened(value)


def _item(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    named = next((item[name] for name in ("label", "name", "pmid", "kind", "citation") if item.get(name)), "")
    return f"PMID {named}" if item.get("pmid") and not item.get("label") else str(named)


def shortened(text: str) -> str:
    """A text of one line, cut where it is long, without characters that could drive a terminal."""
    plain = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def lines(rows: Iterable[Changed], undated: Iterable[Undated] = ()) -> Iterator[str]:
    """Changes as lines of a table for a terminal, under a heading for each moment that they are told from."""
    heading = None
    for row in rows:
        whose = f"{', '.join(row.documents)}: since {row.since} ({row.since_from})" if row.documents else ""
        now = whose if row.since_from.startswith("it prints") else f"since {row.since} ({row.since_from})"
        if now != heading:
            if heading is not None:
                yield ""
            heading = now
            yield now
        yield f"  {row.subject:<13} {headline(row)}"
        if row.title:
            yield f"  {'':<13} {shortened(row.title)}"
    for one in undated:
        yield f"{one.name} ({one.document}): it prints no date of publication; say --since YYYY-MM-DD"


def as_json(row: Changed) -> dict[str, Any]:
    """A row for scripts, with its headline."""
    told = row._asdict()
    told["events"] = [event._asdict() for event in row.events]
    return {"headline": headline(row), **told}

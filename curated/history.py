"""What changed between two answers of a registry about the same trial or work, and which of two is the newer."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from curated.columns import columns_of, json_text, own_source, to_columns
from curated.provenance import RegistrySource
from curated.schema import ChangeKind, Row, Trial, TrialChange, Work, WorkChange

Columns = Mapping[str, Any]
"""The values of a row without their sources, as :func:`curated.columns.to_columns` gives them."""

UNKNOWN = "UNKNOWN"
"""The status that the registry's clock sets where nobody has confirmed one for two years; it is nobody's act."""

_SINCE_READING = dict.fromkeys(
    (
        "aliases",
        "start_date_type",
        "primary_completion_date_type",
        "completion_date_type",
        "enrollment_type",
        "first_posted",
        "results_first_posted",
        "last_known_status",
        "status_verified",
        "publications",
    ),
    2,
)
_WATCHED = tuple(
    column.name for column in columns_of(Trial) if column.form != "bare" and column.name != "status_verified"
)
# a status that was verified is posted with an update, and that is a change of its own
_UNORDERED = ("aliases", "publications", "update_status", "updates")


def changes(old: Trial, new: Trial, seen_at: datetime) -> Iterator[TrialChange]:
    """One change for every field whose value is another in the new answer, in the order of the fields.

    :raises ValueError: where the two are not about the same trial, or the new one is not from a registry.
    """
    if old.trial_id != new.trial_id:
        raise ValueError(f"{old.trial_id} and {new.trial_id} are two trials")
    yield from trial_changes(to_columns(old)[0], new, seen_at)


def trial_changes(before: Columns, new: Trial, seen_at: datetime) -> Iterator[TrialChange]:
    """The changes of a trial whose values before are given as columns.

    Values are text: a number or a truth as JSON writes it, a list as JSON; None where the registry gives none.
    Where a value comes from is not compared, nor a field that the earlier answer was not asked for. ``response`` names
    the answer in which the new value stands or, where it is gone, the answer about the trial.

    :raises ValueError: where the new answer is not from a registry.
    """
    after = to_columns(new)[0]
    posted = after["last_update_posted"]
    for field in _WATCHED:
        asked = min(before["reading"], after["reading"]) >= _SINCE_READING.get(field, 1)
        if asked and not is_same(field, before[field], after[field]):
            kind = _kind(field, before, after)
            yield TrialChange(
                trial_id=new.trial_id,
                field=field,
                old=text_of(before[field]),
                new=text_of(after[field]),
                seen_at=seen_at,
                registry_date=None if kind == "stale" else posted,  # no update was posted: the clock did it
                response=_response(new, field),
                kind=kind,
            )


def work_changes(before: Columns, new: Work, seen_at: datetime) -> Iterator[WorkChange]:
    """The notices (retraction, correction …) that a work has gained or lost, in the form of :func:`trial_changes`."""
    after = to_columns(new)[0]
    dates = [update["date"] for update in after["updates"] or () if update["date"]]
    for field in ("update_status", "updates"):
        if not is_same(field, before[field], after[field]):
            yield WorkChange(
                work_id=new.work_id,
                field=field,
                old=text_of(before[field]),
                new=text_of(after[field]),
                seen_at=seen_at,
                registry_date=max(dates, default=None),
                response=_response(new, field),
            )


def is_same(field: str, before: Any, after: Any) -> bool:
    """Whether two values of a field say the same; lists of which the order means nothing are compared without it."""
    if field in _UNORDERED and before and after:
        return sorted(map(json_text, before)) == sorted(map(json_text, after))
    return bool((before or None) == (after or None)) if field in _UNORDERED else bool(before == after)


def is_older(before: Columns, new: Trial) -> bool:
    """Whether the registry's own date says that an answer is older than what is known."""
    known, given = before["last_update_posted"], new.last_update_posted
    return bool(known and given and is_before(given.value, known))


def is_before(one: str, other: str) -> bool:
    """Whether a date or time lies before another, as far as both are told.

    >>> is_before("2026-08-18", "2026-08-19T09:00:06"), is_before("2026-08-19", "2026-08-19T09:00:06")
    (True, False)
    >>> is_before("2025", "2026-01"), is_before("2026-01", "2026")
    (True, False)
    """
    told = min(len(one), len(other))
    return one[:told] < other[:told]


def retrieved_at(row: Row) -> datetime | None:
    """When the answer came that speaks for a row; None where no registry's answer does."""
    source = own_source(row)
    return source.retrieved_at if isinstance(source, RegistrySource) else None


def text_of(value: Any) -> str | None:
    """A value as the history keeps it."""
    return value if value is None or isinstance(value, str) else json_text(value)


def _kind(field: str, before: Columns, after: Columns) -> ChangeKind:
    if field == "canonical_id":
        return "renumbered"
    if field == "overall_status":
        if after[field] == UNKNOWN:
            return "stale"
        if before[field] == UNKNOWN and before["last_known_status"] == after[field]:
            return "confirmed"
    if field == "last_known_status":
        acted = after[field] not in (None, before["overall_status"]) and before["overall_status"] != UNKNOWN
        return "change" if acted else "stale"
    return "change"


def _response(new: Trial | Work, field: str) -> str:
    held = getattr(new, field)
    source = held.source if held is not None else own_source(new)
    if not isinstance(source, RegistrySource):
        raise ValueError(f"{field} of {new.row_id} does not come from a registry")
    return source.response

"""Registry answers laid over what is stored of the same trials and works: nothing newer is lost, every change is added.

Everything that writes trials and works comes through here, in the transaction of its caller, which writers take in
turns: two refreshes at once, or a refresh during a run of ``curate``, find each other's rows and never the same change
twice. An answer that is older than what is stored changes nothing.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from curated.columns import to_columns
from curated.history import Columns, is_older, is_same, retrieved_at, trial_changes, work_changes
from curated.provenance import RegistrySource
from curated.schema import Row, Trial, TrialChange, Work, WorkChange
from curated.store_rows import upsert
from curated.store_schema import PROVENANCE, TABLES

C = TypeVar("C", TrialChange, WorkChange)
W = TypeVar("W", Trial, Work)

RECORD = "record"
"""The field of the history in which a record vanishes and returns."""

_AT_ONCE = 500  # ids in one query
_NO_NOTICES: Columns = {"update_status": None, "updates": None}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Older(NamedTuple):
    """An answer that was not taken: the trial, the registry's date of what is kept, and that of the answer."""

    trial_id: str
    kept: str
    given: str


@dataclass
class Laid:
    """What came of laying answers over the stored rows: the changes that were added, the answers that were older."""

    trial_changes: list[TrialChange] = field(default_factory=list)
    work_changes: list[WorkChange] = field(default_factory=list)
    older: list[Older] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """The SHA-256 of the answers that values of stored rows now point into."""


@dataclass(frozen=True)
class Seen:
    """By whom answers were seen: a refresh with its number, which has just asked, at this moment."""

    refresh: int
    at: datetime
    accept_older: bool = False
    """Take an answer too whose registry's date is before that of what is stored."""


def lay_over(connection: Connection, rows: Iterable[Trial | Work], seen: Seen | None = None) -> Laid:
    """Puts trials and works, and adds what changed in them to the history.

    Without ``seen`` the answers may be kept ones, of any age: then the newer of two is the one retrieved later.
    """
    trials: dict[str, Trial] = {}
    works: dict[str, Work] = {}
    for row in rows:
        if isinstance(row, Trial):
            trials[row.trial_id] = row
        else:
            works[row.work_id] = row
    laid = Laid()
    for some in _parts(list(trials)):
        _lay_trials(connection, {trial_id: trials[trial_id] for trial_id in some}, seen, laid)
    for some in _parts(list(works)):
        _lay_works(connection, {work_id: works[work_id] for work_id in some}, seen, laid)
    return laid


def watched(rows: Iterable[Row]) -> list[Trial | Work]:
    """The rows that have a history."""
    return [row for row in rows if isinstance(row, Trial | Work)]


def unwatched(rows: Iterable[Row]) -> list[Row]:
    """The rows that have none."""
    return [row for row in rows if not isinstance(row, Trial | Work)]


def _lay_trials(connection: Connection, trials: Mapping[str, Trial], seen: Seen | None, laid: Laid) -> None:
    known = stored_columns(connection, Trial, trials)
    older = (
        []
        if seen and seen.accept_older
        else [one for one in trials if one in known and is_older(known[one], trials[one])]
    )
    for trial_id in older:
        posted = trials[trial_id].last_update_posted
        laid.older.append(Older(trial_id, known[trial_id]["last_update_posted"], posted.value if posted else ""))
    taken = {trial_id: trial for trial_id, trial in trials.items() if trial_id not in older}
    new = _newer(connection, known, taken, seen)
    found = [
        change
        for trial_id, trial in new.items()
        if trial_id in known
        for change in trial_changes(known[trial_id], trial, _moment(trial, seen))
    ]
    _put(connection, new.values(), laid)
    if seen is not None:
        found.extend(_returned(connection, taken, seen))
        table = TABLES[Trial.table]
        confirmed = sa.update(table).where(table.c.trial_id.in_(list(taken))).values(confirmed_at=seen.at)
        connection.execute(confirmed)
    laid.trial_changes.extend(add_changes(connection, found, seen))


def _lay_works(connection: Connection, works: Mapping[str, Work], seen: Seen | None, laid: Laid) -> None:
    known = stored_columns(connection, Work, works)
    new = _newer(connection, known, works, seen)
    # a refresh asks about works that are known; one that is not yet is a notice that has come since
    found = [
        change
        for work_id, work in new.items()
        if work_id in known or seen
        for change in work_changes(known.get(work_id, _NO_NOTICES), work, _moment(work, seen))
    ]
    _put(connection, new.values(), laid)
    laid.work_changes.extend(add_changes(connection, found, seen))


def _put(connection: Connection, rows: Collection[Row], laid: Laid) -> None:
    upsert(connection, rows)
    for row in rows:
        laid.used.update(
            entry.source.response for entry in to_columns(row)[1] if isinstance(entry.source, RegistrySource)
        )


def stored_columns(connection: Connection, row_class: type[Row], ids: Iterable[str]) -> dict[str, Columns]:
    """The stored values of rows by their id, without sources."""
    table = TABLES[row_class.table]
    (key,) = row_class.key
    found = connection.execute(sa.select(table).where(table.c[key].in_(list(ids)))).mappings()
    return {row[key]: dict(row) for row in found}


def _newer(
    connection: Connection, known: Mapping[str, Columns], given: Mapping[str, W], seen: Seen | None
) -> dict[str, W]:
    """The rows given that say something else than what is known, and are not from an earlier answer."""
    other = {one: row for one, row in given.items() if one not in known or not _says_the_same(known[one], row)}
    if seen is None:
        moments = (
            _retrieved(connection, type(next(iter(other.values()))), [one for one in other if one in known])
            if other
            else {}
        )
        for one, moment in moments.items():
            if (retrieved_at(other[one]) or _LONG_AGO) < max(moment, known[one].get("confirmed_at") or _LONG_AGO):
                del other[one]
    return other


def _says_the_same(known: Columns, row: Row) -> bool:
    return all(
        is_same(name, known[name], value) for name, value in to_columns(row)[0].items() if name != "confirmed_at"
    )


def _retrieved(connection: Connection, row_class: type[Row], ids: Collection[str]) -> dict[str, datetime]:
    """When the answers came that rows were read from."""
    columns = PROVENANCE.c
    sources = sa.select(columns.row_id, columns.source).where(
        columns.table_name == row_class.table,
        columns.row_id.in_(list(ids)),
        columns.field.in_(("canonical_id", "title", "doi", "pmid")),
    )
    moments: dict[str, datetime] = {}
    for row_id, source in connection.execute(sources):
        if (told := json.loads(source).get("retrieved_at")) is not None:
            moment = datetime.fromisoformat(told)
            moments[row_id] = max(moment, moments.get(row_id, moment))
    return moments


def _returned(connection: Connection, answered: Mapping[str, Trial], seen: Seen) -> Iterator[TrialChange]:
    """The trials that had vanished and are there again."""
    for trial_id in sorted(vanished_trials(connection, answered)):
        canonical = answered[trial_id].canonical_id
        yield TrialChange(
            trial_id=trial_id,
            field=RECORD,
            new=canonical.value,
            seen_at=seen.at,
            response=canonical.source.response if isinstance(canonical.source, RegistrySource) else "",
            kind="returned",
        )


def add_vanished(connection: Connection, missing: Mapping[str, str], seen: Seen) -> list[TrialChange]:
    """Adds that the registry has these records no more, once; what was last known of them stays.

    :param missing: trial numbers, each with the SHA-256 of the answer in which it is missing.
    """
    gone = vanished_trials(connection, missing)
    found = [
        TrialChange(
            trial_id=trial_id,
            field=RECORD,
            old=before["canonical_id"],
            seen_at=seen.at,
            response=missing[trial_id],
            kind="vanished",
        )
        for some in _parts(sorted(missing))
        for trial_id, before in sorted(stored_columns(connection, Trial, some).items())
        if trial_id not in gone
    ]
    return add_changes(connection, found, seen)


def vanished_trials(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these trials that the registry had no more when it was last asked."""
    last: dict[str, tuple[int, str]] = {}
    history = TABLES[TrialChange.table].c
    for some in _parts(list(ids)):
        rows = sa.select(history.trial_id, history.number, history.kind).where(
            history.trial_id.in_(some), history.field == RECORD
        )
        for trial_id, number, kind in connection.execute(rows):
            last[trial_id] = max((number, kind), last.get(trial_id, (number, kind)))
    return {trial_id for trial_id, (_, kind) in last.items() if kind == "vanished"}


def add_changes(connection: Connection, changes: Sequence[C], seen: Seen | None) -> list[C]:
    """Adds rows to the history, numbered in the order given. Two of one field at the very same moment, which only a
    clock that was set back makes, are kept apart by a microsecond.
    """
    if not changes:
        return []
    table = TABLES[changes[0].table]
    (key, *_) = type(changes[0]).key
    taken = {
        tuple(row)
        for some in _parts(sorted({getattr(change, key) for change in changes}))
        for row in connection.execute(
            sa.select(table.c[key], table.c.field, table.c.seen_at).where(table.c[key].in_(some))
        )
    }
    added: list[C] = []
    for place, change in enumerate(changes, start=_last_number(connection) + 1):
        at = change.seen_at
        while (getattr(change, key), change.field, at) in taken:
            at += timedelta(microseconds=1)
        taken.add((getattr(change, key), change.field, at))
        told = {"number": place, "refresh": seen.refresh if seen else None, "seen_at": at}
        added.append(change.model_copy(update=told))
    connection.execute(sa.insert(table), [to_columns(change)[0] for change in added])
    return added


def _last_number(connection: Connection) -> int:
    """The number of the newest change of all."""
    newest = [
        connection.execute(sa.select(sa.func.max(TABLES[name].c.number))).scalar_one()
        for name in (TrialChange.table, WorkChange.table)
    ]
    return max((number for number in newest if number is not None), default=0)


def _moment(row: Row, seen: Seen | None) -> datetime:
    return seen.at if seen else retrieved_at(row) or _LONG_AGO


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]

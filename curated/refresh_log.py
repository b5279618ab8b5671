"""The book of refreshes: when each began, of when the data were, what it saw, and whether it came to its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from curated.columns import from_columns, to_columns
from curated.decisions_laid_over import laid_over
from curated.history import is_before
from curated.schema import Failure, KeptResponse, Refresh, Trial, TrialChange, Work, WorkChange
from curated.store import Store
from curated.store_opening import reading, writing
from curated.store_rows import keep_bodies, upsert
from curated.store_schema import TABLES
from curated.store_watched import Laid, Seen, add_changes, add_vanished, lay_over, vanished_trials

_Works = Mapping[str, tuple[str, str | None, str | None]]
_REFRESHES = TABLES[Refresh.table]


class Watched(NamedTuple):
    """What a refresh asks about: trial numbers as they are printed in any document, those that a registry has answered
    about and not lost since, and works that references are matched to, each with its registry, DOI and PMID.
    """

    numbers: tuple[str, ...]
    known: frozenset[str]
    works: _Works


@dataclass
class RefreshLog:
    """One refresh of a dataset while it goes on. Every step is written at once: what was seen before a kill is kept."""

    store: Store
    refresh: Refresh
    seen: Seen

    @classmethod
    def begin(cls, store: Store, now: datetime, *, accept_older: bool = False) -> "RefreshLog":
        """Opens the book for a new refresh and gives it its number.

        Numbers tell the order of refreshes, whatever the clock does; that it went back since the last one is a remark.
        """
        with writing(store.engine, store.place) as connection:
            last = connection.execute(sa.select(sa.func.max(_REFRESHES.c.number))).scalar_one() or 0
            newest = sa.select(_REFRESHES.c.started_at).where(_REFRESHES.c.number == last)
            before = connection.execute(newest).scalar_one_or_none()
            remarks: tuple[str, ...] = ()
            if before is not None and now < before:
                remarks = (
                    f"this machine's clock says {now:%Y-%m-%d %H:%M}, but refresh {last} was at "
                    f"{before:%Y-%m-%d %H:%M} UTC: set the clock; changes are kept in the order they were seen",
                )
            refresh = Refresh(number=last + 1, started_at=now, remarks=remarks)
            connection.execute(sa.insert(_REFRESHES), to_columns(refresh)[0])
        return cls(store, refresh, Seen(refresh.number, now, accept_older))

    def watched(self) -> Watched:
        """What there is to ask about, as the dataset stands now, with people's decisions laid over it."""
        mentions, trials, works, matches = (TABLES[name].c for name in ("trial_mentions", "trials", "works", "matches"))
        with reading(self.store.engine, self.store.place) as connection:
            numbers = connection.execute(sa.select(mentions.trial_id).distinct()).scalars().all()
            known = set(connection.execute(sa.select(trials.trial_id)).scalars())
            known -= vanished_trials(connection, sorted(known))
            matched = set(connection.execute(sa.select(matches.work_id).where(matches.status == "matched")).scalars())
            wanted = sa.select(works.work_id, works.registry, works.doi, works.pmid)
            works_known = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(wanted)}
        if self.store.load(("decisions",)).decisions:
            laid = laid_over(self.store.load(("references", "matches", "trial_mentions", "decisions")))
            numbers = list({mention.trial_id.value for mention in laid.trial_mentions})
            matched = {match.work_id for match in laid.matches if match.status == "matched"}
        return Watched(tuple(sorted(numbers)), frozenset(known), _with_siblings(works_known, matched))

    def newest_data(self) -> str | None:
        """Of when the newest data were that any refresh before has seen, as the registry wrote it."""
        with reading(self.store.engine, self.store.place) as connection:
            stamps = connection.execute(sa.select(_REFRESHES.c.data_version).distinct()).scalars().all()
        newest: str | None = None
        for stamp in stamps:
            if stamp is not None and (newest is None or is_before(newest, stamp)):
                newest = stamp
        return newest

    def note(self, **told: object) -> None:
        """Writes down what is known of this refresh by now."""
        self.refresh = self.refresh.model_copy(update=told)
        with writing(self.store.engine, self.store.place) as connection:
            self._write(connection)

    def see(
        self,
        rows: Sequence[Trial | Work],
        missing: Mapping[str, str],
        answers: Mapping[str, tuple[KeptResponse, bytes]],
    ) -> Laid:
        """Lays answers over what is stored, and keeps those bodies that a value or a change points into.

        Where nothing changed, nothing is added to the dataset but the moment at which it was confirmed.
        """
        with writing(self.store.engine, self.store.place) as connection:
            laid = lay_over(connection, rows, self.seen)
            laid.trial_changes.extend(add_vanished(connection, missing, self.seen))
            changes: list[TrialChange | WorkChange] = [*laid.trial_changes, *laid.work_changes]
            used = laid.used | {change.response for change in changes}
            _keep(connection, {sha256: answers[sha256] for sha256 in sorted(used & answers.keys())})
            self.refresh = self.refresh.model_copy(update={"changes": self.refresh.changes + len(changes)})
            self._write(connection)
        return laid

    def filled_back(self) -> set[str]:
        """The trials whose earlier versions were read in a refresh before."""
        history = TABLES[TrialChange.table].c
        with reading(self.store.engine, self.store.place) as connection:
            found = sa.select(history.trial_id).where(history.kind == "history").distinct()
            return set(connection.execute(found).scalars())

    def add(
        self, changes: Sequence[TrialChange], answers: Mapping[str, tuple[KeptResponse, bytes]]
    ) -> list[TrialChange]:
        """Adds rows to the history that did not come of comparing two answers, and keeps the answers behind them."""
        with writing(self.store.engine, self.store.place) as connection:
            _keep(connection, answers)
            return add_changes(connection, changes, self.seen)

    def finish(self, now: datetime, failures: Iterable[Failure]) -> Refresh:
        """Closes the book. The failures take the place of those of earlier refreshes."""
        rows = TABLES[Failure.table].c
        with writing(self.store.engine, self.store.place) as connection:
            connection.execute(sa.delete(TABLES[Failure.table]).where(rows.document_id.is_(None), rows.stage == "ask"))
            upsert(connection, failures)
            self.refresh = self.refresh.model_copy(update={"finished_at": now})
            self._write(connection)
        return self.refresh

    def _write(self, connection: Connection) -> None:
        told = to_columns(self.refresh)[0]
        connection.execute(sa.update(_REFRESHES).where(_REFRESHES.c.number == self.refresh.number).values(told))


def _keep(connection: Connection, answers: Mapping[str, tuple[KeptResponse, bytes]]) -> None:
    keep_bodies(connection, {sha256: body for sha256, (_, body) in answers.items()})
    upsert(connection, [row for row, _ in answers.values()])


def last_finished(store: Store) -> Refresh | None:
    """The last refresh that came to its end."""
    with reading(store.engine, store.place) as connection:
        rows = sa.select(_REFRESHES).where(_REFRESHES.c.finished_at.is_not(None)).order_by(_REFRESHES.c.number.desc())
        found = connection.execute(rows.limit(1)).mappings().one_or_none()
    return None if found is None else from_columns(Refresh, dict(found), ())


def _with_siblings(works: Mapping[str, tuple[str, str | None, str | None]], matched: set[str]) -> _Works:
    """The works that are matched, and other registries' records of the same, by DOI or PMID."""
    names = {key for work_id, (_, *keys) in works.items() if work_id in matched for key in keys if key}
    return {
        work_id: told
        for work_id, told in sorted(works.items())
        if work_id in matched or any(key in names for key in told[1:])
    }

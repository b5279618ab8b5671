"""What has changed since a moment: since the last refresh, since a date, or since a review was published.

Pure: it works on a :class:`Ledger`, the few plain columns that it takes, of which there may be 10,000 trials.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from curated.dataset import Dataset
from curated.history import UNKNOWN, is_before
from curated.review_date import ReviewDate, review_date
from curated.schema import Refresh, TrialChange, WorkChange

PUBLISHED: Literal["published"] = "published"
LAST: Literal["last"] = "last"

Moment = date | Literal["published", "last"]
"""A day (the changes after it), ``published`` or ``last`` (the changes that came with the last refresh)."""

QUIET = frozenset({"last_update_posted", "last_known_status"})
"""Fields that say the registry's record was touched, or repeat what another field says: they make no change alone."""

_STOPPED = {"completed", "terminated", "suspended", "withdrawn"}
_PRINTED = (
    ("not yet", "not yet recruiting"),
    ("complet", "completed"),
    ("finish", "completed"),
    ("terminat", "terminated"),
    ("stopped", "terminated"),
    ("discontinu", "terminated"),
    ("withdraw", "withdrawn"),
    ("suspen", "suspended"),
    ("recruit", "under way"),
    ("enrol", "under way"),
    ("ongoing", "under way"),
    ("on-going", "under way"),
    ("underway", "under way"),
    ("under way", "under way"),
    ("progress", "under way"),
    ("active", "under way"),
)
_REGISTERED = {
    "NOT_YET_RECRUITING": "not yet recruiting",
    "RECRUITING": "under way",
    "ENROLLING_BY_INVITATION": "under way",
    "ACTIVE_NOT_RECRUITING": "under way",
    "COMPLETED": "completed",
    "TERMINATED": "terminated",
    "SUSPENDED": "suspended",
    "WITHDRAWN": "withdrawn",
}


class Event(NamedTuple):
    """One dated change, for a line of a table or a mark on a time line.

    ``dated_by`` is ``registry`` where ``date`` is the registry's own, ``seen`` where it is the day on which a refresh
    saw the change: then it happened at some time before.
    """

    date: str
    dated_by: Literal["registry", "seen"]
    kind: str
    field: str
    old: str | None
    new: str | None
    response: str | None


class Changed(NamedTuple):
    """A trial or work in which something changed, with what the review says of it and what its registry says now.

    ``since`` is the moment from which on changes count, ``since_from`` says where that date is from. ``then`` is the
    status at that moment as far as it is known, ``then_from`` how; ``now`` is the status now, UNKNOWN where it is stale
    (``last_known`` says what it was). ``verified`` is when the sponsor last confirmed it, as the registry says;
    ``confirmed`` when a refresh last saw it. ``differs``: the review prints a status that is another than the one now.
    """

    subject: str
    what: Literal["trial", "work"]
    title: str | None
    documents: tuple[str, ...]
    since: str
    since_from: str
    events: tuple[Event, ...]
    printed: tuple[str, ...] = ()
    then: str | None = None
    then_from: str | None = None
    now: str | None = None
    last_known: str | None = None
    verified: str | None = None
    confirmed: str | None = None
    results_posted: str | None = None
    why_stopped: str | None = None
    differs: bool = False


class Undated(NamedTuple):
    """A review that does not say when it was published: ask for the date."""

    document: str
    name: str


@dataclass
class Ledger:
    """The plain values that changes are told from: documents, trials, works and their histories."""

    documents: Mapping[str, tuple[str, ReviewDate | None]] = field(default_factory=dict)
    """Name and date by document id."""
    mentions: Sequence[tuple[str, str, str | None]] = ()
    """Document id, trial number and the status printed beside it, a mention each."""
    trials: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Columns of trials by number."""
    works: Mapping[str, str | None] = field(default_factory=dict)
    """Titles of works by id."""
    cited_works: Sequence[tuple[str, str]] = ()
    """Document id and work id, a matched reference each."""
    trial_history: Sequence[TrialChange] = ()
    work_history: Sequence[WorkChange] = ()
    refreshes: Sequence[Refresh] = ()

    @classmethod
    def of(cls, dataset: Dataset) -> "Ledger":
        """The ledger of a dataset in memory."""
        texts = {text.document_id: text.text for text in dataset.texts}
        document_of = {row.reference_id: row.document_id for row in dataset.references}
        return cls(
            documents={
                row.document_id: (row.name, review_date(texts.get(row.document_id, ""))) for row in dataset.documents
            },
            mentions=[
                (row.document_id, row.trial_id.value, row.status.value if row.status else None)
                for row in dataset.trial_mentions
            ],
            trials={row.trial_id: {name: _value(getattr(row, name)) for name in COLUMNS} for row in dataset.trials},
            works={row.work_id: row.title.value if row.title else None for row in dataset.works},
            cited_works=[
                (document_of[row.reference_id], row.work_id)
                for row in dataset.matches
                if row.status == "matched" and row.work_id and row.reference_id in document_of
            ],
            trial_history=dataset.trial_history,
            work_history=dataset.work_history,
            refreshes=dataset.refreshes,
        )


COLUMNS = (
    "brief_title",
    "overall_status",
    "last_known_status",
    "status_verified",
    "completion_date",
    "completion_date_type",
    "primary_completion_date",
    "primary_completion_date_type",
    "results_first_posted",
    "why_stopped",
    "last_update_posted",
    "confirmed_at",
)
"""The columns of ``trials`` that a ledger holds."""


def changes_since(dataset: Dataset | Ledger, moment: Moment) -> tuple[list[Changed], list[Undated]]:
    """What has changed since a moment, by document, trials before works, the ones with most to tell first.

    Since publication each trial is told once a review; the reviews without a date are returned beside it. Otherwise a
    trial is told once, with all documents that print its number.
    """
    ledger = dataset if isinstance(dataset, Ledger) else Ledger.of(dataset)
    book = _Book(ledger)
    if moment == PUBLISHED:
        undated = [Undated(one, name) for one, (name, day) in ledger.documents.items() if day is None]
        rows = [row for one, (_, day) in ledger.documents.items() if day for row in book.of_document(one, day)]
        return rows, undated
    if moment == LAST:
        return book.of_refreshes(*_last(ledger.refreshes)), []
    return book.of_all(str(moment), "the date that was given"), []


def _last(refreshes: Sequence[Refresh]) -> tuple[int, Refresh | None]:
    """The number after which changes are new, and the last refresh: those of runs that were cut off before it count."""
    finished = [one for one in sorted(refreshes, key=lambda one: one.number) if one.finished_at is not None]
    return (finished[-2].number if len(finished) > 1 else 0), (finished[-1] if finished else None)


class _Book:
    """A ledger with its rows by subject."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._documents: dict[str, dict[str, None]] = defaultdict(dict)
        self._printed: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._numbers: dict[str, dict[str, None]] = defaultdict(dict)
        self._works: dict[str, dict[str, None]] = defaultdict(dict)
        for document, number, status in ledger.mentions:
            self._documents[number][document] = None
            self._numbers[document][number] = None
            if status:
                self._printed[document, number][status] = None
        for document, work in ledger.cited_works:
            self._documents[work][document] = None
            self._works[document][work] = None
        self._history: dict[str, list[TrialChange | WorkChange]] = defaultdict(list)
        for change in sorted(ledger.trial_history, key=lambda row: row.number):
            self._history[change.trial_id].append(change)
        for notice in sorted(ledger.work_history, key=lambda row: row.number):
            self._history[notice.work_id].append(notice)

    def of_document(self, document: str, day: ReviewDate) -> Iterator[Changed]:
        """What changed in what a review names since it was published."""
        named = [*self._numbers[document], *self._works[document]]
        yield from _sorted(self._told(named, day.date, day.said, (document,)))

    def of_all(self, since: str, said: str) -> list[Changed]:
        """What changed in anything since a day."""
        return _sorted(self._told(self._subjects(), since, said, None))

    def of_refreshes(self, after: int, last: Refresh | None) -> list[Changed]:
        """What the refreshes after this number saw."""
        if last is None:
            return []
        since, said = last.started_at.date().isoformat(), f"refresh {last.number}"
        rows: list[Changed] = []
        for subject in self._subjects():
            new = [
                row for row in self._history.get(subject, ()) if (row.refresh or 0) > after and row.kind != "history"
            ]
            if events := tuple(event_of(row) for row in new):
                before = next((row.old for row in new if row.field == "overall_status"), None)
                then = (before, "seen before") if before else (self._status(subject), "seen before")
                rows.append(self._row(subject, since, said, events, then, tuple(self._documents[subject])))
        return _sorted(rows)

    def _subjects(self) -> Iterable[str]:
        return dict.fromkeys((*self._ledger.trials, *self._history))

    def _status(self, subject: str) -> str | None:
        trial = self._ledger.trials.get(subject)
        return trial["overall_status"] if trial else None

    def _told(
        self, subjects: Iterable[str], since: str, said: str, documents: tuple[str, ...] | None
    ) -> Iterator[Changed]:
        for subject in subjects:
            events = tuple(self._events(subject, since))
            of = documents if documents is not None else tuple(self._documents[subject])
            row = self._row(subject, since, said, events, self._then(subject, since), of)
            # to print another status than the registry is no change since a day; since publication it is what matters
            if (row.differs and documents is not None) or any(event.field not in QUIET for event in events):
                yield row

    def _events(self, subject: str, since: str) -> Iterator[Event]:
        """The dated changes after a moment: those of the log, and those that the record itself dates."""
        logged = [event for row in self._history.get(subject, ()) if (event := event_of(row)).date > since]
        yield from sorted(logged, key=lambda event: event.date)
        told = {event.field for event in logged}
        trial = self._ledger.trials.get(subject)
        if trial is None:
            return
        posted = trial["results_first_posted"]
        if posted and posted > since and "results_first_posted" not in told:
            yield Event(posted, "registry", "change", "results_first_posted", None, posted, None)
        for name in ("primary_completion_date", "completion_date"):
            day = trial[name]
            if day and day > since and trial[f"{name}_type"] == "ACTUAL" and name not in told:
                yield Event(day, "registry", "change", name, None, day, None)

    def _then(self, subject: str, since: str) -> tuple[str | None, str | None]:
        """The status at a moment: from the registry's versions, from our log, or none."""
        statuses = [row for row in self._history.get(subject, ()) if row.field == "overall_status"]
        versions = sorted(
            (row for row in statuses if row.kind == "history" and row.registry_date and row.registry_date <= since),
            key=lambda row: row.registry_date or "",
        )
        if versions:
            return versions[-1].new, f"the registry's version of {versions[-1].registry_date}"
        later = [row for row in statuses if row.kind != "history" and event_of(row).date > since]
        if later:
            return later[0].old, "the record before its first change since"
        return None, None

    def _row(
        self,
        subject: str,
        since: str,
        said: str,
        events: tuple[Event, ...],
        then: tuple[str | None, str | None],
        documents: tuple[str, ...],
    ) -> Changed:
        trial = self._ledger.trials.get(subject)
        if trial is None:
            what: Literal["trial", "work"] = "work" if subject in self._ledger.works else "trial"
            return Changed(subject, what, self._ledger.works.get(subject), documents, since, said, events)
        printed = tuple(
            dict.fromkeys(one for document in documents for one in self._printed.get((document, subject), ()))
        )
        now, known = trial["overall_status"], trial["last_known_status"]
        confirmed = trial["confirmed_at"]
        return Changed(
            subject=subject,
            what="trial",
            title=trial["brief_title"],
            documents=documents,
            since=since,
            since_from=said,
            events=events,
            printed=printed,
            then=then[0],
            then_from=then[1],
            now=now,
            last_known=known if now == UNKNOWN else None,
            verified=trial["status_verified"],
            confirmed=confirmed.date().isoformat() if isinstance(confirmed, datetime) else None,
            results_posted=trial["results_first_posted"],
            why_stopped=trial["why_stopped"],
            differs=any(is_other_status(one, known if now == UNKNOWN else now) for one in printed),
        )


def is_other_status(printed: str, registered: str | None) -> bool:
    """Whether a status that a review prints and one of the registry cannot both hold at the same time.

    What is not understood on either side differs from nothing.

    >>> is_other_status("Underway", "COMPLETED"), is_other_status("Ongoing", "ACTIVE_NOT_RECRUITING")
    (True, False)
    >>> is_other_status("see text", "COMPLETED"), is_other_status("Not yet recruiting", "RECRUITING")
    (False, True)
    """
    words = printed.lower()
    said = next((group for sign, group in _PRINTED if sign in words), None)
    holds = _REGISTERED.get(registered or "")
    return said is not None and holds is not None and said != holds


def event_of(row: TrialChange | WorkChange) -> Event:
    """A row of the history as a dated change."""
    seen = row.seen_at.date().isoformat()
    # a registry's date may say only when its record was last touched: it dates the change where it is not after it
    own = row.registry_date if row.registry_date and not is_before(seen, row.registry_date) else None
    dated: Literal["registry", "seen"] = "registry" if own else "seen"
    return Event(own or seen, dated, row.kind, row.field, row.old, row.new, row.response)


def _sorted(rows: Iterable[Changed]) -> list[Changed]:
    """Trials before works; a status that changed or differs before all else; then by number."""

    def rank(row: Changed) -> tuple[bool, bool, str]:
        told = row.differs or any(event.field in ("overall_status", "record", "updates") for event in row.events)
        return row.what == "work", not told, row.subject

    return sorted(rows, key=rank)


def _value(held: Any) -> Any:
    return held.value if hasattr(held, "value") else held

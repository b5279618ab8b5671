"""The refresh as a plain function: every watched trial and work asked again, what changed kept and told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from curated.history import is_before
from curated.identifiers import content_id
from curated.refresh_log import RefreshLog, Watched
from curated.schema import Failure, KeptResponse, Refresh, TrialChange, WorkChange
from curated.store import Store
from flows.back_fill import filled_back
from flows.recorded_runs import recorded
from flows.registries import Registries
from flows.settings import Settings
from flows.steps import Tell
from reference_resolver.desk import Desk
from reference_resolver.look_again import Look, edition, look_at_trials, look_at_works
from reference_resolver.request import Response
from reference_resolver.responses import kept_row

FEW_MISSING = 2
"""So many known trials may be missing from answers before they are weighed against the others."""
SHARE_MISSING = 0.1
"""Records are withdrawn from a registry one by one. Where more than this share of the known trials is missing at once,
it is the answer that is incomplete, and nothing is concluded about the trials."""


@dataclass
class Refreshed:
    """What a refresh found: its own row, what changed, and what failed."""

    refresh: Refresh
    changes: list[TrialChange] = field(default_factory=list)
    works: list[WorkChange] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def trials(self) -> int:
        """How many trials were answered about."""
        return self.refresh.trials

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return self.refresh.requests


def refresh(settings: Settings, tell: Tell, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Refreshed:
    """Ask again about every trial and work of the dataset; keep what changed.

    What was seen is written batch by batch, so that a run that is cut off has lost only the batch it was at, and the
    next one finds the rest. Older data than a refresh has seen before change nothing, unless the settings say so.

    :raises StoreError: where there is no such dataset, or it cannot be written any more.
    :raises MirrorError: where the mirror cannot be opened.
    """
    with (
        Store.open(settings.dataset, create=False) as store,
        Registries(settings) as registries,
        recorded(store, "refresh", settings, now),
    ):
        log = RefreshLog.begin(store, now(), accept_older=settings.accept_older)
        desk = Desk(registries.asked, registries.send)
        done = Refreshed(log.refresh)
        watched = log.watched()
        stamp, refusal = _data_version(desk, registries, log, settings)
        if refusal is None:
            log.note(data_version=stamp)
            _ask_trials(log, desk, watched, done, tell)
            if settings.back_fill:
                done.changes.extend(filled_back(log, desk, watched, tell))
        else:
            done.failures.append(refusal)
        counted = 0
        for look in look_at_works(desk, watched.works):
            counted += len(look.works)
            _see(log, look, {}, done)
            done.failures.extend(_silent(look))
            tell("works", counted, len(watched.works))
        log.note(works=counted, requests=desk.requests)
        done.failures.extend(desk.failures[failure_id] for failure_id in sorted(desk.failures))
        done.refresh = log.finish(now(), done.failures)
        return done


def _data_version(
    desk: Desk, registries: Registries, log: RefreshLog, settings: Settings
) -> tuple[str | None, Failure | None]:
    """Of when the trial registry's data are, and why they are not to be taken, if so."""
    stamp = registries.day_of_trials
    if stamp is None and registries.is_live and (told := edition(desk)) is not None:
        stamp = told.stamp
    newest = log.newest_data()
    if stamp is None or newest is None or settings.accept_older or not is_before(stamp, newest):
        return stamp, None
    return stamp, _failure(
        "trials",
        f"the registry answers with data of {stamp}, older than those of {newest} that an earlier refresh has seen; "
        "no trial was asked about and nothing was overwritten",
        "run it again later; with --accept-older they are taken all the same",
    )


def _ask_trials(log: RefreshLog, desk: Desk, watched: Watched, done: Refreshed, tell: Tell) -> None:
    """Ask about all trials. Those that are missing have vanished only where that can be believed."""
    asked = answered = 0
    missing: dict[str, str] = {}
    for look in look_at_trials(desk, watched.numbers, watched.known):
        asked += len(look.asked)
        answered += len(look.trials)
        missing |= look.missing
        _see(log, look, {}, done)
        tell("trials", asked, len(watched.numbers))
    known = sum(number in watched.known for number in watched.numbers)
    if _is_incomplete(len(missing), known):
        cause = (
            f"the registry answers about {known - len(missing)} of {known} trials that it knew: that is no whole "
            "answer, so nothing is concluded about the others, which stay as they are"
        )
        done.failures.append(_failure("trials", cause, "run it again later"))
    else:
        _see(log, Look(), missing, done)
    log.note(trials=answered, known=known, missing=len(missing))


def _is_incomplete(missing: int, known: int) -> bool:
    """Whether so many trials are missing at once that it is the answer which lacks them.

    >>> [_is_incomplete(missing, known) for missing, known in ((1, 1), (2, 2), (2, 20), (3, 20), (90, 1000))]
    [False, True, False, True, False]
    """
    return missing > max(FEW_MISSING, SHARE_MISSING * known) or missing == known > 1


def _see(log: RefreshLog, look: Look, missing: Mapping[str, str], done: Refreshed) -> None:
    """Lay a look over what is stored, and count what came of it."""
    if not (look.trials or look.works or missing):
        return
    laid = log.see([*look.trials, *look.works], missing, _as_kept(look.answers))
    done.changes.extend(laid.trial_changes)
    done.works.extend(laid.work_changes)
    done.failures.extend(
        _failure(
            older.trial_id,
            f"the registry answers with its record of {older.given}, older than that of {older.kept} which is known; "
            "it was not overwritten",
            "run it again later; with --accept-older the older record is taken",
        )
        for older in laid.older
    )


def _silent(look: Look) -> Iterator[Failure]:
    """One failure for the works that a registry has no record of any more."""
    if look.silent:
        shown = ", ".join(look.silent[:3]) + (", …" if len(look.silent) > 3 else "")
        cause = f"its registry does not answer about {len(look.silent)} works that it knew; they stay as they are"
        yield _failure(shown, cause, "run it again later")


def _as_kept(answers: Sequence[Response]) -> dict[str, tuple[KeptResponse, bytes]]:
    return {answer.sha256: (kept_row(answer), answer.body) for answer in answers if answer.cause is None}


def _failure(subject: str, cause: str, advice: str) -> Failure:
    return Failure(
        failure_id=content_id("ask", subject, cause), stage="ask", subject=subject, cause=cause, advice=advice
    )

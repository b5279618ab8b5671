"""Earlier statuses of trials from the registry's own list of versions: an option, off by default, one request a trial.

The list is what the registry's web pages ask for; it is undocumented and may be gone tomorrow. Our own log of what was
seen is the truth, and what is filled in is marked as ``history``.
"""

from itertools import pairwise

from curated.refresh_log import RefreshLog, Watched
from curated.schema import TrialChange
from flows.steps import Tell
from reference_resolver.desk import Desk
from reference_resolver.request import TrialVersion, TrialVersions
from reference_resolver.responses import kept_row


def filled_back(log: RefreshLog, desk: Desk, watched: Watched, tell: Tell) -> list[TrialChange]:
    """Ask for the versions of every known trial that has not been filled in before, and add their statuses."""
    wanted = sorted((watched.known & set(watched.numbers)) - log.filled_back())
    added: list[TrialChange] = []
    for done, number in enumerate(wanted, start=1):
        for answer in desk.ask(TrialVersions(number=number)):
            if answer.cause is None:
                versions = [entry for entry in answer.found if isinstance(entry, TrialVersion)]
                kept = {page.sha256: (kept_row(page), page.body) for page in answer.pages}
                added.extend(log.add(status_changes(versions, log), kept))
        tell("earlier versions", done, len(wanted))
    return added


def status_changes(versions: list[TrialVersion], log: RefreshLog) -> list[TrialChange]:
    """The first status of a trial and every other one that followed, each at the date of its version."""
    listed = sorted(versions, key=lambda one: (one.date, one.version))
    turns = (
        [listed[0], *(after for before, after in pairwise(listed) if before.status != after.status)] if listed else []
    )
    befores = [None, *(one.status for one in turns)]
    return [
        TrialChange(
            trial_id=one.trial_id,
            field="overall_status",
            old=before,
            new=one.status,
            seen_at=log.seen.at,
            registry_date=one.date,
            response=one.response,
            kind="history",
        )
        for before, one in zip(befores, turns, strict=False)
    ]

"""Printed statuses of trials that the registry tells otherwise."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.rule import Rule, finding
from curated.schema import Finding, Trial

NAME = "trial-status"
_OPEN = frozenset(
    {"NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "AVAILABLE", "SUSPENDED"}
)
_STOPPED = frozenset({"TERMINATED", "WITHDRAWN"})
_SAYS_OPEN = ("underway", "under way", "ongoing", "recruiting", "active", "in progress", "not yet")
_SAYS_DONE = ("completed", "finished", "closed")


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note where the registry has moved on, a warning where a trial was stopped or has posted results.

    UNKNOWN is the registry's own clock (two years without word of the sponsor) and says nothing against the print.
    """
    trials = {trial.trial_id: trial for trial in dossier.dataset.trials}
    for mention in dossier.dataset.trial_mentions:
        trial = trials.get(mention.trial_id.value)
        if trial is None or trial.overall_status is None or mention.status is None:
            continue
        printed, registered = mention.status.value.casefold(), trial.overall_status.value
        says_open = printed.startswith(_SAYS_OPEN)
        if says_open and registered not in _OPEN and registered != "UNKNOWN":
            posted = trial.has_results is not None and trial.has_results.value
            weighty = posted or registered in _STOPPED
        elif printed.startswith(_SAYS_DONE) and registered in _OPEN:
            posted = weighty = False
        else:
            continue
        yield finding(
            NAME,
            "warning" if weighty else "note",
            mention.document_id,
            mention.mention_id,
            f"{trial.trial_id} is “{mention.status.value}” in print, and {registered} in the registry{_verified(trial)}"
            f"{', with results posted' if posted else ''}.",
            [mention.status, trial.overall_status, trial.why_stopped],
            look_at="the registry's record, and whether the review says as of when",
        )


def _verified(trial: Trial) -> str:
    return f", last updated {trial.last_update_posted.value}" if trial.last_update_posted else ""


RULE = Rule(
    NAME,
    "Printed status of a trial is not the registry's",
    "warning",
    "A trial called underway that has posted results, or was stopped, has an answer that the review does not give.",
    "A row prints Underway for a trial that the registry has as COMPLETED, with results posted.",
    check,
)

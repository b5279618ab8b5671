"""Asks registries again about what is watched: known numbers and identifiers only, in as few requests as can be."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from curated.schema import Trial, Work
from reference_resolver.desk import Answer, Desk
from reference_resolver.request import DataVersion, Edition, Response, TrialsByNumber, WorksByIdentifier

_WORKS_AT_ONCE = 1000  # works of a registry that are looked at together; it cuts them into its own batches


@dataclass
class Look:
    """What came of one look: trials and works as they stand now, with the answers that they were read from.

    ``missing`` are known trial numbers that a whole answer lacks, also when they were asked a second time, each with
    the SHA-256 of the answer; ``silent`` are works that a whole answer lacks; ``asked`` are the numbers asked about.
    """

    trials: list[Trial] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)
    asked: tuple[str, ...] = ()
    answers: list[Response] = field(default_factory=list)


def edition(desk: Desk) -> Edition | None:
    """Of when the trial registry's data are; None where it does not say (then the desk has the failure, if any)."""
    for answer in desk.ask(DataVersion()):
        for entry in answer.found:
            if isinstance(entry, Edition):
                return entry
    return None


def look_at_trials(desk: Desk, numbers: Sequence[str], known: Container[str]) -> Iterator[Look]:
    """Looks at trials, one request of the registry at a time.

    A known number that an answer lacks is asked once more by itself: a registry that leaves something out once need not
    have lost it. A number that never was found is not worth that.
    """
    if not numbers:
        return
    for answer in desk.ask(TrialsByNumber(numbers=tuple(dict.fromkeys(numbers)))):
        if isinstance(answer.question, TrialsByNumber):
            look = Look(asked=answer.question.numbers)
            lacking = [number for number in _take(answer, look) if number in known]
            if lacking and answer.cause is None and not answer.where.startswith("the mirror"):
                again = list(desk.ask(TrialsByNumber(numbers=tuple(lacking))))
                look.missing = {number: sha for one in again for number, sha in _take(one, look).items()}
            elif answer.cause is None:
                look.missing = dict.fromkeys(lacking, answer.pages[-1].sha256)
            yield look


def _take(answer: Answer, look: Look) -> dict[str, str]:
    """Moves an answer's trials into a look; the numbers that a whole answer lacks, with its SHA-256."""
    found = [entry for entry in answer.found if isinstance(entry, Trial)]
    look.trials.extend(found)
    look.answers.extend(answer.pages)
    if answer.cause is not None or not isinstance(answer.question, TrialsByNumber):
        return {}
    there = {trial.trial_id for trial in found}
    return {number: answer.pages[-1].sha256 for number in answer.question.numbers if number not in there}


def look_at_works(desk: Desk, works: Mapping[str, tuple[str, str | None, str | None]]) -> Iterator[Look]:
    """Looks at works: each is asked of the registry whose record it is, and all of those that know only notices.

    :param works: registry, DOI and PMID by the work's id.
    """
    for registry in desk.registries:
        own = {
            work_id: identifiers
            for work_id, (name, *identifiers) in works.items()
            if name == registry.name or registry.only_notices
        }
        listed = list(own)
        for start in range(0, len(listed), _WORKS_AT_ONCE):
            some = listed[start : start + _WORKS_AT_ONCE]
            dois = dict.fromkeys(doi for one in some if (doi := own[one][0]) is not None)
            pmids = dict.fromkeys(pmid for one in some if (pmid := own[one][1]) is not None)
            if registry.name == "pubmed":
                dois = {}  # each of its records has a number: to ask by DOI too would cost as much again
            look = Look()
            whole = True
            for answer in desk.ask(WorksByIdentifier(dois=tuple(dois), pmids=tuple(pmids)), [registry]):
                wanted = (
                    e for e in answer.found if isinstance(e, Work) and (registry.only_notices or e.work_id in own)
                )
                look.works.extend(wanted)
                look.answers.extend(answer.pages)
                whole = whole and answer.cause is None
            there = {work.work_id for work in look.works}
            if whole and not registry.only_notices:
                look.silent = [work_id for work_id in some if work_id not in there]
            yield look

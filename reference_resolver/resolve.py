"""From printed references and trial numbers to works and trials: ask as few times as possible, then decide.

The sender is an argument: live, kept, or a mirror. Nothing here knows a network, a clock or a disk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curated.schema import Failure, Match, Trial, Work
from reference_resolver.desk import Desk, Send
from reference_resolver.inquiry import Inquiry, Progress, identifiers_of, unasked
from reference_resolver.registry import NOT_FOUND, Registry
from reference_resolver.request import PrintedReference, TrialsByNumber


@dataclass(frozen=True)
class Resolution:
    """What came of it: a match for every reference in the order given; works that are matched or could be; a trial for
    every number that was found; a failure for everything that could not be asked, found or read. ``requests`` counts
    what was sent.
    """

    matches: tuple[Match, ...]
    works: tuple[Work, ...]
    trials: tuple[Trial, ...]
    failures: tuple[Failure, ...]
    requests: int


def resolve(
    references: Sequence[PrintedReference],
    trial_numbers: Sequence[str],
    registries: Sequence[Registry],
    send: Send,
    progress: Progress | None = None,
) -> Resolution:
    """Match references to works and find trials.

    Printed identifiers are asked first, in batches, of every registry, with the identifiers that those lead to. What
    they leave open is asked as printed, turn by turn: of the registries that take many references in one request before
    those that take one. What a match still lacks another registry's record of is asked last, in batches again.

    A reference is ``failed`` only where it stays unmatched and a registry that could have answered did not; it is
    ``not_asked`` where no registry answers such questions. A trial number is either found, or a failure that says
    whether the registry does not know it, could not answer, or is none of those that were asked.
    """
    desk = Desk(registries, send)
    tell = progress or (lambda what, done, total: None)
    inquiry = Inquiry(desk, references, tell)
    inquiry.ask_identifiers(identifiers_of(references))
    tell("identifiers", 1, 1)
    for turn in sorted({registry.turn for registry in registries}):
        asked = [registry for registry in registries if registry.turn == turn and not registry.only_notices]
        inquiry.ask_printed(asked)
    inquiry.complete()
    tell("references", len(references), len(references))
    numbers = tuple(dict.fromkeys(trial_numbers))
    trials = _ask_trials(desk, numbers)
    tell("trials", len(trials), len(numbers))
    verdicts = [inquiry.final(reference) for reference in references]
    found = {work.work_id: work for verdict in verdicts for work in verdict.works}
    return Resolution(
        matches=tuple(verdict.match for verdict in verdicts),
        works=tuple(found[work_id] for work_id in sorted(found)),
        trials=trials,
        failures=tuple(desk.failures[failure_id] for failure_id in sorted(desk.failures)),
        requests=desk.requests,
    )


def not_asked(references: Iterable[PrintedReference]) -> tuple[Match, ...]:
    """Matches for a run without registries: nothing is known, and nothing is claimed.

    >>> [match.status for match in not_asked([PrintedReference(reference_id="r1", raw="Smith J. 2019.")])]
    ['not_asked']
    """
    return tuple(unasked(reference, "no registry was asked") for reference in references)


def _ask_trials(desk: Desk, numbers: tuple[str, ...]) -> tuple[Trial, ...]:
    trials: dict[str, Trial] = {}
    wanting: dict[str, tuple[str, str]] = {}
    if numbers:
        for answer in desk.ask(TrialsByNumber(numbers=numbers)):
            trials.update((trial.trial_id, trial) for trial in answer.found if isinstance(trial, Trial))
            if isinstance(answer.question, TrialsByNumber):
                where, cause = answer.where, answer.cause
                said = f"could not be asked at {where}: {cause}" if cause else f"{NOT_FOUND} ({where})"
                advice = "Run again later." if cause else "Check the printed number."
                wanting.update((number, (said, advice)) for number in answer.question.numbers)
    nobody = ("not asked: no registry of this run answers for such a number", "Look it up at its own registry.")
    for number in numbers:
        if number not in trials:
            desk.miss(number, *wanting.get(number, nobody))
    return tuple(trials[number] for number in numbers if number in trials)

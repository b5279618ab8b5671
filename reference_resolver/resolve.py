"""From printed references and trial numbers to works and trials: ask as few times as possible, then decide.

The sender is an argument: live, kept, or a mirror. Nothing here knows a network, a clock or a disk.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from curated.identifiers import content_id
from curated.schema import Failure, Match, Trial, Work
from reference_resolver.match import Verdict, judge
from reference_resolver.registry import NOT_FOUND, Registry, is_whole
from reference_resolver.request import (
    PrintedReference,
    Question,
    Request,
    Response,
    TrialsByNumber,
    WorkAsPrinted,
    WorksByIdentifier,
)

Send = Callable[[Request], Response]
Progress = Callable[[str, int, int], None]
"""Called with what is being asked, how much of it is done, and how much there is."""

_PAGES = 50


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

    Printed identifiers are asked first, in batches, of every registry; what they leave open is asked as printed. A
    reference is ``failed`` only where it stays unmatched and a registry that could have answered did not; it is
    ``not_asked`` where no registry answers such questions. A trial number is either found, or a failure that says
    whether the registry does not know it, could not answer, or is none of those that were asked.
    """
    desk = _Desk(registries, send)
    tell = progress or (lambda what, done, total: None)
    works = _ask_identifiers(desk, references)
    tell("identifiers", 1, 1)
    verdicts: dict[str, Verdict] = {}
    for number, reference in enumerate(references, 1):
        verdicts[reference.reference_id] = _decide(desk, reference, works)
        tell("references", number, len(references))
    numbers = tuple(dict.fromkeys(trial_numbers))
    trials = _ask_trials(desk, numbers)
    tell("trials", len(trials), len(numbers))
    found = {work.work_id: work for verdict in verdicts.values() for work in verdict.works}
    return Resolution(
        matches=tuple(verdicts[reference.reference_id].match for reference in references),
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
    return tuple(_not_asked(reference, "no registry was asked") for reference in references)


class _Desk:
    """Asks the registries, splits what is refused, and keeps the books: requests, failures, what stayed unanswered."""

    def __init__(self, registries: Sequence[Registry], send: Send) -> None:
        self.registries = registries
        self._send = send
        self.requests = 0
        self.failures: dict[str, Failure] = {}

    def ask(self, question: Question) -> Iterator[tuple[Question, str, list[Work | Trial], str | None]]:
        """For every request that the question takes: the part of the question that it asks, where it was asked, what
        came back, and why there is no answer where there is none.
        """
        for registry in self.registries:
            for request in registry.ask(question):
                yield from self._answers(registry, request)

    def _answers(
        self, registry: Registry, request: Request
    ) -> Iterator[tuple[Question, str, list[Work | Trial], str | None]]:
        response = self._sent(request)
        parts = _halves(request.question) if response.status == 400 else ()
        if parts:  # one bad identifier refuses a whole batch: find it
            for part in parts:
                for smaller in registry.ask(part):
                    yield from self._answers(registry, smaller)
            return
        found: list[Work | Trial] = []
        cause = self._read(registry, response, found)
        seen = 0
        while cause is None and (following := next(registry.more(response), None)) is not None:
            seen += 1
            if seen > _PAGES:
                cause = f"more than {_PAGES} pages"
                break
            response = self._sent(following)
            cause = self._read(registry, response, found)
        yield request.question, _where(registry, response), found, cause

    def _sent(self, request: Request) -> Response:
        self.requests += 1
        return self._send(request)

    def _read(self, registry: Registry, response: Response, found: list[Work | Trial]) -> str | None:
        """Read an answer into ``found``; why it is none, or None."""
        cause = None
        for entry in registry.read(response):
            if not isinstance(entry, Failure):
                found.append(entry)
            elif entry.cause == NOT_FOUND:
                pass  # an answer: the registry has no such thing, and the match or the trial's row says so
            else:
                self.failures[entry.failure_id] = entry
                cause = entry.cause if is_whole(entry, response) else cause
        return cause

    def miss(self, subject: str, cause: str, advice: str) -> None:
        """Book something that was not found or not asked."""
        failure = Failure(
            failure_id=content_id("ask", subject, cause), stage="ask", subject=subject, cause=cause, advice=advice
        )
        self.failures[failure.failure_id] = failure


@dataclass(frozen=True)
class _Known:
    """What the printed identifiers led to, and which could not be asked, with the cause."""

    works: dict[tuple[str, str], list[Work]]
    causes: dict[tuple[str, str], str]
    answered: frozenset[tuple[str, str]]


def _ask_identifiers(desk: _Desk, references: Sequence[PrintedReference]) -> _Known:
    question = WorksByIdentifier(
        dois=tuple(dict.fromkeys(reference.doi for reference in references if reference.doi)),
        pmids=tuple(dict.fromkeys(reference.pmid for reference in references if reference.pmid)),
        pmcids=tuple(dict.fromkeys(reference.pmcid for reference in references if reference.pmcid)),
    )
    works: dict[tuple[str, str], list[Work]] = defaultdict(list)
    causes: dict[tuple[str, str], str] = {}
    answered: set[tuple[str, str]] = set()
    if not (question.dois or question.pmids or question.pmcids):
        return _Known(works, causes, frozenset())
    for part, where, found, cause in desk.ask(question):
        asked = _identifiers(part)
        if cause is None:
            answered |= asked
        else:
            causes.update(dict.fromkeys(asked, f"{where} could not be asked: {cause}"))
        for work in found:
            if isinstance(work, Work):
                for name, value in (("DOI", work.doi), ("PMID", work.pmid), ("PMCID", work.pmcid)):
                    if value:
                        works[name, value.value].append(work)
    return _Known(works, causes, frozenset(answered))


def _decide(desk: _Desk, reference: PrintedReference, known: _Known) -> Verdict:
    """Decide by the printed identifiers; where they settle nothing, by what the registries find for the print."""
    printed = _printed_identifiers(reference)
    candidates = [work for key in printed for work in known.works.get(key, ())]
    verdict = judge(reference, candidates)
    if verdict.match.status in ("matched", "ambiguous"):
        return verdict
    causes = [known.causes[key] for key in printed if key in known.causes]
    asked = bool(causes) or any(key in known.answered for key in printed)
    for _, where, found, cause in desk.ask(WorkAsPrinted(reference=reference)):
        asked = True
        candidates += [work for work in found if isinstance(work, Work)]
        if cause is not None:
            causes.append(f"{where} could not be asked: {cause}")
    if not asked:
        return Verdict(_not_asked(reference, "no registry of this run answers such a question"))
    verdict = judge(reference, candidates)
    unknown = [f"printed {name} is unknown there" for name, value in printed if (name, value) not in known.works]
    unknown = [said for said, key in zip(unknown, printed, strict=False) if key in known.answered]
    if verdict.match.status == "unmatched" and causes and not verdict.refuted:
        failed = verdict.match.model_copy(update={"status": "failed", "score": None, "reasons": tuple(causes)})
        return Verdict(failed)
    if unknown:
        reasons = (*unknown, *verdict.match.reasons)
        return Verdict(verdict.match.model_copy(update={"reasons": reasons}), verdict.works)
    return verdict


def _ask_trials(desk: _Desk, numbers: tuple[str, ...]) -> tuple[Trial, ...]:
    trials: dict[str, Trial] = {}
    wanting: dict[str, tuple[str, str]] = {}
    if numbers:
        for part, where, found, cause in desk.ask(TrialsByNumber(numbers=numbers)):
            trials.update((trial.trial_id, trial) for trial in found if isinstance(trial, Trial))
            if isinstance(part, TrialsByNumber):
                said = f"could not be asked at {where}: {cause}" if cause else f"{NOT_FOUND} ({where})"
                advice = "Run again later." if cause else "Check the printed number."
                wanting.update((number, (said, advice)) for number in part.numbers)
    nobody = ("not asked: no registry of this run answers for such a number", "Look it up at its own registry.")
    for number in numbers:
        if number not in trials:
            desk.miss(number, *wanting.get(number, nobody))
    return tuple(trials[number] for number in numbers if number in trials)


def _halves(question: Question) -> tuple[Question, ...]:
    """A question about many things as two about half of them; none where it is about one."""
    if isinstance(question, TrialsByNumber):
        middle = len(question.numbers) // 2
        parts = (question.numbers[:middle], question.numbers[middle:]) if middle else ()
        return tuple(TrialsByNumber(numbers=part) for part in parts)
    if isinstance(question, WorksByIdentifier):
        dois, pmids = len(question.dois) // 2, len(question.pmids) // 2
        if dois:
            return (WorksByIdentifier(dois=question.dois[:dois]), WorksByIdentifier(dois=question.dois[dois:]))
        if pmids:
            return (WorksByIdentifier(pmids=question.pmids[:pmids]), WorksByIdentifier(pmids=question.pmids[pmids:]))
    return ()


def _identifiers(question: Question) -> set[tuple[str, str]]:
    if not isinstance(question, WorksByIdentifier):
        return set()
    keys = {("DOI", doi) for doi in question.dois} | {("PMID", pmid) for pmid in question.pmids}
    return keys | {("PMCID", pmcid) for pmcid in question.pmcids}


def _printed_identifiers(reference: PrintedReference) -> list[tuple[str, str]]:
    named = (("DOI", reference.doi), ("PMID", reference.pmid), ("PMCID", reference.pmcid))
    return [(name, value) for name, value in named if value]


def _where(registry: Registry, response: Response) -> str:
    if response.url.startswith("mirror:"):
        return f"the mirror of {registry.name} of {response.retrieved_at.date().isoformat()}"
    return registry.name


def _not_asked(reference: PrintedReference, reason: str) -> Match:
    return Match(reference_id=reference.reference_id, status="not_asked", reasons=(reason,))

"""Asks registries one request after another and keeps the books: what was sent, what failed, what stayed unanswered."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from curated.identifiers import content_id
from curated.schema import Failure, Trial, Work
from reference_resolver.registry import NOT_FOUND, Registry, is_whole
from reference_resolver.request import (
    Edition,
    Lead,
    OpenAccess,
    Question,
    Request,
    Response,
    TrialsByNumber,
    TrialVersion,
    WorksAsPrinted,
    WorksByIdentifier,
)

Send = Callable[[Request], Response]

_PAGES = 50
_TOO_MUCH = (400, 413, 414, 431)
"""Statuses of an answer to a question that is refused as a whole: bad, or too long for what stands in between."""


Found = Work | Trial | Lead | Edition | TrialVersion


class Answer(NamedTuple):
    """What came of one request: the part of the question that it asks, where it was asked, what was found, and why
    there is no (whole) answer where there is none; the pages that it was read from.
    """

    question: Question
    where: str
    found: list[Found]
    cause: str | None
    pages: list[Response]


class Desk:
    """Puts questions to registries. ``requests`` counts what was sent, ``failures`` are rows for what went wrong."""

    def __init__(self, registries: Sequence[Registry], send: Send) -> None:
        self.registries = registries
        self._send = send
        self.requests = 0
        self.failures: dict[str, Failure] = {}

    def ask(self, question: Question, registries: Sequence[Registry] | None = None) -> Iterator[Answer]:
        """The answers to every request that a question takes, of all registries or of some."""
        for registry in self.registries if registries is None else registries:
            for request in registry.ask(question):
                yield from self._answers(registry, request)

    def miss(self, subject: str, cause: str, advice: str) -> None:
        """Book something that was not found or not asked."""
        failure = Failure(
            failure_id=content_id("ask", subject, cause), stage="ask", subject=subject, cause=cause, advice=advice
        )
        self.failures[failure.failure_id] = failure

    def _answers(self, registry: Registry, request: Request) -> Iterator[Answer]:
        response = self._sent(request)
        parts = _halves(request.question) if response.status in _TOO_MUCH else ()
        if parts:  # one bad identifier refuses a whole batch, a long address any proxy: find what is answered
            for part in parts:
                for smaller in registry.ask(part):
                    yield from self._answers(registry, smaller)
            return
        booked = dict(self.failures)
        pages = [response]
        found, cause, whole = self._pages(registry, pages)
        if cause is not None and not whole:
            self.failures = booked  # the second pass says what is wrong, if anything still is
            pages = [self._sent(request.model_copy(update={"again": True}))]
            found, cause, _ = self._pages(registry, pages)
        yield Answer(request.question, _where(registry, response), found, cause, pages)

    def _pages(self, registry: Registry, pages: list[Response]) -> tuple[list[Found], str | None, bool]:
        """All pages of a listing that begins with the one given, which the others are added to; why it ends too early,
        and whether that was on the first page already.
        """
        found: list[Found] = []
        cause = self._read(registry, pages[0], found)
        if cause is not None:
            return found, cause, True
        while cause is None and (following := next(registry.more(pages[-1]), None)) is not None:
            if len(pages) > _PAGES:
                return found, f"more than {_PAGES} pages", True
            pages.append(self._sent(following))
            cause = self._read(registry, pages[-1], found)
        return found, cause, False

    def _sent(self, request: Request) -> Response:
        self.requests += 1
        return self._send(request)

    def _read(self, registry: Registry, response: Response, found: list[Found]) -> str | None:
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


def _halves(question: Question) -> tuple[Question, ...]:
    """A question about many things as two about half of them; none where it is about one."""
    if isinstance(question, TrialsByNumber):
        middle = len(question.numbers) // 2
        parts = (question.numbers[:middle], question.numbers[middle:]) if middle else ()
        return tuple(TrialsByNumber(numbers=part) for part in parts)
    if isinstance(question, OpenAccess):
        middle = len(question.pmcids) // 2
        several = (question.pmcids[:middle], question.pmcids[middle:]) if middle else ()
        return tuple(OpenAccess(pmcids=part) for part in several)
    if isinstance(question, WorksAsPrinted):
        middle = len(question.references) // 2
        listed = (question.references[:middle], question.references[middle:]) if middle else ()
        return tuple(WorksAsPrinted(references=part) for part in listed)
    if isinstance(question, WorksByIdentifier):
        for name in ("dois", "pmids", "pmcids"):
            values = getattr(question, name)
            if len(values) > 1:
                middle = len(values) // 2
                return tuple(WorksByIdentifier(**{name: part}) for part in (values[:middle], values[middle:]))
    return ()


def _where(registry: Registry, response: Response) -> str:
    if response.url.startswith("mirror:"):
        return f"the mirror of {registry.name} of {response.retrieved_at.date().isoformat()}"
    return registry.name

"""The type of a registry: how it is asked and how its answers are read. The registries lie in ``registries/``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from curated.identifiers import content_id
from curated.schema import Failure, Trial, Work
from reference_resolver.request import Edition, Lead, Question, Request, Response, TrialVersion

Entry = Work | Trial | Lead | Edition | TrialVersion | Failure
"""What reading an answer yields. A :class:`Lead` is worth another question; an :class:`Edition` says how new data are,
a :class:`TrialVersion` what a trial's record once was. A :class:`Failure` is either the whole
answer's (:func:`unreadable`) or one record's (:func:`skipped`); :func:`is_whole` tells them apart."""

NOT_FOUND = "not found at the registry"
"""The cause where a registry answered, and knows no such thing. Not the same as a registry that could not be asked."""


@dataclass(frozen=True)
class Pace:
    """How fast a registry may be asked: seconds between requests, and requests under way at once.

    A registry's own headers may slow us down without bound, and speed us up to ``fastest`` seconds between requests.
    """

    seconds_between: float
    at_once: int = 1
    fastest: float | None = None


def no_more(response: Response) -> Iterator[Request]:
    """The further requests of a registry whose answers are never cut into pages: none."""
    yield from ()


@dataclass(frozen=True)
class Registry:
    """A registry as a value. ``ask`` yields the requests for a question (none where it has no answer to such
    questions); ``read`` yields the works or trials of an answer, every value with its source; ``more`` the requests
    for the pages that an answer says are still to come.

    ``contact`` are the URL parameters that tell it who asks, where ``{}`` stands for the user's address: the sender
    adds them, so that no address ends up in the dataset. ``posts_from`` is the length of a URL from which its
    parameters are sent as a form instead.

    ``turn`` says when printed references are put to it, the cheapest first: the registries of a later turn see only
    what those before left open. ``asks_all``: it takes so many in one request that it is also asked about those that
    are matched already, for its own record of them. ``only_notices``: it knows what happened to works and not what
    they are, and is asked about the identifiers of what is matched, at the end.
    """

    name: str
    hosts: tuple[str, ...]
    pace: Pace
    ask: Callable[[Question], Iterator[Request]]
    read: Callable[[Response], Iterator[Entry]]
    contact: tuple[tuple[str, str], ...] = ()
    posts_from: int | None = None
    turn: int = 1
    only_notices: bool = False
    asks_all: bool = False
    more: Callable[[Response], Iterator[Request]] = no_more


def unreadable(response: Response, cause: str) -> Failure:
    """The failure row of an answer that cannot be read at all; its subject is the address that was asked."""
    advice = "Run again later: only what failed is asked again." if cause != NOT_FOUND else "Check the printed number."
    return _failure(response.url, cause, advice)


def skipped(response: Response, pointer: str, cause: str) -> Failure:
    """The failure row of one record that cannot be read in an answer that otherwise can."""
    return _failure(f"{response.url}#{pointer}", cause, "Look at the record in the kept answer.")


def is_whole(failure: Failure, response: Response) -> bool:
    """Whether a failure that reading ``response`` yielded is the whole answer's."""
    return failure.subject == response.url


def _failure(subject: str, cause: str, advice: str) -> Failure:
    return Failure(
        failure_id=content_id("ask", subject, cause), stage="ask", subject=subject, cause=cause, advice=advice
    )

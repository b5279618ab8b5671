"""The type of a registry: how it is asked and how its answers are read. The registries lie in ``registries/``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from curated.schema import Trial, Work
from reference_resolver.request import Question, Request, Response

Entry = Work | Trial


@dataclass(frozen=True)
class Pace:
    """How fast a registry may be asked: seconds between requests, and requests under way at once."""

    seconds_between: float
    at_once: int = 1


@dataclass(frozen=True)
class Registry:
    """A registry as a value. ``ask`` yields the requests for a question (none where it has no answer to such
    questions); ``read`` yields the works or trials of an answer, every value with its source.
    """

    name: str
    hosts: tuple[str, ...]
    pace: Pace
    ask: Callable[[Question], Iterator[Request]]
    read: Callable[[Response], Iterator[Entry]]

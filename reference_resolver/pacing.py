"""How fast to ask and whether to ask again: decisions as values, without a network. ``http.py`` carries them out."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from reference_resolver.registry import Pace

_SLOWEST = 60.0


@dataclass(frozen=True)
class Limits:
    """What one request may cost. Seconds, bytes of the unpacked body, counts.

    ``total_s`` covers all tries of one request; ``longest_wait_s`` is the longest pause between two tries, also where a
    registry asks for a longer one (then the request fails). After ``failures_in_a_row`` requests of one registry that
    failed in every try, it is left alone for ``rest_s``.
    """

    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 180.0
    body_bytes: int = 64 * 1024 * 1024
    tries: int = 4
    redirects: int = 3
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    failures_in_a_row: int = 3
    rest_s: float = 300.0


def is_passing(status: int) -> bool:
    """Whether an HTTP status says that the same request may be answered later.

    >>> [status for status in (200, 400, 404, 408, 429, 500, 503) if is_passing(status)]
    [408, 429, 500, 503]
    """
    return status in (408, 425, 429) or 500 <= status <= 599


def seconds_until_retry(
    attempt: int, retry_after: str | None, limits: Limits, jitter: float, now: datetime
) -> float | None:
    """How long to wait before the next try, after ``attempt`` (from 1) failed; None to give up.

    The pause doubles from try to try, half of it shaken by ``jitter`` (0 to 1) so that clients do not come back
    together. ``Retry-After`` (seconds or an HTTP date) is obeyed where it is longer, and given up on where it is longer
    than the limit.

    >>> from datetime import UTC
    >>> now = datetime(2026, 1, 1, tzinfo=UTC)
    >>> [seconds_until_retry(attempt, None, Limits(), 1.0, now) for attempt in (1, 2, 3, 4)]
    [1.0, 2.0, 4.0, None]
    >>> seconds_until_retry(1, "7", Limits(), 1.0, now), seconds_until_retry(1, "3600", Limits(), 1.0, now)
    (7.0, None)
    """
    if attempt >= limits.tries:
        return None
    pause = min(limits.first_wait_s * 2.0 ** (attempt - 1), limits.longest_wait_s)
    pause *= 0.5 + 0.5 * jitter
    asked = _asked_pause(retry_after, now)
    if asked > limits.longest_wait_s:
        return None
    return max(pause, asked)


def _asked_pause(retry_after: str | None, now: datetime) -> float:
    text = (retry_after or "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text):
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:  # not a date either: as if nothing had been said
        return 0.0
    if until.tzinfo is None:
        return 0.0
    return max(0.0, (until - now).total_seconds())


def seconds_between(headers: Mapping[str, str], pace: Pace) -> float:
    """The pace that an answer's headers ask for: ``X-Rate-Limit-Limit`` requests in ``X-Rate-Limit-Interval``.

    NCBI's ``X-RateLimit-Limit`` has no interval: it counts a second.

    >>> seconds_between({"x-rate-limit-limit": "5", "x-rate-limit-interval": "10s"}, Pace(1.0))
    2.0
    >>> seconds_between({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, Pace(1.0, fastest=0.34))
    0.34
    """
    limit = re.fullmatch(
        r"\s*(\d{1,6})\s*", headers.get("x-rate-limit-limit") or headers.get("x-ratelimit-limit") or ""
    )
    interval = re.fullmatch(r"\s*(\d{1,5})\s*(s|m)?\s*", headers.get("x-rate-limit-interval") or "1s")
    if limit is None or interval is None or not int(limit.group(1)):
        return pace.seconds_between
    asked = int(interval.group(1)) * (60 if interval.group(2) == "m" else 1) / int(limit.group(1))
    fastest = pace.fastest if pace.fastest is not None else pace.seconds_between
    return min(max(asked, fastest), _SLOWEST)


class Lane:
    """The line in which the requests of one registry wait for their turn; several threads may stand in it."""

    def __init__(self, pace: Pace, limits: Limits, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._pace, self._limits, self._clock, self._sleep = pace, limits, clock, sleep
        self._between = pace.seconds_between
        self._slots = threading.Semaphore(pace.at_once)
        self._lock = threading.Lock()
        self._next = float("-inf")
        self._failures = 0
        self._rests_until = float("-inf")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until the next request may go out; holds a place for as long as it is under way."""
        with self._slots:
            with self._lock:
                wait = self._next - self._clock()
                self._next = max(self._next, self._clock()) + self._between
            if wait > 0:
                self._sleep(wait)
            yield

    def heed(self, headers: Mapping[str, str]) -> None:
        """Take over the pace that an answer asks for."""
        with self._lock:
            self._between = seconds_between(headers, self._pace)

    def hold(self, seconds: float) -> None:
        """Let nobody go before so many seconds are over: the registry asked for a pause."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)

    def count(self, *, answered: bool) -> None:
        """Count a request that was answered or failed in every try."""
        with self._lock:
            self._failures = 0 if answered else self._failures + 1
            if self._failures >= self._limits.failures_in_a_row:
                self._rests_until = self._clock() + self._limits.rest_s
                self._failures = 0

    def rests(self) -> bool:
        """Whether the registry failed so often in a row that it is left alone for now."""
        with self._lock:
            return self._clock() < self._rests_until

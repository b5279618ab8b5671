"""Pauses and paces as values; the lane with two threads in it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from reference_resolver.pacing import Lane, Limits, seconds_between, seconds_until_retry
from reference_resolver.registry import Pace

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempt", "retry_after", "jitter", "expected"),
    [
        (1, None, 0.0, 0.5),
        (1, None, 1.0, 1.0),
        (3, None, 1.0, 4.0),
        (4, None, 1.0, None),
        (1, "0", 1.0, 1.0),
        (1, "12", 0.0, 12.0),
        (1, "12.5", 0.0, 12.5),
        (1, "61", 0.0, None),
        (1, "99999999999999", 0.0, 0.5),
        (1, "soon", 0.0, 0.5),
        (1, "Sun, 01 Mar 2026 00:00:20 GMT", 0.0, 20.0),
        (1, "Sat, 28 Feb 2026 00:00:20 GMT", 0.0, 0.5),
        (1, "Mon, 02 Mar 2026 00:00:00 GMT", 0.0, None),
        (1, "Sun, 01 Mar 2026 00:00:20", 0.0, 0.5),
    ],
)
def test_the_pause_before_the_next_try(
    attempt: int, retry_after: str | None, jitter: float, expected: float | None
) -> None:
    assert seconds_until_retry(attempt, retry_after, Limits(), jitter, NOW) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 1.0),
        ({"x-rate-limit-limit": "2"}, 0.5),
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, 0.34),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "1m"}, 60.0),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "99999s"}, 60.0),
        ({"x-ratelimit-limit": "1"}, 1.0),
        ({"x-rate-limit-limit": "0"}, 1.0),
        ({"x-rate-limit-limit": "many", "x-rate-limit-interval": "1s"}, 1.0),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "PT1S"}, 1.0),
    ],
)
def test_the_pace_of_headers(headers: dict[str, str], expected: float) -> None:
    assert seconds_between(headers, Pace(seconds_between=1.0, fastest=0.34)) == expected


def test_no_more_are_under_way_at_once_than_allowed() -> None:
    lane = Lane(Pace(seconds_between=0.0, at_once=2), Limits(), lambda: 0.0, lambda seconds: None)
    under_way, most, lock = 0, 0, threading.Lock()

    def go() -> None:
        nonlocal under_way, most
        with lane.turn():
            with lock:
                under_way += 1
                most = max(most, under_way)
            threading.Event().wait(0.005)
            with lock:
                under_way -= 1

    threads = [threading.Thread(target=go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_threads_share_one_pace() -> None:
    slept: list[float] = []
    lane = Lane(Pace(seconds_between=2.0, at_once=4), Limits(), lambda: 0.0, slept.append)

    def go() -> None:
        with lane.turn():
            pass

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [2.0, 4.0, 6.0]


def test_a_date_far_away_is_no_overflow() -> None:
    far = (NOW + timedelta(days=36500)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert seconds_until_retry(1, far, Limits(), 0.0, NOW) is None

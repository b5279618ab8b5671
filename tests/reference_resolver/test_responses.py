"""What was asked before is answered from what is kept."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from curated.schema import KeptResponse
from reference_resolver.request import Request, Response, WorksByIdentifier
from reference_resolver.responses import NOT_KEPT, KeptResponses, not_kept


def request(path: str) -> Request:
    return Request(registry="crossref", url=f"https://api.crossref.org/{path}", question=WorksByIdentifier())


class Registry:
    """Answers with the path it is asked for, and counts."""

    def __init__(self, cause: str | None = None, status: int = 200) -> None:
        self.asked: list[str] = []
        self.cause, self.status = cause, status

    def send(self, asked: Request) -> Response:
        self.asked.append(asked.url)
        body = b"" if self.cause else asked.url.encode()
        at = datetime(2026, 3, len(self.asked), tzinfo=UTC)
        return Response(request=asked, url=asked.url, status=self.status, body=body, retrieved_at=at, cause=self.cause)


def test_the_same_request_is_sent_once() -> None:
    registry = Registry()
    kept = KeptResponses(registry.send)
    first, second = kept.send(request("a")), kept.send(request("a"))
    assert first == second
    assert len(registry.asked) == kept.sent == 1


def test_the_answer_is_to_the_question_that_is_asked_now() -> None:
    kept = KeptResponses(Registry().send)
    kept.send(request("a"))
    now = Request(registry="crossref", url=request("a").url, question=WorksByIdentifier(dois=("10.1/x",)))
    assert kept.send(now).request.question == WorksByIdentifier(dois=("10.1/x",))


def test_a_failure_is_asked_again_and_not_stored() -> None:
    registry = Registry(cause="HTTP 500")
    kept = KeptResponses(registry.send)
    kept.send(request("a"))
    kept.send(request("a"))
    assert len(registry.asked) == 2
    assert kept.rows == ()
    assert kept.bodies == {}


@pytest.mark.parametrize("status", [200, 400, 404])
def test_an_answer_is_kept_at_once_and_asked_once(status: int) -> None:
    registry, told = Registry(status=status), list[tuple[str, bytes]]()
    kept = KeptResponses(registry.send, keep=lambda row, body: told.append((row.url, body)))
    kept.send(request("a"))
    assert told == [(request("a").url, request("a").url.encode())]
    assert kept.send(request("a")).status == status
    assert (len(registry.asked), len(told)) == (1, 1)


def test_a_new_answer_can_be_wanted_and_then_counts() -> None:
    kept = KeptResponses(Registry().send)
    first = kept.send(request("a"))
    second = kept.send(request("a").model_copy(update={"again": True}))
    assert first.retrieved_at < second.retrieved_at
    assert kept.send(request("a")).retrieved_at == second.retrieved_at


def test_of_two_kept_answers_the_newer_one_counts() -> None:
    registry = Registry()
    old, new = registry.send(request("a")), registry.send(request("a")).model_copy(update={"body": b"new"})
    rows = [KeptResponse(sha256=one.sha256, registry="crossref", url=one.url, status=200, retrieved_at=one.retrieved_at)
            for one in (new, old)]  # fmt: skip
    bodies = {one.sha256: one.body for one in (old, new)}
    assert KeptResponses(not_kept, rows, bodies.get).send(request("a")).body == b"new"


def test_where_nobody_may_be_asked_it_says_so() -> None:
    assert KeptResponses(not_kept).send(request("a")).cause == NOT_KEPT


def test_rows_and_bodies_replay_in_a_later_run() -> None:
    first = KeptResponses(Registry().send)
    answers = [first.send(request(path)) for path in ("b", "a")]
    registry = Registry()
    later = KeptResponses(registry.send, first.rows, first.bodies.get)
    again = [later.send(request(path)) for path in ("b", "a")]
    assert again == answers
    assert registry.asked == []
    assert later.rows == first.rows


def test_rows_do_not_depend_on_the_order_of_asking() -> None:
    def rows(*paths: str) -> list[str]:
        kept = KeptResponses(Registry().send)
        for path in paths:
            kept.send(request(path))
        return [row.url for row in kept.rows]

    assert rows("a", "b", "c") == rows("c", "a", "b")


def test_a_body_that_was_changed_on_disk_is_no_evidence(answer: Callable[..., Response]) -> None:
    first = KeptResponses(Registry().send)
    first.send(request("a"))
    registry = Registry()
    later = KeptResponses(registry.send, first.rows, lambda sha256: b"changed")
    assert later.send(request("a")).body != b"changed"
    assert len(registry.asked) == 1

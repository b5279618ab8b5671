"""What was asked before is answered from what is kept."""

from collections.abc import Callable
from datetime import UTC, datetime

from reference_resolver.request import Request, Response, WorksByIdentifier
from reference_resolver.responses import KeptResponses


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
    for registry in (Registry(cause="HTTP 500"), Registry(status=400), Registry(status=404)):
        kept = KeptResponses(registry.send)
        kept.send(request("a"))
        kept.send(request("a"))
        assert len(registry.asked) == 2
        assert kept.rows == ()
        assert kept.bodies == {}


def test_rows_and_bodies_replay_in_a_later_run() -> None:
    first = KeptResponses(Registry().send)
    answers = [first.send(request(path)) for path in ("b", "a")]
    registry = Registry()
    later = KeptResponses(registry.send, [(row, first.bodies[row.sha256]) for row in first.rows])
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
    later = KeptResponses(registry.send, [(row, b"changed") for row in first.rows])
    assert later.send(request("a")).body != b"changed"
    assert len(registry.asked) == 1

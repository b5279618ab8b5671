"""The sender against a registry that misbehaves; time is a number that only moves when the sender sleeps."""

import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from reference_resolver.http import Sender
from reference_resolver.pacing import Limits
from reference_resolver.registry import Entry, Pace, Registry
from reference_resolver.request import Question, Request, Response, WorksByIdentifier

HOST = "api.registry.example"


def ask_nothing(question: Question) -> Iterator[Request]:
    yield from ()


def read_nothing(response: Response) -> Iterator[Entry]:
    yield from ()


def a_registry(**changes: Any) -> Registry:
    fields: dict[str, Any] = {
        "name": "example",
        "hosts": (HOST,),
        "pace": Pace(seconds_between=1.0),
        "ask": ask_nothing,
        "read": read_nothing,
        "contact": (("mailto", "{}"),),
    }
    return Registry(**(fields | changes))


class Clock:
    """Time for tests: it stands still but for sleeping."""

    def __init__(self) -> None:
        self.at = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.at += seconds


Make = Callable[..., tuple[Sender, Clock]]


@pytest.fixture
def make(loopback: Any) -> Iterator[Make]:
    made: list[Sender] = []

    def sender(registry: Registry | None = None, **changes: Any) -> tuple[Sender, Clock]:
        clock = changes.pop("clock", Clock())
        options: dict[str, Any] = {
            "version": "1.2",
            "endpoints": {HOST: loopback.url},
            "clock": clock,
            "sleep": getattr(clock, "sleep", None),
            "now": lambda: datetime(2026, 3, 1, tzinfo=UTC),
            "jitter": lambda: 1.0,
        }
        made.append(Sender([registry or a_registry()], **(options | changes)))
        return made[-1], clock

    yield sender
    for one in made:
        one.close()


def request(path: str = "/works?rows=1") -> Request:
    return Request(registry="example", url=f"https://{HOST}{path}", question=WorksByIdentifier())


def test_an_answer_comes_back_with_its_bytes_and_time(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(body=b'{"a": 1}')]
    sender, clock = make()
    response = sender.send(request())
    assert (response.status, response.body, response.cause) == (200, b'{"a": 1}', None)
    assert response.url == request().url
    assert response.retrieved_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert clock.slept == []


def test_it_says_who_asks_and_keeps_the_address_out_of_the_answer(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply()]
    sender, _ = make(contact="ada@example.org")
    response = sender.send(request())
    assert loopback.headers[0]["user-agent"] == "litcurate/1.2 (mailto:ada@example.org)"
    assert loopback.seen == ["/works?rows=1&mailto=ada@example.org"]
    assert "ada@" not in response.url


def test_without_a_contact_nothing_is_added(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply()]
    sender, _ = make()
    sender.send(request())
    assert loopback.seen == ["/works?rows=1"]
    assert loopback.headers[0]["user-agent"] == "litcurate/1.2"


@pytest.mark.parametrize("contact", ["ada", "ada@example.org\r\nX-Evil: 1", "Ada <ada@example.org>", ""])
def test_a_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="no e-mail address"):
        Sender([a_registry()], version="1", contact=contact)


CASES = [
    ("429 with Retry-After", [{"status": 429, "headers": {"Retry-After": "7"}}, {}], [7.0]),
    (
        "a date in Retry-After",
        [{"status": 503, "headers": {"Retry-After": "Sun, 01 Mar 2026 00:00:09 GMT"}}, {}],
        [9.0],
    ),
    ("500 then 200", [{"status": 500}, {}], [1.0]),
    ("twice 502", [{"status": 502}, {"status": 502}, {}], [1.0, 2.0]),
    ("HTML with 200", [{"body": b"<html><title>busy</title></html>"}, {}], [1.0]),
    ("a body cut off", [{"cut": True}, {}], [1.0]),
    ("a connection reset", [{"reset": True}, {}], [1.0]),
    ("half a JSON", [{"body": b'{"a": '}, {}], [1.0]),
    ("an empty body", [{"body": b""}, {}], [1.0]),
    ("broken gzip", [{"body": b"plain", "headers": {"Content-Encoding": "gzip"}}, {}], [1.0]),
]


@pytest.mark.parametrize(("replies", "slept"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_passes_is_tried_again(
    replies: list[dict[str, Any]], slept: list[float], loopback: Any, reply: Any, make: Make
) -> None:
    loopback.replies = [reply(**fields) for fields in replies]
    sender, clock = make()
    response = sender.send(request())
    assert (response.status, response.cause) == (200, None)
    assert clock.slept == slept


def test_tries_are_bounded_and_the_last_cause_is_kept(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(status=500, body=b"Sorry")]
    sender, clock = make()
    response = sender.send(request())
    assert response.cause == "HTTP 500: text 'Sorry' (4 tries)"
    assert len(loopback.seen) == 4
    assert clock.slept == [1.0, 2.0, 4.0]


def test_a_pause_longer_than_the_limit_is_not_waited_for(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(status=429, headers={"Retry-After": "86400"})]
    sender, clock = make()
    response = sender.send(request())
    assert response.cause == "HTTP 429: text '{\"ok\": true}' (1 try; it asked to wait 86400)"
    assert clock.slept == []


@pytest.mark.parametrize(("status", "cause"), [(400, None), (404, None), (403, "HTTP 403: text 'No.'")])
def test_a_refusal_is_not_asked_again(status: int, cause: str | None, loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(status=status, body=b"No.")]
    sender, _ = make()
    response = sender.send(request())
    assert (response.status, response.body, response.cause) == (status, b"No.", cause)
    assert len(loopback.seen) == 1


def test_requests_keep_the_registrys_pace(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply()]
    sender, clock = make()
    for _ in range(3):
        sender.send(request())
    assert clock.slept == [1.0, 1.0]


def test_the_pace_follows_the_headers(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(headers={"X-Rate-Limit-Limit": "1", "X-Rate-Limit-Interval": "5s"})]
    sender, clock = make()
    for _ in range(3):
        sender.send(request())
    assert clock.slept == [1.0, 5.0]


def test_a_registry_that_keeps_failing_is_left_alone_for_a_while(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(status=500)]
    sender, clock = make(limits=Limits(tries=1, failures_in_a_row=2, rest_s=50))
    for _ in range(2):
        sender.send(request())
    assert sender.send(request()).cause == "not asked: example failed several times in a row just before"
    assert len(loopback.seen) == 2
    clock.at += 51
    loopback.replies = [reply()]
    assert sender.send(request()).cause is None


def test_a_redirect_within_the_registry_is_followed(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(status=301, headers={"Location": "/moved?x=1"}), reply()]
    sender, _ = make()
    response = sender.send(request())
    assert response.url == f"https://{HOST}/moved?x=1"
    assert response.cause is None


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/works",
        f"http://{HOST}/works",
        f"https://user@{HOST}/",
        f"https://{HOST}:8443/",
        f"https://{HOST}.evil.example/",
        "//evil.example/works",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_elsewhere_is_not_followed(target: str, loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(status=302, headers={"Location": target})]
    sender, _ = make()
    response = sender.send(request())
    assert response.cause is not None
    assert "which is no address of example" in response.cause
    assert len(loopback.seen) == 1


def test_redirects_are_bounded(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(status=302, headers={"Location": "/again"})]
    sender, _ = make()
    assert sender.send(request()).cause == "more than 3 redirects"
    assert len(loopback.seen) == 4


@pytest.mark.parametrize("url", ["https://evil.example/", f"http://{HOST}/", "file:///etc/passwd", "mirror:x", ""])
def test_only_the_registrys_own_addresses_are_asked(url: str, loopback: Any, make: Make) -> None:
    sender, _ = make()
    response = sender.send(Request(registry="example", url=url, question=WorksByIdentifier()))
    assert response.cause is not None
    assert "is not an address of example" in response.cause
    assert loopback.seen == []


def test_a_packed_body_is_unpacked(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(body=b'{"packed": true}', packed=True)]
    sender, _ = make()
    assert sender.send(request()).body == b'{"packed": true}'


def test_a_gzip_bomb_stops_at_the_limit(loopback: Any, reply: Any, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    largest = 0
    plain = zlib.decompressobj

    class Watched:
        def __init__(self, wbits: int) -> None:
            self._inner = plain(wbits=wbits)

        @property
        def eof(self) -> bool:
            return self._inner.eof

        def decompress(self, data: bytes, most: int) -> bytes:
            nonlocal largest
            out = self._inner.decompress(data, most)
            largest = max(largest, len(out))
            return out

    monkeypatch.setattr(zlib, "decompressobj", Watched)
    loopback.replies = [reply(body=b" " * 20_000_000, packed=True)]
    sender, _ = make(limits=Limits(body_bytes=100_000))
    response = sender.send(request())
    assert response.cause == "a body of more than 100000 bytes"
    assert response.body == b""
    assert largest <= 100_001


def test_a_plain_body_stops_at_the_limit_too(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(body=b" " * 200_000)]
    sender, _ = make(limits=Limits(body_bytes=100_000))
    assert sender.send(request()).cause == "a body of more than 100000 bytes"


def test_a_body_that_drips_runs_into_the_total_limit(loopback: Any, reply: Any, make: Make) -> None:
    class Running(Clock):
        """A clock on which every look costs a second."""

        def __call__(self) -> float:
            self.at += 1.0
            return self.at

    loopback.replies = [reply(body=b'{"slow": true}' * 20, drip=0.01)]
    sender, _ = make(clock=Running(), limits=Limits(total_s=30))
    assert sender.send(request()).cause == "no whole answer within 30 s"


def test_silence_runs_into_the_read_limit(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(body=b"ab", drip=0.5)]
    sender, _ = make(limits=Limits(read_s=0.05, tries=1))
    cause = sender.send(request()).cause
    assert cause is not None
    assert cause.startswith(("no answer within 0.05 s", "connection failed"))


def test_nobody_listens(make: Make) -> None:
    sender, clock = make(endpoints={HOST: "http://127.0.0.1:9"})
    response = sender.send(request())
    assert response.status == 0
    assert response.cause is not None
    assert response.cause.startswith("connection failed")
    assert len(clock.slept) == 3


def test_xml_is_checked_as_xml(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [
        reply(body=b"<html><body>busy</body></html>"),
        reply(body=b"<PubmedArticleSet>"),
        reply(body=b"<PubmedArticleSet/>"),
    ]
    sender, clock = make()
    asked = request().model_copy(update={"due": "xml"})
    assert sender.send(asked).body == b"<PubmedArticleSet/>"
    assert clock.slept == [1.0, 2.0]


def test_text_is_anything_but_a_page(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(body=b"<!DOCTYPE html><title>busy</title>"), reply(body=b"a|b|NOT_FOUND")]
    sender, clock = make()
    assert sender.send(request().model_copy(update={"due": "text"})).body == b"a|b|NOT_FOUND"
    assert clock.slept == [1.0]


def test_what_is_too_long_for_a_url_goes_as_a_form(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply()]
    sender, _ = make(a_registry(posts_from=100), contact="ada@example.org")
    short, long = "/fetch?id=1", "/fetch?id=" + ",".join(map(str, range(100)))
    assert sender.send(request(short)).url.endswith(short)
    assert sender.send(request(long)).url.endswith(long), "the answer is kept under the whole question"
    assert loopback.seen == [f"{short}&mailto=ada@example.org", "/fetch"]
    assert loopback.forms == ["", long.partition("?")[2] + "&mailto=ada@example.org"]


def test_cookies_are_not_kept(loopback: Any, reply: Any, make: Make) -> None:
    loopback.replies = [reply(headers={"Set-Cookie": "who=me"}), reply()]
    sender, _ = make()
    sender.send(request())
    sender.send(request())
    assert "cookie" not in loopback.headers[1]


def test_passwords_of_this_machine_are_not_sent(
    loopback: Any, reply: Any, make: Make, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    loopback.replies = [reply()]
    sender, _ = make()
    sender.send(request())
    assert "authorization" not in loopback.headers[0]

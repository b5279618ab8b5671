"""Notices go to whom they are meant for, only where something changed, and never print an address."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from curated.mistake import Mistake
from curated.since import Changed, Event
from flows.notice import checked, notify

EVENT = Event("2026-10-01", "registry", "change", "overall_status", "RECRUITING", "COMPLETED", None)
ROW = Changed("NCT00000101", "trial", "A trial", (), "2026-11-24", "refresh 2", (EVENT,))


class Inbox:
    """A server on loopback that keeps what it is sent."""

    def __init__(self) -> None:
        self.kept: list[dict[str, str]] = []
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.kept.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"json://somebody:secret@127.0.0.1:{self.server.server_address[1]}/hook"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    made = Inbox()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_notice_says_what_changed(inbox: Inbox) -> None:
    checked([inbox.address])
    assert notify([inbox.address], [ROW], "my-dataset") == []
    (sent,) = inbox.kept
    assert sent["title"] == "litcurate: 1 trial or work changed in my-dataset"
    assert "NCT00000101   status RECRUITING → COMPLETED" in sent["message"]


def test_nothing_is_sent_where_nothing_changed(inbox: Inbox) -> None:
    assert notify([inbox.address], [], "my-dataset") == []
    assert inbox.kept == []


def test_a_notice_that_cannot_be_sent_is_told_without_its_address(
    inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.status = 500
    (failed,) = notify([inbox.address], [ROW], "my-dataset")
    assert failed == "the notice to address 1 (json) could not be sent"
    assert "secret" not in caplog.text


@pytest.mark.parametrize("address", ["nonsense", "nobody-knows://somebody:secret@example.org"])
def test_an_address_that_is_none_is_refused_before_the_run(address: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Mistake, match="address 1 for notices") as refused:
        checked([address])
    assert "secret" not in f"{refused.value}{caplog.text}"

"""A registry that misbehaves on the loopback address, answers made of bytes, works made of a few words."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from curated.provenance import Sourced
from curated.schema import Author, Work
from reference_resolver.request import Question, Request, Response, TrialsByNumber, WorksByIdentifier

SHARED = Path(__file__).parents[3] / "shared" / "data" / "registry"
ASKED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of recorded answers; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the recorded answers (../shared/data/registry) are not on this machine")
    return SHARED


@pytest.fixture
def answer() -> Callable[..., Response]:
    """Make an answer of a registry out of its body."""

    def make(registry: str, body: bytes | str, *, status: int = 200, question: Question | None = None) -> Response:
        content = body.encode() if isinstance(body, str) else body
        if question is None:
            question = TrialsByNumber(numbers=()) if registry == "clinicaltrials" else WorksByIdentifier()
        url = f"https://{registry}.example/asked"
        request = Request(registry=registry, url=url, question=question)
        return Response(request=request, url=url, status=status, body=content, retrieved_at=ASKED_AT)

    return make


@pytest.fixture
def work(answer: Callable[..., Response]) -> Callable[..., Work]:
    """Make a work out of plain values; ``authors`` are family names."""

    def make(work_id: str, **values: object) -> Work:
        registry, _, identifier = work_id.partition(":")
        values.setdefault("doi" if registry == "crossref" else "pmid", identifier)
        source = answer(registry, b"{}").source("")
        fields: dict[str, object] = {"work_id": work_id, "registry": registry}
        for name, value in values.items():
            if value is None:
                continue
            if name == "authors":
                people = tuple(Author(family=family) for family in value)  # type: ignore[attr-defined]
                fields[name] = Sourced[tuple[Author, ...]](value=people, source=source)
            else:
                fields[name] = Sourced[type(value)](value=value, source=source)  # type: ignore[misc]
        return Work.model_validate(fields)

    return make


@dataclass
class Reply:
    """What the loopback registry does with one request."""

    status: int = 200
    body: bytes = b'{"ok": true}'
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    """Promise more bytes than are sent."""
    reset: bool = False
    """Break the connection off without an answer."""
    drip: float = 0.0
    """Seconds between single bytes."""
    packed: bool = False


class LoopbackRegistry:
    """Answers requests with the replies laid out for it, one after another, the last one again and again."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.seen: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.forms: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                outer.seen.append(self.path)
                outer.forms.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
                outer.headers.append({name.lower(): value for name, value in self.headers.items()})
                reply = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                if reply.reset:
                    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.connection.close()
                    self.close_connection = True
                    return
                body = gzip.compress(reply.body) if reply.packed else reply.body
                self.send_response(reply.status)
                headers = {"Content-Type": "application/json", **reply.headers}
                if reply.packed:
                    headers["Content-Encoding"] = "gzip"
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) + (50 if reply.cut else 0)))
                self.end_headers()
                try:
                    for piece in [body[i : i + 1] for i in range(len(body))] if reply.drip else [body]:
                        self.wfile.write(piece)
                        self.wfile.flush()
                        if reply.drip:
                            threading.Event().wait(reply.drip)
                except OSError:
                    self.close_connection = True  # the client has gone: that is what these tests are about
                if reply.cut:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Say nothing of connections that a test had broken off."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackRegistry]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    registry = LoopbackRegistry()
    yield registry
    registry.close()


@pytest.fixture
def reply() -> type[Reply]:
    return Reply

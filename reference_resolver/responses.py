"""Answers that are kept and replayed: what was asked before is not asked again, and every used body can be stored."""

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from curated.schema import KeptResponse
from reference_resolver.request import Request, Response

NOT_KEPT = "no answer to this is kept"
"""The cause where only kept answers may be used, and there is none."""

Keep = Callable[[KeptResponse, bytes], None]
Body = Callable[[str], bytes | None]


class KeptResponses:
    """A sender that answers from what is kept and asks another sender for the rest. Several threads may use it.

    Two requests are the same where registry and URL are. What failed is passed on and never kept: it is asked again. A
    refusal in words (400, 404) is an answer like any other.
    """

    def __init__(
        self,
        send: Callable[[Request], Response],
        earlier: Iterable[KeptResponse] = (),
        body: Body = lambda sha256: None,
        keep: Keep = lambda row, body: None,
    ) -> None:
        """Wrap ``send``. ``earlier`` are answers of earlier runs, whose bodies are looked up as they are needed; of two
        to one request the newer one counts. ``keep`` is given each new answer at once: a run that is killed has it.
        """
        self._send, self._body, self._keep = send, body, keep
        self._lock = threading.Lock()
        self._by_request: dict[tuple[str, str], Response] = {}
        self._earlier: dict[tuple[str, str], KeptResponse] = {}
        for row in sorted(earlier, key=lambda row: (row.retrieved_at, row.sha256)):
            self._earlier[row.registry, row.url] = row
        self.sent = 0
        """How many requests went on to the wrapped sender."""

    def send(self, request: Request) -> Response:
        """The kept answer to this request, or a new one."""
        key = (request.registry, request.url)
        with self._lock:
            known = None if request.again else self._by_request.get(key) or self._replayed(request)
        if known is not None:
            return known.model_copy(update={"request": request})
        response = self._send(request)
        with self._lock:
            self.sent += 1
            if response.cause is None:
                self._by_request[key] = response
                self._keep(kept_row(response), response.body)
        return response

    def _replayed(self, request: Request) -> Response | None:
        row = self._earlier.get((request.registry, request.url))
        body = self._body(row.sha256) if row else None
        if row is None or body is None:
            return None
        response = Response(request=request, url=row.url, status=row.status, body=body, retrieved_at=row.retrieved_at)
        if response.sha256 != row.sha256:
            return None  # a body that was changed on disk is no evidence any more: ask again
        self._by_request[request.registry, request.url] = response
        return response

    @property
    def rows(self) -> tuple[KeptResponse, ...]:
        """The kept answers as rows, in an order that does not depend on who was asked first."""
        rows = {(response.sha256, response.url): kept_row(response) for response in self._by_request.values()}
        return tuple(rows[key] for key in sorted(rows))

    @property
    def bodies(self) -> dict[str, bytes]:
        """The bodies of the kept answers by their SHA-256."""
        return {response.sha256: response.body for response in self._by_request.values()}


def not_kept(request: Request) -> Response:
    """A sender for where nobody may be asked: every request fails."""
    nobody = datetime.min.replace(tzinfo=UTC)
    return Response(request=request, url=request.url, status=0, body=b"", retrieved_at=nobody, cause=NOT_KEPT)


def kept_row(response: Response) -> KeptResponse:
    """An answer as the row that is kept of it, without its body."""
    return KeptResponse(
        sha256=response.sha256,
        registry=response.request.registry,
        url=response.url,
        status=response.status,
        retrieved_at=response.retrieved_at,
    )

"""Answers that are kept and replayed: what was asked before is not asked again, and every used body can be stored."""

import threading
from collections.abc import Callable, Iterable

from curated.schema import KeptResponse
from reference_resolver.request import Request, Response


class KeptResponses:
    """A sender that answers from what is kept and asks another sender for the rest. Several threads may use it.

    Two requests are the same where registry and URL are. What failed or was refused is passed on and never kept: it is
    asked again.
    """

    def __init__(self, send: Callable[[Request], Response], kept: Iterable[tuple[KeptResponse, bytes]] = ()) -> None:
        """Wrap ``send``. ``kept`` are answers of an earlier run with their bodies."""
        self._send = send
        self._lock = threading.Lock()
        self._by_request: dict[tuple[str, str], Response] = {}
        self._earlier = {(row.registry, row.url): (row, body) for row, body in kept if row.status == 200}
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
            if response.cause is None and response.status == 200:
                self._by_request[key] = response
        return response

    def _replayed(self, request: Request) -> Response | None:
        earlier = self._earlier.get((request.registry, request.url))
        if earlier is None:
            return None
        row, body = earlier
        response = Response(request=request, url=row.url, status=row.status, body=body, retrieved_at=row.retrieved_at)
        if response.sha256 != row.sha256:
            return None  # a body that was changed on disk is no evidence any more: ask again
        self._by_request[request.registry, request.url] = response
        return response

    @property
    def rows(self) -> tuple[KeptResponse, ...]:
        """The kept answers as rows, in an order that does not depend on who was asked first."""
        rows = {
            (response.sha256, response.url): KeptResponse(
                sha256=response.sha256,
                registry=response.request.registry,
                url=response.url,
                status=response.status,
                retrieved_at=response.retrieved_at,
            )
            for response in self._by_request.values()
        }
        return tuple(rows[key] for key in sorted(rows))

    @property
    def bodies(self) -> dict[str, bytes]:
        """The bodies of the kept answers by their SHA-256."""
        return {response.sha256: response.body for response in self._by_request.values()}

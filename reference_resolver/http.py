"""The only network: sends requests to the registries' own hosts, with manners and limits, and never raises for weather.

What can go wrong out there (time-outs, refusals, broken or endless bodies, redirects elsewhere) ends as a
:class:`~reference_resolver.request.Response` with a ``cause``.
"""

import random
import re
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Literal, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import requests
import urllib3

from reference_resolver.body import UnreadableBodyError, describe, parse_json, parse_xml
from reference_resolver.pacing import Lane, Limits, is_passing, seconds_until_retry
from reference_resolver.registry import Registry
from reference_resolver.request import Request, Response

_REDIRECTS = (301, 302, 303, 307, 308)
_ADDRESS = re.compile(r"[^\s<>(),;@]+@[^\s<>(),;@]+")
_CHUNK = 16 * 1024
_ANSWERED = (200, 400, 404)
"""Statuses whose body says something that the registry's ``read`` understands."""


class _Attempt(NamedTuple):
    """One try: what came back, why it cannot be used (if so), and whether trying again may help."""

    url: str
    status: int
    body: bytes
    problem: str | None
    passing: bool
    retry_after: str | None


class _TransferError(Exception):
    """A transfer that was broken off; ``passing`` where another try may go better."""

    def __init__(self, problem: str, *, passing: bool) -> None:
        super().__init__(problem)
        self.passing = passing


class Sender:
    """Sends requests, each registry at its own pace. A context manager; several threads may use it at once.

    ``contact`` is the user's address for the registries' polite pools; without one the public pools answer, slower.
    ``endpoints`` maps a registry's host to another base URL (``{"api.crossref.org": "http://127.0.0.1:8000"}``): for
    tests and for an institution's proxy; the hosts that may be asked or redirected to stay the registry's own.
    ``clock`` counts seconds, ``now`` tells the time of day, ``jitter`` gives a number from 0 to 1.
    """

    def __init__(
        self,
        registries: Sequence[Registry],
        *,
        version: str,
        contact: str | None = None,
        endpoints: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        jitter: Callable[[], float] = random.random,
    ) -> None:
        if contact is not None and not _ADDRESS.fullmatch(contact):
            raise ValueError(f"{contact!r} is no e-mail address")
        self._registries = {registry.name: registry for registry in registries}
        self._contact = contact
        self._endpoints = dict(endpoints or {})
        self._limits = limits or Limits()
        self._clock, self._sleep, self._now, self._jitter = clock, sleep, now, jitter
        self._lanes = {name: Lane(r.pace, self._limits, clock, sleep) for name, r in self._registries.items()}
        agent = f"litcurate/{version}" + (f" (mailto:{contact})" if contact else "")
        self._sessions = {name: _session(agent) for name in self._registries}

    def __enter__(self) -> "Sender":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        for session in self._sessions.values():
            session.close()

    def send(self, request: Request) -> Response:
        """The answer to a request; one with ``cause`` where there is none, after as many tries as the limits allow.

        Raises :class:`KeyError` only for a registry that this sender was not made for.
        """
        registry, lane = self._registries[request.registry], self._lanes[request.registry]
        if not self._is_own(request.url, registry):
            return self._failed(request, f"{request.url[:200]} is not an address of {registry.name}")
        if lane.rests():
            return self._failed(request, f"not asked: {registry.name} failed several times in a row just before")
        deadline = self._clock() + self._limits.total_s
        for attempt in range(1, self._limits.tries + 1):
            with lane.turn():
                tried = self._try(request, registry, lane, deadline)
            if tried.problem is None:
                lane.count(answered=True)
                return self._response(request, tried, None)
            if not tried.passing:
                return self._response(request, tried, tried.problem)
            pause = seconds_until_retry(attempt, tried.retry_after, self._limits, self._jitter(), self._now())
            if pause is None or self._clock() + pause > deadline:
                break
            lane.hold(pause)
        lane.count(answered=False)
        tries = f"{attempt} {'try' if attempt == 1 else 'tries'}"
        asked = f"; it asked to wait {tried.retry_after.strip()[:40]}" if tried.retry_after else ""
        return self._response(request, tried, f"{tried.problem} ({tries}{asked})")

    def _try(self, request: Request, registry: Registry, lane: Lane, deadline: float) -> _Attempt:
        """Ask once, following redirects within the registry's hosts."""
        url = request.url
        for _ in range(self._limits.redirects + 1):
            try:
                status, headers, body = self._get(url, registry, deadline)
            except _TransferError as error:
                return _Attempt(url, 0, b"", str(error), error.passing, None)
            lane.heed(headers)
            if status in _REDIRECTS:
                target = urljoin(url, headers.get("location", ""))
                if not self._is_own(target, registry):
                    foreign = f"HTTP {status}: redirected to {target[:200]}, which is no address of {registry.name}"
                    return _Attempt(url, status, b"", foreign, False, None)
                url = target
                continue
            problem = _problem(status, body, request.due)
            passing = is_passing(status) or (status == 200 and problem is not None)
            return _Attempt(url, status, body, problem, passing, headers.get("retry-after"))
        return _Attempt(url, 0, b"", f"more than {self._limits.redirects} redirects", False, None)

    def _get(self, url: str, registry: Registry, deadline: float) -> tuple[int, Mapping[str, str], bytes]:
        """One GET, or a POST where the URL would be too long.

        Raises :class:`_TransferError` where no whole body within the limits came back.
        """
        limits = self._limits
        left = deadline - self._clock()
        if left <= 0:
            raise _TransferError(f"no whole answer within {limits.total_s:g} s", passing=False)
        timeout = (min(limits.connect_s, left), min(limits.read_s, left))
        try:
            method, target, form = "GET", self._physical(url, registry), None
            if registry.posts_from is not None and len(target) >= registry.posts_from:
                target, _, form = target.partition("?")
                method = "POST"
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
            with self._sessions[registry.name].request(
                method, target, data=form, headers=kind, timeout=timeout, stream=True, allow_redirects=False
            ) as answer:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                if answer.status_code in _REDIRECTS:
                    return answer.status_code, headers, b""
                body = self._body(answer.raw, headers.get("content-encoding", ""), deadline)
                return answer.status_code, headers, body
        except requests.exceptions.SSLError as error:
            raise _TransferError(f"no trusted connection: {_brief(error)}", passing=False) from error
        except (requests.Timeout, urllib3.exceptions.ReadTimeoutError) as error:
            raise _TransferError(f"no answer within {timeout[1]:g} s", passing=True) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _TransferError(f"connection failed: {_brief(error)}", passing=True) from error

    def _body(self, raw: urllib3.HTTPResponse, encoding: str, deadline: float) -> bytes:
        """Read and unpack a body piece by piece, so that neither a slow nor a packed one outgrows the limits."""
        most = self._limits.body_bytes
        unpack = None
        if encoding.strip().lower() in ("gzip", "x-gzip", "deflate"):
            unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        elif encoding.strip().lower() not in ("", "identity"):
            raise _TransferError(f"a body packed as {encoding[:40]!r} was not asked for", passing=False)
        body = bytearray()
        while piece := raw.read1(_CHUNK, decode_content=False):
            if self._clock() > deadline:
                raise _TransferError(f"no whole answer within {self._limits.total_s:g} s", passing=False)
            try:
                body += unpack.decompress(piece, most + 1 - len(body)) if unpack else piece
            except zlib.error as error:
                raise _TransferError(f"broken body: {error}", passing=True) from error
            if len(body) > most:
                raise _TransferError(f"a body of more than {most} bytes", passing=False)
        if unpack is not None and not unpack.eof:
            raise _TransferError("broken body: it ends too early", passing=True)
        return bytes(body)

    def _physical(self, url: str, registry: Registry) -> str:
        """Where a URL is really asked: with the contact, and at another base where ``endpoints`` says so."""
        parts = urlsplit(url)
        pairs = [(name, value.format(self._contact)) for name, value in registry.contact if self._contact]
        added = "&".join(f"{name}={quote(value, safe='@')}" for name, value in pairs)
        query = "&".join(part for part in (parts.query, added) if part)
        base = self._endpoints.get(parts.netloc, f"https://{parts.netloc}").rstrip("/")
        return f"{base}{parts.path}" + (f"?{query}" if query else "")

    def _is_own(self, url: str, registry: Registry) -> bool:
        parts = urlsplit(url)
        return parts.scheme == "https" and parts.netloc in registry.hosts

    def _failed(self, request: Request, cause: str) -> Response:
        nothing = _Attempt(request.url, 0, b"", cause, False, None)
        return self._response(request, nothing, cause)

    def _response(self, request: Request, tried: _Attempt, cause: str | None) -> Response:
        return Response(
            request=request,
            url=tried.url,
            status=tried.status,
            body=tried.body,
            retrieved_at=self._now(),
            cause=cause,
        )


def _session(agent: str) -> requests.Session:
    session = requests.Session()
    accept = "application/json, application/xml;q=0.9, text/xml;q=0.9"
    session.headers.update({"User-Agent": agent, "Accept-Encoding": "gzip", "Accept": accept})
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.auth = _no_credentials
    return session


def _no_credentials(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from sending what a .netrc file on this machine holds for the host."""
    return prepared


def _problem(status: int, body: bytes, due: Literal["json", "xml", "text"]) -> str | None:
    """Why a body cannot be used, or None. Refusals in words (400, 404) are the registry's to read."""
    if status not in _ANSWERED:
        return f"HTTP {status}: {describe(body)}"
    if status != 200:
        return None
    try:
        if due == "json":
            parse_json(body)
        elif describe(body) == "an HTML page":
            return f"an HTML page where {'XML' if due == 'xml' else due} was due"
        elif due == "xml":
            parse_xml(body)
    except UnreadableBodyError as error:
        return str(error)
    return None


def _brief(error: Exception) -> str:
    """An exception in a few words, without the addresses of objects that requests prints into it."""
    return re.sub(r"<[^<>]*? object at 0x[0-9a-f]+>:?\s*", "", str(error))[:200]

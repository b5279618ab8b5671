"""What every test shares: no network but loopback, and where the material lies that is not part of the repository."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"
LOOPBACK = ("127.", "::1", "localhost")


def _refuse(address: object) -> None:
    host = address[0] if isinstance(address, tuple) and address else address
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if isinstance(host, str) and not host.startswith(LOOPBACK) and host not in ("", "0.0.0.0") and "/" not in host:  # noqa: S104
        raise OSError(f"a test tried to reach {host}: tests reach loopback only")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            _refuse(address)
        return connect(self, address)  # type: ignore[arg-type]

    def guarded_ex(self: socket.socket, address: object) -> int:
        if self.family != socket.AF_UNIX:
            _refuse(address)
        return connect_ex(self, address)  # type: ignore[arg-type]

    def guarded_look_up(host: object, *rest: object, **options: object) -> object:
        _refuse((host,) if host is not None else ("",))
        return look_up(host, *rest, **options)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[method-assign,assignment]
    socket.socket.connect_ex = guarded_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = guarded_look_up  # type: ignore[assignment]
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = look_up


@pytest.fixture(scope="session")
def examples() -> Path:
    """The bundled example review and its mirror."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def review_folder() -> Path:
    """The real review that the project starts from; tests that need it are skipped where it is not there."""
    folder = SHARED / "reviews" / "he-2026"
    if not folder.is_dir():
        pytest.skip("the review he-2026 is not on this machine (it is no part of the repository)")
    return folder

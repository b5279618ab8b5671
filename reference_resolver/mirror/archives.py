"""Bulk files as streams of bytes: plain or gzipped, alone or many in a zip or a tar, never unpacked to disk."""

import gzip
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

_TARS = (".tar", ".tar.gz", ".tgz")


def opened(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, IO[bytes]]]:
    """The files in ``path`` with their names: itself, or the members of an archive that end in one of ``suffixes``.

    Each is read before the next one is asked for. Raises :class:`OSError` or :class:`EOFError` for what cannot be
    opened or is cut off.
    """
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in sorted(name for name in archive.namelist() if name.endswith(suffixes)):
                    with archive.open(name) as member, _unpacked(member) as content:
                        yield name, content
        elif path.name.endswith(_TARS):
            with tarfile.open(path, "r|*") as bundle:  # a stream: the yearly file of Crossref has 200 GB
                for entry in bundle:
                    stream = bundle.extractfile(entry) if entry.isfile() and entry.name.endswith(suffixes) else None
                    if stream is not None:
                        with _unpacked(stream) as content:
                            yield entry.name, content
        else:
            with path.open("rb") as file, _unpacked(file) as content:
                yield path.name, content
    except (zipfile.BadZipFile, tarfile.TarError) as error:
        raise OSError(str(error)) from error


@contextmanager
def _unpacked(file: IO[bytes]) -> Iterator[IO[bytes]]:
    start = file.read(2)
    whole = _Rejoined(start, file)
    if start != b"\x1f\x8b":
        yield cast(IO[bytes], whole)
        return
    with gzip.GzipFile(fileobj=cast(IO[bytes], whole)) as unpacked:
        yield cast(IO[bytes], unpacked)


class _Rejoined:
    """A stream with the bytes that were read from its start put back: members of a streamed tar cannot be rewound."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start, self._rest = start, rest

    def read(self, size: int = -1) -> bytes:
        if not self._start:
            return self._rest.read(size)
        head, self._start = (self._start, b"") if size < 0 else (self._start[:size], self._start[size:])
        return head + (self._rest.read(size - len(head)) if size < 0 or size > len(head) else b"")

    def readline(self, size: int = -1) -> bytes:
        if not self._start:
            return self._rest.readline(size)
        head, self._start = self._start, b""
        if b"\n" in head:
            first, newline, self._start = head.partition(b"\n")
            return first + newline
        return head + self._rest.readline(size if size < 0 else max(0, size - len(head)))

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    @property
    def closed(self) -> bool:
        return False

    def flush(self) -> None:
        """Nothing to write."""

    def close(self) -> None:
        """Whoever opened the stream closes it."""

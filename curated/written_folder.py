"""Writes an export into a folder, with checksums that also say which files were written.

The checksums are a file that ``sha256sum -c`` accepts. An export that is repeated takes away the files that the list of
the last one names and that have no successor, and only where they are still as they were written: what a person put
into the folder, or changed in it, stays.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from curated.table_files import Content, write_whole

_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<name>[A-Za-z0-9_][A-Za-z0-9._/-]*)")
PACKAGE_SUMS = "SHA256SUMS"
"""The checksums of a package; those of an export are named after its format: ``csv.sha256``."""

_LONGEST_LIST = 64 * 1024 * 1024  # bytes of a list that is read: some 500,000 files


class WrittenFile(NamedTuple):
    """A file in a folder: its name there (with ``/``), bytes and SHA-256."""

    name: str
    size: int
    sha256: str


class FolderWriter:
    """Writes files into a folder, which is made where it is not there, and their checksums when all are written.

    Where it is broken off, the old list still names what is to be taken away next time.
    """

    def __init__(self, folder: Path, sums: str) -> None:
        """``sums`` is the name of the list of checksums."""
        self._folder = folder
        self._sums = sums
        self._before = checksums(folder / sums)
        self._written: dict[str, WrittenFile] = {}

    def write(self, name: str, content: Content) -> WrittenFile:
        """Writes a file whole or not at all.

        :raises OSError: where it cannot be written; the old file stays.
        """
        path = self._folder / name
        write_whole(path, content)
        self._written[name] = WrittenFile(name, path.stat().st_size, checksum(path))
        return self._written[name]

    def finish(self) -> list[Path]:
        """Takes away what has no successor, writes the checksums, and returns the paths of all files, in order."""
        gone = {name: digest for name, digest in self._before.items() if name not in self._written}
        _take_away(self._folder, gone, self._sums)
        lines = "".join(f"{file.sha256}  {name}\n" for name, file in sorted(self._written.items()))
        write_whole(self._folder / self._sums, lines.encode())
        return [self._folder / name for name in (*self._written, self._sums)]


def checksums(path: Path) -> Mapping[str, str]:
    """The names of a list of checksums with their SHA-256; none where there is no list, or it is not one of ours."""
    try:
        if path.stat().st_size > _LONGEST_LIST:
            return {}
        text = path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return {}
    found = [match for line in text.splitlines() if (match := _LINE.fullmatch(line))]
    return {match["name"]: match["sha256"] for match in found}


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _take_away(folder: Path, gone: Mapping[str, str], sums: str) -> None:
    """Removes files that no export in this folder writes any more, and folders that are empty then."""
    shared = {name for other in _other_lists(folder, sums) for name in checksums(other)}
    for name, digest in gone.items():
        path = folder / name
        if name in shared or not _is_inside(folder, name):
            continue
        if path.is_file() and checksum(path) == digest:
            path.unlink()
            for parent in path.parents:
                if parent == folder or any(parent.iterdir()):
                    break
                parent.rmdir()


def _is_inside(folder: Path, name: str) -> bool:
    """Whether the file is in the folder and behind no link: somebody may have written into the list."""
    parts = PurePosixPath(name).parts
    steps = [folder.joinpath(*parts[: number + 1]) for number in range(len(parts))]
    return ".." not in parts and not any(step.is_symlink() for step in steps)


def _other_lists(folder: Path, sums: str) -> Iterator[Path]:
    for path in sorted((*folder.glob("*.sha256"), folder / PACKAGE_SUMS)):
        if path.name != sums:
            yield path

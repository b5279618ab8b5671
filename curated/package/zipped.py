"""A folder as a zip file that has the same bytes whenever and wherever it is made."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from curated.table_files import write_whole

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can hold
_PACKED = (".gz", ".parquet")


def write_zip(path: Path, folder: Path, names: Iterable[str]) -> None:
    """Writes these files of a folder and the folders that they are in, by name, without times and owners.

    :raises OSError: where it cannot be written; an old file stays.
    """
    files = set(names)

    def write(opened: BinaryIO) -> None:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
            for name in sorted(files | _folders(files)):
                entry = zipfile.ZipInfo(name, _FIRST_DAY)
                entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
                entry.create_system = 3  # Unix, also where it is made on another
                entry.external_attr = (0o40755 << 16 | 0x10) if name.endswith("/") else 0o100644 << 16
                if name.endswith("/"):
                    made.writestr(entry, b"")
                    continue
                entry.file_size = (folder / name).stat().st_size
                with (folder / name).open("rb") as content, made.open(entry, "w") as packed:
                    shutil.copyfileobj(content, packed, 1 << 20)

    write_whole(path, write)


def _folders(files: Iterable[str]) -> set[str]:
    """The folders of the files: an RO-Crate that names a folder must have it as an entry of its own.

    >>> sorted(_folders(["a/b/c", "d"]))
    ['a/', 'a/b/']
    """
    parents = {parent for name in files for parent in PurePosixPath(name).parents}
    return {f"{parent}/" for parent in parents if parent.name}

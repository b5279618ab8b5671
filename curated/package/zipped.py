"""A folder as a zip file that has the same bytes whenever and wherever it is made."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from curated.table_files import write_whole

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can hold
_PACKED = (".gz", ".parquet", ".zip")


def write_zip(path: Path, folder: Path, names: Iterable[str]) -> None:
    """Writes these files of a folder, sorted by name and without their times and owners.

    :raises OSError: where it cannot be written; an old file stays.
    """

    def write(opened: BinaryIO) -> None:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
            for name in sorted(names):
                entry = zipfile.ZipInfo(name, _FIRST_DAY)
                entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
                entry.create_system = 3  # Unix, also where it is made on another
                entry.external_attr = 0o644 << 16
                entry.file_size = (folder / name).stat().st_size
                with (folder / name).open("rb") as content, made.open(entry, "w") as packed:
                    shutil.copyfileobj(content, packed, 1 << 20)

    write_whole(path, write)

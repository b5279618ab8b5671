"""One side of a comparison: the tables of a dataset, of a package (folder or zip), or of an export as Parquet."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from curated.columns import Kind, columns_of
from curated.decisions_export import DECIDED
from curated.mistake import Mistake
from curated.schema import ROWS, DocumentText, Row, Run
from curated.store import Store
from curated.store_opening import FILE_NAME
from curated.table_files import arrow_table

if TYPE_CHECKING:
    import pyarrow

COMPARED: tuple[type[Row], ...] = tuple(row_class for row_class in ROWS if row_class is not DocumentText)
"""The tables that are compared, what is referred to first."""

_LARGEST = 4 * 1024**3  # bytes of a table in a zip file, unpacked
_NOT_COMPARED = {"provenance", Run.table}


class SideError(Mistake):
    """A place in which there is nothing to compare; the message says what could be."""


@dataclass(frozen=True)
class Side:
    """Tables by name, without the columns that say where a row came from.

    ``unknown`` are tables that this version of litcurate does not know.
    """

    place: str
    tables: Mapping[str, "pyarrow.Table"]
    unknown: tuple[str, ...] = ()


def read_side(place: str) -> Side:
    """The tables at a place: a dataset's folder or URL, a package's folder or zip file, a folder of Parquet files.

    :raises SideError: where there is none of them, or it cannot be read.
    :raises StoreError: where the dataset cannot be opened.
    """
    path = Path(place)
    if "://" in place or (path / FILE_NAME).exists():
        return _of_store(place)
    try:
        if path.is_dir():
            return _of_folder(path)
        if path.is_file() and zipfile.is_zipfile(path):
            return _of_zip(path)
    except (OSError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise SideError(f"{place} cannot be read: {str(error).splitlines()[0] if str(error) else error!r}") from error
    raise SideError(
        f"{place} is no dataset (folder or postgresql:// URL), no package (folder or zip) and no export as Parquet"
    )


def _of_store(place: str) -> Side:
    tables = {}
    with Store.open(place, create=False) as store:
        for row_class, rows in store.values():
            if row_class is not DocumentText:
                columns: dict[str, Kind] = {
                    column.name: "text" if column.kind == "json" else column.kind for column in columns_of(row_class)
                }
                values = zip(*rows, strict=True) if rows else ((),) * len(columns)
                tables[row_class.table] = arrow_table(columns, dict(zip(columns, values, strict=True)))
        return Side(store.place, tables)


def _of_folder(folder: Path) -> Side:
    within = folder / "parquet" if (folder / "parquet").is_dir() else folder
    files = {path.stem: path for path in sorted(within.glob("*.parquet"))}
    if not files:
        raise SideError(f"{folder} holds no tables as Parquet: export it with --format package or --format parquet")
    return _side(str(folder), ((name, path.open("rb")) for name, path in files.items()))


def _of_zip(path: Path) -> Side:
    with zipfile.ZipFile(path) as held:
        entries = [
            entry for entry in held.infolist() if entry.filename.removeprefix("parquet/").count("/") == 0
            and entry.filename.endswith(".parquet")
        ]  # fmt: skip
        if not entries:
            raise SideError(f"{path} holds no tables as Parquet: it is no package")
        if any(entry.file_size > _LARGEST for entry in entries):
            raise SideError(
                f"{path} holds a table of more than {_LARGEST // 1024**3} GB: unpack it, and name the folder"
            )
        return _side(str(path), ((Path(entry.filename).stem, io.BytesIO(held.read(entry))) for entry in entries))


def _side(place: str, files: Iterator[tuple[str, BinaryIO]]) -> Side:
    import pyarrow.parquet

    known = {row_class.table: row_class for row_class in COMPARED}
    tables, unknown = {}, []
    for name, opened in files:
        with opened:
            if name in known:
                wanted = [column.name for column in columns_of(known[name])]
                table = pyarrow.parquet.read_table(opened)
                kept = [column for column in wanted if column in table.column_names]
                missing = [column for column in known[name].key if column not in kept]
                if missing:
                    raise ValueError(f"the table {name} has no column {', '.join(missing)}")
                tables[name] = _checked(name, known[name], table.select(kept))
            elif name not in _NOT_COMPARED and name.removesuffix(DECIDED) not in known:
                unknown.append(name)
    return Side(place, tables, tuple(unknown))


def _checked(name: str, row_class: type[Row], table: "pyarrow.Table") -> "pyarrow.Table":
    """The table, if it can be one of ours: bare values, and a key for each row.

    :raises ValueError: where it cannot.
    """
    import pyarrow

    if any(pyarrow.types.is_nested(kind) or pyarrow.types.is_dictionary(kind) for kind in table.schema.types):
        raise ValueError(f"the table {name} has values of a kind that no package has")
    keys = table.select(list(row_class.key))
    if keys.group_by(list(row_class.key)).aggregate([]).num_rows != table.num_rows:
        raise ValueError(f"two rows of the table {name} have one key")
    return table

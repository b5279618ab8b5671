"""One table of values as the bytes of a CSV, JSON Lines or Parquet file, and files written whole or not at all.

A table is given as its columns with their kinds (see :data:`curated.columns.Kind`) and its rows as dicts.
pyarrow is imported where it is used: it takes a while.
"""

import csv
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from curated.columns import Kind, json_text

if TYPE_CHECKING:
    import pyarrow

Writes: TypeAlias = Callable[[BinaryIO], None]
"""Writes the bytes of a file into it."""

Content: TypeAlias = bytes | Writes
"""What a file is to hold: bytes, or what writes them."""

Rows: TypeAlias = Iterable[Mapping[str, Any]]
"""The rows of a table, as dicts by column."""

_AT_ONCE = 50_000  # rows that are held to write them as Parquet

_RUN = r"(?:[\t\r\n]|[\s\x00-\x1f\u200b-\u200f\u2028-\u202e\u2060\ufeff]*[=+\-@＝＋－＠])"
_FORMULA = re.compile(_RUN)
_GUARDED = re.compile(f"'+{_RUN}")
_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def csv_file(columns: Mapping[str, Kind], rows: Rows) -> Writes:
    """A table as CSV (RFC 4180, UTF-8): None is empty, no cell is a formula, lists and dicts are JSON."""

    def write(opened: BinaryIO) -> None:
        text = io.TextIOWrapper(opened, "utf-8", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([_csv_cell(kind, row.get(name)) for name, kind in columns.items()] for row in rows)
        text.detach()

    return write


def jsonl_file(columns: Mapping[str, Kind], rows: Rows) -> Writes:
    """A table as JSON Lines (UTF-8): one object a row, every value as it is, times in ISO 8601."""

    def write(opened: BinaryIO) -> None:
        opened.writelines((json_text({name: row.get(name) for name in columns}) + "\n").encode() for row in rows)

    return write


def parquet_file(columns: Mapping[str, Kind], rows: Rows) -> Writes:
    """A table as Parquet: 64-bit integers and floats, times in UTC, lists and dicts as JSON text."""

    def write(opened: BinaryIO) -> None:
        import pyarrow.parquet

        waiting = iter(rows)
        batch = list(islice(waiting, _AT_ONCE))
        table = arrow_table(columns, {name: [row.get(name) for row in batch] for name in columns})
        with pyarrow.parquet.ParquetWriter(opened, table.schema) as made:
            made.write_table(table)
            while batch := list(islice(waiting, _AT_ONCE)):
                made.write_table(arrow_table(columns, {name: [row.get(name) for row in batch] for name in columns}))

    return write


def arrow_table(columns: Mapping[str, Kind], values: Mapping[str, Iterable[Any]]) -> "pyarrow.Table":
    """Columns of values as an Arrow table, of the types that :func:`parquet_file` writes."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "json": pyarrow.string(),
        "timestamp": pyarrow.timestamp("us", tz="UTC"),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    return pyarrow.table(
        {
            name: pyarrow.array([_parquet_cell(kind, value) for value in values[name]], types[kind])
            for name, kind in columns.items()
        }
    )


def grid_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Printed cells as CSV, row by row, none of them a formula."""
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerows(
        [spreadsheet_safe(utf8_text(cell)) for cell in row] for row in rows
    )
    return held.getvalue().encode()


def spreadsheet_safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> [spreadsheet_safe(text) for text in ("=SUM(A1)", " @x", "-3.5", "a=b")]
    ["'=SUM(A1)", "' @x", '-3.5', 'a=b']

    A text that looks as if that had been done to it gets one more, so that :func:`spreadsheet_text` takes it back.
    """
    if _GUARDED.match(text) or (_FORMULA.match(text) and not (_NUMBER.fullmatch(text) and text[0] not in "\t\r\n")):
        return f"'{text}"
    return text


def spreadsheet_text(cell: str) -> str:
    """The text that :func:`spreadsheet_safe` made a cell of.

    >>> [spreadsheet_text(cell) for cell in ("'=SUM(A1)", "-3.5", "'tis")]
    ['=SUM(A1)', '-3.5', "'tis"]
    """
    return cell[1:] if _GUARDED.match(cell) else cell


def utf8_text(text: str) -> str:
    """The text as a UTF-8 file can hold it: U+FFFD for each lone surrogate, so that offsets stay the same.

    >>> len(utf8_text("a" + chr(0xD800) + "b"))
    3
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def file_name(row_id: str) -> str:
    """A file name without ending for a row: its id where that is safe, else what is safe of it and a hash.

    >>> file_name("9f86d081884c-t1"), file_name("../etc/passwd")
    ('9f86d081884c-t1', 'etc-passwd-7fef78f5')
    """
    safe = _UNSAFE.sub("-", row_id).strip(".-")[:100]
    if safe and safe == row_id:
        return safe
    digest = hashlib.sha256(row_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe}-{digest}" if safe else digest


def write_whole(path: Path, content: Content) -> None:
    """Writes a file so that others see the old content or the new, never a part.

    ``content`` is its bytes, or what writes them to the open file, for those that are too large to hold.

    :raises OSError: where it cannot be written; the old file stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if isinstance(content, bytes):
            new.write_bytes(content)
        else:
            with new.open("wb") as opened:
                content(opened)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _csv_cell(kind: Kind, value: Any) -> Any:
    if value is None or kind in ("integer", "real", "boolean"):
        return value
    if kind == "timestamp":
        return value.isoformat()
    return spreadsheet_safe(utf8_text(value if isinstance(value, str) else json_text(value)))


def _parquet_cell(kind: Kind, value: Any) -> Any:
    if value is None or kind not in ("text", "json"):
        return value
    return json_text(value) if kind == "json" else utf8_text(value)

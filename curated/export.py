"""The dataset as files that others read: CSV, JSON Lines or Parquet, or its references for reference managers.

One file a table, as :mod:`curated.exported_tables` makes it. Beside them ``provenance.csv`` says of every value where
it came from, ``texts/`` holds the texts that ``start`` and ``end`` count in, and with CSV ``tables/`` holds each table
of a document as a grid. The same dataset gives the same bytes.

Spreadsheets run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula. In CSV such a cell, also after
blanks, and one that begins with a tab or a line break, gets a leading apostrophe; plain numbers such as ``-3.5`` stay
as they are. To read it, take one apostrophe from a text in front of ``=``, ``+``, ``-``, ``@``
(:func:`curated.table_files.spreadsheet_text`). CSV does not tell None from an empty text, lines end as RFC 4180 says
(CR LF), and a list is JSON, save for ``authors`` and ``editors``: ``Family, Given; …``. JSON Lines and Parquet hold
every value exactly (lists in Parquet as JSON text).
Lone surrogates, which no UTF-8 file can hold, become U+FFFD, so that offsets stay right; JSON Lines escapes them.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from curated.bibliography import BIBLIOGRAPHIES, cited_items
from curated.columns import Kind
from curated.dataset import Dataset
from curated.exported_tables import exported_tables, grids_of, texts_of, with_names_as_text
from curated.table_files import Content, Rows, Writes, csv_file, jsonl_file, parquet_file
from curated.written_folder import FolderWriter

Format = Literal["csv", "jsonl", "parquet", "csl-json", "bibtex", "ris"]

_FILES: Mapping[str, Callable[[Mapping[str, Kind], Rows], Writes]] = {
    "csv": csv_file,
    "jsonl": jsonl_file,
    "parquet": parquet_file,
}


def export(dataset: Dataset, format: Format, folder: Path) -> list[Path]:  # noqa: A002
    """Writes the dataset into a folder, which is made where it is not there, and returns the files, in order.

    A file is written whole or not at all. The last file, ``FORMAT.sha256``, lists them with their checksums; by it the
    next export of the format knows what it wrote, and takes away what has no successor. Other files are left.

    :raises OSError: where the folder cannot be written.
    """
    writer = FolderWriter(folder, f"{format}.sha256")
    for name, content in _files(dataset, format):
        writer.write(name, content)
    return writer.finish()


def _files(dataset: Dataset, kind: Format) -> Iterator[tuple[str, Content]]:
    if kind in BIBLIOGRAPHIES:
        name, write = BIBLIOGRAPHIES[kind]
        yield name, write(cited_items(dataset))
        return
    for table in exported_tables(dataset):
        if table.name == "provenance":
            yield "provenance.csv", csv_file(table.columns, table.rows)
        else:
            shown = with_names_as_text(table) if kind == "csv" else table
            yield f"{table.name}.{kind}", _FILES[kind](shown.columns, shown.rows)
    yield from texts_of(dataset)
    if kind == "csv":
        yield from grids_of(dataset)

"""The dataset as files that others read: CSV, JSON Lines or Parquet.

One file a table, with the columns of the guide, then those added since, then where the row came from: ``page``,
``start``, ``end`` and ``bbox`` for what was read from a document; ``registry``, ``url``, ``response_sha256``,
``pointer`` and ``retrieved_at`` for what a registry answered. Beside them ``provenance.csv`` says the same of every
value, ``texts/`` holds the texts that ``start`` and ``end`` count in, and with CSV ``tables/`` holds each table of
a document as a grid. The same dataset gives the same bytes.

A table that people decided on is written once more as they decided, as ``…_decided``: :mod:`curated.decisions_export`.

The rows that were read from claims have a column ``marked``: the sentence with the row's slots in brackets.

Spreadsheets run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula. In CSV such a cell, also after
blanks, and one that begins with a tab or a line break, gets a leading apostrophe; plain numbers such as ``-3.5`` stay
as they are. CSV does not tell None from an empty text, lines end as RFC 4180 says (CR LF), and a list is JSON, save
for ``authors`` and ``editors``: ``Family, Given; …``. JSON Lines and Parquet hold every value exactly (lists in Parquet
as JSON text).
Lone surrogates, which no UTF-8 file can hold, become U+FFFD, so that offsets stay right; JSON Lines escapes them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from curated.columns import (
    ANSWERED_COLUMNS,
    PRINTED_COLUMNS,
    Kind,
    columns_of,
    own_source,
    place_columns,
    provenance_columns,
    to_columns,
)
from curated.dataset import Dataset
from curated.decisions import Rulings, rulings
from curated.decisions_export import DECIDED_COLUMNS, decided_table, with_standing
from curated.marked import TYPED, marked
from curated.provenance import DocumentSource
from curated.schema import ROWS, Author, Cell, Decision, DocumentText, Row, Table
from curated.table_files import csv_bytes, file_name, grid_bytes, jsonl_bytes, parquet_bytes, utf8_text, write_whole

Format = Literal["csv", "jsonl", "parquet"]

_WRITERS: Mapping[Format, Callable[[Mapping[str, Kind], Sequence[Mapping[str, Any]]], bytes]] = {
    "csv": csv_bytes,
    "jsonl": jsonl_bytes,
    "parquet": parquet_bytes,
}

_LATER = {
    "documents": ("name",),
    "references": (
        "editors",
        "supplement",
        "last_page_in_full",
        "place",
        "arxiv",
        "isbn",
        "accessed",
        "note",
        "remainder",
        "unparsed",
        "confidence",
    ),
    "citations": ("cited",),
    "works": ("container_title_short", "group_author"),
    "tables": ("column_kinds",),
    "cells": ("span_certain", "other_spans", "marks", "notes"),
    "trial_mentions": (
        "reference_id",
        "drugs",
        "drug_roles",
        "line_of_therapy",
        "phase",
        "status",
        "cited",
    ),
    "claims": (
        "table_id",
        "row",
        "section_path",
        "part",
        "sentence",
        "hedge",
        "negated",
        "negation",
        "population",
        "species",
        "design",
        "phase",
    ),
    "outcomes": ("endpoint", "combined_with", "comparator", "p", "n", "total", "unattributed"),
    "findings": ("document_id",),
    "decisions": ("field", "value", "replaces"),
}
"""Columns that come after those of the guide, which keep their order."""

_PROVENANCE: Mapping[str, Kind] = {
    "table": "text",
    "row_id": "text",
    "field": "text",
    "document": "text",
    "reader": "text",
    "reader_version": "text",
    **PRINTED_COLUMNS,
    "ranges": "json",
    "path": "text",
    **ANSWERED_COLUMNS,
    "steps": "json",
}


def export(dataset: Dataset, format: Format, folder: Path) -> list[Path]:  # noqa: A002
    """Writes the dataset into a folder, which is made where it is not there, and returns the files, in order.

    A file is written whole or not at all; files of an older export that have no successor are left.

    :raises OSError: where the folder cannot be written.
    """
    written: list[Path] = []
    for name, content in _files(dataset, format):
        write_whole(folder / name, content)
        written.append(folder / name)
    return written


def export_columns(row_class: type[Row]) -> dict[str, Kind]:
    """The columns of an exported table with their kinds, in their stable order.

    >>> list(export_columns(Cell))[-6:]
    ['marks', 'notes', 'page', 'start', 'end', 'bbox']
    """
    later = _LATER.get(row_class.table, ())
    kinds: dict[str, Kind] = {column.name: column.kind for column in columns_of(row_class) if column.name not in later}
    if row_class is Decision:
        kinds["stale"] = "boolean"
    kinds |= {column.name: column.kind for column in columns_of(row_class) if column.name in later}
    if row_class is Decision:
        kinds["standing"] = "text"
    if row_class in TYPED:
        kinds["marked"] = "text"
    return {**kinds, **provenance_columns(row_class)}


def _files(dataset: Dataset, kind: Format) -> Iterator[tuple[str, bytes]]:
    texts = {text.document_id: text.text for text in dataset.texts}
    known = rulings(dataset)
    for row_class in ROWS:
        if row_class is not DocumentText:
            for name, columns, values in _tables(row_class, dataset, known, texts):
                yield f"{name}.{kind}", _table_bytes(kind, columns, values)
    yield "provenance.csv", csv_bytes(_PROVENANCE, [entry for row in dataset.rows() for entry in _entries(row)])
    for text in dataset.texts:
        yield f"texts/{file_name(text.document_id)}.txt", utf8_text(text.text).encode()
    if kind == "csv":
        for table in dataset.tables:
            yield f"tables/{file_name(table.table_id)}.csv", _grid(table, dataset.cells_of.get(table.table_id, ()))


def _tables(
    row_class: type[Row], dataset: Dataset, known: Rulings, texts: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Kind], list[dict[str, Any]]]]:
    """A table as the machine has it, and where people decided on it, as they did: name, columns and rows."""
    columns = export_columns(row_class)
    rows = getattr(dataset, row_class.table)
    values = [_values(row) for row in rows]
    if row_class is Decision:
        values = with_standing(values, known)
    if row_class in TYPED:
        for row, value in zip(rows, values, strict=True):
            value["marked"] = marked(row, dataset.claim, texts)
    yield row_class.table, columns, values
    if row_class.table in known.tables:
        yield f"{row_class.table}_decided", {**columns, **DECIDED_COLUMNS}, decided_table(rows, values, known)


def _table_bytes(kind: Format, columns: Mapping[str, Kind], values: Sequence[Mapping[str, Any]]) -> bytes:
    """A table in a format; in CSV the names of people are on one line."""
    for name in ("authors", "editors") if kind == "csv" else ():
        if name in columns:
            columns = {**columns, name: "text"}
            values = [{**row, name: _names(row[name])} for row in values]
    return _WRITERS[kind](columns, values)


def _values(row: Row) -> dict[str, Any]:
    values, _ = to_columns(row)
    place = place_columns(own_source(row))
    return values | {name: place.get(name) for name in provenance_columns(type(row))}


def _names(authors: Sequence[Mapping[str, str]] | None) -> str | None:
    """Authors on one line: ``Llovet, J; Forner, A``."""
    if authors is None:
        return None
    people = [Author.model_validate(author) for author in authors]
    return "; ".join(", ".join(filter(None, (one.family, one.given, one.suffix))) for one in people)


def _entries(row: Row) -> Iterator[dict[str, Any]]:
    """The provenance of a row as rows of ``provenance.csv``."""
    for table, row_id, field, source, steps in to_columns(row)[1]:
        read: dict[str, Any] = {}
        if isinstance(source, DocumentSource):
            read = {
                "document": source.document,
                "reader": source.reader.name,
                "reader_version": source.reader.version,
                "ranges": [[part.start, part.end] for part in source.ranges],
                "path": source.path,
            }
        yield {
            "table": table,
            "row_id": row_id,
            "field": field,
            **read,
            **place_columns(source),
            "steps": [step.model_dump() for step in steps],
        }


def _grid(table: Table, cells: Sequence[Cell]) -> bytes:
    """A table of a document as it is printed, header rows first; what a cell spans beyond its place is empty."""
    height = max([table.n_rows, *(cell.row + 1 for cell in cells)])
    width = max([table.n_columns, *(cell.column + 1 for cell in cells)])
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        if cell.text is not None:
            grid[cell.row][cell.column] = cell.text.value
    return grid_bytes(grid)

"""The tables as an export has them: columns in their stable order, and rows with where they came from.

The columns of the guide come first, then those added since, then where the row came from: ``page``, ``start``, ``end``
and ``bbox`` for what was read from a document; ``registry``, ``url``, ``response_sha256``, ``pointer`` and
``retrieved_at`` for what a registry answered. The rows that were read from claims have a column ``marked``: the
sentence with the row's slots in brackets. A table that people decided on is there once more as they decided, as
``…_decided`` (:mod:`curated.decisions_export`). The table ``provenance`` says of every value where it came from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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
from curated.decisions import rulings
from curated.decisions_export import DECIDED, DECIDED_COLUMNS, decided_table, with_standing
from curated.marked import TYPED, marked
from curated.provenance import DocumentSource
from curated.schema import ROWS, Author, Cell, Decision, DocumentText, Row, Table
from curated.table_files import Rows, file_name, grid_bytes, utf8_text

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

PROVENANCE_COLUMNS: Mapping[str, Kind] = {
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


class ExportedTable(NamedTuple):
    """A table with its columns and their kinds; a row is a dict by column. Its rows can be gone through again."""

    name: str
    columns: Mapping[str, Kind]
    rows: Rows
    number: int
    """How many rows there are."""


def exported_tables(dataset: Dataset) -> Iterator[ExportedTable]:
    """Every table of the dataset, an empty one too, then ``provenance``. Texts are no table: see :func:`texts_of`."""
    texts = {text.document_id: text.text for text in dataset.texts}
    known = rulings(dataset)
    for row_class in ROWS:
        if row_class is not DocumentText:
            rows = getattr(dataset, row_class.table)
            values = exported_rows(rows)
            if row_class is Decision:
                values = with_standing(values, known)
            if row_class in TYPED:
                for row, value in zip(rows, values, strict=True):
                    value["marked"] = marked(row, dataset.claim, texts)
            columns = export_columns(row_class)
            yield ExportedTable(row_class.table, columns, values, len(values))
            if row_class.table in known.tables:
                decided = decided_table(rows, values, known)
                yield ExportedTable(row_class.table + DECIDED, {**columns, **DECIDED_COLUMNS}, decided, len(decided))
    entries = _Entries(dataset)
    yield ExportedTable("provenance", PROVENANCE_COLUMNS, entries, sum(1 for _ in entries))


@dataclass(frozen=True)
class _Entries:
    """The rows of ``provenance``, made as they are asked for: they are many times as many as all others."""

    dataset: Dataset

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return (entry for row in self.dataset.rows() for entry in _entries(row))


def exported_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as dicts of their values and where each row came from."""
    return [_values(row) for row in rows]


def with_names_as_text(table: ExportedTable) -> ExportedTable:
    """The table as CSV shows it: people on one line (``Llovet, J; Forner, A``) instead of JSON."""
    people = [name for name in ("authors", "editors") if name in table.columns]
    if not people:
        return table
    return table._replace(
        columns={**table.columns, **dict.fromkeys(people, "text")},
        rows=[{**row, **{name: _names(row[name]) for name in people}} for row in table.rows],
    )


def texts_of(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """The files with the texts that offsets count in."""
    for text in dataset.texts:
        yield f"texts/{file_name(text.document_id)}.txt", utf8_text(text.text).encode()


def grids_of(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """The files with the tables of the documents, each as its own grid."""
    for table in dataset.tables:
        yield f"tables/{file_name(table.table_id)}.csv", _grid(table, dataset.cells_of.get(table.table_id, ()))


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

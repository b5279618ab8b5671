"""Rows into and out of an open database, many at a time; the transactions are :mod:`curated.store`'s."""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from curated.columns import (
    ProvenanceEntry,
    Source,
    columns_of,
    from_columns,
    json_text,
    row_id_of,
    to_columns,
)
from curated.identifiers import content_id
from curated.provenance import Method
from curated.schema import STORED, Failure, Row, TrialChange, WorkChange
from curated.store_opening import StoreError
from curated.store_schema import BODIES, PROVENANCE, TABLES, has_ordinal, key_of

_SOURCE: TypeAdapter[Source] = TypeAdapter(Source)
_STEPS: TypeAdapter[tuple[Method, ...]] = TypeAdapter(tuple[Method, ...])

Sources = Mapping[tuple[str, str], list[ProvenanceEntry]]
"""The sources of rows by table and row id."""


def delete(connection: Connection, row_classes: Iterable[type[Row]], document_ids: Collection[str]) -> None:
    """Deletes all rows of these documents in these tables, with their sources."""
    names = [row_class.table for row_class in row_classes]
    connection.execute(
        sa.delete(PROVENANCE).where(PROVENANCE.c.document_id.in_(document_ids), PROVENANCE.c.table_name.in_(names))
    )
    for name in reversed(names):  # what refers to a row goes before it
        connection.execute(sa.delete(TABLES[name]).where(TABLES[name].c.document_id.in_(document_ids)))


def insert(connection: Connection, rows: Iterable[tuple[Row, str]]) -> None:
    """Inserts rows with the ids of their documents; what is referred to has to come first."""
    values: dict[str, list[dict[str, Any]]] = defaultdict(list)
    sources: list[dict[str, Any]] = []
    for row, document_id in rows:
        columns, entries = to_columns(row)
        columns["document_id"] = document_id
        columns["ordinal"] = len(values[row.table])
        values[row.table].append(columns)
        sources.extend(_stored(entries, document_id))
    for name, held in values.items():
        connection.execute(sa.insert(TABLES[name]), held)
    if sources:
        connection.execute(sa.insert(PROVENANCE), sources)


def upsert(connection: Connection, rows: Iterable[Row]) -> None:
    """Puts rows in the place of those with the same key; the last of several with one key counts."""
    values: dict[type[Row], dict[str, dict[str, Any]]] = defaultdict(dict)
    sources: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        columns, entries = to_columns(row)
        if isinstance(row, Failure):
            columns["ordinal"] = len(values[Failure])
        if "url_sha256" in key_of(type(row)):
            columns["url_sha256"] = content_id(columns["url"], length=64)
        values[type(row)][row.row_id] = columns
        sources[row.table, row.row_id] = _stored(entries, None)
    for row_class in (row_class for row_class in STORED if row_class in values):
        table = TABLES[row_class.table]
        putting = insert_into(connection, table)
        changed = {name: column for name, column in putting.excluded.items() if name not in key_of(row_class)}
        if row_class in (TrialChange, WorkChange) or not changed:
            putting = putting.on_conflict_do_nothing()
        else:
            putting = putting.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changed)
        connection.execute(putting, list(values[row_class].values()))
    if sources:
        gone = sa.delete(PROVENANCE).where(
            PROVENANCE.c.table_name == sa.bindparam("of_table"), PROVENANCE.c.row_id == sa.bindparam("of_row")
        )
        connection.execute(gone, [{"of_table": table, "of_row": row_id} for table, row_id in sources])
    new = [entry for entries in sources.values() for entry in entries]
    if new:
        connection.execute(sa.insert(PROVENANCE), new)


def keep_bodies(connection: Connection, bodies: Mapping[str, bytes]) -> None:
    """Keeps bodies of answers by their SHA-256; those that are kept stay as they are."""
    if bodies:
        connection.execute(
            insert_into(connection, BODIES).on_conflict_do_nothing(),
            [{"sha256": name, "body": zlib.compress(body)} for name, body in bodies.items()],
        )


def insert_into(connection: Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows ``ON CONFLICT``, for the database at hand."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _stored(entries: Iterable[ProvenanceEntry], document_id: str | None) -> list[dict[str, Any]]:
    """Provenance entries as rows of their table."""
    return [
        {
            "table_name": entry.table,
            "row_id": entry.row_id,
            "field": entry.field,
            "source": _source_text(entry.source),
            "steps": json_text([step.model_dump() for step in entry.steps]) if entry.steps else "[]",
            "document_id": document_id,
        }
        for entry in entries
    ]


def _source_text(source: Source) -> str:
    """A source as JSON.

    :raises ValueError: for a rectangle whose edge is not a finite number.
    """
    try:
        text = source.model_dump_json()
    except PydanticSerializationError:  # a lone surrogate in a pointer: json_text can write it
        text = "null"
    # Pydantic writes an infinite edge as null; json_text, which is five times slower, refuses it.
    return json_text(source.model_dump()) if "null" in text else text


def read_sources(connection: Connection, tables: Collection[str]) -> Sources:
    """The sources of all rows of these tables.

    :raises StoreError: for one that is none.
    """
    sources: dict[tuple[str, str], list[ProvenanceEntry]] = defaultdict(list)
    read: dict[str, Source] = {}
    steps_read: dict[str, tuple[Method, ...]] = {}
    columns = PROVENANCE.c
    found = connection.execute(
        sa.select(columns.table_name, columns.row_id, columns.field, columns.source, columns.steps).where(
            columns.table_name.in_(tables)
        )
    )
    for table, row_id, field, source, steps in found:
        try:
            if source not in read:
                read[source] = _source(source)
            if steps not in steps_read:
                steps_read[steps] = _STEPS.validate_python(json.loads(steps))
        except ValueError as error:
            raise StoreError(f"the source of {field} of {table} {row_id} cannot be read: {error}") from error
        sources[table, row_id].append(ProvenanceEntry(table, row_id, field, read[source], steps_read[steps]))
    return sources


def _source(text: str) -> Source:
    # Pydantic's own JSON reader is the fast one, but does not take an escaped lone surrogate.
    return _SOURCE.validate_python(json.loads(text)) if r"\ud" in text else _SOURCE.validate_json(text)


def read_values(connection: Connection, row_class: type[Row]) -> list[tuple[Any, ...]]:
    """The bare values of all rows of a table in the order of its columns, sorted as :func:`read_rows` does.

    JSON is given as its text. Without sources and without making records it takes a tenth of the time.
    """
    columns = TABLES[row_class.table].c
    names = [column.name for column in columns_of(row_class)]
    places = [names.index(name) for name in row_class.key]
    order = [columns.document_id, columns.ordinal] if has_ordinal(row_class) else []
    wanted = [
        sa.cast(columns[column.name], sa.Text()) if column.kind == "json" else columns[column.name]
        for column in columns_of(row_class)
    ]
    found = connection.execute(sa.select(*order, *wanted)).all()
    held = [
        ((*((values[0] or "", values[1]) if order else ()), *(values[len(order) + place] for place in places)), values)
        for values in found
    ]
    held.sort(key=lambda pair: pair[0])
    return [tuple(values[len(order) :]) for _, values in held]


def read_rows(connection: Connection, row_class: type[Row], sources: Sources) -> list[Row]:
    """All rows of a table: by document and as they were put, or by key.

    :raises StoreError: for a row that its class does not take.
    """
    table = TABLES[row_class.table]
    held: list[tuple[Any, Row]] = []
    names = table.columns.keys()
    for values in connection.execute(sa.select(table)):
        columns = dict(zip(names, values, strict=True))
        row_id = row_id_of(row_class, columns)
        try:
            row = from_columns(row_class, columns, sources.get((row_class.table, row_id), ()))
        except ValueError as error:
            raise StoreError(f"the row {row_id} of {row_class.table} cannot be read: {error}") from error
        key = tuple(columns[name] for name in row_class.key)
        held.append(((columns["document_id"] or "", columns["ordinal"], key) if has_ordinal(row_class) else key, row))
    held.sort(key=lambda pair: pair[0])  # here and not in SQL: databases collate letters in their own ways
    return [row for _, row in held]

"""A row as flat columns and the sources of its values: what the store keeps and the export writes.

A ``Sourced[X] | None`` field becomes a column with the bare value and one :class:`ProvenanceEntry`; a
``tuple[Sourced[X], ...]`` becomes a JSON list and the entries ``field/0``, ``field/1`` …; other tuples, dicts and
records are JSON. The columns are derived once from the annotations of the row's class, so a new field of a row
needs nothing here.
"""

import hashlib
import json
import math
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

from curated.provenance import DocumentSource, Method, RegistrySource, Sourced
from curated.record import Record
from curated.schema import ROWS, Row

R = TypeVar("R", bound=Row)

Source: TypeAlias = DocumentSource | RegistrySource
Kind: TypeAlias = Literal["text", "integer", "real", "boolean", "json", "timestamp"]

PRINTED_COLUMNS: Mapping[str, Kind] = {"page": "integer", "start": "integer", "end": "integer", "bbox": "json"}
"""Provenance columns of a row that was read from a document, with their kinds."""

ANSWERED_COLUMNS: Mapping[str, Kind] = {
    "registry": "text",
    "url": "text",
    "response_sha256": "text",
    "pointer": "text",
    "retrieved_at": "text",
}
"""Provenance columns of a row that a registry answered, with their kinds."""

_SEEN = frozenset({"confirmed_at"})
"""Columns that say when a row was last seen as it is, and nothing of what it is."""
_KINDS: dict[type, Kind] = {str: "text", int: "integer", float: "real", bool: "boolean", datetime: "timestamp"}
_CLASSES: dict[str, type[Row]] = {row_class.table: row_class for row_class in ROWS}


@dataclass(frozen=True)
class Column:
    """A column of a table. ``form`` says how its field holds the value: bare, with a source, or as a list of such."""

    name: str
    kind: Kind
    nullable: bool
    form: Literal["bare", "sourced", "sourced_list"]


class ProvenanceEntry(NamedTuple):
    """Where one value of a row came from; ``field`` is ``authors/0`` for the first item of a list with sources."""

    table: str
    row_id: str
    field: str
    source: Source
    steps: tuple[Method, ...]


@cache
def columns_of(row_class: type[Row]) -> tuple[Column, ...]:
    """The columns of a table in the order of its class's fields.

    :raises TypeError: for a field whose type no column can hold.

    >>> from curated.schema import Reference
    >>> [column for column in columns_of(Reference) if column.name in ("year", "authors")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [Column(name='authors', kind='json', nullable=False, form='sourced_list'),
     Column(name='year', kind='integer', nullable=True, form='sourced')]
    """
    return tuple(_column(name, field.annotation) for name, field in row_class.model_fields.items())


@cache
def is_of_document(row_class: type[Row]) -> bool:
    """Whether every row of this table belongs to one document: it refers to ``documents``, at once or by way of others.

    >>> from curated.schema import Cell, Work
    >>> is_of_document(Cell), is_of_document(Work)
    (True, False)
    """
    return row_class.table == "documents" or any(is_of_document(_CLASSES[table]) for table in row_class.refers.values())


def to_columns(row: Row) -> tuple[dict[str, Any], list[ProvenanceEntry]]:
    """The row's values by column, and the sources of those that have one.

    Values are str, int, float, bool, an aware datetime in UTC, None, or for a JSON column lists and dicts of such.

    :raises ValueError: for a value that no database column holds: a number that is not finite or needs more than
        64 bits, a time without a zone.
    """
    values: dict[str, Any] = {}
    entries: list[ProvenanceEntry] = []
    table, row_id = row.table, row.row_id
    for column in columns_of(type(row)):
        name = column.name
        held = getattr(row, name)
        if held is None:
            values[name] = None
        elif column.form == "bare":
            values[name] = _storable(held, row, name)
        elif column.form == "sourced":
            values[name] = _storable(held.value, row, name)
            entries.append(ProvenanceEntry(table, row_id, name, held.source, held.steps))
        else:
            values[name] = [_storable(item.value, row, name) for item in held]
            entries.extend(
                ProvenanceEntry(table, row_id, f"{name}/{position}", item.source, item.steps)
                for position, item in enumerate(held)
            )
    return values, entries


def from_columns(row_class: type[R], columns: Mapping[str, Any], entries: Iterable[ProvenanceEntry]) -> R:
    """The row that :func:`to_columns` took apart; ``entries`` are those of this row.

    :raises ValueError: where a value has no source or a source no value, and (as pydantic's ``ValidationError``)
        where a value is not what its field takes.
    """
    sources = {entry.field: entry for entry in entries}
    fields: dict[str, Any] = {}
    for column in columns_of(row_class):
        name = column.name
        value = columns[name]
        if value is None or column.form == "bare":
            fields[name] = value
        elif column.form == "sourced":
            fields[name] = _sourced(value, sources.pop(name, None), row_class, name)
        else:
            fields[name] = tuple(
                _sourced(item, sources.pop(f"{name}/{position}", None), row_class, f"{name}/{position}")
                for position, item in enumerate(value)
            )
    if sources:
        raise ValueError(f"{row_class.table}: there are sources but no values for {', '.join(sorted(sources))}")
    return row_class.model_validate(fields)


def row_id_of(row_class: type[Row], columns: Mapping[str, Any]) -> str:
    """The id of the row with these columns, as ``Row.row_id`` gives it."""
    return "/".join([str(columns[name]) for name in row_class.key])


def row_hash(row: Row) -> str:
    """A SHA-256 of the row's values without their sources: a person's decision goes stale when it changes."""
    values = {name: value for name, value in to_columns(row)[0].items() if name not in _SEEN}
    return hashlib.sha256(json_text(values).encode()).hexdigest()


def own_source(row: Row) -> Source | None:
    """The source that speaks for the whole row: that of ``Row.printed``, else of the first field that has one."""
    held = [column for column in columns_of(type(row)) if column.form != "bare"]
    held.sort(key=lambda column: column.name != row.printed)
    for column in held:
        value = getattr(row, column.name)
        for sourced in value if column.form == "sourced_list" else (value,):
            if sourced is not None:
                source: Source = sourced.source
                return source
    return None


@cache
def provenance_columns(row_class: type[Row]) -> Mapping[str, Kind]:
    """Names and kinds of the provenance columns that an export adds to this table; a name it has is not repeated.

    >>> from curated.schema import Cell, Trial
    >>> list(provenance_columns(Cell)), list(provenance_columns(Trial))
    (['page', 'start', 'end', 'bbox'], ['url', 'response_sha256', 'pointer', 'retrieved_at'])
    """
    if row_class.printed is None:
        return {}
    added = PRINTED_COLUMNS if is_of_document(row_class) else ANSWERED_COLUMNS
    return {name: kind for name, kind in added.items() if name not in row_class.model_fields}


def place_columns(source: Source | None) -> dict[str, Any]:
    """A source as columns: page (from 1), start, end, bbox, or registry, url, response_sha256, pointer, retrieved_at.

    ``bbox`` lists ``[page, x0, top, x1, bottom]`` a region, in points from the top left, rounded to 2 decimals.
    """
    if source is None:
        return {}
    if isinstance(source, DocumentSource):
        return {
            "page": source.regions[0].page if source.regions else None,
            "start": source.start,
            "end": source.end,
            "bbox": [
                [region.page, *(round(edge, 2) for edge in (region.x0, region.top, region.x1, region.bottom))]
                for region in source.regions
            ],
        }
    return {
        "registry": source.registry,
        "url": source.url,
        "response_sha256": source.response,
        "pointer": source.pointer,
        "retrieved_at": source.retrieved_at.isoformat(),
    }


def json_text(value: Any) -> str:
    r"""A value as compact JSON, with its letters as they are.

    Lone surrogates, which UTF-8 cannot carry, are written as ``\udxxx``.

    >>> json_text({"family": "Llovet", "given": ["J", None]})
    '{"family":"Llovet","given":["J",null]}'
    """
    text = _compact(value)
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        return json.dumps(value, allow_nan=False, separators=(",", ":"), default=_as_text)
    return text


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_as_text).encode


def _column(name: str, annotation: Any) -> Column:
    inner, nullable = _without_none(annotation)
    if get_origin(inner) is tuple and _argument(get_args(inner)[0]) is not None:
        return Column(name, "json", nullable, "sourced_list")
    argument = _argument(inner)
    if argument is None:
        return Column(name, _kind(name, inner), nullable, "bare")
    value, optional = _without_none(argument)
    if optional:
        raise TypeError(f"{name}: a source cannot speak for None; make the field Sourced[…] | None")
    return Column(name, _kind(name, value), nullable, "sourced")


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The annotation without its None, and whether it had one."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    return (kinds[0] if len(kinds) == 1 else annotation), len(kinds) < len(get_args(annotation))


def _argument(annotation: Any) -> Any:
    """What a ``Sourced[X]`` holds, or None for other types."""
    if isinstance(annotation, type) and issubclass(annotation, Sourced):
        return annotation.__pydantic_generic_metadata__["args"][0]
    return None


def _kind(name: str, annotation: Any) -> Kind:
    origin = get_origin(annotation)
    if origin is Literal and all(isinstance(choice, str) for choice in get_args(annotation)):
        return "text"
    if origin in (tuple, dict):
        return "json"
    if isinstance(annotation, type):
        if issubclass(annotation, Record):
            return "json"
        if annotation in _KINDS:
            return _KINDS[annotation]
    raise TypeError(f"{name}: no column holds {annotation}")


def _sourced(value: Any, entry: ProvenanceEntry | None, row_class: type[Row], field: str) -> dict[str, Any]:
    if entry is None:
        raise ValueError(f"{row_class.table}: the value of {field} has no source")
    return {"value": value, "source": entry.source, "steps": entry.steps}


def _storable(value: Any, row: Row, name: str) -> Any:
    """The value as a column takes it; records become dicts, tuples lists."""
    kind = type(value)
    if kind is str or kind is bool:
        return value
    if kind is int:
        if -(2**63) <= value < 2**63:
            return value
        raise ValueError(f"{row.table} {row.row_id}: {name} {value} needs more than 64 bits")
    if kind is float:
        if math.isfinite(value):
            return value
        raise ValueError(f"{row.table} {row.row_id}: {name} is {value}, which is not a finite number")
    if kind is datetime:
        if value.utcoffset() is not None:
            return value.astimezone(UTC)
        raise ValueError(f"{row.table} {row.row_id}: {name} {value} does not say its time zone")
    if isinstance(value, Record):
        return value.model_dump(mode="json")
    if isinstance(value, tuple):
        return [_storable(item, row, name) for item in value]
    if isinstance(value, dict):
        return {key: _storable(item, row, name) for key, item in value.items()}
    return value

"""The tables of the database as SQLAlchemy sees them, made from the row classes.

They only serve to write queries: the database itself is made by the migrations in ``curated/migrations``, and a test
checks that both agree. Beside the columns of its row class a table of a document's rows has ``document_id`` (where
the class has none) and ``ordinal``, the place of the row among those of its document.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from curated.columns import Kind, columns_of, is_of_document
from curated.schema import ROWS, STORED, Row

REVISION = "0011"
"""The revision that this code reads and writes; a test compares it with the newest migration."""

VERSION_TABLE = "litcurate_version"
"""Holds the revision; a name of our own, so that another application's database is never taken for ours."""

_MARK = "\u241b"  # SYMBOL FOR ESCAPE
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\u241b]")
_MARKED = re.compile("\u241b([0-9a-f]{4})")


class ExactText(TypeDecorator[str]):
    """Text that comes back as it went in, even with what a bad PDF has in it and PostgreSQL or UTF-8 refuse.

    NUL and lone surrogates are stored as ``\u241b`` and four hexadecimal digits, and so is ``\u241b`` itself.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it is stored."""
        if value is None or _UNSTORABLE.search(value) is None:
            return value
        return _UNSTORABLE.sub(lambda found: f"{_MARK}{ord(found.group()):04x}", value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """The text as it was given."""
        if value is None or _MARK not in value:
            return value
        return _MARKED.sub(lambda found: chr(int(found.group(1), 16)), value)


class UtcTimestamp(TypeDecorator[datetime]):
    """A moment in UTC: ``timestamp with time zone`` in PostgreSQL; SQLite has no zones and keeps the UTC reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database takes it."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


_TYPES: dict[Kind, TypeEngine[Any]] = {
    "text": ExactText(),
    "integer": sa.BigInteger(),
    "real": sa.Double(),
    "boolean": sa.Boolean(),
    "json": sa.JSON(none_as_null=True),
    "timestamp": UtcTimestamp(),
}

METADATA = sa.MetaData()

_KEYS: Mapping[str, tuple[str, ...]] = {
    # PostgreSQL indexes no text beyond some 2,700 bytes, and the URL of a search can be longer.
    "responses": ("sha256", "url_sha256"),
}


def key_of(row_class: type[Row]) -> tuple[str, ...]:
    """The primary key of a table in the database."""
    return _KEYS.get(row_class.table, row_class.key)


def _table(row_class: type[Row]) -> sa.Table:
    key = key_of(row_class)
    columns: list[sa.Column[Any]] = []
    for column in columns_of(row_class):
        target = row_class.refers.get(column.name)
        columns.append(
            sa.Column(
                column.name,
                _TYPES[column.kind],
                *((_reference(target, cascade=not column.nullable),) if target else ()),
                primary_key=column.name in key,
                nullable=column.nullable,
                index=((bool(target) or column.name == "document_id") and column.name not in key) or None,
                autoincrement=False,
            )
        )
    names = {column.name for column in columns}
    if is_of_document(row_class) and "document_id" not in names:
        columns.append(
            sa.Column("document_id", ExactText(), _reference("documents", cascade=True), nullable=False, index=True)
        )
    if has_ordinal(row_class):
        columns.append(sa.Column("ordinal", sa.BigInteger(), nullable=False))
    columns.extend(sa.Column(name, ExactText(), primary_key=True, nullable=False) for name in key if name not in names)
    return sa.Table(row_class.table, METADATA, *columns)


def _reference(table: str, *, cascade: bool) -> sa.ForeignKey:
    (key,) = next(row_class.key for row_class in ROWS if row_class.table == table)
    return sa.ForeignKey(f"{table}.{key}", ondelete="CASCADE" if cascade else None)


def has_ordinal(row_class: type[Row]) -> bool:
    """Whether the rows of this table keep the order in which they were put."""
    return is_of_document(row_class) or "document_id" in row_class.model_fields


TABLES: Mapping[str, sa.Table] = {row_class.table: _table(row_class) for row_class in STORED}

PROVENANCE = sa.Table(
    "provenance",
    METADATA,
    sa.Column("table_name", ExactText(), primary_key=True),
    sa.Column("row_id", ExactText(), primary_key=True),
    sa.Column("field", ExactText(), primary_key=True),
    sa.Column("source", sa.Text(), nullable=False),
    sa.Column("steps", sa.Text(), nullable=False),
    sa.Column("document_id", ExactText(), _reference("documents", cascade=True), index=True),
)

BODIES = sa.Table(
    "bodies",
    METADATA,
    sa.Column("sha256", ExactText(), primary_key=True),
    sa.Column("body", sa.LargeBinary(), nullable=False),
)

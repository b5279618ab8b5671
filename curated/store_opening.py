"""Finds, makes and opens the database of a dataset, and says in plain words what stands in the way.

A dataset is one SQLite file in a folder or one PostgreSQL database. It is made and brought up to date by the
migrations in ``curated/migrations``; Alembic, which is slow to import, is only imported when there is something to
migrate. SQLite keeps its rollback journal: unlike a write-ahead log that leaves one file to copy, and works on network
drives and read-only folders.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from curated.columns import json_text
from curated.mistake import Mistake
from curated.store_schema import REVISION, VERSION_TABLE

FILE_NAME = "litcurate.sqlite"
"""The name of the database file in a dataset's folder."""

MIGRATIONS = Path(__file__).parent / "migrations"
"""The folder of the Alembic environment."""

_WAIT = 60  # seconds that a writer waits for another; one document is written in a fraction of a second
_LOCK = 0x6C697463  # the lock of PostgreSQL's writers: any number, as long as every litcurate takes the same


class StoreError(Mistake):
    """The dataset cannot be opened, read or written; the message says why and what to do about it."""


def open_engine(target: str | Path, *, create: bool) -> tuple[Engine, str]:
    """The engine for a dataset whose tables are there and up to date, and its name for messages (without password).

    :raises StoreError: where there is no dataset and ``create`` is false, or it cannot be opened.
    """
    url = _url(target, create)
    place = str(target)
    if url.get_backend_name() == "postgresql":
        place = url.set(drivername="postgresql").render_as_string(hide_password=True)
    engine = _engine(url)
    try:
        with explained(place):
            with engine.connect() as connection:
                current = _revision(connection) == REVISION
            if not current:
                _migrate(engine, place, create)
    except BaseException:
        engine.dispose()
        raise
    return engine, place


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turns what the database refuses into a :class:`StoreError` about ``place``."""
    try:
        yield
    except IntegrityError as error:
        raise StoreError(f"{place}: the rows do not fit together, so none of them was written: {error.orig}") from error
    except DBAPIError as error:
        reason = str(error.orig).strip()
        advice = next((advice for sign, advice in _ADVICE if sign in reason), "nothing was written")
        raise StoreError(f"{place}: {reason.splitlines()[0] if reason else error}; {advice}") from error


_ADVICE = (
    ("not a database", "this is not a litcurate database: move the file away or choose another folder"),
    ("malformed", "the file is damaged: restore it from a copy"),
    ("unable to open", "check that the folder can be read and written"),
    ("readonly", "make the folder and the file in it writable, or choose another folder"),
    ("lock", f"another process has been writing for {_WAIT} seconds: try again when it is done"),
    ("No space", "free some space and run the command again"),
    ("full", "free some space and run the command again"),
    ("closed the connection", "what was written before is kept; run it again when the database is back"),
    ("terminating connection", "what was written before is kept; run it again when the database is back"),
    ("connection is lost", "what was written before is kept; run it again when the database is back"),
    ("failed", "check the URL, and that the server runs and takes connections"),
)


@contextmanager
def writing(engine: Engine, place: str) -> Iterator[Connection]:
    """A transaction that writes: all of it or nothing. Writers of a dataset take turns, in every process."""
    with (
        explained(place),
        engine.connect().execution_options(litcurate_writes=True) as connection,
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"SET LOCAL lock_timeout = {round(_WAIT * 1000)}"))
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


@contextmanager
def reading(engine: Engine, place: str) -> Iterator[Connection]:
    """A transaction that reads the dataset as it was at one moment, whatever others write meanwhile."""
    level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with explained(place), engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


def _url(target: str | Path, create: bool) -> URL:
    text = str(target)
    if "://" in text:
        try:
            url = sa.make_url(text)
        except (ArgumentError, ValueError) as error:
            # The text is left out: it may hold a password.
            raise StoreError("The database URL cannot be read; write postgresql://USER@HOST/DATABASE") from error
        if url.drivername not in ("postgresql", "postgresql+psycopg", "postgres"):
            raise StoreError(f"A dataset cannot be kept in {url.drivername}; give a folder or a postgresql:// URL")
        return url.set(drivername="postgresql+psycopg")
    folder = Path(target)
    try:
        if folder.is_file():
            raise StoreError(f"{folder} is a file; name the folder that holds the dataset")
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        elif not (folder / FILE_NAME).exists():
            raise StoreError(_none_there(text))
    except OSError as error:
        verb = "made" if create else "read"
        raise StoreError(f"The folder {folder} cannot be {verb}: {error.strerror}; choose another one") from error
    return URL.create("sqlite+pysqlite", database=str(folder / FILE_NAME))


def _engine(url: URL) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    engine = sa.create_engine(
        url,
        json_serializer=json_text,
        json_deserializer=json.loads,
        connect_args={"timeout": _WAIT} if sqlite else {"connect_timeout": 10, "application_name": "litcurate"},
    )
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions of its own: _begin does
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: two that read first and then both want to write would block each other.
    writes = connection.get_execution_options().get("litcurate_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection) -> str | None:
    """The revision of the database, or None where it is not ours (yet)."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608


def _migrate(engine: Engine, place: str, create: bool) -> None:
    with writing(engine, place) as connection:
        stored = _revision(connection)  # again: another process may have been faster
        if stored == REVISION:
            return
        if stored is None and sa.inspect(connection).get_table_names():
            raise StoreError(
                f"{place}: this is not a litcurate database, but holds other tables; choose an empty or new one"
            )
        if stored is None and not create:
            raise StoreError(_none_there(place))
        _upgrade(connection, place, stored)


def _upgrade(connection: Connection, place: str, stored: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored is not None and stored not in known:
        raise StoreError(f"{place}: this dataset was written by a newer litcurate ({stored}); update litcurate")
    command.upgrade(config, "head")


def _none_there(place: str) -> str:
    return f"There is no dataset in {place}; make one with: litcurate curate INPUT --out {place}"

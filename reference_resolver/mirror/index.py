"""The index of a mirror: one SQLite file with records by identifier, and works by their words (FTS5)."""

import sqlite3
import threading
import zlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from reference_resolver.body import storable
from reference_resolver.mirror.bulk import BulkRecord
from reference_resolver.mirror.errors import MirrorError
from reference_resolver.wording import fold

_VERSION = 1
_SCHEMA = """
CREATE TABLE holds (registry TEXT PRIMARY KEY, as_of TEXT NOT NULL);
CREATE TABLE records (id INTEGER PRIMARY KEY, registry TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE keys (registry TEXT, scheme TEXT, value TEXT, record INTEGER NOT NULL,
                   PRIMARY KEY (registry, scheme, value)) WITHOUT ROWID;
CREATE INDEX keys_of_record ON keys (record);
CREATE VIRTUAL TABLE words_crossref USING fts5(title, authors, container, year, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE words_pubmed USING fts5(title, authors, container, year, content='', tokenize='unicode61');
"""
_WORDS = {"crossref": "words_crossref", "pubmed": "words_pubmed"}
_WEIGHTS = "4.0, 2.0, 0.5, 1.0"


class Index:
    """Records of several registries. ``writing`` methods are for the build; reading is safe from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._lock = threading.Lock()

    @classmethod
    def create(cls, place: str = ":memory:") -> "Index":
        """A new, empty index in memory or in a file."""
        db = sqlite3.connect(place, check_same_thread=False, isolation_level=None)
        db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA} PRAGMA user_version={_VERSION};")
        return cls(db)

    @classmethod
    def open(cls, file: Path, *, writing: bool = False) -> "Index":
        """The index in a file; read-only unless it is a copy that a build works on. Raises :class:`MirrorError`."""
        mode = "rw" if writing else "ro&immutable=1"
        try:
            uri = f"{file.resolve().as_uri()}?mode={mode}"
            db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
            version = db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise MirrorError(f"{file} is no mirror index ({error}); run `litcurate mirror build` again") from error
        if version != _VERSION:
            db.close()
            raise MirrorError(f"{file} has version {version}, not {_VERSION}; run `litcurate mirror build` again")
        if writing:
            db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        return cls(db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(self) -> None:
        """Start one transaction for a build."""
        self._db.execute("BEGIN")

    def commit(self) -> None:
        """End the build's transaction."""
        self._db.execute("COMMIT")

    def put(self, registry: str, record: BulkRecord) -> None:
        """Add a record; it takes the place of an older one under its first key. An empty body only removes that."""
        scheme, value = record.keys[0]
        find = "SELECT record FROM keys WHERE registry = ? AND scheme = ? AND value = ?"
        old = self._db.execute(find, (registry, scheme, value)).fetchone()
        if old is not None:
            self._db.execute("DELETE FROM records WHERE id = ?", old)
            self._db.execute("DELETE FROM keys WHERE record = ?", old)
            # its words stay in the search tables; ``search`` finds no record for them
        if not record.body:
            return
        insert = "INSERT INTO records (registry, body) VALUES (?, ?)"
        number = self._db.execute(insert, (registry, zlib.compress(record.body))).lastrowid
        self._db.executemany(
            "INSERT INTO keys VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET record = excluded.record",
            [(registry, *key, number) for key in record.keys],
        )
        if record.printed and registry in _WORDS:
            words = [fold(text) for text in record.printed]
            into = f"INSERT INTO {_WORDS[registry]} (rowid, title, authors, container, year)"
            self._db.execute(f"{into} VALUES (?, ?, ?, ?, ?)", (number, *words))

    def set_date(self, registry: str, as_of: date) -> None:
        """Say of which day the records of a registry are."""
        self._db.execute("INSERT OR REPLACE INTO holds VALUES (?, ?)", (registry, as_of.isoformat()))

    def dates(self) -> dict[str, date]:
        """Of which day the records of each registry are; registries without records are absent."""
        rows = self._db.execute("SELECT registry, as_of FROM holds ORDER BY registry").fetchall()
        return {registry: date.fromisoformat(as_of) for registry, as_of in rows}

    def counts(self) -> dict[str, int]:
        """How many records of each registry it holds."""
        return dict(self._db.execute("SELECT registry, count(*) FROM records GROUP BY registry ORDER BY registry"))

    def by_keys(self, registry: str, keys: Iterable[tuple[str, str]]) -> list[bytes]:
        """The records with these keys, in the order of the keys, each once."""
        found: dict[int, bytes] = {}
        query = (
            "SELECT id, body FROM keys JOIN records ON records.id = keys.record"
            " WHERE keys.registry = ? AND scheme = ? AND value = ?"
        )
        with self._lock:
            for key in keys:
                for number, body in self._db.execute(query, (registry, key[0], storable(key[1]))):
                    found.setdefault(number, zlib.decompress(body))
        return list(found.values())

    def search(self, registry: str, words: str, limit: int) -> list[bytes]:
        """The works whose words fit an FTS5 expression best, best first."""
        if registry not in _WORDS or not words:
            return []
        table = _WORDS[registry]
        query = (
            f"SELECT body FROM {table} JOIN records ON records.id = {table}.rowid"  # noqa: S608  # names of our own
            f" WHERE {table} MATCH ? ORDER BY bm25({table}, {_WEIGHTS}), id LIMIT ?"
        )
        with self._lock:
            return [zlib.decompress(body) for (body,) in self._db.execute(query, (words, limit))]

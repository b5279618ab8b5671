"""The dataset on disk: one SQLite file in a folder, or one PostgreSQL database.

Every method that writes does so in one transaction: another process sees the dataset as it was before or as it is
after, also where the writer is killed. Rows come back as the records they were, with the source of every value.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from curated.columns import is_of_document
from curated.dataset import Dataset
from curated.schema import ROWS, Agreement, Decision, Evidence, Finding, Link, Row, Run
from curated.store_opening import StoreError, open_engine, reading, writing
from curated.store_rows import delete, insert, keep_bodies, read_rows, read_sources, read_values, upsert
from curated.store_schema import BODIES, TABLES, has_ordinal
from curated.store_watched import lay_over, unwatched, watched

__all__ = ["Store", "StoreError"]


@dataclass(frozen=True)
class Store:
    """An open dataset; ``place`` is its folder or its URL without the password. Safe to share between threads."""

    engine: Engine
    place: str

    @classmethod
    def open(cls, target: str | Path, *, create: bool = True) -> Self:
        """Opens the dataset in a folder or at a ``postgresql://`` URL, and brings its tables up to date.

        :param create: make the dataset (and its folder) where there is none.
        :raises StoreError: where there is none and ``create`` is false, or it cannot be opened.
        """
        return cls(*open_engine(target, create=create))

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def replace_document(self, dataset: Dataset) -> None:
        """Puts all rows of one document in the place of all that is stored of it.

        Links and findings of the old rows go too, as they speak of rows that are gone; decisions and the history of
        trials stay. Works, trials, answers and failures that the dataset holds are put as :meth:`put` does.

        :raises ValueError: where the dataset holds rows of another document, or not one document.
        :raises StoreError: where nothing could be written, also where a row's id is taken by another document.
        """
        if len(dataset.documents) != 1:
            raise ValueError(f"a dataset of one document was expected, not of {len(dataset.documents)}")
        document_id = dataset.documents[0].document_id
        of_document: list[Row] = []
        others: list[Row] = []
        for row in dataset.rows():
            (of_document if is_of_document(type(row)) else others).append(row)
            if getattr(row, "document_id", None) not in (None, document_id):
                raise ValueError(f"{row.table} {row.row_id} is not a row of document {document_id}")
        with writing(self.engine, self.place) as connection:
            delete(connection, [row_class for row_class in ROWS if has_ordinal(row_class)], {document_id})
            lay_over(connection, watched(others))
            upsert(connection, unwatched(others))
            insert(connection, ((row, document_id) for row in of_document))

    def put(self, rows: Iterable[Row]) -> None:
        """Puts works, trials, answers, failures and decisions in the place of those with the same key.

        What changes in works and trials is added to their history, and an answer that is older than what is stored
        changes nothing. Rows of the history are only ever added: where one is there, it is left as it is.

        :raises ValueError: for a row that belongs to a document; :meth:`replace_document` takes those.
        """
        rows = list(rows)
        for row in rows:
            if is_of_document(type(row)):
                raise ValueError(f"{row.table} {row.row_id} belongs to a document: replace_document puts it")
        with writing(self.engine, self.place) as connection:
            lay_over(connection, watched(rows))
            upsert(connection, unwatched(rows))

    def replace_decisions(self, decisions: Iterable[Decision]) -> None:
        """Puts these decisions in the place of all that are stored."""
        with writing(self.engine, self.place) as connection:
            connection.execute(sa.delete(TABLES["decisions"]))
            upsert(connection, decisions)

    def drop_failures(self, subjects: Collection[str]) -> None:
        """Forgets that these files could not be read: they were, since. Failures of documents are left."""
        failures = TABLES["failures"].c
        gone = sa.delete(TABLES["failures"]).where(
            failures.document_id.is_(None), failures.stage == "read", failures.subject.in_(list(subjects))
        )
        with writing(self.engine, self.place) as connection:
            connection.execute(gone)

    def replace_audit(self, document_ids: Collection[str], audited: Dataset) -> None:
        """Puts links, their evidence and findings in the place of all that are stored for these documents.

        :raises ValueError: for a link or finding that is not about one of these documents.
        """
        wanted = set(document_ids)
        with writing(self.engine, self.place) as connection:
            claims = TABLES["claims"].c
            found = sa.select(claims.claim_id, claims.document_id).where(claims.document_id.in_(wanted))
            document_of = {row.claim_id: row.document_id for row in connection.execute(found)}
            for link in audited.links:
                if link.claim_id not in document_of:
                    raise ValueError(f"link {link.link_id} is not about a claim of these documents")
            for finding in audited.findings:
                if finding.document_id not in wanted:
                    raise ValueError(f"finding {finding.finding_id} is not about one of these documents")
            delete(connection, [Link, Evidence, Agreement, Finding], wanted)
            linked = {link.link_id: document_of[link.claim_id] for link in audited.links}
            insert(connection, ((link, linked[link.link_id]) for link in audited.links))
            insert(connection, ((evidence, linked[evidence.link_id]) for evidence in audited.evidence))
            insert(connection, ((agreement, linked[agreement.link_id]) for agreement in audited.agreements))
            insert(connection, ((finding, finding.document_id) for finding in audited.findings))

    def put_bodies(self, bodies: Mapping[str, bytes]) -> None:
        """Keeps bodies of registry answers, by their SHA-256 in hexadecimal; those that are kept stay as they are.

        :raises ValueError: for a body with another SHA-256.
        """
        for name, body in bodies.items():
            if sha256(body).hexdigest() != name:
                raise ValueError(f"the body given as {name} has another SHA-256")
        if bodies:
            with writing(self.engine, self.place) as connection:
                keep_bodies(connection, bodies)

    def body(self, sha256: str) -> bytes | None:
        """The kept body with this SHA-256, byte for byte, or None."""
        with reading(self.engine, self.place) as connection:
            kept = connection.execute(sa.select(BODIES.c.body).where(BODIES.c.sha256 == sha256)).scalar_one_or_none()
        return None if kept is None else zlib.decompress(kept)

    def put_run(self, run: Run) -> None:
        """Keeps what is known of a run in the place of what was known of it before."""
        with writing(self.engine, self.place) as connection:
            upsert(connection, [run])

    def runs(self) -> tuple[Run, ...]:
        """The runs that wrote to the dataset, in the order in which they began."""
        with reading(self.engine, self.place) as connection:
            held = [run for run in read_rows(connection, Run, {}) if isinstance(run, Run)]
        return tuple(sorted(held, key=lambda run: (run.started_at, run.run_id)))

    def values(self) -> Iterator[tuple[type[Row], list[tuple[Any, ...]]]]:
        """The bare values of every table's rows, in the order of its columns, JSON as text: all as at one moment."""
        with reading(self.engine, self.place) as connection:
            for row_class in ROWS:
                yield row_class, read_values(connection, row_class)

    def load(self, tables: Collection[str] | None = None) -> Dataset:
        """The stored rows with their sources, all as they were at one moment.

        Rows of documents come by document id and then as they were put; all others by their key.

        :param tables: names of the tables to read; all where None. The others stay empty.
        :raises ValueError: for a table that does not exist.
        :raises StoreError: also for a row that something else has changed into what no row can be.
        """
        unknown = sorted(set(tables or ()) - {row_class.table for row_class in ROWS})
        if unknown:
            raise ValueError(f"no such table: {', '.join(unknown)}")
        wanted = [row_class for row_class in ROWS if tables is None or row_class.table in tables]
        with reading(self.engine, self.place) as connection:
            sources = read_sources(connection, [row_class.table for row_class in wanted])
            rows = [row for row_class in wanted for row in read_rows(connection, row_class, sources)]
        return Dataset().adding(rows)

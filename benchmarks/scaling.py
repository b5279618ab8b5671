"""Curating on a Dask cluster: articles a minute for 1 and 2 workers, rows a second into PostgreSQL, a worker that dies.

    python benchmarks/scaling.py --postgres postgresql://USER@HOST/postgres [FOLDER]

makes databases of its own on that server and drops them again. The articles are the PDFs of ``../shared/data``
(with ``--jats`` their XML too) if no folder is given; nobody is asked about them, or the mirror that ``--mirror``
names. Every run is compared with that of one process, row by row.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import distributed
import psycopg
from rich.console import Console
from rich.table import Table

from curated.store import Store
from flows.cluster import curate_on_cluster
from flows.settings import settings
from flows.steps import Curated, curate

ARTICLES = Path(__file__).absolute().parent.parent.parent / "shared" / "data" / "articles"


def silent(what: str, done: int, total: int) -> None:
    """No progress."""


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    """The URL of a new database on a server, which is dropped afterwards."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, tail = server.rpartition("/postgres")
    yield f"{head}/{name}{tail}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows_of(dataset: str) -> list[str]:
    """All rows of a dataset as text, in its order; but for the book of runs, in which each task is one."""
    with Store.open(dataset, create=False) as store:
        return [
            json.dumps([row.table, row.model_dump(mode="json")]) for row in store.load().rows() if row.table != "runs"
        ]


def kill_one(cluster: Any, url: str, files: int, stop: threading.Event) -> None:
    """Kill one worker process as soon as a quarter of the documents is there."""
    with psycopg.connect(url, autocommit=True) as connection:
        while not stop.wait(0.1):
            there = connection.execute("SELECT to_regclass('documents')").fetchone()
            written = connection.execute("SELECT count(*) FROM documents").fetchone() if there and there[0] else None
            if written and written[0] * 4 >= files:
                os.kill(next(iter(cluster.workers.values())).process.process.pid, signal.SIGKILL)
                return


def warm() -> None:
    """Import what reading needs: a worker does so once, for hours of work."""
    from extract.contents import contents_of  # noqa: F401
    from extract.formats import FORMATS  # noqa: F401
    from extract.passages import language

    language(None)


def on_workers(workers: int, inputs: list[Path], url: str, registries: str, *, kill: bool) -> tuple[Curated, float]:
    """Curate on a new cluster of so many workers; what was done, and the seconds without its start and imports."""
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        chosen = settings({}, dataset=url, registries=registries, runner=f"dask:{cluster.scheduler_address}")
        with distributed.Client(cluster) as client:
            client.run(warm)
        stop = threading.Event()
        killer = threading.Thread(target=kill_one, args=(cluster, url, len(inputs), stop))
        if kill:
            killer.start()
        started = time.perf_counter()
        done = curate_on_cluster(inputs, chosen, silent)
        seconds = time.perf_counter() - started
        stop.set()
        if kill:
            killer.join()
    return done, seconds


def rows_a_second(dataset: str, url: str) -> tuple[int, float]:
    """How many rows there are, and the seconds it takes to put them, document by document, into an empty database."""
    with Store.open(dataset, create=False) as store:
        whole = store.load()
    own = {claim.claim_id: claim.document_id for claim in whole.claims}
    own |= {row.reference_id: row.document_id for row in whole.references}
    own |= {row.table_id: row.document_id for row in whole.tables}

    def document_of(row: Any) -> str | None:
        held = getattr(row, "document_id", None)
        return held or own.get(
            getattr(row, "claim_id", "") or getattr(row, "reference_id", "") or getattr(row, "table_id", "")
        )

    parts = [
        replace(
            type(whole)(),
            **{
                field.name: tuple(row for row in getattr(whole, field.name) if document_of(row) == document.document_id)
                for field in fields(whole)
                if field.name
                not in ("works", "trials", "trial_history", "work_history", "refreshes", "responses", "runs")
            },
        )
        for document in whole.documents
    ]
    count = sum(1 for part in parts for _ in part.rows())
    with Store.open(url) as store:
        started = time.perf_counter()
        for part in parts:
            store.replace_document(part)
        return count, time.perf_counter() - started


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument(
        "--postgres", required=True, metavar="URL", help="A server; its database postgres is connected to."
    )
    parser.add_argument("--mirror", type=Path)
    parser.add_argument("--jats", action="store_true")
    options = parser.parse_args()
    inputs = sorted(
        path for path in options.folder.rglob("*") if path.suffix == ".pdf" or (options.jats and path.suffix == ".xml")
    )
    registries = f"mirror:{options.mirror}" if options.mirror else "none"
    table = Table(title=f"{len(inputs)} articles, {registries.partition(':')[0]}, {os.cpu_count()} cores")
    for column in ("run", "seconds", "articles a minute", "against one process", "the same rows"):
        table.add_column(column, justify="left" if column == "run" else "right")
    with tempfile.TemporaryDirectory() as here:
        started = time.perf_counter()
        alone = curate(inputs, settings({}, dataset=here, registries=registries), silent)
        base = time.perf_counter() - started
        expected = rows_of(here)
        done = len(alone.reports)
        table.add_row("one process, SQLite", f"{base:.1f}", f"{60 * done / base:.0f}", "1.00", "")
        for workers, kill in ((1, False), (2, False), (2, True)):
            with database(options.postgres, f"litcurate_scaling_{workers}_{kill}".lower()) as url:
                _, seconds = on_workers(workers, inputs, url, registries, kill=kill)
                rows = rows_of(url)
                same = "yes" if rows == expected else "NO"
                for row in sorted(set(rows) ^ set(expected))[:4]:
                    print(f"  only in one of them: {row[:300]}", file=sys.stderr)
            name = f"{workers} {'worker' if workers == 1 else 'workers'}, PostgreSQL" + (", one killed" if kill else "")
            print(f"{name}: {seconds:.1f} s, against {base:.1f} s; the same rows: {same}", file=sys.stderr)
            table.add_row(name, f"{seconds:.1f}", f"{60 * done / seconds:.0f}", f"{base / seconds:.2f}", same)
        with database(options.postgres, "litcurate_scaling_rows") as url:
            count, seconds = rows_a_second(here, url)
    console = Console(width=130)
    console.print(table)
    console.print(
        f"{count} rows of {done} documents into PostgreSQL in {seconds:.1f} s: {count / seconds:.0f} rows a second"
    )


if __name__ == "__main__":
    sys.exit(main())

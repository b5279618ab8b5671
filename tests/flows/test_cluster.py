"""A Dask cluster of two workers and a PostgreSQL: the dataset that one process makes, also when a worker dies."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from curated.mistake import Mistake
from curated.store import Store
from flows.cluster import curate_on_cluster
from flows.settings import SettingsError, settings
from flows.steps import curate

ARTICLES = 2
"""Real articles that are curated beside the example; the measure in ``benchmarks/scaling.py`` takes all."""


def silent(what: str, done: int, total: int) -> None:
    """No progress."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as made:
        yield made


@pytest.fixture(scope="module")
def articles(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reviews: the example in two forms, some real articles where they are, and a file that is none."""
    folder = tmp_path_factory.mktemp("articles")
    for name in ("review.md", "review.pdf"):
        (folder / name).write_bytes((examples / name).read_bytes())
    (folder / "empty.md").touch()
    shared = examples.parent.parent / "shared" / "data" / "articles"
    real = sorted(shared.glob("*/article.xml"), key=lambda path: path.stat().st_size)[:ARTICLES]
    for path in real:
        (folder / f"{path.parent.name}.xml").write_bytes(path.read_bytes())
    return folder


def held(dataset: str) -> list[str]:
    """All rows as text, in their order; but for the book of runs, in which each task of a cluster is one."""
    with Store.open(dataset, create=False) as store:
        rows = [row for row in store.load().rows() if row.table != "runs"]
        return [json.dumps([row.table, row.model_dump(mode="json")]) for row in rows]


def test_two_workers_one_of_which_dies_make_the_same_dataset(
    cluster: Any, articles: Path, examples: Path, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = new_database()
    mirror = f"mirror:{examples / 'mirror'}"
    here = settings({}, dataset=str(tmp_path / "here"), registries=mirror)
    alone = curate([articles], here, silent)
    killed = threading.Event()

    def kill() -> None:
        """Kill a worker as soon as the first document has been written."""
        deadline = time.monotonic() + 60
        with psycopg.connect(url, autocommit=True) as connection:
            while time.monotonic() < deadline:
                there = connection.execute("SELECT to_regclass('documents')").fetchone()
                if there and there[0] and connection.execute("SELECT 1 FROM documents").fetchone():
                    os.kill(next(iter(cluster.workers.values())).process.process.pid, signal.SIGKILL)
                    killed.set()
                    return
                time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    there = settings({}, dataset=url, registries=mirror, runner=f"dask:{cluster.scheduler_address}")
    done = curate_on_cluster([articles], there, silent)
    thread.join()
    assert killed.is_set()
    assert [report.document_id for report in done.reports] == [report.document_id for report in alone.reports]
    assert [failure.cause for failure in done.failures] == ["the file is empty"]
    assert held(url) == held(here.dataset)


def test_live_registries_are_asked_by_one_process(cluster: Any, registry: Any, examples: Path, tmp_path: Path) -> None:
    live = {"registries": "live", "endpoints": registry.endpoints}
    there = settings({}, dataset=str(tmp_path / "there"), runner=f"dask:{cluster.scheduler_address}", **live)
    done = curate_on_cluster([examples / "review.md"], there, silent)
    assert done.reports[0].references_by_match["matched"] == 33
    assert done.requests == len(registry.asked) > 0


def test_workers_do_not_write_into_a_file(cluster: Any, examples: Path, tmp_path: Path) -> None:
    there = settings({}, dataset=str(tmp_path), registries="none", runner=f"dask:{cluster.scheduler_address}")
    with pytest.raises(Mistake, match="give --out postgresql://"):
        curate_on_cluster([examples / "review.md"], there, silent)


def test_where_there_is_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.cluster.CONNECT", 0.5)
    pytest.importorskip("distributed")
    nowhere = settings({}, dataset="postgresql://x@y/z", registries="none", runner="dask:tcp://127.0.0.1:9")
    with pytest.raises(Mistake, match="no Dask scheduler answers"):
        curate_on_cluster([tmp_path], nowhere, silent)


def test_a_runner_that_is_none() -> None:
    with pytest.raises(SettingsError, match="it must be dask:tcp://HOST:PORT"):
        settings({}, runner="ray:somewhere")

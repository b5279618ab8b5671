"""The Prefect flow that curates reviews: each file is read in a task of its own."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from curated.schema import Failure, Row
from flows.inputs import read_file
from flows.registry_turn import registry_turn
from flows.run_log import run_log
from flows.settings import Settings
from flows.steps import Curated, curate, curate_anywhere

read_task = task(name="read review", retries=1, cache_policy=NO_CACHE, persist_result=False)(read_file)


def read_in_tasks(files: Sequence[Path], settings: Settings) -> Iterator[tuple[Row, ...] | Failure]:
    """Read files as tasks of the running flow; rows come in the order of the files."""
    waiting = [read_task.submit(path, settings) for path in files]
    for future in waiting:
        yield future.result()


RUNNER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=4)  # type: ignore[assignment]


@flow(name="curate", task_runner=RUNNER, validate_parameters=False)
def curate_flow(inputs: list[str], settings: Settings) -> Curated:
    """Curate reviews as :func:`flows.steps.curate` does."""
    with registry_turn(settings):
        if settings.runner is not None:
            return curate_anywhere([Path(given) for given in inputs], settings, run_log())
        return curate([Path(given) for given in inputs], settings, run_log(), read_in_tasks)

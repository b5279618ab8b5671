"""Curating on a Dask cluster: workers read files and, where no live registry is asked, resolve and write them too.

A task is a few files, as a task costs more than a tenth of a second. A worker that dies loses the tasks it was at; the
scheduler gives them to another, and a document that was written already is written again as it was.

Live registries are asked by the process that was started and by no worker: a registry counts requests by address and
person, and the pace is kept in one place. Then workers only read.
"""

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from curated.mistake import Mistake
from curated.schema import Failure, Row
from curated.store import Store
from flows.inputs import find_files, read_failure
from flows.settings import Settings
from flows.steps import Curated, Tell, curate, read_packed, unpacked

if TYPE_CHECKING:
    from distributed import Client, Future

TASKS_A_WORKER = 4
"""At least so many tasks for each worker, so that none waits long for the last one."""
CONNECT = 10.0
"""Seconds in which a scheduler has to answer."""
MOST_FILES = 20
"""Files of one task: about a minute of work."""

_CURATED: TypeAdapter[Curated] = TypeAdapter(Curated)
_ALONE = threading.Lock()  # PDFium takes one thread at a time, and a worker may have been given more


def curate_on_cluster(inputs: Sequence[Path], settings: Settings, tell: Tell) -> Curated:
    """Curate reviews as :func:`flows.steps.curate` does, on the cluster that the settings name.

    :raises Mistake: where there is no cluster at its address, or workers are to write into a SQLite file.
    """
    with _client(settings) as client:
        if settings.registries == "live":
            return curate(inputs, settings, tell, _reader(client))
        if "://" not in settings.dataset:
            raise Mistake(
                "workers of a cluster write to PostgreSQL: give --out postgresql://USER@HOST/DATABASE "
                "(a SQLite file takes one machine)"
            )
        found = list(find_files([path.absolute() for path in inputs]))
        files = [path for path in found if isinstance(path, Path)]
        done = Curated("", failures=[failure for failure in found if isinstance(failure, Failure)])
        with Store.open(settings.dataset) as store:  # made before the workers want it, all at once
            done.place = store.place
        on_worker = settings.model_copy(update={"runner": None, "jobs": 1})
        for part in _gathered(client, files, on_worker, tell):
            done.reports += part.reports
            done.failures += part.failures
            done.requests += part.requests
        with Store.open(settings.dataset) as store:
            store.put(done.failures)  # again, in the order of the files, as one process does it
    return done


@contextmanager
def _client(settings: Settings) -> "Iterator[Client]":
    try:
        from distributed import Client
    except ImportError as error:
        raise Mistake("--runner dask needs distributed: pip install 'litcurate[scale]'") from error
    address = (settings.runner or "").removeprefix("dask:")
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise Mistake(f"no Dask scheduler answers at {address}: start one with `dask scheduler` ({error})") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise Mistake(f"the scheduler at {address} has no workers: start some with `dask worker {address}`")
        yield client


def _parts(files: Sequence[Path], workers: int) -> list[list[Path]]:
    """Files in tasks of about the same size.

    >>> [len(part) for part in _parts([Path("a")] * 30, 2)]
    [4, 4, 4, 4, 4, 4, 4, 2]
    """
    size = max(1, min(MOST_FILES, math.ceil(len(files) / (max(1, workers) * TASKS_A_WORKER))))
    return [list(files[start : start + size]) for start in range(0, len(files), size)]


def _gathered(client: "Client", files: Sequence[Path], settings: Settings, tell: Tell) -> Iterator[Curated]:
    """What the tasks did, in the order of the files. A task whose workers keep dying is tried file by file."""
    parts = _parts(files, len(client.scheduler_info()["workers"]))
    waiting = [(part, _submitted(client, part, settings)) for part in parts]
    finished = 0
    for part, future in waiting:
        told = _result(future)
        if told is None:
            alone = [(path, _submitted(client, [path], settings)) for path in part]
            each = [(path, _result(one)) for path, one in alone]
            yield from (_read_back(one) if one is not None else _lost(path) for path, one in each)
        else:
            yield _read_back(told)
        finished += len(part)
        tell("reviews", finished, len(files))


def _submitted(client: "Client", part: list[Path], settings: Settings) -> "Future[Any]":
    return client.submit(_curated, [str(path) for path in part], settings.model_dump_json(), pure=False)


def _curated(paths: list[str], settings: str) -> bytes:
    """The task: curate some files; what was done as JSON, as pydantic's generic classes cannot be pickled."""
    with _ALONE:
        done = curate([Path(path) for path in paths], Settings.model_validate_json(settings), lambda *told: None)
    return _CURATED.dump_json(done)


def _result(future: "Future[Any]") -> bytes | None:
    """What a task returned; None where the workers that were given it died.

    Raises what the task raised: a database that is away, a mirror that is not there.
    """
    from distributed.scheduler import KilledWorker

    try:
        told: bytes = future.result()
    except KilledWorker:
        return None
    return told


def _read_back(told: bytes) -> Curated:
    return _CURATED.validate_json(told)


def _lost(path: Path) -> Curated:
    cause = "the workers that were given it died, every one"
    return Curated(
        "", failures=[read_failure(str(path), cause, "give workers more memory, or report it with the file")]
    )


def _reader(client: "Client") -> Any:
    """Reads files on workers, for a process that resolves and writes them itself."""

    def read_all(files: Sequence[Path], settings: Settings) -> Iterator[tuple[Row, ...] | Failure]:
        from distributed.scheduler import KilledWorker

        futures = [client.submit(_read, str(path.absolute()), settings.model_dump_json(), pure=False) for path in files]
        for path, future in zip(files, futures, strict=True):
            try:
                yield unpacked(future.result())
            except KilledWorker:
                yield _lost(path).failures[0]

    return read_all


def _read(path: str, settings: str) -> Any:
    with _ALONE:
        return read_packed(Path(path), Settings.model_validate_json(settings))

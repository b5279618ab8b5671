"""Keeps of every run what a release tells of it: command, versions, times, settings without secrets, files by hash."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from curated.identifiers import content_id
from curated.schema import Run, RunInput, SourceDocument
from curated.store import Store, StoreError
from flows import VERSION
from flows.settings import Settings

SOFTWARE = ("lxml", "numpy", "pdfplumber", "pydantic", "pypdfium2", "rapidfuzz", "spacy", "sqlalchemy", "tantivy")
"""The packages that take part in what a dataset holds."""


_EVERY = 50
"""Files after which the list of them is kept again: it is written whole each time, and a run may read thousands."""


class RecordedRun:
    """A run that is under way. What is added is kept as it goes on, so that a run that is killed has most of it."""

    def __init__(self, store: Store, run: Run) -> None:
        self._store = store
        self.run = run
        self.keep()

    def read(self, document: SourceDocument) -> None:
        """Adds a file that a document was made of."""
        self._add(RunInput(name=document.name, sha256=document.sha256, document_id=document.document_id))

    def could_not_read(self, name: str) -> None:
        """Adds a file that could not be read."""
        self._add(RunInput(name=name))

    def _add(self, given: RunInput) -> None:
        self.run = self.run.model_copy(update={"inputs": (*self.run.inputs, given)})
        if len(self.run.inputs) < _EVERY or len(self.run.inputs) % _EVERY == 0:
            self.keep()

    def end(self, now: datetime) -> None:
        """Says when the run came to its end."""
        self.run = self.run.model_copy(update={"ended_at": now})
        self.keep()

    def keep(self) -> None:
        """Writes what is known of the run."""
        self._store.put_run(self.run)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def recorded(
    store: Store, command: str, settings: Settings | None = None, now: Callable[[], datetime] = _now
) -> Iterator[RecordedRun]:
    """Records the run of a command; one that ends in an error, or is killed, has no ``ended_at``."""
    began = now()
    run = RecordedRun(
        store,
        Run(
            run_id=content_id(command, began.isoformat()),
            command=command,
            version=VERSION,
            started_at=began,
            settings=told_settings(settings) if settings else {},
            software=dict(software()),
        ),
    )
    try:
        yield run
    except BaseException:
        with suppress(StoreError):  # the run ends because of something else, which the caller is told
            run.keep()
        raise
    run.end(now())


def told_settings(settings: Settings) -> dict[str, str]:
    """The settings that shape a dataset: nothing that names a person, a place on the machine, or a secret.

    >>> told_settings(Settings(dataset="postgresql://me:secret@host/db", registries="mirror:/home/me/m", jobs=2))
    {'registries': 'mirror', 'retraction_watch': 'no', 'jobs': '2'}
    """
    told = {
        "registries": settings.registries.partition(":")[0],
        "retraction_watch": "yes" if settings.retraction_watch else "no",
        "jobs": str(settings.jobs),
    }
    return told | ({"spacy_model": settings.spacy_model} if settings.spacy_model else {})


@cache
def software() -> tuple[tuple[str, str], ...]:
    """Names and versions of Python, litcurate and the packages that are installed of :data:`SOFTWARE`."""
    found = [("python", python_version()), ("litcurate", VERSION)]
    for name in SOFTWARE:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return tuple(found)

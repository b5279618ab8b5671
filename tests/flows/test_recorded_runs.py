"""What is kept of runs, also of those that do not come to their end, and that the dataset is the same with them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from curated.schema import RunInput, SourceDocument
from curated.store import Store
from flows.recorded_runs import recorded, told_settings
from flows.refreshing import refresh
from flows.settings import Settings, settings
from flows.steps import audit, curate

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def silent(what: str, done: int, total: int) -> None:
    """No progress."""


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second whenever it is read."""
    read = iter(range(1000))
    return lambda: NOON + timedelta(seconds=next(read))


def document(number: int) -> SourceDocument:
    return SourceDocument(
        document_id=f"d{number}", sha256="ab" * 32, name="a.pdf", format="pdf", reader="pdf", reader_version="1"
    )


def test_the_commands_record_their_runs(examples: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    chosen = settings({}, dataset=str(tmp_path / "d"), registries=f"mirror:{examples / 'mirror'}", contact="me@x.org")
    curate([examples / "review.md", broken], chosen, silent)
    with Store.open(chosen.dataset) as store:
        audit(store)
    refresh(chosen, silent)
    with Store.open(chosen.dataset) as store:
        runs = store.runs()
        (kept,) = store.load({"documents"}).documents
    assert [run.command for run in runs] == ["curate", "audit", "refresh"]
    assert runs[0].inputs == (
        RunInput(name="review.md", sha256=kept.sha256, document_id=kept.document_id),
        RunInput(name="broken.pdf"),
    )
    assert all(run.ended_at is not None and run.started_at <= run.ended_at for run in runs)
    assert {"python", "litcurate", "spacy"} <= set(runs[0].software)
    assert runs[0].settings == {"registries": "mirror", "retraction_watch": "no", "jobs": "1"}


def test_nothing_of_a_person_or_a_place_is_kept() -> None:
    chosen = Settings(
        dataset="postgresql://me:secret@host/db",
        registries="replay:postgresql://me:secret@host/db",
        contact="me@example.org",
        retraction_watch=Path("/home/me/rw.csv"),
        endpoints={"api.crossref.org": "https://user:secret@proxy"},
    )
    assert told_settings(chosen) == {"registries": "replay", "retraction_watch": "yes", "jobs": "1"}


def _fail_after(files: int, store: Store) -> None:
    with recorded(store, "curate", now=ticking()) as run:
        for number in range(files):
            run.read(document(number))
        raise ZeroDivisionError


@pytest.fixture
def every_fifth(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of files is written after every fifth of them."""
    monkeypatch.setattr("flows.recorded_runs._EVERY", 5)


@pytest.mark.usefixtures("every_fifth")
def test_a_run_that_fails_is_kept_without_an_end(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        with pytest.raises(ZeroDivisionError):
            _fail_after(7, store)
        (kept,) = store.runs()
    assert (kept.started_at, kept.ended_at) == (NOON, None)
    assert len(kept.inputs) == 7


@pytest.mark.usefixtures("every_fifth")
def test_a_run_that_is_killed_has_most_of_its_files(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        with recorded(store, "curate", now=ticking()) as run:
            for number in range(14):
                run.read(document(number))
            (killed_here,) = store.runs()
        (kept,) = store.runs()
    assert (len(killed_here.inputs), killed_here.ended_at) == (10, None)
    assert (len(kept.inputs), kept.ended_at) == (14, NOON + timedelta(seconds=1))


def test_runs_are_no_part_of_the_dataset(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        before = store.load()
        with recorded(store, "audit", now=ticking()):
            pass
        with recorded(store, "audit", now=lambda: NOON + timedelta(days=1)):
            pass
        assert store.load() == before
        assert [run.started_at.day for run in store.runs()] == [1, 2]

"""Schedules, watched folders and what Prefect's pages show, without a server."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curated.mistake import Mistake
from curated.schema import Failure, Refresh
from curated.since import Changed, Event
from curated.store import Store
from flows.artifacts import changes_in_markdown, failures_in_markdown
from flows.cli import app
from flows.incoming import WatchedFolders, marked_unreadable, new_files
from flows.inputs import read_failure

MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "missed"),
    [
        (MONDAY, MONDAY.replace(day=29), False),
        (MONDAY, MONDAY.replace(day=30), True),
        (MONDAY.replace(minute=1), MONDAY.replace(day=30, hour=5), False),
        (MONDAY.replace(hour=5), MONDAY.replace(hour=5, minute=59), False),
        (MONDAY.replace(hour=5), MONDAY.replace(hour=6, minute=1), True),
        (MONDAY.replace(month=1), MONDAY, True),
    ],
)
def test_whether_a_refresh_was_missed(last: datetime, now: datetime, missed: bool) -> None:
    from flows.serving import checked_schedule, was_missed

    assert asyncio.run(was_missed(checked_schedule("0 6 * * 1", "UTC"), last, now)) is missed


@pytest.mark.parametrize(("cron", "zone"), [("every monday", "UTC"), ("0 6 * *", "UTC"), ("0 6 * * 1", "Nowhere/City")])
def test_a_schedule_that_is_none(cron: str, zone: str) -> None:
    from flows.serving import checked_schedule

    with pytest.raises(Mistake, match="is no schedule"):
        checked_schedule(cron, zone)


@pytest.mark.parametrize(
    ("due", "last", "caught_up"),
    [
        (MONDAY, None, False),
        (None, Refresh(number=1, started_at=MONDAY), False),
        (MONDAY, Refresh(number=1, started_at=MONDAY.replace(day=16)), False),
        (MONDAY.replace(day=16), Refresh(number=1, started_at=MONDAY), True),
    ],
)
def test_of_several_late_runs_the_first_does_the_work(due: datetime, last: Refresh, caught_up: bool) -> None:
    from flows.deployments import is_caught_up

    assert is_caught_up(due, last) is caught_up


def test_what_is_new_in_watched_folders(tmp_path: Path) -> None:
    folder = tmp_path / "incoming" / "deep"
    folder.mkdir(parents=True)
    now = 1_700_000_000.0
    for name, text, age in (
        ("a.md", "one", 60),
        ("the same.md", "one", 60),
        ("b.txt", "two", 60),
        ("being copied.pdf", "three", 1),
        (".hidden.md", "four", 60),
        ("picture.png", "five", 60),
    ):
        (folder / name).write_text(text)
        os.utime(folder / name, (now - age, now - age))
    watched = WatchedFolders([tmp_path / "incoming"], lambda: now)
    with Store.open(tmp_path / "dataset") as store:
        new = new_files(store, list(watched.files()))
        assert [file.path.name for file in new] == ["a.md", "b.txt"]
        marked_unreadable(store, new, [read_failure(str(folder / "b.txt"), "it is empty", "save it again")])
        (failure,) = store.load(("failures",)).failures
        assert failure.advice == "save it again; it is tried again when it changes"
        assert [file.path.name for file in new_files(store, list(watched.files()))] == ["a.md"]
        (folder / "b.txt").write_text("two and more")
        os.utime(folder / "b.txt", (now - 30, now - 30))
        assert [file.path.name for file in new_files(store, list(watched.files()))] == ["a.md", "b.txt"]


def test_artifacts_hold_text_of_others_as_text() -> None:
    event = Event("2026-10-01", "registry", "change", "why_stopped", None, "a | b <img>\n# c", None)
    row = Changed("NCT00000101", "trial", "A <b>trial</b>", ("doc",), "2026-11-24", "refresh 2", (event,))
    said = changes_in_markdown([row], Refresh(number=2, started_at=MONDAY, remarks=("the clock went back",)))
    assert said.splitlines()[-1] == (
        "| [NCT00000101](https://clinicaltrials.gov/study/NCT00000101) | why stopped a \\| b &lt;img> # c "
        "| A &lt;b>trial&lt;/b> | doc |"
    )
    assert "**the clock went back**" in said
    failure = Failure(failure_id="1", stage="ask", subject="trials", cause="HTTP 503", advice="later")
    assert failures_in_markdown([failure]).splitlines()[-1] == "| trials | HTTP 503 | later |"
    assert (failures_in_markdown([]), changes_in_markdown([], Refresh(number=1, started_at=MONDAY))[-20:]) == (
        "Nothing has failed.",
        "Nothing has changed.",
    )


def test_without_a_server_it_says_how_to_start_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    done = CliRunner().invoke(app, ["serve", str(tmp_path), "--refresh-every", "0 6 * * 1"])
    assert done.exit_code == 2
    assert "prefect server start" in done.stderr

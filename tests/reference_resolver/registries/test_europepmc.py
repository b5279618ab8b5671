"""Europe PMC: ten references in one search, and its results as works."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from curated.schema import Failure, Work
from reference_resolver.registries.europepmc import REGISTRY
from reference_resolver.request import PrintedReference, Response, WorksAsPrinted, WorksByIdentifier

Answer = Callable[..., Response]
CORE: dict[str, Any] = {
    "id": "7", "source": "MED", "pmid": "7", "pmcid": "PMC7", "doi": "10.1000/A", "title": "On <i>x</i>.",
    "pubYear": "2020", "pageInfo": "12-20", "abstractText": "Words.",
    "pubTypeList": {"pubType": ["letter", "journal article"]},
    "authorList": {"author": [{"lastName": "Li", "firstName": "An"}, {"collectiveName": "A Group"}]},
    "journalInfo": {"volume": "3", "issue": "1", "journal": {"title": "A Journal", "isoabbreviation": "A J"}},
    "commentCorrectionList": {"commentCorrection": [
        {"type": "Retraction in", "id": "9", "source": "MED"}, {"type": "Comment in", "id": "8", "source": "MED"},
    ]},
}  # fmt: skip


def printed(number: int, **changes: Any) -> PrintedReference:
    fields = {"reference_id": str(number), "raw": "", "title": f"Effects of substance {number} on liver", "year": 2020}
    return PrintedReference.model_validate(fields | changes)


def work(answer: Answer, **changes: Any) -> Work:
    body = json.dumps({"resultList": {"result": [CORE | changes]}})
    (entry,) = REGISTRY.read(answer("europepmc", body))
    assert isinstance(entry, Work)
    return entry


def test_ten_references_are_one_search() -> None:
    requests = list(REGISTRY.ask(WorksAsPrinted(references=tuple(printed(number) for number in range(12)))))
    queries = [parse_qs(urlsplit(request.url).query)["query"][0] for request in requests]
    assert [query.count("TITLE:") for query in queries] == [10, 2]
    assert queries[1].startswith("(TITLE:(substance AND effects AND liver) AND PUB_YEAR:[2019 TO 2021]) OR (TITLE:")
    assert all(len(request.url) < 4000 for request in requests)


@pytest.mark.parametrize("title", [None, "Liver cancer", "A b c d", '") OR *:*'])
def test_titles_of_few_words_are_left_to_others(title: str | None) -> None:
    assert list(REGISTRY.ask(WorksAsPrinted(references=(printed(1, title=title),)))) == []
    assert list(REGISTRY.ask(WorksByIdentifier(dois=("10.1000/a",)))) == []


def test_a_result_is_a_work(answer: Answer) -> None:
    found = work(answer)
    assert found.work_id == "europepmc:MED/7"
    values = {
        name: getattr(found, name).value
        for name in (
            "doi",
            "pmid",
            "pmcid",
            "type",
            "title",
            "container_title",
            "container_title_short",
            "year",
            "volume",
        )
    }
    assert values == {
        "doi": "10.1000/a",
        "pmid": "7",
        "pmcid": "PMC7",
        "type": "letter; journal article",
        "title": "On x.",
        "container_title": "A Journal",
        "container_title_short": "A J",
        "year": 2020,
        "volume": "3",
    }
    assert found.first_page is not None
    assert found.first_page.value == "12"
    assert found.authors is not None
    assert [author.family for author in found.authors.value] == ["Li"]
    assert found.group_author is not None
    assert found.group_author.value == ("A Group",)
    assert found.updates is not None
    assert [(update.kind, update.notice_pmid) for update in found.updates.value] == [("retraction", "9")]
    assert found.update_status is not None
    assert found.update_status.value == ("retraction",)


def test_the_short_form_of_authors(answer: Answer) -> None:
    found = work(answer, authorList=None, authorString="van der Berg A, Ng BC, METRIC Study Group.")
    assert found.authors is not None
    assert [(author.family, author.given) for author in found.authors.value] == [("van der Berg", "A"), ("Ng", "BC")]
    assert found.group_author is not None
    assert found.group_author.value == ("METRIC Study Group",)


def test_a_preprint_is_one(answer: Answer) -> None:
    found = work(answer, source="PPR", id="PPR1", pmid=None)
    assert found.type is not None
    assert found.type.value == "posted-content"


@pytest.mark.parametrize("changes", [{"title": 7}, {"id": None}, {"authorList": "x"}, {"journalInfo": {"volume": []}}])
def test_a_broken_result_costs_itself(changes: dict[str, Any], answer: Answer) -> None:
    body = json.dumps({"resultList": {"result": [CORE | changes, CORE]}})
    failure, found = REGISTRY.read(answer("europepmc", body))
    assert isinstance(failure, Failure)
    assert isinstance(found, Work)


@pytest.mark.parametrize("body", ["{}", "[]", '{"resultList": {"result": {}}}', "<html>"])
def test_other_answers_are_failures(body: str, answer: Answer) -> None:
    (failure,) = REGISTRY.read(answer("europepmc", body))
    assert isinstance(failure, Failure)

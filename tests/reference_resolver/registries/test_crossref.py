"""Crossref: what is asked, and what its works say."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from curated.schema import Failure, Work
from reference_resolver.body import value_at
from reference_resolver.registries.crossref import REGISTRY
from reference_resolver.registry import NOT_FOUND, is_whole
from reference_resolver.request import (
    PrintedReference,
    Response,
    TrialsByNumber,
    WorkAsPrinted,
    WorksAsPrinted,
    WorksByIdentifier,
)

Answer = Callable[..., Response]


def works(answer: Answer, *items: Any) -> list[Any]:
    body = json.dumps({"status": "ok", "message-type": "work-list", "message": {"items": list(items)}})
    return list(REGISTRY.read(answer("crossref", body)))


def one(answer: Answer, **fields: Any) -> Work:
    found = works(answer, {"DOI": "10.1000/x", **fields})
    assert len(found) == 1
    assert isinstance(found[0], Work), found
    return found[0]


def test_dois_go_in_batches_of_fifty() -> None:
    dois = tuple(f"10.1000/{number}" for number in range(120))
    requests = list(REGISTRY.ask(WorksByIdentifier(dois=dois)))
    asked = [request.question.dois for request in requests if isinstance(request.question, WorksByIdentifier)]
    assert [len(batch) for batch in asked] == [50, 50, 20]
    assert sum(asked, ()) == dois
    assert requests[0].url.startswith("https://api.crossref.org/works?filter=doi:10.1000/0,doi:10.1000/1,")
    assert "select" not in requests[0].url


def test_long_dois_make_short_batches() -> None:
    dois = tuple("10.1000/" + "x" * 300 + str(number) for number in range(40))
    requests = list(REGISTRY.ask(WorksByIdentifier(dois=dois)))
    assert all(len(request.url) <= 4000 for request in requests)
    assert sum(len(request.question.dois) for request in requests) == 40  # type: ignore[union-attr]


def test_odd_dois_stay_in_their_place() -> None:
    doi = "10.1002/1097-0142(19860415)57:8<1442::aid-cncr282>3.0.co;2-f&rows=0#x"
    (request,) = REGISTRY.ask(WorksByIdentifier(dois=(doi,)))
    query = parse_qs(urlsplit(request.url).query, separator="&")
    assert query == {"filter": [f"doi:{doi}"], "rows": ["11"]}


def test_a_doi_with_a_comma_is_asked_alone() -> None:
    urls = [request.url for request in REGISTRY.ask(WorksByIdentifier(dois=("10.1000/a", "10.1000/b,c")))]
    assert urls == [
        "https://api.crossref.org/works/10.1000/b%2Cc",
        "https://api.crossref.org/works?filter=doi:10.1000/a&rows=11",
    ]


def test_a_printed_reference_is_asked_by_its_fields_or_its_string() -> None:
    parsed = PrintedReference(reference_id="r", raw="[1] raw", title="On x & y", first_author="Li", year=2020)
    (request,) = REGISTRY.ask(WorksAsPrinted(references=(parsed,)))
    assert request.question == WorkAsPrinted(reference=parsed)
    assert parse_qs(urlsplit(request.url).query) == {"query.bibliographic": ["Li On x & y 2020"], "rows": ["5"]}
    string = PrintedReference(reference_id="r", raw="[12] Li\n On x. " + "y" * 900)
    (request,) = REGISTRY.ask(WorksAsPrinted(references=(string,)))
    words = parse_qs(urlsplit(request.url).query)["query.bibliographic"][0]
    assert words.startswith("Li On x. yyy")
    assert len(words) == 500


def test_it_knows_no_trials() -> None:
    assert list(REGISTRY.ask(TrialsByNumber(numbers=("NCT00000102",)))) == []


def test_a_work_with_everything(answer: Answer) -> None:
    work = one(
        answer,
        DOI="10.1056/NEJMoa1915745",
        type="journal-article",
        title=["Atezolizumab <i>plus</i>\n   Bevacizumab"],
        **{"container-title": ["N &amp; M"], "short-container-title": ["NM"], "article-number": "e7"},
        volume="382",
        issue="20",
        page="1894-1905",
        issued={"date-parts": [[2019, 12, 1]]},
        author=[{"family": "Finn", "given": "R"}, {"name": "The Group"}, {"given": "Mononym"}],
        abstract="<jats:p>So.</jats:p>",
    )
    assert work.work_id == "crossref:10.1056/nejmoa1915745"
    assert work.doi is not None
    assert [step.name for step in work.doi.steps] == ["doi-normalised"]
    assert work.title is not None
    assert (work.title.value, [step.name for step in work.title.steps]) == (
        "Atezolizumab plus Bevacizumab",
        ["markup-removed"],
    )
    assert work.container_title is not None
    assert work.container_title.value == "N & M"
    assert work.first_page is not None
    assert work.last_page is not None
    assert (work.first_page.value, work.last_page.value) == ("1894", "1905")
    assert [step.name for step in work.last_page.steps] == ["page-range-split"]
    assert work.authors is not None
    assert [author.family for author in work.authors.value] == ["Finn", "Mononym"]
    assert work.group_author is not None
    assert work.group_author.value == ("The Group",)
    assert work.abstract is not None
    assert work.abstract.value == "So."
    assert work.year is not None
    assert (work.year.value, work.year.steps) == (2019, ())


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [
        ("1894-1905", "1894", "1905"),
        ("e33693", "e33693", None),
        ("S1-S10", "S1", "S10"),
        ("145\u2013145", "145", "145"),
        ("12-15, 19", "12", "15"),
        ("A1-1-A1-10", "A1-1", "A1-10"),
        ("2013-07", "2013", "07"),
        ("no-no", None, None),
        ("12-", "12-", None),
    ],
)
def test_pages(page: str, first: str | None, last: str | None, answer: Answer) -> None:
    work = one(answer, page=page)
    assert (work.first_page.value if work.first_page else None) == first
    assert (work.last_page.value if work.last_page else None) == last


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"issued": {"date-parts": [[2019]]}, "published-print": {"date-parts": [[2020, 1]]}}, 2020),
        ({"issued": {"date-parts": [[None]]}}, None),
        ({"issued": {"date-parts": [[]]}}, None),
        ({"issued": None}, None),
        ({"issued": {"date-parts": [["2019"]]}}, None),
        ({"issued": {"date-parts": [[12]]}, "published-online": {"date-parts": [[2012]]}}, 2012),
    ],
)
def test_years(fields: dict[str, Any], year: int | None, answer: Answer) -> None:
    work = one(answer, **fields)
    assert (work.year.value if work.year else None) == year


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"updated-by": [{"type": "correction"}]}, ("correction",)),
        (
            {"updated-by": [{"type": "corrigendum"}, {"type": "Retraction"}, {"type": "retraction"}]},
            ("correction", "retraction"),
        ),
        ({"updated-by": [{"type": "expression-of-concern"}]}, ("expression_of_concern",)),
        ({"title": ["RETRACTED: A paper"]}, ("retraction",)),
        ({"title": ["RETRACTED ARTICLE: A paper"]}, ("retraction",)),
        ({"title": ["[Retracted] A paper"]}, ("retraction",)),
        ({"title": ["RETRACTED: A paper"], "updated-by": [{"type": "correction"}]}, ("correction", "retraction")),
        ({"update-to": [{"type": "retraction", "DOI": "10.1/x"}], "title": ["Retraction: A paper"]}, None),
        ({"update-to": [{"type": "retraction", "DOI": "10.1/x"}], "title": ["Retracted: A paper"]}, None),
        ({"title": ["Retracted articles in oncology: a study"]}, None),
        ({}, None),
    ],
)
def test_updates_of_the_work_itself(fields: dict[str, Any], kinds: tuple[str, ...] | None, answer: Answer) -> None:
    work = one(answer, **fields)
    assert (work.update_status.value if work.update_status else None) == kinds


def test_an_old_doi_is_kept_whole(answer: Answer) -> None:
    work = one(answer, DOI="10.1002/1097-0142(1986)57:8<1442::AID-CNCR282>3.0.CO;2-F")
    assert work.work_id == "crossref:10.1002/1097-0142(1986)57:8<1442::aid-cncr282>3.0.co;2-f"


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"DOI": "none"},
        {"DOI": 7},
        "text",
        None,
        {"DOI": "10.1/x", "title": "no list"[0:0] or [7]},
        {"DOI": "10.1/x", "author": [3]},
    ],
)
def test_a_broken_record_is_skipped_with_its_place(broken: Any, answer: Answer) -> None:
    first, second, third = works(answer, {"DOI": "10.1000/a"}, broken, {"DOI": "10.1000/b"})
    assert isinstance(first, Work)
    assert isinstance(third, Work)
    assert isinstance(second, Failure)
    assert second.subject.endswith("#/message/items/1")


def test_characters_that_no_database_takes_are_replaced(answer: Answer) -> None:
    work = one(answer, title=["A\x00B\ud800C"])
    assert work.title is not None
    assert work.title.value == "A\ufffdB\ufffdC"
    assert work.title.steps[-1].name == "unstorable-characters-replaced"


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (404, "Resource not found.", NOT_FOUND),
        (404, "<html>gone</html>", "HTTP 404: an HTML page"),
        (400, '{"message-type": "validation-failure", "message": [{"message": "bad filter"}]}', "refused: bad filter"),
        (200, "<html>busy</html>", "not JSON: an HTML page"),
        (200, '{"data": []}', "not an answer of /works (message-type None): text '{\"data\": []}'"),
        (200, "[]", "not an answer of /works (message-type None): text '[]'"),
    ],
)
def test_an_answer_that_is_none_says_why(status: int, body: str, cause: str, answer: Answer) -> None:
    response = answer("crossref", body, status=status)
    (failure,) = REGISTRY.read(response)
    assert isinstance(failure, Failure)
    assert failure.cause == cause
    assert is_whole(failure, response)


def test_pointers_lead_to_the_values(answer: Answer) -> None:
    body = json.dumps({"message-type": "work", "message": {"DOI": "10.1000/X", "title": ["T"], "volume": "3"}})
    (work,) = REGISTRY.read(answer("crossref", body))
    assert isinstance(work, Work)
    assert work.title is not None
    assert work.title.source.pointer == "/message/title/0"  # type: ignore[union-attr]
    assert value_at(body.encode(), "/message/DOI") == "10.1000/X"

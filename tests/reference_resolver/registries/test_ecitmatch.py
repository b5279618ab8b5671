"""PubMed's citation matcher: all journal references in one request, and what its lines can say."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from curated.schema import Failure
from reference_resolver.registries.pubmed import REGISTRY
from reference_resolver.request import Lead, PrintedReference, Response, WorksAsPrinted

PLACED = {"container_title": "Proc Natl | Acad", "year": 1991, "volume": "88", "first_page": "3248"}


def printed(number: int, **changes: object) -> PrintedReference:
    fields = {"reference_id": f"r{number}", "raw": "", "first_author": "mann"} | PLACED
    return PrintedReference.model_validate(fields | changes)


def test_a_review_is_one_request_and_its_lines_are_numbered() -> None:
    references = tuple(printed(number) for number in range(173))
    (request,) = REGISTRY.ask(WorksAsPrinted(references=references))
    lines = parse_qs(urlsplit(request.url).query)["bdata"][0].split("\r")
    assert lines[:2] == ["Proc Natl Acad|1991|88|3248|mann|0|", "Proc Natl Acad|1991|88|3248|mann|1|"]
    assert (len(lines), request.due) == (173, "text")
    assert "%0D" in request.url


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, True),
        ({"volume": None}, True),
        ({"first_page": None, "article_number": "e7"}, True),
        ({"volume": None, "first_page": None}, False),
        ({"container_title": None}, False),
    ],
)
def test_only_what_has_a_place_in_a_journal_is_asked(changes: dict[str, object], asked: bool) -> None:
    assert bool(list(REGISTRY.ask(WorksAsPrinted(references=(printed(1, **changes),))))) is asked


LINES = [
    ("found", "proc natl|1991|88|3248|mann|0|2014248", [("r0", "2014248")]),
    ("not found", "proc natl|1991|88|3248|mann|0|NOT_FOUND;INVALID_JOURNAL", []),
    ("two", "x|1991|88|3248|mann|1|AMBIGUOUS 2014248,7", [("r1", "2014248"), ("r1", "7")]),
    ("too many", "x|1991|88|3248|mann|1|AMBIGUOUS (12 citations)", [("r1", "12")]),
    ("in another order", "x|||||1|5\nx|||||0|6", [("r1", "5"), ("r0", "6")]),
    ("twice", "x|||||0|5\nx|||||0|5", [("r0", "5"), ("r0", "5")]),
    ("a key that was not asked", "x|||||7|5\nx|||||0|6", [("r0", "6")]),
    ("no PMID at its end", "x|||||0|012345678901\nx|||||1|", []),
]


@pytest.mark.parametrize(("body", "found"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_what_lines_say(body: str, found: list[tuple[str, str]], answer: Callable[..., Response]) -> None:
    question = WorksAsPrinted(references=(printed(0), printed(1)))
    entries = list(REGISTRY.read(answer("pubmed", body, question=question)))
    assert entries == [Lead(reference_id=reference_id, pmid=pmid) for reference_id, pmid in found]


@pytest.mark.parametrize("body", ["", "Error: something", "<PubmedArticleSet/>", "a|b|c"])
def test_other_bodies_are_failures(body: str, answer: Callable[..., Response]) -> None:
    (failure,) = REGISTRY.read(answer("pubmed", body, question=WorksAsPrinted(references=(printed(0),))))
    assert isinstance(failure, Failure)

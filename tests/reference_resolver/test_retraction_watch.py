"""The Retraction Watch CSV as a registry."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curated.mistake import Mistake
from curated.schema import Failure, Work
from reference_resolver.body import value_at
from reference_resolver.request import Request, Response, TrialsByNumber, WorksByIdentifier
from reference_resolver.retraction_watch import REGISTRY, RetractionWatch

HEAD = (
    "Record ID,Title,Subject,Journal,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDOI,"
    "RetractionPubMedID,RetractionDate,Reason"
)
ROWS = [
    '1,"A paper, with a comma",,J,10.1000/Paper,11,Correction,10.1000/note,0,3/6/2004 0:00,+Error;',
    '2,"A paper, with a comma",,J,10.1000/paper,11,Retraction,unavailable,21,2/6/2010 0:00,',
    "3,Another,,J,unavailable,12,Expression of concern,,,,",
    "4,Third,,J,10.1000/third,0,Reinstatement,10.1000/n,,1/2/2020 0:00,",
]


@pytest.fixture
def watch(tmp_path: Path) -> RetractionWatch:
    file = tmp_path / "rw.csv"
    file.write_text("\n".join([HEAD, *ROWS]) + "\n", encoding="utf-8-sig")
    return RetractionWatch(file)


def asked(watch: RetractionWatch, **identifiers: tuple[str, ...]) -> tuple[Response, list[Work]]:
    (request,) = REGISTRY.ask(WorksByIdentifier(**identifiers))
    response = watch.send(request)
    entries = list(REGISTRY.read(response))
    return response, [entry for entry in entries if isinstance(entry, Work)]


def test_all_that_happened_to_a_paper_is_one_work(watch: RetractionWatch) -> None:
    response, (work,) = asked(watch, dois=("10.1000/paper", "10.1000/other"), pmids=("11",))
    assert (work.work_id, response.status) == ("retraction-watch:10.1000/paper", 200)
    assert work.title is not None
    assert value_at(response.body, work.title.source.pointer) == work.title.value  # type: ignore[union-attr]
    assert work.updates is not None
    assert [(one.kind, one.notice_doi, one.notice_pmid, one.date) for one in work.updates.value] == [
        ("correction", "10.1000/note", None, "2004-03-06"),
        ("retraction", None, "21", "2010-02-06"),
    ]
    assert work.update_status is not None
    assert work.update_status.value == ("correction", "retraction")


def test_a_paper_by_its_pmid(watch: RetractionWatch) -> None:
    _, (work,) = asked(watch, pmids=("12",))
    assert work.work_id == "retraction-watch:12"
    assert work.doi is None
    assert work.update_status is not None
    assert work.update_status.value == ("expression_of_concern",)


def test_a_reinstatement_is_nothing_against_a_paper(watch: RetractionWatch) -> None:
    _, (work,) = asked(watch, dois=("10.1000/third",))
    assert (work.update_status, work.updates) == (None, None)


def test_what_it_does_not_know_is_an_empty_answer(watch: RetractionWatch) -> None:
    response, works = asked(watch, dois=("10.1000/none",))
    assert (response.body, works) == (b'{"rows": []}', [])
    assert list(REGISTRY.ask(TrialsByNumber(numbers=("NCT00000102",)))) == []


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEAD.replace("Reason", "Why")])
def test_another_file_is_a_mistake(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(Mistake, match="no Retraction Watch CSV"):
        RetractionWatch(tmp_path / "x.csv")
    with pytest.raises(Mistake, match="cannot be read"):
        RetractionWatch(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("body", ["{}", "[]", '{"rows": [{}]}', '{"rows": 7}', "x"])
def test_a_broken_answer_is_a_failure(body: str, answer: Callable[..., Response]) -> None:
    entries = list(REGISTRY.read(answer("retraction-watch", body)))
    assert all(isinstance(entry, Failure) for entry in entries)
    assert entries


def test_requests_name_what_they_ask() -> None:
    def url(*dois: str) -> str:
        (request,) = REGISTRY.ask(WorksByIdentifier(dois=dois))
        assert isinstance(request, Request)
        return request.url

    assert url("10.1000/a") == url("10.1000/a") != url("10.1000/b")

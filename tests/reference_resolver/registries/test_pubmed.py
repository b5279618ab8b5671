"""PubMed: what is asked, and what its articles say."""

from collections.abc import Callable

import pytest

from curated.schema import Failure, Work
from reference_resolver.body import value_at
from reference_resolver.registries.pubmed import REGISTRY
from reference_resolver.request import PrintedReference, Response, WorkAsPrinted, WorksByIdentifier

Answer = Callable[..., Response]


def article(
    pmid: str = "32402160",
    *,
    inside: str = "",
    pages: str = "<MedlinePgn>1894-1905</MedlinePgn>",
    date: str = "<Year>2020</Year>",
    types: str = "<PublicationType>Journal Article</PublicationType>",
    listed: str = "",
    ids: str = "",
) -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue><Volume>382</Volume>"
        f"<PubDate>{date}</PubDate></JournalIssue><Title>The New England journal of medicine</Title>"
        f"<ISOAbbreviation>N Engl J Med</ISOAbbreviation></Journal><ArticleTitle>On <i>x</i> rays.</ArticleTitle>"
        f"<Pagination>{pages}</Pagination>{inside}<PublicationTypeList>{types}</PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{listed}</CommentsCorrectionsList></MedlineCitation>"
        f"<PubmedData><ArticleIdList>{ids}</ArticleIdList></PubmedData></PubmedArticle>"
    )


def read(answer: Answer, *articles: str, asked: tuple[str, ...] = ()) -> list[object]:
    body = f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>"
    return list(REGISTRY.read(answer("pubmed", body, question=WorksByIdentifier(pmids=asked))))


def one(answer: Answer, text: str) -> Work:
    (work,) = read(answer, text)
    assert isinstance(work, Work), work
    return work


def test_pmids_go_in_batches_of_two_hundred() -> None:
    pmids = tuple(str(number) for number in range(1, 451))
    requests = list(REGISTRY.ask(WorksByIdentifier(pmids=(*pmids, "ABC123", "0123", "123456789"))))
    assert [len(request.question.pmids) for request in requests] == [200, 200, 50]  # type: ignore[union-attr]
    assert requests[2].url.endswith("&retmode=xml")
    assert "id=401,402," in requests[2].url


def test_printed_references_are_not_asked_live() -> None:
    assert list(REGISTRY.ask(WorkAsPrinted(reference=PrintedReference(reference_id="r", raw="x")))) == []
    assert list(REGISTRY.ask(WorksByIdentifier(dois=("10.1/x",)))) == []


def test_an_article_with_everything(answer: Answer) -> None:
    authors = (
        "<AuthorList><Author><LastName>Finn</LastName><ForeName>Richard S</ForeName></Author><Author ValidYN='N'>"
        "<LastName>Fin</LastName></Author><Author><CollectiveName>IMbrave150</CollectiveName></Author></AuthorList>"
    )
    abstract = "<Abstract><AbstractText Label='AIM'>To see.</AbstractText><AbstractText>So.</AbstractText></Abstract>"
    ids = "<ArticleId IdType='doi'>10.1056/NEJMoa1915745</ArticleId><ArticleId IdType='pmc'>PMC1</ArticleId>"
    types = "<PublicationType>Journal Article</PublicationType><PublicationType>Review</PublicationType>"
    text = article(inside=authors + abstract, ids=ids, types=types)
    work = one(answer, text)
    assert work.work_id == "pubmed:32402160"
    assert work.doi is not None
    assert work.doi.value == "10.1056/nejmoa1915745"
    assert work.pmcid is not None
    assert work.pmcid.value == "PMC1"
    assert work.title is not None
    assert (work.title.value, [step.name for step in work.title.steps]) == ("On x rays.", ["markup-removed"])
    assert work.type is not None
    assert work.type.value == "Journal Article; Review"
    assert work.authors is not None
    assert [(author.family, author.given) for author in work.authors.value] == [("Finn", "Richard S")]
    assert work.group_author is not None
    assert work.abstract is not None
    assert work.abstract.value == "AIM: To see.\nSo."
    body = f"<PubmedArticleSet>{text}</PubmedArticleSet>".encode()
    assert value_at(body, work.title.source.pointer) == "On x rays."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("<MedlinePgn>244-55</MedlinePgn>", "244", "255"),
        ("<MedlinePgn>026002</MedlinePgn>", "026002", None),
        ("<MedlinePgn>S12-9</MedlinePgn>", "S12", "9"),
        ("<MedlinePgn>12-5; discussion 16</MedlinePgn>", "12", "15"),
        ("<StartPage>244</StartPage><EndPage>255</EndPage><MedlinePgn>244-55</MedlinePgn>", "244", "255"),
        ("", None, None),
    ],
)
def test_pages(pages: str, first: str | None, last: str | None, answer: Answer) -> None:
    work = one(answer, article(pages=pages))
    assert (work.first_page.value if work.first_page else None) == first
    assert (work.last_page.value if work.last_page else None) == last


@pytest.mark.parametrize(
    ("date", "year"), [("<Year>2020</Year>", 2020), ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", 1998), ("", None)]
)
def test_years(date: str, year: int | None, answer: Answer) -> None:
    work = one(answer, article(date=date))
    assert (work.year.value if work.year else None) == year


@pytest.mark.parametrize(
    ("types", "listed", "kinds"),
    [
        ("<PublicationType>Retracted Publication</PublicationType>", "", ("retraction",)),
        (
            "<PublicationType>Retraction of Publication</PublicationType>",
            "<CommentsCorrections RefType='RetractionOf'/>",
            None,
        ),
        ("", "<CommentsCorrections RefType='RetractionIn'/>", ("retraction",)),
        ("", "<CommentsCorrections RefType='ErratumIn'/><CommentsCorrections RefType='Cites'/>", ("correction",)),
        (
            "<PublicationType>Retracted Publication</PublicationType>",
            "<CommentsCorrections RefType='ErratumIn'/>",
            ("retraction", "correction"),
        ),
        ("", "<CommentsCorrections RefType='ErratumFor'/>", None),
    ],
)
def test_updates_of_the_article_itself(types: str, listed: str, kinds: tuple[str, ...] | None, answer: Answer) -> None:
    work = one(answer, article(types=types, listed=listed))
    assert (work.update_status.value if work.update_status else None) == kinds


def test_an_article_that_was_not_asked_for_is_no_answer(answer: Answer) -> None:
    (failure,) = read(answer, article("123"), asked=("32402160",))
    assert isinstance(failure, Failure)
    assert failure.cause == "pubmed:123 was not asked for"


def test_a_broken_record_is_skipped_with_its_place(answer: Answer) -> None:
    first, second, third, fourth = read(
        answer, article("1"), "<PubmedArticle/>", article("2"), "<PubmedBookArticle><PMID>3</PMID></PubmedBookArticle>"
    )
    assert isinstance(first, Work)
    assert isinstance(second, Failure)
    assert second.subject.endswith("#/PubmedArticleSet/PubmedArticle[2]")
    assert isinstance(third, Work)
    assert isinstance(fourth, Failure)


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>busy</body></html>",
        "<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>",
        '{"error": "API rate limit exceeded"}',
        "<!DOCTYPE a [<!ENTITY x 'y'>]><PubmedArticleSet>&x;</PubmedArticleSet>",
        "",
    ],
)
def test_an_answer_that_is_none_says_why(body: str, answer: Answer) -> None:
    (failure,) = REGISTRY.read(answer("pubmed", body))
    assert isinstance(failure, Failure)
    assert failure.cause


def test_the_error_that_ncbi_gives_is_told(answer: Answer) -> None:
    (failure,) = REGISTRY.read(answer("pubmed", "<eFetchResult><ERROR>No such db</ERROR></eFetchResult>"))
    assert isinstance(failure, Failure)
    assert failure.cause == "not a PubmedArticleSet: No such db"


def test_no_articles_is_an_answer(answer: Answer) -> None:
    assert read(answer) == []

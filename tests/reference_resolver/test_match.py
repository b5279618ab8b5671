"""Which work is it? References as printed, candidates as registries have them, and the verdict."""

from collections.abc import Callable
from typing import Any

import pytest

from curated.schema import Work
from reference_resolver.agreement import compare
from reference_resolver.match import decide, judge
from reference_resolver.request import PrintedReference

TITLE = "Atezolizumab plus bevacizumab in unresectable hepatocellular carcinoma"
PRINTED: dict[str, Any] = {
    "reference_id": "r1",
    "raw": "Finn RS, Qin S, Ikeda M, et al. Atezolizumab plus bevacizumab in unresectable hepatocellular carcinoma. "
    "N Engl J Med 2020;382:1894-1905.",
    "title": TITLE,
    "first_author": "Finn",
    "container_title": "N Engl J Med",
    "year": 2020,
    "volume": "382",
    "first_page": "1894",
}
RECORD: dict[str, Any] = {
    "title": "Atezolizumab plus Bevacizumab in Unresectable Hepatocellular Carcinoma",
    "authors": ("Finn", "Qin", "Ikeda"),
    "container_title": "New England Journal of Medicine",
    "year": 2020,
    "volume": "382",
    "first_page": "1894",
    "type": "journal-article",
}
DOI = "10.1056/nejmoa1915745"
Make = Callable[..., Work]


def printed(**changes: Any) -> PrintedReference:
    return PrintedReference(**(PRINTED | changes))


MATCHED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("all agrees", {}, {}),
    ("a typo in the title", {"title": TITLE.replace("zolizumab", "zolizumap")}, {}),
    ("the year before", {"year": 2019}, {}),
    (
        "Greek and sub-scripts",
        {"title": "TNF-α and CO₂ in unresectable carcinoma"},
        {"title": "TNF-alpha and CO2 in unresectable carcinoma"},
    ),
    ("no author on record", {}, {"authors": None}),
    ("another author first", {"first_author": "Qin"}, {}),
    (
        "part of a double name",
        {"first_author": "Galarreta", "raw": "Galarreta MR."},
        {"authors": ("Ruiz de Galarreta",)},
    ),
    ("a retracted paper", {}, {"title": "RETRACTED: " + RECORD["title"]}),
    ("without its subtitle", {}, {"title": "Atezolizumab plus bevacizumab"}),
    ("an article number", {"first_page": "e0021622"}, {"first_page": None, "article_number": "e00216-22"}),
    ("another page, all else the same", {"first_page": "1895"}, {}),
    ("a style without titles", {"title": None}, {}),
    (
        "only the string",
        dict.fromkeys(("title", "first_author", "container_title", "year", "volume", "first_page")),
        {},
    ),
    ("a title parsed badly", {"title": "Qin S, Ikeda M, et al. Atezolizumab plus", "first_author": "Ikeda"}, {}),
    (
        "fields cut wrongly, in a string that says it all",
        {"title": "S. et al", "container_title": TITLE, "volume": "N Engl J Med 382", "first_author": "RS"},
        {},
    ),
    (
        "an erratum that is printed as one",
        {"title": "Erratum: " + TITLE},
        {"title": "Erratum: " + RECORD["title"]},
    ),
    ("a title that begins like a notice", {"title": "Comment on " + TITLE}, {"title": "Comment on " + RECORD["title"]}),
    (
        "a field that the parser doubts",
        {"volume": "2020", "first_page": "382", "doubtful": ("volume", "first_page")},
        {},
    ),
    ("a translated title", {"title": "Atezolizumab und Bevacizumab beim inoperablen Leberzellkarzinom"}, {}),
]


@pytest.mark.parametrize(("changes", "record"), [case[1:] for case in MATCHED], ids=[case[0] for case in MATCHED])
def test_it_is_that_work(changes: dict[str, Any], record: dict[str, Any], work: Make) -> None:
    match = decide(printed(**changes), [work(f"crossref:{DOI}", **(RECORD | record))])
    assert (match.status, match.work_id) == ("matched", f"crossref:{DOI}"), match.reasons
    assert match.score is not None
    assert 0.5 < match.score <= 1.0


ELSEWHERE = {"container_title": "Lancet", "volume": "395", "first_page": "1"}
UNMATCHED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("another title", {}, {"title": "Lenvatinib versus sorafenib in first-line treatment", "first_page": "7"}),
    (
        "another number in the title",
        {"title": "Cancer statistics of the world, 2019"},
        {"title": "Cancer statistics of the world, 2020", "volume": "70", "year": 2020},
    ),
    ("the same guideline in another journal", {}, ELSEWHERE),
    ("an erratum", {}, {"title": "Erratum to: " + TITLE, "first_page": "2000"}),
    ("a correction", {}, {"title": "Correction: " + TITLE}),
    ("a reply", {}, {"title": "Reply to " + TITLE}),
    (
        "the paper that a printed erratum is about",
        {"title": "Erratum to: " + TITLE, "raw": "Finn RS. Erratum to: " + TITLE + ". N Engl J Med 2020;382:2000."},
        {},
    ),
    ("the abstract of the year before", {"first_page": None}, {"year": 2019, "volume": "380", "first_page": "S12"}),
    ("the report of two years later", {}, {"year": 2022, "volume": "384", "first_page": "7"}),
    ("part two of it", {}, {"title": TITLE + ". Part II", "first_page": "1906"}),
    (
        "other people's paper of the same name",
        {
            "authors": ("Finn", "Qin", "Ikeda"),
            "first_page": None,
            "raw": "Finn RS, Qin S, Ikeda M. " + TITLE + ". 2020.",
        },
        {"authors": ("Finn", "Smith", "Jones", "Brown")},
    ),
    ("a companion paper", {}, {"title": TITLE + " in women", "first_page": "1906"}),
    (
        "a generic title and nothing else",
        {"title": "Liver cancer", "first_page": None, "volume": None, "container_title": None},
        {"title": "Liver cancer"},
    ),
    ("another author, title alone", {"volume": None, "first_page": None}, {"authors": ("Llovet",)}),
    ("years apart", {"volume": None, "first_page": None}, {"year": 2015}),
    ("the preprint", {}, {"type": "posted-content", "container_title": None, "volume": None, "first_page": None}),
    ("a journal's own record", {}, {"type": "journal"}),
    ("nothing but the year", {"raw": "2020", "title": None, "first_author": None, "container_title": None}, {}),
    ("an empty record", {}, dict.fromkeys(RECORD)),
    ("page one of another article", {"first_page": "1", "title": "Tularemia in hares", "raw": ""}, {"first_page": "1"}),
]


@pytest.mark.parametrize(("changes", "record"), [case[1:] for case in UNMATCHED], ids=[case[0] for case in UNMATCHED])
def test_it_is_not_that_work(changes: dict[str, Any], record: dict[str, Any], work: Make) -> None:
    match = decide(printed(**changes), [work(f"crossref:{DOI}", **(RECORD | record))])
    assert (match.status, match.work_id) == ("unmatched", None), match.reasons
    assert match.reasons[0] == f"best candidate is crossref:{DOI}"


def test_reasons_can_be_read(work: Make) -> None:
    match = decide(printed(year=2021, first_page="1895"), [work(f"crossref:{DOI}", **RECORD)])
    assert match.reasons == (
        "title agrees (1.00)",
        "first author agrees",
        "year differs by 1",
        "container agrees",
        "volume agrees",
        "first page differs",
    )
    whole = decide(
        printed(authors=("Finn", "Qin", "Ikeda"), type="article-journal"), [work(f"crossref:{DOI}", **RECORD)]
    )
    assert {"author list agrees", "type agrees"} <= set(whole.reasons)


def test_without_candidates() -> None:
    match = decide(printed(), [])
    assert (match.status, match.reasons) == ("unmatched", ("no candidate",))


def test_the_right_one_of_two_journals(work: Make) -> None:
    candidates = [work("crossref:10.1016/other", **(RECORD | ELSEWHERE)), work(f"crossref:{DOI}", **RECORD)]
    assert decide(printed(), candidates).work_id == f"crossref:{DOI}"


def test_two_works_that_are_equally_good(work: Make) -> None:
    verdict = judge(printed(), [work("crossref:10.1/a", **RECORD), work("crossref:10.1/b", **RECORD)])
    assert (verdict.match.status, verdict.match.work_id) == ("ambiguous", None)
    assert [work.work_id for work in verdict.works] == ["crossref:10.1/a", "crossref:10.1/b"]
    assert verdict.match.reasons[0].startswith("could be crossref:10.1/a")


def test_a_paper_and_its_abstract_differ_in_what_they_are(work: Make) -> None:
    bare = printed(type="article-journal", volume=None, first_page=None, raw=f"Finn RS. {TITLE}. N Engl J Med 2020.")
    paper = work(f"crossref:{DOI}", **RECORD)
    abstract = work("crossref:10.1/abstract", **(RECORD | {"type": "proceedings-article", "first_page": "S1"}))
    assert decide(bare, [abstract, paper]).work_id == f"crossref:{DOI}"
    assert decide(bare.model_copy(update={"type": None}), [abstract, paper]).status == "ambiguous"


def test_one_work_in_two_registries_is_agreement(work: Make) -> None:
    candidates = [work(f"crossref:{DOI}", **RECORD), work("pubmed:32402160", doi=DOI, **RECORD)]
    verdict = judge(printed(), candidates)
    assert verdict.match.work_id == f"crossref:{DOI}"
    assert "crossref and pubmed agree" in verdict.match.reasons
    assert len(verdict.works) == 2


def test_one_work_in_two_registries_without_a_common_identifier(work: Make) -> None:
    candidates = [work(f"crossref:{DOI}", **RECORD), work("pubmed:32402160", **RECORD)]
    assert decide(printed(), candidates).status == "matched"


def test_the_same_record_twice_is_one(work: Make) -> None:
    assert decide(printed(), [work(f"crossref:{DOI}", **RECORD)] * 2).status == "matched"


def test_a_printed_doi_that_leads_there(work: Make) -> None:
    match = decide(printed(doi=DOI), [work(f"crossref:{DOI}", **RECORD)])
    assert (match.status, match.reasons[0]) == ("matched", "printed DOI leads to this work")


def test_an_identifier_needs_less_agreement(work: Make) -> None:
    bare = printed(doi=DOI, title=None, container_title=None, volume=None, first_page=None, raw="Finn 2020")
    record = work(f"crossref:{DOI}", title="Something in another language", authors=("Finn",), year=2020)
    assert decide(bare, [record]).status == "matched"


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Tularemia in hares", "authors": ("Foley",), "year": 1990},
        {"title": "Lenvatinib versus sorafenib", "volume": "391", "first_page": "1163"},
        {"title": "Erratum to: " + TITLE},
    ],
)
def test_an_identifier_is_no_proof(record: dict[str, Any], work: Make) -> None:
    verdict = judge(printed(doi=DOI), [work(f"crossref:{DOI}", **(RECORD | record))])
    assert verdict.match.status == "unmatched"
    assert verdict.match.reasons[0] == "printed DOI leads to another work"
    assert verdict.refuted


def test_a_wrong_identifier_is_not_overruled_by_the_text(work: Make) -> None:
    wrong = work("crossref:10.1/wrong", title="Tularemia in hares", authors=("Foley",), year=1990)
    match = decide(printed(doi="10.1/wrong"), [wrong, work(f"crossref:{DOI}", **RECORD)])
    assert match.status == "unmatched"
    assert f"the printed text agrees with crossref:{DOI}" in match.reasons


def test_a_right_identifier_beside_a_wrong_one(work: Make) -> None:
    wrong = work("pubmed:1", title="Tularemia in hares", authors=("Foley",), year=1990)
    match = decide(printed(doi=DOI, pmid="1"), [wrong, work(f"crossref:{DOI}", **RECORD)])
    assert match.work_id == f"crossref:{DOI}"


def test_an_unknown_printed_doi_asks_for_more(work: Make) -> None:
    candidates = [work(f"crossref:{DOI}", **RECORD)]
    assert decide(printed(doi="10.1/mistyped"), candidates).status == "matched"
    little = printed(doi="10.1/mistyped", volume=None, first_page=None, raw=f"Finn RS. {TITLE}. N Engl J Med 2020.")
    assert decide(little, candidates).status == "unmatched"


def test_the_preprint_where_a_preprint_is_printed(work: Make) -> None:
    raw = "Finn RS. Atezolizumab plus bevacizumab in unresectable hepatocellular carcinoma. medRxiv 2020."
    reference = printed(raw=raw, container_title="medRxiv", volume=None, first_page=None)
    preprint = work(
        "crossref:10.1101/x", **(RECORD | {"type": "posted-content", "container_title": None, "volume": None})
    )
    article = work(f"crossref:{DOI}", **RECORD)
    assert decide(reference, [preprint, article]).work_id == "crossref:10.1101/x"
    assert decide(reference, [article]).status == "unmatched"


def test_a_score_says_less_where_little_is_known(work: Make) -> None:
    whole = compare(printed(), work(f"crossref:{DOI}", **RECORD))
    bare = compare(printed(), work(f"crossref:{DOI}", title=TITLE, year=2020))
    assert whole.score == 1.0
    assert bare.score < 0.9


def test_decisions_do_not_depend_on_the_order(work: Make) -> None:
    candidates = [
        work("crossref:10.1016/other", **(RECORD | ELSEWHERE)),
        work(f"crossref:{DOI}", **RECORD),
        work("pubmed:32402160", doi=DOI, **RECORD),
    ]
    matches = {decide(printed(), order).work_id for order in (candidates, candidates[:2] + candidates[2:])}
    assert matches == {f"crossref:{DOI}"}

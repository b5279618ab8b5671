"""A mirror answers like the registries do, so that the same reading fits."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from curated.schema import Trial, Work
from reference_resolver.mirror import Mirror, MirrorError, build
from reference_resolver.registries import REGISTRIES
from reference_resolver.request import (
    PrintedReference,
    Question,
    Request,
    TrialsByNumber,
    WorkAsPrinted,
    WorksByIdentifier,
)
from reference_resolver.resolve import resolve

TITLES = [
    "Atezolizumab plus bevacizumab in hepatocellular carcinoma",
    "Lenvatinib versus sorafenib",
    "On TNF-α in sepsis",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("crossref", "pubmed", "clinicaltrials"):
        (tmp_path / name).mkdir()
    works = [
        {
            "DOI": f"10.1000/W{number}",
            "type": "journal-article",
            "title": [title],
            "author": [{"family": f"Author{number}"}],
            "container-title": ["The Lancet"],
            "issued": {"date-parts": [[2018 + number]]},
            "volume": str(300 + number),
            "page": f"{10 + number}-20",
        }
        for number, title in enumerate(TITLES)
    ]
    (tmp_path / "crossref" / "works.jsonl").write_text("\n".join(json.dumps(work) for work in works))
    (tmp_path / "pubmed" / "articles.xml").write_text(
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal><JournalIssue><Volume>300</Volume>"
        "<PubDate><Year>2018</Year></PubDate></JournalIssue><Title>Lancet (London, England)</Title></Journal>"
        f"<ArticleTitle>{TITLES[0]}.</ArticleTitle><AuthorList><Author><LastName>Author0</LastName></Author></AuthorList>"
        "</Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType='doi'>10.1000/w0</ArticleId>"
        "<ArticleId IdType='pmc'>PMC5</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"
    )
    study = {"protocolSection": {"identificationModule": {"nctId": "NCT00000102", "nctIdAliases": ["NCT00000999"]}}}
    (tmp_path / "clinicaltrials" / "NCT00000102.json").write_text(json.dumps(study))
    manifest = {"made": "2026-03-01", "holds": {"clinicaltrials": {"records": 1, "as_of": "2026-02-01"}}}
    (tmp_path / "mirror.json").write_text(json.dumps(manifest))
    return tmp_path


@pytest.fixture(params=["plain files", "an index"])
def mirror(request: pytest.FixtureRequest, folder: Path) -> Mirror:
    if request.param == "an index":
        build(folder, as_of=date(2026, 3, 1))
    return Mirror.open(folder)


def ask(mirror: Mirror, registry: str, question: Question) -> list[object]:
    (read,) = [one.read for one in REGISTRIES if one.name == registry]
    return list(read(mirror.send(Request(registry=registry, url="https://any.example", question=question))))


def printed(number: int, **changes: object) -> PrintedReference:
    fields = {"reference_id": f"r{number}", "raw": f"Author{number} A. {TITLES[number]}. Lancet {2018 + number}."}
    return PrintedReference.model_validate(
        fields | {"title": TITLES[number], "first_author": f"Author{number}"} | changes
    )


def test_works_by_their_identifiers_in_the_order_asked(mirror: Mirror) -> None:
    found = ask(mirror, "crossref", WorksByIdentifier(dois=("10.1000/w2", "10.1000/none", "10.1000/w0", "10.1000/w2")))
    assert [work.work_id for work in found if isinstance(work, Work)] == ["crossref:10.1000/w2", "crossref:10.1000/w0"]


@pytest.mark.parametrize("question", [{"pmids": ("77",)}, {"dois": ("10.1000/w0",)}, {"pmcids": ("PMC5",)}])
def test_articles_by_any_of_their_identifiers(question: dict[str, tuple[str, ...]], mirror: Mirror) -> None:
    (work,) = ask(mirror, "pubmed", WorksByIdentifier(**question))
    assert isinstance(work, Work)
    assert work.work_id == "pubmed:77"


def test_a_trial_by_its_number_and_its_alias(mirror: Mirror) -> None:
    found = ask(mirror, "clinicaltrials", TrialsByNumber(numbers=("NCT00000999", "NCT00000102", "NCT99999999")))
    assert {trial.trial_id for trial in found if isinstance(trial, Trial)} == {"NCT00000102", "NCT00000999"}


@pytest.mark.parametrize("registry", ["crossref", "pubmed"])
def test_the_best_candidate_comes_first(registry: str, mirror: Mirror) -> None:
    first = ask(mirror, registry, WorkAsPrinted(reference=printed(0, year=2018)))[0]
    assert isinstance(first, Work)
    assert first.title is not None
    assert first.title.value.startswith(TITLES[0])


@pytest.mark.parametrize(
    "reference",
    [
        printed(2, title="TNF-alpha in sepsis"),
        printed(2, title=None, first_author=None),
        printed(2, title='"sepsis" OR NEAR( * ^ title:'),
    ],
)
def test_words_are_found_as_they_may_be_printed(reference: PrintedReference, mirror: Mirror) -> None:
    first = ask(mirror, "crossref", WorkAsPrinted(reference=reference))[0]
    assert isinstance(first, Work)
    assert first.work_id == "crossref:10.1000/w2"


@pytest.mark.parametrize("raw", ["", "?!", "\ud800", "x" * 100_000, "the of and " * 1000])
def test_strings_without_words_find_nothing_and_do_no_harm(raw: str, mirror: Mirror) -> None:
    assert ask(mirror, "crossref", WorkAsPrinted(reference=PrintedReference(reference_id="r", raw=raw))) == []


def test_answers_say_where_and_of_when_they_are(mirror: Mirror) -> None:
    response = mirror.send(
        Request(registry="clinicaltrials", url="", question=TrialsByNumber(numbers=("NCT00000102",)))
    )
    assert response.url == "mirror:clinicaltrials/NCT00000102"
    assert response.retrieved_at in (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))
    assert json.loads(response.body)["totalCount"] == 1


def test_the_same_question_gives_the_same_bytes(folder: Path, mirror: Mirror) -> None:
    question = WorkAsPrinted(reference=printed(0))
    other = question.model_copy(update={"reference": printed(0, reference_id="another review's")})
    answers = [mirror.send(Request(registry="crossref", url="", question=one)) for one in (question, other)]
    again = Mirror.open(folder).send(Request(registry="crossref", url="", question=question))
    assert len({(response.url, response.body) for response in (*answers, again)}) == 1


def test_all_the_way_through(mirror: Mirror) -> None:
    references = [printed(0), printed(1, doi="10.1000/w1"), printed(2, year=2020)]
    resolution = resolve(references, ("NCT00000999", "NCT99999999"), mirror.registries(REGISTRIES), mirror.send)
    assert [match.work_id for match in resolution.matches] == [f"crossref:10.1000/w{number}" for number in range(3)]
    assert "crossref and pubmed agree" in resolution.matches[0].reasons
    assert [trial.trial_id for trial in resolution.trials] == ["NCT00000999"]
    (failure,) = resolution.failures
    assert failure.cause.startswith("not found at the registry (the mirror of clinicaltrials of 2026-0")


def test_a_registry_that_it_does_not_hold(folder: Path) -> None:
    (folder / "pubmed" / "articles.xml").unlink()
    mirror = Mirror.open(folder)
    assert [registry.name for registry in mirror.registries(REGISTRIES)] == ["crossref", "clinicaltrials"]
    response = mirror.send(Request(registry="pubmed", url="", question=WorksByIdentifier(pmids=("77",))))
    assert response.cause == "this mirror holds nothing of pubmed"


def test_what_it_holds(mirror: Mirror) -> None:
    assert {registry: count for registry, (count, _) in mirror.holds.items()} == {
        "clinicaltrials": 1,
        "crossref": 3,
        "pubmed": 1,
    }


def test_several_threads_and_mirrors_at_once(folder: Path) -> None:
    build(folder, as_of=date(2026, 3, 1))
    mirrors = [Mirror.open(folder), Mirror.open(folder)]
    asked = Request(registry="crossref", url="", question=WorkAsPrinted(reference=printed(1)))
    with ThreadPoolExecutor(4) as pool:
        bodies = set(pool.map(lambda number: mirrors[number % 2].send(asked).body, range(40)))
    assert len(bodies) == 1


def spoil_index(folder: Path) -> None:
    build(folder, as_of=date(2026, 3, 1))
    (folder / "index" / "crossref" / "terms" / "meta.json").write_bytes(b"no index at all" * 100)


def old_index(folder: Path) -> None:
    build(folder, as_of=date(2026, 3, 1))
    state = folder / "index" / "crossref" / "progress.json"
    state.write_text(state.read_text().replace('"version": 2', '"version": 99'))


def no_manifest(folder: Path) -> None:
    (folder / "mirror.json").unlink()


def odd_manifest(folder: Path) -> None:
    (folder / "mirror.json").write_text('{"made": "yesterday"}')


def no_files(folder: Path) -> None:
    for path in folder.glob("*/*"):
        path.unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_index, "is no mirror index"),
        (old_index, "has version 99"),
        (no_manifest, "mirror.json is missing"),
        (odd_manifest, "does not say of which day"),
        (no_files, "holds no mirror"),
    ],
)
def test_what_is_no_mirror_says_what_to_do(spoil: Callable[[Path], None], said: str, folder: Path) -> None:
    spoil(folder)
    with pytest.raises(MirrorError, match=said):
        Mirror.open(folder)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(MirrorError, match="no such folder"):
        Mirror.open(tmp_path / "nowhere")


def test_large_plain_files_want_an_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reference_resolver.mirror.mirror.LARGEST_PLAIN", 100)
    with pytest.raises(MirrorError, match="run `litcurate mirror build"):
        Mirror.open(folder)


def test_an_index_that_breaks_later_is_a_cause(folder: Path) -> None:
    build(folder, as_of=date(2026, 3, 1))
    mirror = Mirror.open(folder)
    mirror.close()
    response = mirror.send(Request(registry="crossref", url="", question=WorksByIdentifier(dois=("10.1000/w0",))))
    assert response.cause is not None
    assert "index is broken" in response.cause

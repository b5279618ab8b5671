"""Building an index: in one go, over what is there, the same when done twice."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from reference_resolver.mirror import Mirror, MirrorError, build
from reference_resolver.request import Request, Response, WorksByIdentifier

DAY = date(2026, 3, 1)


def works(path: Path, *titles: str) -> Path:
    lines = [json.dumps({"DOI": f"10.1000/{number}", "title": [title]}) for number, title in enumerate(titles)]
    path.write_text("\n".join(lines))
    return path


def pubmed(path: Path, title: str, *, deleted: str = "") -> Path:
    citation = f"<PMID>7</PMID><Article><ArticleTitle>{title}</ArticleTitle></Article>"
    article = f"<PubmedArticle><MedlineCitation>{citation}</MedlineCitation></PubmedArticle>"
    gone = f"<DeleteCitation><PMID>{deleted}</PMID></DeleteCitation>" if deleted else ""
    path.write_bytes(gzip.compress(f"<PubmedArticleSet>{'' if deleted else article}{gone}</PubmedArticleSet>".encode()))
    return path


def answer(folder: Path, registry: str, question: WorksByIdentifier) -> Response:
    mirror = Mirror.open(folder)
    try:
        return mirror.send(Request(registry=registry, url="", question=question))
    finally:
        mirror.close()


def test_it_says_what_it_holds(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    source = works(tmp_path / "works.jsonl", "One", "Two")
    with source.open("a") as file:
        file.write("\nbroken")
    summary = build(tmp_path / "m", crossref=[source], as_of=DAY, progress=lambda *said: told.append(said))
    assert (summary.records, summary.as_of) == ({"crossref": 2}, {"crossref": DAY})
    assert (summary.read, summary.bad_records) == (3, 1)
    assert (summary.bad[0].file, summary.bad[0].line) == (str(source), 3)
    assert told == [("works.jsonl", 3)]
    manifest = json.loads((tmp_path / "m" / "mirror.json").read_text())
    assert manifest == {"made": "2026-03-01", "holds": {"crossref": {"records": 2, "as_of": "2026-03-01"}}}


def test_twice_is_the_same_as_once(tmp_path: Path) -> None:
    source = works(tmp_path / "works.jsonl", "One", "Two")
    question = WorksByIdentifier(dois=("10.1000/0", "10.1000/1"))
    first = build(tmp_path / "m", crossref=[source], as_of=DAY)
    before = answer(tmp_path / "m", "crossref", question)
    assert build(tmp_path / "m", crossref=[source], as_of=DAY) == first
    assert answer(tmp_path / "m", "crossref", question) == before


def test_a_build_adds_to_what_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    build(folder, crossref=[works(tmp_path / "works.jsonl", "One")], as_of=DAY)
    (folder / "mirror.json").write_text('{"note": "mine", "made": "x"}')
    summary = build(folder, pubmed=[pubmed(tmp_path / "p.xml.gz", "Two")], as_of=date(2026, 4, 1))
    assert summary.records == {"crossref": 1, "pubmed": 1}
    assert summary.as_of == {"crossref": DAY, "pubmed": date(2026, 4, 1)}
    assert json.loads((folder / "mirror.json").read_text())["note"] == "mine"


def test_later_files_replace_and_delete(tmp_path: Path) -> None:
    folder, question = tmp_path / "m", WorksByIdentifier(pmids=("7",))
    first, second = pubmed(tmp_path / "1.xml.gz", "Old"), pubmed(tmp_path / "2.xml.gz", "New")
    assert build(folder, pubmed=[first, second], as_of=DAY).records == {"pubmed": 1}
    assert b"<ArticleTitle>New<" in answer(folder, "pubmed", question).body
    build(folder, pubmed=[pubmed(tmp_path / "3.xml.gz", "", deleted="7")], as_of=DAY)
    assert b"PubmedArticle>" not in answer(folder, "pubmed", question).body


def test_the_folders_own_files_are_taken_where_none_are_named(tmp_path: Path) -> None:
    (tmp_path / "crossref").mkdir()
    works(tmp_path / "crossref" / "a.jsonl", "One", "Two")
    assert build(tmp_path, as_of=DAY).records == {"crossref": 2}


def test_a_build_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    folder, question = tmp_path / "m", WorksByIdentifier(dois=("10.1000/0",))
    build(folder, crossref=[works(tmp_path / "works.jsonl", "One")], as_of=DAY)
    before = answer(folder, "crossref", question)
    cut = tmp_path / "cut.xml.gz"
    cut.write_bytes(pubmed(tmp_path / "p.xml.gz", "Two").read_bytes()[:-12])
    with pytest.raises(MirrorError, match=r"cut.xml.gz cannot be read"):
        build(folder, crossref=[works(tmp_path / "w2.jsonl", "Other")], pubmed=[cut], as_of=DAY)
    assert answer(folder, "crossref", question) == before
    assert sorted(path.name for path in folder.iterdir()) == ["index.sqlite", "mirror.json"]


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MirrorError, match="no bulk files"):
        build(tmp_path, as_of=DAY)
    with pytest.raises(MirrorError, match="cannot be read"):
        build(tmp_path, crossref=[tmp_path / "nowhere.jsonl"], as_of=DAY)


def test_a_mirror_is_asked_while_it_is_rebuilt(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    build(folder, crossref=[works(tmp_path / "works.jsonl", "One")], as_of=DAY)
    mirror = Mirror.open(folder)
    asked = Request(registry="crossref", url="", question=WorksByIdentifier(dois=("10.1000/0",)))
    before = mirror.send(asked)
    build(folder, crossref=[works(tmp_path / "works.jsonl", "Changed")], as_of=DAY)
    assert mirror.send(asked) == before
    mirror.close()

"""Bulk files, good and bad, record by record."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from reference_resolver.mirror import bulk
from reference_resolver.mirror.bulk import BadRecord, BulkRecord, read_clinicaltrials, read_crossref, read_pubmed

WORK = {"DOI": "10.1000/A", "title": ["On TNF-α"], "author": [{"family": "Li"}], "issued": {"date-parts": [[2020]]}}
STUDY = {"protocolSection": {"identificationModule": {"nctId": "NCT00000102", "nctIdAliases": ["NCT00000999"]}}}
ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>On x</ArticleTitle></Article>"
    "</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType='doi'>10.1000/A</ArticleId>"
    "<ArticleId IdType='pmc'>pmc9</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"
)


def good(records: list[BulkRecord | BadRecord]) -> list[BulkRecord]:
    return [record for record in records if isinstance(record, BulkRecord)]


def bad(records: list[BulkRecord | BadRecord]) -> list[BadRecord]:
    return [record for record in records if isinstance(record, BadRecord)]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", ["lines", "items", "list", "one"])
def test_crossref_in_every_form(form: str, tmp_path: Path, *, packed: bool) -> None:
    others = [WORK | {"DOI": f"10.1000/{number}"} for number in range(3)]
    texts = {
        "lines": "\n".join(json.dumps(work) for work in others) + "\n\n",
        "items": json.dumps({"items": others}, indent=1),
        "list": json.dumps(others),
        "one": json.dumps(others[0], indent=1),
    }
    name = "works.jsonl" if form == "lines" else "works.json"
    path = tmp_path / (name + (".gz" if packed else ""))
    path.write_bytes(gzip.compress(texts[form].encode()) if packed else texts[form].encode())
    records = list(read_crossref(path))
    assert bad(records) == []
    assert [record.keys for record in good(records)] == [
        (("doi", f"10.1000/{n}"),) for n in range(1 if form == "one" else 3)
    ]
    assert json.loads(good(records)[0].body)["title"] == ["On TNF-α"]


def test_items_longer_than_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_CHUNK", 64)
    works = [WORK | {"DOI": f"10.1000/{number}", "abstract": "ä" * 300} for number in range(5)]
    path = tmp_path / "works.json"
    path.write_text(json.dumps({"items": works}, ensure_ascii=False), encoding="utf-8")
    assert len(good(list(read_crossref(path)))) == 5


def test_bad_lines_cost_only_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "LARGEST_RECORD", 5000)
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    lines = [
        json.dumps(WORK),
        "{broken",
        "[" * 4000,
        json.dumps({"title": ["no DOI"]}),
        json.dumps(WORK | {"abstract": "x" * 9000}),
        json.dumps(WORK | {"DOI": "10.1000/deep", "relation": deep}),
        json.dumps(WORK | {"DOI": "10.1000/lone", "title": ["\ud800"]}),
        '{"DOI": "10.1000/nan", "score": NaN}',
        json.dumps(WORK | {"DOI": "10.1000/last"}),
    ]
    path = tmp_path / "works.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    records = list(read_crossref(path))
    assert [record.keys[0][1] for record in good(records)] == ["10.1000/a", "10.1000/last"]
    assert [record.line for record in bad(records)] == [2, 3, 4, 5, 6, 7, 8]


def test_a_list_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "works.json"
    path.write_text('{"items": [' + json.dumps(WORK) + ', {"DOI": "10.1000/b", ')
    records = list(read_crossref(path))
    assert len(good(records)) == 1
    assert bad(records)[0].reason.startswith("not JSON; the rest of the file is left out")


def test_pubmed_articles_and_deletions(tmp_path: Path) -> None:
    path = tmp_path / "pubmed.xml.gz"
    deletions = "<DeleteCitation><PMID Version='1'>8</PMID><PMID>9</PMID></DeleteCitation>"
    path.write_bytes(gzip.compress(f"<PubmedArticleSet>{ARTICLE}{deletions}</PubmedArticleSet>".encode()))
    article, *deleted = good(list(read_pubmed(path)))
    assert article.keys == (("pmid", "7"), ("doi", "10.1000/a"), ("pmcid", "PMC9"))
    assert [(record.keys, record.body) for record in deleted] == [((("pmid", "8"),), b""), ((("pmid", "9"),), b"")]


def test_pubmed_that_breaks_off_or_is_hostile(tmp_path: Path) -> None:
    path = tmp_path / "pubmed.xml"
    path.write_text(f"<PubmedArticleSet>{ARTICLE}<PubmedArticle/><PubmedArticle><MedlineCitation>")
    records = list(read_pubmed(path))
    assert len(good(records)) == 1
    assert [record.reason.split(":")[0] for record in bad(records)] == [
        "an article without a PMID",
        "the rest of the file is not well-formed XML",
    ]
    secret = tmp_path / "secret"
    secret.write_text("secret")
    entity = ARTICLE.replace("On x", "On &e;")
    path.write_text(
        f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><PubmedArticleSet>{entity}</PubmedArticleSet>'
    )
    records = list(read_pubmed(path))
    assert good(records) == []
    assert [record.reason for record in bad(records)] == ["an article with entities of its own"]


def test_studies_loose_listed_and_zipped(tmp_path: Path) -> None:
    keys = (("nct", "NCT00000102"), ("nct", "NCT00000999"))
    loose = tmp_path / "NCT00000102.json"
    loose.write_text(json.dumps(STUDY))
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps({"studies": [STUDY, {"FullStudiesResponse": {}}]}))
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b/NCT1.json", "{broken")
        archive.writestr("a/NCT00000102.json", json.dumps(STUDY))
        archive.writestr("README.txt", "no study")
    assert [record.keys for record in good(list(read_clinicaltrials(loose)))] == [keys]
    records = list(read_clinicaltrials(listed))
    assert (len(good(records)), len(bad(records))) == (1, 1)
    records = list(read_clinicaltrials(packed))
    assert [record.keys for record in good(records)] == [keys]
    assert [record.line for record in bad(records)] == [2]


def test_a_member_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "LARGEST_RECORD", 1000)
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("NCT00000102.json", " " * 1_000_000)
    (record,) = read_clinicaltrials(path)
    assert isinstance(record, BadRecord)
    assert record.reason == "longer than 1000 bytes"


def tar_of(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w") as bundle:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            bundle.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize("name", ["all.tar", "all.tar.gz"])
def test_the_parts_of_a_tar_as_crossref_gives_them_out(name: str, tmp_path: Path) -> None:
    works = [WORK | {"DOI": f"10.1000/{number}"} for number in range(4)]
    members = {
        "2026/0.json.gz": gzip.compress(json.dumps({"items": works[:2]}).encode()),
        "2026/1.jsonl": json.dumps(works[2]).encode(),
        "2026/README.txt": b"not a part",
        "2026/2.jsonl.gz": gzip.compress(json.dumps(works[3]).encode()),
    }
    records = list(read_crossref(tar_of(tmp_path / name, members)))
    assert [record.keys[0][1] for record in good(records)] == [f"10.1000/{number}" for number in range(4)]


def test_studies_in_a_tar_and_articles_in_a_zip(tmp_path: Path) -> None:
    bundle = tar_of(tmp_path / "s.tar", {"a/NCT00000102.json": json.dumps(STUDY).encode()})
    assert [record.keys[0] for record in good(list(read_clinicaltrials(bundle)))] == [("nct", "NCT00000102")]
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("p1.xml.gz", gzip.compress(f"<PubmedArticleSet>{ARTICLE}</PubmedArticleSet>".encode()))
    assert [record.keys[0] for record in good(list(read_pubmed(tmp_path / "p.zip")))] == [("pmid", "7")]


def test_what_a_work_cites_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    path.write_text(json.dumps(WORK | {"reference": [{"DOI": "10.1000/cited"}], "reference-count": 1}))
    (record,) = good(list(read_crossref(path)))
    assert "reference" not in json.loads(record.body)
    assert json.loads(record.body)["reference-count"] == 1
    cited = ARTICLE.replace("</PubmedData>", "<ReferenceList><Reference/></ReferenceList></PubmedData>")
    (tmp_path / "p.xml").write_text(f"<PubmedArticleSet>{cited}</PubmedArticleSet>")
    (article,) = good(list(read_pubmed(tmp_path / "p.xml")))
    assert b"ReferenceList" not in article.body


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_files_of_a_few_bytes(size: int, tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    path.write_bytes(b"\n{}"[:size])
    assert good(list(read_crossref(path))) == []

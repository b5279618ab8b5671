"""Building an index: in one go, over what is there, the same when done twice."""

import gzip
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reference_resolver.mirror import Mirror, MirrorError, build
from reference_resolver.mirror.index import Writer
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


def test_twice_is_the_same_as_once_and_reads_nothing_again(tmp_path: Path) -> None:
    source = works(tmp_path / "works.jsonl", "One", "Two")
    question = WorksByIdentifier(dois=("10.1000/0", "10.1000/1"))
    first = build(tmp_path / "m", crossref=[source], as_of=DAY)
    before = answer(tmp_path / "m", "crossref", question)
    second = build(tmp_path / "m", crossref=[source], as_of=DAY)
    assert (first.read, second.read) == (2, 0)
    assert (second.records, second.as_of) == (first.records, first.as_of)
    assert answer(tmp_path / "m", "crossref", question) == before


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    source = works(tmp_path / "works.jsonl", "One", "Two")
    build(tmp_path / "m", crossref=[source], as_of=DAY)
    works(source, "One", "Second")
    assert build(tmp_path / "m", crossref=[source], as_of=DAY).records == {"crossref": 2}
    assert b"Second" in answer(tmp_path / "m", "crossref", WorksByIdentifier(dois=("10.1000/1",))).body


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
import reference_resolver.mirror
building = sys.modules["reference_resolver.mirror.build"]
building.BATCH = 7
commits = 0
whole = building.Writer.commit
def commit(self):
    global commits
    commits += 1
    if commits == int(sys.argv[3]) and sys.argv[4] == "before":
        os.kill(os.getpid(), 9)
    whole(self)
    if commits == int(sys.argv[3]):
        os.kill(os.getpid(), 9)
building.Writer.commit = commit
building.build(Path(sys.argv[1]), crossref=[Path(sys.argv[2])], as_of=date(2026, 3, 1))
"""


@pytest.mark.parametrize(("at", "moment"), [(1, "before"), (1, "after"), (3, "after"), (5, "before")])
def test_a_build_that_was_killed_goes_on_where_it_was(
    at: int, moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = works(tmp_path / "works.jsonl", *(f"Study number {number}" for number in range(40)))
    command = [sys.executable, "-c", KILLED, str(tmp_path / "m"), str(source), str(at), moment]
    assert subprocess.run(command, check=False).returncode == -9
    monkeypatch.setattr(sys.modules["reference_resolver.mirror.build"], "BATCH", 7)
    summary = build(tmp_path / "m", crossref=[source], as_of=DAY)
    assert summary.records == {"crossref": 40}
    assert summary.read == 40 - 7 * (at - 1), "what was committed and written down is not read again"
    build(tmp_path / "whole", crossref=[source], as_of=DAY)
    everything = WorksByIdentifier(dois=tuple(f"10.1000/{number}" for number in range(40)))
    assert answer(tmp_path / "m", "crossref", everything) == answer(tmp_path / "whole", "crossref", everything)
    size = "index/crossref/bodies.bin"
    assert (tmp_path / "m" / size).stat().st_size == (tmp_path / "whole" / size).stat().st_size


def test_two_builds_of_one_mirror_do_not_mix(tmp_path: Path) -> None:
    source = works(tmp_path / "works.jsonl", "One")
    build(tmp_path / "m", crossref=[source], as_of=DAY)
    writer = Writer(tmp_path / "m" / "index" / "crossref", batch=1, size=10_000)
    with pytest.raises(MirrorError, match="is another build under way"):
        build(tmp_path / "m", crossref=[works(tmp_path / "w2.jsonl", "Two")], as_of=DAY)
    writer.close()


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


def test_a_build_that_fails_keeps_what_it_read_before(tmp_path: Path) -> None:
    folder, question = tmp_path / "m", WorksByIdentifier(dois=("10.1000/0",))
    build(folder, crossref=[works(tmp_path / "works.jsonl", "One")], as_of=DAY)
    before = answer(folder, "crossref", question)
    cut = tmp_path / "cut.xml.gz"
    cut.write_bytes(pubmed(tmp_path / "p.xml.gz", "Two").read_bytes()[:-12])
    with pytest.raises(MirrorError, match=r"cut.xml.gz cannot be read"):
        build(folder, crossref=[works(tmp_path / "w2.jsonl", "Other")], pubmed=[cut], as_of=DAY)
    assert b"Other" in answer(folder, "crossref", question).body
    assert before.body != answer(folder, "crossref", question).body
    assert not list(tmp_path.rglob("*.draft"))


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

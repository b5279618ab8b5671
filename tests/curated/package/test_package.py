"""A release that stands alone: other programs read it, find nothing wrong with it, and it has the same bytes again."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import yaml
from frictionless import validate
from warcio.archiveiterator import ArchiveIterator

from curated.columns import row_hash
from curated.dataset import Dataset
from curated.mistake import Mistake
from curated.package import Release, write_package
from curated.package.citation import citation_file
from curated.schema import Failure, KeptResponse, Run, RunInput
from curated.store import Store

Review = Callable[..., Dataset]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 8, 30, 15, 123456, tzinfo=UTC)
BODY = b'{"message": {"a": 1}}'
HASH = hashlib.sha256(BODY).hexdigest()

RUN = Run(
    run_id="r1",
    command="curate",
    version="0.1.0",
    started_at=NOON,
    ended_at=LATER,
    settings={"registries": "mirror"},
    software={"python": "3.11.7", "litcurate": "0.1.0", "lxml": "5.3.0"},
    inputs=(RunInput(name="review.pdf", sha256="cd" * 32, document_id="doc"), RunInput(name="torn.pdf")),
)
BROKEN_OFF = Run(run_id="r2", command="refresh", version="0.1.0", started_at=LATER)


def answer(url: str, *, sha256: str = HASH, status: int = 200) -> KeptResponse:
    return KeptResponse(sha256=sha256, registry="crossref", url=url, status=status, retrieved_at=NOON)


def hostile(dataset: Dataset) -> Dataset:
    """The dataset with texts and ids that would do harm as a formula, a path, a header, markup or JSON."""
    (document,) = dataset.documents
    title = document.title.model_copy(update={"value": '=HYPERLINK("x")\r\n# <script>“\ud800”\x00'})
    failure = Failure(failure_id="../../e", stage="read", subject="../\n../x", cause="@SUM(A1)", advice="'=1")
    return replace(
        dataset,
        documents=(document.model_copy(update={"title": title, "name": "../../etc/pass\nwd|`x`.pdf"}),),
        responses=(answer("https://example.org/a\r\nX-Evil: 1"),),
        failures=(failure,),
    )


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset without rows: to copy it is quicker than to make one."""
    place = tmp_path_factory.mktemp("empty") / "dataset"
    Store.open(place).close()
    return place


@pytest.fixture
def kept(empty_store: Path, tmp_path: Path) -> Callable[..., Path]:
    """Puts a dataset with its runs and answers into a store, and says where."""

    def keep(dataset: Dataset, *runs: Run) -> Path:
        place = tmp_path / "dataset"
        if not place.exists():
            shutil.copytree(empty_store, place)
        with Store.open(place, create=False) as store:
            store.put_bodies({HASH: BODY})
            if dataset.documents:
                store.replace_document(dataset)
            else:
                store.put(dataset.rows())
            for run in runs:
                store.put_run(run)
        return place

    return keep


def packaged(place: Path, to: Path, release: Release | None = None, **options: Any) -> list[Path]:
    with Store.open(place, create=False) as store:
        return write_package(
            store, to, release or Release(), version="0.1.0", workflow=b"def curate(): ...\n", **options
        )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


# --- other programs find nothing wrong with it -----------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of the validator's own library
@pytest.mark.parametrize("kind", ["hostile", "failures only"])
def test_validators_have_nothing_against_it(
    kind: str, review: Review, kept: Any, tmp_path: Path, crate_complaints: Any
) -> None:
    failure = Failure(failure_id="e", stage="read", subject="torn.pdf", cause="no text", advice="run OCR")
    unread = RUN.model_copy(update={"inputs": RUN.inputs[1:], "command": "=\n<b>"})
    dataset, runs = {
        "hostile": (hostile(review()), (RUN, BROKEN_OFF, unread.model_copy(update={"run_id": "r3"}))),
        "failures only": (Dataset(failures=(failure,)), ()),
    }[kind]
    folder = tmp_path / "package"
    packed = tmp_path / "package.zip"
    packaged(kept(dataset, *runs), folder, zip_file=packed)
    report = validate(folder / "datapackage.json")
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert report.valid
    assert crate_complaints(packed if kind == "hostile" else folder) == []
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")
    listed = {line[66:] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(contents(folder)) - {"SHA256SUMS"}
    assert {path.name for path in tmp_path.iterdir()} == {"package", "package.zip", "dataset"}
    if kind == "hostile":
        _validators_find_what_is_wrong(folder, crate_complaints)


def _validators_find_what_is_wrong(folder: Path, crate_complaints: Any) -> None:
    rows = (folder / "csv" / "matches.csv").read_bytes()
    (folder / "csv" / "matches.csv").write_bytes(rows.replace(b"crossref:10.1/a", b"crossref:10.1/b"))
    found = {error for (error,) in validate(folder / "datapackage.json").flatten(["type"])}
    assert found == {"hash-count", "foreign-key"}
    crate = json.loads((folder / "ro-crate-metadata.json").read_text())
    crate["@graph"] = [entity for entity in crate["@graph"] if entity["@type"] != "CreateAction"]
    (folder / "ro-crate-metadata.json").write_text(json.dumps(crate))
    assert crate_complaints(folder) != []


# --- the same dataset, the same bytes --------------------------------------------------------------------------------


def test_the_same_dataset_gives_the_same_bytes(review: Review, kept: Any, tmp_path: Path) -> None:
    place = kept(review(), RUN)
    for name in ("a", "b"):
        packaged(place, tmp_path / name, zip_file=tmp_path / f"{name}.zip")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as held:
        files = [name for name in held.namelist() if not name.endswith("/")]
        assert {name: held.read(name) for name in files} == contents(tmp_path / "a")
        assert held.namelist() == sorted(held.namelist())
        assert {entry.date_time for entry in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_runs_are_in_three_files_and_change_no_other(review: Review, kept: Any, tmp_path: Path) -> None:
    packaged(kept(review(), RUN), tmp_path / "a")
    packaged(kept(review(), RUN, BROKEN_OFF.model_copy(update={"started_at": NOON})), tmp_path / "b")
    before, after = contents(tmp_path / "a"), contents(tmp_path / "b")
    assert {name for name in before if before[name] != after[name]} == {
        "csv/runs.csv",
        "parquet/runs.parquet",
        "README.md",
        "datapackage.json",
        "ro-crate-metadata.json",
        "SHA256SUMS",
    }


def test_packaging_again_takes_away_what_has_no_successor(review: Review, kept: Any, tmp_path: Path) -> None:
    place, folder = kept(review(), RUN), tmp_path / "package"
    packaged(place, folder, report=lambda dataset: f"<p>{len(dataset.references)} references")
    (folder / "mine.txt").write_text("a person's")
    assert (folder / "report.html").read_text() == "<p>3 references"
    assert (folder / "texts" / "doc.txt").exists()
    packaged(place, folder, texts=False)
    assert not (folder / "report.html").exists()
    assert not (folder / "texts").exists()
    assert not (folder / "tables").exists()
    assert (folder / "mine.txt").read_text() == "a person's"
    readme = (folder / "README.md").read_text()
    assert "report.html" not in readme
    assert "`texts/`" not in readme


# --- what is in it ---------------------------------------------------------------------------------------------------


def test_every_table_is_there_as_csv_and_as_parquet(review: Review, kept: Any, tmp_path: Path) -> None:
    packaged(kept(review(), RUN), tmp_path)
    tables = {path.stem for path in (tmp_path / "csv").iterdir()}
    assert tables == {path.stem for path in (tmp_path / "parquet").iterdir()}
    assert tables >= {"references", "matches", "provenance", "runs", "failures"}
    described = json.loads((tmp_path / "datapackage.json").read_text())
    assert {resource["path"] for resource in described["resources"]} >= {f"csv/{name}.csv" for name in tables}
    (outcomes,) = [one for one in described["resources"] if one["name"] == "outcomes"]
    fields = {field["name"]: field for field in outcomes["schema"]["fields"]}
    assert (fields["value"]["type"], fields["value"]["unit"]) == ("number", "as `unit` says")
    assert (fields["start"]["unit"], fields["bbox"]["unit"]) == ("characters", "points")
    assert outcomes["schema"]["primaryKey"] == ["outcome_id"]
    assert outcomes["schema"]["foreignKeys"] == [
        {"fields": ["claim_id"], "reference": {"resource": "claims", "fields": ["claim_id"]}}
    ]
    assert "apostrophe" in outcomes["apostrophes"]
    assert all(
        field["description"] for one in described["resources"] for field in one.get("schema", {}).get("fields", ())
    )
    run = pyarrow.parquet.read_table(tmp_path / "parquet" / "runs.parquet").to_pylist()[0]
    assert (run["started_at"], json.loads(run["inputs"])[1]["name"]) == (NOON, "torn.pdf")


def test_the_crate_tells_runs_software_inputs_and_decisions(review: Review, kept: Any, tmp_path: Path) -> None:
    decision = review().decisions[0].model_copy(update={"note": "not this one"})
    packaged(kept(replace(review(), decisions=(decision,)), RUN, BROKEN_OFF), tmp_path)
    entities = {one["@id"]: one for one in json.loads((tmp_path / "ro-crate-metadata.json").read_text())["@graph"]}
    runs = [one for one in entities.values() if one["@type"] == "CreateAction"]
    assert [(one["name"], one["startTime"], one.get("endTime")) for one in runs] == [
        ("litcurate curate", "2026-03-01T12:00:00+00:00", "2026-03-02T08:30:15+00:00"),
        ("litcurate refresh", "2026-03-02T08:30:15+00:00", None),
    ]
    assert {one["@id"] for one in runs[0]["result"]} == {"csv/", "parquet/"}
    assert {one["@id"] for one in runs[1]["result"]} >= {"csv/trials.csv", "csv/trial_history.csv"}
    given = [entities[one["@id"]] for one in runs[0]["object"]]
    assert [one.get("sha256") for one in given[:2]] == ["cd" * 32, None]
    assert [(one["name"], one["value"]) for one in given[2:]] == [("registries", "mirror")]
    software = entities[runs[0]["instrument"][1]["@id"]]
    parts = [entities[one["@id"]] for one in software["softwareRequirements"]]
    assert [(one["name"], one["softwareVersion"]) for one in (software, *parts)] == [
        ("litcurate", "0.1.0"),
        ("python", "3.11.7"),
        ("lxml", "5.3.0"),
    ]
    (decided,) = [one for one in entities.values() if one["@type"] == "AssessAction"]
    assert (decided["name"], decided["description"]) == ("reject doc-r0", "not this one")
    assert entities[decided["agent"]["@id"]]["name"] == "EC"
    work = entities["csv/works.csv"]
    assert work["sha256"] == hashlib.sha256((tmp_path / "csv" / "works.csv").read_bytes()).hexdigest()


def test_answers_are_read_back_by_their_hash(review: Review, kept: Any, tmp_path: Path) -> None:
    url = "https://example.org/works"
    rows = (
        answer(url),
        answer(f"{url}?again"),
        answer("mirror:crossref/doi:10.1/a", sha256=hashlib.sha256(b"").hexdigest()),
        answer(f"{url}/lost", sha256="00" * 32),
    )
    place = kept(replace(review(), responses=rows))
    with Store.open(place) as store:
        store.put_bodies({hashlib.sha256(b"").hexdigest(): b""})
    packaged(place, tmp_path / "p")
    index = {row["url"]: row for row in read_csv(tmp_path / "p" / "answers" / "index.csv")}
    assert {name: row["record"] for name, row in index.items()} == {
        url: "response",
        f"{url}?again": "revisit",
        "mirror:crossref/doi:10.1/a": "resource",
        f"{url}/lost": "missing",
    }
    packed = (tmp_path / "p" / "answers" / "answers.warc.gz").read_bytes()
    read = {}
    for name, row in index.items():
        if row["record"] == "missing":
            assert row["offset"] == ""
            continue
        begin, length = int(row["offset"]), int(row["length"])
        record = next(iter(ArchiveIterator(io.BytesIO(packed[begin : begin + length]), check_digests="raise")))
        headers = record.rec_headers
        assert headers.get_header("WARC-Target-URI") == name
        assert headers.get_header("WARC-Date") == "2026-03-01T12:00:00Z"
        assert headers.get_header("WARC-Payload-Digest") == f"sha256:{row['sha256']}"
        read[row["record"]] = record.content_stream().read()
    assert read == {"response": BODY, "revisit": b"", "resource": b""}
    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(packed), check_digests="raise")]
    assert sorted(kinds) == ["resource", "response", "revisit", "warcinfo"]
    assert "1 of 4 kept answers are missing" in (tmp_path / "p" / "README.md").read_text()


def test_a_url_does_not_break_out_of_its_header(review: Review, kept: Any, tmp_path: Path) -> None:
    packaged(kept(hostile(review())), tmp_path / "p")
    packed = (tmp_path / "p" / "answers" / "answers.warc.gz").read_bytes()
    _, record = ArchiveIterator(io.BytesIO(packed))
    assert record.rec_headers.get_header("X-Evil") is None
    assert record.rec_headers.get_header("WARC-Target-URI") == "https://example.org/a%0D%0AX-Evil:%201"


# --- what a person says of it ----------------------------------------------------------------------------------------

SAID = {
    "title": "A “dataset”: of\ntrials",
    "version": "1.0",
    "licence": "CC-BY-4.0",
    "authors": ["Curie, Marie <0000-0002-1825-0097>", "The Pond Group"],
    "doi": "10.5281/zenodo.1",
}


def test_title_authors_licence_and_version(review: Review, kept: Any, tmp_path: Path) -> None:
    packaged(kept(review(), RUN), tmp_path, Release.read(**SAID))  # type: ignore[arg-type]
    assert yaml.safe_load((tmp_path / "CITATION.cff").read_text()) == {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": "A “dataset”: of trials",
        "authors": [
            {"family-names": "Curie", "given-names": "Marie", "orcid": "https://orcid.org/0000-0002-1825-0097"},
            {"name": "The Pond Group"},
        ],
        "version": "1.0",
        "doi": "10.5281/zenodo.1",
        "license": "CC-BY-4.0",
        "date-released": "2026-03-02",
    }
    described = json.loads((tmp_path / "datapackage.json").read_text())
    assert (described["title"], described["version"]) == ("A “dataset”: of trials", "1.0")
    assert described["licenses"] == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0"}]
    entities = {one["@id"]: one for one in json.loads((tmp_path / "ro-crate-metadata.json").read_text())["@graph"]}
    assert entities["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}
    assert entities["https://orcid.org/0000-0002-1825-0097"]["name"] == "Marie Curie"
    assert "under CC-BY-4.0" in (tmp_path / "LICENSE.txt").read_text()


def test_without_a_licence_none_is_made_up(review: Review, kept: Any, tmp_path: Path) -> None:
    packaged(kept(review()), tmp_path)
    cited = yaml.safe_load((tmp_path / "CITATION.cff").read_text())
    assert cited["authors"] == [{"name": "The curators of this dataset"}]
    assert "license" not in cited
    assert "licenses" not in json.loads((tmp_path / "datapackage.json").read_text())
    assert "has stated no licence" in (tmp_path / "LICENSE.txt").read_text()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"licence": "free for all"}, "SPDX"),
        ({"authors": ["A <script>"]}, "Family, Given"),
        ({"doi": "https://doi.org/10.1/a"}, "begins with 10."),
    ],
)
def test_what_cannot_be_meant_is_told(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(Mistake, match=says):
        Release.read(**SAID | wrong)


@pytest.mark.parametrize("title", ["- a: b", "#", "“", "a\\nb", "null", "x" * 5000, "\u2028\x85\x7f", "\ud800"])
def test_any_title_is_one_line_of_yaml(title: str) -> None:
    release = Release.read(**SAID | {"title": title})  # type: ignore[arg-type]
    written = yaml.safe_load(citation_file(release.title_of(Dataset()), release, date(2026, 3, 1)))["title"]
    assert isinstance(written, str)
    assert 0 < len(written) <= 300


def test_markup_in_names_stays_text_in_the_readme(review: Review, kept: Any, tmp_path: Path) -> None:
    packaged(kept(hostile(review())), tmp_path)
    readme = (tmp_path / "README.md").read_text()
    assert "<script>" not in readme.replace("\\<", "")
    assert "\n# \\<" not in readme


def test_a_decision_that_rejects_a_match_is_heard(review: Review, kept: Any, tmp_path: Path) -> None:
    dataset = review()
    match = dataset.matches[0]
    decision = dataset.decisions[0].model_copy(update={"subject": match.row_id, "row_hash": row_hash(match)})
    packaged(kept(replace(dataset, decisions=(decision,))), tmp_path)
    items = json.loads((tmp_path / "references.csl.json").read_text())
    assert {item["id"]: item["source"] for item in items} == {
        "crossref:10.1/a": "crossref:10.1/a",
        match.reference_id: "printed in review.pdf",
    }

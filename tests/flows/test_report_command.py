"""`litcurate report` and the audit's formats, as a person or a pipeline runs them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(scope="module")
def dataset(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "dataset"
    mirror = f"mirror:{examples / 'mirror'}"
    done = run("curate", str(examples / "review.pdf"), "--registries", mirror, "--out", str(folder), "--quiet")
    assert done.exit_code == 0, done.output
    return folder


def test_a_report_is_one_file_without_the_pdf(dataset: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", str(dataset))
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(dataset / "report.html")
    page = (dataset / "report.html").read_text("utf-8")
    assert "the PDF was not at hand" in page
    assert "33 of 37 references were found in a registry (89 %)" in page
    assert "data:image" not in page
    assert run("report", str(dataset), "--out", str(tmp_path / "again.html")).exit_code == 0
    assert (tmp_path / "again.html").read_text("utf-8") == page


@pytest.mark.parametrize("how", ["given", "found"])
def test_pictures_of_the_pages(
    dataset: Path, examples: Path, how: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(examples if how == "found" else tmp_path)
    pdf = ["--pdf", str(examples / "review.pdf")] if how == "given" else []
    out = tmp_path / "report.html"
    assert run("report", str(dataset), "--out", str(out), *pdf).exit_code == 0
    page = out.read_text("utf-8")
    pictures = len(re.findall("data:image/png;base64,", page))
    assert pictures > 10
    assert f"{pictures} pictures of the printed page are in this file" in page


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--pdf", "{examples}/review.md"], "is none of the files that this dataset was made from"),
        (["--pdf", "nowhere.pdf"], "nowhere.pdf cannot be read"),
        (["--out", "{examples}"], "is a folder; --out must be a file"),
    ],
)
def test_mistakes_are_told(dataset: Path, examples: Path, options: list[str], says: str) -> None:
    done = run("report", str(dataset), *(option.format(examples=examples) for option in options))
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_dataset_that_is_not_there(tmp_path: Path) -> None:
    done = run("report", str(tmp_path / "none"))
    assert (done.exit_code, done.stderr.startswith("litcurate: ")) == (2, True)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("format_name", "holds"),
    [
        ("text", " findings on 1 documents, 85 links"),
        ("json", '"rule"'),
        ("sarif", '"2.1.0"'),
        ("junit", "<testsuites"),
    ],
)
def test_the_audit_in_each_format(dataset: Path, format_name: str, holds: str, tmp_path: Path) -> None:
    printed = run("audit", str(dataset), "--format", format_name)
    assert printed.exit_code == 0, printed.output
    assert holds in printed.stdout
    to = tmp_path / "audit"
    assert run("audit", str(dataset), "--format", format_name, "--to", str(to)).stdout.strip() == str(to)
    assert to.read_text("utf-8") == printed.stdout


def test_json_is_as_it_was(dataset: Path) -> None:
    old, new = run("audit", str(dataset), "--json"), run("audit", str(dataset), "--format", "json")
    assert json.loads(old.stdout) == json.loads(new.stdout)


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [
        ("error", 1),
        ("warning", 1),
        ("note", 1),
        ("trial-in-two-rows", 1),
        ("citation-hygiene, error", 1),
        ("", 0),
        ("errors", 2),
        ("no-such-rule", 2),
    ],
)
def test_what_to_fail_on(dataset: Path, fail_on: str, status: int) -> None:
    done = run("audit", str(dataset), "--fail-on", fail_on)
    assert done.exit_code == status
    if status == 2:
        assert "or a severity: error, warning, note" in done.stderr

"""Releases and their comparison as a person meets them on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(scope="module")
def dataset(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The example without registries."""
    place = str(tmp_path_factory.mktemp("release") / "dataset")
    assert run("curate", str(examples / "review.md"), "--registries", "none", "--out", place).exit_code == 0
    return place


@pytest.fixture(scope="module")
def package(dataset: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its release, as a folder and a zip file beside it."""
    folder = tmp_path_factory.mktemp("release") / "package"
    done = run(
        *("export", dataset, "--format", "package", "--to", str(folder), "--zip", f"{folder}.zip"),
        *("--title", "A release", "--author", "Curie, Marie", "--license", "CC0-1.0", "--release-version", "2"),
    )
    assert done.exit_code == 0, done.output
    assert all(Path(line).is_file() for line in done.stdout.splitlines())
    assert done.stdout.splitlines()[-1] == f"{folder}.zip"
    return folder


def test_what_was_said_of_a_release_stands_in_it(package: Path) -> None:
    assert (package / "README.md").read_text().startswith("# A release\n\nCurie, Marie, version 2, ")
    crate = json.loads((package / "ro-crate-metadata.json").read_text())["@graph"]
    (curated,) = [one for one in crate if one["@type"] == "CreateAction"]
    assert curated["name"] == "litcurate curate"
    assert "endTime" in curated
    assert "def curate(" in (package / "workflow" / "steps.py").read_text()


@pytest.mark.parametrize(
    ("kind", "name", "begins"),
    [
        ("csl-json", "references.csl.json", "[\n {"),
        ("bibtex", "references.bib", "@article{"),
        ("ris", "references.ris", "TY  - "),
    ],
)
def test_references_for_other_programs(kind: str, name: str, begins: str, dataset: str, tmp_path: Path) -> None:
    done = run("export", dataset, "--format", kind, "--to", str(tmp_path))
    assert done.stdout.splitlines() == [str(tmp_path / name), str(tmp_path / f"{kind}.sha256")]
    assert (tmp_path / name).read_text().startswith(begins)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--format", "csv", "--zip", "x.zip"), "go with --format package"),
        (("--format", "ris", "--no-texts"), "go with --format package"),
        (("--format", "package", "--license", "do as you like"), "SPDX"),
        (("--format", "package", "--doi", "doi:10.1/x"), "begins with 10."),
    ],
)
def test_options_that_do_not_fit_are_told(options: tuple[str, ...], says: str, dataset: str, tmp_path: Path) -> None:
    done = run("export", dataset, "--to", str(tmp_path / "out"), *options)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_release_is_compared_with_its_dataset(dataset: str, package: Path) -> None:
    done = run("diff", f"{package}.zip", dataset, "--exit-code")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "no differences")


def test_another_format_of_the_review_differs_in_few_values(dataset: str, examples: Path, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    assert run("curate", str(examples / "review.pdf"), "--registries", "none", "--out", other).exit_code == 0
    done = run("diff", dataset, other)
    assert done.exit_code == 0
    assert "      name: review.md → review.pdf" in done.stdout
    said = json.loads(run("diff", dataset, other, "--json").stdout)["tables"]
    assert all(not one["added"] and not one["gone"] for one in said.values()), "every row is known again"
    assert not said["references"]["changed"]
    assert run("diff", dataset, other, "--exit-code").exit_code == 1


def test_a_place_that_is_nothing_is_one_line(dataset: str, tmp_path: Path) -> None:
    done = run("diff", dataset, str(tmp_path / "nothing"))
    assert done.exit_code == 2
    assert "is no dataset (folder or postgresql:// URL), no package" in done.stderr

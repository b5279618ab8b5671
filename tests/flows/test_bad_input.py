"""Files that cannot be read: a clear message, exit status 2, a row in the dataset, and the others are curated."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curated.store import Store
from flows.cli import app

BAD = {
    "empty.pdf": (b"", "the file is empty"),
    "empty.md": (b"", "the file is empty"),
    "blank.md": (b" \n\n", "no text"),
    "no-list.md": (b"# A text\n\nIt cites nothing and lists nothing.\n", "no reference list"),
    "latin.txt": ("Ä".encode("latin-1") * 20, "UTF-8"),
    "broken.pdf": (b"%PDF-1.7\nnothing of a PDF", "damaged"),
    "image.png": (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a PDF nor plain text"),
}


def _write(folder: Path) -> None:
    folder.mkdir()
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("name", BAD)
def test_each_is_named_with_what_to_do(name: str, tmp_path: Path) -> None:
    _write(tmp_path / "in")
    path = tmp_path / "in" / name
    done = CliRunner().invoke(app, ["curate", str(path), "--registries", "none", "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    line = next(line for line in done.stderr.splitlines() if name in line)
    assert BAD[name][1] in line
    assert ";" in line, "what to do follows the cause"
    assert "Traceback" not in done.output


def test_a_missing_file(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["curate", "gone.pdf", "--registries", "none", "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "gone.pdf: there is no such file; check the path" in done.stderr


def test_a_truncated_pdf(examples: Path, tmp_path: Path) -> None:
    data = (examples / "review.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(data[: len(data) // 3])
    done = CliRunner().invoke(
        app, ["curate", str(tmp_path / "cut.pdf"), "--registries", "none", "--out", str(tmp_path / "out")]
    )
    assert done.exit_code == 2
    assert "cut.pdf" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_others_are_curated_and_the_failed_ones_are_rows(jobs: str, examples: Path, tmp_path: Path) -> None:
    _write(tmp_path / "in")
    shutil.copy(examples / "review.md", tmp_path / "in" / "review.md")
    shutil.copy(examples / "review.pdf", tmp_path / "in" / "review.pdf")
    done = CliRunner().invoke(
        app,
        [
            "curate",
            str(tmp_path / "in"),
            "gone.md",
            "--registries",
            "none",
            "--out",
            str(tmp_path / "out"),
            "--jobs",
            jobs,
        ],
    )
    assert done.exit_code == 2
    with Store.open(tmp_path / "out") as store:
        dataset = store.load()
    assert sorted(row.name for row in dataset.documents) == ["review.md", "review.pdf"]
    failed = {Path(row.subject).name for row in dataset.failures}
    assert failed == {*(name for name in BAD if not name.endswith(".png")), "gone.md"}


def test_an_error_of_ours_is_told_and_kept(examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("as if")

    monkeypatch.setattr("extract.contents.contents_of", broken)
    done = CliRunner().invoke(
        app, ["curate", str(examples / "review.md"), "--registries", "none", "--out", str(tmp_path / "out")]
    )
    assert done.exit_code == 2
    assert "an error of litcurate (ZeroDivisionError: as if, test_bad_input.py line" in done.stderr
    with Store.open(tmp_path / "out") as store:
        assert len(store.load(("failures",)).failures) == 1


def test_a_file_that_was_mended_is_no_failure_any_more(examples: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "review.md", tmp_path / "out"
    for content, failures in ((b"", 1), ((examples / "review.md").read_bytes(), 0)):
        path.write_bytes(content)
        CliRunner().invoke(app, ["curate", str(path), "--registries", "none", "--out", str(out)])
        with Store.open(out) as store:
            assert len(store.load(("failures",)).failures) == failures

"""Exporting again into a folder: what an earlier export left goes, what is a person's stays."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from curated.dataset import Dataset
from curated.export import export
from curated.written_folder import FolderWriter, checksums


def written(folder: Path, files: Mapping[str, bytes], sums: str = "SUMS") -> list[str]:
    writer = FolderWriter(folder, sums)
    for name, content in files.items():
        writer.write(name, content)
    return [path.relative_to(folder).as_posix() for path in writer.finish()]


def held(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_what_has_no_successor_goes_with_its_folder(tmp_path: Path) -> None:
    assert written(tmp_path, {"a": b"1", "deep/er/b": b"2", "deep/c": b"3"}) == ["a", "deep/er/b", "deep/c", "SUMS"]
    written(tmp_path, {"a": b"1", "deep/c": b"3"})
    assert held(tmp_path) == {"a", "deep", "deep/c", "SUMS"}
    written(tmp_path, {"a": b"4"})
    assert held(tmp_path) == {"a", "SUMS"}
    assert (tmp_path / "a").read_bytes() == b"4"


def test_what_a_person_put_there_or_changed_stays(tmp_path: Path) -> None:
    written(tmp_path, {"changed": b"1", "deep/b": b"2"})
    (tmp_path / "changed").write_bytes(b"mine")
    (tmp_path / "deep" / "mine").write_bytes(b"mine")
    written(tmp_path, {})
    assert held(tmp_path) == {"changed", "deep", "deep/mine", "SUMS"}


@pytest.mark.parametrize("name", ["../outside", "deep/../../outside", "/{}/outside", "link/outside"])
def test_a_list_that_was_tampered_with_reaches_nothing_outside(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (tmp_path / "outside").write_bytes(b"1")
    written(folder, {"a": b"1"})
    (folder / "link").symlink_to(tmp_path)
    digest = (folder / "SUMS").read_text()[:64]
    (folder / "SUMS").write_text(f"{digest}  {name.format(tmp_path)}\n")
    written(folder, {})
    assert (tmp_path / "outside").exists()


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\xfe", b"0" * 64 + b"  \n", b"x" * 64 + b"  a\n"])
def test_a_list_that_is_none_names_nothing(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "SUMS").write_bytes(content)
    assert checksums(tmp_path / "SUMS") == {}
    assert checksums(tmp_path / "not-there") == {}


def test_an_export_that_is_broken_off_is_mended_by_the_next(tmp_path: Path) -> None:
    written(tmp_path, {"a": b"1", "b": b"2"})
    FolderWriter(tmp_path, "SUMS").write("c", b"3")  # killed before its end
    written(tmp_path, {"c": b"3"})
    assert held(tmp_path) == {"c", "SUMS"}


def test_what_another_list_names_stays(tmp_path: Path) -> None:
    for sums in ("SHA256SUMS", "csv.sha256", "parquet.sha256"):
        written(tmp_path, {"shared": b"1", f"of {sums}".replace(" ", "-"): b"2"}, sums)
    written(tmp_path, {}, "csv.sha256")
    written(tmp_path, {}, "parquet.sha256")
    assert held(tmp_path) == {"shared", "of-SHA256SUMS", "SHA256SUMS", "csv.sha256", "parquet.sha256"}
    written(tmp_path, {}, "SHA256SUMS")
    assert "shared" not in held(tmp_path)


def test_a_document_that_is_gone_leaves_no_files(review: Callable[..., Dataset], tmp_path: Path) -> None:
    dataset = review()
    export(dataset, "csv", tmp_path)
    export(dataset, "parquet", tmp_path)
    assert held(tmp_path) >= {"texts/doc.txt", "tables/doc-t1.csv", "references.csv", "references.parquet"}
    assert len(checksums(tmp_path / "csv.sha256")) == len((tmp_path / "csv.sha256").read_text().splitlines())
    export(replace(dataset, texts=(), tables=(), cells=()), "csv", tmp_path)
    assert "tables" not in held(tmp_path)
    assert held(tmp_path) >= {"texts/doc.txt", "references.parquet"}, "another format still has them"
    export(replace(dataset, texts=()), "parquet", tmp_path)
    assert "texts" not in held(tmp_path)

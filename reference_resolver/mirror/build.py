"""Builds a mirror's indexes from bulk files: streamed, picked up where it stopped, the same when done twice."""

import json
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from reference_resolver.mirror.bulk import (
    SUFFIXES,
    BadRecord,
    BulkRecord,
    read_clinicaltrials,
    read_crossref,
    read_pubmed,
)
from reference_resolver.mirror.errors import MirrorError
from reference_resolver.mirror.index import VERSION, Index, Writer
from reference_resolver.mirror.terms import terms_of_record

MANIFEST = "mirror.json"
INDEXES = "index"
_PROGRESS = "progress.json"
_READERS: dict[str, Callable[[Path], Iterator[BulkRecord | BadRecord]]] = {
    "crossref": read_crossref,
    "pubmed": read_pubmed,
    "clinicaltrials": read_clinicaltrials,
}
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
_REPORTED = 100
_EVERY = 1000
BATCH = 50_000
"""Records between two commits: what a build that is killed has to read again at most."""
_UNREADABLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError)

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Summary:
    """What a mirror holds after a build: records and their day for each registry; how many records this build read and
    left out. ``bad`` names the first hundred of the latter by file and line.
    """

    records: dict[str, int]
    as_of: dict[str, date]
    read: int
    bad_records: int
    bad: tuple[BadRecord, ...]


@dataclass
class _Tally:
    read: int = 0
    bad_records: int = 0
    bad: list[BadRecord] = field(default_factory=list)


def build(
    folder: Path,
    *,
    as_of: date,
    crossref: Sequence[Path] = (),
    pubmed: Sequence[Path] = (),
    clinicaltrials: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Summary:
    """Read bulk files into the folder's indexes, over what they hold already; without any, the files in the folder's
    own ``crossref/``, ``pubmed/`` and ``clinicaltrials/``. PubMed's update files go after its baseline, in their order.

    A file that was read to its end is not read again unless it has changed, so that a build that was broken off goes on
    where it stopped, and new files are added to old ones. ``as_of`` is the day of the files. ``progress`` is called
    with the name of the file and the number of records read so far. Raises :class:`MirrorError` where a file cannot be
    opened; what was read before it stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {"crossref": list(crossref), "pubmed": list(pubmed), "clinicaltrials": list(clinicaltrials)}
    if not any(files.values()):
        files = plain_files(folder)
    if not any(files.values()):
        raise MirrorError(f"there are no bulk files to read for {folder}")
    tally = _Tally()
    for registry, paths in files.items():
        if paths:
            _build_one(folder / INDEXES / registry, registry, paths, as_of, tally, progress)
    records, days = {}, {}
    for registry in SUFFIXES:
        if (folder / INDEXES / registry).is_dir():
            index = Index.open(folder / INDEXES / registry)
            records[registry] = index.count
            index.close()
            days[registry] = date.fromisoformat(_state(folder / INDEXES / registry)["as_of"])
    summary = Summary(records, days, tally.read, tally.bad_records, tuple(tally.bad))
    _write_manifest(folder, as_of, summary)
    return summary


def _build_one(
    folder: Path, registry: str, paths: Sequence[Path], as_of: date, tally: _Tally, progress: Progress | None
) -> None:
    state = _state(folder)
    writer = Writer(folder, batch=state["batch"], size=state["size"])

    def commit(path: Path, read: int, *, whole: bool) -> None:
        writer.commit()
        state["files"][str(path.resolve())] = {"stamp": _stamp(path), "read": read, "whole": whole}
        # the files of a year are of its last day, however they are cut into builds
        state["as_of"] = max(state["as_of"] or "", as_of.isoformat())
        state["batch"], state["size"] = writer.batch, writer.size
        _replace(folder / _PROGRESS, state)

    try:
        for path in paths:
            known = state["files"].get(str(path.resolve()), {})
            try:
                seen = known if known.get("stamp") == _stamp(path) else {}
                if seen.get("whole"):
                    continue
                read = 0
                for read, record in enumerate(_READERS[registry](path), 1):
                    if read > seen.get("read", 0):
                        _put(writer, record, path, tally)
                        if writer.pending >= BATCH:
                            commit(path, read, whole=False)
                    if progress and read % _EVERY == 0:
                        progress(path.name, read)
            except _UNREADABLE as error:
                raise MirrorError(f"{path} cannot be read: {error}") from error
            commit(path, read, whole=True)
            if progress:
                progress(path.name, read)
    finally:
        writer.close()


def _put(writer: Writer, record: BulkRecord | BadRecord, path: Path, tally: _Tally) -> None:
    tally.read += 1
    if isinstance(record, BulkRecord):
        writer.put(record.keys, record.body, terms_of_record(record.printed) if record.printed else [])
        return
    tally.bad_records += 1
    if len(tally.bad) < _REPORTED:
        tally.bad.append(record._replace(file=str(path)))


def in_memory(registry: str, paths: Sequence[Path]) -> Index:
    """An index of small bulk files, in memory. Raises :class:`MirrorError` where one cannot be opened."""
    writer, tally = Writer(None, memory=15_000_000), _Tally()
    for path in paths:
        try:
            for record in _READERS[registry](path):
                _put(writer, record, path, tally)
        except _UNREADABLE as error:
            raise MirrorError(f"{path} cannot be read: {error}") from error
    return writer.in_memory()


def plain_files(folder: Path) -> dict[str, list[Path]]:
    """The bulk files that lie in a mirror's folder, by registry, in the order of their names."""
    return {
        registry: sorted(path for path in (folder / registry).glob("*") if path.name.endswith((*suffixes, *_ARCHIVES)))
        for registry, suffixes in SUFFIXES.items()
    }


def _state(folder: Path) -> dict[str, Any]:
    """How far the build of an index has come: its batches, the size of its bodies, the files that it has read."""
    file = folder / _PROGRESS
    if not file.exists():
        return {"version": VERSION, "batch": 0, "size": 0, "as_of": None, "files": {}}
    try:
        state: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        version = state["version"]
    except (ValueError, KeyError, TypeError) as error:
        raise MirrorError(f"{file} cannot be read ({error}): delete {folder} and build the mirror again") from error
    if version != VERSION:
        raise MirrorError(f"{folder} has version {version}, not {VERSION}: delete it and build the mirror again")
    return state


def check_version(folder: Path) -> None:
    """Raises :class:`MirrorError` for an index that another version of the code made."""
    _state(folder)


def _stamp(path: Path) -> str:
    there = path.stat()
    return f"{there.st_size} {there.st_mtime_ns}"


def _write_manifest(folder: Path, made: date, summary: Summary) -> None:
    """Say in ``mirror.json`` what the mirror holds; what a person has added there stays."""
    file = folder / MANIFEST
    told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    told["made"] = made.isoformat()
    told["holds"] = {
        registry: {"records": count, "as_of": summary.as_of[registry].isoformat()}
        for registry, count in summary.records.items()
    }
    _replace(file, told)


def _replace(file: Path, value: Any) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}.draft")
    with draft.open("w", encoding="utf-8") as opened:
        opened.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(draft, file)

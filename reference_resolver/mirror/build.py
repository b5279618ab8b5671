"""Builds a mirror's index from bulk files: streamed, in one go or not at all, and the same when done twice."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reference_resolver.mirror.bulk import (
    BadRecord,
    BulkRecord,
    read_clinicaltrials,
    read_crossref,
    read_pubmed,
)
from reference_resolver.mirror.errors import MirrorError
from reference_resolver.mirror.index import Index

INDEX = "index.sqlite"
MANIFEST = "mirror.json"
_READERS: dict[str, Callable[[Path], Iterator[BulkRecord | BadRecord]]] = {
    "crossref": read_crossref,
    "pubmed": read_pubmed,
    "clinicaltrials": read_clinicaltrials,
}
_SUFFIXES = {
    "crossref": (".jsonl", ".jsonl.gz", ".json", ".json.gz"),
    "pubmed": (".xml", ".xml.gz"),
    "clinicaltrials": (".json", ".json.gz", ".zip"),
}
_REPORTED = 100
_EVERY = 1000


@dataclass(frozen=True)
class Summary:
    """What a mirror holds after a build: records and their day for each registry, and what was left out.

    ``bad`` names the first hundred of the ``bad_records`` by file and line.
    """

    records: dict[str, int]
    as_of: dict[str, date]
    read: int
    bad_records: int
    bad: tuple[BadRecord, ...]


def build(
    folder: Path,
    *,
    as_of: date,
    crossref: Sequence[Path] = (),
    pubmed: Sequence[Path] = (),
    clinicaltrials: Sequence[Path] = (),
    progress: Callable[[str, int], None] | None = None,
) -> Summary:
    """Read bulk files into the folder's index, over what it holds already; without any, the files in the folder's own
    ``crossref/``, ``pubmed/`` and ``clinicaltrials/``. PubMed's update files go after its baseline, in their order.

    The index is replaced only when all is read. ``as_of`` is the day of the files. ``progress`` is called with the name
    of the file and the number of records read so far. Raises :class:`MirrorError` where a file cannot be opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {"crossref": list(crossref), "pubmed": list(pubmed), "clinicaltrials": list(clinicaltrials)}
    if not any(files.values()):
        files = plain_files(folder)
    if not any(files.values()):
        raise MirrorError(f"there are no bulk files to read for {folder}")
    target, draft = folder / INDEX, folder / f"{INDEX}.{os.getpid()}.draft"
    try:
        if target.exists():
            shutil.copyfile(target, draft)
            index = Index.open(draft, writing=True)
        else:
            index = Index.create(str(draft))
        try:
            index.begin()
            read, bad_records, bad = fill(index, files, dict.fromkeys(files, as_of), progress)
            index.commit()
            summary = Summary(index.counts(), index.dates(), read, bad_records, tuple(bad))
        finally:
            index.close()
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    _write_manifest(folder, as_of, summary)
    return summary


def fill(
    index: Index,
    files: dict[str, list[Path]],
    as_of: dict[str, date],
    progress: Callable[[str, int], None] | None = None,
) -> tuple[int, int, list[BadRecord]]:
    """Read files into an index; how many records were read and left out, and the first of the latter."""
    read, bad_records, bad = 0, 0, list[BadRecord]()
    for registry, paths in files.items():
        for path in paths:
            try:
                for record in _READERS[registry](path):
                    read += 1
                    if isinstance(record, BadRecord):
                        bad_records += 1
                        if len(bad) < _REPORTED:
                            bad.append(record._replace(file=str(path)))
                    else:
                        index.put(registry, record)
                    if progress and read % _EVERY == 0:
                        progress(path.name, read)
            except (OSError, EOFError) as error:  # no such file; gzip and zip raise these for what is cut off
                raise MirrorError(f"{path} cannot be read: {error}") from error
            if progress:
                progress(path.name, read)
        if paths:
            index.set_date(registry, as_of[registry])
    return read, bad_records, bad


def plain_files(folder: Path) -> dict[str, list[Path]]:
    """The bulk files that lie in a mirror's folder, by registry, in the order of their names."""
    return {
        registry: sorted(path for path in (folder / registry).glob("*") if path.name.endswith(suffixes))
        for registry, suffixes in _SUFFIXES.items()
    }


def _write_manifest(folder: Path, made: date, summary: Summary) -> None:
    """Say in ``mirror.json`` what the index holds; what a person has added there stays."""
    file = folder / MANIFEST
    told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    told["made"] = made.isoformat()
    told["holds"] = {
        registry: {"records": count, "as_of": summary.as_of[registry].isoformat()}
        for registry, count in summary.records.items()
    }
    draft = folder / f"{MANIFEST}.{os.getpid()}.draft"
    draft.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(draft, file)

"""A mirror as a sender: it answers a request's question from its index, in the registry's own shape."""

import json
import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import quote

from curated.identifiers import content_id
from reference_resolver.body import storable
from reference_resolver.mirror.build import INDEXES, MANIFEST, check_version, in_memory, plain_files
from reference_resolver.mirror.bulk import SUFFIXES
from reference_resolver.mirror.errors import MirrorError
from reference_resolver.mirror.index import BROKEN, Index
from reference_resolver.mirror.terms import terms_of_reference
from reference_resolver.registry import Registry
from reference_resolver.request import (
    DataVersion,
    FullText,
    OpenAccess,
    Question,
    Request,
    Response,
    TrialsByNumber,
    TrialVersions,
    WorkAsPrinted,
    WorksAsPrinted,
    WorksByIdentifier,
)

LARGEST_PLAIN = 64 * 1024 * 1024
"""Bytes of bulk files that are indexed in memory when a folder without an index is opened."""

_CANDIDATES = 6
_AT_ONCE = 200


class Mirror:
    """A local registry. It only reads: several processes and threads may use one folder at once.

    ``send`` answers like a registry does: what the mirror does not hold is absent from the answer. ``registries`` gives
    the registries with questions put to the mirror, among them those that the live registry has no way to ask.
    """

    def __init__(self, indexes: dict[str, Index], as_of: dict[str, date]) -> None:
        self._indexes = indexes
        self._as_of = as_of

    @classmethod
    def open(cls, folder: Path) -> "Mirror":
        """The mirror in a folder: its indexes, or its plain bulk files indexed in memory where they are small.

        Raises :class:`MirrorError` where there is neither, with what to do about it.
        """
        if not folder.is_dir():
            raise MirrorError(f"there is no mirror at {folder}: no such folder")
        built = [name for name in SUFFIXES if (folder / INDEXES / name).is_dir()]
        if built:
            for name in built:
                check_version(folder / INDEXES / name)
            days = _manifest_dates(folder, built)
            return cls({name: Index.open(folder / INDEXES / name) for name in built}, days)
        files = {name: paths for name, paths in plain_files(folder).items() if paths}
        size = sum(path.stat().st_size for paths in files.values() for path in paths)
        if not size:
            raise MirrorError(
                f"{folder} holds no mirror: neither {INDEXES}/ nor bulk files in crossref/, pubmed/ or clinicaltrials/"
            )
        if size > LARGEST_PLAIN:
            raise MirrorError(
                f"{folder} has {size} bytes of bulk files and no index: run `litcurate mirror build {folder}`"
            )
        days = _manifest_dates(folder, list(files))
        return cls({name: in_memory(name, paths) for name, paths in files.items()}, days)

    @property
    def holds(self) -> dict[str, tuple[int, date]]:
        """How many records of each registry there are, and of which day."""
        return {registry: (index.count, self._as_of[registry]) for registry, index in sorted(self._indexes.items())}

    def close(self) -> None:
        """Close the indexes."""
        for index in self._indexes.values():
            index.close()

    def registries(self, live: Sequence[Registry]) -> tuple[Registry, ...]:
        """The registries that this mirror holds, asked here: whole batches, and printed references everywhere."""
        return asked_of_a_mirror(live, self._as_of)

    def send(self, request: Request) -> Response:
        """The answer to a request's question; its URL is not looked at."""
        registry, question = request.registry, request.question
        as_of = self._as_of.get(registry)
        answered = datetime.combine(as_of or date.min, time(), UTC)
        url = f"mirror:{registry}/{_name(question)}"
        body, cause = b"", None
        if as_of is None:
            cause = f"this mirror holds nothing of {registry}"
        else:
            try:
                body = _composed(registry, self._records(registry, question))
            except BROKEN as error:
                cause = f"the mirror's index is broken ({error}): run `litcurate mirror build` again"
        status = 0 if cause else 200
        return Response(request=request, url=url, status=status, body=body, retrieved_at=answered, cause=cause)

    def _records(self, registry: str, question: Question) -> list[bytes]:
        index = self._indexes[registry]
        if isinstance(question, WorkAsPrinted):
            return index.search(terms_of_reference(question.reference), _CANDIDATES)
        if isinstance(question, WorksByIdentifier):
            keys = [("doi", doi) for doi in question.dois]
            keys += [("pmid", pmid) for pmid in question.pmids] + [("pmcid", pmcid) for pmcid in question.pmcids]
            return index.by_keys(keys)
        numbers = question.numbers if isinstance(question, TrialsByNumber) else ()
        return index.by_keys([("nct", number) for number in numbers])


def _manifest_dates(folder: Path, registries: list[str]) -> dict[str, date]:
    """The day of each registry's records, as ``mirror.json`` says; else the day on which the mirror was made."""
    file = folder / MANIFEST
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        holds = told.get("holds") or {}
        days = {name: (holds.get(name) or {}).get("as_of") or told["made"] for name in registries}
        return {name: date.fromisoformat(day) for name, day in days.items()}
    except FileNotFoundError as error:
        raise MirrorError(f"{file} is missing: it says of which day the records are") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MirrorError(f"{file} does not say of which day the records are ({error!r:.80})") from error


def asked_of_a_mirror(live: Sequence[Registry], held: Container[str]) -> tuple[Registry, ...]:
    """The registries that a mirror holds, with its own questions, all in one turn: an answer costs next to nothing."""
    return tuple(
        replace(registry, ask=_asker(registry.name), turn=1, asks_all=False)
        for registry in live
        if registry.name in held
    )


def _asker(registry: str) -> Callable[[Question], Iterator[Request]]:
    def ask(question: Question) -> Iterator[Request]:
        for part in _parts(registry, question):
            yield Request(registry=registry, url=f"mirror:{registry}/{_name(part)}", question=part)

    return ask


def _parts(registry: str, question: Question) -> Iterator[Question]:
    """The question in pieces that one answer holds; none where the registry has nothing to say to it."""
    if isinstance(question, TrialsByNumber):
        if registry == "clinicaltrials":
            numbers = [number for number in question.numbers if re.fullmatch(r"NCT\d{8}", number)]
            for start in range(0, len(numbers), _AT_ONCE):
                yield TrialsByNumber(numbers=tuple(numbers[start : start + _AT_ONCE]))
    elif registry == "clinicaltrials":
        return
    elif isinstance(question, WorksAsPrinted):
        for reference in question.references:
            if terms_of_reference(reference):
                yield WorkAsPrinted(reference=reference)
    elif isinstance(question, WorkAsPrinted):
        yield question
    elif isinstance(question, WorksByIdentifier):
        for start in range(0, len(question.dois), _AT_ONCE):
            yield WorksByIdentifier(dois=question.dois[start : start + _AT_ONCE])
        if registry == "pubmed":
            for start in range(0, len(question.pmids), _AT_ONCE):
                yield WorksByIdentifier(pmids=question.pmids[start : start + _AT_ONCE])
            for start in range(0, len(question.pmcids), _AT_ONCE):
                yield WorksByIdentifier(pmcids=question.pmcids[start : start + _AT_ONCE])


def _name(question: Question) -> str:
    """A question as the path of a mirror's URL: readable, and different for different questions.

    >>> _name(TrialsByNumber(numbers=("NCT02576665", "NCT03434379")))
    'NCT02576665,NCT03434379'
    """
    if isinstance(question, WorkAsPrinted):
        reference = question.reference.model_dump(exclude={"reference_id"})
        words = quote(storable((question.reference.title or question.reference.raw)[:60]), safe="")
        return f"printed:{words}~{content_id(json.dumps(reference, sort_keys=True))}"
    if isinstance(question, WorksAsPrinted):
        listed = ",".join(_name(WorkAsPrinted(reference=reference)) for reference in question.references)
    elif isinstance(question, TrialsByNumber):
        listed = ",".join(question.numbers)
    elif isinstance(question, DataVersion | TrialVersions):
        listed = question.kind
    elif isinstance(question, FullText):
        listed = question.pmcid
    elif isinstance(question, OpenAccess):
        listed = ",".join(question.pmcids)
    else:
        pairs = [*(f"doi:{doi}" for doi in question.dois), *(f"pmid:{pmid}" for pmid in question.pmids)]
        listed = ",".join([*pairs, *question.pmcids])
    listed = quote(storable(listed), safe=",:/()")
    return listed if len(listed) <= 200 else f"{listed[:180]}~{content_id(listed)}"


def _composed(registry: str, records: list[bytes]) -> bytes:
    """Records as one body of the registry's own shape."""
    if registry == "pubmed":
        return (
            b'<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>' + b"\n".join(records) + b"</PubmedArticleSet>"
        )
    listed, count = b",".join(records), len(records)
    if registry == "clinicaltrials":
        return b'{"studies":[' + listed + b'],"totalCount":%d}' % count
    head = (
        b'{"status":"ok","message-type":"work-list","message-version":"1.0.0","message":{"total-results":%d,"items":['
    )
    return head % count + listed + b'],"items-per-page":%d}}' % count

"""The Retraction Watch Database as a file that the user has: retractions, corrections and concerns, with their notices.

The file is the CSV that Crossref publishes (https://gitlab.com/crossref/retraction-watch-data). It is asked about
identifiers like a registry, and answers with its rows as JSON, so that what it says has a source like anything else.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curated.identifiers import content_id
from curated.mistake import Mistake
from curated.provenance import Method, Text, Texts
from curated.schema import Update, Work
from curated.schema.work import Updates
from reference_resolver.body import UnreadableBodyError, parse_json, storable
from reference_resolver.registry import Entry, Pace, Registry, skipped, unreadable
from reference_resolver.request import Question, Request, Response, WorksByIdentifier
from reference_resolver.wording import registered_doi

NAME = "retraction-watch"
_COLUMNS = ("Record ID", "Title", "Journal", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
_NOTICE = ("RetractionDOI", "RetractionPubMedID", "RetractionDate", "Reason")
_LONGEST_CELL = 1_000_000
_KINDS = {"Retraction": "retraction", "Correction": "correction", "Expression of concern": "expression_of_concern"}
_UPDATE_KINDS = Method(name="update-kinds", version="1")
_FROM_ROWS = Method(name="rows-of-one-work", version="1")


class RetractionWatch:
    """The file as a sender: it answers questions about identifiers with the rows of those works."""

    def __init__(self, file: Path) -> None:
        """Read the file. Raises :class:`Mistake` where it is not such a CSV."""
        self._rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        try:
            self._day = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
            with file.open(encoding="utf-8-sig", errors="replace", newline="") as opened:
                csv.field_size_limit(_LONGEST_CELL)
                rows = csv.DictReader(opened)
                lacking = sorted({*_COLUMNS, *_NOTICE} - set(rows.fieldnames or ()))
                if lacking:
                    raise Mistake(f"{file} is no Retraction Watch CSV: it has no column {', '.join(lacking)}")
                for row in rows:
                    self._add(row)
        except (OSError, csv.Error) as error:
            raise Mistake(f"{file} cannot be read as a Retraction Watch CSV: {error}") from error

    def _add(self, row: dict[str, Any]) -> None:
        kept = {name: storable(str(row.get(name) or "").strip()) for name in (*_COLUMNS, *_NOTICE)}
        doi, pmid = registered_doi(kept["OriginalPaperDOI"]), kept["OriginalPaperPubMedID"]
        if doi:
            self._rows["doi", doi].append(kept)
        if re.fullmatch(r"[1-9]\d{0,7}", pmid):
            self._rows["pmid", pmid].append(kept)

    def send(self, request: Request) -> Response:
        """The rows of the works that are asked about, as JSON; the time of the answer is the file's."""
        question, found = request.question, list[dict[str, str]]()
        if isinstance(question, WorksByIdentifier):
            keys = [("doi", doi) for doi in question.dois] + [("pmid", pmid) for pmid in question.pmids]
            for key in keys:
                found += [row for row in self._rows.get(key, ()) if row not in found]
        body = json.dumps({"rows": found}, ensure_ascii=False).encode()
        return Response(request=request, url=request.url, status=200, body=body, retrieved_at=self._day)


def ask(question: Question) -> Iterator[Request]:
    """One request for all identifiers."""
    if isinstance(question, WorksByIdentifier) and (question.dois or question.pmids):
        asked = WorksByIdentifier(dois=question.dois, pmids=question.pmids)
        url = f"{NAME}:{content_id(asked.model_dump_json())}"
        yield Request(registry=NAME, url=url, question=asked)


def read(response: Response) -> Iterator[Entry]:
    """A work for each paper that has rows, with all that happened to it."""
    if response.cause:
        yield unreadable(response, response.cause)
        return
    try:
        listed = parse_json(response.body)["rows"]
        papers: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(listed):
            papers[registered_doi(row["OriginalPaperDOI"]) or row["OriginalPaperPubMedID"]].append(number)
    except (UnreadableBodyError, KeyError, TypeError, AttributeError) as problem:
        yield unreadable(response, f"not rows of Retraction Watch ({problem})")
        return
    for identifier, numbers in papers.items():
        try:
            yield _work(response, identifier, [(number, listed[number]) for number in numbers])
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            yield skipped(response, f"/rows/{numbers[0]}", f"row of another shape ({problem})")


def _work(response: Response, identifier: str, rows: list[tuple[int, dict[str, str]]]) -> Work:
    number, first = rows[0]

    def text(name: str) -> Text | None:
        value = first[name]
        return Text(value=value, source=response.source(f"/rows/{number}/{name}")) if value else None

    updates = tuple(_update(row) for _, row in rows if row["RetractionNature"] in _KINDS)
    source = response.source(f"/rows/{number}" if len(rows) == 1 else "/rows")
    steps = (_UPDATE_KINDS,) if len(rows) == 1 else (_FROM_ROWS, _UPDATE_KINDS)
    kinds = tuple(dict.fromkeys(update.kind for update in updates))
    doi = text("OriginalPaperDOI")
    pmid = text("OriginalPaperPubMedID") if re.fullmatch(r"[1-9]\d{0,7}", first["OriginalPaperPubMedID"]) else None
    normal = registered_doi(doi.value) if doi else None
    return Work(
        work_id=f"{NAME}:{identifier}",
        registry=NAME,
        doi=doi.derive(normal, Method(name="doi-normalised", version="1")) if doi and normal else None,
        pmid=pmid,
        title=text("Title"),
        container_title=text("Journal"),
        update_status=Texts(value=kinds, source=source, steps=steps) if kinds else None,
        updates=Updates(value=updates, source=source, steps=steps) if updates else None,
    )


def _update(row: dict[str, str]) -> Update:
    pmid = row["RetractionPubMedID"]
    day = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", row["RetractionDate"])
    return Update(
        kind=_KINDS[row["RetractionNature"]],
        notice_doi=registered_doi(row["RetractionDOI"]),
        notice_pmid=pmid if re.fullmatch(r"[1-9]\d{0,7}", pmid) else None,
        stated_by=NAME,
        date=f"{day.group(3)}-{int(day.group(1)):02}-{int(day.group(2)):02}" if day else None,
    )


REGISTRY = Registry(name=NAME, hosts=(), pace=Pace(seconds_between=0.0), ask=ask, read=read, only_notices=True)

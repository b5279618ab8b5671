"""Crossref: works by DOI, many in one request, and by the printed string.

Shapes are those of the REST API (``api.crossref.org/works``), https://github.com/CrossRef/rest-api-doc and the recorded
answers in the tests. ``select`` is never used: it hides ``updated-by`` without a word.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from reference_resolver.body import UnreadableBodyError, describe, parse_json, storable
from reference_resolver.crossref_work import NAME, work_of
from reference_resolver.registry import NOT_FOUND, Entry, Pace, Registry, skipped, unreadable
from reference_resolver.request import (
    PrintedReference,
    Question,
    Request,
    Response,
    WorkAsPrinted,
    WorksAsPrinted,
    WorksByIdentifier,
)

_WORKS = "https://api.crossref.org/works"
_DOIS_AT_ONCE = 50
_LONGEST_URL = 4000
_LONGEST_STRING = 500
_ROWS = 5

_LIST_LABEL = re.compile(r"^\s*(?:\[\d{1,4}\]|\(?\d{1,3}[.)])\s*")


def ask(question: Question) -> Iterator[Request]:
    """Requests for DOIs in batches, or one for each printed reference."""
    if isinstance(question, WorksAsPrinted):
        for reference in question.references:
            string = _query(reference)
            if string:
                url = f"{_WORKS}?{urlencode({'query.bibliographic': string, 'rows': _ROWS})}"
                yield Request(registry=NAME, url=url, question=WorkAsPrinted(reference=reference))
    elif isinstance(question, WorksByIdentifier):
        yield from _by_doi(question.dois)


def read(response: Response) -> Iterator[Entry]:
    """The works of an answer about one work or a list of them; a failure for what cannot be read."""
    try:
        works = list(_works(response))
    except UnreadableBodyError as problem:
        yield unreadable(response, str(problem))
        return
    for pointer, work in works:
        try:
            yield work_of(response, pointer, work)
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            yield skipped(response, pointer, f"record of another shape than a work's ({problem})")


def _by_doi(dois: tuple[str, ...]) -> Iterator[Request]:
    batch: list[str] = []
    for doi in dois:
        if "," in doi:  # a comma separates filters, and nothing says how to escape one
            one = WorksByIdentifier(dois=(doi,))
            yield Request(registry=NAME, url=f"{_WORKS}/{quote(doi, safe='/')}", question=one)
            continue
        if batch and (len(batch) == _DOIS_AT_ONCE or len(_batch_url([*batch, doi])) > _LONGEST_URL):
            yield _batch(batch)
            batch = []
        batch.append(doi)
    if batch:
        yield _batch(batch)


def _batch(dois: list[str]) -> Request:
    return Request(registry=NAME, url=_batch_url(dois), question=WorksByIdentifier(dois=tuple(dois)))


def _batch_url(dois: list[str]) -> str:
    # a DOI can have records of more than one version or kind: some room above one row each
    listed = ",".join("doi:" + quote(doi, safe="/") for doi in dois)
    return f"{_WORKS}?filter={listed}&rows={len(dois) + 10}"


def _query(reference: PrintedReference) -> str:
    """The words to search for; without what only the reference list has (its number, line breaks)."""
    parts = (reference.first_author, reference.title, reference.container_title, reference.year, reference.volume)
    words = " ".join(str(part) for part in (*parts, reference.first_page) if part)
    string = words if reference.title else _LIST_LABEL.sub("", reference.raw)
    return " ".join(storable(string).split())[:_LONGEST_STRING]


def _works(response: Response) -> Iterator[tuple[str, dict[str, Any]]]:
    """The work objects of an answer with their pointers. Raises :class:`UnreadableBodyError` where there are none."""
    if response.cause:
        raise UnreadableBodyError(response.cause)
    if response.status == 404 and response.body.strip() == b"Resource not found.":
        raise UnreadableBodyError(NOT_FOUND)
    if response.status not in (200, 400):  # parameter errors come as 400 with JSON that says what is wrong
        raise UnreadableBodyError(f"HTTP {response.status}: {describe(response.body)}")
    body = parse_json(response.body)
    kind = body.get("message-type") if isinstance(body, dict) else None
    message = body.get("message") if isinstance(body, dict) else None
    if kind == "work" and isinstance(message, dict):
        yield "/message", message
    elif kind == "work-list" and isinstance(message, dict) and isinstance(message.get("items"), list):
        for number, work in enumerate(message["items"]):
            yield f"/message/items/{number}", work
    elif kind == "validation-failure":
        raise UnreadableBodyError(f"refused: {_first_message(message)}")
    else:
        raise UnreadableBodyError(f"not an answer of /works (message-type {kind!r}): {describe(response.body)}")


def _first_message(message: Any) -> str:
    first = message[0] if isinstance(message, list) and message else message
    return str(first.get("message", first) if isinstance(first, dict) else first)[:200]


REGISTRY = Registry(
    name=NAME,
    hosts=("api.crossref.org",),
    # since 2025-12: 1/s without a contact, 3/s for lists with one
    pace=Pace(seconds_between=1.0, at_once=1, fastest=0.34),
    ask=ask,
    read=read,
    contact=(("mailto", "{}"),),
    turn=3,
)

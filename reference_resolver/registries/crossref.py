"""Crossref: works by DOI, many in one request, and by the printed string.

Shapes are those of the REST API (``api.crossref.org/works``), https://github.com/CrossRef/rest-api-doc and the recorded
answers in the tests. ``select`` is never used: it hides ``updated-by`` without a word.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from curated.provenance import Method, Sourced, Text, Texts, Whole
from curated.schema import Author, Update, Work
from curated.schema.work import People, Updates
from reference_resolver.body import REPLACED, UnreadableBodyError, describe, parse_json, storable
from reference_resolver.markup import REMOVED, without_markup
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
from reference_resolver.wording import registered_doi

NAME = "crossref"
_WORKS = "https://api.crossref.org/works"
_DOIS_AT_ONCE = 50
_LONGEST_URL = 4000
_LONGEST_STRING = 500
_ROWS = 5

_DOI_NORMALISED = Method(name="doi-normalised", version="1")
_RANGE_SPLIT = Method(name="page-range-split", version="1")
_UPDATE_KINDS = Method(name="update-kinds", version="1")
_KINDS = {"erratum": "correction", "corrigendum": "correction"}
_RETRACTED_TITLE = re.compile(r"^\W*retracted(?:\s+(?:article|paper|chapter))?\s*[:\]]", re.IGNORECASE)
# the year that references print is that of the issue; ``issued`` is the earliest of all
_DATES = ("published-print", "issued", "published", "published-online", "published-other", "posted")
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
            yield _work(response, pointer, work)
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


def _work(response: Response, at: str, work: dict[str, Any]) -> Work:
    """One work. Raises where it has no DOI or is not shaped like a work."""

    def text(pointer: str, value: Any) -> Sourced[str] | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise TypeError(f"{pointer} is no text")
        seen = without_markup(value)
        steps = () if seen == value else (REMOVED,)
        kept = storable(seen)
        steps = steps if kept == seen else (*steps, REPLACED)
        return Text(value=kept, source=response.source(f"{at}/{pointer}"), steps=steps) if kept else None

    def first(name: str) -> Sourced[str] | None:
        values = work.get(name) or []
        return text(f"{name}/0", values[0]) if values else None

    printed_doi = work["DOI"]
    doi = registered_doi(printed_doi)
    if doi is None:
        raise ValueError(f"DOI {printed_doi[:60]!r} is none")
    pages = text("page", work.get("page"))
    first_page, last_page = _split_pages(pages) if pages else (None, None)
    people, groups = _authors(response, at, work.get("author") or [])
    return Work(
        work_id=f"{NAME}:{doi}",
        registry=NAME,
        doi=Text(
            value=doi,
            source=response.source(f"{at}/DOI"),
            steps=() if doi == printed_doi else (_DOI_NORMALISED,),
        ),
        type=text("type", work.get("type")),
        title=first("title"),
        container_title=first("container-title"),
        container_title_short=first("short-container-title"),
        year=_year(response, at, work),
        volume=text("volume", work.get("volume")),
        issue=text("issue", work.get("issue")),
        first_page=first_page,
        last_page=last_page,
        article_number=text("article-number", work.get("article-number")),
        authors=people,
        group_author=groups,
        abstract=text("abstract", work.get("abstract")),
        update_status=_update_status(response, at, work),
        updates=_updates(response, at, work),
    )


def _year(response: Response, at: str, work: dict[str, Any]) -> Sourced[int] | None:
    for name in _DATES:
        parts = (work.get(name) or {}).get("date-parts") or [[]]
        year = parts[0][0] if parts[0] else None
        if isinstance(year, int) and 1000 <= year <= 2999:
            return Whole(value=year, source=response.source(f"{at}/{name}/date-parts/0/0"))
    return None


def _split_pages(pages: Sourced[str]) -> tuple[Sourced[str] | None, Sourced[str] | None]:
    """First and last page of ``1894-1905``; a lone page or article number is the first. ``no-no`` is Wiley's none yet.

    >>> from curated.provenance import RegistrySource
    >>> source = RegistrySource.model_construct()
    >>> first, last = _split_pages(Sourced[str].model_construct(value="S1-12-S1-20, 30", source=source, steps=()))
    >>> first.value, last.value
    ('S1-12', 'S1-20')
    """
    printed = re.split(r"[,;]", pages.value.replace("\u2013", "-").replace("\u2212", "-"))[0].strip()
    if printed.lower() in ("no-no", "n/a-n/a", "n/a", "-"):
        return None, None
    parts = printed.split("-")
    half = len(parts) // 2
    if len(parts) % 2 or not all(parts):
        return pages, None
    ends = ("-".join(parts[:half]).strip(), "-".join(parts[half:]).strip())
    return pages.derive(ends[0], _RANGE_SPLIT), pages.derive(ends[1], _RANGE_SPLIT)


def _authors(
    response: Response, at: str, listed: list[dict[str, Any]]
) -> tuple[Sourced[tuple[Author, ...]] | None, Sourced[tuple[str, ...]] | None]:
    """Persons and groups; a group has only a ``name``, a person of one name only ``given`` or ``family``."""
    people: list[Author] = []
    groups: list[str] = []
    for author in listed:
        family, given = author.get("family") or author.get("given"), author.get("given") or ""
        if family:
            plain_given = without_markup(given) if author.get("family") else ""
            people.append(Author(family=storable(without_markup(family)), given=storable(plain_given)))
        elif author.get("name"):
            groups.append(storable(without_markup(author["name"])))
    source = response.source(f"{at}/author")
    return (
        People(value=tuple(people), source=source) if people else None,
        Texts(value=tuple(groups), source=source) if groups else None,
    )


def _update_status(response: Response, at: str, work: dict[str, Any]) -> Sourced[tuple[str, ...]] | None:
    """Kinds of update of this very work. ``update-to`` stands on the notice: it is about another work."""
    updates = work.get("updated-by") or []
    kinds = [str(update["type"]).lower().replace("-", "_").replace(" ", "_") for update in updates]
    kinds = [_KINDS.get(kind, kind) for kind in kinds]
    titles = work.get("title") or [""]
    by_title = bool(_RETRACTED_TITLE.match(titles[0])) and not work.get("update-to")
    if by_title and "retraction" not in kinds:
        kinds.append("retraction")
        pointer = at if updates else f"{at}/title/0"
    else:
        pointer = f"{at}/updated-by"
    if not kinds:
        return None
    value = tuple(dict.fromkeys(kinds))
    return Texts(value=value, source=response.source(pointer), steps=(_UPDATE_KINDS,))


def _updates(response: Response, at: str, work: dict[str, Any]) -> Updates | None:
    """The notices about this very work, with who says so: ``publisher`` or ``retraction-watch``."""
    listed = []
    for update in work.get("updated-by") or []:
        parts = ((update.get("updated") or {}).get("date-parts") or [[]])[0]
        kind = str(update["type"]).lower().replace("-", "_").replace(" ", "_")
        stated_by, doi = update.get("source"), update.get("DOI")
        listed.append(
            Update(
                kind=_KINDS.get(kind, kind),
                notice_doi=registered_doi(doi) if isinstance(doi, str) else None,
                stated_by=storable(stated_by) if isinstance(stated_by, str) else None,
                date="-".join(f"{int(part):02}" for part in parts if part) or None,
            )
        )
    if not listed:
        return None
    return Updates(value=tuple(listed), source=response.source(f"{at}/updated-by"), steps=(_UPDATE_KINDS,))


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

"""Europe PMC: works by the words of their titles, ten printed references in one search.

Shapes are those of https://europepmc.org/RestfulWebService (``search``, JSON, ``core`` and ``lite``) and of the
recorded answers. It covers PubMed, preprints and more; it is asked what ``ecitmatch`` left open, so that only the
rest costs a request each.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from curated.provenance import Method, Sourced, Text, Texts, Whole
from curated.schema import Author, Update, Work
from curated.schema.work import People, Updates
from reference_resolver.body import REPLACED, UnreadableBodyError, describe, parse_json, parse_xml, storable
from reference_resolver.markup import REMOVED, without_markup
from reference_resolver.registry import NOT_FOUND, Entry, Pace, Registry, skipped, unreadable
from reference_resolver.request import (
    FullText,
    Lead,
    OpenAccess,
    PrintedReference,
    Question,
    Request,
    Response,
    WorksAsPrinted,
)
from reference_resolver.wording import fold, registered_doi

NAME = "europepmc"
_REST = "https://www.ebi.ac.uk/europepmc/webservices/rest"
_SEARCH = f"{_REST}/search"
_PMCID = re.compile(r"PMC\d{1,9}")
_PMCIDS_AT_ONCE = 50
_REFERENCES_AT_ONCE = 10
_RESULTS = 100
_TITLE_WORDS = 7
_FEWEST_WORDS = 3
_SHORTEST_WORD = 4
_NAMES_SPLIT = Method(name="author-string-split", version="1")
_RANGE_SPLIT = Method(name="page-range-split", version="1")
_DOI_NORMALISED = Method(name="doi-normalised", version="1")
_JOINED = Method(name="parts-joined", version="1")
_UPDATE_KINDS = Method(name="update-kinds", version="1")
_YEAR = Method(name="whole-number", version="1")
_UPDATES = {
    "retraction in": "retraction",
    "partial retraction in": "partial_retraction",
    "erratum in": "correction",
    "corrected and republished in": "corrected_and_republished",
    "expression of concern in": "expression_of_concern",
    "update in": "update",
}


def ask(question: Question) -> Iterator[Request]:
    """Searches for printed references whose titles have enough words, ten in one; for what may be read in full, fifty
    in one; and a full text in one request each, as there is no other way.
    """
    if isinstance(question, OpenAccess):
        yield from _ask_open_access([pmcid for pmcid in question.pmcids if _PMCID.fullmatch(pmcid)])
    elif isinstance(question, FullText) and _PMCID.fullmatch(question.pmcid):
        yield Request(registry=NAME, url=f"{_REST}/{question.pmcid}/fullTextXML", question=question, due="xml")
    elif isinstance(question, WorksAsPrinted):
        yield from _ask_printed(question)


def _ask_open_access(pmcids: Sequence[str]) -> Iterator[Request]:
    for start in range(0, len(pmcids), _PMCIDS_AT_ONCE):
        part = tuple(pmcids[start : start + _PMCIDS_AT_ONCE])
        query = f"({' OR '.join(f'PMCID:{pmcid}' for pmcid in part)}) AND OPEN_ACCESS:y"
        parameters = {"query": query, "format": "json", "resultType": "lite", "pageSize": _RESULTS}
        yield Request(registry=NAME, url=f"{_SEARCH}?{urlencode(parameters)}", question=OpenAccess(pmcids=part))


def _ask_printed(question: WorksAsPrinted) -> Iterator[Request]:
    searched = [(reference, query) for reference in question.references if (query := _query(reference))]
    for start in range(0, len(searched), _REFERENCES_AT_ONCE):
        part = searched[start : start + _REFERENCES_AT_ONCE]
        query = " OR ".join(one for _, one in part)
        parameters = {"query": query, "format": "json", "resultType": "core", "pageSize": _RESULTS}
        references = tuple(reference for reference, _ in part)
        yield Request(
            registry=NAME, url=f"{_SEARCH}?{urlencode(parameters)}", question=WorksAsPrinted(references=references)
        )


def _query(reference: PrintedReference) -> str | None:
    """The longest words of a title, and the years in which it can have come out."""
    words = [word for word in dict.fromkeys(fold(reference.title or "").split()) if len(word) >= _SHORTEST_WORD]
    words = sorted(words, key=lambda word: (-len(word), word))[:_TITLE_WORDS]
    if len(words) < _FEWEST_WORDS:
        return None
    within = f" AND PUB_YEAR:[{reference.year - 1} TO {reference.year + 1}]" if reference.year else ""
    return f"(TITLE:({' AND '.join(words)}){within})"


def read(response: Response) -> Iterator[Entry]:
    """The works of a search, or leads to those of them that may be read in full; a failure for what cannot be read.

    A full text is read by ``extract``, as any article is: here is only looked whether there is one.
    """
    question = response.request.question
    try:
        if isinstance(question, FullText):
            _article(response)
            return
        results = _results(response)
    except UnreadableBodyError as problem:
        yield unreadable(response, str(problem))
        return
    if isinstance(question, OpenAccess):
        listed = (result.get("pmcid") for result in results if isinstance(result, dict))
        open_ = {pmcid for pmcid in listed if isinstance(pmcid, str)}
        yield from (Lead(pmcid=pmcid) for pmcid in question.pmcids if pmcid in open_)
        return
    for number, result in enumerate(results):
        pointer = f"/resultList/result/{number}"
        try:
            yield _work(response, pointer, result)
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            yield skipped(response, pointer, f"record of another shape than a result's ({problem})")


def _article(response: Response) -> None:
    if response.cause:
        raise UnreadableBodyError(response.cause)
    if response.status == 404:
        raise UnreadableBodyError(NOT_FOUND)
    if response.status != 200:
        raise UnreadableBodyError(f"HTTP {response.status}: {describe(response.body)}")
    if parse_xml(response.body).tag.rpartition("}")[2] not in ("article", "pmc-articleset"):
        raise UnreadableBodyError(f"not an article: {describe(response.body)}")


def _results(response: Response) -> list[Any]:
    if response.cause:
        raise UnreadableBodyError(response.cause)
    if response.status != 200:
        raise UnreadableBodyError(f"HTTP {response.status}: {describe(response.body)}")
    body = parse_json(response.body)
    listed = body.get("resultList") if isinstance(body, dict) else None
    results = listed.get("result") if isinstance(listed, dict) else None
    if not isinstance(results, list):
        raise UnreadableBodyError(f"not an answer of /search: {describe(response.body)}")
    return results


def _work(response: Response, at: str, result: dict[str, Any]) -> Work:
    """One result. Raises where it has no id or is not shaped like a result."""

    def text(*paths: str) -> Sourced[str] | None:
        for path in paths:
            value: Any = result
            for name in path.split("/"):
                value = value.get(name) if isinstance(value, dict) else None
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                raise TypeError(f"{path} is no text")
            seen = without_markup(value)
            steps = () if seen == value else (REMOVED,)
            kept = storable(seen)
            steps = steps if kept == seen else (*steps, REPLACED)
            return Text(value=kept, source=response.source(f"{at}/{path}"), steps=steps)
        return None

    kind, identifier = result["source"], result["id"]
    if not isinstance(kind, str) or not isinstance(identifier, str) or not identifier:
        raise ValueError("no source and id")
    doi, pages, year = text("doi"), text("pageInfo"), text("pubYear")
    first_page, last_page = _pages(pages) if pages else (None, None)
    people, groups = _authors(response, at, result)
    normal = registered_doi(doi.value) if doi else None
    return Work(
        work_id=f"{NAME}:{storable(kind)}/{storable(identifier)}",
        registry=NAME,
        doi=None
        if doi is None or normal is None
        else doi
        if normal == doi.value
        else doi.derive(normal, _DOI_NORMALISED),
        pmid=text("pmid"),
        pmcid=text("pmcid"),
        type=Text(value="posted-content", source=response.source(f"{at}/source"), steps=(_JOINED,))
        if kind == "PPR"
        else text("pubType") or _types(response, at, result),
        title=text("title"),
        container_title=text("journalInfo/journal/title", "journalTitle"),
        container_title_short=text("journalInfo/journal/isoabbreviation", "journalTitle"),
        year=Whole(value=int(year.value), source=year.source, steps=(*year.steps, _YEAR))
        if year and re.fullmatch(r"[12]\d{3}", year.value)
        else None,
        volume=text("journalInfo/volume", "journalVolume"),
        issue=text("journalInfo/issue", "issue"),
        first_page=first_page,
        last_page=last_page,
        authors=people,
        group_author=groups,
        abstract=text("abstractText"),
        update_status=_update_status(response, at, result),
        updates=_updates(response, at, result),
    )


def _types(response: Response, at: str, result: dict[str, Any]) -> Sourced[str] | None:
    listed = (result.get("pubTypeList") or {}).get("pubType") or []
    value = "; ".join(storable(kind) for kind in listed)
    return Text(value=value, source=response.source(f"{at}/pubTypeList/pubType"), steps=(_JOINED,)) if value else None


def _pages(pages: Sourced[str]) -> tuple[Sourced[str] | None, Sourced[str] | None]:
    first, dash, last = re.split(r"[,;]", pages.value)[0].strip().partition("-")
    if not dash or not first or not last:
        return pages, None
    return pages.derive(first, _RANGE_SPLIT), pages.derive(last, _RANGE_SPLIT)


def _authors(
    response: Response, at: str, result: dict[str, Any]
) -> tuple[Sourced[tuple[Author, ...]] | None, Sourced[tuple[str, ...]] | None]:
    """Persons and groups of the list, or of the one string (``Lee MS, METRIC Study Group.``) of ``lite`` answers."""
    people: list[Author] = []
    groups: list[str] = []
    listed = (result.get("authorList") or {}).get("author")
    pointer, steps = f"{at}/authorList/author", tuple[Method, ...]()
    for author in listed or []:
        if author.get("lastName"):
            given = author.get("firstName") or author.get("initials") or ""
            people.append(Author(family=storable(author["lastName"]), given=storable(given)))
        elif author.get("collectiveName"):
            groups.append(storable(author["collectiveName"]))
    if not listed and isinstance(result.get("authorString"), str):
        pointer, steps = f"{at}/authorString", (_NAMES_SPLIT,)
        for name in storable(result["authorString"]).rstrip(". ").split(", "):
            family, _, initials = name.rpartition(" ")
            if family and re.fullmatch(r"[A-Z\u00c0-\u00de-]{1,4}", initials):
                people.append(Author(family=family, given=initials))
            elif name:
                groups.append(name)
    source = response.source(pointer)
    return (
        People(value=tuple(people), source=source, steps=steps) if people else None,
        Texts(value=tuple(groups), source=source, steps=steps) if groups else None,
    )


def _links(result: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The notices about this very work, by kind of update."""
    links = (result.get("commentCorrectionList") or {}).get("commentCorrection") or []
    kinds = [(_UPDATES.get(str(link.get("type", "")).lower()), link) for link in links]
    return [(kind, link) for kind, link in kinds if kind is not None]


def _update_status(response: Response, at: str, result: dict[str, Any]) -> Sourced[tuple[str, ...]] | None:
    kinds = tuple(dict.fromkeys(kind for kind, _ in _links(result)))
    source = response.source(f"{at}/commentCorrectionList/commentCorrection")
    return Texts(value=kinds, source=source, steps=(_UPDATE_KINDS,)) if kinds else None


def _updates(response: Response, at: str, result: dict[str, Any]) -> Updates | None:
    found = []
    for kind, link in _links(result):
        pmid = link.get("id") if link.get("source") == "MED" else None
        found.append(Update(kind=kind, notice_pmid=pmid if isinstance(pmid, str) else None, stated_by=NAME))
    source = response.source(f"{at}/commentCorrectionList/commentCorrection")
    return Updates(value=tuple(found), source=source, steps=(_UPDATE_KINDS,)) if found else None


REGISTRY = Registry(
    name=NAME,
    hosts=("www.ebi.ac.uk",),
    pace=Pace(seconds_between=0.2, at_once=1, fastest=0.1),  # ten a second, and 500 a minute
    ask=ask,
    read=read,
    contact=(("email", "{}"),),
    turn=2,
)

"""The PMC ID converter: which PMID, PMCID and DOI are of one article, two hundred a request.

It knows the articles of PubMed Central only. Shapes are those of
https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/ and of the recorded answers, old and new.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from reference_resolver.body import UnreadableBodyError, describe, parse_json
from reference_resolver.registry import Entry, Pace, Registry, unreadable
from reference_resolver.request import Lead, Question, Request, Response, WorksByIdentifier
from reference_resolver.wording import registered_doi

NAME = "idconv"
_ARTICLES = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
_AT_ONCE = 200


def ask(question: Question) -> Iterator[Request]:
    """Requests for PMCIDs and DOIs in batches, each of one kind; PMIDs need no conversion."""
    if not isinstance(question, WorksByIdentifier):
        return
    pmcids = [pmcid for pmcid in question.pmcids if re.fullmatch(r"PMC[1-9]\d{0,8}", pmcid)]
    dois = [doi for doi in question.dois if "," not in doi]
    for start in range(0, len(pmcids), _AT_ONCE):
        part = tuple(pmcids[start : start + _AT_ONCE])
        yield _request("pmcid", part, WorksByIdentifier(pmcids=part))
    for start in range(0, len(dois), _AT_ONCE):
        part = tuple(dois[start : start + _AT_ONCE])
        yield _request("doi", part, WorksByIdentifier(dois=part))


def _request(kind: str, identifiers: tuple[str, ...], question: WorksByIdentifier) -> Request:
    listed = quote(",".join(identifiers), safe=",/")
    return Request(registry=NAME, url=f"{_ARTICLES}?format=json&idtype={kind}&ids={listed}", question=question)


def read(response: Response) -> Iterator[Entry]:
    """A lead for every article of the answer that was asked for; nothing for an identifier that PMC does not have."""
    try:
        records = _records(response)
    except UnreadableBodyError as problem:
        yield unreadable(response, str(problem))
        return
    question = response.request.question
    asked = {*question.dois, *question.pmcids} if isinstance(question, WorksByIdentifier) else set()
    for record in records:
        if not isinstance(record, dict) or record.get("status") == "error":
            continue
        doi, pmid, pmcid = (str(record.get(name) or "").strip() for name in ("doi", "pmid", "pmcid"))
        lead = Lead(
            doi=registered_doi(doi),
            pmid=pmid if re.fullmatch(r"[1-9]\d{0,7}", pmid) else None,
            pmcid=pmcid.upper() if re.fullmatch(r"PMC\d+", pmcid, re.IGNORECASE) else None,
        )
        if not asked or asked & {lead.doi, lead.pmcid}:
            yield lead


def _records(response: Response) -> list[Any]:
    if response.cause:
        raise UnreadableBodyError(response.cause)
    if response.status != 200:
        raise UnreadableBodyError(f"HTTP {response.status}: {describe(response.body)}")
    body = parse_json(response.body)
    records = body.get("records") if isinstance(body, dict) else None
    if not isinstance(records, list):
        raise UnreadableBodyError(f"not an answer of the ID converter: {describe(response.body)}")
    return records


REGISTRY = Registry(
    name=NAME,
    hosts=("pmc.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov"),
    pace=Pace(seconds_between=0.34, at_once=1, fastest=0.34),  # NCBI's three a second
    ask=ask,
    read=read,
    contact=(("tool", "litcurate"), ("email", "{}")),
    posts_from=4000,
)

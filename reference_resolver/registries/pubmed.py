"""PubMed: works by PMID, two hundred a request (``efetch``), and PMIDs by the place of print (``ecitmatch``).

Shapes are those of the PubMed DTD (``PubmedArticleSet``) and of
https://www.ncbi.nlm.nih.gov/books/NBK25499/#chapter4.ECitMatch. ``efetch`` answers for ids that it was not asked for
(``id=ABC123`` gives PMID 123), so only digits are asked, and what comes back is compared with what was asked. What
``ecitmatch`` answers is a lead: it can name a PMID whose author or year is another.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reference_resolver.body import UnreadableBodyError, describe, parse_xml, storable
from reference_resolver.pubmed_article import NAME, work_of
from reference_resolver.registry import Entry, Pace, Registry, skipped, unreadable
from reference_resolver.request import (
    Lead,
    PrintedReference,
    Question,
    Request,
    Response,
    WorksAsPrinted,
    WorksByIdentifier,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_EFETCH = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
_ECITMATCH = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/ecitmatch.cgi"
_IDS_AT_ONCE = 200
_CITATIONS_AT_ONCE = 200
_MOST_AMBIGUOUS = 5


def ask(question: Question) -> Iterator[Request]:
    """Requests for PMIDs in batches, and for printed references of journal articles in batches."""
    if isinstance(question, WorksAsPrinted):
        placed = [reference for reference in question.references if _is_placed(reference)]
        for start in range(0, len(placed), _CITATIONS_AT_ONCE):
            part = tuple(placed[start : start + _CITATIONS_AT_ONCE])
            lines = "\r".join(_citation(number, reference) for number, reference in enumerate(part))
            url = f"{_ECITMATCH}?db=pubmed&retmode=xml&bdata={quote(lines, safe='')}"
            yield Request(registry=NAME, url=url, question=WorksAsPrinted(references=part), due="text")
    elif isinstance(question, WorksByIdentifier):
        pmids = [pmid for pmid in question.pmids if re.fullmatch(r"[1-9]\d{0,7}", pmid)]
        for start in range(0, len(pmids), _IDS_AT_ONCE):
            batch = tuple(pmids[start : start + _IDS_AT_ONCE])
            url = f"{_EFETCH}?db=pubmed&id={','.join(batch)}&retmode=xml"
            yield Request(registry=NAME, url=url, question=WorksByIdentifier(pmids=batch), due="xml")


def read(response: Response) -> Iterator[Entry]:
    """The works of a ``PubmedArticleSet``, or the leads of ``ecitmatch``; a failure for what cannot be read."""
    if isinstance(response.request.question, WorksAsPrinted):
        yield from _leads(response, response.request.question.references)
        return
    try:
        root = _article_set(response)
    except UnreadableBodyError as problem:
        yield unreadable(response, str(problem))
        return
    tree = root.getroottree()
    question = response.request.question
    by_pmid = isinstance(question, WorksByIdentifier) and not (question.dois or question.pmcids)
    asked = question.pmids if isinstance(question, WorksByIdentifier) and by_pmid else ()
    for article in root:
        if not isinstance(article.tag, str) or article.tag == "DeleteCitation":
            continue
        at = tree.getpath(article)
        if article.tag != "PubmedArticle":
            yield skipped(response, at, f"a record of kind {article.tag} is not read yet")
            continue
        try:
            work = work_of(response, article)
            unasked = asked and work.pmid and work.pmid.value not in asked
            yield skipped(response, at, f"{work.work_id} was not asked for") if unasked else work
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            yield skipped(response, at, f"record of another shape than an article's ({problem})")


def _is_placed(reference: PrintedReference) -> bool:
    """Whether enough of the place of print is known: a journal, and two of year, volume and page."""
    place = (reference.year, reference.volume, reference.first_page or reference.article_number)
    return bool(reference.container_title) and sum(value is not None for value in place) >= 2


def _citation(number: int, reference: PrintedReference) -> str:
    """A line of ``ecitmatch``: journal, year, volume, first page, author, and a key of our own that comes back."""
    page = reference.first_page or reference.article_number
    parts = (reference.container_title, reference.year, reference.volume, page, reference.first_author)
    plain = (" ".join(re.sub(r"[|\r\n]", " ", storable(str(part or ""))).split())[:150] for part in parts)
    return f"{'|'.join(plain)}|{number}|"


def _leads(response: Response, references: tuple[PrintedReference, ...]) -> Iterator[Entry]:
    """A lead for each PMID that a line ends in; ``NOT_FOUND`` gives none, ``AMBIGUOUS`` those that it lists."""
    if response.cause or response.status != 200:
        said = response.cause or f"HTTP {response.status}: {describe(response.body)}"
        yield unreadable(response, said)
        return
    answered = 0
    for line in response.body.decode("utf-8", "replace").splitlines():
        parts = line.split("|")
        if len(parts) < 7 or not re.fullmatch(r"\d{1,4}", parts[5].strip()) or int(parts[5]) >= len(references):
            continue
        answered += 1
        said, reference = " ".join(parts[6:]).strip(), references[int(parts[5])]
        if re.fullmatch(r"[1-9]\d{0,7}", said):
            yield Lead(reference_id=reference.reference_id, pmid=said)
        elif said.upper().startswith("AMBIGUOUS"):
            for pmid in re.findall(r"(?<!\d)[1-9]\d{0,7}(?!\d)", said)[:_MOST_AMBIGUOUS]:
                yield Lead(reference_id=reference.reference_id, pmid=pmid)
    if not answered:
        yield unreadable(response, f"not an answer of ecitmatch: {describe(response.body)}")


def _article_set(response: Response) -> Element:
    if response.cause:
        raise UnreadableBodyError(response.cause)
    if response.status != 200:
        raise UnreadableBodyError(f"HTTP {response.status}: {describe(response.body)}")
    root = parse_xml(response.body)
    if root.tag != "PubmedArticleSet":
        said = root.findtext(".//ERROR") or describe(response.body)
        raise UnreadableBodyError(f"not a PubmedArticleSet: {said[:200]}")
    return root


REGISTRY = Registry(
    name=NAME,
    hosts=("eutils.ncbi.nlm.nih.gov",),
    pace=Pace(seconds_between=0.34, at_once=1, fastest=0.34),  # three a second without a key
    ask=ask,
    read=read,
    contact=(("tool", "litcurate"), ("email", "{}")),
    posts_from=1500,
    turn=1,
    asks_all=True,
)

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

from curated.provenance import Method, Sourced, Text, Texts, Whole
from curated.schema import Author, Update, Work
from curated.schema.work import People, Updates
from reference_resolver.body import REPLACED, UnreadableBodyError, describe, parse_xml, storable, text_of
from reference_resolver.markup import REMOVED
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
from reference_resolver.wording import registered_doi

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

NAME = "pubmed"
_EFETCH = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
_ECITMATCH = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/ecitmatch.cgi"
_IDS_AT_ONCE = 200
_CITATIONS_AT_ONCE = 200
_MOST_AMBIGUOUS = 5
_DOI_NORMALISED = Method(name="doi-normalised", version="1")
_RANGE_SPLIT = Method(name="page-range-split", version="1")
_LAST_PAGE = Method(name="last-page-expanded", version="1")
_YEAR_OF_DATE = Method(name="year-of-date", version="1")
_JOINED = Method(name="parts-joined", version="1")
_UPDATE_KINDS = Method(name="update-kinds", version="1")
# banks of sequences and structures stand in the same list
_TRIAL_NUMBER = re.compile(
    r"NCT\d|ISRCTN|EUCTR|EudraCT|20\d\d-\d{6}|ChiCTR|jRCT|UMIN|JapicCTI|JPRN|DRKS|ACTRN|CTRI|IRCT|KCT|NTR|NL\d|PACTR|"
    r"RBR-|PER-|RPCEC|SLCTR|TCTR|LBCTR",
    re.IGNORECASE,
)
# RefTypes that say something happened to this work; RetractionOf, ErratumFor … stand on the notices
_UPDATES = {
    "RetractionIn": "retraction",
    "PartialRetractionIn": "partial_retraction",
    "ErratumIn": "correction",
    "ExpressionOfConcernIn": "expression_of_concern",
    "CorrectedandRepublishedIn": "corrected_and_republished",
    "RetractedandRepublishedIn": "retracted_and_republished",
    "UpdateIn": "update",
}


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
            work = _work(response, article)
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


def _work(response: Response, article: Element) -> Work:
    """One article. Raises where it has no PMID or is not shaped like an article."""
    tree = article.getroottree()

    def text(*paths: str) -> Sourced[str] | None:
        for path in paths:
            element = article.find(path)
            if element is None:
                continue
            whole = text_of(element)
            plain = " ".join(whole.split())
            if plain:
                kept = storable(plain)
                steps = (REMOVED,) if plain != whole or len(element) else ()
                steps = steps if kept == plain else (*steps, REPLACED)
                return Text(value=kept, source=response.source(tree.getpath(element)), steps=steps)
        return None

    pmid = text("MedlineCitation/PMID")
    if pmid is None or not pmid.value.isdigit():
        raise ValueError("no PMID")
    doi = text(
        "PubmedData/ArticleIdList/ArticleId[@IdType='doi']", "MedlineCitation/Article/ELocationID[@EIdType='doi']"
    )
    first_page, last_page = _pages(text)
    people, groups = _authors(response, article)
    return Work(
        work_id=f"{NAME}:{pmid.value}",
        registry=NAME,
        doi=_normal_doi(doi) if doi else None,
        pmid=pmid,
        pmcid=text("PubmedData/ArticleIdList/ArticleId[@IdType='pmc']"),
        type=_joined(response, article, "MedlineCitation/Article/PublicationTypeList", "PublicationType", "; "),
        title=text("MedlineCitation/Article/ArticleTitle", "MedlineCitation/Article/VernacularTitle"),
        container_title=text("MedlineCitation/Article/Journal/Title"),
        container_title_short=text(
            "MedlineCitation/Article/Journal/ISOAbbreviation", "MedlineCitation/MedlineJournalInfo/MedlineTA"
        ),
        year=_year(text),
        volume=text("MedlineCitation/Article/Journal/JournalIssue/Volume"),
        issue=text("MedlineCitation/Article/Journal/JournalIssue/Issue"),
        first_page=first_page,
        last_page=last_page,
        authors=people,
        group_author=groups,
        abstract=_joined(response, article, "MedlineCitation/Article/Abstract", "AbstractText", "\n"),
        update_status=_update_status(response, article),
        updates=_updates(response, article),
        trial_numbers=_trial_numbers(response, article),
    )


def _normal_doi(printed: Sourced[str]) -> Sourced[str] | None:
    doi = registered_doi(printed.value)
    if doi is None:
        return None
    return printed if doi == printed.value else printed.derive(doi, _DOI_NORMALISED)


def _year(text: Any) -> Sourced[int] | None:
    """The year of the issue, or the first one of a free date (``1998 Dec-1999 Jan``); else of the e-publication."""
    issue = "MedlineCitation/Article/Journal/JournalIssue/PubDate"
    printed = text(f"{issue}/Year", f"{issue}/MedlineDate", "MedlineCitation/Article/ArticleDate/Year")
    found = re.search(r"\d{4}", printed.value) if printed else None
    if found is None:
        return None
    whole = found.group() == printed.value
    steps = printed.steps if whole else (*printed.steps, _YEAR_OF_DATE)
    return Whole(value=int(found.group()), source=printed.source, steps=steps)


def _pages(text: Any) -> tuple[Sourced[str] | None, Sourced[str] | None]:
    """First and last page; ``244-55`` ends on 255."""
    pagination = "MedlineCitation/Article/Pagination"
    start, end = text(f"{pagination}/StartPage"), text(f"{pagination}/EndPage")
    if start:
        return start, end
    pages = text(f"{pagination}/MedlinePgn")
    if pages is None:
        return None, None
    first, dash, last = re.split(r"[,;]", pages.value)[0].strip().partition("-")
    if not dash or "-" in last or not first or not last:
        return pages, None
    ends = pages.derive(first, _RANGE_SPLIT), pages.derive(last, _RANGE_SPLIT)
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        return ends[0], ends[1].derive(first[: -len(last)] + last, _LAST_PAGE)
    return ends


def _joined(response: Response, article: Element, path: str, name: str, glue: str) -> Sourced[str] | None:
    """The text of several elements as one, each with its label where it has one."""
    parent = article.find(path)
    if parent is None:
        return None
    parts = []
    for element in parent.findall(name):
        label, plain = element.get("Label"), " ".join(text_of(element).split())
        parts.append(f"{label}: {plain}" if label else plain)
    value = storable(glue.join(part for part in parts if part))
    source = response.source(article.getroottree().getpath(parent))
    return Text(value=value, source=source, steps=(_JOINED,)) if value else None


def _authors(
    response: Response, article: Element
) -> tuple[Sourced[tuple[Author, ...]] | None, Sourced[tuple[str, ...]] | None]:
    listed = article.find("MedlineCitation/Article/AuthorList")
    if listed is None:
        return None, None
    people: list[Author] = []
    groups: list[str] = []
    for author in listed.findall("Author"):
        if author.get("ValidYN") == "N":
            continue
        family, group = _plain(author, "LastName"), _plain(author, "CollectiveName")
        if family:
            people.append(Author(family=family, given=_plain(author, "ForeName") or _plain(author, "Initials")))
        elif group:
            groups.append(group)
    source = response.source(article.getroottree().getpath(listed))
    return (
        People(value=tuple(people), source=source) if people else None,
        Texts(value=tuple(groups), source=source) if groups else None,
    )


def _plain(parent: Element, name: str) -> str:
    element = parent.find(name)
    return storable(" ".join(text_of(element).split())) if element is not None else ""


def _update_status(response: Response, article: Element) -> Sourced[tuple[str, ...]] | None:
    """What happened to this very article, from its publication types and its list of corrections."""
    types = article.findall("MedlineCitation/Article/PublicationTypeList/PublicationType")
    retracted = [kind for kind in types if kind.text == "Retracted Publication"]
    listed = article.findall("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    updates = [update for update in listed if update.get("RefType") in _UPDATES]
    kinds = ["retraction"] * bool(retracted) + [_UPDATES[str(update.get("RefType"))] for update in updates]
    if not kinds:
        return None
    tree = article.getroottree()
    if updates and retracted and "retraction" not in kinds[1:]:
        stands = tree.getpath(article)
    elif updates:
        stands = f"{tree.getpath(article)}/MedlineCitation/CommentsCorrectionsList"
    else:
        stands = tree.getpath(retracted[0])
    value = tuple(dict.fromkeys(kinds))
    return Texts(value=value, source=response.source(stands), steps=(_UPDATE_KINDS,))


def _updates(response: Response, article: Element) -> Updates | None:
    """The notices about this very article that PubMed links to it; their date stands in no field of its own."""
    parent = article.find("MedlineCitation/CommentsCorrectionsList")
    listed = parent.findall("CommentsCorrections") if parent is not None else []
    found = []
    for link in listed:
        kind = _UPDATES.get(link.get("RefType") or "")
        if kind is not None:
            pmid, doi = _plain(link, "PMID"), re.search(r"doi: (10\.\S+?)[.;]?(?:\s|$)", _plain(link, "RefSource"))
            found.append(
                Update(
                    kind=kind,
                    notice_pmid=pmid if pmid.isdigit() else None,
                    notice_doi=registered_doi(doi.group(1)) if doi else None,
                    stated_by=NAME,
                )
            )
    if parent is None or not found:
        return None
    source = response.source(parent.getroottree().getpath(parent))
    return Updates(value=tuple(found), source=source, steps=(_UPDATE_KINDS,))


def _trial_numbers(response: Response, article: Element) -> Sourced[tuple[str, ...]] | None:
    """The numbers of the trials that the article reports: the link from a paper to its studies."""
    banks = article.find("MedlineCitation/Article/DataBankList")
    if banks is None:
        return None
    numbers = [storable(" ".join(text_of(number).split())) for number in banks.iter("AccessionNumber")]
    trials = tuple(dict.fromkeys(number for number in numbers if _TRIAL_NUMBER.match(number)))
    source = response.source(banks.getroottree().getpath(banks))
    return Texts(value=trials, source=source, steps=(_JOINED,)) if trials else None


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

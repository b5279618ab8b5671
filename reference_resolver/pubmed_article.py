"""One article as PubMed has it, read to a work with a source for every value.

Shapes are those of the PubMed DTD: ``efetch`` answers with such articles, and the bulk files are made of them.
"""

import re
from typing import TYPE_CHECKING, Any

from curated.provenance import Method, Sourced, Text, Texts, Whole
from curated.schema import Author, Update, Work
from curated.schema.work import People, Updates
from reference_resolver.body import REPLACED, storable, text_of
from reference_resolver.markup import REMOVED
from reference_resolver.request import Response
from reference_resolver.wording import registered_doi

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

NAME = "pubmed"
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


def work_of(response: Response, article: Element) -> Work:
    """The work that an article of an answer is.

    Raises TypeError, ValueError, KeyError or AttributeError where it has no PMID or is not shaped like an article.
    """
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

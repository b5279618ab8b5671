"""The fields of a JATS citation that is laid out: which element holds each, and where it is printed."""

import re

from lxml import etree

from extract.document import Span, TaggedAuthor, TaggedReference
from extract.formats.jats_text import JatsText

TYPES = {
    "journal": "article-journal",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "preprint": "article",
    "eprint": "article",
    "book": "book",
    "chapter": "chapter",
    "book-chapter": "chapter",
    "confproc": "paper-conference",
    "conf-proc": "paper-conference",
    "conference": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "gov": "report",
    "standard": "standard",
    "patent": "patent",
    "data": "dataset",
    "database": "dataset",
    "software": "software",
    "web": "webpage",
    "webpage": "webpage",
    "website": "webpage",
}
"""The values of ``publication-type`` and what the Citation Style Language calls them."""

_TITLES = ("article-title", "chapter-title", "part-title", "data-title")
_WORKS = ("source", "conf-name")
_NO_AUTHORS = re.compile(r"editor|translator|assignee|transed|curator", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PAGE_RANGE = re.compile(r"\s*(\w+)\s?[-–—]\s?(\w+)")
_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.")
PEOPLE = ("name", "string-name", "collab", "etal")
IDENTIFIERS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid"}
PMC = "PMC"
"""What goes before an identifier of PubMed Central that is tagged without it."""


def tagged_reference(
    made: JatsText,
    citation: "etree._Element",
    span: Span,
    number: Span | None,
    keys: tuple[str, ...],
    punctuated: bool,
) -> TaggedReference:
    """A reference that is laid out in ``span``, with the places of its fields and its people."""
    fields: dict[str, Span] = {}

    def take(name: str, *tags: str) -> None:
        found = next((made.spans[one] for tag in tags for one in citation.iter(tag) if one in made.spans), None)
        if found is not None:
            fields.setdefault(name, found)

    take("title", *_TITLES)
    take("container_title", *_WORKS)
    for name in ("volume", "issue"):
        take(name, name)
    take("first_page", "fpage")
    take("last_page", "lpage")
    take("article_number", "elocation-id")
    take("publisher", "publisher-name")
    if "last_page" in fields and "first_page" not in fields and "article_number" in fields:
        # a page in the wrong tag: no article number has a last page
        fields["first_page"] = fields.pop("article_number")
    _take_page_range(made, citation, fields)
    _take_year(made, citation, fields)
    _take_identifiers(made, citation, fields)
    kind = citation.get("publication-type") or citation.get("citation-type") or ""
    named = TYPES.get(kind.lower().strip(), "")
    if "title" not in fields and "container_title" in fields and named not in ("article-journal", ""):
        # a book, a report: its source is what is cited
        fields["title"] = fields.pop("container_title")
    elif named == "book" and "title" in fields and "container_title" in fields:
        named = "chapter"
    authors, groups, et_al = _people(made, citation)
    return TaggedReference(keys, span, number, named, authors, groups, et_al, fields, punctuated)


def _take_page_range(made: JatsText, citation: "etree._Element", fields: dict[str, Span]) -> None:
    for pages in citation.iter("page-range"):
        span = made.spans.get(pages)
        found = _PAGE_RANGE.match(_text(made, span)) if span else None
        if span and found and "first_page" not in fields:
            fields["first_page"] = Span(span.start + found.start(1), span.start + found.end(1))
            fields["last_page"] = Span(span.start + found.start(2), span.start + found.end(2))


def _take_year(made: JatsText, citation: "etree._Element", fields: dict[str, Span]) -> None:
    """The year's four digits; what was accessed or held in a year was not published in it."""
    for year in citation.iter("year"):
        span = made.spans.get(year)
        found = _YEAR.search(_text(made, span)) if span else None
        elsewhere = any(True for _ in year.iterancestors("date-in-citation", "conf-date"))
        if span and found and not elsewhere:
            fields.setdefault("year", Span(span.start + found.start(), span.start + found.end()))


def _take_identifiers(made: JatsText, citation: "etree._Element", fields: dict[str, Span]) -> None:
    for identifier in citation.iter("pub-id"):
        name = IDENTIFIERS.get(identifier.get("pub-id-type", ""))
        span = made.spans.get(identifier)
        if name and span:
            digits = name == "pmcid" and _text(made, Span(max(0, span.start - len(PMC)), span.start)) == PMC
            fields.setdefault(name, Span(span.start - len(PMC), span.end) if digits else span)
    for link in citation.iter("ext-link", "uri"):
        span = made.spans.get(link)
        if span and _ADDRESS.match(_text(made, span)) and "doi.org/" not in _text(made, span):
            fields.setdefault("url", span)


def _text(made: JatsText, span: Span) -> str:
    return "".join(made.characters[span.start : span.end])


def _people(made: JatsText, citation: "etree._Element") -> tuple[tuple[TaggedAuthor, ...], tuple[Span, ...], bool]:
    """Authors, groups of authors, and whether there are more; editors are none, nor are names behind the title."""
    authors: list[TaggedAuthor] = []
    groups: list[Span] = []
    et_al = False
    behind = False
    for element in citation.iter(etree.Element):
        if element.tag in _TITLES or element.tag in _WORKS:
            behind = True
        span = made.spans.get(element)
        if element.tag not in PEOPLE or span is None:
            continue
        group = next(element.iterancestors("person-group"), None)
        if behind if group is None else bool(_NO_AUTHORS.search(group.get("person-group-type", ""))):
            continue
        if element.tag == "collab":
            groups.append(span)
        elif element.tag == "etal":
            et_al = True
        else:
            family, given = (_name_part(made, element, tag) for tag in ("surname", "given-names"))
            authors.append(TaggedAuthor(span, family, given))
    if authors and not et_al:
        et_al = re.match(r"\W*et\W{0,2}al\b", "".join(made.characters[authors[-1].span.end :][:12])) is not None
    return tuple(authors), tuple(groups), et_al


def _name_part(made: JatsText, name: "etree._Element", tag: str) -> str:
    part = name.find(tag)
    return _text(made, made.spans[part]) if part is not None and part in made.spans else ""

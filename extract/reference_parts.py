"""The string of one reference → its parts, each with its place in the string.

Rules for the styles of the life sciences: Vancouver and AMA (``2020;52:1898-907``), author–year styles with the year in
brackets, and styles that print volume and pages before the year.
"""

import re
from dataclasses import dataclass

from extract.reference_names import Piece, PrintedAuthor, authors_and_rest, people_of, piece_of

__all__ = ["MAX_LENGTH", "Piece", "PrintedAuthor", "ReferenceParts", "parse"]


@dataclass(frozen=True)
class ReferenceParts:
    """The parts of a reference. What is not printed is None or empty."""

    type: str
    authors: tuple[PrintedAuthor, ...] = ()
    group_authors: tuple[Piece, ...] = ()
    et_al: bool = False
    title: Piece | None = None
    container_title: Piece | None = None
    year: Piece | None = None
    volume: Piece | None = None
    issue: Piece | None = None
    first_page: Piece | None = None
    last_page: Piece | None = None
    article_number: Piece | None = None
    publisher: Piece | None = None
    doi: Piece | None = None
    pmid: Piece | None = None
    pmcid: Piece | None = None
    url: Piece | None = None


MAX_LENGTH = 5_000
"""Longer strings are no references; only their first characters are parsed."""

_DOI = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{4,8})\b")
_PMCID = re.compile(r"\b(?:PMCID:?\s*)?(PMC\d{4,9})\b")
_URL = re.compile(r"https?://[^\s<>\"]+")
_TAIL = re.compile(
    r"(?:[\s.;]\[?(?:DOI|PubMed|PMC|CrossRef|Crossref|Google Scholar|Medline|View Article|Web of Science)\b"
    r"|\bAvailable (?:from|at):?|\bdoi:|\bPMID\b|\bPMCID\b|\bEpub\b|\[?Last accessed\b|https?://|\b10\.\d{4,9}/)"
)
# every repetition below is bounded: two unbounded ones side by side would take quadratic time on a hostile string
_PAGE = r"[A-Za-z]{0,4}-?\d[\w.]{0,20}"
_PAGES = rf"(?P<first>{_PAGE})(?:\s?[-–—]\s?(?P<last>[\w.]{{0,20}}\w))?"
_VOLUME = r"(?P<volume>[A-Za-z]{0,6}\s?\d[\w\-–/]{0,20})"
_ISSUE = r"(?:\s?\((?P<issue>[^()]{1,40})\))?"
_LOCATORS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2020;52:1898-907   2020 Mar 1;52(3):1898-907   2016;5:e1254855
        rf"(?P<year>(?:1[89]|20)\d\d[a-z]?)(?:\s[A-Z][a-z]{{2,8}}\.?(?:[\s-][\dA-Z][\w-]{{0,8}})?)?\s?[;,]\s?{_VOLUME}"
        rf"{_ISSUE}\s?[:,]\s?{_PAGES}",
        # 2020;52(3)   2020;52
        rf"(?P<year>(?:1[89]|20)\d\d[a-z]?)\s?;\s?{_VOLUME}{_ISSUE}",
        # 52(3):1898-907 (2020)   52, 1898–1907 (2020)
        rf"\b{_VOLUME}{_ISSUE}\s?[:,]\s?(?:pp?\.\s?)?{_PAGES}[,.]?\s?\((?P<year>(?:1[89]|20)\d\d)[a-z]?\)",
        # vol. 71, no. 3, pp. 777–787, 2013
        rf"\bvol\.\s?{_VOLUME}(?:,\s?no\.\s?(?P<issue>[\w\-–]{{1,12}}))?,\s?(?:pp?\.\s?|[Aa]rticle (?:ID )?)"
        rf"{_PAGES},\s?"
        rf"(?:[A-Z][a-z]{{2,8}}\.?\s)?(?P<year>(?:1[89]|20)\d\d)",
        # 52(3):1898-907   52, 1898–1907   (the year stands elsewhere)
        rf"\b{_VOLUME}{_ISSUE}\s?[:,]\s?(?:pp?\.\s?)?{_PAGES}(?=[.,;\s]|$)",
    )
)
_YEAR_IN_BRACKETS = re.compile(r"\(((?:1[89]|20)\d\d)[a-z]?(?:,[^()]{1,30})?\)[.,:]?\s*")
_YEAR = re.compile(r"\b((?:1[89]|20)\d\d)[a-z]?\b")
_INITIALS_FIRST = re.compile(r"(?:[A-ZÀ-Ý]\.[\s-]?){1,4}\s?[A-ZÀ-Ý]")
_QUOTED = re.compile(r"[,.]\s?(?=[“\"][^”\"]{5,400}[”\"])")
_SENTENCE = re.compile(r"(?<=[.?!])[\"”’]?\s+")
_SHORT_TOKEN = re.compile(r"^[A-Z][A-Za-z]{0,9}\.$")
_ABSTRACT_NUMBER = re.compile(r"^(?:TPS|LBA|OA|PS|P|S|Abstract|A)-?\d+", re.IGNORECASE)


def parse(text: str) -> ReferenceParts:
    """Parse one reference string (its number, if any, taken off by the caller).

    >>> parts = parse("Kim E, Viatour P. Old friends and new tricks. Exp Mol Med. 2020;52:1898-907. DOI PubMed")
    >>> [author.family for author in parts.authors], parts.title.text, parts.container_title.text
    (['Kim', 'Viatour'], 'Old friends and new tricks', 'Exp Mol Med')
    >>> parts.year.text, parts.volume.text, parts.first_page.text, parts.last_page.text
    ('2020', '52', '1898', '907')
    """
    text = text[:MAX_LENGTH]
    tail = _TAIL.search(text)
    end = tail.start() if tail else len(text)
    locator = _locator(text, end)
    bracketed = _YEAR_IN_BRACKETS.search(text, 0, end)
    if bracketed and locator and "year" in locator.groupdict() and locator.start("year") == bracketed.start(1):
        bracketed = None
    head_end = locator.start() if locator else end
    if bracketed and bracketed.end() <= head_end and bracketed.start() > 0:
        authors = Piece(text[: bracketed.start()], 0, bracketed.start())
        middle = piece_of(text, bracketed.end(), head_end)
    elif quoted := _INITIALS_FIRST.match(text) and _QUOTED.search(text, 0, head_end):
        authors = Piece(text[: quoted.start()], 0, quoted.start())
        middle = piece_of(text, quoted.start() + 1, head_end)
    else:
        authors, middle = authors_and_rest(text, head_end)
    people, groups, et_al = people_of(authors)
    title, container = _title_and_container(middle, has_locator=locator is not None)
    year = _year(text, locator, bracketed, end)
    first, last, article = _pages(text, locator)
    url = _group(_URL.search(text), 0)
    doi = _group(_DOI.search(text), 1)
    return ReferenceParts(
        type=_type(container, first, article, url, locator is not None),
        authors=people,
        group_authors=groups,
        et_al=et_al,
        title=title,
        container_title=container,
        year=year,
        volume=_named(locator, "volume"),
        issue=_named(locator, "issue"),
        first_page=first,
        last_page=last,
        article_number=article,
        doi=doi,
        pmid=_group(_PMID.search(text), 1),
        pmcid=_group(_PMCID.search(text), 1),
        url=url if url and not (doi and url.start <= doi.start < url.end) else None,
    )


def _group(found: re.Match[str] | None, group: int) -> Piece | None:
    if found is None or not found.group(group):
        return None
    piece = piece_of(found.string, found.start(group), found.end(group))
    opened = piece.text.count("(") - piece.text.count(")")
    return Piece(piece.text[:-1], piece.start, piece.end - 1) if opened < 0 and piece.text.endswith(")") else piece


def _named(found: re.Match[str] | None, name: str) -> Piece | None:
    if found is None or found.groupdict().get(name) is None:
        return None
    return Piece(found.group(name), found.start(name), found.end(name))


def _locator(text: str, end: int) -> re.Match[str] | None:
    """The last place that prints year, volume and pages together, by the first of the patterns that is found."""
    for pattern in _LOCATORS:
        found = list(pattern.finditer(text, 0, end))
        if found and found[-1].start() > 10:
            return found[-1]
    return None


def _year(text: str, locator: re.Match[str] | None, bracketed: re.Match[str] | None, end: int) -> Piece | None:
    year = _named(locator, "year")
    if year is None:
        year = _group(bracketed, 1) if bracketed else None
    if year is None:
        found = list(_YEAR.finditer(text, 0, end))
        year = _group(found[-1], 1) if found else None
    return Piece(year.text[:4], year.start, year.start + 4) if year else None


def _pages(text: str, locator: re.Match[str] | None) -> tuple[Piece | None, Piece | None, Piece | None]:
    """First page, last page, article number: a lone number with letters or five digits and more is an article's."""
    first, last = _named(locator, "first"), _named(locator, "last")
    if first is None:
        return None, None, None
    first = piece_of(text, first.start, first.end)
    if last is not None and last.text:
        return first, piece_of(text, last.start, last.end), None
    digits = re.sub(r"\D", "", first.text)
    if first.text != digits or len(digits) >= 5:
        return None, None, first
    return first, None, None


def _title_and_container(middle: Piece, has_locator: bool) -> tuple[Piece | None, Piece | None]:
    """The container is the last sentence before volume and pages, with the dots of its abbreviations."""
    text = middle.text
    quoted = re.match(r"[“\"‘]([^”\"]{5,}?)[,.]?[”\"’]", text)
    if quoted:
        title = piece_of(text, quoted.start(1), quoted.end(1))
        rest = piece_of(text, quoted.end(), len(text))
        rest_text = re.sub(r"^in\s", "", rest.text)
        start = rest.end - len(rest_text)
        container = Piece(rest_text, middle.start + start, middle.start + rest.end)
        return Piece(title.text, middle.start + title.start, middle.start + title.end), container if rest_text else None
    if not text:
        return None, None
    bounds = [found.end() for found in _SENTENCE.finditer(text)]
    if not has_locator or not bounds:
        first = bounds[0] if bounds else len(text)
        title = piece_of(text, 0, first)
        return Piece(title.text, middle.start + title.start, middle.start + title.end), None
    start = bounds.pop()
    while bounds and _SHORT_TOKEN.match(text[bounds[-1] : start].strip()):
        start = bounds.pop()
    title, container = piece_of(text, 0, start), piece_of(text, start, len(text))
    if text[title.end : title.end + 1] in "?!" and title.end < start:
        title = Piece(text[title.start : title.end + 1], title.start, title.end + 1)
    return (
        Piece(title.text, middle.start + title.start, middle.start + title.end),
        Piece(container.text, middle.start + container.start, middle.start + container.end) if container.text else None,
    )


def _type(
    container: Piece | None, first: Piece | None, article: Piece | None, url: Piece | None, has_locator: bool
) -> str:
    """The CSL type, as far as the print shows it."""
    if article and _ABSTRACT_NUMBER.match(article.text):
        return "paper-conference"
    if container and re.search(r"\b(?:[a-z]*Rxiv|preprint)\b", container.text, re.IGNORECASE):
        return "article"
    if container and has_locator:
        return "article-journal"
    if url and not first:
        return "webpage"
    return "document"

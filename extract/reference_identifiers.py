"""DOI, PMID, PMCID, arXiv number, ISBN and addresses in a reference string, also where a line end parts them."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Identifier(NamedTuple):
    """An identifier as printed: what is printed from ``start`` to ``end``, the label before it and all.

    ``value_start`` and ``value_end`` are the places of the identifier itself.
    """

    kind: str
    start: int
    end: int
    value_start: int
    value_end: int


_SIGNS = ("10.", "doi", "http", "www.", "ftp:", "pmid", "pubmed", "pmc", "arxiv", "isbn")
"""One of these stands in every string that prints an identifier or address."""
_GAP = r"[\s\u200b\u00ad]{0,3}"
_RESOLVER = rf"(?:https?{_GAP}:{_GAP}//{_GAP})?(?:dx{_GAP}\.{_GAP})?doi{_GAP}\.{_GAP}org{_GAP}/{_GAP}"
_LABEL = rf"(?:{_RESOLVER}|\bdoi{_GAP}[:.=]?{_GAP})"
_DOI = re.compile(
    rf"(?P<label>{_LABEL}{{1,2}})(?P<value>1{_GAP}0{_GAP}\.{_GAP}\d(?:{_GAP}\d){{3,8}}{_GAP}/)"
    r"|(?<![\w.])(?P<bare>10\.\d{4,9}/)",
    re.IGNORECASE,
)
_DOI_ENDS = frozenset('"“”|{}\u2013\u2014')
_WORDS_BEHIND = re.compile(
    r"(?:\.?(?:PMID|PMCID|Epub|https?:|doi:|PubMed|Accessed|Available)|\[(?:pii|doi|PMID|PubMed|CrossRef)|\]\[)",
    re.IGNORECASE,
)
_OLD_DOI = re.compile(r"<[^\s\"<>]{1,20}::AID[-\u2010][^\s\"<>]{1,40}>")
_PLOS = re.compile(r"10\.1371/journal\.p[a-z]{3}\.\d{7}", re.IGNORECASE)
_MORE = re.compile(r"(?P<gap>[\s\u200b]{1,3})(?P<part>[^\s\"“”<>{}|]{1,60})")
_KEYWORD = re.compile(r"(?i)pmid|pmcid?\b|pubmed|accessed|epub|available|doi\b|https?|www\.|and$|et$")
_PMID_ALONE = re.compile(r"\d{7,8}[.;,\]]?$|\d{1,4}\.?$")
_REST_OF_NUMBER = re.compile(r"\d{4,6}[.,;)\]]?$")
_CONTINUES = re.compile(r"[\d(.][\w()]*[.\-)/(][\w.()\-/:;]*\d[\w.()\-]*$")
_LONGEST_DOI = 200
_STOPS = ".,;:'’”"
_PMID = re.compile(r"\b(?:(?:PubMed|Medline)\s?)?(?:PMID|PubMed ID|pmid|Pmid)\s?[:.]?\s{0,2}(?P<value>\d{4,8})\b")
_PMCID = re.compile(
    r"\b(?:(?:PubMed\s?)?Central\s)?(?:PMCID\s?:?\s{0,2}|PMC\s?:\s?)?(?:PMC)?(?P<value>PMC\s?\d{4,9})\b"
    r"|\bPubMed Central[:\s]{1,3}(?P<bare>PMC\d{4,9})\b"
)
_ARXIV = re.compile(
    r"\b(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv(?:\.org)?\s?(?:e-prints?|preprint)?[\s:/,]{0,4}(?:arxiv\s?:\s?)?)"
    r"(?P<value>\d{4}\s?\.\s?\d{4,5}(?:v\d{1,2})?|[a-z][a-z-]{1,9}(?:\.[A-Z]{2})?\s?/\s?\d{7}(?:v\d{1,2})?)",
    re.IGNORECASE,
)
_ISBN = re.compile(
    r"\bISBN(?:-1[03])?\s?:?\s{0,2}(?P<value>(?:97[89][-\s]?)?\d(?:[-\s]?\d){8}[-\s]?[\dXx])\b", re.IGNORECASE
)
_URL = re.compile(r"(?P<value>(?:(?:https?|ftp)://|\bwww\.)[^\s<>\"“”{}|]{2,300})", re.IGNORECASE)
_URL_MORE = re.compile(r"\n[^\s<>\"“”{}|]{2,200}")
_CLOSES = {")": "(", "]": "[", "}": "{"}
_FIRST = 60
"""More identifiers than these are not looked for: a reference has a few."""


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    r"""The identifiers of a string in the order in which they stand; none overlaps another.

    >>> text = "doi: 10.1016/j.\ncell.2009.01.002. PMID: 19167326"
    >>> [(one.kind, text[one.value_start : one.value_end]) for one in identifiers_in(text)]
    [('doi', '10.1016/j.\ncell.2009.01.002'), ('pmid', '19167326')]
    """
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS):
        return ()
    found: list[Identifier] = []
    for number, identifier in enumerate(_all(text)):
        if number >= _FIRST:
            break
        if not any(identifier.start < other.end and other.start < identifier.end for other in found):
            found.append(identifier)
    return tuple(sorted(found, key=lambda one: one.start))


def _all(text: str) -> Iterator[Identifier]:
    position = 0
    while (match := _DOI.search(text, position)) is not None:
        group = "value" if match["value"] else "bare"
        start = match.start(group)
        end = _doi_end(text, start, match.end())
        position = max(end, match.end())
        if end > match.end():
            yield Identifier("doi", match.start(), end, start, end)
    for kind, pattern in (("pmid", _PMID), ("arxiv", _ARXIV), ("isbn", _ISBN), ("pmcid", _PMCID)):
        for match in pattern.finditer(text):
            group = "value" if match["value"] else "bare"
            yield Identifier(kind, match.start(), match.end(), match.start(group), match.end(group))
    for match in _URL.finditer(text):
        end = _closed(text, match.start("value"), _url_end(text, match.end("value")))
        yield Identifier("url", match.start(), end, match.start("value"), end)


def _doi_end(text: str, start: int, suffix: int) -> int:
    """Where a DOI ends whose suffix begins at ``suffix``: read on over white space that cannot be its end."""
    end = _suffix_end(text, suffix)
    for _ in range(4):
        if (known := _PLOS.match(text, start)) is not None:
            return known.end()
        more = _MORE.match(text, end)
        if more is None or not _goes_on(text, suffix, end, more["gap"], more["part"]):
            break
        end = _suffix_end(text, more.start("part"), suffix)
    return _closed(text, suffix, end)


def _suffix_end(text: str, position: int, suffix: int | None = None) -> int:
    """Where an unbroken part of a DOI's suffix ends: at white space, quotes, or a bracket that it does not open."""
    begin = position if suffix is None else suffix
    depth = sum(text.count(one, begin, position) for one in "([") - sum(
        text.count(one, begin, position) for one in ")]"
    )
    while position < len(text) and position - begin < _LONGEST_DOI:
        letter = text[position]
        if letter.isspace() or letter in _DOI_ENDS:
            break
        if letter == "<":
            old = _OLD_DOI.match(text, position)
            if old is None:
                break
            position = old.end()
            continue
        if letter in "([":
            if _WORDS_BEHIND.match(text, position):
                break
            depth += 1
        elif letter in ")]":
            depth -= 1
            if depth < 0:
                break
        elif letter in ".PEhdA" and _WORDS_BEHIND.match(text, position):
            break
        position += 1
    return position


def _goes_on(text: str, suffix: int, end: int, gap: str, part: str) -> bool:
    """Whether what stands behind white space is more of the DOI."""
    ready = part[0].isdigit() or part[0].islower() or part[0] in "/-_(." or end == suffix
    if "\n\n" in gap or _KEYWORD.match(part) or not ready:
        return False
    if end == suffix:
        return True
    so_far, last = text[suffix:end], text[end - 1]
    has_digit = any(map(str.isdigit, part))
    if not any(map(str.isdigit, so_far)):
        return has_digit and (last in "./-_" or "\n" in gap)
    if last in "-_/(\u2010\u2011" or part[0] in "/_":
        return has_digit
    if last == "." and "\n" in gap and _REST_OF_NUMBER.match(part):
        return True
    if _PMID_ALONE.match(part):
        return False
    if "\n" in gap or last == ".":
        return bool(_CONTINUES.match(part))
    return False


def _url_end(text: str, end: int) -> int:
    """Where an address ends: it goes on behind a line end that follows a slash, a hyphen or an underscore."""
    more = _URL_MORE.match(text, end)
    return more.end() if more and text[end - 1] in "/-_=%?&" else end


def _closed(text: str, start: int, end: int) -> int:
    """The end less trailing punctuation and brackets that nothing in the string opens."""
    while end > start and (
        text[end - 1] in _STOPS
        or (
            text[end - 1] in _CLOSES
            and text.count(_CLOSES[text[end - 1]], start, end) < text.count(text[end - 1], start, end)
        )
    ):
        end -= 1
    return end

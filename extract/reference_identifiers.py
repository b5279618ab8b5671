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


_ANY = re.compile(r"10\.\s?\d{4}|https?:|www\.|ftp:|pmid|pubmed|pmc|arxiv|isbn|medline|central", re.IGNORECASE)
_DOI = re.compile(
    r"(?:\b(?:https?://)?(?:dx\.)?doi\.\s?org/\s?|\b(?:doi|DOI|Doi)\s?[:.]?\s{0,2}(?:(?:https?://)?(?:dx\.)?doi\.org/)?)?"
    r"(?P<value>\b10\.\s?\d{4,9}/\s?(?:\(SICI\)[^\s\"]{1,80}|[^\s\"“”<>\[\]{}|]{1,120}"
    r"(?:<[^\s\"<>]{1,20}::AID-[^\s\"<>]{1,40}>[^\s\"<>]{1,40})?))"
)
_MORE = re.compile(r"(?P<gap>\s{1,3})(?P<part>[^\s\"“”<>\[\]{}|]{1,60})")
_KEYWORD = re.compile(r"(?i)(?:pmid|pmcid?|pubmed|accessed|epub|available|doi|https?|\d{7,8}[.;,\]]?$|and$|\d{1,4}\.$)")
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
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s?:?\s{0,2}(?P<value>(?:97[89][-\s]?)?\d(?:[-\s]?\d){8}[-\s]?[\dXx])\b", re.IGNORECASE)
_URL = re.compile(r"(?P<value>(?:(?:https?|ftp)://|\bwww\.)[^\s<>\"“”{}|]{2,300})", re.IGNORECASE)
_CLOSES = {")": "(", "]": "[", "}": "{"}
_FIRST = 60
"""More identifiers than these are not looked for: a reference has a few."""


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """The identifiers of a string in the order in which they stand; none overlaps another.

    >>> [(one.kind, text[one.value_start : one.value_end]) for text in ("doi: 10.1016/j.\\ncell.2009.01.002. PMID: 19167326",)
    ...  for one in identifiers_in(text)]
    [('doi', '10.1016/j.\\ncell.2009.01.002'), ('pmid', '19167326')]
    """
    if not _ANY.search(text):
        return ()
    found: list[Identifier] = []
    for number, identifier in enumerate(_all(text)):
        if number >= _FIRST:
            break
        if not any(identifier.start < other.end and other.start < identifier.end for other in found):
            found.append(identifier)
    return tuple(sorted(found, key=lambda one: one.start))


def _all(text: str) -> Iterator[Identifier]:
    for match in _DOI.finditer(text):
        end = _doi_end(text, match.start("value"), match.end("value"))
        yield Identifier("doi", match.start(), end, match.start("value"), end)
    for kind, pattern in (("pmid", _PMID), ("arxiv", _ARXIV), ("isbn", _ISBN), ("pmcid", _PMCID)):
        for match in pattern.finditer(text):
            group = "value" if match["value"] else "bare"
            yield Identifier(kind, match.start(), match.end(), match.start(group), match.end(group))
    for match in _URL.finditer(text):
        end = _closed(text, match.start("value"), _url_end(text, match.end("value")))
        yield Identifier("url", match.start(), end, match.start("value"), end)


def _doi_end(text: str, start: int, end: int) -> int:
    """Where a DOI ends that is cut off by white space, read on where what stands there cannot be its end."""
    for _ in range(3):
        more = _MORE.match(text, end)
        if more is None:
            break
        part, gap = more["part"], more["gap"]
        suffix = text[start:end].partition("/")[2]
        last = text[end - 1]
        ready = part[0].isdigit() or part[0].islower() or part[0] in "/-_("
        if _KEYWORD.match(part) or not ready:
            break
        incomplete = not any(letter.isdigit() for letter in suffix)
        if not (
            (incomplete and (any(letter.isdigit() for letter in part) or last in "./-_"))
            or last in "-_/("
            or part[0] in "/_"
            or (last == "." and "\n" in gap and part[0].isdigit() and "\n\n" not in gap)
            or (last == "." and part[0].isdigit() and "." in part[:-1])
        ):
            break
        end = more.end()
    return _closed(text, start, end)


def _url_end(text: str, end: int) -> int:
    """Where an address ends: it goes on behind a line end that follows a slash, a hyphen or an underscore."""
    more = re.compile(r"\n[^\s<>\"“”{}|]{2,200}").match(text, end)
    return more.end() if more and text[end - 1] in "/-_=%?&" else end


def _closed(text: str, start: int, end: int) -> int:
    """The end less trailing punctuation and brackets that nothing in the string opens."""
    while end > start and (
        text[end - 1] in _STOPS
        or (text[end - 1] in _CLOSES and text.count(_CLOSES[text[end - 1]], start, end) < text.count(text[end - 1], start, end))
    ):
        end -= 1
    return end

"""Identifiers of works as they are printed, and the ids of our own rows."""

import hashlib
import re
from collections import Counter
from urllib.parse import unquote

DOI = re.compile(
    r"\b10\.\d{4,9}/(?:\(SICI\)[^\s\"\u200b]+"
    r"|[^\s\"<>\u200b]+(?:<[^\s\"<>\u200b]{1,20}::AID-[^\s\"<>\u200b]{1,40}>[^\s\"<>\u200b]+)?)",
    re.IGNORECASE,
)
"""A DOI inside running text; trailing punctuation is dropped by :func:`normalise_doi`. Angle brackets end it, save in
old ones made of a SICI, which hold some."""

_DOI_PREFIX = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE)
_PUBMED_LINK = re.compile(
    r"^https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})/?$"
)
_PMC_LINK = re.compile(
    r"^https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC\d+)/?$",
    re.IGNORECASE,
)
_CLOSES = {")": "(", "]": "[", "}": "{"}


def normalise_doi(printed: str) -> str | None:
    """The DOI in the form that compares equal: lower case, no resolver, no trailing punctuation.

    >>> normalise_doi("https://doi.org/10.1016/S0140-6736(25)00403-9.")
    '10.1016/s0140-6736(25)00403-9'
    >>> normalise_doi("10.1002/1097-0142(19860415)57:8<1528::AID-CNCR2820570815>3.0.CO;2-3")
    '10.1002/1097-0142(19860415)57:8<1528::aid-cncr2820570815>3.0.co;2-3'
    >>> normalise_doi("(doi:10.1000/182)") is None
    True
    """
    text = unquote(_DOI_PREFIX.sub("", printed.strip()))
    found = DOI.match(text)
    if found is None:
        return None
    doi = found.group()
    count = Counter(doi)
    end = len(doi)
    while end and (
        doi[end - 1] in ".,;:'\u2019\u201d"
        or (doi[end - 1] in _CLOSES and count[_CLOSES[doi[end - 1]]] < count[doi[end - 1]])
    ):
        end -= 1
        count[doi[end]] -= 1
    return doi[:end].lower()


def pmid_of_link(uri: str) -> str | None:
    """The PMID that a link to PubMed leads to.

    >>> pmid_of_link("https://pubmed.ncbi.nlm.nih.gov/32402160/")
    '32402160'
    """
    found = _PUBMED_LINK.match(uri)
    return found.group(1) if found else None


def pmcid_of_link(uri: str) -> str | None:
    """The PMCID that a link to PubMed Central leads to.

    >>> pmcid_of_link("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4873287/")
    'PMC4873287'
    """
    found = _PMC_LINK.match(uri)
    return found.group(1).upper() if found else None


def content_id(*parts: str, length: int = 12) -> str:
    """An id that depends on the given content and on nothing else.

    >>> content_id("a", "b") == content_id("a", "b") != content_id("ab")
    True
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


def distinct(name: str, taken: Counter[str]) -> str:
    """The name, or where it was given before the name with a number behind it; ``taken`` counts them.

    >>> taken: Counter[str] = Counter()
    >>> [distinct(name, taken) for name in ("12", "13", "12")]
    ['12', '13', '12.2']
    """
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}.{taken[name]}"

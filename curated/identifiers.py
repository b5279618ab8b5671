"""Identifiers of works and trials as they are printed, and the ids of our own rows.

Shapes of trial numbers follow the registries' own rules; spaces, dashes and ``#`` that papers print
inside them are let through.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
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


class TrialNumber(NamedTuple):
    """A trial number found in text: its registry, its normal form and where it stands."""

    registry: str
    trial_id: str
    start: int
    end: int


_GAP = r"[\s\u00a0\u2009\-\u2010-\u2014#:]{0,3}"
_TRIAL_NUMBERS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (registry, re.compile(rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])", flags), normal)
    for registry, pattern, normal, flags in (
        ("ClinicalTrials.gov", rf"NCT{_GAP}(\d{{8}})", "NCT{0}", re.IGNORECASE),
        ("ISRCTN", rf"ISRCTN{_GAP}(\d{{8}})", "ISRCTN{0}", re.IGNORECASE),
        ("EU CT", r"(20\d\d-5\d{5}-\d\d-\d\d)", "{0}", 0),
        ("EudraCT", r"((?:19|20)\d\d-\d{6}-\d\d)(?!-\d)(?:-[A-Z]{2})?", "{0}", 0),
        ("ChiCTR", rf"ChiCTR{_GAP}(\d{{8,10}})", "ChiCTR{0}", re.IGNORECASE),
        ("ChiCTR", r"ChiCTR-([A-Z]{2,4})-(\d{8})", "ChiCTR-{0}-{1}", 0),
        ("jRCT", r"jRCT(s?\d{9,10})", "jRCT{0}", re.IGNORECASE),
        ("UMIN", rf"UMIN{_GAP}(\d{{9}})", "UMIN{0}", re.IGNORECASE),
        ("JapicCTI", rf"JapicCTI{_GAP}(\d{{6}})", "JapicCTI-{0}", re.IGNORECASE),
        ("JMACCT", r"JMA-?IIA(\d{5})", "JMA-IIA{0}", 0),
        ("DRKS", rf"DRKS{_GAP}(\d{{8}})", "DRKS{0}", re.IGNORECASE),
        ("ANZCTR", rf"ACTRN{_GAP}(\d{{14}}p?)", "ACTRN{0}", re.IGNORECASE),
        ("CTRI", r"CTRI/(\d{4})/(\d{2,3})/(\d{6})", "CTRI/{0}/{1}/{2}", 0),
        ("IRCT", r"IRCT(\d{9,14}N\d{1,3})", "IRCT{0}", 0),
        ("CRiS", rf"KCT{_GAP}(\d{{7}})", "KCT{0}", 0),
        ("PACTR", r"PACTR(\d{15,16})", "PACTR{0}", 0),
        ("ReBEC", r"RBR-([0-9a-z]{6,7})", "RBR-{0}", re.IGNORECASE),
        ("REPEC", r"PER-(\d{3})-(\d{2})", "PER-{0}-{1}", 0),
        ("RPCEC", r"RPCEC(\d{8})", "RPCEC{0}", 0),
        ("SLCTR", r"SLCTR/(\d{4})/(\d{3})", "SLCTR/{0}/{1}", 0),
        ("TCTR", r"TCTR(\d{11})", "TCTR{0}", 0),
        ("LBCTR", r"LBCTR(\d{10})", "LBCTR{0}", 0),
        ("ITMCTR", r"ITMCTR(\d{10})", "ITMCTR{0}", 0),
        ("WHO UTN", r"U(1111-\d{4}-\d{4})", "U{0}", 0),
    )
)


def find_trial_numbers(text: str) -> Iterator[TrialNumber]:
    """Trial numbers of the known registries in text, in the order in which they stand.

    >>> [(n.registry, n.trial_id) for n in find_trial_numbers("see NCT 00902941 and 2004-123456-12-DE")]
    [('ClinicalTrials.gov', 'NCT00902941'), ('EudraCT', '2004-123456-12')]
    """
    found = [
        TrialNumber(registry, normal.format(*match.groups()), match.start(), match.end())
        for registry, pattern, normal in _TRIAL_NUMBERS
        for match in pattern.finditer(text)
    ]
    taken = 0
    for number in sorted(found, key=lambda n: (n.start, n.start - n.end)):
        if number.start >= taken:
            taken = number.end
            yield number


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

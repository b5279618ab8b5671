"""Passages that say how often a disease strikes, what a word means, or what a guideline recommends."""

import re
from collections.abc import Iterator

from curated.provenance import Method
from curated.schema import Row, Statement
from extract.claim_kind import ClaimKind
from extract.document import Document
from extract.passages import Passage
from extract.quantities import number, quantity_at

NUMBER = Method(name="number", version="1")

_KINDS = (
    (
        "definition",
        re.compile(
            r"\b(?:(?:is|are|was|were|been)\s)?(?:defined as|referred to as|refers? to|termed|known as)\b|"
            r"\bdefinition of\b",
            re.IGNORECASE,
        ),
    ),
    (
        "guideline",
        re.compile(
            r"\b(?:guidelines?|consensus)\b[^.;]{0,60}\brecommend\w*|\brecommended (?:by|as|for|in)\b|\b(?:is|"
            r"are) recommended\b|\bstandard of care\b",
            re.IGNORECASE,
        ),
    ),
    (
        "epidemiology",
        re.compile(
            r"\b(?:accounts? for|leading cause|most common|most frequent|most prevalent|new cases|per 100[, ]?000|"
            r"worldwide|globally|annual(?:ly)?|deaths?|"
            r"(?:incidence|prevalence|mortality)(?: rates?)?)\b[^.;]{0,120}?(?:\d|\bcause\b|\bcancers?\b|\bdisease\b)",
            re.IGNORECASE,
        ),
    ),
)
_OF_DISEASE = ("disease",)
_NUMBER = re.compile(r"(?<![\w.·/-])\d{1,3}(?:[,.]\d{1,3})*(?:\.\d+)?\s?(?:%|per cent|million|billion)")
_LONGEST = 1500


def recognises(passage: Passage) -> bool:
    """Whether the passage is of one of these kinds."""
    return _kind(passage) is not None


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Row]:
    """A row: the kind, the disease or the first name that it speaks of, and the first share or count in it."""
    kind = _kind(passage)
    if kind is None:
        return
    start = passage.span.start
    about = next(iter(passage.named(*_OF_DISEASE) or passage.entities), None)
    printed = _NUMBER.search(passage.words[:_LONGEST])
    quantity = quantity_at(passage.words, printed.start()) if printed else None
    value = document.quote(start + quantity.value[0], start + quantity.value[1]) if quantity else None
    unit = document.quote(start + quantity.unit[0], start + quantity.unit[1]) if quantity and quantity.unit else None
    yield Statement(
        statement_id=f"{document.document_id}-statement-{start}",
        claim_id=claim_id,
        kind=kind,
        text=document.quote(start, passage.span.end),
        subject=document.quote(about.span.start, about.span.end) if about else None,
        value=value.derive(number(value.value), NUMBER) if value else None,
        unit=unit,
    )


def _kind(passage: Passage) -> str | None:
    if passage.kind != "sentence":
        return None
    text = passage.words[:_LONGEST]
    for kind, pattern in _KINDS:
        if pattern.search(text) and (kind != "epidemiology" or passage.named(*_OF_DISEASE)):
            return kind
    return None


KIND = ClaimKind("statement", recognises, read)

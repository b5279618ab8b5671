"""What a reference prints beside its fields: when an address was visited, notes like *in press*, the remainder."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from extract.reference_numbers import Numbers
from extract.reference_pieces import Piece, piece_of
from extract.reference_runs import Run
from extract.reference_tokens import KIND_OF_MARK, Tokens


class Notes(NamedTuple):
    """The day an address was visited, as printed, and what is said of the state of the work."""

    accessed: Piece | None
    note: Piece | None


_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s{1,2}[A-Z][a-z]{2,8}\.?,?\s{1,2}\d{4}|[A-Z][a-z]{2,8}\.?\s{1,2}(?:\d{1,2}(?:st|nd|rd|th)?,?\s{1,2})?\d{4}"
    r"|\d{4}[\s./-](?:[A-Z][a-z]{2,8}\.?|\d{1,2})(?:[\s./-]\d{1,2}\b)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4})"
)
_ACCESSED = re.compile(
    rf"\b(?:last\s)?(?:accessed|retrieved|visited|cited|consulted|viewed)(?:\son|\s?:)?\s{{1,2}}(?:the\s)?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\b(?:in\spress|forthcoming|in\spreparation|submitted(?:\sfor\spublication)?|accepted(?:\sfor\spublication)?|to\sappear"
    r"|(?:e-?pub|published\sonline)(?:\s(?:ahead\sof\sprint|before\sprint|first))?|ahead\sof\sprint|unpublished(?:\sdata)?"
    r"|im\sdruck|sous\spresse|en\sprensa|corrected\sproof|article\sin\spress)\b",
    re.IGNORECASE,
)
_ACCESS_WORDS = ("accessed", "retrieved", "visited", "cited", "consulted", "viewed")
_NOTE_WORDS = ("press", "forthcoming", "prep", "submitted", "accepted", "appear", "pub", "ahead", "druck", "proof")
"""One of these stands in every note: looking for them first takes a tenth of the time."""
_EMPTY = re.compile(
    r"(?i)(?:vol(?:ume)?s?|no|nr|nos|pp?|pages?|pgs?|in|eds?|editors?|doi|pmid|pmcid|pmc|pubmed|crossref|and|available|accessed|retrieved|cited|last|on|date|from|at"
    r"|https?|the|of|issue|art(?:icle)?|id|arxiv|isbn|url|google|scholar|view|seiten?|s|bd|n)"
)


def notes_in(text: str) -> Notes:
    """The notes of a string.

    >>> notes_in("Kim E. A page. https://example.org (accessed 4 March 2020)").accessed.text
    '4 March 2020'
    """
    lower = text.lower()
    accessed = _ACCESSED.search(text) if any(word in lower for word in _ACCESS_WORDS) else None
    found = _NOTE.search(text) if any(word in lower for word in _NOTE_WORDS) else None
    return Notes(
        piece_of(text, accessed.start("date"), accessed.end("date")) if accessed else None,
        Piece(found.group(), found.start(), found.end()) if found else None,
    )


def remainder_of(text: str, tokens: Tokens, best: dict[str, Run], numbers: Numbers, notes: Notes) -> tuple[Piece, ...]:
    """What is printed and held by no field: tokens side by side, less those that only announce a field."""
    return tuple(_left(text, tokens, best, numbers, notes))


def _left(text: str, tokens: Tokens, best: dict[str, Run], numbers: Numbers, notes: Notes) -> Iterator[Piece]:
    starts = [start for start, _ in tokens.spans]
    taken = {at for at, one in enumerate(tokens.texts) if one in KIND_OF_MARK}
    for label, run in best.items():
        if label in _WHOLE:
            taken.update(range(run.first, run.last + 1))
    for piece in (*numbers[:7], *notes):
        if isinstance(piece, Piece):
            taken.update(range(bisect_left(starts, piece.start), bisect_left(starts, piece.end)))
    begin = -1
    last = -1
    for at in range(len(tokens.texts) + 1):
        free = at < len(tokens.texts) and at not in taken
        if free and begin < 0:
            begin = at
        if free:
            last = at
        elif begin >= 0:
            while begin <= last and _EMPTY.fullmatch(tokens.texts[begin]):
                begin += 1
            while begin <= last and _EMPTY.fullmatch(tokens.texts[last]):
                last -= 1
            if begin <= last:
                yield piece_of(text, tokens.spans[begin][0], tokens.spans[last][1])
            begin = -1
    if tokens.spans and tokens.spans[-1][1] < len(text) - 12:
        rest = piece_of(text, tokens.spans[-1][1], len(text))
        if rest.text:
            yield rest


_WHOLE = frozenset({"author", "editor", "title", "container", "publisher", "place"})

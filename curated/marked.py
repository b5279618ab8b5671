"""The sentence that a row was read from, with the row's slots marked: ``The [measure ORR] was [value 27][unit %]``."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from curated.provenance import DocumentSource, Sourced
from curated.schema import Claim, DrugStatus, Mechanism, Outcome, Regimen, Row, Statement

TYPED: tuple[type[Row], ...] = (Outcome, DrugStatus, Regimen, Mechanism, Statement)
"""The rows that are read from claims."""

LONGEST = 2000
"""Characters of a sentence beyond which it is cut."""


class MarkedSentence(NamedTuple):
    """A sentence in pieces, each with the slot that it fills or None, and the slots that are printed elsewhere."""

    pieces: tuple[tuple[str, str | None], ...]
    elsewhere: tuple[tuple[str, str], ...]


def marked(row: Row, claims: Mapping[str, Claim], texts: Mapping[str, str]) -> str | None:
    """The words of a row's claim with its slots in brackets; None for a row that is read from none.

    Slots printed elsewhere (the head of a column, the label of a row above) follow behind a bar.
    """
    said = marked_sentence(row, claims, texts)
    if said is None:
        return None
    shown = "".join(f"[{slot} {words}]" if slot else words for words, slot in said.pieces)
    behind = " ".join(f"[{slot} {words}]" for words, slot in said.elsewhere)
    return " ".join(f"{shown}{' | ' if behind else ''}{behind}".split())


def marked_sentence(row: Row, claims: Mapping[str, Claim], texts: Mapping[str, str]) -> MarkedSentence | None:
    """The words of a row's claim in pieces; None for a row that is read from none.

    Of two slots that overlap the shorter is left out.
    """
    claim = claims.get(getattr(row, "claim_id", None) or "")
    if not isinstance(row, TYPED) or claim is None:
        return None
    said = claim.sentence or claim.text
    if not isinstance(said.source, DocumentSource):
        return None
    text = texts.get(said.source.document, "")
    start, end = said.source.start, min(said.source.end, said.source.start + LONGEST)
    slots = sorted(_slots(row), key=lambda slot: (slot[1] - slot[2], slot[1]))
    inside: list[tuple[str, int, int]] = []
    outside: list[tuple[str, str]] = []
    for name, first, last in slots:
        if not (start <= first and last <= end):
            outside.append((text[first:last], name))
        elif not any(first < other_last and other_first < last for _, other_first, other_last in inside):
            inside.append((name, first, last))
    pieces: list[tuple[str, str | None]] = []
    position = start
    for name, first, last in sorted(inside, key=lambda slot: slot[1]):
        pieces += [(text[position:first], None), (text[first:last], name)]
        position = last
    pieces.append((text[position:end], None))
    return MarkedSentence(tuple(piece for piece in pieces if piece[0]), tuple(outside))


def _slots(row: Row) -> Iterator[tuple[str, int, int]]:
    for name in type(row).model_fields:
        held = getattr(row, name)
        for value in held if isinstance(held, tuple) else (held,):
            if isinstance(value, Sourced) and isinstance(value.source, DocumentSource) and name != "text":
                yield name, value.source.start, value.source.end

"""Parsed parts as the fields that are scored, and the figures of many strings together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reference_gold import FIELDS, KEY, GoldString, judged

from extract.reference_parts import Piece, ReferenceParts
from extract.reference_values import text_of


def scored_fields(parts: ReferenceParts) -> dict[str, str]:
    """What was parsed, by the names of the scored fields; an article number stands in for a first page."""
    families = [text_of(one.family) for one in parts.authors] or [text_of(one.text) for one in parts.group_authors]
    made = {
        "first author": families[0] if families else "",
        "authors": " ".join(families),
        "title": _text(parts.title),
        "container": _text(parts.container_title),
        "year": _text(parts.year),
        "volume": _text(parts.volume),
        "issue": _text(parts.issue),
        "first page": _text(parts.first_page or parts.article_number),
        "last page": _text(parts.last_page),
    }
    return {name: text for name, text in made.items() if text}


def printed_names(parts: ReferenceParts, raw: str) -> str:
    """The list of names as printed, for gold that does not part it."""
    pieces = [one.piece for one in parts.authors] + list(parts.group_authors)
    return raw[min(one.start for one in pieces) : max(one.end for one in pieces)] if pieces else ""


def _text(piece: Piece | None) -> str:
    return text_of(piece.text) if piece else ""


class Scored(NamedTuple):
    """A string, what was parsed of it, and the verdict on each field."""

    gold: GoldString
    parts: ReferenceParts
    mine: dict[str, str]
    verdicts: dict[str, str]

    @property
    def key_right(self) -> bool:
        """Whether all key fields are as in the gold."""
        return all(self.verdicts.get(name, "right") == "right" for name in KEY)


def scored(gold: GoldString, parts: ReferenceParts) -> Scored:
    """The verdicts on one string."""
    mine = scored_fields(parts)
    if gold.collection == "hand_tagged_strings" and not gold.families:
        mine["authors"] = printed_names(parts, gold.raw)
    return Scored(gold, parts, mine, judged(mine, gold))


class Figures(NamedTuple):
    """F1 over all fields together, F1 a field, and the share of strings with all key fields right."""

    micro: float
    by_field: dict[str, float]
    key: float
    strings: int


def figures(results: Sequence[Scored], fields: Iterable[str] = FIELDS) -> Figures:
    """The figures of these strings, in per cent."""
    counted = {name: Counter(one.verdicts.get(name, "") for one in results) for name in fields}
    return Figures(
        _f1(sum(counted.values(), Counter())),
        {name: _f1(count) for name, count in counted.items()},
        100 * sum(one.key_right for one in results) / max(len(results), 1),
        len(results),
    )


def _f1(count: Counter[str]) -> float:
    found = count["right"] + count["wrong"] + count["invented"]
    wanted = count["right"] + count["wrong"] + count["missed"]
    return 100 * 2 * count["right"] / (found + wanted) if found + wanted else 100.0

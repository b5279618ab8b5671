"""Short forms that a document spells out in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from curated.audit.dossier import Dossier
from curated.audit.rule import Rule, finding
from curated.schema import Abbreviation, Finding

NAME = "abbreviation-with-two-meanings"
_ALIKE = 85
"""Likeness in percent of the sets of words from which two long forms are one meaning in other words."""
_SHORTENED = re.compile(r"\b[A-Z]{3,}\b")


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note for each short form, on the definition that differs from the first one."""
    held: dict[tuple[str, str], list[Abbreviation]] = defaultdict(list)
    for row in dossier.dataset.abbreviations:
        held[row.document_id, row.short_form.value].append(row)
    for (document_id, short), rows in held.items():
        first = rows[0]
        other = next((row for row in rows[1:] if not _same(first.long_form.value, row.long_form.value)), None)
        if other is not None:
            yield finding(
                NAME,
                "note",
                document_id,
                other.abbreviation_id,
                f"{short} is spelt out as “{first.long_form.value}” and as “{other.long_form.value}”.",
                [first.long_form, other.long_form],
                look_at="which of the two each use means",
            )


def _same(one: str, other: str) -> bool:
    if _SHORTENED.search(one) or _SHORTENED.search(other):
        return True  # spelt out with another short form, which may mean the same
    words, others = (re.sub(r"[\W_]+", " ", each.casefold()).strip() for each in (one, other))
    return words in others or others in words or fuzz.token_set_ratio(words, others) >= _ALIKE


RULE = Rule(
    NAME,
    "Abbreviation with two meanings",
    "note",
    "A reader who looks a short form up finds the first meaning and reads the second place with it.",
    "The text has objective response rate (ORR), the note of Table 2 ORR: overall response rate.",
    check,
)

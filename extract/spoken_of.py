"""What a statement speaks of: what stands before its verb, without what leads in."""

import re
from dataclasses import dataclass

from extract.clause_parts import Range

_CLOSED = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
PRONOUN = re.compile(
    r"(?:(?:however|further|moreover|thus|also),?\s)?(?:it|they|this|these|the figure)\b", re.IGNORECASE
)
"""A subject that stands in another sentence."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated: its kind, what it speaks of and the number it gives, as ranges of the text."""

    kind: str
    subject: Range | None
    number: int | None = None
    """Where the number begins."""


def words_before(text: str, end: int) -> Range | None:
    """What is spoken of before a verb: from the start of its clause, without what leads in and what is put between."""
    flat = _CLOSED.sub(lambda found: "_" * len(found.group()), text[:end])
    head = re.sub(r",\s(?:namely|such as|including|i\.e\.)[^;]*$", "", flat.rstrip(" ,("))
    start = max(head.rfind("; "), head.rfind(". "), head.rfind(": "), head.rfind(", "))
    start = start + 2 if start >= 0 else 0
    for lead in ("that ", "although ", "while ", "however ", "therefore ", "then ", "and "):
        at = head.lower().rfind(lead, start)
        start = at + len(lead) if at >= 0 and (at == start or lead == "that ") else start
    return without_article(text, start, len(head)) if len(head) - start > 1 else None


def without_article(text: str, start: int, end: int) -> Range | None:
    """A range without its article; None where it is a pronoun or nothing."""
    article = re.compile(r"\s*(?:(?:the|an?|their|its|this)\s)?", re.IGNORECASE).match(text, start, end)
    start = article.end() if article else start
    end = start + len(text[start:end].rstrip(" ,"))
    if end - start < 2 or PRONOUN.fullmatch(text, start, end) or text.startswith(("we ", "We "), start):
        return None
    return start, end

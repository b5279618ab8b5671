"""Groups in a list that pairs with the values of a sentence (``in the A and B groups, respectively``)."""

import re
from collections.abc import Sequence

from extract.quantities import Quantity, Range

_EACH = re.compile(r"\brespectively\b")
_LISTED = re.compile(
    r"\b(?:[Ff]or|[Ii]n|[Aa]mong|(?P<of>of))\s(?!\d)(?:the\s)?(?:groups?\s(?=[A-Z\dI]))?(?P<list>(?:[^;:.()\[\]=]|"
    r"[:.](?=\w)){3,120}?)(?P<groups>\s(?:polymorphisms?|"
    r"groups?|arms?|patients|models?))?,?\s(?:the|with|was|were|respectively)\b"
)
_BOTH = re.compile(
    r"\b[Bb]oth\s(?:the\s)?(?P<one>[^,;:.()]{2,60}?)\sand\s(?:the\s)?(?P<other>[^,;:.()]{2,60}?)\s(?:exhibited|showed|had|"
    r"significantly|resulted|reduced|increased|improved|decreased|led|were|was)\b"
)
_MOST_WORDS = 6
_CLAUSE = re.compile(
    r"(?:in|for|among|particular|general|addition|contrast|mean|median|was|were|there|we|it|who|which)$", re.IGNORECASE
)
_ITEMS = re.compile(r",\s?(?:and\s)?|\sand\s(?:in\s)?(?:the\s)?")
_FOR = re.compile(
    r"[\s)\]]{0,3}(?:(?:patients|participants|subjects|women|men|children)\s)?(?:for|with|on|"
    r"in)\s(?:the\s)?(?P<arm>[^\s,;:.()\[\]=]+(?:\s[^\s,;:()\[\]=]+){0,2}?(?:\s(?:groups?|"
    r"arms?))?)(?=\.?$|\spolymorphisms?|"
    r"\s?[,;(\[]|\.\s|\s(?:and|vs\.?|versus|whereas|while|compared)\s|$)"
)


def arms_listed(text: str, values: Sequence[Quantity]) -> list[Range] | None:
    """The items of the list that ``respectively`` pairs with the values; None where there is none as long."""
    if len(values) < 2:
        return None
    each_one = _EACH.search(text)
    both = _BOTH.search(text) if each_one else None
    if both and len(values) == 2:
        return [trimmed(text, both.span("one")), trimmed(text, both.span("other"))]
    for match in _LISTED.finditer(text):
        if not (each_one or match.group("groups")) or (match.group("of") and not match.group("groups")):
            continue  # In the X trial, overall survival was
        items = _split(text, match.span("list"))
        if len(items) == len(values) and all(_names_group(text, item) for item in items):
            return items
    singles = [_FOR.match(text, value.end) for value in values]
    if all(singles):
        return [trimmed(text, single.span("arm")) for single in singles if single]
    return None


def _split(text: str, span: Range) -> list[Range]:
    items: list[Range] = []
    position = span[0]
    for match in _ITEMS.finditer(text, *span):
        items.append((position, match.start()))
        position = match.end()
    items.append((position, span[1]))
    return [trimmed(text, item) for item in items if text[slice(*item)].strip()]


def _names_group(text: str, item: Range) -> bool:
    """Whether an item is a few words that begin with none of a clause, and no number."""
    words = text[slice(*item)].split()
    return (
        len(words) <= _MOST_WORDS
        and any(map(str.isalpha, words[0]))
        and not _CLAUSE.match(words[0])
        and "between" not in words
        and words[-1] not in ("in", "of", "for", "with")
    )


def trimmed(text: str, span: Range) -> Range:
    """A range without the white space and the signs around it."""
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:."):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end

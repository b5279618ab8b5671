"""Values that ``versus`` joins (``85.0% versus 81.8%, p = 0.89``; ``30% (A) vs. 24% (B)``), and their groups."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.quantities import DASH, NUMBER, Quantity, Range, quantity_at

JOIN = r"(?:versus|vs?\.?|compared (?:with|to)|against)"
"""What stands between two values or two groups that are held against each other."""

_JOINS = re.compile(r"(?<![^\W_])(?:[Vv]ersus|[Vv][Ss]?\.?|compared (?:with|to)|against)\s?(?=[^.;]{0,60}\d)")
_LABEL = r"[^\W\d_][^\s,;:.()\[\]=<>±%]{0,30}(?:\s[^\s,;:.()\[\]=<>±%]{1,30}){0,5}?"
_LINK = re.compile(
    r"(?:\s?of\s\d{1,6}(?:\s(?:patients|participants|subjects|women|men|children|cases))?)?"
    rf"(?:\s(?:in|for|with|on|among)\s(?:the\s)?(?P<in>{_LABEL})|\s?[(\[]\s?(?P<bracket>{_LABEL})\s?[)\]]|\s(?P<bare>{_LABEL}))?"
    rf"\s?,?\s?(?<![^\W_])(?i:{JOIN})(?![^\W_])\s?(?:(?:those|that)\s)?"
    rf"(?:(?:in\s|for\s|with\s)?(?:the\s)?(?P<next>{_LABEL})\s?[:,=(]?\s?)?"
    rf"(?={NUMBER})"
)
_GROUP_BEHIND = re.compile(
    rf"(?:\s(?:in|for|with|on|among)\s(?:the\s)?(?P<in>{_LABEL})|\s?[(\[]\s?(?P<bracket>{_LABEL})\s?[)\]])(?=\s?(?:$|[,;.()\[\]\n]))"
)
_P_BEHIND = re.compile(
    r"[\s,;:()\[\]]{0,4}\*?[Pp]\*?(?:[\s-]?values?)?\s?(?P<p>[=<>≤≥＜＞]\s?(?:0|1)?[.·]\d{1,6})\s?[)\]]?"
)
_NO_GROUP = re.compile(
    r"^(?:p|n|and|or|to|vs?|versus|the|a|an|per|patients?|participants|subjects|cases|only|about|months?|weeks?|days?|"
    r"years?|points?|episodes?|mean|median|SD|SE|CI|IQR|range|baseline|before|after|pre|post)$",
    re.IGNORECASE,
)
_MOST_VALUES = 5


@dataclass(frozen=True, slots=True)
class Paired:
    """Two values or more that are held against each other, the group printed beside each, and where they end."""

    values: tuple[Quantity, ...]
    groups: tuple[Range | None, ...]
    end: int


def find_paired(text: str) -> Iterator[Paired]:
    """The values that ``versus`` joins in a text, pair by pair."""
    if not _JOINS.search(text):
        return
    position = 0
    for match in re.finditer(NUMBER, text):
        start = match.start()
        if start < position or not _begins(text, start):
            continue
        paired = _paired_at(text, start)
        if paired is not None:
            position = paired.end
            yield paired


def _begins(text: str, start: int) -> bool:
    """Whether a number begins there, and none of a word or of a range goes on."""
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in ".·/-–−")


def _paired_at(text: str, start: int) -> Paired | None:
    values: list[Quantity] = []
    groups: list[Range | None] = []
    ahead: Range | None = None
    while len(values) < _MOST_VALUES:
        value = quantity_at(text, start, bare_interval=True)
        if value is None or value.joined:
            return None
        values.append(value)
        link = _LINK.match(text, value.end)
        behind = _named(text, link, ("in", "bracket", "bare")) if link else None
        if link is None:
            last = _GROUP_BEHIND.match(text, value.end)
            behind = _named(text, last, ("in", "bracket")) if last else None
            end = last.end() if last and behind else value.end
            groups.append(ahead or behind)
            break
        groups.append(ahead or behind)
        ahead = _named(text, link, ("next",))
        start = link.end()
        end = start
    if len(values) < 2:
        return None
    p = _P_BEHIND.match(text, end)
    said = values[-1].p or (p.span("p") if p else None)
    unit = next((value.unit for value in reversed(values) if value.unit), None)
    values = [replace(value, unit=value.unit or unit, p=value.p or said) for value in values]
    return Paired(tuple(values), tuple(groups), p.end() if p else end)


def _named(text: str, match: "re.Match[str]", names: tuple[str, ...]) -> Range | None:
    """The first of these groups that can name a group of people."""
    for name in names:
        words = match.group(name)
        if words and not _NO_GROUP.match(words.split()[0]) and not re.match(rf"{DASH}", words):
            return match.span(name)
    return None

"""Ratios and differences, and the values that follow their names.

``OR = 1.77, 95% CI 1.26–2.48``; ``SMDs of 0.17 (…), 0.32 (…) and 0.68 (…)``; ``2 weeks, WMD = 7.41``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.measured_times import effect_time
from extract.measured_value import Measured
from extract.measures import effect_label
from extract.quantities import NUMBER, PERCENT, UNIT, Quantity, Range, quantity_at

_NAMES = r"(?:a?OR|a?HR|RR|IRR|W?MD|SMD|RD)"
_AFTER_EFFECT = re.compile(
    rf"(?:\s?[\[(]{_NAMES}s?[\])])?(?:\s?[\[(]?9\d\s?%\s?(?:CI|confidence interval)s?[\])]?)?"
    r"(?P<gap>\s(?:for|of|in|between|with)\s(?:[^.;:()\[\]=\d]|(?<=[A-Za-z])\d){1,70}?)?(?:\s(?:at|"
    r"after)\s\d{1,2}\s(?:months?|weeks?|days?|years?|h))?"
    rf"\s?(?P<sign>=|:|,|\bwas\b|\bwere\b|\bof\b|\bis\b|\bat\b)?\s?(?<![A-Za-z])(?={NUMBER})"
)
_SHORT = re.compile(rf"\s?[\[(]{_NAMES}s?[\])]")
_FOR_WHAT = re.compile(
    r"\s(?:for|of)\s(?:the\s)?([\w-]+(?:\s[\w-]+){0,4}?)(?=$|\s(?:in|with|between|against|versus|was|were)\b)"
)
_NEXT_VALUE = re.compile(
    r"(?:\s(?:for|in)\s[^.;:()\[\]=]{1,60}?)?(?:\s?[\[(](?:Fig|Table)[^()\[\]]{1,12}[\])])?"
    rf"\s?(?:,\s?(?:and\s)?|;\s?|\sand\s)(?={NUMBER}\s?[\[(])"
)
_REST_OF_BRACKET = re.compile(r"[^()\[\]]{0,120}(?:[(\[][^()\[\]]{0,40}[)\]][^()\[\]]{0,60})?[)\]]")
_ALONE = re.compile(r"\s?[)\];,]")
_DIFFERENCES = ("MD", "WMD", "RD", "difference")
_MOST_VALUES = 12


def find_effects(text: str, names: Sequence["re.Match[str]"]) -> Iterator[Measured]:
    """The values of each named ratio or difference; one name may have several."""
    previous = 0
    for name in names:
        link = _AFTER_EFFECT.match(text, name.end())
        if link is None:
            continue
        position = link.end()
        for _ in range(_MOST_VALUES):
            quantity = quantity_at(text, position, bare_interval=True)
            if quantity is None or not _is_value(text, name, link, quantity, first=position == link.end()):
                break
            short = _SHORT.match(text, name.end())
            yield Measured(
                (name.start(), short.end() if short else name.end()),
                effect_label(name),
                None,
                _with_unit(text, quantity) if effect_label(name) in _DIFFERENCES else quantity,
                effect_time(text, name, quantity, previous),
                endpoint=_endpoint(link),
            )
            previous = quantity.end
            more = _NEXT_VALUE.match(text, _bracket_end(text, position, quantity.end))
            if more is None:
                break
            position = more.end()


def _is_value(text: str, name: "re.Match[str]", link: "re.Match[str]", quantity: Quantity, *, first: bool) -> bool:
    percent = quantity.unit is not None and text[slice(*quantity.unit)] in PERCENT
    if percent and (effect_label(name) not in _DIFFERENCES or quantity.low is None):
        return False
    if quantity.low is not None:
        return True
    decimal = "." in text[slice(*quantity.value)]
    alone = decimal and (quantity.p is not None or _ALONE.match(text, quantity.end) is not None)
    return first and (link.group("sign") is not None or alone)


def _bracket_end(text: str, start: int, end: int) -> int:
    """Where the bracket closes that is open at ``end``; ``end`` where none is."""
    inside = text[start:end]
    if inside.count("(") + inside.count("[") <= inside.count(")") + inside.count("]"):
        return end
    rest = _REST_OF_BRACKET.match(text, end)
    return rest.end() if rest else end


def _with_unit(text: str, quantity: Quantity) -> Quantity:
    """A difference without a unit takes that of the same number elsewhere: ``by 3.51 cm (WMD = −3.51, …)``."""
    if quantity.unit is not None:
        return quantity
    digits = text[slice(*quantity.value)].lstrip("-‐‑–—− ")
    if "." not in digits:
        return quantity
    again = re.search(rf"(?<![\w.]){re.escape(digits)}\s?(?P<unit>{UNIT})", text)
    return replace(quantity, unit=again.span("unit")) if again else quantity


def _endpoint(link: "re.Match[str]") -> Range | None:
    """``HR for OS was``: what stands behind ``for``."""
    gap = link.group("gap")
    match = _FOR_WHAT.match(gap) if gap else None
    if match is None:
        return None
    start = link.start("gap") + match.start(1)
    return start, start + len(match.group(1).rstrip())

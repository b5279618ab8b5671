"""Numbers as papers print them: with a sign, a unit, an interval, a spread, counts and a p-value beside them.

Every pattern is bounded; none can look further than a few hundred characters from where it begins.
"""

import re
from dataclasses import dataclass

Range = tuple[int, int]
"""A half-open range of characters of the text that was given."""

DASH = r"[-‐‑–—−]"
NUMBER = rf"(?:{DASH}\s?(?=[\d.]))?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?:[.·]\d{{1,5}})?"
UNSIGNED = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})(?:[.·]\d{1,5})?"
UNIT = r"%|per ?cent\b|percent\b|months?\b|mo\b|weeks?\b|years?\b|days?\b|hours?\b|minutes?\b|min\b|seconds?\b|sec\b"
_APART = rf"(?:{DASH}|to|,|;|~)"

_VALUE = re.compile(
    rf"(?<![\w.·/])(?P<value>{NUMBER})(?!\s?(?:st|nd|rd|th)\b)(?![.·]?\d)"
    rf"(?:\s?(?P<unit1>%|per ?cent\b))?"
    rf"(?:\s?(?:{DASH}|to)\s?(?P<upper>{UNSIGNED})(?![.·]?\d)(?=\s?(?:{UNIT})))?"
    rf"(?:\s?(?P<joined>{DASH})?(?P<unit>{UNIT}))?"
    rf"(?:\s?(?:±|\+/-)\s?(?P<spread>{UNSIGNED}))?"
)
_INTERVAL = re.compile(
    rf"[\s,;:]*[\[(]?\s?9\d\s?%\s?(?:CIs?|confidence intervals?)(?:\s?[\[(](?:CIs?)[\])])?[\s:=,]*[\[(]?\s?"
    rf"(?P<low>{NUMBER})\s?%?\s?{_APART}\s?(?P<high>{NUMBER})\s?%?\s?[\])]?"
)
_BARE_INTERVAL = re.compile(
    rf"\s?[\[(]\s?(?P<low>{NUMBER})\s?%?\s?{_APART}\s?(?P<high>{NUMBER})\s?%?\s?(?=[\]);,])[\])]?"
)
_P = re.compile(
    r"[\s,;:)\]]{0,4}(?:(?:and|with|at)\s(?:a\s)?)?\*?[Pp]\*?(?:\s?[-–]?\s?values?)?\s?(?:was\s)?"
    r"(?P<p>[=<>≤≥＜＞]\s?(?:0|1)?[.·]?\d{1,6})"
)
_COUNTS = re.compile(r"\s?[\[(]\s?(?:n\s?=\s?)?(?P<n>\d{1,6})\s?(?:/|of)\s?(?P<total>\d{1,6})[^()\[\]]{0,20}[\])]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what is printed right beside it, as ranges of the text; ``upper`` is the other end of a range."""

    value: Range
    upper: Range | None = None
    unit: Range | None = None
    low: Range | None = None
    high: Range | None = None
    p: Range | None = None
    n: Range | None = None
    total: Range | None = None
    end: int = 0
    joined: bool = False
    """Whether a hyphen joins number and unit: ``24-month`` says when, and measures nothing."""


def quantity_at(text: str, position: int, *, bare_interval: bool = False) -> Quantity | None:
    """The number that begins at a place, with its unit, interval, counts and p-value; None where none begins there."""
    match = _VALUE.match(text, position)
    if match is None:
        return None
    end = match.end()
    interval = _INTERVAL.match(text, end) or (_BARE_INTERVAL.match(text, end) if bare_interval else None)
    end = interval.end() if interval else end
    counts = _COUNTS.match(text, end)
    end = counts.end() if counts else end
    p = _P.match(text, end)
    end = p.end() if p else end
    return Quantity(
        value=match.span("value"),
        upper=_range(match, "upper"),
        unit=_range(match, "unit") or _range(match, "unit1"),
        low=_range(interval, "low"),
        high=_range(interval, "high"),
        p=_range(p, "p"),
        n=_range(counts, "n"),
        total=_range(counts, "total"),
        end=end,
        joined=bool(match.group("joined")),
    )


def _range(match: "re.Match[str] | None", name: str) -> Range | None:
    return match.span(name) if match and match.group(name) else None


def number(printed: str) -> float:
    """The number that is printed: any dash is a minus, a raised dot a decimal one, commas part thousands.

    >>> number("− 0.25"), number("0·78"), number("1,166")
    (-0.25, 0.78, 1166.0)
    """
    plain = re.sub(rf"^{DASH}\s?", "-", printed.strip())
    return float(plain.replace("·", ".").replace(",", ""))

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
_TIMES = r"months?\b|mo\b|weeks?\b|years?\b|days?\b|hours?\b|minutes?\b|min\b|seconds?\b|sec\b|hrs?\b|h\b|s\b"
_AMOUNTS = (
    r"(?:mm ?Hg|cm ?H2O|kg|[µμmnpk]?(?:mol|eq|Eq|g|L|l|IU|U)|mcg|[dcf][lLg]|cc|[cmkµμn]?m[23²³]?|kcal|k?Pa|"
    r"[kM]?Hz|[mkµμn]?(?:V|J|W|N|M)|c?Gy|k?Da|ppm|ppb|"
    r"points?|beats|bpm|fold|cells|copies|°C)"
    r"(?:\s?/\s?(?:[cdmµμn]?[mlLg][23²³]?|kg|min|hours?|h|days?|dL|HPF|cells?|years?|mol|mmol|mg|µL|μL)){0,3}(?:\s(?:protein|prot|tissue|Hb|creatinine)\b)?(?![\w/])"
)
_SHARES = (
    r"per\s(?:100|1[, ]?000|10[, ]?000|100[, ]?000|million)(?!\d)"
    r"(?:\s(?:live\s|person-?|patient-?|woman-?)?[a-z]{4,12}(?:-years?)?)?"
)
UNIT = rf"percentage[- ]points?\b|%|{_SHARES}|per ?cent\b|percent\b|{_TIMES}|{_AMOUNTS}"
PERCENT = ("%", "per cent", "percent")
"""Units of a share."""

TIME_UNIT = re.compile(_TIMES)
_APART = rf"(?:{DASH}|to|,|;|~)"

_VALUE = re.compile(
    rf"(?<![\w.·/])(?P<value>{NUMBER})(?!\s?(?:st|nd|rd|th)\b)(?![.·]?\d)"
    rf"(?:\s?(?P<unit1>%|per ?cent\b))?"
    rf"(?:\s?(?:{DASH}|to)\s?(?P<upper>{UNSIGNED})(?![.·]?\d)(?=\s?(?:{UNIT})))?"
    rf"(?:\s?(?P<joined>{DASH})?(?P<unit>{UNIT}))?"
    rf"(?:\s?(?:S[DE]M?\s?)?(?:±|\+/-|\+/−)\s?(?P<spread>{UNSIGNED})(?:\s?(?P<unit2>{UNIT}))?)?"
)
_PEOPLE = (
    r"(?:patients|participants|subjects|individuals|people|women|men|children|infants|neonates|mothers|cases|controls|"
    r"eyes|animals|rats|mice|samples|specimens|isolates)"
)
_COUNTED_FIRST = re.compile(
    rf"(?P<n>\d{{1,6}})\s?(?:(?:/|of|out of)\s?(?:the\s)?(?P<total>\d{{1,6}})(?:\s[a-z]{{2,14}})?\s?|{_PEOPLE}\s)?"
    rf"[\[(]\s?(?P<value>{UNSIGNED})\s?(?P<unit>%)\s?[\])](?:\s(?:out\s)?of\s(?:the\s)?(?P<behind>\d{{1,6}})(?:\s{_PEOPLE})?(?![\w.]))?"
)
_INTERVAL = re.compile(
    rf"[\s,;:]*[\[(]?\s?9\d\s?%\s?(?:CIs?|confidence intervals?)(?:\s?[\[(](?:CIs?)[\])])?[\s:=,]*[\[(]?\s?"
    rf"(?P<low>{NUMBER})(?:\s?(?:{UNIT}))?\s?{_APART}\s?(?P<high>{NUMBER})(?:\s?(?:{UNIT}))?\s?[\])]?"
)
_QUARTILES = re.compile(
    rf"\s?[\[(,]\s?(?:IQR|[Ii]nterquartile range|[Rr]ange)[\s:=,]{{0,3}}(?P<low>{UNSIGNED})\s?{_APART}\s?"
    rf"(?P<high>{UNSIGNED})(?:\s?(?:{UNIT}))?\s?[\])]?"
)
_SPREAD = re.compile(rf"\s?[\[(]\s?(?:(?:SDs?|SEM?|s\.d\.)[\s:=,]{{0,3}})?±?\s?{UNSIGNED}\s?(?:{UNIT})?\s?[\])]")
_UNIT_BEHIND = re.compile(rf"\s(?P<unit>{UNIT})")
_BARE_INTERVAL = re.compile(
    rf"\s?[\[(]\s?(?P<low>{NUMBER})\s?%?\s?{_APART}\s?(?P<high>{NUMBER})\s?%?\s?(?=[\]);,])[\])]?"
)
_P = re.compile(
    r"[\s,;:)\]]{0,4}(?:(?:and|with|at)\s(?:a\s)?)?\*?[Pp]\*?(?:\s?[-–]?\s?values?)?\s?(?:was\s)?"
    r"(?P<p>[=<>≤≥＜＞]\s?(?:0|1)?[.·]?\d{1,6})"
)
_COUNTS = re.compile(
    r"\s?[\[(]\s?(?:(?:n\s?=\s?)?(?P<n>\d{1,6})\s?(?:/|of)\s?(?P<total>\d{1,6})[^()\[\]]{0,20}|"
    r"n\s?=\s?(?P<alone>\d{1,6}))[\])]"
)


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
    spread: bool = False
    """Whether a standard deviation, a standard error or quartiles are printed with it: it is a mean or a median."""


def quantity_at(text: str, position: int, *, bare_interval: bool = False) -> Quantity | None:
    """The number that begins at a place, with its unit, interval, counts and p-value; None where none begins there."""
    counted = _COUNTED_FIRST.match(text, position)
    if counted is not None:
        p = _P.match(text, counted.end())
        return Quantity(
            value=counted.span("value"),
            unit=counted.span("unit"),
            p=_range(p, "p"),
            n=counted.span("n"),
            total=_range(counted, "total") or _range(counted, "behind"),
            end=p.end() if p else counted.end(),
        )
    match = _VALUE.match(text, position)
    if match is None:
        return None
    end = match.end()
    unit = _range(match, "unit") or _range(match, "unit2") or _range(match, "unit1")
    quartiles = _QUARTILES.match(text, end)
    interval = _INTERVAL.match(text, end) or quartiles or (_BARE_INTERVAL.match(text, end) if bare_interval else None)
    end = interval.end() if interval else end
    spread = _SPREAD.match(text, end) if interval is None else None
    end = spread.end() if spread else end
    behind = _UNIT_BEHIND.match(text, end) if unit is None and (spread or quartiles) else None
    end = behind.end() if behind else end
    counts = _COUNTS.match(text, end)
    end = counts.end() if counts else end
    p = _P.match(text, end)
    end = p.end() if p else end
    return Quantity(
        value=match.span("value"),
        upper=_range(match, "upper"),
        unit=unit or _range(behind, "unit"),
        low=_range(interval, "low"),
        high=_range(interval, "high"),
        p=_range(p, "p"),
        n=_range(counts, "n") or _range(counts, "alone"),
        total=_range(counts, "total"),
        end=end,
        joined=bool(match.group("joined")),
        spread=bool(match.group("spread") or spread or quartiles),
    )


def _range(match: "re.Match[str] | None", name: str) -> Range | None:
    return match.span(name) if match and match.group(name) else None


def number(printed: str) -> float:
    """The number that is printed: any dash is a minus, a raised dot a decimal one, commas part thousands.

    ``−0.00`` is zero: databases differ in whether they keep its sign.

    >>> number("− 0.25"), number("0·78"), number("1,166"), number("−0.00")
    (-0.25, 0.78, 1166.0, 0.0)
    """
    plain = re.sub(rf"^{DASH}\s?", "-", printed.strip())
    return float(plain.replace("·", ".").replace(",", "")) + 0.0

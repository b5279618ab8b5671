"""The unit of a cell's value: in what names the measure, in a column of units, above the row, or in the caption."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from curated.provenance import Sourced
from curated.schema import Cell

_UNITS = (
    r"%|[µμmnpkd]?(?:g|m|l|L|mol|M|s|V|A|Pa|U|IU|kat|N|J|W|Hz|cal|rad|eq|Eq)|kcal|mmHg|min(?:utes)?|h(?:ours?|r)?|"
    r"days?|weeks?|months?|mo|years?|yr|sec(?:onds)?|"
    r"cells|ng|gm%?|cc|bpm|points?|score|ratio|fold|mg%|g%|°C|units?|million|pg|fL|fl|protein|tissue|body|weight|"
    r"wt|feces|serum|cu|mm"
)
_UNIT = re.compile(
    rf"[(\[]\s?([^()\[\]]{{0,14}}[\w%µ]\s?/\s?[^()\[\]]{{1,20}}|(?:×?\s?10\W?\d{{1,2}}\s?/?\s?)?(?:{_UNITS})[\d²³]?)"
    rf"\s?[)\]]\W{{0,3}}$|,\s(?:{_UNITS})[\d²³]?(?:\s?/\s?[A-Za-zµ%]{{1,8}})?\s?$|"
    rf"[(\[]\s?(?P<power>(?:{_UNITS})(?:[\s·.]{{0,2}}[A-Za-zµμ]{{1,4}}\s?[-−–⁻][1¹]){{1,2}})\s?[)\]]\W{{0,3}}$|"
    rf"\s(?P<bare>(?:{_UNITS})\s?/\s?(?:{_UNITS}))\s?$|"
    r"[\s(\[,](?P<share>per\s(?:100|1[, ]?000|10[, ]?000|100[, ]?000|"
    r"million)(?!\d)(?:\s[a-z][a-z-]{2,14}){0,2})\s?[)\]]?\W{0,2}$"
)
NUMERIC = re.compile(r"^[\s\d.,±()%/–−<>=*#†‡§¶-]+(?:[a-e](?:,?[a-e]){0,3})?$")
"""A cell that holds numbers and signs only, with the letters that mark who differs from whom."""

_COLUMN_OF_UNITS = re.compile(r"^\W*units?\W*$", re.IGNORECASE)
_STATISTIC = re.compile(
    r"[\s,;:(\[]*(?:means?|medians?|averages?)\b\s?(?:[(\[,±/]|\+/-|and)?\s?"
    r"(?:±?\s?(?:S\.?[DE]\.?M?|s\.d\.|standard (?:deviation|error)|IQR|range|interquartile range|9\d\s?%\s?CI)s?)?"
    r"[\s)\]]*$|[\s,;:(\[]+(?:S\.?D\.?|S\.?E\.?M?\.?|IQR|range)[\s)\]]*$"
)
"""What a head may add behind the name and the unit: ``, mean ± SD``, ``(median, IQR)``."""

Place = tuple[Sourced[str], tuple[int, int]]
"""A unit: the cell or caption that prints it, and where in its words."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a head or a row's label names: the end of the name within it, and its unit."""

    end: int
    unit: tuple[int, int] | None


def named(text: str) -> Named:
    """The name and the unit in a head or label, which may end in a unit and in the statistic that is shown.

    >>> named("Blood loss (mL), mean ± SD")
    Named(end=10, unit=(12, 14))
    """
    statistic = _STATISTIC.search(text)
    end = statistic.start() if statistic and statistic.start() else len(text)
    unit = _UNIT.search(text[:end])
    name = text[: unit.start() if unit else end].rstrip(" ,;:(")
    return Named(len(name), _range(unit))


def unit_of(text: Sourced[str] | None) -> Place | None:
    """The unit that a head, a label or a caption ends in."""
    found = named(text.value).unit if text is not None else None
    return (text, found) if text is not None and found is not None else None


def unit_beside(cells: Sequence[tuple[str, Cell]], heads: Mapping[int, tuple[Sourced[str], ...]]) -> Place | None:
    """The cell of a row that stands in a column of units."""
    for _, cell in cells:
        head = heads.get(cell.column, ())
        if cell.text is not None and head and _COLUMN_OF_UNITS.match(head[-1].value):
            return cell.text, (0, len(cell.text.value))
    return None


def _range(match: "re.Match[str] | None") -> tuple[int, int] | None:
    """Where the unit stands: in brackets, behind a comma or as the last words."""
    if match is None:
        return None
    for name in (1, "power", "bare", "share"):
        if match.group(name):
            return match.span(name)
    return match.start() + 2, match.end()

"""The values in the cells of a table whose header, or whose own words, name what was measured.

A column whose header names a measure (``ORR, %``, ``Relative risk (95% CI)``) or counts with a rate (``Sepsis, n (%)``)
holds its values; a cell ``6.11 ± 2.24`` is a mean of what its header names. A table without headers says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from curated.provenance import Sourced
from curated.schema import Cell
from extract.measures import EFFECT, effect_label, find_measures
from extract.quantities import Quantity, quantity_at

_COUNT_AND_RATE = re.compile(
    r"\s?(?P<n>\d{1,6})(?:\s?/\s?(?P<total>\d{1,6}))?\s?[(\[]\s?(?P<rate>\d{1,3}(?:[.·]\d{1,3})?)\s?%?\s?[)\]]\W{0,4}$"
)
_RATE_HEADER = re.compile(r"\b[nN]\w{0,2}[.,]?\s?[(\[,]\s?%|%")
_MEAN_CELL = re.compile(r"\s?[-−–]?\s?\d{1,6}(?:[.·]\d{1,4})?\s?(?:±|\+/-)\s?\d")
_GROUP = re.compile(
    r"\b(?:controls?|groups?|placebo|treated|treatment|vehicle|sham|intervention|experimental|normal|diet|arm|"
    r"baseline|before|after|"
    r"pre|post|cases?|patients with|diabetic|fed|received)\b|\bn\s?=\s?\d",
    re.IGNORECASE,
)
_OF_GROUPS = re.compile(
    r"^\W*(?:groups?|treatments?|formulations?|subgroups?|stud(?:y|ies)|authors?|genotypes?|arms?|drugs?|samples?|"
    r"cohorts?)\b",
    re.IGNORECASE,
)
_OF_MEASURES = re.compile(
    r"^\W*(?:parameters?|variables?|outcomes?|measures?|index|indices|characteristics?|end ?points?|tests?)\b",
    re.IGNORECASE,
)
_P_HEADER = re.compile(r"^[Pp](?:[\s-]?[Vv]alues?)?$")
_UNITS = (
    r"%|[µμmnpkd]?(?:g|m|l|L|mol|M|s|V|A|Pa|U|IU|kat|N|J|W|Hz|cal|rad|eq|Eq)|kcal|mmHg|min(?:utes)?|h(?:ours?|r)?|"
    r"days?|weeks?|months?|mo|years?|yr|sec(?:onds)?|"
    r"cells|ng|gm%?|cc|bpm|points?|score|ratio|fold|mg%|g%|°C|units?|million|pg|fL|fl|protein|tissue|body|weight|"
    r"wt|feces|serum|cu|mm"
)
_UNIT_HEADER = re.compile(
    rf"[(\[]\s?([^()\[\]]{{0,14}}[\w%µ]\s?/\s?[^()\[\]]{{1,20}}|(?:×?\s?10\W?\d{{1,2}}\s?/?\s?)?(?:{_UNITS})[\d²³]?)"
    rf"\s?[)\]]\W{{0,3}}$|,\s(?:{_UNITS})[\d²³]?(?:\s?/\s?[A-Za-zµ%]{{1,8}})?\s?$|"
    rf"[(\[]\s?(?P<power>(?:{_UNITS})(?:[\s·.]{{0,2}}[A-Za-zµμ]{{1,4}}\s?[-−–⁻][1¹]){{1,2}})\s?[)\]]\W{{0,3}}$|"
    rf"\s(?P<bare>(?:{_UNITS})\s?/\s?(?:{_UNITS}))\s?$"
)
_BASELINE = re.compile(
    r"\b(?:age|sex|male|female|gender|BMI|weight|height|ethnicity|year|number|no\.|sample|patients?|studies|"
    r"trials|ISS|APACHE|ASA|baseline|height)\b|^n$",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"^[\s\d.,±()%/–−<>=*#†‡§¶-]+[a-d]?$")
_AMOUNT = re.compile(r"^\W*\d+(?:\.\d+)?\s?[µμmnkM]?[A-Za-z/]{1,6}\W*$")


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value in a cell: the offsets within the cell, the cell that names its measure, the cell that names its arm.

    ``head_unit`` is where the unit stands in ``unit_cell``: the cell that names the measure, or the head of its column.
    """

    cell: Cell
    measure: Sourced[str]
    measure_start: int
    measure_end: int
    label: str
    kind: str
    quantity: Quantity
    arm: Sourced[str] | None
    p: Sourced[str] | None
    head_unit: tuple[int, int] | None = None
    unit_cell: Sourced[str] | None = None
    timepoint: Sourced[str] | None = None


def find_cell_values(
    cells: Sequence[tuple[str, Cell]], heads: Mapping[int, tuple[Sourced[str], ...]]
) -> Iterator[CellValue]:
    """The values of a row, cell by cell."""
    label = _row_label(cells)
    p = next((cell.text for _, cell in cells if cell.text and _is_p(heads.get(cell.column, ()))), None)
    if label is not None and _groups_across(cells, heads):
        yield from _across(cells, heads, label)
        return
    for _, cell in cells:
        named = heads.get(cell.column, ())
        if cell.text is None or not named or cell.filled_down or cell.text is label:
            continue
        found = _read(cell, cell.text.value, named)
        if found is not None:
            measure, start, end, name, kind, quantity, unit = found
            when = named[-1] if _is_time(named[-1].value) else None
            yield CellValue(
                cell,
                measure,
                start,
                end,
                name,
                kind,
                quantity,
                label,
                p if kind == "ratio" else None,
                unit,
                measure,
                when,
            )


def _read(
    cell: Cell, text: str, heads: tuple[Sourced[str], ...]
) -> tuple[Sourced[str], int, int, str, str, Quantity, tuple[int, int] | None] | None:
    for head in reversed(heads):
        effect = EFFECT.search(head.value)
        if effect and not _NUMERIC.match(head.value):
            quantity = quantity_at(text, len(text) - len(text.lstrip()), bare_interval=True)
            if quantity is not None and (quantity.low is not None or quantity.end >= len(text.rstrip())):
                return head, effect.start(), effect.end(), effect_label(effect), "ratio", quantity, None
            return None
    head = heads[-1]
    if not re.search(r"[^\W\d_]{3,}", head.value):
        return None  # n (%): what was counted is not named
    counts = _COUNT_AND_RATE.match(text)
    if counts and any(_RATE_HEADER.search(each.value) for each in heads) and not _BASELINE.search(head.value):
        rate = Quantity(
            value=counts.span("rate"),
            n=counts.span("n"),
            total=counts.span("total") if counts.group("total") else None,
            end=counts.end(),
        )
        percent = head.value.find("%")
        return head, 0, len(head.value), head.value, "rate", rate, (percent, percent + 1) if percent >= 0 else None
    measures = find_measures(head.value)
    unit = _UNIT_HEADER.search(head.value)
    quantity = quantity_at(text, 0)
    if measures and quantity is not None and quantity.end >= len(text.rstrip(" *#†‡%)")):
        measure = measures[0]
        if measure.kind in ("survival", "rate") and (unit or quantity.unit):
            return head, measure.start, measure.end, measure.label, measure.kind, quantity, _unit_range(unit)
    if _MEAN_CELL.match(text) and quantity is not None and not _BASELINE.search(head.value):
        outer = heads[-2] if len(heads) > 1 and _is_time(head.value) else head
        if _AMOUNT.match(outer.value):
            return None  # a dose or a time: what was measured is not named
        unit = _UNIT_HEADER.search(outer.value)
        return outer, 0, len(outer.value), outer.value, "mean", quantity, _unit_range(unit)
    return None


def _groups_across(cells: Sequence[tuple[str, Cell]], heads: Mapping[int, tuple[Sourced[str], ...]]) -> bool:
    """Whether the columns are groups and the rows what was measured in them."""
    first = heads.get(cells[0][1].column, ()) if cells else ()
    corner = first[-1].value if first else ""
    if _OF_GROUPS.search(corner):
        return False
    label = _row_label(cells)
    units = sum(bool(_UNIT_HEADER.search(head.value)) for column in heads.values() for head in column[-1:])
    if _OF_MEASURES.search(corner) or (label is not None and _UNIT_HEADER.search(label.value) and not units):
        return True
    numeric = [cell for _, cell in cells if cell.text and _NUMERIC.match(cell.text.value) and cell.column in heads]
    grouped = [cell for cell in numeric if any(_GROUP.search(head.value) for head in heads[cell.column])]
    return len(grouped) >= 2 and 2 * len(grouped) >= len(numeric)


def _across(
    cells: Sequence[tuple[str, Cell]], heads: Mapping[int, tuple[Sourced[str], ...]], label: Sourced[str]
) -> Iterator[CellValue]:
    """The values of a row that says what was measured, in the groups that the columns are."""
    if _BASELINE.search(label.value):
        return
    unit_cell, unit = label, _UNIT_HEADER.search(label.value)
    corner = heads.get(cells[0][1].column, ()) if cells else ()
    if unit is None and corner:
        unit_cell, unit = corner[-1], _UNIT_HEADER.search(corner[-1].value)
    for _, cell in cells:
        named = heads.get(cell.column, ())
        if cell.text is None or not named or cell.filled_down or cell.text is label:
            continue
        text = cell.text.value
        counts = _COUNT_AND_RATE.match(text)
        if counts and "%" in label.value + named[-1].value:
            total = counts.span("total") if counts.group("total") else None
            quantity: Quantity | None = Quantity(counts.span("rate"), n=counts.span("n"), total=total, end=counts.end())
            kind = "rate"
        else:
            quantity = quantity_at(text, 0) if _MEAN_CELL.match(text) else None
            kind = "mean"
        if quantity is not None:
            end = unit.start() if unit and unit_cell is label else len(label.value)
            name = label.value[:end].rstrip(" ,(")
            yield CellValue(
                cell, label, 0, len(name), name, kind, quantity, named[-1], None, _unit_range(unit), unit_cell
            )


def _unit_range(match: "re.Match[str] | None") -> tuple[int, int] | None:
    """Where the unit stands that a header ends in, in brackets or behind a comma."""
    if match is None:
        return None
    for name in (1, "power", "bare"):
        if match.group(name):
            return match.span(name)
    return match.start() + 2, match.end()


def _is_time(text: str) -> bool:
    return bool(
        re.match(
            r"^\W*(?:at\s)?(?:(?:day|week|month|year)s?\s?\d+|\d+(?:st|nd|rd|th)?\s?(?:day|week|month|year|hour|h|"
            r"d|min)s?\b)",
            text,
            re.IGNORECASE,
        )
    )


def _is_p(heads: tuple[Sourced[str], ...]) -> bool:
    return bool(heads) and bool(_P_HEADER.match(heads[-1].value.strip()))


def _row_label(cells: Sequence[tuple[str, Cell]]) -> Sourced[str] | None:
    """The last of the leading cells that hold words: what the row is about."""
    label = None
    for _, cell in cells:
        if cell.text is None or _NUMERIC.match(cell.text.value):
            break
        label = cell.text
        if cell.column >= 2:
            break
    return label

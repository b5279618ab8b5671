"""The values in the cells of a table whose header, or whose own words, name what was measured.

A column whose header names a measure (``ORR, %``, ``Relative risk (95% CI)``) or counts with a rate (``Sepsis, n (%)``)
holds its values; a cell ``6.11 ± 2.24`` is a mean of what its header names. A table without headers says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from curated.provenance import DocumentSource, Sourced
from curated.schema import Cell
from extract.cell_arms import holds_pairs
from extract.cell_effects import effect_in, is_effect
from extract.cell_heads import GROUP, group_over, parted
from extract.cell_names import is_baseline, is_time, only_counts, says_who, tells_results
from extract.cell_pairs import find_cell_pairs
from extract.cell_units import NUMERIC, named, unit_beside, unit_of
from extract.cell_value import CellValue, whole
from extract.measures import find_measures
from extract.passages import Passage
from extract.quantities import Quantity, quantity_at

_COUNT_AND_RATE = re.compile(
    r"\s?(?P<n>\d{1,6})(?:\s?/\s?(?P<total>\d{1,6}))?\s?[(\[]\s?(?P<rate>\d{1,3}(?:[.·]\d{1,3})?)\s?(?P<unit>%)?\s?[)\]]\W{0,4}$"
)
_RATE_HEADER = re.compile(r"\b[nN]\w{0,2}[.,]?\s?[(\[,]\s?%|%")
_MEAN_CELL = re.compile(r"\s?[-−–]?\s?\d{1,6}(?:[.·]\d{1,4})?\s?(?:[(\[]\s?)?(?:±|\+/-)\s?\d")
_SPREAD_IN_BRACKETS = re.compile(
    r"\s?[-−–]?\s?\d{1,6}(?:[.·]\d{1,4})?\s?[(\[]\s?\d{1,6}(?:[.·]\d{1,4})?(?:\s?(?:[-–,;]|to)\s?\d{1,6}(?:[.·]\d{1,4})?)?\s?[)\]]\W{0,3}$"
)
_WITH_SPREAD = re.compile(
    r"\bmeans?\b.{0,8}\b(?:S\.?[DE]|standard)|\bmedians?\b.{0,8}\b(?:IQR|range|interquartile)", re.IGNORECASE
)
_OF_GROUPS = re.compile(
    r"^\W*(?:groups?|treatments?|formulations?|subgroups?|stud(?:y|ies)|authors?|genotypes?|arms?|drugs?|samples?|"
    r"cohorts?)\b",
    re.IGNORECASE,
)
_OF_STUDIES = re.compile(r"^\W*(?:stud(?:y|ies)|(?:first )?authors?|references?)\b", re.IGNORECASE)
_OF_MEASURES = re.compile(
    r"^\W*(?:parameters?|variables?|outcomes?|measures?|index|indices|characteristics?|end ?points?|tests?)\b",
    re.IGNORECASE,
)
_INDEX = re.compile(r"\b(?:index|ratio|coefficient)\b", re.IGNORECASE)
_COUNT = re.compile(r"\s?\d+\s?[(\[][^()\[\]]{0,8}[)\]]")
"""``8 (S)``: a count with a remark."""

_AMOUNT = re.compile(r"^\W*\d+(?:\.\d+)?\s?[µμmnkM]?[A-Za-z/]{1,6}\W*$")
_WORDS = re.compile(r"[^\W\d_]{2,}")


def find_cell_values(passage: Passage) -> Iterator[CellValue]:
    """The values of a table's row, cell by cell."""
    cells, heads = passage.cells, passage.heads
    label, said = _row_label(cells, heads)
    across = label is not None and _groups_across(cells, heads)
    for _, cell in cells:
        above = heads.get(cell.column, ())
        if cell.text is None or not above or cell.filled_down or cell.text in (label, said):
            continue
        when, names = parted(above)
        when = when or said
        pairs = tuple(find_cell_pairs(passage, cell, names, when, label))
        if pairs:
            yield from pairs
            continue
        if across and label is not None and not any(is_effect(head.value) for head in names):
            found = _across(passage, cell, names, when, label)
        else:
            found = _down(passage, cell, names, when, label)
        if found is not None:
            yield found


def _down(
    passage: Passage,
    cell: Cell,
    heads: tuple[Sourced[str], ...],
    when: Sourced[str] | None,
    label: Sourced[str] | None,
) -> CellValue | None:
    """A value of what its column's head names, in the arm or at the time that the row is."""
    text = cell.text.value if cell.text else ""
    corner = passage.heads.get(passage.cells[0][1].column, ())
    if corner and _OF_STUDIES.match(corner[-1].value):
        label = None  # the row is a study, and no arm of one
    if label is not None and when is None and is_time(label.value):
        when, label = label, None
    if any(is_effect(head.value) for head in heads):
        return effect_in(passage, cell, heads, label, when)
    group = whole(label)
    if label is None:
        heads, over = group_over(passage, heads)
        group = whole(over)
    if not heads or not _WORDS.search(heads[-1].value) or tells_results(heads[-1].value):
        return None  # n (%): what was counted is not named
    head = heads[-1]
    counts = _counted(text)
    studied = says_who(passage.caption)
    if (
        counts
        and not studied
        and (counts.unit or any(_RATE_HEADER.search(each.value) for each in heads))
        and not is_baseline(head.value)
    ):
        if only_counts(head.value):
            return None
        percent = head.value.find("%")
        unit = (head, (percent, percent + 1)) if percent >= 0 else None
        return CellValue(cell, head, 0, len(head.value), head.value, "rate", counts, group, None, unit, when)
    quantity = quantity_at(text, 0)
    if quantity is None:
        return None
    unit = next(filter(None, map(unit_of, reversed(heads))), None) or unit_of(passage.caption)
    measures = find_measures(head.value)
    if measures and quantity.end >= len(text.rstrip(" *#†‡%)")):
        measure = measures[0]
        if measure.kind in ("survival", "rate") and (unit or quantity.unit):
            return CellValue(
                cell,
                head,
                measure.start,
                measure.end,
                measure.label,
                measure.kind,
                quantity,
                group,
                None,
                unit,
                when,
            )
    if _is_mean(text, passage, heads) and not is_baseline(head.value) and not studied and not _AMOUNT.match(head.value):
        end = named(head.value).end or len(head.value)
        return CellValue(cell, head, 0, end, head.value[:end], "mean", quantity, group, None, unit, when)
    return None


def _across(
    passage: Passage, cell: Cell, heads: tuple[Sourced[str], ...], when: Sourced[str] | None, label: Sourced[str]
) -> CellValue | None:
    """A value of what its row's label names, in the group that its column is."""
    text = cell.text.value if cell.text else ""
    arm = heads[-1] if heads else None
    measure: Sourced[str] | None = label
    if is_time(label.value):
        when, measure = label, passage.under
    if measure is None or is_baseline(measure.value) or says_who(passage.caption):
        return None
    corner = passage.heads.get(passage.cells[0][1].column, ())
    counts = _counted(text)
    if counts and "%" in measure.value + text + (arm.value if arm else ""):
        quantity: Quantity | None = counts
        kind = "rate"
    else:
        quantity, kind = (quantity_at(text, 0) if _is_mean(text, passage, (*heads, measure)) else None), "mean"
    if quantity is None:
        return None
    end = named(measure.value).end or len(measure.value)
    unit = unit_of(measure) or unit_beside(passage.cells, passage.heads)
    if unit is None and not _is_index(passage, measure):
        unit = (
            unit_of(passage.under)
            or next(filter(None, map(unit_of, (*reversed(corner), *reversed(heads)))), None)
            or unit_of(passage.caption)
        )
    return CellValue(cell, measure, 0, end, measure.value[:end], kind, quantity, whole(arm), None, unit, when)


def _counted(text: str) -> Quantity | None:
    """``12/40 (30%)``: a rate with its counts."""
    counts = _COUNT_AND_RATE.match(text)
    if counts is None:
        return None
    total = counts.span("total") if counts.group("total") else None
    unit = counts.span("unit") if counts.group("unit") else None
    return Quantity(counts.span("rate"), unit=unit, n=counts.span("n"), total=total, end=counts.end())


def _groups_across(cells: Sequence[tuple[str, Cell]], heads: Mapping[int, tuple[Sourced[str], ...]]) -> bool:
    """Whether the columns are groups and the rows what was measured in them."""
    first = heads.get(cells[0][1].column, ()) if cells else ()
    corner = first[-1].value if first else ""
    if _OF_GROUPS.search(corner):
        return False
    label, _ = _row_label(cells, heads)
    units = sum(bool(named(head.value).unit) for column in heads.values() for head in column[-1:])
    if _OF_MEASURES.search(corner) or (label is not None and named(label.value).unit and not units):
        return True
    numeric = [cell for _, cell in cells if cell.text and NUMERIC.match(cell.text.value) and cell.column in heads]
    grouped = [cell for cell in numeric if any(GROUP.search(head.value) for head in heads[cell.column])]
    return len(grouped) >= 2 and 2 * len(grouped) >= len(numeric)


def _is_mean(text: str, passage: Passage, names: Sequence[Sourced[str]]) -> bool:
    """Whether a cell holds a mean with its spread: ``6.1 ± 2.2``, or ``6.1 (2.2)`` where a head says that it does."""
    if _MEAN_CELL.match(text):
        return True
    said = [each.value for each in (*names, *filter(None, [passage.caption]))]
    return bool(_SPREAD_IN_BRACKETS.match(text)) and any(map(_WITH_SPREAD.search, said))


def _is_index(passage: Passage, measure: Sourced[str]) -> bool:
    """Whether a label names a ratio or an index, by itself or by what its short form stands for: those have no unit."""
    start = measure.source.start if isinstance(measure.source, DocumentSource) else 0
    meant = [long for span, long in passage.short_forms if start <= span.start < start + len(measure.value)]
    return any(map(_INDEX.search, (measure.value, *meant)))


def _row_label(
    cells: Sequence[tuple[str, Cell]], heads: Mapping[int, tuple[Sourced[str], ...]]
) -> tuple[Sourced[str] | None, Sourced[str] | None]:
    """What a row is about, and when, if that is said beside it: the last of the leading cells that hold words.

    A cell of a column of units is none of them; where nothing but a time stands there, that is the label.
    """
    label = when = None
    beside = unit_beside(cells, heads)
    for _, cell in cells:
        if beside is not None and cell.text is beside[0]:
            continue
        if cell.text is None or NUMERIC.match(cell.text.value) or (label and _COUNT.match(cell.text.value)):
            break
        if holds_pairs(cell.text.value):
            break
        if is_time(cell.text.value):
            when = cell.text
        else:
            label = cell.text
        if cell.column >= 2:
            break
    return (label, when) if label is not None else (when, None)

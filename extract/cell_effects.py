"""Ratios and differences in cells, with the interval and the p-value that the cells beside them print."""

import re

from curated.provenance import Sourced
from curated.schema import Cell
from extract.cell_units import NUMERIC, Place
from extract.cell_value import CellValue, whole
from extract.measures import EFFECT, MEASURED, effect_label
from extract.passages import Passage
from extract.quantities import DASH, NUMBER, quantity_at

_P_HEADER = re.compile(r"^[Pp](?:[\s-]?[Vv]alues?)?\W*$")
_OF_OUTCOMES = re.compile(
    r"^\W*(?:outcomes?|end ?points?|measures?|parameters?|index|indices|indicators?)\b", re.IGNORECASE
)
"""Corners over rows that say of what an effect is."""

_CI_HEADER = re.compile(r"\bCIs?\b|\bconfidence (?:interval|limit)s?\b|\b95\s?%", re.IGNORECASE)
_BOUNDS = re.compile(rf"\s?[(\[]?\s?(?P<low>{NUMBER})\s?(?:{DASH}|to|,|;|~)\s?(?P<high>{NUMBER})\s?[)\]]?\W{{0,3}}$")
_FARTHEST = 4
"""Columns that may part an effect from its p-value: the interval, the model, the heterogeneity."""


def is_effect(head: str) -> bool:
    """Whether a head names a ratio or a difference."""
    return EFFECT.search(head) is not None and not NUMERIC.match(head)


def effect_in(
    passage: Passage,
    cell: Cell,
    heads: tuple[Sourced[str], ...],
    label: Sourced[str] | None,
    when: Sourced[str] | None,
) -> CellValue | None:
    """The effect in a cell under a head that names one; None where more than a value is printed there."""
    head = next(head for head in reversed(heads) if is_effect(head.value))
    effect = EFFECT.search(head.value)
    text = cell.text.value if cell.text else ""
    quantity = quantity_at(text, len(text) - len(text.lstrip()), bare_interval=True)
    if effect is None or quantity is None or (quantity.low is None and quantity.end < len(text.rstrip(" *#†‡"))):
        return None
    told = passage.heads.get(passage.cells[0][1].column, ())
    of_outcomes = bool(told and _OF_OUTCOMES.match(told[-1].value)) or bool(label and MEASURED.search(label.value))
    low, high = (None, None) if quantity.low else _bounds_beside(passage, cell)
    return CellValue(
        cell,
        head,
        effect.start(),
        effect.end(),
        effect_label(effect),
        "ratio",
        quantity,
        None if of_outcomes else whole(label),
        p_beside(passage, cell),
        None,
        when,
        whole(label) if of_outcomes else None,
        low,
        high,
    )


def _bounds_beside(passage: Passage, cell: Cell) -> tuple[Place | None, Place | None]:
    """The interval in the next cell, where its head says that it is one."""
    for _, other in passage.cells:
        heads = passage.heads.get(other.column, ())
        if other.column == cell.column + 1 and other.text and heads and _CI_HEADER.search(heads[-1].value):
            bounds = _BOUNDS.match(other.text.value)
            if bounds:
                return (other.text, bounds.span("low")), (other.text, bounds.span("high"))
    return None, None


def p_beside(passage: Passage, cell: Cell) -> Sourced[str] | None:
    """The p-value of a value: the first one to its right before the next effect."""
    for _, other in passage.cells:
        heads = passage.heads.get(other.column, ())
        if not heads or not cell.column < other.column <= cell.column + _FARTHEST:
            continue
        if _P_HEADER.match(heads[-1].value.strip()):
            return other.text
        if is_effect(heads[-1].value):
            break
    return None

"""A value in a cell with the cells that say of what, when and in whom it was measured."""

from dataclasses import dataclass

from curated.provenance import Sourced
from curated.schema import Cell
from extract.cell_units import Place
from extract.quantities import Quantity


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value in a cell: offsets within the cell, and the cells that name its measure, unit, time and arm.

    ``measure_start`` to ``measure_end`` is where the name stands in ``measure``.
    """

    cell: Cell
    measure: Sourced[str]
    measure_start: int
    measure_end: int
    label: str
    kind: str
    quantity: Quantity
    arm: Place | None
    p: Sourced[str] | None = None
    unit: Place | None = None
    timepoint: Sourced[str] | None = None
    endpoint: Place | None = None
    low: Place | None = None
    high: Place | None = None
    """The bounds, where a cell beside it prints them."""
    comparator: Place | None = None
    doubt: str = "arm: no cell of the row names one"
    """Why the arm is empty, where it is."""
    time: Place | None = None
    """When it was measured, where the cell itself says so."""
    paired: bool = False
    """Whether it is one of several that ``versus`` joins in the cell: whose it is was read with the others."""


def whole(text: Sourced[str] | None) -> Place | None:
    """All of a cell as a place."""
    return (text, (0, len(text.value))) if text is not None else None

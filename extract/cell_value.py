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
    arm: Sourced[str] | None
    p: Sourced[str] | None = None
    unit: Place | None = None
    timepoint: Sourced[str] | None = None
    endpoint: Sourced[str] | None = None
    low: Place | None = None
    high: Place | None = None
    """The bounds, where a cell beside it prints them."""

"""A value in a text with the words that say of what, when and in whom it was measured."""

from dataclasses import dataclass, field

from extract.arms import Attribution
from extract.quantities import Quantity, Range


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in a text, with ranges of the words that say of what, when and in whom."""

    measure: Range
    label: str
    statistic: Range | None
    quantity: Quantity
    timepoint: Range | None = None
    who: Attribution = field(default_factory=Attribution)
    endpoint: Range | None = None

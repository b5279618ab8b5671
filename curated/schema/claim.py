"""What the review asserts: claims and the values measured in them."""

from typing import ClassVar

from curated.provenance import Sourced
from curated.schema.row import Row


class Claim(Row):
    """A citing sentence or table row, or one that states an outcome, an approval or a trial.

    ``text`` of a table row is the row's first printed cell to its last, in reading order; ``entities`` maps a kind
    (``trial``, …) to the names found.
    """

    table: ClassVar[str] = "claims"
    key: ClassVar[tuple[str, ...]] = ("claim_id",)
    refers: ClassVar[dict[str, str]] = {
        "document_id": "documents",
        "section_id": "sections",
        "table_id": "tables",
    }
    printed: ClassVar[str | None] = "text"

    claim_id: str
    document_id: str
    section_id: str | None = None
    table_id: str | None = None
    row: int | None = None
    kind: str
    text: Sourced[str]
    polarity: str | None = None
    hedged: bool | None = None
    entities: dict[str, tuple[str, ...]] = {}


class Outcome(Row):
    """One measured value in a claim: ``mOS: 16.4 months`` is measure OS, statistic median, value 16.4, unit months."""

    table: ClassVar[str] = "outcomes"
    key: ClassVar[tuple[str, ...]] = ("outcome_id",)
    refers: ClassVar[dict[str, str]] = {"claim_id": "claims"}
    printed: ClassVar[str | None] = "value"

    outcome_id: str
    claim_id: str
    measure: Sourced[str]
    statistic: Sourced[str] | None = None
    value: Sourced[float]
    low: Sourced[float] | None = None
    high: Sourced[float] | None = None
    unit: Sourced[str] | None = None
    timepoint: Sourced[str] | None = None
    arm: Sourced[str] | None = None

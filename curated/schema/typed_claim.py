"""What claims say, typed: one row a value, a drug's status, a regimen, a mechanism, a statement.

Every slot is what is printed, with its place. A slot that nothing printed can be given to for certain is empty, and
``unattributed`` says which and why.
"""

from typing import ClassVar

from curated.provenance import Sourced
from curated.schema.row import Row


class Outcome(Row):
    """One measured value in a claim: ``mOS: 16.4 months`` is measure OS, statistic median, value 16.4, unit months.

    ``endpoint`` is what a ratio or a difference is one of (``HR for OS``). ``low`` and ``high`` are the bounds of
    its interval or range, ``p`` the p-value as printed with its sign, ``n`` of ``total`` the counts that a rate was
    made of; ``arm`` is whom it was measured in, ``combined_with`` what else those were given, and ``comparator``
    what they were held against. A range alone (``12%-38.3%``) has bounds and no value.
    """

    table: ClassVar[str] = "outcomes"
    key: ClassVar[tuple[str, ...]] = ("outcome_id",)
    refers: ClassVar[dict[str, str]] = {"claim_id": "claims"}
    printed: ClassVar[str | None] = "value"

    outcome_id: str
    claim_id: str
    measure: Sourced[str]
    endpoint: Sourced[str] | None = None
    statistic: Sourced[str] | None = None
    value: Sourced[float] | None = None
    low: Sourced[float] | None = None
    high: Sourced[float] | None = None
    unit: Sourced[str] | None = None
    timepoint: Sourced[str] | None = None
    arm: Sourced[str] | None = None
    combined_with: tuple[Sourced[str], ...] = ()
    comparator: Sourced[str] | None = None
    p: Sourced[str] | None = None
    n: Sourced[int] | None = None
    total: Sourced[int] | None = None
    unattributed: tuple[str, ...] = ()


class DrugStatus(Row):
    """Whether a drug may be used: ``status`` is ``approved``, ``in trials``, ``not approved`` or ``other``."""

    table: ClassVar[str] = "drug_statuses"
    key: ClassVar[tuple[str, ...]] = ("status_id",)
    refers: ClassVar[dict[str, str]] = {"claim_id": "claims"}
    printed: ClassVar[str | None] = "drug"

    status_id: str
    claim_id: str
    drug: Sourced[str]
    target: Sourced[str] | None = None
    status: Sourced[str]
    agency: Sourced[str] | None = None
    year: Sourced[int] | None = None
    setting: Sourced[str] | None = None
    combination: Sourced[str] | None = None
    unattributed: tuple[str, ...] = ()


class Regimen(Row):
    """Drugs given together, with what is printed of them: targets or classes, procedure, trial, status, mechanism."""

    table: ClassVar[str] = "regimens"
    key: ClassVar[tuple[str, ...]] = ("regimen_id",)
    refers: ClassVar[dict[str, str]] = {"claim_id": "claims"}
    printed: ClassVar[str | None] = "regimen"

    regimen_id: str
    claim_id: str
    regimen: Sourced[str]
    drugs: tuple[Sourced[str], ...] = ()
    classes: tuple[Sourced[str], ...] = ()
    targets: tuple[Sourced[str], ...] = ()
    procedures: tuple[Sourced[str], ...] = ()
    comparator: Sourced[str] | None = None
    line: Sourced[str] | None = None
    population: Sourced[str] | None = None
    trial: Sourced[str] | None = None
    status: Sourced[str] | None = None
    mechanism: Sourced[str] | None = None
    outcome: Sourced[str] | None = None
    unattributed: tuple[str, ...] = ()


class Mechanism(Row):
    """One thing that acts on another: ``agent`` ``relation`` ``object``.

    ``relation`` is ``promotes``, ``inhibits``, ``up-regulates``, ``down-regulates``, ``modulates``, ``recruits``,
    ``secretes``, ``expresses``, ``binds`` or ``is associated with``; ``location`` is where, ``effect`` what becomes of
    the therapy and ``direction`` whether that is for the better (``sensitivity``) or the worse (``resistance``);
    ``category`` is the innermost heading of the section.
    """

    table: ClassVar[str] = "mechanisms"
    key: ClassVar[tuple[str, ...]] = ("mechanism_id",)
    refers: ClassVar[dict[str, str]] = {"claim_id": "claims"}
    printed: ClassVar[str | None] = "relation"

    mechanism_id: str
    claim_id: str
    agent: Sourced[str]
    relation: Sourced[str]
    object: Sourced[str]
    location: Sourced[str] | None = None
    effect: Sourced[str] | None = None
    direction: Sourced[str] | None = None
    category: str | None = None
    negated: bool = False


class Statement(Row):
    """A claim of ``kind`` epidemiology, definition or guideline, with what it is about and the number it gives."""

    table: ClassVar[str] = "statements"
    key: ClassVar[tuple[str, ...]] = ("statement_id",)
    refers: ClassVar[dict[str, str]] = {"claim_id": "claims"}
    printed: ClassVar[str | None] = "text"

    statement_id: str
    claim_id: str
    kind: str
    text: Sourced[str]
    subject: Sourced[str] | None = None
    value: Sourced[float] | None = None
    unit: Sourced[str] | None = None

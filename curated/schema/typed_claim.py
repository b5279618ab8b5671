"""What claims say, typed: one row a value, a drug's status, a regimen, a mechanism, a statement.

Every slot is what is printed, with its place. A slot that nothing printed can be given to for certain is empty, and
``unattributed`` says which and why.
"""

from typing import ClassVar

from curated.provenance import Sourced
from curated.schema.row import Row


class Outcome(Row):
    """One measured value in a claim: ``mOS: 16.4 months`` is measure OS, statistic median, value 16.4, unit months.

    :ivar outcome_id: Document and offset of the value.
    :ivar measure: What was measured (``OS``, ``ORR``, ``HR`` …).
    :ivar endpoint: What a ratio or a difference is one of (``OS`` of a hazard ratio for OS).
    :ivar statistic: ``median``, ``rate`` …, as far as it is printed.
    :ivar value: The value; empty where only a range is printed. [as ``unit`` says]
    :ivar low: Lower bound of its interval or range. [as ``unit`` says]
    :ivar high: Upper bound of its interval or range. [as ``unit`` says]
    :ivar unit: Unit as printed (``months``, ``%``).
    :ivar timepoint: The time that a rate is of (``12 months``).
    :ivar arm: Whom it was measured in.
    :ivar combined_with: What else those were given.
    :ivar comparator: What they were held against.
    :ivar p: The p-value as printed, with its sign.
    :ivar n: How many had it, of a rate. [people]
    :ivar total: Of how many. [people]
    :ivar unattributed: Slots that nothing printed can be given to for certain, and why.
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
    """Whether a drug may be used, as the review says.

    :ivar status_id: Document and offsets of the claim and the drug.
    :ivar drug: The drug.
    :ivar target: What it acts on.
    :ivar status: ``approved``, ``in trials``, ``not approved`` or ``other``.
    :ivar agency: Who approved it, or where.
    :ivar year: Year of the approval.
    :ivar setting: For whom or what.
    :ivar combination: With what.
    :ivar unattributed: Slots that nothing printed can be given to for certain, and why.
    """

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
    """Drugs given together, with what is printed of them.

    :ivar regimen_id: Document and offset of the regimen.
    :ivar regimen: The regimen as printed.
    :ivar drugs: Its drugs.
    :ivar classes: Classes of drugs named in their stead.
    :ivar targets: Targets printed with them.
    :ivar procedures: Procedures that belong to it (TACE, radiotherapy …).
    :ivar comparator: What it was held against.
    :ivar line: Line of therapy.
    :ivar population: Whom it was given to.
    :ivar trial: Trial by number or name.
    :ivar status: Status as printed.
    :ivar mechanism: How it is said to work.
    :ivar outcome: Outcome as printed.
    :ivar unattributed: Slots that nothing printed can be given to for certain, and why.
    """

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

    :ivar mechanism_id: Document and offsets of the relation and the object.
    :ivar agent: What acts.
    :ivar relation: ``promotes``, ``inhibits``, ``up-regulates``, ``down-regulates``, ``modulates``, ``recruits``,
        ``secretes``, ``expresses``, ``binds`` or ``is associated with``.
    :ivar object: What it acts on.
    :ivar location: Where.
    :ivar effect: What becomes of the therapy.
    :ivar direction: Whether that is for the better (``sensitivity``) or the worse (``resistance``).
    :ivar category: The innermost heading of the section.
    :ivar negated: Whether it is said not to.
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
    """A claim of kind epidemiology, definition or guideline.

    :ivar statement_id: Document and offset of the claim.
    :ivar kind: ``epidemiology``, ``definition`` or ``guideline``.
    :ivar text: The statement as printed.
    :ivar subject: What it is about.
    :ivar value: The number that it gives. [as ``unit`` says]
    :ivar unit: Unit as printed.
    """

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

"""Clinical trials: where a number is printed, what the registry says, and what it said before."""

from datetime import datetime
from typing import ClassVar

from curated.provenance import Sourced
from curated.record import Record
from curated.schema.row import Row


class TrialMention(Row):
    """A trial number where it is printed, in its normal form, with the fields printed beside it in a table row.

    ``drugs`` are those named in the row's columns of drugs, each with its role in ``drug_roles``: ``drug``,
    ``combination`` or ``comparator``. ``cited`` are the references that the row cites. Outcomes of the row are rows of
    their own with the same ``claim_id``.
    """

    table: ClassVar[str] = "trial_mentions"
    key: ClassVar[tuple[str, ...]] = ("mention_id",)
    refers: ClassVar[dict[str, str]] = {
        "document_id": "documents",
        "claim_id": "claims",
        "table_id": "tables",
        "reference_id": "references",
    }
    printed: ClassVar[str | None] = "trial_id"

    mention_id: str
    document_id: str
    registry: str
    trial_id: Sourced[str]
    claim_id: str | None = None
    table_id: str | None = None
    row: int | None = None
    reference_id: str | None = None
    fields: dict[str, str] = {}
    """Header → cell text of the table row that prints the number; sources are those of the cells."""
    drugs: tuple[Sourced[str], ...] = ()
    drug_roles: tuple[str, ...] = ()
    line_of_therapy: Sourced[str] | None = None
    phase: Sourced[str] | None = None
    status: Sourced[str] | None = None
    cited: tuple[int, ...] = ()
    """The numbers of the references cited in the row, as they are printed."""


class Arm(Record):
    """An arm of a trial with the names of the interventions given together in it."""

    label: str
    type: str = ""
    interventions: tuple[str, ...] = ()


class Intervention(Record):
    """An intervention with the other names the registry gives for it (XL184 for cabozantinib)."""

    name: str
    type: str = ""
    other_names: tuple[str, ...] = ()


class Trial(Row):
    """A study as a registry answered. Dates keep the precision they have there (``2018-03`` or ``2018-03-15``).

    ``trial_id`` is the number that was asked for, ``canonical_id`` the one the registry answers under.
    """

    table: ClassVar[str] = "trials"
    key: ClassVar[tuple[str, ...]] = ("trial_id",)
    printed: ClassVar[str | None] = "overall_status"

    trial_id: str
    canonical_id: Sourced[str]
    registry: str
    brief_title: Sourced[str] | None = None
    official_title: Sourced[str] | None = None
    overall_status: Sourced[str] | None = None
    phases: Sourced[tuple[str, ...]] | None = None
    enrollment: Sourced[int] | None = None
    arms: Sourced[tuple[Arm, ...]] | None = None
    interventions: Sourced[tuple[Intervention, ...]] | None = None
    conditions: Sourced[tuple[str, ...]] | None = None
    start_date: Sourced[str] | None = None
    primary_completion_date: Sourced[str] | None = None
    completion_date: Sourced[str] | None = None
    has_results: Sourced[bool] | None = None
    why_stopped: Sourced[str] | None = None
    last_update_posted: Sourced[str] | None = None


class TrialChange(Row):
    """A change seen between two answers about a trial. Rows are only ever added."""

    table: ClassVar[str] = "trial_history"
    key: ClassVar[tuple[str, ...]] = ("trial_id", "field", "seen_at")

    trial_id: str
    field: str
    old: str | None = None
    new: str | None = None
    seen_at: datetime
    registry_date: str | None = None
    """The registry's own date of its last update, as it stands in the new answer."""
    response: str
    """SHA-256 of the answer that showed the change."""

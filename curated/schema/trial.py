"""Clinical trials: where a number is printed, what the registry says, and what it said before."""

from datetime import datetime
from typing import ClassVar, Literal

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


class Publication(Record):
    """A publication of a trial as its registry lists it: reported by the sponsor (``RESULT``) or found by PubMed
    (``DERIVED``). ``retracted_by`` are the PMIDs of retraction notices.
    """

    pmid: str = ""
    type: str = ""
    citation: str = ""
    retracted_by: tuple[str, ...] = ()


READING = 2
"""Which fields are asked for: 1 those up to ``last_update_posted``, 2 all. Between a row that was read with fewer
fields and one read with more, the fields that only the later one was asked for say nothing about the trial."""


class Trial(Row):
    """A study as a registry answered. Dates keep the precision they have there (``2018-03`` or ``2018-03-15``).

    ``trial_id`` is the number that was asked for, ``canonical_id`` the one the registry answers under. Types of dates
    and of the enrolment are ``ACTUAL`` or ``ESTIMATED``. ``overall_status`` is ``UNKNOWN`` where nobody has confirmed
    ``last_known_status`` for two years. ``confirmed_at`` is when a refresh last saw the trial as it stands here.
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
    aliases: Sourced[tuple[str, ...]] | None = None
    start_date_type: Sourced[str] | None = None
    primary_completion_date_type: Sourced[str] | None = None
    completion_date_type: Sourced[str] | None = None
    enrollment_type: Sourced[str] | None = None
    first_posted: Sourced[str] | None = None
    results_first_posted: Sourced[str] | None = None
    last_known_status: Sourced[str] | None = None
    status_verified: Sourced[str] | None = None
    publications: Sourced[tuple[Publication, ...]] | None = None
    reading: int = 1
    confirmed_at: datetime | None = None


ChangeKind = Literal["change", "stale", "confirmed", "renumbered", "vanished", "returned", "history"]
"""What a row of the history is. ``stale``: the registry's clock set the status to UNKNOWN, nobody changed the trial;
``confirmed``: the status that was last known holds again; ``renumbered``: the registry answers under another number;
``vanished`` and ``returned``: the registry has no such record any more, and has it again; ``history``: not seen by us,
but read from the registry's own list of versions."""


class TrialChange(Row):
    """A change seen between two answers about a trial. Rows are only ever added.

    ``number`` counts the changes of a dataset as they were added, whatever a clock said; ``refresh`` is the number of
    the refresh that saw it, None where a run of ``curate`` did.
    """

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
    kind: ChangeKind = "change"
    number: int = 0
    refresh: int | None = None


class Refresh(Row):
    """One run of ``litcurate refresh``. ``finished_at`` is None where it was cut off; what it saw until then is kept.

    ``data_version`` is what the trial registry says its data are of, as it writes it. ``known`` counts the trials that
    were known before and asked about; ``missing`` those among them that the registry did not answer about.
    """

    table: ClassVar[str] = "refreshes"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: int
    started_at: datetime
    finished_at: datetime | None = None
    data_version: str | None = None
    trials: int = 0
    known: int = 0
    missing: int = 0
    works: int = 0
    changes: int = 0
    requests: int = 0
    remarks: tuple[str, ...] = ()
    """What was odd about it: older data, a clock that went back."""

"""Clinical trials: where a number is printed, what the registry says, and what it said before."""

from datetime import datetime
from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.record import Record
from curated.schema.row import Row


class TrialMention(Row):
    """A trial number where it is printed, with what a table row prints beside it.

    :ivar mention_id: Document and offset of the number.
    :ivar registry: The registry whose form the number has.
    :ivar trial_id: The number in its normal form.
    :ivar table_id: The table, where a table row prints it.
    :ivar row: Row of the table, from 0.
    :ivar reference_id: The reference in whose entry it is printed.
    :ivar fields: Header and cell text of the table row; sources are those of the cells.
    :ivar drugs: Drugs named in the row's columns of drugs.
    :ivar drug_roles: Role of each of them: ``drug``, ``combination`` or ``comparator``.
    :ivar line_of_therapy: Line of therapy printed in the row.
    :ivar phase: Phase printed in the row.
    :ivar status: Status printed in the row.
    :ivar cited: Numbers of the references cited in the row, as they are printed.
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
    drugs: tuple[Sourced[str], ...] = ()
    drug_roles: tuple[str, ...] = ()
    line_of_therapy: Sourced[str] | None = None
    phase: Sourced[str] | None = None
    status: Sourced[str] | None = None
    cited: tuple[int, ...] = ()


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

    :ivar trial_id: The number that was asked for.
    :ivar canonical_id: The number that the registry answers under.
    :ivar registry: The registry.
    :ivar brief_title: Short title.
    :ivar official_title: Official title.
    :ivar overall_status: Recruitment status in the registry's words.
    :ivar phases: Phases (``PHASE3``).
    :ivar enrollment: Number of participants, planned or reached. [people]
    :ivar arms: Arms: a JSON list of ``label``, ``type`` and ``interventions``.
    :ivar interventions: Interventions: a JSON list of ``name``, ``type`` and ``other_names``.
    :ivar conditions: Conditions studied.
    :ivar start_date: Start.
    :ivar primary_completion_date: Primary completion.
    :ivar completion_date: Completion.
    :ivar has_results: Whether results are posted.
    :ivar why_stopped: Why it was stopped.
    :ivar last_update_posted: The registry's date of its last update.
    :ivar aliases: Other numbers of the same study.
    :ivar start_date_type: ``ACTUAL`` or ``ESTIMATED``.
    :ivar primary_completion_date_type: ``ACTUAL`` or ``ESTIMATED``.
    :ivar completion_date_type: ``ACTUAL`` or ``ESTIMATED``.
    :ivar enrollment_type: ``ACTUAL`` or ``ESTIMATED``.
    :ivar first_posted: When the registry first showed it.
    :ivar results_first_posted: When the registry first showed results.
    :ivar last_known_status: The status before ``UNKNOWN``, which the registry sets after two years without word.
    :ivar status_verified: When the sponsor last confirmed the status.
    :ivar publications: Publications that the registry lists: a JSON list of ``pmid``, ``type``, ``citation`` and
        ``retracted_by``.
    :ivar reading: Which fields were asked for: 1 those up to ``last_update_posted``, 2 all.
    :ivar confirmed_at: When a refresh last saw the trial as it stands here. UTC.
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

    :ivar trial_id: The trial.
    :ivar field: The column of ``trials`` that changed.
    :ivar old: Value before; lists as JSON, empty where the registry gave none.
    :ivar new: Value after.
    :ivar seen_at: When the new answer was given. UTC.
    :ivar registry_date: The registry's own date of its last update, as it stands in the new answer.
    :ivar response: SHA-256 of the answer that showed the change.
    :ivar kind: ``change``, ``stale`` (only the registry's clock), ``confirmed``, ``renumbered``, ``vanished``,
        ``returned``, or ``history`` (read from the registry's own list of versions).
    :ivar number: Counts the changes of a dataset as they were added, whatever a clock said.
    :ivar refresh: Number of the refresh that saw it; empty where a run of ``curate`` did.
    """

    table: ClassVar[str] = "trial_history"
    key: ClassVar[tuple[str, ...]] = ("trial_id", "field", "seen_at")

    trial_id: str
    field: str
    old: str | None = None
    new: str | None = None
    seen_at: datetime
    registry_date: str | None = None
    response: str
    kind: ChangeKind = "change"
    number: int = 0
    refresh: int | None = None


class Refresh(Row):
    """One run of ``litcurate refresh``; what it saw until it was cut off is kept.

    :ivar number: Counts the refreshes of a dataset.
    :ivar started_at: When it began. UTC.
    :ivar finished_at: When it ended; empty where it was cut off. UTC.
    :ivar data_version: What the trial registry says its data are of, as it writes it.
    :ivar trials: Trials that were answered about.
    :ivar known: Trials known before that were asked about.
    :ivar missing: Those among them that the registry did not answer about.
    :ivar works: Works asked about.
    :ivar changes: Changes seen.
    :ivar requests: Requests sent.
    :ivar remarks: What was odd about it: older data, a clock that went back.
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

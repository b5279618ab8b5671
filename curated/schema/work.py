"""Publications as registries know them, and the kept answers they were read from."""

from datetime import datetime
from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.record import Record
from curated.schema.reference import Author
from curated.schema.row import Row

People = Sourced[tuple[Author, ...]]
"""The authors of a work, by name: to look a generic type up takes half as long as to make the value."""


class Update(Record):
    """One thing that happened to a work after it was published, with the notice that says so.

    ``kind`` is ``retraction``, ``correction``, ``expression_of_concern``, ``addendum`` …; ``stated_by`` who says so to
    the registry (``publisher``, ``retraction-watch``, ``pubmed``); ``date`` is the notice's, as precise as it is given.
    """

    kind: str
    notice_doi: str | None = None
    notice_pmid: str | None = None
    stated_by: str | None = None
    date: str | None = None


Updates = Sourced[tuple[Update, ...]]


class Work(Row):
    """A publication in one registry. ``work_id`` is registry and identifier: ``crossref:10.1056/nejmoa1915745``."""

    table: ClassVar[str] = "works"
    key: ClassVar[tuple[str, ...]] = ("work_id",)
    printed: ClassVar[str | None] = "title"

    work_id: str
    registry: str
    doi: Sourced[str] | None = None
    pmid: Sourced[str] | None = None
    pmcid: Sourced[str] | None = None
    type: Sourced[str] | None = None
    title: Sourced[str] | None = None
    container_title: Sourced[str] | None = None
    container_title_short: Sourced[str] | None = None
    year: Sourced[int] | None = None
    volume: Sourced[str] | None = None
    issue: Sourced[str] | None = None
    first_page: Sourced[str] | None = None
    last_page: Sourced[str] | None = None
    article_number: Sourced[str] | None = None
    authors: Sourced[tuple[Author, ...]] | None = None
    group_author: Sourced[tuple[str, ...]] | None = None
    abstract: Sourced[str] | None = None
    update_status: Sourced[tuple[str, ...]] | None = None
    """Kinds of update the registry knows of (``retraction``, ``correction``, ``expression_of_concern`` …)."""
    updates: Updates | None = None
    """The same with their notices, as far as the registry names them."""
    trial_numbers: Sourced[tuple[str, ...]] | None = None
    """Numbers of the trials that the work reports, as the registry gives them (PubMed's ``DataBankList``)."""


class WorkChange(Row):
    """A notice that a registry's record of a work has gained or lost between two answers. Rows are only ever added.

    ``old`` and ``new`` are the lists before and after as JSON; ``registry_date`` is the date of the newest notice that
    came; ``number`` and ``refresh`` are as in the history of trials.
    """

    table: ClassVar[str] = "work_history"
    key: ClassVar[tuple[str, ...]] = ("work_id", "field", "seen_at")

    work_id: str
    field: Literal["update_status", "updates", "record"]
    old: str | None = None
    new: str | None = None
    seen_at: datetime
    registry_date: str | None = None
    response: str
    """SHA-256 of the answer that showed the change."""
    kind: Literal["change", "vanished", "returned"] = "change"
    number: int = 0
    refresh: int | None = None


class KeptResponse(Row):
    """A kept answer of a registry. Its body is stored beside it, under its SHA-256."""

    table: ClassVar[str] = "responses"
    key: ClassVar[tuple[str, ...]] = ("sha256", "url")

    sha256: str
    registry: str
    url: str
    status: int
    retrieved_at: datetime

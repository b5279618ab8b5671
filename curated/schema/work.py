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
    """A publication in one registry.

    :ivar work_id: Registry and identifier there (``crossref:10.1056/nejmoa1915745``).
    :ivar registry: The registry that answered.
    :ivar doi: DOI in lower case.
    :ivar pmid: PubMed identifier.
    :ivar pmcid: PubMed Central identifier.
    :ivar type: Kind of work in the registry's own words.
    :ivar title: Title.
    :ivar container_title: Title of the journal, book or series.
    :ivar container_title_short: The same, abbreviated.
    :ivar year: Year of publication.
    :ivar volume: Volume.
    :ivar issue: Issue.
    :ivar first_page: First page.
    :ivar last_page: Last page.
    :ivar article_number: Number of an article that has no pages.
    :ivar authors: People in order: a JSON list of ``family``, ``given`` and perhaps ``suffix``; in CSV ``Family,
        Given; …``.
    :ivar group_author: Groups named as authors.
    :ivar abstract: Abstract, without its markup.
    :ivar update_status: Kinds of update that the registry knows of (``retraction``, ``correction``,
        ``expression_of_concern`` …).
    :ivar updates: The same with their notices: a JSON list of ``kind``, ``notice_doi``, ``notice_pmid``,
        ``stated_by``, ``date``.
    :ivar trial_numbers: Numbers of the trials that the work reports, as the registry gives them (PubMed's
        ``DataBankList``).
    """

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
    updates: Updates | None = None
    trial_numbers: Sourced[tuple[str, ...]] | None = None


class WorkChange(Row):
    """A notice that a registry's record of a work has gained or lost between two answers. Rows are only ever added.

    :ivar work_id: The work.
    :ivar field: ``update_status``, ``updates``, or ``record`` where the record itself vanished or returned.
    :ivar old: The list before, as JSON.
    :ivar new: The list after, as JSON.
    :ivar seen_at: When the new answer was given. UTC.
    :ivar registry_date: Date of the newest notice that came.
    :ivar response: SHA-256 of the answer that showed the change.
    :ivar kind: ``change``, ``vanished`` or ``returned``.
    :ivar number: Counts the changes of a dataset as they were added.
    :ivar refresh: Number of the refresh that saw it.
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
    kind: Literal["change", "vanished", "returned"] = "change"
    number: int = 0
    refresh: int | None = None


class KeptResponse(Row):
    """A kept answer of a registry. Its body is stored beside it, under its SHA-256.

    :ivar sha256: SHA-256 of the body.
    :ivar registry: The registry that was asked.
    :ivar url: What was asked; ``mirror:`` and other schemes of our own where it was a local copy.
    :ivar status: HTTP status of the answer.
    :ivar retrieved_at: When it was asked, or the day of the mirror that answered. UTC.
    """

    table: ClassVar[str] = "responses"
    key: ClassVar[tuple[str, ...]] = ("sha256", "url")

    sha256: str
    registry: str
    url: str
    status: int
    retrieved_at: datetime

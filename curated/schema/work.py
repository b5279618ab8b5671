"""Publications as registries know them, and the kept answers they were read from."""

from datetime import datetime
from typing import ClassVar

from curated.provenance import Sourced
from curated.schema.reference import Author
from curated.schema.row import Row

People = Sourced[tuple[Author, ...]]
"""The authors of a work, by name: to look a generic type up takes half as long as to make the value."""


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


class KeptResponse(Row):
    """A kept answer of a registry. Its body is stored beside it, under its SHA-256."""

    table: ClassVar[str] = "responses"
    key: ClassVar[tuple[str, ...]] = ("sha256", "url")

    sha256: str
    registry: str
    url: str
    status: int
    retrieved_at: datetime

"""The curated files and the headings in them."""

from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.schema.row import Row


class SourceDocument(Row):
    """A curated file. ``name`` is its file name without the folder; ``pages`` is None where there are none."""

    table: ClassVar[str] = "documents"
    key: ClassVar[tuple[str, ...]] = ("document_id",)
    printed: ClassVar[str | None] = "title"

    document_id: str
    sha256: str
    name: str
    format: str
    title: Sourced[str] | None = None
    doi: Sourced[str] | None = None
    pages: int | None = None
    reader: str
    reader_version: str


class DocumentText(Row):
    """The text that the reader made of a file: what ``start`` and ``end`` of every source count in."""

    table: ClassVar[str] = "texts"
    key: ClassVar[tuple[str, ...]] = ("document_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents"}

    document_id: str
    text: str


class Section(Row):
    """A heading as printed; its section runs to the next heading of its level or above."""

    table: ClassVar[str] = "sections"
    key: ClassVar[tuple[str, ...]] = ("section_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents"}
    printed: ClassVar[str | None] = "heading"

    section_id: str
    document_id: str
    level: int
    heading: Sourced[str]


class Failure(Row):
    """Something that could not be done: a file, a page, a request. Its cause and what a person can do about it.

    ``subject`` names the file, page, row or request; ``document_id`` is None where no file could be read.
    """

    table: ClassVar[str] = "failures"
    key: ClassVar[tuple[str, ...]] = ("failure_id",)

    failure_id: str
    document_id: str | None = None
    stage: Literal["read", "extract", "ask", "store"]
    subject: str
    cause: str
    advice: str

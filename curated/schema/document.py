"""The curated files and the headings in them."""

from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.schema.row import Row


class SourceDocument(Row):
    """A curated file.

    :ivar document_id: The first 12 hexadecimal digits of ``sha256``; ids of the document's rows begin with it.
    :ivar sha256: SHA-256 of the file's bytes.
    :ivar name: File name without its folder.
    :ivar format: What it was read as: ``pdf``, ``jats`` or ``markdown`` (which plain text is, too).
    :ivar title: Title as printed.
    :ivar doi: DOI of the document itself, as printed in it or given in its metadata.
    :ivar pages: Number of pages; empty where the format has none. [pages]
    :ivar reader: The reader that made the text.
    :ivar reader_version: Version of that reader.
    """

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
    """The text that the reader made of a file: what ``start`` and ``end`` of every source count in.

    :ivar text: The text itself; offsets count its characters (Unicode code points) from 0.
    """

    table: ClassVar[str] = "texts"
    key: ClassVar[tuple[str, ...]] = ("document_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents"}

    document_id: str
    text: str


class Section(Row):
    """A heading as printed; its section runs to the next heading of its level or above.

    :ivar section_id: Document and place among its headings, from 1.
    :ivar level: Depth of the heading: 1 is the outermost.
    :ivar heading: The heading as printed.
    """

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

    :ivar failure_id: Hash of what failed and why.
    :ivar document_id: The document that it concerns; empty where no file could be read.
    :ivar stage: What was being done: ``read`` a file, ``extract`` from its text, ``ask`` a registry, ``store``
        rows.
    :ivar subject: The file, page, row or request that failed.
    :ivar cause: Why it failed.
    :ivar advice: What a person can do about it.
    """

    table: ClassVar[str] = "failures"
    key: ClassVar[tuple[str, ...]] = ("failure_id",)

    failure_id: str
    document_id: str | None = None
    stage: Literal["read", "extract", "ask", "store"]
    subject: str
    cause: str
    advice: str

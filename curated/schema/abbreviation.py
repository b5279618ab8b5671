"""The short forms that a document defines."""

from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.schema.row import Row


class Abbreviation(Row):
    """A short form and what it stands for, as printed.

    :ivar abbreviation_id: Document and offset of the short form.
    :ivar table_id: The table whose notes or caption define it, where it holds; empty where it holds in the whole
        document.
    :ivar short_form: The short form (``HCC``).
    :ivar long_form: What it stands for.
    :ivar defined_in: Where it is defined: ``text``, a ``list`` of abbreviations, or ``notes`` of a table.
    :ivar uses: Places, besides its own, where the short form is printed with this meaning. [places]
    """

    table: ClassVar[str] = "abbreviations"
    key: ClassVar[tuple[str, ...]] = ("abbreviation_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents", "table_id": "tables"}
    printed: ClassVar[str | None] = "short_form"

    abbreviation_id: str
    document_id: str
    table_id: str | None = None
    short_form: Sourced[str]
    long_form: Sourced[str]
    defined_in: Literal["text", "list", "notes"]
    uses: int

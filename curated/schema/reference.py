"""References as they are printed, the markers that cite them, and what they turned out to be."""

from typing import ClassVar, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from curated.provenance import Sourced
from curated.record import Record
from curated.schema.row import Row


class Author(Record):
    """A person as printed in a reference: ``Ruiz de Galarreta M`` has family ``Ruiz de Galarreta`` and given ``M``.

    ``suffix`` is what is printed of Jr, Sr, III and the like.
    """

    family: str
    given: str = ""
    suffix: str = ""

    @model_serializer(mode="wrap")
    def _without_empty_suffix(self, dump: SerializerFunctionWrapHandler) -> dict[str, str]:
        """Hardly anyone has a suffix, so that it is only written where it is printed."""
        made: dict[str, str] = dump(self)
        if not self.suffix:
            made.pop("suffix", None)
        return made


class Reference(Row):
    """An entry of a reference list. Fields hold what is printed; a field that is not printed is None or empty.

    ``last_page_in_full`` is there where the print leaves out digits (``1898-907``). ``remainder`` holds what is printed
    and belongs to no field, ``unparsed`` says why an entry could not be read as a reference, ``confidence`` how likely
    each field that was parsed is right (0 to 1, from cross-validation; docs/decisions/0012).
    """

    table: ClassVar[str] = "references"
    key: ClassVar[tuple[str, ...]] = ("reference_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents"}
    printed: ClassVar[str | None] = "raw"

    reference_id: str
    document_id: str
    number: Sourced[int] | None = None
    raw: Sourced[str]
    type: str
    authors: tuple[Sourced[Author], ...] = ()
    group_author: tuple[Sourced[str], ...] = ()
    et_al: bool = False
    title: Sourced[str] | None = None
    container_title: Sourced[str] | None = None
    year: Sourced[int] | None = None
    volume: Sourced[str] | None = None
    issue: Sourced[str] | None = None
    first_page: Sourced[str] | None = None
    last_page: Sourced[str] | None = None
    article_number: Sourced[str] | None = None
    publisher: Sourced[str] | None = None
    doi: Sourced[str] | None = None
    pmid: Sourced[str] | None = None
    pmcid: Sourced[str] | None = None
    url: Sourced[str] | None = None
    editors: tuple[Sourced[Author], ...] = ()
    supplement: Sourced[str] | None = None
    last_page_in_full: Sourced[str] | None = None
    place: Sourced[str] | None = None
    arxiv: Sourced[str] | None = None
    isbn: Sourced[str] | None = None
    accessed: Sourced[str] | None = None
    note: Sourced[str] | None = None
    remainder: tuple[Sourced[str], ...] = ()
    unparsed: str | None = None
    confidence: dict[str, float] = {}


class Citation(Row):
    """One marker–reference pair; without ``reference_id`` where what it cites (``cited``) is in no list."""

    table: ClassVar[str] = "citations"
    key: ClassVar[tuple[str, ...]] = ("citation_id",)
    refers: ClassVar[dict[str, str]] = {
        "document_id": "documents",
        "claim_id": "claims",
        "reference_id": "references",
    }
    printed: ClassVar[str | None] = "marker"

    citation_id: str
    document_id: str
    claim_id: str | None = None
    marker: Sourced[str]
    cited: str
    reference_id: str | None = None


class Match(Row):
    """What was decided for a reference, with the reasons for it.

    ``not_asked`` (no registry was asked) and ``failed`` (one was, and could not answer) are not ``unmatched``.
    """

    table: ClassVar[str] = "matches"
    key: ClassVar[tuple[str, ...]] = ("reference_id",)
    refers: ClassVar[dict[str, str]] = {"reference_id": "references", "work_id": "works"}

    reference_id: str
    status: Literal["matched", "ambiguous", "unmatched", "not_asked", "failed"]
    work_id: str | None = None
    score: float | None = None
    reasons: tuple[str, ...] = ()

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

    :ivar reference_id: Document and printed number; a hash of the entry where no number is printed.
    :ivar number: Number in the list, as printed.
    :ivar raw: The whole entry as printed.
    :ivar type: Kind of work by the CSL vocabulary (``article-journal``, ``chapter`` …), judged from the print.
    :ivar authors: People as printed, in order: a JSON list of ``family``, ``given`` and perhaps ``suffix``; in CSV
        ``Family, Given; …``.
    :ivar group_author: Groups named as authors.
    :ivar et_al: Whether the list of authors ends in "et al." or the like.
    :ivar title: Title of the work.
    :ivar container_title: The journal, book or series that it is in.
    :ivar year: Year of publication.
    :ivar volume: Volume.
    :ivar issue: Issue.
    :ivar first_page: First page.
    :ivar last_page: Last page as printed, which may leave out digits (``1898-907``).
    :ivar article_number: Number of an article that has no pages.
    :ivar publisher: Publisher.
    :ivar doi: DOI in lower case, without resolver.
    :ivar pmid: PubMed identifier.
    :ivar pmcid: PubMed Central identifier.
    :ivar url: Web address as printed.
    :ivar editors: Editors, as ``authors``.
    :ivar supplement: Supplement of the issue or volume.
    :ivar last_page_in_full: Last page with all its digits, where the print leaves some out.
    :ivar place: Place of publication.
    :ivar arxiv: arXiv identifier.
    :ivar isbn: ISBN.
    :ivar accessed: Day of access, as printed.
    :ivar note: A remark that is printed in the entry.
    :ivar remainder: What is printed and belongs to no field.
    :ivar unparsed: Why the entry could not be read as a reference; empty where it could.
    :ivar confidence: How likely each parsed field is right, by field (from cross-validation: docs/decisions/0012).
        [share from 0 to 1]
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
    """One marker–reference pair; without ``reference_id`` where what it cites (``cited``) is in no list.

    :ivar citation_id: Document, offset of the marker and what it cites.
    :ivar claim_id: The claim that the marker supports.
    :ivar marker: The marker as printed, of several references or one.
    :ivar cited: The number, or the name and year, that this pair of the marker cites.
    :ivar reference_id: The reference cited; empty where no list has it.
    """

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

    :ivar reference_id: The reference.
    :ivar status: ``matched``, ``ambiguous`` (several works fit), ``unmatched`` (none does), ``not_asked`` (no
        registry was asked) or ``failed`` (one was, and could not answer).
    :ivar work_id: The work that it was matched with.
    :ivar score: Agreement of the print with the best candidate. [share from 0 to 1]
    :ivar reasons: What agrees and what does not, in words.
    """

    table: ClassVar[str] = "matches"
    key: ClassVar[tuple[str, ...]] = ("reference_id",)
    refers: ClassVar[dict[str, str]] = {"reference_id": "references", "work_id": "works"}

    reference_id: str
    status: Literal["matched", "ambiguous", "unmatched", "not_asked", "failed"]
    work_id: str | None = None
    score: float | None = None
    reasons: tuple[str, ...] = ()

"""The audited unit: one claim leaning on one reference, the sentences that bear on it, and what agrees."""

from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.schema.row import Row


class Link(Row):
    """A claim–reference pair on separate axes, never one score. An axis nobody looked at says ``not_checked``.

    ``depth`` is how deep the cited item could be read; ``evidence`` lists ids of the table ``evidence``, best first;
    ``cause`` says in words why ``support`` is what it is.
    """

    table: ClassVar[str] = "links"
    key: ClassVar[tuple[str, ...]] = ("link_id",)
    refers: ClassVar[dict[str, str]] = {"claim_id": "claims", "reference_id": "references"}

    link_id: str
    claim_id: str
    reference_id: str
    resolution: Literal["matched", "ambiguous", "unmatched", "not_asked", "failed"]
    update_status: tuple[str, ...] = ()
    identity: Literal["agrees", "differs", "not_checked"] = "not_checked"
    support: Literal["supported", "not_found_at_this_depth", "contradicted", "needs_review", "not_checked"] = (
        "not_checked"
    )
    depth: Literal["title", "abstract", "full_text", "registry"] | None = None
    evidence: tuple[str, ...] = ()
    score: float | None = None
    cause: str = ""


class Evidence(Row):
    """A sentence of a cited item that bears on a claim, verbatim.

    ``rank`` counts from 1 within its link; ``start`` and ``end`` are its offsets in the value that its source points to
    (an abstract, a title), or in the document where it is printed; ``matched`` are the words that the claim has too.
    """

    table: ClassVar[str] = "evidence"
    key: ClassVar[tuple[str, ...]] = ("evidence_id",)
    refers: ClassVar[dict[str, str]] = {"link_id": "links"}
    printed: ClassVar[str | None] = "text"

    evidence_id: str
    link_id: str
    rank: int
    depth: Literal["title", "abstract", "full_text", "registry"]
    text: Sourced[str]
    start: int
    end: int
    score: float
    matched: tuple[str, ...] = ()


class Agreement(Row):
    """One attribute of a claim held against the cited item.

    ``attribute`` is ``drug``, ``comparator``, ``disease``, ``population``, ``species``, ``design``, ``phase``,
    ``trial``, ``value``, ``direction`` or ``year``. ``not_stated`` is where the item, as deep as it was read, says
    nothing of it; it is never a disagreement. ``claimed`` and ``found`` are the words on both sides.
    """

    table: ClassVar[str] = "agreements"
    key: ClassVar[tuple[str, ...]] = ("link_id", "attribute")
    refers: ClassVar[dict[str, str]] = {"link_id": "links"}
    printed: ClassVar[str | None] = "claimed"

    link_id: str
    attribute: str
    verdict: Literal["agrees", "differs", "not_stated", "unclear"]
    claimed: Sourced[str] | None = None
    found: Sourced[str] | None = None
    reason: str = ""

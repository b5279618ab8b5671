"""The audited unit: one claim leaning on one reference, the sentences that bear on it, and what agrees."""

from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.schema.row import Row


class Link(Row):
    """A claim–reference pair on separate axes, never one score. An axis nobody looked at says ``not_checked``.

    :ivar link_id: The claim and what it cites.
    :ivar resolution: The status of the reference's match.
    :ivar update_status: Kinds of update that the matched work has seen (``retraction`` …).
    :ivar identity: Whether the matched work is the one printed: ``agrees``, ``differs``, ``not_checked``.
    :ivar support: Whether it supports the claim, as far as was read: ``supported``, ``not_found_at_this_depth``,
        ``contradicted``, ``needs_review``, ``not_checked``.
    :ivar depth: How deep was read: ``title``, ``abstract``, ``full_text`` or ``registry``.
    :ivar evidence: Ids of the table ``evidence``, best first.
    :ivar score: Agreement of the print with the matched work. [share from 0 to 1]
    :ivar cause: Why ``support`` is what it is.
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

    :ivar evidence_id: The link and the rank.
    :ivar rank: From 1 within its link, best first.
    :ivar depth: Where it stands: ``title``, ``abstract``, ``full_text`` or ``registry``.
    :ivar text: The sentence.
    :ivar start: Its first character in the value that its source points to (an abstract, a title), or in the document
        where it is printed.
    :ivar end: The character after its last.
    :ivar score: How well it fits the claim; only for sorting the sentences of one link.
    :ivar matched: Words that the claim has too.
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

    :ivar attribute: ``drug``, ``comparator``, ``target``, ``disease``, ``population``, ``species``, ``design``,
        ``phase``, ``trial``, ``value``, ``direction`` or ``year``.
    :ivar verdict: ``agrees``, ``differs``, ``unclear`` or, where the item as deep as it was read says nothing of it,
        ``not_stated``, which is never a disagreement.
    :ivar claimed: The words of the claim.
    :ivar found: The words of the cited item.
    :ivar reason: Why, in words.
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

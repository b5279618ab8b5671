"""The audited unit: one claim leaning on one reference."""

from typing import ClassVar, Literal

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
    :ivar evidence: The words that speak for it or against it.
    :ivar score: Agreement of the print with the matched work. [share from 0 to 1]
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

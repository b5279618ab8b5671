"""The audited unit: one claim leaning on one reference."""

from typing import ClassVar, Literal

from curated.schema.row import Row


class Link(Row):
    """A claim–reference pair on separate axes, never one score. An axis nobody looked at says ``not_checked``."""

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

"""Remarks of the audit's rules."""

from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.schema.row import Row


class Finding(Row):
    """One remark of a rule about one row (``subject`` is the row's id). ``evidence`` quotes what it rests on.

    ``look_at`` tells a person what to compare; ``confidence`` how sure the rule is.
    """

    table: ClassVar[str] = "findings"
    key: ClassVar[tuple[str, ...]] = ("finding_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents"}

    finding_id: str
    document_id: str
    rule: str
    severity: Literal["error", "warning", "note"]
    subject: str
    message: str
    evidence: tuple[Sourced[str], ...] = ()
    look_at: str = ""
    confidence: Literal["certain", "likely", "possible"] = "certain"

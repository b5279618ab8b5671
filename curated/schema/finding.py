"""Remarks of the audit's rules."""

from typing import ClassVar, Literal

from curated.provenance import Sourced
from curated.schema.row import Row


class Finding(Row):
    """One remark of a rule about one row.

    :ivar finding_id: Document and a hash of rule, subject and message.
    :ivar rule: The rule.
    :ivar severity: ``error``, ``warning`` or ``note``.
    :ivar subject: Id of the row that it is about.
    :ivar message: The remark.
    :ivar evidence: Quotes that it rests on.
    :ivar look_at: What a person should compare.
    :ivar confidence: How sure the rule is: ``certain``, ``likely`` or ``possible``.
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

"""A person's verdicts, kept apart from the machine's rows."""

from datetime import datetime
from typing import ClassVar, Literal

from curated.schema.row import Row


class Decision(Row):
    """One person's verdict on a row.

    :ivar subject: Id of the row.
    :ivar verdict: ``accept``, ``reject`` or ``unsure``.
    :ivar note: A remark.
    :ivar by: Who decided.
    :ivar at: When. UTC.
    :ivar row_hash: SHA-256 of the row's values when it was decided, so that staleness shows.
    """

    table: ClassVar[str] = "decisions"
    key: ClassVar[tuple[str, ...]] = ("subject", "by", "at")

    subject: str
    verdict: Literal["accept", "reject", "unsure"]
    note: str = ""
    by: str
    at: datetime
    row_hash: str

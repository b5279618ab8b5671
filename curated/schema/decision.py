"""A person's verdicts and corrections, kept apart from the machine's rows."""

from datetime import datetime
from typing import ClassVar, Literal

from curated.schema.row import Row

Verdict = Literal["accept", "reject", "unsure"]


class Decision(Row):
    """One person's verdict on a row, or on one field of it, perhaps with the value that it should have.

    :ivar subject: Id of the row.
    :ivar verdict: ``accept``, ``reject`` or ``unsure``.
    :ivar field: The column that the verdict is on; empty where it is on the row as a whole.
    :ivar value: The right value, as people write it (:mod:`curated.decisions_values`).
    :ivar replaces: The value that the machine had, written the same way.
    :ivar note: A remark.
    :ivar by: Who decided.
    :ivar at: When. UTC.
    :ivar row_hash: SHA-256 of the row's values when it was decided, so that staleness shows.
    """

    table: ClassVar[str] = "decisions"
    key: ClassVar[tuple[str, ...]] = ("subject", "field", "by", "at")

    subject: str
    verdict: Verdict
    field: str = ""
    value: str | None = None
    replaces: str | None = None
    note: str = ""
    by: str
    at: datetime
    row_hash: str

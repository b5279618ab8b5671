"""A person's verdicts, kept apart from the machine's rows."""

from datetime import datetime
from typing import ClassVar, Literal

from curated.schema.row import Row


class Decision(Row):
    """One person's verdict on a row; ``row_hash`` is the row's content when it was given, so that staleness shows."""

    table: ClassVar[str] = "decisions"
    key: ClassVar[tuple[str, ...]] = ("subject", "by", "at")

    subject: str
    verdict: Literal["accept", "reject", "unsure"]
    note: str = ""
    by: str
    at: datetime
    row_hash: str

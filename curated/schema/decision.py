"""A person's verdicts and corrections, kept apart from the machine's rows."""

from datetime import datetime
from typing import ClassVar, Literal

from curated.schema.row import Row

Verdict = Literal["accept", "reject", "unsure"]


class Decision(Row):
    """One person's verdict on a row, or on one field of it, perhaps with the value that it should have.

    ``subject`` is the row's id. ``field`` is empty where the verdict is on the row as a whole. ``value`` is the right
    value and ``replaces`` the one that the machine had, both as people write them (:mod:`curated.decisions_values`).
    ``row_hash`` is the row's content when the verdict was given, so that staleness shows.
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

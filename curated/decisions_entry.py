"""A row of a decisions file before anything of it was checked, and a line that cannot be used."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple, get_args

from curated.schema import Verdict

COLUMNS = ("subject", "verdict", "field", "value", "replaces", "note", "by", "at", "row_hash")
"""The columns of a decisions file; ``replaces`` is what the machine had where ``value`` is to stand."""


class Entry(NamedTuple):
    """What is written in one row of a decisions file, by column; ``line`` counts from 1."""

    line: int
    values: Mapping[str, str]


class Refused(NamedTuple):
    """A line that was left out: what is wrong with it and what to do."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def verdict_of(text: str) -> Verdict:
    """The verdict that is written; raises ValueError where it is none."""
    word = text.strip().lower()
    for verdict in get_args(Verdict):
        if word == verdict:
            known: Verdict = verdict
            return known
    raise ValueError(f"the verdict is “{' '.join(text.split())[:40]}”; it can be accept, reject or unsure")


def moment_of(text: str, default: datetime) -> datetime:
    """A moment in ISO 8601, of UTC where it names no zone; the default where it is empty.

    :raises ValueError: where it is no moment.

    >>> moment_of("2026-03-31T16:05+02:00", datetime.min).isoformat()
    '2026-03-31T14:05:00+00:00'
    """
    if not text:
        return default
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"“{text[:40]}” is no moment such as 2026-03-31T14:05:00Z: write it so, or leave it empty"
        ) from error

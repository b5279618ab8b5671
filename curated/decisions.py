"""What people's decisions come to: which of them hold, which went stale, and what they say of each row.

The last decision of a person on a row, or on a field of it, is the one that counts. What most people say holds; a tie
is disputed, and then nothing is laid over. Someone who is unsure has no say. A decision on a row that changed since is
stale and has none either.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from curated.columns import row_hash, to_columns
from curated.dataset import Dataset
from curated.decisions_values import correctable, is_decided_on, read_value, value_text, with_values
from curated.provenance import Method
from curated.schema import Decision, Match, Row, Verdict

Standing = Literal["in force", "unsure", "disputed", "outvoted", "superseded", "stale", "gone"]
"""What became of a decision: ``gone`` is one whose row is gone, ``superseded`` one that its maker changed later."""


@dataclass(frozen=True)
class Ruling:
    """What people say of a row, or of a field of it.

    ``corrects`` says that the field should have ``value``, in the form of its column, instead of what the machine read.
    """

    row: Row
    field: str
    verdict: Verdict | Literal["disputed"]
    corrects: bool
    value: Any
    by: tuple[str, ...]
    at: datetime
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rulings:
    """All decisions of a dataset with their standing, and what they come to by table and row id."""

    standings: tuple[tuple[Decision, Standing], ...] = ()
    of_row: Mapping[tuple[str, str], tuple[Ruling, ...]] = field(default_factory=dict)
    table_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The table of the row that decisions speak of, by subject and field, also where they went stale."""

    @property
    def tables(self) -> frozenset[str]:
        """The tables that decisions speak of."""
        return frozenset(self.table_of.values())

    def is_on(self, decision: Decision, row: Row) -> bool:
        """Whether a decision is on this row, and not on another that shares its id."""
        return self.table_of.get((decision.subject, decision.field)) == row.table

    def of(self, row: Row) -> tuple[Ruling, ...]:
        """What people say of this row, of the whole first, then field by field."""
        return self.of_row.get((row.table, row.row_id), ())

    @property
    def settled(self) -> frozenset[str]:
        """The findings that people rejected: they are shown as settled and no pipeline fails on them."""
        return frozenset(
            row_id
            for (table, row_id), rulings in self.of_row.items()
            if table == "findings" and any(ruling.field == "" and ruling.verdict == "reject" for ruling in rulings)
        )


def rulings(dataset: Dataset) -> Rulings:
    """What the decisions of a dataset come to."""
    if not dataset.decisions:
        return Rulings()
    subjects = {decision.subject for decision in dataset.decisions}
    rows: dict[str, list[Row]] = defaultdict(list)
    for one in dataset.rows():
        if is_decided_on(type(one)) and one.row_id in subjects:
            rows[one.row_id].append(one)
    hashes = {subject: {row_hash(row) for row in held} for subject, held in rows.items()}
    standings: dict[str, Standing] = {}
    tables: dict[tuple[str, str], str] = {}
    of_row: dict[tuple[str, str], list[Ruling]] = defaultdict(list)
    for (subject, name), decisions in _by_question(dataset.decisions).items():
        row: Row | None = row_meant(rows.get(subject, ()), name)
        if row is not None:
            tables[subject, name] = row.table
        last = {decision.by: decision for decision in decisions}
        fresh: list[Decision] = []
        for decision in decisions:
            if decision is not last[decision.by]:
                standings[decision.row_id] = "superseded"
            elif row is None:
                standings[decision.row_id] = "gone"
            elif decision.row_hash not in hashes[subject] or not _is_readable(row, decision):
                standings[decision.row_id] = "stale"
            else:
                fresh.append(decision)
        if row is not None and fresh:
            ruling, held = _settle(row, name, fresh)
            of_row[row.table, row.row_id].append(ruling)
            standings |= held
    return Rulings(
        tuple((decision, standings[decision.row_id]) for decision in dataset.decisions),
        {key: tuple(held) for key, held in of_row.items()},
        tables,
    )


def row_meant(rows: Iterable[Row], name: str) -> Row | None:
    """Which of the rows that share an id is meant by a decision on this field.

    A field is that of the row that has it. A verdict on a reference as a whole is on what it was matched to.
    """
    candidates = list(rows)
    if name:
        return next((row for row in candidates if name in correctable(type(row))), None)
    return next((row for row in candidates if isinstance(row, Match)), candidates[0] if candidates else None)


def said(row: Row, decision: Decision) -> tuple[Verdict, bool, Any]:
    """A decision as a verdict, whether it corrects its field, and the right value in the form of the column.

    A value that differs from the machine's is a correction, whichever verdict stands beside it: whoever gives the right
    value rejects the one that is there. A field that is rejected without a value has none.
    """
    if not decision.field or decision.verdict == "unsure" or (decision.verdict == "accept" and decision.value is None):
        return decision.verdict, False, None
    value = read_value(type(row), decision.field, decision.value or "")
    if value == to_columns(row)[0][decision.field]:
        return "accept", False, None
    return "reject", True, value


def _by_question(decisions: Sequence[Decision]) -> dict[tuple[str, str], list[Decision]]:
    """Decisions by subject and field, the earliest first."""
    questions: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda one: (one.subject, one.field, one.at, one.by)):
        questions[decision.subject, decision.field].append(decision)
    return questions


def _is_readable(row: Row, decision: Decision) -> bool:
    """Whether the row takes the value: a newer version may have made the column another."""
    try:
        _, corrects, value = said(row, decision)
        if corrects:
            with_values(row, {decision.field: value}, Method(name="corrected", version=""))
    except ValueError:
        return False
    return True


def _settle(row: Row, name: str, fresh: Sequence[Decision]) -> tuple[Ruling, dict[str, Standing]]:
    """What most of the people say, and the standing of each of their decisions."""
    votes = {decision.row_id: _vote(row, decision) for decision in fresh}
    count = Counter(vote for vote in votes.values() if vote != "unsure").most_common()
    if not count:
        choice = "unsure"
    elif len(count) > 1 and count[0][1] == count[1][1]:
        choice = "disputed"
    else:
        choice = count[0][0]
    standings: dict[str, Standing] = {}
    for decision in fresh:
        vote = votes[decision.row_id]
        if vote == "unsure":
            standings[decision.row_id] = "unsure"
        elif choice == "disputed":
            standings[decision.row_id] = "disputed"
        else:
            standings[decision.row_id] = "in force" if vote == choice else "outvoted"
    if choice == "disputed":
        behind = [decision for decision in fresh if votes[decision.row_id] != "unsure"]
        return _ruling(row, name, "disputed", behind), standings
    behind = [decision for decision in fresh if votes[decision.row_id] == choice]
    return _ruling(row, name, None, behind), standings


def _vote(row: Row, decision: Decision) -> str:
    verdict, corrects, value = said(row, decision)
    return f"should read {value_text(value)}" if corrects else verdict


def _ruling(row: Row, name: str, verdict: Literal["disputed"] | None, behind: Sequence[Decision]) -> Ruling:
    outcome, corrects, value = (verdict, False, None) if verdict else said(row, behind[-1])
    return Ruling(
        row=row,
        field=name,
        verdict=outcome,
        corrects=corrects,
        value=value,
        by=tuple(decision.by for decision in behind),
        at=behind[-1].at,
        notes=tuple(decision.note for decision in behind if decision.note),
    )

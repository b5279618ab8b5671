"""What an export says of decisions: their standing, and tables as people decided that they are.

Beside the machine's ``references.csv`` lies ``references_decided.csv`` as soon as there is a decision on a reference:
the same rows and columns with corrected values in place, and what people said of each row. It is for reading and for
further work; the machine's file stays what the machine read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from curated.columns import Kind
from curated.decisions import Ruling, Rulings
from curated.decisions_laid_over import decided_values
from curated.schema import Row

DECIDED = "_decided"
"""What the name of a decided table ends in."""

DECIDED_COLUMNS: Mapping[str, Kind] = {
    "decision": "text",
    "decided_by": "text",
    "decided_at": "timestamp",
    "decision_note": "text",
    "decided_fields": "json",
    "corrected": "json",
}
"""The columns that a decided table has more."""

DESCRIPTIONS: Mapping[str, str] = {
    "decision": "What people say of the row: accept, reject, unsure, or disputed where they disagree.",
    "decided_by": "Who says it of the row or of a field of it.",
    "decided_at": "When the last of them decided. UTC.",
    "decision_note": "Their notes.",
    "decided_fields": "What people say of single columns: a JSON object of verdicts by column.",
    "corrected": "What the machine had where the row has another value: a JSON object of values by column.",
}
"""What those columns mean, for descriptors."""


def with_standing(rows: Iterable[dict[str, Any]], known: Rulings) -> list[dict[str, Any]]:
    """The rows of the table ``decisions`` with what became of each: its standing, and whether it is stale."""
    return [
        {**row, "standing": standing, "stale": standing in ("stale", "gone")}
        for row, (_, standing) in zip(rows, known.standings, strict=True)
    ]


def decided_table(rows: Sequence[Row], values: Iterable[Mapping[str, Any]], known: Rulings) -> list[dict[str, Any]]:
    """The rows of an exported table as people decided; ``values`` are the columns of each as the machine has them."""
    return [_decided(row, columns, known.of(row)) for row, columns in zip(rows, values, strict=True)]


def _decided(row: Row, columns: Mapping[str, Any], said: Sequence[Ruling]) -> dict[str, Any]:
    if not said:
        return dict(columns)
    changed = decided_values(row, said)
    whole = next((one for one in said if not one.field), None)
    notes = dict.fromkeys(note for one in said for note in one.notes)
    return {
        **columns,
        **changed,
        "decision": whole.verdict if whole else None,
        "decided_by": "; ".join(dict.fromkeys(name for one in said for name in one.by)),
        "decided_at": max(one.at for one in said),
        "decision_note": "; ".join(notes) or None,
        "decided_fields": {one.field: one.verdict for one in said if one.field} or None,
        "corrected": {name: columns[name] for name, value in changed.items() if columns[name] != value} or None,
    }

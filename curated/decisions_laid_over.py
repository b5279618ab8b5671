"""The dataset as people decided that it is: what audit, refresh and bibliographies work on, never what is stored.

A corrected value stands in its row, with the place that the machine's came from and a step that says who corrected it
and when. A rejected match is none; an accepted or corrected one is a match. A rejected row of what was read (a claim,
an outcome, a trial's mention …) is left out, with what hangs on it. Links and findings stay: they are shown as settled.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from curated.dataset import Dataset
from curated.decisions import Ruling, Rulings, rulings
from curated.decisions_values import with_values
from curated.provenance import Method
from curated.schema import (
    ROWS,
    Agreement,
    Evidence,
    Finding,
    Link,
    Match,
    Reference,
    Row,
    SourceDocument,
    Trial,
    Work,
)

_KEPT: tuple[type[Row], ...] = (
    SourceDocument, Reference, Match, Work, Trial, Link, Evidence, Agreement, Finding,
)  # fmt: skip
"""Rows that stay when they are rejected: others say what to do then, or nothing follows from it."""


def laid_over(dataset: Dataset, known: Rulings | None = None) -> Dataset:
    """The dataset with people's decisions laid over its rows; itself where there are none that hold."""
    known = rulings(dataset) if known is None else known
    by_table: dict[str, dict[str, tuple[Ruling, ...]]] = defaultdict(dict)
    for (table, row_id), said in known.of_row.items():
        by_table[table][row_id] = said
    if not by_table:
        return dataset
    rows = {
        table: [decided_row(row, said[row.row_id]) if row.row_id in said else row for row in getattr(dataset, table)]
        for table, said in by_table.items()
    }
    rejected = {
        table: {
            row_id
            for row_id, on_row in said.items()
            if any(not one.field and one.verdict == "reject" for one in on_row)
        }
        for table, said in by_table.items()
    }
    tables: dict[str, Any] = {table: tuple(held) for table, held in rows.items()}
    return _without(
        replace(dataset, **tables), {row_class.table: rejected.get(row_class.table, set()) for row_class in _left_out()}
    )


def decided_row(row: Row, said: Sequence[Ruling]) -> Row:
    """The row with the values that people decided on."""
    values = decided_values(row, said)
    if not values:
        return row
    corrections = [one for one in said if one.corrects] or said
    by = ", ".join(dict.fromkeys(name for one in corrections for name in one.by))
    latest = max(one.at for one in corrections).isoformat()
    return with_values(row, values, Method(name=f"corrected by {by}", version=latest))


def decided_values(row: Row, said: Sequence[Ruling]) -> dict[str, Any]:
    """The columns of the row that people's decisions change, with their values."""
    values = {one.field: one.value for one in said if one.corrects}
    if isinstance(row, Match):
        values |= _match(row, said, values)
    return values


def _match(match: Match, said: Sequence[Ruling], values: Mapping[str, Any]) -> dict[str, Any]:
    """A match as people decided: the work that they name, none where they reject it, its own where they accept it."""
    verdict = next((one for one in said if not one.field), None)
    chosen = next((one for one in said if one.field == "work_id" and one.corrects), None)
    if chosen is not None:
        who = " and ".join(chosen.by)
        if values["work_id"] is None:
            return {"status": "unmatched", "score": None, "reasons": [f"rejected by {who}", *match.reasons]}
        return {"status": "matched", "score": None, "reasons": [f"chosen by {who}"]}
    if verdict is None:
        return {}
    who = " and ".join(verdict.by)
    if verdict.verdict == "reject" and match.status in ("matched", "ambiguous"):
        return {
            "status": "unmatched",
            "work_id": None,
            "score": None,
            "reasons": [f"rejected by {who}", *([f"it was {match.work_id}"] if match.work_id else match.reasons)],
        }
    if verdict.verdict == "accept" and match.status == "ambiguous" and match.work_id is not None:
        return {"status": "matched", "reasons": [f"accepted by {who}", *match.reasons]}
    return {}


def _left_out() -> list[type[Row]]:
    return [row_class for row_class in ROWS if row_class not in _KEPT]


def _without(dataset: Dataset, rejected: Mapping[str, set[str]]) -> Dataset:
    """The dataset without these rows, without what cannot be without them, and without what refers to them."""
    gone = {table: set(row_ids) for table, row_ids in rejected.items() if row_ids}
    if not gone:
        return dataset
    changed: dict[str, Any] = {}
    for row_class in ROWS:  # what is referred to comes first
        refers = {column: gone[table] for column, table in row_class.refers.items() if gone.get(table)}
        leaving = gone.get(row_class.table, set())
        if not refers and not leaving:
            continue
        kept: list[Row] = []
        for row in getattr(dataset, row_class.table):
            lost = {column for column, ids in refers.items() if getattr(row, column) in ids}
            needed = {column for column in lost if row_class.model_fields[column].is_required()}
            if row.row_id in leaving or needed:
                gone.setdefault(row_class.table, set()).add(row.row_id)
            else:
                kept.append(row.model_copy(update=dict.fromkeys(lost)) if lost else row)
        changed[row_class.table] = tuple(kept)
    return replace(dataset, **changed)

"""A decision made of what a person wrote: on which row, whether it can be given there, and what it replaces."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from curated.columns import row_hash, to_columns
from curated.decisions import row_meant, said
from curated.decisions_entry import COLUMNS, moment_of, verdict_of
from curated.decisions_values import correctable, is_decided_on, value_text, with_values
from curated.provenance import Method
from curated.schema import ROWS, Decision, Match, Row
from curated.subjects import Subjects

_LONGEST: Mapping[str, int] = {"subject": 300, "field": 100, "value": 10_000, "note": 10_000, "by": 100}
"""In characters; those of the key together fit into an index of PostgreSQL."""
_LONGEST_REPLACED = 2000
_HASH = re.compile(r"[0-9a-f]{64}")
_FIELDS = {name for row_class in ROWS for name in correctable(row_class)}
_AHEAD = timedelta(days=1)
"""How far the clock of another computer may be ahead."""


def decision_of(values: Mapping[str, str], subjects: Subjects, now: datetime) -> Decision:
    """The decision that a person wrote, with the columns of a decisions file; ``now`` is when, where they did not say.

    A row that is named by enough of its id gets it whole. Without ``row_hash`` the decision is on the row as it is now.

    :raises ValueError: where it cannot be given like this.
    :raises SubjectError: where the row cannot be found.
    """
    given = {name: values.get(name) or "" for name in COLUMNS}
    for name, longest in _LONGEST.items():
        if len(given[name]) > longest:
            raise ValueError(f"{name} has {len(given[name])} characters: at most {longest} are taken")
    subject, by, held = given["subject"].strip(), given["by"].strip(), given["row_hash"].strip().lower()
    verdict = verdict_of(given["verdict"])
    if not subject:
        raise ValueError("it has no subject: give the id of a row")
    if not by:
        raise ValueError("it does not say who decided: fill in “by”, or give --by NAME")
    if held and _HASH.fullmatch(held) is None:
        raise ValueError("row_hash is no SHA-256: leave it empty to decide on the row as it is now")
    made = Decision(
        subject=subject,
        verdict=verdict,
        field=given["field"].strip(),
        value=given["value"] if given["value"].strip() else None,
        replaces=_replaced(given["replaces"]),
        note=given["note"],
        by=by,
        at=_past(given["at"].strip(), now),
        row_hash=held,
    )
    if made.value is not None and not made.field:
        raise ValueError("it has a value but no field: name the column that should have this value")
    return _on_row(made, subjects)


def written(decision: Decision) -> dict[str, str]:
    """A decision as the columns of a decisions file."""
    return {name: value_text(value) or "" for name, value in to_columns(decision)[0].items() if name != "at"} | {
        "at": decision.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    }


def _past(text: str, now: datetime) -> datetime:
    """When it was decided, which is not to come: a later decision takes the place of an earlier one."""
    moment = moment_of(text, now)
    if moment > now + _AHEAD:
        raise ValueError(f"{text} lies ahead: write when it was decided, or leave it empty")
    return moment


def _on_row(made: Decision, subjects: Subjects) -> Decision:
    """The decision with its row's whole id and hash, and with what its value replaces, where the row is still there."""
    rows = subjects.rows(made.subject)
    if not rows and not made.row_hash:
        rows = subjects.find(made.subject)
    rows = tuple(row for row in rows if is_decided_on(type(row)))
    if not rows:
        if not made.row_hash:
            raise ValueError(f"{made.subject} is of a table that nobody decides on")
        if made.field and made.field not in _FIELDS:
            raise ValueError(f"no table has a column {made.field} that can be corrected")
        return made
    row = row_meant(rows, made.field)
    if row is None:
        could = ", ".join(name for one in rows for name in correctable(type(one)))
        raise ValueError(f"{made.field} of {rows[0].row_id} cannot be corrected; these can: {could}")
    fresh = not made.row_hash or made.row_hash in {row_hash(one) for one in rows}
    update = {"subject": row.row_id, "value": _row_named(row, made, subjects)}
    if fresh:
        update["row_hash"] = row_hash(row)
        if made.field:
            update["replaces"] = _replaced(value_text(to_columns(row)[0][made.field]))
    made = made.model_copy(update=update)
    _check(row, made, fresh)
    return made


def _row_named(row: Row, made: Decision, subjects: Subjects) -> str | None:
    """The value; where it names another row, that row's whole id."""
    table = type(row).refers.get(made.field)
    if table is None or made.value is None:
        return made.value
    document = getattr(row, "document_id", None)
    found = [
        one
        for one in subjects.find(made.value.strip())
        if one.table == table and document in (None, getattr(one, "document_id", document))
    ]
    if not found:
        same = f"{table} of the same document" if document else table
        raise ValueError(f"{made.field} names a row of {same}; {made.value[:60]} is none")
    return found[0].row_id


def _check(row: Row, made: Decision, fresh: bool) -> None:
    """Raises ValueError where the row cannot be decided on like this."""
    _, corrects, value = said(row, made)
    if corrects:
        with_values(row, {made.field: value}, Method(name=f"corrected by {made.by}", version=""))
    undefined = isinstance(row, Match) and row.status == "ambiguous" and row.work_id is None
    if undefined and fresh and not made.field and made.verdict == "accept":
        raise ValueError(
            f"{row.row_id} could be several works: say which, with the field work_id and the work's id as its value"
        )


def _replaced(text: str | None) -> str | None:
    """What was replaced, for people: long texts are cut."""
    if not text:
        return None
    return text if len(text) <= _LONGEST_REPLACED else f"{text[: _LONGEST_REPLACED - 1]}…"

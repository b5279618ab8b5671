"""A comparison for people, as a table and the changes under it, and for scripts, as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from curated.columns import columns_of
from curated.diff import LoneRow, TableDiff
from curated.diff_sides import COMPARED, Side
from curated.plain_text import one_line

_CLASSES = {row_class.table: row_class for row_class in COMPARED}
_LONGEST = 80


def diff_lines(old: Side, new: Side, diffs: Iterable[TableDiff], most: int | None) -> Iterator[str]:
    """The comparison as lines; of each table at most ``most`` changes of a kind, all where None."""
    diffs = list(diffs)
    yield f"from {one_line(old.place)}"
    yield f"to   {one_line(new.place)}"
    for side, word in ((old, "old"), (new, "new")):
        if side.unknown:
            names = ", ".join(map(one_line, side.unknown))
            yield f"not compared, as this litcurate does not know them ({word}): {names}"
    changed = [one for one in diffs if not one.is_empty]
    if not changed:
        yield "no differences"
        return
    yield ""
    yield f"{'table':<15} {'old':>9} {'new':>9} {'added':>8} {'gone':>8} {'changed':>8} {'moved':>8}"
    for one in changed:
        yield (
            f"{one.table:<15} {one.rows[0]:>9} {one.rows[1]:>9} {len(one.added):>8} {len(one.gone):>8}"
            f" {len(one.changed):>8} {one.moved:>8}"
        )
    for one in changed:
        yield ""
        yield from _table_lines(one, most)


def _table_lines(one: TableDiff, most: int | None) -> Iterator[str]:
    yield one.table
    for word, names in (("only old", one.columns_only_old), ("only new", one.columns_only_new)):
        if names:
            yield f"  {word}: column {', '.join(map(one_line, names))}"
    for row in one.changed[:most]:
        yield f"  ~ {one_line(row.row_id)}" + (f"  (was {one_line(row.was)})" if row.was != row.row_id else "")
        for name, (before, after) in row.values.items():
            yield f"      {name}: {_shown(before)} → {_shown(after)}"
    yield from _more(len(one.changed), most, "changed")
    for sign, rows, word in (("+", one.added, "added"), ("-", one.gone, "gone")):
        for lone in rows[:most]:
            yield f"  {sign} {one_line(lone.row_id)}  {_printed(one.table, lone)}".rstrip()
        yield from _more(len(rows), most, word)


def _more(number: int, most: int | None, word: str) -> Iterator[str]:
    if most is not None and number > most:
        yield f"    … and {number - most} more {word} (--all)"


def _printed(table: str, row: LoneRow) -> str:
    printed = _CLASSES[table].printed
    return _shown(row.values[printed]) if printed and row.values.get(printed) is not None else ""


def _shown(value: Any) -> str:
    if value is None:
        return "(none)"
    return one_line(value.isoformat() if isinstance(value, datetime) else str(value), _LONGEST)


def diff_json(old: Side, new: Side, diffs: Iterable[TableDiff]) -> Mapping[str, Any]:
    """The comparison as JSON: every table with all of its changes."""
    return {
        "old": {"place": old.place, "not_compared": list(old.unknown)},
        "new": {"place": new.place, "not_compared": list(new.unknown)},
        "tables": {
            one.table: {
                "rows": {"old": one.rows[0], "new": one.rows[1]},
                "same": one.same,
                "moved": one.moved,
                "columns_only_old": list(one.columns_only_old),
                "columns_only_new": list(one.columns_only_new),
                "added": [_lone_json(one.table, row) for row in one.added],
                "gone": [_lone_json(one.table, row) for row in one.gone],
                "changed": [
                    {
                        "id": row.row_id,
                        "was": row.was,
                        "values": {
                            name: {"old": _json(one.table, name, before), "new": _json(one.table, name, after)}
                            for name, (before, after) in row.values.items()
                        },
                    }
                    for row in one.changed
                ],
            }
            for one in diffs
        },
    }


def _lone_json(table: str, row: LoneRow) -> Mapping[str, Any]:
    return {"id": row.row_id, "values": {name: _json(table, name, value) for name, value in row.values.items()}}


def _json(table: str, name: str, value: Any) -> Any:
    kinds = {column.name: column.kind for column in columns_of(_CLASSES[table])}
    if isinstance(value, str) and kinds.get(name) == "json":
        try:
            return json.loads(value)
        except ValueError:  # somebody else wrote the file
            return value
    return value.isoformat() if isinstance(value, datetime) else value

"""What changed between two datasets or releases: per table and per value.

Values are compared, not where they came from. Columns that one side does not have are named and not compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from curated.diff_matching import matched, own_id
from curated.diff_sides import COMPARED, Side
from curated.schema import Row

if TYPE_CHECKING:
    import pyarrow

_ANY_ROW = frozenset({"subject"})
"""Columns that hold the id of a row of any table."""


class ChangedRow(NamedTuple):
    """A row with the values that changed, old and new, by column; ``was`` is its old id."""

    row_id: str
    was: str
    values: Mapping[str, tuple[Any, Any]]


class LoneRow(NamedTuple):
    """A row that only one side has, with its values by column."""

    row_id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class TableDiff:
    """The changes of a table. ``moved`` counts rows with only another id, ``same`` those that are as they were."""

    table: str
    rows: tuple[int, int]
    added: tuple[LoneRow, ...] = ()
    gone: tuple[LoneRow, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    moved: int = 0
    same: int = 0
    columns_only_old: tuple[str, ...] = ()
    columns_only_new: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed; an id that moved is no change."""
        return not (self.added or self.gone or self.changed or self.columns_only_old or self.columns_only_new)


@dataclass
class _Renamed:
    """Ids of the old side by those of the new, where they differ: of each table, and of all of them."""

    of: dict[str, dict[str, str]] = field(default_factory=dict)
    any: dict[str, str] = field(default_factory=dict)

    def add(self, table: str, old: str, new: str) -> None:
        if old != new:
            self.of.setdefault(table, {})[old] = new
            self.any[old] = new


def diff(old: Side, new: Side) -> Iterator[TableDiff]:
    """The changes of every table that one of them has."""
    renamed = _Renamed()
    for row_class in COMPARED:
        before, after = old.tables.get(row_class.table), new.tables.get(row_class.table)
        if before is not None and after is not None:
            yield _compared(row_class, before, after, renamed)
        elif before is not None or after is not None:
            yield _alone(row_class, before, after)


def _alone(row_class: type[Row], before: "pyarrow.Table | None", after: "pyarrow.Table | None") -> TableDiff:
    """The changes of a table that only one side has."""
    held = before if before is not None else after
    rows = tuple(_lone(row_class, held.column_names, values) for values in _tuples(held)) if held is not None else ()
    gone = before is not None
    return TableDiff(
        row_class.table,
        (len(rows), 0) if gone else (0, len(rows)),
        added=() if gone else rows,
        gone=rows if gone else (),
    )


def _compared(row_class: type[Row], before: "pyarrow.Table", after: "pyarrow.Table", renamed: _Renamed) -> TableDiff:
    columns = [name for name in before.column_names if name in after.column_names]
    only = (
        tuple(name for name in before.column_names if name not in columns),
        tuple(name for name in after.column_names if name not in columns),
    )
    sizes = (before.num_rows, after.num_rows)
    before, after = _translated(row_class, before.select(columns), renamed), after.select(columns)
    same, old_left, new_left = _settled(row_class, before, after)
    old, new = _tuples(before.take(old_left)), _tuples(after.take(new_left))
    pairs = matched(row_class, columns, old, new)
    own = own_id(row_class)
    changed, moved = [], 0
    for one, other in pairs:
        row_id, was_id = _row_id(row_class, columns, new[other]), _row_id(row_class, columns, old[one])
        if own is not None:
            renamed.add(row_class.table, was_id, row_id)
        values = {
            name: (old[one][place], new[other][place])
            for place, name in enumerate(columns)
            if name != own and old[one][place] != new[other][place]
        }
        if values:
            changed.append(ChangedRow(row_id, was_id, values))
        else:
            moved += 1
    return TableDiff(
        row_class.table,
        sizes,
        added=_rest(row_class, columns, new, {other for _, other in pairs}),
        gone=_rest(row_class, columns, old, {one for one, _ in pairs}),
        changed=tuple(changed),
        moved=moved,
        same=same,
        columns_only_old=only[0],
        columns_only_new=only[1],
    )


def _translated(row_class: type[Row], table: "pyarrow.Table", renamed: _Renamed) -> "pyarrow.Table":
    """The table with the new side's ids in the columns that hold ids of other rows."""
    import pyarrow

    for place, name in enumerate(table.column_names):
        refers = row_class.refers.get(name) or ("documents" if name == "document_id" else None)
        names = renamed.any if name in _ANY_ROW else renamed.of.get(refers or "", {})
        if names and name != own_id(row_class):
            values = [names.get(value, value) for value in table.column(place).to_pylist()]
            table = table.set_column(place, name, pyarrow.array(values, table.column(place).type))
    return table


def _settled(
    row_class: type[Row], before: "pyarrow.Table", after: "pyarrow.Table"
) -> tuple[int, "pyarrow.Array", "pyarrow.Array"]:
    """How many rows are the same under the same key, and the places of all others on either side."""
    import numpy
    import pyarrow
    import pyarrow.compute

    where = {key: place for place, key in enumerate(_keys(row_class, after))}
    common = [(place, where[key]) for place, key in enumerate(_keys(row_class, before)) if key in where]
    ours, theirs = (pyarrow.array([pair[side] for pair in common], pyarrow.int64()) for side in (0, 1))
    same = numpy.ones(len(common), dtype=bool)
    for name in before.column_names:
        one, other = before[name].take(ours), after[name].take(theirs)
        if one.type != other.type:
            one, other = one.cast(pyarrow.string()), other.cast(pyarrow.string())
        alike = pyarrow.compute.fill_null(pyarrow.compute.equal(one, other), False)
        both_none = pyarrow.compute.and_(pyarrow.compute.is_null(one), pyarrow.compute.is_null(other))
        same &= pyarrow.compute.or_(alike, both_none).to_numpy()
    left = []
    for table, places in ((before, ours), (after, theirs)):
        open_rows = numpy.ones(table.num_rows, dtype=bool)
        open_rows[places.to_numpy()[same]] = False
        left.append(pyarrow.array(numpy.flatnonzero(open_rows)))
    return int(same.sum()), left[0], left[1]


def _keys(row_class: type[Row], table: "pyarrow.Table") -> Sequence[Any]:
    columns = [table[name].to_pylist() for name in row_class.key]
    return columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))


def _tuples(table: "pyarrow.Table") -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _rest(
    row_class: type[Row], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], paired: set[int]
) -> tuple[LoneRow, ...]:
    return tuple(_lone(row_class, columns, row) for place, row in enumerate(rows) if place not in paired)


def _lone(row_class: type[Row], columns: Sequence[str], row: tuple[Any, ...]) -> LoneRow:
    return LoneRow(_row_id(row_class, columns, row), dict(zip(columns, row, strict=True)))


def _row_id(row_class: type[Row], columns: Sequence[str], row: tuple[Any, ...]) -> str:
    return "/".join(str(row[columns.index(name)]) for name in row_class.key)

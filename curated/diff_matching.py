"""Which row of one table is which row of another: pairs of places.

Most ids stay: a row with the same key is the same row. Many ids of a document's rows hold its hash, an offset into its
text or a number in a list: in another edition of the file, or read by a better reader, they move although the row is
the same. So rows whose key leads to nothing, or to a row with other values, are looked for again, in this order:

1. all values agree but the row's own id: the id moved;
2. the key and the printed words agree (see :func:`alike`): its other values changed;
3. the printed words agree: the id moved, and its other values changed;
4. the key agrees: the printed words changed.

Rows that are alike are paired in their order. Ids in other columns are those of the other side by then: parents are
matched before their children.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from curated.schema import Row

Pair = tuple[int, int]

_ALIKE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "documents": (("sha256",), ("doi",), ("name",), ("title",)),
    "references": (("document_id", "raw"), ("document_id", "doi"), ("document_id", "pmid")),
    "tables": (("document_id", "caption"), ("document_id", "label")),
    "entities": (("document_id", "claim_id", "kind", "text"), ("document_id", "kind", "text")),
    "citations": (("claim_id", "cited"), ("document_id", "marker", "cited")),
    "findings": (("document_id", "rule", "subject"),),
    "failures": (("document_id", "stage", "subject"),),
}
"""What tells a row among those of its table, where it is more than what it belongs to and what is printed."""


def alike(row_class: type[Row]) -> tuple[tuple[str, ...], ...]:
    """Columns by which a row is known again where its id moved, the best first.

    >>> from curated.schema import Claim, Work
    >>> alike(Claim), alike(Work)
    ((('document_id', 'text'),), ())
    """
    if row_class.table in _ALIKE:
        return _ALIKE[row_class.table]
    parents = [name for name in row_class.refers if row_class.model_fields[name].is_required()]
    if not parents or set(row_class.key) <= set(row_class.refers):
        return ()
    return ((*parents, *((row_class.printed,) if row_class.printed else ())),)


def own_id(row_class: type[Row]) -> str | None:
    """The column that is a row's own id, and no other row's; None where the key is made of other things.

    >>> from curated.schema import Cell, Claim, Match
    >>> own_id(Claim), own_id(Cell), own_id(Match)
    ('claim_id', None, None)
    """
    if len(row_class.key) == 1 and row_class.key[0] not in row_class.refers and alike(row_class):
        return row_class.key[0]
    return None


def matched(
    row_class: type[Row], columns: Sequence[str], old: Sequence[tuple[Any, ...]], new: Sequence[tuple[Any, ...]]
) -> list[Pair]:
    """Pairs of places of rows that are the same; ``columns`` names the values of each row."""
    own = own_id(row_class)
    place = {name: position for position, name in enumerate(columns)}
    key = [place[name] for name in row_class.key]
    left = _Left(old, new)
    if own is not None:
        left.pair([at for name, at in place.items() if name != own], may_be_none=True)
    for names in alike(row_class):
        if set(names) <= set(place):
            words = [place[name] for name in names]
            left.pair([*key, *words])
            left.pair(words)
    left.pair(key, may_be_none=True)
    return sorted(left.pairs)


class _Left:
    """The rows of both sides that are not paired yet."""

    def __init__(self, old: Sequence[tuple[Any, ...]], new: Sequence[tuple[Any, ...]]) -> None:
        self._old, self._new = old, new
        self._left_old: dict[int, None] = dict.fromkeys(range(len(old)))
        self._left_new: dict[int, None] = dict.fromkeys(range(len(new)))
        self.pairs: list[Pair] = []

    def pair(self, at: Sequence[int], *, may_be_none: bool = False) -> None:
        """Pairs rows that agree in the values at these places, in their order."""
        waiting = _grouped(self._new, self._left_new, at, may_be_none)
        for group, places in _grouped(self._old, self._left_old, at, may_be_none).items():
            for one, other in zip(places, waiting.get(group, ()), strict=False):
                self.pairs.append((one, other))
                del self._left_old[one], self._left_new[other]


def _grouped(
    rows: Sequence[tuple[Any, ...]], left: Iterable[int], at: Sequence[int], may_be_none: bool
) -> Mapping[Hashable, Sequence[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for position in left:
        values = tuple(rows[position][place] for place in at)
        if may_be_none or values[-1] is not None:
            groups[values].append(position)
    return groups

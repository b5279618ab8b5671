"""Numbers that are printed apart from the entries of a list that they number: they are no column of their own."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.lines import Line

_NUMBER = re.compile(r"[\[(]?(\d{1,4})[\])]?\.?")
_FEWEST = 3
_ALIGNED = 2.0
"""The numbers of a list stand flush within so many points, at their left or at their right edge."""
_WIDEST = 40.0


def labels_among(runs: Sequence[Line]) -> frozenset[int]:
    """The runs that number a list, by ``id``: numbers below one another that count up one by one, with text beside."""
    numbered = [(run, int(match[1])) for run in runs if (match := _numbered(run))]
    groups: dict[tuple[str, int], list[tuple[Line, int]]] = defaultdict(list)
    for run, number in numbered:
        groups["left", round(run.x0 / _ALIGNED)].append((run, number))
        groups["right", round(run.x1 / _ALIGNED)].append((run, number))
    found: set[int] = set()
    for group in groups.values():
        for chain in _chains(sorted(group, key=lambda each: each[0].top)):
            found.update(map(id, chain if len(chain) >= _FEWEST else ()))
    return frozenset(found)


def _chains(numbered: Sequence[tuple[Line, int]]) -> Iterator[list[Line]]:
    """Runs of numbers that count up one by one."""
    chain: list[Line] = []
    expected = -1
    for run, number in numbered:
        if number != expected and chain:
            yield chain
            chain = []
        chain.append(run)
        expected = number + 1
    yield chain


def _numbered(run: Line) -> "re.Match[str] | None":
    return _NUMBER.fullmatch(run.text) if run.x1 - run.x0 <= _WIDEST else None

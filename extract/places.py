"""Where characters stand: on pages, in the bytes of a file, or in the elements of an XML file."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby, pairwise
from math import ceil, floor
from typing import Any, Protocol, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from curated.provenance import ByteRange, Region

_Number = TypeVar("_Number", int, float)


class Places(Protocol):
    """Where characters stand: on pages, in the bytes of a file, or in its elements."""

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """The rectangles that hold these characters, one a printed line."""
        ...

    def ranges(self, start: int, end: int) -> tuple[ByteRange, ...]:
        """The bytes of the file that print these characters."""
        ...

    def path(self, start: int, end: int) -> str | None:
        """The smallest element of an XML file that holds these characters, as an XPath."""
        ...


class Runs(Sequence[_Number]):
    """Numbers of which many in a row are the same: each is kept once for all of them."""

    __slots__ = ("_ends", "_values")

    def __init__(self, kind: str) -> None:
        """``kind`` is the type code of an array."""
        self._values: array[_Number] = array(kind)
        self._ends = array("i")

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def append(self, value: _Number, times: int = 1) -> None:
        """Add a number, so many times."""
        end = len(self) + times
        if self._values and self._values[-1] == value:
            self._ends[-1] = end
        else:
            self._values.append(value)
            self._ends.append(end)

    def extend(self, values: Sequence[_Number]) -> None:
        """Add numbers."""
        if values and values.count(values[0]) == len(values):
            self.append(values[0], len(values))
        else:
            for value, same in groupby(values):
                self.append(value, len(list(same)))

    @overload
    def __getitem__(self, at: int) -> _Number: ...

    @overload
    def __getitem__(self, at: slice) -> list[_Number]: ...

    def __getitem__(self, at: int | slice) -> _Number | list[_Number]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._values[bisect_right(self._ends, at % len(self))]

    def within(self, start: int, end: int) -> "array[_Number]":
        """The numbers from ``start`` to ``end``, each once where it comes several times in a row."""
        return self._values[bisect_right(self._ends, start) : bisect_left(self._ends, end) + 1]

    def take(self, places: NDArray[np.int32]) -> NDArray[Any]:
        """The numbers at these places."""
        return np.asarray(self._values)[np.searchsorted(np.asarray(self._ends), places, "right")]


@dataclass(frozen=True)
class PagePlaces:
    """Places on pages: for each character its printed line, and for each line its page; boxes in points.

    A character that the reader put in itself has line -1; a space that only a gap in a line prints stands where the
    character before it does, one for a line end nowhere.
    """

    line: Runs[int] = field(default_factory=partial(Runs[int], "i"))
    x0: "array[float]" = field(default_factory=lambda: array("f"))
    top: Runs[float] = field(default_factory=partial(Runs[float], "f"))
    x1: "array[float]" = field(default_factory=lambda: array("f"))
    bottom: Runs[float] = field(default_factory=partial(Runs[float], "f"))
    page_of_line: "array[int]" = field(default_factory=lambda: array("l"))
    start_of_line: "array[int]" = field(default_factory=lambda: array("i"))
    """For each line where its first character is."""
    end_of_line: "array[int]" = field(default_factory=lambda: array("i"))
    """For each line where the first character behind it is."""
    _known: dict[tuple[int, int], Region] = field(default_factory=dict, init=False, repr=False, compare=False)

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """One rectangle a printed line, rounded outwards to a hundredth of a point."""
        first = max(0, bisect_right(self.start_of_line, start) - 1)
        last = bisect_left(self.start_of_line, end)
        edges = zip(self.start_of_line[first:last], self.end_of_line[first:last], strict=True)
        return tuple(
            self._region(line, max(begin, start), min(stop, end))
            for line, (begin, stop) in enumerate(edges, first)
            if max(begin, start) < min(stop, end)
        )

    def _region(self, line: int, start: int, end: int) -> Region:
        """The rectangle of characters of one line; made once, as most lines are quoted whole and more than once."""
        known = self._known.get((start, end))
        if known is None:
            known = self._known[start, end] = Region(
                page=self.page_of_line[line],
                x0=floor(min(self.x0[start:end]) * 100) / 100,
                top=floor(min(self.top.within(start, end)) * 100) / 100,
                x1=ceil(max(self.x1[start:end]) * 100) / 100,
                bottom=ceil(max(self.bottom.within(start, end)) * 100) / 100,
            )
        return known

    def ranges(self, start: int, end: int) -> tuple[ByteRange, ...]:
        """None: the bytes of a PDF do not print one by one."""
        return ()

    def path(self, start: int, end: int) -> str | None:
        """None: a page has no elements."""
        return None


@dataclass(frozen=True)
class BytePlaces:
    """Places in a text file: for each character the bytes that print it (an empty range for one we put in)."""

    start: "array[int]" = field(default_factory=lambda: array("l"))
    end: "array[int]" = field(default_factory=lambda: array("l"))

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """None: a text file has no pages."""
        return ()

    def ranges(self, start: int, end: int) -> tuple[ByteRange, ...]:
        """Runs of bytes, put together where only markup-free text lies between."""
        first = bisect_right(self._parted, start)
        cuts = [start, *self._parted[first : bisect_left(self._parted, end, first)], end]
        found: list[tuple[int, int]] = []
        for first_of_run, behind in pairwise(cuts):
            if first_of_run == behind or (begin := self.start[first_of_run]) == (stop := self.end[behind - 1]):
                continue
            if found and found[-1][1] == begin:
                found[-1] = found[-1][0], stop
            else:
                found.append((begin, stop))
        return tuple(ByteRange(start=begin, end=stop) for begin, stop in found)

    @cached_property
    def _parted(self) -> "array[int]":
        """The characters whose bytes do not follow on those of the character before, so that a run ends there.

        Where a character is printed by no bytes a run ends on both sides of it.
        """
        both = zip(self.start, self.end, strict=True)
        return array(
            "l",
            (
                index
                for index, ((begun, ended), (begin, stop)) in enumerate(pairwise(both), start=1)
                if ended != begin or begun == ended or begin == stop
            ),
        )

    def path(self, start: int, end: int) -> str | None:
        """None: a text file has no elements."""
        return None

"""Where characters stand: on pages, in the bytes of a file, or in the elements of an XML file."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import ceil, floor
from typing import Protocol

from curated.provenance import ByteRange, Region


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


@dataclass(frozen=True)
class PagePlaces:
    """Places on pages: for each character its printed line, and for each line its page; boxes in points.

    A character that the reader put in itself (a space for a line end) has line -1.
    """

    line: "array[int]" = field(default_factory=lambda: array("i"))
    x0: "array[float]" = field(default_factory=lambda: array("f"))
    top: "array[float]" = field(default_factory=lambda: array("f"))
    x1: "array[float]" = field(default_factory=lambda: array("f"))
    bottom: "array[float]" = field(default_factory=lambda: array("f"))
    page_of_line: "array[int]" = field(default_factory=lambda: array("l"))

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """One rectangle a printed line, rounded outwards to a hundredth of a point."""
        found: list[Region] = []
        position = start
        while position < end:
            line = self.line[position]
            stop = position + 1
            while stop < end and self.line[stop] == line:
                stop += 1
            if line >= 0:
                found.append(
                    Region(
                        page=self.page_of_line[line],
                        x0=floor(min(self.x0[position:stop]) * 100) / 100,
                        top=floor(min(self.top[position:stop]) * 100) / 100,
                        x1=ceil(max(self.x1[position:stop]) * 100) / 100,
                        bottom=ceil(max(self.bottom[position:stop]) * 100) / 100,
                    )
                )
            position = stop
        return tuple(found)

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

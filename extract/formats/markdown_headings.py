"""Headings that a text file does not mark: lines that stand alone and look, are worded or are numbered like one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.section_names import is_section_name

_LONGEST = 120
_LONGEST_TITLE = 300
_SECTION_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_a-z]")
_BOLD = re.compile(r"(?:\*\*[^*\n]+\*\*|__[^_\n]+__):?$")
_ENDS_A_SENTENCE = re.compile(r"[.!?,;:]$")
_CAPITALS = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\d_a-zß-öø-ÿ]{3,}")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class LoneLine:
    """A paragraph of one line: where it stands among the blocks of the file, as written and without its markup."""

    index: int
    written: str
    plain: str


def unmarked_headings(lines: Sequence[LoneLine], marked: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The level of each lone line that is a heading, by its index; ``marked`` are index and level of those with marks.

    A line is one for its words ("Results"), for its number ("2.2 Patients", where there is a section 2.1), for being
    all bold, or, in a file that marks no heading at all, for being all capitals as others are. The levels are those of
    the marks around it: a section's name stands with the highest, a bold line below the heading before it.
    """
    top = _top_level(marked)
    numbers = {line.index: number for line in lines if (number := _number(line.plain))}
    known = set(numbers.values())
    capitals = {line.index for line in lines if _CAPITALS.fullmatch(line.plain)}
    capitals = capitals if len(capitals) > 1 else set()
    found: dict[int, int] = {}
    for line in lines:
        number = numbers.get(line.index)
        if is_section_name(line.plain):
            found[line.index] = top
        elif number is not None and _is_in_order(number, known):
            found[line.index] = top + len(number) - 1
        elif not _may_be_heading(line.plain):
            continue
        elif _BOLD.match(line.written.strip()):
            found[line.index] = _level_before(line.index, marked, found, top) + 1
        elif not marked and line.index in capitals:
            found[line.index] = top
    return found


def is_unmarked_title(first: LoneLine | None, marked: bool, found: dict[int, int]) -> bool:
    """Whether the first line of a file that marks no heading is its title: it stands alone above one that was found."""
    if first is None or marked or not found or first.index in found:
        return False
    return first.index == 0 and len(first.plain) < _LONGEST_TITLE and not first.plain.endswith((".", ",", ";"))


def _top_level(marked: Sequence[tuple[int, int]]) -> int:
    """The level at which sections stand: the highest that more than one heading has."""
    levels = [level for _, level in marked]
    repeated = [level for level in levels if levels.count(level) > 1]
    return min(repeated or levels, default=1)


def _number(plain: str) -> tuple[int, ...] | None:
    found = _SECTION_NUMBER.match(plain)
    if found is None or not _may_be_heading(plain):
        return None
    return tuple(int(part) for part in found.group(1).split("."))


def _is_in_order(number: tuple[int, ...], known: set[tuple[int, ...]]) -> bool:
    """Whether a section of this number has a neighbour: a list entry, a year or a measured value has none."""
    *above, last = number
    if len(number) == 1:  # "2 Methods" beside "2.1 Patients": numbers alone are entries of lists
        return (last, 1) in known
    return last == 1 or (*above, last - 1) in known


def _may_be_heading(plain: str) -> bool:
    return 2 < len(plain) < _LONGEST and not _ENDS_A_SENTENCE.search(plain) and bool(_LETTERS.search(plain))


def _level_before(index: int, marked: Sequence[tuple[int, int]], found: dict[int, int], top: int) -> int:
    """The level of the nearest heading with a mark, a name or a number before a line."""
    before = [(at, level) for at, level in (*marked, *found.items()) if at < index]
    return max(before, default=(0, top))[1]

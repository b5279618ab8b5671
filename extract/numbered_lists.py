"""Which reference a printed number means where it stands: a document may have several lists that count from one."""

from collections import defaultdict
from collections.abc import Sequence

from extract.document import Document
from extract.reference_lists import Entry
from extract.sections import flow_end


class NumberedLists:
    """The numbered entries of a document, list by list; entries are named by their index among those given."""

    def __init__(self, document: Document, entries: Sequence[Entry]) -> None:
        self._document = document
        self._flow_end = flow_end(document)
        self._lists: list[dict[int, list[int]]] = []
        self._ends: list[int] = []
        latest: int | None = None
        for index, entry in enumerate(entries):
            if entry.number is None:
                continue
            # the parts of one entry share its number
            if not self._lists or (entry.number in self._lists[-1] and entry.number != latest):
                self._lists.append(defaultdict(list))
                self._ends.append(entry.span.end)
            latest = entry.number
            self._lists[-1][entry.number].append(index)
            self._ends[-1] = entry.span.end

    def entries(self, number: int, position: int) -> tuple[int, ...]:
        """The entries that a number printed at ``position`` means; none where no list has it.

        Of several lists with this number it is the first that ends behind the marker, as the list of a chapter does;
        behind the last list, the last.
        """
        having = [index for index, listed in enumerate(self._lists) if number in listed]
        if len(having) > 1:
            behind = (index for index in having if self._is_before(position, self._ends[index]))
            having = [next(behind, having[-1])]
        return tuple(self._lists[having[0]][number]) if having else ()

    def _is_before(self, position: int, list_end: int) -> bool:
        """Whether a marker stands before the end of a list in the file: floats are laid out behind all text."""
        if position < self._flow_end:
            return position < list_end
        return self._in_file(position) <= self._in_file(list_end - 1)

    def _in_file(self, position: int) -> int:
        """Where a character stands in the file: its page, or its first byte where there are no pages."""
        places = self._document.places
        regions, ranges = places.regions(position, position + 1), places.ranges(position, position + 1)
        return regions[0].page if regions else ranges[0].start if ranges else position

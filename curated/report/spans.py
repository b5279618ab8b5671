"""Stretches of a text, and which of them meet another."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator


class Spans:
    """Stretches of a text that can be asked which of them meet another; each is looked up in the time of its answer."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        """``spans`` are start, end (half-open) and name."""
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def at(self, start: int, end: int) -> Iterator[str]:
        """Names of the stretches that share a character with this one, in the order of the text."""
        first = bisect_right(self._starts, start - self._longest - 1)
        for _, other_end, name in self._spans[first : bisect_left(self._starts, end)]:
            if other_end > start:
                yield name

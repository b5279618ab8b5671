"""Pages that fail: whatever goes wrong on one is recorded, and the other pages are still read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from extract.document import PageFailure

_ADDRESS = re.compile(r" (?:object )?at 0x[0-9a-fA-F]+")
_LONGEST = 200


class PageFailures:
    """The failures met so far. Every stage of reading that works on one page at a time runs inside :meth:`on`."""

    def __init__(self) -> None:
        self._found: dict[PageFailure, None] = {}

    @contextmanager
    def on(self, page: int, doing: str = "") -> Iterator[None]:
        """Record what goes wrong inside as a failure of this page; ``doing`` names a part that others do without.

        A PDF can be broken in more ways than its parsers have exceptions for, so any exception counts.
        """
        try:
            yield
        except Exception as error:  # noqa: BLE001 - see above
            # what changes from run to run (addresses in messages) must not reach the dataset
            message = _ADDRESS.sub("", str(error))[:_LONGEST]
            cause = f"{type(error).__name__}: {message}" if message else type(error).__name__
            self.add(page, f"{doing}: {cause}" if doing else cause)

    def add(self, page: int, cause: str) -> None:
        """Record a failure, once."""
        self._found.setdefault(PageFailure(page, cause))

    def __iter__(self) -> Iterator[PageFailure]:
        """The failures in the order of the pages."""
        return iter(sorted(self._found, key=lambda failure: (failure.page, failure.cause)))

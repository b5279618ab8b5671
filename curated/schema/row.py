"""What every table of the dataset has in common."""

from typing import ClassVar

from curated.record import Record


class Row(Record):
    """One row of a table.

    Each kind of row names its table, its key columns, the columns that refer to another table's key, and
    the field whose source speaks for the whole row (its page, offsets and rectangles fill the provenance columns).
    """

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    refers: ClassVar[dict[str, str]] = {}
    printed: ClassVar[str | None] = None

    @property
    def row_id(self) -> str:
        """The key of this row as one string."""
        return "/".join(str(getattr(self, name)) for name in self.key)

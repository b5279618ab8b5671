"""Finds the rows that a person means by an id, or by enough of it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from curated.dataset import Dataset
from curated.mistake import Mistake
from curated.schema import Decision, DocumentText, Row

_LONGEST_END = 200
_NOT_MEANT: tuple[type[Row], ...] = (DocumentText, Decision)


class SubjectError(Mistake):
    """A subject that names no row, or several; the message lists some that it could be."""


class Subjects:
    """The rows of a dataset by their ids, for many look-ups."""

    def __init__(self, dataset: Dataset) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in dataset.rows():
            if not isinstance(row, _NOT_MEANT):
                self._rows[row.row_id].append(row)
        self._sorted = sorted(self._rows)
        self._by_end: dict[str, list[str]] = defaultdict(list)
        for row_id in self._rows:
            for position, letter in enumerate(row_id):
                if letter in "-:/" and len(row_id) - position <= _LONGEST_END:
                    self._by_end[row_id[position + 1 :]].append(row_id)
        self._decided = Counter(decision.subject for decision in dataset.decisions)
        self._examples = [
            row.row_id
            for row in (*dataset.references[:1], *dataset.claims[:1], *dataset.tables[:1], *dataset.works[:1])
        ]

    def rows(self, row_id: str) -> tuple[Row, ...]:
        """The rows with exactly this id: a reference and its match share theirs."""
        return tuple(self._rows.get(row_id, ()))

    def find(self, subject: str) -> tuple[Row, ...]:
        """The rows with this id, or with the only id that ends or begins with it.

        Raises SubjectError where there is none or where several rows could be meant.
        """
        if subject in self._rows:
            return self.rows(subject)
        for found in (self._by_end.get(subject, ()), self._beginning_with(subject)):
            if len(found) == 1:
                return self.rows(found[0])
            if found:
                several = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
                raise SubjectError(f"{subject} could be any of {len(found)} rows: {several}; give more of the id")
        raise SubjectError(self._nothing(subject))

    def _beginning_with(self, subject: str) -> Sequence[str]:
        end = bisect_left(self._sorted, f"{subject}\U0010ffff")
        return self._sorted[bisect_left(self._sorted, subject) : end] if subject else ()

    def _nothing(self, subject: str) -> str:
        examples = f"; ids look like {', '.join(self._examples[:3])}" if self._examples else ""
        decided = self._decided[subject]
        if decided:
            return (
                f"the row {subject} is gone, and {decided} decision{'s' if decided > 1 else ''} on it with it{examples}"
            )
        return f"no row is called {subject}{examples}"


def find_rows(dataset: Dataset, subject: str) -> tuple[Row, ...]:
    """What :meth:`Subjects.find` finds, for one look-up."""
    return Subjects(dataset).find(subject)

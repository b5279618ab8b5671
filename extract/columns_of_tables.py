"""The cells of a table row by what their columns hold: drug, combination, target, outcome, mechanism, status …

What a column holds is read with the table (``column_kinds``); a table whose heads and texts do not tell says nothing.
"""

import re
from dataclasses import dataclass

from curated.provenance import Sourced
from curated.schema import Cell
from extract.passages import Passage

_MECHANISM = re.compile(r"\bmechanisms?\b|\bmode of action|\brationale\b", re.IGNORECASE)
_COMPARATOR = re.compile(r"\bcomparator|\bcontrol\b|\bversus\b|\bvs\b", re.IGNORECASE)
_STATUS = re.compile(r"\b(?:approval|approved|status)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Roles:
    """The cells of a row by what they hold; none where no column says so."""

    by_role: dict[str, Cell]

    def text(self, role: str) -> Sourced[str] | None:
        """What is printed in the cell of a role."""
        cell = self.by_role.get(role)
        return cell.text if cell else None

    def certain(self, *names: str) -> bool:
        """Whether the page settles that the labels in these cells stand for this row."""
        return all(self.by_role[name].span_certain for name in names if name in self.by_role)

    @property
    def arm(self) -> tuple[Sourced[str], ...]:
        """The drug and what it is combined with: whom an outcome of the row is of."""
        return tuple(text for text in (self.text("drug"), self.text("combination")) if text is not None)


def roles(passage: Passage) -> Roles:
    """The roles of the cells of a table row."""
    found: dict[str, Cell] = {}
    for header, cell in passage.cells:
        if cell.text is None:
            continue
        kind = passage.kinds[cell.column] if cell.column < len(passage.kinds) else ""
        role = "mechanism" if _MECHANISM.search(header) else "comparator" if _COMPARATOR.search(header) else kind
        if role == "trial_number" and _STATUS.search(header) and "status" not in found:
            found.setdefault("status", cell)
        if role:
            found.setdefault(role, cell)
    return Roles(found)

"""What the columns of a table hold, by their headers: drugs, what they are combined with, targets, outcomes, status …

Only columns whose header says so in words that such tables use; where it does not, nothing is taken from them.
"""

import re
from dataclasses import dataclass

from curated.provenance import Sourced
from curated.schema import Cell
from extract.passages import Passage

_ROLES = {
    "trial": re.compile(r"\b(?:trial|NCT|registration|identifier)\b.*\b(?:number|no|ID|registration)|\btrial(?:s| numbers?| IDs?)\b|\bNCT\b|\bclinical\s?trials\.gov", re.IGNORECASE),
    "combination": re.compile(r"\bcombin|\bpartner|\bplus\b|\bin combination|\badd-on", re.IGNORECASE),
    "mechanism": re.compile(r"\bmechanisms?\b|\bmode of action", re.IGNORECASE),
    "outcome": re.compile(r"\boutcomes?\b|\befficacy\b|\bresults?\b", re.IGNORECASE),
    "status": re.compile(r"\b(?:approval|approved|status)\b", re.IGNORECASE),
    "comparator": re.compile(r"\b(?:comparator|control|versus|vs\.?)\b", re.IGNORECASE),
    "population": re.compile(r"\b(?:population|patients|indication|disease|cancer type|tumou?r type|setting)\b", re.IGNORECASE),
    "phase": re.compile(r"\bphase\b", re.IGNORECASE),
    "target": re.compile(r"\btargets?\b", re.IGNORECASE),
    "drug": re.compile(r"\b(?:drugs?|agents?|ICIs?|inhibitors?|antibod(?:y|ies)|treatments?|interventions?|regimens?|therap(?:y|ies)|compounds?|medications?)\b", re.IGNORECASE),
}
"""In this order: ``Combination (target)`` is a combination, ``Trial numbers (current status)`` are trials."""


@dataclass(frozen=True)
class Roles:
    """The cells of a row by what they hold; None where no header says so."""

    by_role: dict[str, Cell]

    def text(self, role: str) -> Sourced[str] | None:
        """What is printed in the cell of a role."""
        cell = self.by_role.get(role)
        return cell.text if cell else None

    @property
    def arm(self) -> tuple[Sourced[str], ...]:
        """The drug and what it is combined with: whom an outcome of the row is of."""
        return tuple(text for text in (self.text("drug"), self.text("combination")) if text is not None)


def roles(passage: Passage) -> Roles:
    """The roles of the cells of a table row."""
    found: dict[str, Cell] = {}
    for header, cell in passage.cells:
        if not header or cell.text is None:
            continue
        role = next((role for role, pattern in _ROLES.items() if pattern.search(header)), None)
        if role is not None:
            found.setdefault(role, cell)
    return Roles(found)

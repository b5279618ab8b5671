"""A claim held against a cited item, attribute by attribute.

``differs`` is kept for a typed conflict on the same attribute; what is missing is ``not_stated``, which contradicts
nothing. An attribute that the claim says nothing of has no row.
"""

from collections.abc import Callable, Iterator

from curated.audit.agreement_arms import compare_comparator
from curated.audit.agreement_direction import compare_direction
from curated.audit.agreement_names import compare_diseases, compare_drugs, compare_species, compare_targets
from curated.audit.agreement_study import (
    compare_design,
    compare_phase,
    compare_population,
    compare_trial,
    compare_year,
)
from curated.audit.agreement_values import compare_values
from curated.audit.compared import Claimed, Comparison, Read
from curated.schema import Agreement

ATTRIBUTES: tuple[Callable[[Claimed, Read], Iterator[Comparison]], ...] = (
    compare_drugs,
    compare_comparator,
    compare_targets,
    compare_diseases,
    compare_population,
    compare_species,
    compare_design,
    compare_phase,
    compare_trial,
    compare_values,
    compare_direction,
    compare_year,
)
"""What compares each attribute, in the order in which a person wants to see them."""


def agreements_of(link_id: str, claimed: Claimed, read: Read) -> Iterator[Agreement]:
    """A row for each attribute that the claim says something of."""
    for compare in ATTRIBUTES:
        for attribute, verdict, words, found, reason in compare(claimed, read):
            yield Agreement(
                link_id=link_id, attribute=attribute, verdict=verdict, claimed=words, found=found, reason=reason
            )

"""What the audit has before it: the dataset, what was read of the works that it cites, and what each claim says."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from curated.cited import CitedItem
from curated.dataset import Dataset
from curated.facts import Facts
from curated.schema import Citation, Claim


@dataclass(frozen=True)
class Dossier:
    """A dataset with its cited items by the id of their reference. A rule is given one and looks, and asks nobody."""

    dataset: Dataset
    cited: Mapping[str, CitedItem] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    """What each claim says, by its id; offsets count in the claim's text."""

    @cached_property
    def citations_of_claim(self) -> Mapping[str, tuple[Citation, ...]]:
        """The citations that lead from a claim to a reference, by claim id, a reference once each."""
        found: dict[str, dict[str, Citation]] = defaultdict(dict)
        for citation in self.dataset.citations:
            if citation.claim_id is not None and citation.reference_id is not None:
                found[citation.claim_id].setdefault(citation.reference_id, citation)
        return {claim_id: tuple(each.values()) for claim_id, each in found.items()}

    @cached_property
    def claims_of_reference(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims that lean on a reference, by reference id."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim_id, citations in self.citations_of_claim.items():
            for citation in citations:
                if citation.reference_id is not None:
                    found[citation.reference_id].append(self.dataset.claim[claim_id])
        return {reference_id: tuple(claims) for reference_id, claims in found.items()}

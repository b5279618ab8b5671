"""What the audit has before it: the dataset, what was read of the works that it cites, and what each claim says."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from curated.cited import CitedItem, WorkKind
from curated.dataset import Dataset
from curated.facts import Facts
from curated.provenance import DocumentSource, Sourced
from curated.schema import Citation, Claim, Entity
from curated.work_records import WorkRecords


@dataclass(frozen=True)
class Dossier:
    """A dataset with its cited items by the id of their reference. A rule is given one and looks, and asks nobody."""

    dataset: Dataset
    cited: Mapping[str, CitedItem] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    """What each claim says, by its id; offsets count in the claim's text."""
    titled: Mapping[str, Facts] = field(default_factory=dict)
    """What the title of each document says, by document id."""

    def kinds(self, reference_id: str | None) -> Mapping[WorkKind, Sourced[str]]:
        """What sort of work a reference cites, with the words that say so; empty where nothing is known of it."""
        item = self.cited.get(reference_id or "")
        return item.kinds if item else {}

    @cached_property
    def records(self) -> WorkRecords:
        """The records of each work of the dataset."""
        return WorkRecords(self.dataset.works)

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

    def drug_name(self, printed: Sourced[str]) -> str:
        """The vocabulary's name of a printed drug, or what is printed, in small letters."""
        entity = self._drugs_at.get(_start(printed))
        return (entity.name if entity else printed.value).casefold()

    def is_drug(self, printed: Sourced[str]) -> bool:
        """Whether what is printed is a drug by name; a procedure or a class is none."""
        return _start(printed) in self._drugs_at

    def drug_called(self, name: str) -> str:
        """The vocabulary's name of a drug that the document prints too, whatever it is called by; else the name."""
        key = intervention_name(name)
        return self._drugs_called.get(key, key)

    @cached_property
    def _drugs_at(self) -> Mapping[tuple[str, int], Entity]:
        return {_start(each.text): each for each in self.dataset.entities if each.kind == "drug"}

    @cached_property
    def _drugs_called(self) -> Mapping[str, str]:
        return {
            each.text.value.casefold(): each.name.casefold() for each in self.dataset.entities if each.kind == "drug"
        }


def _start(printed: Sourced[str]) -> tuple[str, int]:
    source = printed.source
    return (source.document, source.start) if isinstance(source, DocumentSource) else ("", -1)


def intervention_name(registered: str) -> str:
    """A registry's intervention without its type, in small letters.

    >>> intervention_name("Drug: Nivolumab")
    'nivolumab'
    """
    return registered.rpartition(": ")[2].strip().casefold()


def link_id(claim_id: str, reference_id: str) -> str:
    """The id of the link between a claim and a reference.

    >>> link_id("d-claim-5f", "d-ref-12")
    'd-claim-5f-12'
    """
    return f"{claim_id}-{reference_id.rsplit('-', 1)[-1]}"

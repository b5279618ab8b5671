"""Attributes on which a claim and a work that it cites differ, for the rules that remark on them."""

from collections.abc import Iterator
from typing import NamedTuple

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Confidence, Severity, finding
from curated.schema import Agreement, Claim, Finding, Reference


class Difference(NamedTuple):
    """One attribute of one link that differs, with the claim and the reference."""

    agreement: Agreement
    claim: Claim
    reference: Reference

    @property
    def claimed(self) -> str:
        """What the claim says."""
        return self.agreement.claimed.value if self.agreement.claimed else ""

    @property
    def found(self) -> str:
        """What the cited work says."""
        return self.agreement.found.value if self.agreement.found else ""


def differences(dossier: Dossier, *attributes: str, others: int = 3) -> Iterator[Difference]:
    """The links whose claim and cited work differ on one of these attributes.

    Where a claim leans on more than ``others`` works besides, each was cited for a part of it that is not known here,
    and nothing is said.
    """
    links = {link.link_id: link for link in dossier.dataset.links}
    for agreement in dossier.dataset.agreements:
        if agreement.verdict == "differs" and agreement.attribute in attributes:
            link = links[agreement.link_id]
            if len(dossier.citations_of_claim.get(link.claim_id, ())) <= others + 1:
                claim, reference = dossier.dataset.claim[link.claim_id], dossier.dataset.reference[link.reference_id]
                yield Difference(agreement, claim, reference)


def remark(
    rule: str, severity: Severity, difference: Difference, said: str, look_at: str, confidence: Confidence = "likely"
) -> Finding:
    """A finding on a link; ``said`` goes on after the name of the reference."""
    agreement, claim, reference = difference
    return finding(
        rule,
        severity,
        claim.document_id,
        agreement.link_id,
        f"{sentence(reference_name(reference))} {said}.",
        [claim.text, agreement.claimed, agreement.found, reference.raw],
        look_at=look_at,
        confidence=confidence,
    )

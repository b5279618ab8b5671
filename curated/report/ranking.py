"""The riskiest links first."""

from typing import NamedTuple

from curated.provenance import DocumentSource
from curated.report.concerns import Concerns
from curated.report.states import ORDER, State
from curated.schema import Agreement, Claim, Link, Reference


class RankedLink(NamedTuple):
    """A link with what the list shows of it; ``place`` is where its claim stands in the text."""

    link: Link
    claim: Claim | None
    reference: Reference | None
    state: State
    differing: tuple[Agreement, ...]
    remarks: int
    place: int


def ranked_links(concerns: Concerns) -> list[RankedLink]:
    """All links: by state, then by how much disagrees and is remarked on, then as printed."""
    made = []
    for link in concerns.dataset.links:
        claim = concerns.dataset.claim.get(link.claim_id)
        source = claim.text.source if claim else None
        agreements = concerns.agreements_of_link.get(link.link_id, ())
        remarks = {
            one.finding_id
            for about in (link.link_id, link.reference_id, link.claim_id)
            for one in concerns.of(about)
            if one.severity != "note"
        }
        made.append(
            RankedLink(
                link,
                claim,
                concerns.dataset.reference.get(link.reference_id),
                concerns.state_of_link[link.link_id],
                tuple(one for one in agreements if one.verdict == "differs"),
                len(remarks),
                source.start if isinstance(source, DocumentSource) else 0,
            )
        )
    return sorted(made, key=lambda one: (ORDER.index(one.state), -len(one.differing), -one.remarks, one.place))

"""Claim–reference pairs on separate axes, with what agrees and the sentences that bear on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from curated.audit.agreement import agreements_of
from curated.audit.compared import Claimed, Read
from curated.audit.dossier import Dossier, link_id
from curated.audit.ranking import Ranker
from curated.audit.support import verdict
from curated.cited import CitedItem
from curated.schema import Agreement, Citation, Claim, Evidence, Link, Match, Work

MOST_EVIDENCE = 3
"""Sentences of an item that are kept for a link: where the right one is among the first five, it mostly is here."""


@dataclass
class Linked:
    """The links of a dataset, in the order in which the pairs are printed, with what was found for each."""

    links: list[Link] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)


def links_of(dossier: Dossier) -> Linked:
    """One link a pair of claim and reference.

    Resolution and update status come from the matched record; identity says whether all that was compared of the
    printed reference agrees with it. Agreement, evidence and support need what was read of the cited items; where
    nothing was, the link is there without any.
    """
    linked = Linked()
    looked_up: dict[str, _LookedUp] = {}
    for claim_id, citations in dossier.citations_of_claim.items():
        cited = {str(each.reference_id) for each in citations} & dossier.cited.keys()
        for reference_id in cited - looked_up.keys():
            looked_up[reference_id] = _LookedUp(dossier.cited[reference_id])
        for citation in citations:
            link = _link(citation, dossier)
            item, facts = looked_up.get(link.reference_id), dossier.facts.get(claim_id)
            if item is not None and facts is not None:
                beside = tuple(looked_up[other].read for other in sorted(cited - {link.reference_id}))
                claim = dossier.dataset.claim[claim_id]
                _judge(link, claim, Claimed(claim.text, facts, beside), item, len(citations), linked)
            else:
                linked.links.append(link)
    return linked


class _LookedUp:
    """A cited item, made ready once for all claims that lean on it: to be compared, and to be searched."""

    def __init__(self, item: CitedItem) -> None:
        self.read = Read(item)
        self.ranker = Ranker(item.sentences)
        self.searched = self.ranker if item.sentences else Ranker(item.titles)


def _judge(link: Link, claim: Claim, claimed: Claimed, item: _LookedUp, references: int, linked: Linked) -> None:
    """Add a link with what agrees, the sentences that bear on it, and what they make of it."""
    agreements = tuple(agreements_of(link.link_id, claimed, item.read)) if item.read.item.depth else ()
    found = verdict(claim.text.value, item.read.item, item.ranker, agreements, references, claimed.facts)
    evidence = tuple(_evidence(link.link_id, claim, claimed, item.searched))
    linked.agreements.extend(agreements)
    linked.evidence.extend(evidence)
    update = {
        "support": found.support,
        "cause": found.cause,
        "depth": found.depth,
        "score": found.risk,
        "evidence": tuple(row.evidence_id for row in evidence),
    }
    linked.links.append(link.model_copy(update=update))


def _evidence(link_id: str, claim: Claim, claimed: Claimed, ranker: Ranker) -> Iterator[Evidence]:
    """The sentences that have most to do with a claim, best first; those that share no word with it have nothing."""
    context = claim.sentence.value if claim.sentence else ""
    ranked = ranker.ranked(claim.text.value, claimed.facts, context)[:MOST_EVIDENCE]
    for rank, each in enumerate((each for each in ranked if each.matched), start=1):
        yield Evidence(
            evidence_id=f"{link_id}-evidence-{rank}",
            link_id=link_id,
            rank=rank,
            depth=each.sentence.depth,
            text=each.sentence.text,
            start=each.sentence.start,
            end=each.sentence.end,
            score=each.score,
            matched=each.matched,
        )


def _link(citation: Citation, dossier: Dossier) -> Link:
    claim_id, reference_id = str(citation.claim_id), str(citation.reference_id)
    match = dossier.dataset.match.get(reference_id)
    return Link(
        link_id=link_id(claim_id, reference_id),
        claim_id=claim_id,
        reference_id=reference_id,
        resolution=match.status if match else "not_asked",
        update_status=_updates(dossier.records.of(match.work_id) if match and match.work_id else ()),
        identity=_identity(match),
    )


def _updates(records: Sequence[Work]) -> tuple[str, ...]:
    """What happened to a work, by all records of it: registries learn of retractions at different times."""
    return tuple(dict.fromkeys(kind for one in records if one.update_status for kind in one.update_status.value))


def _identity(match: Match | None) -> Literal["agrees", "differs", "not_checked"]:
    if match is None or match.status != "matched":
        return "not_checked"
    return "differs" if any("differs" in reason for reason in match.reasons) else "agrees"

"""Claim–reference pairs on separate axes, with what agrees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from curated.audit.agreement import agreements_of
from curated.audit.compared import Claimed, Read
from curated.audit.dossier import Dossier, link_id
from curated.cited import CitedItem
from curated.dataset import Dataset
from curated.schema import Agreement, Citation, Evidence, Link, Match, Work


@dataclass
class Linked:
    """The links of a dataset, in the order in which the pairs are printed, with what was found for each."""

    links: list[Link] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)


def links_of(dossier: Dossier) -> Linked:
    """One link a pair of claim and reference.

    Resolution and update status come from the matched record; identity says whether all that was compared of the
    printed reference agrees with it. Agreement needs what was read of the cited items; where nothing was, the link is
    there without any.
    """
    linked = Linked()
    dataset = dossier.dataset
    records = _records(dataset)
    reads = {reference_id: Read(item) for reference_id, item in dossier.cited.items()}
    for claim_id, citations in dossier.citations_of_claim.items():
        for citation in citations:
            link = _link(citation, dataset, records, dossier.cited.get(str(citation.reference_id)))
            linked.links.append(link)
            read = reads.get(link.reference_id)
            facts = dossier.facts.get(claim_id)
            if read is None or facts is None or read.item.depth is None:
                continue
            others = (each.reference_id for each in citations if each.reference_id != link.reference_id)
            beside = tuple(reads[other] for other in others if other in reads)
            claimed = Claimed(dataset.claim[claim_id].text, facts, beside)
            linked.agreements.extend(agreements_of(link.link_id, claimed, read))
    return linked


def _link(citation: Citation, dataset: Dataset, records: Mapping[str, Sequence[Work]], item: CitedItem | None) -> Link:
    claim_id, reference_id = str(citation.claim_id), str(citation.reference_id)
    match = dataset.match.get(reference_id)
    matched = dataset.work.get(match.work_id) if match and match.work_id else None
    unreadable = item.unreadable if item else None
    return Link(
        link_id=link_id(claim_id, reference_id),
        claim_id=claim_id,
        reference_id=reference_id,
        resolution=match.status if match else "not_asked",
        update_status=_updates(matched, records),
        identity=_identity(match),
        support="needs_review" if unreadable else "not_checked",
        depth=item.depth if item else None,
        score=match.score if match else None,
        cause=unreadable or "",
    )


def _records(dataset: Dataset) -> Mapping[str, Sequence[Work]]:
    """Works by what they are known by."""
    records: dict[str, list[Work]] = defaultdict(list)
    for work in dataset.works:
        for name in (work.doi, work.pmid):
            if name is not None:
                records[name.value].append(work)
    return records


def _updates(work: Work | None, records: Mapping[str, Sequence[Work]]) -> tuple[str, ...]:
    """What happened to a work, by all records of it: registries learn of retractions at different times."""
    if work is None:
        return ()
    same = [work, *(other for name in (work.doi, work.pmid) if name for other in records.get(name.value, ()))]
    return tuple(dict.fromkeys(kind for one in same if one.update_status for kind in one.update_status.value))


def _identity(match: Match | None) -> Literal["agrees", "differs", "not_checked"]:
    if match is None or match.status != "matched":
        return "not_checked"
    return "differs" if any("differs" in reason for reason in match.reasons) else "agrees"

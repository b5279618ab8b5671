"""Claim–reference pairs on separate axes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from curated.audit.dossier import link_id
from curated.dataset import Dataset
from curated.schema import Link, Match, Work


def links_of(dataset: Dataset) -> Iterator[Link]:
    """One link a pair, in the order in which the pairs are printed.

    Resolution and update status come from the matched record; identity says whether all that was compared of the
    printed reference agrees with it. Support is not looked at here and says so.
    """
    seen: set[str] = set()
    records: dict[str, list[Work]] = defaultdict(list)
    for work in dataset.works:
        for known in (work.doi, work.pmid):
            if known is not None:
                records[known.value].append(work)
    for citation in dataset.citations:
        if citation.claim_id is None or citation.reference_id is None:
            continue
        name = link_id(citation.claim_id, citation.reference_id)
        if name in seen:
            continue
        seen.add(name)
        match = dataset.match.get(citation.reference_id)
        matched = dataset.work.get(match.work_id) if match and match.work_id else None
        yield Link(
            link_id=name,
            claim_id=citation.claim_id,
            reference_id=citation.reference_id,
            resolution=match.status if match else "not_asked",
            update_status=_updates(matched, records),
            identity=_identity(match),
            score=match.score if match else None,
        )


def _updates(work: Work | None, records: Mapping[str, Sequence[Work]]) -> tuple[str, ...]:
    """What happened to a work, by all records of it: registries learn of retractions at different times."""
    if work is None:
        return ()
    same = [work, *(other for name in (work.doi, work.pmid) if name for other in records[name.value])]
    return tuple(dict.fromkeys(kind for one in same if one.update_status for kind in one.update_status.value))


def _identity(match: Match | None) -> Literal["agrees", "differs", "not_checked"]:
    if match is None or match.status != "matched":
        return "not_checked"
    return "differs" if any("differs" in reason for reason in match.reasons) else "agrees"

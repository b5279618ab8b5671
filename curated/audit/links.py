"""Claim–reference pairs on separate axes."""

from collections.abc import Iterator

from curated.dataset import Dataset
from curated.schema import Link


def links_of(dataset: Dataset) -> Iterator[Link]:
    """One link a pair, in the order in which the pairs are printed.

    Resolution and update status come from the matched record. Identity says whether the matcher compared the printed
    reference with it; support is not looked at here and says so.
    """
    seen: set[str] = set()
    for citation in dataset.citations:
        if citation.claim_id is None or citation.reference_id is None:
            continue
        link_id = f"{citation.claim_id}-{citation.reference_id.rsplit('-', 1)[-1]}"
        if link_id in seen:
            continue
        seen.add(link_id)
        match = dataset.match.get(citation.reference_id)
        work = dataset.work.get(match.work_id) if match and match.work_id else None
        yield Link(
            link_id=link_id,
            claim_id=citation.claim_id,
            reference_id=citation.reference_id,
            resolution=match.status if match else "not_asked",
            update_status=work.update_status.value if work and work.update_status else (),
            identity="agrees" if match and match.status == "matched" else "not_checked",
            score=match.score if match else None,
        )

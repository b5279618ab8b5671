"""Which findings a person has settled."""

from curated.columns import row_hash
from curated.dataset import Dataset


def settled(dataset: Dataset) -> dict[str, str]:
    """The findings that a person rejected last, as they are now: why, by the finding's id.

    They count neither for a state in the report nor for ``--fail-on``. A decision on a finding that has changed since
    settles nothing.
    """
    last = {one.subject: one for one in sorted(dataset.decisions, key=lambda one: one.at)}
    rejected = {subject: one for subject, one in last.items() if one.verdict == "reject"}
    return {
        one.finding_id: rejected[one.finding_id].note or f"rejected by {rejected[one.finding_id].by}"
        for one in dataset.findings
        if one.finding_id in rejected and rejected[one.finding_id].row_hash == row_hash(one)
    }

"""All rules over a dataset."""

from dataclasses import replace

from curated.audit.links import links_of
from curated.audit.rules import RULES
from curated.dataset import Dataset

SEVERITIES = ("error", "warning", "note")


def audited(dataset: Dataset) -> Dataset:
    """The dataset with the links and findings of all rules in place of those that it had; most severe first."""
    links = tuple(links_of(dataset))
    found = [finding for rule in RULES for finding in rule.check(dataset)]
    order = {finding.finding_id: index for index, finding in enumerate(found)}
    ranked = sorted(
        {finding.finding_id: finding for finding in found}.values(),
        key=lambda finding: (finding.document_id, SEVERITIES.index(finding.severity), order[finding.finding_id]),
    )
    return replace(dataset, links=links, findings=tuple(ranked))

"""All rules over a dataset."""

from collections.abc import Mapping
from dataclasses import replace

from curated.audit.dossier import Dossier
from curated.audit.links import links_of
from curated.audit.rules import RULES
from curated.cited import CitedItem
from curated.dataset import Dataset
from curated.facts import Facts

SEVERITIES = ("error", "warning", "note")
CONFIDENCES = ("certain", "likely", "possible")


def audited(
    dataset: Dataset,
    cited: Mapping[str, CitedItem] | None = None,
    facts: Mapping[str, Facts] | None = None,
    titled: Mapping[str, Facts] | None = None,
) -> Dataset:
    """The dataset with links, what agrees in each, and findings in place of those that it had.

    ``cited`` is what was read of the works that it cites, by reference id; ``facts`` what each claim says,
    ``titled`` what the title of each document does. Findings come the most severe and the surest first.
    """
    dossier = Dossier(dataset, cited or {}, facts or {}, titled or {})
    linked = links_of(dossier)
    dataset = replace(
        dataset,
        links=tuple(linked.links),
        evidence=tuple(linked.evidence),
        agreements=tuple(linked.agreements),
    )
    dossier = replace(dossier, dataset=dataset)
    found = [finding for rule in RULES for finding in rule.check(dossier)]
    order = {finding.finding_id: index for index, finding in enumerate(found)}
    ranked = sorted(
        {finding.finding_id: finding for finding in found}.values(),
        key=lambda finding: (
            finding.document_id,
            SEVERITIES.index(finding.severity),
            CONFIDENCES.index(finding.confidence),
            order[finding.finding_id],
        ),
    )
    return replace(dataset, findings=tuple(ranked))

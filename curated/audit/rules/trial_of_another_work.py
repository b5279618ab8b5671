"""Trial numbers beside a reference whose record carries another trial's number."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name
from curated.audit.rule import Rule, finding
from curated.schema import Finding

NAME = "trial-of-another-work"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning where all that a row cites report other trials, each by its own record."""
    dataset = dossier.dataset
    same = {trial.trial_id: trial.canonical_id.value for trial in dataset.trials}
    for mention in dataset.trial_mentions:
        if mention.claim_id is None or mention.table_id is None:
            continue
        number = same.get(mention.trial_id.value, mention.trial_id.value)
        cited = [
            (each.reference_id, work)
            for each in dossier.citations_of_claim.get(mention.claim_id, ())
            if each.reference_id and (match := dataset.match.get(each.reference_id)) and match.work_id
            for work in dossier.records.of(match.work_id)
            if work.trial_numbers
        ]
        reported = {
            same.get(one, one) for _, work in cited for one in (work.trial_numbers.value if work.trial_numbers else ())
        }
        if not reported or number in reported:
            continue
        reference = dataset.reference[cited[0][0]]
        yield finding(
            NAME,
            "warning",
            mention.document_id,
            mention.mention_id,
            f"{mention.trial_id.value} is printed with {reference_name(reference)}, whose record reports "
            f"{', '.join(sorted(reported))}.",
            [mention.trial_id, reference.raw],
            look_at="which trial the cited work reports",
            confidence="likely",
        )


RULE = Rule(
    NAME,
    "Trial number of another work",
    "warning",
    "The number in the row and the trial of the cited work have to be one, or the result stands beside a wrong trial.",
    "A row prints NCT03434379 and cites reference 24, whose record reports NCT02519348.",
    check,
)

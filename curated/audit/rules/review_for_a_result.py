"""Measured values that lean on reviews alone."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name
from curated.audit.rule import Rule, finding
from curated.cited import WorkKind
from curated.schema import Finding

NAME = "review-for-a-result"
_SECONDHAND: tuple[WorkKind, ...] = ("review", "editorial")


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note for each claim with a value that only narrative reviews are cited for; a meta-analysis has values of its
    own and is left alone.
    """
    for claim_id, citations in dossier.citations_of_claim.items():
        facts = dossier.facts.get(claim_id)
        if facts is None or not facts.values:
            continue
        kinds = [dossier.kinds(each.reference_id) for each in citations]
        if all(not held.keys().isdisjoint(_SECONDHAND) and "meta-analysis" not in held for held in kinds):
            claim = dossier.dataset.claim[claim_id]
            references = [dossier.dataset.reference[each.reference_id] for each in citations if each.reference_id]
            value = facts.values[0]
            yield finding(
                NAME,
                "note",
                claim.document_id,
                claim_id,
                f"A value ({value.measure}) is cited from {' and '.join(map(reference_name, references))} alone: "
                "a review, not the study that measured it.",
                [claim.text, *(reference.raw for reference in references)],
                look_at="the study that the review has it from",
                confidence="likely",
            )


RULE = Rule(
    NAME,
    "Value cited from a review",
    "note",
    "Each retelling of a number may lose its population or time; the study that measured it should be cited.",
    "“Only 25 %–40 % of patients benefit [15]”, and reference 15 calls itself a review.",
    check,
)

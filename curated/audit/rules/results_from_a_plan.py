"""Claims of results that lean on nothing but plans: trials in progress, protocols, registrations."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier, link_id
from curated.audit.naming import reference_name, sentence
from curated.audit.result_words import tells_result
from curated.audit.rule import Rule, finding
from curated.cited import WorkKind
from curated.provenance import Sourced
from curated.schema import Claim, Finding

NAME = "results-from-a-plan"
_PLANS: tuple[WorkKind, ...] = ("trial in progress", "protocol", "registration")
_OTHERS = 3
"""Works cited beside the plans, from which on one of them surely has the result."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each reference to a plan by which a claim states a value or a result.

    What is said of a trial that is going on is no result. Where the claim leans on other works too, one of them may
    have the result, and the finding says so.
    """
    for claim_id, citations in dossier.citations_of_claim.items():
        claim = dossier.dataset.claim[claim_id]
        plans = {
            each.reference_id: plan
            for each in citations
            if each.reference_id and (plan := _plan(dossier, each.reference_id)) is not None
        }
        stated = _stated(dossier, claim)
        if not plans or stated is None:
            continue
        others = len(citations) - len(plans)
        if others > _OTHERS:
            continue
        for reference_id, (kind, words) in plans.items():
            reference = dossier.dataset.reference[reference_id]
            yield finding(
                NAME,
                "warning",
                claim.document_id,
                link_id(claim_id, reference_id),
                f"{sentence(reference_name(reference))} is a {kind} (“{words.value}”), and is cited for {stated}.",
                [claim.text, reference.raw, words],
                look_at=f"whether one of the {others} other works cited there has the result"
                if others
                else "whether results of this trial were published since, and by whom",
                confidence="possible" if others else "likely",
            )


def _plan(dossier: Dossier, reference_id: str) -> tuple[WorkKind, Sourced[str]] | None:
    item = dossier.cited.get(reference_id)
    if item is None:
        return None
    return next(((kind, item.kinds[kind]) for kind in _PLANS if kind in item.kinds), None)


def _stated(dossier: Dossier, claim: Claim) -> str | None:
    """What the claim states as found: a value, or a word that says so."""
    facts = dossier.facts.get(claim.claim_id)
    if facts is None or (facts.polarity == "none" and not facts.values):
        return None
    if facts.values:
        value = facts.values[0]
        number = value.value if value.value is not None else value.low
        return f"{value.measure} of {number:g}{f' {value.unit}' if value.unit else ''}" if number is not None else None
    word = tells_result(claim.text.value)
    return f"a result (“{word}”)" if word else None


RULE = Rule(
    NAME,
    "Results cited from a plan",
    "warning",
    "An abstract of a trial in progress, a protocol or a registration holds no results: the claim has another source.",
    "“The combination prolonged survival [158]”, and reference 158 is the protocol of the trial.",
    check,
)

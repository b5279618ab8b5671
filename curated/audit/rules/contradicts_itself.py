"""What a document says in one place and otherwise in another."""

from collections import defaultdict
from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.result_words import tells_result
from curated.audit.rule import Rule, finding
from curated.provenance import Sourced
from curated.schema import Claim, DrugStatus, Finding, Outcome

NAME = "contradicts-itself"
_UNDERWAY = ("underway", "ongoing", "under way", "recruiting", "not reported", "pending")


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for a drug with two statuses, an outcome with two values, a trial underway beside its result."""
    yield from _statuses(dossier)
    yield from _outcomes(dossier)
    yield from _underway(dossier)


def _statuses(dossier: Dossier) -> Iterator[Finding]:
    dataset = dossier.dataset
    held: dict[tuple[str, str], list[DrugStatus]] = defaultdict(list)
    for row in dataset.drug_statuses:
        held[dataset.claim[row.claim_id].document_id, dossier.drug_name(row.drug)].append(row)
    for (document_id, _), rows in held.items():
        trials = [row for row in rows if row.status.value == "in trials"]
        approved = [row for row in rows if row.status.value == "approved"]
        if not trials or not approved:
            continue
        first, other = approved[0], trials[0]
        alone = first.combination is None or other.combination is not None
        yield finding(
            NAME,
            "warning",
            document_id,
            other.status_id,
            f"{other.drug.value} is in trials in one place, and approved{_in(first.agency)}{_with(first.combination)} "
            "in another.",
            [dataset.claim[first.claim_id].text, dataset.claim[other.claim_id].text],
            look_at="which of the two holds, and for which agency, line and combination",
            confidence="likely" if alone else "possible",
        )


def _outcomes(dossier: Dossier) -> Iterator[Finding]:
    """The same measure of the same trial and arm with two values, in a sentence and a table or in two tables."""
    dataset = dossier.dataset
    held: dict[tuple[object, ...], list[Outcome]] = defaultdict(list)
    for outcome in dataset.outcomes:
        references = frozenset(
            each.reference_id for each in dossier.citations_of_claim.get(outcome.claim_id, ()) if each.reference_id
        )
        if outcome.value is None or outcome.arm is None or len(references) != 1:
            continue
        drugs = frozenset(dossier.drug_name(each) for each in (outcome.arm, *outcome.combined_with))
        slots = (outcome.unit, outcome.statistic, outcome.timepoint, outcome.endpoint, outcome.comparator)
        held[
            references, outcome.measure.value, drugs, *(each.value.casefold() if each else None for each in slots)
        ].append(outcome)
    for rows in held.values():
        first = rows[0]
        for other in rows[1:]:
            if first.claim_id == other.claim_id or first.value is None or other.value is None:
                continue
            if first.value.value != other.value.value:
                claims = dataset.claim[first.claim_id], dataset.claim[other.claim_id]
                yield finding(
                    NAME,
                    "warning",
                    claims[1].document_id,
                    other.outcome_id,
                    f"{other.measure.value} is {other.value.value:g} here and {first.value.value:g} in another place, "
                    "of the same arm and by the same reference.",
                    [each.text for each in claims],
                    look_at="the value in the cited work, and whether both speak of one population and time",
                    confidence="likely",
                )


def _underway(dossier: Dossier) -> Iterator[Finding]:
    """A row that says a trial has no result yet, where another place of the document gives one.

    That place prints the same number, or leans on the work that the row cites.
    """
    dataset = dossier.dataset
    measured = {outcome.claim_id for outcome in dataset.outcomes if outcome.value or outcome.low}
    results: dict[tuple[str, str], Claim] = {}
    for mention in dataset.trial_mentions:
        if mention.claim_id in measured:
            results.setdefault((mention.document_id, mention.trial_id.value), dataset.claim[mention.claim_id])
    for mention in dataset.trial_mentions:
        if mention.status is None or mention.claim_id is None or mention.claim_id in measured:
            continue
        if not mention.status.value.casefold().startswith(_UNDERWAY):
            continue
        result = results.get((mention.document_id, mention.trial_id.value)) or _told(dossier, mention.claim_id)
        if result is not None:
            yield finding(
                NAME,
                "warning",
                mention.document_id,
                mention.mention_id,
                f"{mention.trial_id.value} is “{mention.status.value}” here, and has results in another place.",
                [mention.status, result.text],
                look_at="which of the two places is older",
                confidence="certain" if result.claim_id in measured else "likely",
            )


def _told(dossier: Dossier, claim_id: str) -> Claim | None:
    """Another claim that tells a result by a work that this claim alone cites."""
    citations = dossier.citations_of_claim.get(claim_id, ())
    if len(citations) != 1 or citations[0].reference_id is None:
        return None
    for claim in dossier.claims_of_reference.get(citations[0].reference_id, ()):
        facts = dossier.facts.get(claim.claim_id)
        alone = len(dossier.citations_of_claim.get(claim.claim_id, ())) == 1
        if (
            claim.claim_id != claim_id
            and alone
            and facts
            and facts.polarity != "none"
            and tells_result(claim.text.value)
        ):
            return claim
    return None


def _in(agency: Sourced[str] | None) -> str:
    return f" ({agency.value})" if agency else ""


def _with(combination: Sourced[str] | None) -> str:
    return f" in “{combination.value}”" if combination else ""


RULE = Rule(
    NAME,
    "The document contradicts itself",
    "warning",
    "Where two places of a review differ, at least one is wrong, and readers take whichever they see.",
    "Table 1 lists durvalumab as in trials; the text says that it is approved with tremelimumab.",
    check,
)

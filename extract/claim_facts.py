"""What each claim of a review says, from the rows that were read of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from curated.facts import Facts, Value
from curated.provenance import DocumentSource, Sourced
from curated.schema import Claim, Entity, Outcome, TrialMention
from extract.directions import directions_in
from extract.text_facts import classes_in, placed_name, species_of, study_in

R = TypeVar("R", Entity, Outcome, TrialMention)


def claim_facts(
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    outcomes: Iterable[Outcome],
    mentions: Iterable[TrialMention],
) -> dict[str, Facts]:
    """Facts by claim id; offsets count in the claim's text, and are -1 for what is printed outside of it (a label)."""
    named, measured, numbered = _by_claim(entities), _by_claim(outcomes), _by_claim(mentions)
    return {
        claim.claim_id: _facts(claim, named[claim.claim_id], measured[claim.claim_id], numbered[claim.claim_id])
        for claim in claims
    }


def _by_claim(rows: Iterable[R]) -> Mapping[str | None, list[R]]:
    found: dict[str | None, list[R]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def _facts(
    claim: Claim, entities: Sequence[Entity], outcomes: Sequence[Outcome], mentions: Sequence[TrialMention]
) -> Facts:
    text = claim.text.value
    start = claim.text.source.start if isinstance(claim.text.source, DocumentSource) else 0

    def place(printed: Sourced[str] | Sourced[float] | None) -> tuple[int, int]:
        source = printed.source if printed else None
        if isinstance(source, DocumentSource) and start <= source.start and source.end <= start + len(text):
            return source.start - start, source.end - start
        return -1, -1

    names = [placed_name(each.kind, each.name, each.identifier or "", *place(each.text), each.how) for each in entities]
    known = {(each.kind, each.name) for each in names}
    names += [  # what a table row has from a label that reaches down to it
        placed_name(kind, name, "", -1, -1)
        for kind, held in claim.entities.items()
        for name in held
        if kind != "trial" and (kind, name) not in known
    ]
    names += classes_in(text, names)
    study = study_in(text)
    return Facts(
        names=tuple(names),
        values=tuple(_value(each, *place(each.value or each.low)) for each in outcomes),
        directions=tuple(directions_in(text, names)),
        groups=study.groups,
        species=species_of(names),
        designs=study.designs,
        phases=study.phases,
        trials=tuple(dict.fromkeys(each.trial_id.value for each in mentions)),
        polarity=claim.polarity or "none",
        negated=bool(claim.negated),
        hedged=bool(claim.hedged),
        places=study.places,
    )


def _value(outcome: Outcome, start: int, end: int) -> Value:
    def plain(printed: Sourced[str] | None) -> str | None:
        return printed.value if printed else None

    def read(printed: Sourced[float] | None) -> float | None:
        return printed.value if printed else None

    return Value(
        measure=outcome.measure.value,
        value=read(outcome.value),
        start=start,
        end=end,
        endpoint=plain(outcome.endpoint),
        statistic=plain(outcome.statistic),
        low=read(outcome.low),
        high=read(outcome.high),
        unit=plain(outcome.unit),
        timepoint=plain(outcome.timepoint),
        arm=plain(outcome.arm),
        comparator=plain(outcome.comparator),
        p=plain(outcome.p),
    )

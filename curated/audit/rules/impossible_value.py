"""Outcome values that cannot be, or hardly: beyond 100 %, outside their own interval, ten times their neighbours."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from curated.audit.dossier import Dossier
from curated.audit.rule import Rule, finding
from curated.provenance import Method, Sourced
from curated.schema import Claim, Finding, Outcome

NAME = "impossible-value"
_AS_TEXT = Method(name="as-text", version="1")
_SHARES = frozenset(
    {"ORR", "DCR", "CR", "PR", "SD", "PD", "OSR", "PFSR", "incidence", "prevalence", "recurrence", "mortality"}
)
_RATIOS = frozenset({"HR", "OR", "RR"})
_LONGEST = 600.0
"""Months: no follow-up of patients is longer than 50 years."""
_SLIPPED = 3.0
"""How many times the largest other value of a table a value has to be before a slipped decimal is thought of."""
_FEWEST = 5
"""Values of one measure in a table, besides the odd one, that tell what is usual."""
_MONTHS = re.compile(r"^months?$|^mo\.?$", re.IGNORECASE)
_AFTER = re.compile(r"^(\d+(?:\.\d+)?)[-\s]?(month|year|week)", re.IGNORECASE)
_MONTHS_IN = {"month": 1.0, "year": 12.0, "week": 12 / 52}


def check(dossier: Dossier) -> Iterator[Finding]:
    """Errors where arithmetic forbids a value, warnings where a decimal or a label seems to have slipped."""
    claims = dossier.dataset.claim
    by_claim: dict[str, list[Outcome]] = defaultdict(list)
    by_table: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
    for outcome in dossier.dataset.outcomes:
        claim = claims[outcome.claim_id]
        by_claim[outcome.claim_id].append(outcome)
        if claim.table_id is not None and outcome.unit is not None:
            by_table[claim.table_id, outcome.measure.value, outcome.unit.value].append(outcome)
        for message in _alone(outcome):
            yield _error(claim, outcome, message)
    for claim_id, outcomes in by_claim.items():
        yield from _together(claims[claim_id], outcomes)
    yield from _slipped(by_table, claims)


def _alone(outcome: Outcome) -> Iterator[str]:
    """What is wrong with one outcome by itself."""
    value, low, high = (_number(each) for each in (outcome.value, outcome.low, outcome.high))
    measure = outcome.measure.value
    printed = _printed(outcome)
    if outcome.unit and outcome.unit.value == "%" and measure in _SHARES:
        for each in (value, low, high):
            if each is not None and not 0 <= each <= 100:
                yield f"{measure} of {each:g} % is no share of patients."
                break
    if value is not None and low is not None and high is not None and low > high:
        yield f"The interval of {printed} runs from {low:g} to {high:g}, downwards."
    elif value is not None and low is not None and high is not None and measure in _RATIOS and not low <= value <= high:
        yield f"{printed} lies outside its own interval, {low:g} to {high:g}."
    if outcome.unit and _MONTHS.match(outcome.unit.value) and value is not None and value > _LONGEST:
        yield f"{printed} is longer than any follow-up."
    count, total = _number(outcome.n), _number(outcome.total)
    if count is not None and total is not None:
        if count > total:
            yield f"{count:g} of {total:g} is more than all."
        elif total and value is not None and outcome.unit and outcome.unit.value == "%":
            share = 100 * count / total
            if abs(share - value) > max(1.0, 100 / total):
                yield f"{printed} does not fit {count:g} of {total:g}, which is {share:.1f} %."
    if outcome.p is not None and (found := re.search(r"\d*\.?\d+", outcome.p.value)) and float(found.group()) > 1:
        yield f"The p value {outcome.p.value} is larger than 1."


def _together(claim: Claim, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Outcomes of one arm that cannot both be: progression-free longer than alive, more alive later than before."""
    arms: dict[tuple[str, ...], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        arms[_arm(outcome)].append(outcome)
    for held in arms.values():
        free = [each for each in held if each.measure.value == "PFS" and _is_months(each)]
        alive = [each for each in held if each.measure.value == "OS" and _is_months(each)]
        for one in free:
            for other in alive:
                shorter, longer = _number(one.value) or 0.0, _number(other.value) or 0.0
                if len(free) == len(alive) == 1 and shorter > longer:
                    message = f"{_printed(one)} is longer than {_printed(other)} of the same arm."
                    yield _error(claim, one, message, [other.value])
        shares = (each for each in held if each.measure.value in ("OSR", "PFSR"))
        rates = [(after, each) for each in shares if (after := _after(each)) is not None]
        for early, one in rates:
            for late, other in rates:
                if one.measure.value == other.measure.value and early < late:
                    before, then = _number(one.value), _number(other.value)
                    if before is not None and then is not None and then > before:
                        yield _error(
                            claim, other, f"{_printed(other)} is more than {_printed(one)} before.", [one.value]
                        )


def _slipped(
    by_table: Mapping[tuple[str, str, str], Sequence[Outcome]], claims: Mapping[str, Claim]
) -> Iterator[Finding]:
    """Values of a table that fit the others of their measure only when their decimal point is moved."""
    for (_, measure, unit), outcomes in by_table.items():
        numbers = [(_number(each.value), each) for each in outcomes]
        for value, outcome in numbers:
            others = [other for other, each in numbers if each is not outcome and other is not None]
            if value is None or len(others) < _FEWEST:
                continue
            top = max(others)
            if value > _SLIPPED * top and min(others) <= value / 10 <= top:
                claim = claims[outcome.claim_id]
                yield finding(
                    NAME,
                    "warning",
                    claim.document_id,
                    outcome.outcome_id,
                    f"{_printed(outcome)} is {value / median(others):.0f} times the median {measure} of the table "
                    f"({median(others):g} {unit}, at most {top:g}); {value / 10:g} would be usual.",
                    [claim.text, *_as_text([outcome.value])],
                    look_at="the cited work: a decimal point may have slipped, or another measure be meant",
                    confidence="likely",
                )


def _error(claim: Claim, outcome: Outcome, message: str, more: Sequence[Sourced[float] | None] = ()) -> Finding:
    return finding(
        NAME,
        "error",
        claim.document_id,
        outcome.outcome_id,
        message,
        [claim.text, *_as_text([outcome.value or outcome.low, *more])],
        look_at="the value in the cited work",
        confidence="likely",
    )


def _as_text(quotes: Sequence[Sourced[float] | None]) -> Iterator[Sourced[str]]:
    return (quote.derive(f"{quote.value:g}", _AS_TEXT) for quote in quotes if quote is not None)


def _number(held: Sourced[float] | Sourced[int] | None) -> float | None:
    return None if held is None else float(held.value)


def _printed(outcome: Outcome) -> str:
    """The outcome as a reader would say it: ``median PFS of 6.8 months``."""
    value = outcome.value or outcome.low
    unit = "" if outcome.unit is None else f" {outcome.unit.value}"
    words = [each.value for each in (outcome.timepoint, outcome.statistic, outcome.measure) if each is not None]
    return f"{' '.join(words)} of {value.value:g}{unit}" if value is not None else " ".join(words)


def _arm(outcome: Outcome) -> tuple[str, ...]:
    held = [*([outcome.arm] if outcome.arm else ()), *outcome.combined_with]
    return tuple(each.value.casefold() for each in held)


def _is_months(outcome: Outcome) -> bool:
    return outcome.value is not None and outcome.unit is not None and bool(_MONTHS.match(outcome.unit.value))


def _after(outcome: Outcome) -> float | None:
    """The months after which a rate was measured."""
    found = _AFTER.match(outcome.timepoint.value) if outcome.timepoint else None
    return float(found.group(1)) * _MONTHS_IN[found.group(2).lower()] if found else None


RULE = Rule(
    NAME,
    "Value that cannot be",
    "error",
    "A value that arithmetic or every other row speaks against was most often mistyped, and is copied on from here.",
    "A table prints PFS: 73.9 months where the other rows have 3.9 to 19.5: a decimal point may have slipped.",
    check,
)

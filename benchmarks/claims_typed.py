"""The measures of ``claims.py``, in the order of its table; those of parts, stance and typed rows are here."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from claims import Judge, Read, Score, entities, outcomes, touch
from gold_places import Place

Gold = dict[str, Any]


def splitting(read: Read, gold: Sequence[Gold]) -> Score:
    """Multi-marker sentences in which every marker has its part: half of the letters of both are shared."""
    score = Score()
    claims = {row.claim_id: row for row in read.rows if row.table == "claims"}  # type: ignore[attr-defined]
    parts = [
        (read.place(row.marker), read.place(claims[row.claim_id].text))  # type: ignore[attr-defined]
        for row in read.rows
        if row.table == "citations" and row.claim_id in claims  # type: ignore[attr-defined]
    ]
    for each in gold:
        faults = []
        for part in each["parts"]:
            marker = read.gold(part["marker"])
            ours = next((place for spot, place in parts if touch(spot, marker)), None)
            wanted = [read.gold(place) for place in part["part"]]
            if ours is None or not any(_shared(ours, place) >= 0.5 for place in wanted):
                faults.append(f"{read.words(wanted[0])} but {read.words(ours) if ours else None}")
        if faults:
            score.missed += 1
            score.wrong += 1
            score.errors.append(f"{each['kind']}: {faults[0]}")
        else:
            score.right += 1
    return score


def _shared(one: Place, other: Place) -> float:
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return both / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def stance(read: Read, gold: Sequence[Gold], *, of: str) -> Score:
    """``polarity``: one of four, right or wrong; ``hedged`` and ``negated``: the sentences that are."""
    score = Score()
    for each, rows in _judged(read, gold):
        if of == "polarity":
            found = {row.polarity for row in rows} - {"none"} or {"none"}
            ours = found.pop() if len(found) == 1 else "mixed"
            right, wanted, said = ours == each["polarity"], True, True
        else:
            wanted, said = each[of], any(getattr(row, of) for row in rows)
            ours, right = said, wanted and said
        score.right += right
        score.missed += wanted and not right
        score.wrong += said and not right
        if (wanted or said) and not right:
            spot = read.gold(each["sentence"][0])
            score.errors.append(f"{ours} for {each[of]}: {read.words(spot)[41:300]}")
    return score


def population(read: Read, gold: Sequence[Gold]) -> Score:
    """The words that say of whom a claim speaks: found where a place touches."""
    score = Score()
    for each, rows in _judged(read, gold):
        ours = [read.place(value) for row in rows for value in row.population]
        wanted = [read.gold(place["place"]) for place in each["population"]]
        for spot in wanted:
            hit = any(touch(spot, place) for place in ours)
            score.right += hit
            score.missed += not hit
            if not hit:
                score.errors.append(f"missed {read.words(spot)}")
        for place in ours:
            if place and not any(touch(place, spot) for spot in wanted):
                score.wrong += 1
                score.errors.append(f"wrong {read.words(place)}")
    return score


def _judged(read: Read, gold: Sequence[Gold]) -> list[tuple[Gold, list[Any]]]:
    """The sentences of the gold that we hold as claims, with those; citing ones must be held."""
    claims = [(read.place(row.text), row) for row in read.rows if row.table == "claims"]  # type: ignore[attr-defined]
    judged = []
    for each in gold:
        spans = [read.gold(place) for place in each["sentence"]]
        inside = [row for place, row in claims if any(_within(place, span) for span in spans)]
        if inside or each["cited"]:
            judged.append((each, inside))
    return judged


def _within(place: Place | None, span: Place) -> bool:
    return place is not None and min(place[1], span[1]) - max(place[0], span[0]) > (place[1] - place[0]) / 2


MEASURES: tuple[tuple[str, str, Judge, str], ...] = (
    ("outcomes", "outcomes", outcomes, "P ≥ .98, R ≥ .95"),
    ("outcomes", "outcomes less arm", partial(outcomes, strict=False), ""),
    ("entities", "drugs and targets", entities, "F1 ≥ .95"),
    ("splits", "splitting", splitting, "≥ .90 right"),
    ("stance", "polarity", partial(stance, of="polarity"), "F1 ≥ .90"),
    ("stance", "hedging", partial(stance, of="hedged"), "F1 ≥ .90"),
    ("stance", "negation", partial(stance, of="negated"), "F1 ≥ .90"),
    ("stance", "population", population, "F1 ≥ .90"),
)

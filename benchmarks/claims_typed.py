"""The measures of ``claims.py``, in the order of its table; those of parts, stance and typed rows are here."""

from collections.abc import Iterator, Sequence
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
            wanted = [read.gold(place) for place in (*part["part"], *part.get("also", ()))]
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


def mechanisms(read: Read, gold: Sequence[Gold]) -> Score:
    """Acting by acting: the relation, a cue that touches, and of agents and objects at least one that touches."""
    score = Score()
    ours = [row for row in read.rows if row.table == "mechanisms"]
    used: set[int] = set()
    for each in gold:
        cue = read.gold(each["cue"]["place"])
        near = [
            (index, row) for index, row in enumerate(ours) if index not in used and touch(read.place(row.relation), cue)
        ]  # type: ignore[attr-defined]
        hit = next((index for index, row in near if _same_act(read, each, row)), None)
        score.right += hit is not None
        score.missed += hit is None
        if hit is not None:
            used.add(hit)
        else:
            score.errors.append(f"missed {each['relation']}: {read.words(cue)}")
    covered = read.covered("mechanisms")
    for index, row in enumerate(ours):
        place = read.place(row.relation)  # type: ignore[attr-defined]
        if index not in used and place and any(touch(place, span) for span in covered):
            score.wrong += 1
            score.errors.append(f"wrong {_said(row)}: {read.words(place)}")
    return score


def _same_act(read: Read, gold: Gold, row: Any) -> bool:
    return (
        row.relation.value.replace("-", "").removeprefix("is ") == gold["relation"].replace("-", "")
        and any(touch(read.gold(agent["place"]), read.place(row.agent)) for agent in gold["agents"])
        and any(touch(read.gold(each["place"]), read.place(row.object)) for each in gold["objects"])
    )


def _said(row: Any) -> str:
    return f"{row.agent.value[:50]} | {row.relation.value} | {row.object.value[:60]}"


def statements(read: Read, gold: Sequence[Gold], *, slots: bool = False) -> Score:
    """Statements by sentence and kind; with ``slots`` those found, with their subject and their number right."""
    score = Score()
    ours = [row for row in read.rows if row.table == "statements"]
    used: set[int] = set()
    for each in gold:
        span = read.gold(each["sentence"][0])
        hit = next(
            (
                index
                for index, row in enumerate(ours)
                if index not in used
                and row.kind == each["kind"]  # type: ignore[attr-defined]
                and _within(read.place(row.text), span)  # type: ignore[attr-defined]
            ),
            None,
        )
        used.update(() if hit is None else (hit,))
        if slots:
            faults = [] if hit is None else list(_statement_faults(read, each, ours[hit]))
            score.right += hit is not None and not faults
            score.missed += bool(faults)
            score.wrong += bool(faults)
            score.errors += [f"{each['id']} {each['kind']}: {'; '.join(faults)}"] if faults else []
            continue
        score.right += hit is not None
        score.missed += hit is None
        if hit is None:
            score.errors.append(f"missed {each['kind']}: {read.words(span)[41:300]}")
    covered = read.covered("statements")
    for index, row in enumerate(ours):
        place = read.place(row.text)  # type: ignore[attr-defined]
        if not slots and index not in used and place and any(touch(place, span) for span in covered):
            score.wrong += 1
            score.errors.append(f"wrong {row.kind}: {read.words(place)[41:300]}")  # type: ignore[attr-defined]
    return score


def _statement_faults(read: Read, gold: Gold, row: Any) -> Iterator[str]:
    wanted = [read.gold(each["place"]) for each in (gold["subject"], *gold["also"]) if each]
    subject = read.place(row.subject)
    if not any(touch(subject, spot) for spot in wanted) and (wanted or subject):
        words = gold["subject"] and gold["subject"]["words"]
        yield f"subject {row.subject.value if row.subject else None} for {words}"
    value = row.value.value if row.value else None
    if value != (float(gold["value"]) if gold["value"] else None):
        yield f"value {value} for {gold['value']}"


def trial_names(read: Read, gold: Sequence[Gold]) -> Score:
    """Names of trials with the number that the document ties them to; one tie a name."""
    score = Score()
    ours: dict[str, set[str]] = {}
    for row in read.rows:
        if row.table == "entities" and row.kind == "trial" and row.identifier:  # type: ignore[attr-defined]
            ours.setdefault(row.name.casefold(), set()).add(row.identifier)  # type: ignore[attr-defined]
    wanted = {each["name"]["words"].casefold(): each["trial_id"] for each in gold}
    for name, number in wanted.items():
        score.right += ours.get(name) == {number}
        score.missed += name not in ours
        score.errors += [f"missed {name}"] if name not in ours else []
    wrong = [name for name, numbers in ours.items() if {wanted.get(name)} != numbers]
    score.wrong += len(wrong)
    score.errors += [f"wrong {name}" for name in wrong]
    return score


def typed_rows(read: Read, gold: Sequence[Gold], *, of: str) -> Score:
    """Rows of tables with their slots all right, and doubtful ones marked."""
    score = Score()
    for each in gold:
        if each["table"] != of:
            continue
        row_place = read.gold(each["row"])
        rows = [row for row in read.rows if row.table == of and touch(_printed(read, row), row_place)]
        faults = min((list(_row_faults(each, row)) for row in rows), key=len, default=["no row"])
        score.right += not faults
        score.missed += bool(faults)
        score.wrong += bool(faults and rows)
        if faults:
            score.errors.append(f"{each['id']}: {faults}")
    return score


def _printed(read: Read, row: Any) -> Place | None:
    return read.place(row.drug if row.table == "drug_statuses" else row.regimen)


def _row_faults(gold: Gold, row: Any) -> Iterator[str]:
    def words(name: str) -> str | None:
        value = gold.get(name)
        return value["words"] if isinstance(value, dict) else value

    if gold["uncertain"] and not row.unattributed:
        yield "not marked as doubtful"
    if row.table == "drug_statuses":
        pairs = [(row.drug, words("drug")), (row.target, words("target")), (row.status, gold["status"])]
        pairs += [(row.agency, words("agency")), (row.setting or row.combination, words("setting"))]
        year = str(row.year.value) if row.year else None
        yield from [f"year {year}"] if year != words("year") else []
    else:
        pairs = [(row.trial, words("trial")), (row.line, words("line"))]
        drugs = {drug.value for drug in row.drugs}
        wanted = {drug["words"] for drug in gold["drugs"]}
        if drugs != wanted and not (gold["uncertain"] and row.unattributed and wanted & drugs):
            yield f"drugs {drugs} for {wanted}"
        targets = {target.value for target in row.targets}
        if (
            not gold["uncertain"]
            and not {drug["target"]["words"] for drug in gold["drugs"] if drug["target"]} <= targets
        ):
            yield f"targets {targets}"
        procedures = [procedure.value for procedure in row.procedures]
        if procedures != ([words("procedure")] if gold["procedure"] else []):
            yield f"procedures {procedures}"
        if (row.status is None) != (gold["status_printed"] is None):
            yield f"status {row.status}"
    for value, wanted_words in pairs:
        if (value.value if value else None) != wanted_words:
            yield f"{value.value if value else None} for {wanted_words}"


def _within(place: Place | None, span: Place) -> bool:
    return place is not None and min(place[1], span[1]) - max(place[0], span[0]) > (place[1] - place[0]) / 2


MEASURES: tuple[tuple[str, str, Judge, str], ...] = (
    ("outcomes", "outcomes", outcomes, "P ≥ .98, R ≥ .95"),
    ("outcomes", "outcomes less arm", partial(outcomes, strict=False), ""),
    ("entities", "drugs and targets", entities, "F1 ≥ .95"),
    ("tables", "drug statuses", partial(typed_rows, of="drug_statuses"), "all right"),
    ("tables", "regimens", partial(typed_rows, of="regimens"), "all right"),
    ("mechanisms", "mechanisms", mechanisms, "P ≥ .85, R ≥ .50"),
    ("statements", "statements", statements, ""),
    ("statements", "their slots", partial(statements, slots=True), ""),
    ("trials", "trial names", trial_names, ""),
    ("splits", "splitting", splitting, "≥ .90 right"),
    ("stance", "polarity", partial(stance, of="polarity"), "F1 ≥ .90"),
    ("stance", "hedging", partial(stance, of="hedged"), "F1 ≥ .90"),
    ("stance", "negation", partial(stance, of="negated"), "F1 ≥ .90"),
    ("stance", "population", population, "F1 ≥ .90"),
)

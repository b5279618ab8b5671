"""Cross-validation of the reference parser: what it gets right of strings it has not seen, and what sureness is worth.

Strings are dealt to folds by the article that they stand in (hand-tagged ones by their file, or, in the one file that
collects many sources, by their title), so that nothing is learnt from the list that is measured. Strings printed anew
in other styles are made from the strings that are learnt from only.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from reference_gold import GoldString, plain
from reference_scores import Scored, scored
from train_references import FOLDS, fold_file, fold_of

from extract.reference_parts import parse_all
from extract.reference_tagger import load, sureness

COLUMN_OF = {
    "authors": "authors",
    "title": "title",
    "container": "container_title",
    "year": "year",
    "volume": "volume",
    "issue": "issue",
    "first page": "first_page",
    "last page": "last_page",
}
_POINTS = 12
_FEWEST = 200


class Judgement(NamedTuple):
    """One field that was found: how sure the parser was, and whether it was right."""

    field: str
    sure: float
    right: bool
    fold: int


def cross_validated(strings: Sequence[GoldString], folds: Path) -> list[Scored]:
    """Every string parsed by the model that has not seen its fold."""
    made: list[Scored] = []
    for fold in range(FOLDS):
        held = [gold for gold in strings if fold_of(gold) == fold]
        parsed = parse_all((gold.raw for gold in held), load(fold_file(folds, fold)))
        made.extend(scored(gold, parts) for gold, parts in zip(held, parsed, strict=True))
    return made


def judgements(results: Sequence[Scored]) -> list[Judgement]:
    """What was found, field by field. Models of folds are not calibrated: their sureness is that of the labels."""
    made = []
    for result in results:
        for name, column in COLUMN_OF.items():
            verdict = result.verdicts.get(name)
            held = "article_number" if name == "first page" and result.parts.first_page is None else column
            sure = result.parts.confidence.get(held)
            if sure is not None and verdict in ("right", "wrong", "invented"):
                made.append(Judgement(held, sureness(sure), verdict == "right", fold_of(result.gold)))
    return made


def curves(results: Sequence[Scored]) -> dict[str, list[list[float]]]:
    """For each field the points of a rising line from the sureness of its labels to how often it is right."""
    return curves_of(judgements(results))


def curves_of(found: Sequence[Judgement]) -> dict[str, list[list[float]]]:
    """The same from judgements; ``any`` is of all fields together, for those of which the gold says too little."""
    by_field: dict[str, list[Judgement]] = defaultdict(list)
    for one in found:
        by_field[one.field].append(one)
        by_field["any"].append(one)
    return {name: _rising(ones) for name, ones in sorted(by_field.items()) if len(ones) >= _FEWEST}


def _rising(found: Sequence[Judgement]) -> list[list[float]]:
    """Isotonic regression (pool adjacent violators) over groups of equal size, by sureness."""
    ordered = sorted(found)
    ordered.sort(key=lambda one: one.sure)
    pools: list[list[float]] = []
    for group in np.array_split(np.arange(len(ordered)), _POINTS):
        ones = [ordered[at] for at in group]
        pools.append([sum(one.sure for one in ones), float(sum(one.right for one in ones)), float(len(ones))])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] > pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    # a field is never as good as certain: one in as many as were seen may always be wrong
    return [
        [round(sure / count, 4) for sure, _, count in pools],
        [round(right / (count + 1), 4) for _, right, count in pools],
    ]


def reliability(results: Sequence[Scored], edges: Sequence[float]) -> list[tuple[float, float, int, float, float]]:
    """How often fields are right that are said to be right so often.

    For each range of confidence: its edges, how many fields, the mean confidence, the share that is right, in per cent.
    What sureness is worth is learnt from the other folds.
    """
    found = judgements(results)
    said: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        lines = curves_of([one for one in found if one.fold != fold])
        for one in found:
            if one.fold == fold:
                points = lines.get(one.field) or lines["any"]
                said.append((float(np.interp(one.sure, points[0], points[1])), one.right))
    made = []
    for low, high in pairwise(edges):
        ones = [(chance, right) for chance, right in said if low <= chance < high]
        if ones:
            mean = sum(chance for chance, _ in ones) / len(ones)
            made.append((low, high, len(ones), 100 * mean, 100 * sum(right for _, right in ones) / len(ones)))
    return made


def kind_of_error(result: Scored, name: str) -> str:
    """What went wrong with a field, told from the two texts alone."""
    verdict = result.verdicts[name]
    if verdict != "wrong":
        return verdict
    mine, gold = plain(result.mine[name]), plain(result.gold.fields[name])
    if gold in mine:
        return "holds more than the field"
    if mine in gold:
        return "cut short"
    return "another one"

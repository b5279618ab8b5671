"""How far two people who decided by themselves agree.

Cohen's kappa with the large-sample standard error of Fleiss, Cohen and Everitt (Psychological Bulletin 1969;72:323-7),
and Krippendorff's alpha for two raters and nominal data (Hayes and Krippendorff 2007). *Unsure* is a category of its
own, and so is each corrected value.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from curated.decisions_entry import COLUMNS, Entry, Refused, moment_of, verdict_of

_Z = 1.959964
"""Of a 95 % interval."""
_UNKNOWN = datetime.min.replace(tzinfo=UTC)


class Answer(NamedTuple):
    """What one person decided on a row, or on a field of it."""

    verdict: str
    value: str = ""
    replaces: str = ""
    note: str = ""
    row_hash: str = ""

    @property
    def category(self) -> str:
        """The verdict, or the value that should stand: a correction is one, whichever verdict is beside it."""
        if not self.value or self.verdict == "unsure":
            return self.verdict
        return "accept" if self.value == self.replaces else f"should read {self.value}"


Answers = Mapping[tuple[str, str], Answer]
"""What a person decided, by subject and field."""


@dataclass(frozen=True)
class Rated:
    """What a decisions file says: by whom, what, and the lines that cannot be used."""

    by: tuple[str, ...]
    answers: Answers
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa and its 95 % interval; None with the ``cause`` where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None
    cause: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two people's decisions held against each other.

    ``both`` counts what both decided on the same row, ``agreed`` where they said the same; ``changed`` lists what both
    decided while the row was not the same, which is not counted; ``alpha`` is Krippendorff's.
    """

    both: int
    agreed: int
    kappa: Kappa
    alpha: float | None
    counts: Mapping[tuple[str, str], int]
    disagreements: tuple[tuple[str, str, Answer, Answer], ...]
    changed: tuple[tuple[str, str], ...]
    only_first: tuple[tuple[str, str], ...]
    only_second: tuple[tuple[str, str], ...]


def answers_of(entries: Iterable[Entry | Refused]) -> Rated:
    """What a decisions file says; the last decision on a row, or on a field of it, counts. Rows are not looked up."""
    answers: dict[tuple[str, str], tuple[datetime, Answer]] = {}
    refused: list[Refused] = []
    names: dict[str, None] = {}
    for entry in entries:
        if isinstance(entry, Refused):
            refused.append(entry)
            continue
        told = {name: (entry.values.get(name) or "").strip() for name in COLUMNS}
        if not told["verdict"]:
            continue
        try:
            verdict, at = verdict_of(told["verdict"]), moment_of(told["at"], _UNKNOWN)
        except ValueError as error:
            refused.append(Refused(entry.line, str(error)))
            continue
        if told["by"]:
            names[told["by"]] = None
        key = (told["subject"], told["field"])
        if key not in answers or answers[key][0] <= at:
            answer = Answer(verdict, *(told[name] for name in ("value", "replaces", "note", "row_hash")))
            answers[key] = (at, answer)
    return Rated(tuple(sorted(names)), {key: answer for key, (_, answer) in answers.items()}, tuple(refused))


def compared(first: Answers, second: Answers) -> Comparison:
    """Holds what two people decided against each other."""
    shared = sorted(first.keys() & second.keys())
    changed = [key for key in shared if _differ(first[key].row_hash, second[key].row_hash)]
    same = [key for key in shared if key not in set(changed)]
    pairs = [(first[key].category, second[key].category) for key in same]
    return Comparison(
        both=len(pairs),
        agreed=sum(one == other for one, other in pairs),
        kappa=cohens_kappa(pairs),
        alpha=krippendorffs_alpha(pairs),
        counts=dict(sorted(Counter(pairs).items())),
        disagreements=tuple(
            (*key, first[key], second[key]) for key in same if first[key].category != second[key].category
        ),
        changed=tuple(changed),
        only_first=tuple(sorted(first.keys() - second.keys())),
        only_second=tuple(sorted(second.keys() - first.keys())),
    )


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> Kappa:
    """Cohen's kappa of pairs of categories.

    It is not defined where both people only ever gave one and the same category: chance alone would have them agree.

    >>> kappa = cohens_kappa([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15)
    >>> round(kappa.value, 2)
    0.4
    """
    if not pairs:
        return Kappa(None, cause="there is nothing that both decided on")
    total = len(pairs)
    share = {pair: count / total for pair, count in Counter(pairs).items()}
    rows, columns = _margins(share.items())
    observed = sum(part for (one, other), part in share.items() if one == other)
    categories = sorted(rows.keys() | columns.keys())
    chance = sum(rows[name] * columns[name] for name in categories)
    if math.isclose(chance, 1):
        return Kappa(None, cause=f"both only ever said “{pairs[0][0]}”, so that agreement by chance is 100 %")
    kappa = (observed - chance) / (1 - chance)
    on_diagonal = sum(
        share.get((name, name), 0) * ((1 - chance) - (rows[name] + columns[name]) * (1 - observed)) ** 2
        for name in categories
    )
    off_diagonal = (1 - observed) ** 2 * sum(
        part * (columns[one] + rows[other]) ** 2 for (one, other), part in share.items() if one != other
    )
    level = (observed * chance - 2 * chance + observed) ** 2
    error = math.sqrt(max(0.0, on_diagonal + off_diagonal - level) / total) / (1 - chance) ** 2
    return Kappa(kappa, max(-1.0, kappa - _Z * error), min(1.0, kappa + _Z * error))


def krippendorffs_alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha of pairs of nominal categories; None where it is not defined."""
    count = Counter(category for pair in pairs for category in pair)
    total = len(pairs) * 2
    expected = total * total - sum(number * number for number in count.values())
    if not expected:
        return None
    differing = 2 * sum(one != other for one, other in pairs)
    return 1 - (total - 1) * differing / expected


def _margins(shares: Iterable[tuple[tuple[str, str], float]]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The shares of each category in the first person's answers and in the second's."""
    rows: dict[str, float] = defaultdict(float)
    columns: dict[str, float] = defaultdict(float)
    for (one, other), part in shares:
        rows[one] += part
        columns[other] += part
    return rows, columns


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)

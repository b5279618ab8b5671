"""The heads over a column, parted by what they name: a time, a statistic, a measure, a group."""

import re

from curated.provenance import Sourced
from extract.cell_names import is_time
from extract.cell_units import named
from extract.measures import MEASURED, find_measures
from extract.passages import Passage

GROUP = re.compile(
    r"\b(?:controls?|groups?|placebo|treated|treatment|vehicle|sham|intervention|experimental|normal|diet|arm|"
    r"baseline|before|after|"
    r"pre|post|cases?|patients with|diabetic|fed|received)\b|\bn\s?=\s?\d",
    re.IGNORECASE,
)
"""Words of a head that name a group of people or animals."""

_STATISTIC_ONLY = re.compile(
    r"^\W*(?:mean|median|average|S\.?D|range)\b[\s±()/,]*(?:S\.?[DE]M?|IQR|range)?\W*$", re.IGNORECASE
)


def parted(heads: tuple[Sourced[str], ...]) -> tuple[Sourced[str] | None, tuple[Sourced[str], ...]]:
    """When a column was measured, where one of its heads says so, and the heads that say something else."""
    when = next((head for head in reversed(heads) if is_time(head.value)), None)
    names = tuple(head for head in heads if head is not when and not _STATISTIC_ONLY.match(head.value))
    return when, names


def group_over(
    passage: Passage, heads: tuple[Sourced[str], ...]
) -> tuple[tuple[Sourced[str], ...], Sourced[str] | None]:
    """Of two heads over a column of a table of studies, the one that names the measure, and the group beside it.

    ``Pain score`` over ``Laser`` and ``Placebo``; or ``Laser`` and ``Placebo``, each over ``Pain`` and ``Function``.
    """
    if len(heads) < 2:
        return heads, None
    outer, inner = heads[-2:]
    above = [column for column in passage.heads.values() if column]
    if sum(outer in column for column in above) < 2:
        return heads, None
    again = any(column[-1].value == inner.value and outer not in column for column in above)
    names_measure = bool(find_measures(outer.value) or MEASURED.search(outer.value[: named(outer.value).end]))
    if (names_measure and not find_measures(inner.value)) or (again and GROUP.search(inner.value)):
        return (outer,), inner
    return ((inner,), outer) if again else (heads, None)

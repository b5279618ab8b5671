"""The measures of ``claims.py``, in the order of its table."""

from functools import partial

from claims import Judge, entities, outcomes

MEASURES: tuple[tuple[str, str, Judge, str], ...] = (
    ("outcomes", "outcomes", outcomes, "P ≥ .98, R ≥ .95"),
    ("outcomes", "outcomes less arm", partial(outcomes, strict=False), ""),
    ("entities", "drugs and targets", entities, "F1 ≥ .95"),
)

"""The names that the review uses, each once, with how it was known and how often it is printed."""

from collections import defaultdict
from typing import NamedTuple

from curated.dataset import Dataset
from curated.schema import Entity

MOST = 400
"""Names of one kind that are listed; the rest is counted."""


class NamedThing(NamedTuple):
    """A name of a vocabulary as the review prints it."""

    name: str
    identifier: str
    printed: tuple[str, ...]
    how: tuple[str, ...]
    times: int
    claim_id: str | None


class Kind(NamedTuple):
    """The names of one kind, the commonest first."""

    kind: str
    things: tuple[NamedThing, ...]
    left_out: int


def names(dataset: Dataset) -> list[Kind]:
    """Names by kind; misspelt ones first, as somebody should look at them."""
    found: dict[str, dict[str, list[Entity]]] = defaultdict(lambda: defaultdict(list))
    for entity in dataset.entities:
        found[entity.kind][entity.identifier or entity.name].append(entity)
    made = []
    for kind, groups in sorted(found.items()):
        things = [_thing(entities) for entities in groups.values()]
        things.sort(key=lambda one: ("misspelt" not in one.how, -one.times, one.name.casefold()))
        made.append(Kind(kind, tuple(things[:MOST]), max(0, len(things) - MOST)))
    return made


def _thing(entities: list[Entity]) -> NamedThing:
    return NamedThing(
        entities[0].name,
        entities[0].identifier or "",
        tuple(dict.fromkeys(one.text.value for one in entities)),
        tuple(dict.fromkeys(one.how for one in entities)),
        len(entities),
        next((one.claim_id for one in entities if one.claim_id), None),
    )

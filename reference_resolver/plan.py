"""How many requests a run will make, before it makes any."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reference_resolver.desk import Send
from reference_resolver.registry import Registry
from reference_resolver.request import (
    PrintedReference,
    Request,
    Response,
    TrialsByNumber,
    WorkAsPrinted,
    WorksAsPrinted,
)
from reference_resolver.resolve import resolve
from reference_resolver.responses import NOT_KEPT

_RECORDS_AT_ONCE = {"crossref": 50, "pubmed": 200, "idconv": 200}
_DEPENDS = ("europepmc",)


class Planned(NamedTuple):
    """Requests of one kind to one registry: at least and at most so many."""

    registry: str
    what: str
    fewest: int
    most: int


def plan(
    references: Sequence[PrintedReference], trial_numbers: Sequence[str], registries: Sequence[Registry], send: Send
) -> tuple[Planned, ...]:
    """What resolving these would ask. ``send`` answers what is kept, and says of the rest that it is not.

    What is sent for certain is counted by resolving without answers: printed identifiers, citations, trial numbers.
    What depends on answers is between nothing and what it takes where no reference is found before.
    """
    counted: Counter[tuple[str, str, bool]] = Counter()

    def counting(request: Request) -> Response:
        response = send(request)
        if response.cause == NOT_KEPT:
            counted[request.registry, *_kind(request)] += 1
        return response

    resolution = resolve(references, trial_numbers, registries, counting)
    planned = [
        Planned(registry, what, 0 if depends or registry in _DEPENDS else count, count)
        for (registry, what, depends), count in counted.items()
    ]
    unsettled = sum(match.status not in ("matched", "ambiguous") for match in resolution.matches)
    for registry in registries:
        at_once = _RECORDS_AT_ONCE.get(registry.name)
        if at_once and unsettled:
            most = math.ceil(unsettled / at_once) + 1
            planned.append(Planned(registry.name, "records of what was found", 0, most))
    return tuple(sorted(planned))


def _kind(request: Request) -> tuple[str, bool]:
    if isinstance(request.question, TrialsByNumber):
        return "trial numbers", False
    if isinstance(request.question, WorksAsPrinted):
        return "printed references, many at once", False
    if isinstance(request.question, WorkAsPrinted):
        return "printed references, one by one", True
    return "printed identifiers", False

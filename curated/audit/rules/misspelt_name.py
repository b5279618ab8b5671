"""Names of drugs that are one letter away from a known one."""

from collections import defaultdict
from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.rule import Rule, finding
from curated.schema import Entity, Finding

NAME = "misspelt-name"
_MEANT = 3
"""Prints of one spelling from which on it is meant so, and a name that no vocabulary has."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each spelling, on the first place where it is printed."""
    printed: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in dossier.dataset.entities:
        if entity.how == "misspelt":
            printed[entity.document_id, entity.text.value].append(entity)
    for (document_id, spelling), entities in printed.items():
        if len(entities) >= _MEANT:
            continue
        first = entities[0]
        times = "" if len(entities) == 1 else f", {len(entities)} times"
        yield finding(
            NAME,
            "warning",
            document_id,
            first.entity_id,
            f"“{spelling}” is printed{times}: no name that is known, and one letter from {first.name}.",
            [entity.text for entity in entities[:5]],
            look_at="the cited work's own spelling",
            confidence="likely",
        )


RULE = Rule(
    NAME,
    "Drug name one letter from a known one",
    "warning",
    "A misspelt drug is not found by those who search for it, and may be taken for another one.",
    "Table 1 prints Envafohimab: one letter from Envafolimab.",
    check,
)

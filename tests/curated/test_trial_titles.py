"""Which trial names the titles that a registry gave tell the number of."""

from datetime import UTC, datetime

import pytest

from curated.provenance import DocumentSource, Method, RegistrySource, Sourced
from curated.schema import Entity, Trial
from curated.trial_titles import numbered_by_titles

READER = Method(name="text", version="1")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def printed(name: str, **changes: object) -> Entity:
    place = DocumentSource(document="d", reader=READER, start=0, end=len(name))
    fields = {
        "entity_id": f"d-entity-{name}",
        "document_id": "d",
        "kind": "trial",
        "text": Sourced(value=name, source=place),
        "name": name,
        "vocabulary": "trial name",
        "vocabulary_version": "1",
        "how": "trial name",
    }
    return Entity.model_validate({**fields, **changes})


def told(number: str, title: str) -> Trial:
    source = RegistrySource(registry="r", url="http://r", response="0" * 64, pointer="/t", retrieved_at=NOON)
    return Trial(
        trial_id=number,
        canonical_id=Sourced(value=number, source=source),
        registry="r",
        brief_title=Sourced(value=title, source=source),
    )


TITLES = [
    told("NCT00000001", "Rest and Sleep in Adults [IMbrave150]"),
    told("NCT00000002", "Rest in Children (CheckMate 9DW)"),
    told("NCT00000003", "A Study of Rest (KEYNOTE-240)"),
    told("NCT00000004", "A Follow-up of KEYNOTE-240"),
]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("IMbrave150", "NCT00000001"),
        ("CheckMate-9DW", "NCT00000002"),
        ("IMbrave15", None),  # part of another name
        ("KEYNOTE-240", None),  # two trials print it
        ("A", None),
        ("REST", None),  # a word of the titles
        ("", None),
    ],
)
def test_names_by_titles(name: str, number: str | None) -> None:
    assert [row.identifier for row in numbered_by_titles([printed(name)], TITLES)] == [number]


def test_what_has_a_number_or_is_no_trial_is_left_alone() -> None:
    rows = (printed("IMbrave150", identifier="NCT00000009"), printed("IMbrave150", kind="drug"))
    assert numbered_by_titles(rows, TITLES) == rows
    assert numbered_by_titles((), ()) == ()

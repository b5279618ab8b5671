"""What changed between two answers about a trial."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from curated.history import changes
from curated.schema import Arm, Trial

SEEN = datetime(2026, 4, 1, tzinfo=UTC)


def test_the_same_values_from_another_answer_are_no_change(trial: Callable[..., Trial], answer: Any) -> None:
    later = trial(overall_status=answer("RECRUITING", pointer="/elsewhere", response="cd" * 32))
    assert list(changes(trial(), later, SEEN)) == []


@pytest.mark.parametrize(
    ("field", "kind", "value", "old", "new"),
    [
        ("overall_status", str, "COMPLETED", "RECRUITING", "COMPLETED"),
        ("enrollment", int, 90, "120", "90"),
        ("has_results", bool, True, "false", "true"),
        ("phases", tuple[str, ...], ("PHASE3",), '["PHASE2","PHASE3"]', '["PHASE3"]'),
        ("why_stopped", str, "Slow accrual", None, "Slow accrual"),
        ("canonical_id", str, "NCT00000002", "NCT00000001", "NCT00000002"),
        (
            "arms",
            tuple[Arm, ...],
            (Arm(label="A", interventions=("x",)),),
            None,
            '[{"label":"A","type":"","interventions":["x"]}]',
        ),
    ],
)
def test_a_change(
    trial: Callable[..., Trial], answer: Any, field: str, kind: Any, value: Any, old: str | None, new: str
) -> None:
    later = trial(**{field: answer(value, kind, response="cd" * 32)})
    (change,) = changes(trial(), later, SEEN)
    assert (change.field, change.old, change.new) == (field, old, new)
    assert (change.trial_id, change.seen_at, change.response) == ("NCT00000001", SEEN, "cd" * 32)


def test_a_value_that_is_gone(trial: Callable[..., Trial], answer: Any) -> None:
    later = trial(enrollment=None, overall_status=answer("RECRUITING", response="cd" * 32))
    (change,) = changes(trial(), later, SEEN)
    assert (change.old, change.new, change.response) == ("120", None, "cd" * 32)


def test_changes_stand_in_the_order_of_the_fields_with_the_registrys_date(
    trial: Callable[..., Trial], answer: Any
) -> None:
    later = trial(
        last_update_posted=answer("2026-03-30"), enrollment=answer(1, int), overall_status=answer("COMPLETED")
    )
    found = list(changes(trial(), later, SEEN))
    assert [change.field for change in found] == ["overall_status", "enrollment", "last_update_posted"]
    assert {change.registry_date for change in found} == {"2026-03-30"}


def test_two_trials_are_not_compared(trial: Callable[..., Trial]) -> None:
    with pytest.raises(ValueError, match="two trials"):
        list(changes(trial(), trial(trial_id="NCT00000009"), SEEN))

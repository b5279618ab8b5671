"""What changed between two answers of a registry about the same trial."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from curated.columns import columns_of, json_text, own_source, to_columns
from curated.provenance import RegistrySource
from curated.schema import Trial, TrialChange

_FIELDS = tuple(column.name for column in columns_of(Trial) if column.form != "bare")


def changes(old: Trial, new: Trial, seen_at: datetime) -> Iterator[TrialChange]:
    """One change for every field whose value is another in the new answer, in the order of the fields.

    Values are text: a number or a truth as JSON writes it, a list as JSON; None where the registry gives none.
    Where a value comes from is not compared. ``response`` names the answer in which the new value stands or, where
    it is gone, the answer about the trial.

    :raises ValueError: where the two are not about the same trial, or the new one is not from a registry.
    """
    if old.trial_id != new.trial_id:
        raise ValueError(f"{old.trial_id} and {new.trial_id} are two trials")
    before, after = to_columns(old)[0], to_columns(new)[0]
    for field in _FIELDS:
        if before[field] != after[field]:
            held = getattr(new, field)
            source = held.source if held is not None else own_source(new)
            if not isinstance(source, RegistrySource):
                raise ValueError(f"{field} of trial {new.trial_id} does not come from a registry")
            yield TrialChange(
                trial_id=new.trial_id,
                field=field,
                old=_text(before[field]),
                new=_text(after[field]),
                seen_at=seen_at,
                registry_date=new.last_update_posted.value if new.last_update_posted else None,
                response=source.response,
            )


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json_text(value)

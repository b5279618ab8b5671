"""What changed since the reviews were published: trials and works, and their changes as a picture."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from curated.dataset import Dataset
from curated.report.pictures import Change, Timeline, timeline
from curated.review_date import ReviewDate, review_date
from curated.since import Changed, Undated, changes_since


@dataclass(frozen=True)
class Changes:
    """What the section shows. ``rows`` are trials and works with what is printed and what holds now.

    ``since`` is the day from which on changes count, where the dataset's reviews have one and the same; ``undated`` are
    reviews that do not print theirs: of them all that was ever seen is told.
    """

    rows: tuple[Changed, ...]
    changes: tuple[Change, ...]
    picture: Timeline
    since: ReviewDate | None = None
    undated: tuple[Undated, ...] = field(default=())


def told_changes(dataset: Dataset, given: Iterable[Change] | None = None, published: str | None = None) -> Changes:
    """The changes since publication that the dataset knows of, or those given."""
    if given is not None:
        changes = _newest_first(given)
        return Changes((), changes, timeline(changes, published))
    rows, undated = changes_since(dataset, "published")
    texts = {row.document_id: row.text for row in dataset.texts}
    days = {review_date(texts.get(row.document_id, "")) for row in dataset.documents}
    since = next(iter(days)) if len(days) == 1 else None
    found = [
        Change(
            row.subject,
            event.field,
            event.old,
            event.new,
            event.date,
            event.date if event.dated_by == "registry" else None,
        )
        for row in rows
        for event in row.events
    ]
    if undated or not dataset.documents:
        found += [
            Change(row.trial_id, row.field, row.old, row.new, row.seen_at.date().isoformat(), row.registry_date)
            for row in dataset.trial_history
        ]
    changes = _newest_first(dict.fromkeys(found))
    return Changes(tuple(rows), changes, timeline(changes, since.date if since else published), since, tuple(undated))


def _newest_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda one: one.registry_date or one.seen_at, reverse=True))

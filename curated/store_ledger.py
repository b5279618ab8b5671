"""The ledger of a stored dataset: only the columns that changes are told from, without records and their sources."""

from typing import Any

import sqlalchemy as sa

from curated.review_date import review_date
from curated.schema import Refresh, Row, TrialChange, WorkChange
from curated.since import COLUMNS, Ledger
from curated.store import Store
from curated.store_opening import reading
from curated.store_rows import read_rows
from curated.store_schema import TABLES


def read_ledger(store: Store) -> Ledger:
    """Everything that :func:`curated.since.changes_since` takes, as it was at one moment.

    :raises StoreError: where it cannot be read.
    """
    documents, texts, mentions, trials, works, matches, references = (
        TABLES[name].c for name in ("documents", "texts", "trial_mentions", "trials", "works", "matches", "references")
    )
    with reading(store.engine, store.place) as connection:

        def rows(*columns: sa.ColumnElement[Any]) -> list[Any]:
            return list(connection.execute(sa.select(*columns)))

        def records(row_class: type[Row]) -> list[Any]:
            return read_rows(connection, row_class, {})

        dates = {document: review_date(text) for document, text in rows(texts.document_id, texts.text)}
        cited = sa.select(references.document_id, matches.work_id).where(
            references.reference_id == matches.reference_id, matches.status == "matched"
        )
        told = (trials.trial_id, *(trials[name] for name in COLUMNS))
        return Ledger(
            documents={one: (name, dates.get(one)) for one, name in rows(documents.document_id, documents.name)},
            mentions=[tuple(row) for row in rows(mentions.document_id, mentions.trial_id, mentions.status)],
            trials={row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in rows(*told)},
            works=dict(tuple(row) for row in rows(works.work_id, works.title)),
            cited_works=[tuple(row) for row in connection.execute(cited)],
            trial_history=records(TrialChange),
            work_history=records(WorkChange),
            refreshes=records(Refresh),
        )

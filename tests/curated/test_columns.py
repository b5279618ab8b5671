"""A row and its columns: nothing is lost, and what cannot be stored is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.columns import (
    Column,
    columns_of,
    from_columns,
    is_of_document,
    own_source,
    place_columns,
    row_hash,
    row_id_of,
    to_columns,
)
from curated.dataset import Dataset
from curated.provenance import Sourced
from curated.schema import ROWS, Decision, Match, Outcome, Reference, Row, Table

OF_DOCUMENT = {
    "documents", "texts", "sections", "references", "matches", "tables", "cells", "claims", "outcomes", "citations",
    "trial_mentions", "links", "evidence", "agreements", "findings", "abbreviations", "entities",
    "drug_statuses", "regimens", "mechanisms", "statements",
}  # fmt: skip


@given(data=st.data(), row_class=st.sampled_from(ROWS))
@settings(max_examples=100, deadline=None)
def test_a_row_comes_back_from_its_columns(data: st.DataObject, row_class: type[Row], any_row: Any) -> None:
    row = data.draw(any_row(row_class))
    columns, entries = to_columns(row)
    assert list(columns) == [column.name for column in columns_of(row_class)]
    assert row_id_of(row_class, columns) == row.row_id
    assert from_columns(row_class, columns, entries) == row


def test_every_table_has_its_columns() -> None:
    kinds = {(row_class.table, column.name): column for row_class in ROWS for column in columns_of(row_class)}
    assert kinds["references", "reference_id"].kind == "text"
    assert kinds["references", "et_al"].kind == "boolean"
    assert kinds["outcomes", "value"].kind == "real"
    assert kinds["trials", "enrollment"].kind == "integer"
    assert kinds["trials", "arms"] == Column("arms", "json", True, "sourced")
    assert kinds["claims", "entities"].kind == "json"
    assert kinds["links", "support"].kind == "text"
    assert kinds["responses", "retrieved_at"].kind == "timestamp"
    assert not kinds["references", "raw"].nullable


def test_rows_of_documents_are_known() -> None:
    assert {row_class.table for row_class in ROWS if is_of_document(row_class)} == OF_DOCUMENT


def test_lists_name_the_place_of_each_source(review: Callable[..., Dataset]) -> None:
    columns, entries = to_columns(review().references[0])
    assert columns["authors"] == [{"family": "Müller", "given": "J"}, {"family": "Llovet", "given": ""}]
    assert [entry.field for entry in entries] == ["number", "raw", "authors/0", "authors/1", "title", "year"]
    assert [place_columns(entry.source)["start"] for entry in entries if entry.field.startswith("authors/")] == [0, 4]


def test_a_value_without_a_source_is_refused(review: Callable[..., Dataset]) -> None:
    columns, entries = to_columns(review().references[0])
    with pytest.raises(ValueError, match="raw has no source"):
        from_columns(Reference, columns, [entry for entry in entries if entry.field != "raw"])
    with pytest.raises(ValueError, match="no values for title"):
        from_columns(Reference, {**columns, "title": None}, entries)
    with pytest.raises(ValueError, match="authors/1 has no source"):
        from_columns(Reference, columns, [entry for entry in entries if entry.field != "authors/1"])


def test_values_that_no_database_holds_are_refused(review: Callable[..., Dataset]) -> None:
    dataset = review()
    outcome, reference, decision = dataset.outcomes[0], dataset.references[0], dataset.decisions[0]
    endless = Sourced[float](value=float("inf"), source=outcome.value.source)
    large = Sourced[int](value=10**30, source=reference.raw.source)
    for row, message in (
        (outcome.model_copy(update={"value": endless}), "not a finite number"),
        (reference.model_copy(update={"year": large}), "more than 64 bits"),
        (decision.model_copy(update={"at": datetime(2026, 1, 1)}), "time zone"),
    ):
        with pytest.raises(ValueError, match=message):
            to_columns(row)


def test_times_are_kept_in_utc(review: Callable[..., Dataset]) -> None:
    decision = review().decisions[0]
    east = decision.model_copy(update={"at": decision.at.astimezone(timezone(timedelta(hours=9)))})
    columns, _ = to_columns(east)
    assert columns["at"].isoformat() == "2026-03-01T12:00:00+00:00"
    assert from_columns(Decision, columns, ()) == decision


def test_a_field_that_no_column_holds_is_named() -> None:
    class Odd(Row):
        table: ClassVar[str] = "odd"
        key: ClassVar[tuple[str, ...]] = ("what",)
        what: complex

    with pytest.raises(TypeError, match="what"):
        columns_of(Odd)


def test_a_row_speaks_through_its_printed_field(review: Callable[..., Dataset]) -> None:
    dataset = review()
    table = dataset.tables[0]
    assert own_source(table) == (table.caption and table.caption.source)
    label = table.model_copy(update={"label": dataset.sections[0].heading, "caption": None})
    assert own_source(label) == dataset.sections[0].heading.source
    assert own_source(Table(table_id="t", document_id="doc", n_rows=1, n_columns=1)) is None
    assert own_source(Match(reference_id="r", status="unmatched")) is None


def test_places(review: Callable[..., Dataset]) -> None:
    dataset = review()
    assert place_columns(own_source(dataset.outcomes[0])) == {
        "page": 1,
        "start": 3,
        "end": 12,
        "bbox": [[1, 75.0, 100.12, 300.25, 112.5]],
    }
    assert place_columns(own_source(dataset.works[0]))["retrieved_at"] == "2026-03-01T12:00:00+00:00"
    assert place_columns(None) == {}


def test_a_row_hash_is_of_values_alone(review: Callable[..., Dataset]) -> None:
    outcome = review().outcomes[0]
    moved = outcome.model_copy(update={"measure": Sourced[str](value="OS", source=outcome.value.source)})
    other = Outcome.model_validate(outcome.model_dump() | {"outcome_id": "x"})
    assert row_hash(moved) == row_hash(outcome) != row_hash(other)

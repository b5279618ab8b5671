"""The exported files: names, order, exact values, nothing that a spreadsheet would run."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, BinaryIO

import pandas
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.columns import Kind, row_hash
from curated.dataset import Dataset
from curated.export import Format, export
from curated.exported_tables import export_columns
from curated.schema import ROWS, Arm, Cell, Row, Table, Work
from curated.table_files import (
    csv_file,
    file_name,
    jsonl_file,
    parquet_file,
    spreadsheet_safe,
    spreadsheet_text,
    write_whole,
)

Review = Callable[..., Dataset]

# What the guide promises, in its order; later columns and those of provenance follow.
PROMISED = {
    "documents": "document_id sha256 format title doi pages reader reader_version",
    "sections": "section_id document_id level heading",
    "references": "reference_id document_id number raw type authors group_author et_al title container_title year"
    " volume issue first_page last_page article_number publisher doi pmid pmcid url",
    "citations": "citation_id document_id claim_id marker reference_id",
    "works": "work_id registry doi pmid pmcid type title container_title year volume issue first_page last_page"
    " article_number authors abstract update_status",
    "matches": "reference_id status work_id score reasons",
    "tables": "table_id document_id label caption notes n_rows n_columns",
    "cells": "table_id row column row_span column_span is_header text filled_down",
    "abbreviations": "abbreviation_id document_id table_id short_form long_form defined_in uses",
    "trial_mentions": "mention_id document_id registry trial_id claim_id table_id row fields",
    "trials": "trial_id canonical_id registry brief_title official_title overall_status phases enrollment arms"
    " interventions conditions start_date primary_completion_date completion_date has_results why_stopped"
    " last_update_posted",
    "trial_history": "trial_id field old new seen_at registry_date",
    "work_history": "work_id field old new seen_at registry_date",
    "refreshes": "number started_at finished_at data_version trials known missing works changes requests remarks",
    "claims": "claim_id document_id section_id kind text polarity hedged entities",
    "entities": "entity_id document_id claim_id kind text name vocabulary vocabulary_version identifier how",
    "drug_statuses": "status_id claim_id drug target status agency year setting combination unattributed marked",
    "regimens": "regimen_id claim_id regimen drugs classes targets procedures comparator line population trial status"
    " mechanism outcome unattributed marked",
    "mechanisms": "mechanism_id claim_id agent relation object location effect direction category negated marked",
    "statements": "statement_id claim_id kind text subject value unit marked",
    "outcomes": "outcome_id claim_id measure statistic value low high unit timepoint arm",
    "links": "link_id claim_id reference_id resolution update_status identity support depth evidence score cause",
    "evidence": "evidence_id link_id rank depth text start end score matched",
    "agreements": "link_id attribute verdict claimed found reason",
    "findings": "finding_id rule severity subject message evidence",
    "decisions": "subject verdict note by at row_hash stale",
    "responses": "sha256 registry url status retrieved_at",
    "failures": "failure_id document_id stage subject cause advice",
}


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_columns_are_those_of_the_guide() -> None:
    for row_class in ROWS:
        if row_class.table != "texts":
            promised = PROMISED[row_class.table].split()
            assert list(export_columns(row_class))[: len(promised)] == promised
    assert set(PROMISED) == {field.name for field in fields(Dataset)} - {"texts"}


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_there_is_a_file_for_every_table_even_an_empty_one(kind: Format, tmp_path: Path) -> None:
    written = export(Dataset(), kind, tmp_path / "new" / "folder")
    names = {f"{name}.{kind}" for name in PROMISED} | {"provenance.csv", f"{kind}.sha256"}
    assert {path.name for path in written} == names
    assert sorted(path for path in (tmp_path / "new").rglob("*") if path.is_file()) == sorted(written)


def test_csv(review: Review, tmp_path: Path) -> None:
    dataset = review()
    export(dataset, "csv", tmp_path)
    last, *_ = reversed(read_csv(tmp_path / "references.csv"))
    assert last | {"bbox": ""} == dict.fromkeys(export_columns(type(dataset.references[0])), "") | {
        "reference_id": "doc-r0",
        "document_id": "doc",
        "number": "0",
        "raw": "0. tumour",
        "type": "article",
        "authors": "Müller, J; Llovet",
        "group_author": "[]",
        "et_al": "False",
        "title": "tumour",
        "remainder": "[]",
        "confidence": "{}",
        "page": "1",
        "start": "0",
        "end": "9",
    }
    assert last["bbox"] == "[[1,72.0,100.12,300.25,112.5]]"
    (work,) = read_csv(tmp_path / "works.csv")
    assert (work["year"], work["url"], work["pointer"]) == ("2020", "https://api.example.org/works/1", "/a")
    assert work["retrieved_at"] == "2026-03-01T12:00:00+00:00"


def test_provenance_names_every_value(review: Review, tmp_path: Path) -> None:
    export(review(), "parquet", tmp_path)
    entries = read_csv(tmp_path / "provenance.csv")
    assert [entry["field"] for entry in entries if entry["row_id"] == "doc-f1"] == ["evidence/0", "evidence/1"]
    (value,) = [entry for entry in entries if (entry["row_id"], entry["field"]) == ("doc-o1", "value")]
    assert (value["table"], value["document"], value["reader"], value["start"]) == ("outcomes", "doc", "pdf", "3")
    answered = next(entry for entry in entries if entry["table"] == "works")
    assert (answered["registry"], answered["response_sha256"], answered["start"]) == ("crossref", "ab" * 32, "")


def test_the_text_is_what_offsets_count_in(review: Review, tmp_path: Path) -> None:
    dataset = review()
    export(dataset, "jsonl", tmp_path)
    assert (tmp_path / "texts" / "doc.txt").read_bytes().decode() == dataset.texts[0].text


def test_integers_stay_integers_beside_none(review: Review, tmp_path: Path) -> None:
    for kind in ("csv", "parquet"):
        export(review(), kind, tmp_path)
    assert [row["year"] for row in read_csv(tmp_path / "references.csv")] == ["2020", "2020", ""]
    table = pyarrow.parquet.read_table(tmp_path / "references.parquet")
    assert str(table.schema.field("year").type) == "int64"
    assert table["year"].to_pylist() == [2020, 2020, None]
    assert json.loads(table["authors"][0].as_py()) == [
        {"family": "Müller", "given": "J"},
        {"family": "Llovet", "given": ""},
    ]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_the_same_dataset_gives_the_same_bytes(kind: Format, review: Review, tmp_path: Path) -> None:
    first = export(review(), kind, tmp_path / "a")
    second = export(review(), kind, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert [path.relative_to(tmp_path / "a") for path in first] == [path.relative_to(tmp_path / "b") for path in second]


def test_a_table_is_its_own_grid(review: Review, tmp_path: Path) -> None:
    dataset = review()
    outside = Table(table_id="../../escape", document_id="doc", n_rows=1, n_columns=3)
    run = Cell(table_id="../../escape", row=1, column=0, text=dataset.claims[0].text.model_copy(update={"value": "=1"}))
    export(replace(dataset, tables=(*dataset.tables, outside), cells=(*dataset.cells, run)), "csv", tmp_path / "to")
    assert (tmp_path / "to" / "tables" / "doc-t1.csv").read_bytes() == b'Drug,"Change, %"\r\ntumour,-3.5\r\n'
    (escaped,) = set((tmp_path / "to" / "tables").iterdir()) - {tmp_path / "to" / "tables" / "doc-t1.csv"}
    assert escaped.read_bytes() == b",,\r\n'=1,,\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["to"]


def test_a_decision_goes_stale_when_its_row_changes(review: Review, tmp_path: Path) -> None:
    dataset = review()
    reference = dataset.references[0]
    fresh = dataset.decisions[0].model_copy(update={"subject": reference.row_id, "row_hash": row_hash(reference)})
    gone = fresh.model_copy(update={"subject": "nothing"})
    changed = fresh.model_copy(update={"by": "XY", "row_hash": "0" * 64})
    export(replace(dataset, decisions=(fresh, gone, changed)), "jsonl", tmp_path)
    lines = (tmp_path / "decisions.jsonl").read_text().splitlines()
    assert [json.loads(line)["stale"] for line in lines] == [False, True, True]


# --- values ----------------------------------------------------------------------------------------------------------


def written(content: Callable[[BinaryIO], None]) -> bytes:
    """What is written into a file."""
    held = io.BytesIO()
    content(held)
    return held.getvalue()


KINDS: dict[str, Kind] = {"t": "text", "n": "integer", "x": "real", "b": "boolean"}
TEXTS = st.text(st.sampled_from("'=+-@\t\r\n ,\"'a1.é\x00;") | st.characters(codec="utf-8"), max_size=8)


def rows_of_values(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Rows with a column of every kind."""
    return st.lists(
        st.fixed_dictionaries(
            {
                "t": st.none() | texts,
                "n": st.none() | st.integers(-(2**63), 2**63 - 1),
                "x": st.none() | st.floats(allow_nan=False, allow_infinity=False),
                "b": st.none() | st.booleans(),
            }
        ),
        max_size=3,
    )


@given(rows_of_values(TEXTS))
@settings(deadline=None)
def test_json_lines_and_parquet_hold_every_value_exactly(rows: list[dict[str, Any]]) -> None:
    assert [json.loads(line) for line in written(jsonl_file(KINDS, rows)).decode().split("\n")[:-1]] == rows
    assert pyarrow.parquet.read_table(io.BytesIO(written(parquet_file(KINDS, rows)))).to_pylist() == rows


@given(rows_of_values(TEXTS))
@settings(deadline=None)
def test_csv_holds_values_and_no_formula(rows: list[dict[str, Any]]) -> None:
    read = list(csv.DictReader(io.StringIO(written(csv_file(KINDS, rows)).decode(), newline="")))
    assert [(row["n"], row["b"]) for row in read] == [
        tuple("" if row[name] is None else str(row[name]) for name in "nb") for row in rows
    ]
    for got, row in zip(read, rows, strict=True):
        assert (float(got["x"]) if got["x"] else None) == row["x"]
        text = row["t"] or ""
        assert got["t"] in (text, f"'{text}")
        assert spreadsheet_text(got["t"]) == text
        assert not re.match(r"[\t\r]|\s*[=+@-](?![\d.]+(e[+-]?\d+)?\s*$)", got["t"], re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", ""),
        ("tumour", "tumour"),
        ("a=b", "a=b"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  +cmd", "'  +cmd"),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-", "'-"),
        ("-3.5%", "'-3.5%"),
        ("-2+3", "'-2+3"),
        ("-3.5", "-3.5"),
        ("+.5", "+.5"),
        ("-1e-9", "-1e-9"),
        ("\t-3.5", "'\t-3.5"),
        ("−3.5 (minus sign)", "−3.5 (minus sign)"),
        ("'tis", "'tis"),
        ("'=1", "''=1"),
        ("'-3.5", "''-3.5"),
    ],
)
def test_cells_that_spreadsheets_would_run(text: str, safe: str) -> None:
    assert spreadsheet_safe(text) == safe
    assert spreadsheet_text(safe) == text


@given(st.text(max_size=150) | st.sampled_from(["..", ".", "", "a/b", "a\\b", "C:x", ".hidden", "x" * 400, "\ud800"]))
def test_a_file_name_stays_in_its_folder(row_id: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,120}", file_name(row_id))


@given(st.lists(st.text("a/-._\\", max_size=4), unique=True))
def test_two_rows_have_two_file_names(row_ids: list[str]) -> None:
    assert len({file_name(row_id) for row_id in row_ids}) == len(row_ids)


def test_lone_surrogates_keep_their_place(tmp_path: Path, review: Review) -> None:
    dataset = review()
    (text,) = dataset.texts
    export(replace(dataset, texts=(text.model_copy(update={"text": "a\ud800b"}),)), "csv", tmp_path)
    assert (tmp_path / "texts" / "doc.txt").read_text() == "a\ufffdb"
    rows = [{"t": "\ud800"}]
    assert pandas.read_csv(io.BytesIO(written(csv_file({"t": "text"}, rows))))["t"].tolist() == ["\ufffd"]
    assert json.loads(written(jsonl_file({"t": "text"}, rows))) == {"t": "\ud800"}


def test_a_work_is_exported_whole(tmp_path: Path, trial: Any, answer: Any) -> None:
    arms = answer((Arm(label="A", interventions=("x",)),), tuple[Arm, ...])
    rows: tuple[Row, ...] = (Work(work_id="w", registry="crossref", year=answered_year(answer)), trial(arms=arms))
    export(Dataset().adding(rows), "jsonl", tmp_path)
    assert json.loads((tmp_path / "trials.jsonl").read_text())["arms"] == [
        {"label": "A", "type": "", "interventions": ["x"]}
    ]
    assert json.loads((tmp_path / "works.jsonl").read_text())["year"] == 2**53 + 1


def answered_year(answer: Any) -> Any:
    """A number that a float would not hold."""
    return answer(2**53 + 1, int)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.csv"
    write_whole(path, b"old")

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [held.name for held in tmp_path.iterdir()] == ["file.csv"]

"""What changed between two datasets: which row is which, and which values are other than before."""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.dataset import Dataset
from curated.diff import TableDiff, diff
from curated.diff_matching import matched
from curated.diff_sides import Side, SideError, read_side
from curated.diff_text import diff_json, diff_lines
from curated.export import export
from curated.package import Release, write_package
from curated.schema import Reference
from curated.store import Store

Review = Callable[..., Dataset]


@pytest.fixture
def sides(tmp_path: Path) -> Callable[..., tuple[Side, Side]]:
    """Two datasets as the sides of a comparison."""

    def make(old: Dataset, new: Dataset) -> tuple[Side, Side]:
        for name, dataset in (("old", old), ("new", new)):
            export(dataset, "parquet", tmp_path / name)
        return read_side(str(tmp_path / "old")), read_side(str(tmp_path / "new"))

    return make


def changes(sides: tuple[Side, Side]) -> dict[str, TableDiff]:
    return {one.table: one for one in diff(*sides) if not one.is_empty}


def values(one: TableDiff) -> list[tuple[str, dict[str, tuple[Any, Any]]]]:
    return [(row.row_id, dict(row.values)) for row in one.changed]


def with_title(dataset: Dataset, place: int, title: str) -> Dataset:
    """The dataset in which a reference has another title."""
    rows = list(dataset.references)
    held = rows[place].title
    assert held is not None
    rows[place] = rows[place].model_copy(update={"title": held.model_copy(update={"value": title})})
    return replace(dataset, references=tuple(rows))


# --- rows and values -------------------------------------------------------------------------------------------------


def test_a_dataset_does_not_differ_from_itself(review: Review, sides: Any) -> None:
    both = sides(review(), review())
    assert changes(both) == {}
    assert list(diff_lines(*both, diff(*both), 20))[-1] == "no differences"
    assert {one.table: one.same for one in diff(*both)}["cells"] == 4


def test_a_value_that_changed_is_told_old_and_new(review: Review, sides: Any) -> None:
    found = changes(sides(review(), with_title(review(), 1, "another")))
    assert set(found) == {"references"}
    assert values(found["references"]) == [("doc-r1", {"title": ("tumour", "another")})]
    assert (found["references"].same, found["references"].moved) == (2, 0)


def test_rows_that_came_and_went(review: Review, sides: Any) -> None:
    found = changes(sides(review(references=2), review(references=3)))
    assert [row.row_id for row in found["references"].added] == ["doc-r2"]
    assert [row.row_id for row in found["matches"].added] == ["doc-r2"]
    assert all(not one.gone and not one.changed for one in found.values())
    back = changes(sides(review(references=3), review(references=2)))
    assert [row.row_id for row in back["claims"].gone] == ["doc-c2"]


def test_where_a_value_stands_is_not_compared(review: Review, sides: Any, answer: Any) -> None:
    dataset = review()
    title = dataset.references[0].title
    assert title is not None
    moved = title.model_copy(update={"source": title.source.model_copy(update={"start": 77})})
    other = dataset.references[0].model_copy(update={"title": moved})
    assert changes(sides(dataset, replace(dataset, references=(other, *dataset.references[1:])))) == {}


# --- ids that moved --------------------------------------------------------------------------------------------------


def test_another_edition_of_a_document_is_the_same_document(review: Review, sides: Any) -> None:
    old, new = review("aaa"), with_title(review("bbb"), 1, "another")
    found = changes(sides(old, new))
    assert set(found) == {"references"}
    assert values(found["references"]) == [("bbb-r1", {"title": ("tumour", "another")})]
    assert found["references"].changed[0].was == "aaa-r1"


def test_a_reference_that_was_put_in_moves_those_behind_it(review: Review, sides: Any) -> None:
    old = review(references=3)
    ids = {f"doc-r{number}": f"doc-r{number + 1}" for number in range(3)}

    def moved(row: Any) -> Any:
        return row.model_copy(update={"reference_id": ids[row.reference_id]}) if row.reference_id else row

    first = old.references[0].model_copy(
        update={"reference_id": "doc-r0", "raw": old.references[0].raw.model_copy(update={"value": "0. put in"})}
    )
    new = replace(
        old,
        references=(first, *map(moved, old.references)),
        matches=tuple(map(moved, old.matches)),
        citations=tuple(map(moved, old.citations)),
        links=tuple(map(moved, old.links)),
        findings=tuple(row.model_copy(update={"subject": ids[row.subject]}) for row in old.findings),
        decisions=tuple(row.model_copy(update={"subject": ids[row.subject]}) for row in old.decisions),
    )
    found = changes(sides(old, new))
    assert set(found) == {"references"}
    assert [row.row_id for row in found["references"].added] == ["doc-r0"]
    assert found["references"].moved == 3


A1, A2, B1 = ("doc", "A", 1), ("doc", "A", 2), ("doc", "B", 1)


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([("r1", *A1)], [("r1", *A1)], [(0, 0)]),
        ([("r1", *A1)], [("r2", *A1)], [(0, 0)]),
        ([("r1", *A1)], [("r2", *A2)], [(0, 0)]),
        ([("r1", *A1)], [("r1", *B1)], [(0, 0)]),
        ([("r1", *A1)], [("r2", *B1)], []),
        ([("r1", *A1)], [("r2", "other", "A", 1)], []),
        ([("r1", *A1), ("r2", *B1)], [("r1", *B1), ("r2", *A1)], [(0, 1), (1, 0)]),
        ([("r1", *A1), ("r2", *A1)], [("r5", *A1), ("r6", *A1)], [(0, 0), (1, 1)]),
        ([("r1", *A1), ("r2", *A2)], [("r2", "doc", "A", 3), ("r9", "doc", "A", 4)], [(0, 1), (1, 0)]),
    ],
)
def test_which_row_is_which(old: Any, new: Any, pairs: list[tuple[int, int]]) -> None:
    assert matched(Reference, ("reference_id", "document_id", "raw", "year"), old, new) == pairs


ROWS_OF_ANY = st.lists(
    st.tuples(st.sampled_from(["r1", "r2", "r3", "r4"]), st.just("doc"), st.sampled_from("AB"), st.integers(0, 1)),
    unique_by=lambda row: row[0],
    max_size=4,
)


@given(ROWS_OF_ANY, ROWS_OF_ANY)
def test_no_row_is_paired_twice_and_ids_are_not_passed_over(old: Any, new: Any) -> None:
    pairs = matched(Reference, ("reference_id", "document_id", "raw", "year"), old, new)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    left_old = {row[0] for place, row in enumerate(old) if place not in {one for one, _ in pairs}}
    left_new = {row[0] for place, row in enumerate(new) if place not in {other for _, other in pairs}}
    assert not left_old & left_new


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_a_table_is_made_of_what_stayed_what_changed_and_what_came(data: st.DataObject) -> None:
    columns = ["reference_id", "document_id", "raw", "type"]

    def side(rows: list[Any]) -> Side:
        held = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
        kinds = [pyarrow.string()] * 3 + [pyarrow.int64()]
        return Side("x", {"references": pyarrow.table(list(map(pyarrow.array, held, kinds)), names=columns)})

    old, new = data.draw(ROWS_OF_ANY), data.draw(ROWS_OF_ANY)
    (one,) = diff(side(old), side(new))
    kept = one.same + one.moved + len(one.changed)
    assert (len(old), len(new)) == one.rows == (kept + len(one.gone), kept + len(one.added))
    assert one.is_empty == (sorted(row[1:] for row in old) == sorted(row[1:] for row in new))


# --- where the sides come from ---------------------------------------------------------------------------------------


def test_a_dataset_and_its_releases_are_the_same(review: Review, any_row: Any, tmp_path: Path) -> None:
    lone = "\ud800 a\x00"  # no UTF-8 file holds it: in a package it is U+FFFD
    with Store.open(tmp_path / "dataset") as store:
        store.replace_document(with_title(review(), 1, lone))
        write_package(
            store, tmp_path / "package", Release(), version="1", workflow=b"", zip_file=tmp_path / "package.zip"
        )
        export(store.load(), "parquet", tmp_path / "parquet")
    places = [str(tmp_path / name) for name in ("dataset", "package", "package.zip", "parquet")]
    for place in places[1:]:
        assert changes((read_side(places[0]), read_side(place))) == {}
    title = read_side(places[2]).tables["references"]["title"].to_pylist()
    assert title[1] == "\ufffd a\x00"


def test_a_dataset_on_postgresql(review: Review, store: Store, target: str, tmp_path: Path) -> None:
    store.replace_document(review())
    export(store.load(), "parquet", tmp_path / "released")
    assert changes((read_side(str(tmp_path / "released")), read_side(target))) == {}


def test_tables_and_columns_of_another_version_are_named(review: Review, sides: Any, tmp_path: Path) -> None:
    sides(review(), review())
    path = tmp_path / "new" / "matches.parquet"
    pyarrow.parquet.write_table(pyarrow.parquet.read_table(path).drop_columns(["score"]), path)
    (tmp_path / "new" / "links.parquet").unlink()
    shutil.copy(path, tmp_path / "new" / "moods.parquet")
    old, new = read_side(str(tmp_path / "old")), read_side(str(tmp_path / "new"))
    assert new.unknown == ("moods",)
    found = changes((old, new))
    assert set(found) == {"matches", "links"}
    assert (found["matches"].columns_only_old, found["matches"].changed) == (("score",), ())
    assert len(found["links"].gone) == 1
    told = "\n".join(diff_lines(old, new, diff(old, new), 20))
    assert "not compared, as this litcurate does not know them (new): moods" in told
    assert "only old: column score" in told


@pytest.mark.parametrize("kind", ["nothing", "empty folder", "text file", "torn zip", "torn table", "zip of others"])
def test_a_place_with_nothing_to_compare_is_told(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    if kind == "empty folder":
        place.mkdir()
    elif kind == "text file":
        place.write_text("no dataset")
    elif kind == "torn zip":
        with zipfile.ZipFile(place, "w") as made:
            made.writestr("parquet/works.parquet", b"PAR1" + b"x" * 100)
    elif kind == "torn table":
        place.mkdir()
        (place / "works.parquet").write_bytes(b"PAR1")
    elif kind == "zip of others":
        with zipfile.ZipFile(place, "w") as made:
            made.writestr("a/b/works.parquet", b"")
    with pytest.raises(SideError, match="place"):
        read_side(str(place))


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"work_id": ["a", "a"]}, "two rows of the table works have one key"),
        ({"work_id": ["a", None], "title": [["x"], None]}, "values of a kind that no package has"),
        ({"title": ["a"]}, "the table works has no column work_id"),
    ],
)
def test_a_table_that_is_none_of_ours_is_told(columns: dict[str, Any], says: str, tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "works.parquet")
    with pytest.raises(SideError, match=says):
        read_side(str(tmp_path))


def test_values_of_other_types_are_compared_as_text(tmp_path: Path) -> None:
    for name, year in (("old", 2020), ("new", "2020"), ("newer", "[")):
        (tmp_path / name).mkdir()
        table = pyarrow.table({"work_id": ["a"], "year": [year], "authors": ["["]})
        pyarrow.parquet.write_table(table, tmp_path / name / "works.parquet")
    old, new, newer = (read_side(str(tmp_path / name)) for name in ("old", "new", "newer"))
    assert changes((old, new)) == {}
    assert diff_json(old, newer, diff(old, newer))["tables"]["works"]["changed"][0]["values"] == {
        "year": {"old": 2020, "new": "["}
    }


# --- how it is told --------------------------------------------------------------------------------------------------


def test_lines_for_people(review: Review, sides: Any) -> None:
    both = sides(review(references=2), with_title(review(references=9), -1, "another\x1b[31m\nline " + "x" * 200))
    lines = list(diff_lines(*both, diff(*both), 3))
    assert lines[2:4] == [
        "",
        "table                 old       new    added     gone  changed    moved",
    ]
    assert "references              2         9        7        0        1        0" in lines
    assert "  ~ doc-r0" in lines
    (told,) = [line for line in lines if line.startswith("      title: ")]
    assert told.startswith("      title: tumour → another [31m line xxx")
    assert told.endswith("…")
    assert "  + doc-r8  8. tumour" in lines
    assert "    … and 4 more added (--all)" in lines
    assert all(line.isprintable() for line in lines)


def test_json_for_programs_has_every_change(review: Review, sides: Any) -> None:
    both = sides(review(references=2), with_title(review(references=9), -1, "another"))
    said = json.loads(json.dumps(diff_json(*both, diff(*both))))
    references = said["tables"]["references"]
    assert len(references["added"]) == 7
    assert references["added"][0]["values"]["authors"] == [
        {"family": "Müller", "given": "J"},
        {"family": "Llovet", "given": ""},
    ]
    assert references["changed"] == [
        {"id": "doc-r0", "was": "doc-r0", "values": {"title": {"old": "tumour", "new": "another"}}}
    ]
    assert said["tables"]["works"] == {
        "rows": {"old": 1, "new": 1},
        "same": 1,
        "moved": 0,
        "columns_only_old": [],
        "columns_only_new": [],
        "added": [],
        "gone": [],
        "changed": [],
    }

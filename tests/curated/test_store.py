"""The store, on SQLite and on PostgreSQL: what goes in comes out, all of it or nothing."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import curated
from curated.columns import columns_of
from curated.dataset import Dataset
from curated.schema import ROWS, Decision, Failure, KeptResponse, Link, Run, TrialChange, Work
from curated.store import Store, StoreError
from curated.store_opening import FILE_NAME, MIGRATIONS, writing
from curated.store_schema import METADATA, REVISION, VERSION_TABLE, UtcTimestamp

ROOT = Path(curated.__file__).parent.parent
Review = Callable[..., Dataset]


def child(script: str, *arguments: str) -> "subprocess.Popen[str]":
    """Another process that runs a script; it talks over its standard input and output."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


# --- what goes in comes out ------------------------------------------------------------------------------------------


def test_a_review_comes_back_as_it_was(store: Store, review: Review) -> None:
    dataset = review()
    store.replace_document(dataset)
    assert store.load() == dataset


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_number_and_time_comes_back(data: st.DataObject, store: Store, any_row: Any) -> None:
    work, *others = [data.draw(any_row(row_class)) for row_class in (Work, Decision, KeptResponse)]
    known = len(store.load({"works"}).works)  # of two answers about one work the newer would stay
    rows = [work.model_copy(update={"work_id": f"{work.work_id}{known}"}), *others]
    store.put(rows)
    held = store.load({"works", "decisions", "responses"})
    assert set(held.rows()) >= set(rows)


@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_run_comes_back_as_it_was_last_put(data: st.DataObject, store: Store, any_row: Any) -> None:
    run = data.draw(any_row(Run))
    store.put_run(run.model_copy(update={"ended_at": None, "inputs": ()}))
    store.put_run(run)
    assert [held for held in store.runs() if held.run_id == run.run_id] == [run]
    assert store.load() == Dataset()


def test_a_rerun_replaces_the_rows_and_keeps_what_people_and_registries_said(store: Store, review: Review) -> None:
    store.replace_document(review(references=5, word="old"))
    again = review(references=2, word="new")
    store.replace_document(replace(again, decisions=(), trial_history=(), links=(), findings=()))
    held = store.load()
    assert held.references == again.references
    assert {claim.text.value for claim in held.claims} == {"new"}
    assert (held.links, held.findings) == ((), ())
    assert (held.decisions, held.trial_history) == (again.decisions, again.trial_history)
    store.replace_document(again)
    store.replace_document(again)
    assert store.load() == again


def test_documents_do_not_touch_each_other(store: Store, review: Review) -> None:
    second, first = review("b"), review("a")
    store.replace_document(second)
    store.replace_document(first)
    store.replace_document(review("a", references=1))
    held = store.load()
    assert [row.document_id for row in held.documents] == ["a", "b"]
    assert [row.reference_id for row in held.references] == ["a-r0", "b-r2", "b-r1", "b-r0"]
    assert held.cells[-4:] == second.cells


def test_only_rows_of_one_document_are_put(store: Store, review: Review) -> None:
    first, second = review("a"), review("b")
    for dataset, message in (
        (Dataset(), "not of 0"),
        (replace(first, documents=first.documents + second.documents), "not of 2"),
        (replace(first, sections=second.sections), "not a row of document a"),
    ):
        with pytest.raises(ValueError, match=message):
            store.replace_document(dataset)
    with pytest.raises(ValueError, match="replace_document puts it"):
        store.put(first.references)
    assert store.load() == Dataset()


def test_rows_refer_to_rows_that_are_there(store: Store, review: Review) -> None:
    before = review()
    store.replace_document(before)
    broken = (
        replace(before, claims=()),
        replace(before, tables=()),
        replace(before, matches=tuple(row.model_copy(update={"work_id": "nowhere"}) for row in before.matches)),
    )
    for dataset in broken:
        with pytest.raises(StoreError, match="do not fit together"):
            store.replace_document(dataset)
    taken = review("other")
    with pytest.raises(StoreError, match="do not fit together"):
        store.replace_document(replace(taken, sections=(*before.sections[:0], _of(before.sections[0], "other"))))
    assert store.load() == before


def _of(row: Any, document_id: str) -> Any:
    return row.model_copy(update={"document_id": document_id})


def test_put_updates_by_key_and_adds_to_the_history(store: Store, trial: Any, answer: Any, review: Review) -> None:
    (change,) = review().trial_history
    (failure,) = review().failures
    store.put([trial(), change, failure.model_copy(update={"document_id": None})])
    store.put(
        [
            trial(why_stopped=answer("Funding")),
            trial(enrollment=None),
            change.model_copy(update={"new": "FORGED"}),
            change.model_copy(update={"field": "phases"}),
        ]
    )
    held = store.load()
    assert held.trials == (trial(enrollment=None),)
    assert [(row.field, row.new) for row in held.trial_history] == [
        ("enrollment", None),  # seen between the two answers
        ("overall_status", "OPEN"),
        ("phases", "OPEN"),
    ]
    assert isinstance(held.failures[0], Failure)


def test_a_long_address_is_a_key_like_any_other(store: Store, review: Review) -> None:
    (answer,) = review().responses
    # Random letters, as PostgreSQL would squeeze repeated ones into its index.
    url = "https://api.example.org/?" + "".join(sha256(bytes([n])).hexdigest() for n in range(200))
    store.put([answer.model_copy(update={"url": url}), answer, answer.model_copy(update={"status": 404})])
    assert [row.status for row in store.load({"responses"}).responses] == [404, 200]


def test_an_audit_replaces_that_of_its_documents(store: Store, review: Review) -> None:
    for name in ("a", "b"):
        store.replace_document(review(name))
    first, second = review("a"), review("b")
    link = Link(link_id="a-new", claim_id="a-c1", reference_id="a-r1", resolution="unmatched")
    store.replace_audit({"a"}, Dataset(links=(link,)))
    held = store.load({"links", "findings"})
    assert held == Dataset(links=(link, *second.links), findings=second.findings)
    with pytest.raises(ValueError, match="not about a claim"):
        store.replace_audit({"a"}, Dataset(links=second.links))
    with pytest.raises(ValueError, match="not about one"):
        store.replace_audit({"a"}, Dataset(findings=second.findings))
    store.replace_audit({"a", "b"}, Dataset(links=first.links, findings=first.findings))
    assert store.load({"links", "findings"}) == Dataset(links=first.links, findings=first.findings)


def test_bodies_are_kept_byte_for_byte(store: Store) -> None:
    body = bytes(range(256)) * 50
    name = sha256(body).hexdigest()
    store.put_bodies({})
    store.put_bodies({name: body})
    store.put_bodies({name: body})
    assert store.body(name) == body
    assert store.body("0" * 64) is None
    with pytest.raises(ValueError, match="another SHA-256"):
        store.put_bodies({name: b"forged"})


def test_tables_are_loaded_by_name(store: Store, review: Review) -> None:
    dataset = review()
    store.replace_document(dataset)
    assert store.load({"references", "works"}) == Dataset(references=dataset.references, works=dataset.works)
    with pytest.raises(ValueError, match="no such table: authors"):
        store.load({"authors"})


def test_a_row_that_was_tampered_with_is_named(store: Store, review: Review) -> None:
    store.replace_document(review())
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE links SET resolution = 'perhaps'"))
    with pytest.raises(StoreError, match="the row doc-l1 of links cannot be read"):
        store.load()
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM links"))
        connection.execute(sa.text("DELETE FROM provenance WHERE field = 'raw' AND row_id = 'doc-r1'"))
    with pytest.raises(StoreError, match=r"doc-r1 of references cannot be read: .* raw has no source"):
        store.load()
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE provenance SET source = '{}' WHERE row_id = 'doc-c0'"))
    with pytest.raises(StoreError, match="the source of text of claims doc-c0 cannot be read"):
        store.load()


def test_deleting_a_document_by_sql_takes_its_rows_along(store: Store, review: Review) -> None:
    store.replace_document(review("a"))
    store.replace_document(review("b"))
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM documents WHERE document_id = 'a'"))
        of_a = connection.execute(sa.text("SELECT count(*) FROM provenance WHERE document_id = 'a'")).scalar_one()
    assert of_a == 0
    held = store.load()
    only = review("b")
    assert all(getattr(held, name) == getattr(only, name) for name in ("references", "cells", "links", "citations"))


# --- the schema ------------------------------------------------------------------------------------------------------


def test_a_decision_of_an_older_version_is_on_its_whole_row(
    no_dataset: str, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    (decision,) = review().decisions
    newest = command.upgrade
    with monkeypatch.context() as older:
        older.setattr(command, "upgrade", lambda config, _: newest(config, "0011-1"))
        with Store.open(no_dataset) as store, writing(store.engine, store.place) as connection:
            moment = sa.bindparam("at", decision.at, UtcTimestamp())
            connection.execute(
                sa.text(
                    'INSERT INTO decisions (subject, verdict, note, "by", row_hash, "at")'
                    " VALUES (:subject, :verdict, :note, :by, :row_hash, :at)"
                ).bindparams(moment),
                decision.model_dump(include={"subject", "verdict", "note", "by", "row_hash"}),
            )
    with Store.open(no_dataset, create=False) as store:
        assert store.load(("decisions",)).decisions == (decision,)


def test_the_migrations_make_the_tables_of_the_rows(store: Store) -> None:
    inspector = sa.inspect(store.engine)
    for row_class in ROWS:
        made = {column["name"]: column["nullable"] for column in inspector.get_columns(row_class.table)}
        wanted = {column.name: column.nullable for column in columns_of(row_class)}
        assert {name: made.get(name) for name in wanted} == wanted, row_class.table
        assert set(made) - set(wanted) <= {"document_id", "ordinal", "url_sha256"}
        refers = {
            key["constrained_columns"][0]: key["referred_table"] for key in inspector.get_foreign_keys(row_class.table)
        }
        assert refers.items() >= row_class.refers.items()
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []


def test_the_code_knows_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_opening_what_is_up_to_date_does_not_import_alembic(store: Store, target: str) -> None:
    script = """
import sys
from curated.store import Store
Store.open(sys.argv[1], create=False).load()
print([name for name in sys.modules if name.startswith(("alembic", "pandas"))])
"""
    process = child(script, target)
    assert process.communicate()[0] == "[]\n"


# --- what stands in the way ------------------------------------------------------------------------------------------


def test_no_dataset(no_dataset: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no dataset in .*litcurate curate"):
        Store.open(no_dataset, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_dataset(no_dataset: str) -> None:
    with Store.open(no_dataset) as store, store.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608
    with pytest.raises(StoreError, match=r"newer litcurate \(9999\); update litcurate"):
        Store.open(no_dataset)


def test_a_database_of_something_else(no_dataset: str) -> None:
    with Store.open(no_dataset) as store, store.engine.begin() as connection:
        connection.execute(sa.text(f"DROP TABLE {VERSION_TABLE}"))
    with pytest.raises(StoreError, match="not a litcurate database"):
        Store.open(no_dataset)


def test_a_start_that_was_cut_short(tmp_path: Path, review: Review) -> None:
    (tmp_path / FILE_NAME).touch()
    with Store.open(tmp_path) as store:
        store.replace_document(review())
        assert store.load() == review()
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("a-file", "is a file; name the folder"),
        ("a-file/dataset", "cannot be made: .*; choose another"),
        ("noise", "not a litcurate database: move the file away"),
        ("mysql://host/name", "cannot be kept in mysql"),
        ("postgresql://user:secret@host:door/name", "cannot be read; write postgresql://"),
        ("postgresql://user:secret@127.0.0.1:1/name", r"user:\*\*\*@127.0.0.1:1/name: .*; check the URL"),
    ],
)
def test_places_that_cannot_be(place: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    (tmp_path / "noise").mkdir()
    (tmp_path / "noise" / FILE_NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=message) as raised:
        Store.open(place if "://" in place else tmp_path / place)
    assert "secret" not in str(raised.value)


@contextmanager
def as_nobody() -> Iterator[None]:
    """For a while not root, who may write everywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user can get into, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="litcurate-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_dataset_that_may_only_be_read(review: Review, reachable: Path) -> None:
    folder = reachable / "kept"
    with Store.open(folder) as store:
        store.replace_document(review())
    for path, mode in ((folder, 0o555), (folder / FILE_NAME, 0o444)):
        path.chmod(mode)
    with as_nobody():
        with Store.open(folder, create=False) as store:
            assert store.load() == review()
            with pytest.raises(StoreError, match="readonly database; make the folder and the file in it writable"):
                store.replace_document(review())
        with pytest.raises(StoreError, match="cannot be made"):
            Store.open(folder / "below")
        with pytest.raises(StoreError, match="unable to open database file; check that the folder can be"):
            Store.open(reachable)
    folder.chmod(0o755)


# --- several processes -----------------------------------------------------------------------------------------------

# Writes the review of one dataset into another, and stops for good before the statement with the given number ends.
STOPS = """
import sys, time
from sqlalchemy import event
from curated.store import Store
source, target, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
dataset = Store.open(source, create=False).load()
store = Store.open(target, create=False)
statements = 0
def hold(*_):
    global statements
    statements += 1
    if statements == last:
        print("held", flush=True)
        time.sleep(60)
if store.engine.dialect.name == "sqlite":
    # So little memory that pages reach the file before the end of the transaction.
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA cache_size = 5"))
    store.engine.dispose()
event.listen(store.engine, "after_cursor_execute", hold)
store.replace_document(dataset)
print("written", statements, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("last", [30, 999])
def test_a_kill_leaves_the_old_or_the_new(store: Store, target: str, review: Review, tmp_path: Path, last: int) -> None:
    old = review(references=60, word="old")
    new = replace(review(references=40, word="new"), links=(), findings=())
    store.replace_document(old)
    with Store.open(tmp_path / "source") as source:
        source.replace_document(new)
    process = child(STOPS, str(tmp_path / "source"), target, str(last))
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said.startswith("held" if last < 999 else "written")
    if last == 30 and store.engine.dialect.name == "sqlite":
        assert Path(target, f"{FILE_NAME}-journal").exists(), "the kill has to come when some of it is in the file"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert store.load() == (old if last < 999 else new)
    store.replace_document(new)
    assert store.load() == new


WRITES = """
import sys
from curated.store import Store
sources, target = sys.argv[1:-1], sys.argv[-1]
datasets = [Store.open(source, create=False).load() for source in sources]
print("ready", flush=True)
sys.stdin.readline()
store = Store.open(target)
for dataset in datasets:
    store.replace_document(dataset)
    assert dataset.documents[0] in store.load({"documents"}).documents
print("done", flush=True)
"""


def test_two_processes_make_a_dataset_and_write_at_once(no_dataset: str, review: Review, tmp_path: Path) -> None:
    names = [["a", "b", "c"], ["d", "e", "f"]]
    for name in "abcdef":
        with Store.open(tmp_path / name) as source:
            source.replace_document(review(name))
    processes = [child(WRITES, *(str(tmp_path / name) for name in group), no_dataset) for group in names]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in processes] == ["done\n", "done\n"]
    with Store.open(no_dataset, create=False) as store:
        held = store.load()
    assert "".join(row.document_id for row in held.documents) == "abcdef"
    assert held.cells == tuple(cell for name in "abcdef" for cell in review(name).cells)


def test_threads_share_a_store(store: Store, review: Review) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda name: store.replace_document(review(name)), "abcdefgh"))
    assert len(store.load({"documents"}).documents) == 8


def test_the_same_document_from_several_threads(store: Store, review: Review) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: store.replace_document(review(references=number)), [2, 3, 4, 5]))
    held = store.load()
    assert held == review(references=len(held.references))


def test_another_writer_is_waited_for_so_long(target: str, review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curated.store_opening._WAIT", 0.2)
    with Store.open(target) as store:
        with writing(store.engine, "here"), pytest.raises(StoreError, match="try again when it is done"):
            store.replace_document(review())
        store.replace_document(review())
        assert store.load() == review()


def test_every_table_of_the_dataset_is_stored() -> None:
    assert {row_class.table for row_class in ROWS} == {field.name for field in fields(Dataset)}
    assert TrialChange in ROWS

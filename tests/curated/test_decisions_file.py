"""The decisions file: every text comes back, the same bytes, no formula, bad lines named and the rest read."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from curated.columns import row_hash
from curated.dataset import Dataset
from curated.decisions_csv import read_csv
from curated.decisions_entry import COLUMNS, Entry, Refused
from curated.decisions_file import Loaded, entries_of, file_text, loaded, undecided
from curated.decisions_values import correctable, read_value, value_text
from curated.decisions_yaml import read_yaml, yaml_text
from curated.mistake import Mistake
from curated.schema import Decision, Outcome, Reference

Review = Callable[..., Dataset]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
# What spreadsheets, CSV and YAML have trouble with, among ordinary letters.
TEXT = st.text(
    st.sampled_from("=+-@'\"\t\r\n ,;:#&*!|>%{}[]?`a1é~\x00\x1b\x85\u2028\ufeff＝\U0001f600")
    | st.characters(codec="utf-8"),
    min_size=1,
    max_size=12,
) | st.sampled_from(
    ["no", "null", "~", "2019", "-3.5", "=1+1", "'=1+1", "''=x", "\r", "a\rb", "- subject: x", "a\n- b: c\n", "\n x"]
)
ROWS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, TEXT)), min_size=1, max_size=4)


def read(text: str, dataset: Dataset, name: str = "d.csv", by: str | None = "EC") -> Loaded:
    """The decisions of a file's text."""
    return loaded((read_csv if name.endswith("csv") else read_yaml)(text), dataset, by, NOW)


def with_both(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows that have at least a subject, so that none is empty."""
    return [{"subject": "s", **row} for row in rows]


@given(ROWS)
@settings(deadline=None)
def test_every_text_comes_back_from_csv(rows: list[dict[str, str]]) -> None:
    text = file_text((), "d.csv", rows)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not any(re.match(r"[\t\r]|\s*[=+@-](?![\d.]+(e[+-]?\d+)?\s*$)", cell, re.IGNORECASE) for cell in cells)
    found = [dict(entry.values) for entry in read_csv(text) if isinstance(entry, Entry)]
    held = [{name: text for name, text in entry.items() if text} for entry in found]
    assert sorted(map(repr, held)) == sorted(
        repr({name: row[name] for name in COLUMNS if name in row}) for row in rows if any(map(str.strip, row.values()))
    )


@given(ROWS)
@settings(deadline=None)
def test_every_text_comes_back_from_yaml(rows: list[dict[str, str]]) -> None:
    text = yaml_text(COLUMNS, with_both(rows))
    found = [dict(entry.values) for entry in read_yaml(text.encode().decode()) if isinstance(entry, Entry)]
    assert found == [{name: row[name] for name in COLUMNS if name in row} for row in with_both(rows)]
    assert yaml.safe_load(text) == found, "and for every other reader of YAML"


@given(
    st.sampled_from([(row_class, name) for row_class in (Reference, Outcome) for name in correctable(row_class)]),
    st.text(st.sampled_from(" 0123456789.,+-eE[]{}\"':;axnulNtrfé"), max_size=12),
)
@settings(max_examples=300)
def test_any_text_is_a_value_or_refused(column: tuple[type[Reference] | type[Outcome], str], text: str) -> None:
    try:
        value = read_value(*column, text)
    except ValueError:
        return
    again = value_text(value)
    assert again is None or read_value(*column, again) == value


@pytest.mark.parametrize("name", ["d.csv", "d.yaml"])
def test_decisions_come_back_and_give_the_same_bytes(review: Review, name: str) -> None:
    dataset = review()
    reference = dataset.reference["doc-r1"]
    made = [
        Decision(
            subject="doc-r1",
            verdict="reject",
            field="year",
            value="2019",
            replaces="2020",
            note="=HYPERLINK(1)\r\nsee page 2\n",
            by="Éva Č",
            at=NOON.replace(microsecond=5),
            row_hash=row_hash(reference),
        ),
        Decision(subject="gone", verdict="accept", by="EC", at=NOON, row_hash="0" * 64),
        Decision(subject="doc-f1", verdict="unsure", by="EC", at=NOON, row_hash="1" * 64),
    ]
    text = file_text(made, name)
    assert file_text(reversed(made), name) == text
    found = read(text, dataset, name)
    assert (found.refused, found.open) == ((), 0)
    assert sorted(found.decisions, key=str) == sorted(made, key=str)
    assert file_text(found.decisions, name) == text


# As the report's page writes it: other columns, CR LF, milliseconds, an apostrophe before what looks like a formula.
FROM_THE_PAGE = (
    "subject,verdict,field,value,note,by,at,row_hash\r\n"
    "doc-f1,reject,,,'=not so,EC,2026-03-01T10:00:00.123Z,{finding}\r\n"
    'doc-r1,accept,,,"two\r\nlines, ""quoted""",EC,2026-03-01T10:00:01.000Z,{reference}\r\n'
    "doc-r2,reject,year,2018,'-,EC,2026-03-01T10:00:02.000Z,{other}\r\n"
)


def test_the_file_of_the_report_is_read(review: Review) -> None:
    dataset = review()
    hashes = {
        "finding": row_hash(dataset.findings[0]),
        "reference": row_hash(dataset.reference["doc-r1"]),
        "other": row_hash(dataset.reference["doc-r2"]),
    }
    found = read(FROM_THE_PAGE.format(**hashes), dataset, by=None)
    assert found.refused == ()
    assert [(row.subject, row.verdict, row.value, row.replaces, row.note) for row in found.decisions] == [
        ("doc-f1", "reject", None, None, "=not so"),
        ("doc-r1", "accept", None, None, 'two\r\nlines, "quoted"'),
        ("doc-r2", "reject", "2018", "2020", "-"),
    ]
    assert found.decisions[0].at == datetime(2026, 3, 1, 10, 0, 0, 123000, tzinfo=UTC)


HEAD = "subject,verdict,field,value,note,by,at,row_hash\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("doc-f1,maybe,,,,,,", "the verdict is “maybe”; it can be accept, reject or unsure"),
        (",accept,,,,,,", "it has no subject"),
        ("doc-f9,accept,,,,,,", "no row is called doc-f9"),
        ("doc-r,accept,,,,,,", "doc-r could be any of 3 rows"),
        ("doc-f1,,severity,note,,,,", "the verdict is “”"),
        ("doc-f1,reject,,2019,,,,", "it has a value but no field"),
        ("doc-r1,reject,year,MMXX,,,,", "year is a whole number"),
        ("doc-f1,accept,,,,,yesterday,", "“yesterday” is no moment such as 2026-03-31T14:05:00Z"),
        ("doc-f1,accept,,,,,9999-12-31T23:59:59-23:00,", "is no moment"),
        ("doc-f1,accept,,,,,2027-01-01,", "2027-01-01 lies ahead"),
        ("doc-f1,accept,,,,,,xyz", "row_hash is no SHA-256"),
        ("gone,accept,colour,,,,," + "0" * 64, "no table has a column colour"),
        ('doc-f1,accept,,,"a" b,,,', "it cannot be read"),
        ('doc-f1,accept,,,"never closed,,,', "it cannot be read"),
        ("doc-f1,accept,,,a,EC,,,b", "it has 9 cells under 8 columns"),
        ("doc-f1,accept,,,,EC,,\ndoc-f1,reject,,,,EC,,", "line 3 decides the same at the same moment"),
        ("doc-f1,accept,,," + "x" * 10_001 + ",,,", "note has 10001 characters"),
        ("doc-f1,accept,,," + "x" * 140_000 + ",,,", ""),  # how much a cell may hold is the process's
        ("doc-f1,accept,,,," + "x" * 101 + ",,", "by has 101 characters"),
        ("doc-f" + "1" * 300 + ",accept,,,,,,", "subject has 305 characters"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(review: Review, line: str, says: str) -> None:
    good = ["doc-c0,accept,,,,EC,,\n", "doc-c1,reject,,,,EC,,\n"]
    found = read(f"{HEAD}{good[0]}{line}\n{good[1]}", review())
    (refused,) = found.refused
    assert str(refused).startswith(f"line {3 + line.count(chr(10))}: ")
    assert says in refused.reason
    assert {"doc-c0", "doc-c1"} <= {row.subject for row in found.decisions}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("- subject: [doc-f1]", "a decision is a list of “name: text”"),
        ("- {subject: {a: b}}", "a decision is a list of “name: text”"),
        ("- - - - x", "a decision is a list of “name: text”"),
        ("- doc-f1", "a decision begins with “- subject: …”"),
        ("- subject: &a doc-f1", "it has an anchor"),
        ("- subject: *a", "it has an anchor"),
        ("- subject: doc-f1\n  verdict: accept\n  verdict: reject", "it says verdict twice"),
        ("- subject: doc-f1\n  note: a: b", "it cannot be read"),
        ('- subject: "doc-f1', "it cannot be read"),
        ("- subject: doc-f1\n\tverdict: accept", "it cannot be read"),
        ("- subject: \x01", "it cannot be read"),
        ("-", "a decision begins with"),
    ],
)
def test_a_bad_entry_is_named_and_the_rest_is_read(review: Review, entry: str, says: str) -> None:
    good = ["- subject: doc-c0\n  verdict: accept\n", "- subject: doc-c1\n  verdict: no\n  verdict: reject\n"]
    good[1] = good[1].replace("  verdict: no\n", "  note: no\n")
    found = read(f"# decisions\n---\n{good[0]}{entry}\n{good[1]}", review(), "d.yaml")
    (refused,) = found.refused
    assert 5 <= refused.line <= 5 + entry.count("\n") + 1
    assert says in refused.reason
    assert [(row.subject, row.note) for row in found.decisions] == [("doc-c0", ""), ("doc-c1", "no")]


@pytest.mark.parametrize("deep", ["- " + "[" * 100_000, "- " * 50_000, "- a: " + "{x: " * 50_000])
def test_deep_yaml_costs_nothing(deep: str) -> None:
    assert all(isinstance(found, Refused) for found in read_yaml(deep))


def test_lists_under_a_name_and_spread_lists_are_read() -> None:
    text = "decisions:\n  - subject: a\n    note: >\n      two\n      lines\n\n  -\n    subject: b\n...\n"
    assert [dict(entry.values) for entry in read_yaml(text) if isinstance(entry, Entry)] == [
        {"subject": "a", "note": "two lines\n"},
        {"subject": "b"},
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spreadsheets_save_in_their_own_ways(review: Review, separator: str, tmp_path: Path) -> None:
    path = tmp_path / "d.CSV"
    lines = ["Verdict,Subject,by,remark", "ACCEPT,doc-f1,EC,x", ",,,", "Reject,f1,XY,", ""]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).replace(",", separator).encode())
    found = loaded(entries_of(path), review(), None, NOW)
    assert found.refused == ()
    assert [(row.subject, row.verdict, row.by, row.at) for row in found.decisions] == [
        ("doc-f1", "accept", "EC", NOW),
        ("doc-f1", "reject", "XY", NOW),
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("d.csv", b"id,say\nx,y\n", "the first line of a decisions file names its columns"),
        ("d.csv", b"", "the first line of a decisions file names its columns"),
        ("d.csv", "subject,verdict\nä,accept".encode("latin-1"), "not UTF-8: save it again as “CSV UTF-8”"),
        ("d.csv", "subject,verdict\n".encode("utf-16"), "not UTF-8"),
        ("d.yaml", b"subject: x", "a decisions file in YAML is a list"),
        ("d.xlsx", b"", "let its name end in .csv or .yaml"),
    ],
)
def test_a_file_that_is_none_says_so(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Mistake, match=r"d\.") as error:
        entries_of(tmp_path / name)
    assert says in str(error.value)


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curated.decisions_file.LARGEST_FILE", 1000)
    (tmp_path / "d.csv").write_bytes(b"x" * 1001)
    with pytest.raises(Mistake, match="it is no decisions file"):
        entries_of(tmp_path / "d.csv")


@given(st.text(st.sampled_from("subjectverdi,;\t\n\r\"'-: []{}&*!|>#=x1"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    for entries in (read_csv(f"subject,verdict\n{text}"), read_yaml(f"- {text}")):
        assert all(isinstance(entry, Entry | Refused) for entry in entries)


def test_a_file_to_decide_in_holds_nothing_of_others(review: Review) -> None:
    dataset = review()
    ambiguous = dataset.matches[1].model_copy(update={"status": "ambiguous", "work_id": None})
    dataset = replace(dataset, matches=(dataset.matches[0], ambiguous), decisions=())
    others = read(f"{HEAD}doc-f1,reject,,,of no account,XY,,\n", dataset).decisions
    dataset = replace(dataset, decisions=others)
    text = file_text((), "d.csv", undecided(dataset, "EC"))
    assert "XY" not in text
    assert "account" not in text
    assert [row["subject"] for row in csv.DictReader(io.StringIO(text))] == ["doc-f1", ambiguous.reference_id]
    assert next(undecided(dataset, "XY"))["subject"] == ambiguous.reference_id
    found = read(text, dataset)
    assert (found.decisions, found.refused, found.open) == ((), (), 2)
    filled = text.replace("doc-f1,", "doc-f1,accept", 1)
    assert [row.verdict for row in read(filled, dataset).decisions] == ["accept"]

"""What has changed since a moment, in rows, words and a feed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from curated.atom import atom_feed
from curated.dataset import Dataset
from curated.review_date import ReviewDate, review_date
from curated.schema import Refresh, TrialChange, WorkChange
from curated.since import COLUMNS, Ledger, Moment, changes_since
from curated.since_told import as_json, headline, lines
from curated.store import Store
from curated.store_ledger import read_ledger

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
ONE, TWO = "NCT00000101", "NCT00000102"
PUBLISHED = ReviewDate("2026-05-14", "it prints “Published: 14 May 2026”", 10, 34)


def changed(number: int, field: str, old: str | None, new: str | None, **more: Any) -> TrialChange:
    told = {"trial_id": ONE, "seen_at": NOW, "response": "ab" * 32, "refresh": 2, "registry_date": "2026-10-01"}
    return TrialChange(field=field, old=old, new=new, number=number, **{**told, **more})


def ledger(*history: TrialChange, printed: str | None = None, notices: Any = (), **trial: Any) -> Ledger:
    columns: dict[str, Any] = dict.fromkeys(COLUMNS) | {"brief_title": "A trial", "overall_status": "COMPLETED"} | trial
    return Ledger(
        documents={"doc": ("review.pdf", PUBLISHED), "other": ("other.pdf", None)},
        mentions=[("doc", ONE, printed), ("other", TWO, None)],
        trials={ONE: columns, TWO: dict.fromkeys(COLUMNS) | {"overall_status": "RECRUITING"}},
        works={"crossref:10.1/a": "A work"},
        cited_works=[("doc", "crossref:10.1/a")],
        trial_history=history,
        work_history=notices,
        refreshes=[
            Refresh(number=1, started_at=NOW - timedelta(days=7), finished_at=NOW - timedelta(days=7)),
            Refresh(number=2, started_at=NOW, finished_at=NOW),
        ],
    )


NOTICE = WorkChange(
    work_id="crossref:10.1/a",
    field="updates",
    old=None,
    new='[{"kind":"expression_of_concern","date":"2026-09-01"}]',
    seen_at=NOW,
    registry_date="2026-09-01",
    response="cd" * 32,
    number=9,
    refresh=2,
)


@pytest.mark.parametrize(
    ("book", "moment", "told"),
    [
        (ledger(), "published", []),
        (
            ledger(changed(1, "overall_status", "RECRUITING", "COMPLETED")),
            "published",
            ["status RECRUITING → COMPLETED"],
        ),
        (ledger(changed(1, "overall_status", "A", "COMPLETED", registry_date="2026-05-01")), "published", []),
        (
            ledger(printed="Underway", results_first_posted="2025-09-12"),
            "published",
            ["the review says “Underway”; the registry says COMPLETED; results posted 2025-09-12"],
        ),
        (ledger(printed="Completed"), "published", []),
        (ledger(results_first_posted="2026-07-01"), "published", ["results posted 2026-07-01"]),
        (
            ledger(completion_date="2026-06-30", completion_date_type="ACTUAL"),
            "published",
            ["completion 2026-06-30"],
        ),
        (ledger(completion_date="2027-06-30", completion_date_type="ESTIMATED"), "published", []),
        (
            ledger(
                changed(1, "overall_status", "RECRUITING", "UNKNOWN", kind="stale", registry_date=None),
                changed(2, "last_known_status", None, "RECRUITING", kind="stale", registry_date=None),
                overall_status="UNKNOWN",
                last_known_status="RECRUITING",
                printed="Ongoing",
            ),
            "last",
            ["stale: RECRUITING was not confirmed for two years"],
        ),
        (ledger(changed(1, "last_update_posted", "2026-01-01", "2026-10-01")), date(2026, 9, 30), []),
        (ledger(changed(1, "enrollment", "120", "90")), date(2026, 9, 30), ["enrolment 120 → 90"]),
        (ledger(changed(1, "enrollment", "120", "90")), date(2026, 10, 1), []),
        (
            ledger(changed(1, "overall_status", "A", "COMPLETED", refresh=1), changed(2, "enrollment", "120", "90")),
            "last",
            ["enrolment 120 → 90"],
        ),
        (ledger(changed(1, "record", ONE, None, kind="vanished")), "last", ["its registry has this record no more"]),
        (
            ledger(changed(1, "canonical_id", ONE, "NCT00000777", kind="renumbered")),
            "last",
            [f"now under the number NCT00000777 (was {ONE})"],
        ),
        (ledger(notices=[NOTICE]), "published", ["a notice of expression of concern"]),
    ],
)
def test_what_is_told(book: Ledger, moment: Moment, told: list[str]) -> None:
    rows, undated = changes_since(book, moment)
    assert [headline(row) for row in rows] == told
    assert [one.name for one in undated] == (["other.pdf"] if moment == "published" else [])
    assert all(one.isprintable() for one in lines(rows, undated))
    assert [as_json(row)["headline"] for row in rows] == told


def test_a_refresh_that_was_cut_off_is_told_with_the_next() -> None:
    book = ledger(changed(1, "enrollment", "120", "90", refresh=2), changed(2, "why_stopped", None, "Funds", refresh=3))
    book.refreshes = [
        *book.refreshes[:1],
        book.refreshes[1].model_copy(update={"finished_at": None}),
        Refresh(number=3, started_at=NOW, finished_at=NOW),
    ]
    assert [headline(row) for row in changes_since(book, "last")[0]] == ["enrolment 120 → 90; why stopped Funds"]


def test_the_status_at_publication_is_known_from_versions_or_from_the_log() -> None:
    filled = changed(
        5, "overall_status", None, "NOT_YET_RECRUITING", kind="history", registry_date="2024-01-01", seen_at=NOW
    )
    later = changed(1, "overall_status", "RECRUITING", "COMPLETED")
    for history, then, how in (
        ((later, filled), "NOT_YET_RECRUITING", "the registry's version of 2024-01-01"),
        ((later,), "RECRUITING", "the record before its first change since"),
    ):
        (row,) = changes_since(ledger(*history), "published")[0]
        assert (row.then, row.then_from, row.now) == (then, how, "COMPLETED")
        assert (row.since, row.since_from) == (PUBLISHED.date, PUBLISHED.said)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("**Published:** 14 May 2026", "2026-05-14"),
        ("Received: 1 May 2019 / Accepted: 5 June 2019 / Published online: 20 June 2019", "2019-06-20"),
        ("Published: March 20, 2018", "2018-03-20"),
        ("Published online 2019 Mar 5", "2019-03-05"),
        ("Published online: 11-09-2018", "2018-09-11"),
        ("Published: 2021/03/04", "2021-03-04"),
        ("Published: 25/12/2021", "2021-12-25"),
        ("Published: 03/04/2021", None),
        ("Available online 3rd September 2020", "2020-09-03"),
        ("First published: July 2020", "2020-07"),
        ("Received 25 May, 2009; Accepted 14 July, 2009", "2009-07-14"),
        ("all published studies up to December 15, 2017", None),
        ("the guideline was published on 3 March 2021", None),
        ("Published: 32 March 2021", None),
        ("Published: 14 May 20261", None),
        ("", None),
    ],
)
def test_when_a_review_was_published(printed: str, day: str | None) -> None:
    found = review_date(f"A title\n\n{printed}\n\nText.")
    assert (found.date if found else None) == day


@given(st.text(st.sampled_from("Published online:*. 0123456789-/MayJun"), max_size=300))
def test_a_date_is_a_slice_of_any_text(text: str) -> None:
    found = review_date(text)
    if found:
        assert found.date[:4] in text[found.start : found.end]


def test_a_dataset_in_memory_and_a_stored_one_tell_the_same(
    store: Store, review: Callable[..., Dataset], trial: Callable[..., Any], answer: Any
) -> None:
    store.replace_document(review())
    later = answer("COMPLETED", response="cd" * 32)
    store.put([trial(overall_status=later)])
    for moment in ("last", "published", date(2020, 1, 1)):
        assert changes_since(store.load(), moment) == changes_since(read_ledger(store), moment)
    assert [row.subject for row in changes_since(store.load(), date(2020, 1, 1))[0]] == ["NCT00000001"]


def test_a_feed_is_valid_and_its_ids_stay() -> None:
    first = changed(1, "overall_status", "RECRUITING", "COMPLETED", seen_at=NOW - timedelta(days=7), refresh=1)
    second = changed(2, "why_stopped", None, "Funds \x07<&", response="cd" * 32)
    quiet = changed(3, "last_update_posted", "2026-01-01", "2026-10-01", trial_id=TWO)
    before = feedparser.parse(atom_feed(ledger(first), "a dataset"))
    data = atom_feed(ledger(first, second, quiet, notices=[NOTICE]), "a dataset")
    after = feedparser.parse(data)
    assert not after.bozo
    assert [entry.title for entry in after.entries] == [
        "crossref:10.1/a: a notice of expression of concern",
        f"{ONE}: why stopped Funds <&",
        f"{ONE}: status RECRUITING → COMPLETED",
    ]
    assert after.feed.id == before.feed.id
    assert after.entries[-1].id == before.entries[0].id
    assert len({entry.id for entry in after.entries}) == 3
    assert after.entries[1].link == f"https://clinicaltrials.gov/study/{ONE}"
    assert after.entries[0].updated == after.feed.updated == "2026-11-24T06:00:00Z"
    assert atom_feed(ledger(first, second, quiet, notices=[NOTICE]), "a dataset") == data
    # what RFC 4287 asks for: an id, a title and a time in the feed and in each entry, an author
    names = {"a": "http://www.w3.org/2005/Atom"}
    root = etree.fromstring(data)
    for element in (root, *root.findall("a:entry", names)):
        assert all(len(element.findall(f"a:{tag}", names)) == 1 for tag in ("id", "title", "updated"))
    assert root.findtext("a:author/a:name", namespaces=names) == "litcurate"


def test_an_empty_feed_is_a_feed() -> None:
    empty = feedparser.parse(atom_feed(Ledger(), "a dataset"))
    assert (empty.bozo, empty.entries, empty.feed.updated) == (False, [], "1970-01-01T00:00:00Z")

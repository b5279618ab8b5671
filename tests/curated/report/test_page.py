"""The page as a file: nothing of a dataset becomes markup, the policy names exactly its own script, pictures fit."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from curated.dataset import Dataset
from curated.provenance import DocumentSource, Method, Region, Sourced
from curated.report.changes import told_changes
from curated.report.concerns import Concerns
from curated.report.crops import Box, Crop, Crops, marks, wanted_crops
from curated.report.page import script_json
from curated.report.pictures import WIDTH, Change, parts, review_map, timeline
from curated.report.reading import blocks
from curated.report.report import report_html
from curated.report.summary import Bar, Share
from curated.schema import Failure, SourceDocument


def titled(title: str) -> Dataset:
    source = DocumentSource(document="d", reader=Method(name="text", version="1"), start=0, end=len(title))
    said = Sourced(value=title, source=source)
    document = SourceDocument(
        document_id="d", sha256="0", name=title, format="text", title=said, reader="text", reader_version="1"
    )
    failure = Failure(failure_id=title, stage="read", subject=title, cause=title, advice=title)
    return Dataset(documents=(document,), failures=(failure,))


def tags(page: str) -> list[str]:
    return [
        str(one.tag) for one in html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8")).iter()
    ]


PLAIN = tags(report_html(titled("plain")))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&\"'/!-=scriptimg \u202e\x00\ud800{}%`"), min_size=1, max_size=40))
def test_no_text_becomes_markup(text: str) -> None:
    page = report_html(titled(text))
    assert tags(page) == PLAIN
    assert "\u202e" not in page


@given(
    st.recursive(
        st.text() | st.integers(-(2**40), 2**40) | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_in_a_script_element_is_json_and_cannot_end_it(value: Any) -> None:
    said = str(script_json(value))
    assert not set(said) & set("<>&\u2028\u2029")
    assert json.loads(said) == value


def test_the_policy_allows_the_page_s_own_script_and_style_and_nothing_else(
    made_review: Callable[..., Dataset],
) -> None:
    page = report_html(made_review(3))
    policy = html.fromstring(page).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    inline = re.findall(r"<(script|style)>(.*?)</\1>", page, re.DOTALL)
    hashes = {f"sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}" for _, body in inline}
    assert set(re.findall(r"sha256-[^']+", policy)) == hashes
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", page.split("<script>")[1].split('id="data"')[0])


def test_the_same_dataset_gives_the_same_page(made_review: Callable[..., Dataset]) -> None:
    assert report_html(made_review(8)) == report_html(made_review(8))


def test_pictures_that_do_not_fit_are_left_out_and_it_says_so(made_review: Callable[..., Dataset]) -> None:
    crops = [Crop(f"c{n}", 1, b"x" * 600_000, "image/png", 10, 10, ()) for n in range(6)]
    page = report_html(made_review(3), crops=Crops(tuple(crops), 9))
    assert len(page.encode()) < 3_000_000
    assert page.count("data:image/png") == 3
    assert "3 pictures of the printed page are in this file; 6 more places were left without one" in page


def test_pictures_are_wanted_of_what_is_to_be_looked_at(made_review: Callable[..., Dataset]) -> None:
    dataset = made_review(12)
    wanted = [one.subject for one in wanted_crops(Concerns(dataset))]
    concerns = Concerns(dataset)
    grave = {name for name, state in concerns.state_of_claim.items() if state in ("conflict", "review")}
    assert grave <= set(wanted)
    assert wanted[0] == dataset.findings[0].subject


def test_marks_are_shares_of_the_picture() -> None:
    around = Region(page=1, x0=100, top=50, x1=300, bottom=150)
    assert marks([Region(page=1, x0=150, top=75, x1=250, bottom=100)], around) == (Box(0.25, 0.25, 0.5, 0.25),)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=5))
def test_the_parts_of_a_bar_fill_it(numbers: list[int]) -> None:
    made = parts(Bar("b", tuple(Share("open", "x", number) for number in numbers)))
    assert abs(made[-1].x + made[-1].width - WIDTH) < 0.5
    assert all(part.width > 2 for part in made)


def test_the_map_has_a_line_a_claim_inside_its_frame(made_review: Callable[..., Dataset]) -> None:
    concerns = Concerns(made_review(20))
    found, _ = blocks(concerns, concerns.dataset.documents[0])
    drawn = review_map(concerns, found)
    assert len(drawn.ticks) == len(concerns.dataset.claims)
    assert all(0 <= tick.x <= WIDTH for tick in drawn.ticks)
    assert drawn.told.startswith("Map of the review: 28 claims")


CHANGES = [
    Change("NCT2", "overall_status", "RECRUITING", "COMPLETED", "2026-03-01", "2025-06"),
    Change("NCT1", "has_results", None, "true", "2026-03-01T12:00:00Z"),
    Change("NCT2", "enrollment", "1", "2", "some day", "soon"),
]


def test_changes_over_time() -> None:
    drawn = timeline(CHANGES, published="2025-01")
    assert [trial for _, trial in drawn.lines] == ["NCT2", "NCT1"]
    assert [moment.day for moment in drawn.moments] == ["2025-06-01", "2026-03-01"]
    assert drawn.published is not None
    assert drawn.published < drawn.moments[0].x < drawn.moments[1].x <= WIDTH
    assert [year for _, year in drawn.years] == ["2026"]


def test_changes_count_from_the_day_that_the_review_prints(made_review: Callable[..., Dataset]) -> None:
    told = told_changes(made_review(3))
    assert told.since is not None
    assert (told.since.date, told.undated) == ("2025-02-01", ())
    assert {row.subject for row in told.rows} == {"NCT00000001", "NCT00000002", "NCT00000003"}
    days = [one.registry_date or one.seen_at for one in told.changes]
    assert days == sorted(days, reverse=True)
    assert min(days) > "2025-02-01"
    assert told.picture.published is not None


@pytest.mark.parametrize("changes", [[], CHANGES[2:], [CHANGES[0]]])
def test_few_changes_or_none(changes: list[Change]) -> None:
    drawn = timeline(changes)
    assert len(drawn.moments) == len([one for one in changes if one.registry_date == "2025-06"])
    assert "What changed since the review was published" in report_html(Dataset(), changes=changes)

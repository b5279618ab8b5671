"""The main job on the real review, as text and as a PDF: everything is found, and everything shows its place."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from curated.audit.audit import audited
from curated.dataset import Dataset
from curated.provenance import DocumentSource, Sourced
from extract.contents import contents_of
from extract.formats import FORMATS
from extract.passages import language

NAMES = ("review.md", "review.pdf")


@pytest.fixture(scope="module")
def datasets(review_folder: Path) -> dict[str, Dataset]:
    found = {}
    for name in NAMES:
        data = (review_folder / name).read_bytes()
        reader = next(known for known in FORMATS if known.recognises(data))
        found[name] = audited(Dataset().adding(contents_of(reader.read(data), name, language())))
    return found


@pytest.fixture(params=NAMES)
def dataset(request: pytest.FixtureRequest, datasets: dict[str, Dataset]) -> Dataset:
    return datasets[request.param]


def test_173_references_with_authors_title_container_and_year(dataset: Dataset) -> None:
    assert [row.number.value for row in dataset.references if row.number] == list(range(1, 174))
    for row in dataset.references:
        assert row.authors, row.raw.value
        assert row.title, row.raw.value
        assert row.container_title, row.raw.value
        assert row.year, row.raw.value


def test_what_the_references_print_is_held(dataset: Dataset) -> None:
    """Abstracts of meetings, groups, letters before and behind page numbers; nothing of an entry is left over."""
    row = {reference.number.value: reference for reference in dataset.references if reference.number}
    assert all(reference.article_number or reference.first_page for reference in dataset.references)
    assert not [reference.raw.value for reference in dataset.references if reference.unparsed]
    left = [one.value for reference in dataset.references for one in reference.remainder]
    # the number of a poster before its title; in the PDF also the end of an address that a line end parts
    assert [one for one in left if "/" not in one] == ["Tu1536"]
    articles = {81: "TPS636", 88: "LBA522", 80: "iv112", 133: "S-1446"}
    assert {number: row[number].article_number.value for number in articles} == articles  # type: ignore[union-attr]
    groups = {92: "APOLLO Study Group", 93: "HIMALAYA investigators", 131: "LEAP-012 investigators"}
    assert {number: row[number].group_author[0].value for number in groups} == groups
    last = row[22].last_page, row[22].last_page_in_full
    assert [one.value if one else None for one in last] == ["18.e7", "1118.e7"]


def test_138_markers_make_213_pairs(dataset: Dataset) -> None:
    assert (
        len({row.marker.source.start for row in dataset.citations if isinstance(row.marker.source, DocumentSource)})
        == 138
    )
    assert len(dataset.citations) == 213
    assert all(row.reference_id and row.claim_id for row in dataset.citations)


def _column(dataset: Dataset, table: int, column: int) -> list[str | None]:
    table_id = dataset.tables[table].table_id
    return [
        cell.text.value if cell.text else None
        for cell in dataset.cells_of[table_id]
        if cell.column == column and not cell.is_header
    ]


def test_table_1(dataset: Dataset) -> None:
    table = dataset.tables[0]
    assert (table.label and table.label.value, table.n_rows, table.n_columns) == ("Table 1", 24, 3)
    targets = (
        ["PD-1"] * 7 + ["PD-L1"] * 6 + ["CTLA-4"] * 3 + ["VISTA", "TIGIT", "LAG-3", "BTLA"] + ["TIM-3"] * 2 + ["B7-H3"]
    )
    assert _column(dataset, 0, 0) == targets
    assert _column(dataset, 0, 1)[12] == "Adebelimumab TQB2450"
    assert _column(dataset, 0, 2)[13] == "FDA approved (2020, combination therapy)"
    filled = [cell for cell in dataset.cells_of[table.table_id] if cell.filled_down]
    assert len(filled) == 23 - 9
    assert all(cell.text and [step.name for step in cell.text.steps] == ["filled-down"] for cell in filled)


def test_table_2(dataset: Dataset) -> None:
    table = dataset.tables[1]
    assert (table.label and table.label.value, table.n_rows, table.n_columns) == ("Table 2", 22, 6)
    groups = {"Nivolumab": 4, "Pembrolizumab": 3, "Camrelizumab": 2, "Sintilimab": 2, "Penpulimab": 2, "Durvalumab": 4}
    groups |= {"Atezolizumab": 2, "Cobolimab": 2}
    assert _column(dataset, 1, 0) == [drug for drug, rows in groups.items() for _ in range(rows)]
    assert _column(dataset, 1, 1) == ["PD-1"] * 13 + ["PD-L1"] * 6 + ["TIM-3"] * 2
    assert _column(dataset, 1, 4)[0] == "ORR: 24%, mOS: 16.4 months"
    assert all(re.match(r"NCT\d{8}", text or "") for text in _column(dataset, 1, 5))
    headers = [cell.text.value for cell in dataset.cells_of[table.table_id] if cell.is_header and cell.text]
    assert headers == [
        "ICI",
        "Target",
        "Combination (target)",
        "Sensitization mechanism",
        "Outcome",
        "Trial numbers (current status)",
    ]
    assert table.notes
    assert "mOS: median overall survival" in table.notes[-1].value


def test_20_trial_numbers_in_22_places(dataset: Dataset) -> None:
    mentions = dataset.trial_mentions
    assert len(mentions) == 22
    assert len({row.trial_id.value for row in mentions}) == 20
    assert sum(row.table_id is not None for row in mentions) == 21
    titled = [row for row in mentions if row.reference_id]
    assert [dataset.reference[row.reference_id].number.value for row in titled if row.reference_id] == [94]  # type: ignore[union-attr]
    assert mentions[0].fields["ICI"] == "Nivolumab"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("resistance and examines", "both established and emerging combination strategies"),
        ("exhausted cells typically overexpress immune", "checkpoints such as PD-1"),
        ("and transforming growth factor", "(TGF)-"),
        ("with PD-1/PD-L1 inhibitors has been shown", "to upregulate the major ligand of LAG-3"),
        ("expression of HDAC1, HDAC2, and", "HDAC3 in HCC patients"),
        ("evaluating ICI-TKI combinations have been", "conducted in HCC patients"),
        ("PFS of patients with unresectable HCC, with", "some achieving complete tumor regression"),
        ("are still being accumulated, and the", "absence of unified guidelines"),
    ],
)
def test_sentences_that_a_figure_or_a_page_cut_are_whole(before: str, after: str, dataset: Dataset) -> None:
    assert re.search(re.escape(before) + r"\s" + re.escape(after), dataset.texts[0].text)


def test_outcomes(dataset: Dataset) -> None:
    read = [
        (
            row.measure.value,
            row.statistic.value if row.statistic else None,
            row.value.value if row.value else (row.low and row.low.value, row.high and row.high.value),
            row.unit.value if row.unit else None,
        )
        for row in dataset.outcomes
    ]
    assert read[:7] == [
        ("OSR", None, 20.0, "%"),
        ("recurrence", None, 70.0, "%"),
        ("benefit", None, (25.0, 40.0), "%"),
        ("ORR", None, 24.0, "%"),
        ("OS", "median", 16.4, "months"),
        ("ORR", None, 54.2, "%"),
        ("PFS", None, 73.9, "months"),
    ]
    assert len(dataset.outcomes) == 35


def test_both_files_print_the_same_references(datasets: dict[str, Dataset]) -> None:
    """Field by field, but for identifiers (only the PDF has links) and what line ends and misprints part."""
    names = ("container_title", "year", "volume", "issue", "first_page", "last_page", "article_number")
    for one, other in zip(*(datasets[name].references for name in NAMES), strict=True):
        for name in names:
            mine, theirs = getattr(one, name), getattr(other, name)
            assert (mine and mine.value) == (theirs and theirs.value), (one.number, name)
        assert [author.value for author in one.authors] == [author.value for author in other.authors]


def test_identifiers_of_link_annotations(datasets: dict[str, Dataset], review_folder: Path) -> None:
    rows = (review_folder / "known_identifiers.csv").read_text(encoding="utf-8").splitlines()[1:]
    references = {row.number.value: row for row in datasets["review.pdf"].references if row.number}
    for number, doi, pmid, _ in (row.split(",") for row in rows):
        reference = references[int(number)]
        if reference.doi is not None:
            assert reference.doi.value == doi.lower()
        if reference.pmid is not None:
            assert reference.pmid.value == pmid
    assert sum(row.doi is not None for row in references.values()) == 10
    assert sum(row.pmid is not None for row in references.values()) == 8


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("duplicate-reference", "Reference 109 is reference 96 again"),
        ("trial-in-two-rows", "NCT03434379 is printed beside “Durvalumab + Bevacizumab (VEGF inhibitor)” and beside"),
        ("impossible-value", "PFS of 73.9 months is 11 times the median"),
        ("misspelt-name", "“Enblituzumab” is printed"),
        ("author-spelt-two-ways", "Reference 171 prints Gretten TF, where reference 130 prints Greten TF."),
        ("contradicts-itself", "Durvalumab is in trials in one place, and approved in"),
        ("two-names-in-a-cell", "One cell of Table 1 reads “Adebelimumab TQB2450”"),
    ],
)
def test_what_the_audit_sees_without_any_registry(dataset: Dataset, rule: str, said: str) -> None:
    assert any(row.rule == rule and row.message.startswith(said) for row in dataset.findings)


def _printed(dataset: Dataset) -> Iterator[Sourced[Any]]:
    for row in dataset.rows():
        for name in type(row).model_fields:
            value = getattr(row, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Sourced) and isinstance(one.source, DocumentSource):
                    yield one


def _says(one: Sourced[Any], printed: str) -> bool:
    """Whether a value is what is printed, or what its steps make of it."""
    steps = [step.name for step in one.steps if step.name not in ("filled-down", "reference-parser", "as-text")]
    if not steps:
        return bool(one.value == printed)
    if steps in (["whole-number"], ["number"]):
        return float(one.value) == float(printed.rstrip("abcd"))
    if steps == ["page-in-full"]:
        return bool(one.value.partition(".")[0].endswith(printed.partition(".")[0]))
    if steps == ["person-name"]:
        return printed.replace(" ", "").startswith(one.value.family.replace(" ", "")) and one.value.given in printed
    if steps == ["link-target"]:
        return printed in ("DOI", "PubMed", "PMC")
    if steps == ["doi-normalised"]:
        return bool(printed.lower() == one.value)
    named = ("statistic-named", "measure-named", "status-named", "relation-named", "direction-named")
    return all(step in named for step in steps)


def test_every_value_slices_back_to_what_is_printed(dataset: Dataset) -> None:
    text = dataset.texts[0].text
    values = list(_printed(dataset))
    assert len(values) > 2500
    for one in values:
        assert isinstance(one.source, DocumentSource)
        assert _says(one, text[one.source.start : one.source.end]), one


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad‐-]", "", text).replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff")


def test_the_rectangles_of_the_pdf_hold_the_words(datasets: dict[str, Dataset], review_folder: Path) -> None:
    """Read again by pdfplumber alone: the characters in the rectangles of a value are those of the value."""
    dataset = datasets["review.pdf"]
    text = dataset.texts[0].text
    with pdfplumber.open(io.BytesIO((review_folder / "review.pdf").read_bytes())) as pdf:
        pages = [
            [(char["text"], (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2) for char in page.chars]
            for page in pdf.pages
        ]
        sizes = [(float(page.width), float(page.height)) for page in pdf.pages]
    seen: dict[tuple[int, int], None] = {}
    for one in _printed(dataset):
        source = one.source
        assert isinstance(source, DocumentSource)
        if (source.start, source.end) in seen:
            continue
        seen[source.start, source.end] = None
        inside = ""
        assert source.regions
        for region in source.regions:
            width, height = sizes[region.page - 1]
            assert 0 <= region.x0 < region.x1 <= width
            assert 0 <= region.top < region.bottom <= height
            inside += "".join(
                letter
                for letter, x, y in pages[region.page - 1]
                if region.x0 <= x <= region.x1 and region.top <= y <= region.bottom
            )
        assert _bare(inside) == _bare(text[source.start : source.end]), (one.value, inside)


def test_the_bytes_of_the_text_print_the_words(datasets: dict[str, Dataset], review_folder: Path) -> None:
    """Read again from the file: the bytes of a value, letters of formulas aside, are the value but for white space."""
    dataset = datasets["review.md"]
    data = (review_folder / "review.md").read_bytes()
    text = dataset.texts[0].text
    letters = {"alpha": "α", "beta": "β", "gamma": "γ", "kappa": "κ"}
    for one in _printed(dataset):
        source = one.source
        assert isinstance(source, DocumentSource)
        raw = "".join(data[part.start : part.end].decode("utf-8") for part in source.ranges)
        plain = re.sub(r"\$\\(\w+)\$", lambda found: letters[found.group(1)], raw)
        assert re.sub(r"\s", "", plain) == re.sub(r"\s", "", text[source.start : source.end])

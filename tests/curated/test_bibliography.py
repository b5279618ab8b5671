"""References for reference managers: whose values they are, and that other programs read them."""

import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy

from curated.bibliography import cited_items
from curated.dataset import Dataset
from curated.export import export
from curated.schema import Author, Match, Work

Review = Callable[..., Dataset]
TITLE = "Ponds & {rivers}: 100% of $5 #1_a\\b “é” <i>x</i>"


@pytest.fixture
def cited(review: Review, answer: Any) -> Dataset:
    """Two references of one work, and one that no registry knows."""
    dataset = review()
    work = Work(
        work_id="crossref:10.1/a_b",
        registry="crossref",
        type=answer("journal-article"),
        doi=answer("10.1/a_b"),
        pmid=answer("123"),
        title=answer(TITLE),
        container_title=answer("J Pond Res"),
        year=answer(2021, int),
        volume=answer("12"),
        issue=answer("3"),
        first_page=answer("1898"),
        last_page=answer("1907"),
        authors=answer((Author(family="van der Berg", given="AB"), Author(family="Müller")), tuple[Author, ...]),
        group_author=answer(("The Pond Group and Friends",), tuple[str, ...]),
        update_status=answer(("retraction",), tuple[str, ...]),
    )
    found, again, lost = (row.reference_id for row in dataset.references)
    matches = (
        Match(reference_id=found, status="matched", work_id=work.work_id),
        Match(reference_id=again, status="matched", work_id=work.work_id),
        Match(reference_id=lost, status="unmatched"),
    )
    return replace(dataset, works=(work,), matches=matches)


def test_a_work_is_one_item_with_the_registrys_values(cited: Dataset) -> None:
    work, lost = cited_items(cited)
    assert (work["id"], work["source"], work["title"]) == ("crossref:10.1/a_b", "crossref:10.1/a_b", TITLE)
    assert work["custom"] == {"match": "matched", "references": ["doc-r2", "doc-r1"]}
    assert (work["type"], work["page"], work["status"]) == ("article-journal", "1898-1907", "retracted")
    assert (lost["id"], lost["source"], lost["title"]) == ("doc-r0", "printed in review.pdf", "tumour")
    assert lost["custom"] == {"match": "unmatched", "references": ["doc-r0"]}


def test_ris_is_read_by_another_program(cited: Dataset, tmp_path: Path) -> None:
    export(cited, "ris", tmp_path)
    work, lost = rispy.loads((tmp_path / "references.ris").read_bytes().decode())
    assert work["title"] == TITLE
    assert work["authors"] == ["van der Berg, AB", "Müller", "The Pond Group and Friends"]
    assert (work["type_of_reference"], work["year"], work["doi"]) == ("JOUR", "2021", "10.1/a_b")
    assert (work["start_page"], work["end_page"], work["name_of_database"]) == ("1898", "1907", "crossref:10.1/a_b")
    assert lost["name_of_database"] == "printed in review.pdf"


def test_bibtex_is_read_by_another_program(cited: Dataset, tmp_path: Path) -> None:
    export(cited, "bibtex", tmp_path)
    library = bibtexparser.parse_string(
        (tmp_path / "references.bib").read_text(),
        append_middleware=[
            bibtexparser.middlewares.SeparateCoAuthors(),
            bibtexparser.middlewares.SplitNameParts(),
            bibtexparser.middlewares.LatexDecodingMiddleware(),
        ],
    )
    assert library.failed_blocks == []
    work, lost = library.entries
    fields = {name: field.value for name, field in work.fields_dict.items()}
    assert (work.entry_type, work.key, fields["doi"], fields["year"]) == ("article", "berg2021", "10.1/a_b", "2021")
    assert fields["pages"] == "1898–1907"
    assert fields["source"] == "crossref:10.1/a_b"
    people = fields["author"]
    assert [(name.von, name.last, name.first) for name in people[:2]] == [
        (["van", "der"], ["Berg"], ["AB"]),
        ([], ["Müller"], []),
    ]
    assert "".join(people[2].last).strip("{}") == "The Pond Group and Friends"
    assert lost.fields_dict["source"].value == "printed in review.pdf"


def test_csl_json_is_read_by_another_program(cited: Dataset, tmp_path: Path) -> None:
    export(cited, "csl-json", tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that its older schema does not know
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        items = json.loads((tmp_path / "references.csl.json").read_bytes())
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        work, lost = (str(entry) for entry in bibliography.bibliography())
    assert "van der Berg, A." in work
    assert "The Pond Group and Friends (2021)" in work
    assert "J Pond Res, 12(3), pp. 1898–1907" in work
    assert "Llovet" in lost


def test_no_references_are_no_items(tmp_path: Path) -> None:
    for kind in ("csl-json", "bibtex", "ris"):
        export(Dataset(), kind, tmp_path)  # type: ignore[arg-type]
    assert json.loads((tmp_path / "references.csl.json").read_text()) == []
    assert rispy.loads((tmp_path / "references.ris").read_text()) == []
    assert bibtexparser.parse_string((tmp_path / "references.bib").read_text()).entries == []

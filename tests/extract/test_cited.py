"""What is read of the works that a review cites."""

from datetime import UTC, datetime
from typing import Any

import pytest

from curated.cited import CitedItem
from curated.provenance import DocumentSource, Method, RegistrySource, Sourced
from curated.schema import Match, Reference, Work
from extract.cited import cited_items
from extract.readable import why_unreadable
from extract.sentence_ends import sentences_in


def printed(value: Any, at: int = 100) -> Any:
    source = DocumentSource(document="doc", reader=Method(name="pdf", version="1"), start=at, end=at + len(str(value)))
    return Sourced[type(value)](value=value, source=source)  # type: ignore[misc]


def answered(value: Any, pointer: str = "/a") -> Any:
    source = RegistrySource(
        registry="pubmed",
        url="https://example.org",
        response="ab" * 32,
        pointer=pointer,
        retrieved_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    kind = tuple[str, ...] if isinstance(value, tuple) else type(value)
    return Sourced[kind](value=value, source=source)  # type: ignore[valid-type]


def read(printed_title: str | None = "Nivolumab in hepatocellular carcinoma", **record: Any) -> CitedItem:
    """The item of one reference with this printed title, matched to a record with these fields where there are any."""
    reference = Reference(
        reference_id="r1",
        document_id="doc",
        raw=printed("1. X"),
        type="article",
        title=printed(printed_title) if printed_title else None,
    )
    fields = {name: answered(value, name) for name, value in record.items()}
    works = [Work(work_id="pubmed:1", registry="pubmed", **fields)] if record else []
    match = Match(
        reference_id="r1", status="matched" if record else "unmatched", work_id="pubmed:1" if record else None
    )
    return cited_items([reference], {"r1": match}, works)["r1"]


ABSTRACT = (
    "BACKGROUND: Nivolumab is an antibody.\nMETHODS: 40 patients with hepatocellular carcinoma (HCC) were enrolled in "
    "this phase 2 trial (NCT01658878). We gave nivolumab.\nRESULTS: Median OS was 16.4 months (95% CI 14.2-18.4)."
)


def test_sentences_of_an_abstract_slice_back_to_it() -> None:
    item = read(abstract=ABSTRACT)
    assert [ABSTRACT[each.start : each.end] for each in item.sentences] == [each.text.value for each in item.sentences]
    assert len(item.sentences) == 4
    assert {each.text.source.pointer for each in item.sentences} == {"abstract"}  # type: ignore[union-attr]
    assert item.depth == "abstract"
    assert [each.section for each in item.sentences] == ["BACKGROUND", "METHODS", "METHODS", "RESULTS"]


def test_what_a_sentence_says() -> None:
    methods = read(abstract=ABSTRACT).sentences[1].facts
    assert methods.named("disease").keys() == {"hepatocellular carcinoma"}
    assert (methods.phases, methods.trials, methods.groups) == (("2",), ("NCT01658878",), {"patients"})
    value = read(abstract=ABSTRACT).sentences[3].facts.values[0]
    assert (value.measure, value.statistic, value.value, value.low, value.high, value.unit) == (
        "OS", "Median", 16.4, 14.2, 18.4, "months",
    )  # fmt: skip


def test_an_abbreviation_holds_in_the_whole_abstract() -> None:
    text = "We looked at particle size analysis (PSA) of drugs. PSA was good."
    assert "target" not in {name.kind for name in read(abstract=text).sentences[1].facts.names}


def test_a_printed_title_has_its_place_in_the_document() -> None:
    (title,) = read().titles
    assert (title.start, title.end) == (100, 100 + len(title.text.value))
    assert isinstance(title.text.source, DocumentSource)
    assert "nivolumab" in {name.name.lower() for name in title.facts.names}


@pytest.mark.parametrize(
    ("recorded", "titles"),
    [("NIVOLUMAB in hepatocellular carcinoma.", 1), ("Nivolumab in advanced hepatocellular carcinoma", 2)],
)
def test_a_recorded_title_is_read_where_it_has_other_words(recorded: str, titles: int) -> None:
    assert len(read(title=recorded).titles) == titles


def test_kinds_show_the_words_that_say_so() -> None:
    item = read(
        "Nivolumab in HCC: a phase 2 trial", type="Clinical Trial, Phase II; Journal Article", abstract=ABSTRACT
    )
    assert {kind: said.value for kind, said in item.kinds.items()} == {"clinical trial": "Clinical Trial, Phase II"}


def test_all_records_of_a_work_are_read() -> None:
    reference = Reference(reference_id="r1", document_id="doc", raw=printed("1. X"), type="article")
    works = [
        Work(work_id="crossref:10.1/a", registry="crossref", doi=answered("10.1/a"), title=answered("A title")),
        Work(work_id="pubmed:2", registry="pubmed", doi=answered("10.1/b"), abstract=answered("Another work.")),
        Work(work_id="pubmed:1", registry="pubmed", doi=answered("10.1/a"), abstract=answered("Nivolumab was given.")),
    ]
    item = cited_items(
        [reference], {"r1": Match(reference_id="r1", status="matched", work_id="crossref:10.1/a")}, works
    )
    assert [work.work_id for work in item["r1"].works] == ["crossref:10.1/a", "pubmed:1"]
    assert [each.text.value for each in item["r1"].sentences] == ["Nivolumab was given."]


def test_trial_numbers_of_print_record_and_abstract() -> None:
    item = read(abstract=ABSTRACT, trial_numbers=("NCT00000001",))
    assert item.trial_numbers == ("NCT01658878", "NCT00000001")


@pytest.mark.parametrize(
    ("title", "abstract", "cause"),
    [
        ("Nivolumab in hepatocellular carcinoma", ABSTRACT, None),
        ("Nivolumab in hepatocellular carcinoma", " ", "its abstract is empty"),
        (
            "Nivolumab in hepatocellular carcinoma",
            "Ziel der Arbeit war es, die Wirkung von Nivolumab bei Patienten mit Leberkrebs zu untersuchen. Es "
            "wurden vierzig Patienten in die Studie aufgenommen und mit dem Antikörper behandelt.",
            "its abstract is in another language than English",
        ),
        (
            "Resistance of hepatocellular carcinoma against nivolumab",
            "We weighed a hundred newborn calves on the day of their birth and again after a week.",
            "its abstract shares no word with its title and seems to be another paper's",
        ),
        ("Gout", "We weighed a hundred newborn calves on the day of their birth.", None),
    ],
)
def test_abstracts_that_nothing_can_be_held_against(title: str, abstract: str, cause: str | None) -> None:
    assert why_unreadable(abstract, [title]) == cause
    item = read(title, abstract=abstract)
    assert (item.unreadable, item.depth) == (cause, "abstract" if cause is None else "title")


@pytest.mark.parametrize(
    ("title", "record", "cause"),
    [
        (None, {}, "no title was read in the printed reference, and no record is matched"),
        (None, {"year": 2020}, "its record is empty"),
        ("Gout", {"year": 2020}, None),
    ],
)
def test_nothing_to_read(title: str | None, record: dict[str, Any], cause: str | None) -> None:
    assert read(title, **record).unreadable == cause


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("AIMS: One.\nMETHODS: Two", ["AIMS: One.", "METHODS: Two"]),
        (
            "Smith et al. found 3.5 mg (vs. 4 mg). E. coli grew.",
            ["Smith et al. found 3.5 mg (vs. 4 mg).", "E. coli grew."],
        ),
        ("We gave vitamin C. The cats lived.", ["We gave vitamin C.", "The cats lived."]),
        (" \n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentences_in(text)] == sentences

"""What decisions come to: which hold, and what the dataset is when they are laid over it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from curated.columns import row_hash
from curated.dataset import Dataset
from curated.decisions import rulings
from curated.decisions_laid_over import laid_over
from curated.decisions_made import decision_of
from curated.provenance import Method
from curated.schema import Decision, Match, Reference
from curated.subjects import SubjectError, Subjects

Review = Callable[..., Dataset]
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def decided(dataset: Dataset, *said: str) -> Dataset:
    """The dataset with decisions, an hour apart: ``EC reject doc-r1 year=2019``."""
    subjects = Subjects(dataset)
    made = []
    for hour, line in enumerate(said):
        by, verdict, subject, *correction = line.split(" ", 3)
        field, _, value = (correction or [""])[0].partition("=")
        told = {"by": by, "verdict": verdict, "subject": subject, "field": field, "value": value}
        made.append(decision_of(told, subjects, START + timedelta(hours=hour)))
    return replace(dataset, decisions=tuple(made))


def changed(dataset: Dataset, table: str, row_id: str, **fields: Any) -> Dataset:
    """The dataset with other values in a row, as a new version of the machine would read them."""
    rows = [row.model_copy(update=fields) if row.row_id == row_id else row for row in getattr(dataset, table)]
    tables: dict[str, Any] = {table: tuple(rows)}
    return replace(dataset, **tables)


@pytest.mark.parametrize(
    ("said", "standings"),
    [
        (["EC reject doc-f1"], ["in force"]),
        (["EC unsure doc-f1"], ["unsure"]),
        (["EC reject doc-f1", "XY reject doc-f1"], ["in force", "in force"]),
        (["EC reject doc-f1", "XY accept doc-f1"], ["disputed", "disputed"]),
        (["EC reject doc-f1", "XY unsure doc-f1"], ["in force", "unsure"]),
        (["EC reject doc-f1", "XY accept doc-f1", "ZZ reject doc-f1"], ["in force", "outvoted", "in force"]),
        (["EC reject doc-f1", "EC accept doc-f1"], ["superseded", "in force"]),
        (["EC reject doc-f1", "XY accept doc-f1", "EC accept doc-f1"], ["superseded", "in force", "in force"]),
        (["EC reject doc-r1 year=2019", "XY accept doc-r1 year=2019"], ["in force", "in force"]),
        (["EC reject doc-r1 year=2019", "XY reject doc-r1 year=2018"], ["disputed", "disputed"]),
        (["EC reject doc-r1 year=2020", "XY accept doc-r1 year"], ["in force", "in force"]),
        (["EC reject doc-r1 year=2019", "XY accept doc-r1"], ["in force", "in force"]),
    ],
)
def test_the_standing_of_decisions(review: Review, said: list[str], standings: list[str]) -> None:
    assert [standing for _, standing in rulings(decided(review(), *said)).standings] == standings


def test_a_decision_goes_stale_with_its_row_and_is_left_when_it_is_gone(review: Review) -> None:
    dataset = decided(review(), "EC reject doc-r1 year=2019", "EC reject doc-f1", "EC accept doc-r2")
    other = changed(dataset, "findings", "doc-f1", message="retracted in 2025")
    later = replace(other, references=other.references[1:], matches=other.matches[:1])
    assert [standing for _, standing in rulings(dataset).standings] == ["in force"] * 3
    assert [standing for _, standing in rulings(later).standings] == ["in force", "stale", "gone"]
    assert rulings(later).settled == frozenset()


def test_a_row_that_only_moved_keeps_its_decision(review: Review) -> None:
    dataset = decided(review(), "EC reject doc-r1 year=2019")
    (reference,) = [row for row in dataset.references if row.reference_id == "doc-r1"]
    place = reference.raw.source.model_copy(update={"start": 700, "end": 709})
    moved = changed(dataset, "references", "doc-r1", raw=reference.raw.model_copy(update={"source": place}))
    moved = replace(moved, references=moved.references[::-1])
    assert rulings(moved).standings[0][1] == "in force"


def test_a_correction_stands_in_its_row_with_who_made_it(review: Review) -> None:
    dataset = decided(review(), "EC reject doc-r1 year=2019", "XY reject doc-o1 unit=months")
    laid = laid_over(dataset)
    year, unit = laid.reference["doc-r1"].year, laid.outcomes[0].unit
    assert year is not None
    assert year.value == 2019
    assert year.source == dataset.reference["doc-r1"].year.source  # type: ignore[union-attr]
    assert year.steps == (Method(name="corrected by EC", version="2026-03-01T12:00:00+00:00"),)
    assert unit is not None
    place = dataset.outcomes[0].value
    assert place is not None
    assert (unit.value, unit.source) == ("months", place.source), "the place of its row"
    assert dataset.reference["doc-r1"].year.value == 2020  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("correction", "reads"),
    [
        ("authors=Kudo, M; Finn, R", ["Kudo", "Finn"]),
        ('authors=[{"family": "IMbrave150, Group"}]', ["IMbrave150, Group"]),
        ("authors=", []),
    ],
)
def test_authors_are_corrected_as_they_are_printed(review: Review, correction: str, reads: list[str]) -> None:
    laid = laid_over(decided(review(), f"EC reject doc-r1 {correction}"))
    assert [author.value.family for author in laid.reference["doc-r1"].authors] == reads


def test_a_field_rejected_without_a_value_has_none(review: Review) -> None:
    laid = laid_over(decided(review(), "EC reject doc-r1 year"))
    assert laid.reference["doc-r1"].year is None


AMBIGUOUS = {"status": "ambiguous", "work_id": None, "reasons": ("could be crossref:10.1/a (score 0.90)",)}


@pytest.mark.parametrize(
    ("match", "said", "becomes"),
    [
        ({}, "EC reject doc-r1", ("unmatched", None)),
        ({}, "EC accept doc-r1", ("matched", "crossref:10.1/a")),
        ({}, "EC unsure doc-r1", ("matched", "crossref:10.1/a")),
        ({}, "EC reject doc-r1 work_id", ("unmatched", None)),
        (AMBIGUOUS, "EC accept doc-r1 work_id=crossref:10.1/a", ("matched", "crossref:10.1/a")),
        (AMBIGUOUS, "EC accept doc-r1 work_id=10.1/a", ("matched", "crossref:10.1/a")),
        (AMBIGUOUS, "EC reject doc-r1", ("unmatched", None)),
        (AMBIGUOUS | {"work_id": "crossref:10.1/a"}, "EC accept doc-r1", ("matched", "crossref:10.1/a")),
        ({"status": "unmatched", "work_id": None}, "EC accept doc-r1 work_id=10.1/a", ("matched", "crossref:10.1/a")),
        ({"status": "unmatched", "work_id": None}, "EC accept doc-r1", ("unmatched", None)),
        ({"status": "not_asked", "work_id": None}, "EC reject doc-r1", ("not_asked", None)),
    ],
)
def test_matches(review: Review, match: dict[str, Any], said: str, becomes: tuple[str, str | None]) -> None:
    dataset = decided(changed(review(), "matches", "doc-r1", **match), said)
    laid = laid_over(dataset).match["doc-r1"]
    assert (laid.status, laid.work_id) == becomes


def test_people_who_disagree_change_nothing(review: Review) -> None:
    dataset = decided(review(), "EC reject doc-r1", "XY accept doc-r1")
    assert laid_over(dataset).matches == dataset.matches


def test_a_rejected_claim_is_left_out_with_what_hangs_on_it(review: Review) -> None:
    dataset = decided(review(), "EC reject doc-c0")
    laid = laid_over(dataset)
    assert [row.claim_id for row in laid.claims] == ["doc-c1", "doc-c2"]
    assert (laid.outcomes, laid.links) == ((), ())
    assert [row.claim_id for row in laid.citations] == [None, "doc-c1", "doc-c2"]
    assert [row.claim_id for row in laid.trial_mentions] == [None]
    assert laid.findings == dataset.findings


def test_without_decisions_nothing_is_copied(review: Review) -> None:
    dataset = replace(review(), decisions=())
    assert laid_over(dataset) is dataset


def test_a_reference_shares_its_id_with_its_match(review: Review) -> None:
    dataset = review()
    whole, year = decided(dataset, "EC accept doc-r1", "EC accept doc-r1 year").decisions
    assert whole.row_hash == row_hash(dataset.match["doc-r1"])
    assert year.row_hash == row_hash(dataset.reference["doc-r1"])


def test_a_hash_of_the_reference_means_its_match_as_it_is_now(review: Review) -> None:
    dataset = review()
    told = {"by": "EC", "verdict": "reject", "subject": "doc-r1", "row_hash": row_hash(dataset.reference["doc-r1"])}
    made = decision_of(told, Subjects(dataset), START)
    assert made.row_hash == row_hash(dataset.match["doc-r1"])


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("EC reject doc-r1 year=abc", "year is a whole number such as 2019; “abc” is not one"),
        ("EC reject doc-r1 year=2019.5", "year is a whole number"),
        ("EC reject doc-r1 year=١٩", "year is a whole number"),
        ("EC reject doc-r1 year=99999999999999999999", "year is a whole number"),
        ("EC reject doc-o1 value=16,4", "value is a number such as 16.4; “16,4” is not one"),
        ("EC reject doc-o1 value=1e999", "value is a number"),
        ("EC reject doc-o1 value=nan", "value is a number"),
        ("EC reject doc-r1 et_al=perhaps", "et_al is true or false; “perhaps” is neither"),
        ("EC reject doc-r1 raw=", "raw cannot be empty: give the right value"),
        ("EC reject doc-r1 group_author=A; B", "group_author is a list, written as JSON"),
        ("EC reject doc-r1 group_author=[NaN]", "group_author is no JSON"),
        ("EC reject doc-r1 group_author=" + "[" * 9000, "group_author is no JSON"),
        ("EC reject doc-r1 group_author=[1]", "group_author: "),
        ('EC reject doc-r1 group_author={"A": 1}', "group_author is a list, written as JSON"),
        ("EC reject doc-c1 entities=drug", "entities is written as JSON such as"),
        ('EC reject doc-c1 entities=["drug"]', "entities is written as JSON such as"),
        ('EC reject doc-c1 entities={"drug": 1}', "entities: "),
        ('EC reject doc-r1 authors=[{"given": "J"}]', "family: Field required"),
        ('EC reject doc-r1 authors=["J"]', "authors: "),
        ("EC reject doc-r1 title=" + "x" * 10_001, "value has 10001 characters: at most 10000 are taken"),
        ("EC reject doc-r1 colour=red", "colour of doc-r1 cannot be corrected; these can: number, raw"),
        ("EC reject doc-r1 reference_id=doc-r2", "reference_id of doc-r1 cannot be corrected"),
        ("EC reject doc-r1 status=matched", "status of doc-r1 cannot be corrected"),
        ("EC reject doc-r1 work_id=crossref:10.1/b", "no row is called crossref:10.1/b"),
        ("EC reject doc-r1 work_id=doc-r2", "work_id names a row of works; doc-r2 is none"),
        ("EC reject doc-f1 severity=grave", "severity can be error, warning, note; “grave” is none of them"),
        ("EC perhaps doc-f1", "the verdict is “perhaps”; it can be accept, reject or unsure"),
        ("EC reject doc-r", "doc-r could be any of 3 rows: doc-r0, doc-r1, doc-r2; give more of the id"),
        ("EC reject nothing", "no row is called nothing; ids look like doc-r2"),
    ],
)
def test_what_cannot_be_decided_says_why(review: Review, told: str, says: str) -> None:
    with pytest.raises((ValueError, SubjectError)) as error:
        decided(review(), told)
    assert says in str(error.value)


def test_an_ambiguous_match_is_accepted_with_the_work_that_it_is(review: Review) -> None:
    dataset = changed(review(), "matches", "doc-r1", **AMBIGUOUS)
    with pytest.raises(ValueError, match="say which, with the field work_id"):
        decided(dataset, "EC accept doc-r1")


def test_a_citation_is_led_to_another_reference_of_its_document(review: Review) -> None:
    dataset, other = review(), review("other")
    dataset = replace(dataset, references=dataset.references + other.references)
    laid = laid_over(decided(dataset, "EC reject doc-x1 reference_id=doc-r2"))
    assert [row.reference_id for row in laid.citations] == ["doc-r0", "doc-r2", "doc-r2"]
    with pytest.raises(ValueError, match="names a row of references of the same document; other-r2 is none"):
        decided(dataset, "EC reject doc-x1 reference_id=other-r2")


def test_a_correction_says_what_it_replaces(review: Review) -> None:
    made = decided(review(), "EC reject doc-r1 year=2019", "EC reject doc-r1 title=A tumour").decisions
    assert [(row.value, row.replaces) for row in made] == [("2019", "2020"), ("A tumour", "tumour")]


def test_a_value_that_its_column_no_longer_takes_is_stale(review: Review) -> None:
    dataset = review()
    made = Decision(
        subject="doc-r1",
        verdict="reject",
        field="year",
        value="MMXIX",
        by="EC",
        at=START,
        row_hash=row_hash(dataset.reference["doc-r1"]),
    )
    dataset = replace(dataset, decisions=(made,))
    assert rulings(dataset).standings == ((made, "stale"),)
    assert laid_over(dataset) == dataset


def test_rows_of_the_schema_can_be_decided_on(review: Review) -> None:
    """Every table that people decide on takes a verdict on its first row, and a correction of it where it has text."""
    dataset = replace(review(), decisions=())
    for row in {row.table: row for row in dataset.rows()}.values():
        if row.table in ("texts", "trial_history", "responses"):
            continue
        kept = decided(dataset, f"EC accept {row.row_id}")
        assert rulings(kept).standings[0][1] == "in force", row.table
        assert laid_over(kept) == kept or isinstance(row, Match | Reference)

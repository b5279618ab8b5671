"""What a row is shown as, where print and record differ, which links come first, and where a reader may go."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from curated.columns import row_hash
from curated.dataset import Dataset
from curated.provenance import RegistrySource, Sourced
from curated.report.addresses import addresses, trial_address
from curated.report.concerns import Concerns
from curated.report.differences import differences
from curated.report.ranking import ranked_links
from curated.report.report import report_html
from curated.report.states import ORDER, link_state
from curated.report.summary import paragraphs
from curated.report.wording import brief, shown
from curated.schema import Author, Decision, Finding, Link, Match, Reference, Work

SOURCE = RegistrySource(
    registry="crossref", url="u", response="0" * 64, pointer="/a", retrieved_at=datetime(2026, 3, 1, tzinfo=UTC)
)


def said(value: Any, kind: Any = str) -> Any:
    return Sourced[kind](value=value, source=SOURCE)


def remark(severity: Any) -> Finding:
    return Finding(finding_id="f", document_id="d", rule="r", severity=severity, subject="s", message="m")


@pytest.mark.parametrize(
    ("axes", "findings", "state"),
    [
        ({"resolution": "matched"}, [], "unchecked"),
        ({"resolution": "matched", "support": "supported"}, [], "supported"),
        ({"resolution": "matched", "support": "supported", "identity": "differs"}, [], "review"),
        ({"resolution": "matched", "support": "supported", "update_status": ("retraction",)}, [], "conflict"),
        ({"resolution": "matched", "support": "supported", "update_status": ("correction",)}, [], "review"),
        ({"resolution": "matched", "support": "contradicted"}, [], "conflict"),
        ({"resolution": "matched", "support": "not_found_at_this_depth"}, [], "open"),
        ({"resolution": "matched", "support": "needs_review"}, [], "review"),
        ({"resolution": "ambiguous"}, [], "review"),
        ({"resolution": "unmatched"}, [], "review"),
        ({"resolution": "failed"}, [], "open"),
        ({"resolution": "not_asked"}, [], "unchecked"),
        ({"resolution": "matched", "support": "supported"}, ["warning"], "review"),
        ({"resolution": "matched", "support": "supported"}, ["error", "warning"], "conflict"),
        ({"resolution": "matched", "support": "supported"}, ["note"], "supported"),
    ],
)
def test_the_state_of_a_link(axes: dict[str, Any], findings: list[str], state: str) -> None:
    link = Link(link_id="l", claim_id="c", reference_id="r", **axes)
    assert link_state(link, (), [remark(severity) for severity in findings]) == state


@pytest.mark.parametrize(
    ("field", "printed", "record", "verdict"),
    [
        ("title", "Lenvatinib versus sorafenib", "Lenvatinib Versus Sorafenib.", "same"),
        (
            "title",
            "A trial of one drug in many patients",
            "A trial of one drug in many patients: the final report",
            "same",
        ),
        ("title", "A trial of one drug", "A trial of another drug", "differs"),
        ("container_title", "N Engl J Med", "The New England Journal of Medicine", "same"),
        ("container_title", "J Hepatol", "Journal of Hepatology", "same"),
        ("container_title", "Lancet", "Journal of Hepatology", "differs"),
        ("volume", "398", "389", "differs"),
        ("first_page", "S12", "s12", "same"),
        ("issue", None, "3", "only in record"),
        ("article_number", "e12", None, "only printed"),
        ("doi", "10.1/AB", "10.1/ab", "same"),
    ],
)
def test_fields_side_by_side(field: str, printed: str | None, record: str | None, verdict: str) -> None:
    fields = {field: said(printed)} if printed else {}
    reference = Reference(reference_id="r", document_id="d", raw=said("raw"), type="article-journal", **fields)
    work = Work(work_id="w", registry="crossref", **({field: said(record)} if record else {}))
    found = {one.field: one.verdict for one in differences(reference, work)}
    assert found == {field: verdict}


@pytest.mark.parametrize(
    ("printed", "record", "verdict"),
    [
        (["Müller"], ["Muller", "Second"], "same"),
        (["First", "Second"], ["First"], "same"),
        (["First", "Second"], ["Second", "First"], "differs"),
    ],
)
def test_authors_side_by_side(printed: list[str], record: list[str], verdict: str) -> None:
    reference = Reference(
        reference_id="r",
        document_id="d",
        raw=said("raw"),
        type="article-journal",
        authors=tuple(said(Author(family=name), Author) for name in printed),
    )
    people = said(tuple(Author(family=name) for name in record), tuple[Author, ...])
    (one,) = differences(reference, Work(work_id="w", registry="crossref", authors=people))
    assert one.verdict == verdict


def test_the_riskiest_links_come_first(made_review: Callable[..., Dataset]) -> None:
    ranked = ranked_links(Concerns(made_review(40)))
    places = [ORDER.index(one.state) for one in ranked]
    assert places == sorted(places)
    same = [one for one in ranked if one.state == "conflict"]
    assert [(-len(one.differing), -one.remarks, one.place) for one in same] == sorted(
        (-len(one.differing), -one.remarks, one.place) for one in same
    )
    assert {one.link.link_id for one in ranked} == {link.link_id for link in made_review(40).links}


@pytest.mark.parametrize(
    ("verdict", "stale", "counts"), [("reject", False, False), ("reject", True, True), ("accept", False, True)]
)
def test_what_a_person_rejected_no_longer_counts(
    made_review: Callable[..., Dataset], verdict: str, stale: bool, counts: bool
) -> None:
    dataset = made_review(12)
    finding = next(one for one in dataset.findings if one.severity == "warning" and one.rule == "made-up-rule")
    decided = {
        **dataset.decisions[0].model_dump(),
        "subject": finding.finding_id,
        "verdict": verdict,
        "row_hash": "0" * 64 if stale else row_hash(finding),
    }
    concerns = Concerns(dataset.adding([Decision.model_validate(decided)]))
    claim = next(one for one in dataset.claims if one.table_id and one.row == 1)
    assert (concerns.state_of_claim[claim.claim_id] == "review") == counts
    assert (finding.finding_id in concerns.settled) != counts


@pytest.mark.parametrize(
    ("doi", "pmid", "pmcid", "places"),
    [
        ("10.1056/nejmoa1915745", "32402160", "PMC123", ["DOI", "PubMed", "PMC"]),
        ("javascript:alert(1)", "1 OR 1", "PMC", []),
        ('10.1000/a"onmouseover="x', None, None, ["DOI"]),
        ("10.1000/" + "a" * 400, "", "https://example.org", []),
    ],
)
def test_where_a_reader_may_go(doi: str | None, pmid: str | None, pmcid: str | None, places: list[str]) -> None:
    found = addresses(doi, pmid, pmcid)
    assert [name for name, _ in found] == places
    assert all(address.startswith("https://") and not set(address) & set("\"'<> ") for _, address in found)


@pytest.mark.parametrize("trial_id", ["NCT0343437", "NCT03434379/../x", "EUCTR2019-000000-00-DE", "", None])
def test_other_numbers_are_not_linked(trial_id: str | None) -> None:
    assert trial_address(trial_id) is None


def test_huge_strings_are_cut_and_say_so(made_review: Callable[..., Dataset]) -> None:
    dataset = made_review(3)
    huge = dataset.findings[0].model_copy(update={"message": "x" * 2_000_000})
    page = report_html(dataset.adding([huge]))
    assert len(page) < 400_000
    assert page.count("⟦cut here: 2,000,000 characters in all⟧") == 2
    assert shown("x" * 1_000_000).endswith("⟦cut here: 1,000,000 characters in all⟧")
    assert len(brief("word " * 1_000_000)) < 150


@pytest.mark.parametrize(
    ("dataset", "says"),
    [
        (Dataset(), "These 0 documents cite 0 works in 0 places and make 0 claims"),
        (Dataset(), "The audit has no remarks."),
        (
            Dataset(references=(Reference(reference_id="r", document_id="d", raw=said("x"), type="book"),)),
            "No registry was asked",
        ),
        (
            Dataset(
                references=(Reference(reference_id="r", document_id="d", raw=said("x"), type="book"),),
                matches=(Match(reference_id="r", status="matched", work_id="w"),),
            ),
            "Its one reference was found in a registry.",
        ),
    ],
)
def test_the_summary_in_words(dataset: Dataset, says: str) -> None:
    assert says in " ".join(paragraphs(Concerns(dataset)))

"""Each rule on a few rows: what it remarks on, and what it leaves alone."""

from typing import Any

import pytest

from curated.audit.audit import audited
from curated.audit.rules import RULES
from curated.dataset import Dataset
from curated.provenance import DocumentSource, Method, Sourced
from curated.schema import Author, Cell, Citation, Claim, Match, Reference, SourceDocument, TrialMention

READER = Method(name="test", version="1")


def printed(value: Any, start: int = 0) -> Sourced[Any]:
    source = DocumentSource(document="d", reader=READER, start=start, end=start + len(str(value)))
    return Sourced[type(value)](value=value, source=source)  # type: ignore[misc]


def reference(number: int, family: str = "Kim", **fields: Any) -> Reference:
    return Reference(
        reference_id=f"d-ref-{number}",
        document_id="d",
        number=printed(number),
        raw=printed(f"{number}. {family} E. A title {number}."),
        type="article-journal",
        authors=(printed(Author(family=family, given="E")),),
        **{name: printed(value) for name, value in fields.items()},
    )


def citation(marker: str, cited: int, start: int, listed: bool = True) -> Citation:
    return Citation(
        citation_id=f"d-cite-{start}-{cited}",
        document_id="d",
        claim_id="d-claim-1",
        marker=printed(marker, start),
        cited=str(cited),
        reference_id=f"d-ref-{cited}" if listed else None,
    )


def mention(row: int, trial: str, **fields: str) -> TrialMention:
    return TrialMention(
        mention_id=f"d-trial-{row}",
        document_id="d",
        registry="ClinicalTrials.gov",
        trial_id=printed(trial),
        table_id="d-table-1",
        row=row,
        fields={**fields, "Trial": trial},
    )


DOCUMENT = SourceDocument(
    document_id="d", sha256="0" * 64, name="d.pdf", format="pdf", reader="test", reader_version="1"
)
CLAIM = Claim(claim_id="d-claim-1", document_id="d", kind="statement", text=printed("It does [1]."))


def found(*rows: Any) -> list[tuple[str, str, str]]:
    dataset = audited(Dataset(documents=(DOCUMENT,), claims=(CLAIM,)).adding(rows))
    return [(finding.rule, finding.severity, finding.message) for finding in dataset.findings]


@pytest.mark.parametrize(
    ("status", "reasons", "said"),
    [
        ("matched", (), None),
        ("not_asked", (), None),
        (
            "unmatched",
            ("title differs (0.40)",),
            "Reference 1 matches no record of the registries asked (title differs (0.40)).",
        ),
        ("ambiguous", (), "Reference 1 fits several records equally well."),
        (
            "failed",
            ("crossref: 503",),
            "Reference 1 could not be looked up: the registry gave no answer (crossref: 503).",
        ),
    ],
)
def test_unresolved_reference(status: Any, reasons: tuple[str, ...], said: str | None) -> None:
    rows = (reference(1), citation("[1]", 1, 10), Match(reference_id="d-ref-1", status=status, reasons=reasons))
    messages = [message for rule, _, message in found(*rows) if rule == "unresolved-reference"]
    assert messages == ([said] if said else [])


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"doi": "10.1/a"}, {"doi": "10.1/a"}, "both carry the DOI 10.1/a"),
        ({"pmid": "12"}, {"pmid": "12"}, "both carry the PMID 12"),
        (
            {"year": 2020, "volume": "52", "first_page": "1898"},
            {"year": 2020, "volume": "52", "first_page": "1898"},
            "first author Kim, year 2020, volume 52 and page or article number 1898 agree",
        ),
        ({"year": 2020, "volume": "52", "first_page": "1"}, {"year": 2021, "volume": "52", "first_page": "1"}, None),
        ({"year": 2020, "volume": "52"}, {"year": 2020, "volume": "52"}, None),
        ({"doi": "10.1/a"}, {"doi": "10.1/b"}, None),
    ],
)
def test_duplicate_reference(one: dict[str, Any], other: dict[str, Any], why: str | None) -> None:
    rows = (reference(1, **one), reference(2, **other), citation("[1,2]", 1, 10), citation("[1,2]", 2, 10))
    messages = [message for rule, _, message in found(*rows) if rule == "duplicate-reference"]
    assert messages == ([f"Reference 2 is reference 1 again: {why}."] if why else [])


def test_citation_hygiene() -> None:
    rows = [reference(1), reference(2), reference(3)]
    rows += [citation("[1]", 1, 10), citation("[7]", 7, 30, listed=False)]
    rows += [citation("[3-1]", 3, 50), citation("[3-1]", 1, 50)]
    assert found(*rows) == [
        ("citation-hygiene", "error", "The marker [7] cites 7, which is not in the list; the list ends at 3."),
        ("citation-hygiene", "error", "The marker [3-1] holds the range 3-1, which runs backwards."),
        ("citation-hygiene", "note", "Reference 2 is never cited."),
    ]


def test_a_document_without_any_marker_is_not_remarked_on_reference_by_reference() -> None:
    assert found(reference(1), reference(2)) == []


@pytest.mark.parametrize(
    ("one", "other", "remarked"),
    [
        ({"Drug": "A", "Outcome": "ORR 10%"}, {"Drug": "B", "Outcome": "ORR 10%"}, True),
        ({"Drug": "A", "Outcome": "ORR 10%"}, {"Drug": "A", "Outcome": "mOS 12 months"}, False),
        ({"ICI": "A", "Combination": "X"}, {"ICI": "A", "Combination": "Y"}, True),
        ({"First column": "A"}, {"First column": "B"}, True),
    ],
)
def test_trial_in_two_rows(one: dict[str, str], other: dict[str, str], remarked: bool) -> None:
    cells = [Cell(table_id="d-table-1", row=row, column=0, text=printed(f"row {row}")) for row in (1, 2)]
    rows = (mention(1, "NCT00000001", **one), mention(2, "NCT00000001", **other), mention(3, "NCT00000002", Drug="C"))
    messages = [message for rule, _, message in found(*rows, *cells) if rule == "trial-in-two-rows"]
    assert bool(messages) == remarked
    assert all("NCT00000001 is printed beside “" in message for message in messages)


def test_findings_quote_their_evidence_and_keep_their_ids() -> None:
    rows = (reference(1), citation("[7]", 7, 30, listed=False), citation("[1]", 1, 10))
    first, again = (audited(Dataset(documents=(DOCUMENT,), claims=(CLAIM,)).adding(rows)) for _ in range(2))
    assert first.findings == again.findings
    assert [quote.value for quote in first.findings[0].evidence] == ["[7]"]


def test_links_say_what_was_looked_at() -> None:
    rows = (
        reference(1),
        reference(2),
        citation("[1,2]", 1, 10),
        citation("[1,2]", 2, 10),
        Match(
            reference_id="d-ref-1", status="matched", reasons=("title agrees (1.00)", "year differs by 1"), score=0.9
        ),
    )
    links = audited(Dataset(documents=(DOCUMENT,), claims=(CLAIM,)).adding(rows)).links
    assert [(link.resolution, link.identity, link.support, link.depth) for link in links] == [
        ("matched", "differs", "not_checked", None),
        ("not_asked", "not_checked", "not_checked", None),
    ]


def test_every_rule_says_what_it_is_for() -> None:
    for rule in RULES:
        assert rule.title
        assert rule.rationale.endswith(".")

"""A made-up review with rows in every table and links in every state, as long as is asked for.

It steers the report's design and measures its size; tests put hostile text into it. Nothing in it is of a real work.
"""

from collections.abc import Iterator
from typing import Any

from made_print import ID, NOON, STATUSES, Page, answered, printed_references, printed_table, printed_text, reference_id

from curated.columns import row_hash
from curated.dataset import Dataset
from curated.schema import (
    Agreement,
    Claim,
    Decision,
    DocumentText,
    Evidence,
    Failure,
    Finding,
    KeptResponse,
    Link,
    Row,
    SourceDocument,
    Trial,
    TrialChange,
)

SUPPORTS: tuple[dict[str, Any], ...] = (
    {
        "support": "contradicted",
        "depth": "abstract",
        "identity": "agrees",
        "cause": "the same endpoint with another value",
    },
    {"support": "supported", "depth": "abstract", "identity": "agrees", "cause": "a sentence says the same"},
    {"support": "not_found_at_this_depth", "depth": "title", "identity": "agrees", "cause": "only the title was read"},
    {
        "support": "needs_review",
        "depth": "abstract",
        "identity": "differs",
        "cause": "the abstract is in another language",
    },
    {"support": "not_checked"},
    {"support": "supported", "depth": "full_text", "identity": "agrees", "update_status": ("retraction",)},
)


def made_review(references: int = 12, strange: str = "") -> Dataset:
    """A review of so many references, each cited by a claim or two; ``strange`` is put into every text of it."""
    page = Page()
    title = page.add(f"A made-up review of treatments{strange}", "\n\n")
    page.add("Published: 1 February 2025", "\n\n")
    document = SourceDocument(
        document_id=ID,
        sha256="cd" * 32,
        name=f"review{strange}.pdf",
        format="pdf",
        title=title,
        pages=9,
        reader="pdf",
        reader_version="1",
    )
    rows: list[Row] = [document]
    cited = list(printed_text(page, references, strange))
    rows += cited
    rows += printed_references(page, references, strange)
    rows += printed_table(page, strange)
    rows.append(DocumentText(document_id=ID, text=page.text))
    rows += _audit([row for row in rows if isinstance(row, Claim)], page, strange)
    rows += _trials(strange)
    dataset = Dataset().adding(rows)
    return dataset.adding(_decisions(dataset, strange))


def _audit(claims: list[Claim], page: Page, strange: str) -> Iterator[Row]:
    for place, claim in enumerate(one for one in claims if one.table_id is None):
        number = place + 1
        state = SUPPORTS[place % len(SUPPORTS)]
        resolution = STATUSES[number % 6]
        link_id = f"{ID}-link-{number}"
        evidence = f"{link_id}-evidence-1"
        yield Link(
            link_id=link_id,
            claim_id=claim.claim_id,
            reference_id=reference_id(number),
            resolution=resolution,
            score=0.9,
            **{**state, "cause": state.get("cause", "") + strange},
            evidence=(evidence,),
        )
        if state["support"] != "not_checked":
            said = f"The response was other with drug {number}{strange}."
            yield Evidence(
                evidence_id=evidence,
                link_id=link_id,
                rank=1,
                depth="abstract",
                text=answered(said),
                start=0,
                end=len(said),
                score=3.2,
                matched=("response", "drug"),
            )
            for attribute, verdict in (("drug", "agrees"), ("value", "differs" if place % 6 == 0 else "not_stated")):
                yield Agreement(
                    link_id=link_id,
                    attribute=attribute,
                    verdict=verdict,
                    claimed=page.within(claim.text, "response"),
                    found=answered(f"other{strange}"),
                    reason=f"as read{strange}",
                )
        if place % 9 == 0:
            severity = ("error", "warning", "note")[place // 9 % 3]
            yield Finding(
                finding_id=f"{ID}-finding-{number}",
                document_id=ID,
                rule="citation-hygiene",
                severity=severity,
                subject=claim.claim_id,
                message=f"The value of group {number} is another in the cited work{strange}.",
                evidence=(page.within(claim.text, "response"),),
                look_at=f"the abstract of reference {number}{strange}",
                confidence="likely",
            )
    cell = next(one for one in claims if one.table_id)
    yield Finding(
        finding_id=f"{ID}-finding-cell",
        document_id=ID,
        rule="made-up-rule",
        severity="warning",
        subject=f"{ID}-mention-1",
        message=f"The number of row 1 is another trial's{strange}.",
        evidence=(page.within(cell.text, "NCT00000001"),),
    )
    yield Failure(
        failure_id="f1",
        stage="ask",
        subject=f"NCT00000009{strange}",
        cause=f"not found{strange}",
        advice="Check the number.",
    )
    yield KeptResponse(
        sha256="ab" * 32, registry="crossref", url="https://api.example.org/1", status=200, retrieved_at=NOON
    )


def _trials(strange: str) -> Iterator[Row]:
    for row in range(1, 4):
        trial_id = f"NCT0000000{row}"
        yield Trial(
            trial_id=trial_id,
            canonical_id=answered(trial_id),
            registry="clinicaltrials",
            brief_title=answered(f"Drug {row} in a disease{strange}"),
            overall_status=answered("COMPLETED"),
            phases=answered(("PHASE3",), tuple[str, ...]),
            start_date=answered("2019-03"),
            has_results=answered(True, bool),
        )
        for field_name, old, new, day in (
            ("overall_status", "RECRUITING", "COMPLETED", f"2025-0{row}-10"),
            ("has_results", "false", "true", f"2026-0{row}-01"),
            ("enrollment", "200", f"18{row}{strange}", f"2025-1{row - 1}-01"),
        ):
            yield TrialChange(
                trial_id=trial_id,
                field=field_name,
                old=old,
                new=new,
                seen_at=NOON,
                registry_date=day,
                response="ab" * 32,
            )


def _decisions(dataset: Dataset, strange: str) -> Iterator[Row]:
    for finding, stale in zip(dataset.findings[:2], (False, True), strict=False):
        yield Decision(
            subject=finding.finding_id,
            verdict="accept",
            note=f"=seen{strange}",
            by=f"A. Rater{strange}",
            at=NOON,
            row_hash="0" * 64 if stale else row_hash(finding),
        )

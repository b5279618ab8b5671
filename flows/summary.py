"""What a run did, for people and for scripts."""

from collections import Counter
from collections.abc import Iterable, Iterator

from curated.dataset import Dataset
from curated.schema import Failure, Finding

LONGEST_LIST = 20


def counts_of(dataset: Dataset, document_id: str) -> dict[str, object]:
    """The figures of one document, by name."""
    references = dataset.references_of.get(document_id, ())
    citations = dataset.citations_of.get(document_id, ())
    mentions = dataset.mentions_of.get(document_id, ())
    statuses = Counter(
        match.status for reference in references if (match := dataset.match.get(reference.reference_id)) is not None
    )
    claims = [claim for claim in dataset.claims if claim.document_id == document_id]
    asked = len(references) - statuses.get("not_asked", 0)
    numbers = {mention.trial_id.value for mention in mentions}
    return {
        "document_id": document_id,
        "sections": sum(section.document_id == document_id for section in dataset.sections),
        "references": len(references),
        "references_by_match": dict(sorted(statuses.items())),
        "resolved_share": round(statuses.get("matched", 0) / asked, 3) if asked else None,
        "markers": len({citation.citation_id.rsplit("-", 1)[0] for citation in citations}),
        "citations": len(citations),
        "claims": len(claims),
        "claims_by_kind": dict(sorted(Counter(claim.kind for claim in claims).items())),
        "outcomes": sum(dataset.claim[outcome.claim_id].document_id == document_id for outcome in dataset.outcomes),
        "tables": sum(table.document_id == document_id for table in dataset.tables),
        "trial_mentions": len(mentions),
        "trials": len(numbers),
        "trials_found": sum(trial.trial_id in numbers for trial in dataset.trials),
        "findings": dict(sorted(Counter(f.rule for f in dataset.findings if f.document_id == document_id).items())),
    }


def describe(dataset: Dataset, document_id: str) -> Iterator[str]:
    """The figures of one document and its findings as lines."""
    document = next(row for row in dataset.documents if row.document_id == document_id)
    counts = counts_of(dataset, document_id)
    title = document.title.value if document.title else "(no title found)"
    yield f"{document.name}  {document_id}"
    yield f"  {title}"
    share = counts["resolved_share"]
    statuses = counts["references_by_match"]
    by_status = (
        ", ".join(f"{number} {status}" for status, number in statuses.items()) if isinstance(statuses, dict) else ""
    )
    resolved = f"  {share:.0%} resolved" if isinstance(share, float) else ""
    yield f"  {'references':<12} {counts['references']:>5}  {by_status}{resolved}"
    yield f"  {'citations':<12} {counts['citations']:>5}  by {counts['markers']} markers"
    kinds = counts["claims_by_kind"]
    by_kind = ", ".join(f"{number} {kind}" for kind, number in kinds.items()) if isinstance(kinds, dict) else ""
    yield f"  {'claims':<12} {counts['claims']:>5}  {by_kind}"
    yield f"  {'outcomes':<12} {counts['outcomes']:>5}"
    yield f"  {'tables':<12} {counts['tables']:>5}"
    found = f"{counts['trials_found']} found in the registry, printed in {counts['trial_mentions']} places"
    yield f"  {'trials':<12} {counts['trials']:>5}  {found}"
    findings = [row for row in dataset.findings if row.document_id == document_id]
    yield f"  {'findings':<12} {len(findings):>5}"
    yield from (f"    {line}" for line in listed(findings))


def listed(findings: Iterable[Finding]) -> Iterator[str]:
    """Findings as lines, at most twenty."""
    rows = list(findings)
    for row in rows[:LONGEST_LIST]:
        yield f"{row.severity:<8} {row.rule:<22} {_plain(row.message)}"
    if len(rows) > LONGEST_LIST:
        yield f"… and {len(rows) - LONGEST_LIST} more: export the dataset, or read the table findings"


def told(failure: Failure) -> str:
    """A failure as one line: what, why, what to do."""
    return _plain(f"{failure.subject}: {failure.cause}; {failure.advice}")


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)

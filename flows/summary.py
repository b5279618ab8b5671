"""What a run did, for people and for scripts."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from curated.dataset import Dataset
from curated.decisions import rulings
from curated.record import Record
from curated.schema import Failure, Finding

LONGEST_LIST = 20


class Report(Record):
    """The figures of one curated document, and its findings."""

    document_id: str
    name: str
    title: str | None
    sections: int
    references: int
    references_by_match: dict[str, int]
    resolved_share: float | None
    """Matched references, as a share of those that a registry was asked about; None where none was asked."""
    markers: int
    citations: int
    claims: int
    claims_by_kind: dict[str, int]
    outcomes: int
    tables: int
    trial_mentions: int
    trials: int
    trials_found: int
    abbreviations: int
    findings: tuple[Finding, ...]
    settled: tuple[str, ...]
    """The ids of those findings that people rejected."""


def report_of(dataset: Dataset) -> Report:
    """The report of a dataset of one document."""
    document = dataset.documents[0]
    statuses = Counter(match.status for match in dataset.matches)
    asked = len(dataset.references) - statuses["not_asked"]
    numbers = {mention.trial_id.value for mention in dataset.trial_mentions}
    return Report(
        document_id=document.document_id,
        name=document.name,
        title=document.title.value if document.title else None,
        sections=len(dataset.sections),
        references=len(dataset.references),
        references_by_match=dict(sorted(statuses.items())),
        resolved_share=round(statuses["matched"] / asked, 3) if asked else None,
        markers=len({citation.citation_id.rsplit("-", 1)[0] for citation in dataset.citations}),
        citations=len(dataset.citations),
        claims=len(dataset.claims),
        claims_by_kind=dict(sorted(Counter(claim.kind for claim in dataset.claims).items())),
        outcomes=len(dataset.outcomes),
        tables=len(dataset.tables),
        trial_mentions=len(dataset.trial_mentions),
        trials=len(numbers),
        trials_found=sum(trial.trial_id in numbers for trial in dataset.trials),
        abbreviations=len({row.short_form.value for row in dataset.abbreviations}),
        findings=dataset.findings,
        settled=tuple(sorted(rulings(dataset).settled)),
    )


def described(report: Report) -> Iterator[str]:
    """A report as lines for people."""
    yield f"{report.name}  {report.document_id}"
    yield f"  {plain(report.title or '(no title found)')}"
    resolved = "" if report.resolved_share is None else f"  {report.resolved_share:.0%} resolved"
    found = f"{report.trials_found} found in the registry, printed in {report.trial_mentions} places"
    for name, number, more in (
        ("references", report.references, _listed(report.references_by_match) + resolved),
        ("citations", report.citations, f"by {report.markers} markers"),
        ("claims", report.claims, _listed(report.claims_by_kind)),
        ("outcomes", report.outcomes, ""),
        ("tables", report.tables, ""),
        ("trials", report.trials, found),
        ("abbreviations", report.abbreviations, ""),
        ("findings", len(report.findings), ""),
    ):
        yield f"  {name:<13} {number:>5}  {more}".rstrip()
    yield from (f"    {line}" for line in listed(report.findings, report.settled))


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())


def listed(findings: Iterable[Finding], settled: Collection[str] = ()) -> Iterator[str]:
    """Findings as lines, at most twenty; those whose ids are ``settled`` say so: a person rejected them."""
    rows = list(findings)
    for row in rows[:LONGEST_LIST]:
        done = " (settled)" if row.finding_id in settled else ""
        yield f"{row.severity:<8} {row.rule:<21} {plain(row.message)}{done}"
    if len(rows) > LONGEST_LIST:
        yield f"… and {len(rows) - LONGEST_LIST} more: they are in the table findings of the export"


def told(failure: Failure) -> str:
    """A failure as one line: what, why, what to do."""
    return plain(f"{failure.subject}: {failure.cause}; {failure.advice}")


def plain(text: str) -> str:
    """The text without control characters, which could drive a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)

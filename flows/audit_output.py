"""What ``litcurate audit`` prints and when it fails: text for people, JSON, SARIF and JUnit for pipelines."""

from collections.abc import Collection, Sequence
from pathlib import Path

import typer

from curated.audit.rule import Rule
from curated.dataset import Dataset
from curated.decisions import rulings
from curated.mistake import Mistake
from flows.audit_format import AuditFormat

SEVERITIES = {"error": ("error",), "warning": ("error", "warning"), "note": ("error", "warning", "note")}
"""``--fail-on warning`` fails on warnings and on what is worse."""


def wanted(fail_on: str | None, rules: Sequence[Rule]) -> frozenset[str]:
    """The rules and severities to fail on. Raises Mistake for what is neither."""
    names = {name.strip() for name in (fail_on or "").split(",")} - {""}
    known = {rule.name for rule in rules}
    unknown = sorted(names - known - set(SEVERITIES))
    if unknown:
        raise Mistake(
            f"no rule is called {', '.join(unknown)}; rules: {', '.join(rule.name for rule in rules)}; "
            f"or a severity: {', '.join(SEVERITIES)}"
        )
    return frozenset(names & known) | {one for name in names & set(SEVERITIES) for one in SEVERITIES[name]}


def fails(audited: Dataset, on: Collection[str]) -> bool:
    """Whether something to fail on was found. What a person rejected is no reason to fail."""
    settled = rulings(audited).settled
    return any(
        (finding.rule in on or finding.severity in on) and finding.finding_id not in settled
        for finding in audited.findings
    )


def write(audited: Dataset, rules: Sequence[Rule], format: AuditFormat, to: Path | None) -> None:  # noqa: A002
    """Print the findings, or write them to a file.

    Raises OSError where the file cannot be written.
    """
    said = told(audited, rules, format)
    if to is None:
        typer.echo(said, nl=False)
    else:
        from curated.table_files import write_whole

        write_whole(to, said.encode("utf-8", "replace"))
        typer.echo(str(to))


def told(audited: Dataset, rules: Sequence[Rule], format: AuditFormat) -> str:  # noqa: A002
    """The findings in a format, with a line break at the end."""
    if format is AuditFormat.sarif:
        from curated.sarif import sarif_text
        from flows import VERSION

        return sarif_text(audited, rules, VERSION)
    if format is AuditFormat.junit:
        from curated.junit import junit_text

        return junit_text(audited, rules)
    if format is AuditFormat.json:
        import json

        settled = rulings(audited).settled
        rows = [
            finding.model_dump(mode="json", exclude={"evidence"}) | {"settled": finding.finding_id in settled}
            for finding in audited.findings
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    from curated.decisions_told import to_look_at
    from flows.summary import listed

    head = f"{len(audited.findings)} findings on {len(audited.documents)} documents, {len(audited.links)} links"
    known = rulings(audited)
    return "\n".join([head, *listed(audited.findings, known.settled), *to_look_at(known)]) + "\n"

"""The type of an audit rule. The rules lie in ``rules/``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from curated.audit.dossier import Dossier
from curated.identifiers import content_id
from curated.provenance import Sourced
from curated.schema import Finding

Severity = Literal["error", "warning", "note"]
Confidence = Literal["certain", "likely", "possible"]


@dataclass(frozen=True)
class Rule:
    """A rule as a value: its stable name, what it looks for, why that matters, and the check that yields findings.

    ``severity`` is the most severe that it gives; ``example`` shows in a sentence or two what is printed and what the
    rule says of it.
    """

    name: str
    title: str
    severity: Severity
    rationale: str
    example: str
    check: Callable[[Dossier], Iterator[Finding]]


def finding(
    rule: str,
    severity: Severity,
    document_id: str,
    subject: str,
    message: str,
    evidence: Iterable[Sourced[str] | None] = (),
    *,
    look_at: str = "",
    confidence: Confidence = "certain",
) -> Finding:
    """A finding with an id made of its content, so that the same remark has the same id on every run."""
    return Finding(
        finding_id=f"{document_id}-finding-{content_id(rule, subject, message)}",
        document_id=document_id,
        rule=rule,
        severity=severity,
        subject=subject,
        message=message,
        evidence=tuple(quote for quote in evidence if quote is not None),
        look_at=look_at,
        confidence=confidence,
    )

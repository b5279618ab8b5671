"""Works that were retracted, corrected or doubted after they were published."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, Severity, finding
from curated.schema import Finding, Update

NAME = "updated-work"
_SEVERITY: dict[str, Severity] = {
    "retraction": "error",
    "withdrawal": "error",
    "removal": "error",
    "partial_retraction": "error",
    "expression_of_concern": "warning",
}
_SAID = {
    "retraction": "was retracted",
    "withdrawal": "was withdrawn",
    "removal": "was removed",
    "partial_retraction": "was retracted in part",
    "expression_of_concern": "carries an expression of concern",
    "correction": "was corrected",
    "erratum": "was corrected",
    "corrigendum": "was corrected",
    "addendum": "has an addendum",
    "new_version": "has a newer version",
}


def check(dossier: Dossier) -> Iterator[Finding]:
    """An error for a retraction, a warning for a concern, a note for a correction; once a work and kind."""
    for reference in dossier.dataset.references:
        match = dossier.dataset.match.get(reference.reference_id)
        if match is None or match.work_id is None or match.status != "matched":
            continue
        records = dossier.records.of(match.work_id)
        told = {kind: work for work in reversed(records) if work.update_status for kind in work.update_status.value}
        notices = {update.kind: update for work in records if work.updates for update in work.updates.value}
        for kind in sorted(told):
            work = told[kind]
            yield finding(
                NAME,
                _SEVERITY.get(kind, "note"),
                reference.document_id,
                reference.reference_id,
                f"{sentence(reference_name(reference))} {_SAID.get(kind, f'has an update of the kind {kind}')}"
                f"{_notice(notices.get(kind))}, says {work.registry}.",
                [reference.raw, work.title],
                look_at="the notice, and each claim that leans on this work",
            )


def _notice(update: Update | None) -> str:
    if update is None:
        return ""
    named = update.notice_doi or (f"PMID {update.notice_pmid}" if update.notice_pmid else None)
    return "".join((f" on {update.date}" if update.date else "", f" ({named})" if named else ""))


RULE = Rule(
    NAME,
    "Cited work was retracted, doubted or corrected",
    "error",
    "Works are retracted after reviews are written; what leans on them has to be looked at again.",
    "Reference 24 was retracted on 2024-03-01 (10.1000/notice), says crossref.",
    check,
)

"""What the side panel shows of references and trials, and how it names a source."""

from typing import Any

from curated.columns import own_source
from curated.provenance import DocumentSource, RegistrySource, Sourced
from curated.report.addresses import addresses, doi_address, pubmed_address, trial_address
from curated.report.concerns import Concerns
from curated.report.differences import Difference, differences
from curated.report.summary import state_of_reference
from curated.report.wording import brief, words
from curated.schema import Reference, Trial, Work


def where(source: DocumentSource | RegistrySource | None) -> str:
    """A source in words: the page of the review, or the registry and the day of its answer."""
    if isinstance(source, DocumentSource):
        return f"page {source.regions[0].page}" if source.regions else f"characters {source.start:,}–{source.end:,}"
    if isinstance(source, RegistrySource):
        return f"{source.registry}, {source.retrieved_at.date().isoformat()}"
    return ""


def reference_details(concerns: Concerns, row: Reference) -> dict[str, Any]:
    """A reference with its match, its record and the differences."""
    data = concerns.dataset
    match = data.match.get(row.reference_id)
    work = data.work.get(match.work_id) if match and match.work_id else None
    return {
        "name": reference_label(row),
        "raw": row.raw.value,
        "where": where(row.raw.source),
        "state": state_of_reference(concerns, row),
        "status": match.status if match else "not_asked",
        "reasons": list(match.reasons) if match else [],
        "unparsed": row.unparsed,
        "record": _record(work),
        "differences": [_difference(one) for one in differences(row, work)],
        "addresses": addresses(
            *(value_of(getattr(work, name, None)) or value_of(getattr(row, name)) for name in ("doi", "pmid", "pmcid"))
        ),
        "links": [link.link_id for link in concerns.links_of_reference.get(row.reference_id, ())],
        "findings": [one.finding_id for one in concerns.of(row.reference_id)],
    }


def _difference(one: Difference) -> list[str]:
    """A field with what cannot be told from the rest: no record where it reads the same."""
    if one.verdict == "same":
        return [one.field, one.printed] if one.record == one.printed else [one.field, one.printed, one.record, "same"]
    return [one.field, one.printed, one.record, one.verdict]


def reference_label(row: Reference) -> str:
    """``11`` or, without a number, family name and year."""
    if row.number is not None:
        return str(row.number.value)
    family = row.authors[0].value.family if row.authors else brief(row.raw.value, 24)
    return f"{family} {row.year.value}" if row.year else family


def _record(work: Work | None) -> dict[str, Any] | None:
    if work is None:
        return None
    source = own_source(work)
    return {
        "id": work.work_id,
        "where": where(source),
        "type": words(value_of(work.type) or ""),
        "updates": [
            [
                words(one.kind),
                one.date or "",
                one.stated_by or "",
                doi_address(one.notice_doi) or pubmed_address(one.notice_pmid) or "",
            ]
            for one in (work.updates.value if work.updates else ())
        ],
    }


def trial_details(concerns: Concerns, trial_id: str) -> dict[str, Any]:
    """A trial as its registry has it, and where its number is printed."""
    row = concerns.trial.get(trial_id)
    fields = ("brief_title", "overall_status", "start_date", "primary_completion_date", "completion_date")
    facts: dict[str, Any] = {name: value_of(getattr(row, name)) for name in fields} if row else {}
    if row is not None:
        facts["overall_status"] = words(facts["overall_status"] or "").lower() or None
        facts["phases"] = words(", ".join(row.phases.value)).lower() if row.phases else None
        facts["enrollment"] = row.enrollment.value if row.enrollment else None
        facts["conditions"] = "; ".join(row.conditions.value) if row.conditions else None
        facts["has_results"] = None if row.has_results is None else "yes" if row.has_results.value else "no"
        facts["why_stopped"] = value_of(row.why_stopped)
        facts["last_update_posted"] = value_of(row.last_update_posted)
    return {
        "address": trial_address(trial_id),
        "facts": {name: str(value) for name, value in facts.items() if value is not None},
        "arms": _arms(row),
        "where": where(own_source(row)) if row else "",
        "mentions": [
            [one.mention_id, one.claim_id, where(one.trial_id.source), one.fields]
            for one in concerns.mentions_of_trial.get(trial_id, ())
        ],
        "findings": [one.finding_id for one in concerns.of(trial_id)],
    }


def _arms(row: Trial | None) -> list[list[str]]:
    if row is None or row.arms is None:
        return []
    return [[arm.label, " + ".join(arm.interventions)] for arm in row.arms.value[:20]]


def value_of(held: Sourced[str] | None) -> str | None:
    """The value without its source."""
    return held.value if held is not None else None

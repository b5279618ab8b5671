"""What is asked and read of the works that a review cites, for its audit."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from curated.audit.audit import audited
from curated.dataset import Dataset
from curated.decisions_laid_over import laid_over
from curated.identifiers import content_id
from curated.schema import Failure, KeptResponse, Work
from reference_resolver.full_texts import ask_full_texts
from reference_resolver.registry import Registry
from reference_resolver.request import Request, Response

Tell = Callable[[str, int, int], None]


def with_full_texts(
    dataset: Dataset, registries: Sequence[Registry], send: Callable[[Request], Response], tell: Tell
) -> Dataset:
    """The dataset when the full texts of its works that anyone may read were asked for; with what went wrong."""
    asked = ask_full_texts(_records_of_matches(laid_over(dataset)), registries, send, tell)
    document_id = dataset.documents[0].document_id
    return dataset.adding(failure_of(failure, document_id) for failure in asked.failures)


def _records_of_matches(dataset: Dataset) -> list[Work]:
    """All records of what is matched; not those of what a reference might be."""
    matched = [dataset.work[match.work_id] for match in dataset.matches if match.status == "matched" and match.work_id]
    names = {name.value for work in matched for name in (work.doi, work.pmid) if name}
    return [work for work in dataset.works if any(name and name.value in names for name in (work.doi, work.pmid))]


def looked_through(dataset: Dataset, responses: Sequence[KeptResponse], body: Callable[[str], bytes | None]) -> Dataset:
    """The dataset with links, their evidence and findings, made of what its works and trials say of what it claims.

    ``responses`` are the kept answers, among which full texts may be, and ``body`` looks their bodies up. People's
    decisions are laid over for that; the other rows stay the machine's.
    """
    from extract.cited import cited_items, titles_of
    from extract.claim_facts import claim_facts
    from extract.full_text import full_texts

    laid = laid_over(dataset)
    pmcids = {work.pmcid.value for work in laid.works if work.pmcid}
    cited = cited_items(
        laid.references,
        laid.match,
        laid.works,
        laid.trial_mentions,
        laid.trials,
        full_texts(responses, body, pmcids) if pmcids else {},
    )
    facts = claim_facts(laid.claims, laid.entities, laid.outcomes, laid.trial_mentions)
    seen = audited(laid, cited, facts, titles_of(laid.documents))
    return replace(
        dataset, links=seen.links, evidence=seen.evidence, agreements=seen.agreements, findings=seen.findings
    )


def failure_of(failure: Failure, document_id: str) -> Failure:
    """A failure to ask as a row of the document that wanted to know, so that its next run replaces it."""
    failure_id = content_id(document_id, failure.stage, failure.subject, failure.cause)
    return failure.model_copy(update={"document_id": document_id, "failure_id": failure_id})

"""Works that a reference list names twice."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.dataset import Dataset
from curated.schema import Finding, Reference

NAME = "duplicate-reference"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each reference that names a work which one listed before it names too."""
    dataset = dossier.dataset
    for document_id, references in dataset.references_of.items():
        seen: dict[tuple[str, ...], Reference] = {}
        for reference in references:
            keys = _keys(dataset, reference)
            first = next(((seen[key], why) for key, why in keys.items() if key in seen), None)
            for key in keys:
                seen.setdefault(key, reference)
            if first is None:
                continue
            other, why = first
            message = f"{sentence(reference_name(reference))} is {reference_name(other)} again: {why}."
            yield finding(NAME, "warning", document_id, reference.reference_id, message, [other.raw, reference.raw])


def _keys(dataset: Dataset, reference: Reference) -> dict[tuple[str, ...], str]:
    """What makes two references the same work, each with how to say it."""
    keys: dict[tuple[str, ...], str] = {}
    match = dataset.match.get(reference.reference_id)
    if match is not None and match.status == "matched" and match.work_id is not None:
        keys["work", match.work_id] = f"both are {match.work_id}"
    if reference.doi is not None:
        keys["doi", reference.doi.value] = f"both carry the DOI {reference.doi.value}"
    if reference.pmid is not None:
        keys["pmid", reference.pmid.value] = f"both carry the PMID {reference.pmid.value}"
    place = reference.first_page or reference.article_number
    if reference.authors and reference.year and reference.volume and place:
        family = reference.authors[0].value.family
        printed = (family.casefold(), str(reference.year.value), reference.volume.value, place.value.casefold())
        keys["place", *printed] = (
            f"first author {family}, year {reference.year.value}, volume {reference.volume.value} "
            f"and page or article number {place.value} agree"
        )
    return keys


RULE = Rule(
    NAME,
    "Work listed twice",
    "warning",
    "A work with two numbers makes evidence look broader than it is, and later numbers shift when it is removed.",
    "“Reference 109 is reference 96 again: both carry the DOI 10.1056/nejmoa1915745.”",
    check,
)

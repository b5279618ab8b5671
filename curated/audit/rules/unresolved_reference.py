"""References that no registry record could be matched to."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.schema import Finding

NAME = "unresolved-reference"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each reference that was asked for and not matched; none where nothing was asked."""
    dataset = dossier.dataset
    for reference in dataset.references:
        match = dataset.match.get(reference.reference_id)
        if match is None or match.status in ("matched", "not_asked"):
            continue
        why = "; ".join(match.reasons[:2])  # the nearest record and how its title compares; the match has the rest
        said = {
            "unmatched": "matches no record of the registries asked",
            "ambiguous": "fits several records equally well",
            "failed": "could not be looked up: the registry gave no answer",
        }[match.status]
        yield finding(
            NAME,
            "note" if match.status == "failed" else "warning",
            reference.document_id,
            reference.reference_id,
            f"{sentence(reference_name(reference))} {said}" + (f" ({why})." if why else "."),
            [reference.raw],
        )


RULE = Rule(
    NAME,
    "Reference that no registry knows",
    "warning",
    "A reference that is not found may be misprinted, unpublished or invented; claims that cite it cannot be checked.",
    "No registry has a work with the title of reference 30: “Reference 30 matches no record of the registries asked.”",
    check,
)

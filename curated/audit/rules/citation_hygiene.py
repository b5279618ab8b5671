"""Markers that cite what is not in the list, ranges that run backwards, and references that nothing cites."""

import re
from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.schema import Finding

NAME = "citation-hygiene"
_RANGE = re.compile(r"(\d+)\s?[–—‐-]\s?(\d+)")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Errors for markers, notes for references that are never cited."""
    dataset = dossier.dataset
    for document_id, references in dataset.references_of.items():
        citations = dataset.citations_of.get(document_id, ())
        numbers = [reference.number.value for reference in references if reference.number is not None]
        last = f"; the list ends at {max(numbers)}" if numbers else ""
        backwards: set[int] = set()
        for citation in citations:
            if citation.reference_id is None:
                message = f"The marker {citation.marker.value} cites {citation.cited}, which is not in the list{last}."
                yield finding(NAME, "error", document_id, citation.citation_id, message, [citation.marker])
            start = getattr(citation.marker.source, "start", -1)
            for found in _RANGE.finditer(citation.marker.value):
                if int(found.group(2)) < int(found.group(1)) and start not in backwards:
                    backwards.add(start)
                    message = (
                        f"The marker {citation.marker.value} holds the range {found.group()}, which runs backwards."
                    )
                    yield finding(NAME, "error", document_id, citation.citation_id, message, [citation.marker])
        if not citations:
            continue  # a document whose markers were not understood would have every reference remarked on
        cited = {citation.reference_id for citation in citations}
        for reference in references:
            if reference.reference_id not in cited:
                message = f"{sentence(reference_name(reference))} is never cited."
                yield finding(NAME, "note", document_id, reference.reference_id, message, [reference.raw])


RULE = Rule(
    NAME,
    "Markers and list do not fit together",
    "error",
    "A number that leads nowhere, or a work that nothing leans on, is left when references are added or removed late.",
    "The list ends at 37, and a sentence in [23,25,41]: “The marker [23,25,41] cites 41, which is not in the list.”",
    check,
)

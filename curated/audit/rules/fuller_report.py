"""Abstracts, preprints and plans of which a full paper is known."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.cited import CitedItem, WorkKind
from curated.schema import Finding

NAME = "fuller-report"
_EARLY: tuple[WorkKind, ...] = ("abstract", "preprint", "trial in progress", "protocol")
_ALIKE = 80
"""Likeness of two titles in percent from which they may be reports of one study."""
_LONG = 40
"""Letters of a title that is no other study's by chance."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note for each early report beside a full one in the same list: of the same trial, or with the same title."""
    for document_id, references in dossier.dataset.references_of.items():
        items = [(each, item) for each in references if (item := dossier.cited.get(each.reference_id)) is not None]
        full = [(each, item) for each, item in items if item.kinds.keys().isdisjoint(_EARLY)]
        for reference, item in items:
            kind = next((each for each in _EARLY if each in item.kinds), None)
            if kind is None:
                continue
            other = next(((each, why) for each, held in full if (why := _same(item, held))), None)
            if other is not None:
                later, why = other
                yield finding(
                    NAME,
                    "note",
                    document_id,
                    reference.reference_id,
                    f"{sentence(reference_name(reference))} is {'an' if kind == 'abstract' else 'a'} {kind} of what "
                    f"{reference_name(later)} reports in full: {why}.",
                    [reference.raw, later.raw, item.kinds[kind]],
                    look_at="whether the claim should cite the full report",
                    confidence="likely",
                )


def _same(early: CitedItem, full: CitedItem) -> str | None:
    """Why two items are of one study."""
    shared = set(early.trial_numbers) & set(full.trial_numbers)
    if shared:
        return f"both are of {sorted(shared)[0]}"
    for one in early.titles:
        for other in full.titles:
            mine, theirs = one.text.value.casefold(), other.text.value.casefold()
            if min(len(mine), len(theirs)) >= _LONG and fuzz.token_sort_ratio(mine, theirs) >= _ALIKE:
                return "their titles agree"
    return None


RULE = Rule(
    NAME,
    "A fuller report of the same study is known",
    "note",
    "An abstract or preprint is often superseded, with other numbers, by the paper that followed it.",
    "Reference 121 is an abstract of what reference 80 reports in full: both are of NCT03222076.",
    check,
)

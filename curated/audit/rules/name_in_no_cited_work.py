"""Drugs of a list that none of the works cited for the list names."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name
from curated.audit.rule import Rule, finding
from curated.cited import CitedItem
from curated.schema import Finding

NAME = "name-in-no-cited-work"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note for the one drug of a sentence that no cited work names, where each of them names another of its drugs."""
    for claim_id, citations in dossier.citations_of_claim.items():
        facts = dossier.facts.get(claim_id)
        items = [dossier.cited.get(each.reference_id or "") for each in citations]
        if facts is None or len(items) < 2 or dossier.dataset.claim[claim_id].table_id is not None:
            continue
        drugs = {name: each for name, each in facts.named("drug").items() if each.how in ("named", "defined")}
        named = [_drugs(item) for item in items if item is not None]
        if len(drugs) < 2 or len(named) < len(items) or not all(held & drugs.keys() for held in named):
            continue
        missing = drugs.keys() - frozenset().union(*named)
        if len(missing) == 1:  # where several are missing, the works were not cited a drug each
            (name,) = missing
            claim = dossier.dataset.claim[claim_id]
            references = [dossier.dataset.reference[each.reference_id] for each in citations if each.reference_id]
            deep = any(item.sentences for item in items if item is not None)
            yield finding(
                NAME,
                "note",
                claim.document_id,
                claim_id,
                f"{name} is named in the sentence, and in no {'title or abstract' if deep else 'title'} of "
                f"{', '.join(map(reference_name, references))}, each of which names another drug of it.",
                [claim.text, *(reference.raw for reference in references)],
                look_at=f"whether one of them is about {name} all the same, or its reference was left out",
                confidence="likely" if deep else "possible",
            )


def _drugs(item: CitedItem) -> frozenset[str]:
    return frozenset(name for each in (*item.titles, *item.sentences) for name in each.facts.named("drug"))


RULE = Rule(
    NAME,
    "Drug that none of the cited works names",
    "note",
    "In a list with a work for each drug, the drug without one has lost its reference.",
    "“Icaritin, luteolin and osthole induce immune responses [141-143]”, and no title has icaritin.",
    check,
)

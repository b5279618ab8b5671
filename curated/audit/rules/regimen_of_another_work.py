"""Regimens whose cited work gives other drugs, or holds against each other what is said to be given together."""

from collections.abc import Iterator
from typing import NamedTuple

from curated.audit.agreement_arms import joints
from curated.audit.compared import listed
from curated.audit.dossier import Dossier, link_id
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.cited import CitedItem
from curated.schema import Finding, Regimen

NAME = "regimen-of-another-work"


class Fault(NamedTuple):
    """What is wrong between a regimen and a cited item, and what to look at."""

    said: str
    look_at: str


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each regimen where no work that it cites gives these drugs together, by title and abstract."""
    seen: set[tuple[str, str]] = set()
    for regimen in dossier.dataset.regimens:
        drugs = {dossier.drug_name(each): each.value for each in regimen.drugs}
        citations = dossier.citations_of_claim.get(regimen.claim_id, ())
        items = [item for each in citations if (item := dossier.cited.get(each.reference_id or "")) and item.titles]
        faults = [(item, _fault(drugs, item)) for item in items]
        if len(drugs) < 2 or not items or any(fault is None for _, fault in faults):
            continue
        claim = dossier.dataset.claim[regimen.claim_id]
        for item, fault in faults:
            subject = link_id(regimen.claim_id, item.reference_id)
            if fault is None or (subject, fault.said) in seen:
                continue
            seen.add((subject, fault.said))
            reference = dossier.dataset.reference[item.reference_id]
            yield finding(
                NAME,
                "warning",
                claim.document_id,
                subject,
                f"{sentence(reference_name(reference))} is cited for {_named(regimen)}, and {fault.said}.",
                [claim.text, item.titles[0].text],
                look_at=fault.look_at,
                confidence="likely",
            )


def _named(regimen: Regimen) -> str:
    return " + ".join(dict.fromkeys(each.value for each in regimen.drugs))


def _fault(drugs: dict[str, str], item: CitedItem) -> Fault | None:
    """What speaks against the item's being about these drugs together; None where nothing does."""
    titled = {name.casefold(): name for each in item.titles for name in each.facts.named("drug")}
    read = {name.casefold() for each in (*item.titles, *item.sentences) for name in each.facts.named("drug")}
    sides = {(pair, joint) for each in item.titles for pair, joint, *_ in joints(each.text.value, each.facts.names)}
    together = {pair for pair, joint in sides if joint == "together"}
    against = {pair for pair, joint in sides if joint == "against"}
    for one in drugs:
        for other in drugs:
            pair = frozenset((one, other))
            if one < other and pair in against and pair not in together:
                return Fault(
                    f"its title holds {drugs[one]} and {drugs[other]} against each other",
                    "the arms of the study: one of the two is the comparator",
                )
    missing = [drugs[name] for name in drugs if name not in read]
    compared = {name for pair in against for name in pair if not any(name in each for each in together)}
    instead = [titled[name] for name in titled if name not in drugs and name not in compared]
    if missing and instead:
        return Fault(
            f"it names {listed(instead)} but not {listed(missing)}",
            "whether another reference belongs here, or another name to this row",
        )
    return None


RULE = Rule(
    NAME,
    "Regimen of another work",
    "warning",
    "A result stands beside drugs that the cited study did not give together: a comparator, or a row that slipped.",
    "A row has nivolumab with lenvatinib and cites “Nivolumab plus ipilimumab versus lenvatinib or sorafenib …”.",
    check,
)

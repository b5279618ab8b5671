"""Names in a claim that the cited work does not have, where its title has one that looks much like it."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from curated.audit.dossier import Dossier, link_id
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.cited import CitedItem
from curated.schema import Finding

NAME = "similar-name"
_KINDS = ("drug", "target", "organism", "class")
_ALIKE = 70
"""Likeness of two names in percent from which one may be read for the other."""
_SHORTEST = 5
_MOST = 3
"""Works cited together: where there are more, none is asked for every name."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each name of a claim that no work cited there names, where a title has a similar one."""
    for claim_id, citations in dossier.citations_of_claim.items():
        facts = dossier.facts.get(claim_id)
        items = [item for each in citations if (item := dossier.cited.get(each.reference_id or "")) and item.titles]
        if facts is None or not items or len(items) > _MOST:
            continue
        claim = dossier.dataset.claim[claim_id]
        read = [name for item in items for held in (*item.titles, *item.sentences) for name in held.facts.names]
        for kind in _KINDS:
            mine = facts.named(kind)
            for name in mine.values():
                if any(name.covers(each) or each.covers(name) for each in read):
                    continue
                for item in items:
                    titled = (each for each in _titled(item, kind) if each not in mine)
                    alike = _of_one_genus if kind == "organism" else _alike
                    other = next((each for each in titled if alike(name.name, each)), None)
                    if other is not None:
                        reference = dossier.dataset.reference[item.reference_id]
                        yield finding(
                            NAME,
                            "warning",
                            claim.document_id,
                            link_id(claim_id, item.reference_id),
                            f"{sentence(reference_name(reference))} is about {other}, and the claim about {name.name}, "
                            "which it does not name.",
                            [claim.text, item.titles[0].text],
                            look_at="which of the two is meant",
                            confidence="possible",
                        )


def _titled(item: CitedItem, kind: str) -> Iterator[str]:
    """The names of a kind in the titles; for classes also those that its drugs are of."""
    for title in item.titles:
        for name in title.facts.names:
            if name.kind == kind:
                yield name.name
            if kind == "class" and name.kind == "drug":
                yield from sorted(name.parents)


def _alike(one: str, other: str) -> bool:
    """Whether one name may be read for the other: one that only goes on longer is the same name, told more exactly.

    >>> _alike("platelet-rich fibrin", "platelet-rich plasma"), _alike("essential oil", "essential oils")
    (True, False)
    """
    mine, theirs = one.casefold(), other.casefold()
    if mine == theirs or min(len(mine), len(theirs)) < _SHORTEST:
        return False
    return fuzz.ratio(mine, theirs) >= _ALIKE and not mine.startswith(theirs) and not theirs.startswith(mine)


def _of_one_genus(one: str, other: str) -> bool:
    """Whether two names are of two species of one genus."""
    (genus, *species), (other_genus, *other_species) = one.split(), other.split()
    return genus == other_genus and bool(species) and bool(other_species) and species != other_species


RULE = Rule(
    NAME,
    "Similar name in the cited work",
    "warning",
    "Names that differ in a syllable are taken for each other: platelet-rich fibrin for platelet-rich plasma.",
    "“PRF has a higher infection rate [29]”, and reference 29 is about platelet-rich plasma.",
    check,
)

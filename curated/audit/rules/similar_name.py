"""Names in a claim that the cited work does not have, where its title has one that looks much like it."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from curated.audit.dossier import Dossier, link_id
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.cited import CitedItem
from curated.facts import Facts, Name
from curated.schema import Finding

NAME = "similar-name"
_KINDS = ("drug", "class", "target", "organism")
_ALIKE = 70
"""Likeness of two names in percent from which one may be read for the other."""
_SHORTEST = 4
_PREPARATIONS = frozenset(["gel", "extract", "oil", "powder", "tea", "mouthwash", "juice", "granules", "decoction"])
_MOST = 3
"""Works cited together: where there are more, none is asked for every name."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each work of which a claim has a similar name and no work cited there has the claim's.

    Of species, which have many names, a note.
    """
    for claim_id, citations in dossier.citations_of_claim.items():
        facts = dossier.facts.get(claim_id)
        items = [item for each in citations if (item := dossier.cited.get(each.reference_id or "")) and item.titles]
        if facts is None or not items or len(items) > _MOST:
            continue
        claim = dossier.dataset.claim[claim_id]
        for item in items:
            found = next(_confused(facts, item, items), None)
            if found is None:
                continue
            name, other = found
            reference = dossier.dataset.reference[item.reference_id]
            yield finding(
                NAME,
                "note" if name.kind == "organism" else "warning",
                claim.document_id,
                link_id(claim_id, item.reference_id),
                f"{sentence(reference_name(reference))} is about {other}, and the claim about {name.name}, "
                "which it does not name.",
                [claim.text, item.titles[0].text],
                look_at="which of the two is meant",
                confidence="possible",
            )


def _confused(facts: Facts, item: CitedItem, items: Sequence[CitedItem]) -> Iterator[tuple[Name, str]]:
    """The names of a claim that none of the items has, each with the similar one in a title of this item."""
    read = [name for each in items for held in (*each.titles, *each.sentences) for name in held.facts.names]
    for kind in _KINDS:
        mine = facts.named(kind)
        alike = _of_one_genus if kind == "organism" else _alike
        for name in mine.values():
            if not any(name.covers(each) or each.covers(name) for each in read):
                others = (each for each in _titled(item, kind) if each not in mine)
                yield from ((name, other) for other in others if alike(name.name, other))


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
    mine, theirs = one.casefold().split(), other.casefold().split()
    if mine[-1] in _PREPARATIONS and theirs[-1] in _PREPARATIONS and mine[:-1] == theirs[:-1]:
        return False
    while len(mine) > 1 and len(theirs) > 1 and mine[-1] == theirs[-1]:
        mine, theirs = mine[:-1], theirs[:-1]  # what both end in says nothing: silver and copper nanoparticles
    return _near(" ".join(mine), " ".join(theirs))


def _near(mine: str, theirs: str) -> bool:
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

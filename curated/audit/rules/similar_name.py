"""Names in a claim that the cited work does not have, where it has one that looks much like it."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from curated.audit.compared import words_of
from curated.audit.dossier import Dossier, link_id
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.facts import Name
from curated.schema import Finding

NAME = "similar-name"
_KINDS = ("drug", "target")
_ALIKE = 72
"""Likeness of two names in percent from which one may be read for the other."""
_SHORTEST = 5


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each name of a claim that no work cited there names, where one of them names a similar one."""
    for claim_id, citations in dossier.citations_of_claim.items():
        facts = dossier.facts.get(claim_id)
        items = [item for each in citations if (item := dossier.cited.get(each.reference_id or "")) and item.titles]
        if facts is None or not items or len(items) > 3:
            continue
        claim = dossier.dataset.claim[claim_id]
        for kind in _KINDS:
            mine = facts.named(kind)
            for name in mine.values():
                read = [each for item in items for held in (*item.titles, *item.sentences) for each in held.facts.names]
                if any(name.covers(each) or each.covers(name) for each in read):
                    continue
                for item in items:
                    held = next(
                        (
                            (title, each)
                            for title in item.titles
                            for each in title.facts.named(kind).values()
                            if each.name not in mine and _alike(name, each)
                        ),
                        None,
                    )
                    if held is not None:
                        title, other = held
                        reference = dossier.dataset.reference[item.reference_id]
                        printed = words_of(title.text, other.start, other.end)
                        yield finding(
                            NAME,
                            "warning",
                            claim.document_id,
                            link_id(claim_id, item.reference_id),
                            f"{sentence(reference_name(reference))} is about {other.name}, and the claim about "
                            f"{name.name}, which it does not name.",
                            [claim.text, printed, title.text],
                            look_at="which of the two is meant",
                            confidence="possible",
                        )


def _alike(one: Name, other: Name) -> bool:
    mine, theirs = one.name.casefold(), other.name.casefold()
    if mine == theirs or min(len(mine), len(theirs)) < _SHORTEST:
        return False
    return fuzz.ratio(mine, theirs) >= _ALIKE and not mine.startswith(theirs) and not theirs.startswith(mine)


RULE = Rule(
    NAME,
    "Similar name in the cited work",
    "warning",
    "Names that differ in a syllable are taken for each other: platelet-rich fibrin for platelet-rich plasma.",
    "“PRF has a higher infection rate [29]”, and reference 29 is about platelet-rich plasma.",
    check,
)

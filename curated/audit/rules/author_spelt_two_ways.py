"""Authors whose family name is printed with a letter more or less than elsewhere in the list."""

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.provenance import Sourced
from curated.schema import Author, Finding, Reference

NAME = "author-spelt-two-ways"
_SHORTEST = 6
"""Letters of a family name; shorter ones stand too near to each other."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note for a name printed once that is, with the same two initials or more, another's with one letter too many,
    too few or swapped. A letter in the place of another is left alone: Zhang and Zheng are two families.
    """
    for document_id, references in dossier.dataset.references_of.items():
        people: dict[str, dict[str, list[tuple[Reference, Sourced[Author]]]]] = defaultdict(lambda: defaultdict(list))
        for reference in references:
            for author in reference.authors:
                given = "".join(filter(str.isupper, author.value.given))
                if len(given) >= 2 and len(author.value.family) >= _SHORTEST:
                    people[given][author.value.family].append((reference, author))
        for families in people.values():
            for name, printed in families.items():
                if len(printed) > 1:
                    continue
                other = next((each for each in sorted(families) if _slip(name, each, families[each])), None)
                if other is None:
                    continue
                (reference, author), (elsewhere, _) = printed[0], families[other][0]
                yield finding(
                    NAME,
                    "note",
                    document_id,
                    reference.reference_id,
                    f"{sentence(reference_name(reference))} prints {name} {author.value.given}, where "
                    f"{reference_name(elsewhere)} prints {other} {author.value.given}.",
                    [reference.raw, elsewhere.raw],
                    look_at="the first page of both works",
                    confidence="possible",
                )


def _slip(name: str, other: str, printed: list[tuple[Reference, Sourced[Author]]]) -> bool:
    """Whether a name may be a slip of another that is printed at least as often."""
    if name.casefold() == other.casefold() or OSA.distance(name.casefold(), other.casefold(), score_cutoff=1) > 1:
        return False
    swapped = sorted(name.casefold()) == sorted(other.casefold())
    return (len(name) != len(other) or swapped) and (len(printed) > 1 or len(name) > len(other))


RULE = Rule(
    NAME,
    "One author under two spellings",
    "note",
    "A misspelt first author hides a work from every search, and shows that the reference was typed by hand.",
    "Reference 171 prints Gretten TF, where reference 130 prints Greten TF.",
    check,
)

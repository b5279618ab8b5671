"""Drugs, targets, diseases and species of a claim held against those of a cited item."""

import re
from collections.abc import Iterable, Iterator, Sequence

from curated.audit.compared import Claimed, Comparison, Place, Read, listed
from curated.facts import Name

_GENERIC = frozenset(
    ["disease", "Disease", "Recurrence", "Syndrome", "Chronic Disease", "Acute Disease", "Neoplasm Metastasis", "Death"]
)
"""Headings of MeSH and the Disease Ontology that name no disease of their own."""
_CANCER = "cancer"
_TUMOUR = re.compile(r"cancer|carcinoma|neoplasm|tumou?r|leuk[a]?emia|(?:oma|omas)\b", re.IGNORECASE)
"""What a cancer's own name has in it: a syndrome that tumours bring is none."""
_LONGEST = 4000
_BEFORE, _AFTER = 40, 20
_OF_PLANTS = re.compile(
    r"\b(?:extracts?|oils?|powder|gel|juice|honey|tea|leaf|leaves|plants?|flavonoids|polyphenols|herbs?)\b",
    re.IGNORECASE,
)
_BINOMIAL = re.compile(r"[A-Z][a-z]+ [a-z]{4,}(?<!acid)(?<!sodium)(?<!chloride)(?<!sulfate)")
_COMPARED = re.compile(
    r"\b(?:compared?(?:\s(?:with|to))?|versus|vs\.?|than|relative to|against|levels? as|as well as|efficacy:?|"
    r"placebo or|like|"
    r"and|[=>+])\s?(?:the\s|fluorid\w+\s(?:\+\s)?)?(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"[\s-](?:receptors?|transporters?|synthases?|channels?|resistan\w+|metabolism|binding)\b", re.IGNORECASE
)
_METHOD = re.compile(
    r"\b(?:methods?|procedures?|equations?|assays?|techniques?|formula|protocol|according to|"
    r"as (?:previously )?described|"
    r"(?:was|were) (?:prepared|measured|determined|calculated|synthesi[sz]ed|evaluated|performed))\b",
    re.IGNORECASE,
)
"""A claim about how something was done leans on whoever did it first, with another drug."""
_LITTLE = frozenset(
    ["disease", "diseases", "syndrome", "disorder", "disorders", "infection", "infections", "chronic", "acute"]
)
_WORD = re.compile(r"[a-z]{5,}")
_ANIMALS = frozenset(
    [
        "mouse",
        "rat",
        "rabbit",
        "dog",
        "pig",
        "sheep",
        "goat",
        "horse",
        "cattle",
        "cow",
        "chicken",
        "zebrafish",
        "monkey",
    ]
)
"""Animals that studies are made in, by the vocabulary's names."""


def compare_drugs(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """The drugs of a claim, by name or by a class that one of them covers.

    They differ only where an item's title names drugs of its own, none of them or of their classes is among the
    claim's, and no sentence that was read of it names one of the claim's.
    """
    names = claimed.named("drug") or claimed.named("class")
    if not names:
        return
    places = [*read.named("drug").values(), *read.named("class").values()]
    yield _all_of("drug", names, places, claimed, _other_drugs(claimed, names, read))


def _other_drugs(claimed: Claimed, names: Sequence[Name], read: Read) -> Place | None:
    """A drug in the item's title, where none there or anywhere in it has to do with the claim's.

    Not where the claim cites a method, names a drug only as what another is compared with, or where plants and what is
    made of them are meant: those go by many names.
    """
    text = claimed.text.value
    medicines = [name for name in names if name.kind == "drug" and _is_medicine(name.name) and _is_given(text, name)]
    if not medicines or _METHOD.search(text[:_LONGEST]) or _names_a_plant(claimed.facts.named("organism")):
        return None
    if _names_a_plant(read.titled("organism")):
        return None
    titled = [place for place in read.titled("drug").values() if place.name.how in ("named", "defined")]
    every = [*claimed.named("drug"), *claimed.named("class"), *claimed.named("target")]
    for place in titled:
        if any(name.covers(place.name) or place.name.covers(name) for name in every):
            return None
    return next((place for place in titled if _is_medicine(place.name.name)), None)


def _is_medicine(name: str) -> bool:
    return not _OF_PLANTS.search(name) and not _BINOMIAL.fullmatch(name)


def _names_a_plant(organisms: Iterable[str]) -> bool:
    """Whether any of these is neither an animal nor human: a plant, or what drugs are made against."""
    return any(name not in _ANIMALS and name != "human" for name in organisms)


def _is_given(text: str, name: Name) -> bool:
    """Whether a drug is what a claim speaks of: not what it is compared with, nor part of the name of a receptor."""
    if name.start < 0:
        return True
    before, after = text[max(0, name.start - _BEFORE) : name.start], text[name.end : name.end + _AFTER]
    return not _COMPARED.search(before) and not _PART_OF.match(after)


def compare_targets(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """The genes and proteins of a claim; an item speaks of many, so that no other one contradicts."""
    names = claimed.named("target")
    if names:
        yield _all_of("target", names, list(read.named("target").values()), claimed, None)


def compare_diseases(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """The diseases of a claim; a broader one agrees with a narrower one (solid tumours cover a carcinoma).

    They differ only where the title is about a sister of the claim's: another cancer, or another disease right under
    the same one with a word of its name (another diabetes), and nothing that was read names the claim's.
    """
    names = [name for name in claimed.named("disease") if name.name not in _GENERIC]
    if not names:
        return
    places = [place for place in read.named("disease").values() if place.name.name not in _GENERIC]
    titled = [place for place in read.titled("disease").values() if place.name.name not in _GENERIC]
    sister = titled[0] if titled and all(_are_sisters(name, place.name) for name in names for place in titled) else None
    for name in names:
        held = next((place for place in places if name.covers(place.name) or place.name.covers(name)), None)
        if held is not None:
            yield Comparison("disease", "agrees", claimed.words(name), held.words, "")
            return
    yield _all_of("disease", names, places, claimed, sister)


def _are_sisters(one: Name, other: Name) -> bool:
    if one.covers(other) or other.covers(one):
        return False
    if _is_cancer(one) and _is_cancer(other):
        return True
    shared = (_words(one) & _words(other)) - _LITTLE
    return bool(one.parents & other.parents) and bool(shared)


def _words(name: Name) -> set[str]:
    return set(_WORD.findall(name.name.lower()))


def _is_cancer(name: Name) -> bool:
    return _CANCER in name.broader and bool(_TUMOUR.search(name.name))


def _all_of(
    attribute: str,
    names: Sequence[Name],
    places: Sequence[Place],
    claimed: Claimed,
    other: Place | None,
) -> Comparison:
    """Whether the item has all names of the claim; ``other`` is the name of its own that it has in their place."""
    same = {name.name: place for name in names for place in reversed(places) if name.covers(place.name)}
    wider = {name.name: place for name in names for place in reversed(places) if place.name.covers(name)}
    missing = [name for name in names if name.name not in same]
    if len(missing) < len(names):
        held = next(name for name in names if name.name in same)
        found = same[held.name].words
        if all(_beside(name, claimed.beside) for name in missing):
            return Comparison(attribute, "agrees", claimed.words(held), found, "")
        told = listed([name.name for name in missing[:3]])
        reason = f"it names {held.name}; {told} is not named in it"
        return Comparison(attribute, "unclear", claimed.words(missing[0]), found, reason)
    broad = next((name for name in names if name.name in wider), None)
    if broad is not None:
        found = wider[broad.name].words
        return Comparison(attribute, "unclear", claimed.words(broad), found, "it names what is broader")
    first = claimed.words(names[0])
    if any(_beside(name, claimed.beside) for name in names):
        return Comparison(attribute, "not_stated", first, None, "another reference cited here names it")
    if other is not None:
        return Comparison(attribute, "differs", first, other.words, "its title names another")
    return Comparison(attribute, "not_stated", first, None, "")


def _beside(name: Name, beside: Sequence[Read]) -> bool:
    """Whether something else that the claim cites names it, or something narrower."""
    return any(
        name.covers(place.name)
        for read in beside
        for kind in (name.kind, "drug")
        for place in read.named(kind).values()
    )


def compare_species(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """The animals of a claim: mice are no rats, where the item is a study of other animals by its title."""
    names = [name for name in claimed.named("organism") if name.name in _ANIMALS]
    if not names:
        return
    places = {name: place for name, place in read.named("organism").items() if name in _ANIMALS}
    held = next((name for name in names if name.name in places), None)
    other = next((place for name, place in read.titled("organism").items() if name in _ANIMALS), None)
    if held is not None:
        yield Comparison("species", "agrees", claimed.words(held), places[held.name].words, "")
    elif other is not None and not claimed.is_open and not any(_beside(name, claimed.beside) for name in names):
        yield Comparison("species", "differs", claimed.words(names[0]), other.words, "its title names another animal")
    else:
        yield Comparison("species", "not_stated", claimed.words(names[0]), None, "")

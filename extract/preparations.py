"""Names made of other names: what is prepared of a plant, a derivative of a compound, the receptor of a ligand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.vocabulary import Entry, Named, Vocabulary

_EXTRACT = re.compile(
    r"(?:\s(?:Linn?\.?|L\.))?(?:\s(?:dried|fresh|crude|leaf|leaves|root|seeds?|bark|fruit|flower|herb|ethanolic|"
    r"methanolic|aqueous|"
    r"hydroalcoholic|alcoholic|hydroethanolic|water|rich)){0,3}\s(?:extracts?|essential oils?|oils?|"
    r"polysaccharides?|saponins?|powder|"
    r"granules|decoction|juice|gel)\b"
)
_BEFORE_PREPARED = re.compile(r"\b(?:dried|fresh|crude|raw|powdered)\s$", re.IGNORECASE)
_DERIVED = re.compile(
    r"(?<![\w-])(?:(?:di|tri|tetra|iso)?(?:methyl|ethyl|acetyl|propyl|butyl|benzyl|phenyl|hydroxy|methoxy|amino|nitro)|dihydro|deoxy)[\s-]$",
    re.IGNORECASE,
)
_RECEPTOR = re.compile(r"[\s-]receptors?\b", re.IGNORECASE)
_BINOMIAL = re.compile(r"\b([A-Z][a-z]{3,20})\s([a-z]{4,20})\b")
_ABBREVIATED = re.compile(r"\b([A-Z])\.\s([a-z]{4,20})\b")


def preparation(text: str, named: Named) -> Named | None:
    """What is made of a plant (``Ocimum sanctum leaf extract``): a drug that ends where that does."""
    made = _EXTRACT.match(text, named.end) if named.entry.kind in ("organism", "drug") else None
    if made is None:
        return None
    before = _BEFORE_PREPARED.search(text, max(0, named.start - 12), named.start)
    name = f"{named.entry.name} {made.group().split()[-1]}"
    entry = Entry("drug", named.entry.vocabulary, named.entry.identifier, name)
    return Named(before.start() if before else named.start, made.end(), entry)


def derived(text: str, named: Named) -> Named | None:
    """``methyl eugenol`` is a drug of its own, and a ``retinoic acid receptor`` is a target."""
    if named.entry.kind not in ("drug", "chemical"):
        return None
    receptor = _RECEPTOR.match(text, named.end)
    if receptor:
        name = f"{named.entry.name} receptor"
        return Named(named.start, receptor.end(), Entry("target", "receptor of a ligand", "", name))
    lead = _DERIVED.search(text, max(0, named.start - 16), named.start)
    if lead and named.entry.kind == "drug":
        name = text[lead.start() : named.end].lower()
        return Named(lead.start(), named.end, Entry("drug", "derivative", "", name))
    return None


@dataclass(frozen=True)
class Species:
    """The species that a document writes with an initial, each with the entry of its whole name."""

    entries: Mapping[tuple[str, str], Entry]

    def within(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Entry]]:
        """Where ``O. sanctum`` and its like stand in a range."""
        if self.entries:
            for match in _ABBREVIATED.finditer(text, start, end):
                entry = self.entries.get((match.group(1), match.group(2)))
                if entry is not None:
                    yield match.start(), match.end(), entry


def abbreviated_species(text: str, vocabulary: Vocabulary) -> Species:
    """The organisms of the vocabulary that a text names in full and elsewhere with the initial of their genus."""
    short = {match.groups() for match in _ABBREVIATED.finditer(text)}
    entries: dict[tuple[str, str], Entry] = {}
    for genus, species in {match.groups() for match in _BINOMIAL.finditer(text)} if short else ():
        if (genus[0], species) in short:
            entry = vocabulary.entry(f"{genus} {species}".lower())
            if entry is not None and entry.kind in ("organism", "drug"):
                entries[genus[0], species] = entry
    return Species(entries)

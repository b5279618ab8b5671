"""Names made of other names: what a plant is made into, a compound's salts and derivatives, a ligand's receptor."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.vocabulary import Entry, Named, Vocabulary
from extract.weak_names import FORM, GIVEN_BEFORE, MADE, PART

PLANTS = "UNII"
"""The vocabulary whose organisms are medicinal plants."""

_EXTRACT = re.compile(rf"(?:\s(?:Linn?\.?|L\.))?(?:[\s-]{PART}){{0,3}}\s{MADE}(?!\w)")
_OF_DRUG = re.compile(
    rf"(?:\s{PART}){{0,3}}\s(?:extracts?|essential oils?|oils?|polysaccharides?|saponins?|powder|granules|decoction|"
    r"juice)(?!\w)"
)
_CLASS = re.compile(r"(?:\w+\s)?(?:plants?|vegetables?|herbs?|fruits?|trees?)", re.IGNORECASE)
_SPECIES = re.compile(r"\s[a-z]{3,18}(?:a|us|um|is|ii|ae|oides|ale|are|ens|ans)\b")
_EXTRACT_OF = re.compile(
    rf"(?:\b{PART}\s){{0,3}}\b(?:extracts?|essential\soils?|decoctions?|infusions?|tinctures?)\s(?:of|from)\s(?:the\s)?"
    r"(?:(?:fresh|dried)\s)?(?:(?:leaves|leaf|seeds?|roots?|bark|fruits?|flowers?|aerial\sparts|rhizomes?|peel|stems?)\s(?:of|from)\s)?$",
    re.IGNORECASE,
)
_GIVEN_AS = re.compile(
    rf"(?:\s(?:Linn?\.?|L\.))?(?:\s\([\w\s]{{2,24}}\)|\))?(?:\s{PART}){{0,2}}[\s-](?:based\s|containing\s)?{FORM}(?!\w)",
    re.IGNORECASE,
)
_BEFORE_PREPARED = re.compile(r"\b(?:dried|fresh|crude|raw|powdered)\s$", re.IGNORECASE)
_DERIVED = re.compile(
    r"(?<![\w-])(?:(?:di|tri|tetra|iso)?(?:methyl|ethyl|acetyl|propyl|butyl|benzyl|phenyl|hydroxy|methoxy|amino|nitro)|dihydro|deoxy)[\s-]$",
    re.IGNORECASE,
)
_RECEPTOR = re.compile(r"[\s-]receptors?\b", re.IGNORECASE)
_SALT = re.compile(
    r"\s(?:(?:di|tri|hemi)?hydrochloride|(?:di)?gluconate|(?:di|mono)?sodium|potassium|(?:di)?phosphate|sulphate|sulfate|(?:di)?acetate|"
    r"(?:di)?maleate|mesylate|mesilate|tosylate|(?:bi)?tartrate|citrate|fumarate|succinate|besylate|bromide|chloride|HCl|hydrobromide|"
    r"propionate|dipropionate|valerate|furoate|palmitate|lactate|nitrate|medoxomil|mofetil|alafenamide|disoproxil(?:\sfumarate)?)(?!\w)"
)
_NANOPARTICLES = re.compile(
    r"(?<![\w-])(?:(?:[Cc]opper|[Ss]ilver|[Gg]old|[Zz]inc|[Ii]ron|[Tt]itanium|[Ss]elenium|[Cc]erium|[Mm]agnesium|[Nn]ickel|[Pp]latinum)"
    r"(?:\s(?:di)?oxide)?|(?:Cu|Ag|Au|Zn|ZnO|CuO|TiO2|MgO|CeO2|Fe3O4|Se))[\s-]?(?:[Nn]anoparticles?|NPs?)(?!\w)"
)
_LATIN = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][a-z]{2,18}(?:a|us|um|is|on|e|es|ys|ax|ix|os|er|go|or)\s[a-z]{3,20}(?:a|us|um|is|ensis|e|i|ii|ae|ns|ax|or|ides))"
    rf"(?:\s(?:Linn?\.?|L\.))?(?:\s{PART}){{0,3}}\s{MADE}(?!\w)"
)
_STRONG = re.compile(rf"\d\s?%\s(?P<name>[a-z][a-z-]{{4,24}})\s(?:{MADE}|{FORM})(?!\w)")
_NO_NAME = re.compile(
    r"herbal|aqueous|alcoholic|ethanolic|methanolic|hydroalcoholic|oral|topical|vaginal|antibacterial|"
    r"antimicrobial|antiseptic|placebo|active|topically|medicated|aromatic|volatile|crude|plant|combined|"
    r"concentrated|isotonic|sterile|buffered|fresh|vehicle|green|black|incorrect"
)
"""What stands before a form of medicine and names none."""

_JOINED = re.compile(
    r"[\s,/+&()-]*(?:\b(?:plus|and|with|combined|in|combination|of|solution|therapy|regimen)\b[\s,/+&()-]*)*"
)
_BINOMIAL = re.compile(r"\b([A-Z][a-z]{3,20})\s([a-z]{4,20})\b")
_ABBREVIATED = re.compile(r"\b([A-Z])\.\s([a-z]{4,20})\b")


def preparation(text: str, named: Named) -> Named | None:
    """What is made of a plant (``Ocimum sanctum leaf extract``): a drug that ends where that does.

    Where only the form says that a plant is given (``neem mouthwash``, ``2% neem``) the drug is the plant.
    """
    if named.entry.kind not in ("organism", "drug"):
        return None
    vocabulary, identifier = named.entry.vocabulary, named.entry.identifier
    plant = named.entry.kind == "organism"
    if plant and _CLASS.fullmatch(text, named.start, named.end):
        return None
    end = _with_species(text, named) if plant else named.end
    made = (_EXTRACT if plant else _OF_DRUG).match(text, end)
    if made:
        before = _BEFORE_PREPARED.search(text, max(0, named.start - 12), named.start)
        name = f"{named.entry.name} {made.group().split()[-1]}"
        return Named(before.start() if before else named.start, made.end(), Entry("drug", vocabulary, identifier, name))
    drawn = _EXTRACT_OF.search(text, max(0, named.start - 80), named.start) if plant else None
    if drawn:
        return Named(drawn.start(), end, Entry("drug", vocabulary, identifier, f"{named.entry.name} extract"))
    given = _GIVEN_AS.match(text, end) or GIVEN_BEFORE.search(text, max(0, named.start - 60), named.start)
    if plant and given and vocabulary in (PLANTS, "litcurate"):
        return Named(named.start, end, Entry("drug", vocabulary, identifier, named.entry.name))
    return None


def _with_species(text: str, named: Named) -> int:
    """Where a plant's name ends: behind the species that a genus alone in the vocabulary is printed with."""
    printed = text[named.start : named.end]
    genus = named.entry.vocabulary == "MeSH" and " " not in printed and printed[:1].isupper()
    species = _SPECIES.match(text, named.end) if genus else None
    return species.end() if species else named.end


def derived(text: str, named: Named) -> Named | None:
    """``methyl eugenol`` is a drug of its own, a ``retinoic acid receptor`` a target; a salt belongs to its drug."""
    if named.entry.kind not in ("drug", "chemical"):
        return None
    receptor = _RECEPTOR.match(text, named.end)
    if receptor:
        name = f"{named.entry.name} receptor"
        return Named(named.start, receptor.end(), Entry("target", "receptor of a ligand", "", name))
    if named.entry.kind != "drug":
        return None
    salt = _SALT.match(text, named.end)
    lead = _DERIVED.search(text, max(0, named.start - 16), named.start)
    if lead:
        name = text[lead.start() : named.end].lower()
        return Named(lead.start(), named.end, Entry("drug", "derivative", "", name))
    return Named(named.start, salt.end(), named.entry) if salt else None


def made_of_unlisted(text: str, vocabulary: Vocabulary) -> Iterator[Named]:
    """Metal nanoparticles, what is given in per cent (``2% arimedadi gel``), what Latin plants are made into."""
    for match in _NANOPARTICLES.finditer(text):
        yield Named(match.start(), match.end(), Entry("drug", "nanoparticles", "", match.group()))
    for match in _STRONG.finditer(text):
        name = match.group("name")
        if not _NO_NAME.fullmatch(name) and vocabulary.entry(name) is None:
            yield Named(match.start("name"), match.end("name"), Entry("drug", "given in per cent", "", name))
    for match in _LATIN.finditer(text):
        name = match.group("name")
        if vocabulary.entry(name.lower()) is None and not _NO_NAME.fullmatch(name.split()[1]):
            yield Named(match.start(), match.end(), Entry("drug", "plant preparation", "", name))


def combination(text: str, named: Iterable[Named]) -> Entry | None:
    """What a text names if it is nothing but two drugs or more, joined: ``polyethylene glycol plus ascorbic acid``."""
    drugs = [each for each in named if each.entry.kind == "drug"]
    ends = [0, *(each.end for each in drugs)]
    starts = [*(each.start for each in drugs), len(text)]
    if len(drugs) < 2 or not all(_JOINED.fullmatch(text, end, start) for end, start in zip(ends, starts, strict=True)):
        return None
    return Entry("drug", "combination", "", " + ".join(each.entry.name for each in drugs))


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

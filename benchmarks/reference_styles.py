"""Reference strings printed in many styles from the gold fields, with a label for each token: more to train on.

The styles are written down here as patterns (Vancouver, AMA, APA, Harvard, Chicago, IEEE, Nature, Cell, ACS, and what
journals make of them); what is printed in square brackets is left out where the reference lacks the field.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reference_gold import GoldString, expanded
from reference_labels import begun, labels_of_spans

from extract.reference_identifiers import identifiers_in
from extract.reference_names import names_of
from extract.reference_tokens import Tokens, tokens_of


@dataclass(frozen=True)
class Item:
    """What is printed: persons as (family, given), the rest as text; what is empty is not printed."""

    people: tuple[tuple[str, str], ...]
    title: str
    container: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    first: str = ""
    last: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    pmid: str = ""
    editors: tuple[tuple[str, str], ...] = ()
    et_al: bool = False


# A authors, D editors, T title, J container, Y year, V volume, I issue, P pages, B publisher, C place, X identifiers
_ARTICLES = (
    "{A}. {T}. {J}. {Y};{V}[({I})][:{P}].[ {X}]",
    "{A}. {T}. {J} {Y};{V}[({I})][:{P}].[ {X}]",
    "{A}. {T}. {J} {Y}; {V}[ ({I})][: {P}].[ {X}]",
    "{A}. {T}. {J}. {Y} {M};{V}[({I})][:{P}].[ {X}]",
    "{A}. {T}. {J}. {Y};{V}[:{P}][. doi: {O}]",
    "{A}. {T}. {J}. {V}[({I})][:{P}], {Y}.[ {X}]",
    "{A}. {T}. {J} {V}[({I})], {P} ({Y}).[ {X}]",
    "{A}. {T}. {J} {V}, {P} ({Y}).",
    "{A} {T}. {J} {V}, {P} ({Y}).",
    "{A} ({Y}) {T}. {J} {V}[({I})][: {P}].[ {X}]",
    "{A} ({Y}) {T}. {J} {V}[:{P}][. {X}]",
    "{A} ({Y}). {T}. {J}, {V}[({I})][, {P}].[ {X}]",
    "{A} ({Y}). {T}. {J}, {V}, {P}.[ {X}]",
    "{A} ({Y}) ‘{T}’, {J}, {V}[({I})], pp. {P}.",
    "{A}. {Y}. {T}. {J} {V}[({I})][:{P}].[ {X}]",
    "{A}. {Y}. {T}. {J}. {V}[({I})][:{P}].",
    "{A}. {Y} {T}. {J} {V}[:{P}].",
    "{A}. {Y}. {T}. {J}, {V}, {P}.",
    "{A}, {Y}. {T}. {J} {V}[ ({I})], {P}.[ {X}]",
    "{A} {Y}, {T}, {J}, {V}, {P}.",
    "{A}: {T}. {J} {Y}, {V}[({I})][:{P}].",
    "{A}: {T}. {J} {V}[:{P}], {Y}[ {X}]",
    "{A}: {T}. {J}. {Y}, {V}: {P}[. {X}]",
    "{A}, “{T},” {J}, vol. {V}[, no. {I}][, pp. {P}], {M} {Y}.",
    "{A}, “{T},” {J}, vol. {V}[, no. {I}][, pp. {P}], {Y}.[ {X}]",
    '{A}, "{T}", {J}, vol. {V}[, no. {I}], pp. {P}, {Y}.',
    "{A}, “{T},” {J}, vol. {V}, Article ID {N}, {Y}.",
    "{A}. “{T}.” {J} {V}[, no. {I}] ({Y})[: {P}].[ {X}]",
    '{A}. "{T}." {J} {V}[.{I}] ({Y})[: {P}].',
    "{A}. {T}. {J} {Y}, {V}[ ({I})], {P}.[ {X}]",
    "{A} {T}. {J} {Y}, {V}[ ({I})], {P}.[ {X}]",
    "{A} {T}. {J} {Y}, {V}, No. {N}.",
    "{A} {J} {Y}, {V}, {P}.",
    "{A}, {J} {V} ({Y}) {F}.",
    "{A}, {J} {V}, {F} ({Y}).",
    "{A}, {T}, {J} {V} ({Y}) {P}.[ {X}]",
    "{A}, {T}, {J}, {V} ({Y}), {P}",
    "{A}, {Y}, {J}, {V}, {F}",
    "{A}. {T}. {J}, {V}[({I})]:{P}, {M} {Y}.",
    "{A}. {T}. {J}, {Y}, {V}[({I})]: {P}.",
    "{A}. {T}. {J}, {Y}. {V}[({I})]: p. {P}.",
    "{A}, {T}. {J}, {Y}. {V}[({I})]: p. {P}.",
    "{A}. {T}. {J}. {Y}. (in press).",
    "{A}. {T}. {J}. {Y}. doi: {O}. [Epub ahead of print]",
    "{A}. ({Y}). {T}. {J}. Advance online publication. https://doi.org/{O}",
    "{A}. {T}. {J}. {Y};{V}[ Suppl {S}][:{P}].",
    "{A}. {T}. {J}. {Y};{V}[(suppl {S})]:{K}.",
    "{A}. {T} [abstract]. {J} {Y};{V}[(Suppl. {S})]: {K}.",
    "{A}. {T}. {R} [Preprint]. {Y}. doi: {O}.",
    "{A} ({Y}). {T}. {R}. https://doi.org/{O}",
    "{A}. {T}. {R} {Y}.",
)
_BOOKS = (
    "{A}. {T}. {E} ed. {C}: {B}; {Y}.",
    "{A}. {T}. {C}: {B}; {Y}[. p. {P}].",
    "{A} ({Y}). {T}. {C}: {B}.",
    "{A} ({Y}) {T}. {B}, {C}.[ {X}]",
    "{A}. {T}. {B}, {C}, {Y}.",
    "{A}, {T}, {B}, {C}, {Y}.",
    "{A}, {T} ({B}, {C}, {Y}).",
    "{A} {T}; {B}: {C}, {Y}.",
    "{A}. {Y}. {T}. {C}: {B}.",
    "{A}. {T}. {C}: {B}, {Y}.",
    "{A} {T} ({B}, {Y}).",
)
_CHAPTERS = (
    "{A}. {T}. In: {D}, editors. {J}. {C}: {B}; {Y}. p. {P}.",
    "{A}. {T}. In: {D}, eds. {J}. {C}: {B}; {Y}:{P}.",
    "{A} ({Y}). {T}. In {D} (Eds.), {J} (pp. {P}). {C}: {B}.",
    "{A} ({Y}) {T}. In: {D} (eds) {J}. {B}, {C}, pp {P}",
    "{A}, “{T},” in {J}, {D}, Eds., pp. {P}, {B}, {C}, {Y}.",
    "{A}. “{T}.” In {J}, edited by {D}, {P}. {C}: {B}, {Y}.",
    "{A} {T}. In {J}; {D}, Eds.; {B}: {C}, {Y}; pp {P}.",
    "{A}. {Y}. {T}. Pages {P} in {D}, editors. {J}. {B}, {C}.",
    "{A} in {J} (eds {D}) {P} ({B}, {Y}).",
    "{A}: {T}. In {J}. Edited by {D}. {C}: {B}; {Y}:{P}.",
    "{A}. {T}. In {J}, pages {P}. {B}, {Y}.",
)
_OTHERS = (
    "{G}. {T}. {W}",
    "{G}. {T}. {Y}. {W}",
    "{G}. {T}; {Y}. {W}",
    "{G} ({Y}). {T}. {W}",
    "{G} ({Y}) {T}. {C}: {B}.",
    "{G}. {T}. {C}: {B}; {Y}.",
    "{G}, {T}, {B}, {C}, {Y}.",
    "{G}. {T}. {J} {Y};{V}[({I})][:{P}].",
    "{G}. {T}. {J}. {Y};{V}[({I})][:{P}].",
    "{A}, {G}. {T}. {J} {Y};{V}[({I})][:{P}].",
    "{A}. {T}. {Y}. {W}",
    "{A}. {T} [dissertation]. {C}: {B}; {Y}.",
    "{A}. {T}. PhD thesis, {B}, {C}, {Y}.",
    "{A}. {T}. Ph.D. thesis, {B}, {Y}.",
    "{A} ({Y}). {T} (Doctoral dissertation). {B}.",
    "{A} ({Y}) {T}. Master's thesis. {B}, {C}",
    "{A}. {T} [dataset]. Zenodo. {Y}. https://doi.org/{O}",
    "{A} ({Y}). {T}. Dryad Digital Repository. doi: {O}",
    "{A}. {T}. Technical Report {N}, {B}, {C}, {Y}.",
    "{A}, “{T},” Tech. Rep., {B}, {C}, {Y}.",
    "{A}. {T}. {Y}. arXiv:{Z}",
    "{A}. {T}. arXiv preprint arXiv:{Z} ({Y}).",
    "{A}, {T}, arXiv:{Z} [hep-th].",
)
_GROUPS = (
    "World Health Organization",
    "Ministry of Health",
    "National Institute for Health and Care Excellence",
    "Centers for Disease Control and Prevention",
    "European Medicines Agency",
    "US Food and Drug Administration",
    "International Agency for Research on Cancer",
    "European Association for the Study of the Liver",
    "American Diabetes Association",
    "R Core Team",
    "GBD 2019 Collaborators",
    "IMbrave150 Investigators",
    "Example Study Group",
    "National Cancer Institute",
    "UNAIDS",
    "OECD",
)
_WEB = (
    "Available from: {u}. Accessed {d}.",
    "Available at: {u} (accessed {d}).",
    "{u}. Accessed {d}",
    "{u} (accessed {d}).",
    "Retrieved {d}, from {u}",
    "[cited {d}]. Available from: {u}",
    "{u}",
)
_NAMES = (
    ("{f} {I}", ", ", ", "),
    ("{f} {I}", ", ", ", and "),
    ("{f} {I}", ", ", " and "),
    ("{f}, {i}", ", ", ", & "),
    ("{f}, {i}", ", ", " & "),
    ("{f}, {i}", ", ", " and "),
    ("{f}, {i}", ", ", ", and "),
    ("{f}, {i}", "; ", "; "),
    ("{f}, {i}", "; ", "; and "),
    ("{f} {i}", ", ", ", "),
    ("{f} {i}", ", ", " & "),
    ("{f} {i}", "; ", "; "),
    ("{i} {f}", ", ", " and "),
    ("{i} {f}", ", ", ", and "),
    ("{i} {f}", ", ", ", "),
    ("{i} {f}", ", ", " et "),
    ("{i} {f}", ", ", " und "),
    ("{f}, {i}", ", ", " y "),
    ("{F} {I}", ", ", ", "),
    ("{F}, {i}", ", ", " & "),
)
_ET_AL = (", et al.", ", et al", " et al.", " et al", ", and others")
_MORE = (
    "doi:{o}",
    "doi: {o}.",
    "DOI: {o}",
    "https://doi.org/{o}.",
    "https://doi.org/{o}",
    "http://dx.doi.org/{o}",
    "[http://dx.doi.org/{o}] [PMID: {m}]",
    "PMID: {m}",
    "pmid:{m}",
    "doi: {o} PMID: {m}",
    "[PubMed]",
    "[CrossRef] [PubMed]",
    "Available from: https://example.org/{m}. Accessed 12 May 2019.",
)
_LABELS = {
    "A": "author",
    "G": "author",
    "D": "editor",
    "T": "title",
    "J": "container",
    "R": "container",
    "Y": "date",
    "M": "date",
}
_LABELS |= {
    "V": "volume",
    "I": "issue",
    "P": "page",
    "F": "page",
    "N": "page",
    "K": "page",
    "B": "publisher",
    "C": "place",
}
_SERVERS = ("bioRxiv", "medRxiv", "Research Square", "arXiv", "ChemRxiv", "SSRN", "Preprints")
_MONTHS = ("Jan", "February", "Mar", "April", "May 4", "Jun 12", "Jul", "Aug.", "Sept", "October", "Nov", "Dec 31")
_PUBLISHERS = (
    ("Springer", "Berlin"),
    ("Elsevier", "Amsterdam"),
    ("Oxford University Press", "Oxford"),
    ("CRC Press", "Boca Raton, FL"),
)
_PUBLISHERS += (
    ("Academic Press", "New York"),
    ("Wiley-Blackwell", "Hoboken, NJ"),
    ("Cambridge University Press", "Cambridge, UK"),
)
_FIELD = re.compile(r"\{([A-Z])\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*\{[A-Z]\}[^\[\]]*)\]")
Example = tuple[Tokens, list[str]]


def rendered(strings: Iterable[GoldString], each: float = 0.9, seed: int = 7) -> list[Example]:
    """About ``each`` new strings for a gold string, each in a style of its own."""
    choose = random.Random(seed)  # noqa: S311 - the same styles each time, nothing secret
    items = [item for gold in strings if (item := item_of(gold)) is not None]
    editors = [item.people for item in items if len(item.people) < 4]
    made = []
    for item in items:
        if choose.random() < each:
            printed = _print(item, choose, editors)
            if printed is not None:
                made.append(printed)
    return made


def item_of(gold: GoldString) -> Item | None:
    """The fields of a gold string as they would be printed anew, or None where the most needed are not there."""
    fields = gold.fields
    if not fields.get("title") or not fields.get("year") or not fields.get("authors"):
        return None
    held = gold.gold
    if gold.collection == "hand_tagged_strings":
        text = fields["authors"] if not gold.families else ", ".join(str(one) for one in held["author"])  # type: ignore[index,union-attr]
        names = names_of(text, 0, len(text))
        if not names.people or names.groups:
            return None
        people = tuple((one.family, one.given) for one in names.people if one.given)
        publisher, place = (_first(held, "publisher"), _first(held, "pubPlace"))
        et_al = names.et_al
    else:
        authors = held["authors"]
        assert isinstance(authors, list)
        people = tuple((one["family"], one.get("given") or "") for one in authors if one.get("family"))
        publisher = place = ""
        et_al = bool(held.get("etal"))
    if not people:
        return None
    return Item(
        people,
        " ".join(fields["title"].split()),
        " ".join(fields.get("container", "").split()),
        fields["year"],
        fields.get("volume", ""),
        fields.get("issue", ""),
        re.sub(r"^pp?\.?\s*", "", fields.get("first page", "")),
        fields.get("last page", ""),
        publisher,
        place,
        gold.doi,
        str(held.get("pmid") or ""),
        et_al=et_al,
    )


def _first(held: object, name: str) -> str:
    values = held.get(name) if isinstance(held, dict) else None
    return " ".join(str(values[0]).split()) if values else ""


def _print(item: Item, choose: random.Random, editors: Sequence[tuple[tuple[str, str], ...]]) -> Example | None:
    if not item.publisher and choose.random() < 0.5:
        publisher, place = choose.choice(_PUBLISHERS)
        item = replace(item, publisher=publisher, place=place)
    kind = choose.random()
    if kind > 0.93:
        pattern = choose.choice(_OTHERS)
    elif item.container and item.volume and item.first and kind < 0.8:
        pattern = choose.choice(_ARTICLES)
    elif item.container and item.publisher and item.first:
        pattern = choose.choice(_CHAPTERS)
        item = replace(item, editors=choose.choice(editors))
    elif item.publisher:
        pattern = choose.choice(_BOOKS)
    else:
        return None
    values = _values(item, choose)
    pattern = _OPTIONAL.sub(
        lambda found: found.group(1) if all(values[one] for one in _FIELD.findall(found.group(1))) else "", pattern
    )
    if not all(values[name] for name in _FIELD.findall(pattern)):
        return None
    text = choose.choice(("", "", "", "{n}. ", "[{n}] ", "({n}) ", "{n} ")).format(n=choose.randint(1, 180))
    spans: list[tuple[int, int, str]] = []
    position = 0
    for found in _FIELD.finditer(pattern):
        text += _joint(text, pattern[position : found.start()])
        value = values[found.group(1)]
        label = _LABELS.get(found.group(1))
        if label:
            spans.append((len(text), len(text) + len(value), label))
        text += value
        position = found.end()
    text += _joint(text, pattern[position:])
    text, spans = _wrapped(text, spans, choose)
    tokens = tokens_of(text, identifiers_in(text))
    return tokens, begun(tokens, labels_of_spans(tokens, spans))


def _joint(before: str, text: str) -> str:
    """What joins two fields, less a stop that the field before ends in already."""
    if before[-1:] in (".", "?", "!") and text[:1] == ".":
        return text[1:]
    return text


def _values(item: Item, choose: random.Random) -> dict[str, str]:
    form, between, before_last = choose.choice(_NAMES)
    last = expanded(item.first, item.last) if item.last else ""
    if last and choose.random() < 0.25 and last.isdigit() and item.first.isdigit() and len(last) == len(item.first):
        while len(last) > 1 and last[0] == item.first[len(item.first) - len(last)]:
            last = last[1:]
    pages = f"{item.first}{choose.choice(('-', '–', '–', ' - '))}{last}" if last else item.first
    number = str(choose.randint(10_000, 9_999_999))
    more = choose.choice(_MORE)
    doi = item.doi or f"10.{choose.randint(1000, 9999)}/j.{choose.randint(1000, 99999)}"
    pmid = item.pmid or str(choose.randint(1_000_000, 35_000_000))
    article = choose.choice((number, f"e{number}", f"0{number[:5]}"))
    title = item.title.rstrip(".")
    if choose.random() < 0.08:
        title = title.title()
    container = item.container
    if choose.random() < 0.15:
        container = container.replace(".", "")
    alone = choose.random() < 0.15 and not item.issue
    return {
        "A": _names(item.people, form, between, before_last, choose, item.et_al),
        "D": _names(item.editors, form, between, before_last, choose, False) if item.editors else "",
        "T": title,
        "J": container,
        "R": choose.choice(_SERVERS),
        "Y": item.year + (choose.choice("abc") if choose.random() < 0.04 else ""),
        "M": choose.choice(_MONTHS),
        "V": item.volume,
        "I": item.issue,
        "P": article if alone else pages,
        "F": item.first,
        "N": article,
        "K": f"{choose.choice(('S', 'TPS', 'LBA', 'e', 'P', 'abstr '))}{choose.randint(1, 9999)}",
        "S": str(choose.randint(1, 20)),
        "E": choose.choice(("2nd", "3rd", "5th", "10th")),
        "B": item.publisher,
        "C": item.place,
        "G": choose.choice(_GROUPS),
        "W": choose.choice(_WEB).format(
            u=f"https://www.example.org/{choose.choice(('publications', 'en/report', 'data', 'about.html'))}",
            d=f"{choose.randint(1, 28)} {choose.choice(_MONTHS[:3])} {choose.randint(2001, 2025)}",
        ),
        "Z": f"{choose.randint(1001, 2412)}.{choose.randint(1000, 19999):05}",
        "O": doi,
        "X": more.format(o=doi, m=pmid),
    }


def _names(
    people: Sequence[tuple[str, str]], form: str, between: str, before_last: str, choose: random.Random, et_al: bool
) -> str:
    shown = list(people)
    more = et_al
    if len(shown) > 2 and choose.random() < 0.3:
        shown = shown[: choose.choice((1, 1, 3, min(6, len(shown) - 1)))]
        more = True
    printed = [_name(family, given, form) for family, given in shown]
    if more:
        return between.join(printed) + choose.choice(_ET_AL)
    if len(printed) == 1:
        return printed[0]
    return between.join(printed[:-1]) + before_last + printed[-1]


def _name(family: str, given: str, form: str) -> str:
    letters = [one for one in re.split(r"[\s.\-]+", given) if one]
    if len(letters) == 1 and letters[0].isupper() and len(letters[0]) < 5:
        letters = list(letters[0])
    dotted = " ".join(
        one if len(one) > 1 and not one.isupper() and "f}, " in form else f"{one[0].upper()}." for one in letters
    )
    close = "".join(one[0].upper() for one in letters)
    if not letters:
        return family
    return form.format(f=family, F=family.upper(), i=dotted, I=close)


def _wrapped(
    text: str, spans: list[tuple[int, int, str]], choose: random.Random
) -> tuple[str, list[tuple[int, int, str]]]:
    """The text in lines as a PDF has it, words divided at some line ends, with the spans moved along."""
    if choose.random() < 0.5:
        return text, spans
    width = choose.randint(48, 100)
    cuts: list[tuple[int, str, str]] = []
    begin = 0
    while len(text) - begin > width:
        at = begin + width
        space = text.rfind(" ", begin + width // 2, at)
        word = re.match(r"[a-z]{3,}", text[at:])
        if word and text[at - 3 : at].isalpha() and choose.random() < 0.4:
            cuts.append((at, "", "-\n"))
            begin = at
        elif space > 0:
            cuts.append((space, " ", "\n"))
            begin = space + 1
        else:
            break
    moved = list(spans)
    for at, _, new in reversed(cuts):
        if new == "-\n":
            text = f"{text[:at]}-\n{text[at:]}"
            moved = [(s + 2 * (s >= at), e + 2 * (e > at), label) for s, e, label in moved]
        else:
            text = f"{text[:at]}\n{text[at + 1 :]}"
    return text, moved

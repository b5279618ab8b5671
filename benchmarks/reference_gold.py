"""The gold reference strings and how parsed fields are scored against them.

Fields: first author, all authors, title, container, year, volume, issue, first page, last page. Title and container
are right from a normalised Levenshtein similarity of 0.8 on, the others where they are equal once case, accents, white
space and punctuation are left out; abbreviated last pages are expanded on both sides. A field that is there on both
sides and right is a true positive; one that is wrong is a false positive and a false negative. *All key fields* asks
for first author, title, container, year, volume and first page, each as in the gold, one that the gold lacks being
absent. An article number counts as the first page, as in the gold.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein

REFERENCES = Path(__file__).parent.parent.parent / "shared" / "data" / "references"
FIELDS = (
    "first author",
    "authors",
    "title",
    "container",
    "year",
    "volume",
    "issue",
    "first page",
    "last page",
)
KEY = ("first author", "title", "container", "year", "volume", "first page")
_NEAR = 0.8


@dataclass(frozen=True)
class GoldString:
    """A reference string with its gold fields; ``group`` is the article (or near it) that it stands in."""

    collection: str
    group: str
    raw: str
    fields: Mapping[str, str]
    families: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    """Hand-tagged strings: each tagged part with its tag, in the order of the file."""
    doi: str = ""
    vancouver: bool = False
    gold: Mapping[str, object] = field(default_factory=dict)


def gold_strings(collection: str, folder: Path = REFERENCES) -> Iterator[GoldString]:
    """The strings of ``pdf_strings``, ``jats_strings`` or ``hand_tagged_strings``."""
    with (folder / f"{collection}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            held = json.loads(line)
            yield _hand_tagged(held) if collection == "hand_tagged_strings" else _from_jats(collection, held)


def _from_jats(collection: str, held: dict[str, object]) -> GoldString:
    gold = held["gold"]
    assert isinstance(gold, dict)
    people = tuple(author["family"] for author in gold["authors"] if author.get("family"))
    families = people or tuple(author["collab"] for author in gold["authors"] if author.get("collab"))
    fields = {
        "title": gold["title"],
        "container": gold["journal"],
        "year": gold["year"],
        "volume": gold.get("volume", ""),
        "issue": gold.get("issue", ""),
        "first page": gold.get("fpage", ""),
        "last page": gold.get("lpage", ""),
        "first author": families[0] if families else "",
        "authors": " ".join(families),
    }
    place = str(held.get("dir") or held.get("file"))
    article = re.search(r"PMC\d+", place) or re.search(r"(?:journal\.)?p\w{3}\.\d{7}", place)
    group = article.group() if article else place
    return GoldString(
        collection,
        group.removeprefix("journal."),
        str(held["raw"]),
        {name: text for name, text in fields.items() if text},
        families,
        doi=gold.get("doi") or "",
        gold=gold,
    )


_VANCOUVER = re.compile(r"\b(?:19|20)\d\d[^;:()\d]{0,12};\s?[A-Z]?\d+")
_VANCOUVER_NAME = re.compile(
    r"(?:[a-z']+\s)*[^\W\d_][\w'’.-]+(?:\s[\w'’-]+){0,2}\s[A-ZÀ-Ý-]{1,5}(?:\s(?:Jr|Sr|II|III|2nd|3rd))?\.?"
)


def _hand_tagged(held: dict[str, object]) -> GoldString:
    gold = held["gold"]
    assert isinstance(gold, dict)
    raw = str(held["raw"])

    def first(*names: str) -> str:
        return next((str(gold[name][0]) for name in names if gold.get(name)), "")

    names = [*gold.get("author", []), *gold.get("orgName:collaboration", [])]
    authors = _ET_AL.sub("", ", ".join(str(one) for one in names or _opening_organisation(gold, raw)))
    pages = first("biblScope:page", "biblScope:pp", "biblScope:pages")
    if re.fullmatch(r"\d+\s?p(?:p|ages|\.)*\.?", pages.strip()):
        pages = ""
    ends = [one for one in re.split(r"[-\u2010-\u2015\u2212]+", re.sub(r"[\s.]|^pp?\b\.?", "", pages)) if one]
    title = first("title:a") or first("title:m")
    container = first("title:j") or (first("title:m") if first("title:a") else "")
    year = re.search(r"(?:1[5-9]|20)\d\d", first("date"))
    fields = {
        "title": title,
        "container": container,
        "year": year.group() if year else "",
        "volume": first("biblScope:volume", "biblScope:vol"),
        "issue": first("biblScope:issue"),
        "first page": ends[0] if ends else "",
        "last page": ends[1] if len(ends) == 2 else "",
        "first author": first_family(authors),
        "authors": authors,
    }
    names = [one.strip() for one in re.split(r",|;|\band\b|&", authors) if one.strip()]
    vancouver = bool(_VANCOUVER.search(raw)) and bool(names) and all(_VANCOUVER_NAME.fullmatch(name) for name in names)
    families = tuple(re.sub(r"\s[A-ZÀ-Ý-]{1,5}(?:\s(?:Jr|Sr|II|III|2nd|3rd))?\.?$", "", name) for name in names)
    if vancouver:
        fields |= {"first author": families[0], "authors": " ".join(families)}
    file = str(held["file"])
    group = file if file != "citations.xml" else f"{file} {plain(title or authors)[:24]}"
    return GoldString(
        "hand_tagged_strings",
        group,
        raw,
        {name: text for name, text in fields.items() if text},
        families if vancouver else (),
        tuple((name, str(one)) for name, ones in gold.items() for one in ones),
        re.sub(r"(?i)^\s*(?:doi\s*:?|https?://(?:dx\.)?doi\.org/)\s*", "", first("idno:DOI")),
        vancouver,
        gold,
    )


_ET_AL = re.compile(r",?\s*\bet\.? ?al\b\.?")


def _opening_organisation(gold: Mapping[str, list[str]], raw: str) -> list[str]:
    """An organisation that a string begins with, where no author is tagged, is the author."""
    return [name for name in gold.get("orgName", [])[:1] if raw.lstrip("[(0123456789.)] ").startswith(name)]


_SEPARATOR = re.compile(r"[,;]|\s(?:and|et|und|y|e)\s|\s?&\s?")
_INITIALS = re.compile(r"(?<![^\W\d_])(?:[^\W\d_a-z]\.?[-\s]?){1,4}(?![^\W\d_])")


def first_family(authors: str) -> str:
    """What a list of authors begins with, less initials: the family name, or given and family name.

    >>> first_family("J. P. COLLMAN, J. P. BRAUMAN"), first_family("Wang, B., Silk, J."), first_family("Torgersen S.")
    ('COLLMAN', 'Wang', 'Torgersen')
    """
    chunk = next((one for one in _SEPARATOR.split(authors) if one.strip()), "")
    return _INITIALS.sub(" ", chunk).strip(" .") or chunk.strip()


def plain(text: str) -> str:
    """Letters and digits only, without case and accents: what two spellings are compared by."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())


def _spaced(text: str) -> str:
    text = re.sub("\u00ad", "", unicodedata.normalize("NFKC", text))
    return " ".join(re.sub(r"-\s*\n\s*", "", text).casefold().split()).strip(" .,;:")


def expanded(first: str, last: str) -> str:
    """A last page in full: 1898 and 907 give 1907.

    >>> expanded("1898", "907"), expanded("e12", "e19"), expanded("S39", "42")
    ('1907', 'e19', 'S42')
    """
    if last.isdigit() and first[-len(last) :].isdigit() and len(last) < len(first):
        return first[: -len(last)] + last
    return last


_NAMED = re.compile(r"^(?:pp?\.|vol(?:ume|\.)?|no\.|n°)\s*", re.IGNORECASE)


def is_right(name: str, mine: str, gold: str, strict_names: bool = True) -> bool:
    """Whether a parsed field says what the gold says."""
    if name in ("title", "container") or (name == "authors" and not strict_names):
        return Levenshtein.normalized_similarity(_spaced(mine), _spaced(gold)) >= _NEAR
    a, b = plain(_NAMED.sub("", mine)), plain(_NAMED.sub("", gold))
    if name == "first author" and not strict_names:
        return bool(a) and (a == b or b.endswith(a) or b.startswith(a))
    return a == b


def judged(mine: Mapping[str, str], gold: GoldString) -> dict[str, str]:
    """``right``, ``wrong``, ``missed`` or ``invented`` for each field that either side has."""
    strict = bool(gold.families) or gold.collection != "hand_tagged_strings"
    wanted = dict(gold.fields)
    mine = dict(mine)
    for side in (mine, wanted):
        if side.get("last page"):
            side["last page"] = expanded(side.get("first page", ""), side["last page"])
    made = {}
    for name in FIELDS:
        have, want = mine.get(name, ""), wanted.get(name, "")
        if have and want:
            made[name] = "right" if is_right(name, have, want, strict) else "wrong"
        elif have or want:
            made[name] = "missed" if want else "invented"
    return made

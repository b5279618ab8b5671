"""Entries cut from a document against the gold references: which are clean, and what happened to the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gold_references import FIELDS, GoldReference, expanded, letters, without_links
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from curated.schema import Reference

_HELD = 90.0
"""A string holds a title if so much of it stands in it (rapidfuzz's partial ratio, letters only)."""
_TELLING = 25
"""A title of fewer letters says nothing alone: it is another reference's only with the name and the year beside it."""
_SIMILAR = 0.8
"""Titles and containers are the same from this normalised Levenshtein similarity on."""
_FOREIGN, _TIMES = 80, 1.4
"""An entry has foreign text in it if it has so many letters more, and so many times as many, as the gold."""
KEY_FIELDS = ("first_author", "title", "container", "year", "volume", "first_page")


@dataclass(frozen=True)
class Cut:
    """An entry as cut: the number printed beside it and its string."""

    number: int | None
    raw: str


@dataclass
class Cutting:
    """The score of one list: ``entry_of`` maps gold to the entry that holds it; ``lost`` has causes and strings."""

    gold: int
    entries: int
    clean: int = 0
    numbered: int = 0
    numbers_right: int = 0
    entry_of: dict[int, int] = field(default_factory=dict)
    lost: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the gold references that are clean."""
        return self.clean / max(1, self.gold)


def score_cutting(gold: Sequence[GoldReference], cuts: Sequence[Cut], text: str) -> Cutting:
    """Clean recall, and what happened to the references that are not clean.

    A gold reference is clean where an entry holds its title (its whole string where the publisher tagged none) and its
    year, and no other reference's title. ``text`` is all that was read, so that what was not read at all is told apart
    from what was not cut.
    """
    strings = [letters(without_links(cut.raw)) for cut in cuts]
    with_links = [letters(cut.raw) for cut in cuts]
    holders = [[at for at, string in enumerate(strings) if _holds(string, wanted)] for wanted in gold]
    held: dict[int, list[int]] = {}
    for index, at in ((index, at) for index, found in enumerate(holders) for at in found):
        held.setdefault(at, []).append(index)
    made = Cutting(len(gold), len(cuts))
    taken: set[int] = set()
    whole = letters(text)
    for index, wanted in enumerate(gold):
        dated = [at for at in holders[index] if wanted.year in with_links[at]]
        alone = [at for at in dated if not _others(gold, index, held[at], strings[at])]
        choice = sorted(
            alone or dated or holders[index],
            key=lambda at: (str(cuts[at].number) != wanted.label, _unlikeness(strings[at], wanted)),
        )
        free = [at for at in choice if at not in taken]
        if free:
            made.entry_of[index] = free[0]
            taken.add(free[0])
        if free and alone:
            made.clean += 1
            cut = cuts[free[0]]
            if wanted.label.isdigit():
                made.numbered += 1
                made.numbers_right += cut.number == int(wanted.label)
            if len(strings[free[0]]) > max(len(wanted.text) + _FOREIGN, _TIMES * len(wanted.text)):
                made.lost.append(("clean, with foreign text in it", cut.raw))
            continue
        made.lost.append(_cause(wanted, [cuts[at] for at in choice], bool(dated), bool(free), strings, whole))
    made.lost += [("intruder: an entry that is none", cut.raw) for at, cut in enumerate(cuts) if at not in held]
    return made


def _holds(string: str, wanted: GoldReference) -> bool:
    if len(string) < 0.9 * len(wanted.key) or not wanted.key:
        return False
    if len(wanted.key) < _TELLING and not (wanted.surname in string and wanted.year in string):
        return False
    return wanted.key in string or fuzz.partial_ratio(wanted.key, string, score_cutoff=_HELD) > 0


def _others(gold: Sequence[GoldReference], index: int, held: Sequence[int], string: str) -> list[int]:
    """The other references in an entry; those whose title is part of this one's, or the same, are none."""
    own = gold[index].key
    rest = string.replace(own, "", 1)
    return [
        other
        for other in held
        if other != index
        and fuzz.partial_ratio(gold[other].key, own) < _HELD
        and (len(gold[other].key) >= _TELLING or (gold[other].key in rest and gold[other].surname in rest))
    ]


def _unlikeness(string: str, wanted: GoldReference) -> float:
    return -fuzz.ratio(string, wanted.text) - 10 * (wanted.surname in string)


def _cause(
    wanted: GoldReference, choice: Sequence[Cut], dated: bool, free: bool, strings: Sequence[str], whole: str
) -> tuple[str, str]:
    shown = choice[0].raw if choice else f"{wanted.surname} {wanted.year} {wanted.key}"
    if dated:
        return ("glued to another one" if free else "one entry for two references"), shown
    if choice:
        at = strings.index(letters(without_links(choice[0].raw)))
        near = "".join(strings[max(0, at - 1) : at + 2])
        return ("cut in two" if wanted.year in near else "its year is not in the entry"), shown
    if any(_holds(above + below, wanted) for above, below in pairwise(strings)):
        return "cut in two", shown
    if wanted.key in whole or fuzz.partial_ratio(wanted.key, whole, score_cutoff=_HELD):
        return "lost: read, but in no entry", shown
    return "lost: its words are not in what was read", shown


@dataclass
class Fields:
    """Counts per field, and of whole references: right, asked for, given."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    gold: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    read: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    references: int = 0
    entries: int = 0
    keys_right: int = 0
    all_right: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    """The field, what is asked for, what was given."""


def score_fields(gold: Sequence[GoldReference], rows: Sequence[Reference], cutting: Cutting) -> Fields:
    """Fields end to end: every tagged reference of the gold counts, whether an entry was cut for it or not.

    Title and container are right from a normalised Levenshtein similarity of 0.8 on, the rest where letters and digits
    are the same; abbreviated last pages are expanded on both sides. References that the publisher did not tag are left
    out on both sides.
    """
    made = Fields()
    untagged = {at for index, at in cutting.entry_of.items() if not gold[index].fields}
    given = {at: fields_of(row) for at, row in enumerate(rows) if at not in untagged}
    for fields in given.values():
        for name in FIELDS:
            made.read[name] += bool(fields[name])
    made.entries = len(given)
    for index, wanted in enumerate(gold):
        if not wanted.fields:
            continue
        made.references += 1
        found = given.get(cutting.entry_of.get(index, -1), {})
        right = {name: _same(name, wanted.fields[name], found.get(name, "")) for name in FIELDS}
        for name in FIELDS:
            asked = bool(wanted.fields[name])
            made.gold[name] += asked
            made.right[name] += asked and right[name]
            if found and not right[name]:
                made.wrong.append((name, wanted.fields[name], found.get(name, "")))
        made.keys_right += bool(found) and all(right[name] for name in KEY_FIELDS)
        made.all_right += bool(found) and all(right.values())
    return made


def _same(name: str, wanted: str, found: str) -> bool:
    if name in ("title", "container") and wanted and found:
        return Levenshtein.normalized_similarity(wanted, found) >= _SIMILAR
    return wanted == found


def fields_of(row: Reference) -> Mapping[str, str]:
    """The fields of a row as they are compared."""
    families = [letters(author.value.family) for author in row.authors]
    first = families or [letters(group.value) for group in row.group_author] or [""]

    def plain(name: str) -> str:
        value = getattr(row, name)
        return letters(str(value.value)) if value is not None else ""

    first_page = plain("first_page") or plain("article_number")
    return {
        "first_author": first[0],
        "authors": " ".join(families),
        "title": plain("title") or plain("container_title"),
        "container": plain("container_title") if plain("title") else "",
        "year": plain("year"),
        "volume": plain("volume"),
        "issue": plain("issue"),
        "first_page": first_page,
        "last_page": expanded(first_page, plain("last_page")),
    }

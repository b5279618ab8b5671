"""Citation pairs and headings read from a PDF against the gold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gold_jats import Gold
from rapidfuzz import fuzz
from reading_sentences import letters, plain

_RUN = 20
_CLOSE, _FEWEST = 10, 3
_BEFORE, _AFTER = 80, 40
_ALIKE = 85.0
_SAME_HEADING = 94.0
_HEADING_NUMBER = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[ivx]+(?=[.)]))[.)]?\s*(?=\D)", re.IGNORECASE)


class ReadReference(NamedTuple):
    """A reference as read: its id, the number printed beside it, its string."""

    reference_id: str
    number: int | None
    raw: str


class ReadPair(NamedTuple):
    """A pair as read: the reference's id, the marker, and the text before and behind it."""

    reference_id: str
    marker: str
    before: str
    after: str


class ReadHeading(NamedTuple):
    """A heading as read; ``block`` is its place among the blocks of the flow."""

    text: str
    level: int
    block: int


@dataclass(frozen=True)
class Counts:
    """Right, asked for, given; with what was missed and what was wrong, each with its cause."""

    right: int
    gold: int
    read: int
    missed: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def f1(self) -> float:
        """Twice what is right over what was asked for and given; 1 where neither is any."""
        return 2 * self.right / (self.gold + self.read) if self.gold + self.read else 1.0


def same_references(gold: Gold, read: Sequence[ReadReference]) -> dict[str, int]:
    """Which reference of the gold each read one is: by number where both lists print numbers, else by likeness.

    Likeness is how well the gold title stands in the read string (rapidfuzz's partial ratio), a little more for the
    year and the first author; from 85 on, best first, one to one.
    """
    by_label = {reference.label: index for index, reference in enumerate(gold.references) if reference.label.isdigit()}
    numbered = sum(reference.number is not None for reference in read)
    if by_label and numbered * 2 > len(read):
        same: dict[str, int] = {}
        for reference in read:
            index = by_label.get(str(reference.number))
            if index is not None and index not in same.values():
                same[reference.reference_id] = index
        return same
    scored: list[tuple[float, int, int]] = []
    strings = [plain(reference.raw) for reference in read]
    for index, wanted in enumerate(gold.references):
        title, surname = plain(wanted.title), plain(wanted.surname)
        for at, string in enumerate(strings):
            named = surname[:40] in string
            dated = wanted.year in string
            ratio = fuzz.partial_ratio(title, string, score_cutoff=70) if len(title) > 8 else 80.0 * (named and dated)
            if ratio and ratio + 5 * named + 5 * dated >= _ALIKE:
                scored.append((ratio + 5 * named + 5 * dated, index, at))
    taken: set[int] = set()
    same = {}
    for _, index, at in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        name = read[at].reference_id
        if index not in taken and name not in same:
            taken.add(index)
            same[name] = index
    return same


class _Place:
    """The letters around a marker: as one string with its runs of twenty, and close by on either side."""

    def __init__(self, before: str, marker: str, after: str) -> None:
        self._before, self._after = letters(plain(before)), letters(plain(after))
        window = self._before[-_BEFORE:] + letters(plain(marker)) + self._after[:_AFTER]
        self._runs = frozenset(window[at : at + _RUN] for at in range(len(window) - _RUN + 1))

    @property
    def bare(self) -> bool:
        """Whether there is nothing around the marker, as in a cell of its own."""
        return len(self._before) < _FEWEST and len(self._after) < _FEWEST and not self._runs

    def shared(self, read: "_Place") -> int:
        """How much a read place has in common with this one of the gold; 0 where it is another place."""
        tail, head = self._before[-_CLOSE:], self._after[:_CLOSE]
        close = len(tail) >= _FEWEST and read._before.endswith(tail)
        close = close or (len(head) >= _FEWEST and read._after.startswith(head))
        return len(self._runs & read._runs) + close


def score_pairs(gold: Gold, references: Sequence[ReadReference], pairs: Sequence[ReadPair]) -> Counts:
    """Citation pairs: a marker's place and one reference that it cites.

    Gold: every JATS ``xref ref-type="bibr"`` of text, captions, notes and cells, lists of ids split, ranges expanded. A
    read pair is right where its reference is the same (``same_references``) and its place is: the letters around the
    marker (80 before, its own, 40 behind; the gold has fewer at the ends of a paragraph or cell) share twenty in a
    row, or the ten right before it, or the ten right behind it. One to one: the read marker that shares most is taken.
    A cell that holds nothing but the marker matches any read pair of that reference that is left.
    """
    same = same_references(gold, references)
    given: dict[int, list[int]] = {}
    for at, pair in enumerate(pairs):
        if pair.reference_id in same:
            given.setdefault(same[pair.reference_id], []).append(at)
    places = [_Place(pair.before, pair.marker, pair.after) for pair in pairs]
    wanted = [_Place(pair.before, pair.marker, pair.after) for pair in gold.pairs]
    taken: set[int] = set()
    found: set[int] = set()
    for bare in (False, True):
        for index, asked in enumerate(gold.pairs):
            if wanted[index].bare is not bare:
                continue
            free = [at for at in given.get(asked.reference, ()) if at not in taken]
            best = max(free, key=lambda at: (wanted[index].shared(places[at]), -at), default=None)
            if best is not None and (bare or wanted[index].shared(places[best])):
                taken.add(best)
                found.add(index)
    known = set(same.values())
    missed: list[tuple[str, str]] = []
    for index, asked in enumerate(gold.pairs):
        if index in found:
            continue
        if asked.reference not in known:
            cause = "the reference itself was not read"
        elif any(wanted[index].shared(place) for place in places):
            cause = "a marker there, not to this reference"
        else:
            cause = (
                f"no marker seen ({_kind(asked.marker)}, {'alone in a cell' if wanted[index].bare else asked.place})"
            )
        missed.append((cause, f"→{asked.reference + 1}: {_show(asked.before, asked.marker)}"))
    wrong: list[tuple[str, str]] = []
    for at, pair in enumerate(pairs):
        if at in taken:
            continue
        if pair.reference_id not in same:
            cause = "to a reference that the gold does not have"
        elif any(place.shared(places[at]) for place in wanted):
            cause = f"a marker near, not to this reference or read twice ({_kind(pair.marker)})"
        else:
            cause = f"the gold has no marker there ({_kind(pair.marker)})"
        wrong.append((cause, _show(pair.before, pair.marker)))
    return Counts(len(taken), len(gold.pairs), len(pairs), tuple(missed), tuple(wrong))


def _kind(marker: str) -> str:
    if re.search(r"[^\W\d_]{2}|\b(?:1[89]|20)\d\d", marker):
        return "author–year"
    return "brackets" if marker[:1] in "[(" else "bare number"


def _show(before: str, marker: str) -> str:
    return f"…{' '.join(before[-60:].split())} ⟦{' '.join(marker.split())}⟧"


def heading_key(text: str) -> str:
    """A heading as compared: without its number, letters and digits only."""
    return re.sub(r"\W", "", plain(_HEADING_NUMBER.sub("", text)))


def score_headings(
    gold: Gold, read: Sequence[ReadHeading], blocks: Sequence[str], first: int, last: int
) -> tuple[Counts, Counts]:
    """Headings of the body by text alone, and by text and level.

    Gold: the titles of the sections in the JATS body; the level is the depth. Read headings count from the first body
    sentence or gold heading found to the last body sentence (``first``, ``last``: blocks of the flow), as the JATS does
    not tell all headings of the front and back matter; those that are titles elsewhere in the JATS are neither right
    nor wrong. Texts are the same without numbers, case, space and punctuation, or at least 94 % alike; one to one,
    in order. Levels are ranked within the document, on both sides among the headings that match, and compared.
    """
    keys = [heading_key(heading.text) for heading in gold.headings]
    read_keys = [heading_key(heading.text) for heading in read]
    early = [
        heading.block for heading, key in zip(read, read_keys, strict=True) if key in keys[:2] and heading.block < first
    ]
    first = max(early, default=first)
    inside = [at for at, heading in enumerate(read) if first <= heading.block <= last]
    taken: dict[int, int] = {}
    free = list(inside)
    for index, key in enumerate(keys):
        behind = max(taken.values(), default=-1)
        fitting = [at for at in free if _same(key, read_keys[at])]
        at = next((at for at in fitting if at > behind), next(iter(fitting), None))
        if at is not None:
            taken[index] = at
            free.remove(at)
    gold_ranks = _ranks([gold.headings[index].level for index in taken])
    read_ranks = _ranks([read[at].level for at in taken.values()])
    level = {index: gold_ranks[gold.headings[index].level] == read_ranks[read[at].level] for index, at in taken.items()}
    elsewhere = {heading_key(text) for text in gold.other_headings}
    wrong = [at for at in free if read_keys[at] not in elsewhere]
    given = len(taken) + len(wrong)
    missed = [
        (_missed_cause(key, read_keys, blocks), f"{'#' * heading.level} {heading.text}")
        for index, (heading, key) in enumerate(zip(gold.headings, keys, strict=True))
        if index not in taken
    ]
    misranked = [
        (
            f"level {read_ranks[read[at].level]} for {gold_ranks[gold.headings[index].level]}",
            gold.headings[index].text,
        )
        for index, at in taken.items()
        if not level[index]
    ]
    extra = [("no heading in the gold", f"{'#' * max(read[at].level, 1)} {read[at].text[:100]}") for at in wrong]
    by_text = Counts(len(taken), len(keys), given, tuple(missed), tuple(extra))
    by_level = Counts(sum(level.values()), len(keys), given, (*missed, *misranked), tuple(extra))
    return by_text, by_level


def _same(one: str, other: str) -> bool:
    return one == other or fuzz.ratio(one, other, score_cutoff=_SAME_HEADING) > 0


def _ranks(levels: Sequence[int]) -> dict[int, int]:
    return {level: rank for rank, level in enumerate(sorted(set(levels)), start=1)}


def _missed_cause(key: str, read_keys: Sequence[str], blocks: Sequence[str]) -> str:
    if any(key == each for each in read_keys):
        return "outside the body as found"
    if any(key in each for each in read_keys):
        return "one heading with another or with text"
    if any(each and len(each) > 3 and each in key for each in read_keys):
        return "only a part of it is a heading"
    found = [heading_key(block) for block in blocks]
    if key in found:
        return "a paragraph of its own"
    if any(each.startswith(key) for each in found):
        return "run in at the head of a paragraph"
    if any(key in each for each in found):
        return "inside a paragraph"
    return "not in the flow"

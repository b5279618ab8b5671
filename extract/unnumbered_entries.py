"""A list without numbers → where its entries begin, line by line, by all that speaks for or against it.

A line speaks by how it stands (hanging, indented, behind a gap or a short line), by its words (it begins with a person;
the line before has ended; a year has been seen), by the order of the alphabet, and by the links that lead to it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.list_edges import standings
from extract.list_lines import ListLine, has_group_head, has_head, has_locator, is_dated

_ENDED = re.compile(
    r"(?:[.?!][”\"’')\]]*|\d[–-]?[A-Za-z]?\d*\)?[.;]?|10\.\d{4,9}/\S*|://\S*|www\.\S*|\]|\bpress\)?|\b(?:PubMed|CrossRef|Scholar|PMC)\W?)$",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(
    r"(?:[,&:(/–‐-]|\b(?:the|of|and|in|for|an?|to|on|with|by|from|de|der|des|und|et|la|le|y|von|van|vol|no|pp?|in\s?:|eds?)\.?)$",
    re.IGNORECASE,
)
_NO_START = re.compile(
    r"[a-z]?\d|[,.;:)&/–]|(?:pp?|vols?|nos?|eds?|ch)\.?\s?\d|eds?\.?\)|in[:\s]|"
    r"(?:doi|pmid|pmcid|https?|www|and|available|accessed|retrieved)\b",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"\W*(?:(?:DOI|PubMed|PMC|CrossRef|Google\sScholar|Medline|Web\sof\sScience|View\sArticle)\W*)+$", re.IGNORECASE
)
_LOWER = re.compile(r"[a-zß-öø-ÿа-я]")
_PARTICLE = re.compile(
    r"(?:van|von|vom|zu|zur|de|der|den|del|della|di|da|do|dos|das|du|la|le|el|al|bin|ibn|ten|ter|af|av|d['’]|eLife\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CONFIRMED = 0.25
"""An edge or gap tells entries apart if its lines look so much more like heads than the others do."""
_SORTED = 0.8
_FEWEST_SORTED = 5


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of a line and of the one above say."""

    head: bool
    ended: bool
    broken_off: bool
    no_start: bool
    dated: bool
    placed: bool
    key: str

    @property
    def alike(self) -> float:
        """How much the line looks like the head of an entry, for telling edges and gaps apart."""
        return (1.0 if self.head else 0.0) + (0.6 if self.ended else 0.0) - (1.0 if self.no_start else 0.0)


def find_starts(lines: Sequence[ListLine], targets: Sequence[int] = ()) -> list[int]:
    """The indices of the lines at which entries begin. ``targets`` are the places that links lead to, sorted."""
    if not lines:
        return []
    stand = standings(lines)
    words = [_words(lines[index - 1] if index else None, line) for index, line in enumerate(lines)]
    outer = _weight(words, [each.outer for each in stand])
    apart = _weight(words, [each.apart for each in stand])
    short = _weight(words, [each.after_short for each in stand])
    blocks = _weight(words, [line.begins_block for line in lines])
    jumped = _jumped(lines, targets)
    scores = [
        _vote(outer, each.outer, 3.5, 4.0)
        + _vote(apart, each.apart, 2.5, 2.5)
        + _vote(short, each.after_short, 1.2, 1.2)
        + _vote(blocks, line.begins_block, 2.0, 2.0 if line.page == 0 else 0.5)
        + (0.0 if jump is None else 3.5 if jump else -1.0)
        + _said(said)
        for each, line, said, jump in zip(stand, lines, words, jumped, strict=True)
    ]
    starts = _decide(words, scores)
    more = zip(scores, _alphabet(words, starts), _habit(words, starts), strict=True)
    return _decide(words, [sum(votes) for votes in more])


def _words(above: ListLine | None, line: ListLine) -> _Words:
    before = above.text[-60:] if above else ""
    text = line.text[:200]
    small = _LOWER.match(text) is not None and _PARTICLE.match(text) is None
    word = _WORD.search(text)
    plain = unicodedata.normalize("NFKD", word.group() if word else "").casefold()
    return _Words(
        head=has_head(text) or has_group_head(text),
        ended=above is None or _ENDED.search(before) is not None,
        broken_off=_BROKEN_OFF.search(before) is not None,
        no_start=small or _NO_START.match(text) is not None or _LINK_WORDS.match(line.text[:80]) is not None,
        dated=is_dated(line.text),
        placed=has_locator(line.text),
        key="".join(letter for letter in plain if not unicodedata.combining(letter)),
    )


def _weight(words: Sequence[_Words], marks: Sequence[bool | None]) -> float:
    """How far a mark tells heads of entries from other lines: 0 not at all, 1 well, negative the wrong way round."""
    marked = [said.alike for said, mark in zip(words, marks, strict=True) if mark]
    others = [said.alike for said, mark in zip(words, marks, strict=True) if mark is False]
    if len(marked) < 2 or not others:
        return 0.0
    apart = sum(marked) / len(marked) - sum(others) / len(others)
    return apart if abs(apart) >= _CONFIRMED else 0.0


def _vote(weight: float, mark: bool | None, more: float, less: float) -> float:
    if mark is None or not weight:
        return 0.0
    strength = min(1.0, 0.5 + abs(weight))
    return strength * (more if mark == (weight > 0) else -less)


def _said(said: _Words) -> float:
    """What the words of a line and of the one above say for a head."""
    return (
        (1.6 if said.head else -0.9)
        + (0.6 if said.ended else -1.2)
        - (1.6 if said.broken_off else 0.0)
        - (2.2 if said.no_start else 0.0)
    )


def _jumped(lines: Sequence[ListLine], targets: Sequence[int]) -> list[bool | None]:
    """For each line whether a link leads to it; None everywhere where links lead to hardly any."""
    found = [bisect_right(targets, line.end - 1) > bisect_left(targets, line.start) for line in lines]
    enough = sum(found) >= 3 and len(lines) < 12 * sum(found)
    return [mark if enough else None for mark in found]


def _decide(words: Sequence[_Words], scores: Sequence[float]) -> list[int]:
    """Lines with more for than against them; an entry without year or place so far is less likely to be over."""
    starts = [0]
    dated, placed = words[0].dated, words[0].placed
    for index in range(1, len(words)):
        so_far = (0.2 if dated else -2.0) + (0.3 if placed else -0.8)
        if scores[index] + so_far > 0:
            starts.append(index)
            dated = placed = False
        dated, placed = dated or words[index].dated, placed or words[index].placed
    return starts


def _habit(words: Sequence[_Words], starts: Sequence[int]) -> list[float]:
    """What it says of a line that it begins with no person, in a list whose entries nearly all do."""
    heads = sum(words[start].head for start in starts)
    usual = len(starts) >= _FEWEST_SORTED and heads >= _SORTED * len(starts)
    return [-1.2 if usual and not said.head else 0.0 for said in words]


def _alphabet(words: Sequence[_Words], starts: Sequence[int]) -> list[float]:
    """What the order of the alphabet says of each line, in a list that keeps to it."""
    keys = [words[start].key for start in starts]
    kept = sum(above[:3] <= below[:3] for above, below in pairwise(keys))
    if len(keys) < _FEWEST_SORTED or kept < _SORTED * (len(keys) - 1):
        return [0.0] * len(words)
    votes = [0.0] * len(words)
    for place, (start, stop) in enumerate(pairwise([*starts, len(words)])):
        low = words[start].key[:3]
        high = words[stop].key[:3] if stop < len(words) else "\uffff"
        in_order = (not place or keys[place - 1][:3] <= low) and low <= high
        votes[start] = 0.8 if in_order else -1.5
        for index in range(start + 1, stop):
            key = words[index].key[:3]
            votes[index] = (0.8 if words[index].head else 0.0) if low <= key <= high else -1.5
    return votes


def is_entry(text: str) -> bool:
    """Whether what was cut shows anything of a reference: a year or why there is none, an address, volume and pages."""
    return is_dated(text) or (has_head(text) and has_locator(text))

"""The form in which texts are compared, and where sentences of the gold stand in a text that was read."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gold_jats import FORMULA, MARKER, Gold

BARRIER = "\ue010"
"""Parts the blocks of a text: a sentence that runs over one has been cut."""
_ACCENTS = dict.fromkeys(map(ord, "´`¨ˆ˜¯¸˙˝"))
_ALIKE = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"'}
    | {"º": "°", "˚": "°", "∘": "°", "∼": "~", "∗": "*", "⁎": "*", "⁄": "/", "∕": "/", "·": "·", "•": "·", "⋅": "·"}
    | {"∆": "δ", "Δ": "δ", "∑": "σ", "ɑ": "α", "⩽": "≤", "⩾": "≥", "≦": "≤", "≧": "≥", "ß": "β"}
)
_DASHES = re.compile(r"\s*[-‐‑‒–—―−\u00ad\ufffe\x02]+\s*")
_LOOSE_SPACE = re.compile(r"(?<![^\W\d_]) | (?![^\W\d_])")
WORD = re.compile(r"[^\W\d_]+")
_NUMBERS = r"[\d,;:.()\[\] ]{0,80}?"
_SHORTEST = 12


def plain(text: str) -> str:
    """The form in which texts are compared: what printing and typing do differently taken away, the same on all sides.

    Compatibility forms and accents decomposed, accents dropped, small letters; quotes, degree signs and dots made
    alike; hyphens and dashes dropped with the white space around them, so that no side is judged here by what it makes
    of hyphens at line ends; white space kept between two letters only, as thin spaces around numbers and signs differ.
    """
    text = unicodedata.normalize("NFKD", text.translate(_ACCENTS).translate(_ALIKE)).translate(_ALIKE).lower()
    text = "".join(character for character in text if not unicodedata.combining(character))
    return _LOOSE_SPACE.sub("", re.sub(r"\s+", " ", _DASHES.sub("", text))).strip()


def letters(text: str) -> str:
    """The letters alone."""
    return "".join(WORD.findall(text))


@dataclass
class Reading:
    """A PDF as one reader read it: its blocks, and what it set apart as floats and margins."""

    blocks: Sequence[str]
    apart: str = ""
    flow: str = ""
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        pieces: list[str] = []
        at = 0
        for block in self.blocks:
            piece = plain(block)
            self.starts.append(at)
            pieces.append(piece)
            at += len(piece) + 1
        self.flow = BARRIER.join(pieces)

    def block_at(self, position: int) -> int:
        """The index of the block that holds this place of the flow."""
        return bisect_right(self.starts, position) - 1


class Sentence(NamedTuple):
    """A sentence that is asked for: as the gold has it, in the form to compare, and its paragraph."""

    raw: str
    normal: str
    paragraph: int

    @property
    def unmarked(self) -> str:
        """Its normal form without the places of markers."""
        return self.normal.replace(MARKER, "")


def asked(gold: Gold) -> list[Sentence]:
    """The sentences of the body that are asked for: at least a dozen letters, and no formula or image inside."""
    sentences = [
        Sentence(raw, plain(raw).strip(MARKER), index)
        for index, paragraph in enumerate(gold.paragraphs)
        for raw in paragraph
        if FORMULA not in raw
    ]
    return [sentence for sentence in sentences if len(letters(sentence.normal)) >= _SHORTEST]


def find_whole(sentence: str, text: str, start: int = 0) -> tuple[int, int] | None:
    """Where a sentence stands whole in a text from ``start`` on; at its markers numbers and brackets may stand."""
    if MARKER not in sentence:
        at = text.find(sentence, start)
        return (at, at + len(sentence)) if at >= 0 else None
    pieces = [re.escape(piece) for piece in sentence.split(MARKER)]
    found = re.compile(_NUMBERS.join(pieces)).search(text, start)
    return found.span() if found else None


def find_all(sentences: Sequence[Sentence], text: str) -> list[tuple[int, int] | None]:
    """The place of each sentence: the first one behind the place of the sentence before, else the first one."""
    places: list[tuple[int, int] | None] = []
    behind = 0
    for sentence in sentences:
        place = find_whole(sentence.normal, text, behind) or (find_whole(sentence.normal, text) if behind else None)
        places.append(place)
        behind = place[1] if place else behind
    return places


def in_order(places: Sequence[tuple[int, int] | None]) -> list[int]:
    """The indices of the longest increasing subsequence of the places."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for index, place in enumerate(places):
        if place is None:
            continue
        at = bisect_left(tails, place[0])
        if at == len(tails):
            tails.append(place[0])
            ends.append(index)
        else:
            tails[at], ends[at] = place[0], index
        before[index] = ends[at - 1] if at else -1
    chain: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]

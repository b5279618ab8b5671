"""Places of the gold files: ranges of characters that do not depend on how a reader lays a document out.

The gold of an article is measured from its publisher's XML, while the product reads a PDF, the XML or a text and puts
white space, hyphens and floats where it sees fit. So a place of an article is a half-open range of its *bare text*:
the letters and digits of the XML (``str.isalnum``, case kept) in the order of the file. A place in a text file
(Markdown) is a half-open range of its decoded characters.

:class:`GoldText` is a source as the gold sees it; :class:`Alignment` says where a range of the text that a reader made
lies in it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from lxml import etree

ANCHOR = 16
"""How many letters and digits in a row must occur once on either side for the two places to be the same."""
WIDEST_GAP = 1500
"""Letters and digits between two anchors beyond which they are not compared one by one: the cost is quadratic."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Bare:
    """The letters and digits of a text; ``offsets`` are where each of them stands in it."""

    text: str
    offsets: tuple[int, ...]

    def place(self, start: int, end: int) -> Place:
        """The letters and digits between two offsets of the text that this was made of."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


def bare(text: str) -> Bare:
    """The letters and digits of ``text``."""
    offsets = tuple(offset for offset, character in enumerate(text) if character.isalnum())
    return Bare("".join(text[offset] for offset in offsets), offsets)


@dataclass(frozen=True)
class GoldText:
    """A source of the gold. ``counts_bare``: its places count letters and digits alone (XML), not all characters."""

    text: str
    counts_bare: bool

    @cached_property
    def bare(self) -> Bare:
        """Its letters and digits."""
        return bare(self.text)

    def words(self, place: Place) -> str:
        """What is printed at a place, as far as the place tells: without blanks and signs where they do not count."""
        start, end = place
        return self.bare.text[start:end] if self.counts_bare else self.text[start:end]

    def place(self, start: int, end: int) -> Place:
        """The place of the characters ``start`` to ``end`` of :attr:`text`."""
        return self.bare.place(start, end) if self.counts_bare else (start, end)

    def span(self, place: Place) -> Place:
        """The letters and digits that a place holds: the form in which it is compared with an :class:`Alignment`."""
        return place if self.counts_bare else self.bare.place(*place)


def read_source(path: Path) -> GoldText:
    """The text of an XML file (all of its character data) or, for any other name, of a UTF-8 file."""
    if path.suffix != ".xml":
        return GoldText(path.read_bytes().decode("utf-8"), counts_bare=False)
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    return GoldText("".join(str(piece) for piece in root.itertext()), counts_bare=True)


def find_quote(source: GoldText, quote: str, before: str = "", after: str = "") -> Place:
    """The place of ``quote`` where ``before`` stands right before it and ``after`` right after it.

    Blanks and signs do not count. Raises ValueError unless there is exactly one such place.
    """
    lead, wanted, trail = bare(before).text, bare(quote).text, bare(after).text
    found = list(_occurrences(source.bare.text, lead + wanted + trail))
    if not wanted or len(found) != 1:
        raise ValueError(f"{len(found)} places for the quotation {quote!r}")
    start = found[0] + len(lead)
    end = start + len(wanted)
    if source.counts_bare:
        return start, end
    return source.bare.offsets[start], source.bare.offsets[end - 1] + 1


class Alignment:
    """Where the letters and digits of a reader's text stand among those of the gold's source.

    Stretches of :data:`ANCHOR` letters and digits that occur once on either side are anchors, whatever the order in
    which the two sides have them; each is grown as far as the two sides agree, and what is left between two
    neighbours is compared letter by letter. What is printed in one of them only has no place.
    """

    def __init__(self, text: str, source: GoldText) -> None:
        self._bare = bare(text)
        self._places = _aligned(self._bare.text, source.bare.text)

    def span(self, start: int, end: int) -> Place | None:
        """The letters and digits of the source from the first to the last that the reader's range shares with it.

        None where it shares none. A range that the source prints in two pieces comes out as one that holds both.
        """
        first, last = self._bare.place(start, end)
        shared = [place for place in self._places[first:last] if place >= 0]
        return (min(shared), max(shared) + 1) if shared else None


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _unique(text: str) -> dict[str, int]:
    seen: dict[str, int] = {}
    for at in range(len(text) - ANCHOR + 1):
        piece = text[at : at + ANCHOR]
        seen[piece] = -1 if piece in seen else at
    return {piece: at for piece, at in seen.items() if at >= 0}


def _aligned(ours: str, theirs: str) -> list[int]:
    """For each character of ``ours`` its place in ``theirs``, or -1."""
    places = [-1] * len(ours)
    taken = [False] * len(theirs)

    def pair(here: int, there: int) -> bool:
        if not (0 <= here < len(ours) and 0 <= there < len(theirs)):
            return False
        if places[here] >= 0 or taken[there] or ours[here] != theirs[there]:
            return False
        places[here], taken[there] = there, True
        return True

    anchors = _unique(theirs)
    found = sorted((at, anchors[piece]) for piece, at in _unique(ours).items() if piece in anchors)
    for here, there in found:
        for step in range(ANCHOR):
            pair(here + step, there + step)
    for here, there in found:
        step = ANCHOR
        while pair(here + step, there + step):
            step += 1
    for here, there in reversed(found):
        step = 1
        while pair(here - step, there - step):
            step += 1
    _fill_gaps(ours, theirs, places, taken)
    return places


def _fill_gaps(ours: str, theirs: str, places: list[int], taken: list[bool]) -> None:
    """Compare what lies between two neighbours that are placed in the same order and not far apart."""
    known = [here for here, there in enumerate(places) if there >= 0]
    edges = [-1, *known, len(ours)]
    for left, right in pairwise(edges):
        low = places[left] if left >= 0 else -1
        high = places[right] if right < len(ours) else len(theirs)
        if right - left < 2 or not 1 < high - low <= WIDEST_GAP or right - left > WIDEST_GAP:
            continue
        matcher = SequenceMatcher(None, ours[left + 1 : right], theirs[low + 1 : high], autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                here, there = left + 1 + block.a + step, low + 1 + block.b + step
                if not taken[there]:
                    places[here], taken[there] = there, True

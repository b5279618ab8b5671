"""The printed characters of a page, and how they are kept small while the rest of a long document is read."""

import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, groupby, repeat
from typing import Any, NamedTuple, overload

Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A printed character with its box, in points from the top left corner of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    font: str = ""
    """The name of its font, without what tells the subsets of a font apart."""
    turned_from: Box | None = None
    """Its box on the page (left, top, right, bottom) where the page was turned to read it."""

    @property
    def on_page(self) -> Box:
        """Its box on the page as it is printed: left, top, right, bottom."""
        return self.turned_from or (self.x0, self.top, self.x1, self.bottom)


made_of = partial(tuple.__new__, Glyph)
"""A glyph of the tuple of its parts: a third of the time that calling ``Glyph`` takes."""

_BETWEEN = "\0"
"""Parts the texts of packed glyphs: no glyph prints it."""

_PLAIN: dict[str, str] = {
    "\u00a0": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\u200b": "",
    "\ufeff": "",
    "\u2011": "-",
    "\u2010": "-",
}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    r"""The characters a glyph stands for: ligatures taken apart, odd spaces and hyphens made plain.

    Only presentation forms are taken apart; ``²`` or ``µ`` stay what they are.

    >>> plain("\ufb01"), plain("\u00a0"), plain("²"), plain("(cid:12)")
    ('fi', ' ', '²', '\ufffd')
    """
    if len(text) == 1:
        if "\ufb00" <= text <= "\ufb06":
            return unicodedata.normalize("NFKC", text)
        known = _PLAIN.get(text)
        if known is not None:
            return known
        return text if text.isprintable() or text == "\u00ad" else ""
    if text.startswith("(cid:"):
        return "\ufffd"
    return "".join(plain(character) for character in text)


@lru_cache(maxsize=1024)
def _face(bold: bool, font: str) -> tuple[bool, str]:
    """How letters look, the same object for all that look alike."""
    return bold, font


class PackedGlyphs(Sequence[Glyph]):
    """Glyphs in a tenth of their room (boxes to some millionths of a point), made anew whenever they are asked for.

    Numbers are kept as bytes: an array of its own for each line takes more than the numbers in it.
    """

    __slots__ = ("_edges", "_faces", "_levels", "_same", "_texts", "_turned")

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        columns: list[tuple[Any, ...]] = list(zip(*glyphs, strict=True)) or [()] * 9
        texts, x0, top, x1, bottom, sizes, bold, fonts, turned = columns
        self._texts = _BETWEEN.join(texts).encode("utf-8", "surrogatepass")
        self._edges = array("f", x0 + x1).tobytes()
        # along a line all else is the same for many glyphs
        alike = groupby(zip(top, bottom, sizes, bold, fonts, strict=True))
        looks = [(*look, sum(1 for _ in same)) for look, same in alike]
        self._levels = array("d", [number for look in looks for number in look[:3]]).tobytes()
        self._faces = tuple(_face(look[3], look[4]) for look in looks)
        self._same = array("I", [look[5] for look in looks]).tobytes()
        self._turned = turned if any(turned) else None

    def __len__(self) -> int:
        return len(self._edges) // 8

    def __iter__(self) -> Iterator[Glyph]:
        count = len(self)
        texts = self._texts.decode("utf-8", "surrogatepass").split(_BETWEEN)
        edges = memoryview(self._edges).cast("f").tolist()
        levels = memoryview(self._levels).cast("d").tolist()
        same = memoryview(self._same).cast("I").tolist()
        each = zip(levels[::3], levels[1::3], levels[2::3], self._faces, strict=True)
        looks = chain.from_iterable(map(repeat, each, same))
        parts = zip(texts, edges[:count], edges[count:], looks, self._turned or repeat(None), strict=False)
        return (
            made_of((text, x0, top, x1, bottom, size, bold, font, turned))
            for text, x0, x1, (top, bottom, size, (bold, font)), turned in parts
        )

    @overload
    def __getitem__(self, at: int) -> Glyph: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Glyph, ...]: ...

    def __getitem__(self, at: int | slice) -> Glyph | tuple[Glyph, ...]:
        return tuple(self)[at]

"""What is printed on a page, and the regions of tables on it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import Glyph

_NUMBERED = r"\s*[-–.:]?\s*(?:[A-Z]{1,2}[-.]?)?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5})\b"
_TABLE = rf"(?:Continued\s+|Cont(?:inue)?d\.?\s+)?(?:Supplementary\s+|Online\s+)?(?:Table|TABLE|Tab\.){_NUMBERED}"
_ONLY = r"(?:Table|TABLE)(?=[.:]\s+[A-Z])"
TABLE_CAPTION = re.compile(rf"^(?:{_TABLE}|{_ONLY})", re.ASCII)
"""How the caption of a table begins: also ``Continued Table 2``, ``Table S1``, ``TABLE II``, ``Table-1``, ``TABLE.``"""
CAPTION = re.compile(rf"^(?:{_TABLE}|{_ONLY}|(?:Figure|FIGURE|Fig\.|FIG\.)\s*[-–]?\s*[A-Z]?(?:\d+|[IVX]+)\b)")
"""How the caption of a table or figure begins."""


@dataclass(frozen=True)
class Rule:
    """A drawn line; horizontal if its ends are at one height. In points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it lies flat."""
        return self.bottom - self.top < 2 < self.x1 - self.x0

    @property
    def vertical(self) -> bool:
        """Whether it stands upright."""
        return self.x1 - self.x0 < 2 < self.bottom - self.top


@dataclass(frozen=True)
class Page:
    """What is printed on a page, as the PDF draws it. ``number`` counts from 1.

    Text that runs up or down a page is a page of its own with the same number, turned so that it lies flat.
    ``aside`` says that it is no more than labels at the side of other text.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: tuple[Rule, ...] = ()
    aside: bool = False


@dataclass(frozen=True)
class TableRegion:
    """The region of a table: its head and body, without caption and notes."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    glyphs: Sequence[Glyph]
    rules: tuple[Rule, ...]

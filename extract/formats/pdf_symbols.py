"""Characters that a font gives no Unicode for: signs of mathematics, by the names that typesetters give their glyphs.

Typesetters' own fonts name a glyph by its number in the font that it was made from (``C20`` is number 20), and say no
more. Where the name of the font tells which one that was, the number tells the sign.
"""

import re
from collections.abc import Iterator, Mapping

NO_SIGN = "\ufffd"
"""What a character is read as that neither the file nor its font tells."""
_NUMBERED = re.compile(r"C(\d{1,3})")


def _table(first: int, signs: str) -> dict[int, str]:
    return {first + at: sign for at, sign in enumerate(signs) if sign != " "}


_MATHEMATICS = _table(0, "−·×∗÷⋄±∓⊕⊖⊗⊘⊙◯∘•≍≡⊆⊇≤≥≼≽∼≈⊂⊃≪≫≺≻←→↑↓↔↗↘≃⇐⇒⇑⇓⇔↖↙∝′∞∈∋△▽  ∀∃¬∅ℜℑ⊤⊥ℵ") | _table(
    91, "∪∩⊎∧∨⊢⊣⌊⌋⌈⌉{}⟨⟩|∥↕⇕\\≀√⨿∇∫⊔⊓⊑⊒§†‡¶♣♢♡♠"
)  # TeX's symbols, cmsy10: Knuth, The TeXbook, appendix F
_SYMBOL = (
    _table(33, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
    | _table(160, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑")
    | _table(241, "⟩∫")
)  # Adobe's Symbol: PDF 32000-1, annex D.5
_FONTS: tuple[tuple[re.Pattern[str], Mapping[int, str]], ...] = (
    (re.compile(r"P4C4E74|CMSY|maths?_?symbols?", re.IGNORECASE), _MATHEMATICS),
    (re.compile(r"PSSym|Symbol", re.IGNORECASE), _SYMBOL),
)
"""Fonts by a part of their names: AdvP4C4E74 is how one typesetter's software names its copy of cmsy."""


class Symbols:
    """The signs of one file's fonts. The file is parsed (by pdfminer) only when a character without Unicode is met."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: Iterator[dict[str, dict[int, str]]] | None = None
        self._read = 0
        self._names: dict[str, dict[int, str]] = {}

    def of(self, page: int, font: str, code: int) -> str:
        """The sign that a font prints for a code on a page (from 1; pages in order); NO_SIGN where nothing tells."""
        table = next((table for name, table in _FONTS if name.search(font)), None)
        if table is None:
            return NO_SIGN
        self._turn_to(page)
        name = self._names.get(font.partition("+")[2] or font, {}).get(code)
        numbered = _NUMBERED.fullmatch(name) if name else None
        return table.get(int(numbered[1]) if numbered else code, NO_SIGN)

    def _turn_to(self, page: int) -> None:
        if self._read >= page:
            return
        try:
            if self._pages is None:
                from extract.formats.pdf_encodings import glyph_names  # costs time that most files need not spend

                self._pages = glyph_names(self._data)
            while self._read < page:
                self._read += 1
                self._names = next(self._pages, {})
        except Exception:  # noqa: BLE001 - a parser's any exception means that the names are not to be had
            self._names = {}
            self._read = 1 << 31  # and so for the pages that follow

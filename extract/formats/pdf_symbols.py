"""Characters that a font gives no Unicode for: signs of mathematics, by the names that typesetters give their glyphs.

Typesetters' own fonts name a glyph by its number in the font that it was made from (``C20`` is number 20), and say no
more. Where the name of the font tells which one that was, the number tells the sign.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

NO_SIGN = "\ufffd"
"""What a character is read as that neither the file nor its font tells."""
_MOST_FONTS = 200
_DEEPEST = 3
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
        self._pages: Iterator[PDFPage] | None = None
        self._read = 0
        self._resources: Any = None
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
                self._pages = PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(self._data))))
            found: PDFPage | None = None
            while self._read < page:
                self._read += 1
                found = next(self._pages, None)
            self._names = dict(_encodings(found.resources, _DEEPEST)) if found else {}
        except Exception:  # noqa: BLE001 - a parser's any exception means that the names are not to be had
            self._names = {}
            self._read = 1 << 31  # and so for the pages that follow


def _encodings(resources: Any, depth: int) -> Iterator[tuple[str, dict[int, str]]]:
    """For each font of these resources, and of the forms in them, the glyphs that its encoding names."""
    known = resolve1(resources)
    if not isinstance(known, dict):
        return
    forms = resolve1(known.get("XObject"))
    for form in list(forms.values())[:_MOST_FONTS] if isinstance(forms, dict) and depth else ():
        stream = resolve1(form)
        if isinstance(stream, PDFStream):
            yield from _encodings(stream.attrs.get("Resources"), depth - 1)
    fonts = resolve1(known.get("Font"))
    for each in list(fonts.values())[:_MOST_FONTS] if isinstance(fonts, dict) else ():
        font = resolve1(each)
        encoding = resolve1(font.get("Encoding")) if isinstance(font, dict) else None
        if isinstance(encoding, dict):
            name = _name(font.get("BaseFont"))
            yield name.partition("+")[2] or name, dict(_differences(resolve1(encoding.get("Differences"))))


def _differences(listed: Any) -> Iterator[tuple[int, str]]:
    code = 0
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, int):
            code = item
        else:
            yield code, _name(item)
            code += 1


def _name(literal: Any) -> str:
    name = literal.name if isinstance(literal, PSLiteral) else literal
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)

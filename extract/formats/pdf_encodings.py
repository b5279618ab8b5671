"""What the fonts of a PDF name their glyphs, page by page, as pdfminer parses them."""

import io
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

_MOST_FONTS = 200
_DEEPEST = 3


def glyph_names(data: bytes) -> Iterator[dict[str, dict[int, str]]]:
    """For each page the names that the encodings of its fonts give to codes, by the font's name.

    Raises whatever pdfminer raises of a file that it cannot parse.
    """
    for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))):
        yield dict(_encodings(page.resources, _DEEPEST))


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

"""The formats that are read, in the order in which they are tried. A new one is one file and one line here."""

from extract.format import Format
from extract.formats import jats, markdown, pdf

FORMATS: tuple[Format, ...] = (pdf.FORMAT, jats.FORMAT, markdown.FORMAT)

"""The printed parts of a reference as the values of its row, each with its source and the steps that led to it."""

import re
from collections.abc import Mapping
from typing import Any

from curated.identifiers import normalise_doi
from curated.provenance import Method, Sourced
from curated.schema import Author
from extract.document import Document
from extract.reference_names import PrintedAuthor
from extract.reference_numbers import in_full
from extract.reference_parts import ReferenceParts
from extract.reference_pieces import Piece

WHOLE_NUMBER = Method(name="whole-number", version="1")
PERSON_NAME = Method(name="person-name", version="2")
DOI_NORMALISED = Method(name="doi-normalised", version="2")
LINES_JOINED = Method(name="lines-joined", version="1")
IN_FULL = Method(name="page-in-full", version="1")
SPACES_REMOVED = Method(name="spaces-removed", version="1")

TEXTS = (
    "title",
    "container_title",
    "volume",
    "issue",
    "supplement",
    "first_page",
    "last_page",
    "article_number",
    "publisher",
    "place",
    "accessed",
    "note",
)
"""The columns that hold a part as it is printed, save for its line ends."""

CLOSED_UP = ("pmid", "pmcid", "arxiv", "isbn", "url")
"""The columns that hold an identifier, without any white space that is printed in it."""

_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\s*\n\s*(?=[^\W\d_A-ZÀ-Þ])|\u00ad(?:\s*\n\s*)?")
_BROKEN_COMPOUND = re.compile(r"(?<=[-\u2010-\u2015/])\s*\n\s*")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_SPACE = re.compile(r"[\s\u200b\u00ad\ufeff]+")


def text_of(printed: str) -> str:
    r"""A part without line ends and the hyphens of words that they divide.

    >>> text_of("Gastro-\nenterology"), text_of("anti-\nPD-1 and\nmore"), text_of("B-\u00adM")
    ('Gastroenterology', 'anti-PD-1 and more', 'B-M')
    """
    if "\u00ad" in printed or "\n" in printed:
        printed = _BROKEN_COMPOUND.sub("", _BROKEN_WORD.sub("", printed))
        printed = " ".join(printed.split())
    return printed


def author_of(printed: PrintedAuthor) -> Author:
    """A person as the row holds it."""
    return Author(family=text_of(printed.family), given=text_of(printed.given), suffix=printed.suffix)


def closed_up(printed: str) -> str:
    """An identifier or address without the white space in it, its hyphens as on a keyboard."""
    return _SPACE.sub("", printed).translate(_HYPHENS)


def last_page_in_full(parts: ReferenceParts) -> str | None:
    """The last page with the digits that the print leaves out, or None where nothing is left out."""
    if parts.first_page is None or parts.last_page is None:
        return None
    first, last = text_of(parts.first_page.text), text_of(parts.last_page.text)
    whole = in_full(first, last)
    return whole if whole != last else None


def reference_values(
    document: Document, start: int, parts: ReferenceParts, linked: Mapping[str, Sourced[str]]
) -> dict[str, Any]:
    """The fields of a reference's row; places in ``parts`` count from ``start``.

    ``linked`` are identifiers that the entry's links lead to: they stand in for those that are not printed.
    """
    read = (Method(name="reference-parser", version=parts.parser),) if parts.parser else ()

    def quote(piece: Piece, *, by_model: bool = True) -> Sourced[str]:
        made = document.quote(start + piece.start, start + piece.end)
        for step in read if by_model else ():
            made = made.derive(made.value, step)
        return made

    def text(piece: Piece | None) -> Sourced[str] | None:
        if piece is None:
            return None
        made = quote(piece)
        plain = text_of(made.value)
        return made if plain == made.value else made.derive(plain, LINES_JOINED)

    def identifier(name: str) -> Sourced[str] | None:
        piece: Piece | None = getattr(parts, name)
        if piece is None:
            return linked.get(name)
        made = quote(piece, by_model=False)
        plain = closed_up(made.value)
        return made if plain == made.value else made.derive(plain, SPACES_REMOVED)

    def people(printed: tuple[PrintedAuthor, ...]) -> tuple[Sourced[Author], ...]:
        return tuple(quote(one.piece).derive(author_of(one), PERSON_NAME) for one in printed)

    year, last, whole = text(parts.year), text(parts.last_page), last_page_in_full(parts)
    made: dict[str, Any] = {name: text(getattr(parts, name)) for name in TEXTS}
    made |= {name: identifier(name) for name in CLOSED_UP}
    return made | {
        "type": parts.type,
        "authors": people(parts.authors),
        "group_author": tuple(one for group in parts.group_authors if (one := text(group)) is not None),
        "et_al": parts.et_al,
        "editors": people(parts.editors),
        "year": year.derive(int(year.value[:4]), WHOLE_NUMBER) if year else None,
        "last_page_in_full": last.derive(whole, IN_FULL) if last and whole else None,
        "doi": _doi(quote(parts.doi, by_model=False) if parts.doi else None) or linked.get("doi"),
        "remainder": tuple(quote(piece) for piece in parts.remainder),
        "unparsed": parts.unparsed,
        "confidence": parts.confidence,
    }


def _doi(printed: Sourced[str] | None) -> Sourced[str] | None:
    if printed is None:
        return None
    doi = normalise_doi(closed_up(printed.value))
    if doi is None or doi == printed.value:
        return printed if doi else None
    return printed.derive(doi, DOI_NORMALISED)

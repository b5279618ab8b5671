"""The references of the publisher's JATS XML with their fields: the gold for lists cut from PDFs.

Independent of the product's own readers, so that they do not mark their own homework.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

FIELDS = (
    "first_author",
    "authors",
    "title",
    "container",
    "year",
    "volume",
    "issue",
    "first_page",
    "last_page",
)
"""The fields that are scored, as in the other measures of references."""
_TITLES = ("article-title", "chapter-title", "data-title", "part-title")
_LINK = re.compile(r"https?://\S+|\b10\.\d{4,9}/\S+")
_LONGEST = 400


@dataclass(frozen=True)
class GoldReference:
    """A reference of the list. ``fields`` is empty where the publisher tagged none; ``key`` is what tells it apart."""

    label: str
    key: str
    year: str
    surname: str
    text: str
    fields: Mapping[str, str] = field(default_factory=dict)


def letters(text: str) -> str:
    """Letters and digits only, without accents and case.

    >>> letters("Müller-Lüdenscheid, 2nd ed.")
    'mullerludenscheid2nded'
    """
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", text).casefold())


def without_links(text: str) -> str:
    """A string without the addresses and DOIs in it: publishers add and leave out those as they like."""
    return _LINK.sub(" ", text)


def read_references(path: Path) -> tuple[GoldReference, ...]:
    """The references of an article; raises ``lxml.etree.XMLSyntaxError`` where the file is no XML."""
    parser = etree.XMLParser(resolve_entities=True, load_dtd=False, no_network=True, huge_tree=True)
    root = etree.parse(str(path), parser).getroot()
    for element in root.iter():  # prefixes differ by publisher
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rsplit("}", 1)[1]
    for element in list(root.iter("sub-article", "response")):
        element.getparent().remove(element)
    return tuple(map(_reference, root.iter("ref")))


def _reference(ref: etree._Element) -> GoldReference:
    label = re.sub(r"\W", "", _first(ref, "label"))
    for element in list(ref.iter("label")):
        element.getparent().remove(element)
    text = _text(ref)
    title, source, year = _first(ref, *_TITLES), _first(ref, "source"), _first(ref, "year")[:4]
    surnames = [_text(name) for name in ref.iter("surname") if not _is_editor(name)]
    groups = [_text(name) for name in ref.iter("collab", "institution")]
    if not year:
        years = re.findall(r"\b(?:1[89]|20)\d\d\b", without_links(text))
        year = years[0] if len(set(years)) == 1 else ""
    first_page, last_page = _first(ref, "fpage") or _first(ref, "elocation-id"), _first(ref, "lpage")
    fields = {
        "first_author": letters((surnames or groups or [""])[0]),
        "authors": " ".join(map(letters, surnames)),
        "title": letters(title or source),
        "container": letters(source if title else ""),
        "year": year,
        "volume": letters(_first(ref, "volume")),
        "issue": letters(_first(ref, "issue")),
        "first_page": letters(first_page),
        "last_page": expanded(letters(first_page), letters(last_page)),
    }
    tagged = bool(title and (surnames or groups))
    return GoldReference(
        label,
        letters(title or source or without_links(text))[:_LONGEST],
        year,
        letters((surnames or groups or [""])[0]),
        letters(without_links(text)),
        fields if tagged else {},
    )


def expanded(first: str, last: str) -> str:
    """The last page in full where it leaves out what it has in common with the first one.

    >>> expanded("1898", "907"), expanded("s31", "41"), expanded("12", "15")
    ('1907', 's41', '15')
    """
    return first[: len(first) - len(last)] + last if last and len(last) < len(first) else last


def _is_editor(element: etree._Element) -> bool:
    return any(
        "editor" in (ancestor.get("person-group-type") or "") for ancestor in element.iterancestors("person-group")
    )


def _first(ref: etree._Element, *tags: str) -> str:
    return next((_text(found) for tag in tags for found in ref.iter(tag)), "")


def _text(element: etree._Element) -> str:
    return " ".join(" ".join(str(text) for text in element.itertext()).split())

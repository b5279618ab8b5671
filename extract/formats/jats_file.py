"""The bytes of an XML file → a tree of elements, each with its path; read with care, as files come from anywhere.

No entity is expanded, no DTD is loaded and nothing is fetched; size, depth and number of elements are bounded. Prefixes
and namespaces differ by publisher, so they are taken off the tags once the paths are known.
"""

import html
import re
from typing import Any

from lxml import etree

from extract.document import UnreadableError
from extract.formats.jats_places import ElementPaths

MAX_BYTES = 64_000_000
MAX_DEPTH = 100
"""The deepest of the articles seen has 13 levels; below a hundred no walk over them can exhaust Python's stack."""
MAX_ELEMENTS = 1_000_000

_ARTICLE_PARTS = ("front", "front-stub", "body", "back")
_DAMAGED = "download it again from the publisher or PubMed Central"
_NOT_JATS = "give the article's JATS XML (publishers and PubMed Central offer it), its PDF, or Markdown or text"


def parse(data: bytes) -> "tuple[etree._Element, ElementPaths]":
    """The ``article`` element of a file and the paths of all elements; raises UnreadableError with what to do."""
    _check_bytes(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise _malformed(error) from error
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _declares_entities()
    _check_depth(root)
    paths = ElementPaths(root)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    for entity in root.iter(etree.Entity):
        character_of(entity)  # an unknown one is refused before anything is made of the file
    return _article(root), paths


def character_of(entity: "etree._Element") -> str:
    """What an entity of the JATS DTDs prints: their ISO sets are those of HTML. Raises UnreadableError for others.

    >>> character_of(etree.Entity("alpha"))
    'α'
    """
    named = str(entity.text)
    printed = html.unescape(named)
    if printed == named:
        raise UnreadableError(
            f"the XML has the entity {named[:40]}, which is defined in no set of JATS",
            "have the file written with its characters as they are (UTF-8), and give that",
        )
    return printed


def _check_bytes(data: bytes) -> None:
    plain = data.replace(b"\x00", b"") if b"\x00" in data[:100] else data  # UTF-16 and UTF-32
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"the XML is larger than {MAX_BYTES:,} bytes", "give one article a file")
    if plain.count(b"<") > 2 * MAX_ELEMENTS:
        raise UnreadableError(f"the XML has more than {MAX_ELEMENTS:,} elements", "give one article a file")
    if re.search(rb"<!DOCTYPE\s+html|<html[\s>]", plain[:2000], re.IGNORECASE):
        raise UnreadableError("it is an HTML page, not JATS XML", _NOT_JATS)
    if b"<!ENTITY" in plain:
        raise _declares_entities()


def _declares_entities() -> UnreadableError:
    return UnreadableError(
        "the XML declares entities of its own, which can be made to fill any memory or to read other files",
        "take the declarations out of its DOCTYPE (JATS files do without) and give that",
    )


def _malformed(error: Exception) -> UnreadableError:
    message = str(getattr(error, "msg", error))
    line = getattr(error, "lineno", None)
    at = f", line {line}" if line else ""
    if re.search(r"Entity '[^']{1,40}' not defined", message):
        return UnreadableError(
            f"the XML has an entity that nothing defines ({message[:80]})",
            "have the file written with its characters as they are (UTF-8), or with its DOCTYPE, and give that",
        )
    if "depth" in message:
        return _too_deep()
    return UnreadableError(f"the XML is damaged or cut off ({message[:120]}{at})", _DAMAGED)


def _too_deep() -> UnreadableError:
    return UnreadableError(f"the XML is nested more than {MAX_DEPTH} levels deep", "no JATS article is: " + _DAMAGED)


def _check_depth(root: "etree._Element") -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise _too_deep()


def _article(root: "etree._Element") -> "etree._Element":
    """The article: the root, or the only one in a set of articles as PubMed Central's services wrap it."""
    kind = str(root.tag)[:40]
    if kind == "article":
        found = [root]
    else:
        found = [one for one in root.iter("article") if not any(True for _ in one.iterancestors("article"))]
    if not any(part.tag in _ARTICLE_PARTS for one in found for part in one):
        raise UnreadableError(f"it is XML, but no JATS article (its outermost element is {kind})", _NOT_JATS)
    if len(found) > 1:
        raise UnreadableError(f"the XML holds {len(found)} articles", "give one article a file")
    return found[0]

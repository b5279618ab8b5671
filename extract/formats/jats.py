"""JATS XML, as publishers and PubMed Central offer it → a document with the references and citations that it tags.

What stands in the midst of a sentence and is no part of it (figures, tables, notes) is laid out behind the flow; a box
comes behind the paragraphs of its section. Peer reviews and translations in the same file (``sub-article`` and
``response``) are documents of their own and not read.
"""

import hashlib
import re

from lxml import etree

from curated.provenance import Method
from extract.document import Document, Span, UnreadableError
from extract.format import Format
from extract.formats.jats_citations import markers_of
from extract.formats.jats_file import parse
from extract.formats.jats_layout import Layout
from extract.formats.jats_places import ElementPlaces
from extract.formats.jats_text import JatsText

READER = Method(name="jats", version="1")
_BEGINS = re.compile(rb"\s*(?:<\?xml|<!DOCTYPE|<article[\s>]|<pmc-articleset|<OAI-PMH)", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def recognises(data: bytes) -> bool:
    """Whether these bytes begin like XML; what XML it is shows when it is read, and is told."""
    head = data[:1024]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return _BEGINS.match(head.replace(b"\x00", b"")) is not None


def read(data: bytes) -> Document:
    """Read a JATS article."""
    article, paths = parse(data)
    made = JatsText(paths, _listed(article))
    layout = Layout(made)
    layout.lay_out(article)
    text = "".join(made.characters)
    if not text.strip():
        raise UnreadableError("the article holds no text", "give its full text: this may be its metadata only")
    targets: dict[str, list[int]] = {}
    labels: dict[int, list[int]] = {}
    for index, reference in enumerate(layout.references):
        for key in reference.keys:
            targets.setdefault(key, []).append(index)
        if reference.number:
            labels.setdefault(int(text[reference.number.start : reference.number.end]), [index])
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        format=FORMAT.name,
        reader=READER,
        text=text,
        blocks=tuple(made.blocks),
        places=ElementPlaces(paths, made.element),
        line_starts=tuple(made.line_starts),
        superscripts=tuple(sorted(made.superscripts, key=_start)),
        links=tuple(sorted(made.links, key=lambda link: link.span.start)),
        tables=tuple(made.tables),
        references=tuple(layout.references),
        citations=tuple(markers_of(text, made.cited, targets, labels)),
        title=layout.title,
    )


def _start(span: Span) -> int:
    return span.start


def _listed(article: "etree._Element") -> frozenset[str]:
    """The ids that stand in the reference lists: a cross-reference to one is a citation whatever it is called."""
    ids = (one.get("id") for ref in article.iter("ref") for one in ref.iter(etree.Element))
    return frozenset(one for one in ids if one)


FORMAT = Format("jats", recognises, read)

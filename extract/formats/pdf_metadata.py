"""What a PDF's metadata says of the document: its DOI, from the XMP packet or the Info dictionary."""

import re

from curated.identifiers import normalise_doi
from extract.formats import pdfium

_LONGEST = 300
_MOST_XMP = 1 << 20
_PACKET = re.compile(rb"<x:xmpmeta|<rdf:RDF")
_PACKET_END = re.compile(rb"</x:xmpmeta>|</rdf:RDF>")
_PROPERTIES = tuple(
    re.compile(rb"<%b[^<>]{0,100}>(?:\s|<rdf:(?:Bag|Seq|Alt)>|<rdf:li[^<>]{0,100}>){0,9}([^<>]{7,300})<" % name)
    for name in (b"prism:doi", b"pdfx:doi", b"pdfx:WPS-ARTICLEDOI", b"dc:identifier", b"prism:url", b"crossmark:DOI")
)
"""Elements of the packet that name the document itself, the surest first; their values, also within a list of one."""
_INFO = ("doi", "DOI", "WPS-ARTICLEDOI", "Subject", "Title")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{1,250}")


def declared_doi(document: pdfium.Handle, data: bytes) -> str | None:
    """The DOI, normalised, that the metadata of a file names; None where it names none.

    The first packet of the file is asked, which is its own unless it has none (figures have packets as well); one that
    is compressed is not.
    """
    for text in (*_in_packet(data), *(_info(document, key) for key in _INFO)):
        found = _DOI.search(text[:_LONGEST])
        doi = normalise_doi(found.group()) if found else None
        if doi:
            return doi
    return None


def _in_packet(data: bytes) -> list[str]:
    start = _PACKET.search(data)
    if start is None:
        return []
    end = _PACKET_END.search(data, start.end(), start.end() + _MOST_XMP)
    packet = data[start.start() : end.start() if end else start.end() + _MOST_XMP]
    found = (name.search(packet) for name in _PROPERTIES)
    return [match[1].decode("utf-8", "replace") for match in found if match]


def _info(document: pdfium.Handle, key: str) -> str:
    return pdfium.string_of(pdfium.meta_text, document, key.encode(), encoding="utf-16-le")

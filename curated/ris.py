"""References as RIS: a tag, two blanks, a hyphen, a blank and a value on each line; ``ER`` ends each record."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from curated.csl import family_of, pages

_TYPES = {
    "article-journal": "JOUR",
    "article": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "dataset": "DATA",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\x85\ud800-\udfff]+")


def ris(items: Iterable[Mapping[str, Any]]) -> str:
    r"""CSL-JSON items as RIS records, in order; lines end in CR LF, and no value holds a line end.

    >>> ris([{"id": "1", "type": "article-journal", "title": "A\nB", "page": "1-9"}])
    'TY  - JOUR\r\nID  - 1\r\nTI  - A B\r\nSP  - 1\r\nEP  - 9\r\nER  - \r\n'
    """
    return "".join(f"{tag}  - {value}\r\n" for item in items for tag, value in _lines(item))


def _lines(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item["type"], "GEN")
    for tag, value in _fields(item):
        text = " ".join(_CONTROL.sub(" ", str(value)).split())
        if text:
            yield tag, text
    yield "ER", ""


def _fields(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "ID", item["id"]
    yield from (("AU", _person(name)) for name in item.get("author", ()))
    yield from (("ED", _person(name)) for name in item.get("editor", ()))
    yield "TI", item.get("title", "")
    yield "T2", item.get("container-title", "")
    yield "PY", item.get("issued", {}).get("date-parts", [[""]])[0][0]
    yield "VL", item.get("volume", "")
    yield "IS", item.get("issue", "")
    first_and_last = pages(item)
    yield from zip(("SP", "EP"), first_and_last, strict=False)
    yield "PB", item.get("publisher", "")
    yield "CY", item.get("publisher-place", "")
    yield "DO", item.get("DOI", "")
    yield "AN", item.get("PMID", "")
    yield "C2", item.get("PMCID", "")
    yield "SN", item.get("ISBN", "")
    yield "UR", item.get("URL", "")
    yield "N1", item.get("note", "")
    yield "DB", item.get("source", "")


def _person(name: Mapping[str, str]) -> str:
    """Family name, given name, suffix."""
    return ", ".join(filter(None, (family_of(name), name.get("given"), name.get("suffix"))))

r"""References as BibTeX. What TeX would take for a command is escaped; UTF-8 letters stay as they are."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from curated.csl import family_of

_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
}
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TO_ESCAPE = re.compile(r"[\\{}$&#_%~^]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+")
_VERBATIM = frozenset({"doi", "url", "eprint"})


def bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    r"""CSL-JSON items as BibTeX entries, in order; keys are made of the first author and the year.

    >>> kim = {"family": "Kim", "given": "E"}
    >>> print(bibtex([{"id": "1", "type": "article-journal", "title": "A & B", "author": [kim],
    ...                "issued": {"date-parts": [[2020]]}, "page": "1-9"}]))
    @article{kim2020,
      author = {Kim, E},
      title = {{A \& B}},
      year = {2020},
      pages = {1--9}
    }
    <BLANKLINE>
    """
    taken: Counter[str] = Counter()
    return "\n".join(_entry(item, taken) for item in items)


def _entry(item: Mapping[str, Any], taken: Counter[str]) -> str:
    kind = _TYPES.get(item["type"], "misc")
    fields = [f"  {name} = {{{_value(name, text)}}}" for name, text in _fields(item, kind) if text]
    return ",\n".join([f"@{kind}{{{_key(item, taken)}", *fields]) + "\n}\n"


def _fields(item: Mapping[str, Any], kind: str) -> Iterable[tuple[str, str]]:
    issued = item.get("issued", {}).get("date-parts", [[""]])[0][0]
    container = (
        "booktitle" if kind in ("incollection", "inproceedings") else "journal" if kind == "article" else "howpublished"
    )
    publisher = {"phdthesis": "school", "techreport": "institution"}.get(kind, "publisher")
    yield "author", " and ".join(_person(name) for name in item.get("author", ()))
    yield "editor", " and ".join(_person(name) for name in item.get("editor", ()))
    yield "title", item.get("title", "")
    yield container, item.get("container-title", "")
    yield "year", str(issued)
    yield "volume", item.get("volume", "")
    yield "number", item.get("issue", "")
    yield "pages", str(item.get("page", "")).replace("-", "--", 1)
    yield publisher, item.get("publisher", "")
    yield "address", item.get("publisher-place", "")
    yield "doi", item.get("DOI", "")
    yield "pmid", item.get("PMID", "")
    yield "pmcid", item.get("PMCID", "")
    yield "isbn", item.get("ISBN", "")
    if item.get("archive") == "arXiv":
        yield "eprint", item["archive_location"]
        yield "archiveprefix", "arXiv"
    yield "url", item.get("URL", "")
    yield "note", item.get("note", "")
    yield "source", item.get("source", "")


def _person(name: Mapping[str, str]) -> str:
    """``von Last, Jr, First``; a group in braces, so that BibTeX does not take it apart."""
    printed = ", ".join(filter(None, (family_of(name), name.get("suffix"), name.get("given"))))
    return f"\ue000{printed}\ue001" if "literal" in name or " and " in printed else printed


def _value(name: str, text: str) -> str:
    """The text of a field. Identifiers are not escaped, only kept from closing the braces."""
    text = " ".join(_CONTROL.sub(" ", str(text)).split())
    if name in _VERBATIM:
        return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    text = _TO_ESCAPE.sub(lambda found: _ESCAPED[found.group()], text)
    text = text.replace("\ue000", "{").replace("\ue001", "}")
    return f"{{{text}}}" if name == "title" else text


def _key(item: Mapping[str, Any], taken: Counter[str]) -> str:
    authors = item.get("author") or [{"literal": item.get("title") or "reference"}]
    first = authors[0].get("family") or authors[0].get("literal", "")
    letters = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode()
    name = "".join(re.findall(r"[A-Za-z]+", letters)).lower()[:20] or "reference"
    key = f"{name}{item.get('issued', {}).get('date-parts', [['']])[0][0]}"
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"

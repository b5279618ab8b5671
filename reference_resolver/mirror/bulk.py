"""Bulk files of the registries, read record by record: they are larger than memory and not always well-formed.

Crossref: JSON Lines, or the public data file's ``{"items": […]}``; PubMed: ``PubmedArticleSet`` XML, the yearly
baseline and the daily updates; ClinicalTrials.gov: a JSON file a study. Any may be gzipped, and many may lie in a zip
or a tar.
"""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import orjson
from lxml import etree

from reference_resolver.body import UnreadableBodyError, parse_json, text_of
from reference_resolver.mirror.archives import opened
from reference_resolver.mirror.terms import Printed
from reference_resolver.wording import registered_doi

SUFFIXES = {
    "crossref": (".jsonl", ".jsonl.gz", ".json", ".json.gz"),
    "pubmed": (".xml", ".xml.gz"),
    "clinicaltrials": (".json", ".json.gz"),
}
"""How the names of a registry's bulk files end, loose or in an archive."""

LARGEST_RECORD = 16 * 1024 * 1024
"""Bytes of the longest record that is read; the longest known ones have about a tenth of that."""

_DEEPEST = 100
_CHUNK = 1024 * 1024


class BulkRecord(NamedTuple):
    """One record with its keys (``("doi", "10.1/x")``); an empty ``body`` deletes the record of these keys."""

    keys: tuple[tuple[str, str], ...]
    body: bytes
    printed: Printed | None = None


class BadRecord(NamedTuple):
    """A record that was left out: its file, the line (or the record's number where there are no lines), and why."""

    file: str
    line: int
    reason: str


def read_crossref(path: Path) -> Iterator[BulkRecord | BadRecord]:
    """The works of a Crossref file. What a work cites is left out: it is most of the bytes, and never asked for."""
    for name, file in opened(path, SUFFIXES["crossref"]):
        lines = name.removesuffix(".gz").endswith(".jsonl")
        for number, value in _json_lines(file) if lines else _json_items(file):
            yield value if isinstance(value, BadRecord) else _crossref_record(number, value)


def read_pubmed(path: Path) -> Iterator[BulkRecord | BadRecord]:
    """The articles and deletions of a PubMed file."""
    for _, file in opened(path, SUFFIXES["pubmed"]):
        articles = etree.iterparse(
            file,
            events=("end",),
            tag=("PubmedArticle", "DeleteCitation"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            for _, element in articles:
                yield from _pubmed_records(element)
                element.clear()
                while element.getprevious() is not None:  # keep memory flat
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            yield BadRecord("", error.lineno or 0, f"the rest of the file is not well-formed XML: {error.msg}")


def read_clinicaltrials(path: Path) -> Iterator[BulkRecord | BadRecord]:
    """The studies of a file of one study or of a list of them."""
    for number, (_, file) in enumerate(opened(path, SUFFIXES["clinicaltrials"]), 1):
        for record in _studies(file):
            alone = path.name.endswith((".json", ".json.gz"))
            yield record if alone or not isinstance(record, BadRecord) else record._replace(line=number)


def _json_lines(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    number = 0
    while line := file.readline(LARGEST_RECORD + 1):
        number += 1
        if len(line) > LARGEST_RECORD and not line.endswith(b"\n"):
            while rest := file.readline(_CHUNK):
                if rest.endswith(b"\n"):
                    break
            yield number, BadRecord("", number, f"longer than {LARGEST_RECORD} bytes")
        elif line.strip():
            try:
                yield number, _parsed(line)
            except UnreadableBodyError as error:
                yield number, BadRecord("", number, str(error))


def _json_items(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """The items of ``{"items": […]}`` or of a bare list, one after another; else the whole file as one item."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="surrogatepass")
    buffer = text.read(_CHUNK)
    start = re.match(r"\s*(?:\{\s*\"items\"\s*:\s*)?\[", buffer)
    if start is None:
        buffer += text.read(LARGEST_RECORD)
        try:
            yield 1, parse_json(buffer.encode("utf-8", "surrogatepass"))
        except UnreadableBodyError as error:
            yield 1, BadRecord("", 1, str(error))
        return
    buffer, number = buffer[start.end() :], 0
    decoder = json.JSONDecoder()
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if buffer.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(buffer)
        except RecursionError:
            yield number, BadRecord("", number + 1, "nested too deep; the rest of the file is left out")
            return
        except ValueError as error:
            more = text.read(_CHUNK) if len(buffer) <= LARGEST_RECORD else ""
            if not more:
                yield number, BadRecord("", number + 1, f"not JSON; the rest of the file is left out ({error})")
                return
            buffer += more
            continue
        number += 1
        buffer = buffer[end:]
        yield number, value


def _parsed(line: bytes) -> Any:
    """A line's value. What the fast reader does not take, the careful one may; it says what is wrong with the rest."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return parse_json(line)


def _packed(value: Any) -> bytes:
    """A record as compact JSON. Raises :class:`ValueError` for what could not be read again."""
    if _depth(value) > _DEEPEST:
        raise ValueError("nested too deep")
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # lone surrogates, or numbers of more than 64 bits
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _depth(value: Any) -> int:
    deepest, open_values = 0, [(value, 1)]
    while open_values and deepest <= _DEEPEST:
        container, depth = open_values.pop()
        deepest = max(deepest, depth)
        inner = container.values() if isinstance(container, dict) else container
        open_values.extend((item, depth + 1) for item in inner if isinstance(item, dict | list))
    return deepest


def _crossref_record(number: int, work: Any) -> BulkRecord | BadRecord:
    doi = registered_doi(work["DOI"]) if isinstance(work, dict) and isinstance(work.get("DOI"), str) else None
    if doi is None:
        return BadRecord("", number, "no work with a DOI")
    years = [(work.get(name) or {}).get("date-parts") for name in ("issued", "published-print", "published-online")]
    pages = work.get("page") or work.get("article-number")
    printed = Printed(
        title=_words(work.get("title"), work.get("subtitle"), work.get("original-title")),
        authors=tuple(_names(work.get("author"))),
        years=tuple(sorted(set(re.findall(r"\b\d{4}\b", str(years))))),
        volume=work["volume"] if isinstance(work.get("volume"), str) else "",
        page=re.split(r"[-,;\u2013]", pages)[0] if isinstance(pages, str) else "",
    )
    work.pop("reference", None)
    try:
        return BulkRecord((("doi", doi),), _packed(work), printed)
    except ValueError as error:
        return BadRecord("", number, str(error))


def _names(authors: Any) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        if isinstance(author, dict):
            name = author.get("family") or author.get("name") or author.get("given")
            if isinstance(name, str):
                yield name


def _words(*values: Any) -> str:
    lists = [value for value in values if isinstance(value, list)]
    return " ".join(item for items in lists for item in items if isinstance(item, str))


def _pubmed_records(element: "etree._Element") -> Iterator[BulkRecord | BadRecord]:
    line = int(cast(Any, element).sourceline or 0)
    if element.tag == "DeleteCitation":
        for deleted in element.iter("PMID"):
            yield BulkRecord((("pmid", text_of(deleted).strip()),), b"")
        return
    pmid = element.findtext("MedlineCitation/PMID")
    if pmid is None or not pmid.strip().isdigit():
        yield BadRecord("", line, "an article without a PMID")
        return
    if next(element.iter(etree.Entity), None) is not None:
        yield BadRecord("", line, "an article with entities of its own")
        return
    keys = [("pmid", pmid.strip())]
    for listed in element.findall("PubmedData/ArticleIdList/ArticleId"):
        kind, value = listed.get("IdType"), (listed.text or "").strip()
        doi = registered_doi(value) if kind == "doi" else None
        if doi:
            keys.append(("doi", doi))
        elif kind == "pmc" and value:
            keys.append(("pmcid", value.upper()))
    article = "MedlineCitation/Article"
    people = element.findall(f"{article}/AuthorList/Author/LastName")
    people += element.findall(f"{article}/AuthorList/Author/CollectiveName")
    pages = _xml_words(element, f"{article}/Pagination/StartPage") or _xml_words(
        element, f"{article}/Pagination/MedlinePgn"
    )
    printed = Printed(
        title=_xml_words(element, f"{article}/ArticleTitle", f"{article}/VernacularTitle"),
        authors=tuple(text_of(name) for name in people),
        years=tuple(re.findall(r"\b\d{4}\b", _xml_words(element, f"{article}/Journal/JournalIssue/PubDate"))),
        volume=_xml_words(element, f"{article}/Journal/JournalIssue/Volume"),
        page=re.split(r"[-,;]", pages)[0],
    )
    for cited in element.findall("PubmedData/ReferenceList"):  # as with Crossref's: most of the bytes, never asked for
        element.find("PubmedData").remove(cited)  # type: ignore[union-attr]
    body = etree.tostring(element, encoding="unicode", with_tail=False).encode("utf-8")
    if len(body) > LARGEST_RECORD:
        yield BadRecord("", line, f"longer than {LARGEST_RECORD} bytes")
    else:
        yield BulkRecord(tuple(keys), body, printed)


def _xml_words(element: "etree._Element", *paths: str) -> str:
    return " ".join(text_of(found) for path in paths for found in element.findall(path))


def _studies(file: IO[bytes]) -> Iterator[BulkRecord | BadRecord]:
    body = file.read(LARGEST_RECORD + 1)
    if len(body) > LARGEST_RECORD:
        yield BadRecord("", 1, f"longer than {LARGEST_RECORD} bytes")
        return
    try:
        value = parse_json(body)
    except UnreadableBodyError as error:
        yield BadRecord("", 1, str(error))
        return
    listed = value.get("studies") if isinstance(value, dict) else None
    for number, study in enumerate(listed if isinstance(listed, list) else [value], 1):
        yield _study_record(number, study)


def _study_record(number: int, study: Any) -> BulkRecord | BadRecord:
    try:
        identification = study["protocolSection"]["identificationModule"]
        names = [identification["nctId"], *(identification.get("nctIdAliases") or [])]
        if not all(re.fullmatch(r"NCT\d{8}", name) for name in names):
            return BadRecord("", number, f"{names!r:.80} are no NCT numbers")
        return BulkRecord(tuple(("nct", name) for name in names), _packed(study))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return BadRecord("", number, f"no study of API version 2 ({error!r:.80})")

"""Real articles against counts that are made straight from their XML, with none of our reader's code."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from curated.provenance import DocumentSource, Sourced
from curated.schema import Cell, Row, TrialMention
from extract.contents import contents_of
from extract.document import Document
from extract.formats import jats
from extract.passages import language
from extract.references import find_entries, references_of
from extract.sections import find_headings
from extract.tables import read_tables

CITED = re.compile(r"<xref\b([^>]*)/>|<xref\b([^>]*)>(.*?)</xref>", re.DOTALL)
TAGS = {
    "title": ("article-title", "chapter-title"),
    "container_title": ("source",),
    "volume": ("volume",),
    "issue": ("issue",),
    "first_page": ("fpage",),
    "last_page": ("lpage",),
    "article_number": ("elocation-id",),
    "publisher": ("publisher-name",),
}
SKIPPED = ("tex-math", "permissions", "object-id", "graphic", "inline-graphic")


def _tree(path: Path) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.parse(str(path), parser).getroot()


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


@pytest.fixture(scope="module")
def documents() -> dict[Path, Document]:
    return {}


@pytest.fixture
def document(real: Path, documents: dict[Path, Document]) -> Document:
    if real not in documents:
        documents[real] = jats.read(real.read_bytes())
    return documents[real]


def test_one_reference_a_citation_of_the_list(real: Path, document: Document) -> None:
    wanted = [ref for ref in _tree(real).iter("ref") for one in ref if "citation" in one.tag]
    assert len(document.references) == len(wanted) > 0
    for reference, ref in zip(document.references, wanted, strict=True):
        assert ref.get("id") in reference.keys
        label = "".join(re.findall(r"\d+", ref.findtext("label") or ""))
        number = reference.number
        assert (document.text[number.start : number.end] if number else "") == label


def _said(ref: Any, *tags: str) -> str:
    """What the first of these tags in a citation says; what is said of editors and of the day of access left out."""
    for tag in tags:
        for one in ref.iter(tag):
            if not any(around.tag in ("date-in-citation", "conf-date") for around in one.iterancestors()):
                return _squeezed("".join(one.itertext()))
    return ""


def test_fields_are_those_that_are_tagged(real: Path, document: Document) -> None:
    rows = references_of(document, find_entries(document))
    for row, ref in zip(rows, _tree(real).iter("ref"), strict=True):
        if not any(_said(ref, tag) for tag in ("article-title", "chapter-title", "source")):
            continue  # nothing is tagged but a link: it is parsed as any string
        made = {name: _squeezed(getattr(row, name).value) if getattr(row, name) else "" for name in TAGS}
        wanted = {name: _said(ref, *tags) for name, tags in TAGS.items()}
        if wanted["last_page"] and not wanted["first_page"]:
            wanted |= {"first_page": wanted["article_number"], "article_number": ""}
        if not wanted["title"]:
            wanted |= {"title": wanted["container_title"], "container_title": ""}
        assert made == wanted
        assert (str(row.year.value) if row.year else "") == _said(ref, "year")[:4]
        editors = "ancestor::person-group[@person-group-type='editor']"
        surnames = [_squeezed("".join(one.itertext())) for one in ref.xpath(f".//surname[not({editors})]")]
        assert [_squeezed(author.value.family) for author in row.authors] == surnames
        assert len(row.group_author) == len(ref.xpath(f".//collab[not({editors})]"))
        for kind in ("doi", "pmid"):
            tagged = _squeezed("".join(ref.xpath(f"string(.//pub-id[@pub-id-type='{kind}'])")))
            value = getattr(row, kind)
            assert not tagged or (value and _squeezed(value.value) == tagged.lower())


def _counted(path: Path) -> Counter[str]:
    """How often each reference is cited: with regular expressions on the file's text, ranges of numbers filled."""
    xml = path.read_text(encoding="utf-8")
    order = re.findall(r'<ref id="([^"]*)"', xml)
    xml = re.sub(r"<ref-list\b.*?</ref-list>", " ", xml, flags=re.DOTALL)

    def marked(found: re.Match[str]) -> str:
        attributes = found.group(1) or found.group(2)
        rids = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', attributes)).get("rid", "").split()
        shown = re.sub(r"<[^>]*>", "", found.group(3) or "")
        cited = [rid for rid in rids if rid in order]
        return f"\x01{' '.join(cited)}|{shown}\x02" if cited else shown

    text = re.sub(r"&#x0*2013;", "–", re.sub(r"<[^>]*>", "", CITED.sub(marked, xml)))
    counts: Counter[str] = Counter()
    ends = list(re.finditer(r"\x01([^|]*)\|([^\x02]*)\x02", text))
    for index, found in enumerate(ends):
        counts.update(found.group(1).split())
        if index + 1 < len(ends):
            between = text[found.end() : ends[index + 1].start()].strip("[] ")
            numbers = found.group(2).isdigit() and ends[index + 1].group(2).isdigit()
            first, last = order.index(found.group(1)), order.index(ends[index + 1].group(1))
            if between in ("–", "-") and numbers and first < last:
                counts.update(order[first + 1 : last])
    return counts


def test_citation_pairs_are_those_of_the_file(real: Path, document: Document) -> None:
    made: Counter[str] = Counter()
    for citation in document.citations:
        assert citation.missing == ()
        made.update(document.references[index].keys[0] for index in citation.references)
    assert made == _counted(real)


def test_headings_are_those_of_the_file(real: Path, document: Document) -> None:
    root = _tree(real)
    titles = [one for one in root.iter("title") if one.getparent().tag not in ("caption", "kwd-group")]
    titles = [one for one in titles if one.getparent() not in root.findall("front/notes")]
    wanted = Counter(_squeezed("".join(one.itertext())) for one in titles)
    assert Counter(_squeezed(heading.row.heading.value) for heading in find_headings(document)) == wanted


def test_levels_are_depths(real: Path, document: Document) -> None:
    wanted = [
        (_squeezed("".join(title.itertext())), 1 + sum(one.tag == "sec" for one in title.getparent().iterancestors()))
        for title in _tree(real).iterfind(".//body//sec/title")
    ]
    made = [(_squeezed(heading.row.heading.value), heading.row.level) for heading in find_headings(document)]
    body = iter(made)
    assert all(one in body for one in wanted), "in order, and each at its level"


def test_no_text_is_lost_and_none_comes_twice(real: Path, document: Document) -> None:
    """For every element of body, back matter and floats: its own letters are in the text, in order, once."""
    root = _tree(real)
    places: Any = document.places
    made: dict[int, list[str]] = {}
    for letter, number in zip(document.text, places.element, strict=True):
        if number >= 0 and not letter.isspace():
            made.setdefault(number, []).append(letter)
    for number, element in enumerate(root.iter(etree.Element)):
        around = [element, *element.iterancestors()]
        tags = {etree.QName(one).localname for one in around}
        if not tags & {"body", "back", "floats-group"} or tags.intersection(SKIPPED) or "math" in tags:
            continue
        own = "".join([element.text or "", *(child.tail or "" for child in element)])
        math = "".join("".join(one.itertext()) for one in element if "MathML" in str(one.tag))
        assert _squeezed(own + math) == _squeezed("".join(made.get(number, []))), places.path


def _behind(cell: Cell) -> str:
    """The raised number at the end of a cell that is kept apart from the number before it."""
    end = cell.text.source.end if cell.text and isinstance(cell.text.source, DocumentSource) else 0
    starts = [(mark.source, mark.value) for mark in cell.marks]
    return "".join(text for source, text in starts if isinstance(source, DocumentSource) and source.start >= end)


def test_cells_are_those_of_the_file(real: Path, document: Document) -> None:
    tables = list(_tree(real).iter("table"))
    assert len(document.tables) == len(tables)
    for table, read in zip(tables, read_tables(document), strict=True):
        written = [cell for row in table.iter("tr") for cell in row.iter("td", "th")]
        printed = [cell for cell in read.cells if not cell.filled_down and (cell.text or cell.row_span >= 1)]
        assert sorted(
            _squeezed("".join(cell.itertext())) for cell in written if "".join(cell.itertext()).strip()
        ) == sorted(_squeezed(cell.text.value) + _behind(cell) for cell in printed if cell.text)
        assert read.row.n_rows == sum(1 for _ in table.iter("tr"))
        area = sum(int(cell.get("rowspan", 1)) * int(cell.get("colspan", 1)) for cell in written)
        assert area == sum(cell.column_span for cell in read.cells), "every field of the grid is covered once"


def _quoted(rows: tuple[Row, ...]) -> Iterator[tuple[Row, Sourced[Any]]]:
    for row in rows:
        for name in type(row).model_fields:
            value = getattr(row, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Sourced):
                    yield row, one


def test_every_value_slices_back_and_its_path_leads_to_its_words(real: Path, document: Document) -> None:
    rows = contents_of(document, real.name, language())
    root = _tree(real)
    texts: dict[str, str] = {}
    count = 0
    for row, value in _quoted(rows):
        source = value.source
        assert isinstance(source, DocumentSource)
        printed = document.text[source.start : source.end]
        assert value.steps or printed == value.value
        assert source.path is not None, (row.row_id, printed)
        if source.path not in texts:
            (element,) = root.xpath(source.path)
            texts[source.path] = _squeezed("".join(element.itertext()))
        words = [] if isinstance(row, TrialMention) else re.findall(r"\w{2,}", printed)
        joined = any(step.name == "parts-joined" for step in value.steps)
        for word in words:
            assert word in texts[source.path] or (joined and word in ("et", "al", "doi", "PMID", "PMCID", "eds", "pp"))
        count += 1
    assert count > 200

"""What the publisher's JATS XML says of an article: the gold that reading its PDF is measured against.

Independent of the product's own readers, so that they do not mark their own homework.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lxml import etree

FORMULA = "\ue000"
"""Stands for a formula or an image in the text: a sentence that holds one is not asked for."""
MARKER = "\ue003"
"""Stands for a citation marker of numbers, with its brackets."""
_OPEN, _CLOSE = "\ue001", "\ue002"
_BREAK = "\n"

_FLOATS = frozenset(
    {"fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text", "supplementary-material", "media", "fn"}
    | {"table-wrap-foot", "caption", "table", "float", "floats-group", "fn-group", "chem-struct-wrap", "array"}
)
_FORMULAS = frozenset({"disp-formula", "disp-formula-group", "inline-formula", "math", "tex-math", "inline-graphic"})
_FORMULAS |= {"graphic", "chem-struct", "alternatives"}
_OWN_PARAGRAPHS = frozenset({"list", "def-list", "disp-quote", "p", "verse-group", "speech", "statement", "list-item"})
_SENTENCE_END = re.compile(rf"(?<=[.!?])([\"”’)\]]*(?:\s?{MARKER})*)\s+(?=[\"“‘(\[]?[A-ZÀ-ÖØ-Þ0-9{FORMULA}])")
_NO_END = re.compile(
    r"(?:\b(?:al|[Ff]igs?|[Tt]ab|[Ee]qs?|[Rr]efs?|[Nn]os?|vs|cf|ca|approx|resp|spp?|var|subsp|cv|[Dd]rs?|[Pp]rof|Mr|Mrs|St|"
    r"Inc|Ltd|Co|Corp|[Vv]ol|pp|i\.\s?e|e\.\s?g|[A-Z])|\W[a-z])\.$"
)
_CLUSTER = re.compile(
    rf"[\[(]?\s*{_OPEN}[^{_CLOSE}]*{_CLOSE}(?:\s?[,;–‒-]\s?(?:{_OPEN}[^{_CLOSE}]*{_CLOSE}|\d{{1,3}}\b))*\s*[\])]?"
)
_NUMERIC = re.compile(r"\W*\d{1,3}[a-z]?(?:\s?[,;–‒-]\s?\d{1,3}[a-z]?)*\W*")
_TAGGED = re.compile(rf"{_OPEN}([^{_CLOSE}]*){_CLOSE}|(\d{{1,3}})|([–‒-])")
_WIDEST = 100

Place = Literal["text", "float"]


def article_folders(folder: Path) -> list[Path]:
    """The sub-folders that hold an article as PDF and as XML, by name."""
    return sorted(path.parent for path in folder.glob("*/article.xml") if (path.parent / "article.pdf").exists())


@dataclass(frozen=True)
class GoldHeading:
    """A section title of the body; ``level`` is its depth."""

    text: str
    level: int


@dataclass(frozen=True)
class GoldReference:
    """A reference of the list: what tells it from the others."""

    label: str
    title: str
    surname: str
    year: str
    text: str


@dataclass(frozen=True)
class GoldPair:
    """A marker and one reference that it cites (its place in the list, from 0), with the text around the marker."""

    reference: int
    marker: str
    before: str
    after: str
    place: Place


@dataclass
class Gold:
    """The gold of one article."""

    paragraphs: list[list[str]] = field(default_factory=list)
    """The sentences of each body paragraph, with MARKER and FORMULA in them."""
    floats: list[list[str]] = field(default_factory=list)
    """The sentences of captions, notes and cells."""
    margins: list[str] = field(default_factory=list)
    """What running heads and feet are made of: journal, title, authors, identifiers, permissions."""
    headings: list[GoldHeading] = field(default_factory=list)
    other_headings: list[str] = field(default_factory=list)
    """Titles outside the body: of the abstract, the back matter, the boxes."""
    references: list[GoldReference] = field(default_factory=list)
    pairs: list[GoldPair] = field(default_factory=list)


def read_gold(path: Path) -> Gold:
    """Read an article; raises ``lxml.etree.XMLSyntaxError`` where the file is no XML."""
    parser = etree.XMLParser(resolve_entities=True, load_dtd=False, no_network=True, huge_tree=True)
    root = etree.parse(str(path), parser).getroot()
    for element in root.iter():  # prefixes differ by publisher
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rsplit("}", 1)[1]
    for element in list(root.iter("sub-article", "response")):
        element.getparent().remove(element)
    gold = Gold()
    numbers = _references(root, gold)
    body = root.find(".//body")
    if body is None:
        return gold
    for section in body.iter("sec"):
        title = section.find("title")
        text = _clean(_text_of(title)) if title is not None else ""
        boxed = any(ancestor.tag in _FLOATS for ancestor in section.iterancestors())
        if text and not boxed:
            depth = 1 + sum(ancestor.tag == "sec" for ancestor in section.iterancestors())
            gold.headings.append(GoldHeading(text, depth))
        elif text:
            gold.other_headings.append(text)
    for title in root.iter("title"):
        if not any(ancestor.tag in ("body", "ref") for ancestor in title.iterancestors()):
            gold.other_headings.append(_clean(_text_of(title)))
    places: list[tuple[Place, str]] = [("text", text) for text in _paragraphs(body)]
    places += [("float", text) for text in _float_texts(root)]
    for place, text in places:
        _add_pairs(gold, numbers, text, place)
        sentences = _sentences(_CLUSTER.sub(_without_numbers, text))
        if sentences:
            (gold.paragraphs if place == "text" else gold.floats).append(sentences)
    front = root.find("front")
    if front is not None:
        wanted: tuple[str, ...] = (
            "journal-title",
            "article-title",
            "name",
            "article-id",
            "pub-date",
            "volume",
            "permissions",
            "issn",
        )
        wanted += ("abbrev-journal-title", "publisher-name", "subject", "elocation-id", "alt-title", "journal-id")
        gold.margins = [_clean(_all_text(element)) for element in front.iter(*wanted)]
    return gold


def _paragraphs(container: etree._Element) -> Iterator[str]:
    """The paragraphs of a body in order, a list's items each as one; floats left out."""
    for child in container:
        if not isinstance(child.tag, str) or child.tag in _FLOATS or child.tag in ("title", "label"):
            continue
        if child.tag in ("p", "term"):
            for piece in _text_of(child).split(_BREAK):
                if _clean(piece):
                    yield piece
        yield from _paragraphs(child)


def _float_texts(root: etree._Element) -> Iterator[str]:
    for part in root.iter("fig", "table-wrap", "boxed-text"):
        for element in part.iter("label", "title", "p", "td", "th"):
            text = _text_of(element)
            if _clean(text) and not any(inner is not element for inner in element.iter("p")):
                yield text


def _text_of(element: etree._Element) -> str:
    """The text of an element, its floats left out, what stands in paragraphs of its own cut off by line breaks."""
    made = [_flat(element.text)]
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _FLOATS or (tag == "label" and element.tag != "p"):
            pass
        elif tag in _FORMULAS:
            made.append(FORMULA)
        elif tag in _OWN_PARAGRAPHS:
            made.append(_BREAK)
        elif tag == "break":
            made.append(" ")
        elif tag == "xref" and child.get("ref-type") == "bibr":
            made.append(f"{_OPEN}{child.get('rid', '')}|{_text_of(child)}{_CLOSE}")
        else:
            made.append(_text_of(child))
        made.append(_flat(child.tail))
    return "".join(made)


def _all_text(element: etree._Element) -> str:
    return " ".join(str(text) for text in element.itertext())


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _clean(text: str) -> str:
    shown = re.sub(rf"{_OPEN}[^{_CLOSE}|]*\|([^{_CLOSE}]*){_CLOSE}", r"\1", text)
    return re.sub(r"\s+", " ", shown.replace(FORMULA, " ").replace(MARKER, " ")).strip()


def _shown(cluster: str) -> str:
    """A cluster of tagged markers as printed."""
    return re.sub(rf"{_OPEN}[^{_CLOSE}|]*\|([^{_CLOSE}]*){_CLOSE}", r"\1", cluster)


def _without_numbers(found: re.Match[str]) -> str:
    shown = _shown(found.group())
    if not _NUMERIC.fullmatch(shown):
        return shown
    opens, closes = shown.lstrip()[:1] in "[(", shown.rstrip()[-1:] in "])"
    return f"{'' if opens or not found.group()[0].isspace() else ' '}{MARKER}" + (
        "" if opens or not closes else shown[-1]
    )


def _sentences(paragraph: str) -> list[str]:
    """A paragraph cut behind full stops that a capital or a number follows, known abbreviations and initials aside."""
    pieces: list[str] = []
    start = 0
    for found in _SENTENCE_END.finditer(paragraph):
        if _NO_END.search(paragraph[max(0, found.start() - 12) : found.start()]):
            continue
        pieces.append(paragraph[start : found.end(1)].strip())
        start = found.end()
    pieces.append(paragraph[start:].strip())
    return [piece for piece in pieces if piece]


def _references(root: etree._Element, gold: Gold) -> dict[str, int]:
    """Fill in the references; the place in the list of every id that stands in one."""
    numbers: dict[str, int] = {}
    for index, ref in enumerate(root.iter("ref")):
        for element in ref.iter():
            if isinstance(element.tag, str) and element.get("id"):
                numbers[element.get("id", "")] = index

        def first(*tags: str, inside: etree._Element = ref) -> str:
            return next((_clean(_all_text(found)) for tag in tags for found in inside.iter(tag)), "")

        label = re.sub(r"\W", "", first("label"))
        surname = first("surname", "collab", "string-name")
        title = first("article-title", "chapter-title", "data-title", "source")
        text = _clean(_all_text(ref))
        gold.references.append(GoldReference(label, title, surname, first("year")[:4], text))
    return numbers


def _add_pairs(gold: Gold, numbers: dict[str, int], text: str, place: Place) -> None:
    """The pairs of a paragraph: lists of ids split, ranges between two tagged numbers expanded."""
    labels = {reference.label: index for index, reference in enumerate(gold.references) if reference.label}
    for cluster in _CLUSTER.finditer(text):
        cited: list[int] = []
        numeric = _NUMERIC.fullmatch(_shown(cluster.group())) is not None
        ranged = False
        for tagged, number, dash in _TAGGED.findall(cluster.group()):
            if dash:
                ranged = True
                continue
            ids, _, printed = tagged.partition("|")
            found = [numbers[each] for each in ids.split() if each in numbers]
            if number and numeric and number in labels:
                found = [labels[number]]
            inner = re.fullmatch(r"\W*(\d{1,3})\s?[–‒-]\s?(\d{1,3})\W*", printed)
            if inner and len(found) == 1 and 0 < int(inner.group(2)) - int(inner.group(1)) < _WIDEST:
                last = found[0] + int(inner.group(2)) - int(inner.group(1))
                found = list(range(found[0], min(last, len(gold.references) - 1) + 1))
            if ranged and cited and found and 0 < found[0] - cited[-1] < _WIDEST:
                cited.extend(range(cited[-1] + 1, found[0]))
            ranged = False
            cited.extend(found)
        before, after = _clean(text[: cluster.start()]), _clean(text[cluster.end() :])
        shown = _shown(cluster.group()).strip()
        for reference in dict.fromkeys(cited):
            gold.pairs.append(GoldPair(reference, shown, before[-200:], after[:200], place))

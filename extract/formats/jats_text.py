"""The text of a JATS article in the making: the content of elements, character by character with its element."""

import re
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extract.document import Block, BlockKind, Link, PrintedTable, Span
from extract.formats.jats_file import character_of
from extract.formats.jats_places import NOWHERE, ElementPaths

FLOATS = frozenset({"fig", "fig-group", "table-wrap", "table-wrap-group", "floats-group", "fn"})
FLOATS |= {"supplementary-material", "media", "chem-struct-wrap"}
"""Elements that do not belong to the sentence in which they stand: they are laid out behind the flow."""
BOX = "boxed-text"
NOT_PRINTED = frozenset({"alt-text", "long-desc", "graphic", "inline-graphic", "inline-media", "private-char"})
NOT_PRINTED |= {"object-id", "institution-id", "contrib-id", "processing-meta", "sec-meta", "permissions"}
NOT_PRINTED |= {"related-article", "related-object", "annotation", "annotation-xml"}
"""What a file says for machines only: descriptions of images, identifiers, sources of formulas."""
MAX_IDS = 1_000
"""A cross-reference to more than this many is none."""
_CLOSING = ",.;:)]"
_LINKS = frozenset({"ext-link", "uri", "self-uri", "inline-supplementary-material"})
_APART = frozenset({"p", "list", "list-item", "def-list", "def-item", "def", "term", "label", "title", "break", "hr"})
_APART |= {"disp-formula", "disp-quote", "caption", "attrib", "preformat", "code", "verse-line", "array", "sec"}
_APART |= {"td", "th", "tr", "entry", "row", "fn-group"}
"""Elements that a reader sees apart from the text around them, if only by a space."""
_ALTERNATIVES = frozenset({"alternatives", "name-alternatives", "collab-alternatives", "aff-alternatives"})
_PREFERRED = ("table", "math", "textual-form", "name", "string-name", "collab")
_HREF = "{http://www.w3.org/1999/xlink}href"
_TEX = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


class Cited(NamedTuple):
    """A cross-reference to the list as it is printed (nothing, for a hidden one) and the ids that it names."""

    span: Span
    ids: tuple[str, ...]


@dataclass
class JatsText:
    """The text in the making. ``listed`` holds the ids that stand in the reference list."""

    paths: ElementPaths
    listed: Collection[str] = ()
    characters: list[str] = field(default_factory=list)
    element: "array[int]" = field(default_factory=lambda: array("l"))
    blocks: list[Block] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=list)
    superscripts: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    spans: "dict[etree._Element, Span]" = field(default_factory=dict)
    """Where each element is printed; those that print nothing are not in it."""
    floats: "list[etree._Element]" = field(default_factory=list)
    """Floats that were met and wait for the end of the flow."""
    boxes: "list[etree._Element]" = field(default_factory=list)
    """Boxes that were met and wait for the end of the paragraphs of their section."""
    citing: bool = True
    """Whether cross-references to the list are citations: in the list itself they are not."""
    supplied: int = 0
    """How many characters other than white space were added that the file does not print."""
    _space: int | None = None
    """The element of a space that is added once something follows it."""

    # --- characters

    def add(self, text: str | None, number: int = NOWHERE) -> None:
        """Add text of an element, white space folded into one space and left away at the ends of a block."""
        if not text:
            return
        if not text.isprintable():
            text = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
        words = " ".join(text.split())
        if text[:1].isspace() and self._space is None:
            self._space = number
        if not words:
            return
        if self._space is not None and self.characters and not self.characters[-1].isspace():
            closes = words[0] in _CLOSING and self._is_inside(self._space, number)
            self._put("" if closes else " ", self._space)
        self._put(words, number)
        self.supplied += len(words) if number == NOWHERE else 0
        self._space = number if text[-1].isspace() else None

    def _is_inside(self, inner: int, outer: int) -> bool:
        """Whether an element lies in another: white space at its end is there for the eyes of an editor."""
        return outer == NOWHERE or (inner != outer and outer in self.paths.line_of(inner))

    def _put(self, text: str, number: int) -> None:
        self.characters.extend(text)
        self.element.extend([number] * len(text))

    def add_space(self) -> None:
        """Add a space that the file does not print, unless a block begins here."""
        self.add(" ")

    def end_line(self, space: str) -> None:
        """Add white space that parts blocks, rows or cells."""
        self._space = None
        self._put(space, NOWHERE)

    def ends_with(self, endings: tuple[str, ...]) -> bool:
        """Whether the text ends with one of these characters, spaces aside."""
        return bool(self.characters) and self.characters[-1] in endings

    def tail(self, length: int) -> str:
        """The last characters of the text."""
        return "".join(self.characters[-length:])

    def since(self, start: int) -> Span:
        """What was added since ``start``, less the space at its head."""
        end = len(self.characters)
        while start < end and self.characters[start].isspace():
            start += 1
        return Span(start, end)

    def begin(self) -> int:
        """Begin a line; returns where."""
        self._space = None
        self.line_starts.append(len(self.characters))
        return len(self.characters)

    def end(self, kind: BlockKind, start: int, level: int = 0, front: bool = False, space: str = "\n\n") -> Span | None:
        """End a block that began at ``start``; None, and no block, where nothing was printed."""
        span = self.since(start)
        if span.start == span.end:
            self.line_starts.pop()
            return None
        self.blocks.append(Block(kind, span, level, front))
        self.end_line(space)
        return span

    # --- elements

    def add_content(self, element: "etree._Element") -> None:
        """Add the content of an element, markup taken off."""
        number = self.paths.number[element]
        self.add(element.text, number)
        for child in element:
            self.add_element(child)
            self.add(child.tail, number)

    def add_element(self, element: "etree._Element") -> None:
        """Add an element as it stands in the midst of text; floats and boxes are put aside."""
        tag = element.tag
        if tag is etree.Entity:
            parent = element.getparent()
            self.add(character_of(element), NOWHERE if parent is None else self.paths.number[parent])
        elif tag in FLOATS:
            self.floats.append(element)
        elif tag == BOX:
            self.boxes.append(element)
        elif tag in _ALTERNATIVES:
            for chosen in _chosen(element):
                self.add_element(chosen)
        elif tag not in NOT_PRINTED:
            self._add_printed(element)

    def _add_printed(self, element: "etree._Element") -> None:
        tag = element.tag
        if tag in _APART:
            self.add_space()
        start = len(self.characters)
        if tag == "math":
            self._add_math(element)
        elif tag == "tex-math":
            self._add_tex(element)
        else:
            self.add_content(element)
        span = self.mark(element, start)
        if tag in _APART:
            self.add_space()
        elif tag == "xref" and self.citing:
            ids = tuple(element.get("rid", "").split(None, MAX_IDS)[:MAX_IDS])
            if ids and (element.get("ref-type") == "bibr" or any(one in self.listed for one in ids)):
                self.cited.append(Cited(span, ids))
        elif span.start == span.end:
            pass
        elif tag == "sup":
            self.superscripts.append(span)
        elif tag in _LINKS and element.get(_HREF, "").startswith(("http://", "https://")):
            self.links.append(Link(span, element.get(_HREF, "")))

    def mark(self, element: "etree._Element", start: int) -> Span:
        """Remember that an element is printed from ``start`` to here."""
        span = self.since(start)
        if span.start < span.end:
            self.spans[element] = span
        return span

    def _add_math(self, element: "etree._Element") -> None:
        """Add a formula as its letters, numbers and signs in a row, as part of the element that it stands in."""
        parent = element.getparent()
        number = self.paths.number[element if parent is None else parent]
        for part in element.iter(etree.Element):
            if part.tag != "annotation" and not any(True for _ in part.iterancestors("annotation-xml")):
                self.add("".join((part.text or "").split()), number)

    def _add_tex(self, element: "etree._Element") -> None:
        """Add the TeX of a formula that says itself in no other way, without its preamble."""
        tex = element.text or ""
        found = _TEX.search(tex)
        parent = element.getparent()
        if parent is None or parent.find("math") is None or parent.tag in _ALTERNATIVES:
            self.add((found.group(1) if found else tex).strip(" $\n\t"), self.paths.number[element])


def _chosen(alternatives: "etree._Element") -> "Iterator[etree._Element]":
    """The one of several forms of the same thing that is read as text."""
    forms = [form for form in alternatives.iterchildren(etree.Element) if form.tag not in NOT_PRINTED]
    forms.sort(key=lambda form: _PREFERRED.index(form.tag) if form.tag in _PREFERRED else len(_PREFERRED))
    yield from forms[:1]

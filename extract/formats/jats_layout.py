"""The order in which a JATS article is laid out: front matter, abstract, body, back matter, then the floats."""

from collections.abc import Sequence

from lxml import etree

from extract.document import Span, TaggedReference
from extract.formats.jats_floats import lay_out_floats
from extract.formats.jats_references import lay_out_reference
from extract.formats.jats_text import BOX, FLOATS, NOT_PRINTED, JatsText

_SECTIONS = frozenset(
    {"sec", "ack", "app", "notes", "glossary", "ref-list", "fn-group", "bio", "abstract", "trans-abstract"}
)
"""Parts with a title of their own that is a heading."""
_CONTAINERS = frozenset({"app-group", "disp-quote", "verse-group", "speech", "statement", "list", "def-list"}) | {
    "answer",
    "question",
    "question-wrap",
}
"""What holds paragraphs; a title of one is a paragraph."""
_LABELLED = frozenset({"list-item", "fn", "def-item"})
_PARTS = _SECTIONS | _CONTAINERS | _LABELLED | FLOATS | {BOX, "ref", "preformat", "sig-block"}
"""What ends a paragraph in which it stands, or is put aside."""
_SAID = {"doi": "DOI: ", "pmid": "PMID: ", "pmc": "PMCID: ", "pmcid": "PMCID: "}


class Layout:
    """Lays out an article into a text; ``references`` and ``title`` are filled in on the way."""

    def __init__(self, made: JatsText) -> None:
        self.made = made
        self.references: list[TaggedReference] = []
        self.title: Span | None = None
        self._front = True

    def lay_out(self, article: "etree._Element") -> None:
        """All of it, in order."""
        front = article.find("front")
        if front is None:
            front = article.find("front-stub")
        abstracts: list[etree._Element] = []
        if front is not None:
            meta = front.find("article-meta")
            abstracts = [*front.iter("abstract"), *front.iter("trans-abstract")]
            self._front_matter(front, front if meta is None else meta)
        self._front = False
        for abstract in abstracts:
            self._section(abstract, 1)
        for part in article.iterchildren("body", "back"):
            self._content(part, 1)
            self._boxes(1)
        for group in article.iterchildren("floats-group", "floats-wrap"):
            self.made.floats.extend(group.iterchildren(etree.Element))
        lay_out_floats(self.made)

    # --- front matter

    def _front_matter(self, front: "etree._Element", meta: "etree._Element") -> None:
        made = self.made
        for title in meta.iterfind("title-group/article-title"):
            start = made.begin()
            made.add_element(title)
            self.title = made.end("heading", start, front=True) if self.title is None else self.title
        for tag in ("title-group/subtitle", "title-group/trans-title-group/trans-title"):
            for part in meta.iterfind(tag):
                self._paragraph(part)
        for identifier in meta.iterfind("article-id"):
            if identifier.get("pub-id-type") in _SAID:
                start = made.begin()
                kind = identifier.get("pub-id-type", "")
                bare = kind.startswith("pmc") and (identifier.text or "").strip().isdigit()
                made.add(_SAID[kind] + ("PMC" if bare else ""))
                made.add_element(identifier)
                made.end("paragraph", start, front=True)
        for group in meta.iterfind("contrib-group"):
            self._contributors(group)
        for tag in ("contrib-group/aff", "aff", "author-notes/*", "title-group/fn-group/fn", "kwd-group"):
            for part in meta.iterfind(tag):
                self._line(part, "; " if part.tag == "kwd-group" else ", ")
        for tag in (
            "funding-group/funding-statement",
            "permissions/copyright-statement",
            "permissions/license//license-p",
        ):
            for part in meta.iterfind(tag):
                self._paragraph(part)
        for part in front.iterchildren("notes"):
            self._section(part, 1)

    def _contributors(self, group: "etree._Element") -> None:
        """The authors on one line, each with the marks of the affiliations."""
        made = self.made
        start = made.begin()
        for contributor in group.iterchildren("contrib"):
            if len(made.characters) > start:
                made.add(", ")
            for part in contributor.iterchildren("name", "string-name", "collab", "name-alternatives", "xref"):
                given = [*part.iterchildren("given-names"), *part.iterchildren("surname"), *part.iterchildren("suffix")]
                for name in given if part.tag == "name" else [part]:
                    made.add_element(name)
                    if part.tag == "name" and name is not given[-1]:
                        made.add_space()
        made.end("paragraph", start, front=True)

    def _line(self, element: "etree._Element", separator: str) -> None:
        """Parts that may have no punctuation of their own, on one line."""
        made = self.made
        texts = [element.text, *(child.tail for child in element)]
        if any(text and not text.isspace() for text in texts) or element.find("p") is not None:
            self._paragraph(element)
            return
        start = made.begin()
        before = ""
        for child in element:
            if len(made.characters) > start:
                made.add(": " if before == "title" and not made.ends_with((":", ".")) else " " if before else separator)
            before = child.tag if child.tag in ("label", "title") else ""
            made.add_element(child)
        made.end("paragraph", start, front=self._front)

    # --- the flow

    def _section(self, element: "etree._Element", level: int) -> None:
        made = self.made
        title = element.find("title")
        label = element.find("label")
        start = made.begin()
        if label is not None:
            made.add_element(label)
            made.add_space()
        before = len(made.characters)
        if title is not None:
            made.add_element(title)
        if len(made.characters) > before and not self._front:
            made.end("heading", before, level)  # the number before it stands on its line, and is no part of it
        else:
            made.end("paragraph", start, front=self._front)
        self._content(element, level + 1)
        self._boxes(level + 1)

    def _content(self, element: "etree._Element", level: int) -> None:
        """The parts of a section or container, its title and label left out."""
        for child in element.iterchildren(etree.Element):
            if child.tag in _SECTIONS:
                self._boxes(level)
            if not (child.tag in ("title", "label") and element.tag in _SECTIONS):
                self._part(child, level)

    def _part(self, element: "etree._Element", level: int) -> None:
        tag = element.tag
        if tag in NOT_PRINTED:
            return
        if tag in _SECTIONS:
            self._section(element, level)
        elif tag in FLOATS and not (tag == "fn" and self._is_listed(element)):
            self.made.floats.append(element)
        elif tag == BOX:
            self.made.boxes.append(element)
        elif tag == "ref":
            self.made.citing = False
            self.references.extend(lay_out_reference(self.made, element))
            self.made.citing = True
        elif tag in _LABELLED:
            self._labelled(element, level)
        elif tag in _CONTAINERS:
            self._content(element, level)
        else:
            self._paragraph(element, level=level)

    @staticmethod
    def _is_listed(note: "etree._Element") -> bool:
        """Whether a note stands in a list of notes, and not in the midst of text."""
        parent = note.getparent()
        return parent is not None and parent.tag in ("fn-group", "author-notes", "notes")

    def _labelled(self, element: "etree._Element", level: int) -> None:
        """An item or note: its label, or the term that it defines, leads its first paragraph."""
        lead = list(element.iterchildren("label", "term"))
        rest = [child for child in element.iterchildren(etree.Element) if child not in lead]
        if rest and rest[0].tag == "def":
            rest = [*rest[0].iterchildren(etree.Element), *rest[1:]]
        if rest and rest[0].tag not in _PARTS:
            self._paragraph(rest.pop(0), lead, level)
        else:
            self._paragraph(None, lead, level)
        for child in rest:
            self._part(child, level)

    def _paragraph(
        self, element: "etree._Element | None", lead: "Sequence[etree._Element]" = (), level: int = 1
    ) -> None:
        """A paragraph: as several where a list or a quotation stands in its midst."""
        made = self.made
        start = made.begin()
        for part in lead:
            made.add_element(part)
            if part.tag == "term" and not made.ends_with((":", ".", "=")):
                made.add(":")
            made.add_space()
        if element is not None:
            number = made.paths.number[element]
            made.add(element.text, number)
            for child in element:
                if child.tag in _PARTS and child.tag not in FLOATS and child.tag != BOX:
                    made.end("paragraph", start, front=self._front)
                    self._part(child, level)
                    start = made.begin()
                else:
                    made.add_element(child)
                made.add(child.tail, number)
        made.end("paragraph", start, front=self._front)

    def _boxes(self, level: int) -> None:
        """The boxes that were met, each as paragraphs with headings of its own."""
        boxes, self.made.boxes = self.made.boxes, []
        for box in boxes:
            for head in box.iterchildren("label", "caption"):
                self._caption_parts(head)
            for child in box.iterchildren(etree.Element):
                if child.tag not in ("label", "caption"):
                    self._part(child, level)

    def _caption_parts(self, head: "etree._Element") -> None:
        for part in [head] if head.tag == "label" else head.iterchildren(etree.Element):
            self._paragraph(part)

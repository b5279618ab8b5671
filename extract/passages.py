"""Sentences and table rows: the one thing that claim kinds see.

Sentences come from spaCy: a blank pipeline with rules, or a model that the user has and names. Citation markers are
hidden from it, and a marker behind a full stop belongs to the sentence before.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from curated.provenance import Method, Sourced
from curated.schema import Cell
from extract.citations import Marker
from extract.document import Document, Span, Spans
from extract.entities import Mention
from extract.references import Entry
from extract.sections import Heading, path_at, section_at
from extract.sentence_ends import ABBREVIATIONS, OPENS
from extract.tables import ReadTable

SPLITTER = Method(name="sentences", version="1")
MAX_PARAGRAPH = 50_000
_UNBROKEN = re.compile(r"\S{200,}|[^\w\s]{10,}")
"""No words: spaCy takes quadratic time to look for some in them, so letters are put in their place for it."""


@dataclass(frozen=True)
class Passage:
    """A sentence of the flow, a caption or a note; or a row of a table's body, with its cells by header.

    ``heads`` are the printed header cells over each column, from the top down. ``section_path`` lists the headings that
    it stands under, outermost first; ``entities`` are the names in it.
    """

    kind: Literal["sentence", "table-row"]
    span: Span
    text: str
    markers: tuple[Marker, ...]
    section_id: str | None = None
    table_id: str | None = None
    row: int | None = None
    cells: tuple[tuple[str, Cell], ...] = ()
    kinds: tuple[str, ...] = ()
    """What each column of the table holds."""
    heads: Mapping[int, tuple[Sourced[str], ...]] = field(default_factory=dict)
    caption: Sourced[str] | None = None
    under: Sourced[str] | None = None
    """The label that the row stands under: the last row above it that holds one cell only."""
    section_path: tuple[str, ...] = ()
    entities: tuple[Mention, ...] = ()
    short_forms: tuple[tuple[Span, str], ...] = ()
    """The short forms in it that the document defines, each with its long form."""
    before: tuple[Mention, ...] = ()
    """The names in the sentence right before it, for what only points back: ``this combination``."""

    @cached_property
    def words(self) -> str:
        """The text with spaces for its markers, so that ``CCL2[3]`` and ``CCL2³`` are read as ``CCL2``."""
        text = self.text
        for marker in self.markers:
            start, end = max(0, marker.span.start - self.span.start), marker.span.end - self.span.start
            text = f"{text[:start]}{' ' * (min(end, len(text)) - start)}{text[end:]}"
        return text

    def named(self, *kinds: str) -> tuple[Mention, ...]:
        """The entities of these kinds, in order."""
        return tuple(mention for mention in self.entities if mention.entry.kind in kinds)


@cache
def language(model: str | None = None) -> Language:
    """The pipeline that splits sentences: the named model, or rules on a blank English one.

    Raises OSError (from spaCy, naming the model) where the model is not installed.
    """
    if model:
        return spacy.load(model)
    nlp = spacy.blank("en")
    nlp.max_length = MAX_PARAGRAPH + 1
    nlp.add_pipe("litcurate_sentences")
    return nlp


@Language.component("litcurate_sentences")
def _mark_sentences(doc: Doc) -> Doc:
    """A sentence begins behind a full stop that ends no abbreviation, where what follows can begin one."""
    if not len(doc):
        return doc
    text = doc.text
    # as few tokens as spaCy allows are marked: it looks through the whole text at each mark
    for token in doc[:2]:
        token.is_sent_start = token.i == 0
    for token in doc[:-1]:
        if token.text not in {".", "?", "!", "。"} and not token.text.endswith((".", "?", "!")):
            continue
        index = token.i + 1
        while index < len(doc) and (doc[index].is_space or doc[index].text in {'"', "”", "’", ")", "]"}):
            index += 1
        spaced = bool(token.whitespace_) or (index > token.i + 1 and doc[token.i + 1].is_space) or index > token.i + 1
        if index >= len(doc) or not spaced or _is_abbreviation(doc, token.i):
            continue
        if OPENS.match(text, doc[index].idx):
            doc[index].is_sent_start = True
    return doc


def _is_abbreviation(doc: Doc, index: int) -> bool:
    word = doc[index].text[:-1] if len(doc[index].text) > 1 else (doc[index - 1].text if index else "")
    glued = len(doc[index].text) > 1 or (index > 0 and not doc[index - 1].whitespace_)
    initial = len(word) == 1 and word.isupper() and glued and index > 1 and doc[index - 2 if word else 0].text.istitle()
    return glued and (word.lower() in ABBREVIATIONS or initial)


def find_passages(
    document: Document,
    entries: Sequence[Entry],
    markers: Sequence[Marker],
    headings: tuple[Heading, ...],
    tables: Sequence[ReadTable],
    nlp: Language,
) -> tuple[Passage, ...]:
    """The sentences of the flow, then those of captions and notes, then the table rows."""
    listed = Spans(entry.span for entry in entries)
    blocks = [
        block
        for block in document.of_kind("paragraph", "caption", "notes")
        if not block.front and not listed.touch(block.span)
    ]
    passages: list[Passage] = []
    hidden = [_masked(document, block.span, markers) for block in blocks]
    for block, doc in zip(blocks, nlp.pipe(text[:MAX_PARAGRAPH] for text in hidden), strict=True):
        heading = section_at(headings, block.span.start) if block.kind == "paragraph" else None
        for span in _sentences(document, block.span, doc, markers):
            passages.append(
                Passage(
                    "sentence",
                    span,
                    document.text[span.start : span.end],
                    _markers_in(markers, span),
                    section_id=heading.row.section_id if heading else None,
                    section_path=path_at(headings, block.span.start) if heading else (),
                )
            )
    for table in tables:
        heads = _heads(table)
        under: Sourced[str] | None = None
        for row in table.body:
            text = document.text[row.span.start : row.span.end]
            passages.append(
                Passage(
                    "table-row",
                    row.span,
                    text,
                    _markers_in(markers, row.span),
                    table_id=table.row.table_id,
                    row=row.row,
                    cells=row.cells,
                    heads=heads,
                    kinds=row.kinds,
                    caption=table.row.caption,
                    under=under,
                )
            )
            printed = [cell.text for _, cell in row.cells if cell.text is not None and not cell.filled_down]
            under = printed[0] if len(printed) == 1 else under
    return tuple(passages)


def _heads(table: ReadTable) -> dict[int, tuple[Sourced[str], ...]]:
    """The header cells with text over each column, those that span several columns over each of them."""
    heads: dict[int, list[Sourced[str]]] = {}
    for cell in table.cells:
        if cell.is_header and cell.text is not None and not cell.filled_down:
            for column in range(cell.column, cell.column + max(1, cell.column_span)):
                heads.setdefault(column, []).append(cell.text)
    return {column: tuple(texts) for column, texts in heads.items()}


def _markers_in(markers: Sequence[Marker], span: Span) -> tuple[Marker, ...]:
    first = bisect_left(markers, span.start, key=lambda marker: marker.span.start)
    last = bisect_left(markers, span.end, key=lambda marker: marker.span.start)
    return tuple(markers[first:last])


def _masked(document: Document, span: Span, markers: Sequence[Marker]) -> str:
    """The text with spaces for its markers, and nothing in it that is no text."""
    parts: list[str] = []
    position = span.start
    for marker in _markers_in(markers, span):
        end = min(marker.span.end, span.end)
        parts += [document.text[position : marker.span.start], " " * (end - marker.span.start)]
        position = max(position, end)
    text = "".join([*parts, document.text[position : span.end]])
    return _UNBROKEN.sub(lambda run: "x" * len(run.group()), text)


def _sentences(document: Document, block: Span, doc: Doc, markers: Sequence[Marker]) -> Iterator[Span]:
    """Where the sentences of a block stand, with the markers behind their full stops."""
    inside = _markers_in(markers, block)
    bounds = [_bound(document, block.start + sentence.start_char, inside) for sentence in doc.sents]
    bounds = [block.start, *bounds[1:], block.end]
    for begin, end in itertools.pairwise(itertools.accumulate(bounds, max)):
        while begin < end and document.text[begin].isspace():
            begin += 1
        while end > begin and document.text[end - 1].isspace():
            end -= 1
        if begin < end:
            yield Span(begin, end)


def _bound(document: Document, start: int, markers: Sequence[Marker]) -> int:
    """Where a sentence begins that spaCy begins at ``start``: behind the markers that belong to the one before."""
    index = max(0, bisect_right(markers, start, key=lambda marker: marker.span.start) - 1)
    for marker in markers[index:]:
        if marker.span.start > start:
            break
        glued = marker.span.start == start and not document.text[start - 1 : start].isspace()
        if marker.span.start < start < marker.span.end or glued:
            start = marker.span.end
    return start

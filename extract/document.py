"""The text of a document in which every character knows its place, and the one function that quotes it.

A reader lays the text out in reading order: first the flow (headings and paragraphs, put together again where a
column, a page or a float cut them), then the floats (captions, tables cell by cell, notes), then the margins (running
heads and feet). So a sentence is one slice of the text even where the page cut it, and nothing printed is lost.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from curated.provenance import DocumentSource, Method, Sourced
from extract.places import Places

_Quoted = Sourced[str]
"""Made once: pydantic takes longer to look the type up than to fill it."""

BlockKind = Literal["heading", "paragraph", "caption", "table", "notes", "margin"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in the text of a document."""

    start: int
    end: int

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end


class Spans:
    """Ranges of characters that can be asked whether one of them holds a place or touches a range."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans, key=lambda span: span.start):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            elif span.end > span.start:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def hold(self, position: int) -> bool:
        """Whether the character at this place lies in one of the ranges."""
        return self.touch(Span(position, position + 1))

    def touch(self, span: Span) -> bool:
        """Whether one of the ranges has a character in common with ``span``."""
        after = bisect_right(self._ends, span.start)
        return after < len(self._starts) and self._starts[after] < span.end


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the layout. ``level`` is 1 for the highest kind of heading and 0 for all that is none."""

    kind: BlockKind
    span: Span
    level: int = 0
    front: bool = False
    """Whether it stands before the abstract or the first section: title, authors, affiliations."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the file: the characters that carry it and where it leads."""

    span: Span
    uri: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A link of the file to another place in it: the characters that carry it and where in the text it leads.

    ``target`` is the offset of the first character of the line at, or first below, its destination on that page; of
    the first of the page's text where the file names the page alone. A marker that jumps to a reference is the best
    evidence there is.
    """

    span: Span
    target: int


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell as printed; ``span`` is None for one that is blank on the page."""

    row: int
    column: int
    span: Span | None
    row_span: int = 1
    column_span: int = 1
    other_spans: tuple[tuple[int, int], ...] = ()
    """Other readings of the rows it stands for (first row, number of rows), where the page does not settle it."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed; a blank cell may be part of a merged one above it where ``spans_known`` is not set."""

    caption: Span | None
    notes: tuple[Span, ...]
    cells: tuple[PrintedCell, ...]
    n_rows: int
    n_columns: int
    header_rows: int = 1
    spans_known: bool = False


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that could not be read, and why."""

    page: int
    cause: str


@dataclass(frozen=True, slots=True)
class TaggedAuthor:
    """A person as a format tags it; ``family`` is empty where it does not part the name."""

    span: Span
    family: str
    given: str


@dataclass(frozen=True, slots=True)
class TaggedReference:
    """A reference whose parts the format knows, so that nothing need be guessed from its string.

    ``keys`` are the ids that citations name it by; ``type`` is a CSL type or empty; ``fields`` are named as the columns
    of references. ``punctuated`` says that there is punctuation in it which the file leaves to a style sheet.
    """

    keys: tuple[str, ...]
    span: Span
    number: Span | None = None
    type: str = ""
    authors: tuple[TaggedAuthor, ...] = ()
    group_authors: tuple[Span, ...] = ()
    et_al: bool = False
    fields: Mapping[str, Span] = field(default_factory=dict)
    punctuated: bool = False


@dataclass(frozen=True, slots=True)
class PrintedCitation:
    """A citation marker that the format itself marks: the references (by their place) and the ids that lead nowhere."""

    span: Span
    references: tuple[int, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document as a reader read it.

    ``line_starts`` are the offsets at which a printed line begins (sorted); ``superscripts``, ``links`` and ``jumps``
    are sorted by start. ``references`` and ``citations`` are those that the format itself marks: where there are any,
    they are taken as they are and none is looked for in the text. ``pages`` is None where there are none.
    ``declared_doi`` is the DOI (normalised) that the metadata of the file names: no value, as nothing printed shows
    it, but it tells which of the DOIs that are printed is the document's own.
    """

    sha256: str
    format: str
    reader: Method
    text: str
    blocks: tuple[Block, ...]
    places: Places
    line_starts: tuple[int, ...]
    superscripts: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    jumps: tuple[Jump, ...] = ()
    tables: tuple[PrintedTable, ...] = ()
    references: tuple[TaggedReference, ...] = ()
    citations: tuple[PrintedCitation, ...] = ()
    pages: int | None = None
    title: Span | None = None
    declared_doi: str | None = None
    failures: tuple[PageFailure, ...] = ()

    @property
    def document_id(self) -> str:
        """The id of this document: the first twelve digits of its file's SHA-256."""
        return self.sha256[:12]

    def quote(self, start: int, end: int) -> Sourced[str]:
        """The characters from ``start`` to ``end``, less white space at either side, with where they are printed."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        source = DocumentSource(
            document=self.document_id,
            reader=self.reader,
            start=start,
            end=end,
            regions=self.places.regions(start, end),
            ranges=self.places.ranges(start, end),
            path=self.places.path(start, end),
        )
        return _Quoted(value=self.text[start:end], source=source)

    def of_kind(self, *kinds: BlockKind) -> Iterator[Block]:
        """Blocks of these kinds in the order of the text."""
        return (block for block in self.blocks if block.kind in kinds)

    def links_in(self, span: Span) -> tuple[Link, ...]:
        """Links that begin inside ``span``."""
        return _starting_in(self.links, span)

    def jumps_in(self, span: Span) -> tuple[Jump, ...]:
        """Jumps that begin inside ``span``."""
        return _starting_in(self.jumps, span)


_Carried = TypeVar("_Carried", Link, Jump)


def _starting_in(links: tuple[_Carried, ...], span: Span) -> tuple[_Carried, ...]:
    first = bisect_right(links, span.start - 1, key=lambda link: link.span.start)
    last = bisect_right(links, span.end - 1, key=lambda link: link.span.start)
    return links[first:last]


class UnreadableError(Exception):
    """A file that cannot be read; ``cause`` says why and ``advice`` what a person can do about it."""

    def __init__(self, cause: str, advice: str) -> None:
        super().__init__(f"{cause}: {advice}")
        self.cause = cause
        self.advice = advice

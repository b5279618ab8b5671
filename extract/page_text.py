"""The blocks of a paged document → its text, character by character with line and box."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import StringIO

from extract.continued_tables import continued
from extract.document import Block, BlockKind, PrintedCell, PrintedTable, Span
from extract.grid import Grid, grid_of
from extract.heading_levels import levels_of
from extract.hyphenation import HYPHENS, Words, keeps_hyphen, words_of
from extract.layout import Layout
from extract.lines import Line, PrintedText, join_baselines, runs_of
from extract.page_failures import PageFailures
from extract.paragraphs import Piece, Pieces, pieces_of
from extract.places import PagePlaces
from extract.section_names import TOP_LEVEL
from extract.table_regions import TABLE_CAPTION, TableRegion

_ADDRESS = re.compile(r"(?:://|\b10\.\d{4,9}/)\S*$")
_LONGEST_ADDRESS = 300
_RANGE = re.compile(r"\d[–‒]$")
"""How a line ends in the middle of a range of pages or years."""


def _parts_words(above: str, below: str) -> bool:
    """Whether a line end stands for a space: not within a word, around a long dash, or inside an address."""
    if _ADDRESS.search(above[-_LONGEST_ADDRESS:]) and (
        above.endswith(("/", ".", "_", "=", "?", "&")) or below[:1] in "./_%?=&#"
    ):
        return False
    if above.endswith((" -", " –", " —")):
        return True
    if _RANGE.search(above[-3:]) and below[:1].isdigit():
        return False
    return not above.endswith((*HYPHENS, "—", "/")) and not below.startswith("—")


@dataclass
class PageText:
    """The text of a paged document in the making."""

    words: Words
    places: PagePlaces = field(default_factory=PagePlaces)
    written: StringIO = field(default_factory=StringIO)
    """The text so far: a list of its characters would take eight times the room."""
    length: int = 0
    """The number of characters in it."""
    blocks: list[Block] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)
    superscripts: list[Span] = field(default_factory=list)

    def _write(self, text: str) -> None:
        self.length += self.written.write(text)

    def add_space(self, space: str) -> None:
        """Add white space that the page does not print."""
        self._write(space)
        places = self.places
        places.line.append(-1)
        for edge in (places.x0, places.top, places.x1, places.bottom):
            edge.append(0.0)

    def add_lines(self, lines: Sequence[Line]) -> Span:
        """Add lines that read on into one another."""
        start = self.length
        printed = [line.printed for line in lines]
        for index, line in enumerate(lines):
            text = printed[index].text
            below = printed[index + 1] if index + 1 < len(lines) else None
            following = below.text if below else ""
            drops = bool(following) and text.endswith(HYPHENS) and not keeps_hyphen(text, following, self.words)
            self._add_line(line, printed[index], len(text) - 1 if drops else len(text))
            raised = below is not None and below.raised[:1] and below.raised[0][0] == 0
            if below and not drops and not raised and _parts_words(text, following):
                self.add_space(" ")
        return Span(start, self.length)

    def _add_line(self, line: Line, printed: PrintedText, end: int) -> None:
        """Add the characters of a line up to ``end``."""
        places = self.places
        start = self.length
        number = len(places.page_of_line)
        places.page_of_line.append(line.page)
        places.start_of_line.append(start)
        places.end_of_line.append(start + end)
        self._write(printed.text[:end].replace("\u00ad", "-"))
        glyphs = tuple(line.glyphs)
        on_page = [glyph[8] or glyph[1:5] for glyph in glyphs]
        shown = printed.glyphs[:end]
        # a space that a gap prints is put where the character before it is
        boxes = [on_page[glyph if glyph >= 0 else shown[at - 1]] for at, glyph in enumerate(shown)]
        places.line.extend([number if glyph >= 0 else -1 for glyph in shown])
        if boxes:
            x0, top, x1, bottom = zip(*boxes, strict=True)
            places.x0.extend(x0)
            places.top.extend(top)
            places.x1.extend(x1)
            places.bottom.extend(bottom)
        for first, last in printed.raised:
            if first < end:
                self._raise(start + first, start + min(last, end))

    def _raise(self, start: int, end: int) -> None:
        last = self.superscripts[-1] if self.superscripts else None
        if last and last.end == start:
            self.superscripts[-1] = Span(last.start, end)
        else:
            self.superscripts.append(Span(start, end))

    def text_of(self, span: Span) -> str:
        """The characters of a span."""
        self.written.seek(span.start)
        text = self.written.read(span.end - span.start)
        self.written.seek(self.length)
        return text

    def page_of(self, table: PrintedTable) -> int:
        """The page on which the first cell with text stands; 0 where there is none."""
        lines = (self.places.line[cell.span.start] for cell in table.cells if cell.span)
        return next((self.places.page_of_line[line] for line in lines if line >= 0), 0)

    def columns_of(self, table: PrintedTable) -> list[tuple[float, float]]:
        """For each column of a table its left and right edge on the page; an empty range where it has no text."""
        edges = [(float("inf"), float("-inf"))] * table.n_columns
        for cell in table.cells:
            if cell.span is not None and cell.column_span == 1 and cell.row >= table.header_rows:
                inside = [at for at in range(cell.span.start, cell.span.end) if self.places.line[at] >= 0]
                left, right = edges[cell.column]
                edges[cell.column] = (
                    min([left, *(self.places.x0[at] for at in inside)]),
                    max([right, *(self.places.x1[at] for at in inside)]),
                )
        return edges

    def add_block(self, kind: BlockKind, span: Span, level: int = 0, front: bool = False) -> None:
        """Add a block whose characters are already in the text."""
        self.blocks.append(Block(kind, span, level, front))


def text_of(layout: Layout, failures: PageFailures) -> tuple[PageText, Span | None]:
    """The text of a document and, in it, its title. A table that makes no grid is recorded and read as lines."""
    pieces = pieces_of(layout, failures)
    made = PageText(words_of([line.text for column in layout.columns for line in _lines(column.items)]))
    margins = layout.margins
    del layout
    title_piece = _title(pieces)
    title: Span | None = None
    front_end = _front_end(pieces, title_piece)
    levels = _levels(pieces, title_piece, front_end)
    for index, piece in enumerate(pieces.flow):
        is_title = piece is title_piece
        span = made.add_lines(piece.lines)
        made.add_block(piece.kind, span, 0 if is_title else levels.get(id(piece), 0), index < front_end)
        title = span if is_title else title
        piece.lines.clear()  # a book has no room for its lines and its text
        _end(made)
    _add_floats(made, pieces.floats, failures)
    made.tables = continued(made.tables, made.text_of, made.page_of, made.columns_of)
    for line in margins:
        made.add_block("margin", made.add_lines([line]))
        _end(made)
    return made, title


def _end(made: PageText) -> None:
    made.add_space("\n")
    made.add_space("\n")


def _lines(items: Sequence[object]) -> list[Line]:
    return [item for item in items if isinstance(item, Line)]


def _front_end(pieces: Pieces, title: Piece | None) -> int:
    """Where the front matter ends: at the abstract or introduction, else at the first heading that is not the title."""
    headings = [index for index, piece in enumerate(pieces.flow) if piece.kind == "heading" and piece is not title]
    return next((index for index in headings if TOP_LEVEL.match(pieces.flow[index].text)), min(headings, default=0))


def _title(pieces: Pieces) -> Piece | None:
    """The largest heading of the first page, if it is larger than the text."""
    headings = (piece for piece in pieces.flow if piece.kind == "heading" and piece.lines[0].page == 1)
    first_page = [piece for piece in headings if not TOP_LEVEL.match(piece.text)]
    largest = max(first_page, key=lambda piece: piece.size, default=None)
    return largest if largest and largest.size > pieces.body_size + 1.5 else None


def _levels(pieces: Pieces, title: Piece | None, front_end: int) -> dict[int, int]:
    """The levels of the headings below the title; what stands before the first section is on its level."""
    front = [piece for piece in pieces.flow[:front_end] if piece.kind == "heading" and piece is not title]
    headings = [piece for piece in pieces.flow[front_end:] if piece.kind == "heading" and piece is not title]
    found = levels_of([(piece.text, piece.lines[0].style) for piece in headings])
    return {id(piece): 1 for piece in front} | {id(piece): level for piece, level in zip(headings, found, strict=True)}


def _add_floats(made: PageText, floats: Sequence[Piece], failures: PageFailures) -> None:
    """Captions, tables and notes; notes belong to the table right before them.

    A caption belongs to the table right behind it; where none is there, to one without a caption right before it. A
    caption of a table that then has none is recorded: the table may be printed as an image.
    """
    caption: Span | None = None
    waiting: Piece | None = None
    noted = False
    for at, piece in enumerate(floats):
        if piece.region is not None:
            table = _add_table(made, piece.region, caption, failures)
            if table is not None:
                made.tables.append(table)
            caption, waiting, noted = None, None, table is not None
            continue
        _record_missing(waiting, failures)
        span = made.add_lines(piece.lines)
        made.add_block(piece.kind, span)
        _end(made)
        if noted and piece.kind == "notes":
            made.tables[-1] = replace(made.tables[-1], notes=(span,))
        caption = span if piece.kind == "caption" else None
        waiting = piece if caption else None
        if caption and noted and made.tables[-1].caption is None and _is_under(piece, floats[at + 1 :]):
            made.tables[-1] = replace(made.tables[-1], caption=caption)
            caption = waiting = None
        noted = False
    _record_missing(waiting, failures)


def _record_missing(caption: Piece | None, failures: PageFailures) -> None:
    """Record that a caption names a table of which nothing was found."""
    label = TABLE_CAPTION.match(caption.text) if caption else None
    if caption and label:
        failures.add(caption.lines[0].page, f"no table was found under the caption of {label.group()}")


def _is_under(caption: Piece, following: Sequence[Piece]) -> bool:
    """Whether a caption stands under its table: it is one of a table, and no table comes right behind it."""
    behind = following[0].region if following else None
    return bool(TABLE_CAPTION.match(caption.text)) and (behind is None or behind.page != caption.lines[0].page)


def _add_table(
    made: PageText, region: TableRegion, caption: Span | None, failures: PageFailures
) -> PrintedTable | None:
    """The cells of a table, row by row with tabs between; as plain lines where no grid was found."""
    grid: Grid | None = None
    with failures.on(region.page, "a table on it was read as plain lines"):
        grid = grid_of(region)
    start = made.length
    if grid is None:
        for line in join_baselines(runs_of(region.page, region.glyphs)):
            made.add_lines([line])
            made.add_space("\n")
        made.add_block("table", Span(start, made.length))
        _end(made)
        return None
    cells: list[PrintedCell] = []
    row = 0
    for cell in grid.cells:
        if cell.row != row:
            made.add_space("\n")
            row = cell.row
        span = made.add_lines(cell.lines) if cell.lines else None
        others = tuple((first + grid.header_rows, rows) for first, rows in cell.doubt)
        cells.append(PrintedCell(cell.row, cell.column, span, cell.row_span, cell.column_span, others))
        made.add_space("\t")
    made.add_block("table", Span(start, made.length))
    _end(made)
    return PrintedTable(
        caption, (), tuple(cells), grid.n_rows, grid.n_columns, grid.header_rows, spans_known=grid.spans_known
    )

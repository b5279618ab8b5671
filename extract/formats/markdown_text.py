"""The markup of a line taken off, character by character, with the bytes that print what is left."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Block, Link, PrintedCell, PrintedTable, Span
from extract.places import BytePlaces

_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi"
)
_CAPITALS = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
_SIGNS = "omega pm times leq le geq ge sim approx circ cdot rightarrow to neq infty prime dagger ddagger"
_COMMANDS = {
    **dict(zip(_LETTERS.split(), "αβγδεζηθικλμνξπρστυφχψ", strict=True)),
    **dict(zip(_CAPITALS.split(), "ΓΔΘΛΞΠΣΦΨΩ", strict=True)),
    **dict(zip(_SIGNS.split(), "ω±×≤≤≥≥∼≈°·→→≠∞′†‡", strict=True)),
    "varepsilon": "ε",
    "varphi": "φ",
}
"""LaTeX commands that converters leave in text, and the characters that they print."""

_MARKUP = re.compile(
    r"<(?P<auto>(?:https?|mailto):[^\s<>]+)>"
    r"|(?P<open><su[pb]>)|(?P<close></su[pb]>)|(?P<tag></?[a-zA-Z][^<>\n]{0,200}>|<br\s*/?>)"
    r"|(?P<image>!\[[^\]\n]{0,1000}\]\([^)\n]{0,2000}\))"
    r"|\[(?P<label>[^\[\]\n]{1,500})\]\((?P<uri>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|\$(?P<math>[^$\n]{1,60})\$"
    r"|(?P<entity>&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>$&~])"
    r"|(?P<strong>\*{2,3}|__)(?=\S|$)|(?P<strong_end>(?<=\S)(?:\*{2,3}|__))"
    r"|(?P<emphasis>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<=[.,;:)\w])\*(?=\s|$)|(?<=[.,;:)a-zA-Z])\*(?=\d)"
    r"|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<code>`+)"
)
_COMMAND = re.compile(r"\\([a-zA-Z]+)\s*|\^\{?([^{}]*)\}?|_\{?([^{}]*)\}?|[{}]")


def _printed(formula: str) -> str:
    """The inner part of a formula with its commands as what they print."""
    return re.sub(r"\\([a-zA-Z]+)\s*", lambda found: _COMMANDS.get(found.group(1), ""), formula)


@dataclass
class MarkdownText:
    """The text of a Markdown document in the making. ``offsets`` maps its decoded characters to bytes."""

    offsets: Sequence[int]
    places: BytePlaces = field(default_factory=BytePlaces)
    characters: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=list)
    superscripts: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def add_space(self, space: str) -> None:
        """Add white space that the file does not print here."""
        for character in space:
            self._add(character, 0, 0)

    def _add(self, character: str, start: int, end: int) -> None:
        self.characters.append(character)
        self.places.start.append(self.offsets[start] if end > start else 0)
        self.places.end.append(self.offsets[end] if end > start else 0)

    def add_lines(self, lines: Sequence[tuple[int, str]]) -> Span:
        """Add lines that read on into one another: (offset of the line in the decoded file, its text)."""
        begin = len(self.characters)
        for offset, line in lines:
            if len(self.characters) > begin and not self.characters[-1].isspace():
                self.add_space(" ")
            self.line_starts.append(len(self.characters))
            self.add_inline(offset, line)
        while len(self.characters) > begin and self.characters[-1].isspace():
            self._drop()
        return Span(begin, len(self.characters))

    def _drop(self) -> None:
        self.characters.pop()
        self.places.start.pop()
        self.places.end.pop()
        end = len(self.characters)
        if self.superscripts and self.superscripts[-1].end > end:
            self.superscripts[-1] = Span(min(self.superscripts[-1].start, end), end)
        if self.links and self.links[-1].span.end > end:
            self.links[-1] = Link(Span(min(self.links[-1].span.start, end), end), self.links[-1].uri)

    def add_inline(self, offset: int, line: str) -> None:
        """Add a piece of a line without its markup."""
        position = 0
        raised: int | None = None
        for found in _MARKUP.finditer(line):
            self._add_plain(offset, line, position, found.start())
            position = found.end()
            kind = found.lastgroup
            if kind == "open" and found.group() == "<sup>":
                raised = len(self.characters)
            elif kind == "close" and raised is not None:
                self._raise(raised)
                raised = None
            elif kind == "tag" and found.group().lower().startswith("<br"):
                self._add_plain_character(" ", offset + found.start(), offset + found.end())
            elif kind == "auto":
                self._add_link(offset, line, found.start("auto"), found.end("auto"), found.group("auto"))
            elif kind == "uri":
                self._add_link(offset, line, found.start("label"), found.end("label"), found.group("uri"))
            elif kind == "math":
                self._add_math(offset + found.start(), offset + found.end(), found.group("math"))
            elif kind == "entity":
                text = html.unescape(found.group())
                for character in text if text.isprintable() or text == "\u00a0" else "":
                    self._add_plain_character(character, offset + found.start(), offset + found.end())
            elif kind == "escaped":
                begin = offset + found.start("escaped")
                self._add_plain_character(found.group("escaped"), begin, begin + 1)
        self._add_plain(offset, line, position, len(line))
        if raised is not None:
            self._raise(raised)

    def _raise(self, start: int) -> None:
        if len(self.characters) > start:
            self.superscripts.append(Span(start, len(self.characters)))

    def _add_plain(self, offset: int, line: str, start: int, end: int) -> None:
        for position in range(start, end):
            self._add_plain_character(line[position], offset + position, offset + position + 1)

    def _add_plain_character(self, character: str, start: int, end: int) -> None:
        """Add a character, white space folded into one space and left away at the head of a block."""
        if character.isspace():
            if not self.characters or self.characters[-1].isspace():
                return
            character = " "
        elif not character.isprintable():
            return
        self._add(character, start, end)

    def _add_link(self, offset: int, line: str, start: int, end: int, uri: str) -> None:
        begin = len(self.characters)
        self.add_inline(offset + start, line[start:end])
        if len(self.characters) > begin and re.match(r"https?://", uri):
            self.links.append(Link(Span(begin, len(self.characters)), uri))

    def _add_math(self, start: int, end: int, math: str) -> None:
        """Add a formula as plain characters: commands as what they print, what is raised as a superscript."""
        position = 0
        for found in _COMMAND.finditer(math):
            self._add_signs(math[position : found.start()], start, end)
            position = found.end()
            command, upper, lower = found.groups()
            begin = len(self.characters)
            self._add_signs(_COMMANDS.get(command, "") if command else _printed(upper or lower or ""), start, end)
            if upper is not None:
                self._raise(begin)
        self._add_signs(math[position:], start, end)

    def _add_signs(self, signs: str, start: int, end: int) -> None:
        for character in signs:
            self._add_plain_character(character, start, end)

    def add_table(
        self,
        caption: Sequence[tuple[int, str]],
        rows: Sequence[tuple[int, str]],
        notes: Sequence[Sequence[tuple[int, str]]],
    ) -> None:
        """Add a float: a caption (of a figure, where there are no rows), the cells of its rows, its notes."""
        caption_span = self._add_part("caption", caption) if caption else None
        cells, n_rows, n_columns = self._add_cells(rows)
        note_spans = tuple(self._add_part("notes", note) for note in notes)
        if cells:
            self.tables.append(PrintedTable(caption_span, note_spans, tuple(cells), n_rows, n_columns, 1))

    def _add_part(self, kind: str, lines: Sequence[tuple[int, str]]) -> Span:
        span = self.add_lines(lines)
        self.blocks.append(Block("caption" if kind == "caption" else "notes", span))
        self.add_space("\n\n")
        return span

    def _add_cells(self, rows: Sequence[tuple[int, str]]) -> tuple[list[PrintedCell], int, int]:
        kept = [row for row in rows if not re.fullmatch(r"[\s|:\-]+", row[1])]
        piped = not any("\t" in line for _, line in rows)
        parted = [_parted(line, piped) for _, line in kept]
        n_columns = max((len(cells) for cells in parted), default=0)
        begin = len(self.characters)
        cells: list[PrintedCell] = []
        for row, ((offset, line), ranges) in enumerate(zip(kept, parted, strict=True)):
            for column in range(n_columns):
                start, end = ranges[column] if column < len(ranges) else (len(line), len(line))
                span = self.add_lines([(offset + start, line[start:end])]) if line[start:end].strip() else None
                cells.append(PrintedCell(row, column, span if span and span.end > span.start else None))
                self.add_space("\t")
            self.add_space("\n")
        if cells:
            self.blocks.append(Block("table", Span(begin, len(self.characters))))
            self.add_space("\n")
        return cells, len(kept), n_columns


def _parted(line: str, piped: bool) -> list[tuple[int, int]]:
    """Where the cells of a row stand in its line."""
    separator = r"(?<!\\)\|" if piped else "\t"
    start, end = 0, len(line)
    if piped:
        inner = line.strip()
        start = line.index(inner) + inner.startswith("|")
        end = line.rindex(inner) + len(inner) - (inner.endswith("|") and not inner.endswith("\\|"))
    cells: list[tuple[int, int]] = []
    for found in re.finditer(separator, line[start:end]):
        cells.append((start if not cells else cells[-1][1] + 1, start + found.start()))
    cells.append((cells[-1][1] + 1 if cells else start, max(end, cells[-1][1] + 1 if cells else start)))
    return cells

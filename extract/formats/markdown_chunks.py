"""The lines of a Markdown or text file → its blocks: paragraphs, headings, list entries, tables; with their offsets."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

MAX_COLUMNS = 100
"""A line with more tabs or pipes than this is no row of a table."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t])")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*$")
ENTRY = re.compile(r"\s*(?:\[\d{1,4}\]|\d{1,4}[.)])[ \t]+\S")
"""How an entry of a numbered list begins."""
BULLET = re.compile(r"\s*[-*+•][ \t]+\S")
"""How a point of a list begins."""
_DASHES = re.compile(r":?-{2,}:?")
_END = 300
"""So many characters of a line show whether its paragraph is finished."""


@dataclass
class Chunk:
    """A paragraph, heading, list entry or table of the file: its lines with their offsets into the decoded text."""

    kind: str
    lines: list[tuple[int, str]]
    level: int = 0

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(line.strip() for _, line in self.lines)

    @property
    def end(self) -> str:
        """What its last lines end in."""
        return " ".join(line[-_END:].strip() for _, line in self.lines[-6:])


def chunks_of(text: str) -> Iterator[Chunk]:
    """The blocks of the file, in order."""
    waiting: list[tuple[int, str]] = []
    lines = list(_lines(text))
    index = 0
    while index < len(lines):
        start, line = lines[index]
        heading = _heading(start, line)
        run = _table_run(lines, index)
        underline = _UNDERLINE.match(lines[index + 1][1]) if index + 1 < len(lines) and line.strip() else None
        begins = heading or not line.strip() or run or ENTRY.match(line) or BULLET.match(line)
        if begins and waiting:
            yield Chunk("paragraph", waiting)
            waiting = []
        if heading:
            yield heading
        elif run:
            yield Chunk("table", lines[index : index + run])
            index += run
            continue
        elif underline and not waiting and len(line) < 200:
            yield Chunk("heading", [(start, line)], 1 if "=" in underline.group(1) else 2)
            index += 2
            continue
        elif line.strip():
            waiting.append((start, line))
        index += 1
    if waiting:
        yield Chunk("paragraph", waiting)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line.rstrip("\r")
        offset += len(line) + 1


def _heading(start: int, line: str) -> Chunk | None:
    """The heading that a line with number signs is."""
    found = _HEADING.match(line)
    if found is None:
        return None
    text = line[found.end() :].strip()
    unclosed = text.rstrip("#")
    if unclosed != text and (not unclosed or unclosed[-1] in " \t"):
        text = unclosed.rstrip()
    if not text:
        return None
    return Chunk("heading", [(start + line.index(text, found.end()), text)], len(found.group(1)))


def _table_run(lines: Sequence[tuple[int, str]], index: int) -> int:
    """How many lines of a table begin here: at least two with tabs between cells, or pipes under a rule of dashes."""
    tabbed = _run(lines, index, _is_tabbed)
    if tabbed >= 2:
        return tabbed
    if index + 1 < len(lines) and _is_piped(lines[index][1]) and _is_rule(lines[index + 1][1]):
        piped = _run(lines, index, _is_piped)
        return piped if piped >= 3 else 0
    return 0


def _run(lines: Sequence[tuple[int, str]], index: int, test: Callable[[str], bool]) -> int:
    count = 0
    while index + count < len(lines) and test(lines[index + count][1]):
        count += 1
    return count


def _is_tabbed(line: str) -> bool:
    return 0 < line.rstrip().count("\t") < MAX_COLUMNS


def _is_piped(line: str) -> bool:
    return 2 <= line.count("|") < MAX_COLUMNS


def _is_rule(line: str) -> bool:
    """Whether a line is the rule of dashes between the head and the body of a table of pipes."""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return all(_DASHES.fullmatch(cell.strip()) for cell in cells)

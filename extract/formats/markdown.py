"""Markdown and plain text → a document, with the flaws that converters leave in them.

Paragraphs that a figure, a table or a page break cut are put together; tables come as pipes or as tabs; markup is
taken off while every character remembers the bytes that print it.
"""

import hashlib
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from curated.provenance import Method
from extract.document import Block, Document, Span, UnreadableError
from extract.format import Format
from extract.formats.markdown_headings import LoneLine, is_unmarked_title, unmarked_headings
from extract.formats.markdown_text import MarkdownText
from extract.paragraphs import unfinished
from extract.section_names import OPENING, TOP_LEVEL
from extract.table_regions import CAPTION

READER = Method(name="markdown", version="1")
MAX_BYTES = 50_000_000

MAX_COLUMNS = 100
"""A line with more tabs or pipes than this is no row of a table."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t])")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*$")
_ENTRY = re.compile(r"\s*(?:\[\d{1,4}\]|\d{1,4}[.)])[ \t]+\S")
_BULLET = re.compile(r"\s*[-*+•][ \t]+\S")
_LABELLED = re.compile(r"\s*\*\*[^*]{1,60}\*\*")
_DASHES = re.compile(r":?-{2,}:?")
_ABBREVIATIONS = re.compile(r"[^;:]:\s{0,4}[^;:]{2,120};")
_NOTE_MARK = re.compile(r"\s*(?:<sup>[^<]{1,3}</sup>|[*†‡§¶#]|[a-z]\)?\s(?=[A-Z]))")
_NOTE_LABEL = re.compile(r"\s*[*_]*(?:notes?|abbreviations?|source)\b", re.IGNORECASE)
_IMAGE = re.compile(r"(?:!\[[^\]\n]{0,1000}\]\([^)\n]{0,2000}\)\s*)+")
_FORMATTING = re.compile(r"<sup>.{0,200}?</sup>|[*_`]")
_LABEL_APART = re.compile(r"\w+\.?\s*\w{1,5}\s?[.:|]\s+[^\W\d_a-z]")
"""A caption's label and what parts it from its words: "Figure 2 shows" has nothing there."""
_END = 300
"""So many characters of a line show whether its paragraph is finished."""


@dataclass
class _Chunk:
    """A paragraph, heading, list entry or table of the file: its lines with their offsets into the decoded text."""

    kind: str
    lines: list[tuple[int, str]]
    level: int = 0

    @property
    def text(self) -> str:
        return " ".join(line.strip() for _, line in self.lines)

    @property
    def end(self) -> str:
        return " ".join(line[-_END:].strip() for _, line in self.lines[-6:])


def recognises(data: bytes) -> bool:
    """Whether these bytes are text: UTF-8 (or UTF-16 with its mark) without the characters that only binaries have."""
    sample = data[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = sample.lstrip(b"\xef\xbb\xbf \t\r\n")
    return b"\x00" not in sample and not head.startswith((b"<?xml", b"<!DOCTYPE", b"<article", b"%PDF-"))


def read(data: bytes) -> Document:
    """Read Markdown or plain text."""
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"the text is larger than {MAX_BYTES:,} bytes", "split it into one file a review")
    text, offsets = _decode(data)
    if not text.strip():
        raise UnreadableError("the file holds no text", "check that it was saved or converted in full")
    chunks = _with_headings([chunk for chunk in _chunks(text) if not _IMAGE.fullmatch(chunk.text)])
    made = MarkdownText(offsets)
    title = _lay_out(chunks, made)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        format=FORMAT.name,
        reader=READER,
        text="".join(made.characters),
        blocks=tuple(made.blocks),
        places=made.places,
        line_starts=tuple(made.line_starts),
        superscripts=tuple(sorted(made.superscripts, key=lambda span: span.start)),
        links=tuple(sorted(made.links, key=lambda link: link.span.start)),
        tables=tuple(made.tables),
        title=title,
    )


def _decode(data: bytes) -> "tuple[str, array[int]]":
    """The text and, for each character and the end, its offset in the bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be"
        start = 2
    else:
        encoding, start = "utf-8", 3 if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"the text is not {encoding.upper()} (byte {start + error.start})", "save it as UTF-8 and give that"
        ) from error
    widths = (len(character.encode(encoding)) for character in text)
    return text, array("q", accumulate(widths, initial=start))


def _chunks(text: str) -> Iterator[_Chunk]:
    """The blocks of the file, in order."""
    waiting: list[tuple[int, str]] = []
    lines = list(_lines(text))
    index = 0
    while index < len(lines):
        start, line = lines[index]
        heading = _heading(start, line)
        run = _table_run(lines, index)
        underline = _UNDERLINE.match(lines[index + 1][1]) if index + 1 < len(lines) and line.strip() else None
        begins = heading or not line.strip() or run or _ENTRY.match(line) or _BULLET.match(line)
        if begins and waiting:
            yield _Chunk("paragraph", waiting)
            waiting = []
        if heading:
            yield heading
        elif run:
            yield _Chunk("table", lines[index : index + run])
            index += run
            continue
        elif underline and not waiting and len(line) < 200:
            yield _Chunk("heading", [(start, line)], 1 if "=" in underline.group(1) else 2)
            index += 2
            continue
        elif line.strip():
            waiting.append((start, line))
        index += 1
    if waiting:
        yield _Chunk("paragraph", waiting)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line.rstrip("\r")
        offset += len(line) + 1


def _heading(start: int, line: str) -> _Chunk | None:
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
    return _Chunk("heading", [(start + line.index(text, found.end()), text)], len(found.group(1)))


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


def _with_headings(chunks: Sequence[_Chunk]) -> list[_Chunk]:
    """The chunks, those that are headings without a mark made such; a title is given the level above all others."""
    marked = [(index, chunk.level) for index, chunk in enumerate(chunks) if chunk.kind == "heading"]
    lone = [
        LoneLine(index, chunk.text, _plain(chunk.text))
        for index, chunk in enumerate(chunks)
        if chunk.kind == "paragraph" and len(chunk.lines) == 1 and not _is_caption(chunk, None)
    ]
    levels = unmarked_headings(lone, marked)
    if is_unmarked_title(lone[0] if lone else None, bool(marked), levels):
        levels[0] = min(levels.values()) - 1
    return [_Chunk("heading", chunk.lines, levels[i]) if i in levels else chunk for i, chunk in enumerate(chunks)]


def _lay_out(chunks: Sequence[_Chunk], made: MarkdownText) -> Span | None:
    """The flow first, then the floats; paragraphs put together. Returns where the title stands."""
    flow, floats = _parted(chunks)
    levels = [chunk.level for chunk in flow if chunk.kind == "heading"]
    first = next((index for index, chunk in enumerate(flow) if chunk.kind == "heading"), None)
    has_title = first is not None and _is_title(flow[first], levels)
    title: Span | None = None
    top = min((level for index, level in enumerate(levels) if not (has_title and index == 0)), default=1)
    front_end = _front_end(flow, first if has_title else None)
    for index, chunk in enumerate(flow):
        is_title = has_title and index == first
        start = len(made.characters)
        made.add_lines(chunk.lines)
        span = Span(start, len(made.characters))
        level = 0 if is_title or chunk.kind != "heading" else chunk.level - top + 1
        made.blocks.append(Block("heading" if chunk.kind == "heading" else "paragraph", span, level, index < front_end))
        title = span if is_title else title
        made.add_space("\n\n")
    for caption, table, notes in floats:
        made.add_table(caption.lines if caption else (), table.lines if table else (), [note.lines for note in notes])
    return title


def _is_title(first: _Chunk, levels: Sequence[int]) -> bool:
    """Whether the first heading is the title: the only one of the highest level, and not the name of a section."""
    return levels.count(first.level) == 1 and first.level == min(levels) and not TOP_LEVEL.match(_plain(first.text))


def _front_end(flow: Sequence[_Chunk], title: int | None) -> int:
    """Where the front matter ends: at the abstract or introduction, else at the first heading behind the title."""
    headings = [index for index, chunk in enumerate(flow) if chunk.kind == "heading" and index != title]
    return next((index for index in headings if OPENING.match(_plain(flow[index].text))), min(headings, default=0))


def _plain(text: str) -> str:
    return _FORMATTING.sub("", text).strip().rstrip(":")


_Float = tuple[_Chunk | None, _Chunk | None, list[_Chunk]]


def _parted(chunks: Sequence[_Chunk]) -> tuple[list[_Chunk], list[_Float]]:
    """Flow and floats (caption, table, notes); flow paragraphs that were cut are put together."""
    flow: list[_Chunk] = []
    floats: list[_Float] = []
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        caption = chunk.kind == "paragraph" and _is_caption(chunk, following)
        table = following if caption and following is not None and following.kind == "table" else None
        if chunk.kind == "table":
            table, caption = chunk, False
        if not caption and table is None:
            _add(flow, chunk)
            index += 1
            continue
        index += (1 if caption else 0) + (1 if table else 0)
        notes: list[_Chunk] = []
        while table and index < len(chunks) and _is_note(chunks[index], notes):
            notes.append(chunks[index])
            index += 1
        floats.append((chunk if caption else None, table, notes))
    return flow, floats


def _is_caption(chunk: _Chunk, following: _Chunk | None) -> bool:
    text = _FORMATTING.sub("", chunk.text)
    if not CAPTION.match(text):
        return False
    before_table = following is not None and following.kind == "table"
    return before_table or chunk.text.startswith(("**", "__")) or bool(_LABEL_APART.match(text))


def _is_note(chunk: _Chunk, notes: Sequence[_Chunk]) -> bool:
    """Whether a paragraph under a table belongs to it: a list of abbreviations, a marked note, or the rest of one."""
    if chunk.kind != "paragraph" or _ENTRY.match(chunk.lines[0][1]) or _is_caption(chunk, None):
        return False
    if _ABBREVIATIONS.search(chunk.text) or _NOTE_MARK.match(chunk.text):
        return True
    if _NOTE_LABEL.match(chunk.text):
        return True
    lower = chunk.text[:1].islower()
    return lower and bool(notes) and unfinished(_FORMATTING.sub("", notes[-1].end), chunk.text)


def _add(flow: list[_Chunk], chunk: _Chunk) -> None:
    before = _cut_paragraph(flow, chunk)
    if before is None:
        flow.append(chunk)
    else:
        before.lines.extend(chunk.lines)


def _cut_paragraph(flow: Sequence[_Chunk], chunk: _Chunk) -> _Chunk | None:
    """The paragraph that ``chunk`` reads on from: the last, or one a few blocks up if it begins in lower case."""
    first = chunk.lines[0][1]
    if chunk.kind != "paragraph" or _ENTRY.match(first) or _BULLET.match(first) or _LABELLED.match(first):
        return None
    text = _plain(chunk.text)
    if first.lstrip().startswith("<sup>"):
        return None
    for index in range(len(flow) - 1, max(-1, len(flow) - 7), -1):
        before = flow[index]
        if before.kind != "paragraph":
            return None
        entry = _ENTRY.match(before.lines[0][1]) or _LABELLED.match(before.lines[0][1])
        affiliation = before.lines[0][1].lstrip().startswith("<sup>")
        if not entry and not affiliation and unfinished(_FORMATTING.sub("", before.end), text):
            return before
        if not text[:1].islower():
            return None
    return None


FORMAT = Format("markdown", recognises, read)

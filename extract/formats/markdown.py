"""Markdown and plain text → a document, with the flaws that converters leave in them.

Paragraphs that a figure, a table or a page break cut are put together; tables come as pipes or as tabs; markup is
taken off while every character remembers the bytes that print it.
"""

import hashlib
import re
from array import array
from collections.abc import Sequence
from itertools import accumulate

from curated.provenance import Method
from extract.document import Block, Document, Span, UnreadableError
from extract.format import Format
from extract.formats.markdown_chunks import BULLET, ENTRY, Chunk, chunks_of
from extract.formats.markdown_headings import LoneLine, is_unmarked_title, unmarked_headings
from extract.formats.markdown_text import MarkdownText
from extract.paragraphs import unfinished
from extract.section_names import OPENING, TOP_LEVEL
from extract.table_regions import CAPTION

READER = Method(name="markdown", version="1")
MAX_BYTES = 50_000_000

_LABELLED = re.compile(r"\s*\*\*[^*]{1,60}\*\*")
_ABBREVIATIONS = re.compile(r"[^;:]:\s{0,4}[^;:]{2,120};")
_NOTE_MARK = re.compile(r"\s*(?:<sup>[^<]{1,3}</sup>|[*†‡§¶#]|[a-z]\)?\s(?=[A-Z]))")
_NOTE_LABEL = re.compile(r"\s*[*_]*(?:notes?|abbreviations?|source)\b", re.IGNORECASE)
_IMAGE = re.compile(r"(?:!\[[^\]\n]{0,1000}\]\([^)\n]{0,2000}\)\s*)+")
_FORMATTING = re.compile(r"<sup>.{0,200}?</sup>|[*_`]")
_LABEL_APART = re.compile(r"\w+\.?\s*\w{1,5}\s?[.:|]\s+[^\W\d_a-z]")
"""A caption's label and what parts it from its words: "Figure 2 shows" has nothing there."""


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
    chunks = _with_headings([chunk for chunk in chunks_of(text) if not _IMAGE.fullmatch(chunk.text)])
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


def _with_headings(chunks: Sequence[Chunk]) -> list[Chunk]:
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
    return [Chunk("heading", chunk.lines, levels[i]) if i in levels else chunk for i, chunk in enumerate(chunks)]


def _lay_out(chunks: Sequence[Chunk], made: MarkdownText) -> Span | None:
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


def _is_title(first: Chunk, levels: Sequence[int]) -> bool:
    """Whether the first heading is the title: the only one of the highest level, and not the name of a section."""
    return levels.count(first.level) == 1 and first.level == min(levels) and not TOP_LEVEL.match(_plain(first.text))


def _front_end(flow: Sequence[Chunk], title: int | None) -> int:
    """Where the front matter ends: at the abstract or introduction, else at the first heading behind the title."""
    headings = [index for index, chunk in enumerate(flow) if chunk.kind == "heading" and index != title]
    return next((index for index in headings if OPENING.match(_plain(flow[index].text))), min(headings, default=0))


def _plain(text: str) -> str:
    return _FORMATTING.sub("", text).strip().rstrip(":")


_Float = tuple[Chunk | None, Chunk | None, list[Chunk]]


def _parted(chunks: Sequence[Chunk]) -> tuple[list[Chunk], list[_Float]]:
    """Flow and floats (caption, table, notes); flow paragraphs that were cut are put together."""
    flow: list[Chunk] = []
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
        notes: list[Chunk] = []
        while table and index < len(chunks) and _is_note(chunks[index], notes):
            notes.append(chunks[index])
            index += 1
        floats.append((chunk if caption else None, table, notes))
    return flow, floats


def _is_caption(chunk: Chunk, following: Chunk | None) -> bool:
    text = _FORMATTING.sub("", chunk.text)
    if not CAPTION.match(text):
        return False
    before_table = following is not None and following.kind == "table"
    return before_table or chunk.text.startswith(("**", "__")) or bool(_LABEL_APART.match(text))


def _is_note(chunk: Chunk, notes: Sequence[Chunk]) -> bool:
    """Whether a paragraph under a table belongs to it: a list of abbreviations, a marked note, or the rest of one."""
    if chunk.kind != "paragraph" or ENTRY.match(chunk.lines[0][1]) or _is_caption(chunk, None):
        return False
    if _ABBREVIATIONS.search(chunk.text) or _NOTE_MARK.match(chunk.text):
        return True
    if _NOTE_LABEL.match(chunk.text):
        return True
    lower = chunk.text[:1].islower()
    return lower and bool(notes) and unfinished(_FORMATTING.sub("", notes[-1].end), chunk.text)


def _add(flow: list[Chunk], chunk: Chunk) -> None:
    before = _cut_paragraph(flow, chunk)
    if before is None:
        flow.append(chunk)
    else:
        before.lines.extend(chunk.lines)


def _cut_paragraph(flow: Sequence[Chunk], chunk: Chunk) -> Chunk | None:
    """The paragraph that ``chunk`` reads on from: the last, or one a few blocks up if it begins in lower case."""
    first = chunk.lines[0][1]
    if chunk.kind != "paragraph" or ENTRY.match(first) or BULLET.match(first) or _LABELLED.match(first):
        return None
    text = _plain(chunk.text)
    if first.lstrip().startswith("<sup>"):
        return None
    for index in range(len(flow) - 1, max(-1, len(flow) - 7), -1):
        before = flow[index]
        if before.kind != "paragraph":
            return None
        entry = ENTRY.match(before.lines[0][1]) or _LABELLED.match(before.lines[0][1])
        affiliation = before.lines[0][1].lstrip().startswith("<sup>")
        if not entry and not affiliation and unfinished(_FORMATTING.sub("", before.end), text):
            return before
        if not text[:1].islower():
            return None
    return None


FORMAT = Format("markdown", recognises, read)

"""Where a document defines abbreviations: in its text, in a list of them, in the notes and the caption of a table.

``hepatocellular carcinoma (HCC)`` and ``HCC (hepatocellular carcinoma)`` wherever text is read on;
``HCC: hepatocellular carcinoma; CI, confidence interval`` in notes, captions and sections that list abbreviations.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extract.document import Document, PrintedTable, Span, Spans
from extract.sections import Heading, section_at
from extract.short_forms import SHORT, begins, fits, may_be_short

if TYPE_CHECKING:
    from extract.references import Entry

Origin = Literal["text", "list", "notes"]

_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,200})[)\]]")
_FIRST = re.compile(rf"\s?[\"“'‘]?({SHORT})[\"”'’]?\s?(?=$|[;,:]|\s(?:or|and|hereafter|henceforth|in)\b)")
_BEFORE = re.compile(rf"(?<![\w-])({SHORT})\s$")
_ITEM = re.compile(
    rf"(?:^|(?<=[;.,\n])\s*|(?<=:)\s)(?:and\s)?(?P<short>{SHORT})(?P<sep>\s?[:=]\s?|,\s|\s[–—-]\s)(?P<long>[^\W_][^;:=\n]{{2,150}})"
)
_NEXT = re.compile(rf"[,.;]?\s(?:and\s)?{SHORT}\s?$")
_STOP = re.compile(r"(?<!\bL)(?<!\bLinn)\.(?:\s|$)|[;:]\s|[?!]\s")
"""Where a long form cannot go on; Linnaeus behind the name of a plant is no end of a sentence."""

_WORDS = re.compile(r"[\w'’]+")
_LISTED = re.compile(r"\babbreviations?\b|\bacronyms\b|\bAbk[üu]rzungen\b", re.IGNORECASE)
_LONGEST_LIST = 20_000
_MOST_WORDS = 12
_BACK = 160
_PARTED = re.compile(r"[()\[\]]")


@dataclass(frozen=True)
class Definition:
    """A short form and its long one as printed; ``table`` is the index of the table it holds in, None for all."""

    short: Span
    long: Span
    origin: Origin
    table: int | None = None


def find_definitions(
    document: Document, entries: "Sequence[Entry]", headings: tuple[Heading, ...]
) -> tuple[Definition, ...]:
    """The definitions outside reference lists and margins, in order of the text; one a pair of forms and scope."""
    listed = Spans(entry.span for entry in entries)
    owners = {span: index for index, table in enumerate(document.tables) for span in printed_around(table)}
    found: list[Definition] = []
    for block in document.of_kind("paragraph", "caption", "notes"):
        if listed.touch(block.span):
            continue
        table = next((index for span, index in owners.items() if block.span in span or span in block.span), None)
        in_list = _is_list(document, block.span, headings)
        if block.kind != "paragraph" or in_list:
            found.extend(_listed(document, block.span, "list" if in_list else "notes", table))
        found.extend(_bracketed(document, block.span, table))
    return tuple(_once(document, sorted(found, key=lambda definition: definition.short.start)))


def printed_around(table: PrintedTable) -> Iterator[Span]:
    """The caption and the notes of a table."""
    if table.caption:
        yield table.caption
    yield from table.notes


def _is_list(document: Document, span: Span, headings: tuple[Heading, ...]) -> bool:
    """Whether a block lists abbreviations: it says so where it begins, or the heading above it does."""
    if _LISTED.match(document.text[span.start : span.start + 60].lstrip("*# ")):
        return True
    heading = section_at(headings, span.start)
    return heading is not None and bool(_LISTED.search(heading.row.heading.value))


def _bracketed(document: Document, block: Span, table: int | None) -> Iterator[Definition]:
    """``long form (SF)`` and ``SF (long form)``."""
    text = document.text
    for bracket in _BRACKET.finditer(text, block.start, block.end):
        inside = _FIRST.match(text, bracket.start(1), bracket.end(1))
        before = text[max(block.start, bracket.start() - _BACK) : bracket.start()]
        offset = bracket.start() - len(before)
        if inside and may_be_short(inside.group(1)):
            words = _words_before(before)
            first = begins(words, before, inside.group(1))
            if first is not None:
                long = Span(offset + words[first].start(), offset + words[-1].end())
                yield Definition(Span(inside.start(1), inside.end(1)), long, "text", table)
                continue
        short = _BEFORE.search(before)
        if short and may_be_short(short.group(1)):
            stop = _STOP.search(text, bracket.start(1), bracket.end(1))
            long = Span(bracket.start(1), stop.start() if stop else bracket.end(1))
            words = list(_WORDS.finditer(text, long.start, long.end))
            if 2 <= len(words) <= _MOST_WORDS and _whole(short.group(1), text[long.start : long.end]):
                yield Definition(Span(offset + short.start(1), offset + short.end(1)), long, "text", table)


def _words_before(before: str) -> list[re.Match[str]]:
    """The words that a long form can be made of: those behind the last bracket or end of a sentence."""
    if not before[-1:].isspace():
        return []
    stop = max((match.end() for parting in (_STOP, _PARTED) for match in parting.finditer(before)), default=0)
    return list(_WORDS.finditer(before, stop))


def _whole(short: str, long: str) -> bool:
    """Whether a long form is made of the initials of the short one, near enough that it is no remark beside it."""
    score = fits(short, long)
    return score is not None and score >= max(1.6, sum(letter.isalnum() for letter in short) / 2)


def _listed(document: Document, block: Span, origin: Origin, table: int | None) -> Iterator[Definition]:
    """``SF: long form; SF, long form`` as notes have it: all items where half of them fit letter by letter."""
    text = document.text[block.start : min(block.end, block.start + _LONGEST_LIST)]
    items: list[tuple[Span, Span, bool]] = []
    position = 0
    while match := _ITEM.search(text, position):
        short, long = match.group("short"), match.group("long")
        if text[match.end() : match.end() + 1] in (":", "=") and (following := _NEXT.search(long)):
            long = long[: following.start()]
        stop = _STOP.search(long)
        long = (long[: stop.start()] if stop else long).rstrip(" ,.")
        position = match.start("long") + len(long)
        if not may_be_short(short) and not fits(short, long):
            position = match.start("long")
            continue
        start = block.start + match.start("long")
        span = Span(block.start + match.start("short"), block.start + match.end("short"))
        items.append((span, Span(start, start + len(long)), fits(short, long) is not None))
    certain = sum(fitting for *_, fitting in items)
    for short_span, long_span, fitting in items:
        if fitting or 2 * certain > len(items):
            yield Definition(short_span, long_span, origin, table)


def _once(document: Document, definitions: Iterable[Definition]) -> Iterator[Definition]:
    seen: set[tuple[str, str, int | None]] = set()
    for each in definitions:
        long = document.text[each.long.start : each.long.end].casefold()
        key = (document.text[each.short.start : each.short.end], re.sub(r"\W+", " ", long), each.table)
        if key not in seen:
            seen.add(key)
            yield each

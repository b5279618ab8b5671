"""The printed lines of a reference list, with where they stand, and what of a reference a line or an entry shows."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.document import Block, Document, Span
from extract.places import PagePlaces

YEAR = re.compile(r"(?<![\d/.-])(?:1[5-9]|20)\d\d(?![\d/])[a-z]?|(?<=\d[/.-])(?:19|20)\d\d\b")
"""A year as references print it."""
_PARTICLE = (
    r"(?:(?:van|von|vom|zu|zur|de|der|den|del|della|di|da|do|dos|das|du|la|le|el|al|bin|ibn|ten|ter|af|av|d['’])"
    r"[\s'’-]{0,2}){0,3}"
)
_NAME = rf"{_PARTICLE}(?:Mc|Mac|O['’]|D['’]|Al-)?[^\W\d_a-z][\w'’‐-]{{0,30}}"
_INITIALS = r"[^\W\d_a-zß-öø-ÿ](?:\.?[\s‐-]?[^\W\d_a-zß-öø-ÿ]){0,4}"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|IV|2nd|3rd)\.?)?"
_HEADS = (
    # Author AB, / Author A. B. / Author, A. / Author Other AB:
    rf"{_NAME}(?:[\s‐-]{_NAME}){{0,2}}{_SUFFIX},?\s{{1,2}}{_INITIALS}{_SUFFIX}(?=[.,;:&(\s]|$)(?!\.?\s?[a-z]{{3,}}\s[a-z])",
    # Author, Given / Author, Given A.
    rf"{_NAME}(?:[\s‐-]{_NAME}){{0,2}},\s[^\W\d_a-z][\w.'’‐-]{{1,20}}(?:\s(?:[A-Z]\.?|[A-Z][a-z]{{2,12}}))?(?=[.,;:&(]|\sand\s|\set\s|$)",
    # A. B. Author, / AB Author,
    rf"(?:[^\W\d_a-z]\.[\s‐-]?){{1,4}}{_NAME}(?:[\s‐-]{_NAME}){{0,2}}(?=[,;&(]|\s(?:and|et|&|und|y|e)\s|:\s|$)",
    # Author et al.
    rf"{_NAME}(?:,)?\set\sal\b",
    # the same author again
    r"[—–_‐-]{2,}[.,\s]?",
)
HEAD = re.compile(rf"[*•●◦▪“\"\[(]{{0,3}}\s{{0,2}}(?:{'|'.join(_HEADS)})")
"""How a reference begins that names a person first."""
_GROUP_HEAD = re.compile(r"[*•●◦▪“\"]{0,3}\s{0,2}[^\W\d_a-z][^.\n]{3,140}?[.,:]?\s\(?(?:1[89]|20)\d\d[a-z]?\)?[.,:]")
_LOCATOR = re.compile(
    r"\d\s{0,2}(?:\([^()]{1,30}\))?\s{0,2}[:,]\s{0,2}(?:pp?\.\s?|e|S|CD)?\d|\bpp?\.\s?\d|\b[Vv]ol\.?\s?\d|\b10\.\d{4,9}/|https?://|www\.|"
    r"\bdoi\b|\bPMID\b|\barXiv\b|\bISBN\b|[a-z]\.?\s\d{1,4},\s\d|\d{1,4}\s?[-–—]\s?\d{1,5}"
)
_UNDATED = re.compile(
    r"\b(?:in\s(?:press|prep(?:aration)?|review)|forthcoming|unpublished|submitted|n\.\s?d\.|im\sdruck|sous\spresse|en\sprensa|accessed|available)\b|https?://|www\.",
    re.IGNORECASE,
)
_HEAD_LENGTH = 160


@dataclass(frozen=True, slots=True)
class ListLine:
    """A printed line of a list: its characters, and its box in points where the document has pages.

    ``column`` counts the runs of lines that stand one below the other; in a text without pages there is one, and the
    boxes are empty.
    """

    start: int
    end: int
    text: str
    begins_block: bool
    column: int = 0
    page: int = 0
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0

    @property
    def height(self) -> float:
        """The height of its first letter, by which print of another size is told apart."""
        return self.bottom - self.top

    def cut(self, start: int, end: int) -> "ListLine":
        """A part of the line, without white space around it."""
        text = self.text[start - self.start : end - self.start]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return replace(self, start=start, end=start + len(text), text=text)


def lines_of(document: Document, region: Span, blocks: Iterable[Block] | None = None) -> list[ListLine]:
    """The printed lines of the paragraphs in a region, in reading order; lines without characters are left out."""
    places = document.places if isinstance(document.places, PagePlaces) else None
    found: list[ListLine] = []
    column = 0
    for block in blocks if blocks is not None else document.of_kind("paragraph"):
        if block.span.end <= region.start or block.span.start >= region.end:
            continue
        for start, end in _line_spans(
            document, Span(max(block.span.start, region.start), min(block.span.end, region.end))
        ):
            begins = start == block.span.start
            text = document.text[start:end]
            if places is None:
                found.append(ListLine(start, end, text, begins))
                continue
            x0, top, bottom = places.x0[start], places.top[start], places.bottom[start]
            page = places.page_of_line[places.line[start]]
            line = ListLine(start, end, text, begins, column, page, x0, places.x1[end - 1], top, bottom)
            if found and not _is_below(found[-1], line):
                column += 1
                line = ListLine(start, end, text, begins, column, page, x0, places.x1[end - 1], top, bottom)
            found.append(line)
    return found


def _line_spans(document: Document, span: Span) -> Iterator[tuple[int, int]]:
    first = bisect_left(document.line_starts, span.start)
    last = bisect_left(document.line_starts, span.end, lo=first)
    starts = [*document.line_starts[first:last], span.end]
    if starts[0] > span.start:
        starts.insert(0, span.start)
    for start, stop in pairwise(starts):
        text = document.text[start:stop]
        begin = start + len(text) - len(text.lstrip())
        end = start + len(text.rstrip())
        if begin < end:
            yield begin, end


def _is_below(above: ListLine, line: ListLine) -> bool:
    beside = min(above.x1, line.x1) > max(above.x0, line.x0) - 40
    return above.page == line.page and line.top > above.top + 0.3 * above.height and beside


def has_head(text: str) -> bool:
    """Whether a string begins as a reference does: with a person, or with a group and a year soon after it.

    >>> [has_head(text) for text in ("Kim E, Lee P.", "de Vries GJ (2008)", "van der Berg, J. K.", "A. B. Kim and C.")]
    [True, True, True, True]
    >>> [has_head(text) for text in ("Horm Behav 6:419", "J. Am. Chem. Soc., 2010", "of the brain. Lancet", "2012;3:4")]
    [False, False, False, False]
    """
    return HEAD.match(text[:_HEAD_LENGTH]) is not None


def has_group_head(text: str) -> bool:
    """Whether a string begins with the name of a group and a year."""
    return _GROUP_HEAD.match(text[: _HEAD_LENGTH + 40]) is not None


def is_dated(text: str) -> bool:
    """Whether a string has a year, or says why it has none."""
    return YEAR.search(text) is not None or _UNDATED.search(text) is not None


def has_locator(text: str) -> bool:
    """Whether a string says where a work is found: volume and pages, an identifier, an address."""
    return _LOCATOR.search(text) is not None


def looks_like_reference(text: str) -> bool:
    """Whether a string looks like a reference as a whole."""
    text = text[:3_000]
    return is_dated(text) and (has_head(text) or has_group_head(text)) and (has_locator(text) or has_head(text))

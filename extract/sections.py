"""The headings of a document and the ranges of text under them."""

from bisect import bisect_right
from dataclasses import dataclass

from curated.schema import Section
from extract.document import Block, Document, Span


@dataclass(frozen=True)
class Heading:
    """A heading, its row, and the range of text under it: up to the next heading of its level or above."""

    row: Section
    block: Block
    span: Span


def find_headings(document: Document) -> tuple[Heading, ...]:
    """The headings below the title, in order."""
    blocks = [block for block in document.of_kind("heading") if block.level > 0]
    end = flow_end(document)
    found: list[Heading] = []
    for index, block in enumerate(blocks):
        after = (other.span.start for other in blocks[index + 1 :] if other.level <= block.level)
        row = Section(
            section_id=f"{document.document_id}-section-{index + 1}",
            document_id=document.document_id,
            level=block.level,
            heading=document.quote(block.span.start, block.span.end),
        )
        found.append(Heading(row, block, Span(block.span.end, next(after, end))))
    return tuple(found)


def flow_end(document: Document) -> int:
    """Where the flow ends and the floats begin."""
    return max((block.span.end for block in document.of_kind("heading", "paragraph")), default=0)


def section_at(headings: tuple[Heading, ...], position: int) -> Heading | None:
    """The nearest heading above a place of the flow."""
    index = bisect_right(headings, position, key=lambda heading: heading.block.span.start)
    return headings[index - 1] if index else None


def path_at(headings: tuple[Heading, ...], position: int) -> tuple[str, ...]:
    """The headings that a place of the flow stands under, outermost first: the taxonomy of the review itself."""
    index = bisect_right(headings, position, key=lambda heading: heading.block.span.start)
    path: list[str] = []
    level = 99
    for heading in reversed(headings[:index]):
        if heading.row.level < level:
            path.append(heading.row.heading.value)
            level = heading.row.level
        if level <= 1:
            break
    return tuple(reversed(path))

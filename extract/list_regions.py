"""Where the reference lists of a document stand: from a heading that names one to what no longer belongs to it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.document import Block, Document, Span
from extract.list_ends import ends_list
from extract.list_lines import has_head, has_locator, is_dated, looks_like_reference
from extract.list_names import LONGEST_NAME, names_list
from extract.section_names import is_section_name
from extract.sections import flow_end

_MOST_SUBHEADINGS = 60


def find_regions(document: Document) -> Iterator[Span]:
    """From each heading that names a list to the next one that does not belong to it."""
    flow = list(document.of_kind("heading", "paragraph"))
    end = flow_end(document)
    index = 0
    while index < len(flow):
        start = _named_end(document, flow[index])
        index += 1
        if start is None:
            continue
        stop, index = _region_end(document, flow, index, end)
        yield Span(start, stop)


def _named_end(document: Document, block: Block) -> int | None:
    """Where the name of a list ends, if the block is one or begins with a line that is one."""
    text = document.text[block.span.start : min(block.span.end, block.span.start + LONGEST_NAME + 1)]
    if len(text) <= LONGEST_NAME and names_list(text):
        return block.span.end
    if block.kind == "heading":
        return None
    following = bisect_left(document.line_starts, block.span.start + 1)
    if following < len(document.line_starts) and document.line_starts[following] < block.span.end:
        line_end = document.line_starts[following]
        if line_end - block.span.start <= LONGEST_NAME and names_list(document.text[block.span.start : line_end]):
            return line_end
    return None


def _region_end(document: Document, flow: Sequence[Block], index: int, end: int) -> tuple[int, int]:
    """Where a list ends that begins at a block, and that block: headings within the list do not end it."""
    begin, absorbed = index, 0
    while index < len(flow):
        block = flow[index]
        if index > begin and _named_end(document, block) is not None:
            return block.span.start, index
        if block.kind == "heading":
            text = document.text[block.span.start : block.span.end]
            absorbed += 1
            after = _section_after(flow, index)
            if (
                absorbed > _MOST_SUBHEADINGS
                or is_section_name(text)
                or ends_list(text)
                or not _is_list(document, after)
            ):
                return block.span.start, index
        index += 1
    return end, index


def _section_after(flow: Sequence[Block], index: int) -> list[Block]:
    found: list[Block] = []
    for block in flow[index + 1 : index + 7]:
        if block.kind == "heading":
            break
        found.append(block)
    return found


def _is_list(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether the paragraphs under a heading are entries of a list."""
    texts = [document.text[block.span.start : block.span.end] for block in blocks]
    listed = sum(reads_as_entry(text) for text in texts)
    return bool(texts) and listed >= 0.7 * len(texts)


def reads_as_entry(text: str) -> bool:
    """Whether a paragraph looks like an entry of a list: a person first, a year, and where it is found."""
    head = text[:3_000].lstrip("[(0123456789.)] \t")
    return is_dated(head) and (has_head(head) or looks_like_reference(head)) and has_locator(head)

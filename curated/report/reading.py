"""The review as it reads: headings, paragraphs, tables in their places, the list of references, what is left over."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from curated.columns import own_source
from curated.dataset import Dataset
from curated.provenance import DocumentSource, Sourced
from curated.report.concerns import Concerns
from curated.report.passages import Passage, Passages
from curated.schema import Row, Section, SourceDocument, Table

R = TypeVar("R", bound=Row)
LONGEST_TEXT = 1_500_000
"""Characters of a document beyond which the reading view ends, with a remark that says so."""

_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Block:
    """A stretch of the reading view.

    ``heading`` has a level and a section's id; ``table`` the table that stands here; ``references`` marks the place of
    the list; ``left over`` is what is printed outside the text (running heads, floats that nothing was made of).
    """

    kind: Literal["title", "heading", "paragraph", "table", "references", "left over"]
    passages: tuple[Passage, ...] = ()
    level: int = 0
    id: str = ""
    table: Table | None = None
    text: str = ""


def blocks(concerns: Concerns, document: SourceDocument) -> tuple[list[Block], int]:
    """The reading view of a document, and how many characters of its text were left out for their number."""
    text = next((row.text for row in concerns.dataset.texts if row.document_id == document.document_id), "")
    view = _View(concerns, document.document_id, text[:LONGEST_TEXT])
    return list(view.blocks()), max(0, len(text) - LONGEST_TEXT)


class _View:
    def __init__(self, concerns: Concerns, document_id: str, text: str) -> None:
        self.text = text
        self.passages = Passages(concerns, document_id, text)
        data = concerns.dataset
        document = next(row for row in data.documents if row.document_id == document_id)
        self.title = getattr(document.title.source, "start", None) if document.title else None
        self.sections = {start: row for row, (start, _) in _placed(data.sections, document_id)}
        self.section_starts = sorted(self.sections)
        self.tables = [table for table in data.tables if table.document_id == document_id]
        self.in_tables = _Ranges(span for table in self.tables for span in _table_spans(data, table))
        self.in_list = _Ranges(span for _, span in _placed(data.references_of.get(document_id, ()), document_id))

    def blocks(self) -> Iterator[Block]:
        paragraphs = [span for span in _paragraphs(self.text) if not self.in_tables.meets(*span)]
        last = max((n for n, span in enumerate(paragraphs) if self._is_text(*span)), default=-1)
        waiting = list(self.tables)
        listed = False
        for start, end in paragraphs[: last + 1]:
            if self.in_list.meets(start, end):
                if not listed:
                    yield Block("references")
                listed = True
                continue
            section = self._section_in(start, end)
            if start == self.title:
                yield Block("title", text=self.text[start:end])
            elif section is not None:
                yield from self._headed(section, start, end)
            else:
                yield Block("paragraph", self.passages.between(start, end))
            for table in [table for table in waiting if self._calls(table, start, end)]:
                waiting.remove(table)
                yield Block("table", table=table)
        for table in waiting:
            yield Block("table", table=table)
        left = [self.text[start:end] for start, end in paragraphs[last + 1 :]]
        if left:
            yield Block("left over", text="\n".join(dict.fromkeys(left)))

    def _headed(self, section: Section, start: int, end: int) -> Iterator[Block]:
        """A heading; where it runs into its paragraph, the paragraph follows."""
        at, behind = section.heading.source.start, section.heading.source.end  # type: ignore[union-attr]
        if at > start:
            yield Block("paragraph", self.passages.between(start, at))
        yield Block("heading", text=section.heading.value, level=section.level, id=section.section_id)
        if self.text[behind:end].strip():
            yield Block("paragraph", self.passages.between(behind, end))

    def _section_in(self, start: int, end: int) -> Section | None:
        found = bisect_left(self.section_starts, start)
        if found < len(self.section_starts) and self.section_starts[found] < end:
            return self.sections[self.section_starts[found]]
        return None

    def _is_text(self, start: int, end: int) -> bool:
        """Whether a paragraph belongs to the text or the list, not to what stands around them on the pages."""
        held = self.in_list.meets(start, end) or self._section_in(start, end) is not None
        return held or self.passages.any_between(start, end)

    def _calls(self, table: Table, start: int, end: int) -> bool:
        label = table.label.value.strip() if table.label else ""
        if not label:
            return False
        found = self.text.find(label, start, end)
        return found >= 0 and not self.text[found + len(label) : found + len(label) + 1].isdigit()


class _Ranges:
    """Stretches of a text of which it is only asked whether one of them meets another stretch."""

    def __init__(self, ranges: Iterator[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        self._starts, self._ends = [start for start, _ in merged], [end for _, end in merged]

    def meets(self, start: int, end: int) -> bool:
        before = bisect_right(self._ends, start)
        return before < len(self._starts) and self._starts[before] < end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the text's paragraphs, without the blanks around them."""
    position = 0
    for end, following in [*((at.start(), at.end()) for at in _BREAK.finditer(text)), (len(text), len(text))]:
        held = text[position:end]
        if held.strip():
            lead = len(held) - len(held.lstrip())
            yield position + lead, position + len(held.rstrip())
        position = following


def _placed(rows: Sequence[R], document_id: str) -> Iterator[tuple[R, tuple[int, int]]]:
    for row in rows:
        source = own_source(row)
        if isinstance(source, DocumentSource) and source.document == document_id:
            yield row, (source.start, source.end)


def _table_spans(dataset: Dataset, table: Table) -> Iterator[tuple[int, int]]:
    cells = [cell.text for cell in dataset.cells_of.get(table.table_id, ())]
    for value in (table.caption, table.label, *table.notes, *cells):
        if isinstance(value, Sourced) and isinstance(value.source, DocumentSource):
            yield value.source.start, value.source.end

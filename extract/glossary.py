"""What a short form stands for where it is printed.

What the notes or the caption of a table define holds in that table; all else holds in the whole document, from where it
stands to the next definition of the same form.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from curated.schema import Abbreviation
from extract.abbreviations import Definition, printed_around
from extract.document import Document, Span, Spans

if TYPE_CHECKING:
    from extract.references import Entry


class Glossary:
    """What the short forms of a document stand for, at each place of it."""

    def __init__(self, document: Document, definitions: Sequence[Definition]) -> None:
        self.definitions = tuple(definitions)
        self._text = document.text
        self._everywhere: dict[str, list[Definition]] = defaultdict(list)
        self._in_table: dict[tuple[str, int], Definition] = {}
        for each in definitions:
            short = self._text[each.short.start : each.short.end]
            if each.table is None:
                self._everywhere[short].append(each)
            else:
                self._in_table.setdefault((short, each.table), each)
        for short, found in self._everywhere.items():
            told = [each for each in found if each.origin != "notes"]
            self._everywhere[short] = told or found  # a legend's own wording holds where the text has none
        self._known = {self._text[each.short.start : each.short.end] for each in definitions}
        self._in_tables = sorted(
            (span.start, span.end, index)
            for index, table in enumerate(document.tables)
            for span in (*printed_around(table), *(cell.span for cell in table.cells if cell.span))
        )

    def meaning(self, short: str, position: int) -> Definition | None:
        """The definition that holds for a short form printed at ``position``; a plural s is looked past."""
        table = self._table_at(position)
        for form in (short, short.removesuffix("s"), f"{short}s"):
            if table is not None and (form, table) in self._in_table:
                return self._in_table[form, table]
            if found := self._everywhere.get(form):
                before = bisect_right(found, position, key=lambda each: each.short.start)
                return found[max(0, before - 1)]
        return None

    def uses(self, closed: Spans) -> "Counter[Definition]":
        """How often each definition's short form is printed where it holds, outside these ranges and its own place."""
        counted: Counter[Definition] = Counter()
        own = {definition.short.start for each in self._everywhere.values() for definition in each}
        own.update(definition.short.start for definition in self._in_table.values())
        for start, definition in self._printed:
            if start not in own and not closed.hold(start):
                counted[definition] += 1
        return counted

    def within(self, span: Span) -> Iterator[tuple[Span, str]]:
        """The short forms in a range, each with the long form that holds there."""
        first = bisect_left(self._printed, span.start, key=lambda printed: printed[0])
        for start, definition in self._printed[first:]:
            if start >= span.end:
                return
            long = self._text[definition.long.start : definition.long.end]
            yield Span(start, start + definition.short.end - definition.short.start), long

    @cached_property
    def _printed(self) -> list[tuple[int, Definition]]:
        """Every place where a short form is printed and a definition holds, in order."""
        if not self._known:
            return []
        forms = "|".join(re.escape(form) for form in sorted(self._known, key=lambda form: (-len(form), form)))
        found = []
        for match in re.finditer(rf"(?<![\w-])(?:{forms})s?(?!\w)", self._text):
            definition = self.meaning(match.group(), match.start())
            if definition is not None:
                found.append((match.start(), definition))
        return found

    def _table_at(self, position: int) -> int | None:
        index = bisect_right(self._in_tables, position, key=lambda printed: printed[0]) - 1
        _, end, table = self._in_tables[index] if index >= 0 else (0, 0, 0)
        return table if position < end else None


def abbreviations_of(document: Document, entries: "Sequence[Entry]", glossary: Glossary) -> Iterator[Abbreviation]:
    """A row a definition, with how often its short form is used where it holds."""
    closed = [*(entry.span for entry in entries), *(block.span for block in document.of_kind("margin"))]
    uses = glossary.uses(Spans(closed))
    for each in glossary.definitions:
        yield Abbreviation(
            abbreviation_id=f"{document.document_id}-abbreviation-{each.short.start}",
            document_id=document.document_id,
            table_id=None if each.table is None else f"{document.document_id}-table-{each.table + 1}",
            short_form=document.quote(each.short.start, each.short.end),
            long_form=document.quote(each.long.start, each.long.end),
            defined_in=each.origin,
            uses=uses[each],
        )

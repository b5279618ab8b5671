"""Cells that hold two drugs where every other cell of the column holds one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from curated.audit.dossier import Dossier
from curated.audit.rule import Rule, finding
from curated.provenance import DocumentSource, Sourced
from curated.schema import Entity, Finding

NAME = "two-names-in-a-cell"
_FEWEST = 4
"""Cells of a column that hold one drug each, before a cell with two is thought odd."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note for each such cell: nothing is printed between the names that would join or part them."""
    drugs: dict[str, list[Entity]] = defaultdict(list)
    for entity in dossier.dataset.entities:
        if entity.kind == "drug":
            drugs[entity.document_id].append(entity)
    for table in dossier.dataset.tables:
        columns: dict[int, list[tuple[Sourced[str], tuple[Entity, ...]]]] = defaultdict(list)
        for cell in dossier.dataset.cells_of.get(table.table_id, ()):
            if cell.text is not None and not cell.is_header and not cell.filled_down:
                columns[cell.column].append((cell.text, _within(cell.text, drugs[table.document_id])))
        for column in columns.values():
            if sum(len(named) == 1 for _, named in column) < _FEWEST:
                continue
            for text, named in column:
                if len(named) == 2 and named[0].name != named[1].name and _side_by_side(text, named):
                    first, second = (each.text.value for each in named)
                    yield finding(
                        NAME,
                        "note",
                        table.document_id,
                        table.table_id,
                        f"One cell of {table.label.value if table.label else 'a table'} reads “{first} {second}”: "
                        "two drugs, where the other cells of the column name one.",
                        [text],
                        look_at="whether a row was lost between them, or one is a name of the other",
                        confidence="likely",
                    )


def _within(text: Sourced[str], entities: Sequence[Entity]) -> tuple[Entity, ...]:
    start, end = _range(text)
    return tuple(each for each in entities if start <= _range(each.text)[0] < end)


def _side_by_side(text: Sourced[str], named: tuple[Entity, ...]) -> bool:
    """Whether nothing but blanks is printed between the two names and around them."""
    printed = "".join(text.value.split())
    return printed == "".join("".join(each.text.value.split()) for each in named)


def _range(text: Sourced[str]) -> tuple[int, int]:
    return (text.source.start, text.source.end) if isinstance(text.source, DocumentSource) else (0, 0)


RULE = Rule(
    NAME,
    "Two drugs in one cell",
    "note",
    "Two names without a sign between them are most often two rows of which the border was lost.",
    "A cell of Table 1 reads “Adebelimumab TQB2450” in a column with one drug in every other cell.",
    check,
)

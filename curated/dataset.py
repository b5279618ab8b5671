"""A dataset in memory: the rows of every table and the look-ups that rules and reports need."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TypeVar

from curated.schema import (
    Abbreviation,
    Agreement,
    Cell,
    Citation,
    Claim,
    Decision,
    DocumentText,
    DrugStatus,
    Entity,
    Evidence,
    Failure,
    Finding,
    KeptResponse,
    Link,
    Match,
    Mechanism,
    Outcome,
    Reference,
    Refresh,
    Regimen,
    Row,
    Section,
    SourceDocument,
    Statement,
    Table,
    Trial,
    TrialChange,
    TrialMention,
    Work,
    WorkChange,
)

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Dataset:
    """Rows by table; each field is named after its table and holds its rows in a stable order."""

    documents: tuple[SourceDocument, ...] = ()
    texts: tuple[DocumentText, ...] = ()
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    works: tuple[Work, ...] = ()
    matches: tuple[Match, ...] = ()
    tables: tuple[Table, ...] = ()
    cells: tuple[Cell, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    drug_statuses: tuple[DrugStatus, ...] = ()
    regimens: tuple[Regimen, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    trials: tuple[Trial, ...] = ()
    trial_mentions: tuple[TrialMention, ...] = ()
    trial_history: tuple[TrialChange, ...] = ()
    work_history: tuple[WorkChange, ...] = ()
    refreshes: tuple[Refresh, ...] = ()
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    responses: tuple[KeptResponse, ...] = ()
    failures: tuple[Failure, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Every row, table by table."""
        for field in fields(self):
            yield from getattr(self, field.name)

    def adding(self, rows: Iterable[Row]) -> "Dataset":
        """This dataset with more rows; a row with the key of an earlier one takes its place."""
        added: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in rows:
            added[row.table][row.row_id] = row
        changed = {
            table: tuple(({row.row_id: row for row in getattr(self, table)} | new).values())
            for table, new in added.items()
        }
        return replace(self, **changed)

    @cached_property
    def reference(self) -> Mapping[str, Reference]:
        """References by id."""
        return {row.reference_id: row for row in self.references}

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {row.claim_id: row for row in self.claims}

    @cached_property
    def work(self) -> Mapping[str, Work]:
        """Works by id."""
        return {row.work_id: row for row in self.works}

    @cached_property
    def match(self) -> Mapping[str, Match]:
        """Matches by the id of their reference."""
        return {row.reference_id: row for row in self.matches}

    @cached_property
    def references_of(self) -> Mapping[str, tuple[Reference, ...]]:
        """References by document id, as listed."""
        return _grouped(self.references, "document_id")

    @cached_property
    def citations_of(self) -> Mapping[str, tuple[Citation, ...]]:
        """Citations by document id, as printed."""
        return _grouped(self.citations, "document_id")

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[TrialMention, ...]]:
        """Trial mentions by document id, as printed."""
        return _grouped(self.trial_mentions, "document_id")

    @cached_property
    def cells_of(self) -> Mapping[str, tuple[Cell, ...]]:
        """Cells by table id, row by row."""
        return _grouped(self.cells, "table_id")


def _grouped(rows: Iterable[R], column: str) -> Mapping[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return {key: tuple(group) for key, group in groups.items()}

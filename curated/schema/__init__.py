"""The rows of the dataset, one module a subject; ``ROWS`` lists them so that what is referred to comes first."""

from curated.schema.abbreviation import Abbreviation
from curated.schema.claim import Claim, Entity
from curated.schema.decision import Decision, Verdict
from curated.schema.document import DocumentText, Failure, Section, SourceDocument
from curated.schema.finding import Finding
from curated.schema.link import Agreement, Evidence, Link
from curated.schema.reference import Author, Citation, Match, Reference
from curated.schema.row import Row
from curated.schema.run import Run, RunInput
from curated.schema.table import Cell, OtherSpan, Table
from curated.schema.trial import (
    READING,
    Arm,
    ChangeKind,
    Intervention,
    Publication,
    Refresh,
    Trial,
    TrialChange,
    TrialMention,
)
from curated.schema.typed_claim import DrugStatus, Mechanism, Outcome, Regimen, Statement
from curated.schema.work import KeptResponse, Update, Work, WorkChange

ROWS: tuple[type[Row], ...] = (
    SourceDocument,
    DocumentText,
    Section,
    Reference,
    Work,
    Match,
    Table,
    Cell,
    Abbreviation,
    Claim,
    Entity,
    Outcome,
    DrugStatus,
    Regimen,
    Mechanism,
    Statement,
    Citation,
    Trial,
    TrialMention,
    TrialChange,
    WorkChange,
    Refresh,
    Link,
    Evidence,
    Agreement,
    Finding,
    Decision,
    KeptResponse,
    Failure,
)
"""The rows that make a dataset."""

STORED: tuple[type[Row], ...] = (*ROWS, Run)
"""Those, and the runs that are kept beside them."""

__all__ = [
    "READING",
    "ROWS",
    "STORED",
    "Abbreviation",
    "Agreement",
    "Arm",
    "Author",
    "Cell",
    "ChangeKind",
    "Citation",
    "Claim",
    "Decision",
    "DocumentText",
    "DrugStatus",
    "Entity",
    "Evidence",
    "Failure",
    "Finding",
    "Intervention",
    "KeptResponse",
    "Link",
    "Match",
    "Mechanism",
    "OtherSpan",
    "Outcome",
    "Publication",
    "Reference",
    "Refresh",
    "Regimen",
    "Row",
    "Run",
    "RunInput",
    "Section",
    "SourceDocument",
    "Statement",
    "Table",
    "Trial",
    "TrialChange",
    "TrialMention",
    "Update",
    "Verdict",
    "Work",
    "WorkChange",
]

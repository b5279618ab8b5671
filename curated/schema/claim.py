"""What the review asserts: its claims, and the names in them."""

from typing import ClassVar

from curated.provenance import Sourced
from curated.schema.row import Row


class Claim(Row):
    """A citing sentence or table row, or one that states an outcome, an approval or a trial.

    A sentence whose markers support different parts of it is a claim a part.

    :ivar claim_id: Document and a hash of the text.
    :ivar section_id: The section that it stands in.
    :ivar table_id: The table, for a table row.
    :ivar row: Row of the table, from 0.
    :ivar kind: ``outcome``, ``trial``, ``approval``, ``regimen``, ``mechanism``, ``statement`` …: what it speaks
        of.
    :ivar text: The claim as printed; of a table row the first printed cell to the last, in reading order.
    :ivar polarity: Whether something is stated (``positive``), stated to be absent (``negative``), both (``mixed``)
        or left open (``none``).
    :ivar hedged: Whether it is said with reservation.
    :ivar entities: Names found in it, by kind (``trial``, ``drug`` …).
    :ivar section_path: Headings that it stands under, outermost first.
    :ivar part: Number of the part, from 1, where a sentence has several claims.
    :ivar sentence: The whole sentence, where the claim is a part.
    :ivar hedge: The words of reservation.
    :ivar negated: Whether it is negated.
    :ivar negation: The words that negate it.
    :ivar population: Whom it speaks of: patients, animals, cells, models, as printed.
    :ivar species: Species, as printed.
    :ivar design: Study design, as printed.
    :ivar phase: Phase of the trial, as printed.
    """

    table: ClassVar[str] = "claims"
    key: ClassVar[tuple[str, ...]] = ("claim_id",)
    refers: ClassVar[dict[str, str]] = {
        "document_id": "documents",
        "section_id": "sections",
        "table_id": "tables",
    }
    printed: ClassVar[str | None] = "text"

    claim_id: str
    document_id: str
    section_id: str | None = None
    table_id: str | None = None
    row: int | None = None
    kind: str
    text: Sourced[str]
    polarity: str | None = None
    hedged: bool | None = None
    entities: dict[str, tuple[str, ...]] = {}
    section_path: tuple[str, ...] = ()
    part: int | None = None
    sentence: Sourced[str] | None = None
    hedge: Sourced[str] | None = None
    negated: bool | None = None
    negation: Sourced[str] | None = None
    population: tuple[Sourced[str], ...] = ()
    species: Sourced[str] | None = None
    design: Sourced[str] | None = None
    phase: Sourced[str] | None = None


class Entity(Row):
    """A name where it is printed, and the entry of a vocabulary that it names.

    :ivar entity_id: Document and offset of the name.
    :ivar kind: What is named: ``drug``, ``class``, ``target``, ``disease``, ``procedure``, ``organism`` …
    :ivar text: The name as printed.
    :ivar name: The name that the vocabulary prefers.
    :ivar vocabulary: The vocabulary, or what else the name was known by.
    :ivar vocabulary_version: Its version.
    :ivar identifier: Identifier in the vocabulary; empty where it has none.
    :ivar how: How that is known: ``named`` by the vocabulary, ``defined`` by the document's own abbreviation,
        ``misspelt`` (one letter from the one entry; the printed word is left as it is), by its ``stem`` (a drug
        that no vocabulary lists), a ``code`` name or a ``trial name``.
    """

    table: ClassVar[str] = "entities"
    key: ClassVar[tuple[str, ...]] = ("entity_id",)
    refers: ClassVar[dict[str, str]] = {"document_id": "documents", "claim_id": "claims"}
    printed: ClassVar[str | None] = "text"

    entity_id: str
    document_id: str
    claim_id: str | None = None
    kind: str
    text: Sourced[str]
    name: str
    vocabulary: str
    vocabulary_version: str
    identifier: str | None = None
    how: str

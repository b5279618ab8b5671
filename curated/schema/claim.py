"""What the review asserts: its claims, and the names in them."""

from typing import ClassVar

from curated.provenance import Sourced
from curated.schema.row import Row


class Claim(Row):
    """A citing sentence or table row, or one that states an outcome, an approval or a trial.

    A sentence whose markers support different parts of it is a claim a part: ``text`` is the part, ``part`` its number
    from 1 and ``sentence`` the whole. ``text`` of a table row is the row's first printed cell to its last, in reading
    order. ``section_path`` lists the headings that the claim stands under, outermost first; ``entities`` maps a kind
    (``trial``, ``drug``, …) to the names found.

    ``polarity`` is ``positive``, ``negative``, ``mixed`` or ``none``: whether something is stated, stated to be absent,
    both, or left open. ``hedge`` and ``negation`` are the words that say so; ``population`` (patients, animals, cells,
    models), ``species``, ``design`` and ``phase`` what is printed of those that the claim speaks of.
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

    ``how`` says how that is known: ``named`` by the vocabulary, ``defined`` by the document's own abbreviation,
    ``misspelt`` (one letter from the one entry; the printed word is left as it is), by its ``stem`` (a drug that no
    vocabulary lists), a ``code`` name or a ``trial name``. ``identifier`` is empty where the vocabulary has none.
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

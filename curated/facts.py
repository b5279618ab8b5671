"""What one text says, in the terms in which a claim and what it cites are compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Group = Literal["patients", "animals", "cells"]
"""Whom or what a finding was made in."""
Course = Literal["up", "down", "none"]
"""Whether something rises, falls or stays."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: its kind (drug, target, disease, organism …), the vocabulary's name for it, and its place.

    ``parents`` are what stands right above it (the classes of a drug, the disease that a disease is a kind of),
    ``broader`` those and all above them. ``start`` is -1 where it stands outside the text, in a label over it.
    """

    kind: str
    name: str
    identifier: str
    start: int
    end: int
    how: str = "named"
    parents: frozenset[str] = frozenset()
    broader: frozenset[str] = frozenset()

    def covers(self, other: "Name") -> bool:
        """Whether the other name is this one, or a narrower one: a cancer covers a melanoma."""
        return self.name == other.name or self.name in other.broader


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value in a text, with the slots of :class:`curated.schema.Outcome` as they are printed.

    ``start`` and ``end`` are where the number stands (of a range, its lower bound).
    """

    measure: str
    value: float | None
    start: int
    end: int
    endpoint: str | None = None
    statistic: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    timepoint: str | None = None
    arm: str | None = None
    comparator: str | None = None
    p: str | None = None


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way something goes: an endpoint (``OS``), or what a named agent acts on (``PD-L1 expression``).

    ``none`` says that it does not change. ``start`` and ``end`` hold the words that say so.
    """

    what: str
    course: Course
    start: int
    end: int
    agent: str | None = None


@dataclass(frozen=True)
class Facts:
    """What is read from one text. What it does not say is empty; offsets count in that text.

    ``places`` says where a group, a design, a phase or a trial number is said first.
    """

    names: tuple[Name, ...] = ()
    values: tuple[Value, ...] = ()
    directions: tuple[Direction, ...] = ()
    groups: frozenset[Group] = field(default_factory=frozenset)
    species: frozenset[str] = field(default_factory=frozenset)
    designs: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    polarity: str = "none"
    negated: bool = False
    hedged: bool = False
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def named(self, kind: str) -> dict[str, Name]:
        """The first mention of each name of a kind, by the vocabulary's name."""
        found: dict[str, Name] = {}
        for each in self.names:
            if each.kind == kind:
                found.setdefault(each.name, each)
        return found

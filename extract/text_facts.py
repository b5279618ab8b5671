"""What one text says, in the terms in which a claim and what it cites are compared."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from curated.facts import Direction, Facts, Group, Name, Value
from curated.provenance import Method
from curated.trial_numbers import find_trial_numbers
from extract.abbreviations import find_definitions
from extract.broader import broader_than, parents_of
from extract.directions import directions_in
from extract.document import Block, Document, Span
from extract.entities import Mention, Names
from extract.glossary import Glossary
from extract.measured import find_measured
from extract.measured_value import Measured
from extract.places import BytePlaces
from extract.quantities import Range, number
from extract.stance import assertion_of
from extract.study_words import find_designs, find_groups, find_phases
from extract.vocabulary import Vocabulary

_READER = Method(name="registry-text", version="1")
_INHIBITOR = re.compile(
    r"\)?(?:\s?(?:/|or|and)\s?(?:anti-)?[\w()-]{2,10})?[\s-](?:immune checkpoint |checkpoint |pathway |axis |"
    r"receptor )?"
    r"(?:inhibit(?:ors?|ion)|block(?:ers?|ade|ing)|antagonists?|(?:monoclonal )?antibod(?:y|ies)|mAbs?|TKIs?)\b",
    re.IGNORECASE,
)
_ANTI = re.compile(r"\banti[-‐‑–\s]?\(?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d\d\d|RBR")
"""What every trial number has; to look for this first saves looking for each kind of number."""
_TREATMENTS = frozenset(["drug", "class", "procedure"])


class TextReader:
    """Reads the sentences of one text; what the text itself abbreviates counts in all of it."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        document = Document(
            sha256="",
            format="text",
            reader=_READER,
            text=text,
            blocks=(Block("paragraph", Span(0, len(text))),),
            places=BytePlaces(),
            line_starts=(),
        )
        self._names = Names(document, Glossary(document, find_definitions(document, (), ())), vocabulary)

    def facts(self, start: int, end: int) -> Facts:
        """What a range of the text says; offsets count from ``start``."""
        words = self._text[start:end]
        return TextFacts(words, tuple(_named(each, start) for each in self._names.find(Span(start, end), words)))


class TextFacts(Facts):
    """Facts of a text that are read when somebody asks for them: hardly any claim asks all of a sentence."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "names", (*names, *classes_in(text, names)))

    _text: str

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The measured values, in order."""
        return tuple(values_in(self._text, self.names))

    @cached_property
    def directions(self) -> tuple[Direction, ...]:
        """Which way the text says that things go."""
        return tuple(directions_in(self._text, self.names))

    @cached_property
    def species(self) -> frozenset[str]:
        """The species that are named."""
        return species_of(self.names)

    @cached_property
    def _study(self) -> Facts:
        return study_in(self._text)

    @cached_property
    def _assertion(self) -> tuple[str, bool, bool]:
        polarity, hedge, negation = assertion_of(self._text)
        return polarity, hedge is not None, negation is not None

    @property
    def groups(self) -> frozenset[Group]:
        """Whom or what it speaks of."""
        return self._study.groups

    @property
    def designs(self) -> tuple[str, ...]:
        """The designs that it names."""
        return self._study.designs

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases of trials that it names."""
        return self._study.phases

    @property
    def trials(self) -> tuple[str, ...]:
        """The numbers of trials."""
        return tuple(trials_in(self._text))

    @property
    def places(self) -> Mapping[str, tuple[int, int]]:
        """Where groups, designs, phases and trials are said."""
        return self._study.places

    @property
    def polarity(self) -> str:
        """Whether it affirms or denies."""
        return self._assertion[0]

    @property
    def hedged(self) -> bool:
        """Whether it hedges."""
        return self._assertion[1]

    @property
    def negated(self) -> bool:
        """Whether it has a word that denies."""
        return self._assertion[2]


def study_in(text: str) -> Facts:
    """What a text says of the study itself: groups, designs, phases, trial numbers, each with its place."""
    groups, designs, phases = dict(find_groups(text)), find_designs(text), find_phases(text)
    trials = trials_in(text)
    return Facts(
        groups=frozenset(groups),
        designs=tuple(designs),
        phases=tuple(phases),
        trials=tuple(trials),
        places=dict([*groups.items(), *designs.items(), *phases.items(), *trials.items()]),
    )


def trials_in(text: str) -> dict[str, Range]:
    """The numbers of trials in a text, each with its first place."""
    found: dict[str, Range] = {}
    for trial in find_trial_numbers(text) if _DIGITS.search(text) else ():
        found.setdefault(trial.trial_id, (trial.start, trial.end))
    return found


def species_of(names: Sequence[Name]) -> frozenset[str]:
    """The species that are named."""
    return frozenset(each.name for each in names if each.kind == "organism" and each.identifier)


def values_in(text: str, names: Sequence[Name]) -> Iterator[Value]:
    """The measured values in a text, in order."""
    treatments = tuple((each.start, each.end) for each in names if each.kind in _TREATMENTS)
    yield from (_value(text, each) for each in find_measured(text, treatments))


def _named(mention: Mention, start: int) -> Name:
    entry = mention.entry
    return placed_name(
        entry.kind, entry.name, entry.identifier, mention.span.start - start, mention.span.end - start, mention.how
    )


def placed_name(kind: str, name: str, identifier: str, start: int, end: int, how: str = "named") -> Name:
    """A name with what is broader than it."""
    return Name(kind, name, identifier, start, end, how, parents_of(kind, name), broader_than(kind, name))


def classes_in(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The classes of drugs that are named by their target: ``PD-1 inhibitors``, ``anti-PD-L1 antibodies``."""
    for each in names:
        if each.kind != "target" or each.start < 0:
            continue
        behind = _INHIBITOR.match(text, each.end)
        if behind or _ANTI.search(text, max(0, each.start - 8), each.start):
            yield placed_name("class", f"{each.name} inhibitor", "", each.start, behind.end() if behind else each.end)


def _value(text: str, measured: Measured) -> Value:
    def words(span: Range | None) -> str | None:
        return text[slice(*span)] if span else None

    def read(span: Range | None) -> float | None:
        return number(text[slice(*span)]) if span else None

    quantity = measured.quantity
    ranged = quantity.upper is not None
    return Value(
        measure=measured.label,
        value=None if ranged else read(quantity.value),
        start=quantity.value[0],
        end=quantity.value[1],
        endpoint=words(measured.endpoint),
        statistic=words(measured.statistic),
        low=read(quantity.value) if ranged else read(quantity.low),
        high=read(quantity.upper) if ranged else read(quantity.high),
        unit=words(quantity.unit),
        timepoint=words(measured.timepoint),
        arm=words(measured.who.arm),
        comparator=words(measured.who.comparator),
        p=words(quantity.p),
    )

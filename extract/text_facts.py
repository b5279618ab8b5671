"""What one text says, in the terms in which a claim and what it cites are compared."""

from collections.abc import Iterator, Sequence

from curated.facts import Facts, Name, Value
from curated.provenance import Method
from curated.trial_numbers import find_trial_numbers
from extract.abbreviations import find_definitions
from extract.document import Block, Document, Span
from extract.entities import Mention, Names
from extract.glossary import Glossary
from extract.measured import Measured, find_measured
from extract.places import BytePlaces
from extract.quantities import Range, number
from extract.stance import stance_of
from extract.study_words import find_designs, find_groups, find_phases
from extract.vocabulary import Vocabulary

_READER = Method(name="registry-text", version="1")
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
        return facts_of(words, tuple(_named(each, start) for each in self._names.find(Span(start, end), words)))


def facts_of(text: str, names: Sequence[Name]) -> Facts:
    """What a text says in which these names stand."""
    stance = stance_of(text)
    return Facts(
        names=tuple(names),
        values=tuple(values_in(text, names)),
        groups=frozenset(group for group, _ in find_groups(text)),
        species=species_of(names),
        designs=tuple(find_designs(text)),
        phases=tuple(find_phases(text)),
        trials=tuple(dict.fromkeys(each.trial_id for each in find_trial_numbers(text))),
        polarity=stance.polarity,
        negated=stance.negation is not None,
        hedged=stance.hedge is not None,
    )


def species_of(names: Sequence[Name]) -> frozenset[str]:
    """The species that are named."""
    return frozenset(each.name for each in names if each.kind == "organism" and each.identifier)


def values_in(text: str, names: Sequence[Name]) -> Iterator[Value]:
    """The measured values in a text, in order."""
    treatments = tuple((each.start, each.end) for each in names if each.kind in _TREATMENTS)
    yield from (_value(text, each) for each in find_measured(text, treatments))


def _named(mention: Mention, start: int) -> Name:
    entry = mention.entry
    return Name(
        entry.kind, entry.name, entry.identifier, mention.span.start - start, mention.span.end - start, mention.how
    )


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

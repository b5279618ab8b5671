"""The drugs, targets, diseases, cells … that a document names: the vocabulary, extended by its own abbreviations.

What the document says a short form stands for holds before what a vocabulary says: where ``PSA`` is defined as
particle size analysis it is no antigen. A drug's name that is one letter wrong is flagged, and left as it is printed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.abbreviations import Definition
from extract.document import Document, Span
from extract.given_plants import given_plants, speaks_of_giving
from extract.glossary import Glossary
from extract.name_shapes import Shape, named_by_shape
from extract.preparations import abbreviated_species, combination, derived, made_of_unlisted, preparation
from extract.vocabulary import STEM, Entry, Named, Vocabulary
from extract.vocabulary_keys import exact_key

How = Literal["named", "defined", "misspelt", "stem"] | Shape

_STEMMED = re.compile(rf"(?<![\w-])[A-Za-z]{{3,24}}{STEM}\b")
_WORD = re.compile(r"(?<![\w-])[A-Za-z]{6,24}(?!\w)")
_MARKER = re.compile(r"\s?(?:[+⁺]|positive\b|negative\b|[-−–](?=\s(?:T|B|NK)\b))")
_SUFFIX = re.compile(
    r"\)(?P<suffix>\s?[-‐‑–]?\s?(?:[αβγδκ]\s?\d?|\d{1,2}[A-Z]?|[A-Z]{1,3}\d{1,2}|class\sI{1,2})(?!\w))"
)
_AUTHORITY = re.compile(r"\s(?:L|Linn)\.?")
"""Who named a plant, behind its name."""

_NUMBERED = re.compile(r"([A-Za-z]{1,5})\s\d{1,2}")
_FAMILY = re.compile(
    r"IL|TNF|HER|CD|PD|PDL|CTLA|VEGF|TGF|TLR|CXCL|CCL|MMP|COX|FGF|IFN|Bcl|BCL|STAT|AKT|BRCA|CYP|caspase|Caspase|claudin|GLUT|"
    r"SIRT|Siglec|NLRP|GPR|miR|HSP|PARP|CDK|Wnt|Smad|Sox|Notch|Nrf|ERK|Factor|factor"
)
_PART_OF = re.compile(r"(?:\s[\w-]+){0,2}\s(?:domain|fragment|subunit|complex|isoform|peptide)s?$")
_HYPHENS = str.maketrans("‐‑–", "---")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a document: its range, what it names, and how that is known."""

    span: Span
    entry: Entry
    how: How = "named"


class Names:
    """Finds the names in the passages of one document."""

    def __init__(self, document: Document, glossary: Glossary, vocabulary: Vocabulary) -> None:
        self._text = document.text
        self._vocabulary = vocabulary
        self._glossary = glossary
        self._given = given_plants(document.text, vocabulary)
        self._meant: dict[Definition, Entry | None] = {each: self._entry_of(each) for each in glossary.definitions}
        self._own = _forms(document.text, self._meant)
        self._species = abbreviated_species(document.text, vocabulary)
        self._long = {
            document.text[each.long.start : each.long.end].lower(): entry
            for each, entry in self._meant.items()
            if entry is not None and entry.kind == "drug" and self._is_qualified(each)
        }
        self._long_forms = _any_of(self._long, case=re.IGNORECASE)
        self._given_forms = _any_of(self._given, case=re.IGNORECASE)
        self._misspelt: dict[str, Entry | None] = {}
        self._spelt = {mention.span.start: mention for mention in self._spelt_out(glossary.definitions)}

    def find(self, span: Span, text: str) -> tuple[Mention, ...]:
        """The names in a range of the document, in order, none within another.

        ``text`` is what stands there, as long as it, with whatever is no word (citation markers) made blank.
        """
        mentions = {start: each for start, each in self._spelt.items() if each.span in span}
        taken = [mention.span for mention in mentions.values()]
        defined = tuple(self._defined(span))
        longer = {each.span for each in defined}  # PEG-Asc, where it is defined, is more than PEG
        named = [
            each
            for each in filter(None, map(self._checked, self._named(span, text)))
            if each.span in longer or not any(each.span in other for other in longer)
        ]
        for mention in (
            *self._prepared(span, defined),
            *(Mention(_moved(each, span), each.entry) for each in made_of_unlisted(text, self._vocabulary)),
            *named,
            *defined,
            *self._stemmed(span, text),
            *(Mention(_moved(each, span), each.entry, how) for each, how in named_by_shape(text)),
        ):
            if not any(mention.span.start < other.end and other.start < mention.span.end for other in taken):
                mentions[mention.span.start] = mention
                taken.append(mention.span)
        mentions.update({each.span.start: each for each in self._plants(span, mentions)})
        return tuple(mentions[start] for start in sorted(mentions))

    def _plants(self, span: Span, mentions: Mapping[int, Mention]) -> Iterator[Mention]:
        """Plants by their bare names, where the document gives them and the words beside them speak of that."""
        if self._given_forms is None:
            return
        drugs = [(each.span.start, each.span.end) for each in mentions.values() if each.entry.kind == "drug"]
        others = [each.span for each in mentions.values() if each.entry.kind != "organism"]
        for match in self._given_forms.finditer(self._text, span.start, span.end):
            place = match.span()
            if any(place[0] < other.end and other.start < place[1] for other in others):
                continue
            entry = self._given.get(match.group().lower())
            if entry is not None and speaks_of_giving(self._text, place, drugs):
                drugs.append(place)
                yield Mention(Span(*place), entry)

    def _spelt_out(self, definitions: Sequence[Definition]) -> Iterator[Mention]:
        """``interleukin (IL)-10``: the name goes on behind the bracket."""
        for each in definitions:
            suffix = _SUFFIX.match(self._text, each.short.end)
            if suffix is None or each.short.start < each.long.start:
                continue
            short = self._text[each.short.start : each.short.end]
            entry = self._vocabulary.entry(exact_key(f"{short} {suffix.group('suffix')}"))
            if entry is not None:
                yield Mention(Span(each.long.start, suffix.end()), entry)

    def _named(self, span: Span, text: str) -> Iterator[Mention]:
        for named in self._longest_named(text):
            if named.entry.kind == "target" and (_MARKER.match(text, named.end) or _is_numbered(text, named)):
                continue  # Siglec-9+ cells: what marks them is not what acts; CG 2: the second control group
            yield Mention(Span(span.start + named.start, span.start + named.end), named.entry)

    def _checked(self, mention: Mention) -> Mention | None:
        """The mention as the document's own abbreviations have it; None where they say that it is something else."""
        printed = self._text[mention.span.start : mention.span.end]
        if " " in printed or not any(map(str.isupper, printed)):
            return mention
        definition = self._glossary.meaning(printed, mention.span.start)
        if definition is None:
            return mention
        meant = self._meant[definition]
        if meant is not None:
            return Mention(mention.span, meant, "named" if meant == mention.entry else "defined")
        return mention if self._agrees(mention.entry, definition) else None

    def _agrees(self, entry: Entry, definition: Definition) -> bool:
        """Whether a long form that no vocabulary has may well be another wording of the entry."""
        short = self._text[definition.short.start : definition.short.end]
        if entry.kind == "target" and len(short) >= 4 and any(map(str.isdigit, short)):
            return True  # a gene's symbol, spelt out in words of its own
        long = self._text[definition.long.start : definition.long.end]
        return any(named.entry == entry for named in self._vocabulary.find(long)) or _alike(entry.name, long)

    def _entry_of(self, definition: Definition) -> Entry | None:
        """The entry that the whole of a long form names."""
        long = self._text[definition.long.start : definition.long.end].translate(_HYPHENS)
        for named in self._longest_named(long):
            whole = (
                named.end >= len(long) - 1
                or _AUTHORITY.fullmatch(long, named.end)
                or (named.entry.kind == "target" and _PART_OF.fullmatch(long, named.end))
            )
            lead = long[: named.start].split()
            if whole and len(lead) <= 2 and (named.entry.kind == "drug" or not {*lead} - {"the", "a", "an", "of"}):
                return self._given.get(long.lower(), named.entry)  # diluted epinephrine is epinephrine
        return combination(long, self._longest_named(long))

    def _longest_named(self, long: str) -> Iterator[Named]:
        """The names in a long form; what is made of a plant is a drug and ends where that does."""
        yield from made_of_unlisted(long, self._vocabulary)
        for named in self._vocabulary.find(long):
            yield preparation(long, named) or derived(long, named) or named

    def _is_qualified(self, definition: Definition) -> bool:
        """Whether a long form begins before the name that it is known by: ``diluted epinephrine``."""
        long = self._text[definition.long.start : definition.long.end].translate(_HYPHENS)
        first = next(self._longest_named(long), None)
        return first is not None and first.start > 0

    def _prepared(self, span: Span, defined: Sequence[Mention]) -> Iterator[Mention]:
        """What is made of a plant that stands there abbreviated: ``O. sanctum extract``, ``OS dried leaf powder``."""
        for start, end, entry in self._species.within(self._text, span.start, span.end):
            made = preparation(self._text, Named(start, end, entry))
            yield Mention(Span(made.start, made.end), made.entry) if made else Mention(Span(start, end), entry)
        for mention in defined:
            made = preparation(self._text, Named(mention.span.start, mention.span.end, mention.entry))
            if made:
                yield Mention(Span(made.start, made.end), made.entry, "defined")
        for match in self._long_forms.finditer(self._text, span.start, span.end) if self._long_forms else ():
            meant = self._long.get(match.group().lower())
            if meant is not None:  # letters can match in another case and have no such lower one
                yield Mention(Span(match.start(), match.end()), meant)

    def _defined(self, span: Span) -> Iterator[Mention]:
        if self._own is None:
            return
        for match in self._own.finditer(self._text, span.start, span.end):
            definition = self._glossary.meaning(match.group(), match.start())
            meant = self._meant[definition] if definition else None
            if meant is not None:
                yield Mention(Span(match.start(), match.end()), meant, "defined")

    def _stemmed(self, span: Span, text: str) -> Iterator[Mention]:
        for match in _WORD.finditer(text):
            word = match.group()
            if word not in self._misspelt:
                near = None if self._vocabulary.entry(word.lower()) else self._vocabulary.misspelt_drug(word)
                self._misspelt[word] = near
            near = self._misspelt[word]
            if near is not None:
                yield Mention(Span(span.start + match.start(), span.start + match.end()), near, "misspelt")
        for match in _STEMMED.finditer(text):
            place = Span(span.start + match.start(), span.start + match.end())
            yield Mention(place, Entry("drug", "INN stem", "", match.group().lower()), "stem")


def _forms(text: str, meant: Mapping[Definition, Entry | None]) -> re.Pattern[str] | None:
    """What finds the short forms that name an entry."""
    forms = {text[each.short.start : each.short.end] for each, entry in meant.items() if entry is not None}
    return _any_of(forms, "s?")


def _any_of(forms: Iterable[str], ending: str = "", case: re.RegexFlag = re.NOFLAG) -> re.Pattern[str] | None:
    """What finds any of the forms, the longest first; None where there is none."""
    listed = "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<![\w-])(?:{listed}){ending}(?!\w)", case) if listed else None


def _moved(named: Named, span: Span) -> Span:
    """Where a name in a range's text stands in the document."""
    return Span(span.start + named.start, span.start + named.end)


def _is_numbered(text: str, named: Named) -> bool:
    """Whether a symbol is letters that a space parts from a number, and of no family that is printed so."""
    numbered = _NUMBERED.fullmatch(text, named.start, named.end)
    return numbered is not None and not _FAMILY.fullmatch(numbered.group(1))


def _alike(name: str, long: str) -> bool:
    words = set(re.findall(r"\w{5,}", name.lower()))
    return bool(words) and words <= set(re.findall(r"\w{5,}", long.lower()))

"""Names of trials that a document ties to a number: ``IMbrave150 (NCT03434379)``.

A tie is printed in one of two ways. The name stands right beside the number, in a sentence, a cell of the same row or a
reference. Or a sentence or table row prints one number and cites one reference, and that prints one name as a trial's
(``IMbrave150 Investigators``, ``(ORIENT-32): a randomised …``). A name with two numbers has none.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from curated.provenance import DocumentSource
from curated.schema import Entity, TrialMention
from curated.trial_titles import name_key
from extract.document import Document, Span
from extract.reference_lists import Entry

_WORDS = (
    r"(?P<name>[Ss]tudy\s\d{2,4}|"
    r"[A-Z][A-Za-z]{0,14}[A-Z][A-Za-z]{0,14}(?:[-‐‑– ]?\d{1,5}[A-Z]{0,3}|[-‐‑–][A-Z][A-Za-z]{2,12}){0,2})(?![\w-])"
)
_NAME = rf"(?<![\w-]){_WORDS}"
_BEFORE = re.compile(
    rf"{_NAME}(?:\s(?:clinical\s)?(?:trial|study))?\s?[(\[,;:]\s?"
    r"(?:[A-Za-z.]{2,20}\s(?:\w{2,12}\s)?(?:number|identifier|no\.?|ID)?[,:\s]{0,3})?$"
)
_BEHIND = re.compile(rf"\s?[(\[,;]\s?(?:the\s)?{_WORDS}(?:\s(?:clinical\s)?(?:trial|study))?\s?[)\],;]")
_IN_REFERENCE = (
    re.compile(rf"{_NAME}(?:\strial)?\s(?:[Ii]nvestigators|[Ss]tudy [Gg]roup|[Tt]rial [Gg]roup|[Cc]ollaborators)\b"),
    re.compile(rf"\({_NAME}\)(?=\s?(?::|\.|study\b|trial\b))"),
    re.compile(rf"{_NAME}(?=\s(?:clinical\s)?(?:trial|study)\b|\s(?:subgroup|update|final)\b)"),
    re.compile(rf"{_NAME}(?=:\s(?:an?\s|the\s|phase|randomi[sz]ed|results|study|final|updated))"),
)
_NO_NAME = re.compile(
    r"(?:I{1,3}V?|IV)[ab]?|RCTs?|MRI|PRISMA|CONSORT|JCO|TPS\d*|LBA\d*|DOI|PMID|FDA|EMA|"
    r"(?:NCT|ACTRN|ISRCTN|ChiCTR|EudraCT|CTRI|JPRN|UMIN|DRKS|KCT|IRCT|PACTR|NTR).*"
)
_ANY_NAME = re.compile(_NAME)
_LONGEST = 2000
_WINDOW = 90


def ties(
    document: Document, mentions: Sequence[TrialMention], entries: Sequence[Entry], is_known: Callable[[str, int], bool]
) -> dict[str, str]:
    """The number that each trial name has, by :func:`curated.trial_titles.name_key`; ``mentions`` are the numbers.

    ``is_known`` says of a word at a place that it is something else: an abbreviation, a drug, a disease.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for name, position in _beside(document.text, mention):
            if not is_known(name, position):
                found[name_key(name)].add(mention.trial_id.value)
    near = set(found)
    for name, number in _cited(document, mentions, entries, is_known):
        if name_key(name) not in near:  # what stands beside it says it better
            found[name_key(name)].add(number)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


def printed_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the text of a reference prints a name as a trial's."""
    taken: set[int] = set()
    for pattern in _IN_REFERENCE:
        for match in pattern.finditer(text[:_LONGEST]):
            name = match.group("name")
            bracket = text[match.start("name") - 1 : match.start("name")] == "("
            if bracket and _is_spelt_out(text, match.start("name") - 1, name):
                continue
            if match.start("name") not in taken and not _NO_NAME.fullmatch(name):
                taken.add(match.start("name"))
                yield match.span("name")


def named_trials(
    document: Document,
    spans: Iterable[Span],
    tied: Mapping[str, str],
    seen: Container[int],
    claim_at: Mapping[int, str],
    version: str,
) -> Iterator[Entity]:
    """A row for each print of a tied name in these ranges, but those that begin at a place in ``seen``."""
    for span in spans if tied else ():
        for match in _ANY_NAME.finditer(document.text, span.start, span.end):
            number = tied.get(name_key(match.group("name")))
            if number and match.start() not in seen:
                yield Entity(
                    entity_id=f"{document.document_id}-entity-{match.start()}",
                    document_id=document.document_id,
                    claim_id=claim_at.get(match.start()),
                    kind="trial",
                    text=document.quote(*match.span("name")),
                    name=match.group("name"),
                    vocabulary="trial name",
                    vocabulary_version=version,
                    identifier=number,
                    how="trial name",
                )


def _is_spelt_out(text: str, start: int, name: str) -> bool:
    """Whether the words before a bracket begin with the letters in it: ``hepatocellular carcinoma (HCC)``."""
    words = re.findall(r"[^\W\d_]+", text[max(0, start - 160) : start])
    initials = "".join(word[0] for word in words[-len(name) :]).casefold()
    return name.isalpha() and name[0].casefold() in initials and name[-1].casefold() == initials[-1:]


def _beside(text: str, mention: TrialMention) -> Iterator[tuple[str, int]]:
    """The names right before and right behind a number, with where they stand."""
    place = mention.trial_id.source
    if not isinstance(place, DocumentSource):
        return
    before = _BEFORE.search(text, max(0, place.start - _WINDOW), place.start)
    behind = _BEHIND.match(text, place.end, place.end + _WINDOW)
    for match in (before, behind):
        if match and not _NO_NAME.fullmatch(match.group("name")):
            yield match.group("name"), match.start("name")


def _cited(
    document: Document,
    mentions: Sequence[TrialMention],
    entries: Sequence[Entry],
    is_known: Callable[[str, int], bool],
) -> Iterator[tuple[str, str]]:
    """The name that the one reference prints which a claim with one number cites."""
    by_number: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.number is not None:
            by_number[entry.number].append(entry)
    by_claim: dict[str, list[TrialMention]] = defaultdict(list)
    for mention in mentions:
        if mention.claim_id is not None:
            by_claim[mention.claim_id].append(mention)
    for claimed in by_claim.values():
        numbers = {mention.trial_id.value for mention in claimed}
        cited = by_number.get(claimed[0].cited[0], []) if len(claimed[0].cited) == 1 else []
        if len(numbers) == len(cited) == 1:
            yield from ((name, numbers.pop()) for name in _one_name(document, cited[0].span, is_known))


def _one_name(document: Document, span: Span, is_known: Callable[[str, int], bool]) -> Iterator[str]:
    """The name of a trial that a reference prints, where it is one only."""
    text = document.text[span.start : span.end]
    printed = {name_key(text[start:end]): text[start:end] for start, end in printed_names(text)}
    names = [name for name in printed.values() if not is_known(name, span.start)]
    if len(names) == 1:
        yield names[0]

"""What can be read of the works that a review cites: titles, abstracts sentence by sentence, kinds, trials."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from curated.cited import CitedItem, CitedSentence, Depth, WorkKind
from curated.provenance import DocumentSource, Method, Sourced
from curated.schema import Match, Reference, Trial, TrialMention, Work
from extract.readable import why_unreadable
from extract.sentence_ends import sentences_in
from extract.text_facts import TextReader
from extract.vocabulary import Vocabulary, load
from extract.work_kinds import (
    IN_PROGRESS,
    PREPRINT_SERVERS,
    SUPPLEMENTS,
    kinds_of_sentence,
    kinds_of_title,
    kinds_of_types,
    settled,
)

SENTENCE = Method(name="sentence-of-text", version="1")
WORDS = Method(name="words-of-text", version="1")
LONGEST = 20_000
"""Characters of an abstract that are read; a longer one is a whole paper put where an abstract belongs."""
_REGISTRIES = ("pubmed", "europepmc", "crossref")
"""Whose abstract is read where several have one: the first keeps the parts of a structured abstract apart."""


def cited_items(
    references: Sequence[Reference],
    matches: Mapping[str, Match],
    works: Iterable[Work],
    mentions: Iterable[TrialMention] = (),
    trials: Iterable[Trial] = (),
    vocabulary: Vocabulary | None = None,
) -> dict[str, CitedItem]:
    """What could be read of each reference, by its id: of its matched work, of other records of that, of its print."""
    records = _Records(works)
    numbers: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        if mention.reference_id is not None:
            numbers[mention.reference_id].append(mention.trial_id.value)
    registered = {name: trial for trial in trials for name in (trial.canonical_id.value, trial.trial_id)}
    reading = _Reading(vocabulary or load())
    return {
        reference.reference_id: reading.item(
            reference,
            records.of(matches.get(reference.reference_id)),
            numbers[reference.reference_id],
            registered,
        )
        for reference in references
    }


class _Records:
    """Works by what they are known by, so that all records of one are found."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._work: dict[str, Work] = {}
        self._named: dict[str, list[Work]] = defaultdict(list)
        for work in works:
            self._work[work.work_id] = work
            for name in (work.doi, work.pmid):
                if name is not None:
                    self._named[name.value].append(work)

    def of(self, match: Match | None) -> tuple[Work, ...]:
        """All records of a matched work, the matched one first; none where nothing was matched."""
        work = self._work.get(match.work_id) if match and match.status == "matched" and match.work_id else None
        if work is None:
            return ()
        same = [other for name in (work.doi, work.pmid) if name for other in self._named[name.value]]
        return tuple({each.work_id: each for each in (work, *same)}.values())


class _Reading:
    """Reads cited items; a work that several references name is read once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._read: dict[tuple[str, str, str], tuple[CitedSentence, ...]] = {}

    def item(
        self, reference: Reference, works: tuple[Work, ...], numbers: Sequence[str], trials: Mapping[str, Trial]
    ) -> CitedItem:
        """What could be read of one reference."""
        titles = tuple(self._titles(reference, works))
        abstracts = sorted((each for each in works if each.abstract), key=_rank)
        faults = [
            why_unreadable(each.abstract.value, [title.text.value for title in titles])
            for each in abstracts
            if each.abstract
        ]
        readable = next((each for each, fault in zip(abstracts, faults, strict=True) if fault is None), None)
        sentences = self._sentences(readable.work_id, readable.abstract, "abstract") if readable else ()
        found = [each for sentence in (*titles, *sentences) for each in sentence.facts.trials]
        found += [each for work in works if work.trial_numbers for each in work.trial_numbers.value]
        known = tuple(dict.fromkeys([*numbers, *found]))
        return CitedItem(
            reference_id=reference.reference_id,
            titles=titles,
            sentences=sentences,
            kinds=_kinds(reference, works, titles, sentences, numbers),
            works=works,
            trial_numbers=known,
            trials=tuple({trials[each].trial_id: trials[each] for each in known if each in trials}.values()),
            unreadable=_unreadable(titles, works, faults if readable is None else []),
        )

    def _titles(self, reference: Reference, works: Sequence[Work]) -> Iterator[CitedSentence]:
        """The title as printed, and as it is recorded where that has other words."""
        seen: set[str] = set()
        for owner, title in (
            (reference.reference_id, reference.title),
            *((each.work_id, each.title) for each in works),
        ):
            folded = re.sub(r"\W+", " ", title.value).strip().casefold() if title else ""
            if title is None or not folded or folded in seen:
                continue
            seen.add(folded)
            yield from self._sentences(owner, title, "title")

    def _sentences(self, owner: str, text: Sourced[str] | None, depth: Depth) -> tuple[CitedSentence, ...]:
        if text is None:
            return ()
        key = (owner, depth, text.value)
        if key not in self._read:
            value = text.value[:LONGEST]
            reader = TextReader(value, self._vocabulary)
            ranges = sentences_in(value) if depth != "title" else [(0, len(value))]
            offset = text.source.start if isinstance(text.source, DocumentSource) else 0
            self._read[key] = tuple(
                CitedSentence(
                    text=text if end - start == len(text.value) else text.derive(value[start:end], SENTENCE),
                    depth=depth,
                    start=offset + start,
                    end=offset + end,
                    facts=reader.facts(start, end),
                )
                for start, end in ranges
            )
        return self._read[key]


def _rank(work: Work) -> int:
    return _REGISTRIES.index(work.registry) if work.registry in _REGISTRIES else len(_REGISTRIES)


def _unreadable(titles: Sequence[CitedSentence], works: Sequence[Work], faults: Sequence[str | None]) -> str | None:
    if faults:
        return faults[0]
    if not titles:
        return (
            "its record is empty" if works else "no title was read in the printed reference, and no record is matched"
        )
    return None


def _kinds(
    reference: Reference,
    works: Sequence[Work],
    titles: Sequence[CitedSentence],
    sentences: Sequence[CitedSentence],
    numbers: Sequence[str],
) -> dict[WorkKind, Sourced[str]]:
    """What sort of work it is: what a registry or a title says first, then what the abstract says of itself."""
    certain: dict[WorkKind, Sourced[str]] = {}
    for work in works:
        if work.type is not None:
            for kind, written in kinds_of_types(work.type.value):
                certain.setdefault(kind, _words(work.type, written))
    for title in titles:
        for kind, (start, end) in kinds_of_title(title.text.value).items():
            certain.setdefault(kind, _words(title.text, title.text.value[start:end]))
    for kind, said in _by_place(reference, works, numbers):
        certain.setdefault(kind, said)
    found = dict(certain)
    for sentence in sentences:
        for kind, (start, end) in kinds_of_sentence(sentence.text.value).items():
            found.setdefault(kind, _words(sentence.text, sentence.text.value[start:end]))
    holding = settled(set(found), set(certain))
    return {kind: said for kind, said in found.items() if kind in holding}


def _by_place(
    reference: Reference, works: Sequence[Work], numbers: Sequence[str]
) -> Iterator[tuple[WorkKind, Sourced[str]]]:
    """What the place of print says: a preprint server, a meeting's supplement, a trial registry."""
    for container in (reference.container_title, *(work.container_title for work in works)):
        if container and (server := PREPRINT_SERVERS.search(container.value)):
            yield "preprint", _words(container, server.group())
    if reference.type == "paper-conference" and (
        printed := reference.supplement or reference.issue or reference.volume
    ):
        yield "abstract", printed
    for issue in (reference.supplement, reference.issue, *(work.issue for work in works)):
        if issue and SUPPLEMENTS.search(issue.value) and _is_short(reference, works):
            yield "abstract", issue
    numbered = [reference.article_number, reference.first_page]
    numbered += [number for work in works for number in (work.article_number, work.first_page)]
    for number in numbered:
        if number and IN_PROGRESS.match(number.value):
            yield "trial in progress", number
    if numbers and not works and "clinicaltrials.gov" in reference.raw.value.lower():
        yield "registration", reference.url or reference.raw


def _is_short(reference: Reference, works: Sequence[Work]) -> bool:
    """Whether all of it stands on one page, as an abstract of a meeting does; supplements print papers too."""
    for first, last in (
        (reference.first_page, reference.last_page_in_full or reference.last_page),
        *((each.first_page, each.last_page) for each in works),
    ):
        if first is not None:
            return last is None or last.value == first.value
    return False


def _words(text: Sourced[str], words: str) -> Sourced[str]:
    return text if words == text.value else text.derive(words, WORDS)

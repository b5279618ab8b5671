"""What can be read of the works that a review cites: titles, abstracts sentence by sentence, kinds, trials."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from curated.cited import CitedItem, CitedSentence, Depth
from curated.facts import Facts
from curated.provenance import DocumentSource, Method, Sourced
from curated.schema import Match, Reference, SourceDocument, Trial, TrialMention, Work
from curated.work_records import WorkRecords
from extract.full_text import FullTexts
from extract.item_kinds import kinds_of_item
from extract.readable import why_unreadable
from extract.sentence_ends import sentences_in
from extract.text_facts import TextReader
from extract.vocabulary import Vocabulary, load

SENTENCE = Method(name="sentence-of-text", version="1")
_LABEL = re.compile(r"([A-Z][A-Z &/,()-]{2,80}):\s")
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
    full_texts: FullTexts | None = None,
    vocabulary: Vocabulary | None = None,
) -> dict[str, CitedItem]:
    """What could be read of each reference, by its id: of its matched work, of other records of that, of its print.

    ``full_texts`` are paragraphs of articles by PMCID.
    """
    records = WorkRecords(works)
    numbers: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        if mention.reference_id is not None:
            numbers[mention.reference_id].append(mention.trial_id.value)
    registered = {name: trial for trial in trials for name in (trial.canonical_id.value, trial.trial_id)}
    reading = _Reading(vocabulary or load(), full_texts or {})
    return {
        reference.reference_id: reading.item(
            reference,
            records.of(_matched(matches.get(reference.reference_id))),
            numbers[reference.reference_id],
            registered,
        )
        for reference in references
    }


def titles_of(documents: Iterable[SourceDocument], vocabulary: Vocabulary | None = None) -> dict[str, Facts]:
    """What the title of each document says, by its id."""
    known = vocabulary or load()
    titles = {document.document_id: document.title.value[:LONGEST] for document in documents if document.title}
    return {name: TextReader(title, known).facts(0, len(title)) for name, title in titles.items()}


def _matched(match: Match | None) -> str | None:
    return match.work_id if match and match.status == "matched" else None


class _Reading:
    """Reads cited items; a work that several references name is read once."""

    def __init__(self, vocabulary: Vocabulary, full_texts: FullTexts) -> None:
        self._vocabulary = vocabulary
        self._full_texts = full_texts
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
        whole = tuple(self._in_full(works))
        found = [each for sentence in (*titles, *sentences) for each in sentence.facts.trials]
        found += [each for work in works if work.trial_numbers for each in work.trial_numbers.value]
        known = tuple(dict.fromkeys([*numbers, *found]))
        return CitedItem(
            reference_id=reference.reference_id,
            titles=titles,
            sentences=(*sentences, *whole),
            kinds=kinds_of_item(reference, works, titles, sentences, numbers),
            works=works,
            trial_numbers=known,
            trials=tuple({trials[each].trial_id: trials[each] for each in known if each in trials}.values()),
            unreadable=_unreadable(titles, works, faults if readable is None and not whole else []),
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

    def _in_full(self, works: Sequence[Work]) -> Iterator[CitedSentence]:
        """The sentences of the full text, where it was asked for and may be read."""
        pmcid = next((each.pmcid.value for each in works if each.pmcid and each.pmcid.value in self._full_texts), None)
        for number, paragraph in enumerate(self._full_texts[pmcid] if pmcid else ()):
            yield from self._sentences(f"{pmcid} {number}", paragraph.text, "full_text", paragraph.section)

    def _sentences(
        self, owner: str, text: Sourced[str] | None, depth: Depth, section: str = ""
    ) -> tuple[CitedSentence, ...]:
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
                    section=section or _label(value, start),
                )
                for start, end in ranges
            )
        return self._read[key]


def _label(abstract: str, start: int) -> str:
    """What the part of a structured abstract is called that a sentence stands in: ``RESULTS``."""
    label = _LABEL.match(abstract, abstract.rfind("\n", 0, start) + 1)
    return label.group(1) if label else ""


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

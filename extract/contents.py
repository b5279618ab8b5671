"""Everything a document says, as rows: the pure half of curating."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language

from curated.identifiers import DOI, content_id, normalise_doi
from curated.provenance import DocumentSource, Sourced
from curated.schema import DocumentText, Entity, Failure, Row, SourceDocument, TrialMention
from curated.trial_titles import name_key
from extract.abbreviations import find_definitions
from extract.asserted import claims_of, entities_of
from extract.citations import citations_of, find_markers
from extract.claims.trial import mentions_in
from extract.document import Document, Span, UnreadableError
from extract.entities import Mention, Names
from extract.glossary import Glossary, abbreviations_of
from extract.passages import Passage, find_passages
from extract.reference_lists import find_lists
from extract.reference_values import DOI_NORMALISED
from extract.references import Entry, references_of
from extract.sections import find_headings
from extract.tables import read_tables
from extract.trial_names import named_trials, ties
from extract.vocabulary import load
from extract.vocabulary_keys import exact_key

_LONGEST_DOI = 300
_SHOWN = 200


def contents_of(document: Document, name: str, nlp: Language) -> tuple[Row, ...]:
    """The rows of one document; ``name`` is its file name.

    Raises UnreadableError where it has no reference list: without one there is nothing to curate.
    """
    lists = find_lists(document)
    entries = tuple(entry for made in lists for entry in made.entries)
    if not entries:
        raise UnreadableError(
            "no reference list was found in it",
            "give the whole article; a list is found by its heading (such as References) or by numbered entries",
        )
    headings = find_headings(document)
    references = references_of(document, entries)
    markers = find_markers(document, entries, references)
    tables = read_tables(document)
    passages = find_passages(document, entries, markers, headings, tables, nlp)
    rows: list[Row] = [_source_document(document, name)]
    rows.append(DocumentText(document_id=document.document_id, text=document.text))
    rows.extend(heading.row for heading in headings)
    rows.extend(references)
    rows.extend(table.row for table in tables)
    rows.extend(cell for table in tables for cell in table.cells)
    glossary = Glossary(document, find_definitions(document, entries, headings))
    rows.extend(abbreviations_of(document, entries, glossary))
    names = Names(document, glossary, load())
    passages = tuple(
        replace(
            each,
            entities=_entities(document, names, each),
            short_forms=tuple(glossary.within(each.span)),
        )
        for each in passages
    )
    passages = tuple(_following(passages))
    claim_at: dict[int, str] = {}
    rows.extend(claims_of(document, passages, claim_at))
    trials = [row for row in rows if isinstance(row, TrialMention)]
    for entry, reference in zip(entries, references, strict=True):
        trials.extend(mentions_in(document, entry.span, reference_id=reference.reference_id))
    rows.extend(_named(document, passages, entries, trials, glossary, names, claim_at))
    rows.extend(citations_of(document, entries, markers, references, claim_at))
    rows.extend(row for row in trials if row.reference_id is not None)
    rows.extend(_failures(document, name))
    rows.extend(_leftovers(document, name, [span for made in lists for span in made.leftover]))
    return tuple(rows)


def _following(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, each sentence with the names of the one that it follows in the same paragraph."""
    last: Passage | None = None
    for passage in passages:
        follows = last is not None and passage.kind == last.kind == "sentence"
        if last is not None and follows and 0 <= passage.span.start - last.span.end <= 1:
            passage = replace(passage, before=last.entities)
        yield passage
        last = passage


def _entities(document: Document, names: Names, passage: Passage) -> tuple[Mention, ...]:
    """The names in a passage; those of a table row also in the labels that reach down to it."""
    found = names.find(passage.span, passage.words)
    for _, cell in passage.cells:
        if cell.text is not None and cell.filled_down and isinstance(cell.text.source, DocumentSource):
            span = Span(cell.text.source.start, cell.text.source.end)
            found = (*names.find(span, document.text[span.start : span.end]), *found)
    return found


def _named(
    document: Document,
    passages: Sequence[Passage],
    entries: Sequence[Entry],
    trials: Sequence[TrialMention],
    glossary: Glossary,
    names: Names,
    claim_at: dict[int, str],
) -> Iterator[Entity]:
    """The names in the passages, and those of trials in the references; these with the number they are tied to."""
    vocabulary = load()

    def is_known(name: str, position: int) -> bool:
        entry = vocabulary.entry(exact_key(name))
        return glossary.meaning(name, position) is not None or (entry is not None and entry.kind in ("disease", "drug"))

    tied = ties(document, trials, entries, is_known)
    seen: set[int] = set()
    for entity in entities_of(document, passages, names, vocabulary, claim_at):
        if isinstance(entity.text.source, DocumentSource):
            seen.add(entity.text.source.start)
        number = tied.get(name_key(entity.name)) if entity.kind == "trial" else None
        yield entity.model_copy(update={"identifier": number}) if number else entity
    spans = [*(passage.span for passage in passages), *(entry.span for entry in entries)]
    yield from named_trials(document, spans, tied, seen, claim_at, vocabulary.version)


def _source_document(document: Document, name: str) -> SourceDocument:
    title = document.title
    return SourceDocument(
        document_id=document.document_id,
        sha256=document.sha256,
        name=name,
        format=document.format,
        title=document.quote(title.start, title.end) if title else None,
        doi=_own_doi(document),
        pages=document.pages,
        reader=document.reader.name,
        reader_version=document.reader.version,
    )


def _own_doi(document: Document) -> Sourced[str] | None:
    """The DOI that the document prints of itself: in its front matter or its running heads.

    Where several stand there, the one that the file's metadata declares, else the first. What is declared but not
    printed there is left alone: files are made from templates and from other articles' files.
    """
    candidates: dict[str, Sourced[str]] = {}
    for block in document.blocks:
        if not (block.front or block.kind == "margin"):
            continue
        for found in DOI.finditer(document.text, block.span.start, block.span.end):
            doi = normalise_doi(found.group()[:_LONGEST_DOI])
            if doi and doi not in candidates:
                printed = document.quote(found.start(), found.start() + len(doi))
                candidates[doi] = printed if printed.value == doi else printed.derive(doi, DOI_NORMALISED)
    return candidates.get(document.declared_doi or "", next(iter(candidates.values()), None))


def _failures(document: Document, name: str) -> Iterator[Failure]:
    for failure in document.failures:
        subject = f"{name}, page {failure.page}"
        yield Failure(
            failure_id=content_id(document.document_id, "read", subject, failure.cause),
            document_id=document.document_id,
            stage="read",
            subject=subject,
            cause=failure.cause,
            advice="the other pages were read; repair the PDF by printing it to a new one",
        )


def _leftovers(document: Document, name: str, leftovers: Sequence[Span]) -> Iterator[Failure]:
    """What stands in a reference list and is in none of its entries, so that a person can see what was left out."""
    for span in leftovers:
        printed = " ".join(document.text[span.start : span.end].split())
        if not any(map(str.isalpha, printed)):
            continue
        shown = printed if len(printed) <= _SHOWN else f"{printed[:_SHOWN]}…"
        subject = f"{name}, characters {span.start}–{span.end}"
        yield Failure(
            failure_id=content_id(document.document_id, "extract", subject),
            document_id=document.document_id,
            stage="extract",
            subject=subject,
            cause=f"it stands in the reference list and was taken for no entry: {shown}",
            advice="add the reference by hand if it is one",
        )

"""Everything a document says, as rows: the pure half of curating."""

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.language import Language

from curated.identifiers import DOI, content_id, distinct, normalise_doi
from curated.provenance import Sourced
from curated.schema import Claim, DocumentText, Failure, Row, SourceDocument, TrialMention
from extract.abbreviations import find_definitions
from extract.citations import citations_of, find_markers
from extract.claims import KINDS
from extract.claims.trial import mentions_in
from extract.document import Document, Span, UnreadableError
from extract.glossary import abbreviations_of
from extract.passages import Passage, find_passages
from extract.reference_lists import find_lists
from extract.reference_values import DOI_NORMALISED
from extract.references import references_of
from extract.sections import find_headings
from extract.tables import read_tables

PLAIN = "statement"
"""The kind of a citing claim that no other kind recognises."""
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
    rows.extend(abbreviations_of(document, entries, find_definitions(document, entries, headings)))
    claim_at: dict[int, str] = {}
    rows.extend(_claims(document, passages, claim_at))
    rows.extend(citations_of(document, entries, markers, references, claim_at))
    for entry, reference in zip(entries, references, strict=True):
        rows.extend(mentions_in(document, entry.span, reference_id=reference.reference_id))
    rows.extend(_failures(document, name))
    rows.extend(_leftovers(document, name, [span for made in lists for span in made.leftover]))
    return tuple(rows)


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


def _claims(document: Document, passages: tuple[Passage, ...], claim_at: dict[int, str]) -> Iterator[Row]:
    """Claims with the rows read from them; fills in which claim each marker stands in."""
    taken: Counter[str] = Counter()
    for passage in passages:
        kinds = [kind for kind in KINDS if kind.recognises(passage)]
        if not kinds and not passage.markers:
            continue
        name = content_id(passage.text, length=8)
        claim_id = f"{document.document_id}-claim-{distinct(name, taken)}"
        read = [row for kind in kinds for row in kind.read(document, passage, claim_id)]
        trials = tuple(dict.fromkeys(row.trial_id.value for row in read if isinstance(row, TrialMention)))
        yield Claim(
            claim_id=claim_id,
            document_id=document.document_id,
            section_id=passage.section_id,
            table_id=passage.table_id,
            row=passage.row,
            kind=kinds[0].name if kinds else PLAIN,
            text=document.quote(passage.span.start, passage.span.end),
            entities={"trial": trials} if trials else {},
        )
        yield from read
        claim_at.update((marker.span.start, claim_id) for marker in passage.markers)


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

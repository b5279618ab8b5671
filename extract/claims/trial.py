"""Passages that name clinical trials by number."""

from collections.abc import Iterator

from curated.provenance import Method
from curated.schema import Row, TrialMention
from curated.trial_numbers import find_trial_numbers
from extract.claim_kind import ClaimKind
from extract.document import Document, Span
from extract.passages import Passage
from extract.trial_rows import TrialRow, read_row

NUMBER_NORMALISED = Method(name="trial-number-normalised", version="1")


def recognises(passage: Passage) -> bool:
    """Whether a trial number is printed in the passage."""
    return any(find_trial_numbers(passage.text))


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Row]:
    """A mention for each number, with what the other cells of its table row say."""
    said = read_row(document, passage.cells, passage.kinds)
    cited = tuple(dict.fromkeys(number for marker in passage.markers for number in marker.numbers))
    yield from mentions_in(
        document, passage.span, claim_id=claim_id, table_id=passage.table_id, row=passage.row, said=said, cited=cited
    )


def mentions_in(
    document: Document,
    span: Span,
    *,
    claim_id: str | None = None,
    table_id: str | None = None,
    row: int | None = None,
    reference_id: str | None = None,
    said: TrialRow | None = None,
    cited: tuple[int, ...] = (),
) -> Iterator[TrialMention]:
    """A mention for each trial number printed in a range of the text."""
    said = said or TrialRow()
    for number in find_trial_numbers(document.text[span.start : span.end]):
        quote = document.quote(span.start + number.start, span.start + number.end)
        yield TrialMention(
            mention_id=f"{document.document_id}-trial-{span.start + number.start}",
            document_id=document.document_id,
            registry=number.registry,
            trial_id=quote if quote.value == number.trial_id else quote.derive(number.trial_id, NUMBER_NORMALISED),
            claim_id=claim_id,
            table_id=table_id,
            row=row,
            reference_id=reference_id,
            fields=dict(said.fields),
            drugs=said.drugs,
            drug_roles=said.roles,
            line_of_therapy=said.line_of_therapy,
            phase=said.phase,
            status=said.status,
            cited=cited,
        )


KIND = ClaimKind("trial", recognises, read)

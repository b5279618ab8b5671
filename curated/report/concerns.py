"""What every remark, link and decision is about: the look-ups that bring rows of the dataset together on the page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from curated.columns import own_source
from curated.dataset import Dataset
from curated.decisions import rulings
from curated.provenance import DocumentSource, Sourced
from curated.report.spans import Spans
from curated.report.states import State, findings_states, link_state, worst
from curated.report.wording import cells_apart
from curated.schema import Agreement, Cell, Citation, Claim, Evidence, Finding, Link, Row, Trial, TrialMention

T = TypeVar("T")
LONGEST_QUOTE = 5000
"""Characters of a quotation beyond which it is about no claim or cell in it."""
_RAISED = re.compile(r"\d{1,3}(?:\s?[,;\-–—]\s?\d{1,3})*")
_BEFORE_RAISED = tuple(".,;:!?)”’\"'%")


@dataclass(frozen=True)
class Concerns:
    """A dataset with its remarks brought to the claims, references, trials and cells that they are about."""

    dataset: Dataset

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The rows that a remark or a decision can be about, by id; a reference rather than its match."""
        data = self.dataset
        found: dict[str, Row] = {}
        for rows in (
            data.findings,
            data.links,
            data.claims,
            data.references,
            data.citations,
            data.outcomes,
            data.drug_statuses,
            data.regimens,
            data.mechanisms,
            data.statements,
            data.trial_mentions,
            data.trials,
            data.tables,
            data.cells,
            data.entities,
            data.abbreviations,
            data.sections,
            data.works,
            data.documents,
        ):
            for row in rows:
                found.setdefault(row.row_id, row)
        return found

    @cached_property
    def links_of_claim(self) -> Mapping[str, tuple[Link, ...]]:
        """Links by claim id."""
        return _grouped((link.claim_id, link) for link in self.dataset.links)

    @cached_property
    def links_of_reference(self) -> Mapping[str, tuple[Link, ...]]:
        """Links by reference id."""
        return _grouped((link.reference_id, link) for link in self.dataset.links)

    @cached_property
    def citations_of_claim(self) -> Mapping[str, tuple[Citation, ...]]:
        """Citations by claim id."""
        return _grouped((one.claim_id, one) for one in self.dataset.citations if one.claim_id)

    @cached_property
    def evidence_of_link(self) -> Mapping[str, tuple[Evidence, ...]]:
        """Evidence by link id, the best first."""
        return _grouped((one.link_id, one) for one in sorted(self.dataset.evidence, key=lambda one: one.rank))

    @cached_property
    def agreements_of_link(self) -> Mapping[str, tuple[Agreement, ...]]:
        """Agreements by link id."""
        return _grouped((one.link_id, one) for one in self.dataset.agreements)

    @cached_property
    def mentions_of_trial(self) -> Mapping[str, tuple[TrialMention, ...]]:
        """Places where a trial number is printed, by the number."""
        return _grouped((one.trial_id.value, one) for one in self.dataset.trial_mentions)

    @cached_property
    def mentions_of_claim(self) -> Mapping[str, tuple[TrialMention, ...]]:
        """Trial numbers by the claim that prints them."""
        return _grouped((one.claim_id, one) for one in self.dataset.trial_mentions if one.claim_id)

    @cached_property
    def trial(self) -> Mapping[str, Trial]:
        """Trials by the number that was asked for."""
        return {row.trial_id: row for row in self.dataset.trials}

    @cached_property
    def shown(self) -> frozenset[str]:
        """Ids of the rows that the panel can show."""
        data = self.dataset
        return frozenset(row.row_id for rows in (data.claims, data.references, data.trials, data.links) for row in rows)

    @cached_property
    def claim_of_row(self) -> Mapping[tuple[str, int], str]:
        """The claim that a table row makes, by table id and row."""
        return {
            (claim.table_id, claim.row): claim.claim_id
            for claim in self.dataset.claims
            if claim.table_id is not None and claim.row is not None
        }

    @cached_property
    def places(self) -> Mapping[str, tuple[DocumentSource, ...]]:
        """Where in the document each remark points, by finding id: its subject's own words and what it quotes."""
        found = {}
        for finding in self.dataset.findings:
            subject = self.rows.get(finding.subject)
            source = own_source(subject) if subject is not None else None
            quoted = [quote.source for quote in finding.evidence]
            sources = [one for one in (source, *quoted) if isinstance(one, DocumentSource)]
            found[finding.finding_id] = tuple({(one.document, one.start, one.end): one for one in sources}.values())
        return found

    @cached_property
    def subjects(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the claims, references, links, trials and cells that each remark is about, by finding id."""
        return {finding.finding_id: tuple(dict.fromkeys(self._subjects(finding))) for finding in self.dataset.findings}

    @cached_property
    def findings_of(self) -> Mapping[str, tuple[Finding, ...]]:
        """Remarks by the id of each row that they are about."""
        return _grouped((about, one) for one in self.dataset.findings for about in self.subjects[one.finding_id])

    def of(self, row_id: str) -> tuple[Finding, ...]:
        """The remarks about a row."""
        return self.findings_of.get(row_id, ())

    @cached_property
    def settled(self) -> frozenset[str]:
        """Ids of the remarks that people rejected: they no longer count for a state."""
        return rulings(self.dataset).settled

    def unsettled(self, row_id: str) -> tuple[Finding, ...]:
        """The remarks about a row that still count."""
        return tuple(one for one in self.of(row_id) if one.finding_id not in self.settled)

    @cached_property
    def state_of_link(self) -> Mapping[str, State]:
        """The state of each link, by its id.

        Remarks about its reference or itself count, those about its claim do not: the claim may lean on others too.
        """
        return {
            link.link_id: link_state(
                link,
                self.agreements_of_link.get(link.link_id, ()),
                (*self.unsettled(link.link_id), *self.unsettled(link.reference_id)),
            )
            for link in self.dataset.links
        }

    @cached_property
    def state_of_claim(self) -> Mapping[str, State]:
        """The state of each claim, by its id: the worst of its links and of the remarks about it."""
        return {
            claim.claim_id: worst(
                [
                    *(self.state_of_link[link.link_id] for link in self.links_of_claim.get(claim.claim_id, ())),
                    *findings_states(self.unsettled(claim.claim_id)),
                ]
            )
            for claim in self.dataset.claims
        }

    @cached_property
    def raised(self) -> Mapping[str, Spans]:
        """Markers printed as raised figures, by document id: bare numbers that touch the word before them."""
        texts = {row.document_id: row.text for row in self.dataset.texts}
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for citation in self.dataset.citations:
            source = citation.marker.source
            if isinstance(source, DocumentSource) and _RAISED.fullmatch(citation.marker.value):
                before = texts.get(source.document, "")[max(0, source.start - 1) : source.start]
                if before.isalnum() or before in _BEFORE_RAISED:
                    found[source.document].append((source.start, source.end, f"{source.start}-{source.end}"))
        return {document: Spans(spans) for document, spans in found.items()}

    def parted(self, said: Sourced[str]) -> list[tuple[str, bool]]:
        """A printed text in parts, each with whether it is a raised marker."""
        source = said.source
        spans = self.raised.get(source.document) if isinstance(source, DocumentSource) else None
        if spans is None or not isinstance(source, DocumentSource) or said.steps:
            return [(said.value, False)]
        parts: list[tuple[str, bool]] = []
        position = source.start
        for name in dict.fromkeys(spans.at(source.start, source.end)):
            first, last = (int(edge) for edge in name.split("-"))
            first, last = max(first, position), min(last, source.end)
            if first < last:
                parts += [(said.value[position - source.start : first - source.start], False)]
                parts += [(said.value[first - source.start : last - source.start], True)]
                position = last
        parts.append((said.value[position - source.start :], False))
        return [part for part in parts if part[0]]

    def shown_parts(self, said: Sourced[str]) -> list[tuple[str, bool]]:
        """The parts of a text with the cells of a table row kept apart."""
        return [(cells_apart(text), raised) for text, raised in self.parted(said)]

    def _subjects(self, finding: Finding) -> Iterator[str]:
        row = self.rows.get(finding.subject)
        yield finding.subject
        for name in ("claim_id", "reference_id", "table_id"):
            held = getattr(row, name, None)
            if isinstance(held, str):
                yield held
        if isinstance(row, Cell):
            yield from filter(None, [self.claim_of_row.get((row.table_id, row.row))])
        if isinstance(row, TrialMention):
            yield row.trial_id.value
        for place in self.places[finding.finding_id]:
            if place.end - place.start <= LONGEST_QUOTE:
                yield from self._printed_at(place)

    def _printed_at(self, place: DocumentSource) -> Iterator[str]:
        """Claims, references and cells printed at a place."""
        spans = self._spans.get(place.document)
        if spans is not None:
            yield from spans.at(place.start, place.end)

    @cached_property
    def _spans(self) -> Mapping[str, Spans]:
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        rows: Iterable[Row] = (*self.dataset.claims, *self.dataset.references, *self.dataset.cells)
        for row in rows:
            if isinstance(row, Cell) and row.filled_down:
                continue
            source = row.text.source if isinstance(row, Claim) else own_source(row)
            if isinstance(source, DocumentSource):
                found[source.document].append((source.start, source.end, row.row_id))
        return {document: Spans(spans) for document, spans in found.items()}


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return {key: tuple(group) for key, group in groups.items()}

"""Stretches of the review's text by what they are: part of a claim, a marker, the words that a remark points at."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from curated.provenance import DocumentSource
from curated.report.concerns import Concerns
from curated.report.spans import Spans
from curated.report.states import SEVERITY_STATE, State, worst

_NUMBER = re.compile(r"\d+")
_BEHIND = 2
"""Characters (a comma, a blank) that may stand between a claim and its marker."""


class Piece(NamedTuple):
    """Part of a marker: the number of a reference with the state of its link, or what stands between numbers."""

    text: str
    state: State | None


@dataclass(frozen=True)
class Run:
    """Text that is one thing: plain, a marker (then in ``pieces``), or words that a remark points at."""

    text: str
    pieces: tuple[Piece, ...] = ()
    raised: bool = False
    state: State | None = None
    marked: State | None = None


@dataclass(frozen=True)
class Passage:
    """Runs that belong to one claim, or to none; whether the claim begins here (``first``) and ends here (``last``)."""

    runs: tuple[Run, ...]
    claim_id: str | None = None
    state: State | None = None
    first: bool = False
    last: bool = False
    cites: bool = False


class Passages:
    """The text of a document, cut at every place where something begins or ends."""

    def __init__(self, concerns: Concerns, document_id: str, text: str) -> None:
        self.text = text
        self.concerns = concerns
        self.claims = self._claims(document_id)
        self.claim_spans = Spans((start, end, claim_id) for claim_id, (start, end) in self.claims.items())
        self.raised = concerns.raised.get(document_id)
        self.markers: dict[tuple[int, int], list[str]] = {}
        self.cited: dict[tuple[int, int], dict[str, State]] = {}
        for citation in concerns.dataset.citations_of.get(document_id, ()):
            source = citation.marker.source
            if isinstance(source, DocumentSource):
                span = (source.start, source.end)
                self.markers.setdefault(span, []).append(citation.citation_id)
                self.cited.setdefault(span, {})[citation.cited] = self._cited_state(
                    citation.citation_id, citation.claim_id, citation.reference_id
                )
        self.marker_spans = Spans((start, end, f"{start}-{end}") for start, end in self.markers)
        self.span_of = {f"{start}-{end}": (start, end) for start, end in self.markers}
        self.remarks: dict[str, tuple[int, int, State]] = {}
        for finding in concerns.dataset.findings:
            for number, place in enumerate(concerns.places[finding.finding_id]):
                if place.document == document_id and place.end - place.start < 1000:
                    state = SEVERITY_STATE[finding.severity]
                    self.remarks[f"{finding.finding_id}/{number}"] = (place.start, place.end, state)
        self.remark_spans = Spans((start, end, name) for name, (start, end, _) in self.remarks.items())

    def any_between(self, start: int, end: int) -> bool:
        """Whether a claim or a marker stands in this stretch."""
        spans = (self.claim_spans, self.marker_spans)
        return any(next(iter(one.at(start, end)), None) is not None for one in spans)

    def between(self, start: int, end: int) -> tuple[Passage, ...]:
        """The passages of a stretch; together they are its text, whole and in order."""
        found = []
        position = start
        for claim_id in self.claim_spans.at(start, end):
            first, last = self.claims[claim_id]
            if first > position:
                found.append(Passage(self._runs(position, first)))
            inside = max(first, start), min(last, end)
            runs = self._runs(*inside)
            found.append(
                Passage(
                    runs,
                    claim_id,
                    self.concerns.state_of_claim[claim_id],
                    first >= start,
                    last <= end,
                    any(run.pieces for run in runs),
                )
            )
            position = inside[1]
        if position < end:
            found.append(Passage(self._runs(position, end)))
        return tuple(found)

    def _runs(self, start: int, end: int) -> tuple[Run, ...]:
        markers = [self.span_of[name] for name in self.marker_spans.at(start, end)]
        remarks = [self.remarks[name] for name in self.remark_spans.at(start, end)]
        edges = sorted(
            {start, end}
            | {edge for first, last in markers for edge in (first, last) if start < edge < end}
            | {edge for first, last, _ in remarks for edge in (first, last) if start < edge < end}
        )
        return tuple(self._run(first, last, markers, remarks) for first, last in pairwise(edges))

    def _run(
        self, start: int, end: int, markers: Sequence[tuple[int, int]], remarks: Iterable[tuple[int, int, State]]
    ) -> Run:
        words = self.text[start:end]
        marking = [state for first, last, state in remarks if first < end and start < last]
        marked = worst(marking) if marking else None
        marker = next(((first, last) for first, last in markers if first < end and start < last), None)
        if marker is None:
            return Run(words, marked=marked)
        states = self.cited[marker]
        raised = self.raised is not None and next(iter(self.raised.at(*marker)), None) is not None
        return Run(words, tuple(_pieces(words, states)), raised, worst(states.values()), marked)

    def _cited_state(self, citation_id: str, claim_id: str | None, reference_id: str | None) -> State:
        if reference_id is None:
            return "conflict" if self.concerns.of(citation_id) else "review"
        links = self.concerns.links_of_claim.get(claim_id or "", ())
        return worst(self.concerns.state_of_link[one.link_id] for one in links if one.reference_id == reference_id)

    def _markers_of(self, claim_id: str) -> Iterator[tuple[int, int]]:
        for citation in self.concerns.citations_of_claim.get(claim_id, ()):
            source = citation.marker.source
            if isinstance(source, DocumentSource):
                yield source.start, source.end

    def _claims(self, document_id: str) -> dict[str, tuple[int, int]]:
        """Where the claims of the running text stand, with the markers that stand right behind them.

        Of two that overlap, the later begins where the first ends.
        """
        placed = []
        for claim in self.concerns.dataset.claims:
            source = claim.text.source
            if claim.document_id == document_id and claim.table_id is None and isinstance(source, DocumentSource):
                placed.append((source.start, source.end, claim.claim_id))
        found: dict[str, tuple[int, int]] = {}
        position = 0
        for start, end, claim_id in sorted(placed):
            end = max([end, *(last for first, last in self._markers_of(claim_id) if end <= first <= end + _BEHIND)])
            if end > max(position, start):
                found[claim_id] = (max(position, start), end)
                position = end
        return found


def _pieces(words: str, states: dict[str, State]) -> Iterator[Piece]:
    position = 0
    for number in _NUMBER.finditer(words):
        if number.start() > position:
            yield Piece(words[position : number.start()], None)
        yield Piece(number.group(), states.get(number.group()))
        position = number.end()
    if position < len(words):
        yield Piece(words[position:], None)

"""Links inside the file as evidence of what a marker cites: they find markers and settle ones that names leave open.

A link is believed only where the links of its document agree with the numbers and names printed: in some files every
one leads to the entry after its own, or to the foot of the page.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.document import Document, Jump, Span, Spans
from extract.reference_lists import Entry

_FEWEST = 5
_AGREEING = 0.9
"""So many links must lead where the printed marker says, and this share of them, before one is believed alone."""
_JOINED = re.compile(r"[\s,;–—‐-]{0,3}")
_LONGEST = 60
_WORD = re.compile(r"\w")


def jumps_to_entries(document: Document, entries: Sequence[Entry]) -> list[tuple[Jump, int]]:
    """The links outside the lists that lead into an entry, each with the entry's index."""
    starts = [entry.span.start for entry in entries]
    listed = Spans(entry.span for entry in entries)
    found: list[tuple[Jump, int]] = []
    for jump in document.jumps:
        index = bisect_right(starts, jump.target) - 1
        if index >= 0 and jump.target < entries[index].span.end and not listed.hold(jump.span.start):
            found.append((jump, index))
    return found


def cited_by_jumps(
    document: Document, entries: Sequence[Entry], cited: Sequence[tuple[Span, tuple[int, ...]]]
) -> dict[Span, tuple[int, ...]]:
    """The entries that links lead to, by the marker they are on; also for places where no marker was found.

    ``cited`` are the markers found, in order, each with the indices of the entries that its print names. Nothing where
    the document's links do not bear them out.
    """
    starts = [span.start for span, _ in cited]
    on: dict[int, list[int]] = {}
    alone: list[tuple[Jump, int]] = []
    for jump, entry in jumps_to_entries(document, entries):
        at = bisect_right(starts, jump.span.end - 1) - 1
        if at >= 0 and jump.span.start < cited[at][0].end:
            on.setdefault(at, []).append(entry)
        else:
            alone.append((jump, entry))
    named = [(at, entry) for at, led in on.items() for entry in led if cited[at][1]]
    agreeing = sum(entry in cited[at][1] for at, entry in named)
    if agreeing < _FEWEST or agreeing < _AGREEING * len(named):
        return {}
    return {cited[at][0]: tuple(dict.fromkeys(led)) for at, led in on.items()} | dict(_joined(document, alone))


def _joined(document: Document, jumps: Sequence[tuple[Jump, int]]) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """Links with next to nothing printed between them as one marker; none for one over no word or over a sentence."""
    group: list[tuple[Jump, int]] = []
    for jump, entry in jumps:
        if group and not _JOINED.fullmatch(document.text, group[-1][0].span.end, jump.span.start):
            yield from _marker(document, group)
            group = []
        group.append((jump, entry))
    yield from _marker(document, group)


def _marker(document: Document, group: Sequence[tuple[Jump, int]]) -> Iterator[tuple[Span, tuple[int, ...]]]:
    if not group:
        return
    span = Span(group[0][0].span.start, group[-1][0].span.end)
    if span.end - span.start <= _LONGEST * len(group) and _WORD.search(document.text, span.start, span.end):
        yield span, tuple(dict.fromkeys(entry for _, entry in group))

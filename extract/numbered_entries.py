"""A list with numbers → where its entries begin: the longest chain of labels of one style that count upwards.

A wrong number (a page at the head of a line, a year, a figure's label) is rarely the next one of the list, and a chain
that takes it is no longer for it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.document import Document, Span
from extract.list_lines import YEAR, ListLine, has_head

_MARKS = r"[*•●‡†§]{0,3}\s{0,3}"
_DIGITS = r"(?P<number>[1-9]\d{0,4})"
_STYLES = {
    "[1]": re.compile(rf"{_MARKS}\[\s?{_DIGITS}(?P<part>[a-h])?\s?\]\.?(?:\s{{0,9}}(?=\S)|$)"),
    "(1)": re.compile(rf"{_MARKS}\(\s?{_DIGITS}(?P<part>[a-h])?\s?\)\.?(?:\s{{0,9}}(?=\S)|$)"),
    "1.": re.compile(
        rf"{_MARKS}{_DIGITS}(?P<part>[a-h])?(?:\.[)\]–-]?|[)\]])(?:\s{{0,9}}(?=[^\d\s])|\s{{1,9}}(?=\d)|$)"
    ),
    "1": re.compile(
        rf"{_MARKS}{_DIGITS}(?P<part>[a-h])?(?:\s{{1,9}}(?=[^\W\d_]|[\"“‘«([*•●])|(?=[^\W\d_a-z][^\W\d_A-Z])|$)"
    ),
}
"""The styles of labels; between two that chain equally well, the first."""
_RAISED = "¹"
_LARGEST_GAP = 5
_GAP, _UNDATED, _UNENDED, _RESTART, _LATE_START = 0.55, 0.4, 0.6, 1.6, 1.2
"""What a skipped number, an entry without a year before it, a line before it that has not ended, a chain that starts
anew and one that does not start with 1 take from a chain, where each label gives it one."""
_ENDS = re.compile(r"[.?!;)\]\d]$|[.?!][”\"’')\]]$|/\S*$|\b(?:PubMed|CrossRef|Scholar|PMC|press)\W?$", re.IGNORECASE)
_LONGEST_INSIDE = 400_000
_MOST_BEFORE, _LONGEST_ENTRY = 4, 12
"""Fewer lines than this stand before the first number of a list, and fewer to an entry, on the average."""


@dataclass(frozen=True, slots=True)
class Label:
    """A number as printed at the head of an entry: of which the entry is, with the mark ``a`` or ``b`` of ``1a``.

    ``start`` is where the entry begins, ``body`` where its text does.
    """

    number: int
    span: Span
    start: int
    body: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    label: Label
    weight: float
    dated: bool


def find_labels(document: Document, lines: Sequence[ListLine]) -> tuple[Label, ...]:
    """The labels of the entries, in order; none where the lines carry no numbers that count upwards."""
    best: tuple[float, tuple[Label, ...]] = (0.0, ())
    style = ""
    for name, candidates in _candidates(document, lines).items():
        chain = _best_chain(candidates)
        if chain[0] > best[0] + 0.01:
            best, style = chain, name
    labels = best[1]
    if not _is_numbered(labels, best[0], lines, style):
        return ()
    return tuple(_with_those_inside(document, labels, style, lines))


def find_runs(document: Document, lines: Sequence[ListLine]) -> tuple[tuple[Label, ...], ...]:
    """The labels of the longest chain of any style, parted where it starts anew."""
    chains = [_best_chain(candidates) for candidates in _candidates(document, lines).values()]
    best = max(chains, key=lambda chain: chain[0], default=(0.0, ()))[1]
    starts = [index for index, label in enumerate(best) if index == 0 or label.number < best[index - 1].number]
    return tuple(best[begin:end] for begin, end in pairwise([*starts, len(best)]))


def _candidates(document: Document, lines: Sequence[ListLine]) -> dict[str, list[_Candidate]]:
    found: dict[str, list[_Candidate]] = {name: [] for name in [*_STYLES, _RAISED]}
    raised = [span.start for span in document.superscripts]
    dated = True
    above: ListLine | None = None
    for line in lines:
        ended = line.begins_block or above is None or _ENDS.search(above.text[-40:]) is not None or _is_short(above)
        weight = 1.0 - _UNENDED * (not ended)
        head = line.text[:24]
        for name, style in _STYLES.items():
            match = style.match(head)
            if match is None:
                continue
            found[name].append(_Candidate(_label(line, match), weight - _UNDATED * (not dated), dated))
            at = bisect_left(raised, line.start + match.start("number"))
            if name == "1" and at < len(raised) and raised[at] == line.start + match.start("number"):
                found[_RAISED].append(found[name][-1])
        if above is None or any(style.match(head) for style in _STYLES.values()):
            dated = False
        dated = dated or YEAR.search(line.text) is not None or "://" in line.text
        above = line
    return found


def _label(line: ListLine, match: "re.Match[str]") -> Label:
    span = Span(line.start + match.start("number"), line.start + match.end("number"))
    return Label(int(match["number"]), span, line.start, line.start + match.end(), match["part"] or "")


def _is_short(line: ListLine) -> bool:
    """Whether a line is so short that a paragraph ended with it."""
    return len(line.text) < 30


@dataclass(frozen=True, slots=True)
class _Link:
    score: float
    at: int
    before: int
    """The candidate before it in the chain; -1 where it is the first."""


def _best_chain(candidates: Sequence[_Candidate]) -> tuple[float, tuple[Label, ...]]:
    """The chain of labels with the greatest score, in time linear in the candidates."""
    links: list[_Link] = []
    by_number: dict[int, _Link] = {}
    top: _Link | None = None
    for at, candidate in enumerate(candidates):
        number, weight = candidate.label.number, candidate.weight
        starts = _Link(weight - (_LATE_START if number > 3 else 0.3 * (number - 1)), at, -1)
        options = [starts]
        for gap in range(1, _LARGEST_GAP + 1):
            before = by_number.get(number - gap)
            if before is not None:
                options.append(_Link(before.score + weight - _GAP * (gap - 1), at, before.at))
        same = by_number.get(number)
        part = candidate.label.part
        if same is not None and part and candidates[same.at].label.part < part:
            options.append(_Link(same.score + weight, at, same.at))
        if number == 1 and top is not None:
            options.append(_Link(top.score + weight - _RESTART, at, top.at))
        link = max(options, key=lambda option: option.score)
        links.append(link)
        if same is None or link.score > same.score:
            by_number[number] = link
        if top is None or link.score > top.score:
            top = link
    chain: list[Label] = []
    at = top.at if top else -1
    while at >= 0:
        chain.append(candidates[at].label)
        at = links[at].before
    return (top.score if top else 0.0), tuple(reversed(chain))


def _is_numbered(labels: Sequence[Label], score: float, lines: Sequence[ListLine], style: str) -> bool:
    """Whether these labels are the numbers of the list, not numbers that stand at the heads of some of its lines.

    They are where they begin with the list; further down there must be many for the lines. Bare numbers are taken only
    where no more paragraphs begin with a person than numbers let expect.
    """
    if not labels or score < 0.5 * len(labels):
        return False
    if len(labels) == 1:
        return labels[0].number == 1 and labels[0].start == lines[0].start
    before = sum(line.start < labels[0].start for line in lines[:_MOST_BEFORE])
    if style != "1":
        return before < _MOST_BEFORE or _are_many(labels, lines)
    heads = sum(line.begins_block and has_head(line.text) for line in lines)
    if before < 2 and (len(labels) > 2 or labels[1].number == 2):
        return heads <= 2 * len(labels)
    return _are_many(labels, lines)


def _are_many(labels: Sequence[Label], lines: Sequence[ListLine]) -> bool:
    return len(labels) >= 4 and labels[0].number == 1 and len(lines) < _LONGEST_ENTRY * len(labels)


def _with_those_inside(
    document: Document, labels: Sequence[Label], style: str, lines: Sequence[ListLine]
) -> Iterator[Label]:
    """The labels with those that stand within a line where a converter ran entries together."""
    for index, label in enumerate(labels):
        yield label
        if index + 1 < len(labels):
            end, last = labels[index + 1].start, labels[index + 1].number - 1
        else:
            end, last = lines[-1].end, label.number + 100_000
        if label.part or not label.number < last or style in ("1", _RAISED):
            continue
        yield from _inside(document, label, min(end, label.start + _LONGEST_INSIDE), last, style)


def _inside(document: Document, label: Label, end: int, last: int, style: str) -> Iterator[Label]:
    opening, closing = {"[1]": (r"\[\s?", r"\s?\]"), "(1)": (r"\(\s?", r"\s?\)")}.get(style, ("", r"[.)]"))
    pattern = re.compile(
        rf"(?<=[.;,)\]\d/”\"])\s{{1,9}}{opening}(?P<number>[1-9]\d{{0,4}}){closing}\s{{1,9}}(?=[^\W\d_a-z]|[\"“])"
    )
    number, position = label.number, label.body
    for match in pattern.finditer(document.text, label.body, end):
        if number >= last:
            return
        if int(match["number"]) != number + 1 or not YEAR.search(document.text, position, match.start() + 1):
            continue
        number, position = number + 1, match.end()
        span = Span(match.start("number"), match.end("number"))
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield replace(label, number=number, span=span, start=start, body=match.end())

"""Cross-references to the list → citation markers: one a pair of brackets, with their ranges expanded."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.document import PrintedCitation, Span
from extract.formats.jats_text import Cited

_WIDEST = 100
_LONGEST_GAP = 20
_DASHES = "–—‐‑‒−-"
_SEPARATOR = re.compile(rf"(?: ?[,;{_DASHES}] ?\d{{1,3}})* ?[,;{_DASHES}]? ?(?:(?:and|&) )?")
_DASHED = re.compile(rf"\]? ?[{_DASHES}] ?\[?")
_NUMBERED = re.compile(r"\W*\d{1,3}[a-z]?\W*")
_INNER_RANGE = re.compile(rf"\W*(\d{{1,3}}) ?[{_DASHES}] ?(\d{{1,3}})\W*")
_NUMBER = re.compile(r"\d{1,3}")
_BEHIND = re.compile(rf"(?: ?[,;{_DASHES}] ?\d{{1,3}})+(?= ?[\])])")


def markers_of(
    text: str, cited: Sequence[Cited], targets: Mapping[str, Sequence[int]], labels: Mapping[int, Sequence[int]]
) -> Iterator[PrintedCitation]:
    """The markers of a text.

    ``targets`` gives the references that an id stands for, ``labels`` those with a number. A range between two numbers,
    or printed in one cross-reference with a single id, cites what stands between in the list; a number among tagged
    ones that is not tagged itself is cited too.
    """
    for run in _runs(text, sorted(cited, key=lambda one: one.span.start)):
        printed = [one for one in run if one.span.end > one.span.start]
        if not printed:
            continue  # a hidden cross-reference on its own: there is no marker to show
        start, end = printed[0].span.start, printed[-1].span.end
        numbered = all(
            _NUMBERED.fullmatch(shown) or _INNER_RANGE.fullmatch(shown)
            for shown in (text[one.span.start : one.span.end] for one in printed)
        )
        behind = _BEHIND.match(text, end) if numbered else None
        end = behind.end() if behind else end
        references, missing = _references(text, run, end, targets, labels if numbered else {}, numbered)
        if text[start - 1 : start] in ("[", "(") and text[end : end + 1] in ("]", ")"):
            start, end = start - 1, end + 1
        yield PrintedCitation(Span(start, end), tuple(references), tuple(dict.fromkeys(missing)))


def _runs(text: str, cited: Sequence[Cited]) -> Iterator[list[Cited]]:
    """Cross-references with nothing but separators and numbers between them; a bracket ends a run, but for a dash."""
    run: list[Cited] = []
    for one in cited:
        if run and not _reads_on(text, run[-1].span, one.span):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _reads_on(text: str, before: Span, after: Span) -> bool:
    end, start = before.end, max(before.end, after.start)
    if start - end > _LONGEST_GAP:
        return False
    if _DASHED.fullmatch(text, end, start):
        return True
    closed = before.start < before.end and text[end - 1] == "]"
    return not closed and _SEPARATOR.fullmatch(text, end, start) is not None


def _references(
    text: str,
    run: Sequence[Cited],
    end: int,
    targets: Mapping[str, Sequence[int]],
    labels: Mapping[int, Sequence[int]],
    numbered: bool,
) -> tuple[list[int], list[str]]:
    """The references that a run cites, in order, and the ids in it that lead nowhere."""
    found: dict[int, None] = {}
    missing: list[str] = []
    latest: int | None = None
    ranged = False

    def add(references: Sequence[int]) -> None:
        nonlocal latest, ranged
        if ranged and latest is not None and references and 0 < references[0] - latest < _WIDEST:
            found.update(dict.fromkeys(range(latest + 1, references[0])))
        found.update(dict.fromkeys(references))
        latest = references[-1] if references else latest
        ranged = False

    last = max(index for given in targets.values() for index in given) if targets else -1
    for one, following in pairwise([*run, Cited(Span(end, end), ())]):
        missing.extend(key for key in one.ids if key not in targets)
        references = [index for key in one.ids for index in targets.get(key, ())]
        inner = _INNER_RANGE.fullmatch(text, one.span.start, one.span.end)
        if inner and len(references) == 1 and 0 < int(inner.group(2)) - int(inner.group(1)) < _WIDEST:
            reach = references[0] + int(inner.group(2)) - int(inner.group(1))
            references = list(range(references[0], min(reach, last) + 1))
        if references:
            add(references)
        between = text[one.span.end : following.span.start]
        position = 0
        for number in _NUMBER.finditer(between):
            ranged = numbered and bool(_DASHED.fullmatch(between[position : number.start()]))
            add(labels.get(int(number.group()), ()))
            position = number.end()
        if between[position:]:
            ranged = numbered and bool(_DASHED.fullmatch(between[position:]))
    return list(found), missing

"""Cells that hold the values of several groups: ``85.0% versus 81.8%, p = 0.89``, or several such lines.

Of what they are says the cell itself, the head or the row's label, nearest first; without a name they are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from curated.provenance import Sourced
from curated.schema import Cell
from extract.cell_arms import CELL_NAMES_NONE, arms_of, sides_in
from extract.cell_effects import p_beside
from extract.cell_names import counts_event, is_baseline, is_setting, is_time, only_counts, says_who, tells_results
from extract.cell_units import NUMERIC, Place, named, unit_of
from extract.cell_value import CellValue
from extract.measures import MEASURED
from extract.paired_values import Paired, find_paired
from extract.passages import Passage
from extract.quantities import Range

_LONGEST = 2000
_PARTS = re.compile(r"[;\n|•]\s?|(?<!\bvs)\.\s|,\s(?=[A-Z])")
_LINKS_BEHIND = re.compile(
    r"(?:[\s:=,(\[–—-]|\b(?:was|were|is|are|of|at|in|by|from|the|a|mean|median|only|respectively)\b)+$", re.IGNORECASE
)
_VERB = re.compile(
    r"\s(?:was|were|is|are|had|has|did|showed|decreased|increased|improved|reduced|differed|between|than|lower|higher|"
    r"better|greater|shorter|longer|similar|comparable|significantly|no|not)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_GRADED_BEFORE = re.compile(
    r"^\W*(?:(?:and|the|an?|no|significant(?:ly)?|statistically|markedly|lower|higher|better|greater|shorter|longer|"
    r"fewer|less|more|reduced|improved|increased|decreased|similar|mean|median|average|difference in)\s)+",
    re.IGNORECASE,
)
_TIME_BESIDE = re.compile(
    r"(?:\bat\s|\bafter\s)?(\b(?:baseline|\d{1,3}[\s-](?:min|minutes?|h|hours?|days?|weeks?|months?|years?)|"
    r"(?:day|week|month|year)s?\s\d{1,3})\b)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_NO_NAME = re.compile(
    r"^\W*(?:p|n|NS|vs?|versus|and|or|CI|OR|RR|HR|total|overall|results?|outcomes?|see|ref|group)\W*$", re.I
)
_OF_MEASURES = re.compile(
    r"^\W*(?:parameters?|variables?|measures?|ind(?:ex|ices)|items?|(?:adverse )?events?|symptoms?|complications?|"
    r"(?:adverse|side) effects?)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 10


def find_cell_pairs(
    passage: Passage,
    cell: Cell,
    heads: tuple[Sourced[str], ...],
    when: Sourced[str] | None,
    label: Sourced[str] | None,
) -> Iterator[CellValue]:
    """The values that a cell holds against each other, each with the group that it is of where one is named."""
    if cell.text is None:
        return
    if heads and is_setting(_less_sides(heads[-1])):
        return  # doses and groups that are held against each other, not what came of them
    text = cell.text.value[:_LONGEST]
    pairs = tuple(find_paired(text))
    if not pairs:
        return
    outer, told = _outer_name(passage, heads, label)
    inner: Place | None = None
    position = 0
    for pair in pairs:
        first = pair.values[0].value[0]
        said, time, group = _lead(text, position, first, pair)
        inner = (cell.text, said) if said else inner
        position = pair.end
        part = (
            inner if outer and inner and MEASURED.search(_words(outer)) and not MEASURED.search(_words(inner)) else None
        )
        name = outer if part else inner or outer  # a score of the left colon is a score
        if name is None or not _is_outcome(passage, name, text, pair, in_cell=inner is not None):
            continue
        moment = (cell.text, time) if time else told
        if moment and _words(moment).lower() == "baseline":
            continue
        for value in _values(passage, cell, heads, pair, name, group):
            yield replace(value, time=moment, timepoint=when, endpoint=part)


def _values(
    passage: Passage,
    cell: Cell,
    heads: tuple[Sourced[str], ...],
    pair: Paired,
    name: Place,
    group: Range | None,
) -> Iterator[CellValue]:
    source, (start, end) = name
    inside = (group or pair.groups[0], *pair.groups[1:])
    arms: Sequence[Place | None] = [(cell.text, span) if span and cell.text else None for span in inside]
    if not all(arms):
        arms = arms_of(passage, cell, heads, len(pair.values)) or [None] * len(pair.values)
    named_by = [*reversed(heads), *([source] if source is not cell.text else [])]
    unit = unit_of(source) if source is not cell.text else None
    unit = unit or next(filter(None, map(_unit_in, named_by)), None) or unit_of(passage.caption)
    said = p_beside(passage, cell)
    for index, value in enumerate(pair.values):
        yield CellValue(
            cell,
            source,
            start,
            end,
            source.value[start:end],
            "paired",
            value,
            arms[index],
            said,
            unit,
            comparator=arms[1 - index] if len(arms) == 2 else None,
            doubt=CELL_NAMES_NONE,
            paired=True,
        )


def _lead(text: str, start: int, end: int, pair: Paired) -> tuple[Range | None, Range | None, Range | None]:
    """What the words before a pair name: what was measured, when, and, where the next value has one, its group."""
    begin = max((match.end() for match in _PARTS.finditer(text, start, end) if match.end() < end), default=start)
    if not _LETTERS.search(text, begin, end):  # ``Plaque index`` on a line of its own
        begin = max((match.end() for match in _PARTS.finditer(text, start, max(start, begin - 2))), default=start)
    group = None
    if len(pair.groups) > 1 and pair.groups[1] and pair.groups[0] is None:
        colon = max(text.rfind(": ", begin, end - 2), text.rfind(", ", begin, end - 2))
        from_here = colon + 2 if colon >= begin else begin
        span = _cleaned(text, from_here, end)
        if span:
            group, end = span, from_here
    time = None
    for match in _TIME_BESIDE.finditer(text, begin, end):
        time = match.span(1)
        if match.start() <= begin + 1:
            begin = match.end()
        else:
            end = match.start()
        break
    return _cleaned(text, begin, end), time, group


def _cleaned(text: str, start: int, end: int) -> Range | None:
    """The name within a lead, without verbs, grades and signs; None where nothing is left."""
    words = text[start:end]
    graded = _GRADED_BEFORE.match(words)
    begin = graded.end() if graded else 0
    verb = _VERB.search(words, begin)
    stop = verb.start() if verb else len(words)
    links = _LINKS_BEHIND.search(words, begin, stop)
    stop = links.start() if links else stop
    while begin < stop and not (words[begin].isalnum() or words[begin] in "≥≤<>"):
        begin += 1
    name = words[begin:stop]
    if not _LETTERS.search(name) or _NO_NAME.match(name) or len(name.split()) > _MOST_WORDS:
        return None
    return start + begin, start + stop


def _outer_name(
    passage: Passage, heads: tuple[Sourced[str], ...], label: Sourced[str] | None
) -> tuple[Place | None, Place | None]:
    """What a head names, and when; else the row's label, where heads name the groups or say that results follow."""
    for head in reversed(heads):
        name = _less_sides(head)
        if not _LETTERS.search(name) or is_time(name) or tells_results(name) or NUMERIC.match(name):
            continue
        return _with_time(head, min(named(name).end or len(name), len(name)))
    first = passage.heads.get(passage.cells[0][1].column, ())
    corner = first[-1].value if first else ""
    if label is None or not heads or is_time(label.value) or len(label.value.split()) > _MOST_WORDS:
        return None, None
    if corner and not tells_results(corner) and not _OF_MEASURES.match(corner):
        return None, None
    return _with_time(label, named(label.value).end or len(label.value))


def _less_sides(head: Sourced[str]) -> str:
    """What stands in a head before the groups that it holds against each other."""
    sides = sides_in(head, 2)
    return head.value[: min((place[1][0] for place in sides), default=len(head.value))].rstrip(" ([,;:")


def _with_time(text: Sourced[str], end: int) -> tuple[Place, Place | None]:
    """A name, without the time that is printed with it (``Plaque index at 4 weeks``), and that time."""
    time = _TIME_BESIDE.search(text.value, 0, end)
    if time is None:
        return (text, (0, end)), None
    before = text.value[: time.start()].rstrip(" ,;:([-")
    return (text, (0, len(before)) if _LETTERS.search(before) else (0, end)), (text, time.span(1))


def _unit_in(text: Sourced[str]) -> Place | None:
    """The unit of a head, or the sign of a share in it."""
    percent = text.value.find("%")
    return unit_of(text) or ((text, (percent, percent + 1)) if percent >= 0 else None)


def _words(place: Place) -> str:
    return place[0].value[slice(*place[1])]


def _is_outcome(passage: Passage, name: Place, text: str, pair: Paired, *, in_cell: bool) -> bool:
    """Whether a pair is measured in what came of something, and no trait, count or setting."""
    words = _words(name)
    if (is_baseline(words) and not counts_event(words)) or only_counts(words) or (not in_cell and is_setting(words)):
        return False
    if says_who(passage.caption) and not in_cell:
        return False
    exact = any(value.unit or value.spread or value.low for value in pair.values)
    decimal = any("." in text[slice(*value.value)] for value in pair.values)
    return bool(exact or decimal or (not in_cell and (unit_of(name[0]) or "%" in name[0].value)))

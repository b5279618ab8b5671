"""The groups that values in one cell are of, in their order: named by a head, another cell of the row, or the caption.

``Aloe vs chlorhexidine`` in a column of interventions says whose ``0.5 versus 0.8`` are; a list as long does too, and a
column of interventions beside one of comparators.
"""

import re
from collections.abc import Iterator

from curated.provenance import Sourced
from curated.schema import Cell
from extract.cell_units import NUMERIC, Place
from extract.paired_values import JOIN, find_paired
from extract.passages import Passage
from extract.quantities import Range

_JOINED = re.compile(rf",?\s(?i:{JOIN}|compared against|in comparison (?:with|to))(?![^\W_])\s?|\s/\s?vs?\.?\s")
_AND = re.compile(r"\s(?:and|or|with|to)\s")
_COMPARES = re.compile(
    r"\b(?:compar(?:ed|ing|es|ison (?:of|between))|randomi[sz]ed (?:to|between)|allocated to|assigned to|"
    r"between|either|(?:received|receiving|given|took|treated with|effects? of|trial of|study of|"
    r"RCT of)(?=[^.;]{1,80}\sor\s))"
    r"\s(?:the\s)?(?=\w)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^.*\b(?:compar(?:ed|ing|es|ison (?:of|between))|(?:trials?|stud(?:y|ies)|RCTs?|effects?|effectiveness|"
    r"efficacy|use|safety|evidence|reports?|results?) (?:of|on|for)|"
    r"randomi[sz]ed to|received|receiving|allocated to|assigned to|treated with|given)\s(?:the\s)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s?[,;:.(\[\n]|\s(?:in|for|on|among|after|at|during|before|over|as|by|who|which|was|were|is|are|to)\s|$"
)
_BRACKET = re.compile(r"\s?[(\[][^()\[\]]{0,60}[)\]]\s?$")
_BOUNDARY = re.compile(r"[;:\n,()\[\]]\s?|\.\s")
_ITEM = re.compile(
    r"(?:^|[\s;,])(?:\(?(?:\d|[ivx]{1,3}|[a-eA-E])[).:]|(?:[Gg]roups?|[Aa]rms?|[Rr]egimens?|G)\s?(?:\d|[A-E]|I{1,3})\s?[:.=)–-]|"
    r"(?:[Ii]ntervention|[Ee]xperimental|[Tt]reatment|[Tt]est|[Ss]tudy|[Cc]ontrol|[Cc]omparator)(?:\s(?:groups?|arms?))?\s?[:=]|"
    r"(?:[IECT]G|[IECT])\s?[:=])\s?"
)
_ITEM_ENDS = re.compile(r"\s?[;(\n]|[.,]\s|\.$")
_SIZED = re.compile(
    r"(?:^|[;,/\n]\s?|\sand\s|[)\]]\s?)(?P<arm>[^;:,()\[\]\n]{2,90}?)\s?[(\[]\s?[nN]\s?=\s?\d{1,6}[^()\[\]]{0,20}[)\]]"
)
"""``PEG (n = 40), senna (n = 42)``: a list whose items say how many got them."""

_PARTED = re.compile(r"\s?[;\n]\s?")
_DESCRIBES = re.compile(
    r"\b(?:comparisons?|compared|arms?|groups?|interventions?|treatments?|regimens?|preparations?|drugs?|agents?|"
    r"exposures?|protocols?|therap(?:y|ies)|allocation|cohorts?|formulations?|products?|materials?|techniques?|"
    r"procedures?|preparations?|diets?|solutions?|conditions?|randomi[sz]ed)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"^\W*(?:(?:experimental|study|active|test|main)\s)?(?:interventions?|treatments?|experimental|test|exposures?|"
    r"(?:group|arm)\s?(?:1|A|I))(?:\s(?:groups?|arms?|drug|regimen))?\W*(?:[(\[][^()\[\]]{0,30}[)\]]\W*)?$",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"^\W*(?:comparators?|controls?|comparisons?|placebo|reference|(?:group|arm)\s?(?:2|B|II))"
    r"(?:\s(?:groups?|arms?|drug|regimen|interventions?|treatments?))?\W*(?:[(\[][^()\[\]]{0,30}[)\]]\W*)?$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:the\s)?(?:interventions?|treatments?|treated|experimental|test|active|study|cases?|group \w|arm \w|controls?|"
    r"comparators?|comparison)(?:\s(?:groups?|arms?|drug))?$",
    re.IGNORECASE,
)
_INDEX = re.compile(r"[\s-]?\b(?:1|2|A|B|I|II|one|two)\W*$")
"""What parts two columns of groups: ``Regimen 1``, ``Regimen 2``."""

_MEASURE_FIRST = re.compile(
    r"^.*\b(?:rates?|scores?|scales?|index|levels?|time|quality|incidence|prevalence|frequency|duration|loss|stay|"
    r"volume|pressure|satisfaction|tolerance|tolerability|detection|events?|effects?|complications?|survival|"
    r"mortality|responses?|success|yield|%)\W*\s(?=\S)",
    re.IGNORECASE,
)
"""What stands before the first side in ``Adenoma detection rate split vs single dose``: the measure."""

_LONGEST = 600
_MOST_WORDS = 25
_LETTERS = re.compile(r"[^\W\d_]{2,}|^[A-Z]$")

CELL_NAMES_NONE = "arm: the values of the cell are of several groups, and no place names as many"


def arms_of(passage: Passage, cell: Cell, heads: tuple[Sourced[str], ...], count: int) -> tuple[Place, ...]:
    """The groups of ``count`` values of a cell, in order; none where no place names as many."""
    generic: tuple[Place, ...] = ()
    for head in reversed(heads):
        sides = sides_in(head, count)
        if sides and not all(_GENERIC.match(place[0].value[slice(*place[1])]) for place in sides):
            return sides
        generic = generic or sides
    beside = _given_and_control(passage, cell) if count == 2 else ()
    if beside:
        return beside
    for text, given in _describing(passage, cell):
        sides = sides_in(text, count) or _listed(text, count, loosely=given)
        if sides:
            return sides
    if generic:
        return generic
    for outer in (passage.under, passage.caption):
        sides = sides_in(outer, count) if outer is not None else ()
        if sides:
            return sides
    return ()


def holds_pairs(text: str) -> bool:
    """Whether a cell holds values of several groups, and not amounts that these were given (``2 L vs 4 L``)."""
    text = text[:_LONGEST]
    return any(
        value.p or value.spread or value.low or (value.unit and text[slice(*value.unit)] == "%")
        for pair in find_paired(text)
        for value in pair.values
    )


def sides_in(text: Sourced[str], count: int) -> tuple[Place, ...]:
    """The sides that a text holds against each other: ``PEG (n = 40) versus senna in …``, ``comparing A with B``."""
    words = text.value[:_LONGEST]
    joins = [match.span() for match in _JOINED.finditer(words)]
    if len(joins) >= count:
        return ()  # more sides than values: which of them were measured is not said
    if len(joins) < count - 1:
        begun = _COMPARES.search(words)
        joined = _AND.search(words, begun.end()) if begun and count == 2 else None
        if begun is None or joined is None or _BOUNDARY.search(words, begun.end(), joined.start()):
            return ()
        joins = [joined.span()]
    found: list[Range] = []
    at = 0
    for start, end in [*joins, (len(words), len(words))]:
        if found:
            tail = _TAIL.search(words, at, start) if start == len(words) else None
            found.append(_plain(words, at, tail.start() if tail else start))
        else:
            found.append(_first_side(words, start))
        at = end
    if not all(_can_name(words[start:end]) for start, end in found):
        return ()
    return tuple((text, span) for span in found)


def _first_side(words: str, end: int) -> Range:
    """From the last boundary before the first join to it, less what says that something was compared."""
    bracket = _BRACKET.search(words, max(0, end - 64), end)
    stop = bracket.start() if bracket else end
    while stop and (words[stop - 1].isspace() or words[stop - 1] in ",;:"):
        stop -= 1
    starts = [0, *(match.end() for match in _BOUNDARY.finditer(words, 0, stop))]
    begin = next((start for start in reversed(starts) if _can_name(words[start:stop])), starts[-1])  # PEG, 4 L, versus
    lead = _LEAD.match(words[begin:stop]) or _MEASURE_FIRST.match(words[begin:stop])
    return _plain(words, begin + (lead.end() if lead else 0), stop)


def _plain(words: str, start: int, end: int) -> Range:
    bracket = _BRACKET.search(words, max(start, end - 64), end)
    end = bracket.start() if bracket and bracket.start() > start else end
    while start < end and (words[start].isspace() or words[start] in ",;:"):
        start += 1
    mark = _ITEM.match(words, start, end)
    start = mark.end() if mark else start
    if words[start : start + 4].lower() == "the ":
        start += 4
    while end > start and (words[end - 1].isspace() or words[end - 1] in ",;:."):
        end -= 1
    return start, end


def _can_name(words: str) -> bool:
    return bool(_LETTERS.search(words)) and len(words.split()) <= _MOST_WORDS and "±" not in words and "%)" not in words


def _listed(text: Sourced[str], count: int, *, loosely: bool) -> tuple[Place, ...]:
    """``(1) PEG; (2) senna``, ``Group A: PEG, Group B: senna``, ``PEG (n = 40), senna (n = 42)``: a list as long.

    ``loosely`` lets the lines or semicolons of a cell that holds nothing else part it too.
    """
    words = text.value[:_LONGEST]
    marks = list(_ITEM.finditer(words))
    sized = list(_SIZED.finditer(words))
    spans: list[Range] = []
    if len(marks) == count:
        bounds = [*(mark.start() for mark in marks[1:]), len(words)]
        for mark, bound in zip(marks, bounds, strict=True):
            end = _ITEM_ENDS.search(words, mark.end(), bound)
            spans.append(_plain(words, mark.end(), end.start() if end else bound))
    elif len(sized) == count:
        spans = [_plain(words, *match.span("arm")) for match in sized]
    elif loosely and not marks:
        at = 0
        for parting in _PARTED.finditer(words):
            spans.append(_plain(words, at, parting.start()))
            at = parting.end()
        spans.append(_plain(words, at, len(words)))
    if len(spans) != count or not all(_can_name(words[start:end]) for start, end in spans):
        return ()
    return tuple((text, span) for span in spans)


def _describing(passage: Passage, cell: Cell) -> Iterator[tuple[Sourced[str], bool]]:
    """The other cells of the row that hold words, those first whose head says that they tell what was given (True)."""
    told: list[Sourced[str]] = []
    for _, other in passage.cells:
        heads = passage.heads.get(other.column, ())
        if other.column == cell.column or other.text is None or NUMERIC.match(other.text.value):
            continue
        if heads and _DESCRIBES.search(heads[-1].value):
            yield other.text, True
        elif holds_pairs(other.text.value):
            continue  # values of groups again
        else:
            told.append(other.text)
    yield from ((text, False) for text in told)


def _given_and_control(passage: Passage, cell: Cell) -> tuple[Place, ...]:
    """A column of interventions and one of comparators."""
    given = control = None
    numbered: dict[str, list[Sourced[str]]] = {}
    for _, other in passage.cells:
        heads = passage.heads.get(other.column, ())
        if other.column == cell.column or other.text is None or not heads or NUMERIC.match(other.text.value):
            continue
        if _CONTROL.match(heads[-1].value):
            control = control or other.text
        elif _GIVEN.match(heads[-1].value):
            given = given or other.text
        index = _INDEX.search(heads[-1].value)
        if index:
            numbered.setdefault(heads[-1].value[: index.start()].strip().lower(), []).append(other.text)
    for texts in numbered.values():
        if len(texts) == 2 and (given is None or control is None):
            given, control = texts
    if given is None or control is None or _JOINED.search(given.value) or _JOINED.search(control.value):
        return ()
    return (given, (0, len(given.value))), (control, (0, len(control.value)))

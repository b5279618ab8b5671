"""Passages that state measured outcomes: response rates, survival, ratios and differences, rates.

Reads what is printed beside a measure's name (``mOS: 16.4 months``, ``median OS was 13.6 months``, ``OR = 1.77, 95% CI
1.26-2.48, P = 0.001``) and in the cells under it; a number whose measure is not named is left alone.
"""

import re
from collections.abc import Iterator

from curated.provenance import Method, Sourced
from curated.schema import Outcome, Row
from extract.cell_units import Place
from extract.cell_value import CellValue
from extract.claim_kind import ClaimKind
from extract.columns_of_tables import roles
from extract.document import Document
from extract.measured import find_measured
from extract.measured_cells import find_cell_values
from extract.measured_value import Measured
from extract.measures import MEASURED
from extract.passages import Passage
from extract.quantities import Range, number

NUMBER = Method(name="number", version="1")
MEASURE_NAMED = Method(name="measure-named", version="2")
STATISTIC_NAMED = Method(name="statistic-named", version="1")

_METHODS = re.compile(
    r"[\W\d]*(?:(?:the\s|research\s|study\s)?(?:materials?|methods?|methodology|experimental (?:section|"
    r"procedures?|design|methods?)|"
    r"(?:patients|subjects|participants|animals) and methods?|trial design|study (?:design|protocol|population)|"
    r"statistic(?:s|al)\b|sample size|inclusion|exclusion|eligibility|search strategy|(?:primary|"
    r"secondary) endpoints?))\b",
    re.IGNORECASE,
)
"""Sections that say how it was done: their numbers are settings, criteria and assumptions."""

_STATISTICS = {"m": "median", "median": "median", "mean": "mean", "average": "mean"}


def recognises(passage: Passage) -> bool:
    """Whether an outcome with its value is printed in the passage."""
    return any(_in_words(passage)) or any(_in_cells(passage))


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Row]:
    """The measured values, in order; each slot is what is printed, with its place."""
    held = roles(passage)
    arms = held.arm if passage.kind == "table-row" else ()
    doubt = (
        "" if held.certain("drug", "combination") else "arm: the page does not settle for which rows the label stands"
    )
    in_cells = tuple(_in_cells(passage)) if passage.kind == "table-row" else ()
    paired = {_start(value.cell.text) + value.quantity.value[0] for value in in_cells if value.paired}
    written = set()
    for offset, measured in _in_words(passage):
        if offset + measured.quantity.value[0] in paired:
            continue
        written.add(offset + measured.quantity.value[0])
        yield _outcome(document, offset, measured, claim_id, arms, doubt)
    for value in in_cells:
        start = _start(value.cell.text)
        if start + value.quantity.value[0] not in written:
            yield _cell_outcome(document, start, value, claim_id)


def _in_words(passage: Passage) -> Iterator[tuple[int, Measured]]:
    """The values in a sentence, or in each cell of a row that names its measures itself, with where they count from."""
    if passage.kind == "sentence":
        if any(map(_METHODS.match, passage.section_path)):
            return
        start = passage.span.start
        treatments = tuple(
            (mention.span.start - start, mention.span.end - start)
            for mention in passage.named("drug", "class", "procedure")
        )
        shorts = tuple(
            (span.start - start, span.end - start) for span, long in passage.short_forms if MEASURED.search(long)
        )
        yield from ((start, measured) for measured in find_measured(passage.words, treatments, shorts))
        return
    for _, cell in passage.cells:
        if cell.text is not None and not cell.filled_down:
            offset = _start(cell.text)
            begin = offset - passage.span.start
            words = passage.words[begin : begin + len(cell.text.value)]
            yield from ((offset, measured) for measured in find_measured(words, ()))


def _in_cells(passage: Passage) -> Iterator[CellValue]:
    return find_cell_values(passage)


def _start(text: Sourced[str] | None) -> int:
    return getattr(text.source, "start", 0) if text else 0


def _outcome(
    document: Document, offset: int, measured: Measured, claim_id: str, arms: tuple[Sourced[str], ...], doubt: str
) -> Outcome:
    def quote(span: Range | None) -> Sourced[str] | None:
        return document.quote(offset + span[0], offset + span[1]) if span else None

    def value(span: Range | None) -> Sourced[float] | None:
        printed = quote(span)
        return printed.derive(number(printed.value), NUMBER) if printed else None

    def count(span: Range | None) -> Sourced[int] | None:
        printed = quote(span)
        return printed.derive(int(number(printed.value)), NUMBER) if printed else None

    quantity, who = measured.quantity, measured.who
    statistic = quote(measured.statistic)
    measure = document.quote(offset + measured.measure[0], offset + measured.measure[1])
    ranged = quantity.upper is not None
    arm = arms[0] if arms else quote(who.arm)
    return Outcome(
        outcome_id=f"{document.document_id}-outcome-{offset + quantity.value[0]}",
        claim_id=claim_id,
        measure=measure if measure.value == measured.label else measure.derive(measured.label, MEASURE_NAMED),
        endpoint=quote(measured.endpoint),
        statistic=_named(statistic) if statistic else None,
        value=None if ranged else value(quantity.value),
        low=value(quantity.value) if ranged else value(quantity.low),
        high=value(quantity.upper) if ranged else value(quantity.high),
        unit=quote(quantity.unit),
        timepoint=quote(measured.timepoint),
        arm=arm,
        combined_with=arms[1:],
        comparator=quote(who.comparator),
        p=quote(quantity.p),
        n=count(quantity.n),
        total=count(quantity.total),
        unattributed=tuple(filter(None, (who.doubt if arm is None else "", doubt))),
    )


def _cell_outcome(document: Document, offset: int, found: CellValue, claim_id: str) -> Outcome:
    def value(span: Range | None) -> Sourced[float] | None:
        if span is None:
            return None
        printed = document.quote(offset + span[0], offset + span[1])
        return printed.derive(number(printed.value), NUMBER)

    def beside(place: Place | None) -> Sourced[float] | None:
        if place is None:
            return None
        start = _start(place[0])
        printed = document.quote(start + place[1][0], start + place[1][1])
        return printed.derive(number(printed.value), NUMBER)

    def printed_at(place: Place | None) -> Sourced[str] | None:
        if place is None or place[1] == (0, len(place[0].value)):
            return place[0] if place else None
        start = _start(place[0])
        return document.quote(start + place[1][0], start + place[1][1])

    head = _start(found.measure)
    quantity = found.quantity
    measure = document.quote(head + found.measure_start, head + found.measure_end)
    counts = [
        None if span is None else document.quote(offset + span[0], offset + span[1])
        for span in (quantity.n, quantity.total)
    ]
    if quantity.unit:
        printed_unit = document.quote(offset + quantity.unit[0], offset + quantity.unit[1])
    elif found.unit:
        cell, (begin, end) = found.unit
        printed_unit = document.quote(_start(cell) + begin, _start(cell) + end)
    else:
        printed_unit = None
    return Outcome(
        outcome_id=f"{document.document_id}-outcome-{offset + quantity.value[0]}",
        claim_id=claim_id,
        measure=measure if measure.value == found.label else measure.derive(found.label, MEASURE_NAMED),
        value=None if quantity.upper else value(quantity.value),
        low=value(quantity.value) if quantity.upper else value(quantity.low) or beside(found.low),
        high=value(quantity.upper) or value(quantity.high) or beside(found.high),
        unit=printed_unit,
        timepoint=printed_at(found.time) or found.timepoint,
        endpoint=printed_at(found.endpoint),
        arm=printed_at(found.arm),
        comparator=printed_at(found.comparator),
        p=document.quote(offset + quantity.p[0], offset + quantity.p[1]) if quantity.p else found.p,
        n=counts[0].derive(int(number(counts[0].value)), NUMBER) if counts[0] else None,
        total=counts[1].derive(int(number(counts[1].value)), NUMBER) if counts[1] else None,
        unattributed=() if found.arm else (found.doubt,),
    )


def _named(printed: Sourced[str]) -> Sourced[str]:
    name = _STATISTICS.get(printed.value.lower(), printed.value)
    return printed if name == printed.value else printed.derive(name, STATISTIC_NAMED)


KIND = ClaimKind("outcome", recognises, read)

"""What a table row says of its trial: drugs and their roles, line of therapy, phase, status, cited references."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from curated.provenance import DocumentSource, Sourced
from curated.schema import Cell
from extract.document import Document

_ROLES: Mapping[str, str] = {"drug": "drug", "combination": "combination"}
_PART = re.compile(
    r"\s*(?:\+|;|\bplus\b|\band\b|\bcombined with\b|\bwith\b|(?P<against>\bv(?:ersu)?s\b\.?|\bcompared (?:to|with)\b)"
    r"|,(?!\s*\d))\s*"
)
_NAME = re.compile(r"[A-Za-z][\w.\-‐–/α-ωΑ-Ω]{1,60}(?:\s(?!\()[\w.\-‐–/α-ω]{1,40}){0,3}")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]")
_DOSE = re.compile(r"\s+\d[\d.,]*\s?(?:mg|µg|μg|g|mL|IU|Gy|AUC|%).*$")
_LINE = re.compile(
    r"\b(?:first|second|third|fourth|later|further|1st|2nd|3rd|4th|[1-4](?=L))[- ]?(?:L\b|line\b)"
    r"(?:\s(?:treatment|therapy|setting))?"
    r"|\b(?:neo-?adjuvant|adjuvant|maintenance|perioperative|salvage)\b(?:\s(?:treatment|therapy|setting))?",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\bphase\s?(?:I{1,3}V?|IV|[1-4])[ab]?(?:\s?[/-–]\s?(?:I{1,3}|IV|[1-4])[ab]?)?\b", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(?:active,? not recruiting|not yet recruiting|recruiting|enrolling by invitation|completed|terminated|withdrawn"
    r"|suspended|ongoing|underway|unknown status|status unknown|no longer available)\b",
    re.IGNORECASE,
)
_MOST_DRUGS = 30
_LINE_END_HYPHEN = re.compile(r"-\s")


@dataclass(frozen=True)
class TrialRow:
    """What a row says of the trial whose number it prints; every value with its place."""

    drugs: tuple[Sourced[str], ...] = ()
    roles: tuple[str, ...] = ()
    line_of_therapy: Sourced[str] | None = None
    phase: Sourced[str] | None = None
    status: Sourced[str] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def read_row(document: Document, cells: Sequence[tuple[str, Cell]], kinds: Sequence[str]) -> TrialRow:
    """Read the cells of a row, given with their heads; ``kinds`` says what each column of the table holds."""
    fields = {head or f"column {cell.column + 1}": cell.text.value for head, cell in cells if cell.text}
    drugs: dict[str, tuple[Sourced[str], str]] = {}
    for _, cell in cells:
        role = _ROLES.get(kinds[cell.column] if cell.column < len(kinds) else "")
        if role and cell.text is not None:
            for name, own in _drugs(document, cell, role):
                drugs.setdefault(name.value.lower(), (name, own))
    by_kind = {kinds[cell.column]: cell for _, cell in cells if cell.column < len(kinds) and cell.text}
    ordered = [cell for _, cell in cells]
    return TrialRow(
        drugs=tuple(name for name, _ in drugs.values()),
        roles=tuple(role for _, role in drugs.values()),
        line_of_therapy=_first(document, ordered, _LINE),
        phase=_whole(by_kind.get("phase")) or _first(document, ordered, _PHASE),
        status=_whole(by_kind.get("status")) or _first(document, ordered, _STATUS),
        fields=fields,
    )


def _drugs(document: Document, cell: Cell, role: str) -> Iterator[tuple[Sourced[str], str]]:
    """The names in a cell, parted at plus signs, commas and the like; what stands behind ``versus`` is a comparator."""
    assert cell.text is not None  # noqa: S101 - the caller has looked
    text = _without_asides(cell.text.value)
    position = 0
    count = 0
    for part in [*_PART.finditer(text), None]:
        end = part.start() if part else len(text)
        found = _NAME.search(text, position, end)
        if found and count < _MOST_DRUGS and any(letter.isalpha() for letter in found.group()):
            name = _DOSE.sub("", found.group()).rstrip(" .,-")
            if len(name) > 2:
                count += 1
                yield _within(document, cell.text, found.start(), found.start() + len(name)), role
        if part:
            position = part.end()
            if part.group("against"):
                role = "comparator"


def _without_asides(text: str) -> str:
    """The text with spaces for what stands in brackets, so that places stay the same."""
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), text)


def _whole(cell: Cell | None) -> Sourced[str] | None:
    return cell.text if cell is not None else None


def _first(document: Document, cells: Sequence[Cell], pattern: re.Pattern[str]) -> Sourced[str] | None:
    for cell in cells:
        found = pattern.search(_LINE_END_HYPHEN.sub("- ", cell.text.value)) if cell.text else None
        if found and cell.text:
            return _within(document, cell.text, found.start(), found.end())
    return None


def _within(document: Document, text: Sourced[str], start: int, end: int) -> Sourced[str]:
    """A part of a cell's text with its own place and the steps by which the cell got its text."""
    source = text.source
    assert isinstance(source, DocumentSource)  # noqa: S101 - cells are printed in documents
    quote = document.quote(source.start + start, source.start + end)
    return quote.model_copy(update={"steps": text.steps})

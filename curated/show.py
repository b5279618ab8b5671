"""One row of a dataset as text for people: every value with where it came from and what is printed there."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from curated.dataset import Dataset
from curated.provenance import DocumentSource, RegistrySource, Sourced
from curated.record import Record
from curated.schema import Cell, Row, Table

WIDEST_CELL = 28
_NOT_SHOWN = frozenset({"texts"})


class SubjectError(LookupError):
    """A subject that names no row, or several; the message lists some that it could be."""


def find_row(dataset: Dataset, subject: str) -> Row:
    """The row with this id, or the only one whose id ends in it (``ref-12``) or begins with it.

    Raises SubjectError where there is none or where there are several.
    """
    rows = [row for row in dataset.rows() if row.table not in _NOT_SHOWN]
    exact = [row for row in rows if row.row_id == subject]
    found = exact or [row for row in rows if row.row_id.endswith((f"-{subject}", f":{subject}", f"/{subject}"))]
    found = found or [row for row in rows if row.row_id.startswith(subject)]
    if len(found) == 1 or exact:
        return found[0]
    if found:
        several = ", ".join(row.row_id for row in found[:5]) + (", …" if len(found) > 5 else "")
        raise SubjectError(f"{subject} could be {len(found)} rows: {several}; give more of the id")
    examples = ", ".join(
        dict.fromkeys(row.row_id for row in (*dataset.references[:1], *dataset.claims[:1], *dataset.tables[:1]))
    )
    raise SubjectError(f"no row is called {subject}" + (f"; ids look like {examples}" if examples else ""))


def show(dataset: Dataset, row: Row, body_of: Callable[[str], bytes | None]) -> str:
    """The row with its values, one a line, and under each where it came from.

    ``body_of`` gives the kept body with a SHA-256, so that what stands in a registry's answer can be shown as well.
    """
    texts = {text.document_id: text.text for text in dataset.texts}
    lines = [f"{row.table}  {row.row_id}"]
    for name in type(row).model_fields:
        if name not in row.key or len(row.key) == 1:
            lines.extend(_field(name, getattr(row, name), texts, body_of))
    if isinstance(row, Table):
        lines += ["", *grid(dataset.cells_of.get(row.table_id, ()))]
    return "\n".join(_inert(line) for line in lines)


def _field(name: str, value: Any, texts: Mapping[str, str], body_of: Callable[[str], bytes | None]) -> Iterator[str]:
    if value is None or value == () or value == {}:
        return
    if isinstance(value, Sourced):
        yield f"  {name}: {_said(value.value)}"
        yield from (f"      {line}" for line in _source(value, texts, body_of))
    elif isinstance(value, tuple) and value and isinstance(value[0], Sourced):
        for index, one in enumerate(value):
            yield f"  {name}[{index}]: {_said(one.value)}"
            yield from (f"      {line}" for line in _source(one, texts, body_of))
    else:
        yield f"  {name}: {_said(value)}"


def _said(value: Any) -> str:
    if isinstance(value, Record):
        return ", ".join(str(part) for part in value.model_dump().values() if part)
    if isinstance(value, tuple):
        return "; ".join(_said(one) for one in value)
    return str(value)


def _source(sourced: Sourced[Any], texts: Mapping[str, str], body_of: Callable[[str], bytes | None]) -> Iterator[str]:
    source = sourced.source
    steps = f"   by {', '.join(step.name for step in sourced.steps)}" if sourced.steps else ""
    if isinstance(source, DocumentSource):
        printed = texts.get(source.document, "")[source.start : source.end]
        yield f"“{_shortened(printed)}”{steps}"
        yield f"document {source.document}, characters {source.start}–{source.end}"
        for region in source.regions[:3]:
            yield (
                f"page {region.page}, rectangle {region.x0:.1f} {region.top:.1f} {region.x1:.1f} {region.bottom:.1f}"
            )
        if len(source.regions) > 3:
            yield f"and {len(source.regions) - 3} more rectangles"
        if source.ranges:
            yield f"bytes {', '.join(f'{part.start}–{part.end}' for part in source.ranges[:4])}"
    elif isinstance(source, RegistrySource):
        body = body_of(source.response)
        stands = _at_pointer(body, source.pointer) if body else None
        yield f"“{_shortened(stands)}”{steps}" if stands is not None else f"at {source.pointer}{steps}"
        yield f"{source.registry}, {source.url}"
        yield f"answer {source.response[:12]}…, {source.pointer}, of {source.retrieved_at.date().isoformat()}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 300 else f"{text[:300]}…"


def _at_pointer(body: bytes, pointer: str) -> str | None:
    """What stands in a JSON answer at a JSON Pointer; None for other answers and for pointers that lead nowhere."""
    try:
        value = json.loads(body)
    except ValueError:
        return None
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list) else value[key]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _inert(line: str) -> str:
    """The line without control characters, which could drive a terminal."""
    return "".join(character if character.isprintable() else " " for character in line)


def grid(cells: tuple[Cell, ...]) -> Iterator[str]:
    """The table drawn with its spans: a label that spans rows is printed once, with a line at the end of its rows."""
    if not cells:
        return
    n_columns = max(cell.column + cell.column_span for cell in cells)
    texts = {(cell.row, cell.column): cell.text.value if cell.text else "" for cell in cells}
    widths = [
        min(WIDEST_CELL, max((len(text) for (_, at), text in texts.items() if at == column), default=1))
        for column in range(n_columns)
    ]
    filled = {(cell.row, cell.column) for cell in cells if cell.filled_down}
    yield _ruled(widths, set())
    for row, group in groupby(sorted(cells, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        present = {cell.column: cell for cell in group}
        if row:
            yield _ruled(widths, {column for column in present if (row, column) in filled})
        wrapped = [
            _wrapped("" if (row, column) in filled else texts.get((row, column), ""), widths[column])
            for column in range(n_columns)
        ]
        for line in range(max(len(parts) for parts in wrapped)):
            parts = [
                (column_lines[line] if line < len(column_lines) else "").ljust(width)
                for column_lines, width in zip(wrapped, widths, strict=True)
            ]
            yield "│ " + " │ ".join(parts) + " │"
    yield _ruled(widths, set())


def _ruled(widths: list[int], open_columns: set[int]) -> str:
    return (
        "├"
        + "┼".join((" " if column in open_columns else "─") * (width + 2) for column, width in enumerate(widths))
        + "┤"
    )


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        while len(word) > width:
            word, rest = word[:width], word[width:]
            lines.append(word)
            word = rest
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line] or [""]

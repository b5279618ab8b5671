"""One row of a dataset as text for people: every value with where it came from and what is printed there."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from curated.dataset import Dataset
from curated.decisions import rulings
from curated.decisions_told import decisions_on
from curated.drawn_table import draw
from curated.marked import marked
from curated.provenance import DocumentSource, RegistrySource, Sourced, follow
from curated.record import Record
from curated.schema import Row, Table

_MOST_REGIONS = 3


def show(dataset: Dataset, row: Row, body_of: Callable[[str], bytes | None]) -> str:
    """The row with its values, one a line, and under each where it came from.

    ``body_of`` gives the kept body with a SHA-256, so that what stands in a registry's answer can be shown as well.
    """
    view = _View({text.document_id: text.text for text in dataset.texts}, body_of)
    lines = [f"{row.table}  {row.row_id}"]
    for name in type(row).model_fields:
        if name not in row.key:
            lines.extend(view.field(name, getattr(row, name)))
    said = marked(row, dataset.claim, view.texts)
    if said:
        lines += ["  marked:", f"      {said}"]
    lines += [f"  decision: {line}" for line in decisions_on(row, rulings(dataset))]
    lines += [f"  answer {sha256[:12]}: {_shortened(url, 160)}" for sha256, url in view.answers.items()]
    if isinstance(row, Table):
        lines += ["", *draw(dataset.cells_of.get(row.table_id, ()))]
    return "\n".join(_inert(line) for line in lines)


@dataclass
class _View:
    """What is needed to show sources; collects the answers that they point into."""

    texts: dict[str, str]
    body_of: Callable[[str], bytes | None]
    answers: dict[str, str] = field(default_factory=dict)

    def field(self, name: str, value: Any) -> Iterator[str]:
        """A field and its sources as lines; none where it is empty."""
        if value is None or value in ((), {}):
            return
        several = isinstance(value, tuple) and isinstance(value[0], Sourced)
        for index, one in enumerate(value if several else (value,)):
            sourced = one if isinstance(one, Sourced) else None
            yield f"  {name}{f'[{index}]' if several else ''}: {_said(sourced.value if sourced else one)}"
            if sourced:
                yield from (f"      {line}" for line in self.source(sourced))

    def source(self, sourced: Sourced[Any]) -> Iterator[str]:
        """What is printed at the source of a value, where it is not the value itself, and where that is."""
        source = sourced.source
        steps = f"   by {', '.join(step.name for step in sourced.steps)}" if sourced.steps else ""
        if isinstance(source, DocumentSource):
            printed = self.texts.get(source.document, "")[source.start : source.end]
            if printed != sourced.value:
                yield f"“{_shortened(printed)}”{steps}"
            yield f"document {source.document}, characters {source.start}–{source.end}"
            for at in source.regions[:_MOST_REGIONS]:
                yield f"page {at.page}, rectangle {at.x0:.1f} {at.top:.1f} {at.x1:.1f} {at.bottom:.1f}"
            if len(source.regions) > _MOST_REGIONS:
                yield f"and {len(source.regions) - _MOST_REGIONS} more rectangles"
            if source.ranges:
                yield f"bytes {', '.join(f'{part.start}–{part.end}' for part in source.ranges[:4])}"
            if source.path:
                yield f"element {source.path}"
        elif isinstance(source, RegistrySource):
            body = self.body_of(source.response)
            stands = _at_pointer(body, source.pointer) if body else None
            if stands is not None and stands != sourced.value:
                yield f"“{_shortened(stands)}”{steps}"
            day = source.retrieved_at.date().isoformat()
            yield f"{source.registry}, answer {source.response[:12]} of {day}, at {source.pointer}"
            self.answers[source.response] = source.url


def _said(value: Any) -> str:
    if isinstance(value, Record):
        return ", ".join(str(part) for part in value.model_dump().values() if part)
    if isinstance(value, tuple):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_said(one)}" for key, one in value.items())
    return str(value)


def _shortened(text: str, longest: int = 300) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest]}…"


def _at_pointer(body: bytes, pointer: str) -> str | None:
    """What stands in a JSON answer at a JSON Pointer; None for other answers and for pointers that lead nowhere."""
    try:
        value = follow(json.loads(body), pointer)
    except (ValueError, LookupError):
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _inert(line: str) -> str:
    """The line without control characters, which could drive a terminal."""
    return "".join(character if character.isprintable() else " " for character in line)

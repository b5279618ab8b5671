"""Values as people write them in a decision, and what of a row can be corrected.

A number is written with a point (``16.4``), true and false as words, authors as ``Family, Given; …`` and every other
list or record as JSON. An empty value is none at all.
"""

import json
import math
import re
import types
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError

from curated.columns import Column, ProvenanceEntry, columns_of, from_columns, json_text, own_source, to_columns
from curated.provenance import Method, Sourced
from curated.record import Record
from curated.schema import (
    Author,
    Decision,
    DocumentText,
    KeptResponse,
    Link,
    Match,
    Reference,
    Row,
    SourceDocument,
    TrialChange,
)

_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False}
_UNDECIDED: tuple[type[Row], ...] = (DocumentText, TrialChange, Decision, KeptResponse)
_DERIVED: Mapping[type[Row], frozenset[str]] = {
    SourceDocument: frozenset({"sha256", "name", "format", "pages", "reader", "reader_version"}),
    Reference: frozenset({"confidence", "unparsed"}),
    Match: frozenset({"status", "score", "reasons"}),
    Link: frozenset({"reference_id", "evidence", "score"}),
}
"""What follows from something else: a match is rejected, or its ``work_id`` is corrected, and its status follows."""


def is_decided_on(row_class: type[Row]) -> bool:
    """Whether people decide on rows of this table."""
    return row_class not in _UNDECIDED


def correctable(row_class: type[Row]) -> dict[str, Column]:
    """The columns of a table that a person can correct, by name: all but its key, its place and what is derived.

    >>> list(correctable(Match))
    ['work_id']
    """
    if not is_decided_on(row_class):
        return {}
    refers = {name for name in row_class.refers if name not in ("work_id", "reference_id")}
    fixed = {*row_class.key, *refers, *_DERIVED.get(row_class, ())}
    return {column.name: column for column in columns_of(row_class) if column.name not in fixed}


def value_text(value: Any) -> str | None:
    """A column's value as people write it; None where there is none.

    >>> [value_text(value) for value in (2019, 16.0, True, [{"family": "Llovet", "given": "J"}], ["a"], None, [])]
    ['2019', '16', 'true', 'Llovet, J', '["a"]', None, None]
    """
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, str | int):
        return str(value)
    people = _people_text(value) if isinstance(value, list) else None
    return json_text(value) if people is None else people


def read_value(row_class: type[Row], field: str, text: str) -> Any:
    """What a text says for a column, as the column holds it; an empty text says None, or an empty list.

    :raises ValueError: where the text is not of the column's kind; the message says what would be.
    """
    column = correctable(row_class)[field]
    if not text.strip():
        if column.form == "sourced_list" or (column.kind == "json" and not column.nullable):
            return {} if _plain(row_class, field) is dict else []
        if not column.nullable:
            raise ValueError(f"{field} cannot be empty: give the right value")
        return None
    if column.kind == "integer":
        return _whole_number(field, text.strip())
    if column.kind == "real":
        return _number(field, text.strip())
    if column.kind == "boolean":
        if text.strip().lower() not in _BOOLEANS:
            raise ValueError(f"{field} is true or false; “{_brief(text)}” is neither")
        return _BOOLEANS[text.strip().lower()]
    if column.kind == "json":
        return _listed(row_class, field, text)
    choices = _choices(row_class, field)
    if choices and text not in choices:
        raise ValueError(f"{field} can be {', '.join(choices)}; “{_brief(text)}” is none of them")
    return text


def with_values(row: Row, values: Mapping[str, Any], step: Method) -> Row:
    """The row with other values in some columns; where they come from stays, and the step that changed them is added.

    :raises ValueError: where the row's class does not take a value, or no place of the row can stand for it.
    """
    columns, entries = to_columns(row)
    kept = {entry.field: entry for entry in entries}
    forms = {column.name: column for column in columns_of(type(row))}
    for name, value in values.items():
        old = {field: entry for field, entry in kept.items() if field.partition("/")[0] == name}
        kept = {field: entry for field, entry in kept.items() if field not in old}
        if forms[name].form == "bare" or value is None:
            continue
        listed = forms[name].form == "sourced_list"
        for field in [f"{name}/{index}" for index in range(len(value))] if listed else [name]:
            before = old.get(field)
            source = before.source if before else own_source(row)
            if source is None:
                raise ValueError(f"{name} cannot be corrected: no place in print or registry belongs to this row")
            kept[field] = ProvenanceEntry(
                row.table, row.row_id, field, source, (*(before.steps if before else ()), step)
            )
    try:
        return from_columns(type(row), {**columns, **values}, kept.values())
    except ValidationError as error:
        raise ValueError(_first_problem("the value", error)) from error


def _whole_number(field: str, text: str) -> int:
    if _WHOLE.fullmatch(text) is None:
        raise ValueError(f"{field} is a whole number such as 2019; “{_brief(text)}” is not one")
    return int(text)


def _number(field: str, text: str) -> float:
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise ValueError(f"{field} is a number such as 16.4; “{_brief(text)}” is not one")
    return number


def _listed(row_class: type[Row], field: str, text: str) -> Any:
    """A list, or named values: authors on one line, everything else as JSON."""
    holds = _plain(row_class, field)
    if text.lstrip().startswith("{" if holds is dict else "["):
        try:
            read = json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{field} is no JSON: {_brief(str(error))}") from error
        if not (isinstance(holds, type) and issubclass(holds, Record)):
            return read
        try:
            return [holds.model_validate(one).model_dump(mode="json") for one in read]
        except ValidationError as error:
            raise ValueError(_first_problem(field, error)) from error
    if holds is Author:
        return _people(text)
    if holds is dict:
        raise ValueError(f'{field} is written as JSON such as {{"name": "value"}}; “{_brief(text)}” is not')
    raise ValueError(f'{field} is a list, written as JSON such as ["first", "second"]; “{_brief(text)}” is not one')


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _people_text(value: Sequence[Any]) -> str | None:
    """Authors on one line, where that can be read back."""
    if not all(isinstance(one, dict) and set(one) <= {"family", "given", "suffix"} for one in value):
        return None
    text = "; ".join(
        ", ".join(filter(None, (one.get(part) for part in ("family", "given", "suffix")))) for one in value
    )
    return text if not text.startswith(("[", "{")) and _people(text) == [*value] else None


def _people(text: str) -> list[dict[str, str]]:
    """Authors of a line: ``Llovet, J; Ruiz de Galarreta, M, Jr``."""
    found: list[dict[str, str]] = []
    for name in text.split(";"):
        family, given, suffix = ([part.strip() for part in name.split(",", 2)] + ["", ""])[:3]
        if family:
            found.append({"family": family, "given": given} | ({"suffix": suffix} if suffix else {}))
    return found


def _choices(row_class: type[Row], field: str) -> tuple[str, ...]:
    """The values that a column allows; none where it allows all."""
    kinds = [row_class.model_fields[field].annotation]
    if get_origin(kinds[0]) in (Union, types.UnionType):
        kinds = list(get_args(kinds[0]))
    return tuple(choice for kind in kinds if get_origin(kind) is Literal for choice in get_args(kind))


def _plain(row_class: type[Row], field: str) -> Any:
    """What a list holds, or ``dict`` for a record of named values."""
    kind = row_class.model_fields[field].annotation
    while True:
        parts = [part for part in get_args(kind) if part not in (type(None), Ellipsis)]
        if isinstance(kind, type) and issubclass(kind, Sourced):
            kind = kind.__pydantic_generic_metadata__["args"][0]
        elif get_origin(kind) is dict:
            return dict
        elif get_origin(kind) in (tuple, Union, types.UnionType) and parts:
            kind = parts[0]
        else:
            return kind


def _first_problem(field: str, error: ValidationError) -> str:
    """What is wrong first, on one line."""
    (first, *_) = error.errors()
    return f"{first['loc'][0] if first['loc'] else field}: {_brief(first['msg'])}"


def _brief(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:60]}…"

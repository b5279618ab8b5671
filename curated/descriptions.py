"""What tables and columns mean, for those who read an export: taken from the docstrings of the row classes.

The first paragraphs of a class's docstring describe its table; a line ``:ivar name: …`` describes a column, and a
bracket at its end gives the unit (``[points]``). A test names every column that nothing describes.
"""

import inspect
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, get_args

from curated.columns import columns_of
from curated.decisions import Standing
from curated.decisions_export import DESCRIPTIONS
from curated.marked import TYPED
from curated.schema import Decision, Row

_FIELD = re.compile(r"^:ivar (?P<name>\w+): ", re.MULTILINE)
_UNIT = re.compile(r"\s*\[(?P<unit>[^\[\]]+)\]$")

_PLACES = {
    "page": ("Page that the row is printed on, from 1; empty where the format has no pages.", None),
    "start": ("Offset of the row's first character in the document's text (`texts/`), from 0.", "characters"),
    "end": ("Offset behind its last character.", "characters"),
    "bbox": ("Where it stands: a JSON list of `[page, x0, top, x1, bottom]`, from the top left of the page.", "points"),
    "registry": ("The registry that answered.", None),
    "url": ("What the registry was asked.", None),
    "response_sha256": ("SHA-256 of the answer's body, as in `responses`.", None),
    "pointer": ("Place in the answer: a JSON Pointer (RFC 6901) or, for XML, an XPath.", None),
    "retrieved_at": ("When the registry was asked, or the day of the mirror that answered. UTC.", None),
}
"""The columns that every export adds, saying where a row came from."""

PROVENANCE = {
    "table": ("Table of the value.", None),
    "row_id": ("Key of its row; the parts of a key of several columns have a slash between them.", None),
    "field": ("Its column; `authors/0` is the first item of a list.", None),
    "document": ("The document that it is printed in.", None),
    "reader": ("The reader that made the text.", None),
    "reader_version": ("Version of that reader.", None),
    "ranges": ("For text files: a JSON list of `[start, end]` in the file as it was given.", "bytes"),
    "path": ("For XML files: an XPath of the smallest element that prints all of it.", None),
    "steps": ("What was done to what is printed, to make the value: a JSON list of `name` and `version`.", None),
    **_PLACES,
}
"""The columns of ``provenance``."""


class Described(NamedTuple):
    """A description, and the unit where there is one."""

    text: str
    unit: str | None = None


class DescriptionError(LookupError):
    """A column that nothing describes; the message says where to put the description."""


@cache
def table_description(row_class: type[Row]) -> str:
    """What a row of the table is.

    >>> from curated.schema import Section
    >>> table_description(Section)
    'A heading as printed; its section runs to the next heading of its level or above.'
    """
    return _plain(_FIELD.split(inspect.getdoc(row_class) or "")[0])


def column_description(row_class: type[Row], column: str) -> Described:
    """What a column of an exported table means.

    :raises DescriptionError: where nothing says so.

    >>> from curated.schema import Cell, Section
    >>> column_description(Section, "document_id").text, column_description(Cell, "bbox").unit
    ('The row of `documents` that this belongs to.', 'points')
    """
    own = _own(row_class).get(column)
    if own:
        return own
    if column in row_class.refers:
        return Described(f"The row of `{row_class.refers[column]}` that this belongs to.")
    if column in _added(row_class):
        return Described(*_added(row_class)[column])
    raise DescriptionError(
        f"nothing describes the column {column} of {row_class.table}: add a line “:ivar {column}: …” to the docstring"
        f" of {row_class.__name__} in {row_class.__module__}"
    )


def described_columns(row_class: type[Row]) -> frozenset[str]:
    """The columns that the docstring of a row class describes."""
    return frozenset(_own(row_class))


def _added(row_class: type[Row]) -> Mapping[str, tuple[str, str | None]]:
    """The columns that an export adds to those of the row class."""
    added: dict[str, tuple[str, str | None]] = _PLACES | {name: (text, None) for name, text in DESCRIPTIONS.items()}
    if row_class is Decision:
        added["stale"] = ("Whether the row has changed since the decision, or is gone.", None)
        added["standing"] = (f"What became of the decision: {', '.join(get_args(Standing))}.", None)
    if row_class in TYPED:
        added["marked"] = ("The sentence with the row's slots in brackets.", None)
    own = {column.name for column in columns_of(row_class)}
    return {name: said for name, said in added.items() if name not in own}


@cache
def _own(row_class: type[Row]) -> Mapping[str, Described]:
    _, *pairs = _FIELD.split(inspect.getdoc(row_class) or "")
    return {name: _described(text) for name, text in zip(pairs[::2], pairs[1::2], strict=True)}


def _described(text: str) -> Described:
    said = _plain(text)
    unit = _UNIT.search(said)
    return Described(said[: unit.start()], unit["unit"]) if unit else Described(said)


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "`").split())

"""The Frictionless descriptor ``datapackage.json``: every table with the types, keys and meaning of its columns."""

import json
import types
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from curated.columns import Kind
from curated.dataset import Dataset
from curated.decisions_export import DECIDED
from curated.descriptions import PROVENANCE, Described, column_description, table_description
from curated.package.answers import INDEX_COLUMNS, INDEX_DESCRIPTIONS
from curated.package.media import media_type
from curated.package.release import Release
from curated.provenance import Sourced
from curated.schema import Row
from curated.written_folder import WrittenFile

_TYPES: Mapping[Kind, str] = {
    "text": "string",
    "integer": "integer",
    "real": "number",
    "boolean": "boolean",
    "json": "array",
    "timestamp": "datetime",
}
_TABULAR: Mapping[str, Any] = {
    "profile": "tabular-data-resource",
    "type": "table",
    "format": "csv",
    "encoding": "utf-8",
    "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
}
_APOSTROPHES = (
    "A text that a spreadsheet would take for a formula (it begins with =, +, - or @, perhaps after blanks, or with a"
    " tab or a line break) has an apostrophe before it. To read it, take one apostrophe away from a text that has"
    " apostrophes before such a beginning. The Parquet file of the table has every text as it is. An empty cell is"
    " nothing or an empty text."
)
_DECIDED_TABLE = "With the values that people corrected in place, and what they decided on each row."
_PROVENANCE_TABLE = "Where every single value came from: a place in a document, or in a kept answer of a registry."


def table_resource(
    name: str, row_class: type[Row] | None, columns: Mapping[str, Kind], file: WrittenFile
) -> dict[str, Any]:
    """A table in CSV as a Tabular Data Resource; ``row_class`` is None for the table ``provenance``.

    :raises DescriptionError: for a column that nothing describes.
    """
    about = table_description(row_class) if row_class else _PROVENANCE_TABLE
    return {
        "name": name,
        "description": f"{about} {_DECIDED_TABLE}" if name.endswith(DECIDED) else about,
        **_TABULAR,
        **_of_file(file),
        "apostrophes": _APOSTROPHES,
        "schema": _schema(row_class, columns),
    }


def file_resource(name: str, description: str, file: WrittenFile) -> dict[str, Any]:
    """Another file of the package."""
    return {"name": name, "description": description, "type": "file", **_of_file(file)}


def index_resource(file: WrittenFile) -> dict[str, Any]:
    """The index of the kept answers."""
    return {
        "name": "answers-index",
        "description": "Where in the file of the kept answers each of them is.",
        **_TABULAR,
        **_of_file(file),
        "schema": {
            "fields": [
                {"name": name, "type": _TYPES[kind], "description": INDEX_DESCRIPTIONS[name]}
                for name, kind in INDEX_COLUMNS.items()
            ],
            "missingValues": [""],
            "primaryKey": ["sha256", "url"],
            "foreignKeys": [
                {"fields": ["sha256", "url"], "reference": {"resource": "responses", "fields": ["sha256", "url"]}}
            ],
        },
    }


def _of_file(file: WrittenFile) -> dict[str, Any]:
    return {
        "path": file.name,
        "mediatype": media_type(file.name),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }


def descriptor(dataset: Dataset, release: Release, day: date, resources: Sequence[Mapping[str, Any]]) -> bytes:
    """The descriptor as JSON."""
    made: dict[str, Any] = {
        "profile": "data-package",
        "name": "litcurate-dataset",
        "title": release.title_of(dataset),
        "created": f"{day.isoformat()}T00:00:00Z",
    }
    if release.doi:
        made["id"] = f"https://doi.org/{release.doi}"
    if release.version:
        made["version"] = release.version
    if release.licence:
        made["licenses"] = [{"name": release.licence, "path": release.licence_url}]
    if release.authors:
        made["contributors"] = [{"title": author.name, "role": "author"} for author in release.authors]
    made["resources"] = list(resources)
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _schema(row_class: type[Row] | None, columns: Mapping[str, Kind]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "fields": [_field(row_class, name, kind) for name, kind in columns.items()],
        "missingValues": [""],
    }
    if row_class is None:
        return made | {"primaryKey": ["table", "row_id", "field"]}
    made["primaryKey"] = list(row_class.key)
    keys = [
        {"fields": [name], "reference": {"resource": table, "fields": [name]}}
        for name, table in row_class.refers.items()
    ]
    return made | ({"foreignKeys": keys} if keys else {})


def _field(row_class: type[Row] | None, name: str, kind: Kind) -> dict[str, Any]:
    said = Described(*PROVENANCE[name]) if row_class is None else column_description(row_class, name)
    made: dict[str, Any] = {"name": name, "type": _TYPES[kind], "description": said.text}
    if said.unit:
        made["unit"] = said.unit
    if name in ("decided_fields", "corrected"):
        made["type"] = "object"
    if name == "retrieved_at":
        made["type"] = "datetime"
    if row_class is not None and name in row_class.model_fields:
        held = _held(row_class.model_fields[name].annotation)
        if kind == "json" and get_origin(held) is not tuple:
            made["type"] = "object"
        if get_origin(held) is Literal:
            made["constraints"] = {"enum": list(get_args(held))}
    return made


def _held(annotation: Any) -> Any:
    """What a field holds, without its None and its source."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(kind for kind in get_args(annotation) if kind is not type(None))
    if isinstance(annotation, type) and issubclass(annotation, Sourced):
        return annotation.__pydantic_generic_metadata__["args"][0]
    return annotation

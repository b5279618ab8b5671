"""Reference strings in, parsed fields out, without a document."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from curated.bibtex import bibtex
from curated.csl import csl_item, csl_json_text
from curated.identifiers import normalise_doi
from curated.ris import ris
from extract.reference_parts import ReferenceParts, parse_all
from extract.reference_pieces import Piece
from extract.reference_values import CLOSED_UP, TEXTS, author_of, closed_up, last_page_in_full, text_of
from extract.references import number_at

_AT_ONCE = 1000
_ORDER = (
    "type",
    "title",
    "container_title",
    "year",
    "volume",
    "issue",
    "supplement",
    "first_page",
    "last_page",
    "last_page_in_full",
    "article_number",
    "publisher",
    "place",
    "doi",
    "pmid",
    "pmcid",
    "arxiv",
    "isbn",
    "url",
    "accessed",
    "note",
    "remainder",
    "unparsed",
    "confidence",
    "parser",
)


def strings_in(text: str, name: str) -> Iterator[tuple[int, str]]:
    """The reference strings of a file with the number of their line: plain lines, or JSON Lines with ``raw``.

    Raises OSError, naming the line, where a line that begins as JSON is none or has no ``raw``.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if not line.lstrip().startswith("{"):
            yield number, line.rstrip("\r")
            continue
        try:
            raw = json.loads(line)["raw"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise OSError(f"{name}, line {number}: not a JSON object with `raw` ({error})") from error
        yield number, str(raw)


def parsed(strings: Iterable[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """The fields of reference strings, in order, named as the columns of the table ``references``."""
    waiting = iter(strings)
    while some := list(islice(waiting, _AT_ONCE)):
        starts, numbers = [], []
        for _, raw in some:
            found = number_at(raw)
            numbers.append(found[0] if found else None)
            starts.append(_behind(raw, found[1].end) if found else 0)
        parts = parse_all(raw[start:] for start, (_, raw) in zip(starts, some, strict=True))
        for number, (line, raw), one in zip(numbers, some, parts, strict=True):
            yield {"line": line, "raw": raw, "number": number, **fields_of(one)}


def _behind(raw: str, position: int) -> int:
    while position < len(raw) and raw[position] in ".)] ":
        position += 1
    return position


def fields_of(parts: ReferenceParts) -> dict[str, Any]:
    """Parsed parts as plain values; what is not printed is None or empty."""
    made: dict[str, Any] = {
        "authors": [author_of(author).model_dump() for author in parts.authors],
        "group_author": [text_of(group.text) for group in parts.group_authors],
        "et_al": parts.et_al,
        "editors": [author_of(editor).model_dump() for editor in parts.editors],
    }
    made |= dict.fromkeys(_ORDER)
    made |= {name: _text(getattr(parts, name), text_of) for name in TEXTS}
    made |= {name: _text(getattr(parts, name), closed_up) for name in CLOSED_UP}
    return made | {
        "type": parts.type,
        "year": int(parts.year.text[:4]) if parts.year else None,
        "last_page_in_full": last_page_in_full(parts),
        "doi": normalise_doi(closed_up(parts.doi.text)) if parts.doi else None,
        "remainder": [text_of(piece.text) for piece in parts.remainder],
        "unparsed": parts.unparsed,
        "confidence": parts.confidence,
        "parser": parts.parser,
    }


def _text(piece: Piece | None, plain: Callable[[str], str]) -> str | None:
    return plain(piece.text) if piece else None


def written(rows: Iterable[Mapping[str, Any]], kind: str) -> Iterator[str]:
    """The rows as text, piece by piece: ``jsonl``, ``csl-json``, ``bibtex`` or ``ris``."""
    if kind == "jsonl":
        for row in rows:
            yield _json(row) + "\n"
        return
    items = (csl_item(f"ref-{row['line']}", row) for row in rows)
    if kind == "csl-json":
        yield csl_json_text(items)
    elif kind == "bibtex":
        yield bibtex(items)
    else:
        yield ris(items)


def _json(row: Mapping[str, Any]) -> str:
    """One line of JSON; lone surrogates, which no UTF-8 stream carries, are escaped."""
    text = json.dumps(row, ensure_ascii=False)
    return text if not any("\ud800" <= letter <= "\udfff" for letter in text) else json.dumps(row)

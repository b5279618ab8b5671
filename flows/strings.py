"""Reference strings in, parsed fields out, without a document."""

import hashlib
import json
from array import array
from collections.abc import Iterator

from curated.provenance import Method, Sourced
from extract.document import Document, Span
from extract.places import BytePlaces
from extract.references import Entry, number_at, references_of

READER = Method(name="string", version="1")
_COLUMNS = (
    "type",
    "title",
    "container_title",
    "year",
    "volume",
    "issue",
    "first_page",
    "last_page",
    "article_number",
    "publisher",
    "doi",
    "pmid",
    "pmcid",
    "url",
)


def strings_in(text: str, name: str) -> Iterator[tuple[int, str]]:
    """The reference strings of a file with the number of their line: plain lines, or JSON Lines with ``raw``.

    Raises OSError, naming the line, where a line that begins as JSON is none or has no ``raw``.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if not line.lstrip().startswith("{"):
            yield number, line
            continue
        try:
            raw = json.loads(line)["raw"]
        except (ValueError, KeyError, TypeError) as error:
            raise OSError(f"{name}, line {number}: not a JSON object with `raw` ({error})") from error
        yield number, str(raw)


def parsed(raw: str, line: int) -> dict[str, object]:
    """The fields of one reference string, named as the columns of the table ``references``."""
    text = " ".join(raw.split())
    digest = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()
    places = BytePlaces(array("l", range(len(text))), array("l", range(1, len(text) + 1)))
    document = Document(digest, "string", READER, text, (), places, (0,))
    numbered = number_at(text)
    entry = Entry(Span(0, len(text)), *(numbered or (None, None)))
    reference = references_of(document, (entry,))[0]
    fields: dict[str, object] = {"line": line, "raw": raw}
    fields["number"] = reference.number.value if reference.number else None
    fields["authors"] = [author.value.model_dump() for author in reference.authors]
    fields["group_author"] = [name.value for name in reference.group_author]
    fields["et_al"] = reference.et_al
    for column in _COLUMNS:
        value = getattr(reference, column)
        fields[column] = value.value if isinstance(value, Sourced) else value
    return fields

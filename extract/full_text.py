"""The full text of a cited work, as a registry answered it: JATS read as any article is, paragraph by paragraph."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from curated.provenance import Method, RegistrySource, Sourced, Text
from curated.schema import KeptResponse
from extract.document import Document, Spans, UnreadableError

PARAGRAPH = Method(name="paragraph-of-article", version="1")
_ADDRESS = re.compile(r"/(PMC\d{1,9})/fullTextXML$")
MOST_CHARACTERS = 400_000
"""Characters of an article that are read."""


class Paragraph(NamedTuple):
    """A paragraph with its place in the kept answer, and the headings that it stands under, outermost first."""

    section: str
    text: Sourced[str]


FullTexts = dict[str, tuple[Paragraph, ...]]
"""The paragraphs of articles by PMCID."""


def full_texts(responses: Iterable[KeptResponse], body: Callable[[str], bytes | None], wanted: set[str]) -> FullTexts:
    """The kept full texts of these PMCIDs, the newest where several answers are kept; without what cannot be read."""
    from extract.formats.jats import read  # with the readers of PDF beside it, which most audits need not wait for

    found: FullTexts = {}
    for row in sorted(responses, key=lambda row: row.retrieved_at):
        address = _ADDRESS.search(row.url)
        if address is None or row.status != 200 or address.group(1) not in wanted:
            continue
        data = body(row.sha256)
        if data is not None:
            try:
                found[address.group(1)] = tuple(_paragraphs(read(data), row))
            except UnreadableError:
                continue
    return found


def _paragraphs(document: Document, row: KeptResponse) -> Iterator[Paragraph]:
    """The paragraphs of the flow; not the front matter, and nothing of reference lists."""
    listed = Spans(reference.span for reference in document.references)
    above: dict[int, str] = {}
    read_so_far = 0
    for block in document.of_kind("heading", "paragraph"):
        start, end = block.span.start, block.span.end
        if block.kind == "heading":
            above = {level: heading for level, heading in above.items() if level < block.level}
            above[block.level] = document.text[start:end].strip()
            continue
        if block.front or listed.touch(block.span):
            continue
        read_so_far += end - start
        if read_so_far > MOST_CHARACTERS:
            return
        source = RegistrySource(
            registry=row.registry,
            url=row.url,
            response=row.sha256,
            pointer=document.places.path(start, end) or "/",
            retrieved_at=row.retrieved_at,
        )
        yield Paragraph(
            " / ".join(above.values()), Text(value=document.text[start:end], source=source, steps=(PARAGRAPH,))
        )

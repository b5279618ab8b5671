"""Links inside the file as evidence of what a marker cites."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.citations import citations_of, find_markers
from extract.document import Document, Jump, Span
from extract.references import find_entries, references_of

Reader = Callable[[str], Document]

NAMES = ["Adams", "Baker", "Clark", "Davis", "Evans", "Frank", "Green"]
LIST = "\n\n## References\n\n" + "\n\n".join(
    f"{name} A (200{n}) A title on the matter of {name}. Ex J {n}:1-9" for n, name in enumerate(NAMES)
)
TEXT = (
    "# Title\n\n## Text\n\nIt was so (Adams 2000; Baker 2001; Clark 2002), then otherwise (Davis 2003; Evans 2004)."
    " Others agree (Franck 2005), as said in the last of them." + LIST
)


def linked(document: Document, links: list[tuple[str, int]]) -> Document:
    """The document with a link over each of these words to an entry."""
    entries = find_entries(document)
    jumps = [
        Jump(Span(start, start + len(words)), entries[entry].span.start)
        for words, entry in links
        for start in [document.text.index(words)]
    ]
    return replace(document, jumps=tuple(sorted(jumps, key=lambda jump: jump.span.start)))


def cited(document: Document) -> list[tuple[str, str | None]]:
    entries = find_entries(document)
    references = references_of(document, entries)
    rows = citations_of(document, entries, find_markers(document, entries, references), references, {})
    names = {row.reference_id: row.raw.value.split()[0] for row in references}
    return [(row.marker.value, names.get(row.reference_id or "")) for row in rows]


PRINTED = [("Adams 2000", 0), ("Baker 2001", 1), ("Clark 2002", 2), ("Davis 2003", 3), ("Evans 2004", 4)]
BY_PRINT = [(marker, NAMES[entry]) for marker, entry in PRINTED]

LINKS = [
    pytest.param([], BY_PRINT, id="no links"),
    pytest.param([*PRINTED, ("Franck 2005", 5)], [*BY_PRINT, ("Franck 2005", "Frank")], id="a name spelt otherwise"),
    pytest.param([*PRINTED, ("last of them", 6)], [*BY_PRINT, ("last of them", "Green")], id="a marker of words"),
    pytest.param(
        [*PRINTED, ("last", 6), ("of", 6)], [*BY_PRINT, ("last of", "Green")], id="one marker in two links"
    ),
    pytest.param(
        [(marker, entry + 1) for marker, entry in PRINTED] + [("last of them", 6)], BY_PRINT, id="links one entry off"
    ),
    pytest.param([*PRINTED[:3], ("last of them", 6)], BY_PRINT, id="too few links to believe one"),
    pytest.param([*PRINTED, (" ", 6)], BY_PRINT, id="a link over no word"),
]  # fmt: skip


@pytest.mark.parametrize(("links", "expected"), LINKS)
def test_links_to_entries(links: list[tuple[str, int]], expected: list[tuple[str, str]], read_text: Reader) -> None:
    assert cited(linked(read_text(TEXT), links)) == expected


CHAPTERS = (
    "# Title\n\n## First\n\nIt is so [1,2].\n\n## References\n\n"
    "1. Adams A. One. Ex J. 2001;1:1-2.\n\n2. Baker B. Two. Ex J. 2002;2:1-2.\n\n"
    "## Second\n\nIt is not [2,3].\n\n## References\n\n"
    "1. Clark C. Three. Ex J. 2003;3:1-2.\n\n2. Davis D. Four. Ex J. 2004;4:1-2.\n\n"
    "3. Evans E. Five. Ex J. 2005;5:1-2.\n\n"
    "## Appendix\n\nAnd [1] again.\n"
)


def test_a_number_means_the_list_of_its_chapter(read_text: Reader) -> None:
    document = read_text(CHAPTERS)
    entries = find_entries(document)
    references = references_of(document, entries)
    rows = citations_of(document, entries, find_markers(document, entries, references), references, {})
    names = {row.reference_id: row.raw.value.split()[1] for row in references}
    assert [(row.cited, names[row.reference_id or ""]) for row in rows] == [
        ("1", "Adams"),
        ("2", "Baker"),
        ("2", "Davis"),
        ("3", "Evans"),
        ("1", "Clark"),
    ]


def test_a_table_of_a_chapter_cites_its_list(read_text: Reader) -> None:
    table = "**Table 1. Arms**\n\nArm\tBy\nA\t[2]\nB\t[1]\n\n"
    document = read_text(CHAPTERS.replace("## References", table + "## References", 1))
    entries = find_entries(document)
    references = references_of(document, entries)
    rows = citations_of(document, entries, find_markers(document, entries, references), references, {})
    names = {row.reference_id: row.raw.value.split()[1] for row in references}
    assert [(row.cited, names[row.reference_id or ""]) for row in rows][-2:] == [("2", "Baker"), ("1", "Adams")]
    assert len({row.citation_id for row in rows}) == len(rows)


def test_the_parts_of_an_entry_are_cited_by_its_number(read_text: Reader) -> None:
    document = read_text(
        "# Title\n\n## Text\n\nIt is so [1,2].\n\n## References\n\n"
        "1. Adams A. One thing. Ex J. 2001;1:1-2.\n\n"
        "2. (a) Baker B. Two things. Ex J. 2002;2:1-2; (b) Clark C. Three things. Ex J. 2003;3:1-2.\n"
    )
    assert cited(document) == [("[1,2]", "1."), ("[1,2]", "2."), ("[1,2]", "(b)")]

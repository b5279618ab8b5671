"""Cross-references as they are written in the XML, the markers that we make of them and what these cite."""

from collections.abc import Callable

import pytest

from extract.citations import citations_of, find_markers
from extract.document import Document
from extract.references import find_entries, references_of

ReadArticle = Callable[..., Document]


def _x(number: int, shown: str | None = None, rid: str | None = None, kind: str = "bibr") -> str:
    return f'<xref ref-type="{kind}" rid="{rid or f"b{number}"}">{str(number) if shown is None else shown}</xref>'


WRITTEN = [
    (f"known [{_x(3)}].", [("[3]", [3])]),
    (f"known [{_x(3)},{_x(5)}, {_x(9)}].", [("[3,5, 9]", [3, 5, 9])]),
    (f"known [{_x(8)}–{_x(12)}].", [("[8–12]", [8, 9, 10, 11, 12])]),
    (f"known [{_x(8)}]–[{_x(12)}].", [("[8]–[12]", [8, 9, 10, 11, 12])]),
    (f"known [{_x(2)}, {_x(4)}-{_x(6)}, {_x(9)}].", [("[2, 4-6, 9]", [2, 4, 5, 6, 9])]),
    (f"known.<sup>{_x(1)},{_x(3)}–{_x(5)}</sup>", [("1,3–5", [1, 3, 4, 5])]),
    (f"known {_x(1, '<sup>1</sup>')}<sup>,</sup>{_x(2, '<sup>2</sup>')}", [("1,2", [1, 2])]),
    (f"known {_x(1, '[1]')}, {_x(2, '[2]')}.", [("[1]", [1]), ("[2]", [2])]),
    (f"known [{_x(1)}] and [{_x(2)}].", [("[1]", [1]), ("[2]", [2])]),
    (f"known [{_x(1)}], while [{_x(2)}].", [("[1]", [1]), ("[2]", [2])]),
    (f"10 hives [{_x(1)}] 12 [{_x(2)}]", [("[1]", [1]), ("[2]", [2])]),
    (f"known [{_x(0, '8–10', 'b8 b9 b10')}].", [("[8–10]", [8, 9, 10])]),
    (f"known [{_x(0, '8–10', 'b8')}].", [("[8–10]", [8, 9, 10])]),
    (f"known [{_x(8)}{_x(9, '')}–{_x(10)}].", [("[8–10]", [8, 9, 10])]),
    (f"known [{_x(1)}, 5, {_x(7)}].", [("[1, 5, 7]", [1, 5, 7])]),
    (f"known [{_x(1)}, 3–5].", [("[1, 3–5]", [1, 3, 4, 5])]),
    (f"known [{_x(12)}–{_x(8)}].", [("[12–8]", [12, 8])]),
    (f"({_x(1, 'Name 2011')}; {_x(2, 'Name 2012')})", [("(Name 2011; Name 2012)", [1, 2])]),
    (f"Name ({_x(1, '2011')}, {_x(2, '2012')})", [("(2011, 2012)", [1, 2])]),
    (f"{_x(1, 'Name 2011')}–{_x(4, 'Name 2014')}", [("Name 2011–Name 2014", [1, 4])]),
    (f"by {_x(1, 'Name (2011)', kind='ref')}.", [("Name (2011)", [1])]),
    (f"see {_x(1, 'Figure 1', rid='f1', kind='fig')}.", []),
    (f"not there [{_x(99)}].", [("[99]", ["b99"])]),
    (f"hidden {_x(1, '')} here.", []),
]


@pytest.mark.parametrize(("written", "markers"), WRITTEN)
def test_markers(written: str, markers: list[tuple[str, list[int]]], read_article: ReadArticle) -> None:
    document = read_article(f"<sec><title>T</title><p>{written}</p></sec>")
    entries = find_entries(document)
    found = find_markers(document, entries)
    references = references_of(document, entries)
    rows = citations_of(document, entries, found, references, {})
    made: dict[int, tuple[str, list[int | str]]] = {}
    for row in rows:
        start = getattr(row.marker.source, "start", 0)
        made.setdefault(start, (row.marker.value, []))[1].append(int(row.cited) if row.reference_id else row.cited)
    assert list(made.values()) == markers
    assert len({row.citation_id for row in rows}) == len(rows)
    for row in rows:
        if row.reference_id is not None:
            assert row.reference_id.endswith(f"-ref-{row.cited}")


def test_references_without_numbers_are_cited_by_id(read_article: ReadArticle) -> None:
    refs = '<ref id="one"><mixed-citation>Name A (2011) Bees.</mixed-citation></ref>'
    document = read_article(f"<p>By {_x(1, 'Name (2011)', 'one')}.</p>", refs=refs)
    references = references_of(document, find_entries(document))
    (row,) = citations_of(document, (), find_markers(document, ()), references, {})
    assert row.reference_id == references[0].reference_id
    assert row.reference_id.endswith(row.cited)


def test_without_cross_references_markers_are_found_by_their_look(read_article: ReadArticle) -> None:
    document = read_article("<p>As is known [3, 5–7].</p>")
    assert document.citations == ()
    assert [marker.numbers for marker in find_markers(document, find_entries(document))] == [(3, 5, 6, 7)]


def test_cross_references_within_the_list_are_no_citations(read_article: ReadArticle) -> None:
    refs = f'<ref id="b1"><label>1</label><mixed-citation>See {_x(1, "ref. 1")}.</mixed-citation></ref>'
    assert read_article("<p>x</p>", refs=refs).citations == ()


def test_markers_in_captions_cells_and_notes_count(read_article: ReadArticle) -> None:
    document = read_article(
        f"<table-wrap><label>Table 1</label><caption><p>After [{_x(1)}]</p></caption><table><tr><td>Kim "
        f"[{_x(2)}]</td><td>"
        f"{_x(3)}</td></tr></table><table-wrap-foot><fn><p>From [{_x(4)}].</p></fn></table-wrap-foot></table-wrap>"
    )
    assert [document.text[one.span.start : one.span.end] for one in document.citations] == ["[1]", "[2]", "3", "[4]"]

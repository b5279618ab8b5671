"""Reference lists of many forms, typeset and as text: each is cut into the entries that were printed."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Jump, Span, Spans
from extract.reference_lists import find_entries, find_lists

Reader = Callable[[str], Document]

SURNAMES = (
    "Abara",
    "Bekele",
    "Chandra",
    "de Vries",
    "Eriksen",
    "Fujita",
    "García",
    "Holt",
    "Ivanov",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Møller",
    "Nakamura",
    "Okafor",
    "Petrov",
    "Quispe",
    "Rossi",
    "Sørensen",
    "Tanaka",
    "Ulrich",
    "van der Berg",
    "Weber",
    "Yilmaz",
    "Zhang",
)
TITLES = (
    "Slow recovery of salt marshes after a dry summer",
    "Who reads the protocol? A survey of trial registers",
    "On the use of small lakes as records of wind",
    "Early signs of fatigue in welded joints under shifting load",
    "A field guide to counting swifts",
    "Iron uptake in roots of wild barley: a comparison of nine lines",
    "Hearing loss among brass players followed over twenty years of work in large and small orchestras",
    "Why some bridges hum",
    "Sleep and shift work in rural clinics",
)
JOURNALS = ("J Field Stud", "Ann Slow Sci", "Acta Ex", "Rev Small Things", "Harbour Lett")

Work = tuple[str, str, str, str, int, int, int]


def works(count: int) -> list[Work]:
    """Invented works in the order of their authors."""
    made: list[Work] = []
    for number in range(count):
        name = SURNAMES[number * len(SURNAMES) // count]
        second = SURNAMES[(7 * number + 3) % len(SURNAMES)]
        title, journal = TITLES[number % len(TITLES)], JOURNALS[number % len(JOURNALS)]
        made.append((name, second, title, journal, 1998 + number % 25, 3 + number, 11 * number + 101))
    return made


def vancouver(work: Work) -> str:
    name, second, title, journal, year, volume, page = work
    return f"{name} AB, {second} C. {title}. {journal}. {year};{volume}(2):{page}-{page + 9}."


def apa(work: Work) -> str:
    name, second, title, journal, year, volume, page = work
    return f"{name}, A. B., & {second}, C. ({year}). {title}. {journal}, {volume}(2), {page}–{page + 9}."


def springer(work: Work) -> str:
    name, second, title, journal, year, volume, page = work
    return f"{name} AB, {second} C ({year}) {title}. {journal} {volume}:{page}–{page + 9}"


def nature(work: Work) -> str:
    name, second, title, journal, year, volume, page = work
    return f"{name}, A. B. & {second}, C. {title}. {journal} {volume}, {page}–{page + 9} ({year})."


def acs(work: Work) -> str:
    name, second, title, journal, year, volume, page = work
    return f"{name}, A. B.; {second}, C. {title}. {journal} {year}, {volume}, {page}–{page + 9}."


def ieee(work: Work) -> str:
    name, second, title, journal, year, volume, page = work
    return f"A. B. {name} and C. {second}, “{title},” {journal}, vol. {volume}, no. 2, pp. {page}–{page + 9}, {year}."


def mla(work: Work) -> str:
    name, second, title, journal, year, volume, page = work
    return f"{name}, Anna, and Carl {second}. “{title}.” {journal} {volume}.2 ({year}): {page}–{page + 9}. Print."


STYLES = (vancouver, apa, springer, nature, acs, ieee, mla)


def cut(document: Document) -> list[str]:
    return [_plain(document.text[entry.span.start : entry.span.end]) for entry in find_entries(document)]


def _plain(text: str) -> str:
    return re.sub(r"(?<=–) ", "", re.sub(r"\s+", " ", text))


def escaped(text: str) -> str:
    """A string as Typst prints it letter by letter."""
    return re.sub(r"([\[\]#*_$@<>~\\/-])", r"\\\1", text)


BODY = "Text of an article that goes on for a while and cites nobody in particular. " * 12
HANGING = "#set par(first-line-indent: 0pt, hanging-indent: 1.4em, justify: true)\n"
INDENTED = "#set par(first-line-indent: (amount: 1.4em, all: true), hanging-indent: 0pt, justify: true)\n"
GAPS = "#set par(first-line-indent: 0pt, hanging-indent: 0pt, justify: true, spacing: 1.1em)\n"
FLUSH = "#set par(first-line-indent: 0pt, hanging-indent: 0pt, justify: true)\n"
RAGGED = "#set par(first-line-indent: 0pt, hanging-indent: 0pt, justify: false)\n"
COLUMNS = "#set page(columns: 2, height: 300pt)\n"
LAYOUTS = {"hanging": HANGING, "indented": INDENTED, "gaps": GAPS, "flush": FLUSH, "ragged": RAGGED}


@pytest.mark.parametrize("page", ["", COLUMNS], ids=["one column", "two columns"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_a_list_without_numbers(read_typeset: Reader, style: Callable[[Work], str], layout: str, page: str) -> None:
    printed = [style(work) for work in works(24)]
    listed = "\n\n".join(map(escaped, printed))
    document = read_typeset(f"{page}== Introduction\n{BODY}\n\n== References\n{LAYOUTS[layout]}{listed}")
    assert cut(document) == printed


LABELS = {
    "1.": lambda number: f"{number}.",
    "[1]": lambda number: f"[{number}]",
    "(1)": lambda number: f"({number})",
    "1": lambda number: f"{number}",
    "1)": lambda number: f"{number})",
    "raised": lambda number: f"{number}",
}


@pytest.mark.parametrize("page", ["", COLUMNS], ids=["one column", "two columns"])
@pytest.mark.parametrize("apart", [False, True], ids=["run in", "in a column"])
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("style", [vancouver, acs, ieee], ids=lambda style: style.__name__)
def test_a_list_with_numbers(
    read_typeset: Reader, style: Callable[[Work], str], label: str, apart: bool, page: str
) -> None:
    printed = [style(work) for work in reversed(works(24))]
    numbers = [LABELS[label](number) for number in range(1, 25)]
    shown = [f"#super[{number}]" if label == "raised" else escaped(number) for number in numbers]
    if apart:
        rows = ", ".join(f"[{number}], [{escaped(text)}]" for number, text in zip(shown, printed, strict=True))
        listed = f"#grid(columns: (2.4em, 1fr), row-gutter: 0.5em, {rows})"
    else:
        listed = "\n\n".join(f"#[{number}] {escaped(text)}" for number, text in zip(shown, printed, strict=True))
    document = read_typeset(f"{page}== Introduction\n{BODY}\n\n== References\n{HANGING}{listed}")
    found = find_entries(document)
    assert [entry.number for entry in found] == list(range(1, 25))
    assert [_plain(document.text[entry.body : entry.span.end]) for entry in found] == printed


HEADINGS = ["References", "LITERATURE CITED", "7. References", "References and Notes", "Bibliography", "Works cited"]
HEADINGS += ["Literaturverzeichnis", "Références bibliographiques", "Referencias", "Bibliografia", "Список литературы"]
HEADINGS += [
    "参考文献",
    "Further reading",
    "Reference list",
    "Cited literature",
    "Literatura",
    "Kaynaklar",
    "Notes and references",
]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("heading", HEADINGS)
def test_what_lists_are_called(read_text: Reader, heading: str, numbered: bool) -> None:
    printed = [vancouver(work) for work in works(6)]
    listed = "\n\n".join(f"{index}. {text}" if numbered else text for index, text in enumerate(printed, 1))
    document = read_text(f"# A title\n\n## Introduction\n\nText.\n\n## {heading}\n\n{listed}")
    assert [text.split(". ", 1)[1] if numbered else text for text in cut(document)] == printed


ONE, TWO, THREE = (vancouver(work) for work in works(3))
CHEMISTS = "A. Kim, J. Ex. Chem. 2001, 12, 34; B. Lee, Ex. Lett. 2003, 4, 56"
SHAPES = [
    ("lettered", f"## References\n\n1. (a) {ONE} (b) {TWO}\n2. {THREE}", [(1, "a"), (1, "b"), (2, None)]),
    ("numbers with letters", f"## References\n\n1a. {ONE}\n1b. {TWO}\n2. {THREE}", [(1, "a"), (1, "b"), (2, None)]),
    ("after a semicolon", f"## References\n\n1. {CHEMISTS}\n2. {THREE}", [(1, "1"), (1, "2"), (2, None)]),
    ("authors between semicolons", "## References\n\n1. Kim, E.; Lee, F.; Roy, G. Ex. 2001, 1, 2.\n", [(1, None)]),
    ("a volume after a semicolon", f"## References\n\n1. {ONE}\n2. {TWO}", [(1, None), (2, None)]),
    (
        "run together in one paragraph",
        f"## References\n\n[1] {ONE} [2] {TWO} [3] {THREE}",
        [(1, None), (2, None), (3, None)],
    ),
    ("a list a chapter", f"## References\n\n1. {ONE}\n\n## Two\n\nText.\n\n## References\n\n1. {TWO}", [(1, None)] * 2),
    ("subheadings", f"## References\n\n### Books\n\n{ONE}\n\n### Papers\n\n{TWO}\n\n{THREE}", [(None, None)] * 3),
    ("one a line", f"## References\n\n{ONE}\n{TWO}\n{THREE}", [(None, None)] * 3),
    ("a heading in the paragraph", f"Text.\n\nReferences\n{ONE}\n{TWO}\n{THREE}", [(None, None)] * 3),
    ("bullets", f"## References\n\n- {ONE}\n- {TWO}\n- {THREE}", [(None, None)] * 3),
    (
        "going on later",
        f"## References\n\n1. {ONE}\n\n## Methods\n\nText.\n\n2. {TWO}\n\n3. {THREE}",
        [(1, None), (2, None), (3, None)],
    ),
    (
        "footnotes",
        "\n\n".join(f"Text {n}.\n\n{n}. {vancouver(work)}" for n, work in enumerate(works(6), 1)),
        [(n, None) for n in range(1, 7)],
    ),
    (
        "nothing said and nothing numbered",
        "Text.\n\n" + "\n\n".join(vancouver(work) for work in works(6)),
        [(None, None)] * 6,
    ),
    ("an empty list", "## References\n\n## Funding\n\nNone.", []),
    ("prose under the heading", "## Literature\n\nMuch was written in 2001. We read it all.\n\nMore came in 2002.", []),
    (
        "a numbered entry that is prose",
        f"## References\n\n1. {ONE}\n2. The authors thank nobody.\n3. {TWO}",
        [(1, None), (2, None), (3, None)],
    ),
]


@pytest.mark.parametrize(("written", "shape"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
def test_the_shape_of_lists(read_text: Reader, written: str, shape: list[tuple[int | None, str | None]]) -> None:
    document = read_text(written)
    assert [(entry.number, entry.part) for entry in find_entries(document)] == shape


BEHIND = [
    "Publisher’s Note Springer Nature remains neutral with regard to claims in maps.",
    "How to cite this article: Abara AB. A title. Ex J. 2020;1:2-3.",
    "© 2018 by the authors. This article is open access (http://example.org/licence/4.0).",
    "Submit your next manuscript to us and benefit from our 2019 offer: pp. 1-2.",
    "Received: 12 May 2018. Accepted: 1 June 2018.",
    "Correspondence: Anna Abara, Harbour Road 12, 2010 Harbour.",
    "Anna Abara was born in 1970 and has worked on salt marshes ever since.",
]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("behind", BEHIND)
def test_what_stands_behind_a_list_is_none_of_it(read_text: Reader, behind: str, numbered: bool) -> None:
    printed = [f"{index}. {vancouver(work)}" if numbered else vancouver(work) for index, work in enumerate(works(5), 1)]
    assert cut(read_text("## References\n\n" + "\n\n".join([*printed, behind]))) == printed


def test_what_stands_between_entries_is_kept_aside(read_text: Reader) -> None:
    printed = [vancouver(work) for work in works(4)]
    note = "Submit your next manuscript to us."
    document = read_text("## References\n\n" + "\n\n".join([*printed[:2], note, *printed[2:]]))
    assert cut(document) == printed
    left = [document.text[span.start : span.end] for made in find_lists(document) for span in made.leftover]
    assert left == [note]


def test_links_that_lead_to_entries_show_where_they_begin(read_text: Reader) -> None:
    printed = [f"{name}: works {year}, collected" for name, year in zip("abcdef", range(1990, 1996), strict=True)]
    document = read_text("## References\n\n" + "\n".join(f"the {text} and reprinted, vol. 1:2-3" for text in printed))
    starts = [document.text.index(text) - 4 for text in printed]
    jumps = tuple(Jump(Span(index, index + 1), start) for index, start in enumerate(starts))
    assert [entry.span.start for entry in find_entries(replace(document, jumps=jumps))] == starts


@pytest.mark.parametrize(
    "written",
    [
        "\n\n".join(f"{n}. {ONE}" for n in range(1, 20_001)),
        "\n\n".join(f"{TITLES[n % 9]} {ONE}" for n in range(5_000)),
        f"1. {ONE}\n2. " + "Abara AB, " * 10_000,
        "1. " + "(a) x " * 20_000,
        "A. B. " * 20_000,
        "Abara, A.; " * 20_000,
        "[1] " * 30_000,
        "\n".join(["1."] * 20_000),
    ],
    ids=["many", "many without numbers", "long", "letters", "initials", "semicolons", "labels", "bare labels"],
)
def test_lists_beyond_measure_are_cut(read_text: Reader, written: str) -> None:
    document = read_text(f"## References\n\n{written}")
    entries = find_entries(document)
    assert all(above.span.end <= below.span.start for above, below in pairwise(entries))


LINES = [
    ONE,
    TWO,
    f"1. {ONE}",
    f"2. {TWO}",
    f"[3] {THREE}",
    "A line of text.",
    "© 2019 by the authors.",
    "continued 2001; 12:3-4.",
]
LINES += ["(a) Kim E. Ex. 2001;1:2. (b) Lee F. Ex. 2002;2:3.", "", "", "********", "12"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_what_stands_before_the_last_entry_is_in_an_entry_or_left_over(read_text: Reader, lines: list[str]) -> None:
    document = read_text("## References\n\n" + "\n".join(lines))
    for made in find_lists(document):
        held = Spans([*(entry.span for entry in made.entries), *made.leftover])
        end = made.entries[-1].span.end
        start = next(block.span.end for block in document.of_kind("heading"))
        lost = [at for at in range(start, end) if document.text[at].isalpha() and not held.hold(at)]
        assert not lost, document.text[lost[0] :]

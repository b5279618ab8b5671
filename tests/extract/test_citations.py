"""Citation markers in the text and the references they point to."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.citations import Marker, citations_of, expand, find_markers
from extract.document import Document
from extract.references import find_entries, references_of

Reader = Callable[[str], Document]

PRINTED = [
    ("7", (7,), ()),
    ("1,2", (1, 2), ()),
    ("8-14", tuple(range(8, 15)), ()),
    ("8–10, 12", (8, 9, 10, 12), ()),
    ("1, 3 — 5; 4", (1, 3, 4, 5), ()),
    ("14-8", (14, 8), ("14-8",)),
    ("1-500", (1, 500), ("1-500",)),  # no marker cites so many: two numbers and something else between them
    ("2-2", (2,), ()),
    ("", (), ()),
]


@pytest.mark.parametrize(("printed", "numbers", "impossible"), PRINTED)
def test_markers_are_expanded(printed: str, numbers: tuple[int, ...], impossible: tuple[str, ...]) -> None:
    assert expand(printed) == (numbers, impossible)


@given(st.one_of(st.text(), st.text("0123456789-–,; []", max_size=300)))
def test_expanding_never_fails_and_is_bounded(printed: str) -> None:
    numbers, impossible = expand(printed)
    assert len(numbers) == len(set(numbers)) <= 1000
    assert all(0 <= number <= 999 for number in numbers)
    assert all(each in printed for each in impossible)


LIST = "\n\n## References\n\n" + "\n".join(
    f"{n}. Author A. Title [{n}]. Ex J. 200{n % 10};1:1-2." for n in range(1, 21)
)


def markers(document: Document) -> list[tuple[str, tuple[int, ...]]]:
    found = find_markers(document, find_entries(document))
    return [(document.text[each.span.start : each.span.end], each.numbers) for each in found]


BRACKETED = [
    ("as shown [3].", [("[3]", (3,))]),
    ("as shown [ 3, 5–7 ].", [("[ 3, 5–7 ]", (3, 5, 6, 7))]),
    ("as shown[3][4].", [("[3]", (3,)), ("[4]", (4,))]),
    ("as shown.<sup>[3]</sup>", [("[3]", (3,))]),
    ("as shown [a], [Smith 2001], [ ] and [2001].", []),
    ("as shown [99].", [("[99]", (99,))]),  # in no list: kept, so that an editor sees it
]


@pytest.mark.parametrize(("text", "found"), BRACKETED)
def test_bracketed_markers(read_text: Reader, text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert markers(read_text(f"## Introduction\n\n{text}{LIST}")) == found


# raised numbers count where a document cites by them
RAISED_USUAL = "It was<sup>1</sup> and was<sup>2,3</sup> and was.<sup>4–6</sup> "

RAISED = [
    ("as shown<sup>7</sup>", [("7", (7,))]),
    ("as shown,<sup>7,9</sup> and", [("7,9", (7, 9))]),
    ("CD8<sup>+</sup> cells", []),
    ("10<sup>6</sup> cells", []),
    ("per m<sup>2</sup> or 3 cm<sup>3</sup>", []),
    ("5 kg/m<sup>2</sup>", []),
    ("the <sup>18</sup>F isotope", []),
    ("I<sup>2</sup> and χ<sup>2</sup> were", []),
    ("mCRC<sup>12</sup>", [("12", (12,))]),
]


@pytest.mark.parametrize(("text", "found"), RAISED)
def test_raised_markers(read_text: Reader, text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    document = read_text(f"# Title\n\nA. Author<sup>1</sup>\n\n## Introduction\n\n{RAISED_USUAL}{text}{LIST}")
    assert markers(document) == [("1", (1,)), ("2,3", (2, 3)), ("4–6", (4, 5, 6)), *found]


def test_raised_numbers_that_name_the_same_few_are_no_markers(read_text: Reader) -> None:
    statistics = "It was high (I<sup>2</sup> = 5%, QX<sup>1</sup>, QY<sup>1</sup>, QZ<sup>1</sup>). "
    text = f"## Introduction\n\n{statistics * 5} As shown [3–5], [7].{LIST}"
    assert markers(read_text(text)) == [("[3–5]", (3, 4, 5)), ("[7]", (7,))]


def test_numbers_in_round_brackets_where_they_cite_the_list(read_text: Reader) -> None:
    text = "One was shown (1, 2). Of them (45) many were (3-9), as were others (10). "
    assert markers(read_text(f"## Introduction\n\n{text}{LIST}")) == [
        ("(1, 2)", (1, 2)),
        ("(3-9)", (3, 4, 5, 6, 7, 8, 9)),
        ("(10)", (10,)),
    ]


def test_a_few_numbers_in_round_brackets_are_counts(read_text: Reader) -> None:
    assert markers(read_text(f"## Introduction\n\nSome (3) were men (7).{LIST}")) == []


def test_a_few_raised_numbers_are_no_markers(read_text: Reader) -> None:
    assert markers(read_text(f"## Introduction\n\nas shown<sup>1</sup> and [2] and [3]{LIST}")) == [
        ("[2]", (2,)),
        ("[3]", (3,)),
    ]


def test_without_a_list_there_are_no_markers(read_text: Reader) -> None:
    assert markers(read_text("## Introduction\n\nas shown [3].")) == []


def test_markers_in_tables_and_captions_count(read_text: Reader) -> None:
    document = read_text(f"## Introduction\n\nText.\n\n**Table 1.** Of [4]\n\n|a|b|\n|--|--|\n|x [5]|y|\n{LIST}")
    assert [printed for printed, _ in markers(document)] == ["[4]", "[5]"]


def test_a_row_for_each_pair(read_text: Reader) -> None:
    document = read_text(f"## Introduction\n\nas shown [2,99].{LIST}")
    entries = find_entries(document)
    found = find_markers(document, entries)
    rows = citations_of(document, entries, found, references_of(document, entries), {found[0].span.start: "claim-1"})
    assert [(row.cited, row.reference_id, row.claim_id) for row in rows] == [
        ("2", f"{document.document_id}-ref-2", "claim-1"),
        ("99", None, "claim-1"),
    ]
    assert {row.marker.value for row in rows} == {"[2,99]"}


def test_markers_are_values() -> None:
    assert Marker.__dataclass_params__.frozen  # type: ignore[attr-defined]

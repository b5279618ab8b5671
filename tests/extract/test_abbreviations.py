"""Abbreviations that a document defines, and what a short form stands for where it is printed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.abbreviations import find_definitions
from extract.document import Document, Spans
from extract.glossary import Glossary, abbreviations_of
from extract.references import find_entries
from extract.sections import find_headings
from extract.short_forms import fits, may_be_short

Reader = Callable[[str], Document]

LIST = "\n\n## References\n\n1. Author A. Title. Ex J. 2001;1:1-2.\n"


def defined(document: Document) -> list[tuple[str, str]]:
    found = find_definitions(document, find_entries(document), find_headings(document))
    text = document.text
    return [(text[each.short.start : each.short.end], text[each.long.start : each.long.end]) for each in found]


IN_TEXT = [
    ("In hepatocellular carcinoma (HCC) we saw it.", [("HCC", "hepatocellular carcinoma")]),
    ("Immune checkpoint inhibitors (ICIs) help.", [("ICIs", "Immune checkpoint inhibitors")]),
    ("It binds transforming growth factor-beta (TGF-β).", [("TGF-β", "transforming growth factor-beta")]),
    ("Programmed death ligand 1 (PD-L1, also B7-H1) is high.", [("PD-L1", "Programmed death ligand 1")]),
    ("The small interfering RNA (siRNA) was given.", [("siRNA", "small interfering RNA")]),
    ("VEGF (vascular endothelial growth factor) is secreted.", [("VEGF", "vascular endothelial growth factor")]),
    ("median overall survival [OS] was long", [("OS", "overall survival")]),
    ("burden of stillbirths (SB) is high", [("SB", "stillbirths")]),
    ("the plant Ocimum sanctum L. (OS) grows", [("OS", "Ocimum sanctum L")]),
    ("with 6-minute walk test (6MWT)", [("6MWT", "6-minute walk test")]),
    ("assessed ALT (Roche, Basel), and aspartate aminotransferase (AST)", [("AST", "aspartate aminotransferase")]),
    # remarks, numbers, places and people in brackets define nothing
    ("It was shown (Fig. 2) in mice (n = 12) by Smith (2020).", []),
    ("It was bought (Sigma, USA) and cut (see Methods).", []),
    ("No such thing was seen. Here (HCC) stands alone.", []),
    ("the older men (OR) of the group", []),
    ("PD-1 (in the second arm) was blocked", []),
]


@pytest.mark.parametrize(("printed", "expected"), IN_TEXT)
def test_a_definition_in_the_text(printed: str, expected: list[tuple[str, str]], read_text: Reader) -> None:
    assert defined(read_text(f"# Title\n\n## Introduction\n\n{printed} It is so [1].{LIST}")) == expected


CI_HR = [("CI", "confidence interval"), ("HR", "hazard ratio")]
LISTED = [
    ("CI: confidence interval; HR: hazard ratio.", CI_HR),
    ("CI, confidence interval; HR, hazard ratio", CI_HR),
    ("CI = confidence interval, HR = hazard ratio.", CI_HR),
    ("CI – confidence interval; HR – hazard ratio", CI_HR),
    ("Abbreviations: CI: confidence interval, and HR: hazard ratio.", CI_HR),
    (
        "CI, confidence interval; HR, hazard ratio; Treg, T cell that regulates",
        [*CI_HR, ("Treg", "T cell that regulates")],
    ),
]


@pytest.mark.parametrize(("printed", "expected"), LISTED)
def test_a_list_of_abbreviations(printed: str, expected: list[tuple[str, str]], read_text: Reader) -> None:
    assert defined(read_text(f"# Title\n\n## Text\n\nIt is so [1].\n\n## Abbreviations\n\n{printed}{LIST}")) == expected


TABLE = "**Table 1. Outcomes**\n\nArm\tOS\nA\t12\nB\t14\n\n{notes}\n\n"


def test_the_notes_of_a_table_hold_in_the_table(read_text: Reader) -> None:
    document = read_text(
        "# Title\n\n## Text\n\nOverall survival (OS) and operating systems (OSs) differ; OS was long [1].\n\n"
        + TABLE.format(notes="OS: opioid sparing; NR: not reached.")
        + f"Here OS is long again [1].{LIST}"
    )
    entries = find_entries(document)
    definitions = find_definitions(document, entries, find_headings(document))
    rows = {row.long_form.value: row for row in abbreviations_of(document, entries, Glossary(document, definitions))}
    assert rows["Overall survival"].table_id is None
    assert rows["Overall survival"].uses == 2
    assert rows["opioid sparing"].table_id == f"{document.document_id}-table-1"
    assert rows["opioid sparing"].defined_in == "notes"
    assert rows["opioid sparing"].uses == 1
    glossary = Glossary(document, definitions)
    meant = glossary.meaning("OS", document.text.index("Here OS") + 5)
    assert meant is not None
    assert document.text[meant.long.start : meant.long.end] == "Overall survival"
    assert glossary.meaning("PFS", 0) is None


def test_the_later_definition_holds_behind_it(read_text: Reader) -> None:
    document = read_text(
        "# Title\n\n## One\n\nPartial response (PR) came first. PR was seen [1].\n\n"
        f"## Two\n\nThe progesterone receptor (PR) is another. PR was not seen; no PR at all.{LIST}"
    )
    definitions = find_definitions(document, find_entries(document), find_headings(document))
    uses = Glossary(document, definitions).uses(Spans([]))
    assert {document.text[each.long.start : each.long.end]: count for each, count in uses.items()} == {
        "Partial response": 1,
        "progesterone receptor": 2,
    }


@given(st.text("aAbB1 -(,.)", max_size=60), st.text("aAbBβ1 -", max_size=200))
def test_what_fits_has_its_letters_in_order(short: str, long: str) -> None:
    fit = fits(short, long)
    letters = [letter.casefold() for letter in short if letter.isalnum()]
    if fit is not None:
        assert fit <= len(letters)
        rest = iter(letter.casefold() for letter in long.replace("β", "b"))
        assert all(letter in rest for letter in letters[:-1])  # the last may be a plural s


@given(st.text(max_size=40))
def test_whatever_is_printed_may_be_asked(printed: str) -> None:
    assert may_be_short(printed) in (True, False)


def test_a_page_of_brackets_takes_no_time(read_text: Reader) -> None:
    document = read_text("# T\n\n" + "(AB " * 5_000 + "(ab) " * 5_000 + "A: b; " * 5_000 + LIST)
    find_definitions(document, find_entries(document), find_headings(document))

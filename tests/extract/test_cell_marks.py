"""Raised signs in cells: ``^x^`` is raised; the text without what would change its number, its marks, their notes."""

import re

import pytest

from curated.provenance import Method
from extract.cell_marks import marked
from extract.document import Document, Span
from extract.places import BytePlaces

CASES = [
    # printed, notes, text, marks, notes that are called
    ("12.5^a^", ["a Mean of two."], "12.5a", ["a"], [0]),
    ("12.5^1^", ["1 Mean of two."], "12.5", ["1"], [0]),
    ("12.5^80^", [], "12.5", ["80"], []),
    ("10^6^", [], "106", [], []),
    ("kg/m^2^", [], "kg/m2", [], []),
    ("Nivolumab^a,b^", ["a First.", "b Second."], "Nivolumaba,b", ["a,b"], [0, 1]),
    ("Nivolumab^a,b^", ["a First; b Second."], "Nivolumaba,b", ["a,b"], [0]),
    ("12.5*", ["* p < 0.05"], "12.5*", ["*"], [0]),
    ("12.5^∗^", ["*p < 0.05"], "12.5∗", ["∗"], [0]),
    ("12.5 †", ["† at one year"], "12.5 †", ["†"], [0]),
    ("12.5", ["* p < 0.05"], "12.5", [], []),
    ("IFN-γ^+^", [], "IFN-γ+", [], []),
]


@pytest.mark.parametrize(("printed", "notes", "text", "marks", "called"), CASES)
def test_marks(printed: str, notes: list[str], text: str, marks: list[str], called: list[int]) -> None:
    plain, raised = "", []
    for part in re.split(r"(\^[^^]*\^)", printed):
        if part.startswith("^"):
            raised.append(Span(len(plain), len(plain) + len(part) - 2))
        plain += part.strip("^")
    document = Document(
        sha256="0" * 64,
        format="markdown",
        reader=Method(name="markdown", version="1"),
        text=plain,
        blocks=(),
        places=BytePlaces(),
        line_starts=(),
        superscripts=tuple(raised),
    )
    found = marked(document, Span(0, len(plain)), notes)
    assert plain[found.text.start : found.text.end] == text
    assert [plain[mark.start : mark.end] for mark in found.marks] == marks
    assert list(found.notes) == called

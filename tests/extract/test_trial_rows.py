"""A row of a table of trials, and what it says of its trial."""

from collections.abc import Callable

import pytest

from curated.schema import TrialMention
from extract.claims import trial
from extract.document import Document
from extract.passages import find_passages, language
from extract.tables import read_tables

Reader = Callable[[str], Document]


def mention(document: Document) -> TrialMention:
    passages = find_passages(document, (), (), (), read_tables(document), language())
    (found,) = [
        row
        for passage in passages
        if passage.kind == "table-row" and trial.KIND.recognises(passage)
        for row in trial.KIND.read(document, passage, "c")
    ]
    assert isinstance(found, TrialMention)
    return found


def table(**cells: str) -> str:
    heads = "|".join(head.replace("_", " ") for head in cells)
    return f"**Table 1. Trials**\n\n|{heads}|\n|{'--|' * len(cells)}\n|{'|'.join(cells.values())}|\n"


DRUGS = [
    ("Nivolumab", [("Nivolumab", "drug")]),
    ("Nivolumab + Ipilimumab", [("Nivolumab", "drug"), ("Ipilimumab", "drug")]),
    ("Nivolumab plus Ipilimumab (CTLA-4)", [("Nivolumab", "drug"), ("Ipilimumab", "drug")]),
    ("Nivolumab 240 mg and Lenvatinib", [("Nivolumab", "drug"), ("Lenvatinib", "drug")]),
    ("Nivolumab vs. Sorafenib", [("Nivolumab", "drug"), ("Sorafenib", "comparator")]),
    ("Nivolumab versus Sorafenib + TACE", [("Nivolumab", "drug"), ("Sorafenib", "comparator"), ("TACE", "comparator")]),
    ("IBI305 (VEGF inhibitor)", [("IBI305", "drug")]),
    ("", []),
]


@pytest.mark.parametrize(("printed", "drugs"), DRUGS)
def test_drugs_and_their_roles(read_text: Reader, printed: str, drugs: list[tuple[str, str]]) -> None:
    document = read_text(table(Drug=printed, Trial_number="NCT03222076"))
    found = mention(document)
    assert [(name.value, role) for name, role in zip(found.drugs, found.drug_roles, strict=True)] == drugs
    for name in found.drugs:
        assert document.text[name.source.start : name.source.end] == name.value  # type: ignore[union-attr]


def test_the_role_is_that_of_the_column(read_text: Reader) -> None:
    found = mention(read_text(table(Drug="Nivolumab", Combination="Lenvatinib", Trial_number="NCT03222076")))
    assert found.drug_roles == ("drug", "combination")


SAID = [
    ("NCT03222076 (First-line treatment)", "line_of_therapy", "First-line treatment"),
    ("NCT03222076 (2L)", "line_of_therapy", "2L"),
    ("NCT03222076, second line", "line_of_therapy", "second line"),
    ("NCT03222076 (adjuvant)", "line_of_therapy", "adjuvant"),
    ("NCT03222076", "line_of_therapy", None),
    ("NCT03222076 (recruiting)", "status", "recruiting"),
    ("NCT03222076 / Active, not recruiting", "status", "Active, not recruiting"),
    ("NCT03222076", "status", None),
    ("NCT03222076, phase III", "phase", "phase III"),
    ("Phase 1/2, NCT03222076", "phase", "Phase 1/2"),
    ("NCT03222076", "phase", None),
]


@pytest.mark.parametrize(("printed", "field", "value"), SAID)
def test_line_status_and_phase(read_text: Reader, printed: str, field: str, value: str | None) -> None:
    found = getattr(mention(read_text(table(Drug="Nivolumab", Trial_number=printed))), field)
    assert (found.value if found else None) == value


def test_a_column_of_its_own_says_it_all(read_text: Reader) -> None:
    found = mention(read_text(table(Drug="Nivolumab", Phase="III", Status="Halted", Trial_number="NCT03222076")))
    assert found.phase is not None
    assert found.status is not None
    assert (found.phase.value, found.status.value) == ("III", "Halted")

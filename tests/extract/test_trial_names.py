"""Names of trials that a document ties to a number, and those that it does not."""

from collections.abc import Callable

import pytest

from curated.schema import Entity
from extract.contents import contents_of
from extract.document import Document
from extract.passages import language

Reader = Callable[[str], Document]
HEAD = "# A title\n\n## Introduction\n\n"

TIES = [
    ("The HALT trial (NCT03256981) is open [1].", "A title", {"HALT": "NCT03256981"}),
    ("In IMbrave150 (ClinicalTrials.gov number, NCT03434379) it was given [1].", "A title",
     {"IMbrave150": "NCT03434379"}),
    ("CheckMate-9DW; NCT04039607, is open [1].", "A title", {"CheckMate-9DW": "NCT04039607"}),
    ("It was tried (NCT04039607; CheckMate 9DW) [1].", "A title", {"CheckMate 9DW": "NCT04039607"}),
    ("Both drugs were tried in NCT03794440 [1].", "Sleep (ORIENT-32): a trial", {"ORIENT-32": "NCT03794440"}),
    ("Both drugs were tried in NCT03794440 [1].", "Results of study 22 (NCT02519348)", {"study 22": "NCT02519348"}),
    ("Both drugs were tried in NCT03434379 [1].", "IMbrave150 Investigators. Sleep", {"IMbrave150": "NCT03434379"}),
    # two numbers for one name, two names in the reference, two references, an abbreviation: no tie
    ("The HALT trial (NCT03256981) and the HALT trial (NCT03256982) are open [1].", "A title", {}),
    ("Both drugs were tried in NCT03794440 [1].", "HALT study and STOPP study of sleep", {}),
    ("Both drugs were tried in NCT03794440 [1,2].", "Sleep in age (ORIENT-32): a randomised trial", {}),
    ("Both drugs were tried in NCT03794440 [1].", "Hepatocellular carcinoma (HCC): a randomised trial", {}),
    ("It is registered as ACTRN, ACTRN12620001212943 [1].", "A title", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "tied"), TIES)
def test_ties(read_text: Reader, text: str, title: str, tied: dict[str, str]) -> None:
    listed = (
        f"\n\n## References\n\n1. Author A, Other B. {title}. Ex J. 2001;1:1-2.\n2. Author C. Two. Ex J. 2002;1:1-2.\n"
    )
    rows = contents_of(read_text(HEAD + text + listed), "x.md", language())
    found = [row for row in rows if isinstance(row, Entity) and row.kind == "trial" and row.identifier]
    assert {row.name: row.identifier for row in found} == tied
    assert all(row.text.value == row.name for row in found)
    assert len({row.entity_id for row in rows if isinstance(row, Entity)}) == sum(
        isinstance(row, Entity) for row in rows
    )


def test_a_tied_name_has_its_number_at_every_print(read_text: Reader) -> None:
    text = "The HALT trial (NCT03256981) is open [1]. In the HALT study many slept."
    rows = contents_of(
        read_text(f"{HEAD}{text}\n\n## References\n\n1. Author A. HALT. Ex J. 2001;1:1-2.\n"), "x.md", language()
    )
    found = [row for row in rows if isinstance(row, Entity) and row.kind == "trial"]
    assert [row.identifier for row in found] == ["NCT03256981"] * 3
    assert found[-1].claim_id is None  # the print in the reference


def test_a_phase_is_no_name(read_text: Reader) -> None:
    text = f"{HEAD}A phase III trial is open [1].\n\n## References\n\n1. Author A. One. Ex J. 2001;1:1-2.\n"
    rows = contents_of(read_text(text), "x.md", language())
    assert not [row for row in rows if isinstance(row, Entity) and row.kind == "trial"]

"""Which part of a sentence each marker supports."""

from collections.abc import Callable

import pytest

from curated.schema import Citation, Claim
from extract.contents import contents_of
from extract.document import Document
from extract.passages import language

Reader = Callable[[str], Document]
HEAD = "# A title\n\n## Introduction\n\n"
LIST = "\n\n## References\n\n" + "".join(f"{n}. Author {n}. Title. Ex J. 200{n};1:1-2.\n" for n in (1, 2, 3))

PARTS = [
    ("X inhibits A [1,2], whereas Y promotes B [3].", [("X inhibits A", ["1", "2"]), ("Y promotes B", ["3"])]),
    (
        "They come from plants such as ferns [1], mosses [2] and yeast [3].",
        [("ferns", ["1"]), ("mosses", ["2"]), ("yeast", ["3"])],
    ),
    ("It is known [1] [2].", [("It is known [1] [2].", ["1", "2"])]),
    ("It is known [1].", [("It is known [1].", ["1"])]),
    (
        "Oxytocin is involved in stress [1] and has been linked to restraint [2].",
        [("Oxytocin is involved in stress", ["1"]), ("has been linked to restraint", ["2"])],
    ),
]


@pytest.mark.parametrize(("text", "found"), PARTS)
def test_parts(read_text: Reader, text: str, found: list[tuple[str, list[str]]]) -> None:
    rows = contents_of(read_text(HEAD + text + LIST), "x.md", language())
    claims = [row for row in rows if isinstance(row, Claim)]
    cited = [row for row in rows if isinstance(row, Citation)]
    assert [
        (claim.text.value, [row.cited for row in cited if row.claim_id == claim.claim_id]) for claim in claims
    ] == found
    several = len(found) > 1
    assert [claim.part for claim in claims] == ([*range(1, len(found) + 1)] if several else [None])
    assert all((claim.sentence is not None) == several for claim in claims)
    assert all(claim.sentence is None or claim.sentence.value == text for claim in claims)

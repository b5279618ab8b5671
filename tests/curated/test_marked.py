"""The sentence of a row with its slots marked."""

from curated.dataset import Dataset
from curated.exported_tables import export_columns
from curated.marked import marked
from curated.provenance import DocumentSource, Method, Sourced
from curated.schema import Claim, DocumentText, Mechanism, Outcome, Section
from curated.show import show

READER = Method(name="text", version="1")
TEXT = "Table head ORR. The ORR was 27% in the alpha group."
SENTENCE = "The ORR was 27% in the alpha group."


def printed(words: str, start: int = 16) -> Sourced[str]:
    """Words where they first stand at or behind a place."""
    at = TEXT.index(words, start)
    return Sourced(value=words, source=DocumentSource(document="d", reader=READER, start=at, end=at + len(words)))


def outcome(measure: Sourced[str]) -> Outcome:
    return Outcome(
        outcome_id="o",
        claim_id="c",
        measure=measure,
        value=printed("27").derive(27.0, Method(name="number", version="1")),
        unit=printed("%"),
        arm=printed("alpha group"),
    )


CLAIM = Claim(claim_id="c", document_id="d", kind="outcome", text=printed(SENTENCE))
CLAIMS, TEXTS = {"c": CLAIM}, {"d": TEXT}


def test_slots_stand_in_brackets() -> None:
    said = marked(outcome(printed("ORR")), CLAIMS, TEXTS)
    assert said == "The [measure ORR] was [value 27][unit %] in the [arm alpha group]."


def test_what_is_printed_elsewhere_follows() -> None:
    said = marked(outcome(printed("ORR", 0)), CLAIMS, TEXTS)
    assert said == "The ORR was [value 27][unit %] in the [arm alpha group]. | [measure ORR]"


def test_of_slots_that_overlap_the_longer_is_marked() -> None:
    row = Mechanism(
        mechanism_id="m",
        claim_id="c",
        agent=printed("alpha"),
        relation=printed("was"),
        object=printed("the alpha group"),
    )
    assert marked(row, CLAIMS, TEXTS) == "The ORR [relation was] 27% in [object the alpha group]."


def test_rows_that_are_read_from_no_claim_have_none() -> None:
    assert marked(CLAIM, CLAIMS, TEXTS) is None
    assert marked(outcome(printed("ORR")), {}, TEXTS) is None


def test_it_is_shown_and_exported() -> None:
    dataset = Dataset(
        texts=(DocumentText(document_id="d", text=TEXT),), claims=(CLAIM,), outcomes=(outcome(printed("ORR")),)
    )
    shown = show(dataset, dataset.outcomes[0], lambda sha256: None)
    assert "[measure ORR] was [value 27]" in shown
    assert "marked" in export_columns(Outcome)
    assert "marked" not in export_columns(Section)

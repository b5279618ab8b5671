"""Passages that state whether a drug is approved, and by whom."""

import re
from collections.abc import Iterator

from curated.schema import Outcome, TrialMention
from extract.claim_kind import ClaimKind
from extract.document import Document
from extract.passages import Passage

_APPROVAL = re.compile(
    r"\b(?:approv(?:ed|al)\b[^.;]{0,60}\b(?:FDA|EMA|NMPA|PMDA|Food and Drug Administration|European Medicines Agency|"
    r"China|Europe|United States|Japan|countries)|(?:FDA|EMA|NMPA|PMDA|Administration|Agency)\b"
    r"[^.;]{0,40}\bapprov(?:ed|al)|approved (?:in|for|as)\b|in clinical trials?$|marketing authori[sz]ation)",
    re.IGNORECASE,
)


def recognises(passage: Passage) -> bool:
    """Whether the passage, or for a table row one of its cells, states an approval."""
    texts = [cell.text.value for _, cell in passage.cells if cell.text] or [passage.text]
    return any(_APPROVAL.search(text) for text in texts)


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Outcome | TrialMention]:
    """No typed rows: the claim itself is the row."""
    return iter(())


KIND = ClaimKind("approval", recognises, read)

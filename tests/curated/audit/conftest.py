from collections.abc import Callable

import pytest

from curated.cited import CitedSentence, Depth
from curated.facts import Facts, Name
from curated.provenance import DocumentSource, Method, Sourced

Printed = Callable[..., CitedSentence]


@pytest.fixture(scope="session")
def printed() -> Printed:
    """Makes a sentence of a cited item."""

    def make(text: str, depth: Depth = "full_text", section: str = "", names: tuple[str, ...] = ()) -> CitedSentence:
        source = DocumentSource(document="d", reader=Method(name="t", version="1"), start=0, end=len(text))
        facts = Facts(tuple(Name("drug", name, name, 0, 1) for name in names))
        return CitedSentence(Sourced[str](value=text, source=source), depth, 0, len(text), facts, section)

    return make

"""The type of a kind of claim: which passages are of it, which rows it reads from them. They lie in ``claims/``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from curated.schema import Row
from extract.document import Document
from extract.passages import Passage


@dataclass(frozen=True)
class ClaimKind:
    """A kind of claim as a value. ``read`` is given the id of the claim that its rows belong to."""

    name: str
    recognises: Callable[[Passage], bool]
    read: Callable[[Document, Passage, str], Iterator[Row]]

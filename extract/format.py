"""The type of a format: how a file of it is recognised and read. The formats lie in ``formats/``."""

from collections.abc import Callable
from dataclasses import dataclass

from extract.document import Document


@dataclass(frozen=True)
class Format:
    """A file format as a value. ``read`` raises ``UnreadableError`` for a file that it cannot make sense of."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Document]

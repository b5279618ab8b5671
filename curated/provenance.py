"""Where a value came from: the bytes of a document or the kept answer of a registry.

Sources are made in two places only: ``Document.quote`` (extract) and ``Response.source``
(reference_resolver). A field typed ``Sourced[...]`` cannot be filled with a bare value, so mypy
refuses a value without a source.
"""

from datetime import datetime
from typing import Any, Generic, TypeVar

from curated.record import Record

T = TypeVar("T")
S = TypeVar("S")


class Method(Record):
    """A named, versioned step of the machinery: a reader, or one thing done to a value."""

    name: str
    version: str


class Region(Record):
    """A rectangle on a page, in points from the top left corner; ``page`` counts from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class ByteRange(Record):
    """A half-open range of bytes in the file as it was given to us."""

    start: int
    end: int


class DocumentSource(Record):
    """A place in a document.

    ``start`` and ``end`` are character offsets (half-open) into the text that ``reader`` made of the
    file whose id is ``document``; that text is kept in the dataset. ``regions`` say where it stands
    on the pages of a PDF, one region a line; ``ranges`` which bytes of a text file carry it; ``path`` is
    the XPath of the smallest element of an XML file that prints all of it.
    """

    document: str
    reader: Method
    start: int
    end: int
    regions: tuple[Region, ...] = ()
    ranges: tuple[ByteRange, ...] = ()
    path: str | None = None


class RegistrySource(Record):
    """A place in a kept answer of a registry.

    ``response`` is the SHA-256 of the body; ``pointer`` a JSON Pointer (RFC 6901) or, for XML, an
    XPath into it; ``retrieved_at`` when it was asked, or the date of the mirror that answered. A long
    ``url`` is cut and ends in ``…``; the kept answer has it whole.
    """

    registry: str
    url: str
    response: str
    pointer: str
    retrieved_at: datetime


def follow(value: Any, pointer: str) -> Any:
    """What stands at a JSON Pointer (RFC 6901) in a value that JSON was read to.

    Raises LookupError where the pointer leads nowhere.

    >>> follow({"message": {"items": [{"a/b": 7}]}}, "/message/items/0/a~1b")
    7
    """
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list) else value[key]
        except (KeyError, IndexError, ValueError, TypeError):
            raise LookupError(pointer) from None
    return value


class Sourced(Record, Generic[T]):
    """A value with its source and the steps that led from what is printed there to the value.

    Without steps a string value is exactly what stands at its source.
    """

    value: T
    source: DocumentSource | RegistrySource
    steps: tuple[Method, ...] = ()

    def derive(self, value: S, step: Method) -> "Sourced[S]":
        """Another value from the same place, with the step that made it added."""
        return Sourced[S](value=value, source=self.source, steps=(*self.steps, step))


Text = Sourced[str]
Texts = Sourced[tuple[str, ...]]
Whole = Sourced[int]
"""The commonest kinds by name: to look a generic type up takes half as long as to make the value."""

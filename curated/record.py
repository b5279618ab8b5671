"""The one kind of value object that everything in litcurate is made of."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value: equal by content, hashable, and strict about unknown fields.

    >>> class Page(Record):
    ...     number: int
    >>> Page(number=3) == Page(number=3)
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

"""A part of a string with its place."""

from typing import NamedTuple


class Piece(NamedTuple):
    """A part as printed, with its place in the string."""

    text: str
    start: int
    end: int


def piece_of(text: str, start: int, end: int) -> Piece:
    """The part of a string from ``start`` to ``end``, less the white space and punctuation around it."""
    while start < end and text[start] in " \t\n.,;:":
        start += 1
    while end > start and text[end - 1] in " \t\n.,;:":
        end -= 1
    return Piece(text[start:end], start, end)

"""The authors of a reference string: where their list ends, and each person or group in it with its place."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A part as printed, with its place in the string."""

    text: str
    start: int
    end: int


class PrintedAuthor(NamedTuple):
    """A person as printed."""

    family: str
    given: str
    piece: Piece


_ET_AL = re.compile(r"^(?:and\s+)?(?:et\.?\s?al\.?|and others|u\.\s?a\.)$", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?P<family>(?:[a-zà-ÿ'’]{1,4}\s){0,3}[A-ZÀ-Ý\u0100-\u024f][^\s,;]*(?:\s[^\s,;]+){0,3}?)"
    r"\s(?P<given>(?:[A-ZÀ-Ý]\.?-?){1,5})(?:\s(?:Jr|Sr|II|III|IV|2nd|3rd)\.?)?$"
)
_GIVEN_FIRST = re.compile(
    r"^(?P<given>(?:[A-ZÀ-Ý]\.[\s-]?){1,4})\s?(?P<family>(?:[a-zà-ÿ'’]{1,4}\s){0,3}[A-ZÀ-Ý][^,;]{1,40})$"
)
_INITIALS = re.compile(r"^(?:[A-ZÀ-Ý]\.?[\s-]?){1,4}$")


def piece_of(text: str, start: int, end: int) -> Piece:
    """The part of a string from ``start`` to ``end``, less the white space and punctuation around it."""
    while start < end and text[start] in " \t\n.,;:":
        start += 1
    while end > start and text[end - 1] in " \t\n.,;:":
        end -= 1
    return Piece(text[start:end], start, end)


def authors_and_rest(text: str, end: int) -> tuple[Piece, Piece]:
    """The list of authors, up to the first full stop that ends a name, and what follows it."""
    for stop in re.finditer(r"\.[”\"]?\s+|\.(?=;)", text[:end]):
        if text[stop.start() :].startswith(".;"):
            continue
        before = text[: stop.start()]
        word = before.rsplit(None, 1)[-1] if before.strip() else ""
        dotted_initial = re.fullmatch(r"(?:[A-ZÀ-Ý]\.-?)*[A-ZÀ-Ý]", word) and "," in text[stop.end() : stop.end() + 25]
        if dotted_initial and re.match(r"(?:[A-ZÀ-Ý]\.|&|and\s|[A-ZÀ-Ý][\w'’-]+,\s[A-ZÀ-Ý]\.)", text[stop.end() :]):
            continue
        return Piece(before, 0, stop.start()), piece_of(text, stop.end(), end)
    return Piece("", 0, 0), piece_of(text, 0, end)


def people_of(authors: Piece) -> tuple[tuple[PrintedAuthor, ...], tuple[Piece, ...], bool]:
    """The persons and the groups of a list of authors, and whether it ends in ``et al.``"""
    people: list[PrintedAuthor] = []
    groups: list[Piece] = []
    et_al = False
    waiting: Piece | None = None
    for piece in _split_names(authors):
        if _ET_AL.match(piece.text):
            et_al = True
            continue
        if waiting is not None and _INITIALS.match(piece.text):
            joined = Piece(f"{waiting.text}, {piece.text}", waiting.start, piece.end)
            people.append(PrintedAuthor(waiting.text, piece.text.strip(), joined))
            waiting = None
            continue
        if waiting is not None:
            groups.append(waiting)
            waiting = None
        found = _PERSON.match(piece.text) or _GIVEN_FIRST.match(piece.text)
        if found:
            people.append(PrintedAuthor(found.group("family"), found.group("given").strip(), piece))
        elif piece.text:
            waiting = piece
    if waiting is not None:
        groups.append(waiting)
    return tuple(people), tuple(groups), et_al


def _split_names(authors: Piece) -> Iterator[Piece]:
    """Names between commas, semicolons, ``and``, ``&``; ``et al.`` as one of them."""
    position = 0
    for separator in re.finditer(
        r"\s{0,9}[,;]\s*(?:(?:and|&|et(?!\.?\s?al)|und|y)\s+)?|\s{1,9}(?:(?:and|&|und)\s+|(?=et\.? al))", authors.text
    ):
        yield _name(authors, position, separator.start())
        position = separator.end()
    yield _name(authors, position, len(authors.text))


def _name(authors: Piece, start: int, end: int) -> Piece:
    text = authors.text[start:end]
    lead = len(text) - len(text.lstrip(" \t\n"))
    text = text.strip(" \t\n")
    begin = authors.start + start + lead
    return Piece(text, begin, begin + len(text))

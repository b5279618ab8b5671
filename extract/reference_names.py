"""The persons and groups in a printed list of authors or editors, each with its place.

How a list prints its names is seen from the names themselves: ``Kim E``, ``Kim, E.``, ``E. Kim``, ``Kim, Eun`` and
``Eun Kim`` in turn. A name that fits none of them is a group where it says so (*Study Group*, *Organization*) or where
it is longer than names are.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.reference_groups import FOR_GROUP, GROUP, says_group
from extract.reference_pieces import Piece


class PrintedAuthor(NamedTuple):
    """A person as printed; ``suffix`` is Jr, III and the like."""

    family: str
    given: str
    piece: Piece
    suffix: str = ""


class Names(NamedTuple):
    """The persons and groups of a list of names, and whether it says that there are more."""

    people: tuple[PrintedAuthor, ...] = ()
    groups: tuple[Piece, ...] = ()
    et_al: bool = False


_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_DASH = r"\-\u2010-\u2013\u00ad"
_INITIAL = rf"{_UPPER}[\u0300-\u036f]?(?:[a-z]{{1,2}}\.|\.)?"
_INITIALS_TEXT = rf"{_INITIAL}(?:[\s{_DASH}]{{0,3}}{_INITIAL}){{0,4}}"
_INITIALS = re.compile(rf"{_INITIALS_TEXT}(?:[\s{_DASH}]{{1,3}}[a-z]\.?)?")
_SUFFIX_TEXT = r"(?:Jr|Sr|JR|SR|jr|sr|II|III|IV|2nd|3rd|4th)\.?"
_SUFFIX = re.compile(_SUFFIX_TEXT)
_FAMILY_FIRST = re.compile(
    rf"(?P<family>\S(?:.{{0,58}}?\S)?)[\s,]{{1,3}}(?:(?P<before>{_SUFFIX_TEXT})\s)?(?P<given>(?:{_INITIALS_TEXT}|{_UPPER}(?:de|da|dos|do|d|van|von){_UPPER})"
    rf"(?:[\s{_DASH}]{{1,3}}(?:[a-z]|van|von|de|den|der|del|da|dos)\b\.?){{0,3}})(?:[\s,]{{1,3}}(?P<suffix>{_SUFFIX_TEXT}))?"
)
_GIVEN_FIRST = re.compile(
    rf"(?P<given>{_INITIALS_TEXT})(?:(?<=\.)\s{{0,3}}|\s{{1,3}})(?P<family>\S.{{0,60}}?)"
    rf"(?:[\s,]{{1,3}}(?P<suffix>{_SUFFIX_TEXT}))?"
)
_PLAIN = re.compile(r"(?P<family>[A-Z][a-zà-ÿ]+(?:[-'’][A-Z]?[a-zà-ÿ]+)?) (?P<given>[A-Z]{1,3})")
"""Most names in the life sciences; found first, as it takes less time."""
_ET_AL = re.compile(
    r"[\s,;.(]{0,3}(?:(?:and|&)\s{1,3})?\b(?:et\.?\s{0,2}al\b\.?|et\s{1,2}coll\b\.?|and\s{1,2}others\b|and\s{1,2}colleagues\b"
    r"|y\s{1,2}col(?:s|aboradores)?\b\.?|u\.\s?a\.|и\s{1,2}др\b\.?|外\s?\d+\s?人|등\b|他\b)[,;.)]{0,2}",
    re.IGNORECASE,
)
_ROLE_WORD = r"(?:eds?|editors?|edited|hrsg|dir|coord|éds?)"
_ROLE_BEFORE = re.compile(rf"\s{{0,3}}\(?{_ROLE_WORD}\b\.?\)?[\s,:]{{0,3}}(?:by\s)?", re.IGNORECASE)
_ROLE_BEHIND = re.compile(rf"[\s,;]{{0,3}}[(\[]?\b{_ROLE_WORD}\b\.?[)\]]?[\s.,:]{{0,3}}$", re.IGNORECASE)
_LONGEST_ROLE = 20
_SEPARATOR = re.compile(
    r"\s{0,9}[;,·]\s*(?:(?:and|&|et|und|y|e|и|og|och|with|en)\s+)?|\s{0,9}&\s*|\s{1,9}(?:and|und|et|и|och)\s+|(?<=\.)\sand(?=[A-Z])"
    r"|\s{1,9}(?:y|e|og|en)\s+(?=[A-ZÀ-Ý])"
)
_STRONG = re.compile(r"\s{0,9};\s*(?:(?:and|&|et|und|y)\s+)?")
_PARTICLES = frozenset(
    (
        *(
            "van",
            "von",
            "der",
            "den",
            "de",
            "del",
            "della",
            "di",
            "da",
            "dos",
            "das",
            "du",
            "la",
            "le",
            "el",
            "al",
            "bin",
        ),
        *("ibn", "ten", "ter", "te", "zu", "zum", "zur", "af", "av", "y", "e", "dal", "do", "st"),
    )
)
_MOST_NAMES = 400


def names_of(text: str, start: int, end: int) -> Names:
    """The names in ``text[start:end]``.

    >>> made = names_of("Kim E, de Vries C Jr, IMbrave150 Investigators, et al.", 0, 54)
    >>> [author[:2] for author in made.people], [group.text for group in made.groups], made.et_al
    ([('Kim', 'E'), ('de Vries', 'C')], ['IMbrave150 Investigators'], True)
    >>> [author[:2] for author in names_of("Kim, E.-J., & van der Berg, A.", 0, 30).people]
    [('Kim', 'E.-J.'), ('van der Berg', 'A.')]
    """
    et_al = False
    parts = []
    position = start
    for found in _ET_AL.finditer(text, start, end):
        et_al = True
        parts.append((position, found.start()))
        position = found.end()
    parts.append((position, end))
    people: list[PrintedAuthor] = []
    groups: list[Piece] = []
    for number, (begin, stop) in enumerate(parts):
        if (role := _ROLE_BEFORE.match(text, begin, stop)) is not None:
            begin = role.end()
        if (role := _ROLE_BEHIND.search(text[:stop], max(begin, stop - _LONGEST_ROLE))) is not None:
            stop = role.start()
        if any(map(str.isalpha, text[begin:stop])):
            before = len(people)
            _read(text, begin, stop, people, groups)
            if number:  # what stands behind "et al." without initials is no person of the list
                groups.extend(one.piece for one in people[before:] if not one.given)
                people[before:] = [one for one in people[before:] if one.given]
    return Names(tuple(people), tuple(groups), et_al)


def _read(text: str, start: int, end: int, people: list[PrintedAuthor], groups: list[Piece]) -> None:
    part = text[start:end]
    strong = _STRONG.search(part) is not None
    chunks = list(_chunks(text, start, end, _STRONG if strong else _SEPARATOR))[:_MOST_NAMES]
    if strong:
        for chunk in chunks:
            inner = list(_chunks(text, chunk.start, chunk.end, _SEPARATOR))
            if len(inner) == 2 and not GROUP.search(chunk.text) and not _FAMILY_FIRST.fullmatch(inner[1].text):
                people.append(PrintedAuthor(inner[0].text, inner[1].text, chunk))
            else:
                _in_turn(text, inner, people, groups)
    else:
        _in_turn(text, chunks, people, groups)


def _in_turn(text: str, chunks: Sequence[Piece], people: list[PrintedAuthor], groups: list[Piece]) -> None:
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        at += 1
        if people and _SUFFIX.fullmatch(chunk.text):
            last = people.pop()
            piece = Piece(text[last.piece.start : chunk.end], last.piece.start, chunk.end)
            people.append(PrintedAuthor(last.family, last.given, piece, chunk.text))
            continue
        if after is not None and _INITIALS.fullmatch(after.text) and not _whole(chunk.text):
            piece = Piece(text[chunk.start : after.end], chunk.start, after.end)
            people.append(PrintedAuthor(chunk.text, after.text, piece))
            at += 1
            continue
        plain = _PLAIN.fullmatch(chunk.text)
        if plain is not None:
            people.append(PrintedAuthor(plain["family"], plain["given"], chunk))
            continue
        person = None if says_group(chunk.text) else _person(chunk)
        if person is not None:
            people.append(person)
        elif says_group(chunk.text) or len(chunk.text.split()) > 4:
            groups.append(chunk)
        elif after is not None and _given_behind(chunk, after, chunks, at, people):
            piece = Piece(text[chunk.start : after.end], chunk.start, after.end)
            people.append(PrintedAuthor(chunk.text, after.text, piece))
            at += 1
        else:
            _by_words(chunk, people, groups, alone=len(chunks) == 1)


def _whole(name: str) -> bool:
    """Whether a name has its initials already, so that initials behind it are of another one."""
    return " " in name.strip() and bool(_FAMILY_FIRST.fullmatch(name) and not _GIVEN_FIRST.fullmatch(name))


def _person(chunk: Piece) -> PrintedAuthor | None:
    """A name with initials behind or before it."""
    text = chunk.text
    first, second = text[:1], text[1:2]
    given_first = first.isupper() and (second in (".", " ") or (second and text[:4].find(".") > 0))
    forms = (_GIVEN_FIRST, _FAMILY_FIRST) if given_first else (_FAMILY_FIRST, _GIVEN_FIRST)
    for form in forms:
        found = form.fullmatch(text)
        if found is None:
            continue
        family = found["family"].strip(" ,")
        if form is _GIVEN_FIRST and not given_first and not (family[1:2].islower() and len(found["given"]) <= 2):
            continue
        if len(family) < 2 and form is _GIVEN_FIRST:
            continue
        groups = found.groupdict()
        given = found["given"].strip()
        if form is _GIVEN_FIRST:
            family, given = _more_given(family, given)
        return PrintedAuthor(family, given, chunk, groups.get("suffix") or groups.get("before") or "")
    return None


def _more_given(family: str, given: str) -> tuple[str, str]:
    """``F.`` and ``Donelson Smith`` → ``Smith``, ``F. Donelson``: one word and its particles are the family name."""
    words = family.split()
    at = len(words) - 1
    while at > 0 and (words[at - 1].lower().rstrip(".") in _PARTICLES or words[at - 1].islower()):
        at -= 1
    return " ".join(words[at:]), " ".join([given, *words[:at]])


def _given_behind(
    chunk: Piece, after: Piece, chunks: Sequence[Piece], at: int, people: Sequence[PrintedAuthor]
) -> bool:
    """Whether ``Ventura`` and ``Dan`` are one person: a word, then one that can be a given name, where that is so."""
    if len(chunk.text.split()) > 1 and chunk.text.split()[0].lower() not in _PARTICLES:
        return False
    if len(after.text.split()) > 3 or says_group(after.text) or any(letter.isdigit() for letter in after.text):
        return False
    if not people and at == 1:
        return True
    return (len(chunks) - at) % 2 == 1 and len(people) == at // 2


def _by_words(chunk: Piece, people: list[PrintedAuthor], groups: list[Piece], *, alone: bool) -> None:
    """A name without initials: given names and family name, a family name by itself, or a group."""
    words = chunk.text.split()
    if not words:
        return
    if len(words) == 1:
        if alone and (chunk.text.isupper() and len(chunk.text) < 7):
            groups.append(chunk)
        else:
            people.append(PrintedAuthor(chunk.text, "", chunk))
        return
    if words[0].isupper() and len(words[0]) > 1 and not words[-1].isupper():
        people.append(PrintedAuthor(words[0], " ".join(words[1:]), chunk))
        return
    family, given = _more_given(" ".join(words[1:]), words[0])
    if words[0].lower() in _PARTICLES:
        family, given = chunk.text, ""
    people.append(PrintedAuthor(family, given, chunk))


def _chunks(text: str, start: int, end: int, separator: "re.Pattern[str]") -> Iterator[Piece]:
    position = start
    for found in separator.finditer(text, start, end):
        if found.end() == found.start():
            continue
        piece = _trimmed(text, position, found.start())
        if piece.text:
            yield piece
        position = found.end()
    piece = _trimmed(text, position, end)
    if piece.text:
        yield from _with_group(text, piece)


def _with_group(text: str, piece: Piece) -> Iterator[Piece]:
    """``Murray C on behalf of the Study Group`` is a person and a group."""
    found = FOR_GROUP.search(text, piece.start, piece.end)
    if found is None or not GROUP.search(text, found.end(), piece.end):
        yield piece
        return
    first = _trimmed(text, piece.start, found.start())
    if first.text:
        yield first
    yield _trimmed(text, found.end(), piece.end)


def _trimmed(text: str, start: int, end: int) -> Piece:
    while start < end and text[start] in " \t\n,;:()[]":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:([":
        end -= 1
    if end > start and text[end - 1] == "." and not (end - start > 1 and text[end - 2].isupper()):
        end -= 1
    return Piece(text[start:end], start, end)

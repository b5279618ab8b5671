"""The string of one reference → its parts, each with its place in the string and how sure it is.

Identifiers are found by their forms, the rest by the labels that a trained model gives the tokens
(``reference_tagger``); rules then make names of the authors, pages of the numbers and a type of the whole.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.reference_groups import group_behind
from extract.reference_identifiers import Identifier, identifiers_in
from extract.reference_names import Names, PrintedAuthor, names_of
from extract.reference_notes import notes_in, remainder_of
from extract.reference_numbers import Numbers, numbers_of
from extract.reference_pieces import Piece
from extract.reference_runs import Run, best_runs, extent, runs_of
from extract.reference_tagger import Labelled, Tagger, shipped
from extract.reference_tokens import Tokens, tokens_of
from extract.reference_types import type_of

__all__ = ["MAX_LENGTH", "Piece", "PrintedAuthor", "ReferenceParts", "parse", "parse_all"]


@dataclass(frozen=True)
class ReferenceParts:
    """The parts of a reference. What is not printed is None or empty.

    ``confidence`` says for each field that was found how likely it is to be right, as measured on the development
    strings by cross-validation. ``remainder`` is what is printed and belongs to no part. ``unparsed`` says why a string
    could not be read as a reference, where that is so. ``parser`` is the version of the model that read it.
    """

    type: str
    authors: tuple[PrintedAuthor, ...] = ()
    group_authors: tuple[Piece, ...] = ()
    et_al: bool = False
    editors: tuple[PrintedAuthor, ...] = ()
    title: Piece | None = None
    container_title: Piece | None = None
    year: Piece | None = None
    volume: Piece | None = None
    issue: Piece | None = None
    supplement: Piece | None = None
    first_page: Piece | None = None
    last_page: Piece | None = None
    article_number: Piece | None = None
    publisher: Piece | None = None
    place: Piece | None = None
    doi: Piece | None = None
    pmid: Piece | None = None
    pmcid: Piece | None = None
    arxiv: Piece | None = None
    isbn: Piece | None = None
    url: Piece | None = None
    accessed: Piece | None = None
    note: Piece | None = None
    remainder: tuple[Piece, ...] = ()
    unparsed: str | None = None
    confidence: dict[str, float] = field(default_factory=dict)
    parser: str = ""


MAX_LENGTH = 5_000
"""Longer strings are no references; only their first characters are parsed."""

_YEAR_OF_NAME = re.compile(r"[\s:,]{0,3}\d{4}\)")
_FEWEST_LETTERS = 3
_PROSE = 0.55
"""A string whose tokens are labelled with less certainty than this, on average, and that names no identifier."""


def parse(text: str) -> ReferenceParts:
    """Parse one reference string (its number, if any, taken off by the caller).

    >>> parts = parse("Kim E, Viatour P. Old friends and new tricks. Exp Mol Med. 2020;52:1898-907. DOI PubMed")
    >>> [author.family for author in parts.authors], parts.title.text, parts.container_title.text
    (['Kim', 'Viatour'], 'Old friends and new tricks', 'Exp Mol Med')
    >>> parts.year.text, parts.volume.text, parts.first_page.text, parts.last_page.text
    ('2020', '52', '1898', '907')
    """
    return parse_all([text])[0]


def parse_all(texts: Iterable[str], tagger: Tagger | None = None) -> list[ReferenceParts]:
    """Parse many strings, which takes a fraction of the time that one after the other would."""
    tagger = tagger or shipped()
    cut = [text[:MAX_LENGTH] for text in texts]
    identifiers = [identifiers_in(text) for text in cut]
    tokens = [tokens_of(text, found) for text, found in zip(cut, identifiers, strict=True)]
    labelled = tagger.label(tokens)
    return [_parts(*one, tagger) for one in zip(cut, identifiers, tokens, labelled, strict=True)]


def _parts(
    text: str, identifiers: Sequence[Identifier], tokens: Tokens, labelled: Labelled, tagger: Tagger
) -> ReferenceParts:
    runs = runs_of(tokens, labelled) if tokens.texts else []
    best = best_runs(runs)
    authors, editors = _names(text, tokens, best.get("author")), _names(text, tokens, best.get("editor"))
    container = _container(text, _piece(text, tokens, best.get("container")))
    numbers = numbers_of(text, tokens, runs, best, container)
    notes = notes_in(text)
    title = _piece(text, tokens, best.get("title"))
    publisher, place = _piece(text, tokens, best.get("publisher")), _piece(text, tokens, best.get("place"))
    by_kind = _first_of_each(text, identifiers)
    if title is not None and "author" in best and not authors.groups:
        authors, title = _with_group(text, tokens.spans[best["author"].last][1], authors, title)
    return ReferenceParts(
        type=type_of(text, numbers, by_kind, title, container, publisher, editors),
        authors=authors.people,
        group_authors=authors.groups,
        et_al=authors.et_al or _more_behind(tokens, best.get("author")),
        editors=editors.people,
        title=title,
        container_title=container,
        year=numbers.year,
        volume=numbers.volume,
        issue=numbers.issue,
        supplement=numbers.supplement,
        first_page=numbers.first_page,
        last_page=numbers.last_page,
        article_number=numbers.article_number,
        publisher=publisher,
        place=place,
        doi=by_kind.get("doi"),
        pmid=by_kind.get("pmid"),
        pmcid=by_kind.get("pmcid"),
        arxiv=by_kind.get("arxiv"),
        isbn=by_kind.get("isbn"),
        url=by_kind.get("url"),
        accessed=notes.accessed,
        note=notes.note,
        remainder=remainder_of(text, tokens, best, numbers, notes),
        unparsed=_why_not(text, labelled, best, by_kind),
        confidence=_confidence(tagger, best, numbers, by_kind),
        parser=tagger.version,
    )


def _piece(text: str, tokens: Tokens, run: Run | None) -> Piece | None:
    if run is None:
        return None
    start, end = extent(text, tokens, run.first, run.last)
    return Piece(text[start:end], start, end)


def _container(text: str, container: Piece | None) -> Piece | None:
    """The name of a journal with the year that is part of it: ``Spine (Phila Pa 1976)``."""
    if container is None or container.text.count("(") <= container.text.count(")"):
        return container
    year = _YEAR_OF_NAME.match(text, container.end)
    return Piece(text[container.start : year.end()], container.start, year.end()) if year else container


def _names(text: str, tokens: Tokens, run: Run | None) -> Names:
    if run is None:
        return Names()
    start, end = extent(text, tokens, run.first, run.last)
    if text[end : end + 1] == "." and "." in text[start:end]:
        end += 1
    return names_of(text, start, end)


def _with_group(text: str, end: int, authors: Names, title: Piece) -> tuple[Names, Piece]:
    """The authors with a group behind them that was taken for the title's first sentence, and the title without it."""
    group = group_behind(text, end)
    if group is None or not title.start <= group.start < group.end < title.end:
        return authors, title
    start = group.end
    while start < title.end and text[start] in " .:\n":
        start += 1
    return authors._replace(groups=(group,)), Piece(text[start : title.end], start, title.end)


def _more_behind(tokens: Tokens, run: Run | None) -> bool:
    """Whether ``et al`` stands right behind the authors."""
    behind = tokens.texts[run.last + 1 : run.last + 3] if run else []
    return [word.lower() for word in behind] == ["et", "al"]


def _first_of_each(text: str, identifiers: Sequence[Identifier]) -> dict[str, Piece]:
    """The first identifier of each kind. Behind a blank line stands what belongs to the page, not to the reference."""
    found: dict[str, Piece] = {}
    stop = text.find("\n\n", text.find("\n\n", 0, 12) + 2)
    for one in identifiers:
        if stop >= 0 and one.start > stop and one.kind == "doi" and "|" in text[stop : one.start]:
            continue
        found.setdefault(one.kind, Piece(text[one.value_start : one.value_end], one.value_start, one.value_end))
    return found


def _why_not(text: str, labelled: Labelled, best: dict[str, Run], by_kind: dict[str, Piece]) -> str | None:
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return "nothing to read"
    if len(text) >= MAX_LENGTH:
        return f"longer than {MAX_LENGTH} characters"
    if by_kind:
        return None
    if not (best.keys() & {"container", "date", "page", "volume", "publisher"}):
        return "no container, year, volume, pages, publisher or identifier"
    sure = sum(labelled.likelihoods) / len(labelled.likelihoods)
    return "not printed like a reference" if sure < _PROSE else None


_LABELS = {
    "title": "title",
    "container_title": "container",
    "publisher": "publisher",
    "place": "place",
    "editors": "editor",
    "authors": "author",
}


def _confidence(tagger: Tagger, best: dict[str, Run], numbers: Numbers, by_kind: dict[str, Piece]) -> dict[str, float]:
    made = {name: best[label].least for name, label in _LABELS.items() if label in best}
    made |= numbers.least
    made = {name: tagger.calibrated(name, chance) for name, chance in made.items()}
    return made | dict.fromkeys(by_kind, 0.99)

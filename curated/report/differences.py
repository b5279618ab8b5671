"""A printed reference held against the record that it was matched to, field by field."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from curated.schema import Author, Reference, Work

Verdict = Literal["same", "differs", "only printed", "only in record"]
MOST_AUTHORS = 12


class Difference(NamedTuple):
    """One field on both sides, as it reads, and whether the two say the same."""

    field: str
    printed: str
    record: str
    verdict: Verdict


def differences(reference: Reference, work: Work | None) -> list[Difference]:
    """The fields that the reference or the record has, in the order of a citation.

    What counts is what a reader would call a difference: case, punctuation, accents and abbreviated pages or journal
    names are none.
    """
    found = []
    for field, printed, record, same in _fields(reference, work):
        if printed or record:
            verdict: Verdict = (
                "only in record" if not printed else "only printed" if not record else "same" if same else "differs"
            )
            found.append(Difference(field, printed, record, verdict))
    return found


def _fields(reference: Reference, work: Work | None) -> Iterator[tuple[str, str, str, bool]]:
    printed_authors = [author.value for author in reference.authors]
    record_authors = list(work.authors.value) if work and work.authors else []
    printed, record = _listed(printed_authors, reference.et_al), _listed(record_authors, False)
    yield "authors", printed, record, _same_authors(printed_authors, record_authors)
    for field in ("title", "container_title", "year", "volume", "issue", "first_page", "last_page", "article_number"):
        mine, theirs = _value(reference, field), _value(work, field)
        if field == "last_page" and reference.last_page_in_full is not None:
            mine = str(reference.last_page_in_full.value)
        same = _plain(mine) == _plain(theirs)
        if field == "container_title" and work is not None and not same:
            same = _same_journal(mine, theirs) or _plain(mine) == _plain(_value(work, "container_title_short"))
        elif field == "title" and not same:
            # a subtitle that one side leaves out is no other title
            shorter, longer = sorted((_plain(mine), _plain(theirs)), key=len)
            same = len(shorter) > 24 and longer.startswith(shorter)
        yield field, mine, theirs, same
    for field in ("doi", "pmid", "pmcid"):
        mine, theirs = _value(reference, field), _value(work, field)
        yield field, mine, theirs, mine.lower() == theirs.lower()


def _value(row: Reference | Work | None, field: str) -> str:
    held = getattr(row, field, None)
    return "" if held is None else str(held.value)


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parted if letter.isalnum())


def _same_journal(printed: str, record: str) -> bool:
    """Whether each printed word begins a word of the record's name, in order: ``N Engl J Med``."""
    theirs = iter(re.findall(r"\w+", record.casefold()))
    mine = re.findall(r"\w+", printed.casefold())
    return bool(mine) and all(any(word.startswith(part) for word in theirs) for part in mine)


def _same_authors(printed: list[Author], record: list[Author]) -> bool:
    """Whether the printed authors are the first of the record's, by family name; the record may list fewer."""
    pairs = list(zip(printed, record, strict=False))
    return bool(pairs) and all(_plain(mine.family) == _plain(theirs.family) for mine, theirs in pairs)


def _listed(authors: list[Author], et_al: bool) -> str:
    names = [" ".join(filter(None, (one.family, one.given, one.suffix))) for one in authors[:MOST_AUTHORS]]
    more = len(authors) - len(names)
    if more:
        names.append(f"and {more} more")
    elif et_al and names:
        names.append("et al.")
    return ", ".join(names)

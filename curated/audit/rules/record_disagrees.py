"""Details of a matched reference that none of its records has."""

from collections.abc import Iterator
from typing import NamedTuple

from curated.audit.dossier import Dossier
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.provenance import Method, Sourced
from curated.schema import Author, Finding, Match, Reference, Work

NAME = "record-disagrees"
_FAMILY = Method(name="family-name", version="1")
_AS_TEXT = Method(name="as-text", version="1")


class Detail(NamedTuple):
    """A detail as printed, and as a record has it."""

    name: str
    printed: Sourced[str]
    recorded: Sourced[str]


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each reference with details that differ from its record's, where no other record agrees either.

    What was held against what is told by the match; a detail that the parser was not sure of was not compared there.
    """
    for reference in dossier.dataset.references:
        match = dossier.dataset.match.get(reference.reference_id)
        if match is None or match.status != "matched" or match.work_id is None:
            continue
        works = dossier.records.of(match.work_id)
        differing = list(_differing(reference, match, works))
        if not differing:
            continue
        listed = "; ".join(
            f"{each.name} “{each.printed.value}”, recorded “{each.recorded.value}”" for each in differing
        )
        yield finding(
            NAME,
            "warning",
            reference.document_id,
            reference.reference_id,
            f"{sentence(reference_name(reference))} prints other details than its record {match.work_id}: {listed}.",
            [quote for each in differing for quote in (each.printed, each.recorded)],
            look_at="the first page of the cited work, and whether another edition or year is meant",
            confidence="certain" if match.score is not None and match.score >= 0.8 else "likely",
        )


def _differing(reference: Reference, match: Match, works: tuple[Work, ...]) -> Iterator[Detail]:
    for name, started, printed, recorded in (
        ("first author", "first author differs", _first(reference.authors), [_first_of(work) for work in works]),
        ("year", "year differs", _text(reference.year), [_text(work.year) for work in works]),
        ("volume", "volume differs", reference.volume, [work.volume for work in works]),
        (
            "first page",
            "first page differs",
            reference.first_page or reference.article_number,
            [work.first_page or work.article_number for work in works],
        ),
        ("title", "title differs in a number", reference.title, [work.title for work in works]),
    ):
        known = [each for each in recorded if each is not None]
        if printed is None or not known or not any(reason.startswith(started) for reason in match.reasons):
            continue
        if all(_folded(each.value) != _folded(printed.value) for each in known):
            yield Detail(name, printed, known[0])


def _first(authors: tuple[Sourced[Author], ...]) -> Sourced[str] | None:
    return authors[0].derive(authors[0].value.family, _FAMILY) if authors else None


def _first_of(work: Work) -> Sourced[str] | None:
    return work.authors.derive(work.authors.value[0].family, _FAMILY) if work.authors and work.authors.value else None


def _text(year: Sourced[int] | None) -> Sourced[str] | None:
    return year.derive(str(year.value), _AS_TEXT) if year else None


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


RULE = Rule(
    NAME,
    "Printed details are not those of the record",
    "warning",
    "A wrong year, volume or author sends the reader to another work, and often shows that a reference was copied "
    "unseen.",
    "Reference 12 prints 2018 and volume 391; the record has 2019 and volume 393.",
    check,
)

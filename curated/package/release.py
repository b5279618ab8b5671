"""What a person says of a release: its title, version, licence, authors and DOI."""

import re
from datetime import UTC, date, datetime

from curated.dataset import Dataset
from curated.mistake import Mistake
from curated.plain_text import one_line
from curated.record import Record
from curated.schema import Run

_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,99}")
_AUTHOR = re.compile(r"(?P<name>[^<>]+?)\s*(?:<(?:https://orcid\.org/)?(?P<orcid>\d{4}-\d{4}-\d{4}-\d{3}[\dX])>)?")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,200}")
_UNKNOWN_DAY = date(1970, 1, 1)
"""Stands for the day of a dataset in which nothing says when it was made."""


class Author(Record):
    """Who made the dataset: a person (``Family, Given``) or a group, perhaps with an ORCID."""

    name: str
    orcid: str | None = None

    @property
    def parts(self) -> tuple[str, str] | None:
        """Family and given name of a person; None for a group."""
        family, comma, given = (part.strip() for part in self.name.partition(","))
        return (family, given) if comma and family and given else None

    @classmethod
    def read(cls, written: str) -> "Author":
        """An author as ``Family, Given <ORCID>`` or as the name of a group.

        :raises Mistake: where it is neither.

        >>> Author.read("Curie, Marie <0000-0002-1825-0097>").orcid
        '0000-0002-1825-0097'
        """
        found = _AUTHOR.fullmatch(one_line(written))
        if found is None:
            raise Mistake(f"an author is written “Family, Given” or “Group”, perhaps with <ORCID>; not {written!r}")
        return cls(name=found["name"], orcid=found["orcid"])


class Release(Record):
    """What is said of a release. ``licence`` is an SPDX identifier; None says that none is stated."""

    title: str | None = None
    version: str | None = None
    licence: str | None = None
    authors: tuple[Author, ...] = ()
    doi: str | None = None

    @classmethod
    def read(
        cls, *, title: str | None, version: str | None, licence: str | None, authors: list[str], doi: str | None
    ) -> "Release":
        """What was given on the command line.

        :raises Mistake: for a licence that is no SPDX identifier, an author or a DOI that is none.
        """
        if licence is not None and not _LICENCE.fullmatch(licence):
            raise Mistake(f"a licence is named by its SPDX identifier, such as CC-BY-4.0; not {licence!r}")
        if doi is not None and not _DOI.fullmatch(doi):
            raise Mistake(f"a DOI begins with 10. and has no resolver before it; not {doi!r}")
        return cls(
            title=one_line(title) if title else None,
            version=one_line(version) if version else None,
            licence=licence,
            authors=tuple(Author.read(author) for author in authors),
            doi=doi,
        )

    @property
    def licence_url(self) -> str | None:
        """Where the licence can be read."""
        return f"https://spdx.org/licenses/{self.licence}" if self.licence else None

    def title_of(self, dataset: Dataset) -> str:
        """The title that was given, or one that says what was curated."""
        if self.title:
            return self.title
        if len(dataset.documents) != 1:
            return f"Curated dataset of {len(dataset.documents)} reviews"
        (document,) = dataset.documents
        return one_line(f"Curated dataset of the review “{document.title.value if document.title else document.name}”")


def day_of(dataset: Dataset, runs: tuple[Run, ...]) -> date:
    """The day of the last thing that was done to the dataset: what a release of it is dated by.

    It is not the day of the export, so that the same dataset gives the same bytes.
    """
    moments: list[datetime] = [run.ended_at or run.started_at for run in runs]
    moments += [row.at for row in dataset.decisions]
    moments += [row.retrieved_at for row in dataset.responses]
    moments += [row.seen_at for row in dataset.trial_history]
    return max((moment.astimezone(UTC).date() for moment in moments), default=_UNKNOWN_DAY)

"""What is asked of a registry, the request that asks it, and the answer that came back."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Literal

from curated.provenance import RegistrySource
from curated.record import Record

DOUBTFUL = 0.7
"""A field that is right with less than this probability, as the parser reckons, is doubtful."""


def doubtful_fields(confidence: Mapping[str, float]) -> tuple[str, ...]:
    """The fields that a parser is not sure of.

    >>> doubtful_fields({"title": 0.99, "volume": 0.4})
    ('volume',)
    """
    return tuple(sorted(name for name, probability in confidence.items() if probability < DOUBTFUL))


_LONGEST_URL = 200  # characters of an address in a source


class PrintedReference(Record):
    """The printed fields of one reference, as far as they help to find it.

    ``first_author`` is the family name (or the group) that is printed first, ``authors`` are all of them. ``type`` is a
    CSL type. Identifiers are in normal form: a DOI in lower case, a PMID as digits, a PMCID as ``PMC`` and digits. They
    are claims of the printed text, not proof. ``doubtful`` names the fields that the parser is not sure of: where such
    a field differs from a record, that speaks against the parser and not against the record.
    """

    reference_id: str
    raw: str
    title: str | None = None
    first_author: str | None = None
    authors: tuple[str, ...] = ()
    type: str | None = None
    container_title: str | None = None
    year: int | None = None
    volume: str | None = None
    first_page: str | None = None
    article_number: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    doubtful: tuple[str, ...] = ()

    def as_string(self) -> "PrintedReference":
        """The reference without its parsed fields, for where the parser seems to have cut it wrongly."""
        identifiers = {"doi": self.doi, "pmid": self.pmid, "pmcid": self.pmcid}
        return PrintedReference(reference_id=self.reference_id, raw=self.raw, **identifiers)


class WorksByIdentifier(Record):
    """Which works have these identifiers? DOIs in normal form, PMIDs as digits, PMCIDs as ``PMC`` and digits."""

    kind: Literal["works-by-identifier"] = "works-by-identifier"
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    pmcids: tuple[str, ...] = ()


class WorkAsPrinted(Record):
    """Which works could this printed reference be?"""

    kind: Literal["work-as-printed"] = "work-as-printed"
    reference: PrintedReference


class WorksAsPrinted(Record):
    """Which works could each of these printed references be?"""

    kind: Literal["works-as-printed"] = "works-as-printed"
    references: tuple[PrintedReference, ...]


class TrialsByNumber(Record):
    """What does the registry say about these trial numbers (in normal form)?"""

    kind: Literal["trials-by-number"] = "trials-by-number"
    numbers: tuple[str, ...]


class DataVersion(Record):
    """Of when are the registry's data?"""

    kind: Literal["data-version"] = "data-version"


class TrialVersions(Record):
    """Which versions has the registry's record of this trial had?"""

    kind: Literal["trial-versions"] = "trial-versions"
    number: str


class OpenAccess(Record):
    """Which of these works (PMCIDs) may be read in full?"""

    kind: Literal["open-access"] = "open-access"
    pmcids: tuple[str, ...]


class FullText(Record):
    """The full text of a work."""

    kind: Literal["full-text"] = "full-text"
    pmcid: str


Question = (
    WorksByIdentifier
    | WorkAsPrinted
    | WorksAsPrinted
    | TrialsByNumber
    | DataVersion
    | TrialVersions
    | OpenAccess
    | FullText
)


class Request(Record):
    """One request to one registry. ``question`` is what it asks; a mirror answers that and never looks at the URL.

    ``due`` is what the body will be made of; ``again`` asks for a new answer even where one is kept.
    """

    registry: str
    url: str
    question: Question
    due: Literal["json", "xml", "text"] = "json"
    again: bool = False


class Lead(Record):
    """Identifiers that a registry says are of one work, or of a printed reference: something to ask about, no proof."""

    reference_id: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None


class Edition(Record):
    """Of when a registry's data are, as it writes it: ``2026-08-19T09:00:06`` (no zone), or the day of a mirror."""

    registry: str
    stamp: str
    response: str


class TrialVersion(Record):
    """One version of a trial's record: its place in the list, its date and the status in it, and where it stands."""

    trial_id: str
    version: int
    date: str
    status: str
    response: str
    pointer: str


class Response(Record):
    """The answer to a request as it came, with its body; ``cause`` says why there is none where the request failed.

    ``url`` is where the body came from (after redirects, without the contact address that the sender adds);
    ``status`` is 0 where no answer came at all.
    """

    request: Request
    url: str
    status: int
    body: bytes
    retrieved_at: datetime
    cause: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The name under which the body is kept."""
        return hashlib.sha256(self.body).hexdigest()

    def source(self, pointer: str) -> RegistrySource:
        """The source of a value that stands at ``pointer`` in this answer.

        The address of a batch can be 12,000 characters long, and 1,000 trials have 25,000 sources: a long address is
        cut there. It stands whole once, with the kept answer of the same SHA-256.
        """
        return RegistrySource(
            registry=self.request.registry,
            url=self.url if len(self.url) <= _LONGEST_URL else f"{self.url[: _LONGEST_URL - 1]}…",
            response=self.sha256,
            pointer=pointer,
            retrieved_at=self.retrieved_at,
        )

"""Pictures of the places where claims and references are printed: which are wanted, and what the page is given."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curated.columns import own_source
from curated.provenance import DocumentSource, Region
from curated.report.concerns import Concerns
from curated.report.states import ORDER, SEVERITY_STATE

BUDGET = 2_500_000
"""Bytes of pictures, as they are encoded in a page, beyond which no more need be made: a report is at most 3 MB."""


@dataclass(frozen=True)
class Wanted:
    """A place of which a picture is wanted: a row's id, its document, and where it stands on a page."""

    subject: str
    document_id: str
    page: int
    regions: tuple[Region, ...]


class Box(NamedTuple):
    """A rectangle in a picture, in shares of its width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Crop:
    """A picture of part of a page with the words that it is about marked."""

    subject: str
    page: int
    image: bytes
    media_type: str
    width: int
    height: int
    marks: tuple[Box, ...]


@dataclass(frozen=True)
class Crops:
    """The pictures that a report is given, of how many places one was ``wanted``, and the ``cause`` where none is."""

    pictures: tuple[Crop, ...] = ()
    wanted: int = 0
    cause: str = ""


def wanted_crops(concerns: Concerns) -> Iterator[Wanted]:
    """Places of claims and references that a remark is about or that are to be looked at; the gravest first."""
    data = concerns.dataset
    ranked: dict[str, int] = {}
    for finding in (one for one in data.findings if one.finding_id not in concerns.settled):
        rank = ORDER.index(SEVERITY_STATE[finding.severity])
        for about in concerns.subjects[finding.finding_id]:
            ranked[about] = min(rank, ranked.get(about, rank))
    for claim_id, state in concerns.state_of_claim.items():
        if state in ("conflict", "review"):
            ranked[claim_id] = min(ORDER.index(state), ranked.get(claim_id, len(ORDER)))
    subjects: Iterable[str] = sorted(ranked, key=lambda about: ranked[about])
    for about in subjects:
        row = data.claim.get(about) or data.reference.get(about)
        source = own_source(row) if row is not None else None
        if isinstance(source, DocumentSource) and source.regions:
            page = source.regions[0].page
            same = tuple(region for region in source.regions if region.page == page)
            yield Wanted(about, source.document, page, same)


def marks(regions: Sequence[Region], around: Region) -> tuple[Box, ...]:
    """The regions as shares of the rectangle that was cut out around them."""
    width, height = max(1.0, around.x1 - around.x0), max(1.0, around.bottom - around.top)
    return tuple(
        Box(
            round((one.x0 - around.x0) / width, 4),
            round((one.top - around.top) / height, 4),
            round((one.x1 - one.x0) / width, 4),
            round((one.bottom - one.top) / height, 4),
        )
        for one in regions
    )

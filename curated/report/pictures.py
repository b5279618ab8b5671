"""Pictures of the report, as geometry that the templates draw: bars, the map of the review, changes over time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from curated.report.concerns import Concerns
from curated.report.grid import grid
from curated.report.reading import Block
from curated.report.states import ORDER, State
from curated.report.summary import Bar, Share
from curated.report.wording import brief

WIDTH = 1000.0
_HEIGHTS = {"conflict": 44.0, "review": 32.0, "open": 22.0, "supported": 14.0, "unchecked": 8.0}
_SMALLEST = 6.0
_LETTER = 7.2
"""Width that a letter of a heading takes on the map."""
_SHORTEST = 14


class Part(NamedTuple):
    """A part of a bar with its place."""

    share: Share
    x: float
    width: float


def parts(bar: Bar) -> list[Part]:
    """The parts of a bar side by side over the whole width; a part is never too small to be seen."""
    sizes = [max(_SMALLEST, WIDTH * share.number / bar.total) for share in bar.shares]
    scale = WIDTH / sum(sizes)
    made = []
    x = 0.0
    for share, size in zip(bar.shares, sizes, strict=True):
        made.append(Part(share, round(x, 1), round(size * scale, 1)))
        x += size * scale
    return made


class Tick(NamedTuple):
    """A claim on the map: where it stands in the review, and how tall its state is drawn."""

    x: float
    height: float
    state: State


@dataclass(frozen=True)
class Map:
    """The review from its first word to its last: a tick a claim, a mark a heading, a ground under each table."""

    ticks: tuple[Tick, ...]
    headings: tuple[tuple[float, str], ...]
    tables: tuple[tuple[float, float, str], ...]

    @property
    def told(self) -> str:
        """The map in words, for those who do not see it."""
        counts = [(state, sum(tick.state == state for tick in self.ticks)) for state in ORDER]
        said = ", ".join(f"{number} {state}" for state, number in counts if number)
        return f"Map of the review: {len(self.ticks)} claims in reading order ({said or 'none'})."


def review_map(concerns: Concerns, blocks: Sequence[Block]) -> Map:
    """The map of a document from the blocks of its reading view."""
    position = 0
    ticks: list[tuple[int, State]] = []
    headings: list[tuple[int, str]] = []
    tables: list[tuple[int, int, str]] = []
    for block in blocks:
        if block.kind == "heading" and block.level <= 1:
            headings.append((position, block.text))
        elif block.kind == "paragraph":
            for passage in block.passages:
                if passage.claim_id and passage.first and passage.state:
                    ticks.append((position, passage.state))
                position += sum(len(run.text) for run in passage.runs)
        elif block.kind == "table" and block.table is not None:
            start = position
            for row in grid(concerns, block.table).rows:
                if row.state:
                    ticks.append((position, row.state))
                position += sum(len(cell.text) for cell in row.cells) + 12
            tables.append((start, position, block.table.label.value if block.table.label else "table"))
    scale = (WIDTH - 4) / max(1, position)
    # ticks that need a look are drawn last, on top of the others
    drawn = sorted(
        (Tick(round(2 + at * scale, 1), _HEIGHTS[state], state) for at, state in ticks),
        key=lambda tick: -ORDER.index(tick.state),
    )
    return Map(
        tuple(drawn),
        tuple(_labelled([(round(2 + at * scale, 1), text) for at, text in headings])),
        tuple((round(2 + a * scale, 1), round((b - a) * scale, 1), brief(name, 20)) for a, b, name in tables),
    )


def _labelled(headings: Sequence[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Headings with as much of their text as there is room for to the next one; none where there is hardly any."""
    edges = [*(x for x, _ in headings[1:]), WIDTH]
    for (x, text), edge in zip(headings, edges, strict=False):
        room = int((edge - x - 8) / _LETTER)
        yield x, text if len(text) <= room else brief(text, room - 2) if room >= _SHORTEST else ""


class Change(NamedTuple):
    """One change of a trial: ``seen_at`` and ``registry_date`` are ISO days, or longer or shorter."""

    trial_id: str
    field: str
    old: str | None
    new: str | None
    seen_at: str
    registry_date: str | None = None


class Moment(NamedTuple):
    """A change in the picture."""

    x: float
    y: float
    change: Change
    day: str


@dataclass(frozen=True)
class Timeline:
    """Changes by trial and day: a line a trial, a mark a change; ``published`` is where the review came out."""

    lines: tuple[tuple[float, str], ...]
    moments: tuple[Moment, ...]
    years: tuple[tuple[float, str], ...]
    published: float | None
    height: float
    left_out: int


LINE = 30.0
LABEL = 130.0
MOST_LINES = 60


def timeline(changes: Iterable[Change], published: str | None = None) -> Timeline:
    """The picture of what changed since a review was published.

    :param changes: rows as the table ``trial_history`` has them; a day that is none counts as the day it was seen.
    :param published: the review's own day of publication, if it is known.
    """
    dated = [(day, one) for one in changes if (day := _day(one.registry_date) or _day(one.seen_at)) is not None]
    trials = sorted({one.trial_id: day for day, one in sorted(dated, reverse=True)}.items(), key=lambda each: each[1])
    rows = {trial: 26 + LINE * place for place, (trial, _) in enumerate(trials[:MOST_LINES])}
    drawn = [(day, one) for day, one in dated if one.trial_id in rows]
    start_of = _day(published)
    days = [day for day, _ in drawn] + ([start_of] if start_of else [])
    first, last = min(days, default=0), max(days, default=1)
    span = max(1, last - first)

    def x(day: int) -> float:
        return round(LABEL + 20 + (WIDTH - LABEL - 50) * (day - first) / span, 1)

    years = range(date.fromordinal(max(1, first)).year + 1, date.fromordinal(max(1, last)).year + 1)
    return Timeline(
        tuple((y, trial) for trial, y in rows.items()),
        tuple(Moment(x(day), rows[one.trial_id], one, date.fromordinal(day).isoformat()) for day, one in drawn),
        tuple((x(date(year, 1, 1).toordinal()), str(year)) for year in years),
        x(start_of) if start_of else None,
        36 + LINE * len(rows),
        len(dated) - len(drawn),
    )


def _day(text: str | None) -> int | None:
    """A day as a number; a month or a year counts from its first day.

    >>> _day("2026-03") == _day("2026-03-01T09:00:00Z"), _day("soon")
    (True, None)
    """
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text[:10]}-01-01"[:10]).toordinal()
    except ValueError:
        return None

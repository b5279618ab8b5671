"""Upright strips of a page that next to nothing crosses: gutters between columns of text and of tables."""

from collections.abc import Iterator, Sequence

from extract.lines import Line


def find_strips(runs: Sequence[Line], allowed: int) -> Iterator[tuple[float, float]]:
    """The left and right edges of strips that at most ``allowed`` runs cross, from left to right."""
    steps = sorted([(run.x0, 1) for run in runs] + [(run.x1, -1) for run in runs])
    covered, opened = 0, None
    for x, step in steps:
        covered += step
        if covered <= allowed and opened is None:
            opened = x
        elif covered > allowed and opened is not None:
            yield opened, x
            opened = None

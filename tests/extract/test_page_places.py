"""Numbers kept in runs are those that were put in; a line is one rectangle, whatever parts its words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.places import PagePlaces, Runs

NUMBERS = st.lists(st.lists(st.integers(-1, 2), max_size=8), max_size=6)


@given(NUMBERS, st.integers(0, 50), st.integers(0, 50))
def test_runs_hold_the_numbers_put_in(parts: list[list[int]], start: int, end: int) -> None:
    runs: Runs[int] = Runs("i")
    for part in parts:
        runs.extend(part)
    numbers = [number for part in parts for number in part]
    assert list(runs) == numbers
    assert runs[start:end] == numbers[start:end]
    assert list(runs.take(np.arange(len(numbers), dtype=np.int32))) == numbers if numbers else not len(runs)
    if start < end <= len(numbers):
        assert set(runs.within(start, end)) == set(numbers[start:end])


def test_a_line_whose_spaces_are_gaps_is_one_rectangle() -> None:
    places = PagePlaces()
    places.line.extend([0, -1, 0])
    places.x0.extend([10.0, 10.0, 30.0])
    places.x1.extend([20.0, 20.0, 40.0])
    places.top.extend([5.0] * 3)
    places.bottom.extend([15.0] * 3)
    places.page_of_line.append(1)
    places.start_of_line.append(0)
    places.end_of_line.append(3)
    (region,) = places.regions(0, 3)
    assert (region.x0, region.top, region.x1, region.bottom) == (10, 5, 40, 15)

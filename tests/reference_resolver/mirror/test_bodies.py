"""Bodies in one file: what goes in comes out, and what is broken is said to be."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_resolver.mirror.bodies import Bodies, packed, unpacked


@given(st.binary(max_size=2000))
def test_packing_loses_nothing(body: bytes) -> None:
    assert unpacked(packed(body)) == body


@given(st.binary(min_size=1, max_size=300), st.integers(min_value=1, max_value=5))
def test_a_record_that_is_cut_is_an_error(body: bytes, cut: int) -> None:
    with pytest.raises(zlib.error):
        unpacked(packed(body)[:-cut])


@pytest.mark.parametrize("in_memory", [True, False])
def test_records_by_place(tmp_path: Path, *, in_memory: bool) -> None:
    file = None if in_memory else tmp_path / "bodies.bin"
    bodies = Bodies(file, writing=True)
    places = [bodies.append(b"record %d" % number) for number in range(3)]
    bodies.flush(safely=True)
    assert [bodies.read(*place) for place in places] == [b"record 0", b"record 1", b"record 2"]
    bodies.close()
    if file is not None:
        reader = Bodies(file)
        assert reader.read(*places[1]) == b"record 1"
        with pytest.raises(zlib.error):
            reader.read(places[2][0] + 1, places[2][1])
        reader.close()


def test_what_was_never_finished_is_cut_off(tmp_path: Path) -> None:
    bodies = Bodies(tmp_path / "bodies.bin", writing=True)
    bodies.append(b"finished")
    bodies.flush()
    size = bodies.size
    bodies.append(b"not finished")
    bodies.flush()
    bodies.close()
    again = Bodies(tmp_path / "bodies.bin", writing=True)
    again.cut(size)
    place = again.append(b"the next one")
    again.flush()
    assert place[0] == size
    assert again.read(*place) == b"the next one"
    again.close()

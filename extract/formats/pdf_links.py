"""The links of a PDF: what a page carries, and the characters of the text that each of them lies on and leads to."""

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from extract.document import Jump, Link, Span
from extract.formats import pdfium
from extract.formats.pdf_frame import Box, Frame
from extract.formats.pdf_targets import PrintedJump, targets_of
from extract.page_text import PageText
from extract.places import PagePlaces

MAX_LINKS_PER_PAGE = 2_000
MAX_LINKS = 100_000
_MOST_LINKED = 5_000
"""A link over more characters than this is a button over the page, not a link of its text."""
_MOST_BOXES = 20
_PART = 400.0
"""A box at least so high, in points, is the page as a whole."""
_GAP = 3
"""Characters further apart in the text than this are not of one link: its box reaches into another column."""
_XYZ, _FIT_HEIGHT, _FIT_BOX, _FIT_BOUNDS_HEIGHT = 1, 3, 5, 7


class PrintedLink(NamedTuple):
    """A link to an address: its page, its rectangle in points from the top left, where it leads."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    uri: str


Printed = TypeVar("Printed", PrintedLink, PrintedJump)


def links_of(
    document: pdfium.Handle, page: pdfium.Handle, number: int, frame: Frame
) -> Iterator[PrintedLink | PrintedJump]:
    """The links of a page; where a jump leads to is still in the coordinates of the page that it leads to."""
    position, link = ctypes.c_int(0), ctypes.c_size_t(0)
    room = pdfium.Floats()
    for _ in range(MAX_LINKS_PER_PAGE):
        if not pdfium.next_link(page, ctypes.addressof(position), ctypes.addressof(link)):
            return
        boxes = list(_boxes(link.value, frame, room))
        action = pdfium.link_action(link.value)
        uri = pdfium.string_of(pdfium.action_uri, document, action) if action else ""
        if uri:
            yield from (PrintedLink(number, *box, uri) for box in boxes)
        elif destination := pdfium.link_destination(document, link.value):
            place = _place(document, destination, room)
            if place:
                yield from (PrintedJump(number, *box, *place) for box in boxes)


def _boxes(link: pdfium.Handle, frame: Frame, room: pdfium.Floats) -> Iterator[Box]:
    """The rectangle of a link; one a line where the file has them and they lie in it."""
    if not pdfium.link_box(link, room.at[0]):
        return
    left, top, right, bottom = room.values[:4]
    around = frame.box(left, bottom, right, top)
    lines: list[Box] = []
    for index in range(min(pdfium.count_quads(link), _MOST_BOXES)):
        if pdfium.quad_at(link, index, room.at[0]):
            xs, ys = room.values[0:8:2], room.values[1:8:2]
            lines.append(frame.box(min(xs), min(ys), max(xs), max(ys)))
    inside = all(
        around[0] - 1 <= x0 <= x1 <= around[2] + 1 and around[1] - 1 <= top <= bottom <= around[3] + 1
        for x0, top, x1, bottom in lines
    )
    yield from lines if len(lines) > 1 and inside else [around]


def _place(
    document: pdfium.Handle, destination: pdfium.Handle, room: pdfium.Floats
) -> tuple[int, float | None, float | None] | None:
    page = pdfium.destination_page(document, destination)
    if page < 0:
        return None
    count = ctypes.c_ulong(0)
    view = pdfium.destination_view(destination, ctypes.addressof(count), room.at[0])
    if view == _XYZ:
        flags = (ctypes.c_int * 3)()
        at = [ctypes.addressof(flags) + 4 * index for index in range(3)]
        if pdfium.destination_place(destination, *at, *room.at[:3]):
            x, y, _ = room.values[:3]
            return page + 1, x if flags[0] else None, y if flags[1] else None
    elif view in (_FIT_HEIGHT, _FIT_BOUNDS_HEIGHT) and count.value:
        return page + 1, None, room.values[0]
    elif view == _FIT_BOX and count.value == 4 and abs(room.values[3] - room.values[1]) < _PART:
        return page + 1, room.values[0], room.values[3]
    return page + 1, None, None


def on_their_pages(jumps: Iterable[PrintedJump], frames: Mapping[int, Frame]) -> Iterator[PrintedJump]:
    """Jumps with the places they lead to in points from the top left.

    Left out are those to pages that are not read, and those that lead to a page as a whole.
    """
    for jump in jumps:
        frame = frames.get(jump.to_page)
        if frame is None:
            continue
        a, b, c, d, e, f = frame.matrix
        x, y = jump.to_x, jump.to_top
        if y:  # where it is nothing or 0 (the foot of the page) the file names no more than the page
            yield jump._replace(to_x=a * x + c * y + e if x else None, to_top=b * (x or 0) + d * y + f)


class _Characters:
    """The characters of a page in the order of their heights: where their middles are, where they are in the text."""

    def __init__(self, places: PagePlaces, positions: NDArray[np.int32]) -> None:
        middles = (places.top.take(positions) + places.bottom.take(positions)) / 2
        order = np.argsort(middles, kind="stable")
        self.height = middles[order]
        self.position = positions[order]
        self.x = ((np.asarray(places.x0)[positions] + np.asarray(places.x1)[positions]) / 2)[order]

    def within(self, box: Box) -> Span | None:
        """The run of text whose middles lie in a box; the longest where there are several."""
        left, top, right, bottom = box
        first, last = np.searchsorted(self.height, [top, bottom])
        if last <= first or last - first > _MOST_LINKED:
            return None
        inside = self.position[first:last][(left <= self.x[first:last]) & (self.x[first:last] <= right)]
        if not len(inside):
            return None
        inside.sort()
        parts = np.split(inside, np.flatnonzero(np.diff(inside) > _GAP) + 1)
        longest = max(parts, key=len)
        return Span(int(longest[0]), int(longest[-1]) + 1)


def _by_page(places: PagePlaces, wanted: set[int]) -> dict[int, NDArray[np.int32]]:
    """The positions of the printed characters of each of these pages."""
    if not wanted or not len(places.line):
        return {page: np.zeros(0, np.int32) for page in wanted}
    pages, starts, ends = map(np.asarray, (places.page_of_line, places.start_of_line, places.end_of_line))
    found = {}
    for page in wanted:
        on_page = pages == page
        edges = zip(starts[on_page], ends[on_page], strict=True)
        spans = [np.arange(start, end, dtype=np.int32) for start, end in edges]
        positions = np.concatenate(spans) if spans else np.zeros(0, np.int32)
        found[page] = positions[places.line.take(positions) >= 0]
    return found


def _spans(places: PagePlaces, links: Sequence[Printed]) -> list[tuple[Span, Printed]]:
    """The links that lie on characters, with these, in the order of the text."""
    characters = {
        page: _Characters(places, positions)
        for page, positions in _by_page(places, {link.page for link in links}).items()
    }
    spans = ((characters[link.page].within((link.x0, link.top, link.x1, link.bottom)), link) for link in links)
    return sorted(((span, link) for span, link in spans if span), key=lambda found: found[0].start)


def place_links(places: PagePlaces, links: Sequence[PrintedLink]) -> tuple[Link, ...]:
    """Links with the characters whose middles lie in their rectangles."""
    made = (Link(span, link.uri) for span, link in _spans(places, links))
    return tuple(_over_line_ends(places, made))


def place_jumps(text: PageText, jumps: Sequence[PrintedJump]) -> tuple[Jump, ...]:
    """Jumps with their characters and the places in the text that they lead to."""
    found = _spans(text.places, jumps)
    targets = targets_of(text, [(text.text_of(span), jump) for span, jump in found])
    made = (
        Jump(span, target)
        for (span, _), target in zip(found, targets, strict=True)
        if target is not None and not span.start <= target < span.end
    )
    return tuple(_over_line_ends(text.places, made))


_Placed = TypeVar("_Placed", Link, Jump)


def _leads(link: Link | Jump) -> str | int:
    return link.uri if isinstance(link, Link) else link.target


def _is_blank(places: PagePlaces, start: int, end: int) -> bool:
    """Whether this is no more than two characters, none of them printed."""
    return end - start < 3 and max(places.line[start:end], default=-1) < 0


def _over_line_ends(places: PagePlaces, links: Iterable[_Placed]) -> Iterator[_Placed]:
    """Links to one place with nothing printed between them as the one link that a line end parts."""
    before: _Placed | None = None
    for link in links:
        if before and _leads(before) == _leads(link) and _is_blank(places, before.span.end, link.span.start):
            span = Span(before.span.start, max(before.span.end, link.span.end))
            before = Link(span, link.uri) if isinstance(link, Link) else Jump(span, link.target)
            continue
        if before:
            yield before
        before = link
    if before:
        yield before

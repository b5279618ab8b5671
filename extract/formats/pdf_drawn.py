"""What is drawn on a page besides its characters: rules, images, and what hides part of the text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.formats import pdfium
from extract.formats.pdf_frame import Box, Frame, Matrix, product, turned_box
from extract.table_regions import Rule

MAX_OBJECTS_PER_PAGE = 200_000
MAX_SEGMENTS_PER_PAGE = 200_000
MAX_RULES_PER_PAGE = 20_000
_MOST_IN_PATH = 5_000
"""A path of more segments is a curve of a plot or an outline of a map, no grid of a table."""
_MOST_IN_CLIP = 64
_DEEPEST_FORM = 12
_UNTURNED: Matrix = (1, 0, 0, 1, 0, 0)
_LINE, _MOVE = 0, 2
_THIN = 2.0
_CORNER = 0.05

Point = tuple[float, float]


@dataclass
class Drawing:
    """Rules in points from the top left; for text objects that are clipped the box outside which nothing shows."""

    rules: list[Rule] = field(default_factory=list)
    clips: dict[pdfium.Handle, Box] = field(default_factory=dict)
    hidden: set[pdfium.Handle] = field(default_factory=set)
    """Text objects in a rendering mode that paints nothing."""
    image_area: float = 0.0
    """The area of the largest image, in square points."""


class _Pen:
    """Follows the objects of a page in the order in which they are drawn."""

    def __init__(self, frame: Frame) -> None:
        self.made = Drawing()
        self._frame = frame.matrix
        self._room = pdfium.Floats()
        self._objects = MAX_OBJECTS_PER_PAGE
        self._segments = MAX_SEGMENTS_PER_PAGE

    def form(self, form: pdfium.Handle, placed: Matrix, depth: int) -> None:
        """Follow the objects of a form; ``placed`` turns its coordinates into those of the page."""
        at = product(self._matrix(form), placed)
        if depth < _DEEPEST_FORM:
            for index in range(pdfium.count_in_form(form)):
                if self._objects <= 0:
                    return
                self.thing(pdfium.object_in_form(form, index), at, depth)

    def thing(self, thing: pdfium.Handle, placed: Matrix, depth: int = 0) -> None:
        """Follow one object."""
        if not thing:
            return
        self._objects -= 1
        kind = pdfium.type_of(thing)
        if kind == pdfium.TEXT:
            box = self._clip(thing, placed)
            if box:
                self.made.clips[thing] = box
            if pdfium.render_mode(thing) in (3, 7):
                self.made.hidden.add(thing)
        elif kind == pdfium.PATH and len(self.made.rules) <= MAX_RULES_PER_PAGE:
            self._path(thing, placed)
        elif kind == pdfium.IMAGE and pdfium.bounds_of(thing, *self._room.at[:4]):
            x0, top, x1, bottom = turned_box(product(placed, self._frame), *self._room.values[:4])
            self.made.image_area = max(self.made.image_area, (x1 - x0) * (bottom - top))
        elif kind == pdfium.FORM:
            self.form(thing, placed, depth + 1)

    def _matrix(self, thing: pdfium.Handle) -> Matrix:
        if not pdfium.object_matrix(thing, self._room.at[0]):
            return _UNTURNED
        a, b, c, d, e, f = self._room.values[:6]
        return a, b, c, d, e, f

    def _clip(self, thing: pdfium.Handle, placed: Matrix) -> Box | None:
        """The box around what its clipping paths leave of an object; None where they clip nothing."""
        clip = pdfium.clip_of(thing)
        count = pdfium.count_clips(clip) if clip else 0
        found: Box | None = None
        x_at, y_at = self._room.at[:2]
        values = self._room.values
        for path in range(min(count, _MOST_IN_CLIP)):
            segments = pdfium.count_clip_segments(clip, path)
            self._segments -= min(segments, _MOST_IN_CLIP)
            if not 3 <= segments <= _MOST_IN_CLIP or self._segments < 0:
                continue
            xs, ys = [], []
            for index in range(segments):
                pdfium.segment_point(pdfium.clip_segment(clip, path, index), x_at, y_at)
                xs.append(values[0])
                ys.append(values[1])
                if index == 2 and segments <= 5 and _square(xs, ys):
                    break
            box = turned_box(product(placed, self._frame), min(xs), min(ys), max(xs), max(ys))
            found = box if found is None else _common(found, box)
        return found

    def _path(self, thing: pdfium.Handle, placed: Matrix) -> None:
        count = pdfium.count_segments(thing)
        self._segments -= count
        if not 2 <= count <= _MOST_IN_PATH or self._segments < 0:
            return
        fill_at, stroke_at = self._room.at[6:8]
        pdfium.draw_mode(thing, fill_at, stroke_at)
        stroked = self._room.values[7] != 0  # an int is written there; 1 is a denormal float, not 0
        filled = self._room.values[6] != 0
        if not (stroked or filled):
            return
        at = product(product(self._matrix(thing), placed), self._frame)
        for points in self._subpaths(thing, count):
            self.made.rules.extend(_rules_of(points, at, stroked))

    def _subpaths(self, thing: pdfium.Handle, count: int) -> Iterator[list[Point]]:
        """The corners of each part of a path that has no curves."""
        points: list[Point] = []
        straight = True
        x_at, y_at = self._room.at[:2]
        values = self._room.values
        for index in range(count):
            segment = pdfium.segment_at(thing, index)
            kind = pdfium.segment_type(segment)
            if kind == _MOVE:
                if straight and len(points) > 1:
                    yield points
                points, straight = [], True
            elif kind != _LINE:
                straight = False
            pdfium.segment_point(segment, x_at, y_at)
            points.append((values[0], values[1]))
        if straight and len(points) > 1:
            yield points


def drawing_of(page: pdfium.Handle, frame: Frame) -> Drawing:
    """What is drawn on a page, also inside its forms."""
    pen = _Pen(frame)
    for index in range(min(pdfium.count_objects(page), MAX_OBJECTS_PER_PAGE)):
        pen.thing(pdfium.object_at(page, index), _UNTURNED)
    if len(pen.made.rules) > MAX_RULES_PER_PAGE:  # a map or a plot, no table
        pen.made.rules.clear()
    return pen.made


def _square(xs: list[float], ys: list[float]) -> bool:
    """Whether three corners are of an upright rectangle, so that they tell the fourth."""
    return (xs[0] == xs[1] and ys[1] == ys[2]) or (ys[0] == ys[1] and xs[1] == xs[2])


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _rules_of(points: list[Point], at: Matrix, stroked: bool) -> Iterator[Rule]:
    """A straight line; a thin box as the rule it is drawn for; the four sides of a box that is drawn with a stroke."""
    if len(points) == 2:
        yield Rule(*turned_box(at, *points[0], *points[1]))
        return
    if not 4 <= len(points) <= 6:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if any(min(x - x0, x1 - x) > _CORNER or min(y - y0, y1 - y) > _CORNER for x, y in points):
        return
    left, top, right, bottom = turned_box(at, x0, y0, x1, y1)
    if min(right - left, bottom - top) < _THIN:
        yield Rule(left, top, right, bottom)
    elif stroked:
        yield Rule(left, top, right, top)
        yield Rule(left, bottom, right, bottom)
        yield Rule(left, top, left, bottom)
        yield Rule(right, top, right, bottom)

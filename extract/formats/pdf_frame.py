"""How a page of a PDF stands: its size, and its own coordinates → points from the top left corner as it is read."""

from typing import NamedTuple

from extract.formats import pdfium

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_LARGEST = 1e5
"""Points (35 metres) beyond which a page cannot be: PDF allows 14,400."""


class Frame(NamedTuple):
    """The size of a page in points, how its coordinates are turned, and what of it is shown."""

    width: float
    height: float
    matrix: Matrix
    shown: Box
    """Left, top, right, bottom of the part that viewers show."""

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box in the page's own coordinates as left, top, right, bottom of the page as it is read."""
        return turned_box(self.matrix, left, bottom, right, top)


def turned_box(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The box around a box whose corners are moved by a matrix."""
    a, b, c, d, e, f = matrix
    xs = (a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1)
    ys = (b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1)
    return min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that moves first by ``inner``, then by ``outer``."""
    a, b, c, d, e, f = inner
    k, m, n, o, p, q = outer
    return (
        a * k + b * n,
        a * m + b * o,
        c * k + d * n,
        c * m + d * o,
        e * k + f * n + p,
        e * m + f * o + q,
    )


def frame_of(page: pdfium.Handle) -> Frame:
    """The frame of a page: its media box where the page names one, else what PDFium shows of it.

    Raises ValueError where the box has no size or no paper could have it.
    """
    room = pdfium.Floats()
    if not pdfium.shown_box(page, room.at[0]):
        raise ValueError("the page has no size")
    left, upper, right, lower = room.values[:4]
    shown = (left, lower, right, upper)
    box = shown
    if pdfium.media_box(page, *room.at[:4]):
        x0, y0, x1, y1 = room.values[:4]
        box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        if not (box[0] < right and box[2] > left and box[1] < upper and box[3] > lower):
            box = shown
    x0, y0, x1, y1 = box
    if not (0 < x1 - x0 < _LARGEST and 0 < y1 - y0 < _LARGEST):
        raise ValueError(f"the page measures {x1 - x0:.0f} × {y1 - y0:.0f} points")
    wide, high = x1 - x0, y1 - y0
    turns: tuple[tuple[float, float, Matrix], ...] = (
        (wide, high, (1, 0, 0, -1, -x0, y1)),
        (high, wide, (0, 1, 1, 0, -y0, -x0)),
        (wide, high, (-1, 0, 0, 1, x1, -y0)),
        (high, wide, (0, -1, -1, 0, y1, x1)),
    )
    width, height, matrix = turns[pdfium.rotation(page) % 4]
    return Frame(width, height, matrix, turned_box(matrix, *shown))

"""The worst tables as pictures: the page beside the grid that was read for the table and that of the gold."""

import contextlib
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from table_readers import page_of, words_of_pages
from table_scores import Cell, Grid, Scored

_SCALE = 1.6
_CELL, _LINE, _MARGIN = 18, 11, 6
"""Characters across a cell, and the height of a line and the margin of a cell in pixels."""
_WIDTH = 112
_MOST_LINES = 5


def draw_worst(worst: Sequence[tuple[float, str, int, Scored]], paths: dict[str, Path], folder: Path) -> None:
    """Write a PNG for each of these tables; ``paths`` has the PDF of each document."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (_, name, index, scored) in enumerate(worst, start=1):
        page = scored.read.page if scored.read else page_of(scored.gold, words_of_pages(paths[name]))
        parts = [_page(paths[name], max(1, page), scored.read.box if scored.read else None)]
        parts += [_grid(scored.read, "read")] if scored.read else []
        parts.append(_grid(scored.gold, "gold"))
        made = Image.new("RGB", (sum(part.width for part in parts), max(part.height for part in parts)), "white")
        left = 0
        for part in parts:
            made.paste(part, (left, 0))
            left += part.width
        made.save(folder / f"{number:02}-{name}-{index + 1}.png")


def _page(path: Path, number: int, box: tuple[float, float, float, float] | None) -> Image.Image:
    """The page, or the part of it that holds the table with what stands around it."""
    with contextlib.closing(pypdfium2.PdfDocument(path)) as pdf:
        image: Image.Image = pdf[number - 1].render(scale=_SCALE).to_pil()
    if box is None or box[2] <= box[0]:
        return image
    left, top, right, bottom = (edge * _SCALE for edge in box)
    around = 40 * _SCALE
    return image.crop(
        (
            int(max(0, left - around)),
            int(max(0, top - around)),
            int(min(image.width, right + around)),
            int(min(image.height, bottom + around)),
        )
    )


def _grid(grid: Grid, title: str) -> Image.Image:
    wrapped = {id(cell): _lines(cell) for cell in grid.cells}
    n_rows = max(cell.row + cell.row_span for cell in grid.cells)
    n_columns = max(cell.column + cell.column_span for cell in grid.cells)
    heights = [
        max((len(wrapped[id(cell)]) for cell in grid.cells if cell.row == row and cell.row_span == 1), default=1)
        * _LINE
        + _MARGIN
        for row in range(n_rows)
    ]
    tops = [24 + sum(heights[:row]) for row in range(n_rows + 1)]
    image = Image.new("RGB", (n_columns * _WIDTH + 20, tops[-1] + 10), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(9)
    draw.text((10, 6), title, fill="black", font=font)
    for cell in grid.cells:
        left, right = 10 + cell.column * _WIDTH, 10 + (cell.column + cell.column_span) * _WIDTH
        head = cell.row < grid.header_rows
        box = (left, tops[cell.row], right, tops[min(n_rows, cell.row + cell.row_span)])
        draw.rectangle(box, outline="gray", fill="#e8eef8" if head else "white")
        draw.multiline_text((left + 3, box[1] + 2), "\n".join(wrapped[id(cell)]), fill="black", font=font, spacing=1)
    return image


def _lines(cell: Cell) -> list[str]:
    return textwrap.wrap(cell.text, _CELL * cell.column_span, max_lines=_MOST_LINES, placeholder="…") or [""]

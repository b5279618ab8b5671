"""Readers of tables in PDFs: ours, and others to be measured beside it."""

import contextlib
import importlib.util
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from table_scores import Cell, Grid

from curated.schema import Cell as TableCell
from extract.document import Document
from extract.formats.pdf import read
from extract.tables import read_tables

OURS = "litcurate"


def read_ours(path: Path) -> list[Grid]:
    """The tables of a document as its rows say, continued ones put together."""
    return grids_of(read(path.read_bytes()))


def read_ours_by_page(path: Path) -> list[Grid]:
    """The same, cut where a table goes on to another page: in ICDAR-2013 what each page has is a table of its own."""
    return [part for grid in read_ours(path) for part in _by_page(grid)]


def _by_page(grid: Grid) -> list[Grid]:
    rows: dict[int, int] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, -cell.page)):
        rows.setdefault(cell.row, cell.page)
    firsts = [row for row, page in rows.items() if page and page != max([*(rows[r] for r in rows if r < row), 0])]
    parts = []
    for first, end in zip(firsts, [*firsts[1:], max(rows, default=0) + 1], strict=True):
        first = 0 if first == firsts[0] else first
        inside = (cell for cell in grid.cells if first <= cell.row < end)
        cells = tuple(replace(cell, row=cell.row - first) for cell in inside)
        parts.append(replace(grid, cells=cells, page=rows[first] or grid.page))
    return parts or [grid]


def grids_of(document: Document) -> list[Grid]:
    """The tables of a document that has been read."""
    made = []
    for table in read_tables(document):
        cells = tuple(
            Cell(cell.row, cell.column, _printed(cell), cell.row_span, cell.column_span, _page(cell))
            for cell in table.cells
            if not cell.filled_down
        )
        regions: list[Any] = [
            region for cell in table.cells if cell.text for region in getattr(cell.text.source, "regions", ())
        ]
        page = Counter(region.page for region in regions).most_common(1)[0][0] if regions else 0
        own = [region for region in regions if region.page == page]
        box = (
            min((region.x0 for region in own), default=0.0),
            min((region.top for region in own), default=0.0),
            max((region.x1 for region in own), default=0.0),
            max((region.bottom for region in own), default=0.0),
        )
        header = sum(1 for row in {cell.row for cell in table.cells if cell.is_header})
        label = table.row.label.value if table.row.label else ""
        made.append(Grid(cells, page, label, header, box))
    return made


def _page(cell: TableCell) -> int:
    regions = getattr(cell.text.source, "regions", ()) if cell.text else ()
    return regions[0].page if regions else 0


def _printed(cell: TableCell) -> str:
    """The text of a cell with the raised number at its end that is kept apart from its number."""
    if cell.text is None:
        return ""
    end = getattr(cell.text.source, "end", 0)
    return cell.text.value + "".join(mark.value for mark in cell.marks if getattr(mark.source, "start", -1) >= end)


def read_pdfplumber(path: Path) -> list[Grid]:
    """Pdfplumber's ``find_tables`` with its defaults."""
    grids = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                rows = table.extract()
                cells = tuple(
                    Cell(row, column, text or "") for row, texts in enumerate(rows) for column, text in enumerate(texts)
                )
                grids.append(Grid(cells, page.page_number, box=table.bbox))
            page.close()
    return grids


def _camelot(flavour: str) -> Callable[[Path], list[Grid]]:
    def read_camelot(path: Path) -> list[Grid]:
        import camelot

        grids = []
        for table in camelot.read_pdf(str(path), flavor=flavour, pages="all", suppress_stdout=True):
            texts = table.df.to_numpy().tolist()
            cells = tuple(
                Cell(row, column, str(text)) for row, line in enumerate(texts) for column, text in enumerate(line)
            )
            grids.append(Grid(cells, int(table.page)))
        return grids

    return read_camelot


READERS: dict[str, Callable[[Path], list[Grid]]] = {OURS: read_ours, "pdfplumber": read_pdfplumber}
if importlib.util.find_spec("camelot"):
    READERS |= {"camelot stream": _camelot("stream"), "camelot hybrid": _camelot("hybrid")}


@dataclass(frozen=True)
class PageWords:
    """The words of a page, and the share of its letters that run up or down it."""

    words: Counter[str]
    turned: float


def words_of_pages(path: Path) -> list[PageWords]:
    """For each page of a PDF its words by PDFium."""
    found = []
    with contextlib.closing(pypdfium2.PdfDocument(path)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            count = text.count_chars()
            angles = [pdfium.FPDFText_GetCharAngle(text.raw, index) for index in range(0, count, 5)]
            turned = sum(1.2 < angle < 2.0 or 4.3 < angle < 5.1 for angle in angles)
            plain = unicodedata.normalize("NFKC", text.get_text_range()).lower()
            found.append(PageWords(Counter(re.findall(r"[^\W_]+", plain)), turned / max(1, len(angles))))
    return found


def page_of(table: Grid, pages: list[PageWords]) -> int:
    """The page (from 1) that has most of a table's words; 0 where no page has half of them."""
    shares = [(page.words & table.words).total() for page in pages]
    best = max(range(len(shares)), key=shares.__getitem__, default=-1)
    return best + 1 if best >= 0 and shares[best] * 3 >= table.words.total() else 0

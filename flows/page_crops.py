"""Pictures of the places in the PDFs where claims and references are printed, for the report."""

import hashlib
import io
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curated.dataset import Dataset
from curated.mistake import Mistake
from curated.provenance import Region
from curated.report.concerns import Concerns
from curated.report.crops import BUDGET, Crop, Crops, Wanted, marks, wanted_crops
from curated.schema import SourceDocument

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 512 * 1024 * 1024
SCALE = 1.75
"""Pixels a point: small print is readable at 126 dots an inch."""
MARGIN = 9.0
"""Points around the words that are shown."""
WIDEST, TALLEST = 620.0, 260.0
"""Points of a page that one picture shows at most."""
LONGEST = 30.0
"""Seconds after which no more pictures are begun: a page can be drawn slowly on purpose."""
SHADES = 16
"""Grey levels kept: text needs no more, and a picture is half the size."""


def crops_of(dataset: Dataset, given: Sequence[Path], near: Sequence[Path]) -> Crops:
    """Pictures for a report, from the PDFs given or found in the folders ``near`` under the document's own name.

    A file is taken for a document only if it is the same bytes. Without a file there are no pictures, and the report
    says why.

    Raises Mistake for a file that was given and is none of the documents.
    """
    concerns = Concerns(dataset)
    wanted = list(wanted_crops(concerns))
    files = dict(_found(dataset.documents, given, near))
    if not wanted or not any(document.format == "pdf" for document in dataset.documents):
        return Crops()
    if not files:
        return Crops(
            wanted=len(wanted), cause="Pictures of the printed page are left out: the PDF was not at hand (--pdf)."
        )
    pictures = []
    spent = 0
    until = time.monotonic() + LONGEST
    for one in _by_page(wanted, files):
        spent += len(one.image) * 4 // 3
        if spent > BUDGET or time.monotonic() > until:
            break
        pictures.append(one)
    order = {one.subject: place for place, one in enumerate(wanted)}
    return Crops(tuple(sorted(pictures, key=lambda one: order[one.subject])), len(wanted))


def _found(
    documents: Sequence[SourceDocument], given: Sequence[Path], near: Sequence[Path]
) -> Iterator[tuple[str, Path]]:
    by_hash = {document.sha256: document for document in documents}
    for path in given:
        document = by_hash.get(_sha256(path))
        if document is None:
            raise Mistake(f"{path} is none of the files that this dataset was made from; give the same file, unchanged")
        yield document.document_id, path
    for document in documents:
        name = Path(document.name).name
        for path in (folder / name for folder in near):
            if document.format == "pdf" and path.is_file() and _sha256(path) == document.sha256:
                yield document.document_id, path
                break


def _sha256(path: Path) -> str:
    """Raises Mistake for a file that cannot be read or is too large."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Mistake(f"{path} is larger than {LARGEST_FILE // 1024 // 1024} MB")
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise Mistake(f"{path} cannot be read: {error.strerror or error}") from error


def _by_page(wanted: Sequence[Wanted], files: Mapping[str, Path]) -> Iterator[Crop]:
    """Pictures in the order in which they are wanted; a page is drawn once, and the last few are kept."""
    with _opened(files) as documents:
        drawn: dict[tuple[str, int], Image | None] = {}
        for one in wanted:
            if one.document_id not in documents:
                continue
            key = (one.document_id, one.page)
            if key not in drawn:
                if len(drawn) >= _KEPT_PAGES:
                    drawn.pop(next(iter(drawn)))
                drawn[key] = _draw(documents[one.document_id], one.page)
            page = drawn[key]
            if page is not None:
                yield _cut(page, one)


_KEPT_PAGES = 12


@contextmanager
def _opened(files: Mapping[str, Path]) -> Iterator[dict[str, Any]]:
    import pypdfium2

    opened = {}
    try:
        for document_id, path in files.items():
            try:
                opened[document_id] = pypdfium2.PdfDocument(path)
            except pypdfium2.PdfiumError:
                continue  # read once, when it was curated; without a picture the report is still whole
        yield opened
    finally:
        for document in opened.values():
            document.close()


def _draw(document: Any, page: int) -> "Image | None":
    """A page in grey, or None where it cannot be drawn or would need more memory than a page should."""
    import pypdfium2

    try:
        loaded = document[page - 1]
        width, height = loaded.get_size()
        if width * height * SCALE * SCALE > _MOST_PIXELS:
            return None
        image: Image = loaded.render(scale=SCALE, grayscale=True).to_pil().convert("L")
        return image
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return None


_MOST_PIXELS = 40_000_000


def _cut(page: "Image", wanted: Wanted) -> Crop:
    """The part of a page around the words, as a small PNG."""
    around = _around(wanted.regions, page.width / SCALE, page.height / SCALE)
    left, top, right, bottom = (round(edge * SCALE) for edge in (around.x0, around.top, around.x1, around.bottom))
    image = page.crop((left, top, right, bottom)).quantize(SHADES)
    held = io.BytesIO()
    image.save(held, "PNG", optimize=True)
    return Crop(
        wanted.subject,
        wanted.page,
        held.getvalue(),
        "image/png",
        image.width,
        image.height,
        marks(wanted.regions, around),
    )


def _around(regions: Iterable[Region], page_width: float, page_height: float) -> Region:
    """The rectangle to show: the words with a margin, at least as wide as a column, inside the page."""
    held = list(regions)
    x0, x1 = min(one.x0 for one in held) - MARGIN, max(one.x1 for one in held) + MARGIN
    top, bottom = min(one.top for one in held) - MARGIN, max(one.bottom for one in held) + MARGIN
    short = max(0.0, 240.0 - (x1 - x0)) / 2
    x0, x1 = max(0.0, x0 - short), min(page_width, x1 + short)
    return Region(
        page=held[0].page,
        x0=x0,
        top=max(0.0, top),
        x1=max(x0 + 1, min(x1, x0 + WIDEST)),
        bottom=max(top + 1, min(bottom, page_height, top + TALLEST)),
    )

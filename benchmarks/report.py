"""The report of a large review: seconds to make, size, and when Chromium first paints it, beside an empty page.

Run it with

    python benchmarks/report.py [--references 400] [--rounds 5] [DATASET [--pdf FILE]]

Without a dataset a made-up review of so many references is used (``made_review.py``), with a picture of a page for each
claim that a remark is about. First paint is Chromium's own first-contentful-paint, from a file, in a fresh context each
round; the peer is a page of one word, as the browser's own share of the time.
"""

import argparse
import io
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from made_review import made_review
from PIL import Image, ImageDraw
from rich.console import Console
from rich.table import Table

from curated.dataset import Dataset
from curated.report.concerns import Concerns
from curated.report.crops import Box, Crop, Crops, wanted_crops
from curated.report.report import report_html
from curated.store import Store
from flows.page_crops import crops_of

PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
READY = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"


def made_crops(dataset: Dataset) -> Crops:
    """A picture for each place that a report wants one of, about as large as a real one."""
    wanted = list(wanted_crops(Concerns(dataset)))
    pictures = []
    for number, one in enumerate(wanted):
        image = Image.new("L", (900, 120), 255)
        draw = ImageDraw.Draw(image)
        for line in range(6):
            draw.text((10, 6 + 18 * line), f"{number} {one.subject} " * 5, fill=20 * line)
        held = io.BytesIO()
        image.quantize(16).save(held, "PNG", optimize=True)
        pictures.append(Crop(one.subject, one.page, held.getvalue(), "image/png", 900, 120, (Box(0.1, 0.2, 0.6, 0.2),)))
    return Crops(tuple(pictures), len(wanted))


def painted(pages: dict[str, Path], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds to the first paint and to the load event's end, by page and round, taken in turns."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return {}
    from playwright.sync_api import sync_playwright

    found: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in range(rounds):
            for name, path in pages.items():
                context = browser.new_context(viewport={"width": 1280, "height": 860})
                page = context.new_page()
                page.goto(path.as_uri())
                page.wait_for_timeout(200)
                found[name].append((page.evaluate(PAINT) / 1000, page.evaluate(READY) / 1000))
                context.close()
        browser.close()
    return found


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dataset", nargs="?")
    parser.add_argument("--pdf", type=Path, action="append", default=[])
    parser.add_argument("--references", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.dataset:
        with Store.open(options.dataset, create=False) as store:
            dataset = store.load()
        crops = crops_of(dataset, options.pdf, [])
    else:
        dataset = made_review(options.references)
        crops = made_crops(dataset)
    times = []
    for _ in range(options.rounds):
        started = time.perf_counter()
        page = report_html(dataset, crops=crops)
        times.append(time.perf_counter() - started)
    folder = Path(tempfile.mkdtemp(prefix="litcurate-benchmark-"))
    pages = {"the report": folder / "report.html", "a page of one word": folder / "word.html"}
    pages["the report"].write_text(page, encoding="utf-8")
    pages["a page of one word"].write_text("<!doctype html><title>x</title><p>word", encoding="utf-8")
    paints = painted(pages, options.rounds)
    shutil.rmtree(folder)

    table = Table("what", "value", title=f"{len(dataset.references)} references, {len(dataset.links)} links")
    table.add_row("seconds to make the page, median", f"{statistics.median(times):.2f}")
    table.add_row("size, MB", f"{len(page.encode()) / 1e6:.2f}")
    table.add_row("pictures in it, of places wanted", f"{page.count('data:image/')} of {crops.wanted}")
    for name, rounds in paints.items():
        first = [paint for paint, _ in rounds]
        table.add_row(
            f"first paint of {name}, seconds: median (worst)", f"{statistics.median(first):.2f} ({max(first):.2f})"
        )
        table.add_row(f"loaded, {name}, seconds: median", f"{statistics.median(load for _, load in rounds):.2f}")
    if not paints:
        table.add_row("first paint", "no Chromium here")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())

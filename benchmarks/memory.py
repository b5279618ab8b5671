"""The most memory that reading a long PDF takes, against a shorter one and against pdfplumber.

    python benchmarks/memory.py [--pages N …] [--no-peer] [ARTICLE.pdf …]

The long files are made by repeating the pages of the articles (those of ``../shared/data/articles`` if none is given).
Every reading is a process of its own, so that one figure does not hold what another left; its peak is that of the whole
process: Python, the libraries, the file itself and the document that is made of it.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from rich.console import Console
from rich.table import Table

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"
_SOURCES = 6


def make(articles: list[Path], pages: int, to: Path) -> None:
    """A PDF of so many pages: those of the articles over and over."""
    made = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(path) for path in articles]
    turn = 0
    while len(made) < pages:
        source = sources[turn % len(sources)]
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
        turn += 1
    made.save(to)


def read_ours(path: Path) -> int:
    """The pages of a PDF, read by litcurate."""
    from extract.formats.pdf import read

    return read(path.read_bytes()).pages or 0


def read_pdfplumber(path: Path) -> int:
    """The pages of a PDF, their text read by pdfplumber, each closed behind it as its documentation says."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


READERS = {"litcurate": read_ours, "pdfplumber": read_pdfplumber}


def measure(reader: str, path: Path) -> None:
    """Read in this process; print peak before and behind in MB, seconds of the processor, pages."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    pages = READERS[reader](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(before // 1024, peak // 1024, f"{time.process_time() - started:.1f}", pages)


def main() -> None:
    """Make the files, read each with each reader, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--no-peer", action="store_true", help="leave pdfplumber out")
    parser.add_argument("--measure", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]))
        return
    articles = options.articles or sorted(ARTICLES.glob("*/article.pdf"))[:_SOURCES]
    if not articles:
        raise SystemExit(f"no article is given and there is none in {ARTICLES}")
    table = Table(title="Reading long PDFs, a process each")
    for column in ("reader", "pages", "file, MB", "peak, MB", "seconds", "pages a second"):
        table.add_column(column, justify="left" if column == "reader" else "right")
    with tempfile.TemporaryDirectory() as folder:
        for pages in options.pages:
            path = Path(folder) / f"{pages}.pdf"
            make(articles, pages, path)
            for reader in [*READERS][: 1 if options.no_peer else 2]:
                command = [sys.executable, __file__, "--measure", reader, str(path)]
                said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
                _, peak, seconds, read = said
                size = f"{path.stat().st_size / 1e6:.0f}"
                table.add_row(reader, read, size, peak, seconds, f"{int(read) / max(float(seconds), 0.1):.1f}")
    Console(width=None if Console().is_terminal else 100, highlight=False).print(table)


if __name__ == "__main__":
    main()

"""How well PDFs are read, against the publisher's JATS XML of the same articles; other readers beside us.

    python benchmarks/reading.py [--worst N] [--article ID …] [--json FILE] [--no-peers] [FOLDER]

FOLDER has a sub-folder an article, with ``article.pdf`` and ``article.xml`` in it. Figures are over all articles
together; an article that cannot be read counts with nothing found. Speed is processor time of one process, from bytes
to text with its citations linked; what all rows (claims, names, tables) take beside that is told apart. What each
measure is stands in the docstrings of ``score_text``, ``score_pairs`` and ``score_headings``.
"""

import argparse
import contextlib
import json
import logging
import shutil
import subprocess
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
from gold_jats import Gold, article_folders, read_gold
from lxml import etree
from reading_links import ReadHeading, ReadPair, ReadReference, score_headings, score_pairs
from reading_report import OURS, Article, causes, figures, show, summary, worst
from reading_sentences import Reading
from reading_text import score_text
from rich.console import Console
from rich.markup import escape
from spacy.language import Language

from curated.provenance import DocumentSource
from curated.schema import Citation, Reference
from extract.citations import citations_of, find_markers
from extract.contents import contents_of
from extract.document import Document
from extract.formats.pdf import read
from extract.passages import language
from extract.references import find_entries, references_of
from extract.sections import find_headings

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"
_AROUND = 400


def read_pdfplumber(path: Path) -> str:
    """The text of a PDF by pdfplumber's ``extract_text`` with its defaults."""
    with pdfplumber.open(path) as pdf:
        made = []
        for page in pdf.pages:
            made.append(page.extract_text())
            page.close()
    return "\n".join(made)


def read_pdfium(path: Path) -> str:
    """The text of a PDF by PDFium."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def read_pdftotext(path: Path) -> str:
    """The text of a PDF by Poppler's ``pdftotext``."""
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=600).stdout.decode("utf-8", "replace")


PEERS: dict[str, Callable[[Path], str]] = {"pdfplumber": read_pdfplumber, "pypdfium2": read_pdfium}
if shutil.which("pdftotext"):
    PEERS["pdftotext"] = read_pdftotext


def measure(folder: Path, nlp: Language, peers: Iterable[str]) -> Article:
    """Read an article with every reader and score each against the gold."""
    article = Article(folder.name)
    gold = read_gold(folder / "article.xml")
    path = folder / "article.pdf"
    document: Document | None = None
    rows: Sequence[Any] = ()
    started = time.process_time()
    try:
        document = read(path.read_bytes())
        rows = linked(document)
    except Exception as error:  # noqa: BLE001 - whatever it is, the article counts as not read, and is listed
        what = "no text" if document is None else "no citations"
        article.failures.append(f"{what}: {type(error).__name__}: {error}")
    article.seconds[OURS] = time.process_time() - started
    if document is not None and rows:
        started = time.process_time()
        contents_of(document, path.name, nlp)
        article.contents_seconds = time.process_time() - started
    texts: dict[str, str] = {}
    for name in peers:
        started = time.process_time()
        try:
            texts[name] = PEERS[name](path)
        except Exception as error:  # noqa: BLE001 - as above
            texts[name] = ""
            article.failures.append(f"{name}: {type(error).__name__}: {error}")
        article.seconds[name] = time.process_time() - started
    readings = {name: Reading([text]) for name, text in texts.items()}
    for name, reading in readings.items():
        article.text[name] = score_text(gold, reading, texts[name])
    _score_ours(article, gold, document, rows, list(readings.values()))
    article.pages = _pages(path)
    return article


def linked(document: Document) -> tuple[Reference | Citation, ...]:
    """The references of a document and what its markers cite: what makes linked text of it, and no more."""
    entries = find_entries(document)
    references = references_of(document, entries)
    markers = find_markers(document, entries, references)
    find_headings(document)
    return *references, *citations_of(document, entries, markers, references, {})


def _pages(path: Path) -> int:
    """The pages of a PDF; none where PDFium cannot open it."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    with contextlib.closing(pdf):
        return len(pdf)


def _score_ours(
    article: Article, gold: Gold, document: Document | None, rows: Sequence[Any], others: Sequence[Reading]
) -> None:
    text = document.text if document else ""
    flow = list(document.of_kind("heading", "paragraph")) if document else []
    apart = list(document.of_kind("caption", "table", "notes", "margin")) if document else []
    blocks = [text[block.span.start : block.span.end] for block in flow]
    reading = Reading(blocks, "\n\n".join(text[block.span.start : block.span.end] for block in apart))
    score = score_text(gold, reading, text, others)
    article.text[OURS] = score
    places = {block.span.start: index for index, block in enumerate(flow)}
    headings = [
        ReadHeading(heading.row.heading.value, heading.row.level, places[heading.block.span.start])
        for heading in (find_headings(document) if document else ())
    ]
    article.headings, article.levels = score_headings(gold, headings, blocks, score.first_block, score.last_block)
    if not gold.pairs:
        return
    references = [
        ReadReference(row.reference_id, row.number.value if row.number else None, row.raw.value)
        for row in rows
        if isinstance(row, Reference)
    ]
    pairs = [_read_pair(row, row.reference_id, text) for row in rows if isinstance(row, Citation) and row.reference_id]
    article.pairs = score_pairs(gold, references, pairs)


def _read_pair(row: Citation, reference_id: str, text: str) -> ReadPair:
    source = row.marker.source
    assert isinstance(source, DocumentSource)
    start, end = source.start, source.end
    return ReadPair(reference_id, text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="the N worst articles of each measure")
    parser.add_argument("--article", action="append", default=[], metavar="ID", help="only this one, in detail")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results of each article")
    parser.add_argument("--no-peers", action="store_true", help="leave the other readers out")
    options = parser.parse_args()
    folders = article_folders(options.folder)
    if options.article:
        folders = [folder for folder in folders if folder.name in options.article]
    if not folders:
        raise SystemExit(f"there is no */article.pdf with article.xml in {options.folder}, or none of these names")
    warnings.filterwarnings("ignore")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    peers = [] if options.no_peers else list(PEERS)
    nlp = language()
    progress = Console(stderr=True)
    articles: list[Article] = []
    for number, folder in enumerate(folders, start=1):
        progress.print(f"{number} of {len(folders)}: {folder.name}", highlight=False)
        try:
            articles.append(measure(folder, nlp, peers))
        except etree.XMLSyntaxError as error:
            progress.print(f"left out, its article.xml cannot be read: {error}", markup=False, highlight=False)
    if not articles:
        raise SystemExit("no article has a gold that can be read")
    console = Console(width=None if Console().is_terminal else 140, highlight=False)
    for article in articles if options.article else ():
        show(console, article)
    console.print(summary(articles, [OURS, *peers]))
    console.print(causes(articles))
    if options.worst:
        console.print(worst(articles, options.worst))
    for article in articles:
        for failure in article.failures:
            console.print(f"{article.name}: {escape(failure)}")
    if options.json:
        made = [{**asdict(article), "figures": figures(article)} for article in articles]
        options.json.write_text(json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

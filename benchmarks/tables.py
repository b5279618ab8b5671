"""How well the tables of PDFs are read: found, cut into cells, labels beside the right rows; other readers beside us.

    python benchmarks/tables.py [--worst N] [--pictures FOLDER] [--article ID …] [--no-peers] [--icdar] [--memory]

Articles: the gold are the tables of the publisher's JATS of the same article; they have no place in the PDF, so that a
read table is known by its words, one for each gold table. Whole pages: a table that was missed counts as 0, and so does
one that was read where there is none. ICDAR-2013 (``--icdar``): the ground truth of its structures, in the same way.
There a table that goes on to the next page is two tables, so ours are cut at the ends of pages for it.
The text of cells is compared in the form of ``table_scores.normal``; adjacency F1 and TEDS are means over tables.
Pages a second: processor time of one process for the whole document, tables included. ``--pictures`` draws the worst
tables: the page beside the grid that was read and that of the gold.
"""

import argparse
import json
import logging
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gold_jats import article_folders
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from table_gold import icdar_tables, jats_tables
from table_pictures import draw_worst
from table_readers import OURS, READERS, page_of, read_ours_by_page, words_of_pages
from table_scores import Grid, LabelScore, Scored, match

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
PUBLISHED = {
    "pymupdf4llm (PDF.md)": (".58-.71", ".65-.74", "3 %", "1.1"),
    "camelot hybrid (PDF.md)": (".50", ".45", "36 %", "2.0"),
    "camelot stream (PDF.md)": (".50-.52", ".36-.41", "35 %", "5.3"),
}
"""Of PDF.md, measured on 225 other articles of the same kind: F1, TEDS, false of predicted, pages a second."""


@dataclass
class Result:
    """What one reader made of one document."""

    name: str
    scored: list[Scored]
    pieces: list[Grid] = field(default_factory=list)
    false: list[Grid] = field(default_factory=list)
    turned: set[int] = field(default_factory=set)
    """The places of the gold tables that run up or down their page."""
    pages: int = 0
    seconds: float = 0.0
    failure: str = ""


def measure(name: str, pdf: Path, gold: Sequence[Grid], images: int, readers: Iterable[str]) -> dict[str, Result]:
    """Read a document with every reader and score its tables."""
    pages = words_of_pages(pdf)
    turned = {index for index, table in enumerate(gold) if (at := page_of(table, pages)) and pages[at - 1].turned > 0.5}
    found = {}
    for reader in readers:
        started = time.process_time()
        failure = ""
        try:
            grids = READERS[reader](pdf)
        except Exception as error:  # noqa: BLE001 - whatever it is, the document counts as not read, and is listed
            grids, failure = [], f"{reader}: {type(error).__name__}: {error}"
        seconds = time.process_time() - started
        scored, pieces, false = match(gold, grids)
        # a table that the publisher tagged as an image has no gold: one read for it is not false
        false = sorted(false, key=lambda grid: len(grid.cells))[: max(0, len(false) - images)]
        found[reader] = Result(name, scored, pieces, false, turned, len(pages), seconds, failure)
    return found


def _mean(values: Sequence[float], false: int = 0) -> str:
    return f"{sum(values) / (len(values) + false):.3f}" if values else "–"


def _labels_right(scores: Sequence[LabelScore]) -> float:
    return sum(score.right for score in scores) / max(1, sum(score.gold for score in scores))


def summary(title: str, results: dict[str, list[Result]]) -> Table:
    """The table of the measures; ``results`` has for each reader what it made of each document."""
    table = Table(title=title)
    table.add_column("measure")
    table.add_column("aim", justify="right")
    for reader in results:
        table.add_column(reader, justify="right")

    def row(name: str, aim: str, values: Iterable[str]) -> None:
        table.add_row(name, aim, *values)

    def of(reader: str, turned: bool | None = None, spans: bool | None = None) -> list[Scored]:
        return [
            scored
            for result in results[reader]
            for index, scored in enumerate(result.scored)
            if (turned is None or (index in result.turned) == turned)
            and (spans is None or scored.gold.spans_rows == spans)
        ]

    def falses(reader: str) -> int:
        return sum(len(result.false) for result in results[reader])

    def predicted(reader: str) -> int:
        return sum(
            len(result.false) + len(result.pieces) + sum(scored.read is not None for scored in result.scored)
            for result in results[reader]
        )

    icdar = "ICDAR" in title
    aims = ("≥ .93", "≥ .87") if icdar else ("≥ .82", "≥ .82")
    names = list(results)
    row("tables", "", [str(len(of(name))) for name in names])
    row("found", "", [str(sum(scored.read is not None for scored in of(name))) for name in names])
    row("adjacency F1", aims[0], [_mean([s.f1 for s in of(name)], falses(name)) for name in names])
    row("TEDS", aims[1], [_mean([s.teds for s in of(name)], falses(name)) for name in names])
    row("  of those found: F1", "", [_mean([s.f1 for s in of(name) if s.read]) for name in names])
    row("  of those found: TEDS", "", [_mean([s.teds for s in of(name) if s.read]) for name in names])
    if not icdar:
        n_turned, n_spans = len(of(OURS, turned=True)), len(of(OURS, spans=True))
        row(f"rotated ({n_turned}): F1", "≥ .80", [_mean([s.f1 for s in of(name, turned=True)]) for name in names])
        row("  TEDS", "≥ .75", [_mean([s.teds for s in of(name, turned=True)]) for name in names])
        row(f"with row spans ({n_spans}): F1", "", [_mean([s.f1 for s in of(name, spans=True)]) for name in names])
        row("  TEDS", "≥ .80", [_mean([s.teds for s in of(name, spans=True)]) for name in names])
        labels = {name: [scored.labels for scored in of(name)] for name in names}
        row(
            "  row-span labels at the right rows",
            "≥ .95",
            [f"{_labels_right(labels[n]):.3f}" for n in names],
        )
        row("    of", "", [str(sum(score.gold for score in labels[name])) for name in names])
    row(
        "false of predicted",
        "≤ 3 %",
        [f"{falses(n)} of {predicted(n)} ({falses(n) / max(1, predicted(n)):.1%})" for n in names],
    )
    row("pieces of tables besides", "", [str(sum(len(result.pieces) for result in results[name])) for name in names])
    speeds = {
        name: sum(result.pages for result in results[name]) / max(1e-9, sum(result.seconds for result in results[name]))
        for name in names
    }
    row("pages a second", "≥ 10", [f"{speeds[name]:.1f}" for name in names])
    if "pdfplumber" in speeds:
        row("  ÷ pdfplumber", "≥ 1", [f"{speeds[name] / speeds['pdfplumber']:.2f}" for name in names])
    return table


def worst(results: Sequence[Result], count: int) -> Table:
    """The tables that lose most."""
    table = Table(title="worst tables")
    for column in ("document", "table", "F1", "TEDS", "rows", "columns", "rotated", "labels wrong"):
        table.add_column(column)
    lost = [
        (scored.f1 + scored.teds, result.name, index, result, scored)
        for result in results
        for index, scored in enumerate(result.scored)
    ]
    for _, name, index, result, scored in sorted(lost, key=lambda one: one[:3])[:count]:
        sizes = [
            f"{_size(scored.gold, across)} → {_size(scored.read, across) if scored.read else 'missed'}"
            for across in (False, True)
        ]
        table.add_row(
            name,
            f"{index + 1} {scored.gold.label}",
            f"{scored.f1:.2f}",
            f"{scored.teds:.2f}",
            *sizes,
            "yes" if index in result.turned else "",
            escape("; ".join(scored.labels.wrong)[:60]),
        )
    for result in results:
        for false in result.false:
            first = " | ".join(cell.text for cell in false.cells[:6])
            table.add_row(result.name, f"false, page {false.page}", "", "", "", "", "", escape(first[:60]))
    return table


def _size(grid: Grid, across: bool) -> int:
    ends = (cell.column + cell.column_span if across else cell.row + cell.row_span for cell in grid.cells)
    return max(ends, default=0)


def peak_memory(paths: Sequence[Path]) -> float:
    """The most memory in MB that one process takes which reads these files one after the other."""
    command = [sys.executable, __file__, "--memory-of", *map(str, paths)]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()[-1])


def _documents(options: argparse.Namespace) -> list[tuple[str, Path, list[Grid], int]]:
    if options.icdar:
        folder = options.folder or DATA / "tables" / "icdar2013"
        structures = sorted(folder.glob("*-str.xml"))
        return [
            (path.name.removesuffix("-str.xml"), path.with_name(path.name.replace("-str.xml", ".pdf")), tables, 0)
            for path in structures
            if (tables := icdar_tables(path))
        ]
    folder = options.folder or DATA / "articles"
    return [(path.name, path / "article.pdf", *jats_tables(path / "article.xml")) for path in article_folders(folder)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="another folder of the same form")
    parser.add_argument("--icdar", action="store_true", help="measure on ICDAR-2013")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst tables")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="draw those as PNG files")
    parser.add_argument("--article", action="append", default=[], metavar="ID", help="only documents of this name")
    parser.add_argument("--reader", action="append", choices=list(READERS), help="only these readers, beside ours")
    parser.add_argument("--no-peers", action="store_true", help="leave the other readers out")
    parser.add_argument("--memory", action="store_true", help="peak memory too")
    parser.add_argument("--memory-of", nargs="+", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the score of each table")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    if options.memory_of:
        for path in options.memory_of:
            READERS[OURS](path)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    documents = [one for one in _documents(options) if not options.article or one[0] in options.article]
    if not documents:
        raise SystemExit("there is no such document")
    readers = [OURS, *([] if options.no_peers else [name for name in options.reader or READERS if name != OURS])]
    if options.icdar:
        READERS[OURS] = read_ours_by_page
    results: dict[str, list[Result]] = {name: [] for name in readers}
    for name, pdf, gold, images in documents:
        for reader, result in measure(name, pdf, gold, images, readers).items():
            results[reader].append(result)
    console = Console(width=None if Console().is_terminal else 150, highlight=False)
    kind = "ICDAR-2013" if options.icdar else "articles"
    console.print(summary(f"{kind}: {len(documents)} documents", results))
    if not options.icdar and not options.article:
        for peer, (f1, score, false, speed) in PUBLISHED.items():
            console.print(f"{peer}: F1 {f1}, TEDS {score}, false {false}, {speed} pages/s", highlight=False)
    if options.worst:
        console.print(worst(results[OURS], options.worst))
    if options.pictures:
        paths = {name: pdf for name, pdf, _, _ in documents}
        lost = [
            (scored.f1 + scored.teds, result.name, index, scored)
            for result in results[OURS]
            for index, scored in enumerate(result.scored)
        ]
        draw_worst(sorted(lost, key=lambda one: one[:3])[: options.worst or 10], paths, options.pictures)
    if options.memory:
        console.print(f"peak memory: {peak_memory([pdf for _, pdf, _, _ in documents]):.0f} MB")
    for result in (each for each in results.values() for each in each):
        if result.failure:
            console.print(f"{result.name}: {result.failure}", markup=False)
    if options.json:
        made = {
            f"{result.name}/{index + 1}": [round(scored.f1, 4), round(scored.teds, 4), len(scored.labels.wrong)]
            for result in results[OURS]
            for index, scored in enumerate(result.scored)
        }
        options.json.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

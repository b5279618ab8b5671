"""How cleanly reference lists are cut out of PDFs, and how right their fields are, against the publisher's JATS XML.

    python benchmarks/reference_lists.py [--worst N] [--article ID …] [--json FILE] [FOLDER]

FOLDER has a sub-folder an article, with ``article.pdf`` and ``article.xml`` in it. What each measure is stands in the
docstrings of ``score_cutting`` and ``score_fields``. Where the JATS is itself an input its list is cut as it is tagged,
and that is checked beside it. The peers' figures are published with the data: measured in the same way on 60 PDFs.
"""

import argparse
import json
import logging
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gold_jats import article_folders
from gold_references import FIELDS, read_references
from lxml import etree
from reference_cutting import Cut, Cutting, Fields, score_cutting, score_fields
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.document import Document, UnreadableError
from extract.formats import jats, pdf
from extract.references import find_entries, references_of

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"
_MOSTLY = 0.95
"""An article counts as cut where so much of its list is clean."""
_SHOWN = 160


@dataclass
class Article:
    """What was measured on one article."""

    name: str
    cutting: Cutting
    fields: Fields
    pages: int = 0
    seconds: float = 0.0
    cut_seconds: float = 0.0
    from_jats: Cutting | None = None
    failures: list[str] = field(default_factory=list)


def measure(folder: Path) -> Article:
    """Read an article, cut and parse its list, and score that."""
    gold = read_references(folder / "article.xml")
    failures: list[str] = []
    document: Document | None = None
    started = time.process_time()
    try:
        document = pdf.read((folder / "article.pdf").read_bytes())
    except UnreadableError as error:
        failures.append(str(error))
    read = time.process_time()
    entries = find_entries(document) if document else ()
    cut = time.process_time()
    rows = references_of(document, entries) if document else ()
    ended = time.process_time()
    cutting = score_cutting(gold, _cuts(document, entries), document.text if document else "")
    article = Article(folder.name, cutting, score_fields(gold, rows, cutting), failures=failures)
    article.pages = (document.pages or 0) if document else 0
    article.seconds, article.cut_seconds = ended - started, cut - read
    tagged = jats.read((folder / "article.xml").read_bytes())
    article.from_jats = score_cutting(gold, _cuts(tagged, find_entries(tagged)), tagged.text)
    return article


def _cuts(document: Document | None, entries: Sequence[object]) -> list[Cut]:
    return [
        Cut(entry.number, document.text[entry.span.start : entry.span.end])  # type: ignore[attr-defined, union-attr]
        for entry in entries
    ]


def summary(articles: Sequence[Article]) -> Table:
    """The table of the measures, with the peers' figures."""
    pages, seconds = sum(article.pages for article in articles), sum(article.seconds for article in articles)
    table = Table(title=f"{len(articles)} articles, {pages} pages")
    for column in ("measure", "aim", "litcurate", "AnyStyle finder", "refextract", "GROBID (published)"):
        table.add_column(column, justify="left" if column in ("measure", "aim") else "right")
    gold = sum(article.cutting.gold for article in articles)
    clean = sum(article.cutting.clean for article in articles)
    mean = sum(article.cutting.recall for article in articles) / len(articles)
    mostly = sum(article.cutting.recall >= _MOSTLY for article in articles)
    numbered = sum(article.cutting.numbered for article in articles)
    right = sum(article.cutting.numbers_right for article in articles)
    table.add_row("clean recall", "≥ .97", f"{clean / max(1, gold):.3f} ({clean} of {gold})", ".846", ".760")
    table.add_row("  mean over articles", "", f"{mean:.3f}")
    share = f"{mostly / len(articles):.0%} ({mostly} of {len(articles)})"
    table.add_row("articles with ≥ 95 % clean", "≥ 90 %", share, "52 %", "63 %")
    entries = sum(article.cutting.entries for article in articles)
    table.add_row("entries cut", "", f"{entries}")
    table.add_row("numbers right, of clean ones with a label", "", f"{right} of {numbered}")
    tagged = [article.from_jats for article in articles if article.from_jats]
    exact = sum(cutting.clean for cutting in tagged)
    table.add_row("JATS as input: clean", "all", f"{exact} of {sum(cutting.gold for cutting in tagged)}")
    table.add_row("pages a second, reading included", "", f"{pages / max(seconds, 1e-9):.1f}", "11.3", "1.2")
    cut = sum(article.cut_seconds for article in articles)
    table.add_row("  share of the time spent on cutting", "", f"{cut / max(seconds, 1e-9):.1%}")
    references = sum(article.fields.references for article in articles)
    given = sum(article.fields.entries for article in articles)
    for name, part, aim, peer in (
        ("key fields", "keys_right", "≥ .88", ".52–.82"),
        ("all nine fields", "all_right", "", ""),
    ):
        whole = sum(int(getattr(article.fields, part)) for article in articles)
        f1 = 2 * whole / max(1, references + given)
        table.add_row(f"PDF → fields: whole references, {name}, F1", aim, f"{f1:.3f}", "", "", peer)
    for name in FIELDS:
        table.add_row(f"  {name}, F1", "", f"{_f1(articles, [name]):.3f}")
    table.add_row("  all fields, micro F1", "", f"{_f1(articles, FIELDS):.3f}", "", "", ".88")
    return table


def _f1(articles: Sequence[Article], names: Sequence[str]) -> float:
    right, gold, read = (
        sum(getattr(article.fields, part)[name] for article in articles for name in names)
        for part in ("right", "gold", "read")
    )
    return 2 * right / max(1, gold + read)


def causes(articles: Sequence[Article]) -> Table:
    """What happened to the references that are not clean, over all articles."""
    table = Table(title="What went wrong", show_lines=True)
    for column in ("cause", "cases", "articles (cases)"):
        table.add_column(column, justify="right" if column == "cases" else "left")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        found_here = Counter(cause for cause, _ in article.cutting.lost)
        for cause, cases in found_here.items():
            found[cause][article.name] += cases
    for cause, names in sorted(found.items(), key=lambda item: -item[1].total()):
        shown = ", ".join(f"{name} ({cases})" for name, cases in names.most_common(6))
        table.add_row(cause, str(names.total()), shown)
    return table


def worst(articles: Sequence[Article], most: int) -> Table:
    """The articles with the fewest clean references."""
    table = Table(title=f"The {most} worst")
    for column in ("article", "clean", "gold", "entries", "whole references"):
        table.add_column(column)
    for article in sorted(articles, key=lambda article: (article.cutting.recall, article.name))[:most]:
        cutting, fields = article.cutting, article.fields
        whole = f"{fields.keys_right} of {fields.references}"
        table.add_row(article.name, f"{cutting.recall:.3f}", str(cutting.gold), str(cutting.entries), whole)
    return table


def show(console: Console, article: Article) -> None:
    """What was lost in one article."""
    console.rule(article.name)
    for cause, string in article.cutting.lost:
        shown = string if len(string) <= 2 * _SHOWN else f"{string[:_SHOWN]} … {string[-_SHOWN:]}"
        console.print(f"[bold]{cause}[/bold] {escape(' '.join(shown.split()))}")
    for name, wanted, found in article.fields.wrong:
        console.print(f"[dim]{name}: {escape(wanted)} ≠ {escape(found)}[/dim]")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--worst", type=int, default=5, metavar="N", help="the N worst articles")
    parser.add_argument("--article", action="append", default=[], metavar="ID", help="only this one, in detail")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures of each article")
    options = parser.parse_args()
    folders = article_folders(options.folder)
    if options.article:
        folders = [folder for folder in folders if folder.name in options.article]
    if not folders:
        raise SystemExit(f"there is no */article.pdf with article.xml in {options.folder}, or none of these names")
    warnings.filterwarnings("ignore")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    progress = Console(stderr=True)
    articles: list[Article] = []
    for number, folder in enumerate(folders, start=1):
        progress.print(f"{number} of {len(folders)}: {folder.name}", highlight=False)
        try:
            articles.append(measure(folder))
        except etree.XMLSyntaxError as error:
            progress.print(f"left out, its article.xml cannot be read: {error}", markup=False, highlight=False)
    if not articles:
        raise SystemExit("no article has a gold that can be read")
    console = Console(width=None if Console().is_terminal else 160, highlight=False)
    for article in articles if options.article else ():
        show(console, article)
    console.print(summary(articles))
    console.print(causes(articles))
    console.print(worst(articles, options.worst))
    for article in articles:
        for failure in article.failures:
            console.print(f"{article.name}: {escape(failure)}")
    if options.json:
        made = {
            article.name: {
                "clean": article.cutting.clean,
                "gold": article.cutting.gold,
                "entries": article.cutting.entries,
                "lost": article.cutting.lost,
                "whole": article.fields.keys_right,
            }
            for article in articles
        }
        options.json.write_text(json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The results of reading PDFs, as tables: the measures, the causes of loss, the worst articles, one article."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reading_links import Counts
from reading_text import TextScore
from rich.console import Console
from rich.markup import escape
from rich.table import Table

OURS = "litcurate"
_SHOWN = 5
_NOTHING = Counts(0, 0, 0)


@dataclass
class Article:
    """What was measured on one article."""

    name: str
    pages: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    contents_seconds: float = 0.0
    """What all rows of the document take, claims and names among them, once it is read."""
    text: dict[str, TextScore] = field(default_factory=dict)
    pairs: Counts | None = None
    """None where the publisher tagged no markers."""
    headings: Counts = _NOTHING
    levels: Counts = _NOTHING
    failures: list[str] = field(default_factory=list)


def _share(articles: Sequence[Article], reader: str, part: str, whole: str) -> float:
    scores = [article.text[reader] for article in articles if reader in article.text]
    right = sum(int(getattr(score, part)) for score in scores)
    return right / max(1, sum(int(getattr(score, whole)) for score in scores))


def _together(counts: Iterable[Counts | None]) -> Counts:
    known = [each for each in counts if each]
    return Counts(sum(c.right for c in known), sum(c.gold for c in known), sum(c.read for c in known))


def summary(articles: Sequence[Article], readers: Sequence[str]) -> Table:
    """The table of the measures."""
    pages = sum(article.pages for article in articles)
    table = Table(title=f"{len(articles)} articles, {pages} pages")
    for column in ("measure", "aim", *readers):
        table.add_column(column, justify="left" if column in ("measure", "aim") else "right")

    def shares(part: str, whole: str, form: str) -> list[str]:
        return [form.format(_share(articles, reader, part, whole)) for reader in readers]

    pairs = _together(article.pairs for article in articles)
    texts = _together(article.headings for article in articles)
    levels = _together(article.levels for article in articles)
    untagged = sum(article.pairs is None for article in articles)
    published = [""] * (len(readers) - 1)
    table.add_row("body sentences found whole, in order", "≥ 98 %", *shares("in_order", "sentences", "{:.1%}"))
    table.add_row("  found whole, in any order", "", *shares("found", "sentences", "{:.1%}"))
    table.add_row("words of heads, captions, tables inside", "≤ 0.50 %", *shares("intruding", "words", "{:.2%}"))
    table.add_row(
        "  sentences of captions and notes in the flow", "", *shares("captions_in_flow", "captions", "{:.1%}")
    )
    table.add_row("body words, recall", "≥ .985", *shares("recalled", "words", "{:.4f}"))
    left = [str(sum(article.text[reader].left for article in articles)) for reader in readers]
    table.add_row("ligatures, (cid:…), � left", "0", *left)
    table.add_row(f"citation pairs, F1 ({untagged} articles without gold)", "≥ .96", f"{pairs.f1:.3f}", *published)
    table.add_row("  precision, recall (GROBID, published: F1 .76 to .92)", "", _precision_recall(pairs), *published)
    table.add_row("headings with level, F1", "≥ .95", f"{levels.f1:.3f}", *published)
    table.add_row("  by text alone, F1", "", f"{texts.f1:.3f}", *published)
    seconds = {reader: sum(article.seconds[reader] for article in articles) for reader in readers}
    table.add_row("pages a second, one core", "", *(f"{pages / max(seconds[r], 1e-9):.1f}" for r in readers))
    whole = seconds[OURS] + sum(article.contents_seconds for article in articles)
    table.add_row("  with all its rows (tables, claims, names)", "", f"{pages / max(whole, 1e-9):.1f}")
    if "pdfplumber" in seconds:
        ratios = [seconds["pdfplumber"] / max(seconds[reader], 1e-9) for reader in readers]
        table.add_row("  × pdfplumber extract_text", "≥ 4", *(f"{ratio:.2f}" for ratio in ratios))
    if "pdftotext" in readers:
        table.caption = "pdftotext runs as a process of its own: its processor time is not seen here"
    return table


def _precision_recall(counts: Counts) -> str:
    return f"{counts.right / max(1, counts.read):.3f}, {counts.right / max(1, counts.gold):.3f}"


def causes(articles: Sequence[Article]) -> Table:
    """Why things were lost, over all articles."""
    table = Table(title="Causes of loss", show_lines=True)
    for column in ("measure", "cause", "cases", "articles (cases)"):
        table.add_column(column, justify="right" if column == "cases" else "left")
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for article in articles:
        for cause, *_ in article.text[OURS].lost:
            found["sentences"][cause][article.name] += 1
        if article.pairs:
            for cause, _ in article.pairs.missed:
                found["pairs missed"][cause][article.name] += 1
            for cause, _ in article.pairs.wrong:
                found["pairs wrong"][cause][article.name] += 1
        for cause, _ in article.levels.missed:
            found["headings missed"][cause][article.name] += 1
        for cause, _ in article.levels.wrong:
            found["headings wrong"][cause][article.name] += 1
    for what, by_cause in found.items():
        ranked = sorted(by_cause.items(), key=lambda item: (-item[1].total(), item[0]))
        for cause, names in ranked[: _SHOWN + 2]:
            most = sorted(names.items(), key=lambda item: (-item[1], item[0]))
            shown = ", ".join(f"{name} ({count})" for name, count in most[:_SHOWN])
            more = f" and {len(most) - _SHOWN} more" if len(most) > _SHOWN else ""
            table.add_row(what, cause, str(names.total()), shown + more)
    return table


def figures(article: Article) -> dict[str, float]:
    """The figures of one article by which it is ranked; higher is better."""
    text = article.text[OURS]
    found = {
        "sentences in order": text.in_order / max(1, text.sentences),
        "no intruding words": 1 - text.intruding / max(1, text.words),
        "body words recall": text.recalled / max(1, text.words),
        "headings with level F1": article.levels.f1,
    }
    if article.pairs:
        found["citation pairs F1"] = article.pairs.f1
    if "pdfplumber" in article.seconds:
        found["× pdfplumber"] = article.seconds["pdfplumber"] / max(article.seconds[OURS], 1e-9)
    return found


def worst(articles: Sequence[Article], most: int) -> Table:
    """The worst articles by each measure."""
    table = Table(title=f"The {most} worst")
    table.add_column("measure")
    table.add_column("articles")
    ranked: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for article in articles:
        for name, value in figures(article).items():
            ranked[name].append((value, article.name))
    for name, values in ranked.items():
        table.add_row(name, "\n".join(f"{value:.3f} {article}" for value, article in sorted(values)[:most]))
    return table


def show(console: Console, article: Article) -> None:
    """What was lost in one article, each with its cause."""
    text = article.text[OURS]
    console.rule(article.name)
    console.print(", ".join(f"{name} {value:.3f}" for name, value in figures(article).items()))
    for cause, sentence, instead in text.lost:
        console.print(f"[bold]sentence[/bold] ({cause}) {escape(sentence)}\n    [dim]{escape(instead)}[/dim]")
    for run in text.intrusions:
        console.print(f"[bold]intruding[/bold] {escape(run)}")
    parts = {"pair": article.pairs or _NOTHING, "heading": article.levels}
    for what, counts in parts.items():
        for cause, case in counts.missed:
            console.print(f"[bold]{what} missed[/bold] ({cause}) {escape(case)}")
        for cause, case in counts.wrong:
            console.print(f"[bold]{what} wrong[/bold] ({cause}) {escape(case)}")

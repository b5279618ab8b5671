"""How right the claims are: outcomes, entities, typed rows, parts, stance; and how fast, against our own gold.

    python benchmarks/claims.py [--review FOLDER] [--articles FOLDER] [--sentences FILE] [--errors MEASURE]

The gold in ``benchmarks/gold`` holds places and values, no sentences; FOLDER holds the sources that it was made from.
Half of the articles (those whose id has an even SHA-256) were looked at while the rules were written, and so was the
review. The other half, whose figures stand apart as ``held back``, was not read at first; since then its errors were
looked at one by one and steered the rules as well. The blind test is ``fresh``: gold that no rule was made for, of
which the scores may be looked at and the errors not, so that ``--errors`` leaves it out. What we read beyond the gold
is wrong in the ranges that it covers completely, and not judged elsewhere. No peer is measured beside us: the tools
that tag drugs and genes need models to be downloaded.
"""

import argparse
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gold_places import Alignment, GoldText, Place, read_source
from gold_sentences import FILE, is_sentence, sentence_source, sentences, with_references
from rich.console import Console
from rich.table import Table

from curated.provenance import DocumentSource, Sourced
from curated.schema import Row
from extract.contents import contents_of
from extract.document import Document
from extract.formats import FORMATS
from extract.passages import language
from extract.vocabulary import load

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
GOLD = Path(__file__).parent / "gold"
FRESH = "fresh"
GROUPS = ("review", "steering", "held back", FRESH)
SHOWN = ("review", "steering")
"""The groups of which errors may be looked at."""
REVIEW = "he-2026"
_GREEK = re.compile("alpha|beta|gamma|kappa")


@dataclass
class Score:
    """Right, missed and wrong ones; ``errors`` say what they were."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Counts another score in."""
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong
        self.errors += other.errors

    @property
    def precision(self) -> float:
        """The share of right ones in what was read."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the gold that was read right."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Read:
    """A source as we read it, with where our text stands in the gold's."""

    def __init__(self, name: str, source: GoldText, rows: Sequence[Row], text: str) -> None:
        self.name = name
        self.source = source
        self.rows = rows
        self.text = text
        self._alignment = Alignment(text, self.source)

    def place(self, value: Sourced[Any] | None) -> Place | None:
        """Where a value stands, in letters and digits of the gold's source."""
        if value is None or not isinstance(value.source, DocumentSource):
            return None
        return self._alignment.span(value.source.start, value.source.end)

    def gold(self, place: Sequence[int]) -> Place:
        """A place of the gold in letters and digits."""
        return self.source.span((place[0], place[1]))

    def covered(self, what: str) -> list[Place]:
        """The ranges in which the gold names everything of a kind."""
        return [
            self.gold(each["range"])
            for group in ("", FRESH)
            for each in gold_rows("covered", group)
            if (each["document"], each["of"]) == (self.name, what)
        ]

    def words(self, place: Place) -> str:
        """The letters and digits at a place."""
        return (
            self.source.bare.text[max(0, place[0] - 40) : place[0]] + "«" + self.source.bare.text[slice(*place)] + "»"
        )


def touch(one: Place | None, other: Place | None) -> bool:
    """Whether two places share a character."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def steers(document: str) -> bool:
    """Whether a document was looked at while the rules were written."""
    return document == REVIEW or int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 0


def entities(read: Read, gold: Sequence[dict[str, Any]]) -> Score:
    """Drugs and targets: the kind, and a place that differs by three letters at most."""
    score = Score()
    wanted = {read.gold(each["place"]): each for each in gold}
    covered = {kind: read.covered(kind) for kind in ("drug", "target")}
    matched: set[Place] = set()
    for row in read.rows:
        if row.table != "entities" or row.kind not in ("drug", "target"):  # type: ignore[attr-defined]
            continue
        place = read.place(row.text)  # type: ignore[attr-defined]
        if place is None or not any(touch(place, span) for span in covered[row.kind]):  # type: ignore[attr-defined]
            continue
        hit = next(
            (
                spot
                for spot, each in wanted.items()
                if touch(spot, place)
                and each["kind"] == row.kind  # type: ignore[attr-defined]
                and _nearly(read, spot, place)
                and spot not in matched
            ),
            None,
        )
        if hit:
            matched.add(hit)
            score.right += 1
        else:
            score.wrong += 1
            score.errors.append(f"wrong {row.kind}: {read.words(place)}")  # type: ignore[attr-defined]
    for spot, each in wanted.items():
        if spot not in matched:
            score.missed += 1
            score.errors.append(f"missed {each['kind']}: {read.words(spot)}")
    return score


def _nearly(read: Read, spot: Place, place: Place) -> bool:
    r"""Whether two places differ by three letters at most; ``\beta`` of the text is one sign on our side."""
    between = read.source.bare.text[min(spot[0], place[0]) : max(spot[0], place[0])]
    between += read.source.bare.text[min(spot[1], place[1]) : max(spot[1], place[1])]
    return len(_GREEK.sub("", between)) <= 3


def outcomes(read: Read, gold: Sequence[dict[str, Any]], *, strict: bool = True) -> Score:
    """Measure, value or bounds, unit, time point and, where ``strict``, arm: all right or wrong."""
    score = Score()
    covered = read.covered("outcomes")
    ours = {read.place(row.value or row.low): row for row in read.rows if row.table == "outcomes"}  # type: ignore[attr-defined]
    ours.pop(None, None)
    used: set[Place] = set()
    for each in gold:
        spot = read.gold(each["value_place"] or each["low_place"])
        row_place = next((place for place in ours if touch(place, spot) and place not in used), None)
        if row_place is None:
            score.missed += 1
            score.errors.append(f"missed {each['measure']} {each['value']}: {read.words(spot)}")
            continue
        used.add(row_place)
        faults = list(_faults(read, each, ours[row_place], strict))
        if faults:
            score.missed += 1
            score.wrong += 1
            score.errors.append(f"wrong {'; '.join(faults)}: {read.words(spot)}")
        else:
            score.right += 1
    for place, row in ours.items():
        if place not in used and any(touch(place, span) for span in covered):
            score.wrong += 1
            score.errors.append(f"extra {row.measure.value}: {read.words(place)}")  # type: ignore[attr-defined]
    return score


def _faults(read: Read, gold: dict[str, Any], row: Any, strict: bool) -> Iterator[str]:
    for name in ("value", "low", "high"):
        value = getattr(row, name)
        wanted = gold[name]
        if (wanted is None) != (value is None) or (value and abs(value.value - float(wanted)) > 1e-9):
            yield f"{name} {value.value if value else None} for {wanted}"
    place = gold["measure_place"]
    if place and not touch(read.place(row.measure), read.gold(place)):
        yield f"measure {row.measure.value} for {gold['measure']}"
    unit = row.unit.value.strip() if row.unit else None
    if _unit(unit) != _unit(gold["unit"]):
        yield f"unit {unit} for {gold['unit']}"
    when = gold["time"]
    if bool(when) != bool(row.timepoint) or (when and not touch(read.place(row.timepoint), read.gold(when["place"]))):
        yield f"time {row.timepoint.value if row.timepoint else None} for {when and when['words']}"
    if strict and not (gold["uncertain"] and row.unattributed):
        arms = [read.place(part) for part in (row.arm, *row.combined_with) if part]
        wanted_arms = [read.gold(arm["place"]) for arm in gold["arm"] or ()]
        if gold.get("arm_from"):
            wanted_arms = wanted_arms if arms else []  # named in another sentence: none is as right as that one
        if len(wanted_arms) != 0 and not all(any(touch(spot, place) for place in arms) for spot in wanted_arms):
            yield f"arm {row.arm.value if row.arm else None} for {gold['arm'] and gold['arm'][0]['words']}"
        if not wanted_arms and arms and not gold.get("arm_from") and not _is_population(read, gold, arms):
            yield f"arm {row.arm.value} for none"


def _is_population(read: Read, gold: dict[str, Any], arms: Iterable[Place | None]) -> bool:
    """Whether what we call the arm is what the gold calls the subgroup."""
    part = gold.get("subgroup")
    return bool(part) and any(touch(read.gold(part["place"]), place) for place in arms)


def _unit(unit: str | None) -> str:
    return (unit or "").lower().rstrip("s").replace("month", "mo").replace("per cent", "%")


def read_all(review: Path, articles: Path, cited: Path, documents: Iterable[str]) -> dict[str, Read]:
    """Every source of the gold that is there, read. A sentence without its article gets a made-up reference list."""
    found: dict[str, Read] = {}
    for document in sorted(set(documents)):
        path = review / "review.md" if document == REVIEW else articles / document / "article.xml"
        if is_sentence(document):
            if document not in sentences(cited):
                continue
            source, name = sentence_source(cited, document), f"{document}.md"
            parsed = document_in(with_references(source.text).encode())
        elif path.exists():
            source, name, parsed = read_source(path), path.name, parse(path)
        else:
            continue
        found[document] = Read(document, source, contents_of(parsed, name, language()), parsed.text)
    return found


def parse(path: Path) -> Document:
    """The document in a file."""
    return document_in(path.read_bytes())


def document_in(data: bytes) -> Document:
    """The document that these bytes hold."""
    return next(each for each in FORMATS if each.recognises(data)).read(data)


@cache
def gold_rows(name: str, group: str = "") -> tuple[dict[str, Any], ...]:
    """The rows of a gold file, or of that of the fresh gold; none where it is not there."""
    path = GOLD / group / f"{name}.jsonl"
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


Judge = Callable[[Read, Sequence[dict[str, Any]]], Score]


def judged(name: str, judge: Judge, reads: dict[str, Read]) -> Iterator[tuple[str, Score]]:
    """The scores of a measure: of the review, of the articles that steered and of those that did not, of fresh gold."""
    groups: dict[str, Score] = defaultdict(Score)
    by_document: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for each in gold_rows(name):
        document = each["document"]
        group = "review" if document == REVIEW else "steering" if steers(document) else "held back"
        by_document[group, document].append(each)
    for each in gold_rows(name, FRESH):
        by_document[FRESH, each["document"]].append(each)
    for (group, document), rows in by_document.items():
        if document in reads:
            groups[group].add(judge(reads[document], rows))
    yield from sorted(groups.items(), key=lambda item: GROUPS.index(item[0]))


def speed(console: Console, review: Path) -> None:
    """Seconds for the review's text, words a second of tagging, seconds to load the vocabulary."""
    document = parse(review / "review.md")
    load.cache_clear()
    begun = time.perf_counter()
    vocabulary = load()
    loaded = time.perf_counter() - begun
    contents_of(document, "review.md", language())
    begun = time.perf_counter()
    contents_of(document, "review.md", language())
    spent = time.perf_counter() - begun
    begun = time.perf_counter()
    names = sum(1 for _ in vocabulary.find(document.text))
    tagging = time.perf_counter() - begun
    words = len(document.text.split())
    console.print(f"contents of the review's text {spent:.2f} s (aim ≤ 1), of {words:,} words and {names:,} names")
    console.print(
        f"vocabulary loaded in {loaded:.2f} s (aim ≤ 0.3), tags {words / tagging:,.0f} words/s (aim ≥ 20,000)"
    )


def main() -> None:
    """Prints a table of the measures, then the speed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--review", type=Path, default=SHARED / "reviews" / REVIEW)
    parser.add_argument("--articles", type=Path, default=SHARED / "articles")
    parser.add_argument("--sentences", type=Path, default=SHARED / FILE)
    parser.add_argument("--errors", help="print the errors of this measure in what steered")
    options = parser.parse_args()
    from claims_typed import MEASURES

    console = Console(width=110)
    names = {name for name, *_ in MEASURES}
    documents = (row["document"] for name in names for group in ("", FRESH) for row in gold_rows(name, group))
    reads = read_all(options.review, options.articles, options.sentences, documents)
    table = Table(title="claims against the gold")
    for column in ("measure", "of", "gold", "P", "R", "F1", "aim"):
        table.add_column(column)
    for name, title, judge, aim in MEASURES:
        for group, score in judged(name, judge, reads):
            gold = score.right + score.missed
            table.add_row(
                title, group, str(gold), f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", aim
            )
            if options.errors in (title, "all") and group in SHOWN:
                for error, count in Counter(score.errors).most_common():
                    console.print(f"{title}, {group}, {count}: {error}", markup=False, soft_wrap=True)
    console.print(table)
    if (options.review / "review.md").exists():
        speed(console, options.review)


if __name__ == "__main__":
    main()

"""Whether abstracts bear out claims made of registered trial outcomes (CliniFact).

    python benchmarks/clinifact.py [--part train|validation] [--seeds N] [FOLDER]

``train`` cross-validates (rows of one trial or paper stay together), ``validation`` measures the model that comes
with litcurate, which has not seen it. In the corpus' own split two thirds of those rows share a trial or a paper with
``train``: those that share none are given too.

Three classes: the claim is borne out, it is not, the paper does not tell of it.
Two inputs: ``text`` is what the published models saw (claim, title, abstract); ``number and date`` adds the trial's
number and the date of the paper, which an audit knows; nothing uses the registry's p-values, which the labels are
made of. See docs/decisions/0021.
"""

import argparse
import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from citation_integrity import facts_of
from rich.console import Console
from rich.table import Table

from curated.audit.comparison import comparison_of
from curated.audit.comparison_features import Abstract, ComparedClaim
from curated.audit.comparison_support import READINGS, Model, Reading, model
from extract.passages import language

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "audit" / "clinifact"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Row:
    """A claim and an abstract; ``label`` is 0 not borne out, 1 borne out, 2 not told of; ``group`` a trial's papers."""

    claim: ComparedClaim
    abstract: Abstract
    label: int
    trial: str
    paper: str


def rows(path: Path) -> Iterator[Row]:
    """The rows of a part."""
    csv.field_size_limit(10_000_000)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            comparison = comparison_of(row["claim"])
            if comparison is None:
                raise ValueError(f"no comparison in {row['claim']}")
            claim = ComparedClaim(row["claim"], facts_of(row["claim"]), comparison, row["nctId"])
            sentences = tuple(_sentences(row["article_abstract"]))
            title = row["article_title"]
            abstract = Abstract(
                title,
                sentences,
                ("",) * len(sentences),
                tuple(map(facts_of, (title, *sentences))),
                _published(row["Publication Date"]),
            )
            yield Row(claim, abstract, int(row["label"]), row["nctId"], row["PMID"])


def _sentences(abstract: str) -> Iterator[str]:
    nlp = language()
    for paragraph in filter(str.strip, abstract.split("\n")):
        yield from filter(None, (each.text.strip() for each in nlp(paragraph).sents))


def _published(printed: str) -> float:
    year, month, *_ = [*printed.split("-"), ""]
    return int(year) + (_MONTHS.index(month) + 0.5 if month in _MONTHS else 6) / 12


def text_only(row: Row) -> Row:
    """The row without the trial's number and the paper's date."""
    return replace(row, claim=replace(row.claim, trial=None), abstract=replace(row.abstract, published=None))


def scores(gold: Sequence[int], said: Sequence[int]) -> tuple[float, float, list[float]]:
    """Accuracy, macro-F1, and F1 by class."""
    true, found = np.array(gold), np.array(said)
    each = []
    for label in range(3):
        right = int(((true == label) & (found == label)).sum())
        each.append(2 * right / max(1, int((true == label).sum() + (found == label).sum())))
    return float((true == found).mean()), sum(each) / 3, each


def cross_validated(given: Sequence[Row], seeds: int) -> dict[str, list[Reading]]:
    """What is said of each row by models that have seen no row of its trial or its paper."""
    from train_support import FOLDS, fold_of, model_of

    together = with_papers(given)
    said: dict[str, list[Reading]] = {name: ["not told of"] * len(given) for name in INPUTS}
    for fold in range(FOLDS):
        learnt = model_of([row for row in together if fold_of(row) != fold], seeds)
        for at, (row, grouped) in enumerate(zip(given, together, strict=True)):
            if fold_of(grouped) == fold:
                for name, seen in INPUTS.items():
                    said[name][at] = likeliest(learnt, seen(row))
    return said


def with_papers(given: Sequence[Row]) -> list[Row]:
    """The rows with one ``trial`` for all that share a trial or a paper, directly or through others."""
    first: dict[str, str] = {}

    def root(name: str) -> str:
        while first.get(name, name) != name:
            name = first[name]
        return name

    for row in given:
        first[root(row.trial)] = root(row.paper)
    return [replace(row, trial=root(row.trial)) for row in given]


def likeliest(learnt: Model, row: Row) -> Reading:
    """The reading that the model gives the most probability."""
    found = learnt.read(row.claim, row.abstract)
    return max(found, key=lambda reading: found[reading])


INPUTS: dict[str, Callable[[Row], Row]] = {"text": text_only, "text, number and date": lambda row: row}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "validation"), default="train")
    parser.add_argument("--seeds", type=int, default=1, help="models taken together in cross-validation")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    given = list(rows(chosen.folder / f"{chosen.part}.csv"))
    if chosen.part == "train":
        said = cross_validated(given, chosen.seeds)
    else:
        said = {name: [likeliest(model(), seen(row)) for row in given] for name, seen in INPUTS.items()}
    table = Table("input", "accuracy", "macro-F1", "F1 not / found / not told of", title=f"CliniFact, {chosen.part}")
    gold = [row.label for row in given]
    for name, found in said.items():
        accuracy, macro, each = scores(gold, [READINGS.index(reading) for reading in found])
        table.add_row(name, f"{accuracy:.3f}", f"{macro:.3f}", " / ".join(f"{one:.2f}" for one in each))
    if chosen.part != "train":
        known = list(rows(chosen.folder / "train.csv"))
        trials, papers = {row.trial for row in known}, {row.paper for row in known}
        new = [at for at, row in enumerate(given) if row.trial not in trials and row.paper not in papers]
        for name, found in said.items():
            some = [READINGS.index(found[at]) for at in new]
            accuracy, macro, each = scores([gold[at] for at in new], some)
            label = f"{name}: the {len(new)} rows of trials and papers not in train"
            table.add_row(label, f"{accuracy:.3f}", f"{macro:.3f}", " / ".join(f"{one:.2f}" for one in each))
    table.add_row("rules + MiniLM", ".72", ".66", "")
    table.add_row("BioBERT (published, text, on its test part)", ".802", "", "")
    table.add_row("aim", ".80", ".74", "")
    Console().print(table)
    begin = time.process_time()
    for row in given[:200]:
        likeliest(model(), row)
    print(f"{(time.process_time() - begin) / len(given[:200]) * 1000:.1f} ms a claim and abstract")


if __name__ == "__main__":
    main()

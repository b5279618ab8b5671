"""How well reference strings are parsed, against the development gold; AnyStyle and refextract beside us.

    python benchmarks/reference_strings.py [--folds FOLDER] [--worst N] [--json FILE] [REFERENCES]

With ``--folds`` every string is parsed by a model that has not seen its article (``train_references.py`` makes those
models in that folder, or this command does, in about half an hour); without, by the model that is shipped, which has
learnt from all of them: only speed and DOIs mean something then. How fields are scored stands in ``reference_gold.py``.
Speed is of one core, strings given all at once.
"""

import argparse
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from reference_gold import FIELDS, REFERENCES, GoldString, gold_strings
from reference_scores import Scored, figures, scored
from reference_validation import cross_validated, kind_of_error, reliability
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from train_references import COLLECTIONS, FOLDS, fold_of, train_folds

from curated.identifiers import normalise_doi
from extract.reference_parts import ReferenceParts, parse_all
from extract.reference_tagger import shipped
from extract.reference_values import closed_up

PEERS = {
    "pdf_strings": ("AnyStyle 1.6.0", "94.99 / 79.95", "refextract 1.1.7", "47.0 / 1.3"),
    "jats_strings": ("AnyStyle 1.6.0", "90.56 / 65.3", "", ""),
    "hand-tagged, Vancouver": ("AnyStyle 1.6.0", "96.69 / 86.6", "", ""),
}
"""Micro F1 and strings with all key fields right: same strings, same scores (``../shared/data/README.md``)."""

AIMS = {"pdf_strings": "98.0 / 92", "jats_strings": "96 / 82", "hand-tagged, Vancouver": "98 / 92"}
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)


def measured(results: Sequence[Scored]) -> dict[str, Sequence[Scored]]:
    """The results by what is measured."""
    by_collection: dict[str, list[Scored]] = defaultdict(list)
    for one in results:
        by_collection[one.gold.collection].append(one)
        if one.gold.vancouver:
            by_collection["hand-tagged, Vancouver"].append(one)
    return {
        name: by_collection[name]
        for name in ("pdf_strings", "jats_strings", "hand-tagged, Vancouver", "hand_tagged_strings")
    }


def spread(results: Sequence[Scored], key: bool) -> tuple[float, float]:
    """Mean and standard deviation of a figure over the folds."""
    found = []
    for fold in range(FOLDS):
        ones = [one for one in results if fold_of(one.gold) == fold]
        found.append(figures(ones).key if key else figures(ones).micro)
    return statistics.mean(found), statistics.stdev(found)


def show_figures(console: Console, results: Sequence[Scored], title: str) -> None:
    """Figures of the collections, the peers' beside them, and F1 field by field."""
    table = Table(title=title)
    for column in ("strings", "n", "micro F1", "± folds", "all key fields", "± folds", "aim", "AnyStyle", "refextract"):
        table.add_column(column)
    fields = Table(title="F1 by field")
    for column in ("strings", *FIELDS):
        fields.add_column(column)
    for name, ones in measured(results).items():
        made = figures(ones)
        peers = PEERS.get(name, ("", "", "", ""))
        table.add_row(
            name,
            str(made.strings),
            f"{made.micro:.2f}",
            f"{spread(ones, key=False)[1]:.2f}",
            f"{made.key:.2f}",
            f"{spread(ones, key=True)[1]:.2f}",
            AIMS.get(name, ""),
            peers[1],
            peers[3],
        )
        fields.add_row(name, *(f"{value:.1f}" for value in made.by_field.values()))
    console.print(table)
    console.print(fields)


def show_reliability(console: Console, results: Sequence[Scored]) -> None:
    """Whether confidence means what it says."""
    table = Table(title="Confidence of fields, learnt on the other folds")
    for column in ("said", "fields", "mean said, %", "right, %"):
        table.add_column(column)
    for low, high, count, said, right in reliability(results, _EDGES):
        table.add_row(f"{low:.2f}–{min(high, 1):.2f}", str(count), f"{said:.1f}", f"{right:.1f}")
    console.print(table)


def show_worst(console: Console, results: Sequence[Scored], most: int) -> None:
    """The commonest kinds of error, each with one string."""
    counted: Counter[tuple[str, str, str]] = Counter()
    example: dict[tuple[str, str, str], Scored] = {}
    for one in results:
        for name, verdict in one.verdicts.items():
            if verdict != "right":
                kind = (one.gold.collection, name, kind_of_error(one, name))
                counted[kind] += 1
                example.setdefault(kind, one)
    table = Table(title=f"The {most} commonest kinds of error")
    for column in ("strings", "field", "what", "n", "parsed", "gold"):
        table.add_column(column, overflow="fold")
    for kind, count in counted.most_common(most):
        one = example[kind]
        name = kind[1]
        table.add_row(
            *kind, str(count), escape(one.mine.get(name, "")[:60]), escape(one.gold.fields.get(name, "")[:60])
        )
    console.print(table)


def doi_figures(folder: Path) -> dict[str, float]:
    """F1 of printed DOIs, on the strings whose gold has one, in ``pdf_strings`` and ``strings_with_doi``.

    A DOI is printed where the string, less white space, holds it. One found in a string that prints none counts
    against precision, and so does another than the gold's.
    """
    pairs = [(gold.raw, gold.doi) for gold in gold_strings("pdf_strings", folder) if gold.doi]
    pairs += [(gold.raw, gold.doi) for gold in gold_strings("jats_strings", folder) if gold.doi]
    with (folder / "strings_with_doi.jsonl").open(encoding="utf-8") as lines:
        held = [json.loads(line) for line in lines]
    pairs += [(one["reference"], one["doi"]) for one in held if one.get("doi")]
    parsed = parse_all(raw for raw, _ in pairs)
    right = found = printed = 0
    for (raw, doi), parts in zip(pairs, parsed, strict=True):
        doi = normalise_doi(doi) or doi.lower()
        is_printed = doi in unquote(closed_up(raw)).lower()
        mine = normalise_doi(closed_up(parts.doi.text)) if parts.doi else None
        printed += is_printed
        found += mine is not None
        right += is_printed and mine == doi
    return {
        "strings": len(pairs),
        "printed": printed,
        "precision": right / found,
        "recall": right / printed,
        "f1": 2 * right / (found + printed),
    }


def strings_a_second(raws: Sequence[str]) -> tuple[float, float]:
    """Strings a second of this process: the first time, with empty caches, and again."""
    made = []
    for _ in range(2):
        start = time.process_time()
        parse_all(raws)
        made.append(len(raws) / (time.process_time() - start))
    return made[0], made[1]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("references", nargs="?", type=Path, default=REFERENCES)
    parser.add_argument("--folds", type=Path, help="folder of the models that are measured")
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    console = Console(width=170)
    start = time.process_time()
    version = shipped().version
    console.print(f"model {version}, loaded in {time.process_time() - start:.2f} s")
    strings = [gold for collection in COLLECTIONS for gold in gold_strings(collection, chosen.references)]
    cold, warm = strings_a_second([gold.raw for gold in strings if gold.collection == "pdf_strings"])
    console.print(
        f"pdf_strings: {cold:.0f} strings a second, {warm:.0f} with warm caches (AnyStyle 247, refextract 9.9)"
    )
    dois = doi_figures(chosen.references)
    console.print(
        f"printed DOIs: F1 {dois['f1']:.4f}, precision {dois['precision']:.4f}, recall {dois['recall']:.4f}; "
        f"{dois['printed']} printed in {dois['strings']} strings (AnyStyle .58)"
    )
    if chosen.folds:
        train_folds(strings, chosen.folds)
        results = cross_validated(strings, chosen.folds)
        show_figures(console, results, f"Cross-validated by article, {FOLDS} folds")
        show_reliability(console, results)
    else:
        results = _by_shipped(strings)
        show_figures(console, results, "The shipped model, on what it was trained on")
    show_worst(console, results, chosen.worst)
    if chosen.json:
        chosen.json.write_text(json.dumps(_as_json(results, dois), indent=1), encoding="utf-8")


def _by_shipped(strings: Sequence[GoldString]) -> list[Scored]:
    parsed: Iterable[ReferenceParts] = parse_all(gold.raw for gold in strings)
    return [scored(gold, parts) for gold, parts in zip(strings, parsed, strict=True)]


def _as_json(results: Sequence[Scored], dois: dict[str, float]) -> dict[str, Any]:
    made = {name: figures(ones)._asdict() for name, ones in measured(results).items()}
    return {"strings": made, "dois": dois}


if __name__ == "__main__":
    main()

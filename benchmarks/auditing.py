"""How long the audit of a review takes without a network, and where the time goes.

    python benchmarks/auditing.py [--rounds N] [REVIEW]

The review is curated without registries, and audited as it is, at the depth of its titles; and again with a record for
every reference, whose titles and abstracts are those of CliniFact's training set (they fit no claim: what is measured
is the time of reading them). Whole processes of ``litcurate audit``, and the steps within one; medians.
"""

import argparse
import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curating import measure
from rich.console import Console
from rich.table import Table

from curated.audit.audit import audited
from curated.dataset import Dataset
from curated.provenance import RegistrySource, Text
from curated.schema import Match, Work
from curated.store import Store
from extract.cited import cited_items
from extract.claim_facts import claim_facts
from extract.vocabulary import load

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
REVIEW = DATA / "reviews" / "he-2026" / "review.md"
ABSTRACTS = DATA / "audit" / "clinifact" / "train.csv"
AIM = "≤ 2 s"


def with_records(dataset: Dataset) -> Dataset:
    """The dataset with a record for each reference, whose abstract is one of CliniFact's."""
    with ABSTRACTS.open(newline="", encoding="utf-8") as file:
        papers = {row["PMID"]: row for row in csv.DictReader(file) if row["article_abstract"]}
    made = datetime(2026, 1, 1, tzinfo=UTC)
    source = RegistrySource(registry="pubmed", url="made", response="0" * 64, pointer="/", retrieved_at=made)
    works = [
        Work(
            work_id=f"pubmed:{pmid}",
            registry="pubmed",
            pmid=Text(value=pmid, source=source),
            title=Text(value=row["article_title"], source=source),
            abstract=Text(value=row["article_abstract"], source=source),
        )
        for pmid, row in list(papers.items())[: len(dataset.references)]
    ]
    matches = [
        Match(reference_id=reference.reference_id, status="matched", work_id=work.work_id)
        for reference, work in zip(dataset.references, works, strict=False)
    ]
    return replace(dataset, works=tuple(works), matches=tuple(matches))


def steps(dataset: Dataset) -> dict[str, float]:
    """Processor seconds of each step of an audit."""
    taken: dict[str, float] = {}

    def timed(name: str, step: Callable[[], Any]) -> Any:
        started = time.process_time()
        made = step()
        taken[name] = time.process_time() - started
        return made

    rows = dataset.references, dataset.match, dataset.works, dataset.trial_mentions, dataset.trials
    cited = timed("what is cited", lambda: cited_items(*rows))
    claims = dataset.claims, dataset.entities, dataset.outcomes, dataset.trial_mentions
    facts = timed("what is claimed", lambda: claim_facts(*claims))
    timed("links and rules", lambda: audited(dataset, cited, facts))
    return taken


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("review", nargs="?", type=Path, default=REVIEW)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not options.review.exists() or not ABSTRACTS.exists():
        raise SystemExit(f"{options.review} and {ABSTRACTS} are needed")
    load()
    table = Table("dataset", "references", "links", "audit, wall s", "of the processor", *_STEPS, "aim")
    with tempfile.TemporaryDirectory(prefix="litcurate-benchmark-") as scratch:
        litcurate = [sys.executable, "-m", "flows.cli"]
        bare = f"{scratch}/bare"
        measure([*litcurate, "curate", str(options.review), "--registries", "none", "--quiet", "--out", bare])
        with Store.open(bare, create=False) as store:
            dataset = store.load()
        full = f"{scratch}/full"
        with Store.open(full) as store:
            store.replace_document(replace(with_records(dataset), findings=(), links=(), agreements=(), evidence=()))
        for name, place, rows in (("titles only", bare, dataset), ("with abstracts", full, with_records(dataset))):
            command = [*litcurate, "audit", place]
            measure(command)
            runs = [measure(command) for _ in range(options.rounds)]
            each = [steps(rows) for _ in range(options.rounds)]
            with Store.open(place, create=False) as store:
                links = len(store.load(("links",)).links)
            table.add_row(
                name,
                str(len(rows.references)),
                str(links),
                f"{statistics.median(run.wall for run in runs):.2f}",
                f"{statistics.median(run.cpu for run in runs):.2f}",
                *(f"{statistics.median(taken[step] for taken in each):.2f}" for step in _STEPS),
                AIM,
            )
    Console(width=140).print(table)


_STEPS = ("what is cited", "what is claimed", "links and rules")


if __name__ == "__main__":
    main()

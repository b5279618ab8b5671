"""How many requests resolving a review takes, counted by registries on the loopback address.

Nobody can ask the live registries here, so their part is played by a server that speaks their answers
(``tests/flows/registry_server.py``) and knows one work for every reference that the review prints. How much of it each
registry knows is assumed, and the assumption is varied; what is counted is what the plan makes of it. Run it with

    python benchmarks/requests_made.py [REVIEW]
"""

import argparse
import functools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

import reference_resolver.http
from curated.dataset import Dataset
from curated.schema import Failure, Reference
from curated.store import Store
from flows.inputs import read_file
from flows.planning import planned
from flows.settings import settings
from flows.steps import curate, printed_reference

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "flows"))
from registry_server import Plain, RegistryServer

REVIEW = Path(__file__).parent.parent.parent / "shared" / "data" / "reviews" / "he-2026" / "review.md"


class Coverage(NamedTuple):
    """What the registries are assumed to know: of a hundred journal articles so many are in PubMed, and of those
    ``ecitmatch`` recognises so many by the place that is printed; of a hundred works so many are in Crossref.
    """

    name: str
    pubmed: int
    recognised: int
    crossref: int


COVERAGES = (
    Coverage("PubMed has 95 % of the articles, ecitmatch recognises 85 %", 95, 85, 100),
    Coverage("PubMed has 85 %, ecitmatch recognises 70 %", 85, 70, 97),
    Coverage("everything is found by ecitmatch", 100, 100, 100),
    Coverage("nobody knows anything", 0, 0, 0),
)


def works(references: list[Reference], coverage: Coverage) -> Iterator[Plain]:
    """A work for every reference with a title, known as far as is assumed."""
    for number, reference in enumerate(references):
        printed = printed_reference(reference)
        if printed.title is None:
            continue
        turn = number * 37 % 100  # spread over the list, the same each time
        is_article = bool(printed.container_title and printed.volume)
        in_pubmed = is_article and turn < coverage.pubmed
        place = f"{printed.first_page}" if printed.first_page else ""
        yield Plain(
            title=printed.title,
            authors=printed.authors,
            journal=printed.container_title or "",
            cited_as=(printed.container_title or "") if turn < coverage.pubmed * coverage.recognised / 100 else "",
            year=printed.year or 0,
            volume=printed.volume or "",
            page=place or printed.article_number or "",
            doi=(printed.doi or f"10.5555/made-up.{number}") if turn < coverage.crossref else "",
            pmid=str(90_000_000 + number) if in_pubmed else "",
            pmcid=printed.pmcid or "",
        )


def main() -> None:
    """Count and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("review", nargs="?", type=Path, default=REVIEW)
    options = parser.parse_args()
    hurried = functools.partial(reference_resolver.http.Sender, sleep=lambda seconds: None)
    reference_resolver.http.Sender = hurried  # type: ignore[misc,assignment]
    rows = read_file(options.review, settings({}))
    if isinstance(rows, Failure):
        raise SystemExit(f"{options.review}: {rows.cause}")
    review = Dataset().adding(rows)
    references = list(review.references)
    table = Table(title=f"{options.review.parent.name}: {len(references)} references (aim: ≤ 0.26 a reference)")
    for column in ("assumed", "planned", "made", "a reference", "matched", "by registry"):
        table.add_column(column)
    for coverage in COVERAGES:
        server = RegistryServer(works(references, coverage))
        with tempfile.TemporaryDirectory() as folder:
            chosen = settings({}, dataset=folder, registries="live", endpoints=server.endpoints)
            plan, _ = planned([options.review], chosen)
            curate([options.review], chosen, lambda what, done, total: None)
            with Store.open(folder) as store:
                matched = sum(match.status == "matched" for match in store.load(("matches", "references")).matches)
        by_registry = Counter(name for name, _ in server.asked)
        table.add_row(
            coverage.name,
            f"{sum(row.fewest for row in plan)} to {sum(row.most for row in plan)}",
            str(len(server.asked)),
            f"{len(server.asked) / len(references):.3f}",
            str(matched),
            ", ".join(f"{name} {count}" for name, count in sorted(by_registry.items())),
        )
        server.close()
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
